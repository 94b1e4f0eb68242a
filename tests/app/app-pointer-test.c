/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-pointer-test.h"

/* What is clicked with the pointer of the display. */

#define FRAMES 3

static void
on_exited_cb (GObject *source, GAsyncResult *result, gpointer is_over)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) is_over = TRUE;
}

/* Runs xdotool while the window goes on. */
void
app_pointer_test_run (const char *arguments)
{
  g_autofree char *command = g_strdup_printf ("xdotool %s", arguments);
  g_auto (GStrv) argv = g_strsplit (command, " ", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_NONE, &error);
  gboolean is_over = FALSE;

  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, on_exited_cb, &is_over);
  app_test_until (is_over);
}

static void
on_motion_cb (GtkEventControllerMotion *motion, double x, double y, guint *n_moves)
{
  ++*n_moves;
}

/* Over the middle of @widget, from elsewhere. No window manager runs: the window lies in the
 * corner. */
void
app_pointer_test_point (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  guint n_moves = 0;
  graphene_rect_t bounds;
  double x, y;
  g_autofree char *move = NULL;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (native), &bounds));
  gtk_native_get_surface_transform (native, &x, &y);
  move = g_strdup_printf ("mousemove 0 0 mousemove %d %d",
                          (int) (x + bounds.origin.x + bounds.size.width / 2),
                          (int) (y + bounds.origin.y + bounds.size.height / 2));
  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion_cb), &n_moves);
  gtk_widget_add_controller (GTK_WIDGET (native), motion);
  app_pointer_test_run (move);
  app_test_until (n_moves > 0);
  gtk_widget_remove_controller (GTK_WIDGET (native), motion);
}

static gboolean
on_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer n_left)
{
  gtk_widget_queue_draw (widget);
  return --*(guint *) n_left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Lets the window be laid out and drawn some times, with all that comes of it. */
void
app_pointer_test_draw (GtkWidget *widget)
{
  guint n_left = FRAMES;

  gtk_widget_queue_resize (widget);
  gtk_widget_add_tick_callback (widget, on_tick_cb, &n_left, NULL);
  app_test_until (n_left == 0);
  app_test_settle ();
}

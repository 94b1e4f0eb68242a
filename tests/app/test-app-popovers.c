/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-popovers.h"
#include "app-signer-marks.h"
#include "app-test.h"

/* What opens at a click, with the pointer of the display: no popover that is closed takes a click.
 */

#define FRAMES 3

typedef struct
{
  ModelLine *line;
  AppSignerMarks *marks;
  guint n_moves; /* of the pointer, over the window */
} Fixture;

static void
on_motion_cb (GtkEventControllerMotion *motion, double x, double y, Fixture *fixture)
{
  fixture->n_moves++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkWidget *root;

  app_popovers_let_go ();
  fixture->line = app_test_line (1, "ABADIE Léa", "Garage Roux", MODEL_SEARCH_VALIDATED, 1);
  app_test_line_sign (fixture->line, MODEL_REQUEST_ONGOING, "siw");
  fixture->marks = APP_SIGNER_MARKS (app_signer_marks_new ());
  app_signer_marks_set_line (fixture->marks, fixture->line, "1 of 3 has signed", "accent");
  app_test_show (GTK_WIDGET (fixture->marks));
  root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (fixture->marks)));
  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion_cb), fixture);
  gtk_widget_add_controller (root, motion);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  GtkPopover *popover = app_signer_marks_get_popover (fixture->marks);

  if (popover != NULL)
    gtk_popover_popdown (popover);
  app_test_destroy (GTK_WIDGET (fixture->marks));
  g_object_unref (fixture->line);
}

/* ---- the pointer ---- */

static void
on_exited_cb (GObject *source, GAsyncResult *result, gpointer is_over)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) is_over = TRUE;
}

static void
run_xdotool (const char *arguments)
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

static GtkWidget *
mark (Fixture *fixture)
{
  return app_test_find (GTK_WIDGET (fixture->marks), GTK_TYPE_IMAGE, 1);
}

/* Over the mark, from elsewhere. No window manager runs: the window lies in the corner. */
static void
point (Fixture *fixture)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (fixture->marks));
  guint n_before = fixture->n_moves;
  graphene_rect_t bounds;
  double x, y;
  g_autofree char *move = NULL;

  g_assert_true (gtk_widget_compute_bounds (mark (fixture), GTK_WIDGET (native), &bounds));
  gtk_native_get_surface_transform (native, &x, &y);
  move = g_strdup_printf ("mousemove 0 0 mousemove %d %d",
                          (int) (x + bounds.origin.x + bounds.size.width / 2),
                          (int) (y + bounds.origin.y + bounds.size.height / 2));
  run_xdotool (move);
  app_test_until (fixture->n_moves > n_before);
}

static gboolean
on_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer n_left)
{
  gtk_widget_queue_draw (widget);
  return --*(guint *) n_left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Lets the window be laid out and drawn some times, with all that comes of it. */
static void
draw (Fixture *fixture)
{
  guint n_left = FRAMES;

  gtk_widget_queue_resize (GTK_WIDGET (fixture->marks));
  gtk_widget_add_tick_callback (GTK_WIDGET (fixture->marks), on_tick_cb, &n_left, NULL);
  app_test_until (n_left == 0);
  app_test_settle ();
}

static gboolean
is_open (Fixture *fixture)
{
  GtkPopover *popover = app_signer_marks_get_popover (fixture->marks);

  return popover != NULL && gtk_widget_get_mapped (GTK_WIDGET (popover));
}

/* ---- the cases ---- */

/* The list behind is read anew while the popover is open, and as it closes. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 6; i++)
    {
      g_test_message ("click %u", i + 1);
      point (fixture);
      draw (fixture);
      run_xdotool ("click 1");
      app_test_until (is_open (fixture));
      draw (fixture);
      gtk_widget_queue_resize (GTK_WIDGET (fixture->marks));
      gtk_popover_popdown (app_signer_marks_get_popover (fixture->marks));
      draw (fixture);
      g_assert_false (is_open (fixture));
    }
}

/* What is under a mark does not stay pressed. */
static void
test_released (Fixture *fixture, gconstpointer data)
{
  point (fixture);
  run_xdotool ("mousedown 1");
  app_test_until (gtk_widget_get_state_flags (mark (fixture)) & GTK_STATE_FLAG_ACTIVE);
  draw (fixture);
  g_assert_false (is_open (fixture));
  run_xdotool ("mouseup 1");
  app_test_until (is_open (fixture));
  draw (fixture);
  g_assert_false (gtk_widget_get_state_flags (mark (fixture)) & GTK_STATE_FLAG_ACTIVE);
  g_assert_false (gtk_widget_get_state_flags (GTK_WIDGET (fixture->marks)) & GTK_STATE_FLAG_ACTIVE);
}

/* A click during which the list is laid out may be given up by GTK: it was one. */
static void
test_given_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) controllers =
      gtk_widget_observe_controllers (gtk_widget_get_parent (mark (fixture)));
  g_autoptr (GtkEventController) click = NULL;

  for (guint i = 0; click == NULL && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        click = GTK_EVENT_CONTROLLER (g_steal_pointer (&controller));
    }
  point (fixture);
  run_xdotool ("mousedown 1");
  app_test_until (gtk_gesture_is_active (GTK_GESTURE (click)));
  gtk_event_controller_reset (click);
  g_assert_false (gtk_gesture_is_active (GTK_GESTURE (click)));
  run_xdotool ("mouseup 1");
  app_test_until (is_open (fixture));
}

/* Whoever lets the button go elsewhere has thought better of it. */
static void
test_elsewhere (Fixture *fixture, gconstpointer data)
{
  point (fixture);
  run_xdotool ("mousedown 1 mousemove 2 2 mouseup 1");
  app_test_until (!(gtk_widget_get_state_flags (mark (fixture)) & GTK_STATE_FLAG_ACTIVE));
  draw (fixture);
  g_assert_false (is_open (fixture));
}

/* A popover that opens again before it has let go stays. */
static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  app_signer_marks_open (fixture->marks, 1);
  gtk_popover_popdown (app_signer_marks_get_popover (fixture->marks));
  app_signer_marks_open (fixture->marks, 2);
  draw (fixture);
  g_assert_true (is_open (fixture));
  gtk_popover_popdown (app_signer_marks_get_popover (fixture->marks));
  app_test_settle ();
  g_assert_false (
      gtk_widget_get_realized (GTK_WIDGET (app_signer_marks_get_popover (fixture->marks))));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add ("/app/popovers/again", Fixture, NULL, set_up, test_again, tear_down);
  g_test_add ("/app/popovers/released", Fixture, NULL, set_up, test_released, tear_down);
  g_test_add ("/app/popovers/given-up", Fixture, NULL, set_up, test_given_up, tear_down);
  g_test_add ("/app/popovers/elsewhere", Fixture, NULL, set_up, test_elsewhere, tear_down);
  g_test_add ("/app/popovers/at-once", Fixture, NULL, set_up, test_at_once, tear_down);
  return g_test_run ();
}

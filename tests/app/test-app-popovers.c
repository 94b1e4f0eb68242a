/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-popovers.h"
#include "app-pointer-test.h"
#include "app-signer-marks.h"

/* What opens at a click, with the pointer of the display: no popover that is closed takes a click.
 */

typedef struct
{
  ModelLine *line;
  AppSignerMarks *marks;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  app_popovers_let_go ();
  fixture->line = app_test_line (1, "ABADIE Léa", "Garage Roux", MODEL_SEARCH_VALIDATED, 1);
  app_test_line_sign (fixture->line, MODEL_REQUEST_ONGOING, "siw");
  fixture->marks = APP_SIGNER_MARKS (app_signer_marks_new ());
  app_signer_marks_set_line (fixture->marks, fixture->line, "1 of 3 has signed", "accent");
  app_test_show (GTK_WIDGET (fixture->marks));
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

static GtkWidget *
mark (Fixture *fixture)
{
  return app_test_find (GTK_WIDGET (fixture->marks), GTK_TYPE_IMAGE, 1);
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
      app_pointer_test_point (mark (fixture));
      app_pointer_test_draw (GTK_WIDGET (fixture->marks));
      app_pointer_test_run ("click 1");
      app_test_until (is_open (fixture));
      app_pointer_test_draw (GTK_WIDGET (fixture->marks));
      gtk_widget_queue_resize (GTK_WIDGET (fixture->marks));
      gtk_popover_popdown (app_signer_marks_get_popover (fixture->marks));
      app_pointer_test_draw (GTK_WIDGET (fixture->marks));
      g_assert_false (is_open (fixture));
    }
}

/* What is under a mark does not stay pressed. */
static void
test_released (Fixture *fixture, gconstpointer data)
{
  app_pointer_test_point (mark (fixture));
  app_pointer_test_run ("mousedown 1");
  app_test_until (gtk_widget_get_state_flags (mark (fixture)) & GTK_STATE_FLAG_ACTIVE);
  app_pointer_test_draw (GTK_WIDGET (fixture->marks));
  g_assert_false (is_open (fixture));
  app_pointer_test_run ("mouseup 1");
  app_test_until (is_open (fixture));
  app_pointer_test_draw (GTK_WIDGET (fixture->marks));
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
  app_pointer_test_point (mark (fixture));
  app_pointer_test_run ("mousedown 1");
  app_test_until (gtk_gesture_is_active (GTK_GESTURE (click)));
  gtk_event_controller_reset (click);
  g_assert_false (gtk_gesture_is_active (GTK_GESTURE (click)));
  app_pointer_test_run ("mouseup 1");
  app_test_until (is_open (fixture));
}

/* Whoever lets the button go elsewhere has thought better of it. */
static void
test_elsewhere (Fixture *fixture, gconstpointer data)
{
  app_pointer_test_point (mark (fixture));
  app_pointer_test_run ("mousedown 1 mousemove 2 2 mouseup 1");
  app_test_until (!(gtk_widget_get_state_flags (mark (fixture)) & GTK_STATE_FLAG_ACTIVE));
  app_pointer_test_draw (GTK_WIDGET (fixture->marks));
  g_assert_false (is_open (fixture));
}

/* A popover that opens again before it has let go stays. */
static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  app_signer_marks_open (fixture->marks, 1);
  gtk_popover_popdown (app_signer_marks_get_popover (fixture->marks));
  app_signer_marks_open (fixture->marks, 2);
  app_pointer_test_draw (GTK_WIDGET (fixture->marks));
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-line-list.h"
#include "app-step-bar.h"
#include "app-test.h"

/* The steps of a line are moved in the list itself, by a click or a drag on the segments. */

static AppStepBar *
make_bar (int step)
{
  AppStepBar *bar = APP_STEP_BAR (app_step_bar_new ());

  gtk_widget_set_size_request (GTK_WIDGET (bar), 200, 40);
  gtk_widget_set_halign (GTK_WIDGET (bar), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (bar), GTK_ALIGN_START);
  app_step_bar_set (bar, step, 5, "Signed by the school");
  app_test_show (GTK_WIDGET (bar));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (bar));
  return bar;
}

/* The middle of the segments, downwards: the one height at which all five are found. */
static double
find_height (AppStepBar *bar)
{
  for (int y = 0; y < gtk_widget_get_height (GTK_WIDGET (bar)); y++)
    if (app_step_bar_get_step_at (bar, 5, y, TRUE) == 0)
      return y + 6;
  g_assert_not_reached ();
}

static void
test_segments (void)
{
  AppStepBar *bar = make_bar (1);
  double y = find_height (bar);
  int seen[5] = { 0 };

  for (int x = 0; x < gtk_widget_get_width (GTK_WIDGET (bar)); x++)
    {
      int step = app_step_bar_get_step_at (bar, x, y, TRUE);

      if (step >= 0)
        seen[step]++;
    }
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    g_assert_cmpint (seen[i], >=, 20);
  g_assert_cmpint (app_step_bar_get_step_at (bar, 199, y, TRUE), ==, -1);
  /* Once a segment is held the nearest one counts, wherever the pointer strays. */
  g_assert_cmpint (app_step_bar_get_step_at (bar, 199, y, FALSE), ==, 4);
  g_assert_cmpint (app_step_bar_get_step_at (bar, -50, y + 300, FALSE), ==, 0);
  g_assert_cmpint (app_step_bar_get_step_at (bar, 5, y + 30, TRUE), ==, -1);
  app_test_destroy (GTK_WIDGET (bar));
}

static void
test_nothing_to_hold (void)
{
  AppStepBar *bar = make_bar (1);
  double y = find_height (bar);

  app_step_bar_set_caption (bar, "Agreement to make", "accent");
  g_assert_cmpint (app_step_bar_get_step_at (bar, 5, y, TRUE), ==, -1);
  app_step_bar_set_acts (bar, "No interview yet", "CAZALS Inès", 7, 11);
  g_assert_cmpint (app_step_bar_get_step_at (bar, 5, y, FALSE), ==, -1);
  app_test_destroy (GTK_WIDGET (bar));
}

static void
test_preview_is_no_move (void)
{
  AppStepBar *bar = make_bar (1);

  app_step_bar_preview (bar, 4);
  g_assert_cmpint (app_step_bar_get_n_done (bar), ==, 2);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (bar));
  app_step_bar_preview (bar, -1);
  g_assert_cmpint (app_step_bar_get_n_done (bar), ==, 2);
  app_test_destroy (GTK_WIDGET (bar));
}

static ModelLine *chosen;
static int chosen_step;

static void
on_step_chosen_cb (AppLineList *list, ModelLine *line, int step, gpointer user_data)
{
  g_set_object (&chosen, line);
  chosen_step = step;
}

static GtkGesture *
find_drag (AppLineList *list)
{
  g_autoptr (GListModel) all = gtk_widget_observe_controllers (GTK_WIDGET (list));

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkEventController) one = g_list_model_get_item (all, i);

      if (GTK_IS_GESTURE_DRAG (one))
        return GTK_GESTURE (one);
    }
  g_assert_not_reached ();
}

static AppLineList *
make_list (void)
{
  AppLineList *list = app_line_list_new ();
  g_autoptr (GPtrArray) steps = model_step_list_default ();
  g_autoptr (GPtrArray) lines = app_test_lines ();

  app_line_list_set_steps (list, steps);
  app_test_show (GTK_WIDGET (list));
  app_line_list_show (list, lines, APP_LINE_LIST_EMPTY_SCOPE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (list));
  app_test_settle ();
  g_clear_object (&chosen);
  chosen_step = -1;
  g_signal_connect (list, "step-chosen", G_CALLBACK (on_step_chosen_cb), NULL);
  return list;
}

/* Where the segment of a step is, in the list, of the first line that has steps. */
static void
locate (AppLineList *list, int step, double *x, double *y)
{
  GtkWidget *bar;

  for (guint i = 0; (bar = app_test_find (GTK_WIDGET (list), APP_TYPE_STEP_BAR, i)) != NULL; i++)
    if (gtk_widget_get_mapped (bar) && app_step_bar_get_n_done (APP_STEP_BAR (bar)) > 0)
      {
        g_assert_true (gtk_widget_translate_coordinates (bar, GTK_WIDGET (list), step * 26 + 5,
                                                         find_height (APP_STEP_BAR (bar)), x, y));
        return;
      }
  g_assert_not_reached ();
}

static void
test_click_in_the_list (void)
{
  AppLineList *list = make_list ();
  GtkGesture *drag = find_drag (list);
  double x, y;

  locate (list, 3, &x, &y);
  g_signal_emit_by_name (drag, "drag-begin", x, y);
  g_assert_null (chosen);
  g_signal_emit_by_name (drag, "drag-end", 0.0, 0.0);
  g_assert_nonnull (chosen);
  g_assert_cmpint (chosen->agreement_id, !=, 0);
  g_assert_cmpint (chosen_step, ==, 3);
  g_clear_object (&chosen);
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_same_step_and_elsewhere (void)
{
  AppLineList *list = make_list ();
  GtkGesture *drag = find_drag (list);
  double x, y;

  /* Beside the segments it is a click on the row like any other. */
  locate (list, 3, &x, &y);
  g_signal_emit_by_name (drag, "drag-begin", x, y + 25);
  g_signal_emit_by_name (drag, "drag-end", 0.0, 0.0);
  g_assert_null (chosen);
  /* Held, then given up. */
  g_signal_emit_by_name (drag, "drag-begin", x, y);
  g_signal_emit_by_name (drag, "cancel", NULL);
  g_signal_emit_by_name (drag, "drag-end", 0.0, 0.0);
  g_assert_null (chosen);
  app_test_destroy (GTK_WIDGET (list));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/line-steps/segments", test_segments);
  g_test_add_func ("/app/line-steps/nothing-to-hold", test_nothing_to_hold);
  g_test_add_func ("/app/line-steps/preview", test_preview_is_no_move);
  g_test_add_func ("/app/line-steps/click", test_click_in_the_list);
  g_test_add_func ("/app/line-steps/elsewhere", test_same_step_and_elsewhere);
  return g_test_run ();
}

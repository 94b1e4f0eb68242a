/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-label-window.h"
#include "app-test.h"
#include "paper-sheet.h"

static void
on_chosen_cb (AppLabelWindow *window, guint first, guint *chosen)
{
  *chosen = first;
}

static GtkFlowBox *
sheet_of (AppLabelWindow *window)
{
  return GTK_FLOW_BOX (app_test_find (GTK_WIDGET (window), GTK_TYPE_FLOW_BOX, 0));
}

static GtkWidget *
cell (AppLabelWindow *window, int number)
{
  return GTK_WIDGET (gtk_flow_box_get_child_at_index (sheet_of (window), number - 1));
}

static AppLabelWindow *
show (guint n_labels, guint first)
{
  AppLabelWindow *window = app_label_window_new (NULL, n_labels, first);

  gtk_window_present (GTK_WINDOW (window));
  app_test_until (gtk_widget_get_width (cell (window, 1)) > 0);
  return window;
}

static gboolean
is_gone (AppLabelWindow *window, int number)
{
  return gtk_widget_has_css_class (cell (window, number), "gone");
}

/* Each format is drawn as it is: as many columns and rows, one label beside the other, on A4. */
static void
test_formats (void)
{
  const PaperLabels *labels;

  for (guint i = 0; (labels = paper_labels_get (i)) != NULL; i++)
    {
      AppLabelWindow *window = show (labels->n, 1);
      graphene_rect_t first, second, below, paper;

      g_assert_null (gtk_flow_box_get_child_at_index (sheet_of (window), (int) labels->n));
      g_assert_true (gtk_widget_compute_bounds (cell (window, 1), GTK_WIDGET (window), &first));
      g_assert_true (gtk_widget_compute_bounds (cell (window, (int) labels->columns),
                                                GTK_WIDGET (window), &second));
      g_assert_true (gtk_widget_compute_bounds (cell (window, (int) labels->columns + 1),
                                                GTK_WIDGET (window), &below));
      g_assert_true (gtk_widget_compute_bounds (
          gtk_widget_get_parent (GTK_WIDGET (sheet_of (window))), GTK_WIDGET (window), &paper));
      g_assert_cmpfloat (second.origin.y, ==, first.origin.y);
      g_assert_cmpfloat (second.origin.x, >, first.origin.x);
      g_assert_cmpfloat (below.origin.x, ==, first.origin.x);
      g_assert_cmpfloat (below.origin.y, >=, first.origin.y + first.size.height);
      g_assert_cmpfloat_with_epsilon (paper.size.height / paper.size.width, 297.0 / 210, 0.03);
      g_assert_true (
          gtk_widget_compute_bounds (cell (window, (int) labels->n), GTK_WIDGET (window), &below));
      g_assert_cmpfloat (below.origin.y + below.size.height, <=,
                         paper.origin.y + paper.size.height + 1);
      g_assert_cmpfloat (below.origin.x + below.size.width, <=,
                         paper.origin.x + paper.size.width + 1);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

/* The arrow keys go over the sheet; what is before the chosen one is gone. */
static void
test_keys (void)
{
  AppLabelWindow *window = show (24, 1);
  guint chosen = 0;
  gboolean moved;

  g_signal_connect (window, "chosen", G_CALLBACK (on_chosen_cb), &chosen);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == cell (window, 1));
  g_signal_emit_by_name (sheet_of (window), "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, 2, FALSE,
                         FALSE, &moved);
  g_assert_cmpuint (app_label_window_get_first (window), ==, 7);
  g_signal_emit_by_name (sheet_of (window), "move-cursor", GTK_MOVEMENT_VISUAL_POSITIONS, 1, FALSE,
                         FALSE, &moved);
  g_assert_cmpuint (app_label_window_get_first (window), ==, 8);
  g_assert_true (is_gone (window, 7));
  g_assert_false (is_gone (window, 8));
  gtk_widget_activate_action (GTK_WIDGET (window), "labels.accept", NULL);
  g_assert_cmpuint (chosen, ==, 8);
}

/* A label that is entered is the answer. */
static void
test_activated (void)
{
  AppLabelWindow *window = show (8, 3);
  gpointer weak = window;
  guint chosen = 0;

  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  g_signal_connect (window, "chosen", G_CALLBACK (on_chosen_cb), &chosen);
  g_assert_cmpuint (app_label_window_get_first (window), ==, 3);
  g_signal_emit_by_name (sheet_of (window), "child-activated", cell (window, 3));
  g_assert_cmpuint (chosen, ==, 3);
  app_test_until (weak == NULL);
}

static void
test_said (void)
{
  AppLabelWindow *window = show (24, 0);
  GtkWidget *question = NULL;

  g_assert_cmpuint (app_label_window_get_first (window), ==, 1);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (cell (window, 5)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Label 5: row 2, column 2");
  for (guint i = 0; question == NULL; i++)
    {
      GtkWidget *label = app_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, i);

      if (g_str_has_prefix (gtk_label_get_text (GTK_LABEL (label)), "Which is the first label"))
        question = label;
    }
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (sheet_of (window)),
                                       GTK_ACCESSIBLE_RELATION_LABELLED_BY, question, NULL);
  app_label_window_set_first (window, 99);
  g_assert_cmpuint (app_label_window_get_first (window), ==, 1);
  app_label_window_set_first (window, 24);
  g_assert_cmpuint (app_label_window_get_first (window), ==, 24);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/label-window/formats", test_formats);
  g_test_add_func ("/app/label-window/keys", test_keys);
  g_test_add_func ("/app/label-window/activated", test_activated);
  g_test_add_func ("/app/label-window/said", test_said);
  return g_test_run ();
}

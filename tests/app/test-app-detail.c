/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-detail.h"
#include "app-state-badge.h"
#include "app-test.h"

static ModelLine *moved;
static int chosen;

static void
on_step_chosen_cb (AppDetail *detail, ModelLine *line, int step, gpointer user_data)
{
  moved = line;
  chosen = step;
}

static AppDetail *
make (void)
{
  AppDetail *detail = app_detail_new ();
  g_autoptr (WorkOverview) overview = app_test_overview ();

  moved = NULL;
  chosen = -1;
  app_detail_set_school (detail, NULL, overview);
  g_signal_connect (detail, "step-chosen", G_CALLBACK (on_step_chosen_cb), NULL);
  app_test_show (GTK_WIDGET (detail));
  return detail;
}

static gboolean
says (AppDetail *detail, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (GTK_WIDGET (detail), GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (label)
        && g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) == 0)
      return TRUE;
  return FALSE;
}

static GtkRange *
range_of (AppDetail *detail)
{
  return GTK_RANGE (app_test_find (GTK_WIDGET (app_detail_get_slider (detail)), GTK_TYPE_SCALE, 0));
}

static void
test_pages (void)
{
  AppDetail *detail = make ();
  g_autoptr (ModelLine) line =
      app_test_line (1, "ABADIE Léa", "Garage Roux", MODEL_SEARCH_VALIDATED, 1);

  g_assert_cmpstr (app_detail_get_page (detail), ==, "none");
  app_detail_set_line (detail, line);
  g_assert_cmpstr (app_detail_get_page (detail), ==, "agreement");
  app_detail_show_page (detail, "sheet");
  g_assert_cmpstr (app_detail_get_page (detail), ==, "sheet");
  app_detail_show_page (detail, "no such page");
  g_assert_cmpstr (app_detail_get_page (detail), ==, "sheet");
  app_detail_set_several (detail, 3);
  g_assert_cmpstr (app_detail_get_page (detail), ==, "several");
  g_assert_true (says (detail, "3 Lines Selected"));
  g_assert_null (app_detail_get_line (detail));
  app_test_destroy (GTK_WIDGET (detail));
}

static void
test_facts (void)
{
  static const char *const words[] = { "ABADIE Léa",       "2MELEC · PFMP 1 · under 18",
                                       "Garage Roux",      "Sheet validated",
                                       "2026-0001",        "on paper",
                                       "since 20/11/2026", "Signed by the school" };
  AppDetail *detail = make ();
  g_autoptr (ModelLine) line =
      app_test_line (1, "ABADIE Léa", "Garage Roux", MODEL_SEARCH_VALIDATED, 1);
  AppStateBadge *badge;

  line->is_minor = TRUE;
  app_detail_set_line (detail, line);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_test_message ("%s", words[i]);
      g_assert_true (says (detail, words[i]));
    }
  badge = APP_STATE_BADGE (app_test_find (GTK_WIDGET (detail), APP_TYPE_STATE_BADGE, 0));
  g_assert_cmpstr (app_state_badge_get_state (badge)->key, ==, "validated");
  app_test_destroy (GTK_WIDGET (detail));
}

static void
test_names_are_no_markup (void)
{
  AppDetail *detail = make ();
  g_autoptr (ModelLine) line =
      app_test_line (1, "O'<b> & Co", "Roux & <Fils>", MODEL_SEARCH_VALIDATED, 1);

  app_detail_set_line (detail, line);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (detail));
  g_assert_true (says (detail, "Roux & <Fils>"));
  app_test_destroy (GTK_WIDGET (detail));
}

static void
test_advice (void)
{
  static const struct
  {
    const char *placement_state;
    gboolean cancelled;
    int step;
    gboolean has_slider;
    const char *advice;
  } cases[] = {
    { "validated", FALSE, 2, TRUE, NULL },
    { "validated", FALSE, -1, FALSE, "The placement sheet is validated: generate the agreement." },
    { "to_validate", FALSE, -1, FALSE,
      "The agreement can be made once the placement sheet is validated." },
    { "", FALSE, -1, FALSE,
      "There is no agreement before a placement has been found and its sheet validated." },
    { "validated", TRUE, 2, FALSE, "This agreement was cancelled." },
  };
  AppDetail *detail = make ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelLine) line =
          app_test_line (1, "ABADIE Léa", "", MODEL_SEARCH_VALIDATED, cases[i].step);

      g_free (line->placement_state);
      line->placement_state = g_strdup (cases[i].placement_state);
      line->cancelled = cases[i].cancelled;
      app_detail_set_line (detail, line);
      g_assert_true (gtk_widget_is_visible (GTK_WIDGET (app_detail_get_slider (detail)))
                     == cases[i].has_slider);
      if (cases[i].advice != NULL)
        g_assert_true (says (detail, cases[i].advice));
    }
  app_test_destroy (GTK_WIDGET (detail));
}

static void
test_slider_moves_its_line (void)
{
  AppDetail *detail = make ();
  g_autoptr (ModelLine) line = app_test_line (1, "A", "", MODEL_SEARCH_VALIDATED, 1);

  app_detail_set_line (detail, line);
  gtk_range_set_value (range_of (detail), 3);
  app_step_slider_flush (app_detail_get_slider (detail));
  g_assert_true (moved == line);
  g_assert_cmpint (chosen, ==, 3);
  app_test_destroy (GTK_WIDGET (detail));
}

/* A move that was not told yet is the line's that was shown, not the next one's. */
static void
test_next_line_does_not_take_the_move (void)
{
  AppDetail *detail = make ();
  g_autoptr (ModelLine) first = app_test_line (1, "A", "", MODEL_SEARCH_VALIDATED, 1);
  g_autoptr (ModelLine) second = app_test_line (2, "B", "", MODEL_SEARCH_VALIDATED, 0);

  app_detail_set_line (detail, first);
  gtk_range_set_value (range_of (detail), 4);
  app_detail_set_line (detail, second);
  g_assert_true (moved == first);
  g_assert_cmpint (chosen, ==, 4);
  g_assert_cmpint (app_step_slider_get_step (app_detail_get_slider (detail)), ==, 0);
  app_test_destroy (GTK_WIDGET (detail));
}

static void
test_read_only (void)
{
  AppDetail *detail = make ();
  g_autoptr (ModelLine) line = app_test_line (1, "A", "", MODEL_SEARCH_VALIDATED, 1);

  app_detail_set_line (detail, line);
  app_detail_set_read_only (detail, TRUE);
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (range_of (detail))));
  app_detail_set_read_only (detail, FALSE);
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (range_of (detail))));
  app_test_destroy (GTK_WIDGET (detail));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/detail/pages", test_pages);
  g_test_add_func ("/app/detail/facts", test_facts);
  g_test_add_func ("/app/detail/no-markup", test_names_are_no_markup);
  g_test_add_func ("/app/detail/advice", test_advice);
  g_test_add_func ("/app/detail/slider", test_slider_moves_its_line);
  g_test_add_func ("/app/detail/next-line", test_next_line_does_not_take_the_move);
  g_test_add_func ("/app/detail/read-only", test_read_only);
  return g_test_run ();
}

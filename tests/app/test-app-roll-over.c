/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-date-editor.h"
#include "app-field-row.h"
#include "app-roll-class-row.h"
#include "app-roll-over-window.h"
#include "app-roll-period-row.h"
#include "app-roll-summary.h"
#include "app-test-demo.h"
#include "app-test.h"

/* The assistant over the demo school, with and without the window that does what it says. */

static AppRollOverWindow *
find_assistant (void)
{
  return app_test_find_window (APP_TYPE_ROLL_OVER_WINDOW);
}

static AppRollOverWindow *
open_assistant (AppWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.roll-over", NULL);
  app_test_until (find_assistant () != NULL);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (find_assistant ()));
  return find_assistant ();
}

static GtkWidget *
find (AppRollOverWindow *assistant, GType type, guint n)
{
  GtkWidget *found = app_test_find (GTK_WIDGET (assistant), type, n);

  g_assert_nonnull (found);
  return found;
}

static GtkEditable *
entry_of (GtkWidget *root, guint n)
{
  GtkWidget *found = app_test_find (root, GTK_TYPE_TEXT, n);

  g_assert_nonnull (found);
  return GTK_EDITABLE (found);
}

static const char *
problem_of (AppRollOverWindow *assistant)
{
  GtkWidget *revealer = find (assistant, GTK_TYPE_REVEALER, 0);

  for (guint i = 0; revealer != NULL; i++)
    {
      GtkWidget *child = gtk_revealer_get_child (GTK_REVEALER (revealer));

      if (GTK_IS_LABEL (child) && gtk_widget_has_css_class (child, "read-only-bar"))
        return gtk_revealer_get_reveal_child (GTK_REVEALER (revealer))
                   ? gtk_label_get_label (GTK_LABEL (child))
                   : NULL;
      revealer = app_test_find (GTK_WIDGET (assistant), GTK_TYPE_REVEALER, i + 1);
    }
  g_assert_not_reached ();
}

static const WorkRollClass *
class_at (AppRollOverWindow *assistant, guint n)
{
  return app_roll_over_window_get_plan (assistant)->classes->pdata[n];
}

static void
go_on (AppRollOverWindow *assistant, const char *page)
{
  app_roll_over_window_go_on (assistant);
  g_assert_cmpstr (app_roll_over_window_get_page (assistant), ==, page);
}

/* Its two lines stand apart, so that a narrow window cuts neither. */
static void
assert_heading (AppRollOverWindow *assistant, const char *title, const char *subtitle)
{
  AdwWindowTitle *heading = ADW_WINDOW_TITLE (find (assistant, ADW_TYPE_WINDOW_TITLE, 0));

  g_assert_cmpstr (adw_window_title_get_title (heading), ==, title);
  g_assert_cmpstr (adw_window_title_get_subtitle (heading), ==, subtitle);
}

static void
test_steps (void)
{
  AppWindow *window = app_test_open_demo ("steps.paraphe");
  AppRollOverWindow *assistant = open_assistant (window);

  g_assert_cmpstr (app_roll_over_window_get_page (assistant), ==, "year");
  assert_heading (assistant, "Step 1 of 4", "the year");
  g_assert_nonnull (app_test_find_button (GTK_WIDGET (assistant), "Cancel"));
  go_on (assistant, "classes");
  g_assert_nonnull (app_test_find_button (GTK_WIDGET (assistant), "Back"));
  go_on (assistant, "periods");
  go_on (assistant, "summary");
  assert_heading (assistant, "Step 4 of 4", "summary");
  g_assert_nonnull (app_test_find_button (GTK_WIDGET (assistant), "Make the Year"));
  app_roll_over_window_go_back (assistant);
  g_assert_cmpstr (app_roll_over_window_get_page (assistant), ==, "periods");
  app_roll_over_window_go_back (assistant);
  app_roll_over_window_go_back (assistant);
  g_assert_cmpstr (app_roll_over_window_get_page (assistant), ==, "year");
  app_roll_over_window_go_back (assistant);
  app_test_until (find_assistant () == NULL);
  app_test_close_window (window);
}

/* The focus is on the page that is looked at, on its first field or on what comes next. */
static void
test_focus (void)
{
  AppWindow *window = app_test_open_demo ("focus.paraphe");
  AppRollOverWindow *assistant = open_assistant (window);
  GtkWidget *pages = find (assistant, GTK_TYPE_STACK, 0);
  GtkWidget *focus;

  for (guint i = 0; i < 3; i++)
    {
      focus = gtk_window_get_focus (GTK_WINDOW (assistant));
      g_assert_nonnull (focus);
      g_assert_true (
          gtk_widget_is_ancestor (focus, gtk_stack_get_visible_child (GTK_STACK (pages))));
      app_roll_over_window_go_on (assistant);
    }
  focus = gtk_window_get_focus (GTK_WINDOW (assistant));
  g_assert_true (focus == app_test_find_button (GTK_WIDGET (assistant), "Make the Year"));
  gtk_window_close (GTK_WINDOW (assistant));
  app_test_close_window (window);
}

static void
test_year (void)
{
  AppWindow *window = app_test_open_demo ("year.paraphe");
  AppRollOverWindow *assistant = open_assistant (window);
  const WorkRollOver *plan = app_roll_over_window_get_plan (assistant);
  GtkEditable *name = entry_of (find (assistant, APP_TYPE_FIELD_ROW, 0), 0);
  GtkEditable *first = entry_of (find (assistant, APP_TYPE_FIELD_ROW, 1), 0);
  g_autofree char *before = g_strdup (plan->name);
  g_autofree char *start_before = g_strdup (plan->start);
  g_autofree char *year = g_strdup (plan->year_name);

  gtk_editable_set_text (name, year);
  g_assert_cmpstr (plan->name, ==, year);
  go_on (assistant, "year");
  g_assert_nonnull (strstr (problem_of (assistant), "like the one before"));
  gtk_editable_set_text (name, before);
  g_assert_null (problem_of (assistant));
  /* Half a date is none: one stays, and the plan keeps the one before. */
  gtk_editable_set_text (first, "32/13");
  go_on (assistant, "year");
  g_assert_cmpstr (plan->start, ==, start_before);
  gtk_editable_set_text (first, "02/09/2050");
  go_on (assistant, "year");
  g_assert_nonnull (problem_of (assistant));
  gtk_editable_set_text (first, start_before);
  go_on (assistant, "classes");
  gtk_window_close (GTK_WINDOW (assistant));
  app_test_close_window (window);
}

/* The class of a name in the plan, and its row. */
static guint
find_class (AppRollOverWindow *assistant, const char *name)
{
  for (guint i = 0;; i++)
    if (g_str_equal (class_at (assistant, i)->name, name))
      return i;
}

static guint
find_choice (AdwComboRow *choice, const char *name)
{
  GListModel *model = adw_combo_row_get_model (choice);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), name))
      return i;
  g_assert_not_reached ();
}

static void
test_class (void)
{
  AppWindow *window = app_test_open_demo ("class.paraphe");
  AppRollOverWindow *assistant = open_assistant (window);
  guint n = find_class (assistant, "2MELEC"), other = find_class (assistant, "TMELEC");
  GtkWidget *row = find (assistant, APP_TYPE_ROLL_CLASS_ROW, n);
  AdwComboRow *next = ADW_COMBO_ROW (app_test_find (row, ADW_TYPE_COMBO_ROW, 0));
  AdwComboRow *others = ADW_COMBO_ROW (
      app_test_find (find (assistant, APP_TYPE_ROLL_CLASS_ROW, other), ADW_TYPE_COMBO_ROW, 0));
  GtkWidget *copied = app_test_find (row, GTK_TYPE_SWITCH, 1);
  GtkWidget *name = app_test_find (row, ADW_TYPE_ENTRY_ROW, 0);

  g_assert_cmpuint (adw_combo_row_get_selected (next), ==, find_choice (next, "1MELEC"));
  g_assert_cmpuint (adw_combo_row_get_selected (others), ==,
                    find_choice (others, "Leave the school"));
  adw_combo_row_set_selected (next, find_choice (next, "1AGORA"));
  g_assert_cmpstr (class_at (assistant, n)->next_name, ==, "1AGORA");
  g_assert_nonnull (
      strstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), "go to 1AGORA"));
  adw_combo_row_set_selected (next, find_choice (next, "Leave the school"));
  g_assert_cmpstr (class_at (assistant, n)->next_name, ==, "");
  /* Under another name it is offered to all, and nothing else changes. */
  gtk_editable_set_text (GTK_EDITABLE (name), "2MELEC A");
  g_assert_cmpstr (class_at (assistant, n)->new_name, ==, "2MELEC A");
  find_choice (others, "2MELEC A");
  g_assert_cmpstr (class_at (assistant, other)->next_name, ==, "");
  g_assert_nonnull (
      strstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), "called 2MELEC A"));
  gtk_switch_set_active (GTK_SWITCH (copied), FALSE);
  g_assert_false (class_at (assistant, n)->copied);
  g_assert_false (gtk_widget_get_sensitive (name));
  gtk_switch_set_active (GTK_SWITCH (copied), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (name), "1agora");
  go_on (assistant, "classes");
  go_on (assistant, "classes");
  g_assert_nonnull (strstr (problem_of (assistant), "Two classes"));
  gtk_window_close (GTK_WINDOW (assistant));
  app_test_close_window (window);
}

static void
test_one_by_one (void)
{
  AppWindow *window = app_test_open_demo ("students.paraphe");
  AppRollOverWindow *assistant = open_assistant (window);
  const WorkRollOver *plan = app_roll_over_window_get_plan (assistant);
  guint n = find_class (assistant, "2MELEC");
  GtkWidget *row = find (assistant, APP_TYPE_ROLL_CLASS_ROW, n);
  GtkWidget *exceptions = app_test_find (row, ADW_TYPE_EXPANDER_ROW, 0);
  WorkRollCount before = work_roll_over_count (plan), after;
  AdwComboRow *first, *second;

  /* They are made when they are looked at. */
  g_assert_null (app_test_find (row, ADW_TYPE_COMBO_ROW, 1));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (exceptions), TRUE);
  first = ADW_COMBO_ROW (app_test_find (row, ADW_TYPE_COMBO_ROW, 1));
  second = ADW_COMBO_ROW (app_test_find (row, ADW_TYPE_COMBO_ROW, 2));
  g_assert_null (app_test_find (row, ADW_TYPE_COMBO_ROW, 1 + class_at (assistant, n)->n_students));
  g_assert_cmpuint (adw_combo_row_get_selected (first), ==, 0);
  adw_combo_row_set_selected (first, find_choice (first, "2MELEC"));
  adw_combo_row_set_selected (second, find_choice (second, "Leave the school"));
  after = work_roll_over_count (plan);
  g_assert_cmpuint (after.staying, ==, before.staying + 1);
  g_assert_cmpuint (after.leaving, ==, before.leaving + 1);
  g_assert_cmpuint (after.up, ==, before.up - 2);
  g_assert_nonnull (
      strstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), "2 exceptions"));
  /* A class that is renamed takes nothing from what was chosen. */
  gtk_editable_set_text (GTK_EDITABLE (app_test_find (row, ADW_TYPE_ENTRY_ROW, 0)), "2 MEL");
  g_assert_cmpuint (work_roll_over_count (plan).leaving, ==, after.leaving);
  adw_combo_row_set_selected (first, 0);
  adw_combo_row_set_selected (second, 0);
  after = work_roll_over_count (plan);
  g_assert_cmpuint (after.up, ==, before.up);
  gtk_window_close (GTK_WINDOW (assistant));
  app_test_close_window (window);
}

static void
test_periods (void)
{
  AppWindow *window = app_test_open_demo ("periods.paraphe");
  AppRollOverWindow *assistant = open_assistant (window);
  const WorkRollOver *plan = app_roll_over_window_get_plan (assistant);
  AdwExpanderRow *row = ADW_EXPANDER_ROW (find (assistant, APP_TYPE_ROLL_PERIOD_ROW, 0));
  WorkRollPeriod *period = plan->periods->pdata[0];
  guint n = work_roll_over_count (plan).periods;
  g_autofree char *start = g_strdup (period->start);
  GtkEditable *end;

  g_assert_null (app_test_find (GTK_WIDGET (row), APP_TYPE_FIELD_ROW, 0));
  adw_expander_row_set_enable_expansion (row, FALSE);
  g_assert_false (period->copied);
  g_assert_cmpuint (work_roll_over_count (plan).periods, ==, n - 1);
  adw_expander_row_set_enable_expansion (row, TRUE);
  g_assert_true (period->copied);
  adw_expander_row_set_expanded (row, TRUE);
  end = entry_of (app_test_find (GTK_WIDGET (row), APP_TYPE_FIELD_ROW, 1), 0);
  gtk_editable_set_text (end, "01/01/2001");
  g_assert_cmpstr (period->end, ==, "2001-01-01");
  g_assert_nonnull (strstr (adw_expander_row_get_subtitle (row), "before the first"));
  app_roll_over_window_go_on (assistant);
  go_on (assistant, "periods");
  go_on (assistant, "periods");
  g_assert_nonnull (problem_of (assistant));
  gtk_editable_set_text (end, start);
  go_on (assistant, "summary");
  gtk_window_close (GTK_WINDOW (assistant));
  app_test_close_window (window);
}

/* A class that is no more takes its own period with it, until it is there again. */
static void
test_period_of_no_class (void)
{
  AppWindow *window = app_test_open_demo ("no-class.paraphe");
  AppRollOverWindow *assistant = open_assistant (window);
  const WorkRollOver *plan = app_roll_over_window_get_plan (assistant);
  guint n = find_class (assistant, "1BTS MCO");
  GtkWidget *copied =
      app_test_find (find (assistant, APP_TYPE_ROLL_CLASS_ROW, n), GTK_TYPE_SWITCH, 1);
  GtkWidget *row = NULL;
  WorkRollPeriod *period = NULL;

  for (guint i = 0; i < plan->periods->len && row == NULL; i++)
    {
      g_autofree char *names = work_roll_over_class_names (plan, plan->periods->pdata[i]);

      if (!g_str_equal (names, "1BTS MCO"))
        continue;
      period = plan->periods->pdata[i];
      row = find (assistant, APP_TYPE_ROLL_PERIOD_ROW, i);
    }
  g_assert_nonnull (row);
  gtk_switch_set_active (GTK_SWITCH (copied), FALSE);
  g_assert_false (gtk_widget_get_sensitive (row));
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==,
                   "None of its classes is there next year");
  g_assert_true (period->copied);
  gtk_switch_set_active (GTK_SWITCH (copied), TRUE);
  g_assert_true (gtk_widget_get_sensitive (row));
  g_assert_true (adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (row)));
  g_assert_false (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  gtk_window_close (GTK_WINDOW (assistant));
  app_test_close_window (window);
}

static gboolean
has_row (GtkWidget *root, GType type, const char *title, const char *subtitle)
{
  GtkWidget *row;

  for (guint i = 0; (row = app_test_find (root, type, i)) != NULL; i++)
    if (g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title))
      return g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), subtitle) == 0;
  return FALSE;
}

static void
test_summary (void)
{
  AppWindow *window = app_test_open_demo ("summary.paraphe");
  AppRollOverWindow *assistant = open_assistant (window);
  const WorkRollOver *plan = app_roll_over_window_get_plan (assistant);
  GtkWidget *summary = find (assistant, APP_TYPE_ROLL_SUMMARY, 0);
  AdwExpanderRow *leaving = ADW_EXPANDER_ROW (app_test_find (summary, ADW_TYPE_EXPANDER_ROW, 0));
  guint n = work_roll_over_count (plan).leaving;
  g_autofree char *number = g_strdup_printf ("%u", n);

  for (guint i = 0; i < 3; i++)
    app_roll_over_window_go_on (assistant);
  g_assert_true (has_row (summary, ADW_TYPE_ACTION_ROW, "Classes that are made", "12"));
  g_assert_true (has_row (summary, ADW_TYPE_ACTION_ROW, "Periods that are made", "22"));
  g_assert_cmpstr (adw_expander_row_get_subtitle (leaving), ==, number);
  adw_expander_row_set_expanded (leaving, TRUE);
  g_assert_nonnull (app_test_find (GTK_WIDGET (leaving), ADW_TYPE_ACTION_ROW, n - 1));
  /* Who leaves is told anew when something was changed. */
  app_roll_over_window_go_back (assistant);
  app_roll_over_window_go_back (assistant);
  adw_combo_row_set_selected (
      ADW_COMBO_ROW (
          app_test_find (find (assistant, APP_TYPE_ROLL_CLASS_ROW, 0), ADW_TYPE_COMBO_ROW, 0)),
      0);
  app_roll_over_window_go_on (assistant);
  app_roll_over_window_go_on (assistant);
  g_assert_false (adw_expander_row_get_expanded (leaving));
  gtk_window_close (GTK_WINDOW (assistant));
  app_test_close_window (window);
}

static void
test_done (void)
{
  AppWindow *window = app_test_open_demo ("done.paraphe");
  AppRollOverWindow *assistant = open_assistant (window);
  g_autofree char *name = g_strdup (app_roll_over_window_get_plan (assistant)->name);
  g_autofree char *open = g_strdup_printf ("Open %s", name);
  guint n;

  app_test_act (window, "win.show-all", NULL);
  n = app_line_list_get_n_lines (app_window_get_list (window));
  for (guint i = 0; i < 3; i++)
    app_roll_over_window_go_on (assistant);
  app_roll_over_window_go_on (assistant);
  /* While it is being done the assistant stays. */
  app_roll_over_window_go_back (assistant);
  gtk_window_close (GTK_WINDOW (assistant));
  g_assert_cmpstr (app_roll_over_window_get_page (assistant), ==, "summary");
  app_test_until (g_str_equal (app_roll_over_window_get_page (assistant), "done"));
  app_test_until (!app_window_is_busy (window));
  g_assert_cmpuint (app_line_list_get_n_lines (app_window_get_list (window)), ==, n);
  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (assistant), open), "clicked");
  app_test_until (find_assistant () == NULL);
  app_test_until (!app_window_is_busy (window));
  g_assert_cmpuint (app_line_list_get_n_lines (app_window_get_list (window)), !=, n);
  for (guint i = 0; i < app_line_list_get_n_lines (app_window_get_list (window)); i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (app_window_get_list (window), i);

      g_assert_cmpint (line->search_state, ==, MODEL_SEARCH_NOT_STARTED);
    }
  /* Taken back while it is looked at: the year before is shown again. */
  app_test_act (window, "win.undo", NULL);
  app_test_until (!app_window_is_busy (window)
                  && app_line_list_get_n_lines (app_window_get_list (window)) == n);
  g_assert_null (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG));
  app_test_close_window (window);
}

/* What could not be done is said, and may be tried again. */
static void
test_refused (void)
{
  AppWindow *window = app_test_open_demo ("refused.paraphe");
  AppRollOverWindow *assistant = open_assistant (window);
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "Locked.");

  g_signal_handlers_disconnect_matched (assistant, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, window);
  for (guint i = 0; i < 4; i++)
    app_roll_over_window_go_on (assistant);
  g_assert_false (
      gtk_widget_get_sensitive (app_test_find_button (GTK_WIDGET (assistant), "Make the Year")));
  app_roll_over_window_finish (assistant, NULL, error);
  g_assert_cmpstr (problem_of (assistant), ==, "Locked.");
  g_assert_cmpstr (app_roll_over_window_get_page (assistant), ==, "summary");
  g_assert_true (
      gtk_widget_get_sensitive (app_test_find_button (GTK_WIDGET (assistant), "Make the Year")));
  gtk_window_close (GTK_WINDOW (assistant));
  app_test_until (find_assistant () == NULL);
  app_test_close_window (window);
}

/* Whatever the window of the school does meanwhile, the year is made and the assistant says so. */
static void
test_meanwhile (void)
{
  g_autofree char *path = app_test_demo_path ("meanwhile.paraphe");
  g_autofree char *other = app_test_copy_demo ("other.paraphe");
  AppWindow *window = app_test_open_demo ("meanwhile.paraphe");
  AppRollOverWindow *assistant = open_assistant (window);

  g_assert_true (app_roll_over_window_get_plan (assistant)->is_new);
  for (guint i = 0; i < 4; i++)
    app_roll_over_window_go_on (assistant);
  app_window_open (window, other);
  app_test_until (g_str_equal (app_roll_over_window_get_page (assistant), "done"));
  app_test_until (!app_window_is_busy (window));
  g_assert_null (app_test_find_button (GTK_WIDGET (window), "Undo"));
  gtk_window_close (GTK_WINDOW (assistant));
  app_test_until (find_assistant () == NULL);

  assistant = open_assistant (window);
  g_assert_true (app_roll_over_window_get_plan (assistant)->is_new);
  for (guint i = 0; i < 4; i++)
    app_roll_over_window_go_on (assistant);
  app_test_close_window (window);
  app_test_until (find_assistant () == NULL);

  for (guint i = 0; i < 2; i++)
    {
      window = app_test_open_window (i == 0 ? path : other);
      assistant = open_assistant (window);
      g_assert_false (app_roll_over_window_get_plan (assistant)->is_new);
      gtk_window_close (GTK_WINDOW (assistant));
      app_test_until (find_assistant () == NULL);
      app_test_close_window (window);
    }
}

int
main (int argc, char **argv)
{
  int code;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  g_test_add_func ("/app/roll-over/steps", test_steps);
  g_test_add_func ("/app/roll-over/focus", test_focus);
  g_test_add_func ("/app/roll-over/year", test_year);
  g_test_add_func ("/app/roll-over/class", test_class);
  g_test_add_func ("/app/roll-over/one-by-one", test_one_by_one);
  g_test_add_func ("/app/roll-over/periods", test_periods);
  g_test_add_func ("/app/roll-over/no-class", test_period_of_no_class);
  g_test_add_func ("/app/roll-over/summary", test_summary);
  g_test_add_func ("/app/roll-over/done", test_done);
  g_test_add_func ("/app/roll-over/refused", test_refused);
  g_test_add_func ("/app/roll-over/meanwhile", test_meanwhile);
  code = g_test_run ();
  app_test_remove_demo ();
  return code;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-history-page.h"
#include "app-history-row.h"
#include "app-history-test.h"
#include "app-test.h"

#include <glib/gstdio.h>

#include "work-demo.h"

static char *undone; /* the operation that was to be undone */

static void
on_undo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_free (undone);
  undone = g_variant_dup_string (parameter, NULL);
}

/* A page in a window that knows how to undo. */
static AppHistoryPage *
make (void)
{
  static const GActionEntry entries[] = { { "undo-operation", on_undo_cb, "s" } };
  AppHistoryPage *page = app_history_page_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_clear_pointer (&undone, g_free);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), NULL);
  app_test_show (GTK_WIDGET (page));
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (page))), "win",
                                  G_ACTION_GROUP (group));
  return page;
}

static AppHistoryRow *
row_at (AppHistoryPage *page, guint n)
{
  GtkWidget *row = app_test_find (GTK_WIDGET (page), APP_TYPE_HISTORY_ROW, n);

  return row != NULL ? APP_HISTORY_ROW (row) : NULL;
}

static guint
count_rows (AppHistoryPage *page)
{
  guint n = 0;

  while (row_at (page, n) != NULL)
    n++;
  return n;
}

static const char *
title_at (AppHistoryPage *page, guint n)
{
  return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row_at (page, n)));
}

static gboolean
says (GtkWidget *root, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
can_print (AppHistoryPage *page)
{
  GtkWidget *button;

  for (guint i = 0; (button = app_test_find (GTK_WIDGET (page), GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), "history.print") == 0)
      return gtk_widget_is_sensitive (button);
  g_assert_not_reached ();
}

static void
test_days_and_rows (void)
{
  AppHistoryPage *page = make ();
  GtkWidget *day;

  g_assert_false (can_print (page));
  app_history_page_show (page, app_history_test_sample ());
  g_assert_cmpstr (app_history_page_get_page (page), ==, "list");
  g_assert_cmpuint (count_rows (page), ==, 4);
  day = app_test_find (GTK_WIDGET (page), ADW_TYPE_PREFERENCES_GROUP, 0);
  g_assert_cmpstr (adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (day)), ==,
                   "mardi 13 janvier 2026");
  day = app_test_find (GTK_WIDGET (page), ADW_TYPE_PREFERENCES_GROUP, 1);
  g_assert_cmpstr (adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (day)), ==,
                   "lundi 12 janvier 2026");
  g_assert_null (app_test_find (GTK_WIDGET (page), ADW_TYPE_PREFERENCES_GROUP, 2));
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row_at (page, 0))), ==,
                   "09:00 · Mme Martin");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row_at (page, 1))), ==,
                   "10:42 · Mme Martin · 2 changes");
  /* What was undone says so in words too. */
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row_at (page, 2))), ==,
                   "09:10 · Mme Martin · undone");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row_at (page, 2)), "undone"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (row_at (page, 1)), "undone"));
  g_assert_true (can_print (page));
  app_test_destroy (GTK_WIDGET (page));
}

/* An action of many rows that is about none of them is called by its own name. */
static void
test_names (void)
{
  AppHistoryPage *page = make ();
  WorkHistory *history = app_history_test_new ();
  WorkHistoryItem *item;

  for (guint i = 0; i < 3; i++)
    app_history_test_add (history, "2026-01-13T08:00:00Z", WORK_HISTORY_STUDENT, "import of a file",
                          "Student: ABADIE Léa");
  item = app_history_test_add (history, "2026-01-13T08:00:00Z", WORK_HISTORY_SHEET,
                               "validation of 1 sheet", "Sheet: To validate → Validated");
  item->is_main = TRUE;
  app_history_test_add (history, "2026-01-13T08:00:00Z", WORK_HISTORY_SEARCH,
                        "validation of 1 sheet", "Search: Searching → Validated");
  app_history_page_show (page, history);
  g_assert_cmpstr (title_at (page, 0), ==, "Import of a file");
  g_assert_cmpstr (title_at (page, 1), ==, "Sheet: To validate → Validated");
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_opened_row (void)
{
  AppHistoryPage *page = make ();
  GtkWidget *row;

  app_history_page_show (page, app_history_test_sample ());
  row = GTK_WIDGET (row_at (page, 1));
  g_assert_false (says (row, "Searching → Validated"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  g_assert_true (says (row, "Validation of 1 sheet"));
  g_assert_true (says (row, "Sheet: To validate → Validated"));
  g_assert_true (says (row, "To validate → Validated"));
  g_assert_true (says (row, "Search: Searching → Validated"));
  g_assert_true (says (row, "Searching → Validated"));
  /* What people write is no markup; what is sensitive is not told. */
  row = GTK_WIDGET (row_at (page, 2));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  g_assert_true (says (row, "Père d’accord <b> → —"));
  row = GTK_WIDGET (row_at (page, 3));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  g_assert_true (says (row, "Changed, not shown (sensitive)"));
  g_assert_true (says (row, "Social security number"));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (page));
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_undo_of_one_action (void)
{
  static const struct
  {
    guint row;
    gboolean can_undo;
    const char *why_not;
  } cases[] = {
    { 0, TRUE, NULL },
    { 2, FALSE, "This was undone since." },
    { 3, FALSE, "Something that holds was done to it since: undo that first." },
  };
  AppHistoryPage *page = make ();

  app_history_page_show (page, app_history_test_sample ());
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *row = GTK_WIDGET (row_at (page, cases[i].row));
      GtkWidget *button = app_test_find_button (row, "Undo This Action");

      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
      g_assert_nonnull (button);
      g_assert_cmpint (gtk_widget_get_visible (button), ==, cases[i].can_undo);
      if (cases[i].why_not != NULL)
        g_assert_true (says (row, cases[i].why_not));
      else
        g_signal_emit_by_name (button, "clicked");
    }
  g_assert_cmpstr (undone, ==, "step of 40 agreements");
  app_test_destroy (GTK_WIDGET (page));
}

/* ---- looking for something ---- */

static void
test_filter (void)
{
  AppHistoryPage *page = make ();
  GtkWidget *button;

  app_history_page_show (page, app_history_test_sample ());
  app_history_page_set_filter (page, WORK_HISTORY_SEARCH, "");
  g_assert_cmpuint (count_rows (page), ==, 1);
  g_assert_cmpstr (title_at (page, 0), ==, "Sheet: To validate → Validated");
  app_history_page_set_filter (page, APP_HISTORY_ALL_KINDS, "PÈRE");
  g_assert_cmpuint (count_rows (page), ==, 1);
  g_assert_cmpstr (title_at (page, 0), ==, "Note deleted");
  app_history_page_set_filter (page, WORK_HISTORY_SHEET, "père");
  g_assert_cmpstr (app_history_page_get_page (page), ==, "nothing-found");
  g_assert_false (can_print (page));
  button = app_test_find_button (GTK_WIDGET (page), "Show All Actions");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (app_history_page_get_page (page), ==, "list");
  g_assert_cmpuint (count_rows (page), ==, 4);
  app_test_destroy (GTK_WIDGET (page));
}

/* As a person does it: with the drop-down and the entry. */
static void
test_filter_by_hand (void)
{
  AppHistoryPage *page = make ();
  GtkWidget *kinds = app_test_find (GTK_WIDGET (page), GTK_TYPE_DROP_DOWN, 0);
  /* The drop-down has an entry of its own, which is hidden. */
  GtkWidget *words = app_test_find (GTK_WIDGET (page), GTK_TYPE_SEARCH_ENTRY, 1);

  app_history_page_show (page, app_history_test_sample ());
  gtk_drop_down_set_selected (GTK_DROP_DOWN (kinds), 1 + WORK_HISTORY_NOTES);
  g_assert_cmpuint (count_rows (page), ==, 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (kinds), 0);
  gtk_editable_set_text (GTK_EDITABLE (words), "envoi");
  app_test_until (count_rows (page) == 1);
  g_assert_cmpstr (title_at (page, 0), ==, "Step: Fiche validée → Envoi entreprise");
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_empty (void)
{
  AppHistoryPage *page = make ();

  app_history_page_show (page, app_history_test_new ());
  g_assert_cmpstr (app_history_page_get_page (page), ==, "empty");
  g_assert_false (can_print (page));
  app_history_page_set_filter (page, WORK_HISTORY_NOTES, "x");
  g_assert_cmpstr (app_history_page_get_page (page), ==, "empty");
  app_test_destroy (GTK_WIDGET (page));
}

/* ---- long ones, and the same one again ---- */

static WorkHistory *
long_history (guint n)
{
  WorkHistory *history = app_history_test_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *operation = g_strdup_printf ("operation %u", i);

      app_history_test_add (history, "2026-01-12T08:00:00Z", WORK_HISTORY_SHEET, operation,
                            operation);
    }
  return history;
}

static void
test_long (void)
{
  AppHistoryPage *page = make ();
  GtkWidget *more;
  guint n;

  app_history_page_show (page, long_history (70));
  n = count_rows (page);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, 70);
  more = app_test_find_button (GTK_WIDGET (page), "Show Earlier Actions");
  g_assert_true (gtk_widget_get_visible (more));
  for (guint i = 0; i < 70 && gtk_widget_get_visible (more); i++)
    g_signal_emit_by_name (more, "clicked");
  g_assert_cmpuint (count_rows (page), ==, 70);
  g_assert_cmpstr (title_at (page, 69), ==, "operation 69");
  /* All of it is one day. */
  g_assert_null (app_test_find (GTK_WIDGET (page), ADW_TYPE_PREFERENCES_GROUP, 1));
  /* What is not on the page yet is found all the same. */
  app_history_page_show (page, long_history (71));
  app_history_page_set_filter (page, APP_HISTORY_ALL_KINDS, "operation 70");
  g_assert_cmpuint (count_rows (page), ==, 1);
  app_test_destroy (GTK_WIDGET (page));
}

/* Scrolling to the end brings more. */
static void
test_scrolled (void)
{
  AppHistoryPage *page = make ();
  GtkWidget *scroller;
  guint n;

  app_history_page_show (page, long_history (70));
  n = count_rows (page);
  scroller = gtk_widget_get_ancestor (GTK_WIDGET (row_at (page, 0)), GTK_TYPE_SCROLLED_WINDOW);
  g_signal_emit_by_name (scroller, "edge-reached", GTK_POS_TOP);
  g_assert_cmpuint (count_rows (page), ==, n);
  g_signal_emit_by_name (scroller, "edge-reached", GTK_POS_BOTTOM);
  g_assert_cmpuint (count_rows (page), ==, 2 * n);
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_opened_stays_open (void)
{
  AppHistoryPage *page = make ();
  WorkHistory *history = app_history_test_sample ();
  AppHistoryRow *row;

  app_history_page_show (page, app_history_test_sample ());
  row = row_at (page, 1);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  /* The same history again changes nothing, not even the widgets. */
  app_history_page_show (page, app_history_test_sample ());
  g_assert_true (row_at (page, 1) == row);
  /* Another action since: what was opened is opened again. */
  ((WorkHistoryItem *) g_ptr_array_index (history->items, 0))->id++;
  app_history_page_show (page, history);
  g_assert_cmpstr (app_history_row_get_operation (row_at (page, 1)), ==, "validation of 1 sheet");
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row_at (page, 1))));
  g_assert_false (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row_at (page, 0))));
  app_test_destroy (GTK_WIDGET (page));
}

/* ---- a real school ---- */

static ModelLine *
find_agreement (WorkOverview *overview, guint n)
{
  for (guint i = 0; i < overview->lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (overview->lines, i);

      if (line->agreement_id != 0 && line->step == 1 && !line->cancelled && n-- == 0)
        return line;
    }
  g_assert_not_reached ();
}

static void
test_reads_when_it_is_looked_at (void)
{
  g_autofree char *folder = g_dir_make_tmp ("paraphe-history-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "demo", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autofree char *operation = NULL, *label = NULL;
  AppHistoryPage *page;
  ModelLine *line;

  work_demo_create (path, NULL, &error);
  g_assert_no_error (error);
  school = work_school_open (path, STORE_OPEN_WRITE, &error);
  overview = work_school_load (school, 0, &error);
  g_assert_no_error (error);
  line = find_agreement (overview, 0);
  page = make ();
  app_history_page_set_school (page, school);
  gtk_widget_set_visible (GTK_WIDGET (page), FALSE);
  app_history_page_set_line (page, line);
  app_test_settle ();
  g_assert_cmpuint (count_rows (page), ==, 0);
  gtk_widget_set_visible (GTK_WIDGET (page), TRUE);
  app_test_until (count_rows (page) > 0);
  g_assert_cmpstr (app_history_page_get_page (page), ==, "list");

  operation = work_school_set_step (school, &line->agreement_id, 1, 2, &error);
  g_assert_no_error (error);
  app_history_page_refresh (page);
  app_test_until (g_strcmp0 (app_history_row_get_operation (row_at (page, 0)), operation) == 0);
  label = work_school_undo (school, operation, &error);
  g_assert_no_error (error);
  app_history_page_refresh (page);
  app_test_until (g_str_has_prefix (title_at (page, 0), "Undo · "));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row_at (page, 1)), "undone"));

  /* Another line: nothing of the first one is left, whichever answer comes first. */
  app_history_page_set_line (page, find_agreement (overview, 1));
  app_history_page_set_line (page, NULL);
  app_history_page_set_line (page, find_agreement (overview, 1));
  g_assert_cmpuint (count_rows (page), ==, 0);
  app_test_until (count_rows (page) > 0);
  g_assert_false (g_str_has_prefix (title_at (page, 0), "Undo · "));
  app_history_page_set_school (page, NULL);
  g_assert_cmpuint (count_rows (page), ==, 0);
  app_test_destroy (GTK_WIDGET (page));
  work_school_close (school);
  store_queue_join (work_school_get_queue (school));
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/history-page/days-and-rows", test_days_and_rows);
  g_test_add_func ("/app/history-page/names", test_names);
  g_test_add_func ("/app/history-page/opened-row", test_opened_row);
  g_test_add_func ("/app/history-page/undo", test_undo_of_one_action);
  g_test_add_func ("/app/history-page/filter", test_filter);
  g_test_add_func ("/app/history-page/filter-by-hand", test_filter_by_hand);
  g_test_add_func ("/app/history-page/empty", test_empty);
  g_test_add_func ("/app/history-page/long", test_long);
  g_test_add_func ("/app/history-page/scrolled", test_scrolled);
  g_test_add_func ("/app/history-page/opened-stays-open", test_opened_stays_open);
  g_test_add_func ("/app/history-page/reads", test_reads_when_it_is_looked_at);
  return g_test_run ();
}

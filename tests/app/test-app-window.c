/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-test-demo.h"

#include <sqlite3.h>

static void
test_first_run (void)
{
  AppWindow *window = app_window_new (NULL);

  app_window_start (window);
  g_assert_cmpstr (app_window_get_page (window), ==, "welcome");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  g_assert_false (app_test_is_enabled (window, "reload"));
  g_assert_false (app_test_is_enabled (window, "import"));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  app_test_close_window (window);
}

static void
test_step_and_toast (void)
{
  AppWindow *window = app_test_open_demo ("step.paraphe");
  guint position = app_test_select_step (window, 1);
  GtkWidget *undo;

  g_assert_true (app_test_is_enabled (window, "step-forward"));
  app_test_act (window, "win.step-forward", NULL);
  g_assert_cmpint (app_test_step_at (window, position), ==, 2);
  g_assert_cmpint (
      app_step_slider_get_step (app_detail_get_slider (app_window_get_detail (window))), ==, 2);
  undo = app_test_find_button (GTK_WIDGET (window), "Undo");
  g_assert_nonnull (undo);
  g_signal_emit_by_name (undo, "clicked");
  app_test_until (!app_window_is_busy (window));
  g_assert_cmpint (app_test_step_at (window, position), ==, 1);
  app_test_close_window (window);
}

static void
test_undo_and_redo (void)
{
  AppWindow *window = app_test_open_demo ("undo.paraphe");
  guint position = app_test_select_step (window, 2);
  static const struct
  {
    const char *action;
    int step;
  } moves[] = { { "win.step-back", 1 }, { "win.undo", 2 }, { "win.redo", 1 }, { "win.undo", 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      app_test_act (window, moves[i].action, NULL);
      g_assert_cmpint (app_test_step_at (window, position), ==, moves[i].step);
    }
  app_test_act (window, "win.set-step", "i", 4);
  g_assert_cmpint (app_test_step_at (window, position), ==, 4);
  app_test_close_window (window);
}

static void
test_slider (void)
{
  AppWindow *window = app_test_open_demo ("slider.paraphe");
  guint position = app_test_select_step (window, 0);
  AppStepSlider *slider = app_detail_get_slider (app_window_get_detail (window));
  GtkRange *range = GTK_RANGE (app_test_find (GTK_WIDGET (slider), GTK_TYPE_SCALE, 0));

  gtk_range_set_value (range, 3);
  app_test_until (app_test_step_at (window, position) == 3);
  g_assert_cmpint (app_step_slider_get_step (slider), ==, 3);
  app_test_until (!app_window_is_busy (window));
  app_test_close_window (window);
}

/* A move that the person has just made is saved, however fast the window is closed. */
static void
test_closing_saves_the_move (void)
{
  AppWindow *window = app_test_open_demo ("closing.paraphe");
  guint position = app_test_select_step (window, 0);
  AppStepSlider *slider = app_detail_get_slider (app_window_get_detail (window));
  g_autofree char *path = app_test_demo_path ("closing.paraphe");

  gtk_range_set_value (GTK_RANGE (app_test_find (GTK_WIDGET (slider), GTK_TYPE_SCALE, 0)), 2);
  app_test_close_window (window);
  window = app_test_open_window (path);
  g_assert_cmpint (app_test_step_at (window, position), ==, 2);
  app_test_close_window (window);
}

static void
test_several (void)
{
  AppWindow *window = app_test_open_demo ("several.paraphe");
  guint n = 0, moved = 0;
  g_autoptr (GPtrArray) before = NULL, after = NULL;

  app_test_act (window, "win.show-todo", "i", MODEL_TODO_IN_SIGNATURE);
  app_test_act (window, "win.select-all", NULL);
  g_assert_cmpstr (app_detail_get_page (app_window_get_detail (window)), ==, "several");
  before = app_line_list_get_lines (app_window_get_list (window));
  n = before->len;
  g_assert_cmpuint (n, >, 1);
  app_test_act (window, "win.step-forward", NULL);
  app_test_act (window, "win.show-all", NULL);
  after = app_line_list_get_lines (app_window_get_list (window));
  for (guint i = 0; i < before->len; i++)
    for (guint j = 0; j < after->len; j++)
      {
        ModelLine *old = before->pdata[i], *new = after->pdata[j];

        moved += old->agreement_id == new->agreement_id &&new->step == old->step + 1;
      }
  g_assert_cmpuint (moved, ==, n);
  app_test_close_window (window);
}

static void
test_search_and_places (void)
{
  AppWindow *window = app_test_open_demo ("search.paraphe");
  AppLineList *list = app_window_get_list (window);
  guint all = app_line_list_get_n_lines (list);
  g_autoptr (ModelLine) line = app_line_list_get_line (list, 0);
  AppSidebarRow *row;

  app_test_act (window, "win.search-for", "s", line->student);
  g_assert_cmpuint (app_line_list_get_n_lines (list), <, all);
  g_assert_cmpuint (app_line_list_get_n_lines (list), >, 0);
  app_test_act (window, "win.search-for", "s", "zzzz qqqq");
  g_assert_cmpstr (app_line_list_get_page (list), ==, "empty-search");
  app_test_act (window, "win.clear-search", NULL);
  g_assert_cmpuint (app_line_list_get_n_lines (list), ==, all);

  app_test_act (window, "win.show-period", "(xx)", line->class_group_id, line->period_id);
  g_assert_cmpuint (app_line_list_get_n_lines (list), <, all);
  for (guint i = 0; i < app_line_list_get_n_lines (list); i++)
    {
      g_autoptr (ModelLine) one = app_line_list_get_line (list, i);

      g_assert_cmpint (one->class_group_id, ==, line->class_group_id);
      g_assert_cmpint (one->period_id, ==, line->period_id);
    }
  app_test_act (window, "win.search-for", "s", "zzzz qqqq");
  app_test_act (window, "win.search-everywhere", NULL);
  row = app_sidebar_get_selected (app_window_get_sidebar (window));
  g_assert_cmpint (app_sidebar_row_get_place (row)->class_group_id, ==, 0);
  app_test_close_window (window);
}

static void
test_every_list_has_its_count (void)
{
  AppWindow *window = app_test_open_demo ("counts.paraphe");

  for (int todo = 0; todo < MODEL_N_TODOS; todo++)
    {
      g_autofree char *shown = NULL;

      app_test_act (window, "win.show-todo", "i", todo);
      shown = g_strdup_printf ("%u", app_line_list_get_n_lines (app_window_get_list (window)));
      g_assert_cmpstr (
          app_sidebar_row_get_count (app_sidebar_get_row (app_window_get_sidebar (window), todo)),
          ==, shown);
    }
  app_test_close_window (window);
}

static void
test_sort_twice_turns_round (void)
{
  AppWindow *window = app_test_open_demo ("sort.paraphe");
  AppLineList *list = app_window_get_list (window);
  gboolean descending = TRUE;

  app_test_act (window, "win.sort", "s", "company");
  g_assert_cmpstr (app_line_list_get_sort (list, &descending), ==, "company");
  g_assert_false (descending);
  app_test_act (window, "win.sort", "s", "company");
  app_line_list_get_sort (list, &descending);
  g_assert_true (descending);
  app_test_close_window (window);
}

static void
test_place_and_order_are_remembered (void)
{
  AppWindow *window = app_test_open_demo ("remember.paraphe");
  g_autofree char *path = app_test_demo_path ("remember.paraphe");
  AppSidebarRow *row = NULL;
  gboolean descending = FALSE;

  app_test_act (window, "win.show-todo", "i", MODEL_TODO_TO_MAKE);
  app_test_act (window, "win.sort", "s", "dates");
  app_test_act (window, "win.sort", "s", "dates");
  app_test_act (window, "win.show-detail", "s", "tracking");
  app_test_act (window, "win.sidebar", NULL);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (app_window_get_sidebar (window))));
  app_test_close_window (window);

  window = app_test_open_window (path);
  row = app_sidebar_get_selected (app_window_get_sidebar (window));
  g_assert_cmpint (app_sidebar_row_get_place (row)->todo, ==, MODEL_TODO_TO_MAKE);
  g_assert_cmpstr (app_line_list_get_sort (app_window_get_list (window), &descending), ==, "dates");
  g_assert_true (descending);
  g_assert_cmpstr (app_detail_get_section (app_window_get_detail (window)), ==, "tracking");
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (app_window_get_sidebar (window))));
  app_test_act (window, "win.sidebar", NULL);
  app_test_act (window, "win.show-detail", "s", "agreement");
  app_test_act (window, "win.sort", "s", "student");
  app_test_close_window (window);
}

static void
test_no_database (void)
{
  g_autofree char *path = app_test_demo_path ("letter.paraphe");
  AppWindow *window;

  g_assert_true (g_file_set_contents (path, "Madame, Monsieur,", -1, NULL));
  window = app_test_open_window (path);
  g_assert_cmpstr (app_window_get_page (window), ==, "failed");
  app_test_act (window, "win.reopen", NULL);
  g_assert_cmpstr (app_window_get_page (window), ==, "failed");
  app_test_act (window, "win.welcome", NULL);
  g_assert_cmpstr (app_window_get_page (window), ==, "welcome");
  app_test_close_window (window);
}

/* A database of a later version of the program is shown, and nothing in it can be changed. */
static void
test_read_only (void)
{
  g_autofree char *path = app_test_copy_demo ("newer.paraphe");
  AppWindow *window;
  sqlite3 *database = NULL;
  static const char *const locked[] = { "step-forward", "set-step",     "undo",
                                        "generate",     "generate-all", "import" };

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "PRAGMA user_version = 9999", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (database);
  window = app_test_open_window (path);
  g_assert_cmpstr (app_window_get_page (window), ==, "school");
  app_test_act (window, "win.select-all", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (locked); i++)
    g_assert_false (app_test_is_enabled (window, locked[i]));
  g_assert_true (app_test_is_enabled (window, "reload"));
  g_assert_true (app_test_is_enabled (window, "search"));
  app_test_close_window (window);
}

/* What opening does not see is seen behind the first list, and nothing is saved any more. */
static void
test_damaged (void)
{
  g_autofree char *path = app_test_copy_demo ("damaged.paraphe");
  g_autofree char *content = NULL;
  gsize size = 0;
  AppWindow *window;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  memset (content + size - 4096, 0x5a, 4096);
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
  window = app_test_open_window (path);
  g_assert_cmpstr (app_window_get_page (window), ==, "school");
  app_test_until (!app_test_is_enabled (window, "import"));
  app_test_act (window, "win.select-all", NULL);
  g_assert_false (app_test_is_enabled (window, "step-forward"));
  g_assert_true (app_test_is_enabled (window, "reload"));
  app_test_close_window (window);
}

static void
test_opening_another_forgets_the_first (void)
{
  AppWindow *window = app_test_open_demo ("first.paraphe");
  g_autofree char *second = app_test_copy_demo ("second.paraphe");
  g_autofree char *third = app_test_copy_demo ("third.paraphe");

  app_test_select_step (window, 0);
  app_window_open (window, second);
  app_window_open (window, third); /* before the second has come */
  app_test_until (!app_window_is_busy (window));
  g_assert_cmpstr (app_window_get_page (window), ==, "school");
  g_assert_null (app_detail_get_line (app_window_get_detail (window)));
  app_test_close_window (window);
}

static void
test_reload_keeps_selection (void)
{
  AppWindow *window = app_test_open_demo ("reload.paraphe");
  g_autoptr (GPtrArray) before = NULL, after = NULL;

  app_test_select_step (window, 0);
  before = app_line_list_get_selected (app_window_get_list (window));
  app_test_act (window, "win.reload", NULL);
  after = app_line_list_get_selected (app_window_get_list (window));
  g_assert_cmpuint (after->len, ==, 1);
  /* What has not changed is not even another object. */
  g_assert_true (before->pdata[0] == after->pdata[0]);
  app_test_close_window (window);
}

static void
test_history (void)
{
  AppWindow *window = app_test_open_demo ("history.paraphe");

  app_test_select_step (window, 1);
  app_test_act (window, "win.step-forward", NULL);
  app_test_act (window, "win.show-detail", "s", "history");
  g_assert_cmpstr (app_detail_get_page (app_window_get_detail (window)), ==, "history");
  app_test_until (
      app_test_find (GTK_WIDGET (app_window_get_detail (window)), ADW_TYPE_ACTION_ROW, 9) != NULL);
  app_test_close_window (window);
}

int
main (int argc, char **argv)
{
  int status;

  app_test_init (&argc, &argv);
  app_test_make_demo ();

  g_test_add_func ("/app/window/first-run", test_first_run);
  g_test_add_func ("/app/window/step-and-toast", test_step_and_toast);
  g_test_add_func ("/app/window/undo-and-redo", test_undo_and_redo);
  g_test_add_func ("/app/window/slider", test_slider);
  g_test_add_func ("/app/window/closing-saves", test_closing_saves_the_move);
  g_test_add_func ("/app/window/several", test_several);
  g_test_add_func ("/app/window/search-and-places", test_search_and_places);
  g_test_add_func ("/app/window/counts", test_every_list_has_its_count);
  g_test_add_func ("/app/window/sort", test_sort_twice_turns_round);
  g_test_add_func ("/app/window/remembered", test_place_and_order_are_remembered);
  g_test_add_func ("/app/window/no-database", test_no_database);
  g_test_add_func ("/app/window/read-only", test_read_only);
  g_test_add_func ("/app/window/damaged", test_damaged);
  g_test_add_func ("/app/window/another", test_opening_another_forgets_the_first);
  g_test_add_func ("/app/window/reload", test_reload_keeps_selection);
  g_test_add_func ("/app/window/history", test_history);
  status = g_test_run ();
  app_test_remove_demo ();
  return status;
}

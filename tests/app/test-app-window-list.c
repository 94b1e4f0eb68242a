/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-column-row.h"
#include "app-filter-bar.h"
#include "app-filter-panel.h"
#include "app-filter-row.h"
#include "app-test-demo.h"

static void
test_columns_are_remembered (void)
{
  AppWindow *window = app_test_open_demo ("columns.paraphe");
  AppLineList *list = app_window_get_list (window);
  g_autofree char *path = app_test_demo_path ("columns.paraphe");
  g_autoptr (GVariant) before = NULL, after = NULL;

  app_line_list_show_column (list, "teacher", TRUE);
  app_line_list_move_column (list, "teacher", -3);
  before = g_variant_ref_sink (app_line_list_get_columns (list));
  app_test_close_window (window);

  window = app_test_open_window (path);
  list = app_window_get_list (window);
  after = g_variant_ref_sink (app_line_list_get_columns (list));
  g_assert_true (g_variant_equal (before, after));
  app_test_act (window, "win.reset-columns", NULL);
  g_clear_pointer (&after, g_variant_unref);
  after = g_variant_ref_sink (app_line_list_get_columns (list));
  g_assert_false (g_variant_equal (before, after));
  app_test_close_window (window);
}

static void
test_chooser_opens (void)
{
  AppWindow *window = app_test_open_demo ("chooser.paraphe");
  GtkWidget *row;

  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  app_test_act (window, "win.columns", NULL);
  app_test_until ((row = app_test_find (GTK_WIDGET (window), APP_TYPE_COLUMN_ROW, 0)) != NULL
                  && gtk_widget_get_mapped (row));
  /* With no line to show there is no title to point at. */
  app_test_act (window, "win.search-for", "s", "zzzz qqqq");
  app_test_act (window, "win.columns", NULL);
  g_assert_false (app_test_is_enabled (window, "copy"));
  app_test_close_window (window);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);
  g_assert_no_error (error);
}

static void
test_copy (void)
{
  AppWindow *window = app_test_open_demo ("copy.paraphe");
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));
  g_autoptr (ModelLine) line = app_line_list_get_line (app_window_get_list (window), 2);
  g_autofree char *text = NULL;
  g_auto (GStrv) rows = NULL;

  app_test_act (window, "win.select-line", "i", 2);
  app_test_act (window, "win.copy", NULL);
  gdk_clipboard_read_text_async (clipboard, NULL, on_read_cb, &text);
  app_test_until (text != NULL);
  rows = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, 3);
  g_assert_true (g_str_has_prefix (rows[1], line->student));
  app_test_close_window (window);
}

/* What the list shows is what is written: its lines, its columns, both in their order. */
static void
test_export (void)
{
  AppWindow *window = app_test_open_demo ("export.paraphe");
  AppLineList *list = app_window_get_list (window);
  g_autofree char *path = app_test_demo_path ("list.utf8.csv");
  g_autofree char *text = NULL;
  g_auto (GStrv) rows = NULL;
  guint n;

  g_assert_false (app_test_is_enabled (window, "open-exported"));
  app_line_list_reset_columns (list);
  app_line_list_show_column (list, "siret", TRUE);
  app_line_list_move_column (list, "siret", -3);
  app_line_list_sort (list, "student", TRUE);
  n = app_line_list_get_n_lines (list);
  app_test_act (window, "win.export-to", "(ss)", "agreements", path);
  app_test_until (!app_window_is_busy (window));
  g_assert_true (app_test_is_enabled (window, "open-exported"));
  g_assert_true (app_test_is_enabled (window, "reveal-exported"));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  rows = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, n + 2);
  g_assert_cmpstr (rows[0], ==,
                   "Student,Class,Period,SIRET,Placement Search,Company,Town,First day,Last day,"
                   "Agreement number,Mode,Progress,Notes");
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (list, i);

      g_assert_true (g_str_has_prefix (rows[i + 1], line->student));
    }
  app_test_close_window (window);
}

/* Other tables are of the whole year, whatever the list shows. */
static void
test_other_tables (void)
{
  static const char *const tables[] = { "teachers", "companies", "days" };
  AppWindow *window = app_test_open_demo ("tables.paraphe");

  app_test_act (window, "win.search-for", "s", "zzzz qqqq");
  g_assert_false (app_test_is_enabled (window, "export"));
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *action = g_strconcat ("export-", tables[i], NULL);
      g_autofree char *name = g_strconcat (tables[i], ".csv", NULL);
      g_autofree char *path = app_test_demo_path (name);
      g_autofree char *text = NULL;

      g_assert_true (app_test_is_enabled (window, action));
      app_test_act (window, "win.export-to", "(ss)", tables[i], path);
      app_test_until (!app_window_is_busy (window));
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpuint (strlen (text), >, 4000);
    }
  app_test_close_window (window);
}

static void
test_export_replaces_nothing (void)
{
  AppWindow *window = app_test_open_demo ("taken.paraphe");
  g_autofree char *path = app_test_demo_path ("taken.csv");
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  app_test_act (window, "win.export-to", "(ss)", "agreements", path);
  app_test_until (!app_window_is_busy (window));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
  g_assert_false (app_test_is_enabled (window, "open-exported"));
  app_test_act (window, "win.search-for", "s", "zzzz qqqq");
  g_assert_false (app_test_is_enabled (window, "export"));
  app_test_close_window (window);
}

static GtkWindow *
find_shortcuts (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (GTK_IS_SHORTCUTS_WINDOW (window))
        return window;
    }
  return NULL;
}

/* Shortcuts are a window only while they are looked at. */
static void
test_shortcuts (void)
{
  AppWindow *window = app_test_open_demo ("shortcuts.paraphe");
  GtkWindow *shortcuts;

  g_assert_null (find_shortcuts ());
  app_test_act (window, "win.show-help-overlay", NULL);
  shortcuts = find_shortcuts ();
  g_assert_nonnull (shortcuts);
  g_assert_true (gtk_window_get_transient_for (shortcuts) == GTK_WINDOW (window));
  gtk_window_close (shortcuts);
  app_test_until (find_shortcuts () == NULL);
  app_test_close_window (window);
}

static guint
count_lines (AppWindow *window)
{
  return app_line_list_get_n_lines (app_window_get_list (window));
}

static void
test_filter (void)
{
  AppWindow *window = app_test_open_demo ("filter.paraphe");
  AppLineList *list = app_window_get_list (window);
  GtkWidget *bar = app_test_find (GTK_WIDGET (window), APP_TYPE_FILTER_BAR, 0);
  guint all = count_lines (window), promised;

  g_assert_false (gtk_widget_get_visible (bar));
  app_test_act (window, "win.filter", "s", "search.promise");
  promised = count_lines (window);
  g_assert_cmpuint (promised, >, 0);
  g_assert_cmpuint (promised, <, all);
  for (guint i = 0; i < promised; i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (list, i);

      g_assert_cmpint (line->search_state, ==, MODEL_SEARCH_PROMISE);
    }
  g_assert_true (gtk_widget_get_visible (bar));
  /* It stays when one looks elsewhere, when the school is read again, and beside words. */
  app_test_act (window, "win.show-todo", "i", MODEL_TODO_SIGNED);
  g_assert_cmpstr (app_line_list_get_page (list), ==, "empty-filter");
  app_test_act (window, "win.show-all", NULL);
  app_test_act (window, "win.reload", NULL);
  g_assert_cmpuint (count_lines (window), ==, promised);
  g_signal_emit_by_name (app_test_find (bar, GTK_TYPE_BUTTON, 0), "clicked");
  g_assert_cmpuint (count_lines (window), ==, all);
  g_assert_false (gtk_widget_get_visible (bar));
  app_test_act (window, "win.filter", "s", "no_teacher,search.promise");
  app_test_act (window, "win.clear-filter", NULL);
  g_assert_cmpuint (count_lines (window), ==, all);
  app_test_close_window (window);
}

static void
test_filter_by_keys (void)
{
  AppWindow *window = app_test_open_demo ("filter-keys.paraphe");
  GtkWidget *panel = app_test_find (GTK_WIDGET (window), APP_TYPE_FILTER_PANEL, 0);
  GtkWidget *check;
  guint all = count_lines (window);

  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  app_test_act (window, "win.choose-filter", NULL);
  app_test_until (gtk_widget_get_mapped (panel));
  check = app_test_find (panel, GTK_TYPE_CHECK_BUTTON, 3);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_cmpuint (count_lines (window), <, all);
  app_test_act (window, "win.keep-filter", "s", "minor Mineurs");
  app_test_settle ();
  g_assert_nonnull (app_test_find (panel, APP_TYPE_FILTER_ROW, 0));
  g_signal_emit_by_name (
      app_test_find (app_test_find (panel, APP_TYPE_FILTER_ROW, 0), GTK_TYPE_BUTTON, 2), "clicked");
  app_test_settle ();
  g_assert_null (app_test_find (panel, APP_TYPE_FILTER_ROW, 0));
  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (window), "Undo"), "clicked");
  app_test_settle ();
  g_assert_nonnull (app_test_find (panel, APP_TYPE_FILTER_ROW, 0));
  app_test_close_window (window);
}

static AdwHeaderBar *
list_header (AppWindow *window)
{
  GtkWidget *header;

  for (int i = 0; (header = app_test_find (GTK_WIDGET (window), ADW_TYPE_HEADER_BAR, i)); i++)
    if (gtk_widget_is_ancestor (GTK_WIDGET (app_window_get_list (window)),
                                gtk_widget_get_parent (header)))
      return ADW_HEADER_BAR (header);
  g_assert_not_reached ();
}

/* In a narrow window the title needs the room of the buttons that do without. */
static void
test_narrow_title (void)
{
  AppWindow *window = app_test_open_demo ("narrow.paraphe");
  AdwHeaderBar *header = list_header (window);
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (window));

  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_assert_null (adw_header_bar_get_decoration_layout (header));
  gtk_window_set_default_size (GTK_WINDOW (window), 368, 640);
  app_test_until (g_strcmp0 (adw_header_bar_get_decoration_layout (header), ":close") == 0);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 640);
  app_test_until (adw_header_bar_get_decoration_layout (header) == NULL);
  g_object_set (settings, "gtk-decoration-layout", "close,minimize:menu", NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 368, 640);
  app_test_until (g_strcmp0 (adw_header_bar_get_decoration_layout (header), "close:") == 0);
  gtk_settings_reset_property (settings, "gtk-decoration-layout");
  app_test_close_window (window);
}

int
main (int argc, char **argv)
{
  int status;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  g_test_add_func ("/app/window-list/columns", test_columns_are_remembered);
  g_test_add_func ("/app/window-list/chooser", test_chooser_opens);
  g_test_add_func ("/app/window-list/copy", test_copy);
  g_test_add_func ("/app/window-list/export", test_export);
  g_test_add_func ("/app/window-list/export-replaces-nothing", test_export_replaces_nothing);
  g_test_add_func ("/app/window-list/other-tables", test_other_tables);
  g_test_add_func ("/app/window-list/shortcuts", test_shortcuts);
  g_test_add_func ("/app/window-list/filter", test_filter);
  g_test_add_func ("/app/window-list/filter-keys", test_filter_by_keys);
  g_test_add_func ("/app/window-list/narrow-title", test_narrow_title);
  status = g_test_run ();
  app_test_remove_demo ();
  return status;
}

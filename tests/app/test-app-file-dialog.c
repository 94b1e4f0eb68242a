/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-test-demo.h"
#include "app-test-manager.h"
#include "base-date.h"
#include "table-format.h"

#include <glib/gstdio.h>

/* What begins in the system's file dialog, which is itself no part of what is tested. */

static void
answer (const char *button)
{
  app_test_until (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  g_signal_emit_by_name (
      app_test_find_button (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG), button), "clicked");
}

static gboolean
is_chosen (GtkFileChooser *chooser, GFile *file)
{
  g_autoptr (GFile) chosen = gtk_file_chooser_get_file (chooser);

  return chosen != NULL && g_file_equal (chosen, file);
}

static void
choose_file (AppWindow *window, const char *action, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkFileChooser *chooser;

  gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
  app_test_until (app_test_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL);
  chooser = app_test_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  gtk_file_chooser_set_file (chooser, file, NULL);
  app_test_until (is_chosen (chooser, file));
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
}

/* The person is asked what a scan shows, but not what they said is signed. */
static void
test_scan_chosen (void)
{
  AppWindow *window = app_test_open_demo ("chosen.paraphe");
  AppDetail *detail = app_window_get_detail (window);
  g_autofree char *path = app_test_demo_path ("scan.pdf");

  g_assert_true (g_file_set_contents (path, "%PDF-1.7 scan", -1, NULL));
  app_test_select_step (window, 1);
  choose_file (window, "win.attach-scan", path);
  answer ("Not All Have Signed");
  app_test_until (app_detail_get_known (detail) != NULL
                  && app_detail_get_known (detail)->documents->len == 1);
  g_assert_false (model_line_is_signed (app_detail_get_line (detail)));
  choose_file (window, "win.attach-signed", path);
  app_test_until (app_detail_get_line (detail) != NULL
                  && model_line_is_signed (app_detail_get_line (detail)));
  g_assert_null (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG));
  app_test_close_window (window);
}

/* What is asked of the dialog: a name for the list and the day, a filter for each format. */
static void
test_export_proposed (void)
{
  static const char *const actions[] = { "win.export", "win.export-days" };
  AppWindow *window = app_test_open_demo ("proposed.paraphe");
  g_autofree char *today = base_date_today_iso ();

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      const char *title = i == 0 ? "Everyone" : "Days Done";
      g_autofree char *expected = g_strdup_printf ("%s - %s.xlsx", title, today);
      g_autofree char *name = NULL;
      g_autoptr (GListModel) filters = NULL;
      GtkFileChooser *chooser;

      gtk_widget_activate_action (GTK_WIDGET (window), actions[i], NULL);
      app_test_until (app_test_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL);
      chooser = app_test_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
      app_test_until (gtk_widget_get_mapped (GTK_WIDGET (chooser)));
      name = gtk_file_chooser_get_current_name (chooser);
      g_assert_cmpstr (name, ==, expected);
      filters = gtk_file_chooser_get_filters (chooser);
      for (guint f = 0; f < g_list_model_get_n_items (filters); f++)
        {
          g_autoptr (GtkFileFilter) filter = g_list_model_get_item (filters, f);

          g_assert_cmpstr (gtk_file_filter_get_name (filter), ==, table_format_get (f)->label);
        }
      g_assert_null (table_format_get (g_list_model_get_n_items (filters)));
      gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_CANCEL);
      app_test_until (app_test_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) == NULL);
    }
  g_assert_false (app_test_is_enabled (window, "open-exported"));
  app_test_close_window (window);
}

/* Says yes to the dialog of an action: a file called @name in @folder, in the format with that
 * @suffix. */
static void
export_as (AppWindow *window,
           const char *action,
           const char *folder,
           const char *name,
           const char *suffix)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GListModel) filters = NULL;
  GtkFileChooser *chooser;

  gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
  app_test_until (app_test_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL);
  chooser = app_test_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  app_test_until (gtk_widget_get_mapped (GTK_WIDGET (chooser)));
  filters = gtk_file_chooser_get_filters (chooser);
  for (guint i = 0; i < g_list_model_get_n_items (filters); i++)
    {
      g_autoptr (GtkFileFilter) filter = g_list_model_get_item (filters, i);

      if (g_str_equal (table_format_get (i)->extension, suffix))
        gtk_file_chooser_set_filter (chooser, filter);
    }
  /* As it is typed into the name: folders come in their own time. */
  gtk_file_chooser_set_current_name (chooser, path);
  app_test_until (is_chosen (chooser, file));
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
  app_test_until (app_test_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) == NULL);
}

static gboolean
begins_with (const char *path, const char *start)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && g_str_has_prefix (text, start);
}

/* What is said yes to is written, in the format chosen beside the name; the message opens it, and
 * the list's menu shows where it is. */
static void
test_export_accepted (void)
{
  AppWindow *window = app_test_open_demo ("accepted.paraphe");
  g_autofree char *folder = app_test_demo_path ("tables"), *shown = NULL;
  g_autofree char *workbook = g_build_filename (folder, "Everyone.xlsx", NULL);
  g_autofree char *text = g_build_filename (folder, "Days.csv", NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  export_as (window, "win.export", folder, "Everyone.xlsx", "xlsx");
  app_test_until (begins_with (workbook, "PK") && !app_window_is_busy (window));
  g_assert_nonnull (app_test_find_button (GTK_WIDGET (window), "Open"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.reveal-exported", NULL);
  shown = app_test_wait_file_manager ();
  g_assert_true (g_str_has_suffix (shown, "/tables/Everyone.xlsx"));
  /* The name says nothing of a format: the one chosen beside it does. */
  export_as (window, "win.export-days", folder, "Days", "csv");
  app_test_until (begins_with (text, "\xef\xbb\xbf") && !app_window_is_busy (window));
  app_test_close_window (window);
}

/* To say yes to a file that is there is to replace it, and the dialog asks that itself; a name that
 * was made from what was said is not replaced. */
static void
test_export_over_another (void)
{
  AppWindow *window = app_test_open_demo ("over.paraphe");
  g_autofree char *folder = app_test_demo_path ("over");
  g_autofree char *made = g_build_filename (folder, "List.csv", NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (made, "letter", -1, NULL));
  export_as (window, "win.export", folder, "List", "csv");
  app_test_until (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  g_assert_true (begins_with (made, "letter"));
  gtk_window_destroy (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG));
  app_test_close_window (window);
}

int
main (int argc, char **argv)
{
  int result;

  app_test_init (&argc, &argv);
  app_test_run_file_manager ();
  app_test_make_demo ();
  g_test_add_func ("/app/file-dialog/scan", test_scan_chosen);
  g_test_add_func ("/app/file-dialog/export", test_export_proposed);
  g_test_add_func ("/app/file-dialog/export-accepted", test_export_accepted);
  g_test_add_func ("/app/file-dialog/export-over", test_export_over_another);
  result = g_test_run ();
  app_test_remove_demo ();
  return result;
}

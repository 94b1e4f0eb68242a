/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-test-demo.h"
#include "base-date.h"
#include "table-format.h"

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

int
main (int argc, char **argv)
{
  int result;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  g_test_add_func ("/app/file-dialog/scan", test_scan_chosen);
  g_test_add_func ("/app/file-dialog/export", test_export_proposed);
  result = g_test_run ();
  app_test_remove_demo ();
  return result;
}

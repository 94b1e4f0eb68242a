/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-test-demo.h"

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

int
main (int argc, char **argv)
{
  int result;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  g_test_add_func ("/app/file-dialog/scan", test_scan_chosen);
  result = g_test_run ();
  app_test_remove_demo ();
  return result;
}

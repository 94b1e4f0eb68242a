/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-print-options.h"
#include "app-report-window.h"
#include "app-test-demo.h"
#include "base-date.h"
#include "work-generate.h"
#include "work-print.h"

#include <gtk/gtkunixprint.h>

/* The system's print dialog beside a print server of the tests' own: see with-printers.sh. */

#define COPIES 3

static char *
in_server (const char *name)
{
  return g_build_filename (g_getenv ("PRINT_SERVER"), name, NULL);
}

/* Stands for LibreOffice. */
static void
make_office (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "soffice.bin", NULL);

  g_assert_true (g_file_set_contents_full (path,
                                           "#!/bin/sh\n"
                                           "for name; do case \"$name\" in [0-9]*.docx)\n"
                                           "(echo %PDF-1.7; echo %%EOF) > \"${name%.docx}.pdf\"\n"
                                           ";; esac; done\n",
                                           -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_setenv ("PARAPHE_OFFICE", path, TRUE);
}

static AppWindow *
open_with_documents (const char *name)
{
  AppWindow *window = app_test_open_demo (name);
  g_autofree char *folder = app_test_demo_path ("out");

  app_test_act (window, "win.show-all", NULL);
  app_test_select_step (window, 1);
  app_test_act (window, "win.generate-to", "s", folder);
  app_test_settle ();
  return window;
}

static GtkPrintUnixDialog *
open_dialog (AppWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.print", NULL);
  app_test_until (app_test_find_window (GTK_TYPE_PRINT_UNIX_DIALOG) != NULL);
  return app_test_find_window (GTK_TYPE_PRINT_UNIX_DIALOG);
}

static gboolean
has_printer (GtkPrintUnixDialog *dialog)
{
  GtkPrinter *printer = gtk_print_unix_dialog_get_selected_printer (dialog);

  return printer != NULL && g_str_equal (gtk_printer_get_name (printer), "Plain")
         && gtk_printer_has_details (printer);
}

static ModelLine *
shown (AppWindow *window)
{
  return app_detail_get_line (app_window_get_detail (window));
}

/* What the page of the agreement says of it. */
static gboolean
is_told_printed (AppWindow *window)
{
  g_autofree char *today = base_date_today_iso ();
  g_autofree char *told = work_print_tell (today, COPIES);

  for (guint i = 0;; i++)
    {
      GtkWidget *row =
          app_test_find (GTK_WIDGET (app_window_get_detail (window)), ADW_TYPE_ACTION_ROW, i);

      if (row == NULL)
        return FALSE;
      if (g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), told) == 0)
        return gtk_widget_get_visible (row);
    }
}

/* The printer of the house is chosen, with as many copies as the school has set; what is printed
 * goes to its next step where that was asked. */
static void
test_printed (void)
{
  AppWindow *window = open_with_documents ("printed.paraphe");
  GtkPrintUnixDialog *dialog = open_dialog (window);
  g_autofree char *says = in_server ("printed/1.says"), *text = NULL, *copies = NULL;
  GtkWidget *options;

  app_test_until (has_printer (dialog));
  options = app_test_find (GTK_WIDGET (dialog), APP_TYPE_PRINT_OPTIONS, 0);
  g_assert_nonnull (options);
  app_print_options_set_moves_step (APP_PRINT_OPTIONS (options), TRUE);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  app_test_until (g_file_test (says, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (says, &text, NULL, NULL));
  copies = g_strdup_printf ("copies=%d\n", COPIES);
  g_assert_nonnull (strstr (text, copies));
  app_test_until (shown (window) != NULL && shown (window)->step == 2);
  app_test_until (is_told_printed (window));
  /* One undo takes back the step and the trace. */
  app_test_act (window, "win.undo", NULL);
  app_test_until (shown (window) != NULL && shown (window)->step == 1);
  app_test_until (!is_told_printed (window));
  app_test_close_window (window);
}

static void
test_given_up (void)
{
  AppWindow *window = open_with_documents ("given-up.paraphe");
  GtkPrintUnixDialog *dialog = open_dialog (window);

  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  app_test_until (app_test_find_window (GTK_TYPE_PRINT_UNIX_DIALOG) == NULL);
  g_assert_false (app_window_is_busy (window));
  g_assert_cmpint (shown (window)->step, ==, 1);
  app_test_close_window (window);
}

/* A line without an agreement has nothing to print, and the dialog does not come. */
static void
test_nothing (void)
{
  AppWindow *window = app_test_open_demo ("nothing.paraphe");

  app_test_select_step (window, -1);
  app_test_act (window, "win.print", NULL);
  g_assert_null (app_test_find_window (GTK_TYPE_PRINT_UNIX_DIALOG));
  app_test_close_window (window);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("app-print-XXXXXX", NULL);
  g_autofree char *socket = in_server ("socket");
  int result;

  g_setenv ("CUPS_SERVER", socket, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", folder, TRUE);
  make_office (folder);
  app_test_init (&argc, &argv);
  /* The dialog warns where no colour service runs: that is no failure of ours. */
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
  app_test_make_demo ();
  g_test_add_func ("/app/print/printed", test_printed);
  g_test_add_func ("/app/print/given-up", test_given_up);
  g_test_add_func ("/app/print/nothing", test_nothing);
  result = g_test_run ();
  app_test_remove_demo ();
  app_test_remove_folder (folder);
  return result;
}

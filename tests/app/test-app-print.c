/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preview-window.h"
#include "app-print-options.h"
#include "app-report-window.h"
#include "app-test-demo.h"
#include "base-date.h"
#include "work-generate.h"
#include "work-print.h"

#include <cairo-pdf.h>
#include <gtk/gtkunixprint.h>

/* The system's print dialog beside a print server of the tests' own: see with-printers.sh. */

#define COPIES 3

static char *
in_server (const char *name)
{
  return g_build_filename (g_getenv ("PRINT_SERVER"), name, NULL);
}

/* Stands for LibreOffice: each document is one white page. */
static void
make_office (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "soffice.bin", NULL);
  g_autofree char *page = g_build_filename (folder, "page.pdf", NULL);
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\n"
                                             "for name; do case \"$name\" in [0-9]*.docx)\n"
                                             "cp '%s' \"${name%%.docx}.pdf\"\n"
                                             ";; esac; done\n",
                                             page);
  cairo_surface_t *surface = cairo_pdf_surface_create (page, 595, 842);
  cairo_t *cairo = cairo_create (surface);

  cairo_show_page (cairo);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  g_assert_true (g_file_set_contents_full (path, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
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
open_dialog_by (gpointer window, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
  app_test_until (app_test_find_window (GTK_TYPE_PRINT_UNIX_DIALOG) != NULL);
  return app_test_find_window (GTK_TYPE_PRINT_UNIX_DIALOG);
}

static GtkPrintUnixDialog *
open_dialog (AppWindow *window)
{
  return open_dialog_by (window, "win.print");
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

/* The number of the latest job that was printed. */
static int
latest_job (void)
{
  int id = 0;

  for (;;)
    {
      g_autofree char *name = g_strdup_printf ("printed/%d.says", id + 1);
      g_autofree char *path = in_server (name);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return id;
      id++;
    }
}

static char *
said_of (int id)
{
  g_autofree char *name = g_strdup_printf ("printed/%d.says", id);
  g_autofree char *path = in_server (name);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static guint
count_documents (int id)
{
  for (guint n = 0;; n++)
    {
      g_autofree char *name = g_strdup_printf ("printed/%d-%u", id, n + 1);
      g_autofree char *path = in_server (name);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return n;
    }
}

static void
print (GtkPrintUnixDialog *dialog)
{
  app_test_until (has_printer (dialog));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
}

static AppPrintOptions *
options_of (GtkPrintUnixDialog *dialog)
{
  return APP_PRINT_OPTIONS (app_test_find (GTK_WIDGET (dialog), APP_TYPE_PRINT_OPTIONS, 0));
}

/* What is chosen is done, and offered the next time; what was not printed is not remembered. */
static void
test_slips_in_one_job (void)
{
  AppWindow *window = open_with_documents ("slips.paraphe");
  GtkPrintUnixDialog *dialog = open_dialog (window);
  int id = latest_job () + 1;

  g_assert_false (app_print_options_get_has_slips (options_of (dialog)));
  g_assert_false (app_print_options_get_is_one_job (options_of (dialog)));
  app_print_options_set_has_slips (options_of (dialog), TRUE);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  app_test_until (app_test_find_window (GTK_TYPE_PRINT_UNIX_DIALOG) == NULL);
  dialog = open_dialog (window);
  g_assert_false (app_print_options_get_has_slips (options_of (dialog)));
  app_print_options_set_has_slips (options_of (dialog), TRUE);
  app_print_options_set_is_one_job (options_of (dialog), TRUE);
  print (dialog);
  app_test_until (count_documents (id) == 1 + COPIES);
  app_test_until (!app_window_is_busy (window));
  dialog = open_dialog (window);
  g_assert_true (app_print_options_get_has_slips (options_of (dialog)));
  g_assert_true (app_print_options_get_is_one_job (options_of (dialog)));
  app_print_options_set_has_slips (options_of (dialog), FALSE);
  app_print_options_set_is_one_job (options_of (dialog), FALSE);
  print (dialog);
  app_test_until (latest_job () == id + 1);
  app_test_until (!app_window_is_busy (window));
  app_test_close_window (window);
}

static AppPreviewWindow *
wait_for_preview (void)
{
  AppPreviewWindow *preview;

  app_test_until ((preview = app_test_find_window (APP_TYPE_PREVIEW_WINDOW)) != NULL
                  && g_str_equal (app_preview_window_get_state (preview), "pages"));
  return preview;
}

/* An agreement that is looked at is printed as from the list. */
static void
test_from_the_preview (void)
{
  AppWindow *window = open_with_documents ("preview.paraphe");
  int id = latest_job () + 1;
  g_autofree char *said = NULL;
  GtkPrintUnixDialog *dialog;
  AppPreviewWindow *preview;

  app_test_act (window, "win.preview", NULL);
  preview = wait_for_preview ();
  dialog = open_dialog_by (preview, "preview.print");
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (dialog)) == GTK_WINDOW (preview));
  app_print_options_set_moves_step (options_of (dialog), TRUE);
  print (dialog);
  app_test_until (latest_job () == id);
  said = said_of (id);
  g_assert_nonnull (strstr (said, shown (window)->student));
  g_assert_nonnull (strstr (said, "copies=3\n"));
  app_test_until (shown (window) != NULL && shown (window)->step == 2);
  gtk_window_close (GTK_WINDOW (preview));
  app_test_close_window (window);
}

/* Papers that go with agreements are printed once, as they are shown; the preview may be gone. */
static void
test_papers_from_the_preview (void)
{
  AppWindow *window = open_with_documents ("papers.paraphe");
  int id = latest_job () + 1;
  g_autofree char *said = NULL;
  GtkPrintUnixDialog *dialog;
  AppPreviewWindow *preview;

  app_test_act (window, "win.slips", "(su)", "cover", 0);
  preview = wait_for_preview ();
  dialog = open_dialog_by (preview, "preview.print");
  g_assert_null (options_of (dialog));
  print (dialog);
  gtk_window_close (GTK_WINDOW (preview));
  app_test_until (latest_job () == id);
  said = said_of (id);
  g_assert_true (g_str_has_prefix (said, "title=Cover Slips\ncopies=1\n"));
  g_assert_nonnull (strstr (said, "print-scaling=none"));
  app_test_until (!app_window_is_busy (window));
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
  g_test_add_func ("/app/print/slips-in-one-job", test_slips_in_one_job);
  g_test_add_func ("/app/print/from-the-preview", test_from_the_preview);
  g_test_add_func ("/app/print/papers-from-the-preview", test_papers_from_the_preview);
  g_test_add_func ("/app/print/given-up", test_given_up);
  g_test_add_func ("/app/print/nothing", test_nothing);
  result = g_test_run ();
  app_test_remove_demo ();
  app_test_remove_folder (folder);
  return result;
}

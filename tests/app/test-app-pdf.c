/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-report-window.h"
#include "app-test-demo.h"
#include "app-test-manager.h"

#include <glib/gstdio.h>
#include <string.h>

/* Agreements that are saved as PDF files, with a shell script for LibreOffice and a file manager of
 * the tests' own. The system's file dialog is itself no part of what is tested. */

static char *machine; /* folder of what stands for this computer */

/* Stands for LibreOffice. @each: what the shell does with each document first */
static void
make_office (const char *each)
{
  g_autofree char *path = g_build_filename (machine, "soffice.bin", NULL);
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\n"
                                             "for name; do case \"$name\" in [0-9]*.docx)\n"
                                             "%s\n"
                                             "(echo %%PDF-1.7; cksum < \"$name\"; echo %%%%EOF) > "
                                             "\"${name%%.docx}.pdf\"\n"
                                             ";; esac; done\n",
                                             each);

  g_assert_true (g_file_set_contents_full (path, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_setenv ("PARAPHE_OFFICE", path, TRUE);
}

/* A computer with one font, that of no template. */
static void
set_fonts (gboolean missing)
{
  g_autofree char *path = g_build_filename (machine, "fonts.conf", NULL);
  g_autofree char *text = g_strdup_printf (
      "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\">"
      "<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>%s/cache</cachedir>"
      "</fontconfig>",
      machine);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  if (missing)
    g_setenv ("FONTCONFIG_FILE", path, TRUE);
  else
    g_unsetenv ("FONTCONFIG_FILE");
}

static guint
count_files (const char *path, const char *suffix)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      n += g_file_test (child, G_FILE_TEST_IS_DIR) ? count_files (child, suffix)
                                                   : (guint) g_str_has_suffix (name, suffix);
    }
  return n;
}

/* A school with one agreement that is selected and has its document. */
static AppWindow *
open_with_document (const char *name)
{
  g_autofree char *base = g_strconcat (name, ".paraphe", NULL);
  AppWindow *window = app_test_open_demo (base);
  g_autofree char *folder = app_test_demo_path ("docx");

  app_test_act (window, "win.show-all", NULL);
  app_test_select_step (window, 1);
  app_test_act (window, "win.generate-to", "s", folder);
  app_test_settle ();
  return window;
}

static gboolean
has_label (gpointer root, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (strstr (gtk_label_get_label (GTK_LABEL (label)), text) != NULL)
      return TRUE;
  return FALSE;
}

static void
close_report (void)
{
  AppReportWindow *report = app_test_find_window (APP_TYPE_REPORT_WINDOW);

  g_assert_nonnull (report);
  gtk_window_destroy (GTK_WINDOW (report));
  app_test_until (app_test_find_window (APP_TYPE_REPORT_WINDOW) == NULL);
}

/* Returns: (transfer full): what the file manager is asked for */
static char *
press_show_folder (AppWindow *window)
{
  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (window), "Show the Folder"), "clicked");
  return app_test_wait_file_manager ();
}

static gboolean
is_chosen (GtkFileChooser *chooser, GFile *file)
{
  g_autoptr (GFile) chosen = gtk_file_chooser_get_file (chooser);

  return chosen != NULL && g_file_equal (chosen, file);
}

/* The keys lead to the dialog; what is chosen there holds the file, under the name that the school
 * gives its files, and the message leads to it. */
static void
test_saved (void)
{
  AppWindow *window = open_with_document ("saved");
  g_autofree char *folder = app_test_demo_path ("saved"), *expected = NULL, *shown = NULL;
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  GtkFileChooser *chooser;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.save-pdf", NULL);
  app_test_until (app_test_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL);
  chooser = app_test_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  g_assert_cmpint (gtk_file_chooser_get_action (chooser), ==,
                   GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER);
  gtk_file_chooser_set_file (chooser, file, NULL);
  app_test_until (is_chosen (chooser, file));
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
  app_test_until (count_files (folder, ".pdf") == 1 && !app_window_is_busy (window));
  g_assert_null (app_test_find_window (APP_TYPE_REPORT_WINDOW));
  app_test_until (has_label (window, "1 PDF file saved"));
  shown = press_show_folder (window);
  expected = g_strconcat ("ShowItems ", uri, "/", NULL);
  g_assert_true (g_str_has_prefix (shown, expected));
  g_assert_true (g_str_has_suffix (shown, ".pdf"));
  app_test_close_window (window);
}

static void
test_given_up (void)
{
  AppWindow *window = open_with_document ("given-up");
  GtkDialog *dialog;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.save-pdf", NULL);
  app_test_until (app_test_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL);
  dialog = app_test_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  app_test_until (gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  gtk_dialog_response (dialog, GTK_RESPONSE_CANCEL);
  app_test_until (app_test_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) == NULL);
  g_assert_false (app_window_is_busy (window));
  app_test_close_window (window);
}

/* Whatever has the name of one stays, and is not written to. */
static void
test_nothing_is_replaced (void)
{
  AppWindow *window = open_with_document ("kept");
  g_autofree char *folder = app_test_demo_path ("kept"), *path = NULL, *text = NULL;
  g_autofree char *shown = NULL;

  app_test_act (window, "win.save-pdf-to", "s", folder);
  shown = press_show_folder (window);
  path = g_filename_from_uri (strchr (shown, ' ') + 1, NULL, NULL);
  g_assert_true (g_file_set_contents (path, "letter", -1, NULL));
  app_test_act (window, "win.save-pdf-to", "s", folder);
  g_assert_cmpuint (count_files (folder, ".pdf"), ==, 2);
  g_assert_cmpuint (count_files (folder, " (2).pdf"), ==, 1);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "letter");
  /* The same once more is there already. */
  app_test_act (window, "win.save-pdf-to", "s", folder);
  g_assert_cmpuint (count_files (folder, ".pdf"), ==, 2);
  app_test_close_window (window);
}

/* With nothing selected it is the whole list. Those without a document are named, with the reason,
 * and can be done again; the message leads to the folder of the others. */
static void
test_failures_are_reported (void)
{
  AppWindow *window = open_with_document ("failed");
  AppLineList *list = app_window_get_list (window);
  g_autofree char *folder = app_test_demo_path ("failed"), *docx = app_test_demo_path ("docx");
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);
  g_autofree char *expected = g_strconcat ("ShowFolders ", uri, NULL), *shown = NULL;
  AppReportWindow *report;
  guint n_rows;

  app_test_select_step (window, 2);
  app_test_act (window, "win.generate-to", "s", docx);
  app_line_list_unselect (list);
  app_test_act (window, "win.save-pdf-to", "s", folder);
  g_assert_cmpuint (count_files (folder, ".pdf"), ==, 2);
  shown = press_show_folder (window);
  g_assert_cmpstr (shown, ==, expected);
  report = app_test_find_window (APP_TYPE_REPORT_WINDOW);
  g_assert_nonnull (report);
  n_rows = app_report_window_get_n_rows (report);
  g_assert_cmpuint (n_rows, >, 1);
  g_assert_true (has_label (report, "The agreement has no document yet: generate it first."));
  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (report), "Retry"), "clicked");
  app_test_until (!app_window_is_busy (window));
  app_test_until (app_test_find_window (APP_TYPE_REPORT_WINDOW) != NULL);
  g_assert_cmpuint (app_report_window_get_n_rows (app_test_find_window (APP_TYPE_REPORT_WINDOW)),
                    ==, n_rows);
  g_assert_cmpuint (count_files (folder, ".pdf"), ==, 2);
  close_report ();
  app_test_close_window (window);
}

/* The files are there, and what they lack is said with what brings it. */
static void
test_missing_fonts (void)
{
  AppWindow *window = open_with_document ("fonts");
  g_autofree char *folder = app_test_demo_path ("fonts");

  set_fonts (TRUE);
  app_test_act (window, "win.save-pdf-to", "s", folder);
  set_fonts (FALSE);
  g_assert_cmpuint (count_files (folder, ".pdf"), ==, 1);
  g_assert_true (has_label (app_test_find_window (APP_TYPE_REPORT_WINDOW), "Missing Fonts"));
  g_assert_true (
      has_label (app_test_find_window (APP_TYPE_REPORT_WINDOW), "is not on this computer"));
  g_assert_true (has_label (app_test_find_window (APP_TYPE_REPORT_WINDOW), "fonts-"));
  close_report ();
  app_test_close_window (window);
}

/* What is asked to stop stops, says nothing of errors and leaves the window as it was. */
static void
test_cancelled (void)
{
  AppWindow *window = open_with_document ("cancelled");
  g_autofree char *folder = app_test_demo_path ("cancelled");
  g_autofree char *begun = g_build_filename (machine, "begun", NULL);
  g_autofree char *each = g_strdup_printf ("touch '%s'; while :; do sleep 1; done", begun);

  make_office (each);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.save-pdf-to", "s", folder);
  app_test_until (g_file_test (begun, G_FILE_TEST_EXISTS));
  g_assert_false (app_test_is_enabled (window, "save-pdf"));
  app_test_act (window, "win.cancel-job", NULL);
  make_office ("");
  g_assert_cmpuint (count_files (folder, ".pdf"), ==, 0);
  g_assert_null (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_null (app_test_find_window (APP_TYPE_REPORT_WINDOW));
  g_assert_true (app_test_is_enabled (window, "save-pdf"));
  app_test_close_window (window);
}

/* A line without an agreement has nothing to save, and the dialog does not come. */
static void
test_nothing (void)
{
  AppWindow *window = app_test_open_demo ("nothing.paraphe");

  app_test_select_step (window, -1);
  app_test_act (window, "win.save-pdf", NULL);
  g_assert_null (app_test_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG));
  app_test_close_window (window);
}

int
main (int argc, char **argv)
{
  int result;

  machine = g_dir_make_tmp ("app-pdf-XXXXXX", NULL);
  g_setenv ("XDG_RUNTIME_DIR", machine, TRUE);
  make_office ("");
  app_test_init (&argc, &argv);
  app_test_run_file_manager ();
  app_test_make_demo ();
  g_test_add_func ("/app/pdf/cancelled", test_cancelled);
  g_test_add_func ("/app/pdf/saved", test_saved);
  g_test_add_func ("/app/pdf/given-up", test_given_up);
  g_test_add_func ("/app/pdf/nothing-replaced", test_nothing_is_replaced);
  g_test_add_func ("/app/pdf/failures", test_failures_are_reported);
  g_test_add_func ("/app/pdf/fonts", test_missing_fonts);
  g_test_add_func ("/app/pdf/nothing", test_nothing);
  result = g_test_run ();
  app_test_remove_demo ();
  app_test_remove_folder (machine);
  g_free (machine);
  return result;
}

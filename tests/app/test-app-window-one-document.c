/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-note-bin.h"
#include "app-one-document-dialog.h"
#include "app-report-window.h"
#include "app-test-demo.h"
#include "merge-zip.h"

#include <glib/gstdio.h>

/* Letters of several lines in one document, from the list to the file. */

static AppOneDocumentDialog *
ask (AppWindow *window)
{
  AppOneDocumentDialog *dialog;

  app_test_act (window, "win.merge-into-one", NULL);
  app_test_until ((dialog = app_test_find_window (APP_TYPE_ONE_DOCUMENT_DIALOG)) != NULL);
  return dialog;
}

/* The system's file dialog, which the window as a whole is tested with, would have answered. */
static void
save (AppOneDocumentDialog *dialog, const char *path)
{
  app_test_until (app_one_document_dialog_is_ready (dialog));
  g_signal_emit_by_name (dialog, "chosen", path);
  gtk_window_close (GTK_WINDOW (dialog));
  app_test_until (app_test_find_window (APP_TYPE_ONE_DOCUMENT_DIALOG) == NULL);
}

/* (transfer full): a Word file with these fields, made of a template of the demo */
static char *
write_letter (const char *name, const char *body)
{
  static const char types[] =
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      "<Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Override PartName=\"/word/document.xml\" ContentType=\"application/"
      "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
  static const char relations[] =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      "<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
      "relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
  g_autofree char *document = g_strdup_printf (
      "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
      "<w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>",
      body);
  GBytes *parts[] = { g_bytes_new_static (types, sizeof types - 1),
                      g_bytes_new_static (relations, sizeof relations - 1),
                      g_bytes_new (document, strlen (document)) };
  const MergeZipFile files[] = { { "[Content_Types].xml", parts[0] },
                                 { "_rels/.rels", parts[1] },
                                 { "word/document.xml", parts[2] } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = merge_zip_write (files, G_N_ELEMENTS (files), &error);
  char *path = app_test_demo_path (name);

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_clear_pointer (&parts[i], g_bytes_unref);
  return path;
}

static const char *
note_of (AppOneDocumentDialog *dialog)
{
  return app_note_bin_get_note (
      APP_NOTE_BIN (app_test_find (GTK_WIDGET (dialog), APP_TYPE_NOTE_BIN, 0)));
}

static AppReportWindow *
wait_for_report (void)
{
  AppReportWindow *report;

  app_test_until ((report = app_test_find_window (APP_TYPE_REPORT_WINDOW)) != NULL);
  return report;
}

/* A line that is selected, with a template of the school, under the name that is proposed. */
static void
test_selected (void)
{
  AppWindow *window = app_test_open_demo ("one.paraphe");
  AppLineList *list = app_window_get_list (window);
  g_autoptr (ModelLine) line = app_line_list_get_line (list, 0);
  g_autofree char *path = app_test_demo_path ("one.docx");
  g_autofree char *start = NULL;
  g_autofree char *name = NULL;
  AppOneDocumentDialog *dialog;
  WorkOneDocumentOptions options = { 0 };

  app_test_act (window, "win.select-line", "i", 0);
  dialog = ask (window);
  name = app_one_document_dialog_dup_name (dialog);
  start = g_strdup_printf ("%s - %s - ", line->period_name, line->class_name);
  g_assert_true (g_str_has_prefix (name, start));
  g_assert_true (g_str_has_suffix (name, ".docx"));
  app_one_document_dialog_read (dialog, &options);
  g_assert_cmpuint (options.lines->len, ==, 1);
  g_assert_cmpint (options.template_id, !=, 0);
  g_assert_null (options.template_path);
  g_assert_false (options.two_sided);
  save (dialog, path);
  app_test_until (g_file_test (path, G_FILE_TEST_EXISTS)
                  && app_test_is_enabled (window, "open-exported"));
  app_test_close_window (window);
}

/* A file that is not the school's, for the whole list; what it asks in vain is said before, and
 * what is empty after. */
static void
test_other_file (void)
{
  AppWindow *window = app_test_open_demo ("one-other.paraphe");
  AppLineList *list = app_window_get_list (window);
  g_autofree char *letter =
      write_letter ("Courrier.docx", "{{NOM}} {{FORMULE}} {{NUM_CONVENTION}}");
  g_autofree char *path = app_test_demo_path ("lettres.docx");
  AppOneDocumentDialog *dialog = ask (window);
  WorkOneDocumentOptions options = { 0 };
  GtkSwitch *two_sided = GTK_SWITCH (app_test_find (GTK_WIDGET (dialog), GTK_TYPE_SWITCH, 0));
  AppReportWindow *report;

  app_one_document_dialog_add_file (dialog, letter);
  g_assert_false (app_one_document_dialog_is_ready (dialog));
  app_test_until (app_one_document_dialog_is_ready (dialog));
  g_assert_nonnull (strstr (note_of (dialog), "1 field of this file is not known"));
  gtk_switch_set_active (two_sided, TRUE);
  app_one_document_dialog_read (dialog, &options);
  g_assert_cmpuint (options.lines->len, ==, app_line_list_get_n_lines (list));
  g_assert_cmpint (options.template_id, ==, 0);
  g_assert_cmpstr (options.template_path, ==, letter);
  g_assert_true (options.two_sided);
  save (dialog, path);
  report = wait_for_report ();
  g_assert_cmpuint (app_report_window_get_n_rows (report), >=, 2);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  app_test_close_window (window);
}

/* A file that is listed already is chosen, and one that is no document is refused. */
static void
test_files (void)
{
  AppOneDocumentDialog *dialog;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char *letter = write_letter ("Liste.docx", "{{NOM}}");
  g_autofree char *text = app_test_demo_path ("note.docx");
  g_autofree char *name = NULL;
  AdwComboRow *row;

  g_assert_true (g_file_set_contents (text, "no document", -1, NULL));
  dialog = app_one_document_dialog_new (NULL, none, none);
  gtk_window_present (GTK_WINDOW (dialog));
  row = ADW_COMBO_ROW (app_test_find (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW, 0));
  g_assert_false (app_one_document_dialog_is_ready (dialog));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (row)));
  g_assert_null (app_one_document_dialog_dup_name (dialog));

  app_one_document_dialog_add_file (dialog, text);
  app_test_until (note_of (dialog) != NULL);
  g_assert_false (app_one_document_dialog_is_ready (dialog));

  for (guint i = 0; i < 2; i++)
    {
      app_one_document_dialog_add_file (dialog, letter);
      app_test_until (app_one_document_dialog_is_ready (dialog));
      g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (row)), ==, 1);
    }
  g_assert_null (note_of (dialog));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (row)));
  name = app_one_document_dialog_dup_name (dialog);
  g_assert_cmpstr (name, ==, "Liste.docx");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Whoever closes the dialog while a file is read is not waited for. */
static void
test_closed (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char *letter = write_letter ("Fermé.docx", "{{NOM}}");
  AppOneDocumentDialog *dialog = app_one_document_dialog_new (NULL, none, none);
  gpointer weak = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &weak);
  gtk_window_present (GTK_WINDOW (dialog));
  app_one_document_dialog_add_file (dialog, letter);
  gtk_window_close (GTK_WINDOW (dialog));
  app_test_until (weak == NULL);
  app_test_settle ();
}

int
main (int argc, char **argv)
{
  int status;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  g_test_add_func ("/app/window-one-document/selected", test_selected);
  g_test_add_func ("/app/window-one-document/other-file", test_other_file);
  g_test_add_func ("/app/window-one-document/files", test_files);
  g_test_add_func ("/app/window-one-document/closed", test_closed);
  status = g_test_run ();
  app_test_remove_demo ();
  return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-job-bar.h"
#include "app-report-window.h"
#include "app-test.h"
#include "app-window.h"

#include <glib/gstdio.h>

#include "work-demo.h"

/* What the window starts in the background: databases made, agreements generated, files read. */

static char *folder;
static char *pristine; /* a demo school that tests copy */

static guint
count_documents (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        n += count_documents (child);
      else if (g_str_has_suffix (name, ".docx"))
        n++;
    }
  return n;
}

/* The demo school that is there already is opened as it is. */
static AppWindow *
new_demo (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) from = g_file_new_for_path (pristine), to = g_file_new_for_path (path);
  AppWindow *window = app_window_new (NULL);

  g_assert_true (g_file_copy (from, to, 0, NULL, NULL, NULL, NULL));
  app_window_create_demo (window, path);
  app_window_start (window);
  app_test_until (!app_window_is_busy (window));
  g_assert_cmpstr (app_window_get_page (window), ==, "school");
  return window;
}

static void
act (AppWindow *window, const char *action, GVariant *target)
{
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (window), action, target));
}

static gboolean
is_enabled (AppWindow *window, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), action);
}

static void
close_window (AppWindow *window)
{
  gpointer weak = window;

  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  gtk_window_close (GTK_WINDOW (window));
  app_test_until (weak == NULL);
}

static AppReportWindow *
find_report (void)
{
  return app_test_find_window (APP_TYPE_REPORT_WINDOW);
}

static gboolean
has_label (gpointer root, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) == 0)
      return TRUE;
  return FALSE;
}

static void
test_new_database (void)
{
  g_autofree char *path = g_build_filename (folder, "new.paraphe", NULL);
  AppWindow *window = app_window_new (NULL);

  app_window_create_new (window, path);
  app_window_start (window);
  app_test_until (!app_window_is_busy (window));
  g_assert_cmpstr (app_window_get_page (window), ==, "school");
  g_assert_cmpstr (app_line_list_get_page (app_window_get_list (window)), ==, "empty-school");
  g_assert_true (is_enabled (window, "import"));
  close_window (window);
}

static void
test_demo (void)
{
  g_autofree char *path = g_build_filename (folder, "demo.paraphe", NULL);
  AppWindow *window = app_window_new (NULL);

  app_window_create_demo (window, path);
  app_window_start (window);
  app_test_until (!app_window_is_busy (window));
  g_assert_cmpstr (app_window_get_page (window), ==, "school");
  g_assert_cmpuint (app_line_list_get_n_lines (app_window_get_list (window)), >, 0);
  close_window (window);
}

static void
test_new_over_a_file (void)
{
  g_autofree char *path = g_build_filename (folder, "taken.paraphe", NULL);
  g_autofree char *kept = NULL;
  AppWindow *window = app_window_new (NULL);

  g_assert_true (g_file_set_contents (path, "letter", -1, NULL));
  app_window_start (window);
  app_window_create_new (window, path);
  app_test_until (!app_window_is_busy (window));
  g_assert_cmpstr (app_window_get_page (window), ==, "welcome");
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "letter");
  close_window (window);
}

static void
test_generate_one (void)
{
  AppWindow *window = new_demo ("one.paraphe");
  AppLineList *list = app_window_get_list (window);
  g_autofree char *output = g_build_filename (folder, "one", NULL);
  g_autoptr (GPtrArray) selected = NULL;

  act (window, "win.show-todo", g_variant_new_int32 (MODEL_TODO_TO_MAKE));
  g_assert_false (is_enabled (window, "generate"));
  act (window, "win.select-line", g_variant_new_int32 (0));
  g_assert_true (is_enabled (window, "generate"));
  g_assert_false (is_enabled (window, "open-document"));
  act (window, "win.generate-to", g_variant_new_string (output));
  g_assert_nonnull (
      app_job_bar_get_job (APP_JOB_BAR (app_test_find (GTK_WIDGET (window), APP_TYPE_JOB_BAR, 0))));
  g_assert_false (is_enabled (window, "generate-all"));
  g_assert_true (is_enabled (window, "cancel-job"));
  app_test_until (!app_window_is_busy (window));
  g_assert_cmpuint (count_documents (output), ==, 1);
  g_assert_true (has_label (window, "1 agreement made"));
  g_assert_nonnull (app_test_find_button (GTK_WIDGET (window), "Open the Folder"));

  /* It has left the list of those to make, and is undone as a whole. */
  selected = app_line_list_get_selected (list);
  g_assert_cmpuint (selected->len, ==, 0);
  g_assert_true (is_enabled (window, "undo"));
  g_assert_true (is_enabled (window, "open-folder"));
  close_window (window);
}

static void
test_document_of_the_line (void)
{
  AppWindow *window = new_demo ("document.paraphe");
  g_autofree char *output = g_build_filename (folder, "document", NULL);

  act (window, "win.show-todo", g_variant_new_int32 (MODEL_TODO_SIGNED));
  act (window, "win.select-line", g_variant_new_int32 (0));
  act (window, "win.generate-to", g_variant_new_string (output));
  app_test_until (!app_window_is_busy (window));
  g_assert_cmpuint (count_documents (output), ==, 1);
  g_assert_true (is_enabled (window, "open-document"));
  g_assert_true (is_enabled (window, "reveal-document"));
  act (window, "win.select-line", g_variant_new_int32 (1));
  g_assert_false (is_enabled (window, "open-document"));
  close_window (window);
}

static void
test_failures_are_reported (void)
{
  AppWindow *window = new_demo ("failures.paraphe");
  g_autofree char *output = g_build_filename (folder, "no folder", NULL);
  AppReportWindow *report;
  GtkWidget *retry;

  /* A file where the folder should be: nothing can be written. */
  g_assert_true (g_file_set_contents (output, "", 0, NULL));
  act (window, "win.show-todo", g_variant_new_int32 (MODEL_TODO_TO_MAKE));
  act (window, "win.select-line", g_variant_new_int32 (0));
  act (window, "win.generate-to", g_variant_new_string (output));
  app_test_until (!app_window_is_busy (window));
  report = find_report ();
  g_assert_nonnull (report);
  g_assert_cmpuint (app_report_window_get_n_rows (report), ==, 1);
  retry = app_test_find_button (GTK_WIDGET (report), "Retry");
  g_assert_true (gtk_widget_get_visible (retry));
  g_unlink (output);
  g_signal_emit_by_name (retry, "clicked");
  app_test_until (!app_window_is_busy (window));
  g_assert_cmpuint (count_documents (output), ==, 1);
  close_window (window);
}

/* Stopping keeps what was made; the window says how much. */
static void
test_cancel (void)
{
  AppWindow *window = new_demo ("cancel.paraphe");
  g_autofree char *output = g_build_filename (folder, "cancel", NULL);
  g_autoptr (GPtrArray) lines = NULL;

  act (window, "win.show-todo", g_variant_new_int32 (MODEL_TODO_SIGNED));
  lines = app_line_list_get_lines (app_window_get_list (window));
  act (window, "win.generate-to", g_variant_new_string (output));
  act (window, "win.cancel-job", NULL);
  app_test_until (!app_window_is_busy (window));
  g_assert_cmpuint (count_documents (output), <, lines->len);
  g_assert_true (is_enabled (window, "generate-all"));
  close_window (window);
}

/* Closing in the middle stops the job after the item in hand, then closes. */
static void
test_close_while_generating (void)
{
  AppWindow *window = new_demo ("close.paraphe");
  g_autofree char *output = g_build_filename (folder, "close", NULL);

  act (window, "win.show-todo", g_variant_new_int32 (MODEL_TODO_SIGNED));
  act (window, "win.generate-to", g_variant_new_string (output));
  close_window (window);
}

static void
test_nothing_to_generate (void)
{
  AppWindow *window = new_demo ("nothing.paraphe");

  act (window, "win.show-todo", g_variant_new_int32 (MODEL_TODO_NO_PLACEMENT));
  act (window, "win.generate-to", g_variant_new_string (folder));
  g_assert_false (app_window_is_busy (window));
  g_assert_true (has_label (window, "No validated sheet here: there is nothing to generate."));
  close_window (window);
}

/* The demo school's own files, placements first: the order does not matter. */
static void
test_import (void)
{
  static const char *const names[] = { "placements.csv", "students.csv", "companies.csv",
                                       "periods.csv", "teachers.csv" };
  g_autofree char *path = g_build_filename (folder, "import.paraphe", NULL);
  AppWindow *window = app_window_new (NULL);
  GVariantBuilder files = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *file =
          g_build_filename (g_getenv ("PARAPHE_SRCDIR"), "data", "demo", names[i], NULL);

      g_variant_builder_add (&files, "s", file);
    }
  app_window_create_new (window, path);
  app_window_start (window);
  app_test_until (!app_window_is_busy (window));
  act (window, "win.import-files", g_variant_builder_end (&files));
  app_test_until (!app_window_is_busy (window));
  g_assert_nonnull (find_report ());
  g_assert_true (has_label (find_report (), "students.csv"));
  g_assert_cmpuint (app_line_list_get_n_lines (app_window_get_list (window)), >, 100);
  close_window (window);
}

static void
test_import_of_no_table (void)
{
  AppWindow *window = new_demo ("no-table.paraphe");
  g_autofree char *path = g_build_filename (folder, "picture.csv", NULL);
  const char *const files[] = { path, NULL };

  g_assert_true (g_file_set_contents (path, "\x89PNG\r\n\x1a\n\0\0", 10, NULL));
  act (window, "win.import-files", g_variant_new_strv (files, -1));
  app_test_until (!app_window_is_busy (window));
  g_assert_nonnull (find_report ());
  g_assert_cmpuint (app_report_window_get_n_rows (find_report ()), >, 0);
  close_window (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  app_test_init (&argc, &argv);
  folder = g_dir_make_tmp ("paraphe-jobs-XXXXXX", NULL);
  pristine = g_build_filename (folder, "pristine", NULL);
  work_demo_create (pristine, NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/app/jobs/new", test_new_database);
  g_test_add_func ("/app/jobs/demo", test_demo);
  g_test_add_func ("/app/jobs/new-over-a-file", test_new_over_a_file);
  g_test_add_func ("/app/jobs/generate-one", test_generate_one);
  g_test_add_func ("/app/jobs/document", test_document_of_the_line);
  g_test_add_func ("/app/jobs/failures", test_failures_are_reported);
  g_test_add_func ("/app/jobs/cancel", test_cancel);
  g_test_add_func ("/app/jobs/close", test_close_while_generating);
  g_test_add_func ("/app/jobs/nothing", test_nothing_to_generate);
  g_test_add_func ("/app/jobs/import", test_import);
  g_test_add_func ("/app/jobs/no-table", test_import_of_no_table);
  status = g_test_run ();
  app_test_remove_folder (folder);
  g_free (pristine);
  g_free (folder);
  return status;
}

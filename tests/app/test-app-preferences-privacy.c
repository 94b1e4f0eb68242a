/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-journal.h"
#include "app-preferences-privacy.h"
#include "app-preferences-test.h"
#include "work-access.h"

/* Personal data: a year that is over is purged, and the log of accesses. */

typedef AppPreferencesTest Test;

static gint64 save (Test *test, ModelEntity entity, ...) G_GNUC_NULL_TERMINATED;

static gint64
save (Test *test, ModelEntity entity, ...)
{
  g_autoptr (ModelRecord) record = model_record_new (entity);
  const char *column;
  va_list args;

  va_start (args, entity);
  while ((column = va_arg (args, const char *)) != NULL)
    model_record_set_canonical (record, column, va_arg (args, const char *));
  va_end (args);
  return app_preferences_test_apply (test, work_change_save_new ("test.save", record));
}

static char *
id_text (gint64 id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

/* One student of long ago. */
static gint64
add_year (Test *test)
{
  gint64 year = save (test, MODEL_ENTITY_SCHOOL_YEAR, "name", "2001-2002", "start", "2001-09-01",
                      "end", "2002-08-31", NULL);
  g_autofree char *year_id = id_text (year);
  g_autofree char *class_id = id_text (
      save (test, MODEL_ENTITY_CLASS_GROUP, "school_year_id", year_id, "name", "T1", NULL));
  g_autofree char *student = id_text (
      save (test, MODEL_ENTITY_STUDENT, "family_name", "Ancien", "given_name", "Paul", NULL));

  save (test, MODEL_ENTITY_ENROLMENT, "student_id", student, "class_group_id", class_id, NULL);
  return year;
}

static AppPreferencesPrivacy *
show (Test *test)
{
  return app_preferences_test_show_group (test, GTK_WIDGET (app_preferences_privacy_new ()));
}

static AppJobRow *
row_of (AppPreferencesPrivacy *group, gint64 year)
{
  AppJobRow *row;

  app_test_until (app_preferences_privacy_get_row (group, year) != NULL);
  row = app_preferences_privacy_get_row (group, year);
  g_assert_nonnull (row);
  return row;
}

/* Presses the year's button and answers the question. */
static void
answer (AppJobRow *row, const char *text)
{
  AdwMessageDialog *dialog;

  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (row), "Purge…"), "clicked");
  app_test_until (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  dialog = app_test_find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (dialog), "Students made anonymous: 1"));
  /* Not unless they are asked for, too. */
  g_assert_null (strstr (adw_message_dialog_get_body (dialog), "Contacts of companies"));
  gtk_editable_set_text (GTK_EDITABLE (app_test_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, 0)),
                         text);
  adw_message_dialog_response (dialog, "accept");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static const char *
family_name (Test *test, ModelRecord **student)
{
  g_autoptr (GPtrArray) students = app_preferences_test_records (test, MODEL_ENTITY_STUDENT);

  g_assert_cmpuint (students->len, ==, 1);
  g_set_object (student, students->pdata[0]);
  return model_record_get (*student, "family_name");
}

static void
test_purge (Test *test, gconstpointer data)
{
  gint64 year = add_year (test);
  AppPreferencesPrivacy *group = show (test);
  AppJobRow *row = row_of (group, year);
  g_autoptr (ModelRecord) student = NULL;

  answer (row, "2001-2002");
  app_test_until (app_job_row_get_text (row) != NULL && !app_job_row_is_running (row));
  g_assert_nonnull (strstr (app_job_row_get_text (row), "Purged."));
  g_assert_cmpstr (family_name (test, &student), ==, "Student");
  app_test_until (app_test_find_button (GTK_WIDGET (group), "Open") != NULL);
  g_assert_nonnull (app_test_find_button (GTK_WIDGET (group), "Open"));
  g_assert_cmpuint (test->n_changed, >, 0);
  app_preferences_test_wait (test);
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

/* A word too many or too few erases nobody. */
static void
test_other_word (Test *test, gconstpointer data)
{
  gint64 year = add_year (test);
  AppPreferencesPrivacy *group = show (test);
  AppJobRow *row = row_of (group, year);
  g_autoptr (ModelRecord) student = NULL;

  answer (row, "2001");
  app_test_until (app_job_row_get_text (row) != NULL);
  g_assert_nonnull (strstr (app_job_row_get_text (row), "Nothing was purged"));
  g_assert_false (app_job_row_is_running (row));
  g_assert_cmpstr (family_name (test, &student), ==, "Ancien");
  app_preferences_test_wait (test);
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

/* What stands against it is said at once, and nothing is asked. */
static void
test_nobody (Test *test, gconstpointer data)
{
  gint64 year = save (test, MODEL_ENTITY_SCHOOL_YEAR, "name", "2001-2002", "start", "2001-09-01",
                      "end", "2002-08-31", NULL);
  AppPreferencesPrivacy *group = show (test);
  AppJobRow *row = row_of (group, year);

  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (row), "Purge…"), "clicked");
  app_test_until (app_job_row_get_text (row) != NULL);
  g_assert_nonnull (strstr (app_job_row_get_text (row), "nothing to purge"));
  g_assert_null (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG));
  app_preferences_test_wait (test);
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

static void
test_read_only (Test *test, gconstpointer data)
{
  gint64 year = add_year (test);
  AppPreferencesPrivacy *group;
  AppJobRow *row;

  app_preferences_test_reopen_read_only (test);
  group = show (test);
  row = row_of (group, year);
  g_assert_false (gtk_widget_get_sensitive (app_test_find_button (GTK_WIDGET (row), "Purge…")));
  app_preferences_test_wait (test);
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

static void
test_journal (Test *test, gconstpointer data)
{
  AppPreferencesJournal *group;
  GtkWidget *act;
  g_autofree char *path = g_build_filename (test->folder, "journal.csv", NULL);
  g_autofree char *text = NULL;

  work_school_log_access (test->school, STORE_ACCESS_PRINT, MODEL_ENTITY_NONE, 0);
  work_school_log_access (test->school, STORE_ACCESS_OPEN, MODEL_ENTITY_STUDENT, 1);
  work_school_log_access (test->school, STORE_ACCESS_OPEN, MODEL_ENTITY_STUDENT, 2);
  group = app_preferences_test_show_group (test, GTK_WIDGET (app_preferences_journal_new ()));
  app_test_until (app_preferences_journal_get_n_lines (group) == 3);
  g_assert_cmpuint (app_preferences_journal_get_n_lines (group), ==, 3);
  /* The first of the acts: records that were opened. */
  act = app_test_find (GTK_WIDGET (group), ADW_TYPE_COMBO_ROW, 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (act), 1);
  app_test_until (app_preferences_journal_get_n_lines (group) == 2);
  g_assert_cmpuint (app_preferences_journal_get_n_lines (group), ==, 2);
  app_preferences_journal_write (group, path);
  app_test_until (test->said != NULL);
  g_assert_cmpstr (test->said, ==, "The log of accesses is written.");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  app_preferences_test_wait (test);
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

static gpointer
fill_log (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  store_connection_execute (
      connection,
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250)"
      " INSERT INTO access_log (at, author, seat, act) SELECT '2001-02-03T04:05:06Z', 'A', 'pc',"
      " 'print' FROM n",
      error);
  return NULL;
}

static void
type_into (AppPreferencesJournal *group, guint entry, const char *text)
{
  gtk_editable_set_text (
      GTK_EDITABLE (app_test_find (GTK_WIDGET (group), ADW_TYPE_ENTRY_ROW, entry)), text);
}

static GtkWidget *
find_more (AppPreferencesJournal *group)
{
  GtkWidget *row;

  for (guint i = 0; (row = app_test_find (GTK_WIDGET (group), ADW_TYPE_ACTION_ROW, i)) != NULL; i++)
    if (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), "Show _Older Lines")
        == 0)
      return row;
  return NULL;
}

/* By day and by name; the older ones when they are asked for. */
static void
test_journal_narrowed (Test *test, gconstpointer data)
{
  gint64 student =
      save (test, MODEL_ENTITY_STUDENT, "family_name", "Ancien", "given_name", "Paul", NULL);
  AppPreferencesJournal *group;
  g_autoptr (GError) error = NULL;

  store_queue_run (work_school_get_queue (test->school), fill_log, NULL, NULL, &error);
  g_assert_no_error (error);
  work_school_log_access (test->school, STORE_ACCESS_OPEN, MODEL_ENTITY_STUDENT, student);
  group = app_preferences_test_show_group (test, GTK_WIDGET (app_preferences_journal_new ()));
  app_test_until (app_preferences_journal_get_n_lines (group) == 100);
  for (guint n = 200; n <= 300; n += 100)
    {
      g_signal_emit_by_name (find_more (group), "activated");
      app_test_until (app_preferences_journal_get_n_lines (group) == MIN (n, 251));
    }
  g_assert_null (find_more (group));

  type_into (group, 1, "anci");
  app_test_until (app_preferences_journal_get_n_lines (group) == 1);
  type_into (group, 1, "");
  type_into (group, 0, "3/2/2001");
  app_test_until (app_preferences_journal_get_n_lines (group) == 100);
  type_into (group, 0, "4/2/2001");
  app_test_until (app_preferences_journal_get_n_lines (group) == 0);
  /* What is no day hides nothing, and is told. */
  type_into (group, 0, "31/2/2001");
  app_test_until (app_preferences_journal_get_n_lines (group) == 100);
  g_assert_true (gtk_widget_has_css_class (
      app_test_find (GTK_WIDGET (group), ADW_TYPE_ENTRY_ROW, 0), "error"));
  app_preferences_test_wait (test);
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  APP_PREFERENCES_ADD ("/app/preferences-privacy/purge", test_purge);
  APP_PREFERENCES_ADD ("/app/preferences-privacy/other-word", test_other_word);
  APP_PREFERENCES_ADD ("/app/preferences-privacy/nobody", test_nobody);
  APP_PREFERENCES_ADD ("/app/preferences-privacy/read-only", test_read_only);
  APP_PREFERENCES_ADD ("/app/preferences-privacy/journal", test_journal);
  APP_PREFERENCES_ADD ("/app/preferences-privacy/journal-narrowed", test_journal_narrowed);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-test.h"

#include <glib/gstdio.h>

#include "app-field-row.h"
#include "work-demo.h"

static void
on_changed_cb (AppPreferences *preferences, AppPreferencesTest *test)
{
  test->n_changed++;
}

static void
on_said_cb (AppPreferences *preferences,
            const char *text,
            const char *operation_id,
            AppPreferencesTest *test)
{
  g_free (test->said);
  g_free (test->undoable);
  test->said = g_strdup (text);
  test->undoable = g_strdup (operation_id);
}

static void
open_school (AppPreferencesTest *test, StoreOpenMode mode)
{
  g_autoptr (GError) error = NULL;

  test->school = work_school_open (test->path, mode, &error);
  g_assert_no_error (error);
  test->preferences = app_preferences_new (test->school, 0);
  g_signal_connect (test->preferences, "changed", G_CALLBACK (on_changed_cb), test);
  g_signal_connect (test->preferences, "said", G_CALLBACK (on_said_cb), test);
}

static void
close_school (AppPreferencesTest *test)
{
  app_preferences_test_wait (test);
  g_assert_finalize_object (g_steal_pointer (&test->preferences));
  work_school_close (test->school);
  store_queue_join (work_school_get_queue (test->school));
  g_clear_object (&test->school);
}

void
app_preferences_test_set_up (AppPreferencesTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  test->folder = g_dir_make_tmp ("paraphe-preferences-XXXXXX", &error);
  g_assert_no_error (error);
  test->path = g_build_filename (test->folder, "school.paraphe", NULL);
  work_new_create (test->path, &error);
  g_assert_no_error (error);
  open_school (test, STORE_OPEN_WRITE);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

void
app_preferences_test_tear_down (AppPreferencesTest *test, gconstpointer data)
{
  close_school (test);
  remove_folder (test->folder);
  g_free (test->folder);
  g_free (test->path);
  g_free (test->said);
  g_free (test->undoable);
}

/* All that was asked for is answered, and what follows from it. */
void
app_preferences_test_wait (AppPreferencesTest *test)
{
  app_test_until (!app_preferences_is_busy (test->preferences));
}

static void
on_reloaded_cb (AppPreferences *preferences, AppPreferencesPart *part)
{
  app_preferences_part_load (part, preferences);
}

/* Puts a group of the preferences, or a page, on the screen and lets it read what it shows. */
GtkWidget *
app_preferences_test_show (AppPreferencesTest *test, GtkWidget *group)
{
  g_signal_connect_object (test->preferences, "reloaded", G_CALLBACK (on_reloaded_cb), group, 0);
  app_preferences_reload (test->preferences);
  app_preferences_test_wait (test);
  return app_test_show (group);
}

/* The same for a group whose rows wrap their words: on a page, which scrolls. */
gpointer
app_preferences_test_show_group (AppPreferencesTest *test, GtkWidget *group)
{
  GtkWidget *page = adw_preferences_page_new ();

  g_signal_connect_object (test->preferences, "reloaded", G_CALLBACK (on_reloaded_cb), group, 0);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  app_test_show (page);
  app_preferences_reload (test->preferences);
  app_preferences_test_wait (test);
  return group;
}

void
app_preferences_test_hide_group (GtkWidget *group)
{
  app_test_destroy (gtk_widget_get_ancestor (group, ADW_TYPE_PREFERENCES_PAGE));
}

/* Before anything is shown: the same school, for reading only. */
void
app_preferences_test_reopen_read_only (AppPreferencesTest *test)
{
  close_school (test);
  open_school (test, STORE_OPEN_READ);
}

/* What another seat does meanwhile; nobody is told. */
gint64
app_preferences_test_apply (AppPreferencesTest *test, WorkChange *change)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply (test->school, change, &error);

  g_assert_no_error (error);
  return done->id;
}

GPtrArray *
app_preferences_test_records (AppPreferencesTest *test, ModelEntity entity)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records =
      work_school_read (test->school, work_query_records_new (entity, NULL, NULL), &error);

  g_assert_no_error (error);
  return records;
}

ModelSettings *
app_preferences_test_settings (AppPreferencesTest *test)
{
  g_autoptr (GError) error = NULL;
  ModelSettings *settings = work_school_read (test->school, work_query_settings_new (), &error);

  g_assert_no_error (error);
  return settings;
}

/* Types into the field of a row and leaves it. */
void
app_preferences_test_type (GtkWidget *part, const char *text)
{
  AppFieldEditor *editor = app_field_row_get_editor (APP_FIELD_ROW (part));

  gtk_editable_set_text (GTK_EDITABLE (app_field_editor_get_control (editor)), text);
  app_form_part_flush (APP_FORM_PART (part));
}

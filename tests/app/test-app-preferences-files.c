/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-files.h"
#include "app-preferences-test.h"
#include "model-file-name.h"
#include "work-settings.h"

#include <string.h>

typedef AppPreferencesTest Test;

static GtkEditable *
get_entry (AppPreferencesFiles *group)
{
  return GTK_EDITABLE (
      app_setting_row_get_control (app_preferences_files_get_row (group), MODEL_FILE_NAME_SETTING));
}

static void
assert_kept (Test *test, const char *value)
{
  g_autoptr (ModelSettings) settings = app_preferences_test_settings (test);

  g_assert_cmpstr (model_settings_get (settings, MODEL_FILE_NAME_SETTING), ==, value);
}

/* What is typed shows what it gives, before it is kept. */
static void
test_name (Test *test, gconstpointer data)
{
  AppPreferencesFiles *group = app_preferences_files_new ();
  AppSettingRow *row = app_preferences_files_get_row (group);
  const char *usual = model_setting_find (MODEL_FILE_NAME_SETTING)->value;

  app_preferences_test_show (test, GTK_WIDGET (group));
  g_assert_cmpstr (gtk_editable_get_text (get_entry (group)), ==, usual);
  g_assert_cmpstr (app_preferences_files_get_example (group), ==,
                   "2MELEC/MARTIN Léa - Garage Roux.docx");
  gtk_editable_set_text (get_entry (group), "{annee}/{nom}");
  g_assert_cmpstr (app_preferences_files_get_example (group), ==, "2026-2027/MARTIN.docx");
  assert_kept (test, usual);
  app_setting_row_flush (row);
  app_preferences_test_wait (test);
  assert_kept (test, "{annee}/{nom}");
  app_preferences_undo (test->preferences, NULL);
  app_preferences_test_wait (test);
  g_assert_cmpstr (gtk_editable_get_text (get_entry (group)), ==, usual);
  app_test_destroy (GTK_WIDGET (group));
}

/* A wrong one is told while it is typed, and refused at the row. */
static void
test_wrong_name (Test *test, gconstpointer data)
{
  AppPreferencesFiles *group = app_preferences_files_new ();
  AppSettingRow *row = app_preferences_files_get_row (group);

  app_preferences_test_show (test, GTK_WIDGET (group));
  gtk_editable_set_text (get_entry (group), "{clase}/{nom}");
  g_assert_nonnull (strstr (app_preferences_files_get_example (group), "{clase}"));
  app_setting_row_flush (row);
  app_preferences_test_wait (test);
  g_assert_nonnull (strstr (app_setting_row_get_note (row), "{clase}"));
  assert_kept (test, model_setting_find (MODEL_FILE_NAME_SETTING)->value);
  gtk_editable_set_text (get_entry (group), "{nom}");
  app_setting_row_flush (row);
  app_preferences_test_wait (test);
  g_assert_null (app_setting_row_get_note (row));
  assert_kept (test, "{nom}");
  app_test_destroy (GTK_WIDGET (group));
}

/* A click on a field writes it where the cursor is. */
static void
test_fields (Test *test, gconstpointer data)
{
  AppPreferencesFiles *group = app_preferences_files_new ();
  guint n;
  const ModelFileField *fields = model_file_field_list (&n);

  app_preferences_test_show (test, GTK_WIDGET (group));
  gtk_editable_set_text (get_entry (group), "A/B");
  gtk_editable_set_position (get_entry (group), 2);
  for (guint i = 0; i < 2; i++)
    g_signal_emit_by_name (app_preferences_files_get_field (group, i), "activated");
  app_preferences_test_wait (test);
  g_assert_cmpstr (gtk_editable_get_text (get_entry (group)), ==, "A/{classe}{nom}B");
  assert_kept (test, "A/{classe}{nom}B");
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *written = g_strdup_printf ("{%s}", fields[i].word);

      g_assert_cmpstr (adw_preferences_row_get_title (
                           ADW_PREFERENCES_ROW (app_preferences_files_get_field (group, i))),
                       ==, written);
    }
  app_test_destroy (GTK_WIDGET (group));
}

static void
test_read_only (Test *test, gconstpointer data)
{
  AppPreferencesFiles *group = app_preferences_files_new ();

  app_preferences_test_reopen_read_only (test);
  app_preferences_test_show (test, GTK_WIDGET (group));
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (get_entry (group))));
  g_signal_emit_by_name (app_preferences_files_get_field (group, 0), "activated");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (group)), ==,
                   model_setting_find (MODEL_FILE_NAME_SETTING)->value);
  app_test_destroy (GTK_WIDGET (group));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  APP_PREFERENCES_ADD ("/app/preferences-files/name", test_name);
  APP_PREFERENCES_ADD ("/app/preferences-files/wrong-name", test_wrong_name);
  APP_PREFERENCES_ADD ("/app/preferences-files/fields", test_fields);
  APP_PREFERENCES_ADD ("/app/preferences-files/read-only", test_read_only);
  return g_test_run ();
}

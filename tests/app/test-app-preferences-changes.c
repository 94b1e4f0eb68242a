/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-field-row.h"
#include "app-note-bin.h"
#include "app-note.h"
#include "app-preferences-test.h"
#include "work-settings.h"

/* What all groups of the preferences share: changes, refusals, undo, and reading. */

typedef AppPreferencesTest Test;

static WorkChange *
late (const char *days)
{
  return work_change_setting_new ("deadline.late", days);
}

static int
late_days (Test *test)
{
  return model_settings_get_int (app_preferences_get_settings (test->preferences), "deadline.late");
}

static void
on_reloaded_cb (AppPreferences *preferences, guint *n)
{
  (*n)++;
}

static void
test_apply (Test *test, gconstpointer data)
{
  guint n_reloaded = 0;

  g_signal_connect (test->preferences, "reloaded", G_CALLBACK (on_reloaded_cb), &n_reloaded);
  g_assert_true (app_preferences_get_school (test->preferences) == test->school);
  g_assert_cmpint (app_preferences_get_year (test->preferences), ==, 0);
  g_assert_cmpint (late_days (test), ==, 7);
  app_preferences_apply (test->preferences, late ("3"), NULL);
  g_assert_true (app_preferences_is_busy (test->preferences));
  app_preferences_test_wait (test);
  g_assert_cmpint (late_days (test), ==, 3);
  g_assert_cmpuint (test->n_changed, ==, 1);
  g_assert_cmpuint (n_reloaded, ==, 1);
  g_assert_null (test->said);
  /* The same again changes nothing: the window of the school has nothing to read. */
  app_preferences_apply (test->preferences, late ("3"), NULL);
  app_preferences_test_wait (test);
  g_assert_cmpuint (test->n_changed, ==, 1);
}

/* Several at once: all are done, and what is read last is what holds. */
static void
test_many (Test *test, gconstpointer data)
{
  for (guint i = 1; i <= 20; i++)
    {
      g_autofree char *days = g_strdup_printf ("%u", i);

      app_preferences_apply (test->preferences, late (days), NULL);
    }
  app_preferences_test_wait (test);
  g_assert_cmpint (late_days (test), ==, 20);
  g_assert_cmpuint (test->n_changed, ==, 20);
}

static void
test_refused_nowhere (Test *test, gconstpointer data)
{
  app_preferences_apply (test->preferences, late ("-1"), NULL);
  app_preferences_test_wait (test);
  g_assert_nonnull (strstr (test->said, "whole number from 0 to 365"));
  g_assert_null (test->undoable);
  g_assert_cmpuint (test->n_changed, ==, 0);
}

static void
test_refused_at_a_bin (Test *test, gconstpointer data)
{
  GtkWidget *bin = app_note_bin_new ();

  app_test_show (bin);
  app_preferences_apply (test->preferences, late ("-1"), bin);
  app_preferences_test_wait (test);
  g_assert_nonnull (strstr (app_note_bin_get_note (APP_NOTE_BIN (bin)), "whole number"));
  g_assert_null (test->said);
  app_preferences_apply (test->preferences, late ("1"), bin);
  app_preferences_test_wait (test);
  g_assert_null (app_note_bin_get_note (APP_NOTE_BIN (bin)));
  app_test_destroy (bin);
}

static void
test_refused_at_a_field (Test *test, gconstpointer data)
{
  GtkWidget *list = gtk_list_box_new ();
  AppFieldRow *row = app_field_row_new (model_field_find ("school.name"));
  GtkWidget *note;

  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (row));
  app_test_show (list);
  for (guint i = 0; i < 2; i++)
    {
      app_preferences_apply (test->preferences, late ("-1"), GTK_WIDGET (row));
      app_preferences_test_wait (test);
      note = app_test_find (GTK_WIDGET (row), APP_TYPE_NOTE, 0);
      g_assert_nonnull (strstr (app_note_get_text (APP_NOTE (note)), "whole number"));
      /* Said once, however often it is refused. */
      g_assert_null (app_test_find (GTK_WIDGET (row), APP_TYPE_NOTE, 1));
    }
  app_preferences_apply (test->preferences, late ("1"), GTK_WIDGET (row));
  app_preferences_test_wait (test);
  g_assert_null (app_test_find (GTK_WIDGET (row), APP_TYPE_NOTE, 0));
  app_test_destroy (list);
}

/* The window is closed before the answer comes: it is done all the same, and nobody is told. */
static void
test_closed_meanwhile (Test *test, gconstpointer data)
{
  GtkWidget *bin = app_note_bin_new ();

  app_test_show (bin);
  app_preferences_apply (test->preferences, late ("-1"), bin);
  app_preferences_apply (test->preferences, late ("5"), bin);
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (bin)));
  app_preferences_test_wait (test);
  g_assert_cmpint (late_days (test), ==, 5);
  g_assert_null (test->said);
  g_assert_cmpuint (test->n_changed, ==, 1);
}

static void
test_say_and_undo (Test *test, gconstpointer data)
{
  g_autofree char *operation = NULL;

  app_preferences_apply_and_say (test->preferences, late ("3"), NULL, "Three days");
  app_preferences_test_wait (test);
  g_assert_cmpstr (test->said, ==, "Three days");
  operation = g_strdup (test->undoable);
  g_assert_nonnull (operation);
  app_preferences_undo (test->preferences, operation);
  app_preferences_test_wait (test);
  g_assert_cmpint (late_days (test), ==, 7);
  g_assert_cmpstr (test->said, ==, "Undone: change of settings");
  g_assert_cmpuint (test->n_changed, ==, 2);
  /* Once more it cannot be. */
  app_preferences_undo (test->preferences, operation);
  app_preferences_test_wait (test);
  g_assert_cmpstr (test->said, ==, "This was undone already.");
  app_preferences_redo (test->preferences);
  app_preferences_test_wait (test);
  g_assert_cmpint (late_days (test), ==, 3);
  g_assert_cmpstr (test->said, ==, "Redone: change of settings");
}

static void
test_nothing_to_undo (Test *test, gconstpointer data)
{
  app_preferences_undo (test->preferences, NULL);
  app_preferences_test_wait (test);
  g_assert_cmpstr (test->said, ==, "There is nothing to undo.");
  app_preferences_redo (test->preferences);
  app_preferences_test_wait (test);
  g_assert_cmpstr (test->said, ==, "There is nothing to redo.");
  g_assert_cmpuint (test->n_changed, ==, 0);
}

typedef struct
{
  gint64 id;
  guint n;
} Heard;

static void
on_done (gpointer target, gint64 id)
{
  Heard *heard = g_object_get_data (G_OBJECT (target), "heard");

  heard->id = id;
  heard->n++;
}

static void
on_read (gpointer target, gpointer result)
{
  g_autoptr (GPtrArray) records = result;
  Heard *heard = g_object_get_data (G_OBJECT (target), "heard");

  heard->id = records->len;
  heard->n++;
}

/* Whoever asks is held until the answer is there. */
static void
test_then (Test *test, gconstpointer data)
{
  GObject *target = g_object_new (G_TYPE_OBJECT, NULL);
  Heard heard = { 0, 0 };
  g_autoptr (GPtrArray) years = NULL;

  g_object_add_weak_pointer (target, (gpointer *) &target);
  g_object_set_data (target, "heard", &heard);
  app_preferences_apply_then (test->preferences,
                              work_change_row_add_new (MODEL_ENTITY_SCHOOL_YEAR, 0), NULL, on_done,
                              target);
  app_preferences_read (test->preferences, work_query_records_new (MODEL_ENTITY_STEP, NULL, NULL),
                        on_read, target);
  g_object_unref (target);
  g_assert_nonnull (target);
  app_preferences_test_wait (test);
  g_assert_null (target);
  g_assert_cmpuint (heard.n, ==, 2);
  g_assert_cmpint (heard.id, ==, 5);
  years = app_preferences_test_records (test, MODEL_ENTITY_SCHOOL_YEAR);
  g_assert_cmpuint (years->len, ==, 2);
}

/* What is refused makes nothing to go on with. */
static void
test_then_refused (Test *test, gconstpointer data)
{
  g_autoptr (GObject) target = g_object_new (G_TYPE_OBJECT, NULL);
  Heard heard = { 0, 0 };

  g_object_set_data (target, "heard", &heard);
  app_preferences_apply_then (test->preferences, late ("-1"), NULL, on_done, target);
  app_preferences_test_wait (test);
  g_assert_cmpuint (heard.n, ==, 0);
  g_assert_nonnull (test->said);
}

/* What cannot be read is said, and what was shown stays. */
static void
test_read_fails (Test *test, gconstpointer data)
{
  g_autoptr (GObject) target = g_object_new (G_TYPE_OBJECT, NULL);
  Heard heard = { 0, 0 };

  g_object_set_data (target, "heard", &heard);
  app_preferences_read (test->preferences, work_query_record_new (MODEL_ENTITY_STEP, 4711), on_read,
                        target);
  app_preferences_test_wait (test);
  g_assert_cmpuint (heard.n, ==, 0);
  g_assert_nonnull (test->said);
}

/* Asked twice while it is being read: read twice, not once for each that asks. */
static void
test_reload (Test *test, gconstpointer data)
{
  guint n_reloaded = 0;

  g_signal_connect (test->preferences, "reloaded", G_CALLBACK (on_reloaded_cb), &n_reloaded);
  for (guint i = 0; i < 10; i++)
    app_preferences_reload (test->preferences);
  app_preferences_test_wait (test);
  g_assert_cmpuint (n_reloaded, ==, 2);
}

static void
test_read_only (Test *test, gconstpointer data)
{
  app_preferences_test_reopen_read_only (test);
  g_assert_true (app_preferences_is_read_only (test->preferences));
  app_preferences_undo (test->preferences, NULL);
  app_preferences_redo (test->preferences);
  g_assert_false (app_preferences_is_busy (test->preferences));
  app_preferences_apply (test->preferences, late ("3"), NULL);
  app_preferences_test_wait (test);
  g_assert_nonnull (test->said);
  g_assert_cmpint (late_days (test), ==, 7);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  APP_PREFERENCES_ADD ("/app/preferences-changes/apply", test_apply);
  APP_PREFERENCES_ADD ("/app/preferences-changes/many", test_many);
  APP_PREFERENCES_ADD ("/app/preferences-changes/refused-nowhere", test_refused_nowhere);
  APP_PREFERENCES_ADD ("/app/preferences-changes/refused-at-a-bin", test_refused_at_a_bin);
  APP_PREFERENCES_ADD ("/app/preferences-changes/refused-at-a-field", test_refused_at_a_field);
  APP_PREFERENCES_ADD ("/app/preferences-changes/closed-meanwhile", test_closed_meanwhile);
  APP_PREFERENCES_ADD ("/app/preferences-changes/say-and-undo", test_say_and_undo);
  APP_PREFERENCES_ADD ("/app/preferences-changes/nothing-to-undo", test_nothing_to_undo);
  APP_PREFERENCES_ADD ("/app/preferences-changes/then", test_then);
  APP_PREFERENCES_ADD ("/app/preferences-changes/then-refused", test_then_refused);
  APP_PREFERENCES_ADD ("/app/preferences-changes/read-fails", test_read_fails);
  APP_PREFERENCES_ADD ("/app/preferences-changes/reload", test_reload);
  APP_PREFERENCES_ADD ("/app/preferences-changes/read-only", test_read_only);
  return g_test_run ();
}

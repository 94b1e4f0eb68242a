/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-field-row.h"
#include "app-note-bin.h"
#include "app-note-holder.h"
#include "app-note.h"
#include "app-preferences-lock.h"
#include "app-preferences-school.h"
#include "app-preferences-test.h"
#include "work-settings.h"

/* Who the school is, and its logo. */

typedef AppPreferencesTest Test;

static AppPreferencesSchool *
show (Test *test)
{
  AppPreferencesSchool *page = app_preferences_school_new ();

  app_preferences_test_show (test, GTK_WIDGET (page));
  return page;
}

static ModelRecord *
read_school (Test *test)
{
  g_autoptr (GPtrArray) schools = app_preferences_test_records (test, MODEL_ENTITY_SCHOOL);

  g_assert_cmpuint (schools->len, ==, 1);
  return g_object_ref (schools->pdata[0]);
}

static void
type (Test *test, AppPreferencesSchool *page, const char *key, const char *text)
{
  app_preferences_test_type (GTK_WIDGET (app_preferences_school_get_part (page, key)), text);
  app_preferences_test_wait (test);
}

static char *
note_under (AppPreferencesSchool *page, const char *key)
{
  GtkWidget *part = GTK_WIDGET (app_preferences_school_get_part (page, key));
  GtkWidget *note = app_test_find (part, APP_TYPE_NOTE, 0);

  return note != NULL ? g_strdup (app_note_get_text (APP_NOTE (note))) : NULL;
}

/* Each field of the catalogue is there: but the logo, which has a place of its own. */
static void
test_all_fields (Test *test, gconstpointer data)
{
  const ModelEntityInfo *info = model_entity_info (MODEL_ENTITY_SCHOOL);
  AppPreferencesSchool *page = show (test);

  for (guint i = 0; i < info->n_fields; i++)
    g_assert_true ((app_preferences_school_get_part (page, info->fields[i].key) != NULL)
                   == (info->fields[i].type != MODEL_TYPE_BYTES));
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_change (Test *test, gconstpointer data)
{
  AppPreferencesSchool *page = show (test);
  g_autoptr (ModelRecord) school = NULL, undone = NULL;

  type (test, page, "school.name", "Lycée Élise-Combarel");
  type (test, page, "school.postcode", "81955");
  type (test, page, "school.board_date", "29/09/2026");
  school = read_school (test);
  g_assert_cmpstr (model_record_get (school, "name"), ==, "Lycée Élise-Combarel");
  g_assert_cmpstr (model_record_get (school, "postcode"), ==, "81955");
  g_assert_cmpstr (model_record_get (school, "board_date"), ==, "2026-09-29");
  g_assert_cmpuint (test->n_changed, ==, 3);
  app_preferences_undo (test->preferences, NULL);
  app_preferences_test_wait (test);
  undone = read_school (test);
  g_assert_null (model_record_get (undone, "board_date"));
  app_test_destroy (GTK_WIDGET (page));
}

/* A school has a name: that it cannot go is said where it was taken away. */
static void
test_refused (Test *test, gconstpointer data)
{
  AppPreferencesSchool *page = show (test);
  g_autofree char *refused = NULL, *again = NULL;

  type (test, page, "school.name", "");
  refused = note_under (page, "school.name");
  g_assert_cmpstr (refused, ==, "The school needs a name. Write it.");
  type (test, page, "school.name", "Lycée");
  again = note_under (page, "school.name");
  g_assert_null (again);
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_wrong_value (Test *test, gconstpointer data)
{
  AppPreferencesSchool *page = show (test);
  g_autofree char *note = NULL;

  type (test, page, "school.uai", "0750001A");
  note = note_under (page, "school.uai");
  g_assert_nonnull (note);
  g_assert_cmpuint (test->n_changed, ==, 0);
  app_test_destroy (GTK_WIDGET (page));
}

/* ---- the logo ---- */

static char *
write_picture (Test *test, int width, int height)
{
  g_autofree guchar *pixels = g_malloc0 ((gsize) width * (gsize) height * 4);
  g_autoptr (GBytes) bytes = g_bytes_new (pixels, (gsize) width * (gsize) height * 4);
  g_autoptr (GdkTexture) texture =
      gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8A8, bytes, (gsize) width * 4);
  char *path = g_build_filename (test->folder, "logo.png", NULL);

  g_assert_true (gdk_texture_save_to_png (texture, path));
  return path;
}

static void
load (Test *test, AppPreferencesSchool *page, const char *path)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "preferences.load-logo", "s", path);
}

static void
test_logo (Test *test, gconstpointer data)
{
  AppPreferencesSchool *page = show (test);
  g_autofree char *path = write_picture (test, 40, 30);
  g_autoptr (ModelRecord) with = NULL, without = NULL;

  g_assert_null (app_preferences_school_get_logo (page));
  load (test, page, path);
  app_test_until (app_preferences_school_get_logo (page) != NULL);
  app_preferences_test_wait (test);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (app_preferences_school_get_logo (page)), ==,
                   40);
  with = read_school (test);
  g_assert_nonnull (model_record_get (with, "logo"));
  gtk_widget_activate_action (GTK_WIDGET (page), "preferences.remove-logo", NULL);
  app_preferences_test_wait (test);
  g_assert_null (app_preferences_school_get_logo (page));
  without = read_school (test);
  g_assert_null (model_record_get (without, "logo"));
  g_assert_cmpstr (test->said, ==, "Logo removed");
  app_preferences_undo (test->preferences, test->undoable);
  app_preferences_test_wait (test);
  g_assert_nonnull (app_preferences_school_get_logo (page));
  app_test_destroy (GTK_WIDGET (page));
}

/* A file that only calls itself a picture, and one whose middle is missing. */
static void
test_wrong_logo (Test *test, gconstpointer data)
{
  AppPreferencesSchool *page = show (test);
  g_autofree char *path = write_picture (test, 40, 30), *text = NULL, *content = NULL;
  gsize size;

  text = g_build_filename (test->folder, "text.png", NULL);
  g_file_set_contents (text, "no picture", -1, NULL);
  load (test, page, text);
  app_test_until (app_preferences_school_get_note (page) != NULL);
  g_assert_cmpstr (app_preferences_school_get_note (page), ==,
                   "This file is no PNG or JPEG picture. Choose another.");
  g_file_get_contents (path, &content, &size, NULL);
  memset (content + 34, 0, size - 34 - 12);
  g_file_set_contents (path, content, (gssize) size, NULL);
  load (test, page, path);
  app_test_until (
      g_strcmp0 (app_preferences_school_get_note (page), "This picture is damaged. Choose another.")
      == 0);
  g_assert_null (app_preferences_school_get_logo (page));
  g_assert_cmpuint (test->n_changed, ==, 0);
  app_test_destroy (GTK_WIDGET (page));
}

/* ---- nothing can be changed ---- */

static void
test_read_only (Test *test, gconstpointer data)
{
  AppPreferencesSchool *page;
  GtkWidget *lock;

  app_preferences_test_reopen_read_only (test);
  page = show (test);
  lock = app_test_find (GTK_WIDGET (page), APP_TYPE_PREFERENCES_LOCK, 0);
  app_preferences_part_load (APP_PREFERENCES_PART (lock), test->preferences);
  g_assert_true (gtk_widget_get_visible (lock));
  g_assert_true (app_preferences_is_read_only (test->preferences));
  load (test, page, "/no/such/file.png");
  g_assert_null (app_preferences_school_get_note (page));
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_lock (Test *test, gconstpointer data)
{
  GtkWidget *lock = app_preferences_lock_new ();

  app_preferences_test_show (test, lock);
  g_assert_false (gtk_widget_get_visible (lock));
  app_test_destroy (lock);
}

static void
test_note_bin (Test *test, gconstpointer data)
{
  GtkWidget *bin = app_note_bin_new ();

  app_test_show (bin);
  g_assert_false (gtk_widget_get_visible (bin));
  app_note_holder_set_note (APP_NOTE_HOLDER (bin), "No.");
  g_assert_true (gtk_widget_get_visible (bin));
  g_assert_cmpstr (app_note_bin_get_note (APP_NOTE_BIN (bin)), ==, "No.");
  app_note_holder_set_note (APP_NOTE_HOLDER (bin), NULL);
  g_assert_false (gtk_widget_get_visible (bin));
  g_assert_null (app_note_bin_get_note (APP_NOTE_BIN (bin)));
  app_test_destroy (bin);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  APP_PREFERENCES_ADD ("/app/preferences-school/all-fields", test_all_fields);
  APP_PREFERENCES_ADD ("/app/preferences-school/change", test_change);
  APP_PREFERENCES_ADD ("/app/preferences-school/refused", test_refused);
  APP_PREFERENCES_ADD ("/app/preferences-school/wrong-value", test_wrong_value);
  APP_PREFERENCES_ADD ("/app/preferences-school/logo", test_logo);
  APP_PREFERENCES_ADD ("/app/preferences-school/wrong-logo", test_wrong_logo);
  APP_PREFERENCES_ADD ("/app/preferences-school/read-only", test_read_only);
  APP_PREFERENCES_ADD ("/app/preferences-school/lock", test_lock);
  APP_PREFERENCES_ADD ("/app/preferences-school/note-bin", test_note_bin);
  return g_test_run ();
}

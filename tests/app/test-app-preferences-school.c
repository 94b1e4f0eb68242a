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

/* Who the school is, and its pictures. */

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

/* Each field of the catalogue is there; pictures have rows of their own. */
static void
test_all_fields (Test *test, gconstpointer data)
{
  const ModelEntityInfo *info = model_entity_info (MODEL_ENTITY_SCHOOL);
  AppPreferencesSchool *page = show (test);

  for (guint i = 0; i < info->n_fields; i++)
    {
      gboolean is_picture = info->fields[i].type == MODEL_TYPE_BYTES;

      g_assert_true ((app_preferences_school_get_part (page, info->fields[i].key) != NULL)
                     == !is_picture);
      g_assert_true (
          (app_preferences_school_get_picture (page, model_field_column (&info->fields[i])) != NULL)
          == is_picture);
    }
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

/* ---- pictures ---- */

static char *
write_picture (Test *test, int width, int height)
{
  g_autofree guchar *pixels = g_malloc0 ((gsize) width * (gsize) height * 4);
  g_autoptr (GBytes) bytes = g_bytes_new (pixels, (gsize) width * (gsize) height * 4);
  g_autoptr (GdkTexture) texture =
      gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8A8, bytes, (gsize) width * 4);
  char *path = g_build_filename (test->folder, "picture.png", NULL);

  g_assert_true (gdk_texture_save_to_png (texture, path));
  return path;
}

static void
load (AppPictureRow *row, const char *path)
{
  gtk_widget_activate_action (GTK_WIDGET (row), "picture.load", "s", path);
}

/* Each is kept in its own place: chosen, removed, and back when that is undone. */
static void
test_pictures (Test *test, gconstpointer data)
{
  static const char *const columns[] = { "logo", "signature", "stamp" };
  AppPreferencesSchool *page = show (test);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      AppPictureRow *row = app_preferences_school_get_picture (page, columns[i]);
      g_autofree char *path = write_picture (test, 40 + (int) i, 30);
      g_autoptr (ModelRecord) with = NULL, without = NULL;

      g_assert_null (app_picture_row_get_picture (row));
      load (row, path);
      app_test_until (app_picture_row_get_picture (row) != NULL);
      app_preferences_test_wait (test);
      g_assert_cmpint (gdk_paintable_get_intrinsic_width (app_picture_row_get_picture (row)), ==,
                       40 + (int) i);
      with = read_school (test);
      g_assert_nonnull (model_record_get (with, columns[i]));
      gtk_widget_activate_action (GTK_WIDGET (row), "picture.remove", NULL);
      app_preferences_test_wait (test);
      g_assert_null (app_picture_row_get_picture (row));
      without = read_school (test);
      for (guint j = 0; j < G_N_ELEMENTS (columns); j++)
        g_assert_true ((model_record_get (without, columns[j]) != NULL) == (j < i));
      g_assert_cmpstr (test->said, ==, "Picture removed");
      app_preferences_undo (test->preferences, test->undoable);
      app_preferences_test_wait (test);
      g_assert_nonnull (app_picture_row_get_picture (row));
    }
  app_test_destroy (GTK_WIDGET (page));
}

/* Each says which name templates call it by. */
static void
test_names (Test *test, gconstpointer data)
{
  const ModelEntityInfo *info = model_entity_info (MODEL_ENTITY_SCHOOL);
  AppPreferencesSchool *page = show (test);

  for (guint i = 0; i < info->n_fields; i++)
    {
      AppPictureRow *row =
          app_preferences_school_get_picture (page, model_field_column (&info->fields[i]));
      g_autofree char *explanation = NULL;

      if (row == NULL)
        continue;
      g_object_get (row, "explanation", &explanation, NULL);
      g_assert_nonnull (strstr (explanation, info->fields[i].merge));
      g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                       info->fields[i].label);
    }
  app_test_destroy (GTK_WIDGET (page));
}

/* A file that only calls itself a picture, and one whose middle is missing. */
static void
test_wrong_picture (Test *test, gconstpointer data)
{
  AppPreferencesSchool *page = show (test);
  AppPictureRow *row = app_preferences_school_get_picture (page, "stamp");
  g_autofree char *path = write_picture (test, 40, 30), *text = NULL, *content = NULL;
  gsize size;

  text = g_build_filename (test->folder, "text.png", NULL);
  g_file_set_contents (text, "no picture", -1, NULL);
  load (row, text);
  app_test_until (app_picture_row_get_note (row) != NULL);
  g_assert_cmpstr (app_picture_row_get_note (row), ==,
                   "This file is no PNG or JPEG picture. Choose another.");
  g_file_get_contents (path, &content, &size, NULL);
  memset (content + 34, 0, size - 34 - 12);
  g_file_set_contents (path, content, (gssize) size, NULL);
  load (row, path);
  app_test_until (
      g_strcmp0 (app_picture_row_get_note (row), "This picture is damaged. Choose another.") == 0);
  g_assert_null (app_picture_row_get_picture (row));
  g_assert_cmpuint (test->n_changed, ==, 0);
  app_test_destroy (GTK_WIDGET (page));
}

/* ---- nothing can be changed ---- */

static void
test_read_only (Test *test, gconstpointer data)
{
  AppPreferencesSchool *page;
  AppPictureRow *row;
  GtkWidget *lock;

  app_preferences_test_reopen_read_only (test);
  page = show (test);
  lock = app_test_find (GTK_WIDGET (page), APP_TYPE_PREFERENCES_LOCK, 0);
  app_preferences_part_load (APP_PREFERENCES_PART (lock), test->preferences);
  g_assert_true (gtk_widget_get_visible (lock));
  g_assert_true (app_preferences_is_read_only (test->preferences));
  row = app_preferences_school_get_picture (page, "logo");
  load (row, "/no/such/file.png");
  g_assert_null (app_picture_row_get_note (row));
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
  APP_PREFERENCES_ADD ("/app/preferences-school/pictures", test_pictures);
  APP_PREFERENCES_ADD ("/app/preferences-school/names", test_names);
  APP_PREFERENCES_ADD ("/app/preferences-school/wrong-picture", test_wrong_picture);
  APP_PREFERENCES_ADD ("/app/preferences-school/read-only", test_read_only);
  APP_PREFERENCES_ADD ("/app/preferences-school/lock", test_lock);
  APP_PREFERENCES_ADD ("/app/preferences-school/note-bin", test_note_bin);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-examination.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base-date.h"
#include "store-error.h"
#include "work-error.h"
#include "work-fixture.h"

/* Once a day on each seat, and nothing is written into what is damaged. */

#define PAGE 4096

static char *
notes_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "paraphe", "examined.ini", NULL);
}

static void
forget (void)
{
  g_autofree char *path = notes_path ();

  g_unlink (path);
}

/* How many databases were looked at today. */
static guint
count_notes (void)
{
  g_autofree char *path = notes_path ();
  g_autofree char *today = base_date_today_iso ();
  g_autoptr (GKeyFile) notes = g_key_file_new ();
  g_auto (GStrv) keys = NULL;
  guint n = 0;

  g_key_file_load_from_file (notes, path, G_KEY_FILE_NONE, NULL);
  keys = g_key_file_get_keys (notes, "examined", NULL, NULL);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *day = g_key_file_get_string (notes, "examined", keys[i], NULL);

      g_assert_cmpstr (day, ==, today);
      n++;
    }
  return n;
}

/* The last page of the file is lost, behind the back of who has it open; on its file or on a copy
 * that takes its place. */
static void
damage (WorkFixture *fixture, gboolean in_place)
{
  g_autofree char *content = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (fixture->path, &content, &size, NULL));
  memset (content + size - PAGE, 0x5a, PAGE);
  if (in_place)
    {
      FILE *file = g_fopen (fixture->path, "r+");

      g_assert_cmpuint (fwrite (content, 1, size, file), ==, size);
      g_assert_cmpint (fclose (file), ==, 0);
    }
  else
    g_assert_true (g_file_set_contents (fixture->path, content, (gssize) size, NULL));
}

static WorkSchool *
open_school (WorkFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  WorkSchool *school = work_school_open (fixture->path, STORE_OPEN_WRITE, &error);

  g_assert_no_error (error);
  return school;
}

static void
close_school (WorkSchool *school)
{
  work_school_close (school);
  store_queue_join (work_school_get_queue (school));
  g_object_unref (school);
}

static void
reopen (WorkFixture *fixture)
{
  close_school (fixture->school);
  fixture->school = open_school (fixture);
}

static void
test_sound (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *path = notes_path ();
  g_autofree char *text = NULL;
  GStatBuf status;

  forget ();
  g_assert_true (work_school_examine (fixture->school, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_notes (), ==, 1);
  /* A path tells where somebody's work is: it is not in the notes, and they are nobody else's. */
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, "paraphe"));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0077, ==, 0);

  work_school_examine_async (fixture->school, NULL, work_fixture_on_result_cb, &result);
  g_assert_true (work_school_examine_finish (fixture->school, work_fixture_wait (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_notes (), ==, 1);
  g_assert_false (work_school_is_read_only (fixture->school));
}

/* The second time of a day costs nothing: not even a damage is seen. */
static void
test_once_a_day (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *path = notes_path ();
  g_autofree char *text = NULL;
  g_autofree char *today = base_date_today_iso ();
  g_autoptr (GString) yesterday = NULL;
  g_autoptr (GError) error = NULL;

  forget ();
  g_assert_true (work_school_examine (fixture->school, NULL, &error));
  close_school (fixture->school);
  damage (fixture, TRUE);
  fixture->school = open_school (fixture);
  g_assert_true (work_school_examine (fixture->school, NULL, &error));
  g_assert_no_error (error);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  yesterday = g_string_new (text);
  g_assert_cmpuint (g_string_replace (yesterday, today, "2026-01-01", 0), ==, 1);
  g_assert_true (g_file_set_contents (path, yesterday->str, -1, NULL));
  reopen (fixture);
  g_assert_false (work_school_examine (fixture->school, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CORRUPT);
}

/* A file that takes the place of one that was looked at is another. */
static void
test_another_file (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  forget ();
  g_assert_true (work_school_examine (fixture->school, NULL, &error));
  close_school (fixture->school);
  damage (fixture, FALSE);
  fixture->school = open_school (fixture);
  g_assert_false (work_school_examine (fixture->school, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CORRUPT);
}

static void
test_damaged (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (WorkDone) done = NULL;

  forget ();
  close_school (fixture->school);
  damage (fixture, TRUE);
  fixture->school = open_school (fixture);
  work_school_examine_async (fixture->school, NULL, work_fixture_on_result_cb, &result);
  g_assert_false (
      work_school_examine_finish (fixture->school, work_fixture_wait (&result), &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "open the last good copy of it"));
  g_assert_true (work_school_is_read_only (fixture->school));
  g_assert_cmpstr (work_school_get_read_only_reason (fixture->school), ==, error->message);
  g_clear_error (&error);
  g_assert_cmpuint (count_notes (), ==, 0);

  overview = work_school_load (fixture->school, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (overview->lines->len, ==, 6);
  done = work_school_apply (
      fixture->school,
      work_change_delete_new ("student.delete", MODEL_ENTITY_STUDENT, fixture->students[2]),
      &error);
  g_assert_null (done);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, "this database is damaged"));
}

/* Where no notes can be kept it is looked at each time, and works all the same. */
static void
test_no_notes (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *path = notes_path ();
  g_autofree char *inside = g_build_filename (path, "occupied", NULL);
  g_autoptr (GError) error = NULL;

  forget ();
  g_assert_cmpint (g_mkdir_with_parents (inside, 0700), ==, 0);
  g_assert_true (work_school_examine (fixture->school, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_rmdir (inside), ==, 0);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

#define ADD(path, test) \
  g_test_add (path, WorkFixture, NULL, work_fixture_set_up, test, work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *state = g_dir_make_tmp ("paraphe-state-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("/work/examination/sound", test_sound);
  ADD ("/work/examination/once-a-day", test_once_a_day);
  ADD ("/work/examination/another-file", test_another_file);
  ADD ("/work/examination/damaged", test_damaged);
  ADD ("/work/examination/no-notes", test_no_notes);
  result = g_test_run ();
  work_fixture_remove_folder (state);
  return result;
}

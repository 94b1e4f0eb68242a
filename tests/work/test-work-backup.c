/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "base-date.h"
#include "store-document.h"
#include "store-error.h"
#include "store-seal-private.h"
#include "work-backup.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-settings.h"

/* A base is backed up with its documents, once a day, and it is said when it is not. */

#define PHRASE "sept jours en forêt"

static WorkJob *
back_up (WorkFixture *fixture, WorkBackupWish wish, GError **error)
{
  g_autoptr (WorkJob) job = work_backup_new (fixture->school, &wish);

  return work_job_run (job, NULL, error) ? g_steal_pointer (&job) : NULL;
}

static void
back_up_well (WorkFixture *fixture, WorkBackupWish wish, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkJob) job = back_up (fixture, wish, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, n);
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 0);
}

static void
expect_refusal (WorkFixture *fixture, WorkBackupWish wish, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkJob) job = back_up (fixture, wish, &error);

  g_assert_null (job);
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, says));
}

static guint
n_backups (const char *folder)
{
  g_autoptr (GPtrArray) list = work_backup_list (folder, NULL);

  return list->len;
}

static WorkBackupState *
get_state (WorkFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  WorkBackupState *state;

  work_backup_get_state_async (fixture->school, NULL, work_fixture_on_result_cb, &result);
  state = work_backup_get_state_finish (work_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return state;
}

static void
set (WorkFixture *fixture, const char *name, const char *value)
{
  work_done_free (work_fixture_apply (fixture, work_change_setting_new (name, value)));
}

/* One a day by itself, as many as are wanted by hand. */
static void
test_daily (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = work_backup_folder (fixture->path, NULL);
  g_autoptr (WorkBackupState) before = get_state (fixture);
  g_autoptr (WorkBackupState) after = NULL;
  g_autoptr (WorkBackupState) changed = NULL;
  GStatBuf status;

  g_assert_true (before->is_due);
  g_assert_true (before->is_daily);
  g_assert_true (before->is_changed);
  g_assert_cmpint (before->days, ==, -1);
  g_assert_false (before->is_late);
  back_up_well (fixture, (WorkBackupWish){ .if_due = TRUE }, 1);
  back_up_well (fixture, (WorkBackupWish){ .if_due = TRUE }, 0);
  g_assert_cmpuint (n_backups (folder), ==, 1);
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  back_up_well (fixture, (WorkBackupWish){ 0 }, 1);
  back_up_well (fixture, (WorkBackupWish){ .reason = WORK_BACKUP_RESTORE }, 1);
  g_assert_cmpuint (n_backups (folder), ==, 3);

  after = get_state (fixture);
  g_assert_false (after->is_due);
  g_assert_false (after->is_changed);
  g_assert_cmpint (after->days, ==, 0);
  g_assert_cmpstr (after->folder, ==, folder);
  /* Older than what is saved now. */
  {
    GFile *file = g_file_new_for_path (after->last->path);

    g_file_set_attribute_uint64 (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, 1000000, 0, NULL, NULL);
    g_object_unref (file);
  }
  changed = get_state (fixture);
  g_assert_true (changed->is_changed);
}

/* The last one is old: that is told, when anything has changed since. */
static void
test_late (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = work_backup_folder (fixture->path, NULL);
  g_autofree char *path = g_build_filename (folder, "2020-01-31_0800.paraphe-backup", NULL);
  g_autoptr (WorkBackupState) late = NULL;
  g_autoptr (WorkBackupState) never = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  g_file_set_attribute_uint64 (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, 1580000000, 0, NULL, NULL);
  late = get_state (fixture);
  g_assert_true (late->is_late);
  g_assert_cmpint (late->days, >, 1000);
  set (fixture, "backup.late", "0");
  never = get_state (fixture);
  g_assert_false (never->is_late);
}

static void
test_elsewhere (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *stick = g_build_filename (fixture->folder, "stick", NULL);
  g_autofree char *name = g_path_get_basename (fixture->path);
  g_autofree char *expected = g_strdup_printf ("%s/%s.backups", stick, name);
  g_autofree char *found = work_backup_folder (fixture->path, stick);

  g_assert_cmpstr (found, ==, expected);
  set (fixture, "backup.folder", stick);
  expect_refusal (fixture, (WorkBackupWish){ 0 }, "stick");
  g_assert_false (g_file_test (stick, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_mkdir (stick, 0700), ==, 0);
  back_up_well (fixture, (WorkBackupWish){ 0 }, 1);
  g_assert_cmpuint (n_backups (expected), ==, 1);
  work_fixture_assert_refused (fixture, work_change_setting_new ("backup.folder", "stick"),
                               "folder", NULL);
  if (geteuid () != 0)
    {
      g_chmod (expected, 0500);
      expect_refusal (fixture, (WorkBackupWish){ 0 }, name);
      g_chmod (expected, 0700);
    }
}

static void
put (const char *folder, const char *name, gint64 modified)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  g_assert_true (g_file_set_attribute_uint64 (file, G_FILE_ATTRIBUTE_TIME_MODIFIED,
                                              (guint64) modified, 0, NULL, NULL));
}

/* One was made while the clock was years ahead: it keeps none of today from being made, nor from
 * being kept. */
static void
test_clock_set_back (WorkFixture *fixture, gconstpointer data)
{
  static const char ahead[] = "2999-01-01_0800.paraphe-backup";
  g_autofree char *folder = work_backup_folder (fixture->path, NULL);
  g_autofree char *day = base_date_today_iso ();
  g_autofree char *end = NULL;
  g_autoptr (WorkBackupState) before = NULL;
  g_autoptr (WorkBackupState) after = NULL;
  g_autoptr (GPtrArray) list = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  put (folder, ahead, G_GINT64_CONSTANT (32472144000));
  before = get_state (fixture);
  g_assert_true (before->is_due);
  g_assert_true (before->is_changed);
  g_assert_null (before->last);
  g_assert_cmpint (before->days, ==, -1);
  back_up_well (fixture, (WorkBackupWish){ .if_due = TRUE }, 1);
  after = get_state (fixture);
  g_assert_nonnull (after->last);
  /* All of them, and of these the last that is not ahead. */
  g_assert_cmpuint (after->backups->len, ==, 2);
  g_assert_true (after->last == after->backups->pdata[1]);
  /* What was made before something grave is of today: it outlives the rotation. */
  back_up_well (fixture, (WorkBackupWish){ .reason = WORK_BACKUP_PURGE }, 1);
  back_up_well (fixture, (WorkBackupWish){ 0 }, 1);
  back_up_well (fixture, (WorkBackupWish){ 0 }, 1);
  list = work_backup_list (folder, NULL);
  g_assert_cmpstr (((WorkBackup *) list->pdata[0])->name, ==, ahead);
  end = base_date_today_iso ();
  if (!g_str_equal (day, end))
    {
      g_test_skip ("Midnight went by");
      return;
    }
  g_assert_false (after->is_due);
  g_assert_cmpuint (list->len, ==, 5);
  back_up_well (fixture, (WorkBackupWish){ .if_due = TRUE }, 0);
}

/* A file stands where the folder would be, or where a drive was: one sentence that names it. */
static void
test_no_folder (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = work_backup_folder (fixture->path, NULL);
  g_autofree char *stick = g_build_filename (fixture->folder, "stick", NULL);
  g_autoptr (WorkBackupState) state = NULL;

  g_assert_true (g_file_set_contents (folder, "x", 1, NULL));
  state = get_state (fixture);
  g_assert_nonnull (state->problem);
  g_assert_nonnull (strstr (state->problem, folder));
  g_assert_true (state->is_due);
  expect_refusal (fixture, (WorkBackupWish){ 0 }, folder);
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_set_contents (stick, "x", 1, NULL));
  set (fixture, "backup.folder", stick);
  expect_refusal (fixture, (WorkBackupWish){ 0 }, "stick");
  /* Pulled out after the first one: the next says so, and the folder is not made anew. */
  g_assert_cmpint (g_unlink (stick), ==, 0);
  g_assert_cmpint (g_mkdir (stick, 0700), ==, 0);
  back_up_well (fixture, (WorkBackupWish){ 0 }, 1);
  work_fixture_remove_folder (stick);
  expect_refusal (fixture, (WorkBackupWish){ 0 }, "stick");
  g_assert_false (g_file_test (stick, G_FILE_TEST_EXISTS));
}

/* As many as are wanted in one minute, each with a name of its own; what a dead seat left goes. */
static void
test_names (WorkFixture *fixture, gconstpointer data)
{
  static const char dead[] = "2026-01-01_0800.paraphe-backup.01234567.part";
  g_autofree char *folder = work_backup_folder (fixture->path, NULL);
  g_autofree char *path = g_build_filename (folder, dead, NULL);
  g_autofree char *stranger = g_build_filename (folder, "mine.part", NULL);
  g_autofree char *day = base_date_today_iso ();
  g_autofree char *end = NULL;
  guint n = 0;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  put (folder, dead, 1580000000);
  put (folder, "mine.part", 1580000000);
  for (guint i = 1; i <= 12; i++)
    {
      back_up_well (fixture,
                    (WorkBackupWish){ i % 3 == 0 ? WORK_BACKUP_RESTORE : WORK_BACKUP_DAILY, NULL,
                                      NULL, FALSE },
                    1);
      n = n_backups (folder);
    }
  end = base_date_today_iso ();
  /* Of a day that is over the last one stays. */
  if (g_str_equal (day, end))
    g_assert_cmpuint (n, ==, 12);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (stranger, G_FILE_TEST_EXISTS));
}

/* ---- documents ---- */

typedef struct
{
  const char *content;
  char *sha256;
} Document;

static gpointer
add_document (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Document *document = data;
  g_autoptr (StoreOperation) operation = store_operation_new ("test", "document.attach");
  g_autoptr (GBytes) bytes = g_bytes_new (document->content, strlen (document->content));
  g_autoptr (ModelRecord) record = store_document_add (connection, 0, "other", document->content,
                                                       "application/pdf", bytes, operation, error);

  if (record == NULL)
    return NULL;
  document->sha256 = g_strdup (model_record_get (record, "sha256"));
  return document->sha256;
}

static char *
add (WorkFixture *fixture, const char *content)
{
  Document document = { content, NULL };
  g_autoptr (GError) error = NULL;

  store_queue_run (work_school_get_queue (fixture->school), add_document, &document, NULL, &error);
  g_assert_no_error (error);
  return document.sha256;
}

static char *
path_of (const char *folder, const char *sha256)
{
  return g_strdup_printf ("%s/%.2s/%s.pdf", folder, sha256, sha256);
}

/* Each once; what is there is never written over; what lacks is told and hinders nothing. */
static void
test_documents (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = work_backup_folder (fixture->path, NULL);
  g_autofree char *kept = g_strconcat (fixture->path, ".documents", NULL);
  g_autofree char *copied = g_build_filename (folder, "documents", NULL);
  g_autofree char *one = add (fixture, "%PDF one");
  g_autofree char *two = add (fixture, "%PDF two");
  g_autofree char *three = add (fixture, "%PDF three");
  g_autofree char *one_copied = path_of (copied, one);
  g_autofree char *two_kept = path_of (kept, two);
  g_autofree char *three_kept = path_of (kept, three);
  g_autofree char *three_copied = path_of (copied, three);
  g_autofree char *content = NULL;
  WorkBackupWish wish = { 0 };
  g_autoptr (WorkJob) job = work_backup_new (fixture->school, &wish);
  g_autoptr (WorkJob) again = work_backup_new (fixture->school, &wish);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_unlink (two_kept), ==, 0);
  g_assert_true (g_file_set_contents (three_kept, "altered", -1, NULL));
  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_PARTIAL);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 1);
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 2);
  g_assert_false (g_file_test (three_copied, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (one_copied, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "%PDF one");

  g_assert_true (g_file_set_contents (one_copied, "mine", -1, NULL));
  g_assert_false (work_job_run (again, NULL, NULL));
  g_free (g_steal_pointer (&content));
  g_assert_true (g_file_get_contents (one_copied, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "mine");
}

/* Nothing of what is encrypted can be read in the folder, documents and their digests included. */
static void
test_sealed (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = work_backup_folder (fixture->path, NULL);
  g_autofree char *sha256 = add (fixture, "%PDF secret");
  g_autofree char *output = NULL;
  g_autofree char *command = g_strdup_printf ("find '%s' -type f", folder);
  g_auto (GStrv) files = NULL;
  g_autoptr (GPtrArray) list = NULL;

  back_up_well (fixture, (WorkBackupWish){ .passphrase = PHRASE }, 1);
  back_up_well (fixture, (WorkBackupWish){ .passphrase = PHRASE }, 1);
  list = work_backup_list (folder, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_true (((WorkBackup *) list->pdata[0])->is_sealed);
  g_assert_true (g_spawn_command_line_sync (command, &output, NULL, NULL, NULL));
  g_assert_null (strstr (output, sha256));
  files = g_strsplit (g_strstrip (output), "\n", -1);
  /* One document: it was not copied twice. */
  g_assert_cmpuint (g_strv_length (files), ==, 3);
  for (guint i = 0; files[i] != NULL; i++)
    g_assert_true (store_seal_is_sealed (files[i]));
  expect_refusal (fixture, (WorkBackupWish){ .passphrase = "court" }, "12");
}

/* Another passphrase from one day to the next: each opens its own with its documents, and the check
 * tells which it cannot look into. */
static void
test_passphrase_changed (WorkFixture *fixture, gconstpointer data)
{
  static const char *const phrases[] = { PHRASE, "une tout autre phrase" };
  g_autofree char *folder = work_backup_folder (fixture->path, NULL);

  g_free (add (fixture, "%PDF secret"));
  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    back_up_well (fixture, (WorkBackupWish){ .passphrase = phrases[i] }, 1);
  g_assert_cmpuint (n_backups (folder), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) problems =
          work_backup_check (fixture->school, phrases[i], NULL, &error);

      g_assert_no_error (error);
      for (guint j = 0; j < problems->len; j++)
        g_test_message ("%s", (char *) problems->pdata[j]);
      g_assert_cmpuint (problems->len, >=, 1);
      g_assert_nonnull (strstr (problems->pdata[0], ".paraphe-backup"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  _store_seal_set_cost (crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN);
  g_test_add ("/work/backup/daily", WorkFixture, NULL, work_fixture_set_up, test_daily,
              work_fixture_tear_down);
  g_test_add ("/work/backup/late", WorkFixture, NULL, work_fixture_set_up, test_late,
              work_fixture_tear_down);
  g_test_add ("/work/backup/elsewhere", WorkFixture, NULL, work_fixture_set_up, test_elsewhere,
              work_fixture_tear_down);
  g_test_add ("/work/backup/clock-set-back", WorkFixture, NULL, work_fixture_set_up,
              test_clock_set_back, work_fixture_tear_down);
  g_test_add ("/work/backup/no-folder", WorkFixture, NULL, work_fixture_set_up, test_no_folder,
              work_fixture_tear_down);
  g_test_add ("/work/backup/names", WorkFixture, NULL, work_fixture_set_up, test_names,
              work_fixture_tear_down);
  g_test_add ("/work/backup/documents", WorkFixture, NULL, work_fixture_set_up, test_documents,
              work_fixture_tear_down);
  g_test_add ("/work/backup/sealed", WorkFixture, NULL, work_fixture_set_up, test_sealed,
              work_fixture_tear_down);
  g_test_add ("/work/backup/passphrase-changed", WorkFixture, NULL, work_fixture_set_up,
              test_passphrase_changed, work_fixture_tear_down);
  return g_test_run ();
}

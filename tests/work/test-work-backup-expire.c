/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "store-document.h"
#include "store-seal-private.h"
#include "store-vault-private.h"
#include "work-account.h"
#include "work-backup.h"
#include "work-fixture.h"
#include "work-restore.h"

/* Documents leave the backups with the last backup that names them, and never before. */

#define PHRASE "sept jours en forêt"
#define OTHER  "une autre phrase"

/* ---- documents of the base ---- */

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

  if (record != NULL)
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

static gpointer
drop_document (StoreConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("DELETE FROM document WHERE sha256 = '%s'", (const char *) data);

  return GINT_TO_POINTER (store_connection_execute (connection, sql, error));
}

/* As a purge leaves it: without the row and without the file. */
static void
purge (WorkFixture *fixture, const char *sha256)
{
  g_autofree char *path =
      g_strdup_printf ("%s.documents/%.2s/%s.pdf", fixture->path, sha256, sha256);
  g_autoptr (GError) error = NULL;

  store_queue_run (work_school_get_queue (fixture->school), drop_document, (gpointer) sha256, NULL,
                   &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* ---- backups ---- */

static char *
folder_of (WorkFixture *fixture)
{
  return work_backup_folder (fixture->path, NULL);
}

static char *
back_up (WorkFixture *fixture, const char *passphrase)
{
  WorkBackupWish wish = { .passphrase = passphrase };
  g_autoptr (WorkJob) job = work_backup_new (fixture->school, &wish);
  g_autoptr (GError) error = NULL;

  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (((WorkJobItem *) work_job_get_succeeded (job)->pdata[0])->path);
}

static gboolean
is_kept (WorkFixture *fixture, const char *sha256)
{
  g_autofree char *folder = folder_of (fixture);
  g_autofree char *path = g_strdup_printf ("%s/documents/%.2s/%s.pdf", folder, sha256, sha256);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static guint
n_files_below (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      n += g_file_test (child, G_FILE_TEST_IS_DIR) ? n_files_below (child) : 1;
    }
  return n;
}

static guint
n_documents (WorkFixture *fixture)
{
  g_autofree char *folder = folder_of (fixture);
  g_autofree char *documents = g_build_filename (folder, "documents", NULL);

  return n_files_below (documents);
}

/* A file beside the backups, or below. */
static void
put (WorkFixture *fixture, const char *name, const char *content)
{
  g_autofree char *folder = folder_of (fixture);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *above = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (above, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

static gboolean
is_there (WorkFixture *fixture, const char *name)
{
  g_autofree char *folder = folder_of (fixture);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
give_name (WorkFixture *fixture, const char *path, const char *name)
{
  g_autofree char *folder = folder_of (fixture);
  g_autofree char *to = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_rename (path, to), ==, 0);
}

static void
restore_well (WorkFixture *fixture, const char *backup, const char *passphrase)
{
  g_autoptr (WorkJob) job = work_restore_new (fixture->school, backup, passphrase, NULL);
  g_autoptr (GError) error = NULL;

  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 0);
}

/* ---- what goes and what stays ---- */

/* As long as one backup names it, it stays, and that backup can be put back with it. */
static void
test_plain (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "%PDF one");
  g_autofree char *two = add (fixture, "%PDF two");
  g_autofree char *first = back_up (fixture, NULL);
  g_autofree char *second = NULL, *third = NULL, *fourth = NULL;

  purge (fixture, two);
  second = back_up (fixture, NULL);
  g_assert_true (is_kept (fixture, one));
  g_assert_true (is_kept (fixture, two));
  g_assert_cmpint (g_unlink (first), ==, 0);
  third = back_up (fixture, NULL);
  g_assert_true (is_kept (fixture, one));
  g_assert_false (is_kept (fixture, two));
  /* What comes again is copied again. */
  g_free (add (fixture, "%PDF two"));
  fourth = back_up (fixture, NULL);
  g_assert_true (is_kept (fixture, two));
}

/* In a school with accounts, too: nobody signs in to a backup. */
static void
test_accounts (WorkFixture *fixture, gconstpointer data)
{
  WorkAccountChange *change = work_account_add_new (
      "martin", "Mme Martin", MODEL_ACCOUNT_ADMINISTRATOR, 0, "une phrase assez longue", FALSE);
  g_autofree char *one = add (fixture, "%PDF one");
  g_autofree char *two = add (fixture, "%PDF two");
  g_autofree char *first = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (work_school_apply_account (fixture->school, change, &error), !=, 0);
  g_assert_no_error (error);
  work_account_change_free (change);
  first = back_up (fixture, NULL);
  purge (fixture, two);
  g_free (back_up (fixture, NULL));
  g_assert_true (is_kept (fixture, two));
  g_assert_cmpint (g_unlink (first), ==, 0);
  g_free (back_up (fixture, NULL));
  g_assert_true (is_kept (fixture, one));
  g_assert_false (is_kept (fixture, two));
}

static void
test_restored (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "%PDF one");
  g_autofree char *first = back_up (fixture, NULL);
  g_autofree char *path = g_strdup_printf ("%s.documents/%.2s/%s.pdf", fixture->path, one, one);

  purge (fixture, one);
  g_free (back_up (fixture, NULL));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  restore_well (fixture, first, NULL);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (is_kept (fixture, one));
}

/* With the rotation: what goes is of the months before, what a month keeps stays. */
static void
test_rotated (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "%PDF one");
  g_autofree char *first = back_up (fixture, NULL);
  g_autofree char *second = NULL;

  give_name (fixture, first, "2020-01-30_0800.paraphe-backup");
  purge (fixture, one);
  second = back_up (fixture, NULL);
  give_name (fixture, second, "2020-01-31_0800.paraphe-backup");
  g_assert_true (is_there (fixture, "2020-01-30_0800.paraphe-backup"));
  g_assert_true (is_kept (fixture, one));
  /* Days, weeks and months enough for the thirtieth to be none of the last ones. */
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("2021-%02u-28_0800.paraphe-backup", i + 1);
      g_autofree char *path = back_up (fixture, NULL);

      give_name (fixture, path, name);
    }
  g_free (back_up (fixture, NULL));
  g_assert_false (is_there (fixture, "2020-01-30_0800.paraphe-backup"));
  g_assert_false (is_kept (fixture, one));
}

static void
test_sealed (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "%PDF one");
  g_autofree char *two = add (fixture, "%PDF two");
  g_autofree char *first = back_up (fixture, PHRASE);
  g_autofree char *third = NULL;

  purge (fixture, two);
  g_free (back_up (fixture, PHRASE));
  g_assert_cmpuint (n_documents (fixture), ==, 2);
  g_assert_cmpint (g_unlink (first), ==, 0);
  third = back_up (fixture, PHRASE);
  g_assert_cmpuint (n_documents (fixture), ==, 1);
  purge (fixture, one);
  restore_well (fixture, third, PHRASE);
  {
    g_autofree char *path = g_strdup_printf ("%s.documents/%.2s/%s.pdf", fixture->path, one, one);

    g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  }
}

/* Once they are encrypted, what lies about in the clear goes with the last that is not. */
static void
test_mixed (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "%PDF one");
  g_autofree char *plain = back_up (fixture, NULL);
  g_autofree char *sealed = back_up (fixture, PHRASE);
  g_autofree char *again = NULL;

  g_assert_cmpuint (n_documents (fixture), ==, 2);
  g_assert_true (is_kept (fixture, one));
  g_assert_cmpint (g_unlink (plain), ==, 0);
  g_free (back_up (fixture, PHRASE));
  g_assert_cmpuint (n_documents (fixture), ==, 1);
  g_assert_false (is_kept (fixture, one));
  /* Without the passphrase nobody knows what the others need. */
  again = back_up (fixture, NULL);
  g_assert_cmpuint (n_documents (fixture), ==, 2);
  restore_well (fixture, sealed, PHRASE);
}

/* ---- in doubt all stays ---- */

/* Each: what makes it doubtful, done before the backup that could remove. */
static void
test_damaged (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "%PDF one");
  g_autofree char *first = back_up (fixture, NULL);

  purge (fixture, one);
  g_free (back_up (fixture, NULL));
  g_assert_cmpint (truncate (first, 5000), ==, 0);
  g_free (back_up (fixture, NULL));
  g_assert_true (is_kept (fixture, one));
  g_assert_cmpint (g_unlink (first), ==, 0);
  g_free (back_up (fixture, NULL));
  g_assert_false (is_kept (fixture, one));
}

static void
test_other_passphrase (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "%PDF one");
  g_autofree char *first = back_up (fixture, PHRASE);

  purge (fixture, one);
  g_free (back_up (fixture, OTHER));
  g_assert_cmpuint (n_documents (fixture), ==, 1);
  restore_well (fixture, first, PHRASE);
  {
    g_autofree char *path = g_strdup_printf ("%s.documents/%.2s/%s.pdf", fixture->path, one, one);

    g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  }
}

/* One that a person has set apart under another name can be put back like any. */
static void
test_renamed (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "%PDF one");
  g_autofree char *two = add (fixture, "%PDF two");
  g_autofree char *first = back_up (fixture, NULL);
  g_autofree char *folder = folder_of (fixture);
  g_autofree char *apart = g_build_filename (folder, "avant les vacances", NULL);

  give_name (fixture, first, "avant les vacances");
  purge (fixture, one);
  g_free (back_up (fixture, NULL));
  g_assert_true (is_kept (fixture, one));
  g_assert_true (is_kept (fixture, two));
  restore_well (fixture, apart, NULL);
  g_assert_true (is_kept (fixture, one));
}

/* While another seat is making one, and for whatever died at it. */
static void
test_under_way (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "%PDF one");
  g_autofree char *first = back_up (fixture, NULL);
  g_autofree char *folder = folder_of (fixture);
  g_autofree char *part =
      g_build_filename (folder, "2026-01-01_0800.paraphe-backup.0123.part", NULL);

  put (fixture, "2026-01-01_0800.paraphe-backup.0123.part", "x");
  purge (fixture, one);
  g_assert_cmpint (g_unlink (first), ==, 0);
  g_free (back_up (fixture, NULL));
  g_assert_true (is_kept (fixture, one));
  g_assert_cmpint (g_unlink (part), ==, 0);
  g_free (back_up (fixture, NULL));
  g_assert_false (is_kept (fixture, one));
}

/* What has not the shape of a document of ours is none. */
static void
test_strangers (WorkFixture *fixture, gconstpointer data)
{
#define DIGEST "aa11111111111111111111111111111111111111111111111111111111111111"
  static const char *const strangers[] = {
    "notes.txt",
    "documents/liste.pdf",
    "documents/aa/liste.pdf",
    "documents/aa/" DIGEST,
    "documents/aa/" DIGEST "2.pdf",
    "documents/aa/" DIGEST ".pdf.0123.part",
    "documents/bb/" DIGEST ".pdf",
    "documents/aab/" DIGEST ".pdf",
    "documents/aa/" DIGEST ".odt/inside",
  };

  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    put (fixture, strangers[i], "x");
  put (fixture, "documents/aa/" DIGEST ".pdf", "of nobody");
  g_free (back_up (fixture, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      g_test_message ("%s", strangers[i]);
      g_assert_true (is_there (fixture, strangers[i]));
    }
  g_assert_false (is_there (fixture, "documents/aa/" DIGEST ".pdf"));
}

/* Given up in between, or by whoever may not write: as it was. */
static void
test_cancelled (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "%PDF one");
  g_autofree char *first = back_up (fixture, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  WorkBackupWish wish = { 0 };
  g_autoptr (WorkJob) job = work_backup_new (fixture->school, &wish);

  purge (fixture, one);
  g_assert_cmpint (g_unlink (first), ==, 0);
  g_cancellable_cancel (cancellable);
  g_assert_false (work_job_run (job, cancellable, NULL));
  g_assert_true (is_kept (fixture, one));
}

#define ADD(name, func)                                                                  \
  g_test_add ("/work/backup-expire/" name, WorkFixture, NULL, work_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  _store_seal_set_cost (crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN);
  _store_vault_set_cost (1, 8192);
  ADD ("plain", test_plain);
  ADD ("accounts", test_accounts);
  ADD ("restored", test_restored);
  ADD ("rotated", test_rotated);
  ADD ("sealed", test_sealed);
  ADD ("mixed", test_mixed);
  ADD ("damaged", test_damaged);
  ADD ("other-passphrase", test_other_passphrase);
  ADD ("renamed", test_renamed);
  ADD ("under-way", test_under_way);
  ADD ("strangers", test_strangers);
  ADD ("cancelled", test_cancelled);
  return g_test_run ();
}

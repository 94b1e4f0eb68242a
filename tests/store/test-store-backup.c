/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "store-backup.h"
#include "store-check.h"
#include "store-fixture.h"
#include "store-seal-private.h"

/* A backup is whole, is made beside others at work, and comes back into the open base. */

#define PHRASE "sept jours en forêt"

static const char *const count_query = "SELECT COUNT (*) FROM company";

static void
add_companies (StoreFixture *fixture, guint n)
{
  for (guint i = 0; i < n; i++)
    store_fixture_add (fixture->connection, MODEL_ENTITY_COMPANY, NULL);
}

static guint
n_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
on_progress (double fraction, gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  *last = fraction;
}

static void
test_plain (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *target = store_fixture_file (fixture, "one.paraphe-backup");
  g_autofree char *copy = store_fixture_file (fixture, "copy");
  g_autofree char *count = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) exists = NULL;
  double fraction = 0;
  StoreBackupWatch watch = { on_progress, &fraction, NULL };
  GStatBuf status;
  guint n;

  add_companies (fixture, 3);
  n = n_files (fixture->folder);
  store_backup_make (fixture->path, target, NULL, &watch, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (fraction, ==, 1);
  g_assert_cmpint (g_stat (target, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (n_files (fixture->folder), ==, n + 1);

  store_backup_read (target, copy, NULL, NULL, &error);
  g_assert_no_error (error);
  count = store_fixture_ask (copy, count_query);
  g_assert_cmpstr (count, ==, "3");
  g_assert_false (store_backup_make (fixture->path, target, NULL, NULL, &exists));
  g_assert_nonnull (exists);
}

static void
test_sealed (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *target = store_fixture_file (fixture, "one.paraphe-backup");
  g_autofree char *copy = store_fixture_file (fixture, "copy");
  g_autofree char *count = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (StoreSeal) seal = store_seal_new (PHRASE, NULL);
  g_autoptr (StoreSeal) other = store_seal_new ("une autre phrase", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) asked = NULL;
  g_autoptr (GError) wrong = NULL;
  gsize n;

  add_companies (fixture, 2);
  store_backup_make (fixture->path, target, seal, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (target, &bytes, &n, NULL));
  g_assert_null (g_strstr_len (bytes, (gssize) n, "SQLite format"));
  g_assert_false (store_backup_read (target, copy, NULL, NULL, &asked));
  g_assert_error (asked, STORE_ERROR, STORE_ERROR_PASSPHRASE);
  g_assert_false (store_backup_read (target, copy, other, NULL, &wrong));
  g_assert_error (wrong, STORE_ERROR, STORE_ERROR_PASSPHRASE);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_assert_true (store_backup_verify (target, seal, NULL, NULL));
  g_assert_true (store_backup_read (target, copy, seal, NULL, NULL));
  count = store_fixture_ask (copy, count_query);
  g_assert_cmpstr (count, ==, "2");
}

/* While the base is in the middle of a transaction, the backup has what was saved before. */
static gboolean
back_up_inside (StoreConnection *connection, gpointer data, GError **error)
{
  StoreFixture *fixture = data;
  g_autofree char *target = store_fixture_file (fixture, "inside");
  g_autofree char *count = NULL;

  add_companies (fixture, 2);
  if (!store_backup_make (fixture->path, target, NULL, NULL, error))
    return FALSE;
  count = store_fixture_ask (target, count_query);
  g_assert_cmpstr (count, ==, "1");
  return TRUE;
}

static void
test_beside_a_writer (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_companies (fixture, 1);
  store_connection_transaction (fixture->connection, back_up_inside, fixture, &error);
  g_assert_no_error (error);
}

/* A seat that saves between any two steps: the copy begins again, and ends all the same. */
typedef struct
{
  StoreFixture *fixture;
  guint n;
} Meddler;

static void
meddle (double fraction, gpointer data)
{
  Meddler *meddler = data;

  meddler->n++;
  add_companies (meddler->fixture, 1);
}

static void
test_restarts (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *target = store_fixture_file (fixture, "busy");
  g_autofree char *verdict = NULL;
  g_autoptr (GError) error = NULL;
  Meddler meddler = { fixture, 0 };
  StoreBackupWatch watch = { meddle, &meddler, NULL };

  /* Larger than a step. */
  store_fixture_sql (fixture->path, "INSERT INTO setting (version, name, value) VALUES"
                                    " (1, 'filler', hex (zeroblob (2000000)))");
  store_backup_make (fixture->path, target, NULL, &watch, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (meddler.n, >, 2);
  verdict = store_fixture_ask (target, "PRAGMA integrity_check");
  g_assert_cmpstr (verdict, ==, "ok");
}

static void
cancel (double fraction, gpointer data)
{
  g_cancellable_cancel (data);
}

/* Given up, refused or impossible: one sentence, nothing left. */
static void
test_nothing_left (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *target = store_fixture_file (fixture, "one");
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no", "one", NULL);
  g_autofree char *foreign = store_fixture_file (fixture, "foreign");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  StoreBackupWatch watch = { cancel, cancellable, cancellable };
  g_autoptr (GError) cancelled = NULL;
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) not_ours = NULL;
  guint n;

  store_fixture_sql (fixture->path, "INSERT INTO setting (version, name, value) VALUES"
                                    " (1, 'filler', hex (zeroblob (2000000)))");
  n = n_files (fixture->folder);
  g_assert_false (store_backup_make (fixture->path, target, NULL, &watch, &cancelled));
  g_assert_error (cancelled, STORE_ERROR, STORE_ERROR_CANCELLED);
  g_assert_false (store_backup_make (fixture->path, nowhere, NULL, NULL, &missing));
  g_assert_error (missing, STORE_ERROR, STORE_ERROR_CONNECTION);
  g_assert_cmpuint (n_files (fixture->folder), ==, n);
  store_fixture_sql (foreign, "CREATE TABLE t (a)");
  g_assert_false (store_backup_read (foreign, target, NULL, NULL, &not_ours));
  g_assert_error (not_ours, STORE_ERROR, STORE_ERROR_NOT_OURS);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
}

/* Into the live file: this seat, which has it open, sees the old content again. */
static void
test_put_back (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *backup = store_fixture_file (fixture, "backup");
  g_autofree char *copy = store_fixture_file (fixture, "copy");
  g_autofree char *before = NULL;
  g_autofree char *count = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf old, new;

  add_companies (fixture, 2);
  g_assert_true (store_backup_make (fixture->path, backup, NULL, NULL, NULL));
  add_companies (fixture, 5);
  before = store_fixture_ask_here (fixture->connection, count_query);
  g_assert_cmpstr (before, ==, "7");
  g_assert_cmpint (g_stat (fixture->path, &old), ==, 0);
  g_assert_true (store_backup_read (backup, copy, NULL, NULL, NULL));
  store_backup_put_back (copy, fixture->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (fixture->path, &new), ==, 0);
  g_assert_cmpuint (old.st_ino, ==, new.st_ino);
  count = store_fixture_ask_here (fixture->connection, count_query);
  g_assert_cmpstr (count, ==, "2");
  add_companies (fixture, 1);
  problems = store_check (fixture->connection, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
}

/* ---- what cannot be put back ---- */

static void
expect_unread (StoreFixture *fixture, const char *backup, StoreSeal *seal, int code)
{
  g_autofree char *copy = store_fixture_file (fixture, "unread");
  g_autofree char *name = g_path_get_basename (backup);
  g_autoptr (GError) read = NULL;
  g_autoptr (GError) verified = NULL;

  g_assert_false (store_backup_read (backup, copy, seal, NULL, &read));
  g_assert_error (read, STORE_ERROR, code);
  g_assert_nonnull (strstr (read->message, name));
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_assert_false (store_backup_verify (backup, seal, NULL, &verified));
  g_assert_error (verified, STORE_ERROR, code);
}

/* What a seal writes before its first chunk, and around each. */
#define SEALED_HEAD  (STORE_SEAL_HEAD_SIZE + 17)
#define SEALED_CHUNK (65536 + 17)

/* Cut at the border of any two chunks, and a byte beside it: never taken for whole. */
static void
test_sealed_borders (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *target = store_fixture_file (fixture, "one");
  g_autofree char *cut = store_fixture_file (fixture, "cut");
  g_autoptr (StoreSeal) seal = store_seal_new (PHRASE, NULL);
  g_autofree char *bytes = NULL;
  gsize n;
  guint n_cuts = 0;

  store_fixture_sql (fixture->path, "INSERT INTO setting (version, name, value) VALUES"
                                    " (1, 'filler', hex (zeroblob (100000)))");
  g_assert_true (store_backup_make (fixture->path, target, seal, NULL, NULL));
  g_assert_true (g_file_get_contents (target, &bytes, &n, NULL));
  for (gsize border = SEALED_HEAD; border < n; border += SEALED_CHUNK)
    for (gsize at = border - 1; at <= border + 1; at++)
      {
        g_assert_true (g_file_set_contents (cut, bytes, (gssize) at, NULL));
        expect_unread (fixture, cut, seal, STORE_ERROR_CORRUPT);
        n_cuts++;
      }
  g_assert_cmpuint (n_cuts, >, 9);
  g_assert_true (store_backup_verify (target, seal, NULL, NULL));
}

/* Chunks that come in another order, twice, or of another backup under the same key. */
static void
test_sealed_order (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *one = store_fixture_file (fixture, "one");
  g_autofree char *two = store_fixture_file (fixture, "two");
  g_autofree char *mixed = store_fixture_file (fixture, "mixed");
  g_autoptr (StoreSeal) seal = store_seal_new (PHRASE, NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *others = NULL;
  g_autofree char *work = NULL;
  gsize n, n_others;

  store_fixture_sql (fixture->path, "INSERT INTO setting (version, name, value) VALUES"
                                    " (1, 'filler', hex (zeroblob (100000)))");
  g_assert_true (store_backup_make (fixture->path, one, seal, NULL, NULL));
  g_assert_true (store_backup_make (fixture->path, two, seal, NULL, NULL));
  g_assert_true (g_file_get_contents (one, &bytes, &n, NULL));
  g_assert_true (g_file_get_contents (two, &others, &n_others, NULL));
  g_assert_cmpuint (n, >, SEALED_HEAD + 2 * SEALED_CHUNK);
  g_assert_cmpuint (n, ==, n_others);
  for (guint i = 0; i < 3; i++)
    {
      const char *first = i == 0   ? bytes + SEALED_HEAD + SEALED_CHUNK
                          : i == 1 ? bytes + SEALED_HEAD
                                   : others + SEALED_HEAD;
      gsize to = i == 1 ? SEALED_HEAD + SEALED_CHUNK : SEALED_HEAD;

      g_free (work);
      work = g_memdup2 (bytes, n);
      memcpy (work + to, first, SEALED_CHUNK);
      g_assert_true (g_file_set_contents (mixed, work, (gssize) n, NULL));
      expect_unread (fixture, mixed, seal, STORE_ERROR_CORRUPT);
    }
}

/* In the clear: cut to whole pages, or with a page of nothing. */
static void
test_damaged (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *target = store_fixture_file (fixture, "one");
  g_autofree char *spoilt = store_fixture_file (fixture, "spoilt");
  g_autofree char *empty = store_fixture_file (fixture, "empty");
  g_autofree char *bytes = NULL;
  gsize n, page = 4096;

  g_assert_true (store_backup_make (fixture->path, target, NULL, NULL, NULL));
  g_assert_true (g_file_get_contents (target, &bytes, &n, NULL));
  g_assert_cmpuint (n % page, ==, 0);
  for (guint i = 1; i < 5; i++)
    {
      g_assert_true (g_file_set_contents (spoilt, bytes, (gssize) (i * page), NULL));
      expect_unread (fixture, spoilt, NULL, STORE_ERROR_CORRUPT);
    }
  memset (bytes + page, 0, page);
  g_assert_true (g_file_set_contents (spoilt, bytes, (gssize) n, NULL));
  expect_unread (fixture, spoilt, NULL, STORE_ERROR_CORRUPT);
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  expect_unread (fixture, empty, NULL, STORE_ERROR_NOT_OURS);
}

static void
test_newer (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *target = store_fixture_file (fixture, "one");
  g_autofree char *sealed = store_fixture_file (fixture, "sealed");
  g_autoptr (StoreSeal) seal = store_seal_new (PHRASE, NULL);

  g_assert_true (store_backup_make (fixture->path, target, NULL, NULL, NULL));
  store_fixture_sql (target, "PRAGMA user_version = 9999");
  expect_unread (fixture, target, NULL, STORE_ERROR_NEWER);
  g_assert_true (store_backup_make (target, sealed, seal, NULL, NULL));
  expect_unread (fixture, sealed, seal, STORE_ERROR_NEWER);
}

/* Where a link or a folder stands nothing is written, nor through the link. */
static void
test_taken (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *victim = store_fixture_file (fixture, "victim");
  g_autofree char *link = store_fixture_file (fixture, "link");
  g_autofree char *folder = store_fixture_file (fixture, "folder");
  g_autoptr (StoreSeal) seal = store_seal_new (PHRASE, NULL);
  const char *const targets[] = { link, folder };
  g_autofree char *content = NULL;
  guint n;

  g_assert_true (g_file_set_contents (victim, "mine", -1, NULL));
  g_assert_cmpint (symlink (victim, link), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  n = n_files (fixture->folder);
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    for (guint sealed = 0; sealed < 2; sealed++)
      {
        g_autoptr (GError) error = NULL;

        g_assert_false (
            store_backup_make (fixture->path, targets[i], sealed ? seal : NULL, NULL, &error));
        g_assert_error (error, STORE_ERROR, STORE_ERROR_CONNECTION);
      }
  g_assert_cmpuint (n_files (fixture->folder), ==, n);
  g_assert_true (g_file_get_contents (victim, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "mine");
}

/* What cannot be read leaves the base as it was. */
static void
test_put_back_refused (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *copy = store_fixture_file (fixture, "copy");
  g_autofree char *nowhere = store_fixture_file (fixture, "nowhere");
  g_autofree char *count = NULL;
  g_autoptr (GError) damaged = NULL;
  g_autoptr (GError) missing = NULL;

  add_companies (fixture, 3);
  g_assert_true (
      g_file_set_contents (copy, "no database at all, but long enough for a head", -1, NULL));
  g_assert_false (store_backup_put_back (copy, fixture->path, NULL, &damaged));
  g_assert_nonnull (damaged);
  g_assert_false (store_backup_put_back (nowhere, fixture->path, NULL, &missing));
  g_assert_nonnull (missing);
  g_assert_false (g_file_test (nowhere, G_FILE_TEST_EXISTS));
  count = store_fixture_ask_here (fixture->connection, count_query);
  g_assert_cmpstr (count, ==, "3");
  add_companies (fixture, 1);
}

int
main (int argc, char **argv)
{
  store_fixture_init (&argc, &argv);
  g_assert_cmpint (sodium_init (), >=, 0);
  _store_seal_set_cost (crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN);
  store_fixture_add_test ("/store/backup/plain", test_plain);
  store_fixture_add_test ("/store/backup/sealed", test_sealed);
  store_fixture_add_test ("/store/backup/beside-a-writer", test_beside_a_writer);
  store_fixture_add_test ("/store/backup/restarts", test_restarts);
  store_fixture_add_test ("/store/backup/nothing-left", test_nothing_left);
  store_fixture_add_test ("/store/backup/put-back", test_put_back);
  store_fixture_add_test ("/store/backup/sealed-borders", test_sealed_borders);
  store_fixture_add_test ("/store/backup/sealed-order", test_sealed_order);
  store_fixture_add_test ("/store/backup/damaged", test_damaged);
  store_fixture_add_test ("/store/backup/newer", test_newer);
  store_fixture_add_test ("/store/backup/taken", test_taken);
  store_fixture_add_test ("/store/backup/put-back-refused", test_put_back_refused);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store-connection-private.h"
#include "store-document.h"
#include "store-fixture.h"
#include "store-seats.h"
#include "store-sqlite-private.h"
#include "store-vfs-private.h"

/* Opening on a share; local files count as such here. */

static StoreConnection *
open_again (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  StoreConnection *connection = store_connection_open (fixture->path, STORE_OPEN_WRITE, &error);

  g_assert_no_error (error);
  return connection;
}

static void
test_shared (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) connection = open_again (fixture);
  g_autofree char *journal = g_strconcat (fixture->path, "-journal", NULL);

  g_assert_true (store_connection_is_shared (fixture->connection));
  g_assert_true (store_connection_is_shared (connection));
  g_assert_cmpfloat (store_connection_get_latency (connection), >, 0);
  g_assert_true (g_file_test (journal, G_FILE_TEST_IS_REGULAR));
}

static void
test_wal (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  store_connection_close (fixture->connection);
  store_fixture_sql (fixture->path, "PRAGMA journal_mode = WAL; DELETE FROM setting");
  before = store_fixture_footprint (fixture->folder);
  g_assert_null (store_connection_open (fixture->path, STORE_OPEN_WRITE, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, "WAL"));
  g_clear_error (&error);
  g_assert_null (store_connection_open (fixture->path, STORE_OPEN_READ, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
  after = store_fixture_footprint (fixture->folder);
  g_assert_cmpstr (before, ==, after);
}

static void
test_latency (void)
{
  static const struct
  {
    double milliseconds;
    gboolean warns;
    gboolean refuses;
  } cases[] = {
    { 0, FALSE, FALSE },  { 2.6, FALSE, FALSE },  { 20, FALSE, FALSE }, { 20.1, TRUE, FALSE },
    { 100, TRUE, FALSE }, { 100.1, FALSE, TRUE }, { 234, FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *warning = NULL;
      g_autofree char *reason = NULL;

      _store_sqlite_judge_latency (cases[i].milliseconds, "base", &warning, &reason);
      g_assert_cmpint (warning != NULL, ==, cases[i].warns);
      g_assert_cmpint (reason != NULL, ==, cases[i].refuses);
    }
}

/* The superuser may write anywhere: the children of these tests are nobody. */
static gboolean
as_nobody (void (*func) (const char *path), const char *path)
{
  int status = 0;
  pid_t child = fork ();

  if (child == 0)
    {
      if (geteuid () == 0 && (setgid (65534) != 0 || setuid (65534) != 0))
        _exit (77);
      func (path);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  if (WIFEXITED (status) && WEXITSTATUS (status) == 77)
    {
      g_test_skip ("cannot give up the superuser's rights here");
      return FALSE;
    }
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  return TRUE;
}

static void
says (const char *path, const char *part)
{
  g_autofree char *reason = _store_sqlite_try_writing (path);

  if (part == NULL ? reason != NULL : reason == NULL || strstr (reason, part) == NULL)
    {
      g_printerr ("%s: %s\n", part, reason);
      _exit (1);
    }
}

static void
expect_nothing (const char *path)
{
  says (path, NULL);
}

static void
expect_file (const char *path)
{
  says (path, "change this file");
}

static void
expect_journal (const char *path)
{
  says (path, "-journal”");
}

static void
expect_folder (const char *path)
{
  says (path, "no file can be made");
}

static void
test_rights (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *journal = g_strconcat (fixture->path, "-journal", NULL);

  g_chmod (fixture->folder, 0777);
  g_chmod (fixture->path, 0666);
  g_chmod (journal, 0666);
  if (!as_nobody (expect_nothing, fixture->path))
    return;
  g_chmod (journal, 0400);
  if (geteuid () == 0)
    as_nobody (expect_journal, fixture->path);
  g_unlink (journal);
  g_chmod (fixture->folder, 0555);
  as_nobody (expect_folder, fixture->path);
  g_chmod (fixture->path, 0444);
  as_nobody (expect_file, fixture->path);
  g_chmod (fixture->folder, 0700);
}

/* What is made beside the database has its rights: the other seats write it too. */
static void
test_rights_of_new_files (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_strconcat (fixture->path, "-other", NULL);
  GStatBuf status;
  int fd;

  g_chmod (fixture->path, 0664);
  fd = _store_sqlite_open_beside (fixture->path, "-other");
  g_assert_cmpint (fd, >=, 0);
  close (fd);
  g_assert_cmpint (g_lstat (other, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0664);
  g_chmod (fixture->folder, 0770);
  fd = _store_sqlite_open_beside (fixture->path, "-other");
  _store_sqlite_share_with_folder (fd, fixture->folder);
  close (fd);
  g_assert_cmpint (g_lstat (other, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0660);
}

static void
assert_mode (const char *path, guint mode)
{
  GStatBuf status;

  g_assert_cmpint (g_lstat (path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 0777, ==, mode);
}

/* Documents are for whom the database is for. */
static void
test_documents (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("PK", 2);
  g_autoptr (StoreOperation) op = store_operation_new ("A", "document.add");
  g_autoptr (ModelRecord) document = NULL;
  g_autofree char *folder = store_document_folder (fixture->connection);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  g_chmod (fixture->folder, 0770);
  g_chmod (fixture->path, 0660);
  document = store_document_add (
      fixture->connection, store_fixture_add (fixture->connection, MODEL_ENTITY_AGREEMENT, NULL),
      "signed", "convention.pdf", "application/pdf", bytes, op, &error);
  g_assert_no_error (error);
  path = store_document_path (fixture->connection, model_record_get (document, "sha256"), "pdf");
  assert_mode (folder, 0770);
  assert_mode (path, 0660);
}

/* As another process does; flock() keeps out other descriptors of this one too. */
static int
claim_elsewhere (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *path = g_build_filename (folder, g_dir_read_name (dir), NULL);
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
  return fd;
}

static void
test_one_a_machine (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = store_fixture_make_folder ();
  g_autoptr (StoreConnection) one = NULL;
  g_autoptr (StoreConnection) two = NULL;
  int other;

  store_connection_close (fixture->connection);
  _store_sqlite_set_one_a_machine (folder);
  one = open_again (fixture);
  two = open_again (fixture); /* the same process may, twice */
  g_assert_false (store_connection_is_read_only (one));
  g_assert_false (store_connection_is_read_only (two));
  g_clear_object (&one);
  g_clear_object (&two);

  other = claim_elsewhere (folder);
  one = open_again (fixture);
  g_assert_true (store_connection_is_read_only (one));
  g_assert_nonnull (
      strstr (store_connection_get_read_only_reason (one), "another Paraphe of this computer"));
  g_clear_object (&one);
  close (other);
  one = open_again (fixture);
  g_assert_false (store_connection_is_read_only (one));
  g_clear_object (&one);
  _store_sqlite_set_one_a_machine (NULL);
  store_fixture_remove_folder (folder);
}

/* A server that is away, then back: what is read first may be older than the rest. */
static guint n_away;
static guint n_stale;

static StoreLink *
open_away (const char *path, StoreOpenMode mode, char **read_only_reason, GError **error)
{
  *read_only_reason = NULL;
  if (n_away == 0)
    return _store_sqlite_driver.open (path, mode, read_only_reason, error);
  n_away--;
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_CONNECTION, "away");
  return NULL;
}

static gboolean
examine_stale (StoreLink *link, GError **error)
{
  if (n_stale == 0)
    return _store_sqlite_driver.examine (link, error);
  n_stale--;
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_CORRUPT, "malformed");
  return FALSE;
}

/* Once is no proof of damage, however long the server was away; twice is. */
static void
test_back_again (StoreFixture *fixture, gconstpointer data)
{
  StoreConnection *c = fixture->connection;
  const StoreDriver *usual = c->driver;
  StoreDriver driver = *usual;
  g_autoptr (GError) error = NULL;

  driver.open = open_away;
  driver.examine = examine_stale;
  c->driver = &driver;
  n_away = 2;
  n_stale = 1;
  for (guint i = 0; i < 2; i++)
    {
      g_assert_false (_store_connection_reopen (c, &error));
      g_assert_error (error, STORE_ERROR, STORE_ERROR_CONNECTION);
      g_clear_error (&error);
    }
  g_assert_true (_store_connection_reopen (c, &error));
  g_assert_no_error (error);
  g_assert_false (store_connection_is_read_only (c));
  store_fixture_add (c, MODEL_ENTITY_STUDENT, NULL);

  n_stale = 2;
  g_assert_false (_store_connection_reopen (c, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CORRUPT);
  g_assert_true (store_connection_is_read_only (c));
  c->driver = usual;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  _store_vfs_force (TRUE);
  g_test_add_func ("/store/share/latency", test_latency);
  store_fixture_add_test ("/store/share/shared", test_shared);
  store_fixture_add_test ("/store/share/wal", test_wal);
  store_fixture_add_test ("/store/share/rights", test_rights);
  store_fixture_add_test ("/store/share/rights-of-new-files", test_rights_of_new_files);
  store_fixture_add_test ("/store/share/documents", test_documents);
  store_fixture_add_test ("/store/share/one-a-machine", test_one_a_machine);
  store_fixture_add_test ("/store/share/back-again", test_back_again);
  return g_test_run ();
}

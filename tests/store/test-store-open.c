/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

#include "store-fixture.h"
#include "store-sqlite-private.h"

/* What is refused, what can only be read, and that looking at a file changes nothing of it. */

static void
write_text (const char *path, const char *text, gssize size)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, text, size, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

static void
make_text (StoreFixture *fixture, const char *path)
{
  write_text (path, "Nom;Prénom\nABADIE;Léa\n", -1);
}

static void
make_long_text (StoreFixture *fixture, const char *path)
{
  g_autofree char *text = g_strnfill (20000, 'x');

  write_text (path, text, 20000);
}

static void
make_empty (StoreFixture *fixture, const char *path)
{
  write_text (path, "", 0);
}

static void
make_foreign (StoreFixture *fixture, const char *path)
{
  store_fixture_sql (path, "PRAGMA application_id = 252006673; CREATE TABLE moz_places (id)");
}

static void
make_foreign_wal (StoreFixture *fixture, const char *path)
{
  store_fixture_sql (path, "PRAGMA journal_mode = WAL; CREATE TABLE moz_places (id)");
}

static void
make_unfinished (StoreFixture *fixture, const char *path)
{
  store_fixture_sql (path, "PRAGMA application_id = 1346458192; CREATE TABLE student (id)");
}

/* A copy of the fixture's base with some bytes of it changed or cut off. */
static void
spoil (StoreFixture *fixture, const char *path, gsize keep, gsize from, gsize n)
{
  g_autofree char *content = NULL;
  gsize size = 0;

  store_connection_close (fixture->connection);
  g_assert_true (g_file_get_contents (fixture->path, &content, &size, NULL));
  g_assert_cmpuint (from + n, <, size);
  memset (content + from, 0x5a, n);
  write_text (path, content, (gssize) MIN (keep, size));
}

static void
make_truncated (StoreFixture *fixture, const char *path)
{
  spoil (fixture, path, 8192, 0, 0);
}

static void
make_cut_short (StoreFixture *fixture, const char *path)
{
  spoil (fixture, path, 50, 0, 0);
}

static void
make_spoilt_pages (StoreFixture *fixture, const char *path)
{
  spoil (fixture, path, G_MAXSIZE, 4096 * 3, 4096 * 4);
}

static void
make_spoilt_header (StoreFixture *fixture, const char *path)
{
  spoil (fixture, path, G_MAXSIZE, 0, 16);
}

static void
make_folder (StoreFixture *fixture, const char *path)
{
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
}

static void
make_link (StoreFixture *fixture, const char *path)
{
  g_assert_cmpint (symlink (fixture->path, path), ==, 0);
}

static void
make_nothing (StoreFixture *fixture, const char *path)
{
}

typedef struct
{
  const char *name;
  void (*make) (StoreFixture *fixture, const char *path);
  StoreError error;
  const char *says;
} BadFile;

static const BadFile bad_files[] = {
  { "text", make_text, STORE_ERROR_NOT_OURS, "not a Paraphe database" },
  { "long-text", make_long_text, STORE_ERROR_NOT_OURS, "not a Paraphe database" },
  { "empty", make_empty, STORE_ERROR_NOT_OURS, "empty" },
  { "foreign", make_foreign, STORE_ERROR_NOT_OURS, "another program" },
  { "foreign-wal", make_foreign_wal, STORE_ERROR_NOT_OURS, "another program" },
  { "unfinished", make_unfinished, STORE_ERROR_NOT_OURS, "not a Paraphe database" },
  { "truncated", make_truncated, STORE_ERROR_CORRUPT, "damaged" },
  { "cut-short", make_cut_short, STORE_ERROR_NOT_OURS, "not a Paraphe database" },
  { "spoilt-pages", make_spoilt_pages, STORE_ERROR_CORRUPT, "damaged" },
  { "spoilt-header", make_spoilt_header, STORE_ERROR_NOT_OURS, "not a Paraphe database" },
  { "folder", make_folder, STORE_ERROR_NOT_OURS, "folder" },
  { "link", make_link, STORE_ERROR_NOT_OURS, "link" },
  { "missing", make_nothing, STORE_ERROR_NOT_FOUND, "cannot be found" },
};

static void
check_bad_file (const BadFile *bad, StoreOpenMode mode)
{
  StoreFixture fixture;
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (StoreConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_set_up (&fixture, NULL);
  path = store_fixture_file (&fixture, "candidate.paraphe");
  bad->make (&fixture, path);
  before = store_fixture_footprint (fixture.folder);
  connection = store_connection_open (path, mode, &error);
  after = store_fixture_footprint (fixture.folder);

  g_test_message ("%s: %s", bad->name, error != NULL ? error->message : "opened");
  g_assert_null (connection);
  g_assert_error (error, STORE_ERROR, (int) bad->error);
  g_assert_nonnull (strstr (error->message, bad->says));
  g_assert_nonnull (strstr (error->message, "candidate.paraphe"));
  g_assert_cmpstr (before, ==, after);
  store_fixture_tear_down (&fixture, NULL);
}

static void
test_bad_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      check_bad_file (&bad_files[i], STORE_OPEN_WRITE);
      check_bad_file (&bad_files[i], STORE_OPEN_READ);
    }
}

/* Another program is working on its own base in WAL mode: not one of its files moves. */
static void
test_foreign_wal_in_use (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = store_fixture_file (fixture, "places.sqlite");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "PRAGMA journal_mode = WAL; CREATE TABLE moz_places (id);"
                                 "INSERT INTO moz_places VALUES (1)",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  before = store_fixture_footprint (fixture->folder);
  g_assert_null (store_connection_open (path, STORE_OPEN_WRITE, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_OURS);
  after = store_fixture_footprint (fixture->folder);
  g_assert_cmpstr (before, ==, after);
  sqlite3_close (db);
}

static void
test_new_file (StoreFixture *fixture, gconstpointer data)
{
  GStatBuf status;

  g_assert_cmpint (g_lstat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_false (store_connection_is_read_only (fixture->connection));
  g_assert_null (store_connection_get_read_only_reason (fixture->connection));
  g_assert_cmpstr (store_connection_get_path (fixture->connection), ==, fixture->path);
}

static void
test_create_refused (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *journal = store_fixture_file (fixture, "old.paraphe-journal");
  g_autofree char *old = store_fixture_file (fixture, "old.paraphe");
  g_autofree char *nowhere = store_fixture_file (fixture, "no/such/folder/x.paraphe");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  write_text (journal, "a journal left behind", -1);
  before = store_fixture_footprint (fixture->folder);
  g_assert_null (store_connection_open (fixture->path, STORE_OPEN_CREATE, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_EXISTS);
  g_clear_error (&error);
  /* SQLite would play it into the new file. */
  g_assert_null (store_connection_open (old, STORE_OPEN_CREATE, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_null (store_connection_open (nowhere, STORE_OPEN_CREATE, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  after = store_fixture_footprint (fixture->folder);
  g_assert_cmpstr (before, ==, after);
}

/* A folder reached through a link is fine, and relative paths too. */
static void
test_linked_folder (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *link = store_fixture_file (fixture, "shortcut");
  g_autofree char *through = g_build_filename (link, "lycée.paraphe", NULL);
  g_autofree char *here = g_get_current_dir ();
  g_autoptr (StoreConnection) one = NULL;
  g_autoptr (StoreConnection) two = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink (fixture->folder, link), ==, 0);
  one = store_connection_open (through, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chdir (fixture->folder), ==, 0);
  two = store_connection_open ("lycée.paraphe", STORE_OPEN_WRITE, &error);
  g_assert_cmpint (g_chdir (here), ==, 0);
  g_assert_no_error (error);
  g_assert_true (g_path_is_absolute (store_connection_get_path (two)));
}

static void
test_newer (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) connection = NULL;
  g_autofree char *version = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  store_connection_close (fixture->connection);
  store_fixture_sql (fixture->path, "PRAGMA user_version = 999");
  before = store_fixture_footprint (fixture->folder);
  connection = store_connection_open (fixture->path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (store_connection_is_read_only (connection));
  g_assert_nonnull (
      strstr (store_connection_get_read_only_reason (connection), "Update the program"));
  version = store_fixture_ask_here (connection, "PRAGMA user_version");
  g_assert_cmpstr (version, ==, "999");
  g_assert_false (store_connection_execute (connection, "DELETE FROM setting", NULL));
  g_clear_object (&connection);
  after = store_fixture_footprint (fixture->folder);
  g_assert_cmpstr (before, ==, after);
}

/* Another seat, with a newer program, migrates the base under our feet. */
static gboolean
touch_settings (StoreConnection *connection, gpointer data, GError **error)
{
  return store_connection_execute (connection, "UPDATE setting SET value = 'x'", error);
}

static void
test_newer_meanwhile (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  store_fixture_sql (fixture->path, "PRAGMA user_version = 999");
  g_assert_false (store_connection_transaction (fixture->connection, touch_settings, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NEWER);
}

static void
test_wal_is_converted (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) connection = NULL;
  g_autofree char *mode = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;

  store_connection_close (fixture->connection);
  store_fixture_sql (fixture->path,
                     "PRAGMA journal_mode = WAL; INSERT INTO setting (name) VALUES ('in-wal')");
  connection = store_connection_open (fixture->path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  g_assert_false (store_connection_is_read_only (connection));
  mode = store_fixture_ask_here (connection, "PRAGMA journal_mode");
  g_assert_cmpstr (mode, ==, "truncate");
  kept = store_fixture_ask_here (connection, "SELECT name FROM setting");
  g_assert_cmpstr (kept, ==, "in-wal");
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
}

static void
test_wal_in_use (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) connection = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  store_connection_close (fixture->connection);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "PRAGMA journal_mode = WAL;"
                                 "INSERT INTO setting (name) VALUES ('in-wal')",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  connection = store_connection_open (fixture->path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (store_connection_is_read_only (connection));
  g_assert_nonnull (strstr (store_connection_get_read_only_reason (connection), "another program"));
  kept = store_fixture_ask_here (connection, "SELECT name FROM setting");
  g_assert_cmpstr (kept, ==, "in-wal");
  sqlite3_close (db);
}

/* The superuser may write anywhere: for these, be nobody for a while. */
static gboolean
become_nobody (const char *folder)
{
  if (geteuid () != 0)
    return TRUE;
  return chmod (folder, 0755) == 0 && seteuid (65534) == 0;
}

static void
become_oneself (void)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
}

static void
check_protected (StoreFixture *fixture, int folder_mode, int file_mode, const char *says)
{
  g_autoptr (StoreConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  store_fixture_add (fixture->connection, MODEL_ENTITY_SETTING, NULL);
  store_connection_close (fixture->connection);
  if (!become_nobody (fixture->folder))
    {
      g_test_skip ("cannot give up the superuser's rights here");
      return;
    }
  become_oneself ();
  g_assert_cmpint (g_chmod (fixture->path, file_mode), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, folder_mode), ==, 0);
  before = store_fixture_footprint (fixture->folder);
  if (getuid () == 0)
    g_assert_cmpint (seteuid (65534), ==, 0);
  connection = store_connection_open (fixture->path, STORE_OPEN_WRITE, &error);
  if (connection != NULL)
    {
      g_autofree char *n = store_fixture_ask_here (connection, "SELECT COUNT (*) FROM setting");

      g_assert_cmpstr (n, ==, "1");
      g_assert_true (store_connection_is_read_only (connection));
      g_assert_nonnull (strstr (store_connection_get_read_only_reason (connection), says));
      g_clear_object (&connection);
    }
  else
    {
      g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
      g_assert_nonnull (strstr (error->message, says));
    }
  become_oneself ();
  after = store_fixture_footprint (fixture->folder);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
}

static void
test_protected_file (StoreFixture *fixture, gconstpointer data)
{
  check_protected (fixture, 0777, 0444, "this file is write-protected");
}

static void
test_protected_folder (StoreFixture *fixture, gconstpointer data)
{
  check_protected (fixture, 0555, 0666, "the folder of this file is write-protected");
}

static void
test_unreadable (StoreFixture *fixture, gconstpointer data)
{
  check_protected (fixture, 0777, 0000, "the right to read");
}

/* Where it lies decides too; no share can be mounted here, so that the facts are told. */
static void
test_judgement (void)
{
  static const struct
  {
    StoreSqliteFacts facts;
    int error;          /* 0: opened */
    const char *reason; /* NULL: to be written */
  } judged[] = {
#define FACTS(reason, file, folder, journal, header, id) \
  { reason, TRUE, file, folder, 4096, journal, header, id, FALSE, FALSE, FALSE }
#define OURS STORE_SQLITE_APPLICATION_ID
    { FACTS (NULL, TRUE, TRUE, FALSE, SQLITE_OK, OURS), 0, NULL },
    { FACTS (NULL, TRUE, TRUE, TRUE, SQLITE_OK, OURS), 0, NULL },
    { FACTS ("it is on FUSE.", TRUE, TRUE, FALSE, SQLITE_OK, OURS), 0, "it is on FUSE." },
    /* What is wrong with the whole drive comes before the file's own rights. */
    { FACTS ("its drive.", FALSE, FALSE, FALSE, SQLITE_OK, OURS), 0, "its drive." },
    { FACTS (NULL, FALSE, TRUE, FALSE, SQLITE_OK, OURS), 0, "write-protected" },
    { FACTS (NULL, TRUE, FALSE, FALSE, SQLITE_OK, OURS), 0, "folder of this file" },
    { FACTS (NULL, TRUE, TRUE, FALSE, SQLITE_OK, 7), STORE_ERROR_NOT_OURS, NULL },
    { FACTS ("its drive.", TRUE, TRUE, FALSE, SQLITE_NOTADB, 0), STORE_ERROR_NOT_OURS, NULL },
    { FACTS (NULL, TRUE, TRUE, FALSE, SQLITE_CORRUPT, 0), STORE_ERROR_CORRUPT, NULL },
    /* A drive that cannot be read is no damaged file. */
    { FACTS (NULL, TRUE, TRUE, FALSE, SQLITE_IOERR_READ, 0), STORE_ERROR_CONNECTION, NULL },
    { FACTS (NULL, TRUE, TRUE, FALSE, SQLITE_CANTOPEN, 0), STORE_ERROR_CONNECTION, NULL },
    { { NULL, TRUE, TRUE, TRUE, 4096, FALSE, SQLITE_OK, OURS, FALSE, TRUE, FALSE }, 0, NULL },
    { { NULL, TRUE, TRUE, TRUE, 4096, FALSE, SQLITE_OK, OURS, TRUE, FALSE, FALSE }, 0, NULL },
    { { NULL, TRUE, TRUE, TRUE, 4096, FALSE, SQLITE_OK, OURS, TRUE, TRUE, FALSE },
      STORE_ERROR_DENIED,
      NULL },
    { { NULL, TRUE, FALSE, FALSE, 4096, FALSE, SQLITE_OK, OURS, TRUE, FALSE, TRUE },
      0,
      "mounted for reading" },
    /* Half written by a seat that died: the journal makes it whole. */
    { FACTS (NULL, TRUE, TRUE, TRUE, SQLITE_CORRUPT, 0), 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (judged); i++)
    {
      g_autofree char *reason = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_cmpint (_store_sqlite_judge (&judged[i].facts, "base", &reason, &error), ==,
                       judged[i].error == 0);
      if (judged[i].error != 0)
        g_assert_error (error, STORE_ERROR, judged[i].error);
      else if (judged[i].reason == NULL)
        g_assert_null (reason);
      else
        g_assert_nonnull (strstr (reason, judged[i].reason));
    }
}

/* Another seat is saving more pages than there were: the first one, which counts them, is written
 * before the last one is there. Read without a lock that is no damaged file. */
static void
test_half_saved (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  StoreFixture fixture = { 0 };
  g_autofree char *path = g_build_filename (folder, "half.paraphe", NULL);
  g_autofree char *short_path = g_build_filename (folder, "short.paraphe", NULL);
  StoreSqliteFacts facts = { .readable = TRUE };

  store_fixture_set_up (&fixture, NULL);
  make_truncated (&fixture, path);
  _store_sqlite_read_header (path, &facts);
  g_assert_cmpint (facts.header, ==, SQLITE_OK);
  g_assert_cmpint (facts.application_id, ==, STORE_SQLITE_APPLICATION_ID);
  g_assert_false (facts.is_wal);

  make_cut_short (&fixture, short_path);
  _store_sqlite_read_header (short_path, &facts);
  g_assert_cmpint (facts.header, ==, SQLITE_NOTADB);
  store_fixture_tear_down (&fixture, NULL);
  store_fixture_remove_folder (folder);
}

/* Opening while another connection of this process works must not drop its locks. */
static gboolean
open_meanwhile (StoreConnection *connection, gpointer data, GError **error)
{
  StoreFixture *fixture = data;
  g_autoptr (StoreConnection) reader = NULL;
  sqlite3 *seat = NULL;

  g_assert_true (touch_settings (connection, NULL, error));
  reader = store_connection_open (fixture->path, STORE_OPEN_READ, error);
  g_assert_no_error (*error);
  g_clear_object (&reader);
  g_assert_cmpint (sqlite3_open (fixture->path, &seat), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (seat, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_BUSY);
  sqlite3_close (seat);
  return TRUE;
}

static void
test_locks_survive_opening (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
      store_connection_transaction (fixture->connection, open_meanwhile, fixture, &error));
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  store_fixture_init (&argc, &argv);
  g_test_add_func ("/store/open/bad-files", test_bad_files);
  g_test_add_func ("/store/open/judgement", test_judgement);
  g_test_add_func ("/store/open/half-saved", test_half_saved);
  store_fixture_add_test ("/store/open/foreign-wal-in-use", test_foreign_wal_in_use);
  store_fixture_add_test ("/store/open/new-file", test_new_file);
  store_fixture_add_test ("/store/open/create-refused", test_create_refused);
  store_fixture_add_test ("/store/open/linked-folder", test_linked_folder);
  store_fixture_add_test ("/store/open/newer", test_newer);
  store_fixture_add_test ("/store/open/newer-meanwhile", test_newer_meanwhile);
  store_fixture_add_test ("/store/open/wal-is-converted", test_wal_is_converted);
  store_fixture_add_test ("/store/open/wal-in-use", test_wal_in_use);
  store_fixture_add_test ("/store/open/protected-file", test_protected_file);
  store_fixture_add_test ("/store/open/protected-folder", test_protected_folder);
  store_fixture_add_test ("/store/open/unreadable", test_unreadable);
  store_fixture_add_test ("/store/open/locks-survive-opening", test_locks_survive_opening);
  return g_test_run ();
}

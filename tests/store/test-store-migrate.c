/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "store-check.h"
#include "store-connection-private.h"
#include "store-fixture.h"
#include "store-migrate-private.h"

/* From one level of the schema to the next: with lists of our own, since ours has one step. */

static const StoreMigration list[] = {
  { 1, NULL,
    "PRAGMA application_id = 1346458192;"
    "CREATE TABLE one (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;"
    "CREATE TABLE many (id INTEGER PRIMARY KEY, one_id INTEGER NOT NULL REFERENCES one (id)) "
    "STRICT;"
    "INSERT INTO one VALUES (1, 'a'); INSERT INTO many VALUES (1, 1)" },
  { 2, NULL, "ALTER TABLE one ADD COLUMN town TEXT; UPDATE one SET town = 'Paris'" },
  /* The way to change what ALTER TABLE cannot: references point at the table meanwhile. */
  { 3, NULL,
    "CREATE TABLE new (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (name <> '')) STRICT;"
    "INSERT INTO new SELECT id, name FROM one; DROP TABLE one; ALTER TABLE new RENAME TO one" },
};

static const StoreMigration broken[] = {
  { 1, NULL, "SELECT 1" },
  { 2, NULL, "CREATE TABLE two (id INTEGER); INSERT INTO nowhere VALUES (1)" },
};

static const StoreMigration dangling[] = {
  { 1, NULL, "SELECT 1" },
  { 2, NULL, "DELETE FROM one" },
};

static StoreConnection *
open_at (StoreFixture *fixture, const char *name, StoreOpenMode mode)
{
  g_autofree char *path = store_fixture_file (fixture, name);
  g_autofree char *reason = NULL;
  g_autoptr (GError) error = NULL;
  StoreConnection *connection = _store_connection_new (&_store_sqlite_driver, path);

  connection->mode = mode == STORE_OPEN_READ ? STORE_OPEN_READ : STORE_OPEN_WRITE;
  connection->link = connection->driver->open (path, mode, &reason, &error);
  g_assert_no_error (error);
  return connection;
}

static StoreConnection *
make_at_level (StoreFixture *fixture, const char *name, guint level)
{
  StoreConnection *connection = open_at (fixture, name, STORE_OPEN_CREATE);
  g_autoptr (GError) error = NULL;

  g_assert_true (_store_migrate (connection, list, level, &error));
  g_assert_no_error (error);
  return connection;
}

static void
assert_answer (StoreConnection *connection, const char *sql, const char *expected)
{
  g_autofree char *answer = store_fixture_ask_here (connection, sql);

  g_assert_cmpstr (answer, ==, expected);
}

static gboolean
exists (StoreFixture *fixture, const char *name)
{
  g_autofree char *path = store_fixture_file (fixture, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_from_nothing (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) connection = make_at_level (fixture, "x", 3);

  assert_answer (connection, "PRAGMA user_version", "3");
  assert_answer (connection, "PRAGMA foreign_keys", "1");
  assert_answer (connection, "SELECT name FROM one", "a");
  /* There was nothing to lose. */
  g_assert_false (exists (fixture, "x.before-v1"));
  g_assert_false (exists (fixture, "x.before-v2"));
}

static void
test_step_by_step (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) connection = make_at_level (fixture, "x", 1);
  g_autofree char *copy = store_fixture_file (fixture, "x.before-v2");
  g_autofree char *version = NULL;
  g_autofree char *name = NULL;
  g_autofree char *sound = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  g_assert_true (_store_migrate (connection, list, 2, &error));
  g_assert_no_error (error);
  assert_answer (connection, "PRAGMA user_version", "2");
  assert_answer (connection, "SELECT town FROM one", "Paris");

  version = store_fixture_ask (copy, "PRAGMA user_version");
  g_assert_cmpstr (version, ==, "1");
  name = store_fixture_ask (copy, "SELECT name FROM one");
  g_assert_cmpstr (name, ==, "a");
  sound = store_fixture_ask (copy, "PRAGMA integrity_check");
  g_assert_cmpstr (sound, ==, "ok");
  g_assert_cmpint (g_lstat (copy, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  g_assert_true (_store_migrate (connection, list, 3, &error));
  g_assert_no_error (error);
  g_assert_true (exists (fixture, "x.before-v3"));
  /* Nothing to do: nothing done. */
  g_assert_true (_store_migrate (connection, list, 3, &error));
  g_assert_true (_store_migrate (connection, list, 1, &error));
  assert_answer (connection, "PRAGMA user_version", "3");
}

static void
test_two_steps_one_copy (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) connection = make_at_level (fixture, "x", 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (_store_migrate (connection, list, 3, &error));
  g_assert_no_error (error);
  g_assert_true (exists (fixture, "x.before-v2"));
  g_assert_false (exists (fixture, "x.before-v3"));
}

static void
check_failure (StoreFixture *fixture, const StoreMigration *bad, StoreError code)
{
  g_autoptr (StoreConnection) connection = make_at_level (fixture, "x", 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (_store_migrate (connection, bad, 2, &error));
  g_assert_error (error, STORE_ERROR, (int) code);
  g_clear_error (&error);
  assert_answer (connection, "PRAGMA user_version", "1");
  assert_answer (connection, "PRAGMA foreign_keys", "1");
  assert_answer (connection, "SELECT COUNT (*) FROM one", "1");
  assert_answer (connection, "SELECT COUNT (*) FROM sqlite_schema WHERE name = 'two'", "0");
  g_assert_true (exists (fixture, "x.before-v2"));

  /* A better program comes along. */
  g_assert_true (_store_migrate (connection, list, 2, &error));
  g_assert_no_error (error);
  assert_answer (connection, "PRAGMA user_version", "2");
}

static void
test_broken_sql (StoreFixture *fixture, gconstpointer data)
{
  check_failure (fixture, broken, STORE_ERROR_FAILED);
}

static void
test_dangling_references (StoreFixture *fixture, gconstpointer data)
{
  check_failure (fixture, dangling, STORE_ERROR_CORRUPT);
}

static void
test_no_room_for_a_copy (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) connection = make_at_level (fixture, "x", 1);
  g_autofree char *copy = store_fixture_file (fixture, "x.before-v2");
  g_autofree char *inside = g_build_filename (copy, "occupied", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_cmpint (g_mkdir_with_parents (inside, 0700), ==, 0);
  before = store_fixture_ask (connection->path, "SELECT group_concat (name) FROM sqlite_schema");
  g_assert_false (_store_migrate (connection, list, 2, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONNECTION);
  after = store_fixture_ask (connection->path, "SELECT group_concat (name) FROM sqlite_schema");
  g_assert_cmpstr (before, ==, after);
  assert_answer (connection, "PRAGMA user_version", "1");
}

static void
test_reader_cannot (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) reader = NULL;
  g_autoptr (GError) error = NULL;

  g_object_unref (make_at_level (fixture, "x", 1));
  reader = open_at (fixture, "x", STORE_OPEN_READ);

  g_assert_false (_store_migrate (reader, list, 2, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, "older version"));
  g_assert_false (exists (fixture, "x.before-v2"));
}

/* The copy is of what was saved, beside a seat that goes on reading. */
static void
test_copy_replaces (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *target = store_fixture_file (fixture, "copy");
  g_autofree char *count = NULL;
  g_autofree char *other = NULL;
  StoreConnection *connection = fixture->connection;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (target, "older", -1, NULL));
  store_fixture_add (connection, MODEL_ENTITY_SETTING, NULL);
  g_assert_true (connection->driver->copy (connection->link, target, &error));
  g_assert_no_error (error);
  count = store_fixture_ask (target, "SELECT COUNT (*) FROM setting");
  g_assert_cmpstr (count, ==, "1");
  other = store_fixture_file (fixture, "no/such/folder");
  g_assert_false (connection->driver->copy (connection->link, other, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONNECTION);
}

/* Whether the stored base of a version has rows of an entity. */
static gboolean
is_kept (int entity, int version)
{
  static const struct
  {
    int entity;
    int since;
  } newer[] = {
    { MODEL_ENTITY_SIGNATORY, 2 },         { MODEL_ENTITY_NOTE, 2 },
    { MODEL_ENTITY_SIGNATURE_REQUEST, 4 }, { MODEL_ENTITY_SIGNATURE_SIGNER, 4 },
    { MODEL_ENTITY_MESSAGE_TEXT, 6 },      { MODEL_ENTITY_MESSAGE_RULE, 6 },
    { MODEL_ENTITY_MESSAGE_BLOCK, 6 },     { MODEL_ENTITY_MESSAGE, 6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (newer); i++)
    if (newer[i].entity == entity)
      return version >= newer[i].since;
  return entity != MODEL_ENTITY_DOCUMENT;
}

/* A base of each released version is kept as text, and every later program must open it. */
static void
test_stored_version (gconstpointer data)
{
  g_autofree char *folder = store_fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "old.paraphe", NULL);
  g_autofree char *name = g_strdup_printf ("v%d.sql", GPOINTER_TO_INT (data));
  g_autofree char *fixture =
      g_build_filename (g_getenv ("PARAPHE_SRCDIR"), "tests", "store", "fixtures", name, NULL);
  g_autofree char *sql = NULL;
  g_autoptr (StoreConnection) connection = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (ModelRecord) student = NULL;
  g_autoptr (StoreOperation) undo = store_operation_new ("Mme Martin", "undo");
  g_autofree char *undoable = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (fixture, &sql, NULL, &error));
  store_fixture_sql (path, sql);
  connection = store_connection_open (path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  problems = store_check (connection, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);

  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      g_autoptr (GPtrArray) records = store_load_all (connection, entity, &error);

      g_assert_no_error (error);
      if (is_kept (entity, GPOINTER_TO_INT (data)))
        g_assert_cmpuint (records->len, >, 0);
    }
  student = store_load (connection, MODEL_ENTITY_STUDENT, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (model_record_get (student, "family_name"), ==, "Nouveau");
  undoable = store_history_undoable (connection, "Mme Martin", &error);
  g_assert_true (store_undo (connection, undoable, undo, &error));
  g_assert_no_error (error);
  g_clear_object (&student);
  student = store_load (connection, MODEL_ENTITY_STUDENT, 1, &error);
  g_assert_cmpstr (model_record_get (student, "family_name"), ==, "Ancien");
  g_clear_object (&connection);
  store_fixture_remove_folder (folder);
}

/* An older base with a damage that opening does not see is told to be damaged, and stays as it is:
 * neither changed nor copied. */
static void
test_damaged (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "old.paraphe", NULL);
  g_autofree char *fixture =
      g_build_filename (g_getenv ("PARAPHE_SRCDIR"), "tests", "store", "fixtures", "v2.sql", NULL);
  g_autofree char *sql = NULL, *content = NULL, *before = NULL, *after = NULL;
  g_autoptr (GString) students = g_string_new ("BEGIN;");
  g_autoptr (GError) error = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (fixture, &sql, NULL, &error));
  store_fixture_sql (path, sql);
  for (guint i = 0; i < 400; i++)
    g_string_append (students, "INSERT INTO student (family_name, given_name)"
                               " VALUES ('Delmas', 'Maximilienne');");
  g_string_append (students, "COMMIT");
  store_fixture_sql (path, students->str);
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  memset (content + size - 4096, 0x5a, 4096);
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));

  before = store_fixture_footprint (folder);
  g_assert_null (store_connection_open (path, STORE_OPEN_WRITE, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "this database is damaged"));
  after = store_fixture_footprint (folder);
  g_assert_cmpstr (before, ==, after);
  store_fixture_remove_folder (folder);
}

/* The table of documents is made anew at version 4: none is lost, none gets the number of one that
 * is gone, and what hangs from others still does. */
static void
test_documents_stay (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "old.paraphe", NULL);
  g_autofree char *fixture =
      g_build_filename (g_getenv ("PARAPHE_SRCDIR"), "tests", "store", "fixtures", "v2.sql", NULL);
  g_autofree char *sql = NULL;
  g_autoptr (StoreConnection) connection = NULL;
  g_autoptr (ModelRecord) added = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (fixture, &sql, NULL, &error));
  store_fixture_sql (path, sql);
  store_fixture_sql (path,
                     "INSERT INTO document (id, version, agreement_id, kind, name, media_type,"
                     " sha256, size, made_at) VALUES"
                     " (7, 3, 1, 'scan', 'a.pdf', 'application/pdf', 'abc', 12, 'then'),"
                     " (9, 1, NULL, 'other', 'b.pdf', 'application/pdf', 'def', 34, 'then');"
                     "DELETE FROM document WHERE id = 9");
  connection = store_connection_open (path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  assert_answer (connection,
                 "SELECT group_concat (id || version || agreement_id || kind || name || media_type"
                 " || sha256 || size || made_at) FROM document",
                 "731scana.pdfapplication/pdfabc12then");
  assert_answer (connection, "SELECT COUNT (*) FROM sqlite_sequence WHERE name LIKE 'document%'",
                 "1");
  added = store_fixture_save (connection, MODEL_ENTITY_DOCUMENT, "kind", "sent", NULL);
  g_assert_cmpint (model_record_get_id (added), ==, 10);
  assert_answer (connection,
                 "SELECT group_concat (name) FROM (SELECT name FROM sqlite_schema"
                 " WHERE type = 'index' AND tbl_name = 'document' ORDER BY name)",
                 "document_agreement,document_sha256");
  g_clear_object (&connection);
  store_fixture_remove_folder (folder);
}

/* How fixtures/vN.sql is made when version N is released: test-store-migrate --write-base PATH,
 * then sqlite3 PATH .dump. */
static int
write_base (const char *path)
{
  g_autoptr (StoreConnection) connection = store_connection_open (path, STORE_OPEN_CREATE, NULL);
  g_autoptr (StoreOperation) op = store_operation_new ("Mme Martin", "student.edit");
  g_autoptr (ModelRecord) student =
      store_fixture_save (connection, MODEL_ENTITY_STUDENT, "family_name", "Ancien", NULL);

  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    if (entity != MODEL_ENTITY_DOCUMENT)
      {
        /* These refer to documents, which are files beside the base. */
        gboolean all = entity != MODEL_ENTITY_SIGNATURE_REQUEST && entity != MODEL_ENTITY_MESSAGE;
        g_autoptr (ModelRecord) record = store_fixture_make (connection, entity, all);

        store_fixture_save_again (connection, record, NULL);
      }
  model_record_set_canonical (student, "family_name", "Nouveau");
  store_fixture_save_again (connection, student, op);
  return 0;
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_strcmp0 (argv[1], "--write-base") == 0)
    return write_base (argv[2]);
  store_fixture_init (&argc, &argv);
  store_fixture_add_test ("/store/migrate/from-nothing", test_from_nothing);
  store_fixture_add_test ("/store/migrate/step-by-step", test_step_by_step);
  store_fixture_add_test ("/store/migrate/two-steps-one-copy", test_two_steps_one_copy);
  store_fixture_add_test ("/store/migrate/broken-sql", test_broken_sql);
  store_fixture_add_test ("/store/migrate/dangling-references", test_dangling_references);
  store_fixture_add_test ("/store/migrate/no-room-for-a-copy", test_no_room_for_a_copy);
  store_fixture_add_test ("/store/migrate/reader-cannot", test_reader_cannot);
  store_fixture_add_test ("/store/migrate/copy-replaces", test_copy_replaces);
  g_test_add_func ("/store/migrate/documents-stay", test_documents_stay);
  g_test_add_func ("/store/migrate/damaged", test_damaged);
  for (int version = 1; version <= _store_migrate_latest (); version++)
    {
      g_autofree char *path = g_strdup_printf ("/store/migrate/stored-version/%d", version);

      g_test_add_data_func (path, GINT_TO_POINTER (version), test_stored_version);
    }
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sqlite3.h>

#include "store-connection-private.h"
#include "store-sqlite-private.h"
#include "store-fixture.h"

/* Connections, statements, settings, errors: what everything else stands on. */

static StoreStatement *
prepare (StoreConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;
  StoreStatement *statement = store_connection_prepare (connection, sql, &error);

  g_assert_no_error (error);
  return statement;
}

static void
test_parameters (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreStatement) statement =
      prepare (fixture->connection, "SELECT $2, $1, $2, $3, $10, $4");
  const guchar raw[] = { 0, 255, 0, 7 };
  g_autoptr (GBytes) bytes = g_bytes_new (raw, sizeof raw);
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GBytes) nothing = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_row;

  store_statement_bind_text (statement, 1, "un");
  store_statement_bind_text (statement, 2, "œuvre d’été");
  store_statement_bind_int (statement, 3, G_MININT64);
  store_statement_bind_bytes (statement, 10, bytes);
  store_statement_step (statement, &has_row, &error);
  g_assert_no_error (error);
  g_assert_true (has_row);
  g_assert_cmpstr (store_statement_get_text (statement, 0), ==, "œuvre d’été");
  g_assert_cmpstr (store_statement_get_text (statement, 1), ==, "un");
  g_assert_cmpstr (store_statement_get_text (statement, 2), ==, "œuvre d’été");
  g_assert_cmpint (store_statement_get_int (statement, 3), ==, G_MININT64);
  back = store_statement_get_bytes (statement, 4);
  g_assert_true (g_bytes_equal (back, bytes));
  g_assert_true (store_statement_is_null (statement, 5));
  g_assert_null (store_statement_get_text (statement, 5));
  g_assert_cmpint (store_statement_get_int (statement, 5), ==, 0);
  nothing = store_statement_get_bytes (statement, 5);
  g_assert_cmpuint (g_bytes_get_size (nothing), ==, 0);

  store_statement_step (statement, &has_row, &error);
  g_assert_no_error (error);
  g_assert_false (has_row);
}

static void
test_reset_forgets (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (StoreStatement) statement = prepare (fixture->connection, "SELECT $1, $2 IS NULL");
  gboolean has_row;

  store_statement_bind_text (statement, 1, "ancien");
  store_statement_bind_bytes (statement, 2, empty);
  g_assert_true (store_statement_step (statement, &has_row, NULL));
  g_assert_cmpint (store_statement_get_int (statement, 1), ==, 0);
  store_statement_reset (statement);
  g_assert_true (store_statement_step (statement, &has_row, NULL));
  g_assert_true (store_statement_is_null (statement, 0));
  g_assert_cmpint (store_statement_get_int (statement, 1), ==, 1);

  /* The cached statement comes back clean too. */
  store_statement_reset (statement);
  store_statement_bind_text (statement, 1, "ancien");
  store_statement_bind_bytes (statement, 2, NULL);
  g_clear_object (&statement);
  statement = prepare (fixture->connection, "SELECT $1, $2 IS NULL");
  g_assert_true (store_statement_step (statement, &has_row, NULL));
  g_assert_true (store_statement_is_null (statement, 0));
}

static void
test_same_statement_twice (StoreFixture *fixture, gconstpointer data)
{
  const char *ours = "SELECT id FROM student WHERE id > $1 ORDER BY id";
  g_autoptr (StoreStatement) one = NULL;
  g_autoptr (StoreStatement) two = NULL;
  gboolean has_row;

  store_fixture_add (fixture->connection, MODEL_ENTITY_STUDENT, NULL);
  store_fixture_add (fixture->connection, MODEL_ENTITY_STUDENT, NULL);
  one = prepare (fixture->connection, ours);
  two = prepare (fixture->connection, ours);
  g_assert_true (one != two);
  store_statement_bind_int (one, 1, 0);
  store_statement_bind_int (two, 1, 1);
  g_assert_true (store_statement_step (one, &has_row, NULL));
  g_assert_cmpint (store_statement_get_int (one, 0), ==, 1);
  g_assert_true (store_statement_step (two, &has_row, NULL));
  g_assert_cmpint (store_statement_get_int (two, 0), ==, 2);
  g_assert_true (store_statement_step (one, &has_row, NULL));
  g_assert_cmpint (store_statement_get_int (one, 0), ==, 2);
}

static void
test_cache_is_bounded (StoreFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %u", i);
      g_autofree char *answer = store_fixture_ask_here (fixture->connection, sql);
      g_autofree char *expected = g_strdup_printf ("%u", i);

      g_assert_cmpstr (answer, ==, expected);
    }
  g_assert_cmpuint (g_hash_table_size (fixture->connection->idle), <=, 128);
  g_assert_cmpuint (g_hash_table_size (fixture->connection->live), ==, 0);
}

static void
test_closed (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreStatement) statement = prepare (fixture->connection, "SELECT id FROM student");
  g_autoptr (GError) error = NULL;
  gboolean has_row;

  store_connection_close (fixture->connection);
  g_assert_false (store_statement_step (statement, &has_row, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONNECTION);
  g_clear_error (&error);
  store_statement_bind_int (statement, 1, 1);
  store_statement_reset (statement);
  g_assert_null (store_connection_prepare (fixture->connection, "SELECT 1", &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONNECTION);
  g_clear_error (&error);
  g_assert_false (store_connection_execute (fixture->connection, "SELECT 1", &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONNECTION);
  g_assert_cmpint (store_connection_last_id (fixture->connection), ==, 0);
  g_assert_cmpint (store_connection_n_changed (fixture->connection), ==, 0);
  store_connection_close (fixture->connection);
}

static void
test_counts (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  store_connection_execute (fixture->connection,
                            "INSERT INTO setting (id, name) VALUES (41, 'a'), (42, 'b')", &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_connection_last_id (fixture->connection), ==, 42);
  g_assert_cmpint (store_connection_n_changed (fixture->connection), ==, 2);
}

static void
test_settings (StoreFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *pragma;
    const char *value;
  } settings[] = {
    { "journal_mode", "truncate" }, { "synchronous", "3" },
    { "mmap_size", "0" },           { "cell_size_check", "1" },
    { "secure_delete", "1" },       { "temp_store", "2" },
    { "foreign_keys", "1" },        { "trusted_schema", "0" },
    { "recursive_triggers", "1" },  { "application_id", "1346458192" },
    { "user_version", "9" },        { "encoding", "UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *sql = g_strdup_printf ("PRAGMA %s", settings[i].pragma);
      g_autofree char *value = store_fixture_ask_here (fixture->connection, sql);

      g_test_message ("%s", settings[i].pragma);
      g_assert_cmpstr (value, ==, settings[i].value);
    }
}

static void
test_refused (StoreFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *sql;
    StoreError error;
  } cases[] = {
    { "ATTACH ':memory:' AS other", STORE_ERROR_DENIED },
    { "DETACH main", STORE_ERROR_DENIED },
    { "PRAGMA journal_mode = WAL", STORE_ERROR_DENIED },
    { "PRAGMA main.journal_mode = WAL", STORE_ERROR_DENIED },
    { "PRAGMA synchronous = OFF", STORE_ERROR_DENIED },
    { "PRAGMA mmap_size = 1000000", STORE_ERROR_DENIED },
    { "PRAGMA locking_mode = EXCLUSIVE", STORE_ERROR_DENIED },
    { "PRAGMA writable_schema = ON", STORE_ERROR_DENIED },
    { "UPDATE sqlite_schema SET sql = 'x'", STORE_ERROR_FAILED },
    { "SELECT \"no such column\"", STORE_ERROR_FAILED },
    { "SELECT load_extension ('x')", STORE_ERROR_FAILED },
    { "SELEC 1", STORE_ERROR_FAILED },
    { "INSERT INTO student (given_name) VALUES ('Léa')", STORE_ERROR_CHECK },
    { "INSERT INTO step (position, label, is_sent, is_signed) VALUES ('x', 'l', 0, 0)",
      STORE_ERROR_CHECK },
    { "INSERT INTO step (position, label, is_sent, is_signed) VALUES (1, 'l', 2, 0)",
      STORE_ERROR_CHECK },
    { "INSERT INTO class_group (school_year_id, name) VALUES (99, '2M')", STORE_ERROR_FOREIGN_KEY },
    { "INSERT INTO setting (name) VALUES ('a'), ('a')", STORE_ERROR_UNIQUE },
    { "INSERT INTO setting (id, name) VALUES (1, 'a'), (1, 'b')", STORE_ERROR_UNIQUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].sql);
      g_assert_false (store_connection_execute (fixture->connection, cases[i].sql, &error));
      g_assert_error (error, STORE_ERROR, (int) cases[i].error);
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
}

/* A sentence says which field, in its own words, and no value. */
static void
test_sentences (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  store_connection_execute (fixture->connection,
                            "INSERT INTO student (family_name) VALUES ('SECRET')", &error);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CHECK);
  g_assert_nonnull (strstr (error->message, "Given name"));
  g_assert_null (strstr (error->message, "SECRET"));
  g_clear_error (&error);
  store_connection_execute (fixture->connection,
                            "INSERT INTO school_year (name, start, \"end\") VALUES"
                            " ('2026-2027', '2026-09-01', '2027-08-31'),"
                            " ('2026-2027', '2026-09-01', '2027-08-31')",
                            &error);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_UNIQUE);
  g_assert_nonnull (strstr (error->message, "School year"));
}

/* A check and a type have no message of their own: they are named after their field. */
static void
test_sentences_of_checks (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  store_connection_execute (
      fixture->connection,
      "INSERT INTO student (family_name, given_name, sex) VALUES ('A', 'B', 'SECRET')", &error);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CHECK);
  g_assert_nonnull (strstr (error->message, "(Sex)"));
  g_clear_error (&error);
  store_connection_execute (
      fixture->connection,
      "INSERT INTO step (position, label, is_sent, is_signed) VALUES ('x', 'l', 0, 0)", &error);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CHECK);
  g_assert_nonnull (strstr (error->message, "(Position)"));
}

/* Every code of SQLite that can be met has its own of ours. */
static void
test_error_codes (StoreFixture *fixture, gconstpointer data)
{
  static const struct
  {
    int code;
    StoreError error;
  } cases[] = {
    { SQLITE_BUSY, STORE_ERROR_BUSY },
    { SQLITE_BUSY_RECOVERY, STORE_ERROR_BUSY },
    { SQLITE_LOCKED, STORE_ERROR_BUSY },
    { SQLITE_READONLY, STORE_ERROR_READ_ONLY },
    { SQLITE_READONLY_ROLLBACK, STORE_ERROR_READ_ONLY },
    { SQLITE_IOERR, STORE_ERROR_CONNECTION },
    { SQLITE_IOERR_FSYNC, STORE_ERROR_CONNECTION },
    { SQLITE_IOERR_LOCK, STORE_ERROR_CONNECTION },
    { SQLITE_CANTOPEN, STORE_ERROR_CONNECTION },
    { SQLITE_FULL, STORE_ERROR_CONNECTION },
    { SQLITE_CORRUPT, STORE_ERROR_CORRUPT },
    { SQLITE_CORRUPT_INDEX, STORE_ERROR_CORRUPT },
    { SQLITE_NOTADB, STORE_ERROR_CORRUPT },
    { SQLITE_AUTH, STORE_ERROR_DENIED },
    { SQLITE_PERM, STORE_ERROR_DENIED },
    { SQLITE_INTERRUPT, STORE_ERROR_CANCELLED },
    { SQLITE_TOOBIG, STORE_ERROR_CHECK },
    { SQLITE_CONSTRAINT_UNIQUE, STORE_ERROR_UNIQUE },
    { SQLITE_CONSTRAINT_PRIMARYKEY, STORE_ERROR_UNIQUE },
    { SQLITE_CONSTRAINT_ROWID, STORE_ERROR_UNIQUE },
    { SQLITE_CONSTRAINT_FOREIGNKEY, STORE_ERROR_FOREIGN_KEY },
    { SQLITE_CONSTRAINT_CHECK, STORE_ERROR_CHECK },
    { SQLITE_CONSTRAINT_NOTNULL, STORE_ERROR_CHECK },
    { SQLITE_CONSTRAINT_DATATYPE, STORE_ERROR_CHECK },
    { SQLITE_CONSTRAINT_TRIGGER, STORE_ERROR_DENIED },
    { SQLITE_MISUSE, STORE_ERROR_FAILED },
    { SQLITE_NOMEM, STORE_ERROR_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      StoreLink *link = fixture->connection->link;
      int primary = cases[i].code & 0xff;
      g_autoptr (GError) error = NULL;

      link->broken = FALSE;
      _store_sqlite_set_error (link, cases[i].code, &error);
      g_test_message ("%d: %s", cases[i].code, error->message);
      g_assert_error (error, STORE_ERROR, (int) cases[i].error);
      /* Only these ask for a new connection. */
      g_assert_cmpint (link->broken, ==,
                       primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN
                           || primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB);
    }
}

/* Another seat, in this test, is a second connection of SQLite's own. */
static sqlite3 *
other_seat (StoreFixture *fixture, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  return db;
}

static gboolean
do_nothing (StoreConnection *connection, gpointer data, GError **error)
{
  guint *calls = data;

  (*calls)++;
  return store_connection_execute (connection, "UPDATE setting SET value = 'x'", error);
}

static void
test_busy (StoreFixture *fixture, gconstpointer data)
{
  sqlite3 *seat = other_seat (fixture, "BEGIN IMMEDIATE");
  g_autoptr (GError) error = NULL;
  guint calls = 0;

  _store_connection_set_busy_timeout (fixture->connection, 20);
  g_assert_false (store_connection_transaction (fixture->connection, do_nothing, &calls, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_BUSY);
  g_assert_cmpuint (calls, ==, 0);
  g_clear_error (&error);
  sqlite3_close (seat);
  g_assert_true (store_connection_transaction (fixture->connection, do_nothing, &calls, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (calls, ==, 1);
}

/* A reader keeps COMMIT waiting: it is known that nothing was written. */
static void
test_busy_commit (StoreFixture *fixture, gconstpointer data)
{
  sqlite3 *seat;
  g_autoptr (GError) error = NULL;
  guint calls = 0;

  store_fixture_add (fixture->connection, MODEL_ENTITY_SETTING, NULL);
  seat = other_seat (fixture, "BEGIN; SELECT COUNT (*) FROM setting");
  _store_connection_set_busy_timeout (fixture->connection, 20);
  g_assert_false (store_connection_transaction (fixture->connection, do_nothing, &calls, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_BUSY);
  g_assert_cmpuint (calls, ==, 1);
  g_assert_false (store_connection_in_transaction (fixture->connection));
  sqlite3_close (seat);
  g_clear_error (&error);
  g_assert_true (store_connection_transaction (fixture->connection, do_nothing, &calls, &error));
}

/* Reading to the end leaves no lock: other seats can write at once. */
static void
test_reading_leaves_no_lock (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreStatement) statement = NULL;
  gboolean has_row = TRUE;
  sqlite3 *seat;

  store_fixture_add (fixture->connection, MODEL_ENTITY_SETTING, NULL);
  statement = prepare (fixture->connection, "SELECT id FROM setting");
  while (has_row)
    g_assert_true (store_statement_step (statement, &has_row, NULL));
  seat = other_seat (fixture, "BEGIN EXCLUSIVE; UPDATE setting SET value = 'y'; COMMIT");
  sqlite3_close (seat);
}

static void
test_cancelled_query (StoreFixture *fixture, gconstpointer data)
{
  const char *endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
                        " SELECT COUNT (*) FROM n";
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (StoreStatement) statement = prepare (fixture->connection, endless);
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;
  gboolean has_row;
  guint calls = 0;

  g_cancellable_cancel (cancellable);
  store_connection_set_cancellable (fixture->connection, cancellable);
  g_assert_false (store_statement_step (statement, &has_row, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (store_connection_transaction (fixture->connection, do_nothing, &calls, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CANCELLED);
  g_assert_cmpuint (calls, ==, 0);

  store_connection_set_cancellable (fixture->connection, NULL);
  answer = store_fixture_ask_here (fixture->connection, "SELECT 1");
  g_assert_cmpstr (answer, ==, "1");
}

/* Waiting for another seat's lock ends at once when it is cancelled. */
static void
test_cancelled_wait (StoreFixture *fixture, gconstpointer data)
{
  sqlite3 *seat = other_seat (fixture, "BEGIN IMMEDIATE");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  g_cancellable_cancel (cancellable);
  store_connection_set_cancellable (fixture->connection, cancellable);
  /* Far longer than any machine is busy. */
  _store_connection_set_busy_timeout (fixture->connection, 600 * 1000);
  g_assert_false (store_connection_execute (fixture->connection, "DELETE FROM setting", &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 300 * G_USEC_PER_SEC);
  sqlite3_close (seat);
}

static gboolean
cancel_then_work (StoreConnection *connection, gpointer data, GError **error)
{
  g_assert_true (
      store_connection_execute (connection, "INSERT INTO setting (name) VALUES ('half')", error));
  g_cancellable_cancel (data);
  return store_connection_execute (
      connection,
      "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT (*) FROM n",
      error);
}

static void
test_cancelled_transaction (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *count = NULL;

  store_connection_set_cancellable (fixture->connection, cancellable);
  g_assert_false (
      store_connection_transaction (fixture->connection, cancel_then_work, cancellable, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CANCELLED);
  store_connection_set_cancellable (fixture->connection, NULL);
  count = store_fixture_ask_here (fixture->connection, "SELECT COUNT (*) FROM setting");
  g_assert_cmpstr (count, ==, "0");
}

static gpointer
use_from_elsewhere (gpointer data)
{
  return store_connection_prepare (data, "SELECT 1", NULL);
}

static void
test_one_thread_only (StoreFixture *fixture, gconstpointer data)
{
  g_setenv ("STORE_TEST_PATH", fixture->path, TRUE);
  g_test_trap_subprocess ("/store/driver/subprocess/stranger", 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*owner == g_thread_self*");
}

static void
test_stranger (void)
{
  g_autoptr (StoreConnection) connection =
      store_connection_open (g_getenv ("STORE_TEST_PATH"), STORE_OPEN_READ, NULL);

  g_thread_join (g_thread_new ("stranger", use_from_elsewhere, connection));
}

int
main (int argc, char *argv[])
{
  store_fixture_init (&argc, &argv);
  store_fixture_add_test ("/store/driver/parameters", test_parameters);
  store_fixture_add_test ("/store/driver/reset-forgets", test_reset_forgets);
  store_fixture_add_test ("/store/driver/same-statement-twice", test_same_statement_twice);
  store_fixture_add_test ("/store/driver/cache-is-bounded", test_cache_is_bounded);
  store_fixture_add_test ("/store/driver/closed", test_closed);
  store_fixture_add_test ("/store/driver/counts", test_counts);
  store_fixture_add_test ("/store/driver/settings", test_settings);
  store_fixture_add_test ("/store/driver/refused", test_refused);
  store_fixture_add_test ("/store/driver/sentences", test_sentences);
  store_fixture_add_test ("/store/driver/sentences-of-checks", test_sentences_of_checks);
  store_fixture_add_test ("/store/driver/error-codes", test_error_codes);
  store_fixture_add_test ("/store/driver/busy", test_busy);
  store_fixture_add_test ("/store/driver/busy-commit", test_busy_commit);
  store_fixture_add_test ("/store/driver/reading-leaves-no-lock", test_reading_leaves_no_lock);
  store_fixture_add_test ("/store/driver/cancelled-query", test_cancelled_query);
  store_fixture_add_test ("/store/driver/cancelled-wait", test_cancelled_wait);
  store_fixture_add_test ("/store/driver/cancelled-transaction", test_cancelled_transaction);
  store_fixture_add_test ("/store/driver/one-thread-only", test_one_thread_only);
  g_test_add_func ("/store/driver/subprocess/stranger", test_stranger);
  return g_test_run ();
}

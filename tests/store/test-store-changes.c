/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-changes.h"

#include "store-fixture.h"
#include "store-connection-private.h"

/* Two connections on one file: what the one does is told to the other, and to nobody twice. */

#define MANY 300

typedef struct
{
  StoreConnection *mine;   /* the fixture's */
  StoreConnection *theirs; /* another one on the same file */
  StoreChangesCursor cursor;
} Seats;

static void
seats_init (Seats *seats, StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  seats->mine = fixture->connection;
  seats->theirs = store_connection_open (fixture->path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  seats->cursor = (StoreChangesCursor){ 0 };
}

static void
seats_clear (Seats *seats)
{
  g_clear_object (&seats->theirs);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Seats, seats_clear)

/* (transfer full): what is told now */
static GPtrArray *
look (Seats *seats, gboolean *moved)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *changes = store_changes_since (seats->mine, &seats->cursor, moved, &error);

  g_assert_no_error (error);
  g_assert_nonnull (changes);
  return changes;
}

static void
assert_quiet (Seats *seats)
{
  gboolean moved = TRUE;
  g_autoptr (GPtrArray) changes = look (seats, &moved);

  g_assert_cmpuint (changes->len, ==, 0);
  g_assert_false (moved);
}

static void
change_town (StoreConnection *connection, gint64 id, const char *town, StoreOperation *operation)
{
  g_autoptr (ModelRecord) record = store_load (connection, MODEL_ENTITY_STUDENT, id, NULL);

  model_record_set_canonical (record, "town", town);
  store_fixture_save_again (connection, record, operation);
}

static void
test_nothing (StoreFixture *fixture, gconstpointer data)
{
  g_auto (Seats) seats;

  seats_init (&seats, fixture);
  store_fixture_add (seats.theirs, MODEL_ENTITY_STUDENT, NULL);
  /* What was there before the first look is known. */
  assert_quiet (&seats);
  assert_quiet (&seats);
  g_assert_cmpint (seats.cursor.line, >, 0);
}

static void
test_own (StoreFixture *fixture, gconstpointer data)
{
  g_auto (Seats) seats;
  gint64 id;

  seats_init (&seats, fixture);
  assert_quiet (&seats);
  id = store_fixture_add (seats.mine, MODEL_ENTITY_STUDENT, NULL);
  assert_quiet (&seats);
  change_town (seats.mine, id, "Lyon", NULL);
  assert_quiet (&seats);
}

static void
test_theirs (StoreFixture *fixture, gconstpointer data)
{
  g_auto (Seats) seats;
  g_autoptr (StoreOperation) operation = store_operation_new ("Mme Martin", "student.change");
  g_autoptr (GPtrArray) changes = NULL;
  gint64 ids[2], own;
  gboolean moved;

  seats_init (&seats, fixture);
  ids[0] = store_fixture_add (seats.mine, MODEL_ENTITY_STUDENT, NULL);
  ids[1] = store_fixture_add (seats.mine, MODEL_ENTITY_STUDENT, NULL);
  assert_quiet (&seats);
  change_town (seats.theirs, ids[0], "Lyon", operation);
  own = store_fixture_add (seats.mine, MODEL_ENTITY_STUDENT, NULL);
  change_town (seats.theirs, ids[1], "Metz", operation);
  change_town (seats.theirs, ids[0], "Paris", operation);

  changes = look (&seats, &moved);
  g_assert_true (moved);
  g_assert_cmpuint (changes->len, ==, 1);
  {
    const StoreChange *change = changes->pdata[0];

    g_assert_cmpstr (change->operation_id, ==, operation->id);
    g_assert_cmpstr (change->author, ==, "Mme Martin");
    g_assert_cmpstr (change->label, ==, "student.change");
    g_assert_cmpstr (change->seat, ==, g_get_host_name ());
    g_assert_nonnull (change->at);
    /* Each row once. */
    g_assert_cmpuint (change->rows->len, ==, 2);
    g_assert_true (store_change_is_about (change, MODEL_ENTITY_STUDENT, ids[0]));
    g_assert_true (store_change_is_about (change, MODEL_ENTITY_STUDENT, ids[1]));
    g_assert_false (store_change_is_about (change, MODEL_ENTITY_STUDENT, own));
    g_assert_false (store_change_is_about (change, MODEL_ENTITY_COMPANY, ids[0]));
  }
  assert_quiet (&seats);
}

static void
test_many (StoreFixture *fixture, gconstpointer data)
{
  g_auto (Seats) seats;
  g_autoptr (GPtrArray) changes = NULL;
  gboolean moved;

  seats_init (&seats, fixture);
  assert_quiet (&seats);
  for (guint i = 0; i < MANY; i++)
    store_fixture_add (i % 3 == 0 ? seats.mine : seats.theirs, MODEL_ENTITY_TEACHER, NULL);
  changes = look (&seats, &moved);
  g_assert_cmpuint (changes->len, ==, MANY - MANY / 3);
  assert_quiet (&seats);
}

static gboolean
fail_after_save (StoreConnection *connection, gpointer data, GError **error)
{
  store_fixture_add (connection, MODEL_ENTITY_TEACHER, NULL);
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_FAILED, "on purpose");
  return FALSE;
}

static void
test_rolled_back (StoreFixture *fixture, gconstpointer data)
{
  g_auto (Seats) seats;

  seats_init (&seats, fixture);
  assert_quiet (&seats);
  g_assert_false (store_connection_transaction (seats.theirs, fail_after_save, NULL, NULL));
  assert_quiet (&seats);
}

/* What has no history is not told, but it is told that there was something. */
static void
test_without_history (StoreFixture *fixture, gconstpointer data)
{
  g_auto (Seats) seats;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;
  gboolean moved;

  seats_init (&seats, fixture);
  assert_quiet (&seats);
  g_assert_true (store_connection_execute (seats.theirs,
                                           "INSERT INTO lease (name, holder, until)"
                                           " VALUES ('a', 'b', '2026-01-01T00:00:00Z')",
                                           &error));
  g_assert_no_error (error);
  changes = look (&seats, &moved);
  g_assert_true (moved);
  g_assert_cmpuint (changes->len, ==, 0);
  assert_quiet (&seats);
}

/* A cursor that was made before a reading tells that something was written since, be it before the
 * first look; what it was is not known then. */
static void
test_from_reading (StoreFixture *fixture, gconstpointer data)
{
  g_auto (Seats) seats;
  g_autoptr (GPtrArray) first = NULL, second = NULL;
  g_autoptr (GError) error = NULL;
  gboolean moved;

  seats_init (&seats, fixture);
  store_fixture_add (seats.theirs, MODEL_ENTITY_TEACHER, NULL);
  g_assert_true (store_changes_begin (seats.mine, &seats.cursor, &error));
  g_assert_no_error (error);
  assert_quiet (&seats);
  g_assert_cmpint (seats.cursor.line, >, 0);

  g_assert_true (store_changes_begin (seats.mine, &seats.cursor, &error));
  store_fixture_add (seats.theirs, MODEL_ENTITY_TEACHER, NULL);
  first = look (&seats, &moved);
  g_assert_true (moved);
  g_assert_cmpuint (first->len, ==, 0);
  store_fixture_add (seats.theirs, MODEL_ENTITY_TEACHER, NULL);
  second = look (&seats, &moved);
  g_assert_true (moved);
  g_assert_cmpuint (second->len, ==, 1);
  assert_quiet (&seats);
}

/* After an I/O error the connection is a new one, which counts from its own beginning. */
static void
test_reopened (StoreFixture *fixture, gconstpointer data)
{
  g_auto (Seats) seats;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;
  gboolean moved;

  seats_init (&seats, fixture);
  assert_quiet (&seats);
  store_fixture_add (seats.mine, MODEL_ENTITY_TEACHER, NULL);
  store_fixture_add (seats.theirs, MODEL_ENTITY_TEACHER, NULL);
  g_assert_true (_store_connection_reopen (seats.mine, &error));
  g_assert_no_error (error);
  changes = look (&seats, &moved);
  g_assert_true (moved);
  /* Its own is still its own. */
  g_assert_cmpuint (changes->len, ==, 1);
  assert_quiet (&seats);
}

static void
test_closed (StoreFixture *fixture, gconstpointer data)
{
  StoreChangesCursor cursor = { 7, 3, 1 };
  g_autoptr (GError) error = NULL;
  gboolean moved = TRUE;

  store_connection_close (fixture->connection);
  g_assert_null (store_changes_since (fixture->connection, &cursor, &moved, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONNECTION);
  g_assert_false (moved);
  g_assert_cmpint (cursor.line, ==, 7);
  g_assert_cmpint (cursor.moved, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  store_fixture_add_test ("/changes/nothing", test_nothing);
  store_fixture_add_test ("/changes/own", test_own);
  store_fixture_add_test ("/changes/theirs", test_theirs);
  store_fixture_add_test ("/changes/many", test_many);
  store_fixture_add_test ("/changes/rolled-back", test_rolled_back);
  store_fixture_add_test ("/changes/without-history", test_without_history);
  store_fixture_add_test ("/changes/from-reading", test_from_reading);
  store_fixture_add_test ("/changes/reopened", test_reopened);
  store_fixture_add_test ("/changes/closed", test_closed);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"
#include "store-messages.h"

/* The outbox: what waits, what is due, and what is written beside the history. */

#define NOW   "2026-11-26T10:00:00Z"
#define SOON  "2026-11-26T10:00:01Z"
#define LATER "2026-11-26T12:00:00Z"
#define FAR   "2099-01-01T00:00:00Z"

static ModelRecord *
load (StoreConnection *connection, gint64 id)
{
  g_autoptr (GError) error = NULL;
  ModelRecord *record = store_load (connection, MODEL_ENTITY_MESSAGE, id, &error);

  g_assert_no_error (error);
  return record;
}

static gint64
add (StoreFixture *fixture, const char *state, const char *not_before)
{
  return store_fixture_add (fixture->connection, MODEL_ENTITY_MESSAGE, "channel", "mail", "state",
                            state, "not_before", not_before, NULL);
}

/* "3 1": the ids, in the order in which they are told. */
static char *
list (StoreFixture *fixture, StoreMessageFilter filter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages = store_messages_load (fixture->connection, &filter, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < messages->len; i++)
    {
      const StoreMessage *message = messages->pdata[i];

      g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                              model_record_get_id (message->record));
    }
  return g_string_free (text, FALSE);
}

static void
assert_list (StoreFixture *fixture, StoreMessageFilter filter, const char *expected)
{
  g_autofree char *found = list (fixture, filter);

  g_assert_cmpstr (found, ==, expected);
}

static char *
due (StoreFixture *fixture, const char *now, guint max)
{
  g_autoptr (GError) error = NULL;
  const StoreMessageDue which = { NULL, now, FAR, max };
  g_autoptr (GArray) ids = store_messages_due (fixture->connection, &which, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            g_array_index (ids, gint64, i));
  return g_string_free (text, FALSE);
}

static void
assert_due (StoreFixture *fixture, const char *now, guint max, const char *expected)
{
  g_autofree char *found = due (fixture, now, max);

  g_assert_cmpstr (found, ==, expected);
}

static gboolean
begin (StoreFixture *fixture, gint64 id, const char *now)
{
  g_autoptr (GError) error = NULL;
  gboolean begun = FALSE;

  g_assert_true (store_messages_begin (fixture->connection, id, now, &begun, &error));
  g_assert_no_error (error);
  return begun;
}

static gboolean
put_back (StoreFixture *fixture, gint64 id, const char *not_before)
{
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  g_assert_true (store_messages_put_back (fixture->connection, id, not_before, "451 later",
                                          "The server is busy.", &done, &error));
  g_assert_no_error (error);
  return done;
}

static void
test_list (StoreFixture *fixture, gconstpointer data)
{
  StoreConnection *connection = fixture->connection;
  g_autofree char *student = store_fixture_id (
      store_fixture_add (connection, MODEL_ENTITY_STUDENT, "family_name", "Abadie", "used_name",
                         "Noël", "given_name", "Léa", NULL));
  g_autofree char *agreement =
      store_fixture_id (store_fixture_add (connection, MODEL_ENTITY_AGREEMENT, NULL));
  g_autofree char *period =
      store_fixture_id (store_fixture_add (connection, MODEL_ENTITY_PERIOD, NULL));
  g_autoptr (GPtrArray) messages = NULL;
  const StoreMessageFilter all = { 0 };
  const StoreMessage *message;

  assert_list (fixture, all, "");
  store_fixture_add (connection, MODEL_ENTITY_MESSAGE, "state", "sent", "agreement_id", agreement,
                     "student_id", student, "batch", "one", NULL);
  store_fixture_add (connection, MODEL_ENTITY_MESSAGE, "state", "queued", "student_id", student,
                     "period_id", period, "batch", "two", NULL);
  store_fixture_add (connection, MODEL_ENTITY_MESSAGE, "state", "unknown", "batch", "two", NULL);
  assert_list (fixture, all, "3 2 1");
  assert_list (fixture, (StoreMessageFilter){ .max = 2 }, "3 2");
  assert_list (fixture,
               (StoreMessageFilter){ .agreement_id = g_ascii_strtoll (agreement, NULL, 10) }, "1");
  assert_list (fixture, (StoreMessageFilter){ .student_id = g_ascii_strtoll (student, NULL, 10) },
               "2 1");
  assert_list (fixture,
               (StoreMessageFilter){ .student_id = g_ascii_strtoll (student, NULL, 10),
                                     .period_id = g_ascii_strtoll (period, NULL, 10) },
               "2");
  assert_list (fixture, (StoreMessageFilter){ .batch = "two" }, "3 2");
  assert_list (fixture, (StoreMessageFilter){ .batch = "' OR 1 = 1 --" }, "");
  assert_list (fixture,
               (StoreMessageFilter){ .states = STORE_MESSAGE_STATE_BIT (MODEL_MESSAGE_QUEUED)
                                               | STORE_MESSAGE_STATE_BIT (MODEL_MESSAGE_SENT) },
               "2 1");
  assert_list (fixture,
               (StoreMessageFilter){ .states = STORE_MESSAGE_STATE_BIT (MODEL_MESSAGE_UNKNOWN) },
               "3");

  messages = store_messages_load (connection, &all, NULL);
  message = messages->pdata[0];
  g_assert_cmpstr (message->student, ==, "");
  message = messages->pdata[1];
  g_assert_cmpstr (message->student, ==, "NOËL Léa");
  g_assert_cmpstr (model_record_get (message->record, "batch"), ==, "two");
  g_assert_cmpint (model_record_get_version (message->record), ==, 1);
  store_message_free (NULL);
}

/* Whatever the outbox holds, what is open is found by the index of open messages. */
static void
test_index (StoreFixture *fixture, gconstpointer data)
{
  static const char *const queries[] = {
    "SELECT id FROM message WHERE state = 'queued' AND state NOT IN ('sent', 'cancelled')",
    "SELECT id FROM message WHERE state IN ('refused', 'unknown')"
    " AND state NOT IN ('sent', 'cancelled')",
  };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", queries[i], NULL);
      g_autoptr (StoreStatement) statement =
          store_connection_prepare (fixture->connection, sql, NULL);
      gboolean has_row;

      g_assert_true (store_statement_step (statement, &has_row, NULL));
      g_assert_true (has_row);
      g_test_message ("%s", store_statement_get_text (statement, 3));
      g_assert_nonnull (strstr (store_statement_get_text (statement, 3), "message_open"));
    }
}

static void
test_counts (StoreFixture *fixture, gconstpointer data)
{
  static const char *const states[] = { "queued", "queued",  "sending", "sent",
                                        "sent",   "refused", "unknown", "cancelled" };
  StoreMessageCounts counts = { 9, 9 };
  g_autoptr (GError) error = NULL;

  g_assert_true (store_messages_count (fixture->connection, &counts, &error));
  g_assert_cmpuint (counts.n_waiting, ==, 0);
  g_assert_cmpuint (counts.n_failed, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    add (fixture, states[i], NULL);
  g_assert_true (store_messages_count (fixture->connection, &counts, &error));
  g_assert_cmpuint (counts.n_waiting, ==, 3);
  g_assert_cmpuint (counts.n_failed, ==, 2);
}

static void
assert_next (StoreFixture *fixture, const char *expected)
{
  g_autofree char *next = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (store_messages_next (fixture->connection, &next, &error));
  g_assert_cmpstr (next, ==, expected);
}

/* By channel; and what a clock has written that was wrong. */
static void
test_due_others (StoreFixture *fixture, gconstpointer data)
{
  const StoreMessageDue sms = { "sms", NOW, LATER, 9 };
  const StoreMessageDue mail = { "mail", NOW, LATER, 9 };
  gint64 id = add (fixture, "queued", FAR);
  g_autoptr (GArray) meant = store_messages_due (fixture->connection, &mail, NULL);
  g_autoptr (GArray) tried = NULL;
  g_autoptr (GArray) other = NULL;
  gboolean begun, done;

  g_assert_cmpuint (meant->len, ==, 0);
  g_assert_true (store_messages_begin (fixture->connection, id, FAR, &begun, NULL));
  g_assert_true (store_messages_put_back (fixture->connection, id, FAR, NULL, NULL, &done, NULL));
  tried = store_messages_due (fixture->connection, &mail, NULL);
  g_assert_cmpuint (tried->len, ==, 1);
  other = store_messages_due (fixture->connection, &sms, NULL);
  g_assert_cmpuint (other->len, ==, 0);
}

static void
test_due (StoreFixture *fixture, gconstpointer data)
{
  assert_due (fixture, NOW, 10, "");
  assert_next (fixture, NULL);
  add (fixture, "queued", LATER);
  assert_next (fixture, LATER);
  add (fixture, "queued", SOON);
  assert_next (fixture, SOON);
  add (fixture, "queued", NULL);
  assert_next (fixture, "");
  add (fixture, "queued", NULL);
  add (fixture, "sending", NULL);
  add (fixture, "sent", NULL);
  add (fixture, "refused", NULL);
  add (fixture, "unknown", NULL);
  add (fixture, "cancelled", NULL);
  assert_due (fixture, NOW, 10, "3 4");
  assert_due (fixture, SOON, 10, "3 4 2");
  assert_due (fixture, LATER, 10, "3 4 2 1");
  assert_due (fixture, LATER, 3, "3 4 2");
}

static void
test_begin (StoreFixture *fixture, gconstpointer data)
{
  gint64 id = add (fixture, "queued", SOON);
  g_autoptr (ModelRecord) before = load (fixture->connection, id);
  g_autoptr (ModelRecord) after = NULL;
  g_autofree char *lines = NULL;

  g_assert_false (begin (fixture, id, NOW));
  g_assert_true (begin (fixture, id, SOON));
  /* Another seat comes too late. */
  g_assert_false (begin (fixture, id, LATER));
  g_assert_false (begin (fixture, 99, LATER));
  after = load (fixture->connection, id);
  g_assert_cmpstr (model_record_get (after, "state"), ==, "sending");
  g_assert_cmpint (model_record_get_int (after, "attempts"), ==,
                   model_record_get_int (before, "attempts") + 1);
  g_assert_cmpint (model_record_get_version (after), ==, model_record_get_version (before) + 1);
  lines = store_fixture_ask_here (fixture->connection,
                                  "SELECT COUNT (*) FROM history WHERE entity = 'message'");
  g_assert_cmpstr (lines, ==, "1");
}

static void
test_put_back (StoreFixture *fixture, gconstpointer data)
{
  gint64 id = add (fixture, "queued", NULL);
  g_autoptr (ModelRecord) record = NULL;
  g_autofree char *lines = NULL;

  g_assert_false (put_back (fixture, id, LATER));
  g_assert_true (begin (fixture, id, NOW));
  g_assert_true (put_back (fixture, id, LATER));
  g_assert_false (put_back (fixture, id, LATER));
  assert_due (fixture, SOON, 10, "");
  assert_due (fixture, LATER, 10, "1");
  record = load (fixture->connection, id);
  g_assert_cmpstr (model_record_get (record, "state"), ==, "queued");
  g_assert_cmpstr (model_record_get (record, "not_before"), ==, LATER);
  g_assert_cmpstr (model_record_get (record, "answer"), ==, "451 later");
  g_assert_cmpstr (model_record_get (record, "problem"), ==, "The server is busy.");
  g_assert_cmpint (model_record_get_int (record, "attempts"), ==, 1);
  lines = store_fixture_ask_here (fixture->connection,
                                  "SELECT COUNT (*) FROM history WHERE entity = 'message'");
  g_assert_cmpstr (lines, ==, "1");
}

/* What was queued is taken back while it waits; once it has moved, undo says so. */
static void
test_undo (StoreFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (StoreOperation) op = store_operation_new ("Mme Martin", "message.queue");
      g_autoptr (StoreOperation) undo = store_operation_new ("Mme Martin", "undo");
      g_autoptr (ModelRecord) record =
          store_fixture_make (fixture->connection, MODEL_ENTITY_MESSAGE, FALSE);
      g_autoptr (GError) error = NULL;

      model_record_set_canonical (record, "state", "queued");
      store_fixture_save_again (fixture->connection, record, op);
      if (i == 1)
        g_assert_true (begin (fixture, model_record_get_id (record), NOW));
      g_assert_cmpint (store_undo (fixture->connection, op->id, undo, &error), ==, i == 0);
      if (i == 1)
        g_assert_error (error, STORE_ERROR, STORE_ERROR_MOVED_ON);
      else
        g_assert_no_error (error);
    }
  assert_list (fixture, (StoreMessageFilter){ 0 }, "2");
}

/* Whoever had loaded it before the attempt cannot cancel it behind the sender's back. */
static void
test_cancel_conflicts (StoreFixture *fixture, gconstpointer data)
{
  gint64 id = add (fixture, "queued", NULL);
  g_autoptr (ModelRecord) loaded = load (fixture->connection, id);
  g_autoptr (StoreOperation) op = store_operation_new ("Mme Martin", "message.cancel");
  g_autoptr (GError) error = NULL;

  g_assert_true (begin (fixture, id, NOW));
  model_record_set_canonical (loaded, "state", "cancelled");
  g_assert_false (store_save (fixture->connection, loaded, op, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONFLICT);
}

static void
test_once (StoreFixture *fixture, gconstpointer data)
{
  StoreConnection *connection = fixture->connection;
  g_autoptr (ModelRecord) twin = NULL;
  g_autoptr (StoreOperation) op = store_operation_new ("Mme Martin", "message.rules");
  g_autoptr (GError) error = NULL;
  g_autofree char *last = NULL;
  gboolean found = TRUE;
  guint n = 9;

  g_assert_true (store_messages_has_once (connection, "late|a1|1", &found, &error));
  g_assert_false (found);
  store_fixture_add (connection, MODEL_ENTITY_MESSAGE, "once", "late|a1|1", "made_at", NOW, NULL);
  store_fixture_add (connection, MODEL_ENTITY_MESSAGE, "once", "late|a1|2", "made_at", LATER, NULL);
  store_fixture_add (connection, MODEL_ENTITY_MESSAGE, "once", "late|a12|1", "made_at", LATER,
                     NULL);
  g_assert_true (store_messages_has_once (connection, "late|a1|1", &found, &error));
  g_assert_true (found);
  g_assert_true (store_messages_count_once (connection, "late|a1|", &n, &last, &error));
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (last, ==, LATER);
  g_clear_pointer (&last, g_free);
  g_assert_true (store_messages_count_once (connection, "late|a2|", &n, &last, &error));
  g_assert_cmpuint (n, ==, 0);
  g_assert_null (last);
  /* Two seats that both think that it is due: the database takes one. */
  twin = store_fixture_make (connection, MODEL_ENTITY_MESSAGE, FALSE);
  model_record_set_canonical (twin, "once", "late|a1|1");
  g_assert_false (store_save (connection, twin, op, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_UNIQUE);
}

static void
test_closed (StoreFixture *fixture, gconstpointer data)
{
  const StoreMessageFilter all = { 0 };
  StoreMessageCounts counts;
  gboolean flag;
  g_autofree char *text = NULL;
  guint n;

  store_connection_close (fixture->connection);
  g_assert_null (store_messages_load (fixture->connection, &all, NULL));
  g_assert_false (store_messages_count (fixture->connection, &counts, NULL));
  g_assert_null (
      store_messages_due (fixture->connection, &(StoreMessageDue){ NULL, NOW, FAR, 1 }, NULL));
  g_assert_false (store_messages_next (fixture->connection, &text, NULL));
  g_assert_false (store_messages_has_once (fixture->connection, "a|", &flag, NULL));
  g_assert_false (store_messages_count_once (fixture->connection, "a|", &n, &text, NULL));
  g_assert_false (store_messages_begin (fixture->connection, 1, NOW, &flag, NULL));
  g_assert_false (store_messages_put_back (fixture->connection, 1, NOW, NULL, NULL, &flag, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_add_test ("/store/messages/list", test_list);
  store_fixture_add_test ("/store/messages/index", test_index);
  store_fixture_add_test ("/store/messages/counts", test_counts);
  store_fixture_add_test ("/store/messages/due", test_due);
  store_fixture_add_test ("/store/messages/due-others", test_due_others);
  store_fixture_add_test ("/store/messages/begin", test_begin);
  store_fixture_add_test ("/store/messages/put-back", test_put_back);
  store_fixture_add_test ("/store/messages/undo", test_undo);
  store_fixture_add_test ("/store/messages/cancel-conflicts", test_cancel_conflicts);
  store_fixture_add_test ("/store/messages/once", test_once);
  store_fixture_add_test ("/store/messages/closed", test_closed);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store-fixture.h"
#include "store-queue.h"

/* A damage that opening does not see: what the examination says of it, and what can be done then.
 */

#define PAGE 4096

/* Enough of them that the last page of the file is not where a table begins. */
#define N_STUDENTS 400

static gboolean
add_students (StoreConnection *connection, gpointer data, GError **error)
{
  for (guint i = 0; i < N_STUDENTS; i++)
    store_fixture_add (connection, MODEL_ENTITY_STUDENT, "given_name", "Maximilienne", NULL);
  return TRUE;
}

/* The file is as full as a small school's, and its last page is lost. */
static void
set_up (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize size = 0;

  store_fixture_set_up (fixture, NULL);
  g_assert_true (store_connection_transaction (fixture->connection, add_students, NULL, NULL));
  g_clear_object (&fixture->connection);
  g_assert_true (g_file_get_contents (fixture->path, &content, &size, NULL));
  g_assert_cmpuint (size % PAGE, ==, 0);
  if (data != NULL)
    memset (content + size - PAGE, 0x5a, PAGE);
  g_assert_true (g_file_set_contents (fixture->path, content, (gssize) size, NULL));
  fixture->connection = store_connection_open (fixture->path, STORE_OPEN_WRITE, NULL);
  g_assert_nonnull (fixture->connection);
}

static void
assert_damaged (const char *sentence)
{
  g_assert_nonnull (strstr (sentence, "this database is damaged"));
  g_assert_nonnull (strstr (sentence, "Keep the file as it is"));
}

static gboolean
save_setting (StoreConnection *connection, gpointer data, GError **error)
{
  store_fixture_add (connection, MODEL_ENTITY_SETTING, NULL);
  return TRUE;
}

static void
test_sound (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (store_connection_examine (fixture->connection, &error));
  g_assert_no_error (error);
  g_assert_false (store_connection_is_read_only (fixture->connection));
  g_assert_true (store_connection_transaction (fixture->connection, save_setting, NULL, &error));
}

static void
test_damaged (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (ModelRecord) student = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (store_connection_is_read_only (fixture->connection));
  before = store_fixture_footprint (fixture->folder);
  g_assert_false (store_connection_examine (fixture->connection, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CORRUPT);
  assert_damaged (error->message);
  g_clear_error (&error);

  /* Nothing is written into it any more, and it is said why. */
  g_assert_true (store_connection_is_read_only (fixture->connection));
  assert_damaged (store_connection_get_read_only_reason (fixture->connection));
  g_assert_false (store_connection_transaction (fixture->connection, save_setting, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_READ_ONLY);
  assert_damaged (error->message);
  g_clear_error (&error);

  /* What can be read still is. */
  student = store_load (fixture->connection, MODEL_ENTITY_STUDENT, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (model_record_get (student, "given_name"), ==, "Maximilienne");
  g_assert_false (store_connection_examine (fixture->connection, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CORRUPT);
  after = store_fixture_footprint (fixture->folder);
  g_assert_cmpstr (before, ==, after);
}

static void
test_cancelled (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  store_connection_set_cancellable (fixture->connection, cancellable);
  g_assert_false (store_connection_examine (fixture->connection, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CANCELLED);
  store_connection_set_cancellable (fixture->connection, NULL);
  g_assert_false (store_connection_is_read_only (fixture->connection));
}

static void
test_closed (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  store_connection_close (fixture->connection);
  g_assert_false (store_connection_examine (fixture->connection, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONNECTION);
}

static gpointer
examine_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return store_connection_examine (connection, error) ? data : NULL;
}

/* Whoever holds the queue sees it from any thread. */
static void
test_queue (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreQueue) queue = NULL;
  g_autoptr (GError) error = NULL;

  store_connection_close (fixture->connection);
  queue = store_queue_new (fixture->path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  g_assert_false (store_queue_is_read_only (queue));
  g_assert_null (store_queue_run (queue, examine_func, queue, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CORRUPT);
  g_assert_true (store_queue_is_read_only (queue));
  assert_damaged (store_queue_get_read_only_reason (queue));
  store_queue_close (queue);
  store_queue_join (queue);
}

#define examine_test(path, is_damaged, func) \
  g_test_add (path, StoreFixture, is_damaged, set_up, func, store_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  examine_test ("/store/examine/sound", NULL, test_sound);
  examine_test ("/store/examine/damaged", "damaged", test_damaged);
  examine_test ("/store/examine/cancelled", NULL, test_cancelled);
  examine_test ("/store/examine/closed", NULL, test_closed);
  examine_test ("/store/examine/queue", "damaged", test_queue);
  return g_test_run ();
}

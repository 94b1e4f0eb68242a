/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"
#include "store-queue.h"

/* One thread, one connection, things done in the order in which they were asked for. */

typedef struct
{
  StoreFixture base;
  StoreQueue *queue;
  GString *log; /* what callbacks wrote, in the main thread */
  guint pending;
  GMutex mutex;
  GCond changed;
  gboolean open; /* (mutex): whether gate_func() lets through */
  gboolean waiting;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  store_fixture_set_up (&fixture->base, NULL);
  store_connection_close (fixture->base.connection);
  g_mutex_init (&fixture->mutex);
  g_cond_init (&fixture->changed);
  fixture->log = g_string_new (NULL);
  fixture->queue = store_queue_new (fixture->base.path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->queue != NULL)
    {
      store_queue_close (fixture->queue);
      store_queue_join (fixture->queue);
    }
  g_clear_object (&fixture->queue);
  g_string_free (fixture->log, TRUE);
  g_mutex_clear (&fixture->mutex);
  g_cond_clear (&fixture->changed);
  store_fixture_tear_down (&fixture->base, NULL);
}

/* Keeps the database thread busy until open_gate(). */
static gpointer
gate_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;

  g_mutex_lock (&fixture->mutex);
  fixture->waiting = TRUE;
  g_cond_broadcast (&fixture->changed);
  while (!fixture->open)
    g_cond_wait (&fixture->changed, &fixture->mutex);
  g_mutex_unlock (&fixture->mutex);
  return NULL;
}

static void
wait_at_gate (Fixture *fixture)
{
  g_mutex_lock (&fixture->mutex);
  while (!fixture->waiting)
    g_cond_wait (&fixture->changed, &fixture->mutex);
  g_mutex_unlock (&fixture->mutex);
}

static void
open_gate (Fixture *fixture)
{
  g_mutex_lock (&fixture->mutex);
  fixture->open = TRUE;
  g_cond_broadcast (&fixture->changed);
  g_mutex_unlock (&fixture->mutex);
}

static void
run_until_done (Fixture *fixture)
{
  while (fixture->pending > 0)
    g_main_context_iteration (NULL, TRUE);
}

static gpointer
name_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return g_strdup_printf ("<%s>", (const char *) data);
}

static gpointer
fail_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  store_connection_execute (connection, "INSERT INTO setting (id) VALUES (1)", error);
  return NULL;
}

static gpointer
thread_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_assert_true (store_queue_is_worker (data));
  return g_thread_self ();
}

static const char *
name_of (const GError *error)
{
  g_assert_true (error->domain == STORE_ERROR);
  switch (error->code)
    {
    case STORE_ERROR_CANCELLED:
      return "!cancelled";
    case STORE_ERROR_CHECK:
      return "!check";
    case STORE_ERROR_CONNECTION:
      return "!closed";
    case STORE_ERROR_NOT_FOUND:
      return "!missing";
    default:
      return error->message;
    }
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = store_queue_run_finish (STORE_QUEUE (source), result, &error);

  g_assert_false (store_queue_is_worker (STORE_QUEUE (source)));
  if (error != NULL)
    g_string_append_printf (fixture->log, "%s ", name_of (error));
  else
    g_string_append_printf (fixture->log, "%s ", text != NULL ? text : "-");
  fixture->pending--;
}

static void
ask (Fixture *fixture, StoreQueueFunc func, const char *data, GCancellable *cancellable)
{
  fixture->pending++;
  store_queue_run_async (fixture->queue, func, (gpointer) data, NULL, g_free, cancellable, done_cb,
                         fixture);
}

static void
test_run (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = store_queue_run (fixture->queue, name_func, (gpointer) "a", NULL, &error);
  gpointer first = store_queue_run (fixture->queue, thread_func, fixture->queue, NULL, &error);
  gpointer second = store_queue_run (fixture->queue, thread_func, fixture->queue, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "<a>");
  g_assert_true (first == second);
  g_assert_true (first != g_thread_self ());
  g_assert_false (store_queue_is_worker (fixture->queue));
  g_assert_null (store_queue_run (fixture->queue, fail_func, NULL, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CHECK);
  g_assert_cmpstr (store_queue_get_path (fixture->queue), ==, fixture->base.path);
  g_assert_false (store_queue_is_read_only (fixture->queue));
  g_assert_null (store_queue_get_read_only_reason (fixture->queue));
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "a", "b", "c", "d", "e" };

  ask (fixture, gate_func, (const char *) fixture, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    ask (fixture, i == 2 ? fail_func : name_func, names[i], NULL);
  /* Nothing comes before the main loop runs. */
  g_assert_cmpstr (fixture->log->str, ==, "");
  open_gate (fixture);
  run_until_done (fixture);
  g_assert_cmpstr (fixture->log->str, ==, "- <a> <b> !check <d> <e> ");
}

static void
test_cancelled_in_the_queue (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  ask (fixture, gate_func, (const char *) fixture, NULL);
  ask (fixture, fail_func, "never run", cancellable);
  ask (fixture, name_func, "after", NULL);
  g_cancellable_cancel (cancellable);
  open_gate (fixture);
  run_until_done (fixture);
  g_assert_cmpstr (fixture->log->str, ==, "- !cancelled <after> ");
  g_assert_null (store_queue_run (fixture->queue, fail_func, NULL, cancellable, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CANCELLED);
}

static gpointer
endless_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;

  g_mutex_lock (&fixture->mutex);
  fixture->waiting = TRUE;
  g_cond_broadcast (&fixture->changed);
  g_mutex_unlock (&fixture->mutex);
  store_connection_execute (
      connection,
      "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT (*) FROM n",
      error);
  return NULL;
}

static void
test_cancelled_at_work (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  ask (fixture, endless_func, (const char *) fixture, cancellable);
  ask (fixture, name_func, "after", NULL);
  wait_at_gate (fixture);
  g_cancellable_cancel (cancellable);
  run_until_done (fixture);
  g_assert_cmpstr (fixture->log->str, ==, "!cancelled <after> ");
}

/* What was saved was saved, whatever was pressed meanwhile. */
static void
test_cancelled_too_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  ask (fixture, name_func, "done", cancellable);
  g_free (store_queue_run (fixture->queue, name_func, (gpointer) "", NULL, NULL));
  g_cancellable_cancel (cancellable);
  run_until_done (fixture);
  g_assert_cmpstr (fixture->log->str, ==, "<done> ");
}

static void
test_close (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ask (fixture, gate_func, (const char *) fixture, NULL);
  ask (fixture, name_func, "still", NULL);
  store_queue_close (fixture->queue);
  store_queue_close (fixture->queue);
  ask (fixture, name_func, "late", NULL);
  g_assert_null (store_queue_run (fixture->queue, name_func, (gpointer) "late", NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONNECTION);
  /* As on a drive that hangs: whoever waits is let go. */
  g_assert_false (store_queue_join_within (fixture->queue, 0));
  g_assert_false (store_queue_join_within (fixture->queue, 20));
  open_gate (fixture);
  store_queue_join (fixture->queue);
  g_assert_true (store_queue_join_within (fixture->queue, 0));
  run_until_done (fixture);
  g_assert_nonnull (strstr (fixture->log->str, "- <still> "));
  g_assert_nonnull (strstr (fixture->log->str, "!closed "));
}

/* The last reference goes while there is work: it is done, and nothing leaks. */
static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  ask (fixture, gate_func, (const char *) fixture, NULL);
  ask (fixture, name_func, "kept", NULL);
  g_clear_object (&fixture->queue);
  open_gate (fixture);
  run_until_done (fixture);
  g_assert_cmpstr (fixture->log->str, ==, "- <kept> ");
}

static GThread *freed_in = NULL;

static void
note_thread (gpointer data)
{
  freed_in = g_thread_self ();
  g_free (data);
}

/* What the caller gave is released in the caller's thread. */
static void
test_data_comes_home (Fixture *fixture, gconstpointer data)
{
  fixture->pending = 1;
  store_queue_run_async (fixture->queue, name_func, g_strdup ("data"), note_thread, g_free, NULL,
                         done_cb, fixture);
  run_until_done (fixture);
  while (freed_in == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (freed_in == g_thread_self ());
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreQueue) queue = store_queue_new_finish (result, &error);

  if (queue == NULL)
    g_string_append_printf (fixture->log, "%s ", name_of (error));
  else
    {
      g_string_append (fixture->log, store_queue_is_read_only (queue) ? "read " : "write ");
      store_queue_close (queue);
      store_queue_join (queue);
    }
  fixture->pending--;
}

static void
test_open_async (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = store_fixture_file (&fixture->base, "missing.paraphe");
  g_autoptr (GError) error = NULL;

  fixture->pending = 1;
  store_queue_new_async (fixture->base.path, STORE_OPEN_WRITE, NULL, opened_cb, fixture);
  run_until_done (fixture);
  fixture->pending = 1;
  store_queue_new_async (fixture->base.path, STORE_OPEN_READ, NULL, opened_cb, fixture);
  run_until_done (fixture);
  fixture->pending = 1;
  store_queue_new_async (missing, STORE_OPEN_WRITE, NULL, opened_cb, fixture);
  run_until_done (fixture);
  g_assert_cmpstr (fixture->log->str, ==, "write read !missing ");
  g_assert_null (store_queue_new (missing, STORE_OPEN_WRITE, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

static gpointer
count_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return store_fixture_ask_here (connection, "SELECT COUNT (*) FROM setting");
}

static gpointer
add_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  store_fixture_add (connection, MODEL_ENTITY_SETTING, NULL);
  return NULL;
}

static gpointer
hammer (gpointer data)
{
  for (guint i = 0; i < 20; i++)
    store_queue_run (data, add_func, NULL, NULL, NULL);
  return NULL;
}

static void
test_many_threads (Fixture *fixture, gconstpointer data)
{
  GThread *threads[4];
  g_autofree char *count = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("hammer", hammer, fixture->queue);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  count = store_queue_run (fixture->queue, count_func, NULL, NULL, NULL);
  g_assert_cmpstr (count, ==, "80");
}

static gpointer
nested_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return store_queue_run (data, name_func, (gpointer) "", NULL, error);
}

static void
test_never_from_within (Fixture *fixture, gconstpointer data)
{
  g_setenv ("STORE_TEST_PATH", fixture->base.path, TRUE);
  g_test_trap_subprocess ("/store/queue/subprocess/within", 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*store_queue_is_worker*");
}

static void
test_within (void)
{
  g_autoptr (StoreQueue) queue =
      store_queue_new (g_getenv ("STORE_TEST_PATH"), STORE_OPEN_READ, NULL);

  store_queue_run (queue, nested_func, queue, NULL, NULL);
}

#define queue_test(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  store_fixture_init (&argc, &argv);
  queue_test ("/store/queue/run", test_run);
  queue_test ("/store/queue/order", test_order);
  queue_test ("/store/queue/cancelled-in-the-queue", test_cancelled_in_the_queue);
  queue_test ("/store/queue/cancelled-at-work", test_cancelled_at_work);
  queue_test ("/store/queue/cancelled-too-late", test_cancelled_too_late);
  queue_test ("/store/queue/close", test_close);
  queue_test ("/store/queue/dropped", test_dropped);
  queue_test ("/store/queue/data-comes-home", test_data_comes_home);
  queue_test ("/store/queue/open-async", test_open_async);
  queue_test ("/store/queue/many-threads", test_many_threads);
  queue_test ("/store/queue/never-from-within", test_never_from_within);
  g_test_add_func ("/store/queue/subprocess/within", test_within);
  return g_test_run ();
}

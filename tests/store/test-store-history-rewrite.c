/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"
#include "store-history-rewrite.h"

#define GUARDS                                                         \
  "SELECT group_concat (sql, ';') FROM (SELECT sql FROM sqlite_schema" \
  " WHERE type = 'trigger' ORDER BY name)"

static gboolean
forget_values (StoreConnection *connection, gpointer data, GError **error)
{
  gboolean *fails = data;

  if (!store_connection_execute (connection, "UPDATE history SET changes = '{}'", error))
    return FALSE;
  if (*fails)
    g_set_error_literal (error, STORE_ERROR, STORE_ERROR_CONNECTION, "no more");
  return !*fails;
}

static char *
changes (StoreFixture *fixture)
{
  return store_fixture_ask_here (fixture->connection,
                                 "SELECT group_concat (DISTINCT changes) FROM history");
}

/* What is refused before is refused after, in the very words of the database. */
static void
assert_guarded (StoreFixture *fixture, const char *guards)
{
  g_autofree char *now = store_fixture_ask_here (fixture->connection, GUARDS);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (now, ==, guards);
  g_assert_false (store_connection_execute (fixture->connection, "DELETE FROM history", &error));
  g_assert_nonnull (error);
}

static void
test_rewrite (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *guards = store_fixture_ask_here (fixture->connection, GUARDS);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gboolean fails = FALSE;

  store_fixture_add (fixture->connection, MODEL_ENTITY_TEACHER, "family_name", "Zorro", NULL);
  assert_guarded (fixture, guards);
  g_assert_true (store_history_rewrite (fixture->connection, forget_values, &fails, &error));
  g_assert_no_error (error);
  after = changes (fixture);
  g_assert_cmpstr (after, ==, "{}");
  assert_guarded (fixture, guards);
}

static void
test_failure (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *guards = store_fixture_ask_here (fixture->connection, GUARDS);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gboolean fails = TRUE;

  store_fixture_add (fixture->connection, MODEL_ENTITY_TEACHER, "family_name", "Zorro", NULL);
  before = changes (fixture);
  g_assert_false (store_history_rewrite (fixture->connection, forget_values, &fails, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONNECTION);
  after = changes (fixture);
  g_assert_cmpstr (after, ==, before);
  assert_guarded (fixture, guards);
}

/* Somebody else who looks meanwhile sees a base that is guarded. */
static gboolean
look_from_elsewhere (StoreConnection *connection, gpointer data, GError **error)
{
  g_autofree char *elsewhere = store_fixture_ask (store_connection_get_path (connection), GUARDS);

  g_assert_cmpstr (elsewhere, ==, data);
  return TRUE;
}

static void
test_elsewhere (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *guards = store_fixture_ask_here (fixture->connection, GUARDS);
  g_autoptr (GError) error = NULL;

  g_assert_true (store_history_rewrite (fixture->connection, look_from_elsewhere, guards, &error));
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_add_test ("/store/history-rewrite/rewrite", test_rewrite);
  store_fixture_add_test ("/store/history-rewrite/failure", test_failure);
  store_fixture_add_test ("/store/history-rewrite/elsewhere", test_elsewhere);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"
#include "store-history.h"
#include "store-settings.h"

static ModelSettings *
load (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  ModelSettings *settings = store_settings_load (fixture->connection, &error);

  g_assert_no_error (error);
  return settings;
}

static void
save (StoreFixture *fixture, const char *name, const char *value)
{
  g_autoptr (StoreOperation) operation = store_operation_new ("Mme Martin", "settings.change");
  g_autoptr (GError) error = NULL;

  g_assert_true (store_settings_save (fixture->connection, name, value, operation, &error));
  g_assert_no_error (error);
}

static void
assert_rows (StoreFixture *fixture, const char *expected)
{
  g_autofree char *rows =
      store_fixture_ask_here (fixture->connection, "SELECT COUNT (*) FROM setting");

  g_assert_cmpstr (rows, ==, expected);
}

static void
test_nothing_kept (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelSettings) settings = load (fixture);

  g_assert_cmpint (model_settings_get_int (settings, "deadline.late"), ==, 7);
}

static void
test_kept (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelSettings) settings = NULL;
  g_autoptr (ModelSettings) changed = NULL;

  save (fixture, "deadline.late", "10");
  save (fixture, "rule.overlap", "blocking");
  settings = load (fixture);
  g_assert_cmpint (model_settings_get_int (settings, "deadline.late"), ==, 10);
  g_assert_cmpstr (model_settings_get (settings, "rule.overlap"), ==, "blocking");
  save (fixture, "deadline.late", "12");
  changed = load (fixture);
  g_assert_cmpint (model_settings_get_int (changed, "deadline.late"), ==, 12);
  assert_rows (fixture, "2");
}

static void
test_back_to_the_default (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelSettings) settings = NULL;

  save (fixture, "deadline.late", NULL);
  assert_rows (fixture, "0");
  save (fixture, "deadline.late", "10");
  save (fixture, "deadline.late", NULL);
  settings = load (fixture);
  g_assert_cmpint (model_settings_get_int (settings, "deadline.late"), ==, 7);
}

static void
test_the_same_is_no_change (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) history = NULL;

  save (fixture, "deadline.late", "10");
  save (fixture, "deadline.late", "10");
  history = store_history_recent (fixture->connection, 10, NULL);
  g_assert_cmpuint (history->len, ==, 1);
}

static void
test_undo (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (StoreOperation) undo = store_operation_new ("Mme Martin", "undo");
  g_autoptr (ModelSettings) settings = NULL;
  g_autoptr (GError) error = NULL;

  save (fixture, "deadline.late", "10");
  save (fixture, "deadline.late", "12");
  id = store_history_undoable (fixture->connection, "Mme Martin", &error);
  g_assert_true (store_undo (fixture->connection, id, undo, &error));
  g_assert_no_error (error);
  settings = load (fixture);
  g_assert_cmpint (model_settings_get_int (settings, "deadline.late"), ==, 10);
}

int
main (int argc, char *argv[])
{
  store_fixture_init (&argc, &argv);
  store_fixture_add_test ("/store/settings/nothing-kept", test_nothing_kept);
  store_fixture_add_test ("/store/settings/kept", test_kept);
  store_fixture_add_test ("/store/settings/default", test_back_to_the_default);
  store_fixture_add_test ("/store/settings/same", test_the_same_is_no_change);
  store_fixture_add_test ("/store/settings/undo", test_undo);
  return g_test_run ();
}

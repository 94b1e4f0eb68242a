/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"
#include "store-seats.h"

/* A database of this computer alone has no seats, and is not slow. */
static void
test_local (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) seats = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (store_connection_is_shared (fixture->connection));
  g_assert_cmpfloat (store_connection_get_latency (fixture->connection), ==, 0);
  g_assert_null (store_connection_get_warning (fixture->connection));
  seats = store_connection_get_seats (fixture->connection, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (seats->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_add_test ("/store/seats/local", test_local);
  return g_test_run ();
}

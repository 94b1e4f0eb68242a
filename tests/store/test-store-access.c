/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-access.h"
#include "store-fixture.h"

static void
log_it (StoreFixture *fixture, const char *author, gint64 account, const char *act, gint64 id)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (store_access_log (fixture->connection, author, account, act,
                                   id != 0 ? MODEL_ENTITY_STUDENT : MODEL_ENTITY_NONE, id, NULL,
                                   &error));
  g_assert_no_error (error);
}

static GPtrArray *
find (StoreFixture *fixture, StoreAccessFilter filter)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *lines = store_access_find (fixture->connection, &filter, &error);

  g_assert_no_error (error);
  return lines;
}

static void
test_line (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;
  const StoreAccessLine *line;

  g_assert_true (store_access_log (fixture->connection, "Mme Martin", 7, STORE_ACCESS_REVEAL,
                                   MODEL_ENTITY_GUARDIAN, 12, "email", &error));
  lines = find (fixture, (StoreAccessFilter){ .entity = MODEL_ENTITY_NONE });
  g_assert_cmpuint (lines->len, ==, 1);
  line = lines->pdata[0];
  g_assert_cmpstr (line->author, ==, "Mme Martin");
  g_assert_cmpint (line->account_id, ==, 7);
  g_assert_cmpstr (line->act, ==, "reveal");
  g_assert_cmpint (line->entity, ==, MODEL_ENTITY_GUARDIAN);
  g_assert_cmpint (line->entity_id, ==, 12);
  g_assert_cmpstr (line->detail, ==, "email");
  g_assert_cmpstr (line->seat, ==, g_get_host_name ());
  g_assert_true (g_str_has_suffix (line->at, "Z"));
}

/* What is about nothing has neither entity nor account. */
static void
test_about_nothing (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *nulls = NULL;
  const StoreAccessLine *line;

  log_it (fixture, "A", 0, STORE_ACCESS_EXPORT, 0);
  lines = find (fixture, (StoreAccessFilter){ .entity = MODEL_ENTITY_NONE });
  line = lines->pdata[0];
  g_assert_cmpint (line->entity, ==, MODEL_ENTITY_NONE);
  g_assert_cmpint (line->entity_id, ==, 0);
  g_assert_cmpint (line->account_id, ==, 0);
  g_assert_cmpstr (line->detail, ==, NULL);
  nulls = store_fixture_ask_here (fixture->connection,
                                  "SELECT COUNT (*) FROM access_log WHERE account_id IS NULL"
                                  " AND entity IS NULL AND entity_id IS NULL");
  g_assert_cmpstr (nulls, ==, "1");
}

static void
assert_has (StoreFixture *fixture,
            const char *author,
            gint64 account,
            gint64 id,
            const char *since,
            gboolean expected)
{
  g_autoptr (GError) error = NULL;
  gboolean found = !expected;

  g_assert_true (store_access_has (fixture->connection, author, account, STORE_ACCESS_OPEN,
                                   id != 0 ? MODEL_ENTITY_STUDENT : MODEL_ENTITY_NONE, id, since,
                                   &found, &error));
  g_assert_no_error (error);
  g_assert_true (found == expected);
}

static void
test_has (StoreFixture *fixture, gconstpointer data)
{
  log_it (fixture, "A", 0, STORE_ACCESS_OPEN, 3);
  assert_has (fixture, "A", 0, 3, "2000-01-01T00:00:00Z", TRUE);
  assert_has (fixture, "A", 0, 3, "2999-01-01T00:00:00Z", FALSE);
  assert_has (fixture, "A", 0, 4, "2000-01-01T00:00:00Z", FALSE);
  assert_has (fixture, "A", 5, 3, "2000-01-01T00:00:00Z", FALSE);
  assert_has (fixture, "B", 0, 3, "2000-01-01T00:00:00Z", FALSE);
  assert_has (fixture, "A", 0, 0, "2000-01-01T00:00:00Z", FALSE);
}

static void
test_find (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) of_b = NULL;
  g_autoptr (GPtrArray) last = NULL;
  g_autoptr (GPtrArray) of_student = NULL;
  g_autoptr (GPtrArray) authors = NULL;
  g_autoptr (GError) error = NULL;

  log_it (fixture, "B", 0, STORE_ACCESS_OPEN, 1);
  log_it (fixture, "A", 0, STORE_ACCESS_OPEN, 2);
  log_it (fixture, "B", 0, STORE_ACCESS_PRINT, 0);
  of_b = find (fixture, (StoreAccessFilter){ .entity = MODEL_ENTITY_NONE, .author = "B" });
  g_assert_cmpuint (of_b->len, ==, 2);
  g_assert_cmpstr (((StoreAccessLine *) of_b->pdata[0])->act, ==, STORE_ACCESS_PRINT);
  last = find (fixture, (StoreAccessFilter){ .entity = MODEL_ENTITY_NONE, .max = 1 });
  g_assert_cmpuint (last->len, ==, 1);
  of_student =
      find (fixture, (StoreAccessFilter){ .entity = MODEL_ENTITY_STUDENT, .entity_id = 2 });
  g_assert_cmpuint (of_student->len, ==, 1);
  g_assert_cmpstr (((StoreAccessLine *) of_student->pdata[0])->author, ==, "A");
  authors = store_access_authors (fixture->connection, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (authors->len, ==, 2);
  g_assert_cmpstr (authors->pdata[0], ==, "A");
  g_assert_cmpstr (authors->pdata[1], ==, "B");
}

static void
assert_n (StoreFixture *fixture, StoreAccessFilter filter, guint n)
{
  g_autoptr (GPtrArray) lines = find (fixture, filter);

  g_assert_cmpuint (lines->len, ==, n);
}

/* By the words of a name, in any order and spelling; only of whom it is about. */
static void
test_named (StoreFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    guint n;
  } cases[] = {
    { "", 4 },        { "   ", 4 },         { "abadie", 1 },        { "Léa Abadie", 1 },
    { "lea aba", 1 }, { "Dupont-Noël", 1 }, { "abadie dupont", 0 }, { "garage", 1 },
    { "%", 4 },
  };
  StoreConnection *c = fixture->connection;
  gint64 lea = store_fixture_add (c, MODEL_ENTITY_STUDENT, "family_name", "Abadie", "given_name",
                                  "Léa", NULL);
  gint64 noe = store_fixture_add (c, MODEL_ENTITY_STUDENT, "family_name", "Dupont-Noël", NULL);
  gint64 company = store_fixture_add (c, MODEL_ENTITY_COMPANY, "name", "Garage Ri", NULL);
  g_autoptr (GError) error = NULL;

  log_it (fixture, "A", 0, STORE_ACCESS_OPEN, lea);
  log_it (fixture, "A", 0, STORE_ACCESS_OPEN, noe);
  log_it (fixture, "Abadie", 0, STORE_ACCESS_OPEN, 9999);
  g_assert_true (
      store_access_log (c, "A", 0, STORE_ACCESS_OPEN, MODEL_ENTITY_COMPANY, company, NULL, &error));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("“%s”", cases[i].name);
      assert_n (fixture, (StoreAccessFilter){ .entity = MODEL_ENTITY_NONE, .name = cases[i].name },
                cases[i].n);
    }
}

/* Days and moments; a hundred thousand lines are no more to read than a hundred. */
static void
test_many (StoreFixture *fixture, gconstpointer data)
{
  StoreAccessFilter filter = { .entity = MODEL_ENTITY_NONE };
  g_autoptr (GError) error = NULL;

  g_assert_true (store_connection_execute (
      fixture->connection,
      "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99999)"
      " INSERT INTO access_log (at, author, seat, act, entity, entity_id)"
      " SELECT '20' || substr ('0' || (i / 1000), -2) || '-02-03T04:05:06Z', 'A', 'pc', 'open',"
      " 'student', i FROM n",
      &error));
  g_assert_no_error (error);
  filter.max = 100;
  assert_n (fixture, filter, 100);
  filter.max = 0;
  filter.from = filter.until = "2042-02-03";
  assert_n (fixture, filter, 1000);
  filter.from = "2042-02-03T04:05:06Z";
  filter.until = "2042-02-03T04:05:06Z";
  assert_n (fixture, filter, 1000);
  filter.from = "2042-02-03T04:05:07Z";
  filter.until = "2043-02-03T04:05:05Z";
  assert_n (fixture, filter, 0);
}

/* Old lines go; those of today stay, and the guards are there again. */
static void
test_expire (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *left = NULL;
  guint n = 0;

  g_assert_true (store_connection_execute (fixture->connection,
                                           "INSERT INTO access_log (at, author, seat, act)"
                                           " VALUES ('2001-02-03T04:05:06Z', 'A', 'pc', 'open')",
                                           &error));
  log_it (fixture, "B", 0, STORE_ACCESS_OPEN, 1);
  g_assert_true (store_access_expire (fixture->connection, "2001-02-03", &n, &error));
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (store_access_expire (fixture->connection, "2001-02-04", &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);
  left =
      store_fixture_ask_here (fixture->connection, "SELECT group_concat (author) FROM access_log");
  g_assert_cmpstr (left, ==, "B");
  g_assert_false (store_connection_execute (fixture->connection, "DELETE FROM access_log", &error));
  g_assert_nonnull (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_add_test ("/store/access/line", test_line);
  store_fixture_add_test ("/store/access/about-nothing", test_about_nothing);
  store_fixture_add_test ("/store/access/has", test_has);
  store_fixture_add_test ("/store/access/find", test_find);
  store_fixture_add_test ("/store/access/named", test_named);
  store_fixture_add_test ("/store/access/many", test_many);
  store_fixture_add_test ("/store/access/expire", test_expire);
  return g_test_run ();
}

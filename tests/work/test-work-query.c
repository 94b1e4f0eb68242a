/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-record.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-query-private.h"

/* Queries that take long leave the database to others. */

typedef struct
{
  WorkFixture *fixture;
  char *read;
  gboolean fails_to_read;
  gboolean fails_to_make;
  gint *n_freed;
} Data;

static gboolean
read_town (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Data *self = data;
  g_autoptr (ModelRecord) record = NULL;

  if (self->fails_to_read)
    {
      g_set_error_literal (error, WORK_ERROR, WORK_ERROR_REFUSED, "not read");
      return FALSE;
    }
  record = store_load (connection, MODEL_ENTITY_COMPANY, self->fixture->company_id, error);
  self->read = g_strdup (model_record_get (record, "name"));
  return TRUE;
}

/* Reads and writes the base and waits for it: in the database thread that would wait for ever. */
static gpointer
make_sentence (gpointer data, GCancellable *cancellable, GError **error)
{
  Data *self = data;
  g_autoptr (ModelRecord) record = work_school_read (
      self->fixture->school,
      work_query_record_new (MODEL_ENTITY_STUDENT, self->fixture->students[0]), error);

  g_assert_nonnull (record);
  work_fixture_change (self->fixture, MODEL_ENTITY_COMPANY, self->fixture->company_id, "name",
                       "Changed meanwhile");
  if (self->fails_to_make)
    {
      g_set_error_literal (error, WORK_ERROR, WORK_ERROR_REFUSED, "not made");
      return NULL;
    }
  return g_strjoin (": ", self->read, model_record_get (record, "family_name"), NULL);
}

static void
data_free (gpointer data)
{
  Data *self = data;

  (*self->n_freed)++;
  g_free (self->read);
  g_free (self);
}

static WorkQuery *
query_new (WorkFixture *fixture, gboolean fails_to_read, gboolean fails_to_make, gint *n_freed)
{
  Data *self = g_new0 (Data, 1);

  self->fixture = fixture;
  self->fails_to_read = fails_to_read;
  self->fails_to_make = fails_to_make;
  self->n_freed = n_freed;
  return _work_query_new_long (read_town, make_sentence, self, data_free, g_free);
}

static void
assert_made (WorkFixture *fixture, const char *made)
{
  g_autoptr (ModelRecord) company =
      work_fixture_load (fixture, MODEL_ENTITY_COMPANY, fixture->company_id);

  g_assert_true (g_str_has_suffix (made, ": Abadie"));
  g_assert_false (g_str_has_prefix (made, "Changed"));
  g_assert_cmpstr (model_record_get (company, "name"), ==, "Changed meanwhile");
}

static void
test_waits (WorkFixture *fixture, gconstpointer data)
{
  gint n_freed = 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *made =
      work_school_read (fixture->school, query_new (fixture, FALSE, FALSE, &n_freed), &error);

  g_assert_no_error (error);
  assert_made (fixture, made);
  g_assert_cmpint (n_freed, ==, 1);
}

static gpointer
read_without_waiting (WorkFixture *fixture,
                      WorkQuery *query,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  work_school_read_async (fixture->school, query, cancellable, work_fixture_on_result_cb, &result);
  return work_school_read_finish (fixture->school, work_fixture_wait (&result), error);
}

static void
test_without_waiting (WorkFixture *fixture, gconstpointer data)
{
  gint n_freed = 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *made =
      read_without_waiting (fixture, query_new (fixture, FALSE, FALSE, &n_freed), NULL, &error);

  g_assert_no_error (error);
  assert_made (fixture, made);
}

/* What was not read is not made. */
static void
test_fails (WorkFixture *fixture, gconstpointer data)
{
  gint n_freed = 0;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) first = NULL, second = NULL;
      const char *expected = i == 0 ? "not read" : "not made";

      g_assert_null (work_school_read (fixture->school,
                                       query_new (fixture, i == 0, i == 1, &n_freed), &first));
      g_assert_error (first, WORK_ERROR, WORK_ERROR_REFUSED);
      g_assert_cmpstr (first->message, ==, expected);
      g_assert_null (read_without_waiting (fixture, query_new (fixture, i == 0, i == 1, &n_freed),
                                           NULL, &second));
      g_assert_cmpstr (second->message, ==, expected);
    }
}

static void
test_cancelled (WorkFixture *fixture, gconstpointer data)
{
  gint n_freed = 0;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (read_without_waiting (fixture, query_new (fixture, FALSE, FALSE, &n_freed),
                                       cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(name, func)                                                          \
  g_test_add ("/work/query/" name, WorkFixture, NULL, work_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("waits", test_waits);
  ADD ("without-waiting", test_without_waiting);
  ADD ("fails", test_fails);
  ADD ("cancelled", test_cancelled);
  return g_test_run ();
}

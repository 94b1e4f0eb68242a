/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

/* Two seats on one row; transactions that fail half way. */

typedef struct
{
  const char *column;
  const char *value;
} Change;

typedef struct
{
  const char *name;
  Change theirs[3];
  Change mine[3];
  const char *conflict; /* column, or NULL when both are kept */
  int version;          /* afterwards, from 1 */
} Case;

static const Case cases[] = {
  { "different-fields", { { "town", "Lyon" } }, { { "email", "a@b.fr" } }, NULL, 3 },
  { "same-value", { { "town", "Lyon" } }, { { "town", "Lyon" } }, NULL, 2 },
  { "same-value-and-more",
    { { "town", "Lyon" } },
    { { "town", "Lyon" }, { "email", "a@b.fr" } },
    NULL,
    3 },
  { "same-field", { { "town", "Lyon" } }, { { "town", "Metz" } }, "town", 2 },
  { "one-of-two",
    { { "town", "Lyon" }, { "mobile", "+33600000000" } },
    { { "town", "Metz" }, { "email", "a@b.fr" } },
    "town",
    2 },
  { "cleared", { { "town", NULL } }, { { "town", "Metz" } }, "town", 2 },
  { "both-cleared", { { "town", NULL } }, { { "town", NULL } }, NULL, 2 },
  { "i-clear", { { "email", "x@y.fr" } }, { { "town", NULL } }, NULL, 3 },
  { "nothing-of-mine", { { "town", "Lyon" } }, { { NULL, NULL } }, NULL, 2 },
};

static void
apply (ModelRecord *record, const Change *changes)
{
  for (guint i = 0; i < 3 && changes[i].column != NULL; i++)
    model_record_set_canonical (record, changes[i].column, changes[i].value);
}

static void
assert_has (ModelRecord *record, const Change *changes)
{
  for (guint i = 0; i < 3 && changes[i].column != NULL; i++)
    g_assert_cmpstr (model_record_get (record, changes[i].column), ==, changes[i].value);
}

static void
assert_conflict (const Case *c, GPtrArray *conflicts, ModelRecord *mine)
{
  const StoreConflict *conflict;

  g_assert_nonnull (conflicts);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = g_ptr_array_index (conflicts, 0);
  g_assert_cmpstr (model_field_column (conflict->field), ==, c->conflict);
  g_assert_cmpstr (conflict->base, ==, "Paris");
  g_assert_cmpstr (conflict->mine, ==, c->mine[0].value);
  g_assert_cmpstr (conflict->theirs, ==, c->theirs[0].value);
  /* Ours stays as it was typed. */
  g_assert_cmpint (model_record_get_version (mine), ==, 1);
  g_assert_true (model_record_is_changed (mine));
  assert_has (mine, c->mine);
}

static void
check_case (StoreFixture *fixture, const Case *c)
{
  StoreConnection *connection = fixture->connection;
  g_autoptr (ModelRecord) mine =
      store_fixture_save (connection, MODEL_ENTITY_STUDENT, "town", "Paris", NULL);
  gint64 id = model_record_get_id (mine);
  g_autoptr (ModelRecord) theirs = store_load (connection, MODEL_ENTITY_STUDENT, id, NULL);
  g_autoptr (ModelRecord) now = NULL;
  g_autoptr (StoreOperation) op = store_operation_new ("M. Petit", "test.merge");
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", c->name);
  apply (theirs, c->theirs);
  store_fixture_save_again (connection, theirs, NULL);
  apply (mine, c->mine);
  g_assert_cmpint (store_save (connection, mine, op, &conflicts, &error), ==, c->conflict == NULL);

  now = store_load (connection, MODEL_ENTITY_STUDENT, id, NULL);
  g_assert_cmpint (model_record_get_version (now), ==, c->version);
  lines = store_history_of_operation (connection, op->id, NULL);
  assert_has (now, c->theirs);
  if (c->conflict != NULL)
    {
      g_assert_error (error, STORE_ERROR, STORE_ERROR_CONFLICT);
      assert_conflict (c, conflicts, mine);
      g_assert_cmpuint (lines->len, ==, 0);
      return;
    }
  g_assert_no_error (error);
  g_assert_null (conflicts);
  assert_has (now, c->mine);
  assert_has (mine, c->mine);
  assert_has (mine, c->theirs);
  g_assert_false (model_record_is_changed (mine));
  g_assert_cmpint (model_record_get_version (mine), ==, c->version);
  g_assert_cmpuint (lines->len, ==, c->version == 3 ? 1 : 0);
}

static void
test_cases (StoreFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_case (fixture, &cases[i]);
}

/* After a conflict one takes what there is, chooses, and saves. */
static void
test_conflict_then_choice (StoreFixture *fixture, gconstpointer data)
{
  StoreConnection *connection = fixture->connection;
  g_autoptr (ModelRecord) mine =
      store_fixture_save (connection, MODEL_ENTITY_STUDENT, "town", "Paris", NULL);
  g_autoptr (ModelRecord) theirs =
      store_load (connection, MODEL_ENTITY_STUDENT, model_record_get_id (mine), NULL);
  g_autoptr (ModelRecord) chosen = NULL;
  g_autoptr (StoreOperation) op = store_operation_new ("M. Petit", "test.merge");
  g_autoptr (GError) error = NULL;

  model_record_set_canonical (theirs, "town", "Lyon");
  store_fixture_save_again (connection, theirs, NULL);
  model_record_set_canonical (mine, "town", "Metz");
  g_assert_false (store_save (connection, mine, op, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Town"));
  g_clear_error (&error);

  chosen = store_load (connection, MODEL_ENTITY_STUDENT, model_record_get_id (mine), NULL);
  model_record_set_canonical (chosen, "town", "Metz");
  g_assert_true (store_save (connection, chosen, op, NULL, &error));
  g_assert_no_error (error);
}

static void
test_stale_delete (StoreFixture *fixture, gconstpointer data)
{
  StoreConnection *connection = fixture->connection;
  g_autoptr (ModelRecord) mine = store_fixture_save (connection, MODEL_ENTITY_STUDENT, NULL);
  g_autoptr (ModelRecord) theirs =
      store_load (connection, MODEL_ENTITY_STUDENT, model_record_get_id (mine), NULL);
  g_autoptr (StoreOperation) op = store_operation_new ("M. Petit", "test.merge");
  g_autoptr (GError) error = NULL;

  model_record_set_canonical (theirs, "town", "Lyon");
  store_fixture_save_again (connection, theirs, NULL);
  g_assert_false (store_delete (connection, mine, op, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (store_delete (connection, theirs, op, &error));
}

static void
test_nothing_to_save (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) record =
      store_fixture_save (fixture->connection, MODEL_ENTITY_STUDENT, NULL);
  g_autoptr (StoreOperation) op = store_operation_new ("M. Petit", "test.merge");
  g_autoptr (GPtrArray) lines = NULL;

  g_assert_true (store_save (fixture->connection, record, op, NULL, NULL));
  g_assert_cmpint (model_record_get_version (record), ==, 1);
  lines = store_history_of_operation (fixture->connection, op->id, NULL);
  g_assert_cmpuint (lines->len, ==, 0);
}

/* A transaction of two saves, the second of which fails. */

typedef struct
{
  ModelRecord *new_record;
  ModelRecord *old_record;
  StoreOperation *operation;
  gboolean survives;
} Plan;

static gboolean
save_badly (StoreConnection *connection, gpointer data, GError **error)
{
  Plan *plan = data;
  g_autoptr (ModelRecord) bad = model_record_new (MODEL_ENTITY_STUDENT);

  g_assert_true (store_connection_in_transaction (connection));
  model_record_set_canonical (plan->old_record, "town", "Inner");
  return store_save (connection, plan->old_record, plan->operation, NULL, error)
         && store_save (connection, bad, plan->operation, NULL, error);
}

static gboolean
save_two (StoreConnection *connection, gpointer data, GError **error)
{
  Plan *plan = data;

  model_record_set_canonical (plan->old_record, "town", "Outer");
  if (!store_save (connection, plan->new_record, plan->operation, NULL, error)
      || !store_save (connection, plan->old_record, plan->operation, NULL, error))
    return FALSE;
  if (!plan->survives)
    return save_badly (connection, plan, error);
  /* The inner part fails alone. */
  g_assert_false (store_connection_transaction (connection, save_badly, plan, NULL));
  g_assert_cmpstr (model_record_get (plan->old_record, "town"), ==, "Inner");
  g_assert_cmpint (model_record_get_version (plan->old_record), ==, 2);
  g_assert_true (model_record_is_changed (plan->old_record));
  return TRUE;
}

static void
check_transaction (StoreFixture *fixture, gboolean survives)
{
  StoreConnection *connection = fixture->connection;
  g_autoptr (ModelRecord) new_record = store_fixture_make (connection, MODEL_ENTITY_STUDENT, FALSE);
  g_autoptr (ModelRecord) old_record =
      store_fixture_save (connection, MODEL_ENTITY_STUDENT, "town", "Paris", NULL);
  g_autoptr (StoreOperation) op = store_operation_new ("M. Petit", "test.two");
  Plan plan = { new_record, old_record, op, survives };
  g_autoptr (ModelRecord) now = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (store_connection_transaction (connection, save_two, &plan, &error), ==,
                   survives);
  g_assert_false (store_connection_in_transaction (connection));
  now = store_load (connection, MODEL_ENTITY_STUDENT, model_record_get_id (old_record), NULL);
  lines = store_history_of_operation (connection, op->id, NULL);
  if (survives)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (model_record_get (now, "town"), ==, "Outer");
      g_assert_cmpint (model_record_get_id (new_record), >, 0);
      g_assert_cmpuint (lines->len, ==, 2);
      return;
    }
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CHECK);
  g_assert_cmpstr (model_record_get (now, "town"), ==, "Paris");
  g_assert_cmpuint (lines->len, ==, 0);
  /* The records are as before, ready to be saved again. */
  g_assert_cmpint (model_record_get_id (new_record), ==, 0);
  g_assert_cmpint (model_record_get_version (new_record), ==, 0);
  g_assert_cmpint (model_record_get_version (old_record), ==, 1);
  g_assert_true (model_record_is_changed (old_record));
  store_fixture_save_again (connection, new_record, op);
}

static void
test_transaction_fails (StoreFixture *fixture, gconstpointer data)
{
  check_transaction (fixture, FALSE);
}

static void
test_transaction_survives (StoreFixture *fixture, gconstpointer data)
{
  check_transaction (fixture, TRUE);
}

int
main (int argc, char *argv[])
{
  store_fixture_init (&argc, &argv);
  store_fixture_add_test ("/store/merge/cases", test_cases);
  store_fixture_add_test ("/store/merge/conflict-then-choice", test_conflict_then_choice);
  store_fixture_add_test ("/store/merge/stale-delete", test_stale_delete);
  store_fixture_add_test ("/store/merge/nothing-to-save", test_nothing_to_save);
  store_fixture_add_test ("/store/merge/transaction-fails", test_transaction_fails);
  store_fixture_add_test ("/store/merge/transaction-survives", test_transaction_survives);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

/* What is kept of each change, and what undo makes of it. */

static StoreOperation *
save (StoreFixture *fixture, ModelRecord *record, const char *author, const char *value)
{
  StoreOperation *op = store_operation_new (author, "student.edit");

  if (value != NULL)
    model_record_set_canonical (record, "town", value);
  store_fixture_save_again (fixture->connection, record, op);
  return op;
}

static void
reload (StoreFixture *fixture, ModelRecord **record)
{
  g_autoptr (GError) error = NULL;
  ModelRecord *now = store_load (fixture->connection, model_record_get_entity (*record),
                                 model_record_get_id (*record), &error);

  g_assert_no_error (error);
  g_object_unref (*record);
  *record = now;
}

static void
assert_town (StoreFixture *fixture, ModelRecord **record, const char *town)
{
  reload (fixture, record);
  g_assert_cmpstr (model_record_get (*record, "town"), ==, town);
}

static void
test_lines (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) record = model_record_new (MODEL_ENTITY_SETTING);
  g_autoptr (StoreOperation) op = store_operation_new ("Mme Martin", "setting.change");
  gint64 id;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) recent = NULL;
  const StoreHistoryLine *line;

  model_record_set_canonical (record, "name", "mandatory");
  store_fixture_save_again (fixture->connection, record, op);
  id = model_record_get_id (record);
  model_record_set_canonical (record, "value", "a \"quoted\"\nœuvre");
  store_fixture_save_again (fixture->connection, record, op);
  g_assert_true (store_delete (fixture->connection, record, op, NULL));

  lines = store_history_of (fixture->connection, MODEL_ENTITY_SETTING, id, NULL);
  g_assert_cmpuint (lines->len, ==, 3);
  line = g_ptr_array_index (lines, 2);
  g_assert_cmpstr (line->action, ==, "insert");
  g_assert_cmpstr (line->author, ==, "Mme Martin");
  g_assert_cmpstr (line->label, ==, "setting.change");
  g_assert_cmpstr (line->operation_id, ==, op->id);
  g_assert_null (line->undoes);
  g_assert_cmpint (line->entity, ==, MODEL_ENTITY_SETTING);
  g_assert_cmpint (line->entity_id, ==, id);
  g_assert_cmpint (line->version, ==, 1);
  g_assert_cmpuint (strlen (line->at), ==, strlen ("2026-11-24T08:00:00Z"));
  g_assert_cmpstr (line->changes, ==, "{\"name\":[null,\"mandatory\"]}");
  line = g_ptr_array_index (lines, 1);
  g_assert_cmpstr (line->action, ==, "update");
  g_assert_cmpint (line->version, ==, 2);
  g_assert_cmpstr (line->changes, ==, "{\"value\":[null,\"a \\\"quoted\\\"\\nœuvre\"]}");
  line = g_ptr_array_index (lines, 0);
  g_assert_cmpstr (line->action, ==, "delete");
  g_assert_cmpint (line->version, ==, 3);
  g_assert_nonnull (strstr (line->changes, "\"name\":[\"mandatory\",null]"));

  recent = store_history_recent (fixture->connection, 2, NULL);
  g_assert_cmpuint (recent->len, ==, 2);
  g_assert_cmpstr (((StoreHistoryLine *) g_ptr_array_index (recent, 0))->action, ==, "delete");
}

static void
test_append_only (StoreFixture *fixture, gconstpointer data)
{
  static const char *const forbidden[] = {
    "UPDATE history SET author = 'x'",
    "DELETE FROM history",
    "INSERT OR REPLACE INTO history SELECT * FROM history",
    "UPDATE history_value SET value = 'x'",
    "DELETE FROM history_value",
  };
  g_autoptr (ModelRecord) record =
      store_fixture_make (fixture->connection, MODEL_ENTITY_SCHOOL, TRUE);

  store_fixture_save_again (fixture->connection, record, NULL);
  model_record_set_canonical (record, "logo", NULL);
  store_fixture_save_again (fixture->connection, record, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (forbidden); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", forbidden[i]);
      g_assert_false (store_connection_execute (fixture->connection, forbidden[i], &error));
      g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
    }
}

static void
test_has_operation (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) record =
      store_fixture_save (fixture->connection, MODEL_ENTITY_STUDENT, NULL);
  g_autoptr (StoreOperation) op = save (fixture, record, "A", "Lyon");
  gboolean found = FALSE;

  g_assert_true (store_history_has_operation (fixture->connection, op->id, &found, NULL));
  g_assert_true (found);
  g_assert_true (store_history_has_operation (fixture->connection, "no-such", &found, NULL));
  g_assert_false (found);
}

/* Long values are not repeated, yet undo gives them back to the byte. */
static void
test_quiet_values (StoreFixture *fixture, gconstpointer data)
{
  StoreConnection *connection = fixture->connection;
  g_autofree guchar *raw = g_malloc (5000);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (ModelRecord) template = store_fixture_make (connection, MODEL_ENTITY_TEMPLATE, TRUE);
  g_autoptr (ModelRecord) back = NULL;
  g_autoptr (StoreOperation) edit = store_operation_new ("A", "template.replace");
  g_autoptr (StoreOperation) gone = store_operation_new ("A", "template.delete");
  g_autoptr (StoreOperation) undo_gone = store_operation_new ("A", "undo");
  g_autoptr (StoreOperation) undo_edit = store_operation_new ("A", "undo");
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5000; i++)
    raw[i] = (guchar) (i * 7 + i / 256);
  first = g_base64_encode (raw, 5000);
  second = g_base64_encode (raw, 4999);
  model_record_set_canonical (template, "content", first);
  store_fixture_save_again (connection, template, NULL);
  model_record_set_canonical (template, "content", second);
  store_fixture_save_again (connection, template, edit);
  g_assert_true (store_delete (connection, template, gone, &error));

  lines = store_history_recent (connection, 10, NULL);
  for (guint i = 0; i < lines->len; i++)
    {
      const StoreHistoryLine *line = g_ptr_array_index (lines, i);

      g_assert_cmpuint (strlen (line->changes), <, 1000);
      if (line->entity == MODEL_ENTITY_TEMPLATE)
        g_assert_nonnull (strstr (line->changes, "\"sha256:"));
    }
  g_assert_true (store_undo (connection, gone->id, undo_gone, &error));
  g_assert_no_error (error);
  back = store_load (connection, MODEL_ENTITY_TEMPLATE, model_record_get_id (template), &error);
  g_assert_cmpstr (model_record_get (back, "content"), ==, second);
  g_assert_true (store_undo (connection, edit->id, undo_edit, &error));
  g_assert_no_error (error);
  reload (fixture, &back);
  g_assert_cmpstr (model_record_get (back, "content"), ==, first);
}

static char *
undo_last (StoreFixture *fixture, const char *author)
{
  g_autofree char *id = store_history_undoable (fixture->connection, author, NULL);
  g_autoptr (StoreOperation) op = store_operation_new (author, "undo");
  g_autoptr (GError) error = NULL;

  if (id == NULL)
    return NULL;
  store_undo (fixture->connection, id, op, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (op->undoes, ==, id);
  return g_steal_pointer (&id);
}

static char *
redo_last (StoreFixture *fixture, const char *author)
{
  g_autofree char *id = store_history_redoable (fixture->connection, author, NULL);
  g_autoptr (StoreOperation) op = store_operation_new (author, "redo");
  g_autoptr (GError) error = NULL;

  if (id == NULL)
    return NULL;
  store_undo (fixture->connection, id, op, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&id);
}

#define assert_undoes(fixture, author, expected)           \
  G_STMT_START                                             \
  {                                                        \
    g_autofree char *undone = undo_last (fixture, author); \
    g_assert_cmpstr (undone, ==, expected);                \
  }                                                        \
  G_STMT_END

#define assert_redoes(fixture, author, possible)           \
  G_STMT_START                                             \
  {                                                        \
    g_autofree char *redone = redo_last (fixture, author); \
    g_assert_cmpint (redone != NULL, ==, possible);        \
  }                                                        \
  G_STMT_END

static void
test_stack (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) record =
      store_fixture_save (fixture->connection, MODEL_ENTITY_STUDENT, "town", "0", NULL);
  g_autoptr (StoreOperation) a = save (fixture, record, "A", "1");
  g_autoptr (StoreOperation) b = save (fixture, record, "A", "2");
  g_autoptr (StoreOperation) c = NULL;

  assert_redoes (fixture, "A", FALSE);
  assert_undoes (fixture, "A", b->id);
  assert_town (fixture, &record, "1");
  assert_undoes (fixture, "A", a->id);
  assert_town (fixture, &record, "0");
  assert_undoes (fixture, "A", NULL);

  assert_redoes (fixture, "A", TRUE);
  assert_town (fixture, &record, "1");
  assert_redoes (fixture, "A", TRUE);
  assert_town (fixture, &record, "2");
  assert_redoes (fixture, "A", FALSE);

  /* To and fro as often as one likes. */
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *undone = undo_last (fixture, "A");
      g_autofree char *redone = NULL;

      assert_town (fixture, &record, "1");
      redone = redo_last (fixture, "A");
      assert_town (fixture, &record, "2");
      g_assert_nonnull (undone);
      g_assert_nonnull (redone);
    }

  /* Something new: what was undone before it cannot be done again. */
  g_free (undo_last (fixture, "A"));
  assert_town (fixture, &record, "1");
  c = save (fixture, record, "A", "3");
  assert_redoes (fixture, "A", FALSE);
  assert_undoes (fixture, "A", c->id);
  assert_town (fixture, &record, "1");
  g_free (undo_last (fixture, "A"));
  assert_town (fixture, &record, "0");
  assert_undoes (fixture, "A", NULL);
  assert_redoes (fixture, "A", TRUE);
  assert_redoes (fixture, "A", TRUE);
  assert_town (fixture, &record, "3");
  assert_redoes (fixture, "A", FALSE);
}

/* Everyone undoes their own. */
static void
test_authors (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) one =
      store_fixture_save (fixture->connection, MODEL_ENTITY_STUDENT, "town", "0", NULL);
  g_autoptr (ModelRecord) two =
      store_fixture_save (fixture->connection, MODEL_ENTITY_STUDENT, "town", "0", NULL);
  g_autoptr (StoreOperation) a = save (fixture, one, "A", "1");
  g_autoptr (StoreOperation) b = save (fixture, two, "B", "1");

  assert_undoes (fixture, "C", NULL);
  assert_undoes (fixture, "A", a->id);
  assert_town (fixture, &one, "0");
  assert_town (fixture, &two, "1");
  assert_redoes (fixture, "B", FALSE);
  assert_undoes (fixture, "B", b->id);
}

static void
assert_moved_on (StoreFixture *fixture, const char *operation_id, const char *says)
{
  g_autoptr (StoreOperation) op = store_operation_new ("A", "undo");
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (store_undo (fixture->connection, operation_id, op, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_MOVED_ON);
  g_assert_nonnull (strstr (error->message, says));
  lines = store_history_of_operation (fixture->connection, op->id, NULL);
  g_assert_cmpuint (lines->len, ==, 0);
}

static void
test_moved_on (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) record =
      store_fixture_save (fixture->connection, MODEL_ENTITY_STUDENT, "family_name", "ABADIE",
                          "given_name", "Léa", "town", "0", NULL);
  g_autoptr (StoreOperation) a = save (fixture, record, "A", "1");
  g_autoptr (StoreOperation) b = NULL;
  g_autoptr (StoreOperation) undo_b = store_operation_new ("B", "undo");
  g_autoptr (StoreOperation) redo_b = store_operation_new ("B", "redo");
  g_autoptr (StoreOperation) undo_a = store_operation_new ("A", "undo");
  g_autoptr (GError) error = NULL;

  b = save (fixture, record, "M. Petit", "2");
  assert_moved_on (fixture, a->id, "ABADIE Léa");
  assert_moved_on (fixture, a->id, "M. Petit");
  assert_town (fixture, &record, "2");

  /* Taken back, it no longer stands in the way; done again, it does. */
  g_assert_true (store_undo (fixture->connection, b->id, undo_b, &error));
  g_assert_true (store_undo (fixture->connection, undo_b->id, redo_b, &error));
  g_assert_no_error (error);
  assert_moved_on (fixture, a->id, "ABADIE Léa");
  assert_moved_on (fixture, undo_b->id, "already");
  assert_town (fixture, &record, "2");
  g_clear_pointer (&undo_b, store_operation_free);
  undo_b = store_operation_new ("B", "undo");
  g_assert_true (store_undo (fixture->connection, redo_b->id, undo_b, &error));
  g_assert_true (store_undo (fixture->connection, a->id, undo_a, &error));
  g_assert_no_error (error);
  assert_town (fixture, &record, "0");
  assert_moved_on (fixture, a->id, "already");
}

/* A change past the store leaves no line: the version tells. */
static void
test_changed_behind (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) record =
      store_fixture_save (fixture->connection, MODEL_ENTITY_STUDENT, "town", "0", NULL);
  g_autoptr (StoreOperation) a = save (fixture, record, "A", "1");

  store_fixture_sql (fixture->path, "UPDATE student SET town = 'x', version = version + 1");
  assert_moved_on (fixture, a->id, "changed since");
}

static gboolean
save_family (StoreConnection *connection, gpointer data, GError **error)
{
  StoreOperation *op = data;
  g_autoptr (ModelRecord) student = store_fixture_make (connection, MODEL_ENTITY_STUDENT, FALSE);
  g_autoptr (ModelRecord) guardian = NULL;

  if (!store_save (connection, student, op, NULL, error))
    return FALSE;
  guardian = model_record_new (MODEL_ENTITY_GUARDIAN);
  model_record_set_int (guardian, "student_id", model_record_get_id (student));
  model_record_set_int (guardian, "rank", 1);
  model_record_set_canonical (guardian, "family_name", "PARENT");
  if (!store_save (connection, guardian, op, NULL, error))
    return FALSE;
  model_record_set_canonical (student, "town", "Brest");
  return store_save (connection, student, op, NULL, error);
}

/* One operation over several rows that hang from one another, and twice over one of them. */
static void
test_many_rows (StoreFixture *fixture, gconstpointer data)
{
  StoreConnection *connection = fixture->connection;
  g_autoptr (StoreOperation) op = store_operation_new ("A", "family.add");
  g_autoptr (StoreOperation) undo = store_operation_new ("A", "undo");
  g_autoptr (StoreOperation) redo = store_operation_new ("A", "redo");
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (ModelRecord) student = NULL;
  g_autoptr (ModelRecord) guardian = NULL;
  g_autofree char *count = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (store_connection_transaction (connection, save_family, op, &error));
  g_assert_no_error (error);
  lines = store_history_of_operation (connection, op->id, &error);
  g_assert_cmpuint (lines->len, ==, 3);

  g_assert_true (store_undo (connection, op->id, undo, &error));
  g_assert_no_error (error);
  count = store_fixture_ask_here (connection, "SELECT COUNT (*) FROM student");
  g_assert_cmpstr (count, ==, "0");

  g_assert_true (store_undo (connection, undo->id, redo, &error));
  g_assert_no_error (error);
  student = store_load (connection, MODEL_ENTITY_STUDENT,
                        ((StoreHistoryLine *) g_ptr_array_index (lines, 0))->entity_id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (model_record_get (student, "town"), ==, "Brest");
  /* Never the version of an older life: a record of then cannot pass for one of now. */
  g_assert_cmpint (model_record_get_version (student), >, 2);
  guardian =
      store_find_one (connection, MODEL_ENTITY_GUARDIAN, &error, "family_name", "PARENT", NULL);
  g_assert_nonnull (guardian);
}

static void
test_dependants (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) student =
      store_fixture_make (fixture->connection, MODEL_ENTITY_STUDENT, FALSE);
  g_autoptr (StoreOperation) op = save (fixture, student, "A", "Lyon");
  g_autofree char *id = store_fixture_id (model_record_get_id (student));

  store_fixture_add (fixture->connection, MODEL_ENTITY_GUARDIAN, "student_id", id, NULL);
  assert_moved_on (fixture, op->id, "can no longer be undone");
}

static void
test_nothing_there (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (StoreOperation) op = store_operation_new ("A", "undo");
  g_autoptr (GError) error = NULL;

  g_assert_false (store_undo (fixture->connection, "no-such-operation", op, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (store_history_undoable (fixture->connection, "A", &error));
  g_assert_no_error (error);
}

/* A column that this program does not know: another version's change is not half undone. */
static void
test_unknown_column (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) record =
      store_fixture_save (fixture->connection, MODEL_ENTITY_SETTING, NULL);
  g_autofree char *sql = g_strdup_printf (
      "UPDATE setting SET version = 2;"
      "INSERT INTO history (at, operation_id, author, label, entity, entity_id, version, action,"
      " changes) VALUES ('2026-11-24T08:00:00Z', 'alien', 'A', 'x', 'setting', %" G_GINT64_FORMAT
      ", 2, 'update', '{\"colour\":[\"red\",\"blue\"]}')",
      model_record_get_id (record));

  store_fixture_sql (fixture->path, sql);
  assert_moved_on (fixture, "alien", "another version");
}

static void
assert_gone (StoreFixture *fixture, gint64 search, gint64 first, gint64 second)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      store_history_gone (fixture->connection, MODEL_ENTITY_INTERVIEW, "search_id", search, &error);
  guint n = (first != 0) + (second != 0);

  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, n);
  for (guint i = 0; i < records->len; i++)
    {
      ModelRecord *record = g_ptr_array_index (records, i);
      gint64 id = model_record_get_id (record);

      g_assert_true (id == first || id == second);
      g_assert_cmpint (model_record_get_int (record, "search_id"), ==, search);
      g_assert_nonnull (model_record_get (record, "account"));
    }
}

static gint64
add_interview (StoreFixture *fixture, gint64 search, const char *account)
{
  g_autofree char *id = store_fixture_id (search);

  return store_fixture_add (fixture->connection, MODEL_ENTITY_INTERVIEW, "search_id", id, "account",
                            account, NULL);
}

static char *
delete_interview (StoreFixture *fixture, gint64 id)
{
  g_autoptr (StoreOperation) op = store_operation_new ("Mme Martin", "interview.delete");
  g_autoptr (ModelRecord) record =
      store_load (fixture->connection, MODEL_ENTITY_INTERVIEW, id, NULL);

  g_assert_true (store_delete (fixture->connection, record, op, NULL));
  return g_strdup (op->id);
}

/* What hung from a row is found when it is no longer there, and only then. */
static void
test_gone (StoreFixture *fixture, gconstpointer data)
{
  gint64 searches[12], interviews[3];
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *again = NULL;
  g_autoptr (StoreOperation) undo = store_operation_new ("Mme Martin", "undo");

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    searches[i] = store_fixture_add (fixture->connection, MODEL_ENTITY_SEARCH, NULL);
  interviews[0] = add_interview (fixture, searches[0], "seen");
  interviews[1] = add_interview (fixture, searches[11], "\"search_id\":[\"1\",null]");
  interviews[2] = add_interview (fixture, searches[0], "seen again");
  g_assert_cmpint (searches[0], ==, 1);
  g_assert_cmpint (searches[11], ==, 12);
  assert_gone (fixture, searches[0], 0, 0);

  first = delete_interview (fixture, interviews[0]);
  second = delete_interview (fixture, interviews[1]);
  assert_gone (fixture, searches[0], interviews[0], 0);
  assert_gone (fixture, searches[11], interviews[1], 0);
  assert_gone (fixture, searches[1], 0, 0);
  third = delete_interview (fixture, interviews[2]);
  assert_gone (fixture, searches[0], interviews[0], interviews[2]);

  g_assert_true (store_undo (fixture->connection, first, undo, NULL));
  assert_gone (fixture, searches[0], interviews[2], 0);
  again = delete_interview (fixture, interviews[0]);
  assert_gone (fixture, searches[0], interviews[0], interviews[2]);
}

int
main (int argc, char *argv[])
{
  store_fixture_init (&argc, &argv);
  store_fixture_add_test ("/store/history/lines", test_lines);
  store_fixture_add_test ("/store/history/append-only", test_append_only);
  store_fixture_add_test ("/store/history/has-operation", test_has_operation);
  store_fixture_add_test ("/store/history/quiet-values", test_quiet_values);
  store_fixture_add_test ("/store/history/stack", test_stack);
  store_fixture_add_test ("/store/history/authors", test_authors);
  store_fixture_add_test ("/store/history/moved-on", test_moved_on);
  store_fixture_add_test ("/store/history/changed-behind", test_changed_behind);
  store_fixture_add_test ("/store/history/many-rows", test_many_rows);
  store_fixture_add_test ("/store/history/dependants", test_dependants);
  store_fixture_add_test ("/store/history/gone", test_gone);
  store_fixture_add_test ("/store/history/nothing-there", test_nothing_there);
  store_fixture_add_test ("/store/history/unknown-column", test_unknown_column);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-text.h"

#include "store-fixture.h"

/* Loading, saving, deleting, finding: for every entity of the catalogue, by the catalogue. */

static StoreOperation *
operation (void)
{
  return store_operation_new ("Mme Martin", "test.save");
}

static void
assert_same_values (ModelRecord *a, ModelRecord *b)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (a));

  for (guint i = 0; i < info->n_fields; i++)
    {
      g_test_message ("%s", info->fields[i].key);
      g_assert_cmpstr (model_record_get_at (a, i), ==, model_record_get_at (b, i));
    }
}

static void
check_round_trip (StoreConnection *connection, ModelEntity entity, gboolean all)
{
  g_autoptr (ModelRecord) record = store_fixture_make (connection, entity, all);
  g_autoptr (ModelRecord) wanted = model_record_copy (record);
  g_autoptr (ModelRecord) loaded = NULL;
  g_autoptr (StoreOperation) op = operation ();
  g_autoptr (GError) error = NULL;

  g_assert_true (store_save (connection, record, op, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (model_record_get_id (record), >, 0);
  g_assert_cmpint (model_record_get_version (record), ==, 1);
  g_assert_false (model_record_is_changed (record));
  assert_same_values (record, wanted);

  loaded = store_load (connection, entity, model_record_get_id (record), &error);
  g_assert_no_error (error);
  g_assert_cmpint (model_record_get_id (loaded), ==, model_record_get_id (record));
  g_assert_cmpint (model_record_get_version (loaded), ==, 1);
  g_assert_false (model_record_is_changed (loaded));
  assert_same_values (loaded, wanted);
}

static void
test_round_trip (StoreFixture *fixture, gconstpointer data)
{
  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      check_round_trip (fixture->connection, entity, FALSE);
      check_round_trip (fixture->connection, entity, TRUE);
    }
}

/* Each field of each entity, one at a time: changed, read again, taken back by undo. */
static void
check_field (StoreConnection *connection, ModelRecord *record, const ModelField *field)
{
  ModelEntity entity = model_record_get_entity (record);
  const char *column = model_field_column (field);
  gint64 version = model_record_get_version (record);
  g_autofree char *old = g_strdup (model_record_get (record, column));
  g_autofree char *value = NULL;
  g_autoptr (ModelRecord) loaded = NULL;
  g_autoptr (ModelRecord) undone = NULL;
  g_autoptr (StoreOperation) op = operation ();
  g_autoptr (StoreOperation) undo = store_operation_new ("Mme Martin", "undo");
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", field->key);
  value = field->type == MODEL_TYPE_REFERENCE
              ? store_fixture_id (store_fixture_add (connection, model_field_target (field), NULL))
              : store_fixture_sample (field, 2001);
  if (field->type == MODEL_TYPE_CHOICE || field->type == MODEL_TYPE_BOOLEAN)
    for (guint n = 0; g_strcmp0 (value, old) == 0; n++)
      {
        g_free (value);
        value = store_fixture_sample (field, n);
      }
  model_record_set_canonical (record, column, value);
  g_assert_true (store_save (connection, record, op, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (model_record_get_version (record), ==, version + 1);

  loaded = store_load (connection, entity, model_record_get_id (record), &error);
  g_assert_no_error (error);
  assert_same_values (loaded, record);
  lines = store_history_of_operation (connection, op->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, 1);

  g_assert_true (store_undo (connection, op->id, undo, &error));
  g_assert_no_error (error);
  undone = store_load (connection, entity, model_record_get_id (record), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (model_record_get (undone, column), ==, old);
  for (guint i = 0; i < model_entity_info (entity)->n_fields; i++)
    model_record_load_at (record, i, model_record_get_at (undone, i));
  model_record_set_version (record, model_record_get_version (undone));
}

static void
test_each_field (StoreFixture *fixture, gconstpointer data)
{
  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      const ModelEntityInfo *info = model_entity_info (entity);
      g_autoptr (ModelRecord) record = store_fixture_make (fixture->connection, entity, TRUE);

      store_fixture_save_again (fixture->connection, record, NULL);
      for (guint i = 0; i < info->n_fields; i++)
        check_field (fixture->connection, record, &info->fields[i]);
    }
}

/* One request lives at a time; those that have ended may be as many as there were. */
static void
test_one_living_request (StoreFixture *fixture, gconstpointer data)
{
  static const char *const living[] = { "prepared", "sending", "ongoing" };
  static const char *const over[] = { "completed", "declined", "expired", "cancelled", "failed" };
  g_autofree char *agreement =
      store_fixture_id (store_fixture_add (fixture->connection, MODEL_ENTITY_AGREEMENT, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (over); i++)
    store_fixture_add (fixture->connection, MODEL_ENTITY_SIGNATURE_REQUEST, "agreement_id",
                       agreement, "state", over[i], NULL);
  store_fixture_add (fixture->connection, MODEL_ENTITY_SIGNATURE_REQUEST, "agreement_id", agreement,
                     "state", living[0], NULL);
  for (guint i = 0; i < G_N_ELEMENTS (living); i++)
    {
      g_autoptr (ModelRecord) second =
          store_fixture_make (fixture->connection, MODEL_ENTITY_SIGNATURE_REQUEST, FALSE);
      g_autoptr (StoreOperation) op = operation ();
      g_autoptr (GError) error = NULL;

      model_record_set_canonical (second, "agreement_id", agreement);
      model_record_set_canonical (second, "state", living[i]);
      g_assert_false (store_save (fixture->connection, second, op, NULL, &error));
      g_assert_error (error, STORE_ERROR, STORE_ERROR_UNIQUE);
    }
}

/* The schema knows every key of every choice. */
static void
test_choices (StoreFixture *fixture, gconstpointer data)
{
  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      const ModelEntityInfo *info = model_entity_info (entity);
      g_autoptr (ModelRecord) record = store_fixture_save (fixture->connection, entity, NULL);

      for (guint i = 0; i < info->n_fields; i++)
        {
          g_auto (GStrv) keys = NULL;

          if (info->fields[i].type != MODEL_TYPE_CHOICE)
            continue;
          g_test_message ("%s", info->fields[i].key);
          keys = g_strsplit (info->fields[i].detail, "|", -1);
          for (guint k = 0; keys[k] != NULL; k++)
            {
              model_record_set_canonical (record, model_field_column (&info->fields[i]), keys[k]);
              store_fixture_save_again (fixture->connection, record, NULL);
            }
        }
    }
}

static void
test_required (StoreFixture *fixture, gconstpointer data)
{
  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      const ModelEntityInfo *info = model_entity_info (entity);

      for (guint i = 0; i < info->n_fields; i++)
        {
          g_autoptr (ModelRecord) record = NULL;
          g_autoptr (StoreOperation) op = operation ();
          g_autoptr (GError) error = NULL;

          if ((info->fields[i].flags & MODEL_FIELD_REQUIRED) == 0)
            continue;
          g_test_message ("%s", info->fields[i].key);
          record = store_fixture_make (fixture->connection, entity, FALSE);
          model_record_set_canonical (record, model_field_column (&info->fields[i]), NULL);
          g_assert_false (store_save (fixture->connection, record, op, NULL, &error));
          g_assert_error (error, STORE_ERROR, STORE_ERROR_CHECK);
          g_assert_cmpint (model_record_get_id (record), ==, 0);
          g_assert_cmpint (model_record_get_version (record), ==, 0);
        }
    }
}

static void
test_wrong_values (StoreFixture *fixture, gconstpointer data)
{
  static const struct
  {
    ModelEntity entity;
    const char *column;
    const char *value;
    StoreError error;
  } cases[] = {
    { MODEL_ENTITY_STUDENT, "sex", "X", STORE_ERROR_CHECK },
    { MODEL_ENTITY_STUDENT, "birth_date", "12/01/2010", STORE_ERROR_CHECK },
    { MODEL_ENTITY_GUARDIAN, "rank", "first", STORE_ERROR_CHECK },
    { MODEL_ENTITY_GUARDIAN, "accepts_sms", "2", STORE_ERROR_CHECK },
    { MODEL_ENTITY_GUARDIAN, "student_id", "4242", STORE_ERROR_FOREIGN_KEY },
    { MODEL_ENTITY_AGREEMENT, "step", "99999999999999999999", STORE_ERROR_CHECK },
    { MODEL_ENTITY_AGREEMENT, "state", "forgotten", STORE_ERROR_CHECK },
    { MODEL_ENTITY_PLACEMENT, "tutor_id", "77", STORE_ERROR_FOREIGN_KEY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelRecord) record =
          store_fixture_make (fixture->connection, cases[i].entity, FALSE);
      g_autoptr (StoreOperation) op = operation ();
      g_autoptr (GError) error = NULL;

      g_test_message ("%s = %s", cases[i].column, cases[i].value);
      model_record_set_canonical (record, cases[i].column, cases[i].value);
      g_assert_false (store_save (fixture->connection, record, op, NULL, &error));
      g_assert_error (error, STORE_ERROR, (int) cases[i].error);
    }
}

/* Two rows that the domain knows for one and the same. */
static void
test_unique (StoreFixture *fixture, gconstpointer data)
{
  static const struct
  {
    ModelEntity entity;
    const char *columns[3];
  } cases[] = {
    { MODEL_ENTITY_SCHOOL_YEAR, { "name" } },
    { MODEL_ENTITY_CLASS_GROUP, { "school_year_id", "name" } },
    { MODEL_ENTITY_GUARDIAN, { "student_id", "rank" } },
    { MODEL_ENTITY_ENROLMENT, { "student_id", "class_group_id" } },
    { MODEL_ENTITY_PERIOD_CLASS, { "period_id", "class_group_id" } },
    { MODEL_ENTITY_SEARCH, { "student_id", "period_id" } },
    { MODEL_ENTITY_AGREEMENT, { "number" } },
    { MODEL_ENTITY_SETTING, { "name" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelRecord) first =
          store_fixture_save (fixture->connection, cases[i].entity, NULL);
      g_autoptr (ModelRecord) second =
          store_fixture_make (fixture->connection, cases[i].entity, FALSE);
      g_autoptr (StoreOperation) op = operation ();
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", model_entity_info (cases[i].entity)->key);
      for (guint c = 0; cases[i].columns[c] != NULL; c++)
        model_record_set_canonical (second, cases[i].columns[c],
                                    model_record_get (first, cases[i].columns[c]));
      g_assert_false (store_save (fixture->connection, second, op, NULL, &error));
      g_assert_error (error, STORE_ERROR, STORE_ERROR_UNIQUE);
    }
}

static void
test_one_living_agreement (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) first =
      store_fixture_save (fixture->connection, MODEL_ENTITY_AGREEMENT, "state", "active", NULL);
  const char *placement = model_record_get (first, "placement_id");
  g_autoptr (ModelRecord) second =
      store_fixture_make (fixture->connection, MODEL_ENTITY_AGREEMENT, FALSE);
  g_autoptr (StoreOperation) op = operation ();
  g_autoptr (GError) error = NULL;

  model_record_set_canonical (second, "placement_id", placement);
  model_record_set_canonical (second, "state", "active");
  g_assert_false (store_save (fixture->connection, second, op, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_UNIQUE);
  g_clear_error (&error);

  model_record_set_canonical (first, "state", "cancelled");
  store_fixture_save_again (fixture->connection, first, NULL);
  g_assert_true (store_save (fixture->connection, second, op, NULL, &error));
  g_assert_no_error (error);
}

static void
test_keys (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) record =
      store_fixture_save (fixture->connection, MODEL_ENTITY_STUDENT, "family_name", "Nœul",
                          "given_name", "Chloé", NULL);
  g_autofree char *search = model_record_build_search_key (record);
  g_autofree char *sort = model_record_build_sort_key (record);
  g_autofree char *kept_search =
      store_fixture_ask_here (fixture->connection, "SELECT search_key FROM student");
  g_autofree char *kept_sort =
      store_fixture_ask_here (fixture->connection, "SELECT sort_key FROM student");
  g_autofree char *found = NULL;

  g_assert_cmpstr (kept_search, ==, search);
  g_assert_cmpstr (kept_sort, ==, sort);
  model_record_set_canonical (record, "family_name", "Bébert");
  store_fixture_save_again (fixture->connection, record, NULL);
  found = store_fixture_ask_here (fixture->connection,
                                  "SELECT COUNT (*) FROM student WHERE search_key LIKE '%bebert%'");
  g_assert_cmpstr (found, ==, "1");
}

static void
assert_not_found (StoreConnection *connection)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (store_load (connection, MODEL_ENTITY_STUDENT, 4242, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

static void
test_find (StoreFixture *fixture, gconstpointer data)
{
  StoreConnection *connection = fixture->connection;
  g_autofree char *year =
      store_fixture_id (store_fixture_add (connection, MODEL_ENTITY_SCHOOL_YEAR, NULL));
  g_autoptr (GPtrArray) classes = NULL;
  g_autoptr (GPtrArray) by_id = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) of_unsaved = NULL;
  g_autoptr (ModelRecord) one = NULL;
  g_autoptr (ModelRecord) nobody = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_add (connection, MODEL_ENTITY_CLASS_GROUP, "school_year_id", year, "name", "TMELEC",
                     NULL);
  store_fixture_add (connection, MODEL_ENTITY_CLASS_GROUP, "school_year_id", year, "name", "2MELEC",
                     "level", "2de", NULL);
  store_fixture_add (connection, MODEL_ENTITY_CLASS_GROUP, "name", "elsewhere", NULL);

  classes = store_find (connection, MODEL_ENTITY_CLASS_GROUP, "school_year_id", year, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (classes->len, ==, 2);
  g_assert_cmpstr (model_record_get (g_ptr_array_index (classes, 0), "name"), ==, "2MELEC");
  g_assert_cmpstr (model_record_get (g_ptr_array_index (classes, 1), "name"), ==, "TMELEC");

  by_id = store_find_by_id (connection, MODEL_ENTITY_CLASS_GROUP, "school_year_id",
                            g_ascii_strtoll (year, NULL, 10), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (by_id->len, ==, 2);
  g_assert_cmpstr (model_record_get (g_ptr_array_index (by_id, 0), "name"), ==, "2MELEC");

  none = store_find (connection, MODEL_ENTITY_CLASS_GROUP, "school_year_id", "999", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
  of_unsaved = store_find_by_id (connection, MODEL_ENTITY_CLASS_GROUP, "school_year_id", 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (of_unsaved->len, ==, 0);

  one = store_find_one (connection, MODEL_ENTITY_CLASS_GROUP, &error, "school_year_id", year,
                        "name", "TMELEC", "level", "", NULL);
  g_assert_no_error (error);
  g_assert_cmpstr (model_record_get (one, "name"), ==, "TMELEC");
  nobody = store_find_one (connection, MODEL_ENTITY_CLASS_GROUP, &error, "school_year_id", year,
                           "name", "TMELEC", "level", "2de", NULL);
  g_assert_no_error (error);
  g_assert_null (nobody);
  assert_not_found (connection);
}

/* Rows come in the order that people gave them, else by name as the French sort. */
static void
test_order (StoreFixture *fixture, gconstpointer data)
{
  StoreConnection *connection = fixture->connection;
  static const char *const names[] = { "Zola", "Éluard", "Eluard", "eco", "Œuvrard", "Dumas" };
  static const char *const sorted[] = { "Dumas", "eco", "Eluard", "Éluard", "Œuvrard", "Zola" };
  g_autoptr (GPtrArray) students = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    store_fixture_add (connection, MODEL_ENTITY_STUDENT, "family_name", names[i], "given_name",
                       "Léa", NULL);
  students = store_load_all (connection, MODEL_ENTITY_STUDENT, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (students->len, ==, G_N_ELEMENTS (sorted));
  for (guint i = 0; i < G_N_ELEMENTS (sorted); i++)
    g_assert_cmpstr (model_record_get (g_ptr_array_index (students, i), "family_name"), ==,
                     sorted[i]);

  store_fixture_add (connection, MODEL_ENTITY_STEP, "position", "10", "label", "last", NULL);
  store_fixture_add (connection, MODEL_ENTITY_STEP, "position", "9", "label", "first", NULL);
  steps = store_load_all (connection, MODEL_ENTITY_STEP, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (model_record_get (g_ptr_array_index (steps, 0), "label"), ==, "first");
}

static void
test_delete (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) student =
      store_fixture_save (fixture->connection, MODEL_ENTITY_STUDENT, NULL);
  g_autofree char *id = store_fixture_id (model_record_get_id (student));
  g_autoptr (ModelRecord) guardian =
      store_fixture_save (fixture->connection, MODEL_ENTITY_GUARDIAN, "student_id", id, NULL);
  g_autoptr (StoreOperation) op = operation ();
  g_autoptr (GError) error = NULL;

  g_assert_false (store_delete (fixture->connection, student, op, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_FOREIGN_KEY);
  g_clear_error (&error);
  g_assert_true (store_delete (fixture->connection, guardian, op, &error));
  g_assert_no_error (error);
  g_assert_true (store_delete (fixture->connection, student, op, &error));
  g_assert_no_error (error);
  g_assert_false (store_delete (fixture->connection, student, op, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  model_record_set_canonical (student, "family_name", "revenant");
  g_assert_false (store_save (fixture->connection, student, op, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

/* An id is given once: a row read before a deletion is never taken for another. */
static void
test_ids_are_not_reused (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) first =
      store_fixture_save (fixture->connection, MODEL_ENTITY_COMPANY, NULL);
  g_autoptr (StoreOperation) op = operation ();
  gint64 id = model_record_get_id (first);

  g_assert_true (store_delete (fixture->connection, first, op, NULL));
  g_assert_cmpint (store_fixture_add (fixture->connection, MODEL_ENTITY_COMPANY, NULL), >, id);
}

static void
test_read_only (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) record =
      store_fixture_save (fixture->connection, MODEL_ENTITY_STUDENT, NULL);
  g_autoptr (StoreOperation) op = operation ();
  g_autoptr (StoreConnection) reader = NULL;
  g_autoptr (ModelRecord) loaded = NULL;
  g_autoptr (GError) error = NULL;

  reader = store_connection_open (fixture->path, STORE_OPEN_READ, &error);
  g_assert_no_error (error);
  loaded = store_load (reader, MODEL_ENTITY_STUDENT, model_record_get_id (record), &error);
  g_assert_no_error (error);
  model_record_set_canonical (loaded, "family_name", "x");
  g_assert_false (store_save (reader, loaded, op, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (store_delete (reader, loaded, op, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (store_connection_execute (reader, "DELETE FROM student", &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_READ_ONLY);
}

int
main (int argc, char *argv[])
{
  store_fixture_init (&argc, &argv);
  store_fixture_add_test ("/store/record/round-trip", test_round_trip);
  store_fixture_add_test ("/store/record/each-field", test_each_field);
  store_fixture_add_test ("/store/record/choices", test_choices);
  store_fixture_add_test ("/store/record/one-living-request", test_one_living_request);
  store_fixture_add_test ("/store/record/required", test_required);
  store_fixture_add_test ("/store/record/wrong-values", test_wrong_values);
  store_fixture_add_test ("/store/record/unique", test_unique);
  store_fixture_add_test ("/store/record/one-living-agreement", test_one_living_agreement);
  store_fixture_add_test ("/store/record/keys", test_keys);
  store_fixture_add_test ("/store/record/find", test_find);
  store_fixture_add_test ("/store/record/order", test_order);
  store_fixture_add_test ("/store/record/delete", test_delete);
  store_fixture_add_test ("/store/record/ids-are-not-reused", test_ids_are_not_reused);
  store_fixture_add_test ("/store/record/read-only", test_read_only);
  return g_test_run ();
}

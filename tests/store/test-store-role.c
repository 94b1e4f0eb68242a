/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store-access.h"
#include "store-connection-private.h"
#include "store-fixture.h"
#include "store-role.h"
#include "store-sqlite-private.h"

/* Who may what, driven on a connection: each entity, reading and writing, one's own rows and
 * others', and SQL that tries to get round it. Two teachers with a student each; what is added by
 * the administration refers to one or the other. */

typedef struct
{
  StoreFixture base;
  gint64 teacher, other_teacher;
  gint64 account, other_account, secretary, reader, administrator;
  gint64 own[MODEL_N_ENTITIES];
  gint64 others[MODEL_N_ENTITIES];
  gint64 to_all, to_me, to_other, secret; /* notes */
} Fixture;

static gint64
add_account (Fixture *fixture, const char *name, ModelAccountRole role, gint64 teacher_id)
{
  g_autofree char *teacher =
      teacher_id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, teacher_id) : g_strdup ("NULL");
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO account (name, name_key, label, role, teacher_id, password, is_active,"
      " must_change, made_at) VALUES ('%s', '%s', '%s', '%s', %s, 'none', 1, 0, 'then')",
      name, name, name, model_account_role_key (role), teacher);
  g_autofree char *query = g_strdup_printf ("SELECT id FROM account WHERE name = '%s'", name);
  g_autofree char *id = NULL;

  store_fixture_sql (fixture->base.path, sql);
  id = store_fixture_ask (fixture->base.path, query);
  return g_ascii_strtoll (id, NULL, 10);
}

static char *
text (gint64 id)
{
  return store_fixture_id (id);
}

/* All that hangs from one student, whose class is @teacher's. */
static void
add_student (Fixture *fixture, gint64 teacher, gint64 *ids)
{
  StoreConnection *c = fixture->base.connection;
  g_autofree char *main_teacher = text (teacher);
  g_autofree char *class_id = NULL, *student = NULL, *search = NULL, *placement = NULL;
  g_autofree char *agreement = NULL, *request = NULL;

  ids[MODEL_ENTITY_CLASS_GROUP] =
      store_fixture_add (c, MODEL_ENTITY_CLASS_GROUP, "main_teacher_id", main_teacher, NULL);
  class_id = text (ids[MODEL_ENTITY_CLASS_GROUP]);
  ids[MODEL_ENTITY_STUDENT] =
      store_fixture_add (c, MODEL_ENTITY_STUDENT, "ine", "1234567890A", "social_number",
                         "1080475123456", "arrangements", "secret", NULL);
  student = text (ids[MODEL_ENTITY_STUDENT]);
  ids[MODEL_ENTITY_ENROLMENT] = store_fixture_add (c, MODEL_ENTITY_ENROLMENT, "student_id", student,
                                                   "class_group_id", class_id, NULL);
  ids[MODEL_ENTITY_GUARDIAN] = store_fixture_add (c, MODEL_ENTITY_GUARDIAN, "student_id", student,
                                                  "phone", "0102030405", "address1", "rue", NULL);
  ids[MODEL_ENTITY_SEARCH] =
      store_fixture_add (c, MODEL_ENTITY_SEARCH, "student_id", student, "state", "searching", NULL);
  search = text (ids[MODEL_ENTITY_SEARCH]);
  ids[MODEL_ENTITY_INTERVIEW] = store_fixture_add (c, MODEL_ENTITY_INTERVIEW, "search_id", search,
                                                   "teacher_id", main_teacher, NULL);
  ids[MODEL_ENTITY_PLACEMENT] =
      store_fixture_add (c, MODEL_ENTITY_PLACEMENT, "search_id", search, "state", "draft", NULL);
  placement = text (ids[MODEL_ENTITY_PLACEMENT]);
  ids[MODEL_ENTITY_AGREEMENT] = store_fixture_add (c, MODEL_ENTITY_AGREEMENT, "placement_id",
                                                   placement, "snapshot", "{}", NULL);
  agreement = text (ids[MODEL_ENTITY_AGREEMENT]);
  ids[MODEL_ENTITY_SIGNATORY] = store_fixture_add (c, MODEL_ENTITY_SIGNATORY, "agreement_id",
                                                   agreement, "email", "a@b.fr", NULL);
  ids[MODEL_ENTITY_DOCUMENT] =
      store_fixture_add (c, MODEL_ENTITY_DOCUMENT, "agreement_id", agreement, NULL);
  ids[MODEL_ENTITY_SIGNATURE_REQUEST] =
      store_fixture_add (c, MODEL_ENTITY_SIGNATURE_REQUEST, "agreement_id", agreement, NULL);
  request = text (ids[MODEL_ENTITY_SIGNATURE_REQUEST]);
  {
    g_autofree char *signatory = text (ids[MODEL_ENTITY_SIGNATORY]);

    ids[MODEL_ENTITY_SIGNATURE_SIGNER] = store_fixture_add (
        c, MODEL_ENTITY_SIGNATURE_SIGNER, "request_id", request, "signatory_id", signatory, NULL);
  }
  ids[MODEL_ENTITY_NOTE] =
      store_fixture_add (c, MODEL_ENTITY_NOTE, "student_id", student, "audience", "teachers",
                         "author_role", "teacher", "teacher_id", main_teacher, NULL);
}

static void
add_notes (Fixture *fixture, StoreConnection *c)
{
  g_autofree char *student = text (fixture->own[MODEL_ENTITY_STUDENT]);
  g_autofree char *me = text (fixture->teacher);
  g_autofree char *other = text (fixture->other_teacher);

  fixture->to_all = store_fixture_add (c, MODEL_ENTITY_NOTE, "student_id", student, "audience",
                                       "teachers", "author_role", "administration", NULL);
  fixture->to_me =
      store_fixture_add (c, MODEL_ENTITY_NOTE, "student_id", student, "audience", "teachers",
                         "author_role", "administration", "to_teacher_id", me, NULL);
  fixture->to_other =
      store_fixture_add (c, MODEL_ENTITY_NOTE, "student_id", student, "audience", "teachers",
                         "author_role", "administration", "to_teacher_id", other, NULL);
  fixture->secret = store_fixture_add (c, MODEL_ENTITY_NOTE, "student_id", student, "audience",
                                       "administration", "author_role", "administration", NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  StoreConnection *c;

  store_fixture_set_up (&fixture->base, data);
  c = fixture->base.connection;
  fixture->teacher = store_fixture_add (c, MODEL_ENTITY_TEACHER, "phone", "0102030405", NULL);
  fixture->other_teacher = store_fixture_add (c, MODEL_ENTITY_TEACHER, NULL);
  add_student (fixture, fixture->teacher, fixture->own);
  add_student (fixture, fixture->other_teacher, fixture->others);
  fixture->own[MODEL_ENTITY_SETTING] =
      store_fixture_add (c, MODEL_ENTITY_SETTING, "name", "deadline.late", "value", "3", NULL);
  fixture->others[MODEL_ENTITY_SETTING] = store_fixture_add (
      c, MODEL_ENTITY_SETTING, "name", "message.mail.user", "value", "dupont", NULL);
  add_notes (fixture, c);
  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      if (fixture->own[entity] == 0)
        fixture->own[entity] = store_fixture_add (c, entity, NULL);
      if (fixture->others[entity] == 0)
        fixture->others[entity] = fixture->own[entity];
    }
  /* What everybody sees has no other's rows. */
  fixture->others[MODEL_ENTITY_CLASS_GROUP] = fixture->own[MODEL_ENTITY_CLASS_GROUP];
  fixture->account = add_account (fixture, "delmas", MODEL_ACCOUNT_TEACHER, fixture->teacher);
  fixture->other_account =
      add_account (fixture, "garnier", MODEL_ACCOUNT_TEACHER, fixture->other_teacher);
  fixture->secretary = add_account (fixture, "leroy", MODEL_ACCOUNT_SECRETARY, 0);
  fixture->reader = add_account (fixture, "petit", MODEL_ACCOUNT_READER, 0);
  fixture->administrator = add_account (fixture, "martin", MODEL_ACCOUNT_ADMINISTRATOR, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  store_fixture_tear_down (&fixture->base, data);
}

/* A new connection, as another seat has it. */
static StoreConnection *
sign_in (Fixture *fixture, ModelAccountRole role, gint64 account, gint64 teacher)
{
  g_autoptr (GError) error = NULL;
  StoreConnection *connection =
      store_connection_open (fixture->base.path, STORE_OPEN_WRITE, &error);

  g_assert_no_error (error);
  g_assert_cmpint (store_connection_get_role (connection), ==, MODEL_ACCOUNT_NOBODY);
  store_connection_set_role (connection, role, account, teacher, &error);
  g_assert_no_error (error);
  return connection;
}

static StoreConnection *
sign_in_teacher (Fixture *fixture)
{
  return sign_in (fixture, MODEL_ACCOUNT_TEACHER, fixture->account, fixture->teacher);
}

static gboolean
sees (StoreConnection *connection, ModelEntity entity, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = store_load_all (connection, entity, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    if (model_record_get_id (g_ptr_array_index (rows, i)) == id)
      return TRUE;
  return FALSE;
}

static void
check_reading (StoreConnection *connection, const Fixture *fixture, ModelAccountRole role)
{
  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      ModelMay may = model_account_may_row (role, entity, MODEL_DEED_READ);
      gboolean has_others = fixture->others[entity] != fixture->own[entity];
      /* A reader's own: settings that are no secret, notes that are no secret. */
      gboolean sees_others =
          may == MODEL_MAY_YES
          || (may == MODEL_MAY_OWN && role == MODEL_ACCOUNT_READER && entity == MODEL_ENTITY_NOTE);

      g_test_message ("%s", model_entity_info (entity)->key);
      g_assert_cmpint (sees (connection, entity, fixture->own[entity]), ==, may != MODEL_MAY_NO);
      if (has_others)
        g_assert_cmpint (sees (connection, entity, fixture->others[entity]), ==, sees_others);
    }
}

static void
check_columns (StoreConnection *connection, const Fixture *fixture, ModelAccountRole role)
{
  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      const ModelEntityInfo *info = model_entity_info (entity);
      g_autoptr (ModelRecord) mine = store_load (connection, entity, fixture->own[entity], NULL);
      g_autoptr (ModelRecord) whole =
          store_load (fixture->base.connection, entity, fixture->own[entity], NULL);

      for (guint i = 0; mine != NULL && i < info->n_fields; i++)
        {
          g_test_message ("%s", info->fields[i].key);
          if (model_account_hides (role, &info->fields[i]))
            g_assert_cmpstr (model_record_get_at (mine, i), ==, NULL);
          else
            g_assert_cmpstr (model_record_get_at (mine, i), ==, model_record_get_at (whole, i));
        }
    }
}

static void
test_reading (Fixture *fixture, gconstpointer data)
{
  static const ModelAccountRole roles[] = { MODEL_ACCOUNT_TEACHER, MODEL_ACCOUNT_READER,
                                            MODEL_ACCOUNT_SECRETARY, MODEL_ACCOUNT_ADMINISTRATOR };
  const gint64 accounts[] = { fixture->account, fixture->reader, fixture->secretary,
                              fixture->administrator };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autoptr (StoreConnection) connection = sign_in (
          fixture, roles[i], accounts[i], roles[i] == MODEL_ACCOUNT_TEACHER ? fixture->teacher : 0);

      check_reading (connection, fixture, roles[i]);
      check_columns (connection, fixture, roles[i]);
    }
}

/* Whether @role may, as far as rows that are one's own go. */
static void
check_writing (Fixture *fixture, StoreConnection *connection, ModelAccountRole role)
{
  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      const ModelEntityInfo *info = model_entity_info (entity);
      g_autoptr (ModelRecord) record =
          store_load (fixture->base.connection, entity, fixture->others[entity], NULL);
      g_autoptr (ModelRecord) added = model_record_copy (record);
      g_autoptr (StoreOperation) operation = store_operation_new ("delmas", "test");
      g_autoptr (GError) error = NULL;
      ModelMay insert = model_account_may_row (role, entity, MODEL_DEED_INSERT);

      g_test_message ("%s", info->key);
      /* Of another: neither changed nor removed. */
      model_record_set_canonical (record, model_field_column (&info->fields[0]),
                                  g_strcmp0 (model_record_get_at (record, 0), "7") == 0 ? "8"
                                                                                        : "7");
      g_assert_false (store_save (connection, record, operation, NULL, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
      g_clear_object (&record);
      record = store_load (fixture->base.connection, entity, fixture->others[entity], NULL);
      g_assert_false (store_delete (connection, record, operation, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
      /* A copy of another's row is not added either, where rows have owners. */
      model_record_set_id (added, 0);
      if (insert == MODEL_MAY_YES)
        continue;
      g_assert_false (store_save (connection, added, operation, NULL, &error));
      g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
    }
}

static void
test_writing_of_others (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = store_fixture_ask (
      fixture->base.path, "SELECT COUNT (*) || '/' || COALESCE (MAX (id), 0) FROM history");
  g_autofree char *after = NULL;
  g_autoptr (StoreConnection) teacher = sign_in_teacher (fixture);
  g_autoptr (StoreConnection) reader = sign_in (fixture, MODEL_ACCOUNT_READER, fixture->reader, 0);

  check_writing (fixture, teacher, MODEL_ACCOUNT_TEACHER);
  check_writing (fixture, reader, MODEL_ACCOUNT_READER);
  after = store_fixture_ask (fixture->base.path,
                             "SELECT COUNT (*) || '/' || COALESCE (MAX (id), 0) FROM history");
  g_assert_cmpstr (before, ==, after);
}

static gboolean
save (StoreConnection *connection, ModelRecord *record, const char *author, GError **error)
{
  g_autoptr (StoreOperation) operation = store_operation_new (author, "test");

  return store_save (connection, record, operation, NULL, error);
}

static void
assert_saves (StoreConnection *connection, ModelRecord *record, gboolean allowed)
{
  g_autoptr (GError) error = NULL;
  gboolean saved = save (connection, record, connection->account_label, &error);

  if (allowed)
    g_assert_no_error (error);
  else
    /* What would be sealed is refused before the engine is asked. */
    g_assert_true (g_error_matches (error, STORE_ERROR, STORE_ERROR_DENIED)
                   || g_error_matches (error, STORE_ERROR, STORE_ERROR_SEALED));
  g_assert_cmpint (saved, ==, allowed);
}

static ModelRecord *
load (StoreConnection *connection, ModelEntity entity, gint64 id)
{
  g_autoptr (GError) error = NULL;
  ModelRecord *record = store_load (connection, entity, id, &error);

  g_assert_no_error (error);
  return record;
}

/* A teacher's day: what is theirs they change. */
static void
test_teacher_writes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) c = sign_in_teacher (fixture);
  g_autofree char *search_id = text (fixture->own[MODEL_ENTITY_SEARCH]);
  g_autofree char *student_id = text (fixture->own[MODEL_ENTITY_STUDENT]);
  g_autofree char *teacher_id = text (fixture->teacher);
  g_autoptr (ModelRecord) search = load (c, MODEL_ENTITY_SEARCH, fixture->own[MODEL_ENTITY_SEARCH]);
  g_autoptr (ModelRecord) interview = model_record_new (MODEL_ENTITY_INTERVIEW);
  g_autoptr (ModelRecord) sheet =
      load (c, MODEL_ENTITY_PLACEMENT, fixture->own[MODEL_ENTITY_PLACEMENT]);
  g_autoptr (ModelRecord) note = model_record_new (MODEL_ENTITY_NOTE);
  g_autoptr (ModelRecord) company = model_record_new (MODEL_ENTITY_COMPANY);
  g_autoptr (StoreOperation) undo = store_operation_new ("delmas", "undo");
  g_autoptr (GError) error = NULL;
  g_autofree char *last = NULL;

  model_record_set_canonical (search, "state", "promise");
  assert_saves (c, search, TRUE);
  model_record_set_canonical (search, "state", "validated");
  assert_saves (c, search, FALSE);

  model_record_set_canonical (interview, "search_id", search_id);
  model_record_set_canonical (interview, "teacher_id", teacher_id);
  model_record_set_canonical (interview, "day", "2026-11-26");
  model_record_set_canonical (interview, "account", "Vu ce matin");
  assert_saves (c, interview, TRUE);
  model_record_set_canonical (interview, "account", "Revu");
  assert_saves (c, interview, TRUE);

  model_record_set_canonical (sheet, "state", "to_validate");
  assert_saves (c, sheet, TRUE);
  model_record_set_canonical (sheet, "state", "validated");
  assert_saves (c, sheet, FALSE);

  model_record_set_canonical (note, "student_id", student_id);
  model_record_set_canonical (note, "tone", "information");
  model_record_set_canonical (note, "audience", "teachers");
  model_record_set_canonical (note, "author_role", "teacher");
  model_record_set_canonical (note, "author", "delmas");
  model_record_set_canonical (note, "teacher_id", teacher_id);
  model_record_set_canonical (note, "text", "Bonjour");
  model_record_set_canonical (note, "made_at", "2026-11-26T08:00:00Z");
  /* An answer to what one does not see would tell that it is there. */
  model_record_set_int (note, "answers_id", fixture->secret);
  assert_saves (c, note, FALSE);
  model_record_set_int (note, "answers_id", fixture->to_other);
  assert_saves (c, note, FALSE);
  model_record_set_int (note, "answers_id", fixture->to_me);
  assert_saves (c, note, TRUE);
  model_record_set_int (note, "answers_id", fixture->secret);
  assert_saves (c, note, FALSE);
  model_record_set_int (note, "answers_id", fixture->to_me);
  model_record_set_canonical (note, "audience", "administration");
  assert_saves (c, note, FALSE);

  model_record_set_canonical (company, "name", "Boulangerie");
  assert_saves (c, company, TRUE);
  model_record_set_canonical (company, "name", "Pâtisserie");
  assert_saves (c, company, FALSE);

  /* As somebody else: no. */
  model_record_set_canonical (interview, "account", "Faux");
  g_assert_false (save (c, interview, "Mme Martin", &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
  g_clear_error (&error);

  last = store_history_undoable (c, "delmas", &error);
  g_assert_no_error (error);
  g_assert_true (store_undo (c, last, undo, &error));
  g_assert_no_error (error);
  g_assert_false (sees (c, MODEL_ENTITY_COMPANY, model_record_get_id (company)));
}

/* Notes: to all teachers of the student, to one of them, for the administration. */
static void
test_notes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) c = sign_in_teacher (fixture);

  g_assert_true (sees (c, MODEL_ENTITY_NOTE, fixture->to_all));
  g_assert_true (sees (c, MODEL_ENTITY_NOTE, fixture->to_me));
  g_assert_false (sees (c, MODEL_ENTITY_NOTE, fixture->to_other));
  g_assert_false (sees (c, MODEL_ENTITY_NOTE, fixture->secret));
}

/* A way round the views and triggers: none gives a row, none changes one. */
static void
check_refused (StoreConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, sql, &error);
  gboolean has_row = FALSE;

  g_test_message ("%s", sql);
  if (statement != NULL && store_statement_step (statement, &has_row, &error))
    g_error ("this was not refused: %s", sql);
  g_assert_nonnull (error);
  g_test_message ("→ %s", error->message);
  g_assert_true (g_error_matches (error, STORE_ERROR, STORE_ERROR_DENIED)
                 || g_error_matches (error, STORE_ERROR, STORE_ERROR_SIGN_IN)
                 || g_error_matches (error, STORE_ERROR, STORE_ERROR_FAILED));
  /* It is SQL, and would have done something. */
  g_assert_null (strstr (error->message, "syntax"));
}

static const char *const ways[] = {
  "SELECT family_name FROM main.student",
  "SELECT id FROM main.student",
  "SELECT rowid FROM main.student",
  "WITH student AS (SELECT * FROM main.student) SELECT family_name FROM student",
  "WITH x AS (SELECT * FROM main.note) SELECT text FROM x",
  "SELECT (SELECT text FROM main.note LIMIT 1)",
  "SELECT s.family_name FROM student s JOIN main.student t ON s.id = t.id",
  "SELECT changes FROM main.history",
  "SELECT password FROM main.account",
  "SELECT detail FROM access_log",
  "SELECT sql FROM sqlite_schema",
  "SELECT sql FROM main.sqlite_master",
  "SELECT sql FROM sqlite_temp_schema",
  "SELECT name FROM temp.sqlite_temp_master",
  "SELECT name FROM pragma_table_info ('student')",
  "SELECT name FROM pragma_table_list",
  "PRAGMA table_info (student)",
  "PRAGMA table_list",
  "PRAGMA writable_schema = ON",
  "PRAGMA foreign_keys = OFF",
  "PRAGMA user_version = 3",
  "PRAGMA recursive_triggers = OFF",
  "ATTACH ':memory:' AS other",
  "VACUUM INTO '/tmp/paraphe-stolen'",
  "VACUUM",
  "DROP VIEW temp.student",
  "DROP VIEW student",
  "CREATE TEMP VIEW mine AS SELECT * FROM main.student",
  "CREATE TEMP TABLE mine AS SELECT * FROM main.student",
  "CREATE TEMP TRIGGER mine BEFORE UPDATE ON main.note BEGIN SELECT 1; END",
  "CREATE TABLE mine (x)",
  "ALTER TABLE student RENAME TO mine",
  "DROP TRIGGER history_no_delete",
  "DROP TABLE note",
  "REINDEX",
  "ANALYZE",
  "DELETE FROM history",
  "DELETE FROM main.history",
  "UPDATE main.history SET author = 'x'",
  "INSERT INTO main.history (at, operation_id, author, label, entity, entity_id, version, action,"
  " changes) VALUES ('2026-11-26T08:00:00Z', 'x', 'Mme Martin', 'x', 'note', 1, 1, 'insert', '{}')",
  "UPDATE student SET family_name = 'x'",
  "UPDATE main.student SET family_name = 'x'",
  "UPDATE main.placement SET state = 'validated', validated_on = '2026-11-26'",
  "UPDATE main.interview SET account = 'x' RETURNING account",
  "INSERT INTO main.interview (search_id, day, account) SELECT id, '2026-11-26', 'x' FROM search",
  "INSERT OR REPLACE INTO main.note (id, text) SELECT 1, text FROM main.note",
  "DELETE FROM main.note",
  "UPDATE account SET role = 'administrator'",
  "UPDATE main.account SET role = 'administrator'",
  "INSERT INTO main.account (name, name_key, label, role, password, is_active, must_change,"
  " made_at) VALUES ('x', 'x', 'x', 'administrator', 'x', 1, 0, 'x')",
  "DELETE FROM main.account",
  "DELETE FROM access_log",
  "UPDATE access_log SET author = 'x'",
  "INSERT INTO main.setting (name, value) VALUES ('deadline.late', '9')",
};

static void
test_ways_round (Fixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) teacher = sign_in_teacher (fixture);
  g_autoptr (StoreConnection) reader = sign_in (fixture, MODEL_ACCOUNT_READER, fixture->reader, 0);
  g_autoptr (StoreConnection) nobody =
      store_connection_open (fixture->base.path, STORE_OPEN_WRITE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      check_refused (teacher, ways[i]);
      check_refused (reader, ways[i]);
      check_refused (nobody, ways[i]);
    }
  g_assert_false (g_file_test ("/tmp/paraphe-stolen", G_FILE_TEST_EXISTS));
}

/* Whoever learns how the views of the role are called cannot read past them by calling a part of a
 * query as if it were one. */
static void
test_names_of_views (Fixture *fixture, gconstpointer data)
{
  static const char *const queries[] = {
    "WITH \"%sx\" AS (SELECT text FROM main.note) SELECT text FROM \"%sx\"",
    "WITH \"%snote\" AS MATERIALIZED (SELECT text FROM main.note) SELECT text FROM \"%snote\"",
    "WITH \"%sx\" AS (SELECT changes FROM main.history) SELECT changes FROM \"%sx\"",
    "WITH \"%sx\" AS (SELECT password FROM main.account) SELECT password FROM \"%sx\"",
    "WITH \"%sx\" AS (SELECT detail FROM main.access_log) SELECT detail FROM \"%sx\"",
  };
  g_autoptr (StoreConnection) teacher = sign_in_teacher (fixture);
  g_autoptr (StoreConnection) secretary =
      sign_in (fixture, MODEL_ACCOUNT_SECRETARY, fixture->secretary, 0);
  const char *teachers = teacher->link->mark;
  const char *secretarys = secretary->link->mark;

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GString) sql = g_string_new (queries[i]);

      g_string_replace (sql, "%s", teachers, 0);
      check_refused (teacher, sql->str);
      if (i + 1 < G_N_ELEMENTS (queries))
        continue;
      g_string_replace (sql, teachers, secretarys, 0);
      check_refused (secretary, sql->str);
    }
}

/* Before there were accounts somebody else may have been called as the teacher is now. */
static void
test_history_of_namesake (Fixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) teacher = NULL;
  g_autofree char *lines = NULL;

  store_fixture_sql (
      fixture->base.path,
      "INSERT INTO history (at, operation_id, author, label, entity, entity_id, version, action,"
      " changes) VALUES ('2026-11-26T08:00:00Z', 'x', 'delmas', 'x', 'student', 1, 1, 'insert',"
      " '{}'), ('2026-11-26T08:00:00Z', 'x', 'delmas', 'x', 'interview', 1, 1, 'insert', '{}')");
  teacher = sign_in_teacher (fixture);
  lines = store_fixture_ask_here (teacher, "SELECT group_concat (entity) FROM history");
  g_assert_cmpstr (lines, ==, "interview");
}

/* Who may not read the log of accesses is in it all the same, as themselves. */
static void
test_access_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) c = sign_in_teacher (fixture);
  g_autoptr (GError) error = NULL;
  gboolean found = TRUE;

  g_assert_true (store_access_log (c, "delmas", fixture->account, STORE_ACCESS_OPEN,
                                   MODEL_ENTITY_STUDENT, 1, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (store_access_log (c, "garnier", fixture->other_account, STORE_ACCESS_OPEN,
                                    MODEL_ENTITY_STUDENT, 1, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_true (store_access_has (c, "delmas", fixture->account, STORE_ACCESS_OPEN,
                                   MODEL_ENTITY_STUDENT, 1, "2000-01-01T00:00:00Z", &found,
                                   &error));
  g_assert_no_error (error);
  g_assert_true (found);
}

/* Who has not signed in sees nothing at all. */
static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) nobody =
      store_connection_open (fixture->base.path, STORE_OPEN_WRITE, NULL);

  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (store_load_all (nobody, entity, &error));
      g_assert_error (error, STORE_ERROR, STORE_ERROR_SIGN_IN);
    }
  check_refused (nobody, "SELECT name FROM account");
  check_refused (nobody, "SELECT author FROM history");
}

static void
test_secretary (Fixture *fixture, gconstpointer data)
{
  static const char *const refused[] = {
    "UPDATE account SET role = 'administrator'",
    "DELETE FROM account",
    "SELECT detail FROM access_log",
    "DROP TRIGGER history_no_delete",
    "CREATE TABLE mine (x)",
    "PRAGMA foreign_keys = OFF",
    "UPDATE history SET author = 'x'",
    "INSERT INTO setting (name, value) VALUES ('security.lock_minutes', '0')",
  };
  g_autoptr (StoreConnection) c = sign_in (fixture, MODEL_ACCOUNT_SECRETARY, fixture->secretary, 0);
  g_autoptr (ModelRecord) student =
      load (c, MODEL_ENTITY_STUDENT, fixture->others[MODEL_ENTITY_STUDENT]);
  g_autofree char *password = store_fixture_ask_here (c, "SELECT COUNT (password) FROM account");

  model_record_set_canonical (student, "family_name", "Petit");
  assert_saves (c, student, TRUE);
  g_assert_cmpstr (password, ==, "0");
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    check_refused (c, refused[i]);
}

/* A role is what the account says, and can only become narrower. */
static void
test_no_wider (Fixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) c = sign_in_teacher (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_false (
      store_connection_set_role (c, MODEL_ACCOUNT_ADMINISTRATOR, fixture->account, 0, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_false (store_connection_set_role (c, MODEL_ACCOUNT_ADMINISTRATOR, fixture->administrator,
                                             0, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_false (store_connection_set_role (c, MODEL_ACCOUNT_ADMINISTRATOR, 0, 0, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
  g_clear_error (&error);
  /* Signed out, then with another account: the rows are the other's. */
  g_assert_true (store_connection_set_role (c, MODEL_ACCOUNT_NOBODY, 0, 0, &error));
  g_assert_false (store_connection_set_role (c, MODEL_ACCOUNT_ADMINISTRATOR, 0, 0, &error));
  g_clear_error (&error);
  g_assert_true (store_connection_set_role (c, MODEL_ACCOUNT_TEACHER, fixture->other_account,
                                            fixture->other_teacher, &error));
  g_assert_no_error (error);
  g_assert_false (sees (c, MODEL_ENTITY_STUDENT, fixture->own[MODEL_ENTITY_STUDENT]));
  g_assert_true (sees (c, MODEL_ENTITY_STUDENT, fixture->others[MODEL_ENTITY_STUDENT]));
}

/* Closed or given another role meanwhile: nothing more is saved, then nothing more is seen. */
static void
test_shut_out (Fixture *fixture, gconstpointer data)
{
  static const char *const changes[] = {
    "UPDATE account SET is_active = 0 WHERE name = 'delmas'",
    "UPDATE account SET is_active = 1, role = 'reader' WHERE name = 'delmas'",
    "DELETE FROM account WHERE name = 'delmas'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (StoreConnection) c = sign_in_teacher (fixture);
      g_autoptr (ModelRecord) search =
          load (c, MODEL_ENTITY_SEARCH, fixture->own[MODEL_ENTITY_SEARCH]);
      g_autoptr (GError) error = NULL;

      store_fixture_sql (fixture->base.path, changes[i]);
      model_record_set_canonical (search, "state", "contact");
      g_assert_false (save (c, search, "delmas", &error));
      g_assert_error (error, STORE_ERROR, STORE_ERROR_SIGN_IN);
      g_clear_error (&error);
      g_assert_false (store_connection_check_role (c, &error));
      g_assert_error (error, STORE_ERROR, STORE_ERROR_SIGN_IN);
      g_assert_cmpint (store_connection_get_role (c), ==, MODEL_ACCOUNT_NOBODY);
      g_clear_error (&error);
      g_assert_null (store_load_all (c, MODEL_ENTITY_STUDENT, &error));
      if (i < 2)
        store_fixture_sql (fixture->base.path, "UPDATE account SET is_active = 1,"
                                               " role = 'teacher' WHERE name = 'delmas'");
    }
}

/* Accounts that come while somebody works: the seat asks for one. */
static void
test_accounts_come (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  /* This connection was opened before there were any. */
  g_assert_false (store_connection_check_role (fixture->base.connection, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_SIGN_IN);
}

static void
test_reopened (Fixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) c = sign_in_teacher (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_true (_store_connection_reopen (c, &error));
  g_assert_no_error (error);
  check_reading (c, fixture, MODEL_ACCOUNT_TEACHER);
  check_refused (c, "SELECT family_name FROM main.student");
}

/* What is no entity of the catalogue; each has a row in walk_set_up(). @secretary: what they may
 * not, of select, insert, update and delete. */
static const struct
{
  const char *table;
  const char *secretary;
} plain_tables[] = {
  { "history", "ud" },     { "history_value", "ud" }, { "account", "iud" },
  { "access_log", "sud" }, { "exchange", "" },        { "exchange_row", "" },
  { "note_reading", "" },  { "lease", "" },           { "purge", "iud" },
};

static const char *
find_plain (const char *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain_tables); i++)
    if (g_str_equal (plain_tables[i].table, table))
      return plain_tables[i].secretary;
  return NULL;
}

static void
run_sql (Fixture *fixture, const char *format, gint64 first, gint64 second)
{
  g_auto (GStrv) parts = g_strsplit (format, "?", 3);
  g_autofree char *one = text (first);
  g_autofree char *two = text (second);
  g_autofree char *sql = parts[1] == NULL ? g_strdup (format)
                         : parts[2] == NULL
                             ? g_strconcat (parts[0], one, parts[1], NULL)
                             : g_strconcat (parts[0], one, parts[1], two, parts[2], NULL);

  store_fixture_sql (fixture->base.path, sql);
}

static void
walk_set_up (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  run_sql (fixture, "INSERT INTO history_value VALUES ('abc', 'secret')", 0, 0);
  run_sql (fixture,
           "INSERT INTO access_log (at, author, account_id, seat, act)"
           " VALUES ('2026-11-26T08:00:00Z', 'martin', ?, 'poste', 'open')",
           fixture->administrator, 0);
  run_sql (fixture,
           "INSERT INTO exchange (token, teacher_id, school_year_id, made_at)"
           " SELECT 'jeton', ?, MIN (id), '2026-11-26T08:00:00Z' FROM school_year",
           fixture->other_teacher, 0);
  run_sql (fixture, "INSERT INTO exchange_row VALUES ('jeton', 'cle', 'then', NULL)", 0, 0);
  run_sql (fixture, "INSERT INTO note_reading VALUES (?, ?, '2026-11-26T08:00:00Z')",
           fixture->to_all, fixture->other_teacher);
  run_sql (fixture, "INSERT INTO lease VALUES ('sending', 'poste', '2026-11-26T08:00:00Z')", 0, 0);
  run_sql (fixture,
           "INSERT INTO purge (school_year_id, operation_id, author, with_contacts, started_at)"
           " SELECT MIN (id), 'x', 'martin', 0, '2026-11-26T08:00:00Z' FROM school_year",
           0, 0);
}

/* All there is in a table, to be compared. */
static char *
read_table (Fixture *fixture, const char *table)
{
  g_autofree char *list = g_strdup_printf (
      "SELECT GROUP_CONCAT ('QUOTE (\"' || name || '\")', '||''|''||') FROM pragma_table_info"
      " ('%s')",
      table);
  g_autofree char *columns = store_fixture_ask (fixture->base.path, list);
  g_autofree char *sql =
      g_strdup_printf ("SELECT GROUP_CONCAT (%s, ';') FROM \"%s\"", columns, table);

  return store_fixture_ask (fixture->base.path, sql);
}

static char *
first_column (Fixture *fixture, const char *table)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT name FROM pragma_table_info ('%s') LIMIT 1", table);

  return store_fixture_ask (fixture->base.path, sql);
}

static char *
make_deed (Fixture *fixture, const char *table, char deed)
{
  g_autofree char *column = first_column (fixture, table);

  switch (deed)
    {
    case 's':
      return g_strdup_printf ("SELECT \"%s\" FROM main.\"%s\"", column, table);
    case 'i':
      return g_strdup_printf ("INSERT OR REPLACE INTO main.\"%s\" DEFAULT VALUES", table);
    case 'u':
      return g_strdup_printf ("UPDATE main.\"%s\" SET \"%s\" = 7", table, column);
    default:
      return g_strdup_printf ("DELETE FROM main.\"%s\"", table);
    }
}

/* Whether the engine would not even begin. */
static gboolean
is_denied (StoreConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, sql, &error);

  return statement == NULL
         && (g_error_matches (error, STORE_ERROR, STORE_ERROR_DENIED)
             || g_error_matches (error, STORE_ERROR, STORE_ERROR_SIGN_IN));
}

/* What a teacher or a reader finds of the table itself, past the views. */
static gboolean
reads_table (StoreConnection *connection, const char *table)
{
  ModelEntity entity = model_entity_from_key (table);
  ModelAccountRole role = store_connection_get_role (connection);
  const ModelEntityInfo *info = entity != MODEL_ENTITY_NONE ? model_entity_info (entity) : NULL;

  if (role == MODEL_ACCOUNT_NOBODY)
    return FALSE;
  if (info == NULL)
    return g_str_equal (table, "lease") || g_str_equal (table, "note_reading");
  for (guint i = 0; i < info->n_fields; i++)
    if (model_account_hides (role, &info->fields[i]))
      return FALSE;
  return model_account_may_row (role, entity, MODEL_DEED_READ) == MODEL_MAY_YES;
}

/* Everybody who has signed in is in the log, as themselves: test_log_of_others(). */
static gboolean
is_log_entry (StoreConnection *connection, const char *table, char deed)
{
  return deed == 'i' && g_str_equal (table, "access_log")
         && store_connection_get_role (connection) != MODEL_ACCOUNT_NOBODY;
}

static void
walk_table (Fixture *fixture, StoreConnection **connections, const char *table)
{
  static const char deeds[] = "siud";
  const char *denied = find_plain (table);
  g_autofree char *before = read_table (fixture, table);

  g_test_message ("%s", table);
  /* A new table: say here, and in store-sqlite-role.c, who may what. */
  g_assert_true (denied != NULL || model_entity_from_key (table) != MODEL_ENTITY_NONE);
  g_assert_nonnull (before);
  for (guint d = 0; deeds[d] != '\0'; d++)
    {
      g_autofree char *sql = make_deed (fixture, table, deeds[d]);

      for (guint i = 0; i < 3; i++)
        {
          if ((deeds[d] == 's' && reads_table (connections[i], table))
              || is_log_entry (connections[i], table, deeds[d]))
            g_assert_false (is_denied (connections[i], sql));
          else
            check_refused (connections[i], sql);
        }
      if (denied != NULL && strchr (denied, deeds[d]) != NULL)
        check_refused (connections[3], sql);
      else
        g_assert_false (is_denied (connections[3], sql));
    }
  {
    g_autofree char *after = read_table (fixture, table);

    g_assert_cmpstr (before, ==, after);
  }
}

/* Every table of the database, also what is no entity: what nobody thought of is refused. */
static void
test_every_table (Fixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) teacher = sign_in_teacher (fixture);
  g_autoptr (StoreConnection) reader = sign_in (fixture, MODEL_ACCOUNT_READER, fixture->reader, 0);
  g_autoptr (StoreConnection) nobody =
      store_connection_open (fixture->base.path, STORE_OPEN_WRITE, NULL);
  g_autoptr (StoreConnection) secretary =
      sign_in (fixture, MODEL_ACCOUNT_SECRETARY, fixture->secretary, 0);
  StoreConnection *connections[] = { teacher, reader, nobody, secretary };
  g_autofree char *list =
      store_fixture_ask (fixture->base.path, "SELECT GROUP_CONCAT (name, ' ') FROM sqlite_schema"
                                             " WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  g_auto (GStrv) tables = g_strsplit (list, " ", -1);

  g_assert_cmpuint (g_strv_length (tables), ==, MODEL_N_ENTITIES + G_N_ELEMENTS (plain_tables));
  for (guint i = 0; tables[i] != NULL; i++)
    walk_table (fixture, connections, tables[i]);
}

/* As the store itself writes rows: the triggers alone hold, which let through one's own. */
static void
test_every_row (Fixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) c = sign_in_teacher (fixture);

  _store_connection_trust (c, STORE_TRUST_WRITE);
  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      const char *table = model_entity_info (entity)->key;
      g_autofree char *before = read_table (fixture, table);
      g_autofree char *after = NULL;
      g_autofree char *update = g_strdup_printf (
          "UPDATE main.\"%s\" SET version = version + 1 WHERE id = %" G_GINT64_FORMAT, table,
          fixture->others[entity]);
      g_autofree char *moved =
          g_strdup_printf ("UPDATE main.\"%s\" SET id = id + 1000 WHERE id = %" G_GINT64_FORMAT,
                           table, fixture->own[entity]);
      g_autofree char *removed = g_strdup_printf (
          "DELETE FROM main.\"%s\" WHERE id = %" G_GINT64_FORMAT, table, fixture->others[entity]);
      g_autofree char *own = g_strdup_printf (
          "DELETE FROM main.\"%s\" WHERE id = %" G_GINT64_FORMAT, table, fixture->own[entity]);

      check_refused (c, update);
      check_refused (c, moved);
      check_refused (c, removed);
      /* One's own, but added by the administration. */
      check_refused (c, own);
      after = read_table (fixture, table);
      g_assert_cmpstr (before, ==, after);
    }
}

/* Whoever it is: no access is laid to another's account, nor to none. */
static void
test_log_of_others (Fixture *fixture, gconstpointer data)
{
  static const ModelAccountRole roles[] = { MODEL_ACCOUNT_TEACHER, MODEL_ACCOUNT_READER,
                                            MODEL_ACCOUNT_SECRETARY, MODEL_ACCOUNT_ADMINISTRATOR };
  const gint64 accounts[] = { fixture->account, fixture->reader, fixture->secretary,
                              fixture->administrator };
  const gint64 others[] = { fixture->other_account, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autoptr (StoreConnection) c = sign_in (
          fixture, roles[i], accounts[i], roles[i] == MODEL_ACCOUNT_TEACHER ? fixture->teacher : 0);
      g_autoptr (GError) error = NULL;

      g_assert_true (store_access_log (c, c->account_label, accounts[i], STORE_ACCESS_OPEN,
                                       MODEL_ENTITY_STUDENT, 1, NULL, &error));
      g_assert_no_error (error);
      g_assert_false (store_access_log (c, "x", accounts[i], STORE_ACCESS_OPEN,
                                        MODEL_ENTITY_STUDENT, 1, NULL, &error));
      g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
      g_clear_error (&error);
      for (guint j = 0; j < G_N_ELEMENTS (others); j++)
        {
          g_assert_false (store_access_log (c, "martin", others[j], STORE_ACCESS_OPEN,
                                            MODEL_ENTITY_STUDENT, 1, NULL, &error));
          g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
          g_clear_error (&error);
        }
    }
}

#define HISTORY_LINE                                                                               \
  "INSERT INTO main.history (at, operation_id, author, label, entity, entity_id, version, action," \
  " changes) VALUES ('2026-11-26T08:00:00Z', '%s', '%s', '%s', 'student', 1, 1, 'update', '{}')"

/* Whether a connection can add a line of history under a name, by SQL. */
static gboolean
can_write_as (StoreConnection *c, const char *author, const char *label)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *sql = g_strdup_printf (HISTORY_LINE, id, author, label);
  g_autoptr (GError) error = NULL;
  gboolean done = store_connection_execute (c, sql, &error);

  if (!done)
    g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
  return done;
}

/* Nobody writes history in another's name, be it of the administration; what Paraphe does by itself
 * is told under its own name, and under no person's. */
static void
test_history_of_others (Fixture *fixture, gconstpointer data)
{
  static const ModelAccountRole roles[] = { MODEL_ACCOUNT_SECRETARY, MODEL_ACCOUNT_ADMINISTRATOR };
  const gint64 accounts[] = { fixture->secretary, fixture->administrator };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autoptr (StoreConnection) c = sign_in (fixture, roles[i], accounts[i], 0);
      g_autoptr (ModelRecord) student =
          load (c, MODEL_ENTITY_STUDENT, fixture->own[MODEL_ENTITY_STUDENT]);
      g_autoptr (GError) error = NULL;

      g_assert_true (can_write_as (c, c->account_label, "student.edit"));
      g_assert_false (can_write_as (c, "delmas", "student.edit"));
      g_assert_false (can_write_as (c, "delmas", "signature.follow"));
      g_assert_false (can_write_as (c, "somebody", "student.edit"));
      g_assert_true (can_write_as (c, "Paraphe", "message.rules"));
      g_assert_true (can_write_as (c, "Yousign", "signature.follow"));
      model_record_set_canonical (student, "family_name", i == 0 ? "Petit" : "Grand");
      g_assert_false (save (c, student, "delmas", &error));
      g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
      assert_saves (c, student, TRUE);
      /* The same after the connection was lost. */
      g_clear_error (&error);
      g_assert_true (_store_connection_reopen (c, &error));
      g_assert_false (can_write_as (c, "delmas", "student.edit"));
    }
}

/* Where a teacher works nothing is done by itself: all of it is theirs. */
static void
test_history_of_nobody (Fixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) c = sign_in_teacher (fixture);
  g_autoptr (ModelRecord) search = load (c, MODEL_ENTITY_SEARCH, fixture->own[MODEL_ENTITY_SEARCH]);
  g_autoptr (StoreOperation) operation = store_operation_new ("Paraphe", "message.rules");
  g_autoptr (GError) error = NULL;

  model_record_set_canonical (search, "state", "contact");
  g_assert_false (store_save (c, search, operation, NULL, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
  assert_saves (c, search, TRUE);
}

/* Whoever was given a password does nothing before they have chosen another, whatever their role.
 */
static void
test_must_change (Fixture *fixture, gconstpointer data)
{
  static const ModelAccountRole roles[] = { MODEL_ACCOUNT_TEACHER, MODEL_ACCOUNT_READER,
                                            MODEL_ACCOUNT_SECRETARY, MODEL_ACCOUNT_ADMINISTRATOR };
  const gint64 accounts[] = { fixture->account, fixture->reader, fixture->secretary,
                              fixture->administrator };

  store_fixture_sql (fixture->base.path, "UPDATE account SET must_change = 1");
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    for (int again = 0; again < 2; again++)
      {
        g_autoptr (StoreConnection) c =
            sign_in (fixture, roles[i], accounts[i],
                     roles[i] == MODEL_ACCOUNT_TEACHER ? fixture->teacher : 0);
        g_autoptr (GError) error = NULL;

        if (again)
          g_assert_true (_store_connection_reopen (c, &error));
        g_assert_null (store_load_all (c, MODEL_ENTITY_STUDENT, &error));
        g_assert_error (error, STORE_ERROR, STORE_ERROR_DENIED);
        g_assert_nonnull (strstr (error->message, "Choose a password of your own first"));
        check_refused (c, "SELECT family_name FROM main.student");
        check_refused (c, "SELECT name FROM main.account");
        check_refused (c, "UPDATE main.account SET must_change = 0");
        check_refused (c, "DELETE FROM main.note");
        g_assert_false (can_write_as (c, c->account_label, "student.edit"));
      }
}

/* Given to somebody who is at work: they are shut out. */
static void
test_must_change_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) c = sign_in (fixture, MODEL_ACCOUNT_SECRETARY, fixture->secretary, 0);
  g_autoptr (GError) error = NULL;

  store_fixture_sql (fixture->base.path, "UPDATE account SET must_change = 1 WHERE name = 'leroy'");
  g_assert_false (store_connection_check_role (c, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_SIGN_IN);
}

static void
run_here (StoreConnection *connection, const char *format, gint64 note, gint64 teacher)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, format, &error);
  gboolean done;

  g_assert_no_error (error);
  store_statement_bind_int (statement, 1, note);
  store_statement_bind_int (statement, 2, teacher);
  done = store_statement_run (statement, &error);
  g_assert_no_error (error);
  g_assert_true (done);
}

static char *
list_marks (Fixture *fixture)
{
  return store_fixture_ask (
      fixture->base.path,
      "SELECT GROUP_CONCAT (note_id || ':' || teacher_id, ' ') FROM note_reading");
}

/* What another has read is theirs to say; one's own mark comes and goes. */
static void
test_marks (Fixture *fixture, gconstpointer data)
{
  static const char *const refused[] = {
    "DELETE FROM main.note_reading",
    "DELETE FROM note_reading WHERE at > ''",
    "UPDATE note_reading SET at = 'never'",
    "UPDATE note_reading SET teacher_id = (SELECT id FROM teacher ORDER BY id LIMIT 1)",
    "INSERT OR REPLACE INTO note_reading SELECT note_id, teacher_id, 'never' FROM note_reading",
  };
  g_autoptr (StoreConnection) c = sign_in_teacher (fixture);
  g_autofree char *before = list_marks (fixture);
  g_autofree char *after = NULL;
  g_autofree char *hidden = g_strdup_printf ("INSERT INTO note_reading VALUES (%" G_GINT64_FORMAT
                                             ", %" G_GINT64_FORMAT ", 'now')",
                                             fixture->secret, fixture->teacher);

  for (int trust = STORE_TRUST_NONE; trust <= STORE_TRUST_WRITE; trust++)
    {
      _store_connection_trust (c, (StoreTrust) trust);
      for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
        check_refused (c, refused[i]);
      check_refused (c, hidden);
    }
  run_here (c, "INSERT INTO note_reading (note_id, teacher_id, at) VALUES ($1, $2, 'now')",
            fixture->to_me, fixture->teacher);
  run_here (c, "DELETE FROM note_reading WHERE note_id = $1 AND teacher_id = $2", fixture->to_me,
            fixture->teacher);
  after = list_marks (fixture);
  g_assert_nonnull (before);
  g_assert_cmpstr (before, ==, after);
}

/* A note of one's own goes with what others have read of it. */
static void
test_marks_of_own_note (Fixture *fixture, gconstpointer data)
{
  g_autoptr (StoreConnection) c = sign_in_teacher (fixture);
  g_autofree char *student = text (fixture->own[MODEL_ENTITY_STUDENT]);
  g_autofree char *teacher = text (fixture->teacher);
  g_autoptr (ModelRecord) note = model_record_new (MODEL_ENTITY_NOTE);
  g_autoptr (StoreOperation) undo = store_operation_new ("delmas", "undo");
  g_autofree char *before = list_marks (fixture);
  g_autofree char *after = NULL;
  g_autofree char *last = NULL;
  g_autoptr (GError) error = NULL;

  model_record_set_canonical (note, "student_id", student);
  model_record_set_canonical (note, "tone", "information");
  model_record_set_canonical (note, "audience", "teachers");
  model_record_set_canonical (note, "author_role", "teacher");
  model_record_set_canonical (note, "author", "delmas");
  model_record_set_canonical (note, "teacher_id", teacher);
  model_record_set_canonical (note, "text", "Bonjour");
  model_record_set_canonical (note, "made_at", "2026-11-26T08:00:00Z");
  assert_saves (c, note, TRUE);
  run_sql (fixture, "INSERT INTO note_reading VALUES (?, ?, 'now')", model_record_get_id (note),
           fixture->other_teacher);
  last = store_history_undoable (c, "delmas", &error);
  g_assert_no_error (error);
  g_assert_true (store_undo (c, last, undo, &error));
  g_assert_no_error (error);
  g_assert_false (sees (c, MODEL_ENTITY_NOTE, model_record_get_id (note)));
  after = list_marks (fixture);
  g_assert_cmpstr (before, ==, after);
}

#define add(path, func)      g_test_add (path, Fixture, NULL, set_up, func, tear_down)
#define add_walk(path, func) g_test_add (path, Fixture, NULL, walk_set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/store/role/reading", test_reading);
  add ("/store/role/writing-of-others", test_writing_of_others);
  add ("/store/role/teacher-writes", test_teacher_writes);
  add ("/store/role/notes", test_notes);
  add ("/store/role/ways-round", test_ways_round);
  add ("/store/role/names-of-views", test_names_of_views);
  add ("/store/role/history-of-namesake", test_history_of_namesake);
  add ("/store/role/access-log", test_access_log);
  add ("/store/role/nobody", test_nobody);
  add ("/store/role/secretary", test_secretary);
  add ("/store/role/no-wider", test_no_wider);
  add ("/store/role/shut-out", test_shut_out);
  add ("/store/role/accounts-come", test_accounts_come);
  add ("/store/role/reopened", test_reopened);
  add_walk ("/store/role/every-table", test_every_table);
  add_walk ("/store/role/every-row", test_every_row);
  add ("/store/role/log-of-others", test_log_of_others);
  add ("/store/role/history-of-others", test_history_of_others);
  add ("/store/role/history-of-nobody", test_history_of_nobody);
  add ("/store/role/must-change", test_must_change);
  add ("/store/role/must-change-meanwhile", test_must_change_meanwhile);
  add_walk ("/store/role/marks", test_marks);
  add_walk ("/store/role/marks-of-own-note", test_marks_of_own_note);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-privacy-fixture.h"

#include "store-document.h"
#include "work-duplicates.h"

/* ---- a value in every field ---- */

/* Texts that are keys of the program. */
static const struct
{
  const char *key;
  const char *value;
} given[] = {
  { "agreement.number", "2015-001" },
  { "agreement.template_sha256", "0123" },
  { "document.media_type", "text/plain" },
  { "message.event", "agreement.sent" },
  { "message.audience", "guardian" },
  { "message.batch", "b1" },
  { "message.cost", "0.05" },
  { "message.state", "sent" },
  { "message.channel", "mail" },
  { "signature_request.state", "completed" },
  { "signature_request.provider", "yousign" },
  { "signature_request.environment", "production" },
  { "signature_request.address", "https://api.example" },
  { "placement.interruptions", "2016-02-01/2016-02-02" },
};

static char *
sample (const ModelField *field)
{
  static guint n;

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    if (g_str_equal (given[i].key, field->key))
      return g_strdup (given[i].value);
  n++;
  switch (field->type)
    {
    case MODEL_TYPE_DATE:
      return g_strdup ("2016-01-15");
    case MODEL_TYPE_TIMESTAMP:
      return g_strdup ("2016-01-15T08:00:00Z");
    case MODEL_TYPE_INTEGER:
    case MODEL_TYPE_DECIMAL:
    case MODEL_TYPE_MONEY:
    case MODEL_TYPE_BOOLEAN:
      return g_strdup ("1");
    case MODEL_TYPE_CHOICE:
      return g_strndup (field->detail, strcspn (field->detail, "|"));
    case MODEL_TYPE_EMAIL:
      return g_strdup_printf (PLANTED "%u@exemple.test", n);
    case MODEL_TYPE_SLOT:
      return g_strdup ("08:00-12:00");
    case MODEL_TYPE_REFERENCE:
    case MODEL_TYPE_BYTES:
      return NULL;
    case MODEL_TYPE_PHONE:
      return g_strdup_printf ("+336399%05u", n);
    case MODEL_TYPE_TEXT:
    case MODEL_TYPE_LONG_TEXT:
    case MODEL_TYPE_POSTCODE:
    case MODEL_TYPE_SIRET:
    case MODEL_TYPE_UAI:
    case MODEL_TYPE_INE:
    case MODEL_TYPE_NAF:
    default:
      return g_strdup_printf ("Quetzal%u Œuvre", n);
    }
}

/* A row with all its fields filled, then the pairs of column and value; its id. */
static gint64
plant (WorkFixture *fixture, ModelEntity entity, ...)
{
  const ModelEntityInfo *info = model_entity_info (entity);
  g_autoptr (ModelRecord) record = model_record_new (entity);
  const char *column;
  va_list args;

  for (guint i = 0; i < info->n_fields; i++)
    {
      g_autofree char *value = sample (&info->fields[i]);

      if (!g_str_has_suffix (info->fields[i].key, ".anonymised_on"))
        model_record_set_canonical (record, model_field_column (&info->fields[i]), value);
    }
  va_start (args, entity);
  while ((column = va_arg (args, const char *)) != NULL)
    model_record_set_canonical (record, column, va_arg (args, const char *));
  va_end (args);
  work_fixture_save (fixture, record);
  return model_record_get_id (record);
}

/* ---- the year of long ago ---- */

static void
add_year (PrivacyFixture *fixture)
{
  WorkFixture *base = &fixture->base;
  g_autofree char *year = NULL;
  g_autofree char *both = work_fixture_id (base->students[2]);
  g_autofree char *class_id = NULL;

  fixture->year_id = work_fixture_add (base, MODEL_ENTITY_SCHOOL_YEAR, "name", "2015-2016", "start",
                                       "2015-09-01", "end", "2016-08-31", NULL);
  year = work_fixture_id (fixture->year_id);
  fixture->class_id = work_fixture_add (base, MODEL_ENTITY_CLASS_GROUP, "school_year_id", year,
                                        "name", "TMELEC", NULL);
  class_id = work_fixture_id (fixture->class_id);
  fixture->period_id =
      work_fixture_add (base, MODEL_ENTITY_PERIOD, "school_year_id", year, "name", "PFMP 9",
                        "start", "2016-01-11", "end", "2016-02-05", NULL);
  work_fixture_add (base, MODEL_ENTITY_ENROLMENT, "student_id", both, "class_group_id", class_id,
                    NULL);
}

static void
add_student (PrivacyFixture *fixture)
{
  WorkFixture *base = &fixture->base;
  g_autofree char *class_id = work_fixture_id (fixture->class_id);
  g_autofree char *period = work_fixture_id (fixture->period_id);
  g_autofree char *company = work_fixture_id (base->company_id);
  g_autofree char *teacher = work_fixture_id (base->teacher_id);
  g_autofree char *student = NULL;
  g_autofree char *search = NULL;
  g_autofree char *contact = NULL;

  fixture->student_id = plant (base, MODEL_ENTITY_STUDENT, NULL);
  student = work_fixture_id (fixture->student_id);
  plant (base, MODEL_ENTITY_GUARDIAN, "student_id", student, "rank", "1", NULL);
  work_fixture_add (base, MODEL_ENTITY_ENROLMENT, "student_id", student, "class_group_id", class_id,
                    NULL);
  fixture->search_id =
      plant (base, MODEL_ENTITY_SEARCH, "student_id", student, "period_id", period, NULL);
  search = work_fixture_id (fixture->search_id);
  plant (base, MODEL_ENTITY_INTERVIEW, "search_id", search, "teacher_id", teacher, NULL);
  fixture->contact_id = plant (base, MODEL_ENTITY_CONTACT, "company_id", company, NULL);
  contact = work_fixture_id (fixture->contact_id);
  fixture->placement_id = plant (base, MODEL_ENTITY_PLACEMENT, "search_id", search, "company_id",
                                 company, "tutor_id", contact, NULL);
  plant (base, MODEL_ENTITY_NOTE, "student_id", student, NULL);
}

static gint64
add_document (PrivacyFixture *fixture, const char *agreement_id)
{
  WorkFixture *base = &fixture->base;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Quetzal signe", 13);
  g_autoptr (StoreOperation) operation = store_operation_new ("fixture", "fixture.save");
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelRecord) document =
      store_document_add (base->filling, g_ascii_strtoll (agreement_id, NULL, 10), "signed",
                          "Convention Quetzal.txt", "text/plain", bytes, operation, &error);

  g_assert_no_error (error);
  fixture->document =
      store_document_path (base->filling, model_record_get (document, "sha256"), "txt");
  return model_record_get_id (document);
}

static void
add_agreement (PrivacyFixture *fixture)
{
  WorkFixture *base = &fixture->base;
  g_autofree char *placement = work_fixture_id (fixture->placement_id);
  g_autofree char *student = work_fixture_id (fixture->student_id);
  g_autofree char *agreement = NULL;
  g_autofree char *signatory = NULL;
  g_autofree char *document = NULL;
  g_autofree char *request = NULL;

  fixture->agreement_id = plant (base, MODEL_ENTITY_AGREEMENT, "placement_id", placement, NULL);
  agreement = work_fixture_id (fixture->agreement_id);
  signatory = work_fixture_id (
      plant (base, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement, "position", "0", NULL));
  document = work_fixture_id (add_document (fixture, agreement));
  request = work_fixture_id (plant (base, MODEL_ENTITY_SIGNATURE_REQUEST, "agreement_id", agreement,
                                    "external_id", "ours", "document_id", document,
                                    "signed_document_id", document, NULL));
  plant (base, MODEL_ENTITY_SIGNATURE_SIGNER, "request_id", request, "signatory_id", signatory,
         NULL);
  plant (base, MODEL_ENTITY_MESSAGE, "student_id", student, "agreement_id", agreement,
         "document_id", document, NULL);
  /* To a teacher, about a whole class: it hangs from nobody. */
  plant (base, MODEL_ENTITY_MESSAGE, "audience", "teacher", "made_at", "2016-03-01T10:00:00Z",
         NULL);
}

/* What was once there: a guardian who was deleted, values that were others, an address that is not
 * written to. */
static void
add_past (PrivacyFixture *fixture)
{
  WorkFixture *base = &fixture->base;
  g_autofree char *student = work_fixture_id (fixture->student_id);
  gint64 guardian = plant (base, MODEL_ENTITY_GUARDIAN, "student_id", student, "rank", "2", NULL);
  G_GNUC_UNUSED g_autoptr (WorkDone) done = work_fixture_apply (
      base, work_change_delete_new ("fixture.delete", MODEL_ENTITY_GUARDIAN, guardian));

  work_fixture_change (base, MODEL_ENTITY_STUDENT, fixture->student_id, "email",
                       "quetzal@exemple.test");
  work_fixture_change (base, MODEL_ENTITY_STUDENT, fixture->student_id, "mobile", "+33639988777");
  work_fixture_change (base, MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "snapshot",
                       "{\"NOM\":\"Quetzal encore\"}");
  work_fixture_change (base, MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "snapshot",
                       "{\"NOM\":\"Quetzal enfin\"}");
  work_fixture_add (base, MODEL_ENTITY_MESSAGE_BLOCK, "channel", "mail", "address",
                    "quetzal@exemple.test", "reason", "bounced", "since", "2016-01-01", NULL);
}

/* The same student was there twice. */
static void
put_together (PrivacyFixture *fixture)
{
  WorkFixture *base = &fixture->base;
  g_autofree char *student =
      work_fixture_id (plant (base, MODEL_ENTITY_STUDENT, "ine", NULL, NULL));
  g_autoptr (ModelRecord) kept =
      work_fixture_load (base, MODEL_ENTITY_STUDENT, fixture->student_id);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (WorkDone) done = NULL;

  plant (base, MODEL_ENTITY_NOTE, "student_id", student, NULL);
  g_ptr_array_add (
      others, work_fixture_load (base, MODEL_ENTITY_STUDENT, g_ascii_strtoll (student, NULL, 10)));
  done = work_fixture_apply (base, work_change_merge_new (kept, others));
}

static gboolean
fill_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  PrivacyFixture *fixture = data;

  fixture->base.filling = connection;
  add_year (fixture);
  add_student (fixture);
  add_agreement (fixture);
  fixture->base.filling = NULL;
  return TRUE;
}

static gpointer
fill_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  store_connection_transaction (connection, fill_in_transaction, data, error);
  return NULL;
}

void
privacy_fixture_set_up (PrivacyFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  work_fixture_set_up (&fixture->base, data);
  store_queue_run (work_school_get_queue (fixture->base.school), fill_func, fixture, NULL, &error);
  g_assert_no_error (error);
  add_past (fixture);
  put_together (fixture);
}

void
privacy_fixture_tear_down (PrivacyFixture *fixture, gconstpointer data)
{
  work_fixture_tear_down (&fixture->base, data);
  g_free (fixture->document);
}

/* ---- what is looked for ---- */

typedef struct
{
  const char *word;
  char *found;
  gint64 number;
} Look;

static void
look_at_column (StoreConnection *connection, const char *table, const char *column, Look *look)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT \"%s\" FROM \"%s\" WHERE lower (CAST (\"%s\" AS TEXT)) LIKE '%%' || $1 || '%%'",
      column, table, column);
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, sql, &error);
  gboolean has_row = FALSE;

  g_assert_no_error (error);
  store_statement_bind_text (statement, 1, look->word);
  store_statement_step (statement, &has_row, &error);
  g_assert_no_error (error);
  if (has_row && look->found == NULL)
    look->found =
        g_strdup_printf ("%s.%s: %s", table, column, store_statement_get_text (statement, 0));
}

static gpointer
look_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info (t.name) c"
      " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'",
      error);
  gboolean has_row = statement != NULL;

  while (has_row && store_statement_step (statement, &has_row, error) && has_row)
    look_at_column (connection, store_statement_get_text (statement, 0),
                    store_statement_get_text (statement, 1), data);
  return NULL;
}

char *
privacy_fixture_find (WorkSchool *school, const char *word)
{
  g_autoptr (GError) error = NULL;
  Look look = { word, NULL, 0 };

  store_queue_run (work_school_get_queue (school), look_func, &look, NULL, &error);
  g_assert_no_error (error);
  return look.found;
}

static gpointer
ask_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Look *look = data;
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, look->word, error);
  gboolean has_row = FALSE;

  if (statement != NULL && store_statement_step (statement, &has_row, error) && has_row)
    look->number = store_statement_get_int (statement, 0);
  return NULL;
}

gint64
privacy_fixture_ask (WorkSchool *school, const char *sql)
{
  g_autoptr (GError) error = NULL;
  Look look = { sql, NULL, 0 };

  store_queue_run (work_school_get_queue (school), ask_func, &look, NULL, &error);
  g_assert_no_error (error);
  return look.number;
}

gboolean
privacy_fixture_file_has (const char *path, const char *word)
{
  g_autofree char *bytes = NULL;
  gsize size = 0, length = strlen (word);

  if (!g_file_get_contents (path, &bytes, &size, NULL))
    return FALSE;
  for (gsize i = 0; i + length <= size; i++)
    if (g_ascii_strncasecmp (bytes + i, word, length) == 0)
      return TRUE;
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-people.h"

#include <string.h>

#include "base-date.h"
#include "base-ident.h"
#include "base-text.h"

/* In the order of the queries; what an entity does not have is NULL. */
enum
{
  ID,
  SEARCH_KEY,
  NAME,  /* family name, or the company's */
  GIVEN, /* given name */
  SUBTITLE,
  DETAIL,
  STATUS,
  FLAG, /* not 0: closed; of a student: not 0: in a class of the year */
  EXTRA /* number of guardians */
};

/* Rows are put in order by the engine: their sort keys are indexed by nothing, but short. */
static const char students_query[] =
    "SELECT s.id, s.search_key, COALESCE (s.used_name, s.family_name), s.given_name, cg.name,"
    " s.birth_date, NULL, cg.id, (SELECT COUNT (*) FROM guardian g WHERE g.student_id = s.id)%s"
    " FROM student s"
    " LEFT JOIN (SELECT e.student_id AS student_id, MAX (e.id) AS id FROM enrolment e"
    "   JOIN class_group c ON c.id = e.class_group_id"
    "   WHERE c.school_year_id = $1 AND (e.\"end\" IS NULL OR e.\"end\" >= $2)"
    "   GROUP BY e.student_id) last ON last.student_id = s.id"
    " LEFT JOIN enrolment en ON en.id = last.id"
    " LEFT JOIN class_group cg ON cg.id = en.class_group_id"
    " ORDER BY s.sort_key, s.id";
static const char companies_query[] =
    "SELECT s.id, s.search_key, s.name, NULL, s.town, s.siret, s.status, s.is_closed, 0%s"
    " FROM company s ORDER BY s.sort_key, s.id";
static const char teachers_query[] =
    "SELECT s.id, s.search_key, s.family_name, s.given_name, s.subject, s.email, NULL, 0, 0%s"
    " FROM teacher s ORDER BY s.sort_key, s.id";

/* How many days a row of totals has. */
#define N_DAYS 4

/* Each row: id, number, and days, of which the latest counts. */
static const char student_totals[] = "SELECT se.student_id, COUNT (*), NULL, NULL, NULL, NULL FROM "
                                     "placement pl JOIN search se ON se.id = pl.search_id"
                                     " WHERE pl.state <> 'refused' GROUP BY se.student_id";
static const char company_totals[] =
    "SELECT company_id, COUNT (*), NULL, NULL, NULL, NULL FROM placement"
    " WHERE company_id IS NOT NULL AND state <> 'refused' GROUP BY company_id";
static const char teacher_totals[] =
    "SELECT COALESCE (pl.teacher_id, se.teacher_id), COUNT (DISTINCT se.student_id), NULL, NULL, "
    "NULL, NULL"
    " FROM search se JOIN period p ON p.id = se.period_id"
    " LEFT JOIN placement pl ON pl.search_id = se.id"
    " WHERE p.school_year_id = $1 AND COALESCE (pl.teacher_id, se.teacher_id) IS NOT NULL"
    " GROUP BY COALESCE (pl.teacher_id, se.teacher_id)";

/* The days on which the school had to do with a company: an agreement went there or came back, its
 * signatories were reminded, a certificate came, a student was there to the end. */
#define LAST(column) ", MAX (CASE WHEN " column " <= $2 THEN " column " END)"
static const char contacts_query[] = "SELECT pl.company_id, 0" LAST ("a.sent_on") LAST (
    "a.signed_on") ", NULL, NULL"
                   " FROM agreement a JOIN placement pl ON pl.id = a.placement_id"
                   " WHERE pl.company_id IS NOT NULL AND ($1 = 0 OR pl.company_id = $1) GROUP BY "
                   "pl.company_id"
                   " UNION ALL SELECT pl.company_id, 0" LAST ("si.sent_on") LAST ("si.reminded_on")
                       LAST ("si.signed_on") LAST (
                           "si.received_on") " FROM signatory si JOIN agreement a ON a.id = "
                                             "si.agreement_id"
                                             " JOIN placement pl ON pl.id = a.placement_id WHERE "
                                             "si.role IN ('company', 'tutor')"
                                             " AND pl.company_id IS NOT NULL AND ($1 = 0 OR "
                                             "pl.company_id = $1) GROUP BY pl.company_id"
                                             " UNION ALL SELECT company_id, 0" LAST (
                                                 "certificate_on") ", MAX (CASE WHEN \"end\" <= $2 "
                                                                   "AND state = 'validated' THEN "
                                                                   "\"end\" END), NULL, NULL"
                                                                   " FROM placement WHERE "
                                                                   "company_id IS NOT NULL AND ($1 "
                                                                   "= 0 OR company_id = $1)"
                                                                   " GROUP BY company_id";

/* Each row: id of a company, search key of somebody or something of it. */
static const char company_keys_query[] = "SELECT company_id, search_key FROM contact"
                                         " UNION ALL SELECT company_id, search_key FROM site";

typedef struct
{
  int n;
  char *day; /* (owned) (nullable) */
} Total;

static const struct
{
  ModelEntity entity;
  const char *people;
  const char *totals;
} kinds[] = {
  { MODEL_ENTITY_STUDENT, students_query, student_totals },
  { MODEL_ENTITY_COMPANY, companies_query, company_totals },
  { MODEL_ENTITY_TEACHER, teachers_query, teacher_totals },
};

static void
total_free (gpointer data)
{
  g_free (((Total *) data)->day);
  g_free (data);
}

static void
set_text (char **text, const char *value)
{
  if (value == NULL || value[0] == '\0')
    return;
  g_free (*text);
  *text = g_strdup (value);
}

static void
take_text (char **text, char *value)
{
  g_free (*text);
  *text = value;
}

/* Parameters are bound even where a query does not ask for them. */
static StoreStatement *
prepare (StoreConnection *connection,
         const char *query,
         gint64 number,
         const char *today,
         GError **error)
{
  StoreStatement *statement = store_connection_prepare (connection, query, error);

  if (statement == NULL)
    return NULL;
  if (strstr (query, "$1") != NULL)
    store_statement_bind_int (statement, 1, number);
  if (strstr (query, "$2") != NULL)
    store_statement_bind_text (statement, 2, today);
  return statement;
}

/* Adds to @totals, id → Total, what a query says. */
static gboolean
read_totals (StoreStatement *statement, GHashTable *totals, GError **error)
{
  gboolean has_row = TRUE;

  while (store_statement_step (statement, &has_row, error))
    {
      gint64 id;
      Total *total;

      if (!has_row)
        return TRUE;
      id = store_statement_get_int (statement, 0);
      total = g_hash_table_lookup (totals, &id);
      if (total == NULL)
        {
          total = g_new0 (Total, 1);
          g_hash_table_insert (totals, g_memdup2 (&id, sizeof id), total);
        }
      total->n += (int) store_statement_get_int (statement, 1);
      for (int i = 2; i < 2 + N_DAYS; i++)
        {
          const char *day = store_statement_get_text (statement, i);

          if (g_strcmp0 (day, total->day) > 0)
            take_text (&total->day, g_strdup (day));
        }
    }
  return FALSE;
}

/* ", s.siret IS NULL OR …": whether something is missing that everybody should have. */
static char *
build_query (const char *query, ModelEntity entity)
{
  const char *const *columns = model_person_expected (entity);
  g_autoptr (GString) missing = g_string_new (NULL);
  GString *sql = g_string_new (query);

  for (guint i = 0; columns[i] != NULL; i++)
    g_string_append_printf (missing, "%s s.\"%s\" IS NULL", i == 0 ? "," : " OR", columns[i]);
  g_string_replace (sql, "%s", missing->str, 1);
  return g_string_free (sql, FALSE);
}

static char *
format_detail (ModelEntity entity, const char *value)
{
  GDate date;

  if (entity == MODEL_ENTITY_COMPANY)
    return base_ident_format (BASE_IDENT_SIRET, value);
  if (entity == MODEL_ENTITY_STUDENT && base_date_parse_iso (value, &date))
    return base_date_to_short (&date);
  return g_strdup (value);
}

static gboolean
is_minor (const char *birth, const char *today)
{
  GDate born, day;

  return base_date_parse_iso (birth, &born) && base_date_parse_iso (today, &day)
         && base_date_age_on (&born, &day) < 18;
}

static ModelPersonWarning
read_warnings (StoreStatement *statement, ModelEntity entity, const char *today)
{
  gboolean flag = store_statement_get_int (statement, FLAG) != 0;
  ModelPersonWarning warnings = MODEL_PERSON_FINE;

  if (store_statement_get_int (statement, EXTRA + 1) != 0)
    warnings |= MODEL_PERSON_INCOMPLETE;
  if (entity == MODEL_ENTITY_STUDENT && !flag)
    warnings |= MODEL_PERSON_AWAY;
  if (entity == MODEL_ENTITY_STUDENT && store_statement_get_int (statement, EXTRA) == 0
      && is_minor (store_statement_get_text (statement, DETAIL), today))
    warnings |= MODEL_PERSON_INCOMPLETE;
  if (entity == MODEL_ENTITY_COMPANY && flag)
    warnings |= MODEL_PERSON_CLOSED;
  if (g_strcmp0 (store_statement_get_text (statement, STATUS), "to_avoid") == 0)
    warnings |= MODEL_PERSON_AVOID;
  return warnings;
}

static ModelPerson *
read_person (StoreStatement *statement, ModelEntity entity, const char *today)
{
  ModelPerson *person = model_person_new (entity);
  const char *name = store_statement_get_text (statement, NAME);

  person->id = store_statement_get_int (statement, ID);
  if (entity == MODEL_ENTITY_COMPANY)
    set_text (&person->name, name);
  else
    {
      g_autofree char *family = base_text_upper (name);

      take_text (&person->name,
                 g_strchomp (
                     g_strconcat (family, " ", store_statement_get_text (statement, GIVEN), NULL)));
    }
  set_text (&person->subtitle, store_statement_get_text (statement, SUBTITLE));
  if (!store_statement_is_null (statement, DETAIL))
    take_text (&person->detail,
               format_detail (entity, store_statement_get_text (statement, DETAIL)));
  set_text (&person->status, store_statement_get_text (statement, STATUS));
  set_text (&person->search_key, store_statement_get_text (statement, SEARCH_KEY));
  person->warnings = read_warnings (statement, entity, today);
  return person;
}

/* One finds a student by the class too. */
static void
add_to_search_key (ModelPerson *person, const char *folded)
{
  if (folded != NULL && folded[0] != '\0')
    take_text (&person->search_key, g_strconcat (person->search_key, " ", folded, NULL));
}

static GPtrArray *
read_people (StoreStatement *statement,
             ModelEntity entity,
             const char *today,
             GHashTable *totals,
             GError **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean has_row = TRUE;

  while (store_statement_step (statement, &has_row, error))
    {
      ModelPerson *person;
      const Total *total;

      if (!has_row)
        return g_steal_pointer (&people);
      person = read_person (statement, entity, today);
      total = g_hash_table_lookup (totals, &person->id);
      person->n = total != NULL ? total->n : 0;
      set_text (&person->last_day, total != NULL ? total->day : NULL);
      if (entity != MODEL_ENTITY_COMPANY)
        {
          g_autofree char *folded = base_text_fold (person->subtitle);

          add_to_search_key (person, folded);
        }
      g_ptr_array_add (people, person);
    }
  return NULL;
}

/* A company is found by its people and by its sites. */
static gboolean
add_company_keys (StoreConnection *connection, GPtrArray *people, GError **error)
{
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection, company_keys_query, error);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    {
      ModelPerson *person = g_ptr_array_index (people, i);

      g_hash_table_insert (by_id, &person->id, person);
    }
  while (store_statement_step (statement, &has_row, error))
    {
      gint64 id;
      ModelPerson *person;

      if (!has_row)
        return TRUE;
      id = store_statement_get_int (statement, 0);
      person = g_hash_table_lookup (by_id, &id);
      if (person != NULL)
        add_to_search_key (person, store_statement_get_text (statement, 1));
    }
  return FALSE;
}

/* (transfer full): id → Total */
static GHashTable *
load_totals (StoreConnection *connection,
             ModelEntity entity,
             const char *query,
             gint64 school_year_id,
             const char *today,
             GError **error)
{
  g_autoptr (GHashTable) totals =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, total_free);
  g_autoptr (StoreStatement) counts = prepare (connection, query, school_year_id, today, error);
  g_autoptr (StoreStatement) days = NULL;

  if (counts == NULL || !read_totals (counts, totals, error))
    return NULL;
  if (entity != MODEL_ENTITY_COMPANY)
    return g_steal_pointer (&totals);
  days = prepare (connection, contacts_query, 0, today, error);
  if (days == NULL || !read_totals (days, totals, error))
    return NULL;
  return g_steal_pointer (&totals);
}

/**
 * store_people_load:
 * @connection: a connection
 * @entity: %MODEL_ENTITY_STUDENT, %MODEL_ENTITY_COMPANY or %MODEL_ENTITY_TEACHER
 * @school_year_id: whose classes and searches count
 * @today: ISO day
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full) (element-type ModelPerson): all of them by name, or %NULL
 */
GPtrArray *
store_people_load (StoreConnection *connection,
                   ModelEntity entity,
                   gint64 school_year_id,
                   const char *today,
                   GError **error)
{
  guint kind = 0;
  g_autofree char *query = NULL;
  g_autoptr (GHashTable) totals = NULL;
  g_autoptr (StoreStatement) statement = NULL;
  g_autoptr (GPtrArray) people = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);

  while (kind < G_N_ELEMENTS (kinds) && kinds[kind].entity != entity)
    kind++;
  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);

  query = build_query (kinds[kind].people, entity);
  totals = load_totals (connection, entity, kinds[kind].totals, school_year_id, today, error);
  if (totals == NULL)
    return NULL;
  statement = prepare (connection, query, school_year_id, today, error);
  if (statement == NULL)
    return NULL;
  people = read_people (statement, entity, today, totals, error);
  if (people == NULL
      || (entity == MODEL_ENTITY_COMPANY && !add_company_keys (connection, people, error)))
    return NULL;
  return g_steal_pointer (&people);
}

/**
 * store_people_last_contact:
 * @connection: a connection
 * @company_id: a company
 * @today: ISO day
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full): the ISO day on which the school last had to do with the company, "" for
 *   never; or %NULL
 */
char *
store_people_last_contact (StoreConnection *connection,
                           gint64 company_id,
                           const char *today,
                           GError **error)
{
  g_autoptr (GHashTable) totals =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, total_free);
  g_autoptr (StoreStatement) statement =
      prepare (connection, contacts_query, company_id, today, error);
  const Total *total;

  if (statement == NULL || !read_totals (statement, totals, error))
    return NULL;
  total = g_hash_table_lookup (totals, &company_id);
  return g_strdup (total != NULL && total->day != NULL ? total->day : "");
}

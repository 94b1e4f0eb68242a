/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-date.h"
#include "work-values-private.h"

/* Whom a column of one record names: read in this order, so that each is there for the next. */
static const struct
{
  ModelRoleId role;
  ModelRoleId from;
  const char *column;
} links[] = {
  { MODEL_ROLE_COMPANY, MODEL_ROLE_PLACEMENT, "company_id" },
  { MODEL_ROLE_SITE, MODEL_ROLE_PLACEMENT, "site_id" },
  { MODEL_ROLE_REPRESENTATIVE, MODEL_ROLE_PLACEMENT, "representative_id" },
  { MODEL_ROLE_TUTOR, MODEL_ROLE_PLACEMENT, "tutor_id" },
  { MODEL_ROLE_TEACHER, MODEL_ROLE_PLACEMENT, "teacher_id" },
  { MODEL_ROLE_SCHOOL_YEAR, MODEL_ROLE_PERIOD, "school_year_id" },
};

/* Where a value comes from when its own place is empty. */
static const struct
{
  ModelRoleId role;
  const char *column;
  ModelRoleId from;
  const char *from_column;
} fallbacks[] = {
  { MODEL_ROLE_PLACEMENT, "start", MODEL_ROLE_PERIOD, "start" },
  { MODEL_ROLE_PLACEMENT, "end", MODEL_ROLE_PERIOD, "end" },
  { MODEL_ROLE_SCHOOL, "done_at", MODEL_ROLE_SCHOOL, "town" },
};

/* A site without an address is the company itself: these are then the company's. */
static const char *const site_columns[] = { "name", "address1", "address2", "postcode",
                                            "town", "siret",    "phone" };

/**
 * _work_records_free:
 * @records: (nullable) (transfer full): what an agreement is made from
 */
void
_work_records_free (WorkRecords *records)
{
  if (records == NULL)
    return;
  for (guint i = 0; i < MODEL_N_ROLES; i++)
    g_clear_object (&records->roles[i]);
  g_clear_pointer (&records->periods, g_ptr_array_unref);
  g_clear_pointer (&records->guardians, g_ptr_array_unref);
  g_clear_pointer (&records->interviews, g_ptr_array_unref);
  g_clear_pointer (&records->teachers, g_hash_table_unref);
  g_free (records->today);
  g_free (records);
}

static const char *
get_own (const WorkRecords *records, ModelRoleId role, const char *column)
{
  const char *value =
      records->roles[role] != NULL ? model_record_get (records->roles[role], column) : NULL;

  return value != NULL && value[0] != '\0' ? value : NULL;
}

static gboolean
is_company_column (const WorkRecords *records, const char *column)
{
  static const char *const address[] = { "address1", "address2", "postcode", "town" };

  for (guint i = 0; i < G_N_ELEMENTS (address); i++)
    if (get_own (records, MODEL_ROLE_SITE, address[i]) != NULL)
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (site_columns); i++)
    if (g_str_equal (column, site_columns[i]))
      return TRUE;
  return FALSE;
}

/**
 * _work_records_get:
 * @records: what an agreement is made from
 * @role: a role
 * @column: a column of its entity
 *
 * Returns: (nullable): the value, in its canonical form, or what stands for it when it is empty
 */
const char *
_work_records_get (const WorkRecords *records, ModelRoleId role, const char *column)
{
  const char *value = get_own (records, role, column);

  if (value == NULL && role == MODEL_ROLE_SITE && is_company_column (records, column))
    return get_own (records, MODEL_ROLE_COMPANY, column);
  for (guint i = 0; value == NULL && i < G_N_ELEMENTS (fallbacks); i++)
    if (fallbacks[i].role == role && g_str_equal (fallbacks[i].column, column))
      value = get_own (records, fallbacks[i].from, fallbacks[i].from_column);
  return value;
}

/**
 * _work_records_get_date:
 * @records: what an agreement is made from
 * @role: a role
 * @column: a date of its entity
 * @date: (out caller-allocates): the date
 *
 * Returns: whether there is one
 */
gboolean
_work_records_get_date (const WorkRecords *records,
                        ModelRoleId role,
                        const char *column,
                        GDate *date)
{
  const char *value = _work_records_get (records, role, column);

  return value != NULL && base_date_parse_iso (value, date);
}

/* Nothing to read is no error. */
static gboolean
load_role (StoreConnection *connection,
           WorkRecords *records,
           ModelRoleId role,
           gint64 id,
           GError **error)
{
  if (id == 0)
    return TRUE;
  g_clear_object (&records->roles[role]);
  records->roles[role] = store_load (connection, model_role_info (role)->entity, id, error);
  return records->roles[role] != NULL;
}

static gboolean
load_links (StoreConnection *connection, WorkRecords *records, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      ModelRecord *from = records->roles[links[i].from];
      gint64 id = from != NULL ? model_record_get_int (from, links[i].column) : 0;

      if (!load_role (connection, records, links[i].role, id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_guardians (StoreConnection *connection, WorkRecords *records, GError **error)
{
  gint64 student_id = model_record_get_id (records->roles[MODEL_ROLE_STUDENT]);

  records->guardians =
      store_find_by_id (connection, MODEL_ENTITY_GUARDIAN, "student_id", student_id, error);
  if (records->guardians == NULL)
    return FALSE;
  for (guint i = 0; i < records->guardians->len && i < 2; i++)
    records->roles[MODEL_ROLE_GUARDIAN1 + i] =
        g_object_ref (g_ptr_array_index (records->guardians, i));
  return TRUE;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  ModelRecord *first = *(ModelRecord *const *) a, *second = *(ModelRecord *const *) b;
  int order = g_strcmp0 (model_record_get (first, "day"), model_record_get (second, "day"));

  if (order != 0)
    return order;
  return model_record_get_id (first) < model_record_get_id (second) ? -1 : 1;
}

static gboolean
load_interviewer (StoreConnection *connection,
                  WorkRecords *records,
                  ModelRecord *interview,
                  GError **error)
{
  gint64 id = model_record_get_int (interview, "teacher_id");
  ModelRecord *teacher;

  if (id == 0 || g_hash_table_contains (records->teachers, &id))
    return TRUE;
  teacher = store_load (connection, MODEL_ENTITY_TEACHER, id, error);
  if (teacher != NULL)
    g_hash_table_insert (records->teachers, g_memdup2 (&id, sizeof id), teacher);
  return teacher != NULL;
}

static gboolean
load_interviews (StoreConnection *connection,
                 WorkRecords *records,
                 ModelRecord *search,
                 GError **error)
{
  gint64 id = model_record_get_id (search);
  gboolean ok = TRUE;

  records->teachers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  if (id == 0)
    return TRUE;
  records->interviews =
      store_find_by_id (connection, MODEL_ENTITY_INTERVIEW, "search_id", id, error);
  if (records->interviews == NULL)
    return FALSE;
  g_ptr_array_sort (records->interviews, compare_days);
  for (guint i = 0; ok && i < records->interviews->len; i++)
    ok = load_interviewer (connection, records, g_ptr_array_index (records->interviews, i), error);
  return ok;
}

static gboolean
has_class (GPtrArray *period_classes, gint64 class_group_id)
{
  for (guint i = 0; i < period_classes->len; i++)
    if (model_record_get_int (g_ptr_array_index (period_classes, i), "class_group_id")
        == class_group_id)
      return TRUE;
  return FALSE;
}

/* Whether an enrolment holds on the first day; most have no dates. */
static gboolean
holds (const WorkRecords *records, ModelRecord *enrolment)
{
  const char *day = _work_records_get (records, MODEL_ROLE_PLACEMENT, "start");
  const char *start = model_record_get (enrolment, "start");
  const char *end = model_record_get (enrolment, "end");

  return (start == NULL || day == NULL || strcmp (start, day) <= 0)
         && (end == NULL || day == NULL || strcmp (day, end) <= 0);
}

/* The class that the student is in and that has the period; a student who moves has two. */
static gboolean
load_class (StoreConnection *connection, WorkRecords *records, GError **error)
{
  gint64 student_id = model_record_get_id (records->roles[MODEL_ROLE_STUDENT]);
  gint64 period_id;
  g_autoptr (GPtrArray) enrolments = NULL;
  g_autoptr (GPtrArray) period_classes = NULL;
  gint64 found = 0;
  gboolean found_holds = FALSE;

  /* the class of a student has no period yet */
  if (records->roles[MODEL_ROLE_PERIOD] == NULL)
    return TRUE;
  period_id = model_record_get_id (records->roles[MODEL_ROLE_PERIOD]);
  enrolments =
      store_find_by_id (connection, MODEL_ENTITY_ENROLMENT, "student_id", student_id, error);
  if (enrolments == NULL)
    return FALSE;
  period_classes =
      store_find_by_id (connection, MODEL_ENTITY_PERIOD_CLASS, "period_id", period_id, error);
  if (period_classes == NULL)
    return FALSE;
  for (guint i = 0; i < enrolments->len; i++)
    {
      ModelRecord *enrolment = g_ptr_array_index (enrolments, i);
      gint64 id = model_record_get_int (enrolment, "class_group_id");

      if (has_class (period_classes, id)
          && (found == 0 || (!found_holds && holds (records, enrolment))))
        {
          found = id;
          found_holds = holds (records, enrolment);
        }
    }
  return load_role (connection, records, MODEL_ROLE_CLASS_GROUP, found, error);
}

static int
compare_periods (gconstpointer a, gconstpointer b)
{
  ModelRecord *first = *(ModelRecord *const *) a, *second = *(ModelRecord *const *) b;

  return g_strcmp0 (model_record_get (first, "start"), model_record_get (second, "start"));
}

static gboolean
load_periods (StoreConnection *connection, WorkRecords *records, GError **error)
{
  ModelRecord *class_group = records->roles[MODEL_ROLE_CLASS_GROUP];
  g_autoptr (GPtrArray) found = NULL;

  records->periods = g_ptr_array_new_with_free_func (g_object_unref);
  if (class_group == NULL)
    return TRUE;
  found = store_find_by_id (connection, MODEL_ENTITY_PERIOD_CLASS, "class_group_id",
                            model_record_get_id (class_group), error);
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      gint64 id = model_record_get_int (g_ptr_array_index (found, i), "period_id");
      ModelRecord *period = store_load (connection, MODEL_ENTITY_PERIOD, id, error);

      if (period == NULL)
        return FALSE;
      g_ptr_array_add (records->periods, period);
    }
  g_ptr_array_sort (records->periods, compare_periods);
  return TRUE;
}

static gboolean
load_search (StoreConnection *connection, WorkRecords *records, ModelRecord *search, GError **error)
{
  return load_role (connection, records, MODEL_ROLE_STUDENT,
                    model_record_get_int (search, "student_id"), error)
         && load_role (connection, records, MODEL_ROLE_PERIOD,
                       model_record_get_int (search, "period_id"), error)
         /* Who follows the search is the referent as long as the sheet names nobody else. */
         && load_role (connection, records, MODEL_ROLE_TEACHER,
                       model_record_get_int (search, "teacher_id"), error);
}

static gboolean
load_school (StoreConnection *connection, WorkRecords *records, GError **error)
{
  g_autoptr (GPtrArray) schools = store_load_all (connection, MODEL_ENTITY_SCHOOL, error);

  if (schools == NULL)
    return FALSE;
  if (schools->len > 0)
    records->roles[MODEL_ROLE_SCHOOL] = g_object_ref (g_ptr_array_index (schools, 0));
  return TRUE;
}

/**
 * _work_records_load_around:
 * @connection: a connection
 * @placement: a placement sheet, as it is kept or with changes; perhaps a new one
 * @search: its search, perhaps a new one
 * @agreement: (nullable): its agreement, or what will be
 * @today: ISO day
 * @error: return location
 *
 * Returns: (transfer full): what an agreement would be made from if the sheet were saved so; or
 *   %NULL
 */
WorkRecords *
_work_records_load_around (StoreConnection *connection,
                           ModelRecord *placement,
                           ModelRecord *search,
                           ModelRecord *agreement,
                           const char *today,
                           GError **error)
{
  g_autoptr (WorkRecords) records = g_new0 (WorkRecords, 1);

  records->today = g_strdup (today);
  records->roles[MODEL_ROLE_PLACEMENT] = g_object_ref (placement);
  if (agreement != NULL)
    records->roles[MODEL_ROLE_AGREEMENT] = g_object_ref (agreement);
  if (!load_school (connection, records, error) || !load_search (connection, records, search, error)
      || !load_links (connection, records, error) || !load_guardians (connection, records, error)
      || !load_class (connection, records, error) || !load_periods (connection, records, error)
      || !load_interviews (connection, records, search, error))
    return NULL;
  return g_steal_pointer (&records);
}

/**
 * _work_records_load:
 * @connection: a connection
 * @placement_id: a placement sheet
 * @agreement: (nullable): its agreement, or what will be
 * @today: ISO day
 * @error: return location
 *
 * Returns: (transfer full): what the agreement is made from, as it is today; or %NULL
 */
WorkRecords *
_work_records_load (StoreConnection *connection,
                    gint64 placement_id,
                    ModelRecord *agreement,
                    const char *today,
                    GError **error)
{
  g_autoptr (ModelRecord) placement =
      store_load (connection, MODEL_ENTITY_PLACEMENT, placement_id, error);
  g_autoptr (ModelRecord) search = NULL;

  if (placement == NULL)
    return NULL;
  search = store_load (connection, MODEL_ENTITY_SEARCH,
                       model_record_get_int (placement, "search_id"), error);
  return search != NULL
             ? _work_records_load_around (connection, placement, search, agreement, today, error)
             : NULL;
}

/**
 * _work_records_region:
 * @records: what an agreement is made from
 *
 * Returns: where the student works: its public holidays are those that count
 */
BaseHolidayRegion
_work_records_region (const WorkRecords *records)
{
  const char *abroad = _work_records_get (records, MODEL_ROLE_PLACEMENT, "abroad");
  const char *postcode = _work_records_get (records, MODEL_ROLE_SITE, "postcode");

  if (g_strcmp0 (abroad, "1") == 0)
    return BASE_HOLIDAY_ABROAD;
  if (postcode == NULL)
    postcode = _work_records_get (records, MODEL_ROLE_SCHOOL, "postcode");
  return base_holiday_region (postcode);
}

/**
 * _work_records_duration:
 * @records: what an agreement is made from
 *
 * Returns: (transfer full): how long the placement lasts
 */
ModelDuration *
_work_records_duration (const WorkRecords *records)
{
  return model_duration_new (records->roles[MODEL_ROLE_PLACEMENT],
                             records->roles[MODEL_ROLE_PERIOD], _work_records_region (records));
}

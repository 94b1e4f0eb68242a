/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-year-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "model-person.h"
#include "store-record.h"
#include "work-error.h"
#include "work-query-private.h"
#include "work-school-private.h"

/* What a plan is made from, as it was read. */
typedef struct
{
  WorkRollOver *plan;
  ModelRecord *year;     /* (owned) */
  ModelRecord *next;     /* (owned) (nullable): the next year, when it is there */
  GPtrArray *classes;    /* (owned) (element-type ModelRecord): of both years */
  GPtrArray *periods;    /* (owned) (element-type ModelRecord): of both years */
  GPtrArray *links;      /* (owned) (element-type ModelRecord): of all years */
  GPtrArray *enrolments; /* (owned) (element-type ModelRecord): of all years */
  GPtrArray *students;   /* (owned) (element-type ModelRecord) */
} Reading;

static void
reading_clear (Reading *reading)
{
  work_roll_over_free (reading->plan);
  g_clear_object (&reading->year);
  g_clear_object (&reading->next);
  g_clear_pointer (&reading->classes, g_ptr_array_unref);
  g_clear_pointer (&reading->periods, g_ptr_array_unref);
  g_clear_pointer (&reading->links, g_ptr_array_unref);
  g_clear_pointer (&reading->enrolments, g_ptr_array_unref);
  g_clear_pointer (&reading->students, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static gboolean
is_of (ModelRecord *record, const char *column, ModelRecord *other)
{
  return other != NULL && model_record_get_int (record, column) == model_record_get_id (other);
}

/* ---- the years ---- */

static char *
year_after (const char *iso)
{
  GDate date;

  g_date_clear (&date, 1);
  if (iso == NULL || !base_date_parse_iso (iso, &date))
    return g_strdup ("");
  g_date_add_years (&date, 1);
  return base_date_to_iso (&date);
}

static gboolean
find_years (Reading *reading, GPtrArray *years, gint64 year_id, GError **error)
{
  WorkRollOver *plan = reading->plan;
  g_autofree char *today = base_date_today_iso ();
  ModelRecord *chosen = NULL;

  for (guint i = 0; i < years->len && year_id != 0; i++)
    if (model_record_get_id (years->pdata[i]) == year_id)
      chosen = years->pdata[i];
  if (year_id == 0)
    chosen = _work_year_of_day (years, today);
  g_set_object (&reading->year, chosen);
  if (reading->year == NULL)
    {
      g_set_error_literal (error, WORK_ERROR, WORK_ERROR_NOT_FOUND,
                           _ ("There is no such school year to go on from. Choose another."));
      return FALSE;
    }
  plan->year_id = model_record_get_id (reading->year);
  plan->year_name = g_strdup (model_record_get_or_empty (reading->year, "name"));
  plan->year_end = g_strdup (model_record_get_or_empty (reading->year, "end"));
  plan->name = work_year_next_name (plan->year_name);
  plan->start = year_after (model_record_get (reading->year, "start"));
  plan->end = year_after (plan->year_end);
  for (guint i = 0; i < years->len; i++)
    if (_work_roll_same_name (model_record_get (years->pdata[i], "name"), plan->name))
      g_set_object (&reading->next, years->pdata[i]);
  plan->is_new = reading->next == NULL;
  if (reading->next != NULL)
    {
      work_roll_over_set (&plan->start, model_record_get (reading->next, "start"));
      work_roll_over_set (&plan->end, model_record_get (reading->next, "end"));
    }
  return TRUE;
}

/* ---- classes ---- */

/* (transfer full): the names of the classes of one year */
static char **
class_names (Reading *reading, ModelRecord *year)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < reading->classes->len; i++)
    {
      ModelRecord *one = g_ptr_array_index (reading->classes, i);

      if (is_of (one, "school_year_id", year))
        g_strv_builder_add (names, model_record_get (one, "name"));
    }
  return g_strv_builder_end (names);
}

static void
propose_classes (Reading *reading)
{
  g_auto (GStrv) names = class_names (reading, reading->year);

  reading->plan->there = class_names (reading, reading->next);
  for (guint i = 0; i < reading->classes->len; i++)
    {
      ModelRecord *record = g_ptr_array_index (reading->classes, i);
      WorkRollClass *one;

      if (!is_of (record, "school_year_id", reading->year))
        continue;
      one = g_new0 (WorkRollClass, 1);
      one->class_id = model_record_get_id (record);
      one->name = g_strdup (model_record_get_or_empty (record, "name"));
      one->copied = TRUE;
      one->new_name = g_strdup (one->name);
      one->next_name = work_class_next_name (one->name, model_record_get (record, "diploma"),
                                             (const char *const *) names, &one->is_sure);
      g_ptr_array_add (reading->plan->classes, one);
    }
}

/* ---- periods ---- */

static GArray *
classes_of (Reading *reading, gint64 period_id)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < reading->links->len; i++)
    {
      ModelRecord *link = g_ptr_array_index (reading->links, i);
      gint64 class_id = model_record_get_int (link, "class_group_id");

      if (model_record_get_int (link, "period_id") == period_id
          && work_roll_over_find_class (reading->plan, class_id) != NULL)
        g_array_append_val (ids, class_id);
    }
  return ids;
}

/* (transfer full): "pfmp 1/2melec": what the classes of the next year have already */
static GHashTable *
periods_there (Reading *reading)
{
  GHashTable *there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) classes = _work_index_by_id (reading->classes);
  g_autoptr (GHashTable) periods = _work_index_by_id (reading->periods);

  for (guint i = 0; i < reading->links->len; i++)
    {
      ModelRecord *link = g_ptr_array_index (reading->links, i);
      gint64 class_id = model_record_get_int (link, "class_group_id");
      gint64 period_id = model_record_get_int (link, "period_id");
      ModelRecord *class_group = g_hash_table_lookup (classes, &class_id);
      ModelRecord *period = g_hash_table_lookup (periods, &period_id);

      if (class_group != NULL && period != NULL
          && is_of (class_group, "school_year_id", reading->next))
        g_hash_table_add (there, _work_roll_period_key (model_record_get (period, "name"),
                                                        model_record_get (class_group, "name")));
    }
  return there;
}

/* Whether all of its classes have it: those that have not get theirs. */
static gboolean
is_there (Reading *reading, GHashTable *there, const WorkRollPeriod *period)
{
  for (guint i = 0; i < period->class_ids->len; i++)
    {
      const WorkRollClass *one =
          work_roll_over_find_class (reading->plan, g_array_index (period->class_ids, gint64, i));
      g_autofree char *key = _work_roll_period_key (period->name, one->new_name);

      if (!g_hash_table_contains (there, key))
        return FALSE;
    }
  return period->class_ids->len > 0;
}

static int
compare_periods (gconstpointer a, gconstpointer b)
{
  const WorkRollPeriod *first = *(WorkRollPeriod *const *) a;
  const WorkRollPeriod *second = *(WorkRollPeriod *const *) b;
  int order = g_strcmp0 (first->start, second->start);

  if (order == 0)
    order = (first->period_id > second->period_id) - (first->period_id < second->period_id);
  return order;
}

static void
propose_periods (Reading *reading)
{
  g_autoptr (GHashTable) there = periods_there (reading);

  for (guint i = 0; i < reading->periods->len; i++)
    {
      ModelRecord *record = g_ptr_array_index (reading->periods, i);
      WorkRollPeriod *one;

      if (!is_of (record, "school_year_id", reading->year))
        continue;
      one = g_new0 (WorkRollPeriod, 1);
      one->period_id = model_record_get_id (record);
      one->name = g_strdup (model_record_get_or_empty (record, "name"));
      one->class_ids = classes_of (reading, one->period_id);
      one->copied = TRUE;
      one->exists = is_there (reading, there, one);
      one->start = _work_roll_shift_day (model_record_get (record, "start"));
      one->end = _work_roll_shift_day (model_record_get (record, "end"));
      work_roll_over_check_period (reading->plan, one);
      g_ptr_array_add (reading->plan->periods, one);
    }
  g_ptr_array_sort (reading->plan->periods, compare_periods);
}

/* ---- students ---- */

/* Who has not left a class before the year is over is in it at its end. */
static gboolean
stays_to_the_end (Reading *reading, ModelRecord *enrolment, ModelRecord *student)
{
  const char *year_end = reading->plan->year_end;
  const char *end = model_record_get (enrolment, "end");
  const char *exit_date = model_record_get (student, "exit_date");

  return (end == NULL || g_strcmp0 (end, year_end) >= 0)
         && (exit_date == NULL || g_strcmp0 (exit_date, year_end) >= 0);
}

/* (transfer full): who is in a class of the next year already */
static GHashTable *
enrolled_next_year (Reading *reading, GHashTable *classes)
{
  GHashTable *enrolled = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < reading->enrolments->len; i++)
    {
      ModelRecord *one = g_ptr_array_index (reading->enrolments, i);
      gint64 class_id = model_record_get_int (one, "class_group_id");
      gint64 student_id = model_record_get_int (one, "student_id");
      ModelRecord *class_group = g_hash_table_lookup (classes, &class_id);

      if (class_group != NULL && is_of (class_group, "school_year_id", reading->next))
        g_hash_table_add (enrolled, g_memdup2 (&student_id, sizeof student_id));
    }
  return enrolled;
}

static void
add_student (Reading *reading, ModelRecord *record, WorkRollClass *class_group, gboolean enrolled)
{
  WorkRollStudent *one = g_new0 (WorkRollStudent, 1);

  one->student_id = model_record_get_id (record);
  one->class_id = class_group->class_id;
  one->name = model_person_name (record);
  one->is_enrolled = enrolled;
  class_group->n_students++;
  g_ptr_array_add (reading->plan->students, one);
}

/* A student in two classes goes up from the first of them. */
static void
propose_students (Reading *reading)
{
  g_autoptr (GHashTable) classes = _work_index_by_id (reading->classes);
  g_autoptr (GHashTable) students = _work_index_by_id (reading->students);
  g_autoptr (GHashTable) enrolled = enrolled_next_year (reading, classes);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);

  for (guint i = 0; i < reading->enrolments->len; i++)
    {
      ModelRecord *one = g_ptr_array_index (reading->enrolments, i);
      gint64 student_id = model_record_get_int (one, "student_id");
      ModelRecord *student = g_hash_table_lookup (students, &student_id);
      WorkRollClass *class_group =
          work_roll_over_find_class (reading->plan, model_record_get_int (one, "class_group_id"));

      if (student != NULL && class_group != NULL && stays_to_the_end (reading, one, student)
          && g_hash_table_add (seen, student))
        add_student (reading, student, class_group, g_hash_table_contains (enrolled, &student_id));
    }
}

static int
compare_students (gconstpointer a, gconstpointer b, gpointer data)
{
  const WorkRollStudent *first = *(WorkRollStudent *const *) a;
  const WorkRollStudent *second = *(WorkRollStudent *const *) b;
  GHashTable *keys = data;
  int order = (int) (first->class_id > second->class_id) - (first->class_id < second->class_id);

  if (order == 0)
    order = g_strcmp0 (g_hash_table_lookup (keys, &first->student_id),
                       g_hash_table_lookup (keys, &second->student_id));
  return order;
}

static void
sort_students (Reading *reading)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  for (guint i = 0; i < reading->students->len; i++)
    {
      ModelRecord *one = g_ptr_array_index (reading->students, i);
      gint64 id = model_record_get_id (one);

      g_hash_table_insert (keys, g_memdup2 (&id, sizeof id), model_record_build_sort_key (one));
    }
  g_ptr_array_sort_with_data (reading->plan->students, compare_students, keys);
}

/* ---- the whole ---- */

static gboolean
load_rows (Reading *reading, StoreConnection *connection, GError **error)
{
  const struct
  {
    GPtrArray **rows;
    ModelEntity entity;
  } all[] = {
    { &reading->classes, MODEL_ENTITY_CLASS_GROUP },
    { &reading->periods, MODEL_ENTITY_PERIOD },
    { &reading->links, MODEL_ENTITY_PERIOD_CLASS },
    { &reading->enrolments, MODEL_ENTITY_ENROLMENT },
    { &reading->students, MODEL_ENTITY_STUDENT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      *all[i].rows = store_load_all (connection, all[i].entity, error);
      if (*all[i].rows == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
count_rows (StoreConnection *connection, const char *query, guint *n, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, query, error);
  gboolean has_row;

  if (statement == NULL || !store_statement_step (statement, &has_row, error))
    return FALSE;
  *n = (guint) store_statement_get_int (statement, 0);
  return TRUE;
}

static gboolean
read_school (WorkRollOver *plan, StoreConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) schools = store_load_all (connection, MODEL_ENTITY_SCHOOL, error);

  if (schools == NULL)
    return FALSE;
  if (schools->len > 0)
    plan->region = base_holiday_region (model_record_get (schools->pdata[0], "postcode"));
  return count_rows (connection, "SELECT COUNT (*) FROM company", &plan->n_companies, error)
         && count_rows (connection, "SELECT COUNT (*) FROM template", &plan->n_templates, error);
}

static gpointer
read_plan (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 year_id = *(const gint64 *) data;
  g_auto (Reading) reading = { _work_roll_over_new (), NULL };
  g_autoptr (GPtrArray) years = _work_years_load (connection, error);

  if (years == NULL || !find_years (&reading, years, year_id, error)
      || !load_rows (&reading, connection, error) || !read_school (reading.plan, connection, error))
    return NULL;
  propose_classes (&reading);
  propose_periods (&reading);
  propose_students (&reading);
  sort_students (&reading);
  return g_steal_pointer (&reading.plan);
}

/**
 * work_query_roll_over_new:
 * @year_id: the school year that ends; 0: the year that today is in, else the latest
 *
 * The proposal copies all classes under their names, and all periods, on the same days of the week
 * 52 weeks later; students go where the names of the classes say. What the next year has already
 * stays as it is.
 *
 * Returns: (transfer full): a query for the #WorkRollOver; %WORK_ERROR_NOT_FOUND without such a
 * year
 */
WorkQuery *
work_query_roll_over_new (gint64 year_id)
{
  return _work_query_new (read_plan, g_memdup2 (&year_id, sizeof year_id), g_free,
                          (GDestroyNotify) work_roll_over_free);
}

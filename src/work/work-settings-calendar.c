/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-settings.h"

#include <glib/gi18n-lib.h>

#include "work-query-private.h"
#include "work-school-private.h"
#include "work-settings-private.h"
#include "work-year-private.h"

/**
 * work_calendar_free:
 * @calendar: (nullable) (transfer full): what was read
 */
void
work_calendar_free (WorkCalendar *calendar)
{
  if (calendar == NULL)
    return;
  g_clear_pointer (&calendar->years, g_ptr_array_unref);
  g_clear_pointer (&calendar->classes, g_ptr_array_unref);
  g_clear_pointer (&calendar->periods, g_ptr_array_unref);
  g_clear_pointer (&calendar->links, g_ptr_array_unref);
  g_clear_pointer (&calendar->teachers, g_ptr_array_unref);
  g_clear_pointer (&calendar->templates, g_ptr_array_unref);
  g_free (calendar);
}

/**
 * work_calendar_is_linked:
 * @calendar: what was read
 * @period_id: a period
 * @class_group_id: a class
 *
 * Returns: whether the class has the period
 */
gboolean
work_calendar_is_linked (const WorkCalendar *calendar, gint64 period_id, gint64 class_group_id)
{
  for (guint i = 0; i < calendar->links->len; i++)
    {
      ModelRecord *link = g_ptr_array_index (calendar->links, i);

      if (model_record_get_int (link, "period_id") == period_id
          && model_record_get_int (link, "class_group_id") == class_group_id)
        return TRUE;
    }
  return FALSE;
}

static int
compare_first_day (gconstpointer a, gconstpointer b)
{
  ModelRecord *first = *(ModelRecord *const *) a, *second = *(ModelRecord *const *) b;

  return g_strcmp0 (model_record_get (first, "start"), model_record_get (second, "start"));
}

static gpointer
read_calendar (StoreConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (WorkCalendar) calendar = g_new0 (WorkCalendar, 1);
  const struct
  {
    GPtrArray **list;
    ModelEntity entity;
  } lists[] = {
    { &calendar->classes, MODEL_ENTITY_CLASS_GROUP },
    { &calendar->periods, MODEL_ENTITY_PERIOD },
    { &calendar->links, MODEL_ENTITY_PERIOD_CLASS },
  };

  calendar->years = _work_years_load (connection, error);
  if (calendar->years == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      *lists[i].list = store_load_all (connection, lists[i].entity, error);
      if (*lists[i].list == NULL)
        return NULL;
    }
  g_ptr_array_sort (calendar->periods, compare_first_day);
  return _work_choices_load (connection, &calendar->teachers, &calendar->templates, error)
             ? g_steal_pointer (&calendar)
             : NULL;
}

/**
 * work_query_calendar_new:
 *
 * Returns: (transfer full): a query for the #WorkCalendar
 */
WorkQuery *
work_query_calendar_new (void)
{
  return _work_query_new (read_calendar, NULL, NULL, (GDestroyNotify) work_calendar_free);
}

/* ---- what a row must be ---- */

static gboolean
check_days (ModelRecord *record, GError **error)
{
  const char *start = model_record_get (record, "start"), *end = model_record_get (record, "end");

  if (start == NULL || end == NULL)
    return _work_refuse (error, _ ("A first day and a last day are needed. Fill both in."));
  if (g_strcmp0 (start, end) > 0)
    return _work_refuse (error, _ ("The last day is before the first one. Correct one of them."));
  return TRUE;
}

static gboolean
check_year (WorkChanging *changing, ModelRecord *year, GPtrArray *years, GError **error)
{
  return _work_check_name (years, year, NULL, error) && check_days (year, error);
}

static gboolean
check_class (WorkChanging *changing, ModelRecord *class_group, GPtrArray *classes, GError **error)
{
  return _work_check_name (classes, class_group, "school_year_id", error);
}

/* @n: how many classes have both periods */
static gboolean
count_common_classes (WorkChanging *changing, gint64 a, gint64 b, guint *n, GError **error)
{
  return _work_changing_count (changing,
                               "SELECT COUNT (*) FROM period_class x"
                               " JOIN period_class y ON y.class_group_id = x.class_group_id"
                               " WHERE x.period_id = $1 AND y.period_id = $2",
                               a, b, n, error);
}

/* Many classes have a “PFMP 1”, each at its own time: but no class has two. */
static gboolean
check_period_name (WorkChanging *changing, ModelRecord *period, GPtrArray *periods, GError **error)
{
  gint64 id = model_record_get_id (period);
  const char *name = model_record_get (period, "name");

  if (name == NULL)
    return _work_refuse (error, _ ("A name is needed. Write one."));
  for (guint i = 0; i < periods->len; i++)
    {
      ModelRecord *other = g_ptr_array_index (periods, i);
      gboolean same_days =
          g_strcmp0 (model_record_get (other, "start"), model_record_get (period, "start")) == 0
          && g_strcmp0 (model_record_get (other, "end"), model_record_get (period, "end")) == 0;
      guint n = 0;

      if (model_record_get_id (other) == id
          || model_record_get_int (other, "school_year_id")
                 != model_record_get_int (period, "school_year_id")
          || !_work_is_same_name (other, name))
        continue;
      if (!count_common_classes (changing, id, model_record_get_id (other), &n, error))
        return FALSE;
      if (n > 0 || (same_days && id == 0))
        return _work_refuse (error, _ ("“%s” is there already. Give this one another name."), name);
    }
  return TRUE;
}

static gboolean
check_period (WorkChanging *changing, ModelRecord *period, GPtrArray *periods, GError **error)
{
  g_autoptr (ModelRecord) year = NULL;
  const char *name;

  if (!check_period_name (changing, period, periods, error) || !check_days (period, error))
    return FALSE;
  year = _work_changing_load (changing, MODEL_ENTITY_SCHOOL_YEAR,
                              model_record_get_int (period, "school_year_id"), error);
  if (year == NULL)
    return FALSE;
  name = model_record_get (year, "name");
  if (g_strcmp0 (model_record_get (period, "start"), model_record_get (year, "start")) < 0
      || g_strcmp0 (model_record_get (period, "end"), model_record_get (year, "end")) > 0)
    return _work_refuse (error,
                         _ ("These days are not all in the school year %s. Correct the days "
                            "of the period or those of the year."),
                         name);
  return TRUE;
}

/* What is kept of a row that a person edits, whatever its entity. */
static const struct
{
  ModelEntity entity;
  const char *label;
  gboolean (*check) (WorkChanging *changing, ModelRecord *record, GPtrArray *all, GError **error);
} kinds[] = {
  { MODEL_ENTITY_SCHOOL_YEAR, "settings.change", check_year },
  { MODEL_ENTITY_CLASS_GROUP, "class.change", check_class },
  { MODEL_ENTITY_PERIOD, "period.change", check_period },
};

/**
 * _work_changing_save_row:
 * @changing: a change under way
 * @record: a school year, a class or a period
 * @error: return location; %WORK_ERROR_REFUSED when it makes no sense
 *
 * Returns: whether it is saved
 */
gboolean
_work_changing_save_row (WorkChanging *changing, ModelRecord *record, GError **error)
{
  ModelEntity entity = model_record_get_entity (record);
  g_autoptr (GPtrArray) all = store_load_all (changing->connection, entity, error);

  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].entity == entity && !kinds[i].check (changing, record, all, error))
      return FALSE;
  return _work_changing_save (changing, record, error);
}

static gboolean
save_row (WorkChanging *changing, gpointer data, GError **error)
{
  g_autoptr (ModelRecord) record = model_record_copy (data);

  return _work_changing_save_row (changing, record, error);
}

static WorkChange *
row_change_new (ModelRecord *record)
{
  const char *label = kinds[0].label;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].entity == model_record_get_entity (record))
      label = kinds[i].label;
  return _work_change_new (label, save_row, model_record_copy (record), g_object_unref);
}

/**
 * work_change_year_new:
 * @year: a school year as it was loaded, with what was changed since; a new one has the id 0.
 * Copied
 *
 * Returns: (transfer full): the change that saves it; refused for days or a name that make no sense
 */
WorkChange *
work_change_year_new (ModelRecord *year)
{
  return row_change_new (year);
}

/**
 * work_change_class_new:
 * @class_group: a class, as for work_change_year_new()
 *
 * Returns: (transfer full): the change that saves it; refused for a name that its year has already
 */
WorkChange *
work_change_class_new (ModelRecord *class_group)
{
  return row_change_new (class_group);
}

/**
 * work_change_period_new:
 * @period: a period, as for work_change_year_new()
 *
 * Returns: (transfer full): the change that saves it; refused for days outside its school year, or
 *   a name that another period of one of its classes has already
 */
WorkChange *
work_change_period_new (ModelRecord *period)
{
  return row_change_new (period);
}

/* ---- which class has which period ---- */

typedef struct
{
  gint64 period_id;
  gint64 class_group_id;
  gboolean has_period;
} Link;

static gboolean
check_unlink (WorkChanging *changing, const Link *link, GError **error)
{
  guint n;

  if (!_work_changing_count (changing,
                             "SELECT COUNT (*) FROM search s"
                             " JOIN enrolment e ON e.student_id = s.student_id"
                             " WHERE s.period_id = $1 AND e.class_group_id = $2",
                             link->period_id, link->class_group_id, &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  return _work_refuse (
      error,
      ngettext ("%u student of this class has begun to search for this period: it stays the "
                "class’s.",
                "%u students of this class have begun to search for this period: it stays the "
                "class’s.",
                n),
      n);
}

/* A class has one period of a name. */
static gboolean
check_link (WorkChanging *changing, const Link *link, GError **error)
{
  g_autoptr (ModelRecord) period =
      _work_changing_load (changing, MODEL_ENTITY_PERIOD, link->period_id, error);
  g_autoptr (ModelRecord) class_group = NULL;
  g_autoptr (GPtrArray) links = NULL;

  if (period == NULL)
    return FALSE;
  class_group =
      _work_changing_load (changing, MODEL_ENTITY_CLASS_GROUP, link->class_group_id, error);
  links = class_group != NULL ? _work_changing_find (changing, MODEL_ENTITY_PERIOD_CLASS,
                                                     "class_group_id", link->class_group_id, error)
                              : NULL;
  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      g_autoptr (ModelRecord) other = _work_changing_load (
          changing, MODEL_ENTITY_PERIOD,
          model_record_get_int (g_ptr_array_index (links, i), "period_id"), error);
      const char *name = model_record_get (period, "name");

      if (other == NULL)
        return FALSE;
      if (_work_is_same_name (other, name))
        return _work_refuse (error,
                             _ ("%s has another period “%s” already. Give one of them "
                                "another name."),
                             model_record_get (class_group, "name"), name);
    }
  return links != NULL;
}

static gboolean
change_link (WorkChanging *changing, gpointer data, GError **error)
{
  const Link *link = data;
  g_autofree char *period = g_strdup_printf ("%" G_GINT64_FORMAT, link->period_id);
  g_autofree char *class_group = g_strdup_printf ("%" G_GINT64_FORMAT, link->class_group_id);
  g_autoptr (GError) local = NULL;
  g_autoptr (ModelRecord) record =
      store_find_one (changing->connection, MODEL_ENTITY_PERIOD_CLASS, &local, "period_id", period,
                      "class_group_id", class_group, NULL);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if ((record != NULL) == link->has_period)
    return TRUE;
  if (record != NULL)
    return check_unlink (changing, link, error)
           && store_delete (changing->connection, record, changing->operation, error);
  if (!check_link (changing, link, error))
    return FALSE;
  record = model_record_new (MODEL_ENTITY_PERIOD_CLASS);
  model_record_set_int (record, "period_id", link->period_id);
  model_record_set_int (record, "class_group_id", link->class_group_id);
  return _work_changing_save (changing, record, error);
}

/**
 * work_change_period_class_new:
 * @period_id: a period
 * @class_group_id: a class of the same year
 * @has_period: whether the class has the period
 *
 * Returns: (transfer full): the change that gives the class the period or takes it away; refused
 *   once a student of the class has begun to search for it, or when the class has another period of
 *   the same name
 */
WorkChange *
work_change_period_class_new (gint64 period_id, gint64 class_group_id, gboolean has_period)
{
  Link link = { period_id, class_group_id, has_period };

  return _work_change_new ("period.change", change_link, g_memdup2 (&link, sizeof link), g_free);
}

/* ---- copied to the next year ---- */

static ModelRecord *
find_next_year (GPtrArray *years, ModelRecord *year)
{
  ModelRecord *next = NULL;

  for (guint i = 0; i < years->len; i++)
    {
      ModelRecord *other = g_ptr_array_index (years, i);
      const char *start = model_record_get (other, "start");

      if (g_strcmp0 (start, model_record_get (year, "start")) > 0
          && (next == NULL || g_strcmp0 (start, model_record_get (next, "start")) < 0))
        next = other;
    }
  return next;
}

static void
shift_day (ModelRecord *record, const char *column)
{
  g_autofree char *shifted = _work_roll_shift_day (model_record_get (record, column));

  model_record_set_canonical (record, column, shifted);
}

static ModelRecord *
copy_period (ModelRecord *period, ModelRecord *year)
{
  const ModelEntityInfo *info = model_entity_info (MODEL_ENTITY_PERIOD);
  ModelRecord *copy = model_record_new (MODEL_ENTITY_PERIOD);

  for (guint i = 0; i < info->n_fields; i++)
    model_record_set_canonical (copy, model_field_column (&info->fields[i]),
                                model_record_get_at (period, i));
  model_record_set_int (copy, "school_year_id", model_record_get_id (year));
  shift_day (copy, "start");
  shift_day (copy, "end");
  return copy;
}

/* The classes of the next year that are called like those that have the period. */
static gboolean
copy_links (WorkChanging *changing, gint64 from, ModelRecord *to, GError **error)
{
  g_autoptr (GPtrArray) links =
      _work_changing_find (changing, MODEL_ENTITY_PERIOD_CLASS, "period_id", from, error);

  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      gint64 id = model_record_get_int (g_ptr_array_index (links, i), "class_group_id");
      g_autoptr (ModelRecord) class_group =
          _work_changing_load (changing, MODEL_ENTITY_CLASS_GROUP, id, error);
      g_autoptr (ModelRecord) next = NULL;
      g_autoptr (GError) local = NULL;
      Link link = { model_record_get_id (to), 0, TRUE };

      if (class_group == NULL)
        return FALSE;
      next = store_find_one (changing->connection, MODEL_ENTITY_CLASS_GROUP, &local,
                             "school_year_id", model_record_get (to, "school_year_id"), "name",
                             model_record_get (class_group, "name"), NULL);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      link.class_group_id = next != NULL ? model_record_get_id (next) : 0;
      if (next != NULL && !change_link (changing, &link, error))
        return FALSE;
    }
  return links != NULL;
}

static gboolean
copy_to_next_year (WorkChanging *changing, gpointer data, GError **error)
{
  gint64 id = *(const gint64 *) data;
  g_autoptr (ModelRecord) period = _work_changing_load (changing, MODEL_ENTITY_PERIOD, id, error);
  g_autoptr (ModelRecord) year = NULL, copy = NULL;
  g_autoptr (GPtrArray) years = NULL, periods = NULL;
  ModelRecord *next;
  gint64 copy_id;

  if (period == NULL)
    return FALSE;
  year = _work_changing_load (changing, MODEL_ENTITY_SCHOOL_YEAR,
                              model_record_get_int (period, "school_year_id"), error);
  years =
      year != NULL ? store_load_all (changing->connection, MODEL_ENTITY_SCHOOL_YEAR, error) : NULL;
  periods =
      years != NULL ? store_load_all (changing->connection, MODEL_ENTITY_PERIOD, error) : NULL;
  if (periods == NULL)
    return FALSE;
  next = find_next_year (years, year);
  if (next == NULL)
    return _work_refuse (error, _ ("There is no school year after %s yet. Add it first."),
                         model_record_get (year, "name"));
  copy = copy_period (period, next);
  if (!check_period (changing, copy, periods, error)
      || !_work_changing_save (changing, copy, error))
    return FALSE;
  copy_id = changing->id;
  if (!copy_links (changing, id, copy, error))
    return FALSE;
  changing->id = copy_id;
  changing->n = 1;
  return TRUE;
}

/**
 * work_change_period_copy_new:
 * @period_id: a period
 *
 * Its days are 52 weeks later, on the same days of the week; classes of the same name have it.
 *
 * Returns: (transfer full): the change that copies it into the next school year; refused when there
 *   is none, or when that has a period of this name
 */
WorkChange *
work_change_period_copy_new (gint64 period_id)
{
  return _work_change_new ("period.change", copy_to_next_year,
                           g_memdup2 (&period_id, sizeof period_id), g_free);
}

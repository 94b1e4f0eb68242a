/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-year-private.h"

#include "base-text.h"
#include "work-change-private.h"

/* What is carried from a class into another one that begins where it ends: not its level. */
static const char *const kept_by_new_class[] = { "diploma", "speciality", NULL };

/* A roll-over under way. */
typedef struct
{
  WorkChanging *changing;
  const WorkRollOver *plan;
  gint64 year_id;      /* the next year */
  GHashTable *classes; /* (owned): folded name → id of a class of the next year */
  GHashTable *periods; /* (owned): see _work_roll_period_key(): what they have */
} Roll;

/* ---- the year ---- */

static gboolean
save_year (Roll *roll, GError **error)
{
  g_autoptr (GPtrArray) years =
      store_load_all (roll->changing->connection, MODEL_ENTITY_SCHOOL_YEAR, error);
  g_autoptr (ModelRecord) year = NULL;

  if (years == NULL)
    return FALSE;
  for (guint i = 0; i < years->len && roll->year_id == 0; i++)
    if (_work_roll_same_name (model_record_get (years->pdata[i], "name"), roll->plan->name))
      roll->year_id = model_record_get_id (years->pdata[i]);
  if (roll->year_id != 0)
    return TRUE;
  year = model_record_new (MODEL_ENTITY_SCHOOL_YEAR);
  model_record_set_canonical (year, "name", roll->plan->name);
  model_record_set_canonical (year, "start", roll->plan->start);
  model_record_set_canonical (year, "end", roll->plan->end);
  if (!_work_changing_save (roll->changing, year, error))
    return FALSE;
  roll->year_id = model_record_get_id (year);
  return TRUE;
}

/* ---- classes ---- */

static gint64
find_class (Roll *roll, const char *name)
{
  g_autofree char *key = base_text_fold (name);
  const gint64 *id = g_hash_table_lookup (roll->classes, key);

  return id != NULL ? *id : 0;
}

static void
remember_class (Roll *roll, ModelRecord *record)
{
  gint64 id = model_record_get_id (record);

  g_hash_table_insert (roll->classes, base_text_fold (model_record_get (record, "name")),
                       g_memdup2 (&id, sizeof id));
}

static gboolean
load_classes (Roll *roll, GError **error)
{
  g_autoptr (GPtrArray) classes = _work_changing_find (roll->changing, MODEL_ENTITY_CLASS_GROUP,
                                                       "school_year_id", roll->year_id, error);

  for (guint i = 0; classes != NULL && i < classes->len; i++)
    remember_class (roll, g_ptr_array_index (classes, i));
  return classes != NULL;
}

/* A class of the next year as one of this year is: all that is known of it, or only what its
 * students take with them. */
static gboolean
make_class (Roll *roll, gint64 from, const char *name, gboolean whole, GError **error)
{
  g_autoptr (ModelRecord) source = NULL;
  g_autoptr (ModelRecord) copy = model_record_new (MODEL_ENTITY_CLASS_GROUP);
  const ModelEntityInfo *info = model_entity_info (MODEL_ENTITY_CLASS_GROUP);

  if (find_class (roll, name) != 0)
    return TRUE;
  source = _work_changing_load (roll->changing, MODEL_ENTITY_CLASS_GROUP, from, error);
  if (source == NULL)
    return FALSE;
  for (guint i = 0; i < info->n_fields; i++)
    {
      const char *column = model_field_column (&info->fields[i]);

      if (whole || g_strv_contains (kept_by_new_class, column))
        model_record_set_canonical (copy, column, model_record_get_at (source, i));
    }
  model_record_set_int (copy, "school_year_id", roll->year_id);
  if (!model_record_set (copy, "name", name, error)
      || !_work_changing_save (roll->changing, copy, error))
    return FALSE;
  remember_class (roll, copy);
  return TRUE;
}

static gboolean
save_classes (Roll *roll, GError **error)
{
  const WorkRollOver *plan = roll->plan;

  for (guint i = 0; i < plan->classes->len; i++)
    {
      const WorkRollClass *one = g_ptr_array_index (plan->classes, i);

      if (one->copied && !make_class (roll, one->class_id, one->new_name, TRUE, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- periods ---- */

static gboolean
load_periods (Roll *roll, GError **error)
{
  g_autoptr (GPtrArray) periods = _work_changing_find (roll->changing, MODEL_ENTITY_PERIOD,
                                                       "school_year_id", roll->year_id, error);

  for (guint i = 0; periods != NULL && i < periods->len; i++)
    {
      ModelRecord *period = g_ptr_array_index (periods, i);
      g_autoptr (GPtrArray) links =
          _work_changing_find (roll->changing, MODEL_ENTITY_PERIOD_CLASS, "period_id",
                               model_record_get_id (period), error);

      for (guint j = 0; links != NULL && j < links->len; j++)
        {
          g_autoptr (ModelRecord) class_group = _work_changing_load (
              roll->changing, MODEL_ENTITY_CLASS_GROUP,
              model_record_get_int (g_ptr_array_index (links, j), "class_group_id"), error);

          if (class_group == NULL)
            return FALSE;
          g_hash_table_add (roll->periods,
                            _work_roll_period_key (model_record_get (period, "name"),
                                                   model_record_get (class_group, "name")));
        }
      if (links == NULL)
        return FALSE;
    }
  return periods != NULL;
}

static gboolean
link_class (Roll *roll, gint64 period_id, const char *class_name, GError **error)
{
  g_autoptr (ModelRecord) link = model_record_new (MODEL_ENTITY_PERIOD_CLASS);

  model_record_set_int (link, "period_id", period_id);
  model_record_set_int (link, "class_group_id", find_class (roll, class_name));
  return _work_changing_save (roll->changing, link, error);
}

/* (transfer full): the classes of a period that have none of its name yet, by their new names */
static GPtrArray *
classes_without (Roll *roll, const WorkRollPeriod *period)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < period->class_ids->len; i++)
    {
      const WorkRollClass *one =
          work_roll_over_find_class (roll->plan, g_array_index (period->class_ids, gint64, i));
      g_autofree char *key = NULL;

      if (one == NULL || !one->copied)
        continue;
      key = _work_roll_period_key (period->name, one->new_name);
      if (!g_hash_table_contains (roll->periods, key))
        g_ptr_array_add (names, one->new_name);
    }
  return names;
}

static gboolean
copy_period (Roll *roll, const WorkRollPeriod *period, GError **error)
{
  g_autoptr (GPtrArray) names = classes_without (roll, period);
  g_autoptr (ModelRecord) source = NULL, copy = NULL;
  const ModelEntityInfo *info = model_entity_info (MODEL_ENTITY_PERIOD);

  if (names->len == 0)
    return TRUE;
  source = _work_changing_load (roll->changing, MODEL_ENTITY_PERIOD, period->period_id, error);
  if (source == NULL)
    return FALSE;
  copy = model_record_new (MODEL_ENTITY_PERIOD);
  for (guint i = 0; i < info->n_fields; i++)
    model_record_set_canonical (copy, model_field_column (&info->fields[i]),
                                model_record_get_at (source, i));
  model_record_set_int (copy, "school_year_id", roll->year_id);
  model_record_set_canonical (copy, "start", period->start);
  model_record_set_canonical (copy, "end", period->end);
  if (!_work_changing_save (roll->changing, copy, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!link_class (roll, model_record_get_id (copy), g_ptr_array_index (names, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
save_periods (Roll *roll, GError **error)
{
  const WorkRollOver *plan = roll->plan;

  for (guint i = 0; i < plan->periods->len; i++)
    {
      const WorkRollPeriod *one = g_ptr_array_index (plan->periods, i);

      if (one->copied && !one->exists && !copy_period (roll, one, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- students ---- */

static gboolean
load_enrolled (Roll *roll, GHashTable *enrolled, GError **error)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, roll->classes);
  while (g_hash_table_iter_next (&iter, NULL, &id))
    {
      g_autoptr (GPtrArray) rows = _work_changing_find (
          roll->changing, MODEL_ENTITY_ENROLMENT, "class_group_id", *(const gint64 *) id, error);

      for (guint i = 0; rows != NULL && i < rows->len; i++)
        {
          gint64 student_id = model_record_get_int (g_ptr_array_index (rows, i), "student_id");

          g_hash_table_add (enrolled, g_memdup2 (&student_id, sizeof student_id));
        }
      if (rows == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
enrol (Roll *roll, const WorkRollStudent *student, GError **error)
{
  const char *name = work_roll_over_next_of (roll->plan, student);
  g_autoptr (ModelRecord) enrolment = NULL;

  if (base_text_is_blank (name))
    return TRUE;
  if (!make_class (roll, student->class_id, name, FALSE, error))
    return FALSE;
  enrolment = model_record_new (MODEL_ENTITY_ENROLMENT);
  model_record_set_int (enrolment, "student_id", student->student_id);
  model_record_set_int (enrolment, "class_group_id", find_class (roll, name));
  return _work_changing_save (roll->changing, enrolment, error);
}

static gboolean
save_students (Roll *roll, GError **error)
{
  g_autoptr (GHashTable) enrolled =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GPtrArray *students = roll->plan->students;

  if (!load_enrolled (roll, enrolled, error))
    return FALSE;
  for (guint i = 0; i < students->len; i++)
    {
      const WorkRollStudent *one = g_ptr_array_index (students, i);

      if (!g_hash_table_contains (enrolled, &one->student_id) && !enrol (roll, one, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
roll_over (WorkChanging *changing, gpointer data, GError **error)
{
  g_autoptr (GHashTable) classes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) periods = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Roll roll = { changing, data, 0, classes, periods };

  for (guint part = 0; part < WORK_N_ROLL_PARTS; part++)
    if (!work_roll_over_check (data, part, error))
      return FALSE;
  if (!save_year (&roll, error) || !load_classes (&roll, error) || !load_periods (&roll, error)
      || !save_classes (&roll, error) || !save_periods (&roll, error)
      || !save_students (&roll, error))
    return FALSE;
  changing->id = roll.year_id;
  return TRUE;
}

/**
 * work_change_roll_over_new:
 * @plan: as it was proposed, with what a person has changed of it. Copied
 *
 * What the next year has already stays as it is, so that a second time adds only what is missing.
 * The year that ends, companies, templates and settings are left alone. The result's id is that of
 * the next year.
 *
 * Returns: (transfer full): the change that makes the next school year; refused when names or days
 *   make no sense
 */
WorkChange *
work_change_roll_over_new (const WorkRollOver *plan)
{
  return _work_change_new ("year.roll", roll_over, work_roll_over_copy (plan),
                           (GDestroyNotify) work_roll_over_free);
}

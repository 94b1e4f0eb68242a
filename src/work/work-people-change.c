/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-people.h"

#include <glib/gi18n-lib.h>

#include "work-change-private.h"
#include "work-reference-private.h"

/* How many guardians an agreement knows. */
#define MAX_GUARDIANS 2

/* Numbers that only one row may have. */
static const struct
{
  ModelEntity entity;
  const char *column;
} unique[] = {
  { MODEL_ENTITY_STUDENT, "ine" },
  { MODEL_ENTITY_COMPANY, "siret" },
};

typedef struct
{
  ModelRecord *record;   /* (owned) (nullable) */
  gint64 student_id;     /* of an enrolment */
  gint64 class_group_id; /* 0: none */
  ModelEntity entity;    /* of a deletion */
  gint64 id;
} Args;

static void
args_free (gpointer data)
{
  Args *args = data;

  g_clear_object (&args->record);
  g_free (args);
}

static WorkChange *
change_new (ModelEntity entity, const char *what, WorkChangeFunc func, const Args *args)
{
  g_autofree char *label = g_strdup_printf ("%s.%s", model_entity_info (entity)->key, what);

  return _work_change_new (label, func, g_memdup2 (args, sizeof *args), args_free);
}

static gboolean
check_required (ModelRecord *record, GError **error)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (record));

  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].flags & MODEL_FIELD_REQUIRED) != 0
        && model_record_get_at (record, i) == NULL)
      return _work_refuse (error, _ ("“%s” is missing. Fill it in, then save again."),
                           _ (info->fields[i].label));
  return TRUE;
}

static gboolean
check_number (WorkChanging *changing, ModelRecord *record, const char *column, GError **error)
{
  ModelEntity entity = model_record_get_entity (record);
  int index = model_field_index (entity, column);
  const char *value = model_record_get_at (record, index);
  g_autoptr (GPtrArray) found = NULL;

  /* One that was there before is left alone: two rows that have the same are merged. */
  if (value == NULL || !model_record_is_changed_at (record, index))
    return TRUE;
  found = store_find (changing->connection, entity, column, value, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    if (model_record_get_id (g_ptr_array_index (found, i)) != model_record_get_id (record))
      {
        g_autofree char *name = model_person_name (g_ptr_array_index (found, i));

        return _work_refuse (error,
                             _ ("%s: “%s” has this number already. Correct it, or open that page "
                                "instead."),
                             _ (model_entity_info (entity)->fields[index].label), name);
      }
  return found != NULL;
}

static gboolean
check_unique (WorkChanging *changing, ModelRecord *record, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (unique); i++)
    if (unique[i].entity == model_record_get_entity (record)
        && !check_number (changing, record, unique[i].column, error))
      return FALSE;
  return TRUE;
}

/* A new guardian takes the first rank that is free. */
static gboolean
give_rank (WorkChanging *changing, ModelRecord *guardian, GError **error)
{
  g_autoptr (GPtrArray) others = NULL;
  gint64 rank = 1;

  if (model_record_get_entity (guardian) != MODEL_ENTITY_GUARDIAN
      || model_record_get (guardian, "rank") != NULL)
    return TRUE;
  others = _work_changing_find (changing, MODEL_ENTITY_GUARDIAN, "student_id",
                                model_record_get_int (guardian, "student_id"), error);
  if (others == NULL)
    return FALSE;
  /* They come by rank. */
  for (guint i = 0; i < others->len; i++)
    if (model_record_get_int (g_ptr_array_index (others, i), "rank") == rank)
      rank++;
  if (rank > MAX_GUARDIANS)
    return _work_refuse (error, _ ("A student has two guardians at most. Change one of them, or "
                                   "remove one first."));
  model_record_set_int (guardian, "rank", rank);
  return TRUE;
}

static gboolean
save_checked (WorkChanging *changing, ModelRecord *record, GError **error)
{
  return give_rank (changing, record, error) && check_required (record, error)
         && check_unique (changing, record, error) && _work_changing_save (changing, record, error);
}

static gboolean
save_one (WorkChanging *changing, gpointer data, GError **error)
{
  const Args *args = data;
  /* What the form goes on showing stays as it is, whatever becomes of the change. */
  g_autoptr (ModelRecord) copy = model_record_copy (args->record);

  return save_checked (changing, copy, error);
}

/**
 * work_change_person_save_new:
 * @record: a student, company or teacher, a guardian, host site or contact, as it was loaded and
 *   with what was changed since; a new one has the id 0. Copied.
 *
 * Refused when something is missing that no row can be without, and when another student has the
 * INE, another company the SIRET. A new guardian takes the rank that is free.
 *
 * Returns: (transfer full): the change that saves it
 */
WorkChange *
work_change_person_save_new (ModelRecord *record)
{
  Args args = { NULL };

  g_return_val_if_fail (MODEL_IS_RECORD (record), NULL);

  args.record = model_record_copy (record);
  return change_new (model_record_get_entity (record),
                     model_record_get_id (record) == 0 ? "create" : "change", save_one, &args);
}

static ModelRecord *
find_enrolment (GPtrArray *enrolments, gint64 class_group_id)
{
  for (guint i = 0; i < enrolments->len; i++)
    if (model_record_get_int (g_ptr_array_index (enrolments, i), "class_group_id")
        == class_group_id)
      return g_ptr_array_index (enrolments, i);
  return NULL;
}

/* Whether the student has begun to search in a period of the class. */
static gboolean
has_searched (WorkChanging *changing, ModelRecord *enrolment, gboolean *searched, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      changing->connection,
      "SELECT COUNT (*) FROM search se JOIN period_class pc ON pc.period_id = se.period_id"
      " WHERE se.student_id = $1 AND pc.class_group_id = $2",
      error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, model_record_get_int (enrolment, "student_id"));
  store_statement_bind_int (statement, 2, model_record_get_int (enrolment, "class_group_id"));
  if (!store_statement_step (statement, &has_row, error))
    return FALSE;
  *searched = store_statement_get_int (statement, 0) > 0;
  return TRUE;
}

/* The enrolment that holds in the year of @group, but not in @group itself. */
static gboolean
find_current (WorkChanging *changing,
              GPtrArray *enrolments,
              ModelRecord *group,
              ModelRecord **current,
              GError **error)
{
  *current = NULL;
  for (guint i = 0; i < enrolments->len; i++)
    {
      ModelRecord *enrolment = g_ptr_array_index (enrolments, i);
      g_autoptr (ModelRecord) other =
          _work_changing_load (changing, MODEL_ENTITY_CLASS_GROUP,
                               model_record_get_int (enrolment, "class_group_id"), error);

      if (other == NULL)
        return FALSE;
      if (model_record_get (enrolment, "end") == NULL
          && model_record_get_id (other) != model_record_get_id (group)
          && model_record_get_int (other, "school_year_id")
                 == model_record_get_int (group, "school_year_id"))
        *current = enrolment;
    }
  return TRUE;
}

/* (transfer full): @group entered today, or since the first day by a student who was nowhere. */
static ModelRecord *
enrolment_new (WorkChanging *changing, gint64 student_id, ModelRecord *group, gboolean moves)
{
  ModelRecord *enrolment = model_record_new (MODEL_ENTITY_ENROLMENT);

  model_record_set_int (enrolment, "student_id", student_id);
  model_record_set_int (enrolment, "class_group_id", model_record_get_id (group));
  if (moves)
    model_record_set_canonical (enrolment, "start", changing->today);
  return enrolment;
}

/* A student who has begun to search in the former class leaves it today; else the class was the
 * wrong one from the beginning. */
static gboolean
enrol (WorkChanging *changing, gint64 student_id, gint64 class_group_id, GError **error)
{
  g_autoptr (ModelRecord) group =
      _work_changing_load (changing, MODEL_ENTITY_CLASS_GROUP, class_group_id, error);
  g_autoptr (GPtrArray) enrolments = NULL;
  g_autoptr (ModelRecord) next = NULL;
  ModelRecord *current, *former;
  gboolean searched = FALSE;

  if (group == NULL)
    return FALSE;
  enrolments =
      _work_changing_find (changing, MODEL_ENTITY_ENROLMENT, "student_id", student_id, error);
  if (enrolments == NULL || !find_current (changing, enrolments, group, &current, error)
      || (current != NULL && !has_searched (changing, current, &searched, error)))
    return FALSE;
  former = find_enrolment (enrolments, class_group_id);
  if (current != NULL && !searched && former == NULL)
    {
      model_record_set_int (current, "class_group_id", class_group_id);
      return _work_changing_save (changing, current, error);
    }
  if (current != NULL)
    {
      model_record_set_canonical (current, "end", changing->today);
      if (!_work_changing_save (changing, current, error))
        return FALSE;
    }
  next = former != NULL ? g_object_ref (former)
                        : enrolment_new (changing, student_id, group, current != NULL);
  model_record_set_canonical (next, "end", NULL);
  return _work_changing_save (changing, next, error);
}

static gboolean
add_student (WorkChanging *changing, gpointer data, GError **error)
{
  const Args *args = data;
  g_autoptr (ModelRecord) copy = model_record_copy (args->record);
  gint64 id;

  if (!save_checked (changing, copy, error))
    return FALSE;
  id = changing->id;
  if (args->class_group_id != 0 && !enrol (changing, id, args->class_group_id, error))
    return FALSE;
  changing->id = id;
  changing->n = 1;
  return TRUE;
}

/**
 * work_change_student_add_new:
 * @student: a new student, as for work_change_person_save_new(). Copied.
 * @class_group_id: the class, or 0
 *
 * Returns: (transfer full): the change that adds the student, in the class
 */
WorkChange *
work_change_student_add_new (ModelRecord *student, gint64 class_group_id)
{
  Args args = { NULL };

  g_return_val_if_fail (MODEL_IS_RECORD (student), NULL);

  args.record = model_record_copy (student);
  args.class_group_id = class_group_id;
  return change_new (MODEL_ENTITY_STUDENT, "create", add_student, &args);
}

static gboolean
enrol_one (WorkChanging *changing, gpointer data, GError **error)
{
  const Args *args = data;

  if (!enrol (changing, args->student_id, args->class_group_id, error))
    return FALSE;
  changing->id = args->student_id;
  changing->n = 1;
  return TRUE;
}

/**
 * work_change_enrol_new:
 * @student_id: a student
 * @class_group_id: a class
 *
 * A student who was in another class of the same school year leaves it: today when a search has
 * begun there, else as if it had never been.
 *
 * Returns: (transfer full): the change that puts the student in the class
 */
WorkChange *
work_change_enrol_new (gint64 student_id, gint64 class_group_id)
{
  Args args = { NULL };

  args.student_id = student_id;
  args.class_group_id = class_group_id;
  return change_new (MODEL_ENTITY_STUDENT, "enrol", enrol_one, &args);
}

static gboolean
delete_one (WorkChanging *changing, gpointer data, GError **error)
{
  const Args *args = data;

  changing->n = 1;
  return _work_reference_delete (changing, args->entity, args->id, error);
}

/**
 * work_change_person_delete_new:
 * @entity: of a student, company or teacher, a guardian, host site or contact
 * @id: which one
 *
 * What belongs to it alone goes with it: guardians, classes and searches without anything; host
 * sites and contacts. Refused while anything else refers to it, in a sentence that says what.
 *
 * Returns: (transfer full): the change that deletes it
 */
WorkChange *
work_change_person_delete_new (ModelEntity entity, gint64 id)
{
  Args args = { NULL };

  args.entity = entity;
  args.id = id;
  return change_new (entity, "delete", delete_one, &args);
}

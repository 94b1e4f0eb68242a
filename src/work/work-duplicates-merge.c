/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-duplicates.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-text.h"
#include "model-person.h"
#include "work-reference-private.h"

typedef struct
{
  ModelRecord *kept; /* (owned) */
  GPtrArray *others; /* (owned) (element-type ModelRecord) */
} Merge;

/**
 * Part:
 * @reference: key of the field by which rows hang from what is merged: the searches of a student
 * are one in one period, those that a teacher follows are not
 * @keys: the columns beside it that make two of them the same
 * @alike: whether they may differ in nothing else; else they are one whatever they say, because the
 *   database allows only one of them
 *
 * Rows that would be there twice after a merge, and become one.
 */
static const struct
{
  const char *reference;
  const char *keys[3];
  gboolean alike;
} parts[] = {
  { "search.student_id", { "period_id" }, FALSE },
  { "enrolment.student_id", { "class_group_id" }, FALSE },
  { "guardian.student_id", { "family_name", "given_name" }, TRUE },
  { "contact.company_id", { "family_name", "given_name" }, TRUE },
  { "site.company_id", { "name", "address1" }, TRUE },
};

/* The state of a search that has come furthest is that of both. */
static const char *const search_states[] = { "not_started", "exempt",      "refused",
                                             "searching",   "contact",     "promise",
                                             "sheet",       "to_validate", "validated" };

static void
merge_free (gpointer data)
{
  Merge *merge = data;

  g_clear_object (&merge->kept);
  g_clear_pointer (&merge->others, g_ptr_array_unref);
  g_free (merge);
}

static gboolean
is_same_text (const char *a, const char *b)
{
  g_autofree char *first = base_text_fold (a);
  g_autofree char *second = base_text_fold (b);

  return strcmp (first, second) == 0;
}

/* Whether two rows say the same where both say anything. Places in an order and choices of a role
 * are no contradiction. */
static gboolean
is_alike (ModelRecord *a, ModelRecord *b, const ModelField *reference)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (a));

  for (guint i = 0; i < info->n_fields; i++)
    {
      const char *first = model_record_get_at (a, i), *second = model_record_get_at (b, i);

      if (&info->fields[i] != reference && info->fields[i].type != MODEL_TYPE_BOOLEAN
          && strcmp (model_field_column (&info->fields[i]), "rank") != 0 && first != NULL
          && second != NULL && !is_same_text (first, second))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_twin (ModelRecord *a, ModelRecord *b, const ModelField *reference, guint part)
{
  gboolean has_value = FALSE;

  for (guint i = 0; parts[part].keys[i] != NULL; i++)
    {
      const char *first = model_record_get (a, parts[part].keys[i]);
      const char *second = model_record_get (b, parts[part].keys[i]);

      if (!is_same_text (first, second))
        return FALSE;
      has_value = has_value || first != NULL;
    }
  return has_value && (!parts[part].alike || is_alike (a, b, reference));
}

/* (transfer none) (nullable): the row that @row would be there twice with */
static ModelRecord *
find_twin (GPtrArray *kept_rows, ModelRecord *row, const ModelField *reference)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    for (guint j = 0; strcmp (parts[i].reference, reference->key) == 0 && j < kept_rows->len; j++)
      if (is_twin (g_ptr_array_index (kept_rows, j), row, reference, i))
        return g_ptr_array_index (kept_rows, j);
  return NULL;
}

static guint
find_search_state (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (search_states); i++)
    if (g_strcmp0 (search_states[i], state) == 0)
      return i;
  return 0;
}

/* An open end of one is the end of both: nobody leaves a class by being merged. */
static void
widen (ModelRecord *twin, ModelRecord *row, const char *column, int direction)
{
  const char *mine = model_record_get (twin, column);
  const char *theirs = model_record_get (row, column);

  if (mine == NULL || theirs == NULL)
    model_record_set_canonical (twin, column, NULL);
  else if (strcmp (theirs, mine) * direction > 0)
    model_record_set_canonical (twin, column, theirs);
}

/* What only @row says, @twin says from now on. */
static void
fill (ModelRecord *twin, ModelRecord *row)
{
  ModelEntity entity = model_record_get_entity (twin);
  const ModelEntityInfo *info = model_entity_info (entity);

  if (entity == MODEL_ENTITY_ENROLMENT)
    {
      widen (twin, row, "start", -1);
      widen (twin, row, "end", 1);
      return;
    }
  if (entity == MODEL_ENTITY_SEARCH
      && find_search_state (model_record_get (row, "state"))
             > find_search_state (model_record_get (twin, "state")))
    model_record_set_canonical (twin, "state", model_record_get (row, "state"));
  for (guint i = 0; i < info->n_fields; i++)
    {
      const char *column = model_field_column (&info->fields[i]);
      const char *mine = model_record_get_at (twin, i), *theirs = model_record_get_at (row, i);
      gboolean says_no = info->fields[i].type == MODEL_TYPE_BOOLEAN && g_strcmp0 (mine, "0") == 0;

      if (_work_is_refusal (column, theirs))
        model_record_set_canonical (twin, column, theirs);
      else if (theirs != NULL && (mine == NULL || (says_no && !_work_is_refusal (column, mine))))
        model_record_set_canonical (twin, column, theirs);
    }
}

static gboolean merge_into (WorkChanging *changing,
                            ModelEntity entity,
                            gint64 kept_id,
                            gint64 other_id,
                            GError **error);

static gboolean
fold (WorkChanging *changing, ModelRecord *twin, ModelRecord *row, GError **error)
{
  fill (twin, row);
  return store_save (changing->connection, twin, changing->operation, NULL, error)
         && merge_into (changing, model_record_get_entity (row), model_record_get_id (twin),
                        model_record_get_id (row), error)
         && store_delete (changing->connection, row, changing->operation, error);
}

static gboolean
has_rank (GPtrArray *guardians, gint64 rank)
{
  for (guint i = 0; i < guardians->len; i++)
    if (model_record_get_int (g_ptr_array_index (guardians, i), "rank") == rank)
      return TRUE;
  return FALSE;
}

/* Its own rank where that is free, else the first that is: a third guardian is better than one
 * less. */
static void
give_rank (GPtrArray *kept_rows, ModelRecord *guardian)
{
  gint64 rank = model_record_get_int (guardian, "rank");

  for (gint64 next = 1; has_rank (kept_rows, rank); next++)
    rank = next;
  model_record_set_int (guardian, "rank", rank);
}

static gboolean
move (WorkChanging *changing,
      GPtrArray *kept_rows,
      ModelRecord *row,
      const ModelField *reference,
      gint64 kept_id,
      GError **error)
{
  if (model_record_get_entity (row) == MODEL_ENTITY_GUARDIAN)
    give_rank (kept_rows, row);
  model_record_set_int (row, model_field_column (reference), kept_id);
  return store_save (changing->connection, row, changing->operation, NULL, error);
}

/* All rows that refer to @other_id by @reference go over to @kept_id. */
static gboolean
merge_reference (WorkChanging *changing,
                 const ModelField *reference,
                 gint64 kept_id,
                 gint64 other_id,
                 GError **error)
{
  ModelEntity entity = model_field_entity (reference);
  const char *column = model_field_column (reference);
  g_autoptr (GPtrArray) rows = _work_changing_find (changing, entity, column, other_id, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      ModelRecord *row = g_ptr_array_index (rows, i);
      g_autoptr (GPtrArray) kept_rows =
          _work_changing_find (changing, entity, column, kept_id, error);
      ModelRecord *twin = kept_rows != NULL ? find_twin (kept_rows, row, reference) : NULL;

      if (kept_rows == NULL
          || (twin != NULL ? !fold (changing, twin, row, error)
                           : !move (changing, kept_rows, row, reference, kept_id, error)))
        return FALSE;
    }
  return rows != NULL;
}

static StoreStatement *
prepare_pair (WorkChanging *changing,
              const char *sql,
              gint64 kept_id,
              gint64 other_id,
              GError **error)
{
  StoreStatement *statement = store_connection_prepare (changing->connection, sql, error);

  if (statement != NULL)
    {
      store_statement_bind_int (statement, 1, kept_id);
      store_statement_bind_int (statement, 2, other_id);
    }
  return statement;
}

/* What a teacher was given to fill in, and has read, comes to the one who is kept: no entity, and
 * no part of history. */
static gboolean
merge_papers (WorkChanging *changing, gint64 kept_id, gint64 other_id, GError **error)
{
  static const char *const moves[] = {
    "UPDATE exchange SET teacher_id = $1 WHERE teacher_id = $2",
    "UPDATE note_reading SET teacher_id = $1 WHERE teacher_id = $2 AND note_id NOT IN"
    " (SELECT note_id FROM note_reading WHERE teacher_id = $1)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autoptr (StoreStatement) statement =
          prepare_pair (changing, moves[i], kept_id, other_id, error);

      if (statement == NULL || !store_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

/* What somebody may see and do does not change by merging: an account stays of whom it is. */
static gboolean
check_account (WorkChanging *changing, gint64 kept_id, gint64 other_id, GError **error)
{
  g_autoptr (StoreStatement) statement = prepare_pair (
      changing, "SELECT label FROM account WHERE teacher_id = $2 AND teacher_id <> $1", kept_id,
      other_id, error);
  gboolean has_row = FALSE;

  if (statement == NULL || !store_statement_step (statement, &has_row, error))
    return FALSE;
  return !has_row
         || _work_refuse (error,
                          _ ("The account “%s” is of the teacher who would go. Keep that one, or "
                             "let an administrator give the account to the other one first."),
                          store_statement_get_text (statement, 0));
}

static gboolean
merge_into (WorkChanging *changing,
            ModelEntity entity,
            gint64 kept_id,
            gint64 other_id,
            GError **error)
{
  g_autoptr (GPtrArray) references = _work_references_to (entity);

  if (entity == MODEL_ENTITY_TEACHER
      && (!check_account (changing, kept_id, other_id, error)
          || !merge_papers (changing, kept_id, other_id, error)))
    return FALSE;
  for (guint i = 0; i < references->len; i++)
    if (!merge_reference (changing, g_ptr_array_index (references, i), kept_id, other_id, error))
      return FALSE;
  return TRUE;
}

static gboolean
check (const Merge *merge, GError **error)
{
  ModelEntity entity = model_record_get_entity (merge->kept);
  const char *ine = NULL;

  for (guint i = 0; i < merge->others->len; i++)
    {
      ModelRecord *other = g_ptr_array_index (merge->others, i);
      const char *theirs;

      if (model_record_get_entity (other) != entity
          || model_record_get_id (other) == model_record_get_id (merge->kept))
        return _work_refuse (error, _ ("A row cannot be merged with itself. Choose another."));
      if (entity != MODEL_ENTITY_STUDENT)
        continue;
      theirs = model_record_get (other, "ine");
      if (ine == NULL)
        ine = model_record_get_loaded_at (merge->kept, model_field_index (entity, "ine"));
      if (ine == NULL)
        ine = theirs;
      if (theirs != NULL && strcmp (ine, theirs) != 0)
        return _work_refuse (error,
                             _ ("These students have different national numbers (INE): they are "
                                "two persons. Correct one of the numbers first, if it is wrong."));
    }
  return TRUE;
}

static gboolean
merge_all (WorkChanging *changing, gpointer data, GError **error)
{
  const Merge *merge = data;
  g_autoptr (ModelRecord) kept = model_record_copy (merge->kept);

  if (!check (merge, error))
    return FALSE;
  for (guint i = 0; i < merge->others->len; i++)
    {
      g_autoptr (ModelRecord) other = model_record_copy (g_ptr_array_index (merge->others, i));

      if (!merge_into (changing, model_record_get_entity (kept), model_record_get_id (kept),
                       model_record_get_id (other), error)
          || !store_delete (changing->connection, other, changing->operation, error))
        return FALSE;
    }
  if (!store_save (changing->connection, kept, changing->operation, NULL, error))
    return FALSE;
  changing->id = model_record_get_id (kept);
  changing->n = merge->others->len;
  return TRUE;
}

/**
 * work_change_merge_new:
 * @kept: the student, company, teacher, contact or host site that stays, as it was loaded and with
 *   the values that were chosen. Copied.
 * @others: (element-type ModelRecord): those that it takes the place of, as they were loaded.
 *   Copied.
 *
 * All that refers to @others refers to @kept afterwards, whatever it is; what would be there twice
 * (the search of a period, the enrolment in a class, a guardian, contact or host site of whom both
 * say the same) becomes one, with all that hangs from both. No placement, agreement, note or
 * document is lost, and one undo takes it all back. Students with different national numbers are
 * refused.
 *
 * Returns: (transfer full): the change that merges them
 */
WorkChange *
work_change_merge_new (ModelRecord *kept, GPtrArray *others)
{
  Merge *merge;
  g_autofree char *label = NULL;

  g_return_val_if_fail (MODEL_IS_RECORD (kept) && others != NULL, NULL);

  merge = g_new0 (Merge, 1);
  merge->kept = model_record_copy (kept);
  merge->others = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < others->len; i++)
    g_ptr_array_add (merge->others, model_record_copy (g_ptr_array_index (others, i)));
  label = g_strdup_printf ("%s.merge", model_entity_info (model_record_get_entity (kept))->key);
  return _work_change_new (label, merge_all, merge, merge_free);
}

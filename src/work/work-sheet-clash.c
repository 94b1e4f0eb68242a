/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-sheet.h"

#include "work-sheet-private.h"

/* Two seats that change the same sheet: what clashes, and how both are put together. */

static void
clash_free (gpointer data)
{
  WorkSheetClash *clash = data;

  g_free (clash->mine);
  g_free (clash->theirs);
  g_free (clash);
}

/* The record of the same row that another reading of the sheet has. */
static ModelRecord *
find_same (const WorkSheet *sheet, ModelRoleId role, ModelRecord *record)
{
  ModelRecord *other = sheet->roles[role];

  return other != NULL && model_record_get_id (record) != 0
                 && model_record_get_id (other) == model_record_get_id (record)
             ? other
             : NULL;
}

static void
add_clashes (GPtrArray *clashes, ModelRoleId role, ModelRecord *mine, ModelRecord *theirs)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (mine));

  for (guint i = 0; i < info->n_fields; i++)
    {
      WorkSheetClash *clash;

      if (!model_record_clashes_at (mine, theirs, i))
        continue;
      clash = g_new0 (WorkSheetClash, 1);
      clash->role = role;
      clash->field = &info->fields[i];
      clash->mine = g_strdup (model_record_get_at (mine, i));
      clash->theirs = g_strdup (model_record_get_at (theirs, i));
      g_ptr_array_add (clashes, clash);
    }
}

/* One record in two places is told once. */
static gboolean
is_told (const WorkSheet *sheet, ModelRoleId role)
{
  for (guint before = 0; before < (guint) role; before++)
    if (sheet->roles[before] == sheet->roles[role])
      return TRUE;
  return FALSE;
}

/**
 * work_sheet_clashes:
 * @mine: a sheet with changes
 * @theirs: the same, read again
 *
 * Returns: (transfer full) (element-type WorkSheetClash): the fields that were changed in both, to
 *   different values
 */
GPtrArray *
work_sheet_clashes (const WorkSheet *mine, const WorkSheet *theirs)
{
  GPtrArray *clashes = g_ptr_array_new_with_free_func (clash_free);

  for (guint i = 0; i < MODEL_N_ROLES; i++)
    {
      ModelRecord *other = mine->roles[i] != NULL ? find_same (theirs, i, mine->roles[i]) : NULL;

      if (other != NULL && !is_told (mine, i))
        add_clashes (clashes, i, mine->roles[i], other);
    }
  return clashes;
}

static void
rebase_record (ModelRecord *theirs, ModelRecord *mine, gboolean keep_mine)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (mine));

  for (guint i = 0; i < info->n_fields; i++)
    if (model_record_is_changed_at (mine, i)
        && (keep_mine || !model_record_clashes_at (mine, theirs, i)))
      model_record_set_canonical (theirs, model_field_column (&info->fields[i]),
                                  model_record_get_at (mine, i));
}

/**
 * work_sheet_rebase:
 * @theirs: the sheet as it is now
 * @mine: the same with changes, read before
 * @keep_mine: whether what clashes is as in @mine; else as in @theirs
 *
 * Puts the changes of @mine on top of @theirs.
 */
void
work_sheet_rebase (WorkSheet *theirs, const WorkSheet *mine, gboolean keep_mine)
{
  guint n;
  const WorkSheetLink *links = _work_sheet_links (&n);

  rebase_record (theirs->roles[MODEL_ROLE_PLACEMENT], mine->roles[MODEL_ROLE_PLACEMENT], keep_mine);
  for (guint i = 0; i < n; i++)
    {
      ModelRecord *record = mine->roles[links[i].role];
      ModelRecord *other = record != NULL ? find_same (theirs, links[i].role, record) : NULL;
      gint64 id = model_record_get_int (theirs->roles[MODEL_ROLE_PLACEMENT], links[i].column);

      if (other != NULL)
        rebase_record (other, record, keep_mine);
      else if (record == NULL ? id == 0 : model_record_get_id (record) == id)
        g_set_object (&theirs->roles[links[i].role], record);
    }
  work_sheet_update_missing (theirs);
}

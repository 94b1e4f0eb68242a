/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-conflict.h"

#include <glib/gi18n-lib.h>

#include "model-value.h"
#include "store-error.h"
#include "store-record.h"
#include "work-history-private.h"
#include "work-live.h"
#include "work-query-private.h"

static void
clash_free (gpointer data)
{
  WorkClash *clash = data;

  g_free (clash->label);
  for (guint i = 0; i < WORK_N_KEEPS; i++)
    {
      g_free (clash->values[i]);
      g_free (clash->texts[i]);
    }
  g_free (clash);
}

/**
 * work_conflict_free:
 * @conflict: (nullable) (transfer full): a conflict
 */
void
work_conflict_free (WorkConflict *conflict)
{
  if (conflict == NULL)
    return;
  g_ptr_array_unref (conflict->clashes);
  g_ptr_array_unref (conflict->fresh);
  g_free (conflict->who);
  g_free (conflict->at);
  g_free (conflict);
}

static char *
format (StoreConnection *connection, const ModelField *field, const char *value)
{
  if (value == NULL || value[0] == '\0')
    return g_strdup ("");
  if (field->type == MODEL_TYPE_REFERENCE)
    return _work_history_name_row (connection, model_field_target (field),
                                   g_ascii_strtoll (value, NULL, 10));
  return model_value_format (field, value);
}

static void
add_clash (StoreConnection *connection,
           WorkConflict *conflict,
           guint record,
           guint index,
           ModelRecord *mine,
           ModelRecord *theirs)
{
  WorkClash *clash = g_new0 (WorkClash, 1);

  clash->record = record;
  clash->field = &model_entity_info (model_record_get_entity (mine))->fields[index];
  clash->label = g_strdup (_ (clash->field->label));
  clash->is_sensitive = (clash->field->flags & MODEL_FIELD_SENSITIVE) != 0;
  clash->values[WORK_KEEP_THEIRS] = g_strdup (model_record_get_at (theirs, index));
  clash->values[WORK_KEEP_MINE] = g_strdup (model_record_get_at (mine, index));
  clash->values[WORK_KEEP_BEFORE] = g_strdup (model_record_get_loaded_at (mine, index));
  for (guint i = 0; i < WORK_N_KEEPS; i++)
    clash->texts[i] = format (connection, clash->field, clash->values[i]);
  g_ptr_array_add (conflict->clashes, clash);
}

/* Who wrote the row last since it was read here. */
static gboolean
find_who (StoreConnection *connection, WorkConflict *conflict, ModelRecord *mine, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "SELECT author, seat, at FROM history WHERE entity = $1 AND entity_id = $2 AND version > $3"
      " ORDER BY id DESC LIMIT 1",
      &local);
  gboolean has_row = FALSE;

  /* Whoever may not read the history is not told who. */
  if (statement == NULL && g_error_matches (local, STORE_ERROR, STORE_ERROR_DENIED))
    return TRUE;
  if (statement == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  store_statement_bind_text (statement, 1, model_entity_info (model_record_get_entity (mine))->key);
  store_statement_bind_int (statement, 2, model_record_get_id (mine));
  store_statement_bind_int (statement, 3, model_record_get_version (mine));
  if (!store_statement_step (statement, &has_row, error))
    return FALSE;
  if (!has_row
      || (conflict->at != NULL
          && g_strcmp0 (conflict->at, store_statement_get_text (statement, 2)) >= 0))
    return TRUE;
  g_free (conflict->who);
  conflict->who = work_seat_name (store_statement_get_text (statement, 0),
                                  store_statement_get_text (statement, 1));
  g_free (conflict->at);
  conflict->at = g_strdup (store_statement_get_text (statement, 2));
  return TRUE;
}

static gboolean
compare (StoreConnection *connection,
         WorkConflict *conflict,
         guint place,
         ModelRecord *mine,
         GError **error)
{
  ModelEntity entity = model_record_get_entity (mine);
  ModelRecord *theirs;

  if (model_record_get_id (mine) == 0)
    {
      g_ptr_array_add (conflict->fresh, model_record_new (entity));
      return TRUE;
    }
  theirs = store_load (connection, entity, model_record_get_id (mine), error);
  if (theirs == NULL)
    return FALSE;
  g_ptr_array_add (conflict->fresh, theirs);
  for (guint i = 0; i < model_entity_info (entity)->n_fields; i++)
    if (model_record_clashes_at (mine, theirs, i))
      add_clash (connection, conflict, place, i, mine, theirs);
  return find_who (connection, conflict, mine, error);
}

static gpointer
read_conflict (StoreConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  GPtrArray *records = data;
  g_autoptr (WorkConflict) conflict = g_new0 (WorkConflict, 1);

  conflict->clashes = g_ptr_array_new_with_free_func (clash_free);
  conflict->fresh = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < records->len; i++)
    if (!compare (connection, conflict, i, records->pdata[i], error))
      return NULL;
  return g_steal_pointer (&conflict);
}

/**
 * work_query_conflict_new:
 * @records: (element-type ModelRecord): rows as they are edited. Copied.
 *
 * Returns: (transfer full): a query for the #WorkConflict between them and what the database has
 *   now, which may be none; %STORE_ERROR_NOT_FOUND when one of them was deleted
 */
WorkQuery *
work_query_conflict_new (GPtrArray *records)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (copies, model_record_copy (records->pdata[i]));
  return _work_query_new (read_conflict, copies, (GDestroyNotify) g_ptr_array_unref,
                          (GDestroyNotify) work_conflict_free);
}

/**
 * work_conflict_settle:
 * @conflict: what stood in the way
 * @records: (element-type ModelRecord): the records that were asked about
 * @choices: (nullable) (array): what is kept of each clash; %NULL: all of mine
 *
 * Puts what was typed on top of the rows as they are now: what only one side has changed stays, and
 * of what both have changed what was chosen. Saved again, @records no longer clash.
 */
void
work_conflict_settle (const WorkConflict *conflict, GPtrArray *records, const WorkKeep *choices)
{
  g_return_if_fail (records->len == conflict->fresh->len);

  for (guint i = 0; i < records->len; i++)
    if (model_record_get_id (records->pdata[i]) != 0)
      model_record_rebase (records->pdata[i], conflict->fresh->pdata[i]);
  for (guint i = 0; choices != NULL && i < conflict->clashes->len; i++)
    {
      const WorkClash *clash = conflict->clashes->pdata[i];

      model_record_set_canonical (records->pdata[clash->record], model_field_column (clash->field),
                                  clash->values[choices[i]]);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-history.h"

#include <glib/gi18n-lib.h>

#include "store-connection-private.h"
#include "store-history-private.h"
#include "store-record-private.h"

typedef struct
{
  const char *undone_id;
  StoreOperation *operation;
} Undo;

/* What a person would call a row: the fields that it is sorted by, else its number or label. */
static char *
describe_row (ModelRecord *record, ModelEntity entity, gint64 id)
{
  static const char *const columns[] = { "number", "label", "name" };
  const ModelEntityInfo *info = model_entity_info (entity);
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; record != NULL && i < info->n_fields; i++)
    {
      const char *value = model_record_get_at (record, i);

      if ((info->fields[i].flags & MODEL_FIELD_SORT) != 0 && value != NULL && value[0] != '\0')
        g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", value);
    }
  for (guint i = 0; record != NULL && i < G_N_ELEMENTS (columns) && name->len == 0; i++)
    if (model_field_index (entity, columns[i]) >= 0)
      {
        const char *value = model_record_get (record, columns[i]);

        g_string_append (name, value != NULL ? value : "");
      }
  if (name->len == 0)
    g_string_append_printf (name, "%" G_GINT64_FORMAT, id);
  return g_strdup_printf (_ ("%s “%s”"), _ (info->label), name->str);
}

static gboolean
refuse (ModelRecord *record, const StoreHistoryLine *line, const char *author, GError **error)
{
  g_autofree char *row = describe_row (record, line->entity, line->entity_id);

  if (author != NULL)
    g_set_error (error, STORE_ERROR, STORE_ERROR_MOVED_ON,
                 _ ("This can no longer be undone: %s was changed by %s since."), row, author);
  else
    g_set_error (error, STORE_ERROR, STORE_ERROR_MOVED_ON,
                 _ ("This can no longer be undone: %s was changed since."), row);
  return FALSE;
}

/* A later line takes nothing away from @since when it was undone, or undoes one that is later than
 * @since too: both together leave the row as @since had left it. */
static gboolean
is_neutral (StoreConnection *connection,
            GPtrArray *later,
            const StoreHistoryLine *line,
            gboolean *neutral,
            GError **error)
{
  if (!_store_history_is_undone (connection, line->operation_id, neutral, error))
    return FALSE;
  for (guint i = 0; i < later->len && !*neutral && line->undoes != NULL; i++)
    {
      const StoreHistoryLine *other = g_ptr_array_index (later, i);

      *neutral = g_strcmp0 (other->operation_id, line->undoes) == 0;
    }
  return TRUE;
}

/* (transfer full): the lines of the row that are later than @line, newest first */
static GPtrArray *
list_later (StoreConnection *connection, const StoreHistoryLine *line, GError **error)
{
  GPtrArray *lines = store_history_of (connection, line->entity, line->entity_id, error);
  guint n = 0;

  if (lines == NULL)
    return NULL;
  while (n < lines->len && ((StoreHistoryLine *) g_ptr_array_index (lines, n))->id > line->id)
    n++;
  if (n < lines->len)
    g_ptr_array_remove_range (lines, n, lines->len - n);
  return lines;
}

/* @line is the last of the operation on its row: whatever came after must have been taken back, and
 * the row must be what its own last line says. */
static gboolean
check_not_moved (StoreConnection *connection, const StoreHistoryLine *line, GError **error)
{
  g_autoptr (GPtrArray) later = list_later (connection, line, error);
  g_autoptr (ModelRecord) record = NULL;
  g_autoptr (GError) local = NULL;
  const StoreHistoryLine *last;

  if (later == NULL)
    return FALSE;
  record = _store_load_if_any (connection, line->entity, line->entity_id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < later->len; i++)
    {
      const StoreHistoryLine *other = g_ptr_array_index (later, i);
      gboolean neutral;

      if (!is_neutral (connection, later, other, &neutral, error))
        return FALSE;
      if (!neutral)
        return refuse (record, line, other->author, error);
    }
  last = later->len > 0 ? g_ptr_array_index (later, 0) : line;
  if ((record == NULL) != (g_strcmp0 (last->action, "delete") == 0)
      || (record != NULL && model_record_get_version (record) != last->version))
    return refuse (record, line, NULL, error);
  return TRUE;
}

static gboolean
check_operation (StoreConnection *connection,
                 GPtrArray *lines,
                 const char *operation_id,
                 GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean undone;

  if (lines->len == 0)
    {
      g_set_error_literal (error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                           _ ("There is nothing to undo: this was never saved."));
      return FALSE;
    }
  if (!_store_history_is_undone (connection, operation_id, &undone, error))
    return FALSE;
  if (undone)
    {
      g_set_error_literal (error, STORE_ERROR, STORE_ERROR_MOVED_ON,
                           _ ("This was undone already."));
      return FALSE;
    }
  for (guint i = lines->len; i > 0; i--)
    {
      const StoreHistoryLine *line = g_ptr_array_index (lines, i - 1);
      char *row = g_strdup_printf ("%d:%" G_GINT64_FORMAT, (int) line->entity, line->entity_id);

      if (g_hash_table_add (seen, row) && !check_not_moved (connection, line, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
undo_delete (StoreConnection *connection,
             const StoreHistoryLine *line,
             StoreOperation *operation,
             GError **error)
{
  g_autoptr (ModelRecord) record = model_record_new (line->entity);
  gint64 id;

  return _store_history_before (connection, line, record, error)
         && _store_write_insert (connection, record, line->entity_id, line->version + 1, operation,
                                 &id, error);
}

static gboolean
undo_line (StoreConnection *connection,
           const StoreHistoryLine *line,
           StoreOperation *operation,
           GError **error)
{
  g_autoptr (ModelRecord) record = NULL;

  if (g_strcmp0 (line->action, "delete") == 0)
    return undo_delete (connection, line, operation, error);
  record = store_load (connection, line->entity, line->entity_id, error);
  if (record == NULL)
    return FALSE;
  if (g_strcmp0 (line->action, "insert") == 0)
    return _store_write_delete (connection, record, operation, error);
  return _store_history_before (connection, line, record, error)
         && _store_write_update (connection, record, operation, error);
}

static gboolean
undo_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  Undo *undo = data;
  g_autoptr (GPtrArray) lines = store_history_of_operation (connection, undo->undone_id, error);

  if (lines == NULL || !check_operation (connection, lines, undo->undone_id, error))
    return FALSE;
  for (guint i = lines->len; i > 0; i--)
    {
      const StoreHistoryLine *line = g_ptr_array_index (lines, i - 1);
      g_autoptr (GError) local = NULL;

      if (undo_line (connection, line, undo->operation, &local))
        continue;
      /* What was made since hangs from it: it has moved on, in other words. */
      if (g_error_matches (local, STORE_ERROR, STORE_ERROR_FOREIGN_KEY)
          || g_error_matches (local, STORE_ERROR, STORE_ERROR_UNIQUE))
        {
          g_autoptr (ModelRecord) record =
              _store_load_if_any (connection, line->entity, line->entity_id, NULL);

          return refuse (record, line, NULL, error);
        }
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

/**
 * store_undo:
 * @connection: a connection
 * @operation_id: id of the operation to undo; of an undo, to do the thing again
 * @operation: the undoing itself; its `undoes` is set
 * @error: return location for a #StoreError; %STORE_ERROR_MOVED_ON when a row is not as the
 *   operation left it, in a sentence that names it; %STORE_ERROR_NOT_FOUND for no such operation
 *
 * Takes back all lines of an operation, last first, as one new operation: wholly or not at all.
 * Later changes that were undone themselves do not stand in the way. Files of documents stay.
 *
 * Returns: whether it is undone
 */
gboolean
store_undo (StoreConnection *connection,
            const char *operation_id,
            StoreOperation *operation,
            GError **error)
{
  Undo undo = { operation_id, operation };

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), FALSE);
  g_return_val_if_fail (operation_id != NULL && operation != NULL, FALSE);

  if (operation->undoes != operation_id)
    {
      g_free (operation->undoes);
      operation->undoes = g_strdup (operation_id);
    }
  return store_connection_transaction (connection, undo_in_transaction, &undo, error);
}

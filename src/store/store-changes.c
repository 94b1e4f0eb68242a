/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-changes.h"

#include "store-connection-private.h"

/**
 * store_change_free:
 * @change: (nullable) (transfer full): a change
 */
void
store_change_free (StoreChange *change)
{
  if (change == NULL)
    return;
  g_free (change->operation_id);
  g_free (change->author);
  g_free (change->seat);
  g_free (change->at);
  g_free (change->label);
  g_array_unref (change->rows);
  g_free (change);
}

/**
 * store_change_is_about:
 * @change: a change
 * @entity: an entity
 * @id: one of its rows
 *
 * Returns: whether @change made, changed or deleted that row
 */
gboolean
store_change_is_about (const StoreChange *change, ModelEntity entity, gint64 id)
{
  for (guint i = 0; i < change->rows->len; i++)
    {
      const StoreChangedRow *row = &g_array_index (change->rows, StoreChangedRow, i);

      if (row->entity == entity && row->id == id)
        return TRUE;
    }
  return FALSE;
}

/* -1 for an empty history; who may not read it gets 0. */
static gboolean
find_last_line (StoreConnection *connection, gint64 *line, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection, "SELECT MAX (id) FROM history", &local);
  gboolean has_row = FALSE;

  *line = 0;
  if (statement != NULL && store_statement_step (statement, &has_row, &local))
    {
      *line = store_statement_is_null (statement, 0) ? -1 : store_statement_get_int (statement, 0);
      return TRUE;
    }
  if (g_error_matches (local, STORE_ERROR, STORE_ERROR_DENIED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* What the engine says of the commits of others: another number after each. */
static gboolean
ask_moved (StoreConnection *connection, gint64 *moved, GError **error)
{
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection, connection->driver->sql_moved, error);
  gboolean has_row;

  if (statement == NULL || !store_statement_step (statement, &has_row, error))
    return FALSE;
  *moved = has_row ? store_statement_get_int (statement, 0) : 0;
  return TRUE;
}

/**
 * store_changes_begin:
 * @connection: a connection outside of transactions
 * @cursor: (out): where a look begins
 * @error: return location for a #StoreError
 *
 * Asked before something is read: what is written meanwhile is told by the first look. No table is
 * read for it.
 *
 * Returns: whether it could be asked
 */
gboolean
store_changes_begin (StoreConnection *connection, StoreChangesCursor *cursor, GError **error)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (connection), FALSE);

  *cursor = (StoreChangesCursor){ 0 };
  if (!ask_moved (connection, &cursor->moved, error))
    return FALSE;
  cursor->opened = connection->n_opened;
  return TRUE;
}

static StoreChange *
change_new (StoreStatement *statement)
{
  StoreChange *change = g_new0 (StoreChange, 1);

  change->operation_id = g_strdup (store_statement_get_text (statement, 1));
  change->author = g_strdup (store_statement_get_text (statement, 2));
  change->seat = g_strdup (store_statement_get_text (statement, 3));
  change->label = g_strdup (store_statement_get_text (statement, 5));
  change->rows = g_array_new (FALSE, FALSE, sizeof (StoreChangedRow));
  return change;
}

/* What was read so far: the operations in their order, and what is known of them already. */
typedef struct
{
  GPtrArray *changes;     /* (element-type StoreChange) */
  GHashTable *operations; /* id → its StoreChange, not owned */
  GHashTable *rows;       /* set of "operation entity id" */
} Reading;

static void
read_line (Reading *reading, StoreStatement *statement)
{
  const char *operation_id = store_statement_get_text (statement, 1);
  StoreChange *change = g_hash_table_lookup (reading->operations, operation_id);
  StoreChangedRow row;
  char *key;

  if (change == NULL)
    {
      change = change_new (statement);
      g_ptr_array_add (reading->changes, change);
      g_hash_table_insert (reading->operations, change->operation_id, change);
    }
  g_free (change->at);
  change->at = g_strdup (store_statement_get_text (statement, 4));
  row.entity = model_entity_from_key (store_statement_get_text (statement, 6));
  row.id = store_statement_get_int (statement, 7);
  key = g_strdup_printf ("%s %d %" G_GINT64_FORMAT, operation_id, (int) row.entity, row.id);
  if (g_hash_table_add (reading->rows, key))
    g_array_append_val (change->rows, row);
}

/* One statement; what this connection did itself is passed over. */
static gboolean
step_lines (StoreConnection *connection, gint64 *line, Reading *reading, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "SELECT id, operation_id, author, seat, at, label, entity, entity_id FROM history"
      " WHERE id > $1 ORDER BY id",
      error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, *line);
  while (store_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      *line = store_statement_get_int (statement, 0);
      if (!_store_connection_did (connection, store_statement_get_text (statement, 1)))
        read_line (reading, statement);
    }
  return FALSE;
}

/* Whoever may not read the history is told that there is something new, and not what. */
static gboolean
read_lines (StoreConnection *connection, gint64 *line, Reading *reading, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (step_lines (connection, line, reading, &local)
      || g_error_matches (local, STORE_ERROR, STORE_ERROR_DENIED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * store_changes_since:
 * @connection: a connection outside of transactions
 * @cursor: (inout): up to where all is known; goes on to the end
 * @moved: (out): whether somebody else has written something, be it nothing that has a history
 * @error: return location for a #StoreError
 *
 * Tells what others have done. As long as nobody has written this is one question to the engine
 * that reads no table; what this connection has done itself is never told.
 *
 * Returns: (transfer full) (element-type StoreChange): in the order in which they began; or %NULL,
 *   and @cursor is as it was
 */
GPtrArray *
store_changes_since (StoreConnection *connection,
                     StoreChangesCursor *cursor,
                     gboolean *moved,
                     GError **error)
{
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GHashTable) operations = NULL, rows = NULL;
  Reading reading;
  StoreChangesCursor next = *cursor;
  gboolean is_quiet;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);

  changes = g_ptr_array_new_with_free_func ((GDestroyNotify) store_change_free);
  *moved = FALSE;
  if (!ask_moved (connection, &next.moved, error))
    return NULL;
  next.opened = connection->n_opened;
  is_quiet = next.moved == cursor->moved && next.opened == cursor->opened;
  if (is_quiet && cursor->line != 0)
    return g_steal_pointer (&changes);

  /* At the first look nothing is known of what came before; only whether there was anything. */
  if (cursor->line == 0)
    {
      if (!find_last_line (connection, &next.line, error))
        return NULL;
      *moved = !is_quiet && cursor->opened != 0;
      *cursor = next;
      return g_steal_pointer (&changes);
    }
  operations = g_hash_table_new (g_str_hash, g_str_equal);
  rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reading = (Reading){ changes, operations, rows };
  if (!read_lines (connection, &next.line, &reading, error))
    return NULL;
  *moved = cursor->opened != 0 || changes->len > 0;
  *cursor = next;
  return g_steal_pointer (&changes);
}

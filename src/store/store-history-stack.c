/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-history.h"

#include "store-history-private.h"

/* What can be undone and done again next, worked out from history: nothing else is kept, so that it
 * is the same after a restart and on every seat. */

/* What undo is to find among an author's operations, from the last one back. */
static gboolean
is_undoing_kind (StoreConnection *connection,
                 const char *operation_id,
                 const char *undoes,
                 gboolean *undoing,
                 GError **error)
{
  g_autofree char *current = g_strdup (undoes);

  /* An undo of an undo is a redo: one does again what had been done. */
  *undoing = FALSE;
  for (guint depth = 0; current != NULL && depth < STORE_MAX_UNDO_CHAIN; depth++)
    {
      g_autoptr (StoreStatement) statement = store_connection_prepare (
          connection, "SELECT undoes FROM history WHERE operation_id = $1 LIMIT 1", error);
      gboolean has_row;

      *undoing = !*undoing;
      if (statement == NULL)
        return FALSE;
      store_statement_bind_text (statement, 1, current);
      if (!store_statement_step (statement, &has_row, error))
        return FALSE;
      g_free (current);
      current = has_row ? g_strdup (store_statement_get_text (statement, 0)) : NULL;
    }
  return TRUE;
}

typedef struct
{
  char *id;
  char *undoes;
} Operation;

static gboolean
read_operation_before (StoreConnection *connection,
                       const char *author,
                       gint64 *line,
                       Operation *operation,
                       GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "SELECT id, operation_id, undoes FROM history WHERE author = $1 AND id < $2"
      " AND operation_id <> $3 AND label <> $4 ORDER BY id DESC LIMIT 1",
      error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, author);
  store_statement_bind_int (statement, 2, *line);
  store_statement_bind_text (statement, 3, operation->id != NULL ? operation->id : "");
  store_statement_bind_text (statement, 4, STORE_LABEL_FOLLOWED);
  if (!store_statement_step (statement, &has_row, error))
    return FALSE;
  g_clear_pointer (&operation->id, g_free);
  g_clear_pointer (&operation->undoes, g_free);
  if (has_row)
    {
      *line = store_statement_get_int (statement, 0);
      operation->id = g_strdup (store_statement_get_text (statement, 1));
      operation->undoes = g_strdup (store_statement_get_text (statement, 2));
    }
  return TRUE;
}

/* Walks back over the author's operations. What can be undone is the last thing done (or done
 * again) that still holds; what can be redone is the last undo that still holds, as long as nothing
 * new was done after it. */
static char *
find_last (StoreConnection *connection, const char *author, gboolean wants_undoing, GError **error)
{
  Operation operation = { NULL, NULL };
  gint64 line = G_MAXINT64;
  char *found = NULL;

  while (found == NULL && read_operation_before (connection, author, &line, &operation, error)
         && operation.id != NULL)
    {
      gboolean undoing, undone;

      if (!is_undoing_kind (connection, operation.id, operation.undoes, &undoing, error)
          || !_store_history_is_undone (connection, operation.id, &undone, error))
        break;
      if (undoing == wants_undoing && !undone)
        found = g_steal_pointer (&operation.id);
      else if (wants_undoing && operation.undoes == NULL)
        break;
    }
  g_free (operation.id);
  g_free (operation.undoes);
  return found;
}

/**
 * store_history_undoable:
 * @connection: a connection
 * @author: who wants to undo
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full) (nullable): id of the last operation of @author that holds; %NULL
 *   without @error when there is none
 */
char *
store_history_undoable (StoreConnection *connection, const char *author, GError **error)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (author != NULL, NULL);

  return find_last (connection, author, FALSE, error);
}

/**
 * store_history_redoable:
 * @connection: a connection
 * @author: who wants to do it again
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full) (nullable): id of the last undo of @author, which undone does the thing
 *   again; %NULL without @error when there is none, or when @author did something new since
 */
char *
store_history_redoable (StoreConnection *connection, const char *author, GError **error)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (author != NULL, NULL);

  return find_last (connection, author, TRUE, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-history-rewrite.h"

#include "store-connection-private.h"

/* What is only ever added to. */
static const char *const tables[] = { "history", "history_value", "access_log" };

/* One of the triggers that refuse whatever is not an addition. */
typedef struct
{
  char *name;
  char *sql;
} Guard;

typedef struct
{
  StoreTransactionFunc func;
  gpointer data;
} Rewrite;

static void
guard_free (gpointer data)
{
  Guard *guard = data;

  g_free (guard->name);
  g_free (guard->sql);
  g_free (guard);
}

/* What the database itself says of them, so that they come back as they were. */
static gboolean
read_guards (StoreConnection *connection, const char *table, GPtrArray *guards, GError **error)
{
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection, connection->driver->sql_guards, error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, table);
  while (store_statement_step (statement, &has_row, error))
    {
      Guard *guard;

      if (!has_row)
        return TRUE;
      guard = g_new (Guard, 1);
      guard->name = g_strdup (store_statement_get_text (statement, 0));
      guard->sql = g_strdup (store_statement_get_text (statement, 1));
      g_ptr_array_add (guards, guard);
    }
  return FALSE;
}

static gboolean
drop_guards (StoreConnection *connection, GPtrArray *guards, GError **error)
{
  for (guint i = 0; i < guards->len; i++)
    {
      const Guard *guard = g_ptr_array_index (guards, i);
      g_autofree char *drop = g_strdup_printf ("DROP TRIGGER \"%s\"", guard->name);

      if (!store_connection_execute (connection, drop, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_guards (StoreConnection *connection, GPtrArray *guards, GError **error)
{
  for (guint i = 0; i < guards->len; i++)
    {
      const Guard *guard = g_ptr_array_index (guards, i);

      if (!store_connection_execute (connection, guard->sql, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
rewrite (StoreConnection *connection, gpointer data, GError **error)
{
  const Rewrite *call = data;
  g_autoptr (GPtrArray) guards = g_ptr_array_new_with_free_func (guard_free);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!read_guards (connection, tables[i], guards, error))
      return FALSE;
  return drop_guards (connection, guards, error) && call->func (connection, call->data, error)
         && make_guards (connection, guards, error);
}

/**
 * store_history_rewrite:
 * @connection: a connection
 * @func: changes lines of history, of the values kept for it or of the access log
 * @data: for @func
 * @error: return location for a #StoreError
 *
 * Runs @func in a transaction in which the history and the access log may be changed: the triggers
 * that refuse it are gone from its beginning to its end, for this connection alone, and are back
 * with its commit or its failure. It is there for what the law asks to be erased and for values
 * that are sealed when accounts come; whatever else happens is added to history.
 *
 * Returns: whether it is committed
 */
gboolean
store_history_rewrite (StoreConnection *connection,
                       StoreTransactionFunc func,
                       gpointer data,
                       GError **error)
{
  Rewrite call = { func, data };

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  return store_connection_transaction (connection, rewrite, &call, error);
}

/**
 * store_history_compact:
 * @connection: a connection outside of transactions
 * @error: return location for a #StoreError
 *
 * Writes the file anew, so that nothing is left in it of what was erased. Nobody else may be at
 * work in it.
 *
 * Returns: whether it is done; the database is whole and the same in any case
 */
gboolean
store_history_compact (StoreConnection *connection, GError **error)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (connection), FALSE);
  g_return_val_if_fail (!store_connection_in_transaction (connection), FALSE);

  return _store_connection_ensure (connection, error)
         && connection->driver->compact (connection->link, error);
}

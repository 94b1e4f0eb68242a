/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-history.h"
#include "work-exchange-private.h"

/**
 * _work_exchange_export_free:
 * @self: (nullable) (transfer full): an export
 */
void
_work_exchange_export_free (ExchangeExport *self)
{
  if (self == NULL)
    return;
  g_free (self->made_at);
  g_free (self);
}

/**
 * _work_exchange_store_add:
 * @changing: a change under way
 * @token: what the export is known by
 * @teacher_id: whose it is
 * @year_id: which school year
 * @error: return location
 *
 * Writes down that a sheet was made, by which it is known again when it comes back.
 *
 * Returns: whether it is done
 */
gboolean
_work_exchange_store_add (WorkChanging *changing,
                          const char *token,
                          gint64 teacher_id,
                          gint64 year_id,
                          GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      changing->connection,
      "INSERT INTO exchange (token, teacher_id, school_year_id, made_at) VALUES ($1, $2, $3, $4)",
      error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, token);
  store_statement_bind_int (statement, 2, teacher_id);
  store_statement_bind_int (statement, 3, year_id);
  store_statement_bind_text (statement, 4, changing->now);
  return store_statement_run (statement, error);
}

/**
 * _work_exchange_store_find:
 * @connection: a connection
 * @token: what an export is known by
 * @found: (out) (transfer full) (nullable): the export; %NULL when this base made none of that name
 * @error: return location
 *
 * Returns: whether it could be asked
 */
gboolean
_work_exchange_store_find (StoreConnection *connection,
                           const char *token,
                           ExchangeExport **found,
                           GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "SELECT teacher_id, school_year_id, made_at FROM exchange WHERE token = $1",
      error);
  gboolean has_row;

  *found = NULL;
  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, token);
  if (!store_statement_step (statement, &has_row, error))
    return FALSE;
  if (has_row)
    {
      *found = g_new0 (ExchangeExport, 1);
      (*found)->teacher_id = store_statement_get_int (statement, 0);
      (*found)->year_id = store_statement_get_int (statement, 1);
      (*found)->made_at = g_strdup (store_statement_get_text (statement, 2));
    }
  return TRUE;
}

/* What was undone has not been taken. */
static gboolean
holds (StoreConnection *connection,
       GHashTable *known,
       const char *operation_id,
       gboolean *does,
       GError **error)
{
  gpointer value = NULL;
  gboolean is_undone = FALSE;

  *does = TRUE;
  if (operation_id == NULL)
    return TRUE;
  if (!g_hash_table_lookup_extended (known, operation_id, NULL, &value))
    {
      if (!store_history_is_undone (connection, operation_id, &is_undone, error))
        return FALSE;
      value = GINT_TO_POINTER (is_undone);
      g_hash_table_insert (known, g_strdup (operation_id), value);
    }
  *does = !GPOINTER_TO_INT (value);
  return TRUE;
}

/**
 * _work_exchange_store_taken:
 * @connection: a connection
 * @token: what an export is known by
 * @error: return location
 *
 * Returns: (transfer full): keys of the rows of it that were taken, and not given back by undoing:
 *   key → UTC timestamp
 */
GHashTable *
_work_exchange_store_taken (StoreConnection *connection, const char *token, GError **error)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "SELECT row_key, taken_at, operation_id FROM exchange_row WHERE token = $1",
      error);
  gboolean has_row = TRUE, does = FALSE;

  if (statement == NULL)
    return NULL;
  store_statement_bind_text (statement, 1, token);
  while (TRUE)
    {
      g_autofree char *operation_id = NULL;

      if (!store_statement_step (statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&taken);
      operation_id = g_strdup (store_statement_get_text (statement, 2));
      if (!holds (connection, known, operation_id, &does, error))
        return NULL;
      if (does)
        g_hash_table_insert (taken, g_strdup (store_statement_get_text (statement, 0)),
                             g_strdup (store_statement_get_text (statement, 1)));
    }
}

static gboolean
take_key (WorkChanging *changing, const char *token, const char *key, GError **error)
{
  /* It may have been taken before, and given back. */
  static const char *const sql[] = {
    "DELETE FROM exchange_row WHERE token = $1 AND row_key = $2",
    "INSERT INTO exchange_row (token, row_key, taken_at, operation_id) VALUES ($1, $2, $3, $4)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      g_autoptr (StoreStatement) statement =
          store_connection_prepare (changing->connection, sql[i], error);

      if (statement == NULL)
        return FALSE;
      store_statement_bind_text (statement, 1, token);
      store_statement_bind_text (statement, 2, key);
      if (i == 1)
        {
          store_statement_bind_text (statement, 3, changing->now);
          store_statement_bind_text (statement, 4, changing->operation->id);
        }
      if (!store_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * _work_exchange_store_take:
 * @changing: a change under way
 * @token: what an export is known by
 * @keys: (element-type utf8): rows of it that are being taken
 * @error: return location
 *
 * Writes down that they were taken, as part of the same operation.
 *
 * Returns: whether it is done
 */
gboolean
_work_exchange_store_take (WorkChanging *changing,
                           const char *token,
                           GPtrArray *keys,
                           GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      changing->connection, "UPDATE exchange SET taken_at = $2, taken_by = $3 WHERE token = $1",
      error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, token);
  store_statement_bind_text (statement, 2, changing->now);
  store_statement_bind_text (statement, 3, changing->author);
  if (!store_statement_run (statement, error))
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    if (!take_key (changing, token, keys->pdata[i], error))
      return FALSE;
  return TRUE;
}

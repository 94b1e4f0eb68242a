/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base-file.h"
#include "store-connection-private.h"
#include "store-history-private.h"
#include "store-vault-private.h"

/* Long values that history keeps aside and names by a digest. Of a value that is sealed the digest
 * is that of its seal: the digest of the value itself would tell it to whoever tries all the
 * numbers that it can be. */

static char *
digest_of (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return base_file_sha256 (bytes);
}

/**
 * _store_history_keep_value:
 * @connection: a connection in a transaction
 * @digest: SHA-256 of @value
 * @value: a long value
 * @error: return location
 *
 * Returns: whether it is kept aside under its digest
 */
gboolean
_store_history_keep_value (StoreConnection *connection,
                           const char *digest,
                           const char *value,
                           GError **error)
{
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection,
                                "INSERT INTO main.history_value (sha256, value) VALUES ($1, $2)"
                                " ON CONFLICT (sha256) DO NOTHING",
                                error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, digest);
  store_statement_bind_text (statement, 2, value);
  return store_statement_run (statement, error);
}

/* @value: (out) (transfer full) (nullable): what is kept under a digest, %NULL for nothing */
static gboolean
find (StoreConnection *connection, const char *digest, char **value, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "SELECT value FROM history_value WHERE sha256 = $1", error);
  gboolean has_row;

  *value = NULL;
  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, digest);
  if (!store_statement_step (statement, &has_row, error))
    return FALSE;
  if (has_row)
    *value = g_strdup (store_statement_get_text (statement, 0));
  return TRUE;
}

/**
 * _store_history_find_value:
 * @connection: a connection
 * @field: the field
 * @id: its row
 * @name: what a line of history has for a value that is kept aside
 * @value: (out) (transfer full) (nullable): the value, as it reads when the key is at hand; %NULL
 *   when nothing is kept under that name
 * @error: return location
 *
 * Returns: whether it could be looked for
 */
gboolean
_store_history_find_value (StoreConnection *connection,
                           const ModelField *field,
                           gint64 id,
                           const char *name,
                           char **value,
                           GError **error)
{
  g_autofree char *kept = NULL;

  if (!find (connection, name + strlen (STORE_HISTORY_DIGEST), &kept, error))
    return FALSE;
  *value = store_vault_is_sealed (kept) && store_vault_is_open (connection)
               ? store_vault_open (connection, field, id, kept, error)
               : g_strdup (kept);
  return kept == NULL || *value != NULL;
}

/* What @value is called from now on; kept under that name when an undo may ask for it. */
static char *
put (StoreConnection *connection, const char *value, gboolean is_kept, GError **error)
{
  g_autofree char *digest = digest_of (value);

  if (is_kept && !_store_history_keep_value (connection, digest, value, error))
    return NULL;
  return g_strconcat (STORE_HISTORY_DIGEST, digest, NULL);
}

/**
 * _store_history_convert_name:
 * @connection: a connection in store_history_rewrite(), whose vault is open
 * @seals: whether what is kept aside is sealed, or opened
 * @field: the field
 * @id: its row
 * @name: what a line of history has for a value that is kept aside
 * @goes: whether it is the value before: the one that undo asks for
 * @left: (element-type utf8): digests that no longer name anything are added
 * @error: return location
 *
 * Returns: (transfer full): what is to stand there for it
 */
char *
_store_history_convert_name (StoreConnection *connection,
                             gboolean seals,
                             const ModelField *field,
                             gint64 id,
                             const char *name,
                             gboolean goes,
                             GHashTable *left,
                             GError **error)
{
  const char *digest = name + strlen (STORE_HISTORY_DIGEST);
  g_autofree char *value = NULL;
  g_autofree char *converted = NULL;

  if (!g_str_has_prefix (name, STORE_HISTORY_DIGEST))
    return g_strdup (name);
  if (!find (connection, digest, &value, error))
    return NULL;
  if (value == NULL && !seals)
    return g_strdup (name);
  if (value != NULL && seals == store_vault_is_sealed (value))
    return g_strdup (name);
  /* Without a value, that of the row: its digest is sealed in its stead, and tells nothing. */
  converted = seals ? store_vault_seal (connection, field, id, value != NULL ? value : name, error)
                    : store_vault_open (connection, field, id, value, error);
  if (converted == NULL)
    return NULL;
  if (value != NULL)
    g_hash_table_add (left, g_strdup (digest));
  return put (connection, converted, goes && value != NULL, error);
}

/**
 * _store_history_drop_names:
 * @connection: a connection in store_history_rewrite()
 * @left: (element-type utf8): digests of _store_history_convert_name()
 * @error: return location
 *
 * Returns: whether what was kept under them is gone
 */
gboolean
_store_history_drop_names (StoreConnection *connection, GHashTable *left, GError **error)
{
  GHashTableIter iter;
  gpointer digest;

  g_hash_table_iter_init (&iter, left);
  while (g_hash_table_iter_next (&iter, &digest, NULL))
    {
      g_autoptr (StoreStatement) statement = store_connection_prepare (
          connection, "DELETE FROM main.history_value WHERE sha256 = $1", error);

      if (statement == NULL)
        return FALSE;
      store_statement_bind_text (statement, 1, digest);
      if (!store_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-account.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

#include "base-text.h"
#include "store-access.h"
#include "store-account-private.h"
#include "store-connection-private.h"
#include "store-role.h"
#include "store-vault-private.h"

#define ACCOUNT_QUERY                                                                          \
  "SELECT id, name, label, role, teacher_id, is_active, must_change, wrapped_key IS NOT NULL," \
  " failures, locked_until, made_at, last_at, password, salt, wrapped_key FROM main.account"

/**
 * store_account_free:
 * @account: (nullable) (transfer full): an account
 */
void
store_account_free (StoreAccount *account)
{
  if (account == NULL)
    return;
  g_free (account->name);
  g_free (account->label);
  g_free (account->locked_until);
  g_free (account->made_at);
  g_free (account->last_at);
  g_free (account);
}

/**
 * _store_account_row_free:
 * @row: (nullable) (transfer full): an account with its secrets
 */
void
_store_account_row_free (StoreAccountRow *row)
{
  if (row == NULL)
    return;
  store_account_free (row->account);
  g_free (row->password);
  g_free (row->salt);
  g_free (row->wrapped_key);
  g_free (row);
}

/**
 * store_accounts_exist:
 * @connection: a connection
 * @exist: (out): whether the database has accounts: then nobody works in it without signing in
 * @error: return location for a #StoreError
 *
 * Returns: whether it could be asked
 */
gboolean
store_accounts_exist (StoreConnection *connection, gboolean *exist, GError **error)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (connection), FALSE);

  return _store_accounts_exist (connection, exist, error);
}

static StoreAccountRow *
read_row (StoreStatement *statement)
{
  StoreAccountRow *row = g_new0 (StoreAccountRow, 1);
  StoreAccount *account = g_new0 (StoreAccount, 1);

  row->account = account;
  account->id = store_statement_get_int (statement, 0);
  account->name = g_strdup (store_statement_get_text (statement, 1));
  account->label = g_strdup (store_statement_get_text (statement, 2));
  account->role = model_account_role_from_key (store_statement_get_text (statement, 3));
  account->teacher_id = store_statement_get_int (statement, 4);
  account->is_active = store_statement_get_int (statement, 5) != 0;
  account->must_change = store_statement_get_int (statement, 6) != 0;
  account->has_key = store_statement_get_int (statement, 7) != 0;
  account->failures = (guint) store_statement_get_int (statement, 8);
  account->locked_until = g_strdup (store_statement_get_text (statement, 9));
  account->made_at = g_strdup (store_statement_get_text (statement, 10));
  account->last_at = g_strdup (store_statement_get_text (statement, 11));
  row->password = g_strdup (store_statement_get_text (statement, 12));
  row->salt = g_strdup (store_statement_get_text (statement, 13));
  row->wrapped_key = g_strdup (store_statement_get_text (statement, 14));
  return row;
}

static StoreAccountRow *
find_row (StoreConnection *connection,
          const char *where,
          const char *text,
          gint64 id,
          GError **error)
{
  g_autofree char *sql = g_strconcat (ACCOUNT_QUERY, where, NULL);
  StoreTrust before = _store_connection_trust (connection, STORE_TRUST_ALL);
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, sql, error);
  gboolean has_row = FALSE;
  StoreAccountRow *row = NULL;

  if (statement != NULL)
    {
      if (text != NULL)
        store_statement_bind_text (statement, 1, text);
      else
        store_statement_bind_int (statement, 1, id);
      if (store_statement_step (statement, &has_row, error) && has_row)
        row = read_row (statement);
    }
  _store_connection_trust (connection, before);
  return row;
}

/**
 * _store_account_row_load:
 * @connection: a connection
 * @id: an account
 * @error: return location
 *
 * Returns: (transfer full): the account with its secrets, or %NULL with %STORE_ERROR_NOT_FOUND
 */
StoreAccountRow *
_store_account_row_load (StoreConnection *connection, gint64 id, GError **error)
{
  g_autoptr (GError) local = NULL;
  StoreAccountRow *row = find_row (connection, " WHERE id = $1", NULL, id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (row == NULL)
    g_set_error_literal (error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                         _ ("This account is no longer there. Reload."));
  return row;
}

/**
 * _store_account_row_find:
 * @connection: a connection
 * @key: a name as it is compared
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the account with its secrets; %NULL without @error for none
 */
StoreAccountRow *
_store_account_row_find (StoreConnection *connection, const char *key, GError **error)
{
  return find_row (connection, " WHERE name_key = $1", key, 0, error);
}

/**
 * store_accounts_list:
 * @connection: a connection
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full) (element-type StoreAccount): the accounts by label, for the
 *   administration; for others none; or %NULL
 */
GPtrArray *
store_accounts_list (StoreConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) accounts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) store_account_free);
  g_autoptr (StoreStatement) statement = NULL;
  gboolean has_row = TRUE;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);

  if (!model_account_has_key (connection->role))
    return g_steal_pointer (&accounts);
  statement = store_connection_prepare (connection, ACCOUNT_QUERY " ORDER BY label, id", error);
  while (statement != NULL && store_statement_step (statement, &has_row, error))
    {
      StoreAccountRow *row;

      if (!has_row)
        return g_steal_pointer (&accounts);
      row = read_row (statement);
      g_ptr_array_add (accounts, g_steal_pointer (&row->account));
      _store_account_row_free (row);
    }
  return NULL;
}

/**
 * _store_account_run:
 * @connection: a connection
 * @error: return location
 * @sql: a statement with parameters $1, $2…
 * @...: texts for them (%NULL: nothing), in order, then the marker %STORE_ACCOUNT_END
 *
 * Writes to the tables that no role writes to.
 *
 * Returns: whether it did
 */
gboolean
_store_account_run (StoreConnection *connection, GError **error, const char *sql, ...)
{
  StoreTrust before = _store_connection_trust (connection, STORE_TRUST_ALL);
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, sql, error);
  const char *text;
  gboolean done = FALSE;
  va_list args;

  if (statement != NULL)
    {
      va_start (args, sql);
      for (int i = 1; (text = va_arg (args, const char *)) != STORE_ACCOUNT_END; i++)
        store_statement_bind_text (statement, i, text);
      va_end (args);
      done = store_statement_run (statement, error);
    }
  _store_connection_trust (connection, before);
  return done;
}

/**
 * _store_account_log:
 * @connection: a connection
 * @author: who
 * @id: their account, or 0
 * @act: one of store-access.h
 * @detail: (nullable): never a value
 * @error: return location
 *
 * Returns: whether it is in the log of accesses
 */
gboolean
_store_account_log (StoreConnection *connection,
                    const char *author,
                    gint64 id,
                    const char *act,
                    const char *detail,
                    GError **error)
{
  StoreTrust before = _store_connection_trust (connection, STORE_TRUST_ALL);
  gboolean done =
      store_access_log (connection, author, id, act, MODEL_ENTITY_NONE, 0, detail, error);

  _store_connection_trust (connection, before);
  return done;
}

typedef struct
{
  const StoreAccountRow *row;
  const char *now;
  const char *hash; /* (nullable): another, of today's strength */
} Success;

static gboolean
write_success (StoreConnection *connection, gpointer data, GError **error)
{
  const Success *success = data;
  const StoreAccount *account = success->row->account;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, account->id);

  return _store_account_run (connection, error,
                             "UPDATE main.account SET failures = 0, locked_until = NULL,"
                             " last_at = $2, password = COALESCE ($3, password)"
                             " WHERE id = CAST ($1 AS INTEGER)",
                             id, success->now, success->hash, STORE_ACCOUNT_END)
         /* Names that nobody has are not remembered for longer than they are closed. */
         && _store_account_run (connection, error,
                                "DELETE FROM main.lease WHERE name LIKE 'sign-in:%'"
                                " AND until <> '' AND until < $1",
                                success->now, STORE_ACCOUNT_END)
         && _store_account_log (connection, account->label, account->id, STORE_ACCESS_SIGN_IN, NULL,
                                error);
}

static gboolean
enter (StoreConnection *connection,
       StoreAccountRow *row,
       const char *password,
       const char *now,
       GError **error)
{
  const StoreAccount *account = row->account;
  g_autofree char *hash =
      _store_vault_is_stale (row->password) ? _store_vault_hash (password) : NULL;
  Success success = { row, now, hash };
  guchar key[STORE_VAULT_KEY_BYTES];
  g_autoptr (GError) local = NULL;

  if (!store_connection_transaction (connection, write_success, &success, &local)
      && !g_error_matches (local, STORE_ERROR, STORE_ERROR_READ_ONLY))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!store_connection_set_role (connection, account->role, account->id, account->teacher_id,
                                  error))
    return FALSE;
  if (model_account_has_key (account->role)
      && _store_vault_unwrap (row->wrapped_key, password, row->salt, key))
    _store_vault_take_key (connection, key);
  sodium_memzero (key, sizeof key);
  return TRUE;
}

/**
 * store_account_sign_in:
 * @connection: a connection outside of transactions
 * @name: what was typed as a name
 * @password: what was typed as a password
 * @now: UTC timestamp
 * @error: return location for a #StoreError: %STORE_ERROR_PASSWORD, %STORE_ERROR_LOCKED
 *
 * Lets somebody work with the connection. A name that nobody has takes as long and is told the same
 * as a wrong password; after %STORE_ACCOUNT_TRIES wrong ones no more is taken for a while, whatever
 * seat it comes from.
 *
 * Returns: (transfer full): the account, or %NULL
 */
StoreAccount *
store_account_sign_in (StoreConnection *connection,
                       const char *name,
                       const char *password,
                       const char *now,
                       GError **error)
{
  g_autofree char *key = base_text_fold (name);
  g_autoptr (StoreAccountRow) row = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (password != NULL && now != NULL, NULL);

  g_clear_pointer (&connection->closed_until, g_free);
  if (!store_account_sign_out (connection, error))
    return NULL;
  row = _store_account_try (connection, key, password, now, error);
  if (row == NULL)
    return NULL;
  if (!row->account->is_active)
    {
      g_set_error_literal (error, STORE_ERROR, STORE_ERROR_PASSWORD,
                           _ ("This account is closed. Ask an administrator to open it again."));
      return NULL;
    }
  return enter (connection, row, password, now, error) ? g_steal_pointer (&row->account) : NULL;
}

/**
 * store_account_get_closed_until:
 * @connection: a connection
 *
 * Returns: (transfer none) (nullable): UTC timestamp before which the account of the last signing
 * in takes no password; %NULL: it was not refused for that
 */
const char *
store_account_get_closed_until (StoreConnection *connection)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);

  return connection->closed_until;
}

/**
 * store_account_current:
 * @connection: a connection
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full) (nullable): who has signed in; %NULL without @error for nobody
 */
StoreAccount *
store_account_current (StoreConnection *connection, GError **error)
{
  g_autoptr (StoreAccountRow) row = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);

  if (connection->account_id == 0)
    return NULL;
  row = _store_account_row_load (connection, connection->account_id, error);
  return row != NULL ? g_steal_pointer (&row->account) : NULL;
}

/**
 * store_account_sign_out:
 * @connection: a connection outside of transactions
 * @error: return location for a #StoreError
 *
 * Nobody works with it any more, and the key is wiped. Without accounts nothing happens.
 *
 * Returns: whether it is so
 */
gboolean
store_account_sign_out (StoreConnection *connection, GError **error)
{
  gboolean exist;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), FALSE);

  if (!_store_accounts_exist (connection, &exist, error))
    return FALSE;
  return !exist || store_connection_set_role (connection, MODEL_ACCOUNT_NOBODY, 0, 0, error);
}

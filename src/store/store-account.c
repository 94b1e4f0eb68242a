/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-account.h"

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
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection, "SELECT 1 FROM account LIMIT 1", error);

  *exist = FALSE;
  return statement != NULL && store_statement_step (statement, exist, error);
}

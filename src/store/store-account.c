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

/* How long is waited for after that many wrong ones beyond those that are free. */
static const int waits[] = { 1, 5, 15 };

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

/* One attempt to come in. */
typedef struct
{
  const char *key; /* the name as it is compared */
  const char *now;
  StoreAccountRow *row; /* (nullable): no such account */
  guint failures;       /* before this one */
  char *locked_until;   /* (owned) (nullable) */
} Attempt;

/* Of a name that nobody has, failures are counted as well: it would tell itself else. */
static char *
stranger_name (const char *key)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);

  return g_strconcat ("sign-in:", digest, NULL);
}

static gboolean
read_stranger (StoreConnection *connection, Attempt *attempt, GError **error)
{
  g_autofree char *name = stranger_name (attempt->key);
  StoreTrust before = _store_connection_trust (connection, STORE_TRUST_ALL);
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "SELECT holder, until FROM main.lease WHERE name = $1", error);
  gboolean has_row = FALSE;
  gboolean done = statement != NULL;

  if (done)
    {
      store_statement_bind_text (statement, 1, name);
      done = store_statement_step (statement, &has_row, error);
    }
  if (done && has_row)
    {
      attempt->failures =
          (guint) g_ascii_strtoull (store_statement_get_text (statement, 0), NULL, 10);
      attempt->locked_until = g_strdup (store_statement_get_text (statement, 1));
    }
  _store_connection_trust (connection, before);
  return done;
}

static gboolean
begin_attempt (StoreConnection *connection, Attempt *attempt, GError **error)
{
  g_autoptr (GError) local = NULL;

  attempt->row = find_row (connection, " WHERE name_key = $1", attempt->key, 0, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (attempt->row == NULL)
    return read_stranger (connection, attempt, error);
  attempt->failures = attempt->row->account->failures;
  attempt->locked_until = g_strdup (attempt->row->account->locked_until);
  return TRUE;
}

static gboolean
refuse_locked (StoreConnection *connection, const char *until, GError **error)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_iso8601 (until, NULL);
  g_autoptr (GDateTime) here = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *clock = here != NULL ? g_date_time_format (here, "%H:%M") : g_strdup (until);

  connection->closed_until = g_strdup (until);
  g_set_error (error, STORE_ERROR, STORE_ERROR_LOCKED,
               _ ("Too many wrong passwords: this account takes none before %s. An administrator "
                  "can give it a new one at once."),
               clock);
  return FALSE;
}

static char *
find_lock (const char *now, guint failures)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_iso8601 (now, NULL);
  g_autoptr (GDateTime) until = NULL;
  guint index;

  if (failures < STORE_ACCOUNT_TRIES || utc == NULL)
    return NULL;
  index = MIN (failures - STORE_ACCOUNT_TRIES, G_N_ELEMENTS (waits) - 1);
  until = g_date_time_add_minutes (utc, waits[index]);
  return g_date_time_format (until, "%Y-%m-%dT%H:%M:%SZ");
}

/* What is written down of a failure, in one transaction. */
typedef struct
{
  const Attempt *attempt;
  guint n;     /* failures, with this one */
  char *until; /* (owned) (nullable) */
} Failure;

static void
count_failure (Failure *failure, guint before)
{
  failure->n = before + 1;
  g_free (failure->until);
  failure->until = find_lock (failure->attempt->now, failure->n);
}

static gboolean
write_count (StoreConnection *connection, const Failure *failure, gint64 account_id, GError **error)
{
  g_autofree char *failures = g_strdup_printf ("%u", failure->n);
  g_autofree char *name = account_id == 0 ? stranger_name (failure->attempt->key)
                                          : g_strdup_printf ("%" G_GINT64_FORMAT, account_id);

  if (account_id == 0)
    return _store_account_run (connection, error,
                               "INSERT INTO main.lease (name, holder, until)"
                               " VALUES ($1, $2, COALESCE ($3, '')) ON CONFLICT (name)"
                               " DO UPDATE SET holder = excluded.holder, until = excluded.until",
                               name, failures, failure->until, STORE_ACCOUNT_END);
  return _store_account_run (connection, error,
                             "UPDATE main.account SET failures = CAST ($2 AS INTEGER),"
                             " locked_until = $3 WHERE id = CAST ($1 AS INTEGER)",
                             name, failures, failure->until, STORE_ACCOUNT_END);
}

static gboolean
write_failure (StoreConnection *connection, gpointer data, GError **error)
{
  Failure *failure = data;
  Attempt now = { failure->attempt->key, failure->attempt->now, NULL, 0, NULL };
  g_autofree char *locked_until = NULL;
  g_autoptr (StoreAccountRow) row = NULL;
  gint64 id;

  /* Looking at a password takes a while: what other seats counted in it counts. */
  if (!begin_attempt (connection, &now, error))
    return FALSE;
  row = now.row;
  locked_until = now.locked_until;
  id = row != NULL ? row->account->id : 0;
  count_failure (failure, now.failures);
  return _store_account_log (connection, "", id, STORE_ACCESS_SIGN_IN_FAILED, NULL, error)
         && write_count (connection, failure, id, error);
}

static gboolean
fail (StoreConnection *connection, const Attempt *attempt, GError **error)
{
  Failure failure = { attempt, 0, NULL };
  g_autofree char *until = NULL;
  g_autoptr (GError) local = NULL;
  gboolean written;
  guint n;

  count_failure (&failure, attempt->failures);
  written = store_connection_transaction (connection, write_failure, &failure, &local);
  until = failure.until;
  /* Where nothing can be written nothing is counted, and nobody comes in all the same. */
  if (!written && !g_error_matches (local, STORE_ERROR, STORE_ERROR_READ_ONLY))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (until != NULL)
    return refuse_locked (connection, until, error);
  n = STORE_ACCOUNT_TRIES - failure.n;
  g_set_error (error, STORE_ERROR, STORE_ERROR_PASSWORD,
               g_dngettext (GETTEXT_PACKAGE, "Wrong name or password. %u try is left.",
                            "Wrong name or password. %u tries are left.", n),
               n);
  return FALSE;
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
  Attempt attempt = { key, now, NULL, 0, NULL };
  g_autofree char *locked_until = NULL;
  g_autoptr (StoreAccountRow) row = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (password != NULL && now != NULL, NULL);

  g_clear_pointer (&connection->closed_until, g_free);
  if (!store_account_sign_out (connection, error) || !begin_attempt (connection, &attempt, error))
    return NULL;
  row = attempt.row;
  locked_until = attempt.locked_until;
  if (locked_until != NULL && strcmp (now, locked_until) < 0)
    {
      refuse_locked (connection, locked_until, error);
      return NULL;
    }
  if (!_store_vault_verify (row != NULL ? row->password : NULL, password))
    {
      fail (connection, &attempt, error);
      return NULL;
    }
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

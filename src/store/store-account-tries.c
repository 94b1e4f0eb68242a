/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store-access.h"
#include "store-account-private.h"
#include "store-connection-private.h"
#include "store-vault-private.h"

/* Passwords that are tried, at the door and behind it: they are counted in one place. */

/* How long is waited for after that many wrong ones beyond those that are free. */
static const int waits[] = { 1, 5, 15 };

/* One attempt. */
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

  attempt->row = _store_account_row_find (connection, attempt->key, &local);
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

/* Whether who tries has signed in already, and is asked for the password once more. */
static gboolean
is_own (StoreConnection *connection)
{
  return connection->account_id != 0;
}

static gboolean
refuse_locked (StoreConnection *connection, const char *until, GError **error)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_iso8601 (until, NULL);
  g_autoptr (GDateTime) here = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *clock = here != NULL ? g_date_time_format (here, "%H:%M") : g_strdup (until);

  g_free (connection->closed_until);
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
  return _store_account_log (connection, is_own (connection) ? connection->account_label : "", id,
                             is_own (connection) ? STORE_ACCESS_PASSWORD_FAILED
                                                 : STORE_ACCESS_SIGN_IN_FAILED,
                             NULL, error)
         && write_count (connection, failure, id, error);
}

/* @n: tries that are left */
static void
refuse_wrong (StoreConnection *connection, guint n, GError **error)
{
  if (is_own (connection))
    g_set_error (error, STORE_ERROR, STORE_ERROR_PASSWORD,
                 g_dngettext (GETTEXT_PACKAGE,
                              "This is not the password of your account, and nothing was changed. "
                              "%u try is left.",
                              "This is not the password of your account, and nothing was changed. "
                              "%u tries are left.",
                              n),
                 n);
  else
    g_set_error (error, STORE_ERROR, STORE_ERROR_PASSWORD,
                 g_dngettext (GETTEXT_PACKAGE, "Wrong name or password. %u try is left.",
                              "Wrong name or password. %u tries are left.", n),
                 n);
}

static gboolean
fail (StoreConnection *connection, const Attempt *attempt, GError **error)
{
  Failure failure = { attempt, 0, NULL };
  g_autofree char *until = NULL;
  g_autoptr (GError) local = NULL;
  gboolean written;

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
  refuse_wrong (connection, STORE_ACCOUNT_TRIES - failure.n, error);
  return FALSE;
}

/**
 * _store_account_try:
 * @connection: a connection outside of transactions
 * @key: a name as it is compared
 * @password: what was typed as its password
 * @now: UTC timestamp
 * @error: return location for a #StoreError: %STORE_ERROR_PASSWORD, %STORE_ERROR_LOCKED
 *
 * Looks at a password, and counts it when it is wrong: whoever finds a window open guesses no
 * better than at the door. A name that nobody has takes as long as one that somebody has.
 *
 * Returns: (transfer full) (nullable): the account whose password it is
 */
StoreAccountRow *
_store_account_try (StoreConnection *connection,
                    const char *key,
                    const char *password,
                    const char *now,
                    GError **error)
{
  Attempt attempt = { key, now, NULL, 0, NULL };
  g_autofree char *locked_until = NULL;
  g_autoptr (StoreAccountRow) row = NULL;

  if (!begin_attempt (connection, &attempt, error))
    return NULL;
  row = attempt.row;
  locked_until = attempt.locked_until;
  if (locked_until != NULL && strcmp (now, locked_until) < 0)
    refuse_locked (connection, locked_until, error);
  else if (_store_vault_verify (row != NULL ? row->password : NULL, password))
    return g_steal_pointer (&row);
  else
    fail (connection, &attempt, error);
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

#include "base-text.h"
#include "store-access.h"
#include "store-account-private.h"
#include "store-connection-private.h"
#include "store-role.h"
#include "store-vault-private.h"

/* What a new password makes: what is kept of it, and the key that it opens. */
typedef struct
{
  char *hash;
  char *salt;    /* (nullable): with @wrapped */
  char *wrapped; /* (nullable): the account has no key */
} Secrets;

static void
secrets_clear (Secrets *secrets)
{
  g_free (secrets->hash);
  g_free (secrets->salt);
  g_free (secrets->wrapped);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Secrets, secrets_clear)

static gboolean
make_secrets (Secrets *secrets,
              const char *password,
              ModelAccountRole role,
              const guchar *key,
              GError **error)
{
  secrets->hash = _store_vault_hash (password);
  if (secrets->hash != NULL && key != NULL && model_account_has_key (role))
    {
      secrets->salt = _store_vault_new_salt ();
      secrets->wrapped = _store_vault_wrap (key, password, secrets->salt);
    }
  if (secrets->hash != NULL && (secrets->salt == NULL || secrets->wrapped != NULL))
    return TRUE;
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_FAILED,
                       _ ("There is too little memory for a password: 256 MB are needed. Close "
                          "other programs, then try again."));
  return FALSE;
}

static gboolean
require_administrator (StoreConnection *connection, GError **error)
{
  if (connection->role == MODEL_ACCOUNT_ADMINISTRATOR && !connection->must_change)
    return TRUE;
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_DENIED,
                       _ ("Only an administrator of Paraphe manages accounts."));
  return FALSE;
}

static gboolean
require_key (StoreConnection *connection, ModelAccountRole role, GError **error)
{
  if (!model_account_has_key (role) || connection->vault_key != NULL)
    return TRUE;
  g_set_error_literal (
      error, STORE_ERROR, STORE_ERROR_SEALED,
      _ ("Your account does not have the key of what is encrypted, so that it cannot be given to "
         "others. Another administrator must give you a new password first."));
  return FALSE;
}

static gboolean
check_wanted (StoreConnection *connection, const StoreAccount *wanted, GError **error)
{
  StoreAccount *same = NULL;
  g_autoptr (GPtrArray) accounts = store_accounts_list (connection, error);

  if (accounts == NULL)
    return FALSE;
  if (base_text_is_blank (wanted->name) || base_text_is_blank (wanted->label))
    {
      g_set_error_literal (error, STORE_ERROR, STORE_ERROR_CHECK,
                           _ ("An account needs a name to sign in and a name to be shown."));
      return FALSE;
    }
  if (wanted->role == MODEL_ACCOUNT_TEACHER && wanted->teacher_id == 0)
    {
      g_set_error_literal (error, STORE_ERROR, STORE_ERROR_CHECK,
                           _ ("A teacher’s account needs the teacher that it is of."));
      return FALSE;
    }
  /* History tells people apart by what is shown of them. */
  for (guint i = 0; i < accounts->len && same == NULL; i++)
    {
      StoreAccount *other = g_ptr_array_index (accounts, i);
      g_autofree char *a = base_text_fold (other->label), *b = base_text_fold (wanted->label);
      g_autofree char *c = base_text_fold (other->name), *d = base_text_fold (wanted->name);

      if (other->id != wanted->id && (g_str_equal (a, b) || g_str_equal (c, d)))
        same = other;
    }
  if (same == NULL)
    return TRUE;
  g_set_error (error, STORE_ERROR, STORE_ERROR_UNIQUE,
               _ ("The account of %s has this name already. Choose another."), same->label);
  return FALSE;
}

/* One change of an account, in one transaction. */
typedef struct
{
  const StoreAccount *wanted; /* (nullable) */
  gint64 id;
  const Secrets *secrets; /* (nullable) */
  gboolean flag;
  const char *now;
  const guchar *key; /* (nullable): a new one: accounts are switched on */
  const char *detail;
} Change;

static gboolean
log_change (StoreConnection *connection, const Change *change, GError **error)
{
  g_autofree char *detail = g_strdup_printf ("%s %" G_GINT64_FORMAT, change->detail, change->id);
  const char *author =
      connection->account_label != NULL ? connection->account_label : g_get_user_name ();

  return _store_account_log (connection, author, connection->account_id, STORE_ACCESS_ACCOUNT,
                             detail, error);
}

/* Somebody must be left who can let the others in, and who can give them the key. */
typedef struct
{
  guint n;
  guint n_with_key;
} Administrators;

static gboolean
count_administrators (StoreConnection *connection, Administrators *there, GError **error)
{
  g_autoptr (GPtrArray) accounts = store_accounts_list (connection, error);

  *there = (Administrators){ 0, 0 };
  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const StoreAccount *account = g_ptr_array_index (accounts, i);

      if (account->role != MODEL_ACCOUNT_ADMINISTRATOR || !account->is_active)
        continue;
      there->n++;
      there->n_with_key += account->has_key;
    }
  return accounts != NULL;
}

static gboolean
check_administrators (StoreConnection *connection, const Administrators *before, GError **error)
{
  Administrators there;

  if (!count_administrators (connection, &there, error))
    return FALSE;
  if (there.n > 0 && (there.n_with_key > 0 || before->n_with_key == 0))
    return TRUE;
  g_set_error_literal (
      error, STORE_ERROR, STORE_ERROR_CHECK,
      there.n == 0
          ? _ ("This is the last administrator: it can be neither closed nor given another role. "
               "Make another administrator first.")
          : _ ("This is the last administrator with the key of what is encrypted: without this "
               "account nobody could read it any more. Give another administrator a new password "
               "first."));
  return FALSE;
}

static gboolean
insert (StoreConnection *connection, gpointer data, GError **error)
{
  Change *change = data;
  const StoreAccount *wanted = change->wanted;
  const Secrets *secrets = change->secrets;
  g_autofree char *key = base_text_fold (wanted->name);
  g_autofree char *teacher =
      wanted->teacher_id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, wanted->teacher_id) : NULL;

  if (!check_wanted (connection, wanted, error)
      || !_store_account_run (
          connection, error,
          "INSERT INTO main.account (name, name_key, label, role, teacher_id, password, salt,"
          " wrapped_key, is_active, must_change, made_at) VALUES ($1, $2, $3, $4,"
          " CAST ($5 AS INTEGER), $6, $7, $8, 1, CAST ($9 AS INTEGER), $10)",
          wanted->name, key, wanted->label, model_account_role_key (wanted->role), teacher,
          secrets->hash, secrets->salt, secrets->wrapped, wanted->must_change ? "1" : "0",
          change->now, STORE_ACCOUNT_END))
    return FALSE;
  change->id = store_connection_last_id (connection);
  return log_change (connection, change, error);
}

static gboolean
insert_first (StoreConnection *connection, gpointer data, GError **error)
{
  Change *change = data;
  gboolean exist;

  if (!_store_accounts_exist (connection, &exist, error))
    return FALSE;
  if (exist)
    {
      g_set_error_literal (error, STORE_ERROR, STORE_ERROR_SIGN_IN,
                           _ ("This school has accounts since a moment ago. Sign in to go on."));
      return FALSE;
    }
  return insert (connection, change, error) && _store_vault_switch (connection, TRUE, error);
}

static gint64
add_first (StoreConnection *connection, Change *change, const char *password, GError **error)
{
  g_auto (Secrets) secrets = { NULL, NULL, NULL };
  guchar key[STORE_VAULT_KEY_BYTES];
  gboolean done;

  if (change->wanted->role != MODEL_ACCOUNT_ADMINISTRATOR)
    {
      g_set_error_literal (error, STORE_ERROR, STORE_ERROR_CHECK,
                           _ ("The first account is an administrator’s: it lets the others in."));
      return 0;
    }
  _store_vault_ready ();
  randombytes_buf (key, sizeof key);
  change->secrets = &secrets;
  done = make_secrets (&secrets, password, MODEL_ACCOUNT_ADMINISTRATOR, key, error);
  if (done)
    {
      _store_vault_take_key (connection, key);
      done = _store_vault_begin (connection, insert_first, change, error);
    }
  sodium_memzero (key, sizeof key);
  if (!done)
    _store_vault_forget (connection);
  return done
                 && store_connection_set_role (connection, MODEL_ACCOUNT_ADMINISTRATOR, change->id,
                                               0, error)
             ? change->id
             : 0;
}

/**
 * store_account_add:
 * @connection: a connection outside of transactions, of an administrator
 * @wanted: name, label, role, teacher and whether the password must be changed
 * @password: its password
 * @now: UTC timestamp
 * @error: return location for a #StoreError
 *
 * Adds an account. The first one switches accounts on: what is sealed from then on is encrypted
 * wherever it stands, and whoever made it has signed in with it.
 *
 * Returns: its id, or 0
 */
gint64
store_account_add (StoreConnection *connection,
                   const StoreAccount *wanted,
                   const char *password,
                   const char *now,
                   GError **error)
{
  g_auto (Secrets) secrets = { NULL, NULL, NULL };
  Change change = { wanted, 0, &secrets, FALSE, now, NULL, "add" };

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), 0);
  g_return_val_if_fail (wanted != NULL && password != NULL && now != NULL, 0);

  if (!require_administrator (connection, error) || !check_wanted (connection, wanted, error))
    return 0;
  if (connection->account_id == 0)
    return add_first (connection, &change, password, error);
  if (!require_key (connection, wanted->role, error)
      || !make_secrets (&secrets, password, wanted->role, connection->vault_key, error))
    return 0;
  return store_connection_transaction (connection, insert, &change, error) ? change.id : 0;
}

static gboolean
edit (StoreConnection *connection, gpointer data, GError **error)
{
  Change *change = data;
  const StoreAccount *wanted = change->wanted;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, wanted->id);
  g_autofree char *key = base_text_fold (wanted->name);
  g_autofree char *teacher =
      wanted->teacher_id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, wanted->teacher_id) : NULL;
  Administrators before;

  /* Whoever leaves the administration has no key any more. */
  return check_wanted (connection, wanted, error)
         && count_administrators (connection, &before, error)
         && _store_account_run (
             connection, error,
             "UPDATE main.account SET version = version + 1, name = $2, name_key = $3, label = $4,"
             " role = $5, teacher_id = CAST ($6 AS INTEGER),"
             " salt = CASE WHEN $7 = '1' THEN salt ELSE NULL END,"
             " wrapped_key = CASE WHEN $7 = '1' THEN wrapped_key ELSE NULL END"
             " WHERE id = CAST ($1 AS INTEGER)",
             id, wanted->name, key, wanted->label, model_account_role_key (wanted->role), teacher,
             model_account_has_key (wanted->role) ? "1" : "0", STORE_ACCOUNT_END)
         && check_administrators (connection, &before, error)
         && log_change (connection, change, error);
}

/* Of one's own account: what history says of its owner, from now on, and lets them write. */
static gboolean
refresh (StoreConnection *connection, gint64 id, GError **error)
{
  g_autoptr (StoreAccountRow) row = NULL;

  if (id != connection->account_id)
    return TRUE;
  row = _store_account_row_load (connection, id, error);
  if (row == NULL)
    return FALSE;
  g_free (connection->account_label);
  connection->account_label = g_strdup (row->account->label);
  return _store_connection_apply_role (connection, error);
}

/**
 * store_account_edit:
 * @connection: a connection outside of transactions, of an administrator
 * @wanted: id, and the name, label, role and teacher that it is to have
 * @error: return location for a #StoreError
 *
 * Changes an account. One that comes to the administration has the key of what is sealed only once
 * it was given a new password.
 *
 * Returns: whether it is changed
 */
gboolean
store_account_edit (StoreConnection *connection, const StoreAccount *wanted, GError **error)
{
  Change change = { wanted, wanted->id, NULL, FALSE, NULL, NULL, "edit" };
  g_autoptr (StoreAccountRow) row = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), FALSE);

  if (!require_administrator (connection, error))
    return FALSE;
  row = _store_account_row_load (connection, wanted->id, error);
  return row != NULL && check_wanted (connection, wanted, error)
         && store_connection_transaction (connection, edit, &change, error)
         && refresh (connection, wanted->id, error);
}

static gboolean
activate (StoreConnection *connection, gpointer data, GError **error)
{
  Change *change = data;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, change->id);
  Administrators before;

  return count_administrators (connection, &before, error)
         && _store_account_run (
             connection, error,
             "UPDATE main.account SET version = version + 1,"
             " is_active = CAST ($2 AS INTEGER), failures = 0, locked_until = NULL"
             " WHERE id = CAST ($1 AS INTEGER)",
             id, change->flag ? "1" : "0", STORE_ACCOUNT_END)
         && check_administrators (connection, &before, error)
         && log_change (connection, change, error);
}

/**
 * store_account_set_active:
 * @connection: a connection outside of transactions, of an administrator
 * @id: an account
 * @is_active: whether it may be signed in with
 * @error: return location for a #StoreError
 *
 * Closes an account or opens it again: a seat on which it has signed in is shut out at once.
 *
 * Returns: whether it is so
 */
gboolean
store_account_set_active (StoreConnection *connection,
                          gint64 id,
                          gboolean is_active,
                          GError **error)
{
  Change change = { NULL, id, NULL, is_active, NULL, NULL, is_active ? "enable" : "disable" };
  g_autoptr (StoreAccountRow) row = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), FALSE);

  if (!require_administrator (connection, error))
    return FALSE;
  row = _store_account_row_load (connection, id, error);
  return row != NULL && store_connection_transaction (connection, activate, &change, error);
}

static gboolean
set_password (StoreConnection *connection, gpointer data, GError **error)
{
  Change *change = data;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, change->id);

  return _store_account_run (connection, error,
                             "UPDATE main.account SET version = version + 1, password = $2,"
                             " salt = $3, wrapped_key = $4, must_change = CAST ($5 AS INTEGER),"
                             " failures = 0, locked_until = NULL WHERE id = CAST ($1 AS INTEGER)",
                             id, change->secrets->hash, change->secrets->salt,
                             change->secrets->wrapped, change->flag ? "1" : "0", STORE_ACCOUNT_END)
         && log_change (connection, change, error);
}

/**
 * store_account_reset:
 * @connection: a connection outside of transactions, of an administrator
 * @id: an account
 * @password: its new password, to be changed at the next signing in
 * @error: return location for a #StoreError
 *
 * Gives somebody a password, and with it the key of what is sealed when their role has it.
 *
 * Returns: whether it is set
 */
gboolean
store_account_reset (StoreConnection *connection, gint64 id, const char *password, GError **error)
{
  g_auto (Secrets) secrets = { NULL, NULL, NULL };
  Change change = { NULL, id, &secrets, TRUE, NULL, NULL, "reset" };
  g_autoptr (StoreAccountRow) row = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), FALSE);
  g_return_val_if_fail (password != NULL, FALSE);

  if (!require_administrator (connection, error))
    return FALSE;
  row = _store_account_row_load (connection, id, error);
  return row != NULL && require_key (connection, row->account->role, error)
         && make_secrets (&secrets, password, row->account->role, connection->vault_key, error)
         && store_connection_transaction (connection, set_password, &change, error);
}

/* (transfer full): one's own account, or %NULL when @password is not its password */
static StoreAccountRow *
check_own (StoreConnection *connection, const char *password, const char *now, GError **error)
{
  g_autoptr (StoreAccountRow) row =
      _store_account_row_load (connection, connection->account_id, error);
  g_autofree char *key = row != NULL ? base_text_fold (row->account->name) : NULL;

  return row != NULL ? _store_account_try (connection, key, password, now, error) : NULL;
}

/* There may have been too little memory to open the key when its owner signed in: an account never
 * loses it by another password. */
static gboolean
open_own_key (StoreConnection *connection,
              const StoreAccountRow *row,
              const char *password,
              GError **error)
{
  guchar key[STORE_VAULT_KEY_BYTES];

  if (connection->vault_key != NULL || row->wrapped_key == NULL)
    return TRUE;
  if (_store_vault_unwrap (row->wrapped_key, password, row->salt, key))
    _store_vault_take_key (connection, key);
  sodium_memzero (key, sizeof key);
  if (connection->vault_key != NULL)
    return TRUE;
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_SEALED,
                       _ ("The key of what is encrypted could not be opened, and a new password "
                          "would lose it. Close other programs to free memory, then try again."));
  return FALSE;
}

/* The one that was given is known to who gave it. */
static gboolean
check_other (StoreConnection *connection,
             const char *old_password,
             const char *password,
             GError **error)
{
  if (!connection->must_change || !g_str_equal (old_password, password))
    return TRUE;
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_CHECK,
                       _ ("This is the one that you were given: choose another."));
  return FALSE;
}

/**
 * store_account_change_password:
 * @connection: a connection outside of transactions, on which somebody has signed in
 * @old_password: their password
 * @password: another one
 * @now: UTC timestamp
 * @error: return location for a #StoreError: %STORE_ERROR_PASSWORD, %STORE_ERROR_LOCKED
 *
 * Changes one's own password. Wrong ones count as those at the door do. Whoever was given one, and
 * had to choose another, may go on from then.
 *
 * Returns: whether it is changed
 */
gboolean
store_account_change_password (StoreConnection *connection,
                               const char *old_password,
                               const char *password,
                               const char *now,
                               GError **error)
{
  g_auto (Secrets) secrets = { NULL, NULL, NULL };
  Change change = { NULL, connection->account_id, &secrets, FALSE, NULL, NULL, "password" };
  g_autoptr (StoreAccountRow) row = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), FALSE);
  g_return_val_if_fail (old_password != NULL && password != NULL && now != NULL, FALSE);

  row = check_own (connection, old_password, now, error);
  if (row == NULL || !check_other (connection, old_password, password, error)
      || !open_own_key (connection, row, old_password, error)
      || !make_secrets (&secrets, password, connection->role, connection->vault_key, error)
      || !store_connection_transaction (connection, set_password, &change, error))
    return FALSE;
  if (!connection->must_change)
    return TRUE;
  connection->must_change = FALSE;
  return _store_connection_apply_role (connection, error);
}

static gboolean
remove_all (StoreConnection *connection, gpointer data, GError **error)
{
  Change *change = data;

  return _store_vault_switch (connection, FALSE, error) && log_change (connection, change, error)
         && _store_account_run (connection, error, "DELETE FROM main.account", STORE_ACCOUNT_END);
}

/**
 * store_accounts_switch_off:
 * @connection: a connection outside of transactions, of an administrator
 * @password: their password
 * @now: UTC timestamp
 * @error: return location for a #StoreError: %STORE_ERROR_PASSWORD, %STORE_ERROR_LOCKED
 *
 * Takes all accounts away and opens what was sealed: everybody may all again.
 *
 * Returns: whether it is so
 */
gboolean
store_accounts_switch_off (StoreConnection *connection,
                           const char *password,
                           const char *now,
                           GError **error)
{
  Change change = { NULL, connection->account_id, NULL, FALSE, NULL, NULL, "switch off" };
  g_autoptr (StoreAccountRow) row = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), FALSE);
  g_return_val_if_fail (password != NULL && now != NULL, FALSE);

  if (!require_administrator (connection, error))
    return FALSE;
  row = check_own (connection, password, now, error);
  if (row == NULL || !open_own_key (connection, row, password, error)
      || !require_key (connection, MODEL_ACCOUNT_ADMINISTRATOR, error)
      || !_store_vault_begin (connection, remove_all, &change, error))
    return FALSE;
  _store_vault_forget (connection);
  return store_connection_set_role (connection, MODEL_ACCOUNT_ADMINISTRATOR, 0, 0, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-role.h"

#include <glib/gi18n-lib.h>

#include "store-connection-private.h"
#include "store-vault-private.h"

/**
 * _store_connection_trust:
 * @self: a connection
 * @trust: how far the store itself goes beyond the role, until it is given back
 *
 * Returns: what it was
 */
StoreTrust
_store_connection_trust (StoreConnection *self, StoreTrust trust)
{
  StoreTrust before = self->trust;

  self->trust = trust;
  if (self->link != NULL)
    self->driver->set_trust (self->link, trust);
  return before;
}

/**
 * store_connection_open_copy:
 * @path: a database that the program itself has just made of another one, for itself alone
 * @mode: as of store_connection_open()
 * @error: return location for a #StoreError
 *
 * Nobody signs in to what becomes of a backup before it is restored: whoever wants that was asked
 * whether they may. What is sealed in it stays so.
 *
 * Returns: (transfer full): a connection that may do everything, or %NULL
 */
StoreConnection *
store_connection_open_copy (const char *path, StoreOpenMode mode, GError **error)
{
  StoreConnection *self = store_connection_open (path, mode, error);

  if (self != NULL)
    _store_connection_trust (self, STORE_TRUST_ALL);
  return self;
}

/**
 * _store_connection_apply_role:
 * @self: a connection outside of transactions
 * @error: return location
 *
 * Makes the engine hold the role that the connection has; after reopening, too.
 *
 * Returns: whether it does
 */
gboolean
_store_connection_apply_role (StoreConnection *self, GError **error)
{
  StoreRoleTaker who = { self->role, self->account_id, self->teacher_id, self->account_label,
                         self->must_change };

  _store_connection_drop_idle (self);
  if (self->driver->set_role (self->link, &who, error))
    return TRUE;
  self->role = MODEL_ACCOUNT_NOBODY;
  return FALSE;
}

static gboolean
become (StoreConnection *self,
        ModelAccountRole role,
        gint64 account_id,
        gint64 teacher_id,
        const char *label,
        gboolean must_change,
        GError **error)
{
  self->role = role;
  self->account_id = account_id;
  self->teacher_id = teacher_id;
  g_free (self->account_label);
  self->account_label = g_strdup (label);
  self->must_change = must_change;
  if (!model_account_has_key (role))
    _store_vault_forget (self);
  return _store_connection_apply_role (self, error);
}

typedef struct
{
  ModelAccountRole role;
  gint64 teacher_id;
  gboolean is_active;
  gboolean must_change;
  gboolean found;
  char *label;
} Row;

static gboolean
read_row (StoreConnection *self, gint64 id, Row *row, GError **error)
{
  StoreTrust before = _store_connection_trust (self, STORE_TRUST_ALL);
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      self,
      "SELECT role, COALESCE (teacher_id, 0), is_active, label, must_change FROM main.account"
      " WHERE id = $1",
      error);
  gboolean done = statement != NULL;

  if (done)
    {
      store_statement_bind_int (statement, 1, id);
      done = store_statement_step (statement, &row->found, error);
    }
  if (done && row->found)
    {
      row->role = model_account_role_from_key (store_statement_get_text (statement, 0));
      row->teacher_id = store_statement_get_int (statement, 1);
      row->is_active = store_statement_get_int (statement, 2) != 0;
      row->label = g_strdup (store_statement_get_text (statement, 3));
      row->must_change = store_statement_get_int (statement, 4) != 0;
    }
  _store_connection_trust (self, before);
  return done;
}

static gboolean
is_narrower (ModelAccountRole from, ModelAccountRole to)
{
  return to == MODEL_ACCOUNT_NOBODY || from == to || from == MODEL_ACCOUNT_ADMINISTRATOR
         || (from == MODEL_ACCOUNT_SECRETARY && to != MODEL_ACCOUNT_ADMINISTRATOR);
}

/**
 * store_connection_set_role:
 * @self: a connection outside of transactions
 * @role: who works with it from now on; %MODEL_ACCOUNT_NOBODY: signed out
 * @account_id: their account; 0 without accounts
 * @teacher_id: the teacher that a teacher's account is of; else 0
 * @error: return location for a #StoreError; %STORE_ERROR_DENIED for what is wider than the role
 *   that it has, or is not what the account says
 *
 * From now on the connection does what that role may do and no more. Who has a role can only be
 * given a narrower one; the role of another account is taken from nobody's on, and is what its row
 * in the database says. Whoever must choose a password may do nothing before it is chosen.
 *
 * Returns: whether it is so
 */
gboolean
store_connection_set_role (StoreConnection *self,
                           ModelAccountRole role,
                           gint64 account_id,
                           gint64 teacher_id,
                           GError **error)
{
  Row row = { MODEL_ACCOUNT_NOBODY, 0, FALSE, FALSE, FALSE, NULL };
  g_autofree char *label = NULL;
  gboolean is_said = FALSE;

  g_return_val_if_fail (STORE_IS_CONNECTION (self), FALSE);
  g_return_val_if_fail (self->depth == 0, FALSE);

  if (!_store_connection_ensure (self, error))
    return FALSE;
  if (role == MODEL_ACCOUNT_NOBODY)
    return become (self, role, 0, 0, NULL, FALSE, error);
  if (account_id != 0 && !read_row (self, account_id, &row, error))
    return FALSE;
  label = row.label;
  is_said = row.found && row.is_active && row.role == role && row.teacher_id == teacher_id;
  if ((account_id != 0 && !is_said)
      || (self->role == MODEL_ACCOUNT_NOBODY ? !is_said : !is_narrower (self->role, role)))
    {
      g_set_error_literal (error, STORE_ERROR, STORE_ERROR_DENIED,
                           _ ("This account has no such role. Sign in again."));
      return FALSE;
    }
  return become (self, role, account_id, teacher_id, label, row.must_change, error);
}

/**
 * store_connection_get_role:
 * @self: a connection
 *
 * Returns: who works with it: an administrator where there are no accounts
 */
ModelAccountRole
store_connection_get_role (StoreConnection *self)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (self), MODEL_ACCOUNT_NOBODY);

  return self->role;
}

/**
 * store_connection_get_account_id:
 * @self: a connection
 *
 * Returns: whose account works with it, 0: nobody's
 */
gint64
store_connection_get_account_id (StoreConnection *self)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (self), 0);

  return self->account_id;
}

static gboolean
refuse (StoreConnection *self, const char *sentence, GError **error)
{
  /* Views cannot go inside a transaction: the next look, outside of one, takes the role away. */
  if (self->depth == 0)
    become (self, MODEL_ACCOUNT_NOBODY, 0, 0, NULL, FALSE, NULL);
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_SIGN_IN, sentence);
  return FALSE;
}

static gboolean
check_account (StoreConnection *self, GError **error)
{
  Row row = { MODEL_ACCOUNT_NOBODY, 0, FALSE, FALSE, FALSE, NULL };
  gboolean is_same;

  if (!read_row (self, self->account_id, &row, error))
    return FALSE;
  is_same = row.found && row.is_active && row.role == self->role
            && row.teacher_id == self->teacher_id && row.must_change == self->must_change
            && g_strcmp0 (row.label, self->account_label) == 0;
  g_free (row.label);
  return is_same
         || refuse (self,
                    _ ("Your account was closed or changed by an administrator meanwhile. Sign in "
                       "again, or ask them."),
                    error);
}

/**
 * store_connection_check_role:
 * @self: a connection
 * @error: return location for a #StoreError; %STORE_ERROR_SIGN_IN when the account is not what it
 *   was when its owner signed in, or when there are accounts since
 *
 * Looks whether who works with the connection still may. Costs next to nothing.
 *
 * Returns: whether they may
 */
gboolean
store_connection_check_role (StoreConnection *self, GError **error)
{
  gboolean exist;

  g_return_val_if_fail (STORE_IS_CONNECTION (self), FALSE);

  if (self->role == MODEL_ACCOUNT_NOBODY)
    return TRUE;
  if (self->account_id != 0)
    return check_account (self, error);
  if (self->role != MODEL_ACCOUNT_ADMINISTRATOR)
    return TRUE;
  if (!_store_accounts_exist (self, &exist, error))
    return FALSE;
  return !exist
         || refuse (self, _ ("This school has accounts since a moment ago. Sign in to go on."),
                    error);
}

/**
 * _store_accounts_exist:
 * @self: a connection
 * @exist: (out): whether the database has accounts
 * @error: return location
 *
 * Returns: whether it could be asked
 */
gboolean
_store_accounts_exist (StoreConnection *self, gboolean *exist, GError **error)
{
  StoreTrust before = self->role != MODEL_ACCOUNT_ADMINISTRATOR
                          ? _store_connection_trust (self, STORE_TRUST_ALL)
                          : self->trust;
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (self, "SELECT 1 FROM main.account LIMIT 1", error);
  gboolean done;

  *exist = FALSE;
  done = statement != NULL && store_statement_step (statement, exist, error);
  /* A statement that is left open holds a lock. */
  if (statement != NULL)
    store_statement_reset (statement);
  _store_connection_trust (self, before);
  return done;
}

/**
 * _store_connection_begin_role:
 * @self: a connection just opened
 * @error: return location
 *
 * Where there are accounts nobody may do anything before signing in.
 *
 * Returns: whether it is known
 */
gboolean
_store_connection_begin_role (StoreConnection *self, GError **error)
{
  gboolean exist;

  if (!_store_accounts_exist (self, &exist, error))
    return FALSE;
  return !exist || become (self, MODEL_ACCOUNT_NOBODY, 0, 0, NULL, FALSE, error);
}

/**
 * _store_connection_may_go_on:
 * @self: a connection
 * @error: return location
 *
 * Whoever works here may have been shut out meanwhile. What else goes wrong the job itself meets.
 *
 * Returns: whether a job may begin
 */
gboolean
_store_connection_may_go_on (StoreConnection *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (store_connection_check_role (self, &local)
      || !g_error_matches (local, STORE_ERROR, STORE_ERROR_SIGN_IN))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

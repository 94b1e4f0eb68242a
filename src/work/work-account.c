/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-account.h"

#include <glib/gi18n-lib.h>

#include "work-query-private.h"
#include "work-school-private.h"

/**
 * work_account_free:
 * @account: (nullable) (transfer full): an account
 */
void
work_account_free (WorkAccount *account)
{
  if (account == NULL)
    return;
  g_free (account->name);
  g_free (account->label);
  g_free (account);
}

/**
 * work_account_info_free:
 * @info: (nullable) (transfer full): an account
 */
void
work_account_info_free (WorkAccountInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->name);
  g_free (info->label);
  g_free (info->teacher);
  g_free (info->made_at);
  g_free (info->last_at);
  g_free (info->locked_until);
  g_free (info);
}

/**
 * work_school_has_accounts:
 * @self: a school
 *
 * Returns: whether one must sign in to work in it
 */
gboolean
work_school_has_accounts (WorkSchool *self)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), FALSE);

  return FALSE;
}

/**
 * work_school_needs_sign_in:
 * @self: a school
 *
 * Returns: whether it has accounts and nobody has signed in
 */
gboolean
work_school_needs_sign_in (WorkSchool *self)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), FALSE);

  return FALSE;
}

static gpointer
sign_in_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (TRUE);
}

/**
 * work_school_sign_in:
 * @self: a school
 * @name: the account's name
 * @password: its password
 * @error: return location for a #WorkError
 *
 * Signs in and waits for it, which takes half a second.
 *
 * Returns: whether it is done
 */
gboolean
work_school_sign_in (WorkSchool *self, const char *name, const char *password, GError **error)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), FALSE);

  return store_queue_run (work_school_get_queue (self), sign_in_func, NULL, NULL, error) != NULL;
}

/**
 * work_school_sign_in_async:
 * @self: a school
 * @name: the account's name
 * @password: its password
 * @cancellable: (nullable): stops it before it has begun
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Signs in.
 */
void
work_school_sign_in_async (WorkSchool *self,
                           const char *name,
                           const char *password,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (WORK_IS_SCHOOL (self));

  _work_school_run_async (self, work_school_sign_in_async, sign_in_func, NULL, NULL, NULL,
                          cancellable, callback, user_data);
}

/**
 * work_school_sign_in_finish:
 * @self: a school
 * @result: of work_school_sign_in_async()
 * @error: return location for a #WorkError
 *
 * Returns: whether it is done
 */
gboolean
work_school_sign_in_finish (WorkSchool *self, GAsyncResult *result, GError **error)
{
  return _work_school_run_finish (self, work_school_sign_in_async, result, error) != NULL;
}

/**
 * work_school_sign_out:
 * @self: a school
 *
 * Nobody works in it any more.
 */
void
work_school_sign_out (WorkSchool *self)
{
  g_return_if_fail (WORK_IS_SCHOOL (self));
}

/**
 * work_school_get_account:
 * @self: a school
 *
 * Returns: (transfer none) (nullable): who has signed in, until the next signing in or out
 */
const WorkAccount *
work_school_get_account (WorkSchool *self)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), NULL);

  return NULL;
}

/**
 * work_school_may:
 * @self: a school
 * @act: what somebody wants to do
 *
 * Returns: whether who has signed in may; where there are no accounts everybody may all
 */
ModelMay
work_school_may (WorkSchool *self, ModelAct act)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), MODEL_MAY_NO);

  return model_account_may (MODEL_ACCOUNT_ADMINISTRATOR, act);
}

static gpointer
list_accounts (StoreConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) work_account_info_free);
}

/**
 * work_query_accounts_new:
 *
 * Returns: (transfer full): a query; its result is a #GPtrArray of #WorkAccountInfo, by label
 */
WorkQuery *
work_query_accounts_new (void)
{
  return _work_query_new (list_accounts, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}

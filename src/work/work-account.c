/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-account.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "base-date.h"
#include "model-person.h"
#include "store-error.h"
#include "store-record.h"
#include "work-error.h"
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
 * _work_account_translate:
 * @error: (nullable): an error of the store
 *
 * Makes it one of ours when it is about who may what.
 */
void
_work_account_translate (GError *error)
{
  static const struct
  {
    StoreError store;
    WorkError work;
  } codes[] = {
    { STORE_ERROR_SIGN_IN, WORK_ERROR_SIGN_IN },
    { STORE_ERROR_PASSWORD, WORK_ERROR_PASSWORD },
    { STORE_ERROR_LOCKED, WORK_ERROR_LOCKED },
  };

  for (guint i = 0; error != NULL && i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, STORE_ERROR, (int) codes[i].store))
      {
        error->domain = WORK_ERROR;
        error->code = (int) codes[i].work;
      }
}

/**
 * _work_account_from_store:
 * @account: an account of the store
 *
 * Returns: (transfer full): what the window knows of it
 */
WorkAccount *
_work_account_from_store (const StoreAccount *account)
{
  WorkAccount *mine = g_new0 (WorkAccount, 1);

  mine->id = account->id;
  mine->name = g_strdup (account->name);
  mine->label = g_strdup (account->label);
  mine->role = account->role;
  mine->teacher_id = account->teacher_id;
  mine->must_change = account->must_change;
  return mine;
}

typedef struct
{
  char *name;
  char *password;
} SignIn;

static SignIn *
sign_in_new (const char *name, const char *password)
{
  SignIn *call = g_new (SignIn, 1);

  call->name = g_strdup (name);
  call->password = g_strdup (password);
  return call;
}

static void
sign_in_free (gpointer data)
{
  SignIn *call = data;

  sodium_memzero (call->password, strlen (call->password));
  g_free (call->password);
  g_free (call->name);
  g_free (call);
}

/* What became of it. */
typedef struct
{
  StoreAccount *account; /* (owned) (nullable) */
  GError *error;         /* (owned) (nullable): without @account */
  char *closed_until;    /* (owned) (nullable) */
} SignedIn;

static void
signed_in_free (gpointer data)
{
  SignedIn *signed_in = data;

  store_account_free (signed_in->account);
  g_clear_error (&signed_in->error);
  g_free (signed_in->closed_until);
  g_free (signed_in);
}

static gpointer
sign_in_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const SignIn *call = data;
  g_autofree char *now = base_date_now_utc ();
  SignedIn *signed_in = g_new0 (SignedIn, 1);

  signed_in->account =
      store_account_sign_in (connection, call->name, call->password, now, &signed_in->error);
  signed_in->closed_until = g_strdup (store_account_get_closed_until (connection));
  return signed_in;
}

static gboolean
take (WorkSchool *self, SignedIn *signed_in, GError **error)
{
  gboolean done = signed_in != NULL && signed_in->account != NULL;

  if (signed_in == NULL)
    return FALSE;
  _work_school_set_closed_until (self, signed_in->closed_until);
  if (done)
    _work_school_set_account (self, _work_account_from_store (signed_in->account), TRUE);
  else
    {
      _work_account_translate (signed_in->error);
      g_propagate_error (error, g_steal_pointer (&signed_in->error));
    }
  signed_in_free (signed_in);
  return done;
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
  SignIn *call;
  SignedIn *signed_in;

  g_return_val_if_fail (WORK_IS_SCHOOL (self), FALSE);
  g_return_val_if_fail (name != NULL && password != NULL, FALSE);

  call = sign_in_new (name, password);
  signed_in = store_queue_run (work_school_get_queue (self), sign_in_func, call, NULL, error);
  sign_in_free (call);
  return take (self, signed_in, error);
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
 * Signs in. The account is there once work_school_sign_in_finish() is called.
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
  g_return_if_fail (name != NULL && password != NULL);

  _work_school_run_async (self, work_school_sign_in_async, sign_in_func,
                          sign_in_new (name, password), sign_in_free, signed_in_free, cancellable,
                          callback, user_data);
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
  return take (self, _work_school_run_finish (self, work_school_sign_in_async, result, error),
               error);
}

static gpointer
sign_out_func (StoreConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  store_account_sign_out (connection, error);
  return NULL;
}

/**
 * work_school_sign_out:
 * @self: a school
 *
 * Nobody works in it any more. What was asked for before ends as it would have.
 */
void
work_school_sign_out (WorkSchool *self)
{
  g_return_if_fail (WORK_IS_SCHOOL (self));

  if (work_school_get_account (self) == NULL)
    return;
  _work_school_set_account (self, NULL, TRUE);
  _work_school_run_async (self, work_school_sign_out, sign_out_func, NULL, NULL, NULL, NULL, NULL,
                          NULL);
}

/**
 * work_school_may:
 * @self: a school
 * @act: what somebody wants to do
 *
 * Returns: whether who has signed in may; where there are no accounts everybody may all, and who
 *   must choose a password may nothing before
 */
ModelMay
work_school_may (WorkSchool *self, ModelAct act)
{
  const WorkAccount *account;

  g_return_val_if_fail (WORK_IS_SCHOOL (self), MODEL_MAY_NO);

  account = work_school_get_account (self);
  if (work_school_needs_sign_in (self) || (account != NULL && account->must_change))
    return MODEL_MAY_NO;
  return model_account_may (account != NULL ? account->role : MODEL_ACCOUNT_ADMINISTRATOR, act);
}

/**
 * work_school_require:
 * @self: a school
 * @act: what somebody wants to do
 * @error: return location for a #WorkError
 *
 * Returns: whether who has signed in may, of anything or of their own
 */
gboolean
work_school_require (WorkSchool *self, ModelAct act, GError **error)
{
  const WorkAccount *account;

  g_return_val_if_fail (WORK_IS_SCHOOL (self), FALSE);

  account = work_school_get_account (self);
  if (work_school_may (self, act) != MODEL_MAY_NO)
    return TRUE;
  if (work_school_needs_sign_in (self))
    g_set_error_literal (error, WORK_ERROR, WORK_ERROR_SIGN_IN,
                         _ ("This school has accounts. Sign in to open it."));
  else if (account != NULL && account->must_change)
    g_set_error_literal (error, WORK_ERROR, WORK_ERROR_NOT_ALLOWED,
                         _ ("Choose a password of your own first: the one that you have was given "
                            "to you."));
  else
    g_set_error (error, WORK_ERROR, WORK_ERROR_NOT_ALLOWED,
                 _ ("Your account may not do this (%s). Ask an administrator of Paraphe."),
                 model_act_label (act));
  return FALSE;
}

static WorkAccountInfo *
describe (StoreConnection *connection, const StoreAccount *account)
{
  WorkAccountInfo *info = g_new0 (WorkAccountInfo, 1);
  g_autoptr (ModelRecord) teacher =
      account->teacher_id != 0
          ? store_load (connection, MODEL_ENTITY_TEACHER, account->teacher_id, NULL)
          : NULL;

  info->id = account->id;
  info->name = g_strdup (account->name);
  info->label = g_strdup (account->label);
  info->role = account->role;
  info->teacher_id = account->teacher_id;
  info->teacher = teacher != NULL ? model_person_name (teacher) : NULL;
  info->is_active = account->is_active;
  info->must_change = account->must_change;
  info->has_key = account->has_key;
  info->made_at = g_strdup (account->made_at);
  info->last_at = g_strdup (account->last_at);
  info->locked_until = g_strdup (account->locked_until);
  return info;
}

static gpointer
list_accounts (StoreConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GPtrArray) accounts = store_accounts_list (connection, error);
  GPtrArray *infos;

  if (accounts == NULL)
    return NULL;
  infos = g_ptr_array_new_with_free_func ((GDestroyNotify) work_account_info_free);
  for (guint i = 0; i < accounts->len; i++)
    g_ptr_array_add (infos, describe (connection, g_ptr_array_index (accounts, i)));
  return infos;
}

/**
 * work_query_accounts_new:
 *
 * Returns: (transfer full): a query; its result is a #GPtrArray of #WorkAccountInfo, by label; none
 *   for who is not of the administration
 */
WorkQuery *
work_query_accounts_new (void)
{
  return _work_query_new (list_accounts, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}

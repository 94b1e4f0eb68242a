/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-account.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "base-date.h"
#include "base-text.h"
#include "store-role.h"
#include "work-error.h"
#include "work-school-private.h"

typedef enum
{
  CHANGE_ADD,
  CHANGE_EDIT,
  CHANGE_ACTIVATE,
  CHANGE_RESET,
  CHANGE_PASSWORD,
  CHANGE_SWITCH_OFF
} ChangeKind;

struct _WorkAccountChange
{
  ChangeKind kind;
  gint64 id;
  char *name;
  char *label;
  ModelAccountRole role;
  gint64 teacher_id;
  char *password;
  char *old_password;
  gboolean flag;
};

static void
wipe (char *text)
{
  if (text != NULL)
    sodium_memzero (text, strlen (text));
  g_free (text);
}

/**
 * work_account_change_free:
 * @change: (nullable) (transfer full): what is not to be done any more
 *
 * The passwords in it are wiped.
 */
void
work_account_change_free (WorkAccountChange *change)
{
  if (change == NULL)
    return;
  g_free (change->name);
  g_free (change->label);
  wipe (change->password);
  wipe (change->old_password);
  g_free (change);
}

static WorkAccountChange *
change_new (ChangeKind kind, gint64 id)
{
  WorkAccountChange *change = g_new0 (WorkAccountChange, 1);

  change->kind = kind;
  change->id = id;
  return change;
}

/**
 * work_account_add_new:
 * @name: what is typed to sign in
 * @label: what is shown and what history says
 * @role: what it is for; the first account is an administrator's
 * @teacher_id: the teacher that it is of, for a teacher's; else 0
 * @password: its password
 * @must_change: whether another must be chosen at the first signing in
 *
 * Returns: (transfer full): a change that adds an account
 */
WorkAccountChange *
work_account_add_new (const char *name,
                      const char *label,
                      ModelAccountRole role,
                      gint64 teacher_id,
                      const char *password,
                      gboolean must_change)
{
  WorkAccountChange *change = change_new (CHANGE_ADD, 0);

  change->name = g_strdup (name);
  change->label = g_strdup (label);
  change->role = role;
  change->teacher_id = teacher_id;
  change->password = g_strdup (password);
  change->flag = must_change;
  return change;
}

/**
 * work_account_edit_new:
 * @id: an account
 * @name: what is typed to sign in
 * @label: what is shown and what history says
 * @role: what it is for
 * @teacher_id: the teacher that it is of, for a teacher's; else 0
 *
 * Returns: (transfer full): a change
 */
WorkAccountChange *
work_account_edit_new (gint64 id,
                       const char *name,
                       const char *label,
                       ModelAccountRole role,
                       gint64 teacher_id)
{
  WorkAccountChange *change = change_new (CHANGE_EDIT, id);

  change->name = g_strdup (name);
  change->label = g_strdup (label);
  change->role = role;
  change->teacher_id = teacher_id;
  return change;
}

/**
 * work_account_activate_new:
 * @id: an account
 * @is_active: whether it may be signed in with
 *
 * Returns: (transfer full): a change
 */
WorkAccountChange *
work_account_activate_new (gint64 id, gboolean is_active)
{
  WorkAccountChange *change = change_new (CHANGE_ACTIVATE, id);

  change->flag = is_active;
  return change;
}

/**
 * work_account_reset_new:
 * @id: an account of somebody else
 * @password: the password to give them
 *
 * Returns: (transfer full): a change, after which they must choose another
 */
WorkAccountChange *
work_account_reset_new (gint64 id, const char *password)
{
  WorkAccountChange *change = change_new (CHANGE_RESET, id);

  change->password = g_strdup (password);
  return change;
}

/**
 * work_account_password_new:
 * @old_password: the one that whoever has signed in has now
 * @password: the one that they want
 *
 * Returns: (transfer full): a change
 */
WorkAccountChange *
work_account_password_new (const char *old_password, const char *password)
{
  WorkAccountChange *change = change_new (CHANGE_PASSWORD, 0);

  change->old_password = g_strdup (old_password);
  change->password = g_strdup (password);
  return change;
}

/**
 * work_account_switch_off_new:
 * @password: the one of the administrator who has signed in
 *
 * Returns: (transfer full): a change that takes all accounts away and opens what was sealed
 */
WorkAccountChange *
work_account_switch_off_new (const char *password)
{
  WorkAccountChange *change = change_new (CHANGE_SWITCH_OFF, 0);

  change->old_password = g_strdup (password);
  return change;
}

/* What became of it. */
typedef struct
{
  gint64 id;
  gboolean has_accounts;
  StoreAccount *current; /* (owned) (nullable): who has signed in afterwards */
} Applied;

static void
applied_free (gpointer data)
{
  Applied *applied = data;

  store_account_free (applied->current);
  g_free (applied);
}

static gboolean
check_password (const WorkAccountChange *change, GError **error)
{
  g_autofree char *problem =
      change->password != NULL ? work_password_problem (change->password, change->name) : NULL;

  if (problem != NULL)
    g_set_error_literal (error, WORK_ERROR, WORK_ERROR_REFUSED, problem);
  return problem == NULL;
}

static gboolean
apply (StoreConnection *connection, const WorkAccountChange *change, gint64 *id, GError **error)
{
  const StoreAccount wanted = { .id = change->id,
                                .name = change->name,
                                .label = change->label,
                                .role = change->role,
                                .teacher_id = change->teacher_id,
                                .must_change = change->flag };
  g_autofree char *now = base_date_now_utc ();

  switch (change->kind)
    {
    case CHANGE_ADD:
      *id = store_account_add (connection, &wanted, change->password, now, error);
      return *id != 0;
    case CHANGE_EDIT:
      return store_account_edit (connection, &wanted, error);
    case CHANGE_ACTIVATE:
      return store_account_set_active (connection, change->id, change->flag, error);
    case CHANGE_RESET:
      return store_account_reset (connection, change->id, change->password, error);
    case CHANGE_PASSWORD:
      *id = store_connection_get_account_id (connection);
      return store_account_change_password (connection, change->old_password, change->password, now,
                                            error);
    case CHANGE_SWITCH_OFF:
      *id = store_connection_get_account_id (connection);
      return store_accounts_switch_off (connection, change->old_password, now, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gpointer
apply_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const WorkAccountChange *change = data;
  Applied *applied;
  gint64 id = change->id;

  if (!check_password (change, error) || !apply (connection, change, &id, error))
    return NULL;
  applied = g_new0 (Applied, 1);
  applied->id = id;
  applied->has_accounts = change->kind != CHANGE_SWITCH_OFF;
  applied->current = store_account_current (connection, NULL);
  return applied;
}

static gint64
take (WorkSchool *self, Applied *applied)
{
  gint64 id;

  if (applied == NULL)
    return 0;
  id = applied->id;
  _work_school_set_account (
      self, applied->current != NULL ? _work_account_from_store (applied->current) : NULL,
      applied->has_accounts);
  applied_free (applied);
  return id;
}

/**
 * work_school_apply_account:
 * @self: a school
 * @change: what to do
 * @error: return location for a #WorkError
 *
 * Does it and waits for it.
 *
 * Returns: the account's id; 0 when it could not be done
 */
gint64
work_school_apply_account (WorkSchool *self, WorkAccountChange *change, GError **error)
{
  g_autoptr (GError) local = NULL;
  Applied *applied;

  g_return_val_if_fail (WORK_IS_SCHOOL (self), 0);

  applied = store_queue_run (work_school_get_queue (self), apply_func, change, NULL, &local);
  if (applied == NULL)
    {
      _work_account_translate (local);
      g_propagate_error (error, g_steal_pointer (&local));
    }
  return take (self, applied);
}

/**
 * work_school_apply_account_async:
 * @self: a school
 * @change: (transfer full): what to do
 * @cancellable: (nullable): stops it before it has begun
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Does it.
 */
void
work_school_apply_account_async (WorkSchool *self,
                                 WorkAccountChange *change,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (WORK_IS_SCHOOL (self));

  _work_school_run_async (self, work_school_apply_account_async, apply_func, change,
                          (GDestroyNotify) work_account_change_free, applied_free, cancellable,
                          callback, user_data);
}

/**
 * work_school_apply_account_finish:
 * @self: a school
 * @result: of work_school_apply_account_async()
 * @error: return location for a #WorkError
 *
 * Returns: the account's id; 0 when it could not be done
 */
gint64
work_school_apply_account_finish (WorkSchool *self, GAsyncResult *result, GError **error)
{
  return take (self,
               _work_school_run_finish (self, work_school_apply_account_async, result, error));
}

/**
 * work_password_problem:
 * @password: a password that somebody wants to have
 * @name: (nullable): of their account
 *
 * Returns: (transfer full) (nullable): a sentence: why it is too weak; %NULL: it is not
 */
char *
work_password_problem (const char *password, const char *name)
{
  g_autofree char *key = base_text_fold (password);
  g_autofree char *name_key = base_text_fold (name != NULL ? name : "");

  if (!g_utf8_validate (password, -1, NULL) || g_utf8_strlen (password, -1) < WORK_PASSWORD_MIN)
    return g_strdup_printf (_ ("The password is too short: %d characters at least. A short "
                               "sentence makes a good one."),
                            WORK_PASSWORD_MIN);
  if (name_key[0] != '\0' && strstr (key, name_key) != NULL)
    return g_strdup (_ ("The password has the account’s name in it. Choose another."));
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-account.h"
#include "work-query.h"
#include "work-school.h"

G_BEGIN_DECLS

/* A password has at least as many characters. */
#define WORK_PASSWORD_MIN 12

/**
 * WorkAccount:
 *
 * Who has signed in.
 */
typedef struct
{
  gint64 id;
  char *name;  /* what is typed */
  char *label; /* what is shown and what history says: "Mme Martin" */
  ModelAccountRole role;
  gint64 teacher_id;    /* the teacher that a teacher's account is of; else 0 */
  gboolean must_change; /* the password, before anything else */
} WorkAccount;

void work_account_free (WorkAccount *account);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkAccount, work_account_free)

/**
 * WorkAccountInfo:
 *
 * An account as administrators see it.
 */
typedef struct
{
  gint64 id;
  char *name;
  char *label;
  ModelAccountRole role;
  gint64 teacher_id;
  char *teacher; /* (nullable): their name */
  gboolean is_active;
  gboolean must_change;
  gboolean has_key;   /* its password opens what is encrypted */
  char *made_at;      /* UTC timestamp */
  char *last_at;      /* (nullable): of the last signing in */
  char *locked_until; /* (nullable) */
} WorkAccountInfo;

void work_account_info_free (WorkAccountInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkAccountInfo, work_account_info_free)

/* Whether the school has accounts, and whether nobody has signed in yet. */
gboolean work_school_has_accounts (WorkSchool *self);
gboolean work_school_needs_sign_in (WorkSchool *self);

/* WORK_ERROR_PASSWORD (how many tries are left), WORK_ERROR_LOCKED (until when). */
gboolean
work_school_sign_in (WorkSchool *self, const char *name, const char *password, GError **error);
void work_school_sign_in_async (WorkSchool *self,
                                const char *name,
                                const char *password,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean work_school_sign_in_finish (WorkSchool *self, GAsyncResult *result, GError **error);
/* After WORK_ERROR_LOCKED: a UTC timestamp, of the account that was tried last; else NULL. */
const char *work_school_get_closed_until (WorkSchool *self);
/* At once: whatever is still under way ends as the account that began it. */
void work_school_sign_out (WorkSchool *self);

/* Of the main thread; NULL: nobody has signed in, or there are no accounts. */
const WorkAccount *work_school_get_account (WorkSchool *self);
/* YES where there are no accounts. */
ModelMay work_school_may (WorkSchool *self, ModelAct act);
/* WORK_ERROR_NOT_ALLOWED for NO, in a sentence that says what. */
gboolean work_school_require (WorkSchool *self, ModelAct act, GError **error);

WorkQuery *work_query_accounts_new (void); /* → GPtrArray of WorkAccountInfo */

/**
 * WorkAccountChange:
 *
 * Something done to an account: it goes to the access log, not to history, and cannot be undone.
 */
typedef struct _WorkAccountChange WorkAccountChange;

void work_account_change_free (WorkAccountChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkAccountChange, work_account_change_free)

/* The first account is an administrator's: it switches accounts on, seals what must be and signs
 * in. @teacher_id 0: of nobody. */
WorkAccountChange *work_account_add_new (const char *name,
                                         const char *label,
                                         ModelAccountRole role,
                                         gint64 teacher_id,
                                         const char *password,
                                         gboolean must_change);
WorkAccountChange *work_account_edit_new (gint64 id,
                                          const char *name,
                                          const char *label,
                                          ModelAccountRole role,
                                          gint64 teacher_id);
WorkAccountChange *work_account_activate_new (gint64 id, gboolean is_active);
/* Another's password, by an administrator; it must be changed at the next signing in. */
WorkAccountChange *work_account_reset_new (gint64 id, const char *password);
/* One's own. */
WorkAccountChange *work_account_password_new (const char *old_password, const char *password);
/* All accounts go, and what was sealed is open again; @password is the administrator's own. */
WorkAccountChange *work_account_switch_off_new (const char *password);

/* Returns the account's id; 0 on error. @change is kept by the caller (sync) or given (async). */
gint64 work_school_apply_account (WorkSchool *self, WorkAccountChange *change, GError **error);
void work_school_apply_account_async (WorkSchool *self,
                                      WorkAccountChange *change,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gint64 work_school_apply_account_finish (WorkSchool *self, GAsyncResult *result, GError **error);

/* A sentence: why it is no good password; NULL: it is. */
char *work_password_problem (const char *password, const char *name);

G_END_DECLS

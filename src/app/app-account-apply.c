/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-account-apply.h"

#include <glib/gi18n-lib.h>

#include "app-weak.h"

typedef struct
{
  GWeakRef *dialog;
  AppAccountAppliedFunc applied;
} Waiting;

static void
on_applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Waiting *waiting = user_data;
  g_autoptr (GtkWindow) dialog = app_weak_take (waiting->dialog);
  g_autoptr (GError) error = NULL;
  gint64 id = work_school_apply_account_finish (WORK_SCHOOL (source), result, &error);

  if (dialog != NULL)
    waiting->applied (dialog, id == 0 ? error->message : NULL);
}

/**
 * app_account_apply:
 * @school: a school
 * @change: (transfer full): what is changed of an account
 * @dialog: who asks for it
 * @applied: called when it is done or could not be, unless @dialog is gone
 *
 * Changes an account for a dialog that waits for it.
 */
void
app_account_apply (WorkSchool *school,
                   WorkAccountChange *change,
                   GtkWindow *dialog,
                   AppAccountAppliedFunc applied)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->dialog = app_weak_new (dialog);
  waiting->applied = applied;
  work_school_apply_account_async (school, change, NULL, on_applied_cb, waiting);
}

/**
 * app_account_find_problem:
 * @fresh: where a new password is typed
 * @again: where it is typed again
 * @name: whose it is, as they sign in
 *
 * Returns: (transfer full) (nullable): why it cannot be taken
 */
char *
app_account_find_problem (GtkEditable *fresh, GtkEditable *again, const char *name)
{
  const char *password = gtk_editable_get_text (fresh);

  return g_str_equal (password, gtk_editable_get_text (again))
             ? work_password_problem (password, name)
             : g_strdup (_ ("The two passwords are not the same: type them again."));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-account-row.h"

#include <glib/gi18n-lib.h>

#include "app-account-dialog.h"
#include "app-format.h"
#include "app-password-dialog.h"
#include "app-prompt.h"

/**
 * AppAccountRow:
 *
 * An account, and what an administrator does to it. Emits "done" when something was done, "refused"
 * with a sentence when it was not.
 */
struct _AppAccountRow
{
  AdwActionRow parent_instance;

  GtkWidget *state;
  GtkWidget *menu_button;

  WorkSchool *school;
  WorkAccountInfo info; /* with texts of its own */
};

enum
{
  DONE,
  REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppAccountRow, app_account_row, ADW_TYPE_ACTION_ROW)

static GtkWindow *
window_of (AppAccountRow *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
on_dialog_done_cb (gpointer dialog, AppAccountRow *self)
{
  g_signal_emit (self, signals[DONE], 0);
}

static void
on_change_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppAccountRow *self = APP_ACCOUNT_ROW (widget);
  AppAccountDialog *dialog = app_account_dialog_new (window_of (self), self->school, &self->info);

  g_signal_connect_object (dialog, "done", G_CALLBACK (on_dialog_done_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_reset_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppAccountRow *self = APP_ACCOUNT_ROW (widget);
  AppPasswordDialog *dialog =
      app_password_dialog_new (window_of (self), self->school, self->info.id, self->info.label);

  g_signal_connect_object (dialog, "done", G_CALLBACK (on_dialog_done_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppAccountRow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (work_school_apply_account_finish (WORK_SCHOOL (source), result, &error) != 0)
    g_signal_emit (self, signals[DONE], 0);
  else
    g_signal_emit (self, signals[REFUSED], 0, error->message);
}

static void
activate (AppAccountRow *self, gboolean is_active)
{
  work_school_apply_account_async (self->school,
                                   work_account_activate_new (self->info.id, is_active), NULL,
                                   on_applied_cb, g_object_ref (self));
}

static void
on_deactivate_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppAccountRow) self = user_data;

  if (app_prompt_confirm_finish (result, NULL))
    activate (self, FALSE);
}

static void
on_deactivate_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppAccountRow *self = APP_ACCOUNT_ROW (widget);
  g_autofree char *heading =
      g_strdup_printf (_ ("Deactivate the Account of %s?"), self->info.label);

  app_prompt_confirm_async (window_of (self), heading,
                            _ ("Nobody can sign in with it until it is reactivated. What was done "
                               "with it stays in the history."),
                            _ ("_Deactivate"), TRUE, on_deactivate_answered_cb,
                            g_object_ref (self));
}

static void
on_reactivate_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  activate (APP_ACCOUNT_ROW (widget), TRUE);
}

static void
app_account_row_dispose (GObject *object)
{
  AppAccountRow *self = APP_ACCOUNT_ROW (object);

  g_clear_object (&self->school);
  G_OBJECT_CLASS (app_account_row_parent_class)->dispose (object);
}

static void
app_account_row_finalize (GObject *object)
{
  AppAccountRow *self = APP_ACCOUNT_ROW (object);

  g_free (self->info.name);
  g_free (self->info.label);
  G_OBJECT_CLASS (app_account_row_parent_class)->finalize (object);
}

static void
app_account_row_class_init (AppAccountRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_account_row_dispose;
  object_class->finalize = app_account_row_finalize;
  signals[DONE] = g_signal_new ("done", APP_TYPE_ACCOUNT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", APP_TYPE_ACCOUNT_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "account.change", NULL, on_change_cb);
  gtk_widget_class_install_action (widget_class, "account.reset", NULL, on_reset_cb);
  gtk_widget_class_install_action (widget_class, "account.deactivate", NULL, on_deactivate_cb);
  gtk_widget_class_install_action (widget_class, "account.reactivate", NULL, on_reactivate_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppAccountRow, state);
  gtk_widget_class_bind_template_child (widget_class, AppAccountRow, menu_button);
}

static void
app_account_row_init (AppAccountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* One's own password is changed by oneself, and nobody shuts himself out. */
static void
offer (AppAccountRow *self, gboolean is_own)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "account.reset", !is_own);
  gtk_widget_action_set_enabled (widget, "account.deactivate", !is_own && self->info.is_active);
  gtk_widget_action_set_enabled (widget, "account.reactivate", !self->info.is_active);
}

static char *
describe (const WorkAccountInfo *account)
{
  g_autofree char *last = account->last_at != NULL ? app_format_moment (account->last_at) : NULL;
  g_autofree char *when = last != NULL ? g_strdup_printf (_ ("last signed in %s"), last)
                                       : g_strdup (_ ("never signed in"));
  GString *text = g_string_new (model_account_role_label (account->role));

  if (account->teacher != NULL)
    g_string_append_printf (text, " (%s)", account->teacher);
  g_string_append_printf (text, " · %s · %s", account->name, when);
  if (account->is_active && account->must_change)
    g_string_append_printf (text, " · %s", _ ("first password"));
  return g_string_free (text, FALSE);
}

/**
 * app_account_row_new:
 * @school: the school
 * @account: (transfer none): an account of it
 *
 * Returns: (transfer floating): a row of it
 */
GtkWidget *
app_account_row_new (WorkSchool *school, const WorkAccountInfo *account)
{
  AppAccountRow *self = g_object_new (APP_TYPE_ACCOUNT_ROW, NULL);
  const WorkAccount *own = work_school_get_account (school);
  g_autofree char *text = describe (account);
  g_autofree char *name = g_strdup_printf (_ ("What to do with the account of %s"), account->label);

  self->school = g_object_ref (school);
  self->info = *account;
  self->info.name = g_strdup (account->name);
  self->info.label = g_strdup (account->label);
  self->info.teacher = self->info.made_at = self->info.last_at = self->info.locked_until = NULL;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), account->label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  gtk_widget_set_visible (self->state, !account->is_active);
  gtk_widget_set_tooltip_text (self->menu_button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  offer (self, own != NULL && own->id == account->id);
  return GTK_WIDGET (self);
}

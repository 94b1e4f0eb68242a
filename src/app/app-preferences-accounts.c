/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-accounts.h"

#include <glib/gi18n-lib.h>

#include "app-account-dialog.h"
#include "app-account-row.h"
#include "app-secret-dialog.h"

/**
 * AppPreferencesAccounts:
 *
 * The page of those who may sign in, for administrators. Without accounts it says what they are
 * for.
 */
struct _AppPreferencesAccounts
{
  AdwPreferencesPage parent_instance;

  GtkWidget *off_group;
  AdwPreferencesGroup *on_group;
  GtkWidget *lock_group;
  GtkWidget *end_group;
  GtkWidget *minutes;
  GtkWidget *switch_off;

  AppPreferences *preferences;
  GPtrArray *rows; /* (element-type GtkWidget) */
  GSettings *settings;
};

static void app_preferences_accounts_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesAccounts,
                               app_preferences_accounts,
                               ADW_TYPE_PREFERENCES_PAGE,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_accounts_part_init))

static WorkSchool *
school_of (AppPreferencesAccounts *self)
{
  return app_preferences_get_school (self->preferences);
}

static void
on_done_cb (gpointer source, AppPreferencesAccounts *self)
{
  app_preferences_notify_changed (self->preferences);
}

static void
on_refused_cb (gpointer row, const char *why, AppPreferencesAccounts *self)
{
  app_preferences_say (self->preferences, why);
}

static void
add (AppPreferencesAccounts *self)
{
  AppAccountDialog *dialog;

  if (self->preferences == NULL)
    return;
  dialog = app_account_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                   school_of (self), NULL);
  g_signal_connect_object (dialog, "done", G_CALLBACK (on_done_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_add_cb (AdwActionRow *row, AppPreferencesAccounts *self)
{
  add (self);
}

static void
on_add_clicked_cb (GtkButton *button, AppPreferencesAccounts *self)
{
  add (self);
}

/* ---- without accounts again ---- */

/* It takes a while, and the page may be gone: the window of the school hears of it all the same. */
static void
on_switched_off_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreferences) preferences = user_data;
  g_autoptr (GError) error = NULL;

  work_school_apply_account_finish (WORK_SCHOOL (source), result, &error);
  if (error != NULL)
    app_preferences_say (preferences, error->message);
  else
    app_preferences_notify_changed (preferences);
}

static void
on_password_cb (AppSecretDialog *dialog, AppPreferencesAccounts *self)
{
  work_school_apply_account_async (
      school_of (self), work_account_switch_off_new (app_secret_dialog_get_secret (dialog)), NULL,
      on_switched_off_cb, g_object_ref (self->preferences));
}

static void
on_switch_off_cb (GtkButton *button, AppPreferencesAccounts *self)
{
  AppSecretDialog *dialog = app_secret_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Do without Accounts?"),
      _ ("Your password"),
      _ ("All accounts go, and what was sealed is opened: whoever can open the file reads and "
         "changes all of it, and history no longer knows for sure who did what."));

  app_secret_dialog_set_keeps_visible (dialog, FALSE);
  adw_message_dialog_set_response_label (ADW_MESSAGE_DIALOG (dialog), "accept", _ ("_Switch Off"));
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "accept",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (on_password_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- what there is ---- */

static guint
count_others (GPtrArray *accounts)
{
  guint n = 0;

  for (guint i = 0; i < accounts->len; i++)
    n += ((const WorkAccountInfo *) accounts->pdata[i])->is_active ? 1 : 0;
  return n > 0 ? n - 1 : 0;
}

static void
show_accounts (gpointer target, gpointer answer)
{
  AppPreferencesAccounts *self = target;
  g_autoptr (GPtrArray) accounts = answer;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->on_group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < accounts->len; i++)
    {
      GtkWidget *row = app_account_row_new (school_of (self), accounts->pdata[i]);

      g_signal_connect_object (row, "done", G_CALLBACK (on_done_cb), self, 0);
      g_signal_connect_object (row, "refused", G_CALLBACK (on_refused_cb), self, 0);
      adw_preferences_group_add (self->on_group, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_sensitive (self->switch_off, count_others (accounts) == 0);
}

static void
app_preferences_accounts_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesAccounts *self = APP_PREFERENCES_ACCOUNTS (part);
  gboolean has_accounts;

  g_set_object (&self->preferences, preferences);
  has_accounts = work_school_has_accounts (school_of (self));
  gtk_widget_set_visible (self->off_group, !has_accounts);
  gtk_widget_set_visible (GTK_WIDGET (self->on_group), has_accounts);
  gtk_widget_set_visible (self->lock_group, has_accounts);
  gtk_widget_set_visible (self->end_group, has_accounts);
  gtk_widget_set_sensitive (GTK_WIDGET (self), !app_preferences_is_read_only (preferences));
  if (has_accounts && work_school_may (school_of (self), MODEL_ACT_MANAGE_ACCOUNTS) != MODEL_MAY_NO)
    app_preferences_read (preferences, work_query_accounts_new (), show_accounts, self);
}

static void
app_preferences_accounts_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_accounts_load;
}

static void
app_preferences_accounts_dispose (GObject *object)
{
  AppPreferencesAccounts *self = APP_PREFERENCES_ACCOUNTS (object);

  g_clear_object (&self->preferences);
  g_ptr_array_set_size (self->rows, 0);
  G_OBJECT_CLASS (app_preferences_accounts_parent_class)->dispose (object);
}

static void
app_preferences_accounts_finalize (GObject *object)
{
  AppPreferencesAccounts *self = APP_PREFERENCES_ACCOUNTS (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (app_preferences_accounts_parent_class)->finalize (object);
}

static void
app_preferences_accounts_class_init (AppPreferencesAccountsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_accounts_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_preferences_accounts_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/paraphe/Paraphe/ui/app-preferences-accounts.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesAccounts, off_group);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesAccounts, on_group);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesAccounts, lock_group);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesAccounts, end_group);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesAccounts, minutes);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesAccounts, switch_off);
  gtk_widget_class_bind_template_callback (widget_class, on_add_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_switch_off_cb);
}

static void
app_preferences_accounts_init (AppPreferencesAccounts *self)
{
  self->rows = g_ptr_array_new ();
  self->settings = g_settings_new (PARAPHE_APPLICATION_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_settings_bind (self->settings, "lock-after", self->minutes, "value", G_SETTINGS_BIND_DEFAULT);
}

/**
 * app_preferences_accounts_new:
 *
 * Returns: (transfer floating): the page of the accounts
 */
GtkWidget *
app_preferences_accounts_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_ACCOUNTS, NULL);
}

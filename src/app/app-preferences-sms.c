/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-sms.h"

#include <glib/gi18n-lib.h>

#include "app-secret-dialog.h"
#include "app-setting-controls.h"
#include "base-secret.h"
#include "base-text.h"
#include "message-sms-text.h"
#include "message-sms.h"
#include "work-message.h"
#include "work-settings.h"

#define PROVIDER "message.sms.provider"
#define SIMPLIFY "message.sms.simplify"

#define MAX_TEXT 250

/**
 * AppPreferencesSms:
 *
 * Who carries the school's SMS, what that provider has to know, and whether it works. Its keys go
 * to the keyring alone.
 */
struct _AppPreferencesSms
{
  AdwPreferencesGroup parent_instance;

  AppSettingRow *provider_row;
  AppSettingRow *simplify_row;
  GtkWidget *number_row;
  AppJobRow *try_row;
  GHashTable *rows; /* name of a setting → row; of the provider that is shown */
  char *shown;      /* (nullable): key of that provider, "" for none */
  AppPreferences *preferences;
};

static void app_preferences_sms_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesSms,
                               app_preferences_sms,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_sms_part_init))

static const struct
{
  MessageSmsFeatures feature;
  const char *label;
} features[] = {
  { MESSAGE_SMS_SENDER, N_ ("Sender of your choice") },
  { MESSAGE_SMS_PRICE, N_ ("Price told") },
  { MESSAGE_SMS_CREDITS, N_ ("Credits left told") },
  { MESSAGE_SMS_DELIVERY, N_ ("Arrival told") },
  { MESSAGE_SMS_ONESELF, N_ ("Only to the owner of the line") },
};

static const struct
{
  MessageSmsKind kind;
  const char *explanation;
} explanations[] = {
  { MESSAGE_SMS_NAME, N_ ("Up to 11 letters without accents and digits, or a number.") },
  { MESSAGE_SMS_LINES, N_ ("{to} stands for the number, {digits} for the same without “+”, {text} "
                           "for the text; {sender}, {ref} and {key} too.") },
};

static WorkSchool *
get_school (AppPreferencesSms *self)
{
  return app_preferences_get_school (self->preferences);
}

static char *
dup_name (AppPreferencesSms *self, const char *key)
{
  return g_strdup_printf ("message.sms.%s.%s", self->shown, key);
}

static void
on_chosen_cb (AppSettingRow *row, const char *name, const char *value, AppPreferencesSms *self)
{
  app_preferences_apply (self->preferences, work_change_setting_new (name, value),
                         GTK_WIDGET (row));
}

/* ---- keys ---- */

static AppJobRow *
get_secret_row (AppSecretDialog *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), "row");
}

static void
on_secret_cb (AppSecretDialog *dialog, AppPreferencesSms *self)
{
  AppJobRow *row = get_secret_row (dialog);
  const char *key = g_object_get_data (G_OBJECT (row), "key");
  char *clean = base_text_clean (app_secret_dialog_get_secret (dialog));

  /* Another provider may have been chosen meanwhile: the key is none of its. */
  if (gtk_widget_get_root (GTK_WIDGET (row)) != NULL)
    app_job_row_run (row, work_message_store_sms_key_new (get_school (self), key, clean),
                     _ ("It is in the keyring of this session."));
  base_secret_free (clean);
}

static void
on_enter_cb (GtkButton *button, AppPreferencesSms *self)
{
  AppJobRow *row = APP_JOB_ROW (gtk_widget_get_ancestor (GTK_WIDGET (button), APP_TYPE_JOB_ROW));
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  const MessageSmsProvider *provider = message_sms_provider_find (self->shown);
  g_autofree char *heading =
      g_strdup_printf ("%s\n%s", message_sms_provider_get_label (provider), title);
  AppSecretDialog *dialog = app_secret_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading, title, NULL);

  app_secret_dialog_set_keeps_visible (dialog, FALSE);
  adw_message_dialog_set_response_label (ADW_MESSAGE_DIALOG (dialog), "accept",
                                         _ ("_Keep in the Keyring"));
  g_object_set_data_full (G_OBJECT (dialog), "row", g_object_ref (row), g_object_unref);
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (on_secret_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- whether it works ---- */

static void
on_check_cb (GtkButton *button, AppPreferencesSms *self)
{
  app_job_row_run (
      self->try_row, work_message_check_sms_new (get_school (self), NULL),
      _ ("All that the provider has to know is there; whether it is right, a test shows."));
}

static void
on_test_cb (GtkButton *button, AppPreferencesSms *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->number_row));
  const MessageSmsProvider *provider = message_sms_provider_find (self->shown);
  gboolean wants_number = (message_sms_provider_get_features (provider) & MESSAGE_SMS_ONESELF) == 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *number = message_sms_number (typed, wants_number ? &error : NULL);

  if (error != NULL)
    {
      app_job_row_say (self->try_row, error->message, "warning");
      gtk_widget_grab_focus (self->number_row);
      return;
    }
  app_job_row_run (
      self->try_row,
      work_message_try_new (get_school (self), WORK_MESSAGE_SMS, number != NULL ? number : "", NULL,
                            _ ("Test of Paraphe: SMS of the school can be sent."), NULL, NULL),
      _ ("An SMS has left: look whether it has come."));
}

static void
on_forget_cb (GtkButton *button, AppPreferencesSms *self)
{
  app_job_row_run (self->try_row, work_message_forget_keys_new (get_school (self)),
                   _ ("What opens the accounts of mails and SMS is no longer in the keyring."));
}

/* ---- the rows of a provider ---- */

static const char *
explain (MessageSmsKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (explanations); i++)
    if (explanations[i].kind == kind)
      return _ (explanations[i].explanation);
  return NULL;
}

static GtkWidget *
secret_row_new (AppPreferencesSms *self, const MessageSmsSetting *setting, const char *title)
{
  AppJobRow *row = app_job_row_new (title);

  g_object_set_data (G_OBJECT (row), "key", (gpointer) setting->key);
  app_job_row_add_button (row, _ ("_Enter…"), G_CALLBACK (on_enter_cb), self);
  return GTK_WIDGET (row);
}

static GtkWidget *
text_row_new (AppPreferencesSms *self,
              const MessageSmsSetting *setting,
              const char *name,
              const char *title)
{
  AppSettingRow *row = app_setting_row_new (title, explain (setting->kind), TRUE);

  if (setting->kind == MESSAGE_SMS_LINES)
    app_setting_row_add_lines (row, name);
  else
    app_setting_row_add_text (row, name, MAX_TEXT);
  g_signal_connect_object (row, "chosen", G_CALLBACK (on_chosen_cb), self, 0);
  return GTK_WIDGET (row);
}

static void
add_row (AppPreferencesSms *self, const MessageSmsSetting *setting)
{
  char *name = dup_name (self, setting->key);
  /* Translators: %s is what a provider has to know, but can do without. */
  g_autofree char *title = setting->is_optional
                               ? g_strdup_printf (_ ("%s (optional)"), _ (setting->label))
                               : g_strdup (_ (setting->label));
  GtkWidget *row = setting->kind == MESSAGE_SMS_SECRET ? secret_row_new (self, setting, title)
                                                       : text_row_new (self, setting, name, title);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_hash_table_insert (self->rows, name, row);
}

static void
remove_rows (AppPreferencesSms *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
  g_hash_table_remove_all (self->rows);
}

static void
move_to_end (AppPreferencesSms *self, gpointer row)
{
  g_object_ref (row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_object_unref (row);
}

static void
tell_features (AppPreferencesSms *self, const MessageSmsProvider *provider)
{
  MessageSmsFeatures has = provider != NULL ? message_sms_provider_get_features (provider) : 0;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (features); i++)
    if ((has & features[i].feature) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", _ (features[i].label));
  app_setting_row_set_explanation (self->provider_row, text->len > 0 ? text->str : NULL);
}

/* What is asked is what this provider has to know. */
static void
follow_provider (AppPreferencesSms *self, const MessageSmsProvider *provider)
{
  const char *key = provider != NULL ? message_sms_provider_get_key (provider) : "";
  const MessageSmsSetting *settings;
  guint n = 0;

  if (g_strcmp0 (self->shown, key) == 0)
    return;
  remove_rows (self);
  g_free (self->shown);
  self->shown = g_strdup (key);
  tell_features (self, provider);
  settings = provider != NULL ? message_sms_provider_get_settings (provider, &n) : NULL;
  for (guint i = 0; i < n; i++)
    add_row (self, &settings[i]);
  move_to_end (self, self->simplify_row);
  move_to_end (self, self->number_row);
  move_to_end (self, self->try_row);
  if (!app_job_row_is_running (self->try_row))
    app_job_row_say (self->try_row, NULL, NULL);
}

static void
show_row (gpointer name, gpointer row, gpointer user_data)
{
  AppPreferencesSms *self = user_data;
  const char *value;

  if (!APP_IS_SETTING_ROW (row))
    return;
  value = model_settings_get (app_preferences_get_settings (self->preferences), name);
  app_setting_row_show (row, name, value != NULL ? value : "");
  app_setting_row_set_editable (row, !app_preferences_is_read_only (self->preferences));
}

static void
app_preferences_sms_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesSms *self = APP_PREFERENCES_SMS (part);
  ModelSettings *values = app_preferences_get_settings (preferences);
  const MessageSmsProvider *provider =
      message_sms_provider_find (model_settings_get (values, PROVIDER));
  gboolean has_number =
      provider != NULL && (message_sms_provider_get_features (provider) & MESSAGE_SMS_ONESELF) == 0;

  g_set_object (&self->preferences, preferences);
  follow_provider (self, provider);
  show_row ((gpointer) PROVIDER, self->provider_row, self);
  show_row ((gpointer) SIMPLIFY, self->simplify_row, self);
  g_hash_table_foreach (self->rows, show_row, self);
  gtk_widget_set_visible (GTK_WIDGET (self->simplify_row), provider != NULL);
  gtk_widget_set_visible (self->number_row, has_number);
  gtk_widget_set_visible (GTK_WIDGET (self->try_row), provider != NULL);
}

static void
flush_row (gpointer name, gpointer row, gpointer user_data)
{
  if (APP_IS_SETTING_ROW (row))
    app_setting_row_flush (row);
}

static void
app_preferences_sms_flush (AppPreferencesPart *part)
{
  g_hash_table_foreach (APP_PREFERENCES_SMS (part)->rows, flush_row, NULL);
}

static void
app_preferences_sms_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_sms_load;
  iface->flush = app_preferences_sms_flush;
}

/* ---- the group ---- */

static void
app_preferences_sms_dispose (GObject *object)
{
  AppPreferencesSms *self = APP_PREFERENCES_SMS (object);

  g_clear_object (&self->preferences);
  g_hash_table_remove_all (self->rows);
  G_OBJECT_CLASS (app_preferences_sms_parent_class)->dispose (object);
}

static void
app_preferences_sms_finalize (GObject *object)
{
  AppPreferencesSms *self = APP_PREFERENCES_SMS (object);

  g_hash_table_unref (self->rows);
  g_free (self->shown);
  G_OBJECT_CLASS (app_preferences_sms_parent_class)->finalize (object);
}

static void
app_preferences_sms_class_init (AppPreferencesSmsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_sms_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_preferences_sms_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-preferences-sms.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesSms, number_row);
}

static void
add_providers (AppPreferencesSms *self)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (AppSettingChoice));
  const AppSettingChoice none = { "", _ ("None: no SMS is sent"), NULL };

  g_array_append_val (choices, none);
  for (guint i = 0; i < message_sms_provider_get_n (); i++)
    {
      const MessageSmsProvider *provider = message_sms_provider_get (i);
      const AppSettingChoice choice = { message_sms_provider_get_key (provider),
                                        message_sms_provider_get_label (provider), NULL };

      g_array_append_val (choices, choice);
    }
  app_setting_row_add_choice (self->provider_row, PROVIDER,
                              (const AppSettingChoice *) (gpointer) choices->data, choices->len);
}

static AppSettingRow *
setting_row_new (AppPreferencesSms *self, const char *name, const char *explanation)
{
  AppSettingRow *row =
      app_setting_row_new (_ (model_setting_find (name)->label), explanation, FALSE);

  g_signal_connect_object (row, "chosen", G_CALLBACK (on_chosen_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
  return row;
}

static void
app_preferences_sms_init (AppPreferencesSms *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->provider_row = setting_row_new (self, PROVIDER, NULL);
  add_providers (self);
  self->simplify_row = setting_row_new (
      self, SIMPLIFY,
      _ ("“ê” leaves as “e” and “’” as “'”: three SMS are then often one. “é” and “à” stay."));
  app_setting_row_add_switch (self->simplify_row, SIMPLIFY);
  self->try_row = app_job_row_new (_ ("Whether it works"));
  app_job_row_add_button (self->try_row, _ ("_Check"), G_CALLBACK (on_check_cb), self);
  app_job_row_add_button (self->try_row, _ ("Send Me a _Test"), G_CALLBACK (on_test_cb), self);
  app_job_row_add_icon_button (self->try_row, "user-trash-symbolic",
                               _ ("Forget Passwords and Keys"), G_CALLBACK (on_forget_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->try_row));
}

/**
 * app_preferences_sms_new:
 *
 * Returns: (transfer floating): a group
 */
AppPreferencesSms *
app_preferences_sms_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_SMS, NULL);
}

/**
 * app_preferences_sms_get_row:
 * @self: a group
 * @name: a setting: "message.sms.provider", "message.sms.ovh.sender"; for a secret too
 *
 * Returns: (transfer none) (nullable): its row
 */
GtkWidget *
app_preferences_sms_get_row (AppPreferencesSms *self, const char *name)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_SMS (self), NULL);
  if (g_str_equal (name, PROVIDER))
    return GTK_WIDGET (self->provider_row);
  if (g_str_equal (name, SIMPLIFY))
    return GTK_WIDGET (self->simplify_row);
  return g_hash_table_lookup (self->rows, name);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-signing.h"

#include <glib/gi18n-lib.h>

#include "app-preferences-lock.h"
#include "app-secret-dialog.h"
#include "base-secret.h"
#include "base-text.h"
#include "work-settings.h"
#include "work-signing.h"

#define MAX_URL     250
#define MAX_SUBJECT 120
#define MAX_MESSAGE 1000

/**
 * AppPreferencesSigning:
 *
 * The page of electronic signature: with whom, how signatories prove who they are, what they are
 * written, and the key, which goes to the keyring alone.
 */
struct _AppPreferencesSigning
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *provider_group;
  AdwPreferencesGroup *way_group;
  AdwPreferencesGroup *words_group;
  AdwPreferencesGroup *key_group;
  AdwActionRow *key_row;
  GtkButton *check_button;

  GHashTable *rows; /* name → AppSettingRow */
  AppPreferences *preferences;
  char *provider;            /* what the rows were made for, "" for none */
  GCancellable *cancellable; /* of what is being asked of the keyring or the provider */
};

static void app_preferences_signing_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesSigning,
                               app_preferences_signing,
                               ADW_TYPE_PREFERENCES_PAGE,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_signing_part_init))

/* Which settings there are, in order, and when each makes sense. */
typedef enum
{
  ALWAYS = 0,
  WITH_PROVIDER = 1 << 0,
  WITH_OWN_ADDRESS = 1 << 1,
  WITH_EXPIRY = 1 << 2,
} AppSense;

typedef enum
{
  GROUP_PROVIDER,
  GROUP_WAY,
  GROUP_WORDS,
} AppGroup;

typedef enum
{
  CONTROL_PROVIDER,
  CONTROL_ENVIRONMENT,
  CONTROL_METHOD,
  CONTROL_ORDER,
  CONTROL_TEXT,
  CONTROL_NUMBER,
} AppControl;

static const struct
{
  const char *name;
  AppGroup group;
  AppControl control;
  int sense;
  int length; /* of a text */
  const char *explanation;
} settings[] = {
  { "sign.provider", GROUP_PROVIDER, CONTROL_PROVIDER, ALWAYS, 0, NULL },
  { "sign.environment", GROUP_PROVIDER, CONTROL_ENVIRONMENT, WITH_PROVIDER, 0, NULL },
  { "sign.url", GROUP_PROVIDER, CONTROL_TEXT, WITH_OWN_ADDRESS, MAX_URL,
    N_ ("As in “https://sign.school.example”: whoever runs it knows it.") },
  { "sign.ca_file", GROUP_PROVIDER, CONTROL_TEXT, WITH_PROVIDER, MAX_URL,
    N_ ("A file, only where an authority of the school's own vouches for the server: its "
        "administrator has it.") },
  { "sign.method", GROUP_WAY, CONTROL_METHOD, WITH_PROVIDER, 0, NULL },
  { "sign.ordered", GROUP_WAY, CONTROL_ORDER, WITH_PROVIDER, 0, NULL },
  { "sign.expires_days", GROUP_WAY, CONTROL_NUMBER, WITH_PROVIDER | WITH_EXPIRY, 0, NULL },
  { "sign.remind_days", GROUP_WAY, CONTROL_NUMBER, WITH_PROVIDER, 0, NULL },
  { "sign.subject", GROUP_WORDS, CONTROL_TEXT, WITH_PROVIDER, MAX_SUBJECT, NULL },
  { "sign.message", GROUP_WORDS, CONTROL_TEXT, WITH_PROVIDER, MAX_MESSAGE, NULL },
};

static void
on_chosen_cb (AppSettingRow *row, const char *name, const char *value, AppPreferencesSigning *self)
{
  app_preferences_apply (self->preferences, work_change_setting_new (name, value),
                         GTK_WIDGET (row));
}

/* ---- what may be chosen ---- */

static void
offer (AppSettingRow *row, const char *name, GArray *choices)
{
  const AppSettingChoice *all = (const AppSettingChoice *) (gpointer) choices->data;

  if (app_setting_row_get_control (row, name) == NULL)
    app_setting_row_add_choice (row, name, all, choices->len);
  else
    app_setting_row_set_choices (row, name, all, choices->len);
}

static void
add_choice (GArray *choices, const char *value, const char *label)
{
  const AppSettingChoice choice = { value, label, NULL };

  g_array_append_val (choices, choice);
}

static GArray *
list_providers (void)
{
  GArray *choices = g_array_new (FALSE, FALSE, sizeof (AppSettingChoice));

  add_choice (choices, "", _ ("None: agreements are signed on paper"));
  for (guint i = 0; i < sign_provider_get_n (); i++)
    {
      const SignProvider *provider = sign_provider_get (i);

      add_choice (choices, sign_provider_get_id (provider), sign_provider_get_label (provider));
    }
  return choices;
}

static GArray *
list_environments (const SignProvider *provider)
{
  GArray *choices = g_array_new (FALSE, FALSE, sizeof (AppSettingChoice));
  const SignEnvironment *all;
  guint n = 0;

  all = provider != NULL ? sign_provider_get_environments (provider, &n) : NULL;
  for (guint i = 0; i < n; i++)
    add_choice (choices, all[i].key, _ (all[i].label));
  return choices;
}

static GArray *
list_methods (const SignProvider *provider)
{
  GArray *choices = g_array_new (FALSE, FALSE, sizeof (AppSettingChoice));
  SignFeatures features = provider != NULL ? sign_provider_get_features (provider) : 0;

  add_choice (choices, "link", _ ("The link of the mail is enough"));
  if ((features & SIGN_FEATURE_EMAIL_CODE) != 0)
    add_choice (choices, "email_code", _ ("A code by mail"));
  if ((features & SIGN_FEATURE_SMS_CODE) != 0)
    add_choice (choices, "sms_code", _ ("A code by SMS"));
  return choices;
}

static GArray *
list_orders (void)
{
  GArray *choices = g_array_new (FALSE, FALSE, sizeof (AppSettingChoice));

  add_choice (choices, "1", _ ("One after the other"));
  add_choice (choices, "0", _ ("All at the same time"));
  return choices;
}

/* ---- the rows ---- */

static void
add_control (AppSettingRow *row, guint i)
{
  const ModelSetting *setting = model_setting_find (settings[i].name);
  g_autoptr (GArray) choices = NULL;

  switch (settings[i].control)
    {
    case CONTROL_TEXT:
      app_setting_row_add_text (row, settings[i].name, settings[i].length);
      return;
    case CONTROL_NUMBER:
      app_setting_row_add_number (row, settings[i].name, setting->minimum, setting->maximum, NULL);
      return;
    case CONTROL_PROVIDER:
      choices = list_providers ();
      break;
    case CONTROL_ORDER:
      choices = list_orders ();
      break;
    case CONTROL_ENVIRONMENT:
      choices = list_environments (sign_provider_get (0));
      break;
    case CONTROL_METHOD:
    default:
      choices = list_methods (sign_provider_get (0));
      break;
    }
  offer (row, settings[i].name, choices);
}

static void
add_row (AppPreferencesSigning *self, guint i)
{
  AdwPreferencesGroup *groups[] = { self->provider_group, self->way_group, self->words_group };
  const ModelSetting *setting = model_setting_find (settings[i].name);
  const char *explanation = settings[i].explanation;
  AppSettingRow *row =
      app_setting_row_new (_ (setting->label), explanation != NULL ? _ (explanation) : NULL,
                           settings[i].control == CONTROL_TEXT);

  add_control (row, i);
  g_signal_connect_object (row, "chosen", G_CALLBACK (on_chosen_cb), self, 0);
  adw_preferences_group_add (groups[settings[i].group], GTK_WIDGET (row));
  g_hash_table_insert (self->rows, (gpointer) settings[i].name, row);
}

static int
sense_of (const SignProvider *provider, const char *environment)
{
  const SignEnvironment *chosen =
      provider != NULL ? sign_provider_find_environment (provider, environment) : NULL;
  SignFeatures features = provider != NULL ? sign_provider_get_features (provider) : 0;
  int sense = 0;

  if (provider != NULL)
    sense |= WITH_PROVIDER;
  if ((features & SIGN_FEATURE_OWN_ADDRESS) != 0 && (chosen == NULL || chosen->url == NULL))
    sense |= WITH_OWN_ADDRESS;
  if ((features & SIGN_FEATURE_EXPIRY) != 0)
    sense |= WITH_EXPIRY;
  return sense;
}

/* What can be chosen is what this provider has. */
static void
follow_provider (AppPreferencesSigning *self, const SignProvider *provider)
{
  const char *id = provider != NULL ? sign_provider_get_id (provider) : "";
  g_autoptr (GArray) environments = list_environments (provider);
  g_autoptr (GArray) methods = list_methods (provider);

  if (g_strcmp0 (self->provider, id) == 0)
    return;
  g_free (self->provider);
  self->provider = g_strdup (id);
  adw_action_row_set_subtitle (self->key_row, "");
  if (provider == NULL)
    return;
  offer (g_hash_table_lookup (self->rows, "sign.environment"), "sign.environment", environments);
  offer (g_hash_table_lookup (self->rows, "sign.method"), "sign.method", methods);
}

static void
show_setting (AppPreferencesSigning *self, guint i, ModelSettings *values, int sense)
{
  AppSettingRow *row = g_hash_table_lookup (self->rows, settings[i].name);

  app_setting_row_show (row, settings[i].name, model_settings_get (values, settings[i].name));
  app_setting_row_set_editable (row, !app_preferences_is_read_only (self->preferences));
  gtk_widget_set_visible (GTK_WIDGET (row), (settings[i].sense & ~sense) == 0);
}

static void
app_preferences_signing_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesSigning *self = APP_PREFERENCES_SIGNING (part);
  ModelSettings *values = app_preferences_get_settings (preferences);
  const SignProvider *provider = sign_provider_find (model_settings_get (values, "sign.provider"));
  int sense = sense_of (provider, model_settings_get (values, "sign.environment"));

  g_set_object (&self->preferences, preferences);
  follow_provider (self, provider);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    show_setting (self, i, values, sense);
  gtk_widget_set_visible (GTK_WIDGET (self->way_group), provider != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->words_group), provider != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->key_group), provider != NULL);
}

static void
app_preferences_signing_flush (AppPreferencesPart *part)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, APP_PREFERENCES_SIGNING (part)->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    app_setting_row_flush (row);
}

static void
app_preferences_signing_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_signing_load;
  iface->flush = app_preferences_signing_flush;
}

/* ---- the key ---- */

/* Says on the row what became of the key; a page that has gone meanwhile has no row any more. */
static void
on_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreferencesSigning) self = user_data;
  g_autoptr (GError) error = NULL;
  const char *said = g_object_get_data (source, "said");

  if (!work_job_run_finish (WORK_JOB (source), result, &error))
    said = error->message;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->key_group), TRUE);
  adw_action_row_set_subtitle (self->key_row, said);
}

static void
ask (AppPreferencesSigning *self, WorkJob *job, const char *said)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->key_group), FALSE);
  adw_action_row_set_subtitle (self->key_row, _ ("One moment…"));
  g_object_set_data (G_OBJECT (job), "said", (gpointer) said);
  work_job_run_async (job, self->cancellable, on_asked_cb, g_object_ref (self));
}

static void
on_key_cb (AppSecretDialog *dialog, AppPreferencesSigning *self)
{
  WorkSchool *school = app_preferences_get_school (self->preferences);
  char *clean = base_text_clean (app_secret_dialog_get_secret (dialog));
  g_autoptr (WorkJob) job = app_secret_dialog_get_keeps (dialog)
                                ? work_signing_store_key_new (school, clean)
                                : work_signing_check_new (school, clean);

  base_secret_free (clean);
  ask (self, job,
       app_secret_dialog_get_keeps (dialog) ? _ ("The key is in the keyring of this session.")
                                            : _ ("The provider takes this key."));
}

static void
on_set_key_cb (GtkButton *button, AppPreferencesSigning *self)
{
  const SignProvider *provider = sign_provider_find (self->provider);
  AppSecretDialog *dialog;

  if (provider == NULL)
    return;
  dialog = app_secret_dialog_new_key (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                      sign_provider_get_label (provider), NULL);
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (on_key_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_check_cb (GtkButton *button, AppPreferencesSigning *self)
{
  g_autoptr (WorkJob) job =
      work_signing_check_new (app_preferences_get_school (self->preferences), NULL);

  ask (self, job, _ ("The provider takes the key: agreements can be sent."));
}

static void
on_forget_cb (GtkButton *button, AppPreferencesSigning *self)
{
  g_autoptr (WorkJob) job =
      work_signing_forget_key_new (app_preferences_get_school (self->preferences));

  ask (self, job, _ ("The key is no longer in the keyring."));
}

/* ---- the page ---- */

static void
app_preferences_signing_dispose (GObject *object)
{
  AppPreferencesSigning *self = APP_PREFERENCES_SIGNING (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->preferences);
  G_OBJECT_CLASS (app_preferences_signing_parent_class)->dispose (object);
}

static void
app_preferences_signing_finalize (GObject *object)
{
  AppPreferencesSigning *self = APP_PREFERENCES_SIGNING (object);

  g_hash_table_unref (self->rows);
  g_object_unref (self->cancellable);
  g_free (self->provider);
  G_OBJECT_CLASS (app_preferences_signing_parent_class)->finalize (object);
}

static void
app_preferences_signing_class_init (AppPreferencesSigningClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (APP_TYPE_PREFERENCES_LOCK);
  G_OBJECT_CLASS (klass)->dispose = app_preferences_signing_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_preferences_signing_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/paraphe/Paraphe/ui/app-preferences-signing.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesSigning, provider_group);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesSigning, way_group);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesSigning, words_group);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesSigning, key_group);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesSigning, key_row);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesSigning, check_button);
  gtk_widget_class_bind_template_callback (widget_class, on_set_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_check_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_forget_cb);
}

static void
app_preferences_signing_init (AppPreferencesSigning *self)
{
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    add_row (self, i);
}

/**
 * app_preferences_signing_new:
 *
 * Returns: (transfer floating): a page
 */
AppPreferencesSigning *
app_preferences_signing_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_SIGNING, NULL);
}

/**
 * app_preferences_signing_get_row:
 * @self: a page
 * @name: of a setting: "sign.provider"
 *
 * Returns: (transfer none) (nullable): the row that sets it
 */
AppSettingRow *
app_preferences_signing_get_row (AppPreferencesSigning *self, const char *name)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_SIGNING (self), NULL);
  return g_hash_table_lookup (self->rows, name);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-messages.h"

#include <glib/gi18n-lib.h>

#include "app-note-holder.h"
#include "app-setting-controls.h"
#include "model-mail-service.h"
#include "work-settings.h"

/* Not a setting: what sets several of them. */
#define SERVICE "service"

#define MAX_TEXT 250

/**
 * AppPreferencesMessages:
 *
 * Settings of mails and SMS; the property "what" says which: "sender", "mail", "pace".
 */
struct _AppPreferencesMessages
{
  AdwPreferencesGroup parent_instance;

  GHashTable *rows; /* name → AppSettingRow */
  char *what;
  AppPreferences *preferences;
};

enum
{
  PROP_0,
  PROP_WHAT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void app_preferences_messages_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesMessages,
                               app_preferences_messages,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_messages_part_init))

/* When a setting makes sense. */
typedef enum
{
  ALWAYS = 0,
  WITH_SERVER = 1 << 0,
  WITH_SIGN_IN = 1 << 1,
  WITH_TENANT = 1 << 2,
} AppSense;

typedef enum
{
  CONTROL_TEXT,
  CONTROL_NUMBER,
  CONTROL_SWITCH,
  CONTROL_CHOICE,
} AppControl;

static const struct
{
  const char *what;
  const char *name;
  AppControl control;
  int sense;
  const char *explanation;
} settings[] = {
  { "sender", "message.from_name", CONTROL_TEXT, ALWAYS, NULL },
  { "sender", "message.from_address", CONTROL_TEXT, ALWAYS,
    N_ ("Mail servers take the address of the account itself, or one that it may write for.") },
  { "sender", "message.reply_to", CONTROL_TEXT, ALWAYS,
    N_ ("Left empty, answers go to the sender.") },
  { "mail", "message.mail.way", CONTROL_CHOICE, ALWAYS, NULL },
  { "mail", SERVICE, CONTROL_CHOICE, WITH_SERVER, NULL },
  { "mail", "message.mail.host", CONTROL_TEXT, WITH_SERVER, NULL },
  { "mail", "message.mail.security", CONTROL_CHOICE, WITH_SERVER, NULL },
  { "mail", "message.mail.port", CONTROL_NUMBER, WITH_SERVER, NULL },
  { "mail", "message.mail.user", CONTROL_TEXT, WITH_SERVER,
    N_ ("Mostly the whole address. Left empty, the server asks for no password.") },
  { "mail", "message.mail.auth", CONTROL_CHOICE, WITH_SERVER, NULL },
  { "mail", "message.mail.oauth_service", CONTROL_CHOICE, WITH_SERVER | WITH_SIGN_IN, NULL },
  { "mail", "message.mail.oauth_client", CONTROL_TEXT, WITH_SERVER | WITH_SIGN_IN,
    N_ ("The administrator of the school's account registers Paraphe there once: the guide says "
        "how.") },
  { "mail", "message.mail.oauth_tenant", CONTROL_TEXT, WITH_SERVER | WITH_SIGN_IN | WITH_TENANT,
    NULL },
  { "mail", "message.mail.ca_file", CONTROL_TEXT, WITH_SERVER,
    N_ ("A file, only where an authority of the school's own vouches for the server: its "
        "administrator has it.") },
  { "pace", "message.delay", CONTROL_NUMBER, ALWAYS,
    N_ ("Until then a click takes back what was sent.") },
  { "pace", "message.per_minute", CONTROL_NUMBER, ALWAYS,
    N_ ("Mail servers take what is sent faster for advertising.") },
  { "quiet", "message.quiet_from", CONTROL_NUMBER, ALWAYS, NULL },
  { "quiet", "message.quiet_to", CONTROL_NUMBER, ALWAYS, NULL },
  { "quiet", "message.saturdays", CONTROL_SWITCH, ALWAYS,
    N_ ("Never on Sundays and public holidays.") },
};

/* What some of them may be. */
static const struct
{
  const char *name;
  const char *value;
  const char *label;
} choices[] = {
  { "message.mail.way", "", N_ ("None: Paraphe writes no mail") },
  { "message.mail.way", "smtp", N_ ("Through the school's mail account") },
  { "message.mail.way", "program", N_ ("By hand, in my mail program") },
  { "message.mail.security", "tls", N_ ("TLS (port 465)") },
  { "message.mail.security", "starttls", N_ ("STARTTLS (port 587)") },
  { "message.mail.security", "clear", N_ ("None: a server of this computer") },
  { "message.mail.auth", "password", N_ ("Password") },
  { "message.mail.auth", "oauth", N_ ("With the browser (OAuth 2)") },
  { "message.mail.oauth_service", "google", N_ ("Google") },
  { "message.mail.oauth_service", "microsoft", N_ ("Microsoft") },
};

/* ---- services ---- */

/* Several settings, changed together. */
typedef struct
{
  const char *names[10];
  const char *values[10];
  char *host;
  char *port;
  guint n;
} Several;

static void
several_add (Several *several, const char *name, const char *value)
{
  g_assert (several->n + 1 < G_N_ELEMENTS (several->names));
  several->names[several->n] = name;
  several->values[several->n++] = value;
}

static void
several_clear (Several *several)
{
  g_free (several->host);
  g_free (several->port);
}

/* What a service wants, for an account of this address. */
static void
several_add_service (Several *several, const ModelMailService *service, const char *address)
{
  several->host = model_mail_service_dup_host (service, address);
  several->port = g_strdup_printf ("%d", service->port);
  if (several->host != NULL)
    several_add (several, "message.mail.host", several->host);
  several_add (several, "message.mail.port", several->port);
  several_add (several, "message.mail.security", service->security);
  several_add (several, "message.mail.auth", service->oauth != NULL ? "oauth" : "password");
  if (service->oauth != NULL)
    several_add (several, "message.mail.oauth_service", service->oauth);
}

/* Whose account it is goes without saying, mostly. */
static void
several_add_user (Several *several, ModelSettings *values, const char *address)
{
  if (address[0] != '\0' && model_settings_get (values, "message.mail.user")[0] == '\0')
    several_add (several, "message.mail.user", address);
}

static void
apply (AppPreferencesMessages *self, AppSettingRow *row, const Several *several)
{
  app_preferences_apply (self->preferences,
                         work_change_settings_new (several->names, several->values),
                         GTK_WIDGET (row));
}

static const char *
value_of (ModelSettings *values, const char *name)
{
  const ModelMailService *service;

  if (!g_str_equal (name, SERVICE))
    return model_settings_get (values, name);
  service = model_mail_service_of_host (model_settings_get (values, "message.mail.host"));
  return service != NULL ? service->key : "";
}

static void
choose_service (AppPreferencesMessages *self, AppSettingRow *row, const char *key)
{
  ModelSettings *values = app_preferences_get_settings (self->preferences);
  const char *address = model_settings_get (values, "message.from_address");
  const ModelMailService *service = model_mail_service_find (key);
  g_autofree char *host = service != NULL ? model_mail_service_dup_host (service, address) : NULL;
  Several several = { .n = 0 };

  if (service != NULL && host == NULL)
    {
      app_note_holder_set_note (APP_NOTE_HOLDER (row),
                                _ ("Write the address of the sender first: the server goes with "
                                   "it."));
      app_setting_row_show (row, SERVICE, value_of (values, SERVICE));
      return;
    }
  if (service == NULL)
    {
      several_add (&several, "message.mail.host", NULL);
      several_add (&several, "message.mail.auth", NULL);
    }
  else
    {
      several_add_service (&several, service, address);
      several_add_user (&several, values, address);
    }
  apply (self, row, &several);
  several_clear (&several);
}

/* The address, or that there is an account, tells the service where none was chosen. */
static void
choose_with_service (AppPreferencesMessages *self,
                     AppSettingRow *row,
                     const char *name,
                     const char *value)
{
  ModelSettings *values = app_preferences_get_settings (self->preferences);
  gboolean is_address = g_str_equal (name, "message.from_address");
  const char *address = is_address ? value : model_settings_get (values, "message.from_address");
  const char *way = is_address ? model_settings_get (values, "message.mail.way") : value;
  const ModelMailService *service = model_mail_service_of_address (address);
  Several several = { .n = 0 };

  several_add (&several, name, value);
  if (g_str_equal (way, "smtp") && model_settings_get (values, "message.mail.host")[0] == '\0')
    {
      if (service != NULL)
        several_add_service (&several, service, address);
      several_add_user (&several, values, address);
    }
  apply (self, row, &several);
  several_clear (&several);
}

static void
on_chosen_cb (AppSettingRow *row, const char *name, const char *value, AppPreferencesMessages *self)
{
  if (g_str_equal (name, SERVICE))
    choose_service (self, row, value);
  else if (g_str_equal (name, "message.from_address") || g_str_equal (name, "message.mail.way"))
    choose_with_service (self, row, name, value);
  else
    app_preferences_apply (self->preferences, work_change_setting_new (name, value),
                           GTK_WIDGET (row));
}

/* ---- the rows ---- */

static void
add_choice (AppSettingRow *row, const char *name)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (AppSettingChoice));
  AppSettingChoice choice = { "", _ ("Another"), NULL };
  guint n = 0;
  const ModelMailService *services = model_mail_service_list (&n);

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (choices[i].name, name))
      {
        const AppSettingChoice one = { choices[i].value, _ (choices[i].label), NULL };

        g_array_append_val (all, one);
      }
  for (guint i = 0; g_str_equal (name, SERVICE) && i < n; i++)
    {
      const AppSettingChoice one = { services[i].key, _ (services[i].label), NULL };

      g_array_append_val (all, one);
    }
  if (g_str_equal (name, SERVICE))
    g_array_append_val (all, choice);
  app_setting_row_add_choice (row, name, (const AppSettingChoice *) (gpointer) all->data, all->len);
}

static void
add_row (AppPreferencesMessages *self, guint i)
{
  const char *name = settings[i].name;
  const ModelSetting *setting = model_setting_find (name);
  const char *label = setting != NULL ? setting->label : N_ ("Mail service");
  const char *explanation = settings[i].explanation;
  AppSettingRow *row = app_setting_row_new (_ (label), explanation != NULL ? _ (explanation) : NULL,
                                            settings[i].control == CONTROL_TEXT);

  if (settings[i].control == CONTROL_TEXT)
    app_setting_row_add_text (row, name, MAX_TEXT);
  else if (settings[i].control == CONTROL_NUMBER)
    app_setting_row_add_number (row, name, setting->minimum, setting->maximum, NULL);
  else if (settings[i].control == CONTROL_SWITCH)
    app_setting_row_add_switch (row, name);
  else
    add_choice (row, name);
  g_signal_connect_object (row, "chosen", G_CALLBACK (on_chosen_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
  g_hash_table_insert (self->rows, (gpointer) name, row);
}

static int
sense_of (ModelSettings *values)
{
  int sense = 0;

  if (g_strcmp0 (model_settings_get (values, "message.mail.way"), "smtp") == 0)
    sense |= WITH_SERVER;
  if (g_strcmp0 (model_settings_get (values, "message.mail.auth"), "oauth") == 0)
    sense |= WITH_SIGN_IN;
  if (g_strcmp0 (model_settings_get (values, "message.mail.oauth_service"), "microsoft") == 0)
    sense |= WITH_TENANT;
  return sense;
}

/* What one has to know of the service stands under it. */
static void
show_hint (AppPreferencesMessages *self, const char *key)
{
  const ModelMailService *service = model_mail_service_find (key);

  app_setting_row_set_explanation (g_hash_table_lookup (self->rows, SERVICE),
                                   service != NULL && service->hint != NULL ? _ (service->hint)
                                                                            : NULL);
}

static void
app_preferences_messages_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesMessages *self = APP_PREFERENCES_MESSAGES (part);
  ModelSettings *values = app_preferences_get_settings (preferences);
  int sense = sense_of (values);

  g_set_object (&self->preferences, preferences);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      const char *value = value_of (values, settings[i].name);
      AppSettingRow *row = g_hash_table_lookup (self->rows, settings[i].name);

      if (row == NULL)
        continue;
      app_setting_row_show (row, settings[i].name, value);
      app_setting_row_set_editable (row, !app_preferences_is_read_only (preferences));
      gtk_widget_set_visible (GTK_WIDGET (row), (settings[i].sense & ~sense) == 0);
      if (g_str_equal (settings[i].name, SERVICE))
        show_hint (self, value);
    }
}

static void
app_preferences_messages_flush (AppPreferencesPart *part)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, APP_PREFERENCES_MESSAGES (part)->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    app_setting_row_flush (row);
}

static void
app_preferences_messages_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_messages_load;
  iface->flush = app_preferences_messages_flush;
}

static void
app_preferences_messages_set_property (GObject *object,
                                       guint id,
                                       const GValue *value,
                                       GParamSpec *pspec)
{
  AppPreferencesMessages *self = APP_PREFERENCES_MESSAGES (object);

  if (id == PROP_WHAT)
    self->what = g_value_dup_string (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
app_preferences_messages_constructed (GObject *object)
{
  AppPreferencesMessages *self = APP_PREFERENCES_MESSAGES (object);

  G_OBJECT_CLASS (app_preferences_messages_parent_class)->constructed (object);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (g_strcmp0 (settings[i].what, self->what) == 0)
      add_row (self, i);
}

static void
app_preferences_messages_dispose (GObject *object)
{
  AppPreferencesMessages *self = APP_PREFERENCES_MESSAGES (object);

  g_clear_object (&self->preferences);
  g_hash_table_remove_all (self->rows);
  G_OBJECT_CLASS (app_preferences_messages_parent_class)->dispose (object);
}

static void
app_preferences_messages_finalize (GObject *object)
{
  AppPreferencesMessages *self = APP_PREFERENCES_MESSAGES (object);

  g_hash_table_unref (self->rows);
  g_free (self->what);
  G_OBJECT_CLASS (app_preferences_messages_parent_class)->finalize (object);
}

static void
app_preferences_messages_class_init (AppPreferencesMessagesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = app_preferences_messages_constructed;
  object_class->dispose = app_preferences_messages_dispose;
  object_class->finalize = app_preferences_messages_finalize;
  object_class->set_property = app_preferences_messages_set_property;
  /* Which of them. */
  properties[PROP_WHAT] = g_param_spec_string (
      "what", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass), "/org/paraphe/Paraphe/ui/app-preferences-messages.ui");
}

static void
app_preferences_messages_init (AppPreferencesMessages *self)
{
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_preferences_messages_new:
 * @what: which settings: "sender", "mail", "pace", "quiet"
 *
 * Returns: (transfer floating): a group
 */
AppPreferencesMessages *
app_preferences_messages_new (const char *what)
{
  return g_object_new (APP_TYPE_PREFERENCES_MESSAGES, "what", what, NULL);
}

/**
 * app_preferences_messages_get_row:
 * @self: a group
 * @name: a setting; "service" is what sets those of the mail server
 *
 * Returns: (transfer none) (nullable): its row
 */
AppSettingRow *
app_preferences_messages_get_row (AppPreferencesMessages *self, const char *name)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_MESSAGES (self), NULL);
  return g_hash_table_lookup (self->rows, name);
}

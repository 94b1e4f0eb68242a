/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-settings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-text.h"
#include "message-oauth.h"
#include "model-file-name.h"
#include "model-rule.h"
#include "model-value.h"
#include "store-settings.h"
#include "work-change-private.h"

/* A label longer than this stands in no list. */
#define MAX_LABEL 80

typedef struct
{
  char **names;
  char **values; /* "" for the default */
} Settings;

static void
settings_free (gpointer data)
{
  Settings *settings = data;

  g_strfreev (settings->names);
  g_strfreev (settings->values);
  g_free (settings);
}

/* ---- what a value must be ---- */

static gboolean
check_number (const ModelSetting *setting, const char *value, GError **error)
{
  gint64 number;

  if (g_ascii_string_to_signed (value, 10, setting->minimum, setting->maximum, &number, NULL))
    return TRUE;
  return _work_refuse (error, _ ("“%s” is a whole number from %d to %d. Correct it."),
                       _ (setting->label), setting->minimum, setting->maximum);
}

static gboolean
check_label (StoreConnection *connection, const char *value, GError **error)
{
  if (g_utf8_strlen (value, -1) <= MAX_LABEL)
    return TRUE;
  return _work_refuse (error, _ ("This text is longer than %d characters. Shorten it."), MAX_LABEL);
}

static gboolean
check_word (const char *const *words, const char *value, GError **error)
{
  if (g_strv_contains (words, value))
    return TRUE;
  return _work_refuse (error, _ ("“%s” is none of the choices. Choose another."), value);
}

static gboolean
check_style (StoreConnection *connection, const char *value, GError **error)
{
  return check_word (model_state_styles (), value, error);
}

static gboolean
check_symbol (StoreConnection *connection, const char *value, GError **error)
{
  return check_word (model_state_symbols (), value, error);
}

static gboolean
check_position (StoreConnection *connection, const char *value, GError **error)
{
  gint64 number;

  if (g_ascii_string_to_signed (value, 10, 0, MODEL_N_SEARCH_STATES - 1, &number, NULL))
    return TRUE;
  return _work_refuse (error, _ ("“%s” is no place among the states. Choose another."), value);
}

static gboolean
check_fields (StoreConnection *connection, const char *value, GError **error)
{
  g_auto (GStrv) keys = g_strsplit (value, "|", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    if (keys[i][0] != '\0' && model_field_find (keys[i]) == NULL)
      return _work_refuse (error, _ ("“%s” is no field. Choose another."), keys[i]);
  return TRUE;
}

static gboolean
check_template (StoreConnection *connection, const char *value, GError **error)
{
  g_autoptr (ModelRecord) template =
      store_load (connection, MODEL_ENTITY_TEMPLATE, g_ascii_strtoll (value, NULL, 10), error);

  return template != NULL;
}

static gboolean
check_file_name (StoreConnection *connection, const char *value, GError **error)
{
  g_autoptr (GError) local = NULL;

  return model_file_name_check (value, &local) || _work_refuse (error, "%s", local->message);
}

/* ---- e-signature ---- */

/* What a provider takes of each, at least. */
#define MAX_SUBJECT 200
#define MAX_MESSAGE 1500

/* Bodies of requests with fields, and the like. */
#define MAX_SMS_VALUE 4000

static gboolean
check_plain (StoreConnection *connection, const char *value, GError **error)
{
  for (const char *at = value; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      return _work_refuse (error, _ ("“%s” does not fit this setting. Choose another value."),
                           value);
  return check_label (connection, value, error);
}

static gboolean
check_method (StoreConnection *connection, const char *value, GError **error)
{
  g_auto (GStrv) keys = g_strsplit (model_field_find ("signature_signer.method")->detail, "|", -1);

  return check_word ((const char *const *) keys, value, error);
}

/* The key of a school's account goes there: nobody may listen. */
static gboolean
check_address (StoreConnection *connection, const char *value, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (value, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  gboolean is_local = g_strcmp0 (host, "localhost") == 0 || g_strcmp0 (host, "127.0.0.1") == 0;

  if (host != NULL && host[0] != '\0' && g_uri_get_userinfo (uri) == NULL
      && (g_strcmp0 (g_uri_get_scheme (uri), "https") == 0
          || (is_local && g_strcmp0 (g_uri_get_scheme (uri), "http") == 0)))
    return TRUE;
  return _work_refuse (error,
                       _ ("“%s” is no address of a server. Write one that begins with "
                          "“https://”."),
                       value);
}

static gboolean
check_path (StoreConnection *connection, const char *value, GError **error)
{
  if (g_path_is_absolute (value))
    return TRUE;
  return _work_refuse (error, _ ("“%s” is no whole path to a file. Choose the file."), value);
}

static gboolean
check_folder (StoreConnection *connection, const char *value, GError **error)
{
  if (g_path_is_absolute (value))
    return TRUE;
  return _work_refuse (error, _ ("“%s” is no whole path to a folder. Choose the folder."), value);
}

static gboolean
check_subject (StoreConnection *connection, const char *value, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (strchr (value, '\n') != NULL)
    return _work_refuse (error, _ ("The subject is one line. Remove the line break."));
  return model_file_text_check (value, MAX_SUBJECT, &local)
         || _work_refuse (error, "%s", local->message);
}

static gboolean
check_message (StoreConnection *connection, const char *value, GError **error)
{
  g_autoptr (GError) local = NULL;

  return model_file_text_check (value, MAX_MESSAGE, &local)
         || _work_refuse (error, "%s", local->message);
}

/* ---- mails and SMS ---- */

static gboolean
check_mail_way (StoreConnection *connection, const char *value, GError **error)
{
  static const char *const ways[] = { "smtp", "program", NULL };

  return check_word (ways, value, error);
}

static gboolean
check_mail_security (StoreConnection *connection, const char *value, GError **error)
{
  static const char *const securities[] = { "starttls", "tls", "clear", NULL };

  return check_word (securities, value, error);
}

static gboolean
check_mail_auth (StoreConnection *connection, const char *value, GError **error)
{
  static const char *const kinds[] = { "password", "oauth", NULL };

  return check_word (kinds, value, error);
}

static gboolean
check_mail_service (StoreConnection *connection, const char *value, GError **error)
{
  return message_oauth_service_find (value) != NULL
         || _work_refuse (error, _ ("“%s” is none of the choices. Choose another."), value);
}

static gboolean
check_email (StoreConnection *connection, const char *value, GError **error)
{
  g_autofree char *address = NULL;
  g_autoptr (GError) local = NULL;

  return model_value_parse (model_field_find ("school.email"), value, &address, &local)
         || _work_refuse (error, "%s", local->message);
}

/* A name or a number of the network, nothing around it. */
static gboolean
check_host (StoreConnection *connection, const char *value, GError **error)
{
  for (const char *at = value; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr (".-:[]", *at) == NULL)
      return _work_refuse (
          error, _ ("“%s” is no name of a server. Write it as “smtp.example.org”."), value);
  return check_label (connection, value, error);
}

/* What a provider of SMS has to know may be long: an address, a body with fields. */
static gboolean
check_sms_value (StoreConnection *connection, const char *value, GError **error)
{
  if (g_utf8_strlen (value, -1) <= MAX_SMS_VALUE)
    return TRUE;
  return _work_refuse (error, _ ("This text is longer than %d characters. Shorten it."),
                       MAX_SMS_VALUE);
}

/* Settings that are families by themselves; the first pattern that fits counts. */
static const struct
{
  const char *pattern;
  gboolean (*check) (StoreConnection *connection, const char *value, GError **error);
} families[] = {
  { "search_state.*.label", check_label },
  { "search_state.*.style", check_style },
  { "search_state.*.symbol", check_symbol },
  { "kind.*.label", check_label },
  { "search_state.*.position", check_position },
  { "kind.*.template", check_template },
  { "kind.*.mandatory", check_fields },
  { MODEL_FILE_NAME_SETTING, check_file_name },
  { "backup.folder", check_folder },
  { "sign.provider", check_plain },
  { "sign.environment", check_plain },
  { "sign.url", check_address },
  { "sign.ca_file", check_path },
  { "sign.method", check_method },
  { "sign.subject", check_subject },
  { "sign.message", check_message },
  { "message.from_name", check_plain },
  { "message.from_address", check_email },
  { "message.reply_to", check_email },
  { "message.mail.way", check_mail_way },
  { "message.mail.host", check_host },
  { "message.mail.security", check_mail_security },
  { "message.mail.user", check_plain },
  { "message.mail.auth", check_mail_auth },
  { "message.mail.oauth_service", check_mail_service },
  { "message.mail.oauth_client", check_sms_value },
  { "message.mail.oauth_tenant", check_plain },
  { "message.mail.oauth_authorize_url", check_address },
  { "message.mail.oauth_token_url", check_address },
  { "message.mail.oauth_scope", check_sms_value },
  { "message.mail.ca_file", check_path },
  { "message.sms.provider", check_plain },
  { "message.sms.*.*", check_sms_value },
};

static gboolean
check_setting (StoreConnection *connection, const char *name, const char *value, GError **error)
{
  const ModelSetting *setting = model_setting_find (name);
  ModelRuleSettings rules;

  if (setting != NULL && setting->maximum > 0)
    return check_number (setting, value, error);
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (g_pattern_match_simple (families[i].pattern, name))
      return families[i].check (connection, value, error);
  model_rule_settings_init (&rules);
  if (model_rule_settings_set (&rules, name, value))
    return TRUE;
  if (g_str_has_prefix (name, "rule."))
    return _work_refuse (error, _ ("“%s” does not fit this rule. Choose another value."), value);
  return _work_refuse (error,
                       _ ("There is no setting “%s”. This is a fault of the program; please "
                          "report it."),
                       name);
}

/* ---- what goes without saying ---- */

/* (nullable): what a state of a search is shown as */
static char *
default_look (ModelSearchState state, const char *what)
{
  const ModelState *info = model_search_state_info (state);

  if (g_str_equal (what, "label"))
    return g_strdup (_ (info->label));
  if (g_str_equal (what, "style"))
    return g_strdup (info->style);
  if (g_str_equal (what, "symbol"))
    return g_strdup (info->symbol);
  return g_str_equal (what, "position") ? g_strdup_printf ("%u", state) : NULL;
}

static char *
default_text (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", 3);
  g_autoptr (ModelSettings) defaults = NULL;
  ModelSearchState state;

  if (g_strv_length (parts) != 3)
    return NULL;
  if (g_str_equal (parts[0], "search_state") && model_search_state_from_key (parts[1], &state))
    return default_look (state, parts[2]);
  if (!g_str_equal (parts[0], "kind") || !g_str_equal (parts[2], "label"))
    return NULL;
  defaults = model_settings_new ();
  return model_kind_label (defaults, parts[1]);
}

static gboolean
is_default_of_rule (const char *name, const char *value)
{
  ModelRuleSettings defaults, chosen;

  model_rule_settings_init (&defaults);
  model_rule_settings_init (&chosen);
  return model_rule_settings_set (&chosen, name, value)
         && memcmp (&defaults, &chosen, sizeof defaults) == 0;
}

static gboolean
is_default (const char *name, const char *value)
{
  const ModelSetting *setting = model_setting_find (name);
  g_autofree char *text = default_text (name);

  return value[0] == '\0' || is_default_of_rule (name, value) || g_strcmp0 (text, value) == 0
         || (setting != NULL && g_str_equal (setting->value, value));
}

static gboolean
save_one (WorkChanging *changing, const char *name, const char *text, GError **error)
{
  g_autofree char *value = base_text_clean (text);

  if (is_default (name, value))
    return store_settings_save (changing->connection, name, NULL, changing->operation, error);
  return check_setting (changing->connection, name, value, error)
         && store_settings_save (changing->connection, name, value, changing->operation, error);
}

static gboolean
save_settings (WorkChanging *changing, gpointer data, GError **error)
{
  const Settings *settings = data;

  for (guint i = 0; settings->names[i] != NULL; i++)
    if (!save_one (changing, settings->names[i], settings->values[i], error))
      return FALSE;
  changing->n = g_strv_length (settings->names);
  return TRUE;
}

/**
 * work_change_settings_new:
 * @names: (array zero-terminated=1): settings
 * @values: (array): as many values; "" or %NULL for the default
 *
 * What is the default is not kept: a later version of the program may know a better one.
 *
 * Returns: (transfer full): the change that sets them; refused when a value makes no sense
 */
WorkChange *
work_change_settings_new (const char *const *names, const char *const *values)
{
  Settings *settings = g_new0 (Settings, 1);
  guint n = g_strv_length ((char **) names);

  settings->names = g_strdupv ((char **) names);
  settings->values = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    settings->values[i] = g_strdup (values[i] != NULL ? values[i] : "");
  return _work_change_new ("settings.change", save_settings, settings, settings_free);
}

/**
 * work_change_setting_new:
 * @name: a setting
 * @value: (nullable): its value; "" or %NULL for the default
 *
 * Returns: (transfer full): the change that sets it
 */
WorkChange *
work_change_setting_new (const char *name, const char *value)
{
  const char *const names[] = { name, NULL }, *const values[] = { value, NULL };

  return work_change_settings_new (names, values);
}

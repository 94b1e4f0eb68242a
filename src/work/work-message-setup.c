/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-send-private.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"
#include "store-settings.h"

static const struct
{
  const char *key;
  MessageSmtpSecurity security;
} securities[] = {
  { "starttls", MESSAGE_SMTP_STARTTLS },
  { "tls", MESSAGE_SMTP_TLS },
  { "clear", MESSAGE_SMTP_CLEAR },
};

/**
 * _work_message_channel_from_word:
 * @word: (nullable): how the database calls it
 *
 * Returns: how somebody is reached
 */
WorkMessageChannel
_work_message_channel_from_word (const char *word)
{
  return g_strcmp0 (word, "sms") == 0 ? WORK_MESSAGE_SMS : WORK_MESSAGE_MAIL;
}

static char *
dup_text (ModelSettings *settings, const char *name)
{
  const char *value = model_settings_get (settings, name);

  return base_text_is_blank (value) ? NULL : g_strstrip (g_strdup (value));
}

static MessageSmtpSecurity
read_security (ModelSettings *settings)
{
  const char *key = model_settings_get (settings, "message.mail.security");

  for (guint i = 0; i < G_N_ELEMENTS (securities); i++)
    if (g_strcmp0 (securities[i].key, key) == 0)
      return securities[i].security;
  return MESSAGE_SMTP_STARTTLS;
}

static void
read_mail (WorkMessageSetup *setup, ModelSettings *settings)
{
  const char *auth = model_settings_get (settings, "message.mail.auth");

  setup->by_hand = g_strcmp0 (model_settings_get (settings, "message.mail.way"), "smtp") != 0;
  setup->host = dup_text (settings, "message.mail.host");
  setup->port = (guint) MAX (model_settings_get_int (settings, "message.mail.port"), 0);
  setup->security = read_security (settings);
  setup->user = dup_text (settings, "message.mail.user");
  setup->oauth = g_strcmp0 (auth, "oauth") == 0;
  setup->ca_file = dup_text (settings, "message.mail.ca_file");
  setup->from_name = dup_text (settings, "message.from_name");
  setup->from_address = dup_text (settings, "message.from_address");
  setup->reply_to = dup_text (settings, "message.reply_to");
}

static void
read_sms (WorkMessageSetup *setup, ModelSettings *settings)
{
  g_autofree char *provider = dup_text (settings, "message.sms.provider");
  const MessageSmsSetting *known;
  guint n = 0;

  setup->sms = provider != NULL ? message_sms_provider_find (provider) : NULL;
  setup->sms_values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  setup->simplifies = model_settings_get_int (settings, "message.sms.simplify") != 0;
  known = setup->sms != NULL ? message_sms_provider_get_settings (setup->sms, &n) : NULL;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("message.sms.%s.%s", provider, known[i].key);
      const char *value = model_settings_get (settings, name);

      if (known[i].kind != MESSAGE_SMS_SECRET && value != NULL)
        g_hash_table_insert (setup->sms_values, g_strdup (known[i].key), g_strdup (value));
    }
}

/**
 * _work_message_setup_load:
 * @connection: a connection
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full): how the school sends, or %NULL
 */
WorkMessageSetup *
_work_message_setup_load (StoreConnection *connection, GError **error)
{
  g_autoptr (ModelSettings) settings = store_settings_load (connection, error);
  WorkMessageSetup *setup;

  if (settings == NULL)
    return NULL;
  setup = g_new0 (WorkMessageSetup, 1);
  read_mail (setup, settings);
  read_sms (setup, settings);
  setup->per_minute = (guint) MAX (model_settings_get_int (settings, "message.per_minute"), 0);
  return setup;
}

static gpointer
read_setup (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return _work_message_setup_load (connection, error);
}

/**
 * _work_message_setup_read:
 * @school: a school
 * @error: return location for a #StoreError
 *
 * In a job's thread.
 *
 * Returns: (transfer full): how the school sends, or %NULL
 */
WorkMessageSetup *
_work_message_setup_read (WorkSchool *school, GError **error)
{
  return store_queue_run (work_school_get_queue (school), read_setup, NULL, NULL, error);
}

/**
 * _work_message_setup_free:
 * @setup: (nullable) (transfer full): settings
 */
void
_work_message_setup_free (WorkMessageSetup *setup)
{
  if (setup == NULL)
    return;
  g_free (setup->host);
  g_free (setup->user);
  g_free (setup->ca_file);
  g_free (setup->from_name);
  g_free (setup->from_address);
  g_free (setup->reply_to);
  g_clear_pointer (&setup->sms_values, g_hash_table_unref);
  g_free (setup);
}

static const char *
find_mail_problem (const WorkMessageSetup *setup)
{
  if (setup->by_hand)
    return _ ("No mail account is set: give one in the preferences, or open the messages in your "
              "mail program.");
  if (setup->host == NULL)
    return _ ("The mail server is not set: give its name in the preferences.");
  if (setup->from_address == NULL)
    return _ ("The address that mails come from is not set: give it in the preferences.");
  if (setup->oauth && setup->user == NULL)
    return _ ("The account at the mail server is not set: give it in the preferences.");
  return NULL;
}

/**
 * _work_message_setup_problem:
 * @setup: settings
 * @channel: how somebody is reached
 *
 * Returns: (transfer none) (nullable): why nothing can be sent, a sentence; %NULL when it can
 */
const char *
_work_message_setup_problem (const WorkMessageSetup *setup, WorkMessageChannel channel)
{
  if (channel == WORK_MESSAGE_MAIL)
    return find_mail_problem (setup);
  if (setup->sms == NULL)
    return _ ("No provider of SMS is set: choose one in the preferences.");
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-sms.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "message-sms-private.h"
#include "message-sms-text.h"

/* Longer than any phone shows. */
#define MOST_PARTS 10

/* One line a provider. The first is what a school is offered first. */
static const MessageSmsProvider *const providers[] = {
  &_message_sms_ovh,  &_message_sms_brevo,       &_message_sms_smsmode, &_message_sms_twilio,
  &_message_sms_esup, &_message_sms_free_mobile, &_message_sms_http,
};

/**
 * message_sms_provider_get_n:
 *
 * Returns: how many providers there are
 */
guint
message_sms_provider_get_n (void)
{
  return G_N_ELEMENTS (providers);
}

/**
 * message_sms_provider_get:
 * @n: below message_sms_provider_get_n()
 *
 * Returns: (transfer none): a provider
 */
const MessageSmsProvider *
message_sms_provider_get (guint n)
{
  g_return_val_if_fail (n < G_N_ELEMENTS (providers), NULL);
  return providers[n];
}

/**
 * message_sms_provider_find:
 * @key: (nullable): "ovh"
 *
 * Returns: (transfer none) (nullable): that provider
 */
const MessageSmsProvider *
message_sms_provider_find (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (providers); i++)
    if (g_strcmp0 (providers[i]->key, key) == 0)
      return providers[i];
  return NULL;
}

/**
 * message_sms_provider_get_key:
 * @self: a provider
 *
 * Returns: what stands for it in a database
 */
const char *
message_sms_provider_get_key (const MessageSmsProvider *self)
{
  return self->key;
}

/**
 * message_sms_provider_get_label:
 * @self: a provider
 *
 * Returns: its name, for a person
 */
const char *
message_sms_provider_get_label (const MessageSmsProvider *self)
{
  return _ (self->label);
}

/**
 * message_sms_provider_get_features:
 * @self: a provider
 *
 * Returns: what it can do
 */
MessageSmsFeatures
message_sms_provider_get_features (const MessageSmsProvider *self)
{
  return self->features;
}

/**
 * message_sms_provider_get_settings:
 * @self: a provider
 * @n: (out): how many
 *
 * Returns: (array length=n): what it has to know
 */
const MessageSmsSetting *
message_sms_provider_get_settings (const MessageSmsProvider *self, guint *n)
{
  *n = self->n_settings;
  return self->settings;
}

/**
 * message_sms_new:
 * @provider: a provider
 *
 * Returns: (transfer full): an account there that knows nothing yet
 */
MessageSms *
message_sms_new (const MessageSmsProvider *provider)
{
  MessageSms *self = g_new0 (MessageSms, 1);

  self->provider = provider;
  self->base = g_strdup (provider->base);
  self->values =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) _message_sms_wipe);
  return self;
}

/**
 * message_sms_free:
 * @self: (transfer full): an account; its keys are wiped
 */
void
message_sms_free (MessageSms *self)
{
  g_hash_table_unref (self->values);
  g_free (self->base);
  g_free (self);
}

/**
 * message_sms_set:
 * @self: an account
 * @key: of a setting of the provider's; any other is left out
 * @value: (nullable): what it is; spaces around it are none of it
 */
void
message_sms_set (MessageSms *self, const char *key, const char *value)
{
  for (guint i = 0; i < self->provider->n_settings; i++)
    if (g_str_equal (self->provider->settings[i].key, key))
      g_hash_table_replace (self->values, g_strdup (key),
                            g_strstrip (g_strdup (value != NULL ? value : "")));
}

/**
 * _message_sms_set_base:
 * @self: an account
 * @base: where its provider is
 * @timeout_ms: the most time for a call; 0: as usual
 *
 * For tests, which bring their own provider.
 */
void
_message_sms_set_base (MessageSms *self, const char *base, guint timeout_ms)
{
  g_free (self->base);
  self->base = g_strdup (base);
  self->timeout_ms = timeout_ms;
}

/**
 * _message_sms_value:
 * @self: an account
 * @key: of a setting
 *
 * Returns: (transfer none): what it is, or ""
 */
const char *
_message_sms_value (MessageSms *self, const char *key)
{
  const char *value = g_hash_table_lookup (self->values, key);

  return value != NULL ? value : "";
}

/**
 * _message_sms_label:
 * @self: an account
 *
 * Returns: the name of its provider, for a person
 */
const char *
_message_sms_label (const MessageSms *self)
{
  return message_sms_provider_get_label (self->provider);
}

/* A line's end in a key would end a header and begin another. */
static gboolean
is_one_line (const char *value)
{
  for (const char *at = value; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      return FALSE;
  return TRUE;
}

/* What networks take as a sender: a name of 11 signs, a number, or a service of Twilio's. */
static gboolean
is_name (const char *value)
{
  return g_regex_match_simple ("^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$|^\\+?[0-9]{3,15}$"
                               "|^MG[0-9a-fA-F]{32}$",
                               value, G_REGEX_DOLLAR_ENDONLY, 0);
}

static gboolean
is_https (const char *value)
{
  return g_str_has_prefix (value, "https://") || g_str_has_prefix (value, "http://127.0.0.1:")
         || g_str_has_prefix (value, "http://localhost:");
}

static gboolean
check_setting (MessageSms *self, const MessageSmsSetting *setting, GError **error)
{
  const char *value = _message_sms_value (self, setting->key), *sentence = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *whole = NULL;

  if (*value == '\0')
    sentence = setting->is_optional ? NULL : _ ("“%s” is missing in the settings of SMS.");
  else if (!g_utf8_validate (value, -1, NULL)
           || (setting->kind != MESSAGE_SMS_LINES && !is_one_line (value)))
    sentence = _ ("“%s” must be one line in the settings of SMS.");
  else if (setting->kind == MESSAGE_SMS_NAME && !is_name (value))
    sentence = _ ("“%s” takes up to 11 letters without accents and digits, or a phone number.");
  else if (setting->kind == MESSAGE_SMS_URL && !is_https (value))
    sentence = _ ("“%s” must begin with “https://” in the settings of SMS.");
  if (sentence == NULL)
    return TRUE;
  parts = g_strsplit (sentence, "%s", 2);
  whole = g_strjoinv (_ (setting->label), parts);
  g_set_error_literal (error, MESSAGE_ERROR, MESSAGE_ERROR_CONFIGURATION, whole);
  return FALSE;
}

/**
 * message_sms_check:
 * @self: an account
 * @error: return location for a #MESSAGE_ERROR_CONFIGURATION
 *
 * Nobody is asked.
 *
 * Returns: whether all is there that the provider has to know
 */
gboolean
message_sms_check (MessageSms *self, GError **error)
{
  for (guint i = 0; i < self->provider->n_settings; i++)
    if (!check_setting (self, &self->provider->settings[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
check_text (const char *text, MessageSmsCount *count, GError **error)
{
  const char *sentence = NULL;

  if (!g_utf8_validate (text, -1, NULL) || *text == '\0')
    sentence = _ ("The message is empty: nothing was sent.");
  else
    {
      message_sms_count (text, count);
      if (count->parts > MOST_PARTS)
        sentence = _ ("The message is too long for an SMS: nothing was sent.");
    }
  if (sentence != NULL)
    g_set_error_literal (error, MESSAGE_ERROR, MESSAGE_ERROR_REFUSED, sentence);
  return sentence == NULL;
}

/* The sentence of message_sms_number() quotes the number; this one may be kept and logged. */
static gboolean
check_number (MessageSms *self, const char *to, char **number, GError **error)
{
  if (self->provider->features & MESSAGE_SMS_ONESELF)
    return TRUE;
  *number = message_sms_number (to, NULL);
  if (*number == NULL)
    g_set_error_literal (error, MESSAGE_ERROR, MESSAGE_ERROR_BAD_NUMBER,
                         _ ("This number takes no SMS: give a French mobile number, overseas "
                            "too."));
  return *number != NULL;
}

/**
 * message_sms_send:
 * @self: an account
 * @to: (nullable): a number, in any form; where one only writes to oneself nobody looks at it
 * @text: what it says
 * @reference: (nullable): what we call it, for those who can tell it
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #MESSAGE_ERROR, which says whether it may be sent again
 *
 * Sends one message, once, and waits: for worker threads. After #MESSAGE_ERROR_UNKNOWN the message
 * may have been sent, and nothing but a person's word sends it again.
 *
 * Returns: (transfer full) (nullable): what the provider tells of it
 */
MessageSmsReceipt *
message_sms_send (MessageSms *self,
                  const char *to,
                  const char *text,
                  const char *reference,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autofree char *number = NULL;
  MessageSmsLetter letter = { .text = text, .reference = reference };
  MessageSmsCount count;

  g_return_val_if_fail (text != NULL, NULL);
  if (!message_sms_check (self, error) || !check_text (text, &count, error)
      || !check_number (self, to, &number, error))
    return NULL;
  letter.to = number;
  letter.is_unicode = count.is_unicode;
  return self->provider->send (self, &letter, cancellable, error);
}

/**
 * message_sms_ask_state:
 * @self: an account
 * @id: what the provider called the message
 * @state: (out): how far it came
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #MESSAGE_ERROR; that the state is not known says nothing of the
 *   message
 *
 * Returns: whether the provider answered
 */
gboolean
message_sms_ask_state (MessageSms *self,
                       const char *id,
                       MessageSmsState *state,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GError) local = NULL;

  *state = MESSAGE_SMS_UNTOLD;
  if (self->provider->ask_state == NULL)
    {
      g_set_error (error, MESSAGE_ERROR, MESSAGE_ERROR_REFUSED,
                   _ ("“%s” does not tell whether messages arrive."), _message_sms_label (self));
      return FALSE;
    }
  if (!message_sms_check (self, error))
    return FALSE;
  if (self->provider->ask_state (self, id, state, cancellable, &local))
    return TRUE;
  if (!g_error_matches (local, MESSAGE_ERROR, MESSAGE_ERROR_UNKNOWN))
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, MESSAGE_ERROR, MESSAGE_ERROR_UNKNOWN,
                 _ ("“%s” did not tell how far the message came: ask again later."),
                 _message_sms_label (self));
  return FALSE;
}

/**
 * _message_sms_receipt_new:
 * @letter: what was sent
 * @id: (nullable): what the provider calls it
 *
 * Returns: (transfer full): that it was taken, and nothing else is told
 */
MessageSmsReceipt *
_message_sms_receipt_new (const MessageSmsLetter *letter, const char *id)
{
  MessageSmsReceipt *self = g_new0 (MessageSmsReceipt, 1);
  MessageSmsCount count;

  message_sms_count (letter->text, &count);
  self->id = g_strdup (id);
  self->parts = count.parts;
  self->cost = -1;
  self->credits_left = -1;
  return self;
}

/**
 * message_sms_receipt_free:
 * @self: (transfer full): a receipt
 */
void
message_sms_receipt_free (MessageSmsReceipt *self)
{
  g_free (self->id);
  g_free (self->unit);
  g_free (self);
}

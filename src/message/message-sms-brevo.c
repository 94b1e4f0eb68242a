/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-sms-private.h"

#include <glib/gi18n-lib.h>

static const MessageSmsSetting settings[] = {
  { "key", N_ ("API key"), MESSAGE_SMS_SECRET, FALSE },
  { "sender", N_ ("Sender"), MESSAGE_SMS_NAME, FALSE },
};

static char *
write_order (MessageSms *self, const MessageSmsLetter *letter)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  const char *const members[][2] = {
    { "sender", _message_sms_value (self, "sender") },
    { "recipient", letter->to + 1 }, /* without its + */
    { "content", letter->text },
    { "type", "transactional" },
    { "tag", letter->reference },
  };

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i][1] != NULL)
      {
        json_builder_set_member_name (builder, members[i][0]);
        json_builder_add_string_value (builder, members[i][1]);
      }
  json_builder_set_member_name (builder, "unicodeEnabled");
  json_builder_add_boolean_value (builder, letter->is_unicode);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static BaseHttpResponse *
call (MessageSms *self,
      const char *path,
      const char *body,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree char *url = g_strconcat (self->base, path, NULL);
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();
  char *key = g_strconcat ("api-key: ", _message_sms_value (self, "key"), NULL);

  g_strv_builder_add (headers, key);
  g_strv_builder_add (headers, "Accept: application/json");
  g_strv_builder_add (headers, "Content-Type: application/json");
  _message_sms_wipe (key);
  return _message_sms_call (self, "POST", url, g_strv_builder_end (headers), body, cancellable,
                            error);
}

/* "invalid_parameter" is all that is told of a number that is none: its sentence says the rest. */
static gboolean
is_about_number (const char *code, const char *sentence)
{
  return g_str_equal (code, "invalid_parameter")
         && g_regex_match_simple ("phone|recipient|mobile", sentence, G_REGEX_CASELESS, 0);
}

static MessageSmsReceipt *
read_answer (MessageSms *self,
             const MessageSmsLetter *letter,
             const BaseHttpResponse *response,
             GError **error)
{
  g_autoptr (JsonNode) node = _message_sms_read (response);
  JsonObject *object = base_json_object (node);
  const char *code = base_json_string (object, "code");
  g_autofree char *id = base_json_dup_id (object, "messageId");
  MessageSmsReceipt *receipt = NULL;

  if (response->status == 400 && is_about_number (code, base_json_string (object, "message")))
    _message_sms_fail (self, MESSAGE_ERROR_BAD_NUMBER, code, error);
  else if (!base_http_response_is_success (response) || id == NULL)
    _message_sms_fail_status (self, response->status, code, error);
  else
    {
      receipt = _message_sms_receipt_new (letter, id);
      receipt->parts =
          (guint) CLAMP (base_json_number (object, "smsCount", receipt->parts), 0, 100);
      receipt->cost = base_json_number (object, "usedCredits", -1);
      receipt->credits_left = base_json_number (object, "remainingCredits", -1);
    }
  return receipt;
}

/* The address was another one before: where there is none, nothing was done. */
static MessageSmsReceipt *
brevo_send (MessageSms *self,
            const MessageSmsLetter *letter,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *body = write_order (self, letter);
  g_autoptr (BaseHttpResponse) response =
      call (self, "/transactionalSMS/send", body, cancellable, error);

  if (response != NULL && response->status == 404)
    {
      base_http_response_free (g_steal_pointer (&response));
      response = call (self, "/transactionalSMS/sms", body, cancellable, error);
    }
  return response != NULL ? read_answer (self, letter, response, error) : NULL;
}

const MessageSmsProvider _message_sms_brevo = {
  .key = "brevo",
  .label = "Brevo",
  .features = MESSAGE_SMS_SENDER | MESSAGE_SMS_PRICE | MESSAGE_SMS_CREDITS,
  .base = "https://api.brevo.com/v3",
  .settings = settings,
  .n_settings = G_N_ELEMENTS (settings),
  .send = brevo_send,
  .read = read_answer,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-sms-private.h"

#include <glib/gi18n-lib.h>

static const MessageSmsSetting settings[] = {
  { "key", N_ ("API key"), MESSAGE_SMS_SECRET, FALSE },
  { "sender", N_ ("Sender"), MESSAGE_SMS_NAME, TRUE },
};

static const struct
{
  const char *word;
  MessageSmsState state;
} states[] = {
  { "SCHEDULED", MESSAGE_SMS_WAITING },    { "ENROUTE", MESSAGE_SMS_SENT },
  { "DELIVERED", MESSAGE_SMS_DELIVERED },  { "UNDELIVERED", MESSAGE_SMS_FAILED },
  { "UNDELIVERABLE", MESSAGE_SMS_FAILED },
};

static void
add (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static char *
write_order (MessageSms *self, const MessageSmsLetter *letter)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *sender = _message_sms_value (self, "sender");
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "recipient");
  json_builder_begin_object (builder);
  add (builder, "to", letter->to + 1); /* without its + */
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "body");
  json_builder_begin_object (builder);
  add (builder, "text", letter->text);
  json_builder_end_object (builder);
  if (*sender != '\0')
    add (builder, "from", sender);
  if (letter->reference != NULL)
    add (builder, "refClient", letter->reference);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static BaseHttpResponse *
call (MessageSms *self,
      const char *method,
      const char *what,
      const char *body,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree char *url = g_strconcat (self->base, "/sms/v1/messages", what, NULL);
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();
  char *key = g_strconcat ("X-Api-Key: ", _message_sms_value (self, "key"), NULL);

  g_strv_builder_add (headers, key);
  g_strv_builder_add (headers, "Accept: application/json");
  if (body != NULL)
    g_strv_builder_add (headers, "Content-Type: application/json");
  _message_sms_wipe (key);
  return _message_sms_call (self, method, url, g_strv_builder_end (headers), body, cancellable,
                            error);
}

static MessageSmsReceipt *
read_answer (MessageSms *self,
             const MessageSmsLetter *letter,
             const BaseHttpResponse *response,
             GError **error)
{
  g_autoptr (JsonNode) node = _message_sms_read (response);
  JsonObject *object = base_json_object (node);
  g_autofree char *id = base_json_dup_id (object, "messageId");
  g_autofree char *code = base_json_dup_id (object, "errorCode");
  MessageSmsReceipt *receipt = NULL;

  if (response->status == 400
      && g_regex_match_simple ("recipient|phone|number", base_json_string (object, "detail"),
                               G_REGEX_CASELESS, 0))
    _message_sms_fail (self, MESSAGE_ERROR_BAD_NUMBER, code, error);
  else if (!base_http_response_is_success (response) || id == NULL)
    _message_sms_fail_status (self, response->status, code, error);
  else
    {
      receipt = _message_sms_receipt_new (letter, id);
      receipt->parts = (guint) CLAMP (base_json_number (base_json_member_object (object, "body"),
                                                        "messagePartCount", receipt->parts),
                                      0, 100);
    }
  return receipt;
}

static MessageSmsReceipt *
smsmode_send (MessageSms *self,
              const MessageSmsLetter *letter,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *order = write_order (self, letter);
  g_autoptr (BaseHttpResponse) response = call (self, "POST", "", order, cancellable, error);

  return response != NULL ? read_answer (self, letter, response, error) : NULL;
}

static gboolean
smsmode_ask_state (MessageSms *self,
                   const char *id,
                   MessageSmsState *state,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *what = g_strconcat ("/", escaped, NULL);
  g_autoptr (BaseHttpResponse) response = call (self, "GET", what, NULL, cancellable, error);
  g_autoptr (JsonNode) node = response != NULL ? _message_sms_read (response) : NULL;
  JsonObject *object = base_json_object (node);
  const char *word = base_json_string (base_json_member_object (object, "status"), "value");

  if (response == NULL)
    return FALSE;
  if (!base_http_response_is_success (response) || object == NULL)
    {
      _message_sms_fail_status (self, response->status, NULL, error);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].word, word))
      *state = states[i].state;
  return TRUE;
}

const MessageSmsProvider _message_sms_smsmode = {
  .key = "smsmode",
  .label = "smsmode",
  .features = MESSAGE_SMS_SENDER | MESSAGE_SMS_DELIVERY,
  .base = "https://rest.smsmode.com",
  .settings = settings,
  .n_settings = G_N_ELEMENTS (settings),
  .send = smsmode_send,
  .read = read_answer,
  .ask_state = smsmode_ask_state,
};

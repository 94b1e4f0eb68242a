/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-sms-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const MessageSmsSetting settings[] = {
  { "account", N_ ("Account SID"), MESSAGE_SMS_TEXT, FALSE },
  { "token", N_ ("Authentication token"), MESSAGE_SMS_SECRET, FALSE },
  { "sender", N_ ("Sender"), MESSAGE_SMS_NAME, FALSE },
};

/* https://www.twilio.com/docs/api/errors: those that are about the number */
static const char *const number_codes[] = { "21211", "21217", "21265", "21401", "21421",
                                            "21614", "30005", "30006", NULL };

static const struct
{
  const char *word;
  MessageSmsState state;
} states[] = {
  { "accepted", MESSAGE_SMS_WAITING },
  { "scheduled", MESSAGE_SMS_WAITING },
  { "queued", MESSAGE_SMS_WAITING },
  { "sending", MESSAGE_SMS_WAITING },
  { "sent", MESSAGE_SMS_SENT },
  { "delivered", MESSAGE_SMS_DELIVERED },
  { "partially_delivered", MESSAGE_SMS_SENT },
  { "read", MESSAGE_SMS_DELIVERED },
  { "undelivered", MESSAGE_SMS_FAILED },
  { "failed", MESSAGE_SMS_FAILED },
  { "canceled", MESSAGE_SMS_FAILED },
};

static MessageSmsState
read_state (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].word, word))
      return states[i].state;
  return MESSAGE_SMS_UNTOLD;
}

static BaseHttpResponse *
call (MessageSms *self,
      const char *method,
      const char *what,
      const char *body,
      GCancellable *cancellable,
      GError **error)
{
  const char *account = _message_sms_value (self, "account");
  g_autofree char *escaped = g_uri_escape_string (account, NULL, FALSE);
  g_autofree char *url =
      g_strconcat (self->base, "/2010-04-01/Accounts/", escaped, "/Messages", what, ".json", NULL);
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();
  char *key = _message_sms_basic (account, _message_sms_value (self, "token"));

  g_strv_builder_add (headers, key);
  g_strv_builder_add (headers, "Accept: application/json");
  if (body != NULL)
    g_strv_builder_add (headers, "Content-Type: application/x-www-form-urlencoded");
  _message_sms_wipe (key);
  return _message_sms_call (self, method, url, g_strv_builder_end (headers), body, cancellable,
                            error);
}

static void
fail_answer (MessageSms *self, guint status, const char *code, GError **error)
{
  if (code != NULL && g_strv_contains (number_codes, code))
    _message_sms_fail (self, MESSAGE_ERROR_BAD_NUMBER, code, error);
  else
    _message_sms_fail_status (self, status, code, error);
}

static MessageSmsReceipt *
read_message (MessageSms *self,
              const MessageSmsLetter *letter,
              const BaseHttpResponse *response,
              GError **error)
{
  g_autoptr (JsonNode) node = _message_sms_read (response);
  JsonObject *object = base_json_object (node);
  gboolean is_success = base_http_response_is_success (response);
  g_autofree char *code = base_json_dup_id (object, is_success ? "error_code" : "code");
  g_autofree char *id = base_json_dup_id (object, "sid");
  MessageSmsReceipt *receipt;

  if (is_success && read_state (base_json_string (object, "status")) == MESSAGE_SMS_FAILED)
    {
      fail_answer (self, 400, code, error);
      return NULL;
    }
  if (!is_success || id == NULL)
    {
      fail_answer (self, response->status, code, error);
      return NULL;
    }
  receipt = _message_sms_receipt_new (letter, id);
  receipt->parts =
      (guint) CLAMP (base_json_number (object, "num_segments", receipt->parts), 0, 100);
  receipt->cost = base_json_number (object, "price", -1);
  /* what is paid is written as a loss */
  if (receipt->cost < 0 && *base_json_string (object, "price") != '\0')
    receipt->cost = -receipt->cost;
  if (receipt->cost >= 0)
    receipt->unit = g_strdup (base_json_string (object, "price_unit"));
  return receipt;
}

static MessageSmsReceipt *
twilio_send (MessageSms *self,
             const MessageSmsLetter *letter,
             GCancellable *cancellable,
             GError **error)
{
  const char *sender = _message_sms_value (self, "sender");
  gboolean is_service = g_str_has_prefix (sender, "MG") && strlen (sender) > 30;
  g_autoptr (GString) form = g_string_new (NULL);
  g_autoptr (BaseHttpResponse) response = NULL;

  _message_sms_form (form, "To", letter->to);
  _message_sms_form (form, is_service ? "MessagingServiceSid" : "From", sender);
  _message_sms_form (form, "Body", letter->text);
  response = call (self, "POST", "", form->str, cancellable, error);
  return response != NULL ? read_message (self, letter, response, error) : NULL;
}

static gboolean
twilio_ask_state (MessageSms *self,
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

  if (response == NULL)
    return FALSE;
  if (!base_http_response_is_success (response) || object == NULL)
    {
      _message_sms_fail_status (self, response->status, NULL, error);
      return FALSE;
    }
  *state = read_state (base_json_string (object, "status"));
  return TRUE;
}

const MessageSmsProvider _message_sms_twilio = {
  .key = "twilio",
  .label = "Twilio",
  .features = MESSAGE_SMS_SENDER | MESSAGE_SMS_PRICE | MESSAGE_SMS_DELIVERY,
  .base = "https://api.twilio.com",
  .settings = settings,
  .n_settings = G_N_ELEMENTS (settings),
  .send = twilio_send,
  .read = read_message,
  .ask_state = twilio_ask_state,
};

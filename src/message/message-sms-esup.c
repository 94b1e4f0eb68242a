/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-sms-private.h"

#include <glib/gi18n-lib.h>

/* esup-smsu-api, which universities run for themselves. */

static const MessageSmsSetting settings[] = {
  { "url", N_ ("Address of the server"), MESSAGE_SMS_URL, FALSE },
  { "user", N_ ("Name of the application"), MESSAGE_SMS_TEXT, FALSE },
  { "password", N_ ("Password"), MESSAGE_SMS_SECRET, FALSE },
  { "account", N_ ("Account that is charged"), MESSAGE_SMS_TEXT, TRUE },
};

static BaseHttpResponse *
call (MessageSms *self,
      const char *method,
      const char *action,
      const char *body,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree char *url = g_strconcat (_message_sms_value (self, "url"), "?action=", action, NULL);
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();
  char *key =
      _message_sms_basic (_message_sms_value (self, "user"), _message_sms_value (self, "password"));

  g_strv_builder_add (headers, key);
  g_strv_builder_add (headers, "Accept: application/json");
  if (body != NULL)
    g_strv_builder_add (headers, "Content-Type: application/x-www-form-urlencoded");
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
  g_autofree char *id = base_json_dup_id (object, "id");

  if (base_http_response_is_success (response) && id != NULL
      && g_str_equal (base_json_string (object, "status"), "OK"))
    return _message_sms_receipt_new (letter, id);
  _message_sms_fail_status (self, response->status, base_json_string (object, "error"), error);
  return NULL;
}

static MessageSmsReceipt *
esup_send (MessageSms *self,
           const MessageSmsLetter *letter,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GString) form = g_string_new (NULL);
  g_autoptr (BaseHttpResponse) response = NULL;

  _message_sms_form (form, "phoneNumber", letter->to);
  _message_sms_form (form, "message", letter->text);
  _message_sms_form (form, "account", _message_sms_value (self, "account"));
  response = call (self, "POST", "SendSms", form->str, cancellable, error);
  return response != NULL ? read_answer (self, letter, response, error) : NULL;
}

static gboolean
esup_ask_state (MessageSms *self,
                const char *id,
                MessageSmsState *state,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *action = g_strconcat ("MessageInfos&id=", escaped, NULL);
  g_autoptr (BaseHttpResponse) response = call (self, "GET", action, NULL, cancellable, error);
  g_autoptr (JsonNode) node = response != NULL ? _message_sms_read (response) : NULL;
  JsonObject *object = base_json_object (node);

  if (response == NULL)
    return FALSE;
  if (!base_http_response_is_success (response) || object == NULL)
    {
      _message_sms_fail_status (self, response->status, base_json_string (object, "error"), error);
      return FALSE;
    }
  if (base_json_number (object, "nbErrorSMS", 0) > 0
      || base_json_number (object, "nbDestBlackList", 0) > 0)
    *state = MESSAGE_SMS_FAILED;
  else if (base_json_number (object, "nbSentSMS", 0) > 0)
    *state = MESSAGE_SMS_SENT;
  else if (base_json_number (object, "nbProgressSMS", 0) > 0)
    *state = MESSAGE_SMS_WAITING;
  return TRUE;
}

const MessageSmsProvider _message_sms_esup = {
  .key = "esup",
  .label = "esup-smsu-api",
  .features = MESSAGE_SMS_DELIVERY,
  .settings = settings,
  .n_settings = G_N_ELEMENTS (settings),
  .send = esup_send,
  .read = read_answer,
  .ask_state = esup_ask_state,
};

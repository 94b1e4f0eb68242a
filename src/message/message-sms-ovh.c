/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-sms-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* OVHcloud signs each call with its server's time, so that one that is overheard is soon worth
 * nothing: https://help.ovhcloud.com, "First steps with the APIs". */

static const MessageSmsSetting settings[] = {
  { "application_key", N_ ("Application key"), MESSAGE_SMS_TEXT, FALSE },
  { "application_secret", N_ ("Application secret"), MESSAGE_SMS_SECRET, FALSE },
  { "consumer_key", N_ ("Consumer key"), MESSAGE_SMS_SECRET, FALSE },
  { "service", N_ ("SMS account"), MESSAGE_SMS_TEXT, FALSE },
  { "sender", N_ ("Sender"), MESSAGE_SMS_NAME, TRUE },
};

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* Nothing was sent yet, whatever becomes of this. */
static gboolean
read_clock (MessageSms *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *url = g_strconcat (self->base, "/auth/time", NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (BaseHttpResponse) response =
      _message_sms_call (self, "GET", url, g_strsplit ("Accept: application/json", "\n", 0), NULL,
                         cancellable, &local);
  g_autofree char *text = NULL;
  guint64 there = 0;

  if (response != NULL && g_bytes_get_size (response->body) > 0)
    text = g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
  if (text != NULL && base_http_response_is_success (response)
      && g_ascii_string_to_unsigned (g_strstrip (text), 10, 1, G_MAXINT64, &there, NULL))
    {
      self->clock = (gint64) there - now ();
      self->has_clock = TRUE;
      return TRUE;
    }
  if (local != NULL && !g_error_matches (local, MESSAGE_ERROR, MESSAGE_ERROR_UNKNOWN))
    g_propagate_error (error, g_steal_pointer (&local));
  else
    _message_sms_fail (self, MESSAGE_ERROR_NOT_SENT, NULL, error);
  return FALSE;
}

static char *
sign (MessageSms *self, const char *method, const char *url, const char *body, const char *time)
{
  char *text = g_strjoin ("+", _message_sms_value (self, "application_secret"),
                          _message_sms_value (self, "consumer_key"), method, url, body, time, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA1, text, -1);

  _message_sms_wipe (text);
  return g_strconcat ("X-Ovh-Signature: $1$", sum, NULL);
}

static BaseHttpResponse *
call_signed (MessageSms *self,
             const char *method,
             const char *url,
             const char *body,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *time = g_strdup_printf ("%" G_GINT64_FORMAT, now () + self->clock);
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();
  const char *const lines[][2] = {
    { "X-Ovh-Application", _message_sms_value (self, "application_key") },
    { "X-Ovh-Consumer", _message_sms_value (self, "consumer_key") },
    { "X-Ovh-Timestamp", time },
    { "Accept", "application/json" },
    { "Content-Type", "application/json; charset=utf-8" },
  };
  g_autofree char *signature = sign (self, method, url, body != NULL ? body : "", time);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      char *line = g_strconcat (lines[i][0], ": ", lines[i][1], NULL);

      g_strv_builder_add (headers, line);
      _message_sms_wipe (line);
    }
  g_strv_builder_add (headers, signature);
  return _message_sms_call (self, method, url, g_strv_builder_end (headers), body, cancellable,
                            error);
}

/* The server looks at the signature before anything else: such a call has done nothing. */
static gboolean
is_out_of_time (const BaseHttpResponse *response)
{
  g_autoptr (JsonNode) node = _message_sms_read (response);
  g_autofree char *said = NULL;
  JsonObject *object = base_json_object (node);

  if (response->status != 400 && response->status != 401 && response->status != 403)
    return FALSE;
  said = g_strconcat (base_json_string (object, "errorCode"), " ",
                      base_json_string (object, "message"), NULL);
  return g_regex_match_simple ("invalid[_ ]?(signature|time)|timestamp", said, G_REGEX_CASELESS, 0);
}

static BaseHttpResponse *
call (MessageSms *self,
      const char *method,
      const char *url,
      const char *body,
      GCancellable *cancellable,
      GError **error)
{
  gboolean was_fresh = !self->has_clock;
  g_autoptr (BaseHttpResponse) response = NULL;

  if (!self->has_clock && !read_clock (self, cancellable, error))
    return NULL;
  response = call_signed (self, method, url, body, cancellable, error);
  if (response == NULL || was_fresh || !is_out_of_time (response))
    return g_steal_pointer (&response);
  if (!read_clock (self, cancellable, error))
    return NULL;
  return call_signed (self, method, url, body, cancellable, error);
}

static void
fail_answer (MessageSms *self, const BaseHttpResponse *response, JsonObject *object, GError **error)
{
  const char *code = base_json_string (object, "errorCode");

  if (is_out_of_time (response))
    _message_sms_fail (self, MESSAGE_ERROR_CONFIGURATION, *code != '\0' ? code : "signature",
                       error);
  else
    _message_sms_fail_status (self, response->status, code, error);
}

static void
add (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static char *
write_job (MessageSms *self, const MessageSmsLetter *letter)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *sender = _message_sms_value (self, "sender");
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add (builder, "message", letter->text);
  json_builder_set_member_name (builder, "receivers");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, letter->to);
  json_builder_end_array (builder);
  add (builder, "charset", "UTF-8");
  add (builder, "coding", letter->is_unicode ? "8bit" : "7bit");
  add (builder, "class", "phoneDisplay");
  add (builder, "priority", "high");
  json_builder_set_member_name (builder, "noStopClause");
  json_builder_add_boolean_value (builder, TRUE);
  if (*sender != '\0')
    add (builder, "sender", sender);
  else
    {
      json_builder_set_member_name (builder, "senderForResponse");
      json_builder_add_boolean_value (builder, TRUE);
    }
  if (letter->reference != NULL)
    add (builder, "tag", letter->reference);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static MessageSmsReceipt *
read_job (MessageSms *self,
          const MessageSmsLetter *letter,
          const BaseHttpResponse *response,
          GError **error)
{
  g_autoptr (JsonNode) node = _message_sms_read (response);
  JsonObject *object = base_json_object (node);
  JsonArray *ids = base_json_member_array (object, "ids");
  MessageSmsReceipt *receipt = NULL;

  if (!base_http_response_is_success (response))
    fail_answer (self, response, object, error);
  else if (base_json_n_objects (base_json_member_array (object, "invalidReceivers")) > 0)
    _message_sms_fail (self, MESSAGE_ERROR_BAD_NUMBER, NULL, error);
  else if (base_json_n_objects (ids) == 0
           || !JSON_NODE_HOLDS_VALUE (json_array_get_element (ids, 0))
           || json_array_get_int_element (ids, 0) <= 0)
    _message_sms_fail (self, MESSAGE_ERROR_UNKNOWN, NULL, error);
  else
    {
      g_autofree char *id =
          g_strdup_printf ("%" G_GINT64_FORMAT, json_array_get_int_element (ids, 0));

      receipt = _message_sms_receipt_new (letter, id);
      receipt->cost = base_json_number (object, "totalCreditsRemoved", -1);
      receipt->credits_left = base_json_number (object, "creditsLeft", -1);
    }
  return receipt;
}

static char *
build_url (MessageSms *self, const char *what)
{
  g_autofree char *service =
      g_uri_escape_string (_message_sms_value (self, "service"), NULL, FALSE);

  return g_strconcat (self->base, "/sms/", service, what, NULL);
}

static MessageSmsReceipt *
ovh_send (MessageSms *self,
          const MessageSmsLetter *letter,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree char *url = build_url (self, "/jobs");
  g_autofree char *body = write_job (self, letter);
  g_autoptr (BaseHttpResponse) response = call (self, "POST", url, body, cancellable, error);

  return response != NULL ? read_job (self, letter, response, error) : NULL;
}

/* 1: the phone has it; 2 and 16: nobody will; all others are on the way. */
static MessageSmsState
read_receipt (double code)
{
  if (code == 1)
    return MESSAGE_SMS_DELIVERED;
  if (code == 2 || code == 16)
    return MESSAGE_SMS_FAILED;
  return code == 8 ? MESSAGE_SMS_SENT : code >= 0 ? MESSAGE_SMS_WAITING : MESSAGE_SMS_UNTOLD;
}

static gboolean
ovh_ask_state (MessageSms *self,
               const char *id,
               MessageSmsState *state,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *what = g_strconcat ("/outgoing/", escaped, NULL);
  g_autofree char *url = build_url (self, what);
  g_autoptr (BaseHttpResponse) response = call (self, "GET", url, NULL, cancellable, error);
  g_autoptr (JsonNode) node = response != NULL ? _message_sms_read (response) : NULL;
  JsonObject *object = base_json_object (node);

  if (response == NULL)
    return FALSE;
  if (!base_http_response_is_success (response) || object == NULL)
    {
      fail_answer (self, response, object, error);
      return FALSE;
    }
  *state = read_receipt (base_json_number (object, "deliveryReceipt", -1));
  return TRUE;
}

const MessageSmsProvider _message_sms_ovh = {
  .key = "ovh",
  .label = "OVHcloud",
  .features = MESSAGE_SMS_SENDER | MESSAGE_SMS_PRICE | MESSAGE_SMS_CREDITS | MESSAGE_SMS_DELIVERY,
  .base = "https://eu.api.ovh.com/1.0",
  .settings = settings,
  .n_settings = G_N_ELEMENTS (settings),
  .send = ovh_send,
  .read = read_job,
  .ask_state = ovh_ask_state,
};

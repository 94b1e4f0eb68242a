/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-sms-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Any other provider, as a school describes it: {to}, {digits} (the number without its +), {text},
 * {sender}, {ref} and {key} stand for what is sent, each written as its place wants it. */

static const MessageSmsSetting settings[] = {
  { "url", N_ ("Address"), MESSAGE_SMS_URL, FALSE },
  { "method", N_ ("Method"), MESSAGE_SMS_TEXT, TRUE },
  { "headers", N_ ("Headers"), MESSAGE_SMS_LINES, TRUE },
  { "body", N_ ("Body"), MESSAGE_SMS_LINES, TRUE },
  { "key", N_ ("API key"), MESSAGE_SMS_SECRET, TRUE },
  { "sender", N_ ("Sender"), MESSAGE_SMS_TEXT, TRUE },
  { "success", N_ ("Text of an answer that means: sent"), MESSAGE_SMS_TEXT, TRUE },
  { "failure", N_ ("Text of an answer that means: refused"), MESSAGE_SMS_TEXT, TRUE },
};

static const char *const methods[] = { "GET", "POST", "PUT", NULL };

static const struct
{
  const char *word; /* in the type of what is sent */
  MessageSmsEscape escape;
} types[] = {
  { "json", MESSAGE_SMS_AS_JSON },
  { "xml", MESSAGE_SMS_AS_XML },
  { "text/plain", MESSAGE_SMS_AS_IS },
};

/* Without a type it is a form. */
static MessageSmsEscape
find_escape (char **lines)
{
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], "Content-Type:", strlen ("Content-Type:")) == 0)
      {
        g_autofree char *lower = g_ascii_strdown (lines[i], -1);

        for (guint j = 0; j < G_N_ELEMENTS (types); j++)
          if (strstr (lower, types[j].word) != NULL)
            return types[j].escape;
      }
  return MESSAGE_SMS_AS_URL;
}

static gboolean
has_type (char **lines)
{
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], "Content-Type:", strlen ("Content-Type:")) == 0)
      return TRUE;
  return FALSE;
}

/* In headers there is the key and nothing that a person wrote. */
static GStrv
build_headers (MessageSms *self, char **lines, gboolean has_body)
{
  const MessageSmsField field = { "key", _message_sms_value (self, "key") };
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = g_strstrip (g_strdup (lines[i]));
      char *filled = _message_sms_fill (line, &field, 1, MESSAGE_SMS_AS_IS);

      if (*filled != '\0')
        g_strv_builder_add (headers, filled);
      _message_sms_wipe (filled);
    }
  if (has_body && !has_type (lines))
    g_strv_builder_add (headers, "Content-Type: application/x-www-form-urlencoded");
  return g_strv_builder_end (headers);
}

static gboolean
holds (const BaseHttpResponse *response, const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data (response->body, &size);

  return size > 0 && memmem (data, size, text, strlen (text)) != NULL;
}

static MessageSmsReceipt *
read_answer (MessageSms *self,
             const MessageSmsLetter *letter,
             const BaseHttpResponse *response,
             GError **error)
{
  const char *success = _message_sms_value (self, "success");
  const char *failure = _message_sms_value (self, "failure");

  if (!base_http_response_is_success (response))
    _message_sms_fail_status (self, response->status, NULL, error);
  else if (*failure != '\0' && holds (response, failure))
    _message_sms_fail (self, MESSAGE_ERROR_REFUSED, NULL, error);
  else if (*success != '\0' && !holds (response, success))
    _message_sms_fail (self, MESSAGE_ERROR_UNKNOWN, NULL, error);
  else
    return _message_sms_receipt_new (letter, NULL);
  return NULL;
}

static const char *
find_method (MessageSms *self, GError **error)
{
  const char *asked = _message_sms_value (self, "method");

  if (*asked == '\0')
    return "POST";
  for (guint i = 0; methods[i] != NULL; i++)
    if (g_ascii_strcasecmp (methods[i], asked) == 0)
      return methods[i];
  g_set_error_literal (error, MESSAGE_ERROR, MESSAGE_ERROR_CONFIGURATION,
                       _ ("The method of the described provider of SMS is GET, POST or PUT."));
  return NULL;
}

static MessageSmsReceipt *
http_send (MessageSms *self,
           const MessageSmsLetter *letter,
           GCancellable *cancellable,
           GError **error)
{
  const MessageSmsField fields[] = {
    { "to", letter->to },         { "digits", letter->to + 1 },
    { "text", letter->text },     { "sender", _message_sms_value (self, "sender") },
    { "ref", letter->reference }, { "key", _message_sms_value (self, "key") },
  };
  const char *model = _message_sms_value (self, "body"), *method = find_method (self, error);
  g_auto (GStrv) lines = g_strsplit (_message_sms_value (self, "headers"), "\n", 0);
  g_autoptr (BaseHttpResponse) response = NULL;
  char *url, *body = NULL;

  if (method == NULL)
    return NULL;
  url = _message_sms_fill (_message_sms_value (self, "url"), fields, G_N_ELEMENTS (fields),
                           MESSAGE_SMS_AS_URL);
  if (*model != '\0' && !g_str_equal (method, "GET"))
    body = _message_sms_fill (model, fields, G_N_ELEMENTS (fields), find_escape (lines));
  response = _message_sms_call (self, method, url, build_headers (self, lines, body != NULL), body,
                                cancellable, error);
  _message_sms_wipe (url);
  _message_sms_wipe (body);
  return response != NULL ? read_answer (self, letter, response, error) : NULL;
}

const MessageSmsProvider _message_sms_http = {
  .key = "http",
  .label = N_ ("Another provider, by its address"),
  .features = MESSAGE_SMS_SENDER,
  .settings = settings,
  .n_settings = G_N_ELEMENTS (settings),
  .send = http_send,
  .read = read_answer,
};

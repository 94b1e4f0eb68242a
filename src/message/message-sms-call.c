/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-sms-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-error.h"

#define TIMEOUT_MS 45000
#define MOST_BYTES (1024 * 1024)

/* A code of the provider's is shown when it can be nothing else: no number, no sentence. */
#define MOST_CODE   48
#define MOST_DIGITS 5

static const struct
{
  MessageError code;
  const char *sentence; /* the provider, and what it told in brackets */
} sentences[] = {
  { MESSAGE_ERROR_BAD_NUMBER, N_ ("“%s” cannot send to this number%s: check it.") },
  { MESSAGE_ERROR_REFUSED,
    N_ ("“%s” refuses this message%s, which was not sent: look at its text and at the account.") },
  { MESSAGE_ERROR_CONFIGURATION,
    N_ ("“%s” does not accept the settings%s: check them in the preferences.") },
  { MESSAGE_ERROR_NOT_SENT,
    N_ ("“%s” takes no message for now%s: nothing was sent, try again later.") },
  { MESSAGE_ERROR_UNKNOWN,
    N_ ("“%s” did not say whether the message left%s: look there before sending it again.") },
};

/**
 * _message_sms_wipe:
 * @text: (transfer full) (nullable): what holds a key
 */
void
_message_sms_wipe (char *text)
{
  if (text != NULL)
    memset (text, 0, strlen (text));
  g_free (text);
}

static void
free_headers (GStrv headers)
{
  for (guint i = 0; headers[i] != NULL; i++)
    _message_sms_wipe (headers[i]);
  g_free (headers);
}

static gboolean
is_code (const char *told)
{
  guint digits = 0;
  gsize i;

  for (i = 0; told[i] != '\0'; i++)
    {
      digits = g_ascii_isdigit (told[i]) ? digits + 1 : 0;
      if (digits > MOST_DIGITS || (!g_ascii_isalnum (told[i]) && told[i] != '_'))
        return FALSE;
    }
  return i > 0 && i <= MOST_CODE;
}

/**
 * _message_sms_fail:
 * @self: an account
 * @code: what became of the message
 * @told: (nullable): the provider's code for it; anything else is left out
 * @error: return location for a #MESSAGE_ERROR
 */
void
_message_sms_fail (const MessageSms *self, MessageError code, const char *told, GError **error)
{
  g_autofree char *shown =
      told != NULL && is_code (told) ? g_strdup_printf (" (%s)", told) : g_strdup ("");
  g_autofree char *sentence = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i].code == code)
      {
        g_auto (GStrv) parts = g_strsplit (_ (sentences[i].sentence), "%s", 3);

        if (g_strv_length (parts) == 3)
          sentence =
              g_strconcat (parts[0], _message_sms_label (self), parts[1], shown, parts[2], NULL);
      }
  g_set_error_literal (error, MESSAGE_ERROR, code, sentence != NULL ? sentence : "");
}

static MessageError
judge (guint status)
{
  switch (status)
    {
    case 400:
    case 402:
    case 405:
    case 406:
    case 409:
    case 411:
    case 413:
    case 415:
    case 422:
      return MESSAGE_ERROR_REFUSED;
    case 401:
    case 403:
    case 404:
    case 407:
    case 410:
      return MESSAGE_ERROR_CONFIGURATION;
    case 429:
      return MESSAGE_ERROR_NOT_SENT;
    default:
      /* who sends elsewhere has done nothing, and nobody went there; all else may have */
      return status >= 300 && status < 400 ? MESSAGE_ERROR_CONFIGURATION : MESSAGE_ERROR_UNKNOWN;
    }
}

/**
 * _message_sms_fail_status:
 * @self: an account
 * @status: of an answer; a success is one that was not understood
 * @told: (nullable): the provider's code for it; anything else is left out
 * @error: return location for a #MESSAGE_ERROR
 */
void
_message_sms_fail_status (const MessageSms *self, guint status, const char *told, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%u", status);
  gboolean is_told = told != NULL && is_code (told);

  if (status == 402 && !is_told)
    g_set_error (error, MESSAGE_ERROR, MESSAGE_ERROR_REFUSED,
                 _ ("No credit is left at “%s”: nothing was sent."), _message_sms_label (self));
  else
    _message_sms_fail (self, judge (status), is_told ? told : number, error);
}

static void
fail_base (const GError *why, GError **error)
{
  MessageError code = MESSAGE_ERROR_CONFIGURATION;

  if (g_error_matches (why, BASE_ERROR, BASE_ERROR_UNREACHED))
    code = MESSAGE_ERROR_NOT_SENT;
  else if (g_error_matches (why, BASE_ERROR, BASE_ERROR_NETWORK)
           || g_error_matches (why, BASE_ERROR, BASE_ERROR_CANCELLED))
    code = MESSAGE_ERROR_UNKNOWN;
  g_set_error_literal (error, MESSAGE_ERROR, code, why->message);
}

/**
 * _message_sms_is_safe:
 * @url: an address
 *
 * A key in clear could be read by all who are on the way; nobody is on the way to this computer.
 *
 * Returns: whether a key may be sent there
 */
gboolean
_message_sms_is_safe (const char *url)
{
  static const char *const here[] = { "127.0.0.1", "localhost", "::1", NULL };
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0')
    return FALSE;
  return g_str_equal (g_uri_get_scheme (uri), "https")
         || (g_str_equal (g_uri_get_scheme (uri), "http") && g_strv_contains (here, host));
}

/**
 * _message_sms_call:
 * @self: an account
 * @method: "POST"…
 * @url: whole; what comes from elsewhere is escaped in it
 * @headers: (transfer full): "Name: value"; they are wiped
 * @body: (nullable): what to send
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #MESSAGE_ERROR
 *
 * Asks once and never again: a message that is sent twice is paid twice, and read twice.
 *
 * Returns: (transfer full) (nullable): the answer, whatever its status
 */
BaseHttpResponse *
_message_sms_call (MessageSms *self,
                   const char *method,
                   const char *url,
                   GStrv headers,
                   const char *body,
                   GCancellable *cancellable,
                   GError **error)
{
  BaseHttpOptions options = { .timeout_ms = self->timeout_ms > 0 ? self->timeout_ms : TIMEOUT_MS,
                              .max_size = MOST_BYTES };
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr (GError) local = NULL;
  BaseHttpResponse *response = NULL;

  if (g_cancellable_is_cancelled (cancellable))
    g_set_error_literal (error, MESSAGE_ERROR, MESSAGE_ERROR_NOT_SENT, _ ("Cancelled."));
  else if (!_message_sms_is_safe (url))
    g_set_error (error, MESSAGE_ERROR, MESSAGE_ERROR_CONFIGURATION,
                 _ ("The address of “%s” must begin with “https://”: messages and keys would be "
                    "seen by others on the way."),
                 _message_sms_label (self));
  else
    {
      response = base_http_request (method, url, (const char *const *) headers, bytes, &options,
                                    cancellable, &local);
      if (response == NULL)
        fail_base (local, error);
      else
        g_debug ("%s answers %u", self->provider->key, response->status);
    }
  free_headers (headers);
  return response;
}

/**
 * _message_sms_read:
 * @response: an answer
 *
 * Returns: (transfer full) (nullable): what it says, when it is JSON
 */
JsonNode *
_message_sms_read (const BaseHttpResponse *response)
{
  gsize size;
  const char *text = g_bytes_get_data (response->body, &size);

  return size > 0 ? base_json_parse (text, (gssize) size) : NULL;
}

/**
 * _message_sms_basic:
 * @user: a name
 * @password: what goes with it
 *
 * Returns: (transfer full): the header that says both
 */
char *
_message_sms_basic (const char *user, const char *password)
{
  char *both = g_strconcat (user, ":", password, NULL);
  char *coded = g_base64_encode ((const guchar *) both, strlen (both));
  char *header = g_strconcat ("Authorization: Basic ", coded, NULL);

  _message_sms_wipe (both);
  _message_sms_wipe (coded);
  return header;
}

/**
 * _message_sms_form:
 * @form: what is there already
 * @name: of a field
 * @value: (nullable): of it; an empty one is left out
 *
 * Adds a field as forms of web pages do (application/x-www-form-urlencoded).
 */
void
_message_sms_form (GString *form, const char *name, const char *value)
{
  g_autofree char *escaped = value != NULL ? g_uri_escape_string (value, NULL, FALSE) : NULL;

  if (escaped == NULL || *escaped == '\0')
    return;
  g_string_append_printf (form, "%s%s=%s", form->len > 0 ? "&" : "", name, escaped);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-oauth-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-error.h"
#include "message-sms-private.h"

#define TIMEOUT_MS 45000
#define MOST_BYTES (256 * 1024)

/* No service lets an access token live longer. */
#define MOST_SECONDS (30 * 24 * 60 * 60)

enum
{
  DENIED,
  AGAIN,
  CLIENT,
  LATER,
  UNFIT,
};

/* The service, and in brackets what it says. */
static const char *const sentences[] = {
  [DENIED] = N_ ("“%s” was not allowed to let Paraphe send%s: sign in again and accept, or ask who "
                 "manages the accounts to allow it."),
  [AGAIN] = N_ ("“%s” no longer knows this sign-in%s: sign in again in the preferences."),
  [CLIENT] = N_ ("“%s” does not accept the client ID%s: check it in the preferences, with its "
                 "secret and the tenant."),
  [LATER] = N_ ("“%s” cannot be signed in to for now%s: try again later."),
  [UNFIT] = N_ ("“%s” does not accept what is asked%s: check the settings of the mail account."),
};

/* RFC 6749, 4.1.2.1 and 5.2; OpenID Connect Core, 3.1.2.6. */
static const struct
{
  const char *word;
  MessageError code;
  guint sentence; /* one of the above */
} failures[] = {
  { "access_denied", MESSAGE_ERROR_REFUSED, DENIED },
  { "consent_required", MESSAGE_ERROR_REFUSED, DENIED },
  { "invalid_grant", MESSAGE_ERROR_CONFIGURATION, AGAIN },
  { "interaction_required", MESSAGE_ERROR_CONFIGURATION, AGAIN },
  { "login_required", MESSAGE_ERROR_CONFIGURATION, AGAIN },
  { "invalid_client", MESSAGE_ERROR_CONFIGURATION, CLIENT },
  { "unauthorized_client", MESSAGE_ERROR_CONFIGURATION, CLIENT },
  { "server_error", MESSAGE_ERROR_NOT_SENT, LATER },
  { "temporarily_unavailable", MESSAGE_ERROR_NOT_SENT, LATER },
};

/* What can be shown of what a service says: its word, and the number that Entra ID begins with. */
static char *
dup_told (const char *word, const char *detail, guint status)
{
  g_autofree char *number = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GRegex) entra = g_regex_new ("^AADSTS[0-9]{4,10}", 0, 0, NULL);

  if (detail != NULL && g_utf8_validate (detail, -1, NULL)
      && g_regex_match (entra, detail, 0, &match))
    number = g_match_info_fetch (match, 0);
  if (word == NULL || !g_regex_match_simple ("^[a-z_]{1,40}$", word, G_REGEX_DOLLAR_ENDONLY, 0))
    return status >= 400 ? g_strdup_printf (" (%u)", status) : g_strdup ("");
  return number != NULL ? g_strdup_printf (" (%s, %s)", word, number)
                        : g_strdup_printf (" (%s)", word);
}

/**
 * _message_oauth_fail:
 * @service: a service
 * @word: (nullable): its word for why
 * @detail: (nullable): more of its words
 * @status: of its answer; 0: there was none
 * @error: return location for a #MESSAGE_ERROR
 */
void
_message_oauth_fail (const MessageOauthService *service,
                     const char *word,
                     const char *detail,
                     guint status,
                     GError **error)
{
  g_autofree char *told = dup_told (word, detail, status);
  g_autofree char *sentence = NULL;
  g_auto (GStrv) parts = NULL;
  /* who answers with a success, or fails by itself, may do better later */
  gboolean is_late = status == 429 || status >= 500 || (status >= 200 && status < 300);
  MessageError code = is_late ? MESSAGE_ERROR_NOT_SENT : MESSAGE_ERROR_CONFIGURATION;
  guint which = is_late ? LATER : UNFIT;

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    if (g_strcmp0 (failures[i].word, word) == 0)
      {
        code = failures[i].code;
        which = failures[i].sentence;
      }
  parts = g_strsplit (_ (sentences[which]), "%s", 3);
  if (g_strv_length (parts) == 3)
    sentence = g_strconcat (parts[0], message_oauth_service_get_label (service), parts[1], told,
                            parts[2], NULL);
  g_set_error_literal (error, MESSAGE_ERROR, code, sentence != NULL ? sentence : told);
}

/* A token as RFC 6749, A.12 and A.17, writes it. */
static char *
dup_token (JsonObject *object, const char *key)
{
  const char *text = base_json_string (object, key);

  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isgraph (*at))
      return NULL;
  return *text != '\0' ? g_strdup (text) : NULL;
}

static gboolean
is_bearer (JsonObject *object)
{
  const char *type = base_json_string (object, "token_type");

  return *type == '\0' || g_ascii_strcasecmp (type, "Bearer") == 0;
}

/**
 * _message_oauth_read_tokens:
 * @service: a service
 * @response: what it answered to a request for tokens: RFC 6749, 5
 * @now: seconds since 1970
 * @error: return location for a #MESSAGE_ERROR
 *
 * Returns: (transfer full) (nullable): tokens
 */
MessageOauthTokens *
_message_oauth_read_tokens (const MessageOauthService *service,
                            const BaseHttpResponse *response,
                            gint64 now,
                            GError **error)
{
  g_autoptr (JsonNode) node = _message_sms_read (response);
  JsonObject *object = base_json_object (node);
  gboolean is_success = base_http_response_is_success (response);
  char *access = is_success && is_bearer (object) ? dup_token (object, "access_token") : NULL;
  MessageOauthTokens *tokens;
  double seconds;

  if (access == NULL)
    {
      const char *word = base_json_string (object, "error");

      _message_oauth_fail (service, *word != '\0' ? word : NULL,
                           base_json_string (object, "error_description"), response->status, error);
      return NULL;
    }
  tokens = g_new0 (MessageOauthTokens, 1);
  tokens->access_token = access;
  tokens->refresh_token = dup_token (object, "refresh_token");
  seconds = base_json_number (object, "expires_in", 0);
  if (seconds > 0)
    tokens->expires_at = now + (gint64) MIN (seconds, MOST_SECONDS);
  return tokens;
}

static void
fail_base (const GError *why, GError **error)
{
  if (g_error_matches (why, BASE_ERROR, BASE_ERROR_CANCELLED))
    g_set_error_literal (error, MESSAGE_ERROR, MESSAGE_ERROR_NOT_SENT, _ ("Cancelled."));
  else if (g_error_matches (why, BASE_ERROR, BASE_ERROR_UNREACHED)
           || g_error_matches (why, BASE_ERROR, BASE_ERROR_NETWORK))
    g_set_error_literal (error, MESSAGE_ERROR, MESSAGE_ERROR_NOT_SENT, why->message);
  else
    g_set_error_literal (error, MESSAGE_ERROR, MESSAGE_ERROR_CONFIGURATION, why->message);
}

/**
 * _message_oauth_ask:
 * @client: a client that was checked
 * @form: (transfer full): what is asked; it is wiped
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #MESSAGE_ERROR
 *
 * The client says who it is in the form (RFC 6749, 2.3.1), with no secret when it has none.
 *
 * Returns: (transfer full) (nullable): tokens
 */
MessageOauthTokens *
_message_oauth_ask (const MessageOauthClient *client,
                    GString *form,
                    GCancellable *cancellable,
                    GError **error)
{
  static const char *const headers[] = { "Content-Type: application/x-www-form-urlencoded",
                                         "Accept: application/json", NULL };
  const BaseHttpOptions options = { .timeout_ms = TIMEOUT_MS,
                                    .max_size = MOST_BYTES,
                                    .ca_file = client->ca_file };
  const MessageOauthService *service = client->service;
  g_autofree char *url = _message_oauth_url (
      client, service->token_url != NULL ? service->token_url : client->token_url);
  g_autoptr (BaseHttpResponse) response = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) body = NULL;

  _message_sms_form (form, "client_id", client->id);
  _message_sms_form (form, "client_secret", client->secret);
  body = g_bytes_new_static (form->str, form->len);
  response = base_http_request ("POST", url, headers, body, &options, cancellable, &local);
  _message_sms_wipe (g_string_free (form, FALSE));
  if (response == NULL)
    {
      fail_base (local, error);
      return NULL;
    }
  g_debug ("%s answers %u to a request for tokens", service->key, response->status);
  return _message_oauth_read_tokens (service, response, g_get_real_time () / G_USEC_PER_SEC, error);
}

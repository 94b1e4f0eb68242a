/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-oauth.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

#include "message-oauth-private.h"
#include "message-sms-private.h"

/* How long a person may take in the browser, and a browser to say what it wants. */
#define TOTAL_MS   (5 * 60 * 1000)
#define VISITOR_MS (10 * 1000)

#define RANDOM_BYTES 32

/* One line a service; the first is what a school is offered first. */
static const MessageOauthService services[] = {
  /* https://developers.google.com/identity/protocols/oauth2/native-app: without these two there is
   * no refresh token for who has signed in before */
  { .key = "google",
    .label = "Google",
    .authorize_url = "https://accounts.google.com/o/oauth2/v2/auth?access_type=offline"
                     "&prompt=consent",
    .token_url = "https://oauth2.googleapis.com/token",
    .scope = "https://mail.google.com/" },
  { .key = "microsoft",
    .label = "Microsoft 365",
    .authorize_url = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize",
    .token_url = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
    .scope = "https://outlook.office.com/SMTP.Send offline_access",
    .tenant = "organizations" },
  { .key = "other", .label = N_ ("Other service") },
};

/* Where the browser comes back to. Any path and port will do for Google. Entra ID knows
 * "http://localhost" of an application, whose port is left open and whose path is not. */
static const struct
{
  const char *service;
  const char *host;
  const char *path;
} redirects[] = {
  { "microsoft", "localhost", "/" },
  { NULL, "127.0.0.1", "/paraphe" },
};

static guint limit_total_ms, limit_visitor_ms;

/**
 * _message_oauth_set_limits:
 * @total_ms: how long the browser is waited for; 0: as usual
 * @visitor_ms: how long one that calls may take to say what it wants; 0: as usual
 *
 * For tests, which do not wait for minutes.
 */
void
_message_oauth_set_limits (guint total_ms, guint visitor_ms)
{
  limit_total_ms = total_ms;
  limit_visitor_ms = visitor_ms;
}

/**
 * message_oauth_service_get_n:
 *
 * Returns: how many services there are
 */
guint
message_oauth_service_get_n (void)
{
  return G_N_ELEMENTS (services);
}

/**
 * message_oauth_service_get:
 * @n: below message_oauth_service_get_n()
 *
 * Returns: (transfer none): a service
 */
const MessageOauthService *
message_oauth_service_get (guint n)
{
  g_return_val_if_fail (n < G_N_ELEMENTS (services), NULL);
  return &services[n];
}

/**
 * message_oauth_service_find:
 * @key: (nullable): "google"
 *
 * Returns: (transfer none) (nullable): that service
 */
const MessageOauthService *
message_oauth_service_find (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    if (g_strcmp0 (services[i].key, key) == 0)
      return &services[i];
  return NULL;
}

/**
 * message_oauth_service_get_label:
 * @self: a service
 *
 * Returns: its name, for a person
 */
const char *
message_oauth_service_get_label (const MessageOauthService *self)
{
  return _ (self->label);
}

/**
 * message_oauth_tokens_free:
 * @tokens: (transfer full): tokens, which are wiped
 */
void
message_oauth_tokens_free (MessageOauthTokens *tokens)
{
  _message_sms_wipe (tokens->access_token);
  _message_sms_wipe (tokens->refresh_token);
  g_free (tokens);
}

/* ---- what is asked of the school ---- */

static gboolean
is_printable (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isgraph (*at))
      return FALSE;
  return *text != '\0';
}

static gboolean
is_tenant (const char *text)
{
  return g_regex_match_simple ("^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$", text, G_REGEX_DOLLAR_ENDONLY,
                               0);
}

static gboolean
lack (GError **error, const char *sentence)
{
  g_set_error_literal (error, MESSAGE_ERROR, MESSAGE_ERROR_CONFIGURATION, sentence);
  return FALSE;
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || *text == '\0';
}

/**
 * _message_oauth_url:
 * @client: a client
 * @model: (nullable): an address of its service, which may hold "{tenant}"
 *
 * Returns: (transfer full) (nullable): that address; %NULL when a token could be read by others on
 *   the way there
 */
char *
_message_oauth_url (const MessageOauthClient *client, const char *model)
{
  const char *tenant = is_blank (client->tenant) ? client->service->tenant : client->tenant;
  g_auto (GStrv) parts = g_strsplit (model != NULL ? model : "", "{tenant}", -1);
  g_autofree char *url = g_strjoinv (tenant != NULL ? tenant : "", parts);

  return is_printable (url) && _message_sms_is_safe (url) ? g_steal_pointer (&url) : NULL;
}

static const char *
choose (const char *of_service, const char *of_client)
{
  return of_service != NULL ? of_service : of_client;
}

/**
 * message_oauth_check:
 * @client: a client
 * @error: return location for a #MESSAGE_ERROR_CONFIGURATION
 *
 * Nobody is asked.
 *
 * Returns: whether all is there that is needed to sign in
 */
gboolean
message_oauth_check (const MessageOauthClient *client, GError **error)
{
  const MessageOauthService *service = client->service;
  g_autofree char *authorize =
      _message_oauth_url (client, choose (service->authorize_url, client->authorize_url));
  g_autofree char *token =
      _message_oauth_url (client, choose (service->token_url, client->token_url));

  if (is_blank (client->id) || !is_printable (client->id))
    return lack (error, _ ("The client ID with which one signs in to the mail account is missing "
                           "or wrong: copy it into the preferences."));
  if (!is_blank (client->tenant) && service->tenant != NULL && !is_tenant (client->tenant))
    return lack (error, _ ("The tenant of the mail account is written with letters, digits, dots "
                           "and hyphens: correct it in the preferences."));
  if (authorize == NULL || token == NULL)
    return lack (error, _ ("The addresses at which one signs in to the mail account must begin "
                           "with “https://”: correct them in the preferences."));
  if (is_blank (choose (service->scope, client->scope)))
    return lack (error, _ ("The scope that is asked for when one signs in to the mail account is "
                           "missing: give it in the preferences."));
  return TRUE;
}

/* ---- what nobody guesses ---- */

static char *
encode_url (const guint8 *data, gsize size)
{
  char *text = g_base64_encode (data, size);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  *(text + strcspn (text, "=")) = '\0';
  return text;
}

/**
 * _message_oauth_random:
 *
 * Returns: (transfer full): 43 signs that nobody guesses, fit for addresses: a "state", or a code
 *   verifier as RFC 7636, 4.1, wants it
 */
char *
_message_oauth_random (void)
{
  guint8 data[RANDOM_BYTES];
  gsize done = 0;

  while (done < sizeof data)
    {
      gssize got = getrandom (data + done, sizeof data - done, 0);

      done += got > 0 ? (gsize) got : 0;
    }
  return encode_url (data, sizeof data);
}

/**
 * _message_oauth_challenge:
 * @verifier: a code verifier
 *
 * Returns: (transfer full): what is told of it beforehand: "S256" of RFC 7636, 4.2
 */
char *
_message_oauth_challenge (const char *verifier)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;

  g_checksum_update (sum, (const guchar *) verifier, -1);
  g_checksum_get_digest (sum, digest, &size);
  return encode_url (digest, size);
}

/* ---- signing in ---- */

/**
 * _message_oauth_authorize_url:
 * @client: a client that was checked
 * @redirect: where the browser comes back to
 * @state: what it brings back
 * @verifier: the code verifier
 *
 * An authorization request: RFC 6749, 4.1.1, and RFC 7636, 4.3.
 *
 * Returns: (transfer full): the page at which one signs in
 */
char *
_message_oauth_authorize_url (const MessageOauthClient *client,
                              const char *redirect,
                              const char *state,
                              const char *verifier)
{
  const MessageOauthService *service = client->service;
  g_autofree char *page =
      _message_oauth_url (client, choose (service->authorize_url, client->authorize_url));
  g_autofree char *challenge = _message_oauth_challenge (verifier);
  g_autoptr (GString) query = g_string_new (NULL);

  g_return_val_if_fail (page != NULL, NULL);
  _message_sms_form (query, "response_type", "code");
  _message_sms_form (query, "client_id", client->id);
  _message_sms_form (query, "redirect_uri", redirect);
  _message_sms_form (query, "scope", choose (service->scope, client->scope));
  _message_sms_form (query, "state", state);
  _message_sms_form (query, "code_challenge", challenge);
  _message_sms_form (query, "code_challenge_method", "S256");
  _message_sms_form (query, "login_hint", client->user);
  return g_strconcat (page, strchr (page, '?') != NULL ? "&" : "?", query->str, NULL);
}

/* (nullable): the listener and the address that leads to it */
static MessageOauthListener *
listen_for (const MessageOauthClient *client, const char *state, char **redirect, GError **error)
{
  MessageOauthListener *listener;
  guint i = 0;

  while (redirects[i].service != NULL && !g_str_equal (redirects[i].service, client->service->key))
    i++;
  listener = _message_oauth_listener_new (redirects[i].path, state, error);
  if (listener != NULL)
    *redirect = g_strdup_printf ("http://%s:%u%s", redirects[i].host,
                                 _message_oauth_listener_get_port (listener), redirects[i].path);
  return listener;
}

/* The browser's code for tokens: RFC 6749, 4.1.3, and RFC 7636, 4.5. */
static MessageOauthTokens *
exchange (const MessageOauthClient *client,
          const char *code,
          const char *redirect,
          const char *verifier,
          GCancellable *cancellable,
          GError **error)
{
  GString *form = g_string_new (NULL);
  g_autoptr (MessageOauthTokens) tokens = NULL;

  _message_sms_form (form, "grant_type", "authorization_code");
  _message_sms_form (form, "code", code);
  _message_sms_form (form, "redirect_uri", redirect);
  _message_sms_form (form, "code_verifier", verifier);
  tokens = _message_oauth_ask (client, form, cancellable, error);
  if (tokens == NULL || tokens->refresh_token != NULL)
    return g_steal_pointer (&tokens);
  g_set_error (error, MESSAGE_ERROR, MESSAGE_ERROR_CONFIGURATION,
               _ ("“%s” gives access for an hour only, and Paraphe could not send by itself "
                  "afterwards: check the scope and the kind of the client ID."),
               message_oauth_service_get_label (client->service));
  return NULL;
}

/**
 * message_oauth_authorize:
 * @client: a client
 * @open_uri: opens the page at which a person signs in
 * @user_data: for @open_uri
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #MESSAGE_ERROR: #MESSAGE_ERROR_REFUSED when the person said no,
 *   #MESSAGE_ERROR_CONFIGURATION for what is wrong in the settings, #MESSAGE_ERROR_NOT_SENT when
 *   another time it may do: no network, nobody came back within 5 minutes, cancelled
 *
 * Has somebody sign in in the browser, and waits for it: for worker threads. As RFC 8252 has it for
 * programs on a desktop: the browser comes back to a port of this computer (7.3), and what it
 * brings is worth nothing to who does not know the code verifier (8.1, RFC 7636).
 *
 * Returns: (transfer full) (nullable): tokens, with a refresh token
 */
MessageOauthTokens *
message_oauth_authorize (const MessageOauthClient *client,
                         MessageOauthOpenUri open_uri,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *state = _message_oauth_random ();
  g_autofree char *verifier = _message_oauth_random ();
  g_autofree char *redirect = NULL;
  g_autofree char *page = NULL;
  g_autoptr (MessageOauthListener) listener = NULL;
  g_auto (MessageOauthReply) reply = { NULL };

  if (!message_oauth_check (client, error))
    return NULL;
  listener = listen_for (client, state, &redirect, error);
  if (listener == NULL)
    return NULL;
  page = _message_oauth_authorize_url (client, redirect, state, verifier);
  open_uri (page, user_data);
  if (!_message_oauth_listener_wait (listener, limit_total_ms > 0 ? limit_total_ms : TOTAL_MS,
                                     limit_visitor_ms > 0 ? limit_visitor_ms : VISITOR_MS, &reply,
                                     cancellable, error))
    return NULL;
  g_clear_pointer (&listener, _message_oauth_listener_free);
  if (reply.code != NULL)
    return exchange (client, reply.code, redirect, verifier, cancellable, error);
  _message_oauth_fail (client->service, reply.failure, reply.detail, 0, error);
  return NULL;
}

/**
 * message_oauth_refresh:
 * @client: a client
 * @refresh_token: what message_oauth_authorize() gave, or a later refreshing
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #MESSAGE_ERROR: #MESSAGE_ERROR_CONFIGURATION when somebody has to
 *   sign in again or a setting is wrong, #MESSAGE_ERROR_NOT_SENT when another time it may do
 *
 * Asks for a new access token (RFC 6749, 6), and waits: for worker threads.
 *
 * Returns: (transfer full) (nullable): tokens; the refresh token only when it is another one, which
 *   has to be kept from now on
 */
MessageOauthTokens *
message_oauth_refresh (const MessageOauthClient *client,
                       const char *refresh_token,
                       GCancellable *cancellable,
                       GError **error)
{
  GString *form;
  MessageOauthTokens *tokens;

  if (!message_oauth_check (client, error))
    return NULL;
  form = g_string_new (NULL);
  _message_sms_form (form, "grant_type", "refresh_token");
  _message_sms_form (form, "refresh_token", refresh_token);
  tokens = _message_oauth_ask (client, form, cancellable, error);
  if (tokens != NULL && g_strcmp0 (tokens->refresh_token, refresh_token) == 0)
    g_clear_pointer (&tokens->refresh_token, _message_sms_wipe);
  return tokens;
}

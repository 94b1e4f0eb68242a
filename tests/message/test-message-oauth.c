/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-oauth.h"

#include <string.h>

#include "message-oauth-private.h"
#include "oauth-server.h"

#define ID   "client-17.apps.example"
#define USER "secretariat@lycee.example"

static GString *logged;

/* The described service, at the test's. */
typedef struct
{
  OauthServer server;
  MessageOauthClient client;
  char *authorize;
  char *token;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  oauth_server_start (&self->server);
  self->authorize = oauth_server_address (&self->server, "/authorize?prompt=login");
  self->token = oauth_server_address (&self->server, "/token");
  self->client = (MessageOauthClient){ .service = message_oauth_service_find ("other"),
                                       .id = ID,
                                       .user = USER,
                                       .authorize_url = self->authorize,
                                       .token_url = self->token,
                                       .scope = "mail offline" };
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  oauth_server_stop (&self->server);
  g_free (self->authorize);
  g_free (self->token);
  _message_oauth_set_limits (0, 0);
}

static MessageOauthTokens *
sign_in (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  MessageOauthTokens *tokens =
      message_oauth_authorize (&self->client, oauth_server_open, &self->server, NULL, &error);

  g_assert_no_error (error);
  oauth_server_wait (&self->server);
  return tokens;
}

static void
assert_fails (GError **place, MessageError code, const char *words)
{
  g_autoptr (GError) error = g_steal_pointer (place);

  g_assert_error (error, MESSAGE_ERROR, (int) code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in “%s”", words, error->message);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <, 300);
  g_assert_null (strstr (error->message, "4/the-code"));
}

static void
assert_not_signed_in (Fixture *self, MessageError code, const char *words)
{
  GError *error = NULL;

  g_assert_null (
      message_oauth_authorize (&self->client, oauth_server_open, &self->server, NULL, &error));
  assert_fails (&error, code, words);
  oauth_server_wait (&self->server);
}

static const char *
asked (Fixture *self, const char *name)
{
  return g_hash_table_lookup (self->server.asked, name);
}

static void
assert_page (Fixture *self, guint n, const char *status)
{
  const char *page = g_ptr_array_index (self->server.pages, n);
  g_autofree char *line = g_strconcat ("HTTP/1.1 ", status, " ", NULL);

  if (!g_str_has_prefix (page, line))
    g_error ("page %u is “%s”, not %s", n, page, status);
  g_assert_nonnull (strstr (page, "Cache-Control: no-store\r\n"));
  g_assert_null (strstr (page, "the-code"));
}

/* ---- without anybody ---- */

static void
test_services (void)
{
  for (guint i = 0; i < message_oauth_service_get_n (); i++)
    {
      const MessageOauthService *service = message_oauth_service_get (i);

      g_assert_true (message_oauth_service_find (service->key) == service);
      g_assert_cmpstr (message_oauth_service_get_label (service), !=, "");
      g_assert_true ((service->authorize_url == NULL) == (service->token_url == NULL));
      g_assert_true (service->token_url == NULL
                     || g_str_has_prefix (service->token_url, "https://"));
    }
  g_assert_null (message_oauth_service_find ("nobody"));
  g_assert_null (message_oauth_service_find (NULL));
}

/* RFC 7636, appendix B. */
static void
test_proof (void)
{
  g_autofree char *challenge =
      _message_oauth_challenge ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  g_autofree char *one = _message_oauth_random (), *other = _message_oauth_random ();

  g_assert_cmpstr (challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  g_assert_cmpstr (one, !=, other);
  g_assert_true (g_regex_match_simple ("^[A-Za-z0-9_-]{43}$", one, 0, 0));
}

static void
test_page (void)
{
  MessageOauthClient client = { .service = message_oauth_service_find ("google"), .id = "a b&c" };
  g_autofree char *google = _message_oauth_authorize_url (&client, "http://127.0.0.1:1/", "s", "v");
  g_autofree char *usual = NULL, *own = NULL;

  g_assert_true (g_str_has_prefix (google, "https://accounts.google.com/o/oauth2/v2/auth?"));
  g_assert_nonnull (strstr (google, "&access_type=offline&") != NULL
                        ? google
                        : strstr (google, "?access_type=offline&"));
  g_assert_nonnull (strstr (google, "&client_id=a%20b%26c&"));
  g_assert_nonnull (strstr (google, "&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2F&"));
  g_assert_nonnull (strstr (google, "&scope=https%3A%2F%2Fmail.google.com%2F&"));
  g_assert_nonnull (strstr (google, "&code_challenge_method=S256"));
  g_assert_null (strstr (google, "login_hint"));
  client.service = message_oauth_service_find ("microsoft");
  usual = _message_oauth_url (&client, client.service->token_url);
  client.tenant = "lycee.example";
  own = _message_oauth_url (&client, client.service->authorize_url);
  g_assert_cmpstr (usual, ==, "https://login.microsoftonline.com/organizations/oauth2/v2.0/token");
  g_assert_cmpstr (own, ==,
                   "https://login.microsoftonline.com/lycee.example/oauth2/v2.0/authorize");
}

static void
test_check (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *service, *id, *tenant, *token, *scope, *words;
  } cases[] = {
    { "google", "", NULL, NULL, NULL, "client ID" },
    { "google", "a\nb", NULL, NULL, NULL, "client ID" },
    { "microsoft", ID, "a/../b", NULL, NULL, "tenant" },
    { "microsoft", ID, "x?y", NULL, NULL, "tenant" },
    { "other", ID, NULL, "http://a.example/token", "mail", "https://" },
    { "other", ID, NULL, "ftp://127.0.0.1/token", "mail", "https://" },
    { "other", ID, NULL, NULL, "mail", "https://" },
    { "other", ID, NULL, "https://a.example/token", "", "scope" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GError *error = NULL;

      self->client.service = message_oauth_service_find (cases[i].service);
      self->client.id = cases[i].id;
      self->client.tenant = cases[i].tenant;
      self->client.token_url = cases[i].token;
      self->client.scope = cases[i].scope;
      g_assert_false (message_oauth_check (&self->client, &error));
      assert_fails (&error, MESSAGE_ERROR_CONFIGURATION, cases[i].words);
      assert_not_signed_in (self, MESSAGE_ERROR_CONFIGURATION, cases[i].words);
      g_assert_null (message_oauth_refresh (&self->client, "x", NULL, &error));
      assert_fails (&error, MESSAGE_ERROR_CONFIGURATION, cases[i].words);
    }
  g_assert_cmpuint (self->server.n_opened, ==, 0);
}

/* ---- signing in ---- */

static void
assert_port_free (guint port)
{
  g_autoptr (GInetAddress) here = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (here, (guint16) port);
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GError) error = NULL;

  g_socket_listener_add_address (listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, NULL, &error);
  g_assert_no_error (error);
  g_socket_listener_close (listener);
}

static void
test_flow (Fixture *self, gconstpointer data)
{
  g_autoptr (MessageOauthTokens) tokens = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *redirect = NULL;

  tokens = sign_in (self);
  g_assert_cmpstr (tokens->access_token, ==, "ya29.access-1");
  g_assert_cmpstr (tokens->refresh_token, ==, "1//refresh-1");
  g_assert_cmpint (tokens->expires_at - now, >=, 3599);
  g_assert_cmpint (tokens->expires_at - now, <, 3700);
  g_assert_cmpstr (asked (self, "prompt"), ==, "login");
  g_assert_cmpstr (asked (self, "response_type"), ==, "code");
  g_assert_cmpstr (asked (self, "scope"), ==, "mail offline");
  g_assert_cmpstr (asked (self, "login_hint"), ==, USER);
  redirect = g_strdup_printf ("http://127.0.0.1:%u/paraphe", self->server.port);
  g_assert_cmpstr (asked (self, "redirect_uri"), ==, redirect);
  assert_page (self, 0, "200");
  g_assert_nonnull (strstr (self->server.pages->pdata[0], "You can close this page"));
  g_assert_null (oauth_server_connect (&self->server));
  assert_port_free (self->server.port);
}

static void
test_secret (Fixture *self, gconstpointer data)
{
  g_autoptr (MessageOauthTokens) tokens = NULL, later = NULL;
  GError *error = NULL;

  self->server.secret = "GOCSPX+s/cret";
  assert_not_signed_in (self, MESSAGE_ERROR_CONFIGURATION, "client ID (invalid_client)");
  self->client.secret = self->server.secret;
  tokens = sign_in (self);
  later = message_oauth_refresh (&self->client, tokens->refresh_token, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (later->access_token, ==, "ya29.access-2");
}

static void
browse_strangely (OauthServer *server, const char *query)
{
  static const char *const said[] = {
    "GET /favicon.ico HTTP/1.1\r\n\r\n",
    "GET /paraphe/x HTTP/1.1\r\n\r\n",
    "GET /parapheur?code=x HTTP/1.1\r\n\r\n",
    "POST /paraphe HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
    "GET /paraphe HTTP/1.1\r\n\r\n",
    "GET /paraphe?code=x HTTP/1.1\r\n\r\n",
    "GET /paraphe?code=x&state=wrong HTTP/1.1\r\n\r\n",
    "GET /paraphe?error=access_denied&state=wrong HTTP/1.1\r\n\r\n",
    "GET  /paraphe HTTP/1.1\r\n\r\n",
    "GET /paraphe SMTP\r\n\r\n",
    "\x16\x03\x01\x02\r\n\r\n",
  };
  G_GNUC_UNUSED g_autoptr (GSocketConnection) silent = oauth_server_connect (server);
  g_autoptr (GSocketConnection) gone = oauth_server_connect (server);
  g_autofree char *twice = g_strconcat (query, "&code=other", NULL);
  g_autofree char *both = g_strconcat (query, "&error=access_denied", NULL);
  g_autofree char *state =
      g_strdup_printf ("state=%s", (const char *) g_hash_table_lookup (server->asked, "state"));
  g_autofree char *none = g_strconcat (state, "&code=", NULL);
  g_autofree char *many = g_strnfill (MESSAGE_OAUTH_MOST_HEAD, 'a');

  g_clear_object (&gone);
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    oauth_server_say (server, said[i]);
  oauth_server_visit (server, twice);
  oauth_server_visit (server, both);
  oauth_server_visit (server, state);
  oauth_server_visit (server, none);
  oauth_server_say (server, many);
  oauth_server_visit (server, query);
}

/* What others ask at that port neither ends the sign-in nor takes its place. */
static void
test_strangers (Fixture *self, gconstpointer data)
{
  static const char *const statuses[] = { "404", "404", "404", "405", "400", "400",
                                          "400", "400", "400", "400", "400", "400",
                                          "400", "400", "400", "431", "200" };
  g_autoptr (MessageOauthTokens) tokens = NULL;

  self->server.browse = browse_strangely;
  tokens = sign_in (self);
  g_assert_cmpuint (self->server.pages->len, ==, G_N_ELEMENTS (statuses));
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    assert_page (self, i, statuses[i]);
  g_assert_cmpuint (self->server.server.calls->len, ==, 1);
}

static void
browse_twice (OauthServer *server, const char *query)
{
  oauth_server_visit (server, query);
  oauth_server_visit (server, query);
}

static void
test_second (Fixture *self, gconstpointer data)
{
  g_autoptr (MessageOauthTokens) tokens = NULL;

  self->server.browse = browse_twice;
  tokens = sign_in (self);
  g_assert_cmpuint (self->server.pages->len, ==, 2);
  assert_page (self, 0, "200");
  g_assert_null (strstr (self->server.pages->pdata[1], "200"));
  g_assert_cmpuint (self->server.server.calls->len, ==, 1);
}

/* More than a browser ever opens: the rest are turned away, and who is slow as well. */
static void
browse_crowd (OauthServer *server, const char *query)
{
  GSocketConnection *crowd[20];
  char byte;

  for (guint i = 0; i < G_N_ELEMENTS (crowd); i++)
    crowd[i] = oauth_server_connect (server);
  for (guint i = 0; i < G_N_ELEMENTS (crowd); i++)
    {
      g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (crowd[i])), &byte, 1, NULL,
                           NULL);
      g_object_unref (crowd[i]);
    }
  oauth_server_visit (server, query);
}

static void
test_crowd (Fixture *self, gconstpointer data)
{
  g_autoptr (MessageOauthTokens) tokens = NULL;

  _message_oauth_set_limits (0, 100);
  self->server.browse = browse_crowd;
  tokens = sign_in (self);
  assert_page (self, 0, "200");
}

static void
test_denied (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *word;
    MessageError code;
    const char *words;
  } cases[] = {
    { "access_denied", MESSAGE_ERROR_REFUSED, "(access_denied, AADSTS65004): sign in again" },
    { "consent_required", MESSAGE_ERROR_REFUSED, "ask who manages" },
    { "login_required", MESSAGE_ERROR_CONFIGURATION, "sign in again" },
    { "unauthorized_client", MESSAGE_ERROR_CONFIGURATION, "client ID" },
    { "temporarily_unavailable", MESSAGE_ERROR_NOT_SENT, "try again later" },
    { "invalid_scope", MESSAGE_ERROR_CONFIGURATION, "(invalid_scope, AADSTS65004)" },
    { "A%0AB", MESSAGE_ERROR_CONFIGURATION, "asked: check" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      self->server.denial = cases[i].word;
      assert_not_signed_in (self, cases[i].code, cases[i].words);
      assert_page (self, i, "200");
    }
  g_assert_cmpuint (self->server.server.calls->len, ==, 0);
}

static void
browse_elsewhere (OauthServer *server, const char *query)
{
}

static void
test_nobody (Fixture *self, gconstpointer data)
{
  _message_oauth_set_limits (50, 0);
  self->server.browse = browse_elsewhere;
  assert_not_signed_in (self, MESSAGE_ERROR_NOT_SENT, "Nobody signed in within five minutes");
  g_assert_null (oauth_server_connect (&self->server));
}

static void
browse_and_stay (OauthServer *server, const char *query)
{
  oauth_server_say (server, "GET /paraphe HTTP/1.1\r\nA: b\r\n");
}

/* Who holds a connection open holds nothing up. */
static void
test_stay (Fixture *self, gconstpointer data)
{
  _message_oauth_set_limits (50, 0);
  self->server.browse = browse_and_stay;
  assert_not_signed_in (self, MESSAGE_ERROR_NOT_SENT, "Nobody signed in");
  g_assert_cmpstr (self->server.pages->pdata[0], ==, "");
}

static void
open_and_cancel (const char *uri, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GError *error = NULL;

  g_assert_null (
      message_oauth_authorize (&self->client, open_and_cancel, cancellable, cancellable, &error));
  assert_fails (&error, MESSAGE_ERROR_NOT_SENT, "Cancelled.");
  g_assert_null (message_oauth_refresh (&self->client, "1//refresh", cancellable, &error));
  assert_fails (&error, MESSAGE_ERROR_NOT_SENT, "Cancelled.");
  g_assert_cmpuint (self->server.server.calls->len, ==, 0);
}

/* ---- tokens ---- */

static const struct
{
  guint status;
  const char *answer;
  MessageError code;
  const char *words;
} bad[] = {
  { 200, "", MESSAGE_ERROR_NOT_SENT, "try again later" },
  { 200, "{\"access_token\":", MESSAGE_ERROR_NOT_SENT, "try again later" },
  { 200, "<!DOCTYPE html><p>Portail", MESSAGE_ERROR_NOT_SENT, "try again later" },
  { 200, "[]", MESSAGE_ERROR_NOT_SENT, "try again later" },
  { 200, "{\"access_token\":17}", MESSAGE_ERROR_NOT_SENT, "try again later" },
  { 200, "{\"access_token\":\"\"}", MESSAGE_ERROR_NOT_SENT, "try again later" },
  { 200, "{\"access_token\":\"a\\u0001b\"}", MESSAGE_ERROR_NOT_SENT, "try again later" },
  { 200, "{\"access_token\":\"a\\r\\nQUIT\"}", MESSAGE_ERROR_NOT_SENT, "try again later" },
  { 200, "{\"access_token\":\"a\",\"token_type\":\"mac\"}", MESSAGE_ERROR_NOT_SENT, "later" },
  { 400, "{\"error\":\"invalid_grant\"}", MESSAGE_ERROR_CONFIGURATION, "sign in again" },
  { 400,
    "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS700082: The refresh token has "
    "expired due to inactivity of prof@lycee.example\"}",
    MESSAGE_ERROR_CONFIGURATION, "(invalid_grant, AADSTS700082): sign in again" },
  { 400, "<html>Bad Request</html>", MESSAGE_ERROR_CONFIGURATION, "(400)" },
  { 400, "{\"error\":\"prof@lycee.example\"}", MESSAGE_ERROR_CONFIGURATION, "(400)" },
  { 400, "{\"error\":{\"code\":1}}", MESSAGE_ERROR_CONFIGURATION, "(400)" },
  { 401, "{\"error\":\"invalid_client\"}", MESSAGE_ERROR_CONFIGURATION, "client ID" },
  { 404, "", MESSAGE_ERROR_CONFIGURATION, "(404)" },
  { 302, "", MESSAGE_ERROR_CONFIGURATION, "check the settings" },
  { 429, "{}", MESSAGE_ERROR_NOT_SENT, "(429): try again later" },
  { 503, "<html>", MESSAGE_ERROR_NOT_SENT, "(503): try again later" },
};

static void
test_bad (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      GError *error = NULL;

      self->server.status = bad[i].status;
      self->server.answer = bad[i].answer;
      g_assert_null (message_oauth_refresh (&self->client, "1//refresh", NULL, &error));
      assert_fails (&error, bad[i].code, bad[i].words);
      assert_not_signed_in (self, bad[i].code, bad[i].words);
    }
}

static void
test_unreached (Fixture *self, gconstpointer data)
{
  g_autofree char *nowhere = NULL;
  GError *error = NULL;

  /* status 0: the connection ends without an answer */
  self->server.answer = "";
  self->server.status = 0;
  g_assert_null (message_oauth_refresh (&self->client, "1//refresh", NULL, &error));
  assert_fails (&error, MESSAGE_ERROR_NOT_SENT, "127.0.0.1");
  /* the port of a sign-in that is over */
  self->server.browse = browse_elsewhere;
  _message_oauth_set_limits (1, 0);
  assert_not_signed_in (self, MESSAGE_ERROR_NOT_SENT, "Nobody");
  nowhere = g_strdup_printf ("http://127.0.0.1:%u/", self->server.port);
  self->client.token_url = nowhere;
  g_assert_null (message_oauth_refresh (&self->client, "1//refresh", NULL, &error));
  assert_fails (&error, MESSAGE_ERROR_NOT_SENT, "127.0.0.1");
}

static void
test_rotation (Fixture *self, gconstpointer data)
{
  g_autoptr (MessageOauthTokens) first = NULL, same = NULL, other = NULL;
  GError *error = NULL;

  first = sign_in (self);
  same = message_oauth_refresh (&self->client, first->refresh_token, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (same->access_token, ==, "ya29.access-2");
  g_assert_null (same->refresh_token);
  self->server.rotates = TRUE;
  other = message_oauth_refresh (&self->client, first->refresh_token, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (other->refresh_token, ==, "1//refresh-3");
  g_assert_null (message_oauth_refresh (&self->client, first->refresh_token, NULL, &error));
  assert_fails (&error, MESSAGE_ERROR_CONFIGURATION, "sign in again");
}

static void
test_told (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *answer;
    gint64 seconds;
    const char *refresh;
  } cases[] = {
    { "{\"access_token\":\"a\"}", 0, NULL },
    { "{\"access_token\":\"a\",\"expires_in\":\"3600\"}", 3600, NULL },
    { "{\"access_token\":\"a\",\"expires_in\":-5}", 0, NULL },
    { "{\"access_token\":\"a\",\"expires_in\":1e300}", 30 * 24 * 3600, NULL },
    { "{\"access_token\":\"a\",\"expires_in\":{}}", 0, NULL },
    { "{\"access_token\":\"a\",\"refresh_token\":\"1//refresh\"}", 0, NULL },
    { "{\"access_token\":\"a\",\"refresh_token\":\"b\",\"token_type\":\"bearer\"}", 0, "b" },
    { "{\"access_token\":\"a\",\"refresh_token\":null}", 0, NULL },
  };

  self->server.status = 200;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 now = g_get_real_time () / G_USEC_PER_SEC;
      g_autoptr (MessageOauthTokens) tokens = NULL;
      GError *error = NULL;

      self->server.answer = cases[i].answer;
      tokens = message_oauth_refresh (&self->client, "1//refresh", NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (tokens->refresh_token, ==, cases[i].refresh);
      if (cases[i].seconds == 0)
        g_assert_cmpint (tokens->expires_at, ==, 0);
      else
        g_assert_cmpint (ABS (tokens->expires_at - now - cases[i].seconds), <, 100);
    }
}

static void
test_forgets (Fixture *self, gconstpointer data)
{
  self->server.forgets = TRUE;
  assert_not_signed_in (self, MESSAGE_ERROR_CONFIGURATION, "for an hour only");
}

/* ---- the log ---- */

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  if ((level & (G_LOG_FLAG_FATAL | G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL)) != 0)
    return g_log_writer_default (level, fields, n_fields, data);
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && fields[i].length < 0)
      g_string_append (logged, fields[i].value);
  return G_LOG_WRITER_HANDLED;
}

/* The last of all: everything above went through the log. */
static void
test_log (void)
{
  static const char *const hidden[] = { "access-1", "1//refresh", "the-code", "GOCSPX",
                                        ID,         USER,         "verifier", "state=" };

  g_assert_nonnull (strstr (logged->str, "other answers 503"));
  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    g_assert_null (strstr (logged->str, hidden[i]));
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  int result;

  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  g_test_init (&argc, &argv, NULL);
  logged = g_string_new (NULL);
  g_log_set_writer_func (write_log, NULL, NULL);
  g_test_add_func ("/message/oauth/services", test_services);
  g_test_add_func ("/message/oauth/proof", test_proof);
  g_test_add_func ("/message/oauth/page", test_page);
  ADD ("/message/oauth/check", test_check);
  ADD ("/message/oauth/flow", test_flow);
  ADD ("/message/oauth/secret", test_secret);
  ADD ("/message/oauth/strangers", test_strangers);
  ADD ("/message/oauth/second", test_second);
  ADD ("/message/oauth/crowd", test_crowd);
  ADD ("/message/oauth/denied", test_denied);
  ADD ("/message/oauth/nobody", test_nobody);
  ADD ("/message/oauth/stay", test_stay);
  ADD ("/message/oauth/cancelled", test_cancelled);
  ADD ("/message/oauth/bad", test_bad);
  ADD ("/message/oauth/unreached", test_unreached);
  ADD ("/message/oauth/rotation", test_rotation);
  ADD ("/message/oauth/told", test_told);
  ADD ("/message/oauth/forgets", test_forgets);
  g_test_add_func ("/message/oauth/log", test_log);
  result = g_test_run ();
  g_string_free (logged, TRUE);
  return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "oauth-server.h"

#include <string.h>

#define CODE "4/the-code+with=signs"

/* As RFC 7636, 4.6, has the service do it, by a program that is not Paraphe's. */
static gboolean
proves (const char *verifier, const char *challenge)
{
  g_autofree char *hex = g_compute_checksum_for_string (G_CHECKSUM_SHA256, verifier, -1);
  g_autofree char *coded = NULL;
  guint8 bytes[32];

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] =
        (guint8) (g_ascii_xdigit_value (hex[2 * i]) * 16 + g_ascii_xdigit_value (hex[2 * i + 1]));
  coded = g_base64_encode (bytes, sizeof bytes);
  for (char *at = coded; *at != '\0'; at++)
    *at = *at == '+' ? '-' : *at == '/' ? '_' : *at == '=' ? '\0' : *at;
  return g_strcmp0 (coded, challenge) == 0 && strlen (verifier) >= 43;
}

static gboolean
is_same (const SmsCall *call, const char *field, const char *expected)
{
  g_autofree char *value = sms_call_field (call, field);

  return g_strcmp0 (value, expected) == 0;
}

static guint
give (OauthServer *self, GString *text, gboolean is_new)
{
  self->n_given++;
  g_string_printf (text,
                   "{\"access_token\":\"ya29.access-%u\",\"token_type\":\"Bearer\","
                   "\"expires_in\":%u,\"scope\":\"x\"",
                   self->n_given, self->seconds);
  if (is_new && !self->forgets)
    {
      g_free (self->refresh);
      self->refresh = g_strdup_printf ("1//refresh-%u", self->n_given);
      g_string_append_printf (text, ",\"refresh_token\":\"%s\"", self->refresh);
    }
  g_string_append_c (text, '}');
  return 200;
}

static guint
answer (SmsServer *server, const SmsCall *call, GString *text)
{
  OauthServer *self = server->data;
  g_autofree char *verifier = sms_call_field (call, "code_verifier");

  if (self->answer != NULL)
    {
      g_string_assign (text, self->answer);
      return self->status;
    }
  if (!is_same (call, "client_id", g_hash_table_lookup (self->asked, "client_id"))
      || !is_same (call, "client_secret", self->secret))
    {
      g_string_assign (text, "{\"error\":\"invalid_client\"}");
      return 401;
    }
  if (is_same (call, "grant_type", "authorization_code") && is_same (call, "code", CODE)
      && is_same (call, "redirect_uri", g_hash_table_lookup (self->asked, "redirect_uri"))
      && verifier != NULL && proves (verifier, g_hash_table_lookup (self->asked, "code_challenge")))
    return give (self, text, TRUE);
  if (is_same (call, "grant_type", "refresh_token") && self->refresh != NULL
      && is_same (call, "refresh_token", self->refresh))
    return give (self, text, self->rotates);
  g_string_assign (text, "{\"error\":\"invalid_grant\",\"error_description\":\"Bad Request\"}");
  return 400;
}

void
oauth_server_start (OauthServer *self)
{
  memset (self, 0, sizeof *self);
  self->seconds = 3599;
  sms_server_start (&self->server, answer, self);
  self->asked = g_hash_table_new (g_str_hash, g_str_equal);
  self->pages = g_ptr_array_new_with_free_func (g_free);
}

void
oauth_server_wait (OauthServer *self)
{
  g_clear_pointer (&self->browser, g_thread_join);
}

void
oauth_server_stop (OauthServer *self)
{
  oauth_server_wait (self);
  sms_server_stop (&self->server);
  g_hash_table_unref (self->asked);
  g_ptr_array_unref (self->pages);
  g_free (self->refresh);
}

char *
oauth_server_address (const OauthServer *self, const char *path)
{
  return g_strconcat (self->server.url, path, NULL);
}

/* (nullable): nobody listens there any more */
GSocketConnection *
oauth_server_connect (OauthServer *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GInetAddress) here = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (here, (guint16) self->port);

  return g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
}

static char *
hear (GInputStream *input)
{
  GString *text = g_string_new (NULL);
  char part[1024];
  gssize got;

  while ((got = g_input_stream_read (input, part, sizeof part, NULL, NULL)) > 0)
    g_string_append_len (text, part, got);
  return g_string_free (text, FALSE);
}

void
oauth_server_say (OauthServer *self, const char *text)
{
  g_autoptr (GSocketConnection) connection = oauth_server_connect (self);

  if (connection != NULL)
    g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                               strlen (text), NULL, NULL, NULL);
  g_ptr_array_add (self->pages, connection != NULL
                                    ? hear (g_io_stream_get_input_stream (G_IO_STREAM (connection)))
                                    : g_strdup (""));
}

void
oauth_server_visit (OauthServer *self, const char *query)
{
  g_autoptr (GUri) uri =
      g_uri_parse (g_hash_table_lookup (self->asked, "redirect_uri"), G_URI_FLAGS_ENCODED, NULL);
  g_autofree char *text =
      g_strdup_printf ("GET %s?%s HTTP/1.1\r\nHost: %s:%u\r\n"
                       "Accept: text/html\r\n\r\n",
                       g_uri_get_path (uri), query, g_uri_get_host (uri), self->port);

  oauth_server_say (self, text);
}

static gpointer
browse (gpointer data)
{
  OauthServer *self = data;
  const char *state = g_hash_table_lookup (self->asked, "state");
  g_autofree char *code = g_uri_escape_string (CODE, NULL, FALSE);
  g_autofree char *query =
      self->denial != NULL
          ? g_strdup_printf ("error=%s&error_description=AADSTS65004%%3A+Non&state=%s",
                             self->denial, state)
          : g_strdup_printf ("state=%s&iss=https%%3A%%2F%%2Fa.example&code=%s&scope=a+b", state,
                             code);

  if (self->browse != NULL)
    self->browse (self, query);
  else
    oauth_server_visit (self, query);
  return NULL;
}

/* In place of the desktop's browser. */
void
oauth_server_open (const char *uri, gpointer data)
{
  OauthServer *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) page = g_uri_parse (uri, G_URI_FLAGS_ENCODED, &error), back = NULL;

  g_assert_no_error (error);
  oauth_server_wait (self);
  self->n_opened++;
  g_hash_table_unref (self->asked);
  self->asked = g_uri_parse_params (g_uri_get_query (page), -1, "&", G_URI_PARAMS_WWW_FORM, &error);
  g_assert_no_error (error);
  back =
      g_uri_parse (g_hash_table_lookup (self->asked, "redirect_uri"), G_URI_FLAGS_ENCODED, &error);
  g_assert_no_error (error);
  self->port = (guint) g_uri_get_port (back);
  self->browser = g_thread_new ("browser", browse, self);
}

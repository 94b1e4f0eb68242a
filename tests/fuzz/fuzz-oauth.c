/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "message-oauth-private.h"

/* What a browser, or whatever else finds the port, asks of the page that ends a sign-in; and what
 * whoever is taken for the service answers to a request for tokens. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static const guint statuses[] = { 200, 302, 400, 401, 500 };

static void
check_query (const char *query)
{
  g_auto (MessageOauthReply) reply = { NULL };

  if (!_message_oauth_read_query (query, "a-state", &reply))
    {
      g_assert_true (reply.code == NULL && reply.failure == NULL && reply.detail == NULL);
      return;
    }
  g_assert_nonnull (strstr (query, "="));
  g_assert_true ((reply.code == NULL) != (reply.failure == NULL));
  if (reply.failure != NULL)
    {
      g_autoptr (GError) error = NULL;

      _message_oauth_fail (message_oauth_service_get (0), reply.failure, reply.detail, 0, &error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpuint (strlen (error->message), <, 300);
    }
}

static void
check_request (const char *data, gsize size)
{
  char *query = NULL;
  gsize length = MIN (size, MESSAGE_OAUTH_MOST_HEAD);
  guint status = _message_oauth_read_request (data, length, "/paraphe", &query);

  g_assert_true ((status == 200) == (query != NULL));
  if (query != NULL)
    {
      g_assert_true (g_str_has_prefix (data, "GET /paraphe"));
      check_query (query);
      g_free (query);
    }
  /* the end makes no difference to what was judged already */
  if (status != 0 && length > 0)
    {
      g_assert_cmpuint (_message_oauth_read_request (data, length - 1, "/paraphe", &query), !=,
                        431);
      g_free (query);
    }
}

static void
check_answer (const BaseHttpResponse *response)
{
  g_autoptr (GError) error = NULL;
  MessageOauthTokens *tokens =
      _message_oauth_read_tokens (message_oauth_service_get (1), response, 1000, &error);

  g_assert_true ((tokens == NULL) == (error != NULL));
  if (tokens == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpuint (strlen (error->message), <, 300);
      return;
    }
  g_assert_true (base_http_response_is_success (response));
  g_assert_null (strpbrk (tokens->access_token, " \r\n"));
  g_assert_cmpuint (strlen (tokens->access_token), >, 0);
  g_assert_true (tokens->refresh_token == NULL || *tokens->refresh_token != '\0');
  g_assert_true (tokens->expires_at == 0 || tokens->expires_at >= 1000);
  message_oauth_tokens_free (tokens);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GHashTable) headers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autofree char *text = g_strndup ((const char *) data, size);

  check_request ((const char *) data, size);
  check_query (text);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      const BaseHttpResponse response = { statuses[i], headers, body };

      check_answer (&response);
    }
  return 0;
}

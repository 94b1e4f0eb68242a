/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-call-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-error.h"
#include "sign-error.h"
#include "base-json.h"
#include "sign-provider-private.h"
#include "sign-told-private.h"
#include "sign-zip-private.h"

/* Times a call that changes nothing is made before it counts as failed, and the pause after the
 * first of them in seconds, which doubles. */
#define MOST_TRIES    4
#define MOST_REACHING 2 /* where there is no network, there is none a second later */
#define FIRST_WAIT    1

/* Times a server may say "later" to one call, and how long to wait when it does not say how long;
 * a span that is longer than the longest is another's mistake, or for another day. */
#define MOST_LATER    6
#define DEFAULT_LATER 60
#define LONGEST_LATER 3700

/* Documents are up to 50 MB, and lines of schools are slow; who only answers a question and takes
 * longer than this will not. */
#define MOST_BYTES  (64 * 1024 * 1024)
#define TIMEOUT_MS  45000
#define DOCUMENT_MS 600000

/* Where readers look for the mark of the end of a PDF. */
#define PDF_END_BYTES 1024

static void
fail_base (const GError *why, GError **error)
{
  SignError code = SIGN_ERROR_UNKNOWN;

  if (g_error_matches (why, BASE_ERROR, BASE_ERROR_CANCELLED))
    code = SIGN_ERROR_CANCELLED;
  else if (g_error_matches (why, BASE_ERROR, BASE_ERROR_UNREACHED))
    code = SIGN_ERROR_UNREACHED;
  else if (!g_error_matches (why, BASE_ERROR, BASE_ERROR_NETWORK))
    code = SIGN_ERROR_INVALID;
  g_set_error_literal (error, SIGN_ERROR, code, why->message);
}

static void
fail_cancelled (GError **error)
{
  g_set_error_literal (error, SIGN_ERROR, SIGN_ERROR_CANCELLED, _ ("Cancelled."));
}

/* The key is wiped after it was sent. */
static void
free_headers (GStrv headers)
{
  for (guint i = 0; headers[i] != NULL; i++)
    memset (headers[i], 0, strlen (headers[i]));
  g_strfreev (headers);
}

static GStrv
build_headers (SignSession *self, const SignCall *call)
{
  g_auto (GStrv) parts = g_strsplit (sign_session_get_provider (self)->key_header, "%s", 2);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *key = g_strjoinv (_sign_session_get_key (self), parts);

  g_strv_builder_add (builder, key);
  g_strv_builder_add (builder, "Accept: application/json, application/pdf, application/zip");
  if (call->content_type != NULL)
    g_strv_builder_add (builder, call->content_type);
  else if (call->json != NULL)
    g_strv_builder_add (builder, "Content-Type: application/json");
  memset (key, 0, strlen (key));
  return g_strv_builder_end (builder);
}

static guint
get_timeout (SignSession *self, const SignCall *call)
{
  guint shorter = _sign_session_get_timeout (self);

  if (shorter > 0)
    return shorter;
  return call->body != NULL || call->is_large ? DOCUMENT_MS : TIMEOUT_MS;
}

/* Once, when the limits let it leave. */
static BaseHttpResponse *
try_once (SignSession *self, const SignCall *call, GCancellable *cancellable, GError **error)
{
  BaseHttpOptions options = { .timeout_ms = get_timeout (self, call),
                              .max_size = MOST_BYTES,
                              .ca_file = _sign_session_get_ca_file (self) };
  SignLimits *limits = _sign_session_get_limits (self);
  g_autoptr (GBytes) body = call->body != NULL ? g_bytes_ref (call->body) : NULL;
  g_autofree char *url = g_strconcat (_sign_session_get_url (self), call->path, NULL);
  g_autoptr (GError) local = NULL;
  BaseHttpResponse *response;
  GStrv headers;

  if (body == NULL && call->json != NULL)
    body = base_json_to_bytes (call->json);
  if (!_sign_limits_take (limits, _sign_session_tell_wait, self, cancellable))
    {
      fail_cancelled (error);
      return NULL;
    }
  headers = build_headers (self, call);
  response = base_http_request (call->method, url, (const char *const *) headers, body, &options,
                                cancellable, &local);
  free_headers (headers);
  if (response != NULL)
    _sign_limits_note (limits, response->headers);
  else
    fail_base (local, error);
  return response;
}

/* The server takes no more for now, and has not done it: how long until it does. */
static guint
get_later (const BaseHttpResponse *response)
{
  guint seconds = base_http_response_get_retry_after (response);

  return seconds > 0 ? seconds : DEFAULT_LATER;
}

/* As often as the server says "later". */
static BaseHttpResponse *
try_later (SignSession *self, const SignCall *call, GCancellable *cancellable, GError **error)
{
  for (guint later = 0;; later++)
    {
      g_autoptr (BaseHttpResponse) response = try_once (self, call, cancellable, error);
      guint seconds;

      if (response == NULL)
        return NULL;
      if (base_http_response_is_success (response))
        return g_steal_pointer (&response);
      seconds = get_later (response);
      if (response->status == 429)
        _sign_limits_block (_sign_session_get_limits (self), seconds);
      if (response->status != 429 || later >= MOST_LATER || seconds > LONGEST_LATER)
        {
          _sign_told_fail (sign_session_get_provider (self)->label, response, call->json,
                           _sign_session_get_hidden (self), error);
          return NULL;
        }
    }
}

static gboolean
may_try_again (const SignCall *call, guint tries, const GError *error)
{
  if (!g_str_equal (call->method, "GET"))
    return FALSE;
  if (g_error_matches (error, SIGN_ERROR, SIGN_ERROR_UNREACHED))
    return tries < MOST_REACHING;
  return tries < MOST_TRIES && g_error_matches (error, SIGN_ERROR, SIGN_ERROR_UNKNOWN);
}

/* What is read is taken only when it is what it should be. */
typedef gboolean (*CheckFunc) (SignSession *self,
                               BaseHttpResponse *response,
                               gpointer result,
                               GError **error);

static BaseHttpResponse *
call_checked (SignSession *self,
              const SignCall *call,
              CheckFunc check,
              gpointer result,
              GCancellable *cancellable,
              GError **error)
{
  guint wait = FIRST_WAIT;

  for (guint tries = 1;; tries++)
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (BaseHttpResponse) response = try_later (self, call, cancellable, &local);

      if (response != NULL && (check == NULL || check (self, response, result, &local)))
        return g_steal_pointer (&response);
      if (!may_try_again (call, tries, local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (!_sign_session_pause (self, wait, cancellable, error))
        return NULL;
      wait *= 2;
    }
}

/**
 * _sign_call_garbled:
 * @self: a session
 *
 * Returns: (transfer full): the error of an answer that says not what it should
 */
GError *
_sign_call_garbled (SignSession *self)
{
  return g_error_new (SIGN_ERROR, SIGN_ERROR_UNKNOWN,
                      _ ("What was answered in the name of “%s” could not be understood: try "
                         "again later."),
                      sign_session_get_provider (self)->label);
}

static gboolean
check_json (SignSession *self, BaseHttpResponse *response, gpointer result, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (response->body, &size);
  JsonNode *node = size > 0 ? base_json_parse (text, (gssize) size) : NULL;

  if (node == NULL)
    g_propagate_error (error, _sign_call_garbled (self));
  *(JsonNode **) result = node;
  return node != NULL;
}

/**
 * _sign_call_json:
 * @self: a session
 * @call: what to ask
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Makes one call, within the limits. "GET" is made again after a failure, anything else only after
 * the server said that it has not done it.
 *
 * Returns: (transfer full) (nullable): what the answer says
 */
JsonNode *
_sign_call_json (SignSession *self, const SignCall *call, GCancellable *cancellable, GError **error)
{
  JsonNode *node = NULL;
  g_autoptr (BaseHttpResponse) response =
      call_checked (self, call, check_json, &node, cancellable, error);

  return response != NULL ? node : NULL;
}

/**
 * _sign_call_get:
 * @self: a session
 * @path: behind the server's address
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Returns: (transfer full) (nullable): what the answer says
 */
JsonNode *
_sign_call_get (SignSession *self, const char *path, GCancellable *cancellable, GError **error)
{
  SignCall call = { .method = "GET", .path = path };

  return _sign_call_json (self, &call, cancellable, error);
}

/* One that was cut on the way still begins as it should: what is kept for ever is kept whole. */
static gboolean
is_whole_pdf (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gsize end = MIN (size, PDF_END_BYTES);

  return size > 5 && memcmp (data, "%PDF-", 5) == 0
         && memmem (data + size - end, end, "%%EOF", 5) != NULL;
}

/* A provider may pack the file, whatever it was asked for. */
static gboolean
check_pdf (SignSession *self, BaseHttpResponse *response, gpointer result, GError **error)
{
  const char *type = base_http_response_get_header (response, "content-type");
  GBytes **pdf = result;

  if (type != NULL && g_str_has_prefix (type, "application/zip"))
    *pdf = _sign_zip_take_pdf (response->body, error);
  else
    *pdf = g_bytes_ref (response->body);
  if (*pdf == NULL)
    return FALSE;
  if (is_whole_pdf (*pdf))
    return TRUE;
  g_clear_pointer (pdf, g_bytes_unref);
  g_propagate_error (error, _sign_call_garbled (self));
  return FALSE;
}

/**
 * _sign_call_get_pdf:
 * @self: a session
 * @path: behind the server's address
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Returns: (transfer full) (nullable): the PDF that the answer is, or is the only file of
 */
GBytes *
_sign_call_get_pdf (SignSession *self, const char *path, GCancellable *cancellable, GError **error)
{
  SignCall call = { .method = "GET", .path = path, .is_large = TRUE };
  GBytes *pdf = NULL;
  g_autoptr (BaseHttpResponse) response =
      call_checked (self, &call, check_pdf, &pdf, cancellable, error);

  return response != NULL ? pdf : NULL;
}

/* A page of the network's that says "200" in the name of the server has done nothing. */
static gboolean
check_quiet (SignSession *self, BaseHttpResponse *response, gpointer result, GError **error)
{
  if (g_bytes_get_size (response->body) == 0 || _sign_told_is_json (response))
    return TRUE;
  g_propagate_error (error, _sign_call_garbled (self));
  return FALSE;
}

/**
 * _sign_call_do:
 * @self: a session
 * @call: what to ask
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Like _sign_call_json(), when nothing is to be read of the answer.
 *
 * Returns: whether it succeeded
 */
gboolean
_sign_call_do (SignSession *self, const SignCall *call, GCancellable *cancellable, GError **error)
{
  g_autoptr (BaseHttpResponse) response =
      call_checked (self, call, check_quiet, NULL, cancellable, error);

  return response != NULL;
}

/**
 * _sign_call_path:
 * @first: an identifier or a word
 * @...: others, then %NULL
 *
 * Identifiers come from a server: they name something there and nothing else.
 *
 * Returns: (transfer full): all of them, each after a "/" and escaped
 */
char *
_sign_call_path (const char *first, ...)
{
  GString *path = g_string_new (NULL);
  const char *part;
  va_list more;

  va_start (more, first);
  for (part = first; part != NULL; part = va_arg (more, const char *))
    {
      g_autofree char *escaped = g_uri_escape_string (part, NULL, FALSE);

      /* "." and ".." would name what is above */
      g_string_append_printf (path, "/%s", *part == '.' ? "%2E" : escaped);
    }
  va_end (more);
  return g_string_free (path, FALSE);
}

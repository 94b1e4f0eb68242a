/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "base-http.h"
#include "base-http-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-error.h"

#define CONNECT_TIMEOUT_MS 10000
#define TIMEOUT_MS         120000
#define MAX_SIZE           (32 * 1024 * 1024)
#define MAX_UPLOAD         (64 * 1024 * 1024)
#define MAX_HOPS           5

/* A server that asks to be left alone for longer is not waited for. */
#define RETRY_SECONDS 86400

/* Longest sleep of a transfer on which nothing happens; a cancel wakes it at once. */
#define POLL_MS 1000

static void
transfer_free (BaseHttpTransfer *self)
{
  curl_easy_cleanup (self->easy);
  curl_multi_cleanup (self->multi);
  base_http_free_headers (self->header_list);
  g_free (self->url);
  g_free (self->host);
  g_free (self->proxy);
  g_clear_pointer (&self->certificates, g_bytes_unref);
  g_clear_pointer (&self->response_headers, g_hash_table_unref);
  g_clear_pointer (&self->response_body, g_byte_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BaseHttpTransfer, transfer_free)

static BaseHttpTransfer *
transfer_new (const char *const *headers, const BaseHttpOptions *options)
{
  static const BaseHttpOptions none = { 0 };
  static gsize ready;
  const BaseHttpOptions *asked = options != NULL ? options : &none;
  guint timeout_ms = asked->timeout_ms > 0 ? asked->timeout_ms : TIMEOUT_MS;
  BaseHttpTransfer *self = g_new0 (BaseHttpTransfer, 1);

  if (g_once_init_enter (&ready))
    {
      curl_global_init (CURL_GLOBAL_DEFAULT);
      g_once_init_leave (&ready, 1);
    }
  self->easy = curl_easy_init ();
  self->multi = curl_multi_init ();
  self->headers = headers;
  self->max_size = MIN (asked->max_size > 0 ? asked->max_size : MAX_SIZE, G_MAXINT);
  self->max_upload = asked->max_upload > 0 ? asked->max_upload : MAX_UPLOAD;
  self->connect_timeout_ms =
      asked->connect_timeout_ms > 0 ? asked->connect_timeout_ms : CONNECT_TIMEOUT_MS;
  self->deadline = g_get_monotonic_time () + (gint64) timeout_ms * 1000;
  self->response_headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->response_body = g_byte_array_new ();
  return self;
}

static gboolean
fail_cancelled (GError **error)
{
  g_set_error_literal (error, BASE_ERROR, BASE_ERROR_CANCELLED, _ ("Cancelled."));
  return FALSE;
}

static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  curl_multi_wakeup (user_data);
}

static CURLcode
find_result (BaseHttpTransfer *self)
{
  CURLcode result = CURLE_RECV_ERROR;
  CURLMsg *message;
  int left;

  while ((message = curl_multi_info_read (self->multi, &left)) != NULL)
    if (message->msg == CURLMSG_DONE && message->easy_handle == self->easy)
      result = message->data.result;
  return result;
}

/* Runs one hop until it is over or cancelled. */
static CURLcode
run (BaseHttpTransfer *self, GCancellable *cancellable)
{
  CURLMcode state = curl_multi_add_handle (self->multi, self->easy);
  CURLcode result = CURLE_ABORTED_BY_CALLBACK;
  int running = 1;

  while (state == CURLM_OK && running > 0 && !g_cancellable_is_cancelled (cancellable))
    {
      state = curl_multi_perform (self->multi, &running);
      if (state == CURLM_OK && running > 0)
        state = curl_multi_poll (self->multi, NULL, 0, POLL_MS, NULL);
    }
  if (state != CURLM_OK)
    result = CURLE_OUT_OF_MEMORY;
  else if (running == 0)
    result = find_result (self);
  curl_multi_remove_handle (self->multi, self->easy);
  return result;
}

static gboolean
run_cancellable (BaseHttpTransfer *self, GCancellable *cancellable, GError **error)
{
  gulong handler = 0;
  CURLcode result;

  if (g_cancellable_is_cancelled (cancellable))
    return fail_cancelled (error);
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self->multi, NULL);
  result = run (self, cancellable);
  g_cancellable_disconnect (cancellable, handler);
  if (result == CURLE_OK)
    return base_http_check_proxy (self, error);
  if (g_cancellable_is_cancelled (cancellable))
    return fail_cancelled (error);
  g_debug ("request failed: curl %d", (int) result);
  if (!base_http_check_proxy (self, error))
    return FALSE;
  return base_http_fail (self, result, error);
}

/* Goes where the server says, if it may. Another server gets none of the caller's headers: they
 * may hold a key that is for the first one alone. */
static gboolean
follow (BaseHttpTransfer *self, const char *url, GError **error)
{
  static const CURLUPart scheme[] = { CURLUPART_SCHEME };
  static const CURLUPart server[] = { CURLUPART_HOST, CURLUPART_PORT };

  if (!base_http_is_same (self->url, url, scheme, G_N_ELEMENTS (scheme)))
    return base_http_fail (self, CURLE_UNSUPPORTED_PROTOCOL, error);
  if (!base_http_is_same (self->url, url, server, G_N_ELEMENTS (server)))
    self->headers = NULL;
  return base_http_set_url (self, url, error);
}

static BaseHttpResponse *
take_response (BaseHttpTransfer *self)
{
  BaseHttpResponse *response = g_new0 (BaseHttpResponse, 1);
  long status = 0;

  curl_easy_getinfo (self->easy, CURLINFO_RESPONSE_CODE, &status);
  response->status = (guint) status;
  response->headers = g_steal_pointer (&self->response_headers);
  response->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->response_body));
  g_debug ("answer %u of %" G_GSIZE_FORMAT " bytes", response->status,
           g_bytes_get_size (response->body));
  return response;
}

/**
 * base_http_request:
 * @method: "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"
 * @url: an http or https URL
 * @headers: (nullable) (array zero-terminated=1): "Name: value"
 * @body: (nullable): what to send; its type goes into @headers
 * @options: (nullable): limits and trust
 * @cancellable: (nullable): stops the request at any moment
 * @error: return location for a #BASE_ERROR_UNREACHED when nothing was sent, a #BASE_ERROR_NETWORK
 *   when it is not known whether the server did what was asked, a #BASE_ERROR_CANCELLED (alike), a
 *   #BASE_ERROR_INVALID for a URL, header or body that cannot be sent, a #BASE_ERROR_FILE for the
 *   file of authorities
 *
 * Asks a server, and waits: for worker threads. Certificates are always checked, the system's proxy
 * is used, limits hold while the answer comes in. GET and HEAD without a body follow redirects of
 * the same protocol, without @headers where another server is meant; others are answered as they
 * are. Nothing is tried again: whether that is safe the caller knows.
 *
 * Returns: (transfer full) (nullable): the answer, whatever its status
 */
BaseHttpResponse *
base_http_request (const char *method,
                   const char *url,
                   const char *const *headers,
                   GBytes *body,
                   const BaseHttpOptions *options,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (BaseHttpTransfer) self = transfer_new (headers, options);
  gboolean follows = body == NULL && (g_str_equal (method, "GET") || g_str_equal (method, "HEAD"));
  guint hop;

  if (!base_http_set_url (self, url, error)
      || !base_http_load_certificates (self, options != NULL ? options->ca_file : NULL, error))
    return NULL;
  for (hop = 0; hop <= MAX_HOPS; hop++)
    {
      char *next = NULL;

      if (!base_http_set_up (self, method, body, cancellable, error)
          || !run_cancellable (self, cancellable, error))
        return NULL;
      if (follows)
        curl_easy_getinfo (self->easy, CURLINFO_REDIRECT_URL, &next);
      if (next == NULL)
        return take_response (self);
      if (!follow (self, next, error))
        return NULL;
    }
  base_http_fail (self, CURLE_TOO_MANY_REDIRECTS, error);
  return NULL;
}

/**
 * base_http_response_is_success:
 * @response: an answer
 *
 * Returns: whether the server did what was asked (2xx)
 */
gboolean
base_http_response_is_success (const BaseHttpResponse *response)
{
  return response->status >= 200 && response->status < 300;
}

/**
 * base_http_response_get_header:
 * @response: an answer
 * @name: a header's name, in any case
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
base_http_response_get_header (const BaseHttpResponse *response, const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (response->headers, lower);
}

/**
 * base_http_response_get_retry_after:
 * @response: an answer, of status 429 or 503
 *
 * Reads "Retry-After", which is a number of seconds or a date.
 *
 * Returns: after how many seconds the server wants to be asked again, a day at most; 0: it says
 *   nothing of it
 */
guint
base_http_response_get_retry_after (const BaseHttpResponse *response)
{
  const char *value = base_http_response_get_header (response, "Retry-After");
  guint64 seconds;
  time_t date;

  if (value == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, &seconds, NULL))
    return (guint) MIN (seconds, RETRY_SECONDS);
  date = curl_getdate (value, NULL);
  return (guint) CLAMP ((gint64) date - g_get_real_time () / G_USEC_PER_SEC, 0, RETRY_SECONDS);
}

/**
 * base_http_response_free:
 * @response: (transfer full): an answer
 */
void
base_http_response_free (BaseHttpResponse *response)
{
  g_hash_table_unref (response->headers);
  g_bytes_unref (response->body);
  g_free (response);
}

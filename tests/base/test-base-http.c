/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "base-error.h"
#include "base-http.h"

#define BOMB_SIZE 1000000

/* A server of a few paths, in a thread of its own: one connection after the other. */
typedef struct
{
  GSocketListener *listener;
  GCancellable *stop;
  GThread *thread;
  guint16 port;
  GCancellable *to_cancel; /* by /cancel */
  gint64 cancelled_at;
  guint16 other_port; /* for /elsewhere */
  int n_requests;
} Server;

static void
send_text (GOutputStream *output, const char *text)
{
  g_output_stream_write_all (output, text, strlen (text), NULL, NULL, NULL);
}

static void
wait_for_hang_up (GInputStream *input)
{
  char part[100];

  while (g_input_stream_read (input, part, sizeof part, NULL, NULL) > 0)
    continue;
}

static void
answer_ok (Server *server, GIOStream *stream, const char *request)
{
  send_text (g_io_stream_get_output_stream (stream),
             "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Twice: one\r\nx-twice:  two \r\n"
             "Connection: close\r\n\r\nbonjour");
}

static void
answer_missing (Server *server, GIOStream *stream, const char *request)
{
  send_text (g_io_stream_get_output_stream (stream),
             "HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\nConnection: close\r\n\r\nnone\n");
}

static void
answer_echo (Server *server, GIOStream *stream, const char *request)
{
  send_text (g_io_stream_get_output_stream (stream),
             "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
  send_text (g_io_stream_get_output_stream (stream), request);
}

static void
answer_large (Server *server, GIOStream *stream, const char *request)
{
  send_text (g_io_stream_get_output_stream (stream),
             "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\nx");
  wait_for_hang_up (g_io_stream_get_input_stream (stream));
}

/* Says nothing of a size and goes on until the client has had enough. */
static void
answer_endless (Server *server, GIOStream *stream, const char *request)
{
  GOutputStream *output = g_io_stream_get_output_stream (stream);
  g_autofree char *part = g_strnfill (10000, 'x');

  send_text (output, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
  while (g_output_stream_write_all (output, part, 10000, NULL, NULL, NULL))
    continue;
}

static void
answer_endless_headers (Server *server, GIOStream *stream, const char *request)
{
  GOutputStream *output = g_io_stream_get_output_stream (stream);
  g_autofree char *value = g_strnfill (10000, 'x');
  g_autofree char *line = g_strconcat ("X-Long: ", value, "\r\n", NULL);

  send_text (output, "HTTP/1.1 200 OK\r\n");
  while (g_output_stream_write_all (output, line, strlen (line), NULL, NULL, NULL))
    continue;
}

/* A few bytes on the line, a million in memory. */
static void
answer_bomb (Server *server, GIOStream *stream, const char *request)
{
  g_autoptr (GConverter) zip =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) zipped =
      g_converter_output_stream_new (g_io_stream_get_output_stream (stream), zip);
  g_autofree char *zeros = g_malloc0 (BOMB_SIZE);

  send_text (g_io_stream_get_output_stream (stream),
             "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n");
  g_output_stream_write_all (zipped, zeros, BOMB_SIZE, NULL, NULL, NULL);
  g_output_stream_close (zipped, NULL, NULL);
}

static void
answer_stall (Server *server, GIOStream *stream, const char *request)
{
  wait_for_hang_up (g_io_stream_get_input_stream (stream));
}

static void
answer_stall_half (Server *server, GIOStream *stream, const char *request)
{
  send_text (g_io_stream_get_output_stream (stream),
             "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
  wait_for_hang_up (g_io_stream_get_input_stream (stream));
}

static void
answer_cancel (Server *server, GIOStream *stream, const char *request)
{
  server->cancelled_at = g_get_monotonic_time ();
  g_cancellable_cancel (server->to_cancel);
  wait_for_hang_up (g_io_stream_get_input_stream (stream));
}

static void
answer_half (Server *server, GIOStream *stream, const char *request)
{
  send_text (g_io_stream_get_output_stream (stream),
             "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nhalf");
}

static void
answer_nothing (Server *server, GIOStream *stream, const char *request)
{
}

static void
redirect (GIOStream *stream, const char *status, const char *location)
{
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 %s\r\nLocation: %s\r\nContent-Length: 5\r\n"
                                           "Connection: close\r\n\r\nmoved",
                                           status, location);

  send_text (g_io_stream_get_output_stream (stream), text);
}

static void
answer_moved (Server *server, GIOStream *stream, const char *request)
{
  redirect (stream, "302 Found", "/echo?moved");
}

static void
answer_loop (Server *server, GIOStream *stream, const char *request)
{
  redirect (stream, "301 Moved Permanently", "/loop");
}

static void
answer_to_file (Server *server, GIOStream *stream, const char *request)
{
  redirect (stream, "302 Found", "file:///etc/passwd");
}

static void
answer_to_https (Server *server, GIOStream *stream, const char *request)
{
  redirect (stream, "307 Temporary Redirect", "https://127.0.0.1:1/");
}

static void
answer_elsewhere (Server *server, GIOStream *stream, const char *request)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/echo", server->other_port);

  redirect (stream, "302 Found", url);
}

static const struct
{
  const char *path;
  void (*answer) (Server *server, GIOStream *stream, const char *request);
} answers[] = {
  { "/ok", answer_ok },
  { "/missing", answer_missing },
  { "/echo", answer_echo },
  { "/large", answer_large },
  { "/endless", answer_endless },
  { "/endless-headers", answer_endless_headers },
  { "/bomb", answer_bomb },
  { "/stall", answer_stall },
  { "/stall-half", answer_stall_half },
  { "/cancel", answer_cancel },
  { "/half", answer_half },
  { "/nothing", answer_nothing },
  { "/moved", answer_moved },
  { "/loop", answer_loop },
  { "/to-file", answer_to_file },
  { "/to-https", answer_to_https },
  { "/elsewhere", answer_elsewhere },
};

static char *
read_request (GInputStream *input)
{
  GString *request = g_string_new (NULL);
  gsize expected = 0;
  gssize got = 1;
  const char *end = NULL;
  char part[4096];

  while (got > 0 && (end == NULL || strlen (end) < expected + 4))
    {
      const char *length;

      got = g_input_stream_read (input, part, sizeof part, NULL, NULL);
      g_string_append_len (request, part, MAX (got, 0));
      end = strstr (request->str, "\r\n\r\n");
      length = strstr (request->str, "Content-Length: ");
      if (length != NULL)
        expected = (gsize) g_ascii_strtoull (length + 16, NULL, 10);
    }
  return g_string_free (request, FALSE);
}

static void
serve_one (Server *server, GIOStream *stream)
{
  g_autofree char *request = read_request (g_io_stream_get_input_stream (stream));
  g_auto (GStrv) words = g_strsplit (request, " ", 3);
  g_autofree char *path = NULL;
  gsize i;

  g_atomic_int_inc (&server->n_requests);
  if (g_strv_length (words) < 3)
    return;
  /* as a proxy, the whole URL comes */
  path = g_strndup (words[1], strcspn (words[1], "?"));
  if (*path != '/')
    answer_echo (server, stream, request);
  for (i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_str_equal (path, answers[i].path))
      answers[i].answer (server, stream, request);
}

static gpointer
serve (gpointer data)
{
  Server *server = data;
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (server->listener, NULL, server->stop, NULL))
         != NULL)
    {
      serve_one (server, G_IO_STREAM (connection));
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      g_object_unref (connection);
    }
  return NULL;
}

static void
set_up (Server *server, gconstpointer data)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  server->listener = g_socket_listener_new ();
  server->stop = g_cancellable_new ();
  g_socket_listener_add_address (server->listener, address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  server->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  /* the environment may only be changed while there is one thread */
  if (data != NULL)
    {
      g_autofree char *proxy = g_strdup_printf ("http://127.0.0.1:%u", server->port);

      g_setenv (data, proxy, TRUE);
    }
  server->thread = g_thread_new ("server", serve, server);
}

static void
tear_down (Server *server, gconstpointer data)
{
  g_cancellable_cancel (server->stop);
  g_thread_join (server->thread);
  g_socket_listener_close (server->listener);
  g_object_unref (server->listener);
  g_object_unref (server->stop);
  if (data != NULL)
    g_unsetenv (data);
}

static char *
url_of (Server *server, const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", server->port, path);
}

static BaseHttpResponse *
get (Server *server, const char *path, const BaseHttpOptions *options, GError **error)
{
  g_autofree char *url = url_of (server, path);

  return base_http_request ("GET", url, NULL, NULL, options, NULL, error);
}

static char *
text_of (const BaseHttpResponse *response)
{
  gsize size;
  const char *data = g_bytes_get_data (response->body, &size);

  return g_strndup (data, size);
}

static void
assert_says (const GError *error, BaseError code, const char *part)
{
  g_assert_error (error, BASE_ERROR, (int) code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "“127.0.0.1”"));
  g_assert_nonnull (strstr (error->message, part));
}

/* The server may have done it. */
static void
assert_network (const GError *error, const char *part)
{
  assert_says (error, BASE_ERROR_NETWORK, part);
}

static void
test_ok (Server *server, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BaseHttpResponse) response = get (server, "/ok", NULL, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 200);
  g_assert_true (base_http_response_is_success (response));
  text = text_of (response);
  g_assert_cmpstr (text, ==, "bonjour");
  g_assert_cmpstr (base_http_response_get_header (response, "content-TYPE"), ==, "text/plain");
  g_assert_cmpstr (base_http_response_get_header (response, "X-Twice"), ==, "one, two");
  g_assert_null (base_http_response_get_header (response, "X-None"));
}

static void
test_missing (Server *server, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BaseHttpResponse) response = get (server, "/missing", NULL, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 404);
  g_assert_false (base_http_response_is_success (response));
  text = text_of (response);
  g_assert_cmpstr (text, ==, "none\n");
}

/* What the server gets of each kind of request. */
static void
test_sent (Server *server, gconstpointer data)
{
  static const struct
  {
    const char *method, *body;
    const char *begins, *ends, *never;
  } cases[] = {
    { "GET", NULL, "GET /echo?a=1 HTTP/1.1\r\n", "\r\n\r\n", "Content-Length" },
    { "DELETE", NULL, "DELETE /echo?a=1 HTTP/1.1\r\n", "\r\n\r\n", "Content-Length" },
    { "POST", "{\"é\":1}", "POST /echo?a=1 HTTP/1.1\r\n", "\r\n\r\n{\"é\":1}", "urlencoded" },
    { "POST", NULL, "POST /echo?a=1 HTTP/1.1\r\n", "\r\n\r\n", "urlencoded" },
    { "PUT", "x", "PUT /echo?a=1 HTTP/1.1\r\n", "\r\n\r\nx", "urlencoded" },
    { "PATCH", "x", "PATCH /echo?a=1 HTTP/1.1\r\n", "\r\n\r\nx", "Expect" },
  };
  static const char *const headers[] = { "X-Api-Key: k", "Accept: application/json", NULL };
  g_autofree char *url = url_of (server, "/echo?a=1");
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) body = NULL;
      g_autoptr (BaseHttpResponse) response = NULL;
      g_autofree char *text = NULL;

      if (cases[i].body != NULL)
        body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
      response = base_http_request (cases[i].method, url, headers, body, NULL, NULL, &error);
      g_assert_no_error (error);
      text = text_of (response);
      g_test_message ("%s", text);
      g_assert_true (g_str_has_prefix (text, cases[i].begins));
      g_assert_true (g_str_has_suffix (text, cases[i].ends));
      g_assert_null (strstr (text, cases[i].never));
      g_assert_nonnull (strstr (text, "\r\nX-Api-Key: k\r\n"));
      g_assert_nonnull (strstr (text, "\r\nAccept: application/json\r\n"));
      g_assert_nonnull (strstr (text, "\r\nUser-Agent: Paraphe/"));
    }
}

static void
test_content_type (Server *server, gconstpointer data)
{
  static const char *const headers[] = { "content-type: application/json", NULL };
  g_autofree char *url = url_of (server, "/echo");
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (BaseHttpResponse) response =
      base_http_request ("POST", url, headers, body, NULL, NULL, NULL);
  g_autofree char *text = text_of (response);

  g_assert_nonnull (strstr (text, "content-type: application/json\r\n"));
}

static void
test_head (Server *server, gconstpointer data)
{
  g_autofree char *url = url_of (server, "/missing");
  g_autoptr (GError) error = NULL;
  g_autoptr (BaseHttpResponse) response =
      base_http_request ("HEAD", url, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 404);
  g_assert_cmpuint (g_bytes_get_size (response->body), ==, 0);
  g_assert_cmpstr (base_http_response_get_header (response, "Content-Length"), ==, "5");
}

static void
test_too_large (Server *server, gconstpointer data)
{
  static const char *const paths[] = { "/large", "/endless", "/bomb" };
  static const BaseHttpOptions options = { .max_size = 50000 };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (get (server, paths[i], &options, &error));
      assert_network (error, "larger than expected");
    }
}

/* What is too large to be sent is not begun with; the limit itself is allowed. */
static void
test_upload_too_large (Server *server, gconstpointer data)
{
  static const BaseHttpOptions exact = { .max_upload = 5 }, less = { .max_upload = 4 };
  g_autofree char *url = url_of (server, "/ok");
  g_autoptr (GBytes) body = g_bytes_new_static ("12345", 5);
  g_autoptr (GError) error = NULL;
  g_autoptr (BaseHttpResponse) response = NULL;

  g_assert_null (base_http_request ("POST", url, NULL, body, &less, NULL, &error));
  assert_says (error, BASE_ERROR_INVALID, "4 bytes at most");
  g_assert_cmpint (g_atomic_int_get (&server->n_requests), ==, 0);
  g_clear_error (&error);
  response = base_http_request ("POST", url, NULL, body, &exact, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 200);
}

static guint
retry_after (const char *value)
{
  BaseHttpResponse response = { .headers = g_hash_table_new (g_str_hash, g_str_equal) };
  guint seconds;

  if (value != NULL)
    g_hash_table_insert (response.headers, (gpointer) "retry-after", (gpointer) value);
  seconds = base_http_response_get_retry_after (&response);
  g_hash_table_unref (response.headers);
  return seconds;
}

static void
test_retry_after (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) later = g_date_time_add_seconds (now, 100);
  g_autofree char *date = g_date_time_format (later, "%a, %d %b %Y %H:%M:%S GMT");

  g_assert_cmpuint (retry_after (NULL), ==, 0);
  g_assert_cmpuint (retry_after ("0"), ==, 0);
  g_assert_cmpuint (retry_after ("17"), ==, 17);
  g_assert_cmpuint (retry_after ("999999999999"), ==, 86400);
  g_assert_cmpuint (retry_after ("-5"), ==, 0);
  g_assert_cmpuint (retry_after ("soon"), ==, 0);
  g_assert_cmpuint (retry_after ("Wed, 21 Oct 2015 07:28:00 GMT"), ==, 0);
  g_assert_cmpuint (retry_after ("Wed, 21 Oct 2065 07:28:00 GMT"), ==, 86400);
  g_test_message ("%s", date);
  g_assert_cmpuint (retry_after (date), >, 60);
  g_assert_cmpuint (retry_after (date), <=, 100);
}

static void
test_headers_too_large (Server *server, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (get (server, "/endless-headers", NULL, &error));
  assert_network (error, "larger than expected");
}

/* The limit itself is allowed, and what is compressed arrives whole. */
static void
test_just_fits (Server *server, gconstpointer data)
{
  static const BaseHttpOptions exact = { .max_size = BOMB_SIZE },
                               less = { .max_size = BOMB_SIZE - 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (BaseHttpResponse) response = get (server, "/bomb", &exact, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (response->body), ==, BOMB_SIZE);
  g_assert_null (get (server, "/bomb", &less, &error));
  assert_network (error, "larger than expected");
}

static void
test_stall (Server *server, gconstpointer data)
{
  static const char *const paths[] = { "/stall", "/stall-half" };
  static const BaseHttpOptions options = { .timeout_ms = 150 };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 start = g_get_monotonic_time (), taken;

      g_assert_null (get (server, paths[i], &options, &error));
      taken = g_get_monotonic_time () - start;
      assert_network (error, "took too long");
      g_assert_cmpint (taken, >=, 100 * 1000);
      g_assert_cmpint (taken, <, 5 * G_USEC_PER_SEC);
    }
}

static void
test_cut (Server *server, gconstpointer data)
{
  g_autoptr (GError) half = NULL, nothing = NULL;

  g_assert_null (get (server, "/half", NULL, &half));
  assert_network (half, "was cut");
  g_assert_null (get (server, "/nothing", NULL, &nothing));
  assert_network (nothing, "was cut");
}

/* Woken at once, not when curl looks at the clock next, after a fifth of a second or more. The best
 * of some tries counts: the machine may be busy. */
static void
test_cancel (Server *server, gconstpointer data)
{
  g_autofree char *url = url_of (server, "/cancel");
  gint64 best = G_MAXINT64;
  int i;

  for (i = 0; i < 50 && best >= 100 * 1000; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;

      server->to_cancel = cancellable;
      g_assert_null (base_http_request ("GET", url, NULL, NULL, NULL, cancellable, &error));
      g_assert_error (error, BASE_ERROR, BASE_ERROR_CANCELLED);
      best = MIN (best, g_get_monotonic_time () - server->cancelled_at);
    }
  g_test_message ("cancelled in %" G_GINT64_FORMAT " us", best);
  g_assert_cmpint (best, <, 100 * 1000);
}

static void
test_cancel_before (Server *server, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *url = url_of (server, "/ok");
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (base_http_request ("GET", url, NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, BASE_ERROR, BASE_ERROR_CANCELLED);
  g_assert_cmpint (g_atomic_int_get (&server->n_requests), ==, 0);
}

static void
test_refused (Server *server, gconstpointer data)
{
  Server gone = { 0 };
  g_autoptr (GError) error = NULL;

  set_up (&gone, NULL);
  tear_down (&gone, NULL);
  g_assert_null (get (&gone, "/ok?key=S3cr3t", NULL, &error));
  assert_says (error, BASE_ERROR_UNREACHED, "refuses or does not answer");
  g_assert_null (strstr (error->message, "S3cr3t"));
}

static void
test_moved (Server *server, gconstpointer data)
{
  static const char *const headers[] = { "X-Api-Key: k", NULL };
  g_autofree char *url = url_of (server, "/moved");
  g_autoptr (GError) error = NULL;
  g_autoptr (BaseHttpResponse) response =
      base_http_request ("GET", url, headers, NULL, NULL, NULL, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = text_of (response);
  g_assert_true (g_str_has_prefix (text, "GET /echo?moved HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (text, "X-Api-Key: k"));
  g_assert_null (base_http_response_get_header (response, "Location"));
}

/* A key meant for one server never reaches another. */
static void
test_elsewhere (Server *server, gconstpointer data)
{
  static const char *const headers[] = { "X-Api-Key: k", "Authorization: Bearer k", NULL };
  g_autofree char *url = url_of (server, "/elsewhere");
  g_autoptr (GError) error = NULL;
  g_autoptr (BaseHttpResponse) response = NULL;
  g_autofree char *text = NULL;
  Server other = { 0 };

  set_up (&other, NULL);
  server->other_port = other.port;
  response = base_http_request ("GET", url, headers, NULL, NULL, NULL, &error);
  tear_down (&other, NULL);
  g_assert_no_error (error);
  text = text_of (response);
  g_assert_true (g_str_has_prefix (text, "GET /echo HTTP/1.1\r\n"));
  g_assert_null (strstr (text, "X-Api-Key"));
  g_assert_null (strstr (text, "Authorization"));
}

/* What changes something is never sent twice. */
static void
test_post_is_not_moved (Server *server, gconstpointer data)
{
  g_autofree char *url = url_of (server, "/moved");
  g_autoptr (GBytes) body = g_bytes_new_static ("x", 1);
  g_autoptr (BaseHttpResponse) response =
      base_http_request ("POST", url, NULL, body, NULL, NULL, NULL);

  g_assert_cmpuint (response->status, ==, 302);
  g_assert_cmpstr (base_http_response_get_header (response, "Location"), ==, "/echo?moved");
  g_assert_cmpint (g_atomic_int_get (&server->n_requests), ==, 1);
}

static void
test_bad_redirects (Server *server, gconstpointer data)
{
  static const struct
  {
    const char *path, *part;
  } cases[] = {
    { "/loop", "without end" },
    { "/to-file", "not of the same kind" },
    { "/to-https", "not of the same kind" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (get (server, cases[i].path, NULL, &error));
      assert_network (error, cases[i].part);
    }
  g_assert_cmpint (g_atomic_int_get (&server->n_requests), <, 10);
}

static void
test_not_web (void)
{
  static const char *const urls[] = {
    "",
    "lycee",
    "file:///etc/passwd",
    "ftp://127.0.0.1/x",
    "http://",
    "javascript:alert(1)",
    "http://a b/",
    "smtp://S3cr3t@127.0.0.1/",
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (base_http_request ("GET", urls[i], NULL, NULL, NULL, NULL, &error));
      g_assert_error (error, BASE_ERROR, BASE_ERROR_INVALID);
      g_assert_null (strstr (error->message, "S3cr3t"));
    }
}

static void
test_header_injection (Server *server, gconstpointer data)
{
  static const char *const bad[] = { "X-Key: S3cr3t\r\nX-Other: y", "X-Key: S3cr3t\n", "S3cr3t" };
  g_autofree char *url = url_of (server, "/ok");
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const char *headers[] = { "Accept: */*", bad[i], NULL };
      g_autoptr (GError) error = NULL;

      g_assert_null (base_http_request ("GET", url, headers, NULL, NULL, NULL, &error));
      g_assert_error (error, BASE_ERROR, BASE_ERROR_INVALID);
      g_assert_null (strstr (error->message, "S3cr3t"));
    }
  g_assert_cmpint (g_atomic_int_get (&server->n_requests), ==, 0);
}

static void
test_proxy (Server *server, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BaseHttpResponse) response =
      base_http_request ("GET", "http://server.invalid/x", NULL, NULL, NULL, NULL, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = text_of (response);
  g_assert_true (g_str_has_prefix (text, "GET http://server.invalid/x HTTP/1.1\r\n"));
}

/* In a process of its own, whose log the parent reads. */
static void
test_log_inside (Server *server, gconstpointer data)
{
  static const char *const headers[] = { "Authorization: Bearer S3cr3t", NULL };
  g_autofree char *good = url_of (server, "/ok?key=S3cr3t");
  g_autofree char *bad = url_of (server, "/half?key=S3cr3t");
  g_autoptr (BaseHttpResponse) response =
      base_http_request ("GET", good, headers, NULL, NULL, NULL, NULL);

  g_assert_nonnull (response);
  g_assert_null (base_http_request ("GET", bad, headers, NULL, NULL, NULL, NULL));
}

static void
test_log (void)
{
  g_test_trap_subprocess ("/base/http/log/subprocess", 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*answer 200 of 7 bytes*");
  g_test_trap_assert_stdout_unmatched ("*S3cr3t*");
  g_test_trap_assert_stderr_unmatched ("*S3cr3t*");
}

#define ADD(name, function) g_test_add (name, Server, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  static const char *const proxies[] = { "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                         "ALL_PROXY",  "no_proxy",    "NO_PROXY" };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (proxies); i++)
    g_unsetenv (proxies[i]);
  g_setenv ("G_MESSAGES_DEBUG", "base", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("/base/http/ok", test_ok);
  ADD ("/base/http/missing", test_missing);
  ADD ("/base/http/sent", test_sent);
  ADD ("/base/http/content-type", test_content_type);
  ADD ("/base/http/head", test_head);
  ADD ("/base/http/too-large", test_too_large);
  ADD ("/base/http/upload-too-large", test_upload_too_large);
  g_test_add_func ("/base/http/retry-after", test_retry_after);
  ADD ("/base/http/headers-too-large", test_headers_too_large);
  ADD ("/base/http/just-fits", test_just_fits);
  ADD ("/base/http/stall", test_stall);
  ADD ("/base/http/cut", test_cut);
  ADD ("/base/http/cancel", test_cancel);
  ADD ("/base/http/cancel-before", test_cancel_before);
  ADD ("/base/http/refused", test_refused);
  ADD ("/base/http/moved", test_moved);
  ADD ("/base/http/elsewhere", test_elsewhere);
  ADD ("/base/http/post-is-not-moved", test_post_is_not_moved);
  ADD ("/base/http/bad-redirects", test_bad_redirects);
  g_test_add_func ("/base/http/not-web", test_not_web);
  ADD ("/base/http/header-injection", test_header_injection);
  g_test_add ("/base/http/proxy", Server, "http_proxy", set_up, test_proxy, tear_down);
  g_test_add_func ("/base/http/log", test_log);
  ADD ("/base/http/log/subprocess", test_log_inside);
  return g_test_run ();
}

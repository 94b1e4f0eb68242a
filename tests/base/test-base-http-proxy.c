/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "base-error.h"
#include "base-http.h"

/* A proxy that lets through who gives a name and a password; it answers in the server's place. */
typedef struct
{
  GSocketListener *listener;
  GCancellable *stop;
  GThread *thread;
  GString *seen;        /* requests, one after the other; read when the thread is done */
  const char *tunnel;   /* how it answers who may pass and wants a tunnel */
  const char *variable; /* of the environment */
} Proxy;

typedef struct
{
  const char *credentials; /* "name:password@", or "" */
  const char *variable;
  const char *tunnel;
} Case;

#define NO_TUNNEL "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

static const Case known = { "jean:S3cr%40t@", "http_proxy", NULL };
static const Case known_https = { "jean:S3cr%40t@", "https_proxy", NO_TUNNEL };
static const Case unknown = { "", "http_proxy", NULL };
static const Case unknown_https = { "", "https_proxy", NULL };
static const Case wrong = { "jean:0ther@", "http_proxy", NULL };
static const Case wrong_https = { "jean:0ther@", "https_proxy", NULL };

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

static const char *
answer_of (Proxy *proxy, const char *request)
{
  g_autofree char *code = g_base64_encode ((const guchar *) "jean:S3cr@t", 11);
  g_autofree char *line = g_strdup_printf ("\r\nProxy-Authorization: Basic %s\r\n", code);

  if (strstr (request, line) == NULL)
    return "HTTP/1.1 407 Proxy Authentication Required\r\n"
           "Proxy-Authenticate: Basic realm=\"lycee\"\r\nContent-Length: 6\r\n"
           "Connection: close\r\n\r\nno way";
  if (g_str_has_prefix (request, "CONNECT "))
    return proxy->tunnel;
  return "HTTP/1.1 201 Created\r\nContent-Length: 7\r\nConnection: close\r\n\r\nbonjour";
}

static gpointer
serve (gpointer data)
{
  Proxy *proxy = data;
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (proxy->listener, NULL, proxy->stop, NULL)) != NULL)
    {
      GIOStream *stream = G_IO_STREAM (connection);
      g_autofree char *request = read_request (g_io_stream_get_input_stream (stream));
      const char *answer = answer_of (proxy, request);

      g_string_append (proxy->seen, request);
      g_output_stream_write_all (g_io_stream_get_output_stream (stream), answer, strlen (answer),
                                 NULL, NULL, NULL);
      g_io_stream_close (stream, NULL, NULL);
      g_object_unref (connection);
    }
  return NULL;
}

static void
set_up (Proxy *proxy, gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;

  proxy->listener = g_socket_listener_new ();
  proxy->stop = g_cancellable_new ();
  proxy->seen = g_string_new (NULL);
  proxy->tunnel = one->tunnel;
  proxy->variable = one->variable;
  g_socket_listener_add_address (proxy->listener, address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  url = g_strdup_printf ("http://%s127.0.0.1:%u", one->credentials,
                         g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  /* the environment may only be changed while there is one thread */
  g_setenv (one->variable, url, TRUE);
  proxy->thread = g_thread_new ("proxy", serve, proxy);
}

static void
stop (Proxy *proxy)
{
  if (proxy->thread == NULL)
    return;
  g_cancellable_cancel (proxy->stop);
  g_thread_join (g_steal_pointer (&proxy->thread));
}

static void
tear_down (Proxy *proxy, gconstpointer data)
{
  stop (proxy);
  g_socket_listener_close (proxy->listener);
  g_object_unref (proxy->listener);
  g_object_unref (proxy->stop);
  g_string_free (proxy->seen, TRUE);
  g_unsetenv (proxy->variable);
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (text = strstr (text, part); text != NULL; text = strstr (text + 1, part))
    n++;
  return n;
}

static BaseHttpResponse *
post (const char *url, GError **error)
{
  static const char *const headers[] = { "Authorization: Bearer key", NULL };
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"a\":1}", 7);

  return base_http_request ("POST", url, headers, body, NULL, NULL, error);
}

/* What changes something passes once, with its body, whatever the proxy asks before. */
static void
test_known (Proxy *proxy, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BaseHttpResponse) response = post ("http://server.invalid/x", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 201);
  stop (proxy);
  g_test_message ("%s", proxy->seen->str);
  g_assert_cmpuint (count (proxy->seen->str, "\r\nProxy-Authorization: Basic "), ==, 1);
  g_assert_true (g_str_has_suffix (proxy->seen->str, "\r\n\r\n{\"a\":1}"));
}

static void
assert_unreached (const GError *error, const char *part)
{
  g_assert_error (error, BASE_ERROR, BASE_ERROR_UNREACHED);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "“server.invalid” was not reached"));
  g_assert_nonnull (strstr (error->message, part));
  g_assert_null (strstr (error->message, "jean"));
  g_assert_null (strstr (error->message, "0ther"));
}

static void
test_refused (Proxy *proxy, gconstpointer data)
{
  const Case *one = data;
  gboolean secure = g_str_equal (one->variable, "https_proxy");
  g_autoptr (GError) error = NULL;

  g_assert_null (post (secure ? "https://server.invalid/x" : "http://server.invalid/x", &error));
  assert_unreached (error, "name and password of the computer’s network settings");
  if (!secure)
    return;
  /* the key is for the server alone */
  stop (proxy);
  g_assert_cmpuint (count (proxy->seen->str, "Bearer"), ==, 0);
  g_assert_cmpuint (count (proxy->seen->str, "CONNECT server.invalid:443"), >=, 1);
}

static void
test_not_let_through (Proxy *proxy, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (post ("https://server.invalid/x", &error));
  assert_unreached (error, "does not let through to it (403)");
}

/* In a process of its own, whose log the parent reads. */
static void
test_log_inside (Proxy *proxy, gconstpointer data)
{
  g_autoptr (BaseHttpResponse) response = post ("http://server.invalid/x", NULL);

  g_assert_nonnull (response);
}

static void
test_log (void)
{
  g_test_trap_subprocess ("/base/http-proxy/log/subprocess", 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*answer 201 of 7 bytes*");
  g_test_trap_assert_stdout_unmatched ("*S3cr*");
  g_test_trap_assert_stderr_unmatched ("*S3cr*");
  g_test_trap_assert_stdout_unmatched ("*jean*");
}

#define ADD(name, one, function) g_test_add (name, Proxy, &one, set_up, function, tear_down)

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
  ADD ("/base/http-proxy/known", known, test_known);
  ADD ("/base/http-proxy/unknown", unknown, test_refused);
  ADD ("/base/http-proxy/unknown-https", unknown_https, test_refused);
  ADD ("/base/http-proxy/wrong", wrong, test_refused);
  ADD ("/base/http-proxy/wrong-https", wrong_https, test_refused);
  ADD ("/base/http-proxy/not-let-through", known_https, test_not_let_through);
  g_test_add_func ("/base/http-proxy/log", test_log);
  ADD ("/base/http-proxy/log/subprocess", known, test_log_inside);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-server.h"

#include <string.h>

#define START_WALL (G_GINT64_CONSTANT (1795698000) * G_TIME_SPAN_SECOND) /* 2026-11-26T13:00 */

static const char *const fail_names[SIGN_N_FAILS] = {
  "none", "busy", "error-before", "error-after", "cut-before", "cut-after",
  "half", "html", "html-after",   "refused",     "key",
};

const char *
sign_fail_name (SignFail fail)
{
  return fail_names[fail];
}

static void
call_free (gpointer data)
{
  SignServerCall *call = data;

  g_free (call->method);
  g_free (call->path);
  g_free (call->query);
  g_free (call->head);
  g_bytes_unref (call->body);
  g_free (call);
}

static gsize
find_end (const GByteArray *request)
{
  const char *end = g_strstr_len ((const char *) request->data, request->len, "\r\n\r\n");

  return end != NULL ? (gsize) (end - (const char *) request->data) + 4 : 0;
}

static gsize
get_length (const GByteArray *request, gsize end)
{
  g_autofree char *head = g_ascii_strdown ((const char *) request->data, (gssize) end);
  const char *length = strstr (head, "content-length: ");

  return length != NULL ? (gsize) g_ascii_strtoull (length + 16, NULL, 10) : 0;
}

static GByteArray *
read_all (GInputStream *input, gsize *end)
{
  GByteArray *request = g_byte_array_new ();
  gssize got = 1;
  guint8 part[8192];

  *end = 0;
  while (got > 0 && (*end == 0 || request->len < *end + get_length (request, *end)))
    {
      got = g_input_stream_read (input, part, sizeof part, NULL, NULL);
      g_byte_array_append (request, part, (guint) MAX (got, 0));
      *end = request->len > 0 ? find_end (request) : 0;
    }
  return request;
}

static SignServerCall *
read_call (GInputStream *input)
{
  gsize end;
  g_autoptr (GByteArray) request = read_all (input, &end);
  g_autofree char *head = NULL;
  g_auto (GStrv) words = NULL;
  SignServerCall *call;
  char *query;

  if (end == 0)
    return NULL;
  head = g_strndup ((const char *) request->data, end);
  words = g_strsplit (head, " ", 3);
  if (g_strv_length (words) < 3)
    return NULL;
  call = g_new0 (SignServerCall, 1);
  call->method = g_strdup (words[0]);
  query = strchr (words[1], '?');
  call->query = g_strdup (query != NULL ? query + 1 : "");
  if (query != NULL)
    *query = '\0';
  call->path = g_strdup (words[1]);
  call->head = g_steal_pointer (&head);
  call->body = g_bytes_new (request->data + end, request->len - end);
  return call;
}

static const char *
reason_of (guint status)
{
  return status < 300 ? "OK" : "Not so";
}

static void
answer (SignServer *self,
        GIOStream *stream,
        guint status,
        const char *type,
        const char *text,
        gsize sent)
{
  g_autofree char *head = g_strdup_printf (
      "HTTP/1.1 %u %s\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n%s"
      "Connection: close\r\n\r\n",
      status, reason_of (status), type, strlen (text), self->headers != NULL ? self->headers : "");
  GOutputStream *output = g_io_stream_get_output_stream (stream);

  g_output_stream_write_all (output, head, strlen (head), NULL, NULL, NULL);
  g_output_stream_write_all (output, text, sent, NULL, NULL, NULL);
}

static const char *
get_type (SignServer *self)
{
  return self->type != NULL ? self->type : "application/json";
}

static void
answer_json (SignServer *self, GIOStream *stream, guint status, const char *text)
{
  answer (self, stream, status, get_type (self), text, strlen (text));
}

static void
answer_page (SignServer *self, GIOStream *stream)
{
  static const char page[] = "<html><body>Veuillez vous identifier.</body></html>";

  answer (self, stream, 200, "text/html", page, strlen (page));
}

static void
fail_before (SignServer *self, GIOStream *stream, SignFail fail)
{
  const char *before = self->headers;

  if (fail == SIGN_FAIL_BUSY)
    {
      self->headers = "Retry-After: 7\r\n";
      answer_json (self, stream, 429, "{\"message\":\"Too many requests\"}");
      self->headers = before;
    }
  else if (fail == SIGN_FAIL_ERROR_BEFORE)
    answer_json (self, stream, 500, "{\"type\":\"about:blank\",\"detail\":\"Internal error\"}");
  else if (fail == SIGN_FAIL_REFUSED)
    answer_json (self, stream, 400, "{\"type\":\"x\",\"detail\":\"Not like this\"}");
  else if (fail == SIGN_FAIL_KEY)
    answer_json (self, stream, 401, "{\"type\":\"x\",\"detail\":\"Access unauthorized\"}");
  else if (fail == SIGN_FAIL_HTML)
    answer_page (self, stream);
}

static gboolean
is_before (SignFail fail)
{
  return fail == SIGN_FAIL_BUSY || fail == SIGN_FAIL_ERROR_BEFORE || fail == SIGN_FAIL_CUT_BEFORE
         || fail == SIGN_FAIL_HTML || fail == SIGN_FAIL_REFUSED || fail == SIGN_FAIL_KEY;
}

static void
serve_call (SignServer *self, GIOStream *stream, SignServerCall *call)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint number = self->calls->len;
  gboolean fails = self->fail_at > 0 && number >= self->fail_at
                   && number < self->fail_at + MAX (self->fail_times, 1);
  SignFail fail = fails ? self->fail : SIGN_FAIL_NONE;
  guint status;

  if (self->cancel_at == number && self->to_cancel != NULL)
    g_cancellable_cancel (self->to_cancel);
  if (is_before (fail))
    {
      fail_before (self, stream, fail);
      return;
    }
  status = self->func (self, call, text);
  if (fail == SIGN_FAIL_NONE)
    answer (self, stream, status, get_type (self), text->str, text->len);
  else if (fail == SIGN_FAIL_ERROR_AFTER)
    answer_json (self, stream, 502, "");
  else if (fail == SIGN_FAIL_HALF && text->len > 1)
    answer (self, stream, status, get_type (self), text->str, text->len / 2);
  else if (fail == SIGN_FAIL_HTML_AFTER)
    answer_page (self, stream);
}

static gpointer
serve (gpointer data)
{
  SignServer *self = data;
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->stop, NULL)) != NULL)
    {
      GIOStream *stream = G_IO_STREAM (connection);
      SignServerCall *call = read_call (g_io_stream_get_input_stream (stream));

      if (call != NULL)
        {
          call->at = self->now;
          g_ptr_array_add (self->calls, call);
          serve_call (self, stream, call);
        }
      g_io_stream_close (stream, NULL, NULL);
      g_object_unref (connection);
    }
  return NULL;
}

void
sign_server_start (SignServer *self, SignServerFunc func, gpointer data)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  memset (self, 0, sizeof *self);
  self->listener = g_socket_listener_new ();
  self->stop = g_cancellable_new ();
  self->calls = g_ptr_array_new_with_free_func (call_free);
  self->func = func;
  self->data = data;
  g_socket_listener_add_address (self->listener, address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->url = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  self->thread = g_thread_new ("server", serve, self);
}

void
sign_server_stop (SignServer *self)
{
  g_cancellable_cancel (self->stop);
  g_thread_join (self->thread);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->stop);
  g_ptr_array_unref (self->calls);
  g_free (self->url);
}

void
sign_server_forget (SignServer *self)
{
  g_ptr_array_set_size (self->calls, 0);
}

const SignServerCall *
sign_server_get_call (SignServer *self, guint index)
{
  g_assert_cmpuint (index, <, self->calls->len);
  return self->calls->pdata[index];
}

/* "GET /a\nPOST /b\n" */
char *
sign_server_list_calls (SignServer *self)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < self->calls->len; i++)
    {
      SignServerCall *call = self->calls->pdata[i];

      g_string_append_printf (list, "%s %s%s%s\n", call->method, call->path,
                              *call->query != '\0' ? "?" : "", call->query);
    }
  return g_string_free (list, FALSE);
}

JsonObject *
sign_server_parse (GBytes *body, JsonNode **node)
{
  gsize size;
  const char *text = g_bytes_get_data (body, &size);
  g_autofree char *copy = g_strndup (text, size);
  g_autoptr (GError) error = NULL;

  *node = json_from_string (copy, &error);
  g_assert_no_error (error);
  return json_node_get_object (*node);
}

static gint64
get_now (gpointer data)
{
  return ((SignServer *) data)->now;
}

static gint64
get_wall (gpointer data)
{
  return START_WALL + ((SignServer *) data)->now;
}

static void
jump (gint64 until, GCancellable *cancellable, gpointer data)
{
  SignServer *self = data;

  if (g_cancellable_is_cancelled (cancellable) || until <= self->now)
    return;
  self->waited += until - self->now;
  self->now = until;
}

SignClock
sign_server_get_clock (SignServer *self)
{
  return (SignClock){ get_now, get_wall, jump, self };
}

void
sign_server_set_clock (SignServer *self, SignSession *session)
{
  SignClock clock = sign_server_get_clock (self);

  _sign_session_set_clock (session, &clock);
}

SignSession *
sign_server_open (SignServer *self, const char *provider, const char *environment)
{
  SignAccess access = { sign_provider_find (provider), environment, self->url, "S3cr3t-key", NULL };
  g_autoptr (GError) error = NULL;
  SignSession *session = sign_session_new (&access, &error);

  g_assert_no_error (error);
  sign_server_set_clock (self, session);
  return session;
}

SignOrder *
sign_server_order (const char *external_id, guint n_signers)
{
  static const char *const people[][3] = {
    { "Léa", "ABADIE", "lea.abadie@eleve.example" },
    { "Jeanne", "D’ARC", "jeanne.darc@mail.example" },
    { "Paul", "Martin-Petit", "tuteur@entreprise.example" },
    { "Zoé", "Le Goff", "professeur@lycee.example" },
    { "Henri", "Durand", "proviseur@lycee.example" },
  };
  g_autoptr (GBytes) document = g_bytes_new_static ("%PDF-1.7 anchors", 16);
  SignOrder *order = sign_order_new (external_id, "Convention 2026-0042, ABADIE Léa", document);

  g_assert_cmpuint (n_signers, <=, G_N_ELEMENTS (people));
  for (guint i = 0; i < n_signers; i++)
    g_ptr_array_add (order->signers, sign_person_new (people[i][0], people[i][1], people[i][2]));
  order->since = g_strdup ("2026-11-26T12:59:00Z");
  return order;
}

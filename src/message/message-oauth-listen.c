/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-oauth-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "message-sms-private.h"

/* Browsers open a few connections and use one; a program of this computer's could open many. */
#define MOST_VISITORS 16

struct _MessageOauthListener
{
  GMainContext *context;
  GSocketService *service;
  char *path;
  char *state;
  guint port;
  guint visitor_ms;
  GPtrArray *visitors; /* (element-type Visitor): each leaves by itself */
  MessageOauthReply reply;
  gboolean is_answered; /* the browser came back, and was told so */
  gboolean is_late;
  gboolean is_closed;
};

/* Who has connected. */
typedef struct
{
  MessageOauthListener *listener;
  GSocketConnection *connection;
  GCancellable *stop;
  GSource *late;
  GBytes *answer;
  gboolean is_last;
  gsize length;
  char head[MESSAGE_OAUTH_MOST_HEAD];
} Visitor;

/* ---- what is read ---- */

static gboolean
is_graph (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  return TRUE;
}

/* A request line as RFC 9112, 3, writes it. */
static guint
read_line (const char *line, const char *path, char **query)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 4);
  gsize length = strlen (path);

  if (g_strv_length (words) != 3 || !g_str_has_prefix (words[2], "HTTP/1.")
      || !is_graph (words[1], strlen (words[1])))
    return 400;
  if (!g_str_equal (words[0], "GET"))
    return 405;
  if (strncmp (words[1], path, length) != 0
      || (words[1][length] != '?' && words[1][length] != '\0'))
    return 404;
  *query = g_strdup (words[1][length] == '?' ? words[1] + length + 1 : "");
  return 200;
}

/**
 * _message_oauth_read_request:
 * @head: (array length=length): what came so far
 * @length: its bytes
 * @path: of the one page there is
 * @query: (out) (transfer full): what is asked of it, behind "?"
 *
 * Returns: 0 while the head is not whole, 200 when it is a GET of that page, else the status to
 *   answer with
 */
guint
_message_oauth_read_request (const char *head, gsize length, const char *path, char **query)
{
  g_autofree char *line = NULL;
  const char *end;

  *query = NULL;
  if (length == 0 || memmem (head, length, "\r\n\r\n", 4) == NULL)
    return length < MESSAGE_OAUTH_MOST_HEAD ? 0 : 431;
  end = memmem (head, length, "\r\n", 2);
  line = g_strndup (head, (gsize) (end - head));
  return strlen (line) == (gsize) (end - head) ? read_line (line, path, query) : 400;
}

/* A parameter stands once: RFC 6749, 3.1. */
static gboolean
take (char **place, char *value)
{
  gboolean is_new = *place == NULL;

  if (is_new)
    *place = value;
  else
    _message_sms_wipe (value);
  return is_new;
}

static gboolean
read_parameters (const char *query, char **state, MessageOauthReply *reply)
{
  GUriParamsIter iter;
  char *name, *value;
  gboolean is_good = TRUE;
  g_autoptr (GError) error = NULL;

  g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (is_good && g_uri_params_iter_next (&iter, &name, &value, &error))
    {
      if (g_str_equal (name, "state"))
        is_good = take (state, value);
      else if (g_str_equal (name, "code"))
        is_good = take (&reply->code, value);
      else if (g_str_equal (name, "error"))
        is_good = take (&reply->failure, value);
      else if (g_str_equal (name, "error_description"))
        is_good = take (&reply->detail, value);
      else
        g_free (value);
      g_free (name);
    }
  return is_good && error == NULL;
}

/**
 * _message_oauth_read_query:
 * @query: what came behind "?"
 * @state: what was sent along to the service
 * @reply: (inout): empty; filled when it is ours
 *
 * An authorization response: RFC 6749, 4.1.2. One that does not bring @state back is nobody's who
 * was sent there by us (10.12).
 *
 * Returns: whether it is ours: it has @state, and either a code or a reason for there being none
 */
gboolean
_message_oauth_read_query (const char *query, const char *state, MessageOauthReply *reply)
{
  g_autofree char *told = NULL;

  if (read_parameters (query, &told, reply) && g_strcmp0 (told, state) == 0
      && (reply->code != NULL) != (reply->failure != NULL)
      && (reply->code == NULL
          || (*reply->code != '\0' && is_graph (reply->code, strlen (reply->code)))))
    return TRUE;
  _message_oauth_reply_clear (reply);
  return FALSE;
}

/**
 * _message_oauth_reply_clear:
 * @reply: what the browser brought; the code is wiped
 */
void
_message_oauth_reply_clear (MessageOauthReply *reply)
{
  g_clear_pointer (&reply->code, _message_sms_wipe);
  g_clear_pointer (&reply->failure, g_free);
  g_clear_pointer (&reply->detail, g_free);
}

/* ---- what is answered ---- */

static const struct
{
  guint status;
  const char *reason;
  const char *sentence;
} pages[] = {
  { 200, "OK", N_ ("You can close this page and go back to Paraphe.") },
  { 400, "Bad Request",
    N_ ("Paraphe did not expect this page: close it, and sign in again in Paraphe.") },
  { 404, "Not Found", N_ ("There is no such page.") },
  { 405, "Method Not Allowed", N_ ("There is no such page.") },
  { 431, "Request Header Fields Too Large", N_ ("There is no such page.") },
};

static GBytes *
write_page (guint status)
{
  guint i = 0;
  g_autofree char *sentence = NULL;
  g_autofree char *body = NULL;
  char *text;

  while (pages[i].status != status)
    i++;
  sentence = g_markup_escape_text (_ (pages[i].sentence), -1);
  body = g_strdup_printf ("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
                          "<meta name=\"viewport\" content=\"width=device-width\">"
                          "<title>Paraphe</title></head>\n<body><h1>Paraphe</h1>\n<p>%s</p>"
                          "</body></html>\n",
                          sentence);
  /* the address holds the code: it is kept nowhere, and told to no other page */
  text = g_strdup_printf ("HTTP/1.1 %u %s\r\nContent-Type: text/html; charset=utf-8\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\nCache-Control: no-store\r\n"
                          "Referrer-Policy: no-referrer\r\n"
                          "Content-Security-Policy: default-src 'none'\r\n"
                          "X-Content-Type-Options: nosniff\r\n%sConnection: close\r\n\r\n%s",
                          status, pages[i].reason, strlen (body),
                          status == 405 ? "Allow: GET\r\n" : "", body);
  return g_bytes_new_take (text, strlen (text));
}

/* ---- who calls ---- */

static void
visitor_leave (Visitor *self)
{
  g_ptr_array_remove_fast (self->listener->visitors, self);
  if (self->is_last)
    self->listener->is_answered = TRUE;
  g_source_destroy (self->late);
  g_source_unref (self->late);
  g_io_stream_close (G_IO_STREAM (self->connection), NULL, NULL);
  g_object_unref (self->connection);
  g_object_unref (self->stop);
  g_clear_pointer (&self->answer, g_bytes_unref);
  memset (self->head, 0, sizeof self->head);
  g_free (self);
}

static void
on_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Visitor *self = data;

  /* who is gone already needs no answer */
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  g_socket_shutdown (g_socket_connection_get_socket (self->connection), FALSE, TRUE, NULL);
  visitor_leave (self);
}

static void
visitor_answer (Visitor *self, guint status)
{
  gsize size;
  gconstpointer text;

  self->answer = write_page (status);
  text = g_bytes_get_data (self->answer, &size);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (self->connection)),
                                   text, size, G_PRIORITY_DEFAULT, self->stop, on_written_cb, self);
}

/* The first that is ours is the only one: what comes after it is refused. */
static guint
visitor_judge (Visitor *self)
{
  MessageOauthListener *listener = self->listener;
  char *query = NULL;
  guint status = _message_oauth_read_request (self->head, self->length, listener->path, &query);

  if (status == 200)
    {
      self->is_last = listener->reply.code == NULL && listener->reply.failure == NULL
                      && _message_oauth_read_query (query, listener->state, &listener->reply);
      if (!self->is_last)
        status = 400;
    }
  _message_sms_wipe (query);
  return status;
}

static void visitor_read (Visitor *self);

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Visitor *self = data;
  gssize got = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
  guint status;

  if (got <= 0)
    {
      visitor_leave (self);
      return;
    }
  self->length += (gsize) got;
  status = visitor_judge (self);
  if (status == 0)
    visitor_read (self);
  else
    visitor_answer (self, status);
}

static void
visitor_read (Visitor *self)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (self->connection)),
                             self->head + self->length, sizeof self->head - self->length,
                             G_PRIORITY_DEFAULT, self->stop, on_read_cb, self);
}

static gboolean
on_visitor_late_cb (gpointer data)
{
  Visitor *self = data;

  g_cancellable_cancel (self->stop);
  return G_SOURCE_REMOVE;
}

static gboolean
on_incoming_cb (GSocketService *service,
                GSocketConnection *connection,
                GObject *source,
                MessageOauthListener *self)
{
  Visitor *visitor;

  if (self->is_closed || self->visitors->len >= MOST_VISITORS)
    return TRUE;
  visitor = g_new0 (Visitor, 1);
  visitor->listener = self;
  visitor->connection = g_object_ref (connection);
  visitor->stop = g_cancellable_new ();
  visitor->late = g_timeout_source_new (self->visitor_ms);
  g_source_set_callback (visitor->late, on_visitor_late_cb, visitor, NULL);
  g_source_attach (visitor->late, self->context);
  g_ptr_array_add (self->visitors, visitor);
  visitor_read (visitor);
  return TRUE;
}

/* ---- the listener ---- */

/**
 * _message_oauth_listener_new:
 * @path: of its one page
 * @state: what the browser has to bring back
 * @error: return location for a #MESSAGE_ERROR_NOT_SENT
 *
 * Takes a free port of 127.0.0.1, which no other computer reaches: RFC 8252, 7.3 and 8.3.
 *
 * Returns: (transfer full) (nullable): a listener
 */
MessageOauthListener *
_message_oauth_listener_new (const char *path, const char *state, GError **error)
{
  MessageOauthListener *self = g_new0 (MessageOauthListener, 1);
  g_autoptr (GInetAddress) here = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) asked = g_inet_socket_address_new (here, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) local = NULL;

  self->context = g_main_context_new ();
  self->visitors = g_ptr_array_new ();
  self->path = g_strdup (path);
  self->state = g_strdup (state);
  g_main_context_push_thread_default (self->context);
  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), asked, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &address, &local);
  g_main_context_pop_thread_default (self->context);
  if (local != NULL)
    {
      g_set_error (error, MESSAGE_ERROR, MESSAGE_ERROR_NOT_SENT,
                   _ ("The browser cannot come back to Paraphe on this computer (%s): try again."),
                   local->message);
      _message_oauth_listener_free (self);
      return NULL;
    }
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming_cb), self);
  return self;
}

/**
 * _message_oauth_listener_get_port:
 * @self: a listener
 *
 * Returns: its port
 */
guint
_message_oauth_listener_get_port (const MessageOauthListener *self)
{
  return self->port;
}

static gboolean
on_late_cb (gpointer data)
{
  MessageOauthListener *self = data;

  self->is_late = TRUE;
  return G_SOURCE_REMOVE;
}

/* Wakes who waits. */
static gboolean
on_cancelled_cb (GCancellable *cancellable, gpointer data)
{
  return G_SOURCE_REMOVE;
}

static void
attach (MessageOauthListener *self, GSource *source, GSourceFunc func)
{
  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, self->context);
}

static void
run (MessageOauthListener *self, guint total_ms, GCancellable *cancellable)
{
  g_autoptr (GSource) late = g_timeout_source_new (total_ms);
  g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

  attach (self, late, on_late_cb);
  attach (self, cancelled, G_SOURCE_FUNC (on_cancelled_cb));
  g_main_context_push_thread_default (self->context);
  while (!self->is_answered && !self->is_late && !g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (self->context, TRUE);
  g_main_context_pop_thread_default (self->context);
  g_source_destroy (late);
  g_source_destroy (cancelled);
}

/**
 * _message_oauth_listener_wait:
 * @self: a listener
 * @total_ms: how long the browser is waited for
 * @visitor_ms: how long one that calls may take to say what it wants
 * @reply: (out): what the browser brought back
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #MESSAGE_ERROR_NOT_SENT
 *
 * Answers whoever calls, until the browser comes back with what it was sent away with.
 *
 * Returns: whether it came
 */
gboolean
_message_oauth_listener_wait (MessageOauthListener *self,
                              guint total_ms,
                              guint visitor_ms,
                              MessageOauthReply *reply,
                              GCancellable *cancellable,
                              GError **error)
{
  self->visitor_ms = visitor_ms;
  run (self, total_ms, cancellable);
  if (self->is_answered)
    {
      *reply = self->reply;
      self->reply = (MessageOauthReply){ NULL };
      return TRUE;
    }
  g_set_error_literal (
      error, MESSAGE_ERROR, MESSAGE_ERROR_NOT_SENT,
      self->is_late
          ? _ ("Nobody signed in within five minutes: sign in again, and stay on the page "
               "that opens until it says that it can be closed.")
          : _ ("Cancelled."));
  return FALSE;
}

/**
 * _message_oauth_listener_free:
 * @self: (transfer full): a listener, whose port is free afterwards
 */
void
_message_oauth_listener_free (MessageOauthListener *self)
{
  self->is_closed = TRUE;
  g_main_context_push_thread_default (self->context);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  for (guint i = 0; i < self->visitors->len; i++)
    g_cancellable_cancel (((Visitor *) self->visitors->pdata[i])->stop);
  while (g_main_context_iteration (self->context, self->visitors->len > 0))
    ;
  g_main_context_pop_thread_default (self->context);
  g_clear_object (&self->service);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->visitors);
  _message_oauth_reply_clear (&self->reply);
  g_free (self->path);
  _message_sms_wipe (self->state);
  g_free (self);
}

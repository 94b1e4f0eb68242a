/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sms-server.h"

#include <string.h>

static void
call_free (gpointer data)
{
  SmsCall *call = data;

  g_free (call->method);
  g_free (call->target);
  g_free (call->head);
  g_free (call->body);
  g_free (call);
}

char *
sms_call_header (const SmsCall *call, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (call->head, "\r\n", 0);
  gsize length = strlen (name);

  for (guint i = 1; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], name, length) == 0 && lines[i][length] == ':')
      return g_strstrip (g_strdup (lines[i] + length + 1));
  return NULL;
}

/* Of a form in the body, as a web server reads it. */
char *
sms_call_field (const SmsCall *call, const char *name)
{
  g_auto (GStrv) fields = g_strsplit (call->body, "&", 0);
  gsize length = strlen (name);

  for (guint i = 0; fields[i] != NULL; i++)
    if (strncmp (fields[i], name, length) == 0 && fields[i][length] == '=')
      return g_uri_unescape_string (g_strdelimit (fields[i] + length + 1, "+", ' '), NULL);
  return NULL;
}

static SmsCall *
read_call (GInputStream *input)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_auto (GStrv) words = NULL;
  g_autofree char *length = NULL;
  gsize wanted = G_MAXSIZE, head = 0;
  gssize got = 1;
  char part[4096];
  SmsCall *call = g_new0 (SmsCall, 1);

  while (got > 0 && all->len < wanted)
    {
      char *end;

      got = g_input_stream_read (input, part, sizeof part, NULL, NULL);
      g_string_append_len (all, part, MAX (got, 0));
      end = wanted == G_MAXSIZE ? strstr (all->str, "\r\n\r\n") : NULL;
      if (end == NULL)
        continue;
      head = (gsize) (end - all->str) + 4;
      call->head = g_strndup (all->str, head);
      length = sms_call_header (call, "Content-Length");
      wanted = head + (length != NULL ? g_ascii_strtoull (length, NULL, 10) : 0);
    }
  g_assert_nonnull (call->head);
  words = g_strsplit (call->head, " ", 3);
  call->method = g_strdup (words[0]);
  call->target = g_strdup (words[1]);
  call->body = g_strdup (all->str + head);
  return call;
}

static void
serve_call (SmsServer *self, GIOStream *stream)
{
  g_autoptr (GString) text = g_string_new (NULL);
  SmsCall *call = read_call (g_io_stream_get_input_stream (stream));
  g_autofree char *head = NULL;
  GOutputStream *output = g_io_stream_get_output_stream (stream);
  guint status;
  char byte;

  g_ptr_array_add (self->calls, call);
  status = self->func (self, call, text);
  if (status == 1) /* until the other end goes */
    g_input_stream_read (g_io_stream_get_input_stream (stream), &byte, 1, self->stop, NULL);
  if (status < 100)
    return;
  head = g_strdup_printf ("HTTP/1.1 %u Told\r\nContent-Type: application/json\r\n"
                          "Location: http://127.0.0.1:1/\r\nContent-Length: %" G_GSIZE_FORMAT
                          "\r\nConnection: close\r\n\r\n",
                          status, text->len);
  g_output_stream_write_all (output, head, strlen (head), NULL, NULL, NULL);
  g_output_stream_write_all (output, text->str, text->len, NULL, NULL, NULL);
}

static gpointer
serve (gpointer data)
{
  SmsServer *self = data;
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->stop, NULL)) != NULL)
    {
      serve_call (self, G_IO_STREAM (connection));
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      g_object_unref (connection);
    }
  return NULL;
}

void
sms_server_start (SmsServer *self, SmsServerFunc func, gpointer data)
{
  g_autoptr (GInetAddress) here = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) asked = g_inet_socket_address_new (here, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  memset (self, 0, sizeof *self);
  self->func = func;
  self->data = data;
  self->calls = g_ptr_array_new_with_free_func (call_free);
  self->stop = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, asked, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &address, &error);
  g_assert_no_error (error);
  self->url = g_strdup_printf ("http://127.0.0.1:%u",
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  self->thread = g_thread_new ("provider", serve, self);
}

void
sms_server_stop (SmsServer *self)
{
  g_cancellable_cancel (self->stop);
  g_thread_join (self->thread);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->stop);
  g_ptr_array_unref (self->calls);
  g_free (self->url);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-smtp.h"
#include "message-smtp-private.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base-file.h"

#define CONNECT_TIMEOUT_MS 30000
#define TIMEOUT_MS         (15 * 60 * 1000)

/* How long a server may think about one command (RFC 5321, 4.5.3.2: ten minutes after the mail). */
#define REPLY_SECONDS 600L

/* Longest sleep of a transfer on which nothing happens; a cancel wakes it at once. */
#define POLL_MS 1000

#define CERTIFICATES_BYTES (8 * 1024 * 1024)

/* Who we are, for EHLO: a form that is always right and says nothing of this computer. */
#define OUR_NAME "%5B127.0.0.1%5D"

typedef struct
{
  CURL *easy;
  CURLM *multi;
  struct curl_slist *recipients;
  GBytes *certificates;
  curl_socket_t socket;
  const MessageMailData *mail;
  GCancellable *cancellable;
  gsize read;
  MessageSmtpTalk talk;
} MessageSmtp;

static void
smtp_free (MessageSmtp *self)
{
  /* curl says QUIT, and would wait for the answer of a server that may have none */
  if (self->socket != CURL_SOCKET_BAD)
    shutdown (self->socket, SHUT_RD);
  curl_easy_cleanup (self->easy);
  curl_multi_cleanup (self->multi);
  curl_slist_free_all (self->recipients);
  g_clear_pointer (&self->certificates, g_bytes_unref);
  message_smtp_talk_clear (&self->talk);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MessageSmtp, smtp_free)

static MessageSmtp *
smtp_new (const MessageMailData *mail, GCancellable *cancellable)
{
  static gsize ready;
  MessageSmtp *self = g_new0 (MessageSmtp, 1);

  if (g_once_init_enter (&ready))
    {
      curl_global_init (CURL_GLOBAL_DEFAULT);
      g_once_init_leave (&ready, 1);
    }
  self->easy = curl_easy_init ();
  self->multi = curl_multi_init ();
  self->socket = CURL_SOCKET_BAD;
  self->mail = mail;
  self->cancellable = cancellable;
  return self;
}

static int
on_debug (CURL *easy, curl_infotype type, char *data, size_t size, void *user_data)
{
  MessageSmtp *self = user_data;

  if (type == CURLINFO_HEADER_OUT)
    message_smtp_talk_ask (&self->talk, data, size);
  return 0;
}

static size_t
on_reply (char *data, size_t size, size_t count, void *user_data)
{
  MessageSmtp *self = user_data;

  return message_smtp_talk_hear (&self->talk, data, size * count) ? size * count : 0;
}

static size_t
on_read (char *buffer, size_t size, size_t count, void *user_data)
{
  MessageSmtp *self = user_data;
  gsize length;
  const char *data = g_bytes_get_data (self->mail->bytes, &length);
  gsize part = MIN (size * count, length - self->read);

  self->talk.begun = TRUE;
  memcpy (buffer, data + self->read, part);
  self->read += part;
  return part;
}

/* Curl asks at least once a second, also where it waits for an answer within a call of its own: for
 * what becomes of the mail, and of QUIT, which a server that may be mute is not waited for. */
static int
on_progress (void *user_data, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
  MessageSmtp *self = user_data;

  if (!g_cancellable_is_cancelled (self->cancellable))
    return 0;
  if (self->socket != CURL_SOCKET_BAD)
    shutdown (self->socket, SHUT_RD);
  return 1;
}

static curl_socket_t
on_open (void *user_data, curlsocktype purpose, struct curl_sockaddr *address)
{
  return socket (address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static int
on_opened (void *user_data, curl_socket_t fd, curlsocktype purpose)
{
  MessageSmtp *self = user_data;

  self->socket = fd;
  return CURL_SOCKOPT_OK;
}

static int
on_close (void *user_data, curl_socket_t fd)
{
  MessageSmtp *self = user_data;

  if (self->socket == fd)
    self->socket = CURL_SOCKET_BAD;
  return close (fd);
}

static gboolean
is_this_computer (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  /* curl never asks the network what "localhost" is */
  return g_ascii_strcasecmp (host, "localhost") == 0
         || (address != NULL && g_inet_address_get_is_loopback (address));
}

static gboolean
is_host (const char *host)
{
  return host != NULL && *host != '\0' && strpbrk (host, "/@?#[]% \t\r\n\\") == NULL
         && (strchr (host, ':') == NULL || g_hostname_is_ip_address (host));
}

static gboolean
set_server (MessageSmtp *self, const MessageSmtpServer *server)
{
  static const guint ports[] = { 587, 465, 25 };
  gboolean tls = server->security == MESSAGE_SMTP_TLS;
  gboolean clear = server->security == MESSAGE_SMTP_CLEAR;
  gboolean is_number;
  g_autofree char *url = NULL;

  if (!is_host (server->host) || server->port > G_MAXUINT16
      || (clear && !is_this_computer (server->host)))
    return FALSE;
  is_number = strchr (server->host, ':') != NULL;
  url = g_strdup_printf ("%s://%s%s%s:%u/%s", tls ? "smtps" : "smtp", is_number ? "[" : "",
                         server->host, is_number ? "]" : "",
                         server->port > 0 ? server->port : ports[server->security], OUR_NAME);
  curl_easy_setopt (self->easy, CURLOPT_URL, url);
  curl_easy_setopt (self->easy, CURLOPT_PROTOCOLS_STR, tls ? "smtps" : "smtp");
  curl_easy_setopt (self->easy, CURLOPT_USE_SSL, (long) (clear ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  /* mail goes through no proxy of the web */
  curl_easy_setopt (self->easy, CURLOPT_PROXY, "");
  curl_easy_setopt (self->easy, CURLOPT_NETRC, (long) CURL_NETRC_IGNORED);
  return TRUE;
}

static gboolean
set_account (MessageSmtp *self, const MessageSmtpServer *server)
{
  if (server->user == NULL)
    return server->password == NULL && server->token == NULL;
  if ((server->password == NULL) == (server->token == NULL))
    return FALSE;
  curl_easy_setopt (self->easy, CURLOPT_USERNAME, server->user);
  if (server->token != NULL)
    curl_easy_setopt (self->easy, CURLOPT_XOAUTH2_BEARER, server->token);
  else
    curl_easy_setopt (self->easy, CURLOPT_PASSWORD, server->password);
  curl_easy_setopt (self->easy, CURLOPT_LOGIN_OPTIONS,
                    server->token != NULL ? "AUTH=XOAUTH2" : "AUTH=PLAIN;AUTH=LOGIN");
  return TRUE;
}

static gboolean
set_trust (MessageSmtp *self, const char *ca_file)
{
  const char *system_file = curl_version_info (CURLVERSION_NOW)->cainfo;
  g_autoptr (GBytes) extra = NULL, system = NULL;
  struct curl_blob blob = { .flags = CURL_BLOB_NOCOPY };
  GByteArray *all;

  curl_easy_setopt (self->easy, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt (self->easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt (self->easy, CURLOPT_SSL_VERIFYHOST, 2L);
  if (ca_file == NULL)
    return TRUE;
  extra = base_file_read (ca_file, CERTIFICATES_BYTES, NULL);
  if (extra == NULL)
    return FALSE;
  if (system_file != NULL)
    system = base_file_read (system_file, CERTIFICATES_BYTES, NULL);
  all = g_byte_array_new ();
  g_byte_array_append (all, g_bytes_get_data (extra, NULL), (guint) g_bytes_get_size (extra));
  g_byte_array_append (all, (const guint8 *) "\n", 1);
  if (system != NULL)
    g_byte_array_append (all, g_bytes_get_data (system, NULL), (guint) g_bytes_get_size (system));
  self->certificates = g_byte_array_free_to_bytes (all);
  blob.data = (gpointer) g_bytes_get_data (self->certificates, &blob.len);
  curl_easy_setopt (self->easy, CURLOPT_CAINFO_BLOB, &blob);
  return TRUE;
}

static void
set_limits (MessageSmtp *self, const MessageSmtpServer *server)
{
  guint connect = server->connect_timeout_ms > 0 ? server->connect_timeout_ms : CONNECT_TIMEOUT_MS;
  guint all = server->timeout_ms > 0 ? server->timeout_ms : TIMEOUT_MS;

  curl_easy_setopt (self->easy, CURLOPT_CONNECTTIMEOUT_MS, (long) connect);
  curl_easy_setopt (self->easy, CURLOPT_TIMEOUT_MS, (long) all);
  curl_easy_setopt (self->easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, REPLY_SECONDS);
  curl_easy_setopt (self->easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (self->easy, CURLOPT_QUICK_EXIT, 1L);
}

static void
set_talk (MessageSmtp *self)
{
  curl_easy_setopt (self->easy, CURLOPT_HEADERFUNCTION, on_reply);
  curl_easy_setopt (self->easy, CURLOPT_HEADERDATA, self);
  curl_easy_setopt (self->easy, CURLOPT_OPENSOCKETFUNCTION, on_open);
  curl_easy_setopt (self->easy, CURLOPT_SOCKOPTFUNCTION, on_opened);
  curl_easy_setopt (self->easy, CURLOPT_SOCKOPTDATA, self);
  curl_easy_setopt (self->easy, CURLOPT_CLOSESOCKETFUNCTION, on_close);
  curl_easy_setopt (self->easy, CURLOPT_CLOSESOCKETDATA, self);
  curl_easy_setopt (self->easy, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt (self->easy, CURLOPT_XFERINFODATA, self);
  curl_easy_setopt (self->easy, CURLOPT_NOPROGRESS, 0L);
  /* nothing is printed: it tells which command an answer is to */
  curl_easy_setopt (self->easy, CURLOPT_DEBUGFUNCTION, on_debug);
  curl_easy_setopt (self->easy, CURLOPT_DEBUGDATA, self);
  curl_easy_setopt (self->easy, CURLOPT_VERBOSE, 1L);
}

static void
set_mail (MessageSmtp *self)
{
  g_autofree char *from = g_strdup_printf ("<%s>", self->mail->from);
  g_autofree char *to = g_strdup_printf ("<%s>", self->mail->to);

  self->recipients = curl_slist_append (NULL, to);
  curl_easy_setopt (self->easy, CURLOPT_MAIL_FROM, from);
  curl_easy_setopt (self->easy, CURLOPT_MAIL_RCPT, self->recipients);
  curl_easy_setopt (self->easy, CURLOPT_UPLOAD, 1L);
  /* told to the server before anything leaves: what is too large is refused at once */
  curl_easy_setopt (self->easy, CURLOPT_INFILESIZE_LARGE,
                    (curl_off_t) g_bytes_get_size (self->mail->bytes));
  curl_easy_setopt (self->easy, CURLOPT_READFUNCTION, on_read);
  curl_easy_setopt (self->easy, CURLOPT_READDATA, self);
}

static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  curl_multi_wakeup (user_data);
}

/* A cancel is on_progress()'s business, and curl goes on until it has ended by it: a handle that is
 * removed while it runs says that the mail is complete, and the server would take half of it, or
 * nothing, for the mail. */
static CURLcode
run (MessageSmtp *self)
{
  CURLMcode state = curl_multi_add_handle (self->multi, self->easy);
  CURLcode result = CURLE_ABORTED_BY_CALLBACK;
  int running = 1, left;
  CURLMsg *message;

  while (state == CURLM_OK && running > 0)
    {
      state = curl_multi_perform (self->multi, &running);
      if (state == CURLM_OK && running > 0)
        state = curl_multi_poll (self->multi, NULL, 0, POLL_MS, NULL);
    }
  while ((message = curl_multi_info_read (self->multi, &left)) != NULL)
    if (message->msg == CURLMSG_DONE)
      result = message->data.result;
  curl_multi_remove_handle (self->multi, self->easy);
  return result;
}

/* @mail: (nullable): what is sent; %NULL: one only signs in */
static MessageSmtpOutcome *
talk (const MessageSmtpServer *server, const MessageMailData *mail, GCancellable *cancellable)
{
  g_autoptr (MessageSmtp) self = NULL;
  gulong handler = 0;
  CURLcode result;

  if (g_cancellable_is_cancelled (cancellable))
    return message_smtp_outcome_new (MESSAGE_SMTP_NOT_SENT, MESSAGE_SMTP_REASON_CANCELLED);
  self = smtp_new (mail, cancellable);
  if (!set_server (self, server) || !set_account (self, server)
      || !set_trust (self, server->ca_file))
    return message_smtp_outcome_new (MESSAGE_SMTP_NOT_SENT, MESSAGE_SMTP_REASON_SETTINGS);
  set_limits (self, server);
  set_talk (self);
  if (mail != NULL)
    set_mail (self);
  else
    curl_easy_setopt (self->easy, CURLOPT_CONNECT_ONLY, 1L);
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self->multi, NULL);
  result = run (self);
  g_cancellable_disconnect (cancellable, handler);
  if (mail == NULL && result == CURLE_OK)
    return message_smtp_outcome_new (MESSAGE_SMTP_SENT, MESSAGE_SMTP_REASON_NONE);
  return message_smtp_conclude (&self->talk, result, g_cancellable_is_cancelled (cancellable));
}

/**
 * message_smtp_send:
 * @server: where the mail goes out
 * @mail: what message_mail_compose() made
 * @cancellable: (nullable): stops it at any moment
 *
 * Hands a mail over to a server, once, and waits: for worker threads. It is never spoken to in the
 * clear, save on this computer; certificates are always checked; the web's proxy is not used.
 * Nothing is tried again: the outcome tells whether that is safe.
 *
 * Returns: (transfer full): what became of the mail
 */
MessageSmtpOutcome *
message_smtp_send (const MessageSmtpServer *server,
                   const MessageMailData *mail,
                   GCancellable *cancellable)
{
  g_return_val_if_fail (server != NULL && mail != NULL, NULL);

  return talk (server, mail, cancellable);
}

/**
 * message_smtp_check:
 * @server: where mails go out
 * @cancellable: (nullable): stops it at any moment
 *
 * Signs in and leaves again; nothing is sent. Waits: for worker threads.
 *
 * Returns: (transfer full): how it went: as %MESSAGE_SMTP_SENT when one is let in
 */
MessageSmtpOutcome *
message_smtp_check (const MessageSmtpServer *server, GCancellable *cancellable)
{
  g_return_val_if_fail (server != NULL, NULL);

  return talk (server, NULL, cancellable);
}

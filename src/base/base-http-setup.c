/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "base-http-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-error.h"
#include "base-file.h"
#include "base-text.h"

#define USER_AGENT "Paraphe/" PARAPHE_VERSION

/* Less than a byte a second for so long: the line is dead, whatever time the request may take. */
#define STALL_SECONDS 60L

#define CERTIFICATES_BYTES (8 * 1024 * 1024)
#define HEADERS_BYTES      (256 * 1024)

static const struct
{
  CURLcode code;
  const char *sentence;
} reasons[] = {
  { CURLE_COULDNT_RESOLVE_HOST,
    N_ ("It was not found: check the address and the connection to the Internet.") },
  { CURLE_COULDNT_RESOLVE_PROXY,
    N_ ("The proxy was not found: check the network settings of the computer.") },
  { CURLE_COULDNT_CONNECT, N_ ("It refuses or does not answer: try again later.") },
  { CURLE_OPERATION_TIMEDOUT, N_ ("It took too long to answer: try again later.") },
  { CURLE_PEER_FAILED_VERIFICATION,
    N_ ("It could not prove that it is what it says, so nothing was sent: tell the person in "
        "charge of the network.") },
  { CURLE_SSL_CACERT_BADFILE,
    N_ ("The file of trusted authorities could not be used: choose a PEM file.") },
  { CURLE_SSL_CONNECT_ERROR, N_ ("No secure connection could be made: try again later.") },
  { CURLE_GOT_NOTHING, N_ ("The connection was cut: try again later.") },
  { CURLE_RECV_ERROR, N_ ("The connection was cut: try again later.") },
  { CURLE_SEND_ERROR, N_ ("The connection was cut: try again later.") },
  { CURLE_PARTIAL_FILE, N_ ("The connection was cut: try again later.") },
  { CURLE_TOO_MANY_REDIRECTS, N_ ("It sends from one address to another without end.") },
  { CURLE_UNSUPPORTED_PROTOCOL,
    N_ ("It sends to an address that is not of the same kind, which was not followed.") },
};

/**
 * base_http_fail:
 * @self: a transfer
 * @code: what curl answered
 * @error: (optional): return location for a #BASE_ERROR_NETWORK or a #BASE_ERROR_UNREACHED
 *
 * Says which server failed and why. Never the path or the query, which may hold a key.
 *
 * Returns: %FALSE
 */
gboolean
base_http_fail (const BaseHttpTransfer *self, CURLcode code, GError **error)
{
  const char *reason = curl_easy_strerror (code);
  curl_off_t ready = 0;
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].code == code)
      reason = _ (reasons[i].sentence);
  if (self->too_large || code == CURLE_FILESIZE_EXCEEDED)
    reason = _ ("Its answer is larger than expected and was not read.");
  /* the moment when the connection was ready and the request began to leave */
  curl_easy_getinfo (self->easy, CURLINFO_PRETRANSFER_TIME_T, &ready);
  g_set_error (error, BASE_ERROR, ready > 0 ? BASE_ERROR_NETWORK : BASE_ERROR_UNREACHED,
               _ ("The exchange with “%s” did not succeed. %s"), self->host, reason);
  return FALSE;
}

/**
 * base_http_check_proxy:
 * @self: a transfer whose hop is over
 * @error: (optional): return location for a #BASE_ERROR_UNREACHED
 *
 * Tells an answer of the proxy, which let nothing through, from one of the server.
 *
 * Returns: whether the proxy, if there is one, did not stand in the way
 */
gboolean
base_http_check_proxy (const BaseHttpTransfer *self, GError **error)
{
  long status = 0, tunnel = 0;

  curl_easy_getinfo (self->easy, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo (self->easy, CURLINFO_HTTP_CONNECTCODE, &tunnel);
  if (tunnel == 407 || (tunnel == 0 && status == 407))
    {
      g_set_error (error, BASE_ERROR, BASE_ERROR_UNREACHED,
                   _ ("“%s” was not reached: the proxy of the network does not accept the name and "
                      "password of the computer’s network settings, or there are none. Enter them "
                      "there."),
                   self->host);
      return FALSE;
    }
  if (tunnel >= 300)
    {
      g_set_error (error, BASE_ERROR, BASE_ERROR_UNREACHED,
                   _ ("“%s” was not reached: the proxy of the network does not let through to it "
                      "(%ld). Ask the person in charge of the network to allow it."),
                   self->host, tunnel);
      return FALSE;
    }
  return TRUE;
}

static char *
get_part (CURLU *parts, CURLUPart part, guint flags)
{
  char *value = NULL;
  g_autofree char *copy = NULL;

  if (curl_url_get (parts, part, &value, flags) == CURLUE_OK)
    copy = g_strdup (value);
  curl_free (value);
  return g_steal_pointer (&copy);
}

static char *
get_url_part (const char *url, CURLUPart part)
{
  CURLU *parts = curl_url ();
  g_autofree char *value = NULL;

  if (curl_url_set (parts, CURLUPART_URL, url, 0) == CURLUE_OK)
    value = get_part (parts, part, CURLU_DEFAULT_PORT);
  curl_url_cleanup (parts);
  return g_steal_pointer (&value);
}

/**
 * base_http_is_same:
 * @url: a URL
 * @other: another
 * @parts: which parts to compare
 * @n_parts: how many
 *
 * Returns: whether both have the same of each part, a default port counting as written
 */
gboolean
base_http_is_same (const char *url, const char *other, const CURLUPart *parts, gsize n_parts)
{
  gsize i;

  for (i = 0; i < n_parts; i++)
    {
      g_autofree char *one = get_url_part (url, parts[i]);
      g_autofree char *two = get_url_part (other, parts[i]);

      if (one == NULL || two == NULL || g_ascii_strcasecmp (one, two) != 0)
        return FALSE;
    }
  return TRUE;
}

/**
 * base_http_set_url:
 * @self: a transfer
 * @url: an http or https URL
 * @error: return location for a #BASE_ERROR_INVALID
 *
 * Returns: whether @url is one that is asked
 */
gboolean
base_http_set_url (BaseHttpTransfer *self, const char *url, GError **error)
{
  g_autofree char *scheme = get_url_part (url, CURLUPART_SCHEME);
  g_autofree char *host = get_url_part (url, CURLUPART_HOST);

  if (host == NULL || (g_strcmp0 (scheme, "https") != 0 && g_strcmp0 (scheme, "http") != 0))
    {
      /* the text itself may hold a key: not shown */
      g_set_error_literal (error, BASE_ERROR, BASE_ERROR_INVALID,
                           _ ("This is not the address of a web server. It begins with https://."));
      return FALSE;
    }
  g_free (self->url);
  g_free (self->host);
  self->url = g_strdup (url);
  self->host = g_steal_pointer (&host);
  return TRUE;
}

/**
 * base_http_load_certificates:
 * @self: a transfer
 * @ca_file: (nullable): PEM file of authorities to trust beside the system's
 * @error: return location for a #BASE_ERROR_FILE
 *
 * Returns: whether the file could be read
 */
gboolean
base_http_load_certificates (BaseHttpTransfer *self, const char *ca_file, GError **error)
{
  const char *system_file = curl_version_info (CURLVERSION_NOW)->cainfo;
  g_autoptr (GBytes) extra = NULL, system = NULL;
  GByteArray *all;

  if (ca_file == NULL)
    return TRUE;
  extra = base_file_read (ca_file, CERTIFICATES_BYTES, error);
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
  return TRUE;
}

/* What the desktop says (settings, automatic configuration), when it says anything; the environment
 * (https_proxy, no_proxy) is curl's own business. */
static char *
find_proxy (const char *url, GCancellable *cancellable)
{
  GProxyResolver *resolver = g_proxy_resolver_get_default ();
  g_auto (GStrv) proxies = g_proxy_resolver_lookup (resolver, url, cancellable, NULL);

  if (proxies == NULL || proxies[0] == NULL || g_str_has_prefix (proxies[0], "direct:"))
    return NULL;
  if (g_str_has_prefix (proxies[0], "socks:") || g_str_has_prefix (proxies[0], "socks5:"))
    return g_strconcat ("socks5h", strchr (proxies[0], ':'), NULL);
  return g_strdup (proxies[0]);
}

static gsize
take_header (char *data, gsize size, gsize count, gpointer user_data)
{
  BaseHttpTransfer *self = user_data;
  gsize length = size * count;
  g_autofree char *line = g_strndup (data, length);
  g_autofree char *clean = base_text_clean (line);
  char *colon = strchr (clean, ':');
  const char *before;
  char *name, *value;

  self->header_bytes += length;
  if (self->header_bytes > HEADERS_BYTES)
    {
      self->too_large = TRUE;
      return 0;
    }
  /* "HTTP/1.1 200 OK" begins an answer; one before it was provisional. */
  if (g_str_has_prefix (clean, "HTTP/"))
    g_hash_table_remove_all (self->response_headers);
  else if (colon != NULL)
    {
      *colon = '\0';
      name = g_ascii_strdown (g_strchomp (clean), -1);
      before = g_hash_table_lookup (self->response_headers, name);
      value = g_strconcat (before != NULL ? before : "", before != NULL ? ", " : "",
                           g_strchug (colon + 1), NULL);
      g_hash_table_replace (self->response_headers, name, value);
    }
  return length;
}

static gsize
take_body (char *data, gsize size, gsize count, gpointer user_data)
{
  BaseHttpTransfer *self = user_data;
  gsize length = size * count;

  if (length > self->max_size - self->response_body->len)
    {
      self->too_large = TRUE;
      return 0;
    }
  g_byte_array_append (self->response_body, (const guint8 *) data, (guint) length);
  return length;
}

static gboolean
has_header (const BaseHttpTransfer *self, const char *name)
{
  gsize i, length = strlen (name);

  for (i = 0; self->headers != NULL && self->headers[i] != NULL; i++)
    if (g_ascii_strncasecmp (self->headers[i], name, length) == 0
        && self->headers[i][length] == ':')
      return TRUE;
  return FALSE;
}

/**
 * base_http_free_headers:
 * @headers: (nullable): what curl was given
 *
 * A key may be in them: it is wiped.
 */
void
base_http_free_headers (struct curl_slist *headers)
{
  for (struct curl_slist *at = headers; at != NULL; at = at->next)
    memset (at->data, 0, strlen (at->data));
  curl_slist_free_all (headers);
}

static gboolean
build_headers (BaseHttpTransfer *self, GError **error)
{
  gsize i;

  base_http_free_headers (self->header_list);
  /* no pause of a second before a body; no type that nobody said */
  self->header_list = curl_slist_append (NULL, "Expect:");
  if (!has_header (self, "Content-Type"))
    self->header_list = curl_slist_append (self->header_list, "Content-Type:");
  for (i = 0; self->headers != NULL && self->headers[i] != NULL; i++)
    {
      if (strpbrk (self->headers[i], "\r\n") != NULL || strchr (self->headers[i], ':') == NULL)
        {
          /* the text may be a key pasted with its line break: not shown */
          g_set_error (error, BASE_ERROR, BASE_ERROR_INVALID,
                       _ ("Nothing was sent to “%s”: a key or password of the settings holds a "
                          "line break. Enter it again."),
                       self->host);
          return FALSE;
        }
      self->header_list = curl_slist_append (self->header_list, self->headers[i]);
    }
  return TRUE;
}

static gboolean
check_upload (const BaseHttpTransfer *self, GBytes *body, GError **error)
{
  g_autofree char *size = NULL, *most = NULL;

  if (body == NULL || g_bytes_get_size (body) <= self->max_upload)
    return TRUE;
  size = g_format_size (g_bytes_get_size (body));
  most = g_format_size (self->max_upload);
  g_set_error (error, BASE_ERROR, BASE_ERROR_INVALID,
               _ ("Nothing was sent to “%s”: this is %s and may be %s at most."), self->host, size,
               most);
  return FALSE;
}

static void
set_up_method (BaseHttpTransfer *self, const char *method, GBytes *body)
{
  gsize size = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &size) : NULL;

  if (body != NULL || g_str_equal (method, "POST") || g_str_equal (method, "PUT"))
    {
      curl_easy_setopt (self->easy, CURLOPT_POST, 1L);
      curl_easy_setopt (self->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) size);
      curl_easy_setopt (self->easy, CURLOPT_POSTFIELDS, size > 0 ? data : "");
    }
  else if (g_str_equal (method, "HEAD"))
    curl_easy_setopt (self->easy, CURLOPT_NOBODY, 1L);
  /* HEAD tells the size of what it does not send */
  if (!g_str_equal (method, "HEAD"))
    curl_easy_setopt (self->easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t) self->max_size);
  curl_easy_setopt (self->easy, CURLOPT_CUSTOMREQUEST, method);
}

static void
set_up_security (BaseHttpTransfer *self)
{
  struct curl_blob blob = { 0 };

  curl_easy_setopt (self->easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (self->easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt (self->easy, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt (self->easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt (self->easy, CURLOPT_SSL_VERIFYHOST, 2L);
  if (self->certificates != NULL)
    {
      blob.data = (gpointer) g_bytes_get_data (self->certificates, &blob.len);
      blob.flags = CURL_BLOB_NOCOPY;
      curl_easy_setopt (self->easy, CURLOPT_CAINFO_BLOB, &blob);
    }
}

static void
set_up_limits (BaseHttpTransfer *self)
{
  gint64 left_ms = (self->deadline - g_get_monotonic_time ()) / 1000;

  curl_easy_setopt (self->easy, CURLOPT_TIMEOUT_MS, (long) CLAMP (left_ms, 1, G_MAXINT));
  curl_easy_setopt (self->easy, CURLOPT_CONNECTTIMEOUT_MS, (long) self->connect_timeout_ms);
  curl_easy_setopt (self->easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt (self->easy, CURLOPT_LOW_SPEED_TIME, STALL_SECONDS);
  /* signals belong to the program; a slow name server must not hold up a cancel */
  curl_easy_setopt (self->easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (self->easy, CURLOPT_QUICK_EXIT, 1L);
}

/**
 * base_http_set_up:
 * @self: a transfer with its URL
 * @method: "GET", "POST"…
 * @body: (nullable): what to send
 * @cancellable: (nullable): a cancellable
 * @error: return location for a #BASE_ERROR_INVALID
 *
 * Makes the handle ready for one hop, with nothing left of the hop before.
 *
 * Returns: whether there is nothing wrong with what is to be sent
 */
gboolean
base_http_set_up (BaseHttpTransfer *self,
                  const char *method,
                  GBytes *body,
                  GCancellable *cancellable,
                  GError **error)
{
  if (!check_upload (self, body, error) || !build_headers (self, error))
    return FALSE;
  g_clear_pointer (&self->proxy, g_free);
  self->proxy = find_proxy (self->url, cancellable);
  self->header_bytes = 0;
  g_byte_array_set_size (self->response_body, 0);

  curl_easy_reset (self->easy);
  curl_easy_setopt (self->easy, CURLOPT_URL, self->url);
  curl_easy_setopt (self->easy, CURLOPT_USERAGENT, USER_AGENT);
  curl_easy_setopt (self->easy, CURLOPT_HTTPHEADER, self->header_list);
  curl_easy_setopt (self->easy, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt (self->easy, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt (self->easy, CURLOPT_HEADERDATA, self);
  curl_easy_setopt (self->easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt (self->easy, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt (self->easy, CURLOPT_WRITEDATA, self);
  if (self->proxy != NULL)
    curl_easy_setopt (self->easy, CURLOPT_PROXY, self->proxy);
  /* whichever way the proxy asks for the name and password that stand in its URL */
  curl_easy_setopt (self->easy, CURLOPT_PROXYAUTH, (long) CURLAUTH_ANY);
  set_up_method (self, method, body);
  set_up_security (self);
  set_up_limits (self);
  return TRUE;
}

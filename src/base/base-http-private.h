/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <curl/curl.h>

#include "base-http.h"

G_BEGIN_DECLS

/**
 * BaseHttpTransfer:
 * @easy: the handle of curl, set up anew for each hop
 * @multi: what waits and can be woken
 * @url: where this hop goes
 * @host: of @url, for sentences
 * @headers: (nullable): the caller's "Name: value"
 * @header_list: the same as curl wants them
 * @max_size: the most bytes of an answer
 * @max_upload: the most bytes that are sent
 * @deadline: monotonic microseconds when all must be over
 * @connect_timeout_ms: the most time to reach a server
 * @certificates: (nullable): PEM text of all trusted authorities; %NULL: the system's
 * @proxy: (nullable): as the desktop says; %NULL: as the environment says
 * @header_bytes: what headers took so far
 * @too_large: whether the answer passed a limit
 * @response_headers: as in #BaseHttpResponse
 * @response_body: what came so far
 *
 * One request while it runs.
 */
typedef struct
{
  CURL *easy;
  CURLM *multi;
  char *url;
  char *host;
  const char *const *headers;
  struct curl_slist *header_list;
  gsize max_size;
  gsize max_upload;
  gint64 deadline;
  guint connect_timeout_ms;
  GBytes *certificates;
  char *proxy;
  gsize header_bytes;
  gboolean too_large;
  GHashTable *response_headers;
  GByteArray *response_body;
} BaseHttpTransfer;

gboolean base_http_set_url (BaseHttpTransfer *self, const char *url, GError **error);
gboolean
base_http_is_same (const char *url, const char *other, const CURLUPart *parts, gsize n_parts);
gboolean base_http_set_up (BaseHttpTransfer *self,
                           const char *method,
                           GBytes *body,
                           GCancellable *cancellable,
                           GError **error);
void base_http_free_headers (struct curl_slist *headers);
gboolean base_http_load_certificates (BaseHttpTransfer *self, const char *ca_file, GError **error);
gboolean base_http_fail (const BaseHttpTransfer *self, CURLcode code, GError **error);
gboolean base_http_check_proxy (const BaseHttpTransfer *self, GError **error);

G_END_DECLS

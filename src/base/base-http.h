/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BaseHttpOptions:
 * @connect_timeout_ms: the most time to reach the server; 0: 10 s
 * @timeout_ms: the most time for the whole request, redirects included; 0: 120 s
 * @max_size: the most bytes of an answer, decompressed; 0: 32 MiB
 * @max_upload: the most bytes of a body that is sent; 0: 64 MiB
 * @ca_file: (nullable): PEM file of authorities to trust beside the system's: a school's own server
 *
 * Zero everywhere is what most requests want.
 */
typedef struct
{
  guint connect_timeout_ms;
  guint timeout_ms;
  gsize max_size;
  gsize max_upload;
  const char *ca_file;
} BaseHttpOptions;

/**
 * BaseHttpResponse:
 * @status: 200, 404…: any answer of the server is a response, not an error
 * @headers: lower-case names → values; of a name that comes twice, values joined by ", "
 * @body: the content, decompressed
 */
typedef struct
{
  guint status;
  GHashTable *headers;
  GBytes *body;
} BaseHttpResponse;

BaseHttpResponse *base_http_request (const char *method,
                                     const char *url,
                                     const char *const *headers,
                                     GBytes *body,
                                     const BaseHttpOptions *options,
                                     GCancellable *cancellable,
                                     GError **error);
gboolean base_http_response_is_success (const BaseHttpResponse *response);
const char *base_http_response_get_header (const BaseHttpResponse *response, const char *name);
guint base_http_response_get_retry_after (const BaseHttpResponse *response);
void base_http_response_free (BaseHttpResponse *response);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BaseHttpResponse, base_http_response_free)

G_END_DECLS

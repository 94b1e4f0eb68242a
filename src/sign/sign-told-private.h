/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "base-http.h"

G_BEGIN_DECLS

gboolean _sign_told_is_json (const BaseHttpResponse *response);
char *_sign_told_read (const BaseHttpResponse *response, JsonNode *sent, GPtrArray *hidden);
void _sign_told_fail (const char *label,
                      const BaseHttpResponse *response,
                      JsonNode *sent,
                      GPtrArray *hidden,
                      GError **error);

G_END_DECLS

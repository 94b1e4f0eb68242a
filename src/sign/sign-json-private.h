/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a server answers is not believed: whatever is missing or of another type is not there. */

JsonNode *_sign_json_parse (const char *text, gssize length);
JsonObject *_sign_json_object (JsonNode *node);
JsonArray *_sign_json_array (JsonNode *node);
const char *_sign_json_string (JsonObject *object, const char *key);
char *_sign_json_dup_id (JsonObject *object, const char *key);
gint64 _sign_json_int (JsonObject *object, const char *key, gint64 otherwise);
gboolean _sign_json_boolean (JsonObject *object, const char *key);
double _sign_json_double (JsonObject *object, const char *key);
char *_sign_json_dup_time (JsonObject *object, const char *key);
JsonObject *_sign_json_member_object (JsonObject *object, const char *key);
JsonArray *_sign_json_member_array (JsonObject *object, const char *key);
guint _sign_json_n_objects (JsonArray *array);
JsonObject *_sign_json_element (JsonArray *array, guint index);
GBytes *_sign_json_to_bytes (JsonNode *node);

G_END_DECLS

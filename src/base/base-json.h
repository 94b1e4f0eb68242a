/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What servers answer, read defensively: what is missing or of another type is not there. */

JsonNode *base_json_parse (const char *text, gssize length);
JsonObject *base_json_object (JsonNode *node);
JsonArray *base_json_array (JsonNode *node);
const char *base_json_string (JsonObject *object, const char *key);
char *base_json_dup_id (JsonObject *object, const char *key);
gint64 base_json_int (JsonObject *object, const char *key, gint64 otherwise);
gboolean base_json_boolean (JsonObject *object, const char *key);
double base_json_number (JsonObject *object, const char *key, double otherwise);
char *base_json_dup_time (JsonObject *object, const char *key);
JsonObject *base_json_member_object (JsonObject *object, const char *key);
JsonArray *base_json_member_array (JsonObject *object, const char *key);
guint base_json_n_objects (JsonArray *array);
JsonObject *base_json_element (JsonArray *array, guint index);
GBytes *base_json_to_bytes (JsonNode *node);

G_END_DECLS

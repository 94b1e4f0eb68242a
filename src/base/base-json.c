/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "base-json.h"

#include <math.h>
#include <string.h>

/* Deeper than any answer is; the parser would go down with it. */
#define MOST_DEPTH 64

static gboolean
is_shallow (const char *text, gsize length)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++)
    if (quoted)
      {
        if (text[i] == '\\')
          i++;
        else if (text[i] == '"')
          quoted = FALSE;
      }
    else if (text[i] == '"')
      quoted = TRUE;
    else if ((text[i] == '[' || text[i] == '{') && ++depth > MOST_DEPTH)
      return FALSE;
    else if ((text[i] == ']' || text[i] == '}') && depth > 0)
      depth--;
  return TRUE;
}

/**
 * base_json_parse:
 * @text: what a server answered
 * @length: its bytes, or -1
 *
 * Returns: (transfer full) (nullable): what it says; %NULL: it is not JSON
 */
JsonNode *
base_json_parse (const char *text, gssize length)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize size = length >= 0 ? (gsize) length : strlen (text);

  /* what comes after a zero byte would not be looked at */
  if (size == 0 || memchr (text, '\0', size) != NULL || !g_utf8_validate (text, (gssize) size, NULL)
      || !is_shallow (text, size)
      || !json_parser_load_from_data (parser, text, (gssize) size, NULL))
    return NULL;
  return json_parser_steal_root (parser);
}

/**
 * base_json_object:
 * @node: (nullable): an answer
 *
 * Returns: (transfer none) (nullable): it, when it is an object
 */
JsonObject *
base_json_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * base_json_array:
 * @node: (nullable): an answer
 *
 * Returns: (transfer none) (nullable): it, when it is an array
 */
JsonArray *
base_json_array (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonNode *
get_value (JsonObject *object, const char *key)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, key) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

/**
 * base_json_string:
 * @object: (nullable): an object
 * @key: of a member
 *
 * Returns: (transfer none): that text, or ""
 */
const char *
base_json_string (JsonObject *object, const char *key)
{
  JsonNode *node = get_value (object, key);
  const char *text = NULL;

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
    text = json_node_get_string (node);
  return text != NULL ? text : "";
}

/**
 * base_json_int:
 * @object: (nullable): an object
 * @key: of a member
 * @otherwise: when there is no such number
 *
 * Returns: that number
 */
gint64
base_json_int (JsonObject *object, const char *key, gint64 otherwise)
{
  JsonNode *node = get_value (object, key);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64)
    return otherwise;
  return json_node_get_int (node);
}

/**
 * base_json_number:
 * @object: (nullable): an object
 * @key: of a member
 * @otherwise: when there is no such number
 *
 * Returns: that number, which may be written as a text; never an infinite one
 */
double
base_json_number (JsonObject *object, const char *key, double otherwise)
{
  JsonNode *node = get_value (object, key);
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_NONE;
  double number = otherwise;
  char *end = NULL;

  if (type == G_TYPE_DOUBLE || type == G_TYPE_INT64)
    number = json_node_get_double (node);
  else if (type == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (node);

      number = g_ascii_strtod (text, &end);
      if (end == text || *end != '\0')
        return otherwise;
    }
  return isfinite (number) ? number : otherwise;
}

/**
 * base_json_boolean:
 * @object: (nullable): an object
 * @key: of a member
 *
 * Returns: whether it is there and true
 */
gboolean
base_json_boolean (JsonObject *object, const char *key)
{
  JsonNode *node = get_value (object, key);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         && json_node_get_boolean (node);
}

/**
 * base_json_dup_id:
 * @object: (nullable): an object
 * @key: of a member
 *
 * Returns: (transfer full) (nullable): that identifier, a text or a number; never ""
 */
char *
base_json_dup_id (JsonObject *object, const char *key)
{
  JsonNode *node = get_value (object, key);
  const char *text = base_json_string (object, key);

  if (*text != '\0')
    return g_strdup (text);
  if (node != NULL && json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return NULL;
}

/**
 * base_json_dup_time:
 * @object: (nullable): an object
 * @key: of a member
 *
 * Returns: (transfer full) (nullable): that point in time, in UTC: "2026-11-26T13:01:51Z"
 */
char *
base_json_dup_time (JsonObject *object, const char *key)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (base_json_string (object, key), utc);
  g_autoptr (GDateTime) there = time != NULL ? g_date_time_to_utc (time) : NULL;

  /* A year of three digits would be written with three: no such day is meant. */
  if (there == NULL || g_date_time_get_year (there) < 1000)
    return NULL;
  return g_date_time_format (there, "%Y-%m-%dT%H:%M:%SZ");
}

/**
 * base_json_member_object:
 * @object: (nullable): an object
 * @key: of a member
 *
 * Returns: (transfer none) (nullable): that object
 */
JsonObject *
base_json_member_object (JsonObject *object, const char *key)
{
  return object != NULL ? base_json_object (json_object_get_member (object, key)) : NULL;
}

/**
 * base_json_member_array:
 * @object: (nullable): an object
 * @key: of a member
 *
 * Returns: (transfer none) (nullable): that array
 */
JsonArray *
base_json_member_array (JsonObject *object, const char *key)
{
  return object != NULL ? base_json_array (json_object_get_member (object, key)) : NULL;
}

/**
 * base_json_n_objects:
 * @array: (nullable): an array
 *
 * Returns: how many elements it has
 */
guint
base_json_n_objects (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

/**
 * base_json_element:
 * @array: an array
 * @index: of an element
 *
 * Returns: (transfer none) (nullable): that element, when it is an object
 */
JsonObject *
base_json_element (JsonArray *array, guint index)
{
  return base_json_object (json_array_get_element (array, index));
}

/**
 * base_json_to_bytes:
 * @node: something to send
 *
 * Returns: (transfer full): it, written
 */
GBytes *
base_json_to_bytes (JsonNode *node)
{
  char *text = json_to_string (node, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-sms-private.h"

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
 * _message_json_parse:
 * @text: what a server answered
 * @length: its bytes
 *
 * Returns: (transfer full) (nullable): what it says; %NULL: it is not JSON
 */
JsonNode *
_message_json_parse (const char *text, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (length == 0 || memchr (text, '\0', length) != NULL
      || !g_utf8_validate (text, (gssize) length, NULL) || !is_shallow (text, length)
      || !json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return NULL;
  return json_parser_steal_root (parser);
}

/**
 * _message_json_object:
 * @node: (nullable): an answer
 *
 * Returns: (transfer none) (nullable): it, when it is an object
 */
JsonObject *
_message_json_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonNode *
get_member (JsonObject *object, const char *key)
{
  return object != NULL ? json_object_get_member (object, key) : NULL;
}

/**
 * _message_json_member:
 * @object: (nullable): an object
 * @key: of a member
 *
 * Returns: (transfer none) (nullable): that object
 */
JsonObject *
_message_json_member (JsonObject *object, const char *key)
{
  return _message_json_object (get_member (object, key));
}

static GType
get_type (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node)
                                                      : G_TYPE_NONE;
}

/**
 * _message_json_string:
 * @object: (nullable): an object
 * @key: of a member
 *
 * Returns: (transfer none): that text, or ""
 */
const char *
_message_json_string (JsonObject *object, const char *key)
{
  JsonNode *node = get_member (object, key);
  const char *text = get_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

  return text != NULL ? text : "";
}

/**
 * _message_json_number:
 * @object: (nullable): an object
 * @key: of a member
 * @otherwise: when there is no such number
 *
 * Returns: that number, which may be written as a text
 */
double
_message_json_number (JsonObject *object, const char *key, double otherwise)
{
  JsonNode *node = get_member (object, key);
  GType type = get_type (node);
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
 * _message_json_dup_id:
 * @object: (nullable): an object
 * @key: of a member
 *
 * Returns: (transfer full) (nullable): that identifier, a text or a number; never ""
 */
char *
_message_json_dup_id (JsonObject *object, const char *key)
{
  JsonNode *node = get_member (object, key);
  const char *text = _message_json_string (object, key);

  if (*text != '\0')
    return g_strdup (text);
  if (get_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return NULL;
}

/**
 * _message_json_array:
 * @object: (nullable): an object
 * @key: of a member
 *
 * Returns: (transfer none) (nullable): that array, when something is in it
 */
JsonArray *
_message_json_array (JsonObject *object, const char *key)
{
  JsonNode *node = get_member (object, key);

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node)
      || json_array_get_length (json_node_get_array (node)) == 0)
    return NULL;
  return json_node_get_array (node);
}

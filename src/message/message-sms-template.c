/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-sms-private.h"

#include <string.h>

static void
append_json (GString *out, const char *value)
{
  for (const char *at = value; *at != '\0'; at++)
    {
      const unsigned char c = (unsigned char) *at;

      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", c);
      else if (c < 0x20 || c == 0x7F)
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_c (out, *at);
    }
}

static void
append (GString *out, const char *value, MessageSmsEscape escape)
{
  g_autofree char *escaped = NULL;

  if (escape == MESSAGE_SMS_AS_JSON)
    append_json (out, value);
  else if (escape == MESSAGE_SMS_AS_URL)
    escaped = g_uri_escape_string (value, NULL, FALSE);
  else if (escape == MESSAGE_SMS_AS_XML)
    escaped = g_markup_escape_text (value, -1);
  else
    g_string_append (out, value);
  if (escaped != NULL)
    g_string_append (out, escaped);
}

static const MessageSmsField *
find_field (const char *at, const MessageSmsField *fields, guint n_fields, gsize *length)
{
  for (guint i = 0; i < n_fields; i++)
    {
      *length = strlen (fields[i].name);
      if (at[0] == '{' && strncmp (at + 1, fields[i].name, *length) == 0 && at[*length + 1] == '}')
        return &fields[i];
    }
  return NULL;
}

/**
 * _message_sms_fill:
 * @model: a text with fields: "to={to}"
 * @fields: (array length=n_fields): what they are
 * @n_fields: how many
 * @escape: what the text is
 *
 * Other braces stay as they are, and so do those in a value: nobody who writes a message writes a
 * key into it.
 *
 * Returns: (transfer full): the text
 */
char *
_message_sms_fill (const char *model,
                   const MessageSmsField *fields,
                   guint n_fields,
                   MessageSmsEscape escape)
{
  GString *out = g_string_new (NULL);

  while (*model != '\0')
    {
      gsize length = 0;
      const MessageSmsField *field = find_field (model, fields, n_fields, &length);

      if (field != NULL)
        {
          append (out, field->value != NULL ? field->value : "", escape);
          model += length + 2;
        }
      else
        g_string_append_c (out, *model++);
    }
  return g_string_free (out, FALSE);
}

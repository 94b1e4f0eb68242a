/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-mail-text-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-ident.h"
#include "base-text.h"
#include "message-error.h"

/* RFC 1035 by way of RFC 5321: of the domain as it is sent */
#define DOMAIN_BYTES 253

/* A link, without the full stop or the bracket that follows it in a sentence. */
#define LINK "https?://[^\\s\\p{Z}<>\"«»]*[^\\s\\p{Z}<>\"«».,;:!?)\\]’']"

/**
 * message_mail_line:
 * @text: (nullable): a name or a subject
 *
 * Makes one line of it. Nothing in it can begin another header.
 *
 * Returns: (transfer full): the line, "" for nothing
 */
char *
message_mail_line (const char *text)
{
  g_autofree char *line = base_text_clean (text);

  g_strdelimit (line, "\n\t", ' ');
  return g_steal_pointer (&line);
}

/**
 * message_mail_text:
 * @text: (nullable): the text of a mail
 *
 * Returns: (transfer full): the same as valid UTF-8 whose lines end in "\n", the last one too,
 *   without control characters
 */
char *
message_mail_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *out = g_string_sized_new (strlen (valid) + 1);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\r' && at[1] == '\n')
        continue;
      if (c == '\r' || c == 0x2028 || c == 0x2029 || c == 0x85)
        g_string_append_c (out, '\n');
      else if (c == '\n' || c == '\t' || !g_unichar_iscntrl (c))
        g_string_append_unichar (out, c);
    }
  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

static void
append_escaped (GString *out, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    switch (text[i])
      {
      case '&':
        g_string_append (out, "&amp;");
        break;
      case '<':
        g_string_append (out, "&lt;");
        break;
      case '>':
        g_string_append (out, "&gt;");
        break;
      case '"':
        g_string_append (out, "&quot;");
        break;
      default:
        g_string_append_c (out, text[i]);
      }
}

static void
append_line (GString *out, const char *line, GRegex *link)
{
  g_autoptr (GMatchInfo) match = NULL;
  gsize done = 0;
  int start, end;

  for (g_regex_match (link, line, 0, &match); g_match_info_fetch_pos (match, 0, &start, &end);
       g_match_info_next (match, NULL))
    {
      append_escaped (out, line + done, (gsize) start - done);
      g_string_append (out, "<a href=\"");
      append_escaped (out, line + start, (gsize) (end - start));
      g_string_append (out, "\">");
      append_escaped (out, line + start, (gsize) (end - start));
      g_string_append (out, "</a>");
      done = (gsize) end;
    }
  append_escaped (out, line + done, strlen (line + done));
}

/**
 * message_mail_html:
 * @text: what message_mail_text() made
 *
 * Makes the twin of a text for the programs that show nothing else well: paragraphs, line breaks,
 * links that can be clicked. Nothing is loaded from anywhere.
 *
 * Returns: (transfer full): a page of HTML
 */
char *
message_mail_html (const char *text)
{
  g_autoptr (GRegex) link = g_regex_new (LINK, G_REGEX_CASELESS, 0, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *out = g_string_new ("<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\"></head>\n"
                               "<body>\n");
  gboolean open = FALSE;

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      gboolean blank = *g_strstrip (g_strdelimit (lines[i], "\t", ' ')) == '\0';

      if (blank && open)
        g_string_append (out, "</p>\n");
      else if (!blank)
        {
          g_string_append (out, open ? "<br>\n" : "<p>");
          append_line (out, lines[i], link);
        }
      open = !blank;
    }
  g_string_append (out, open ? "</p>\n</body>\n</html>\n" : "</body>\n</html>\n");
  return g_string_free (out, FALSE);
}

/**
 * message_mail_address:
 * @address: (nullable): an address
 * @error: return location for a #MESSAGE_ERROR_BAD_NUMBER
 *
 * Makes what every server takes: a domain with accents is written as the name service knows it
 * ("xn--…"). Before the @ there is no such writing.
 *
 * Returns: (transfer full) (nullable): the address in ASCII
 */
char *
message_mail_address (const char *address, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *line = message_mail_line (address);
  g_autofree char *normal = base_ident_normalize (BASE_IDENT_EMAIL, address, &local_error);
  g_autofree char *domain = NULL;
  char *at;

  if (normal == NULL)
    {
      g_set_error_literal (error, MESSAGE_ERROR, MESSAGE_ERROR_BAD_NUMBER,
                           *line == '\0' ? _ ("An e-mail address is missing: enter it.")
                                         : local_error->message);
      return NULL;
    }
  at = strchr (normal, '@');
  *at = '\0';
  if (!g_str_is_ascii (normal))
    {
      g_set_error (
          error, MESSAGE_ERROR, MESSAGE_ERROR_BAD_NUMBER,
          _ ("Nothing can be sent to “%s@%s”: before the @ it holds an accent or a sign that "
             "mail servers do not carry. Ask for another address."),
          normal, at + 1);
      return NULL;
    }
  domain = g_hostname_to_ascii (at + 1);
  if (domain == NULL || strlen (domain) > DOMAIN_BYTES)
    {
      g_set_error (error, MESSAGE_ERROR, MESSAGE_ERROR_BAD_NUMBER,
                   _ ("Nothing can be sent to “%s@%s”: what follows the @ is not the name of a "
                      "domain. Correct the address."),
                   normal, at + 1);
      return NULL;
    }
  return g_strdup_printf ("%s@%s", normal, domain);
}

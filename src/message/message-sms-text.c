/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-sms-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-ident.h"
#include "message-error.h"

/* 140 bytes a part; where there are several, 6 of them say which it is of how many. */
#define GSM_ALONE   160
#define GSM_PART    153
#define UCS_ALONE   70
#define UCS_PART    67
#define LAST_OF_BMP 0xFFFF

/* 3GPP TS 23.038 §6.2.1: what takes seven bits, and what takes twice as much (§6.2.1.1). */
static const char *const alphabet =
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
static const char *const extension = "\f^{}\\[~]|€";

/* What can be written instead, and means the same; typography first, then letters. */
static const struct
{
  gunichar character;
  const char *plain;
} plains[] = {
  { 0x2019, "'" },  { 0x2018, "'" },   { 0x201B, "'" },  { 0x02BC, "'" },  { 0x201C, "\"" },
  { 0x201D, "\"" }, { 0x201E, "\"" },  { 0x00AB, "\"" }, { 0x00BB, "\"" }, { 0x2039, "'" },
  { 0x203A, "'" },  { 0x2026, "..." }, { 0x00A0, " " },  { 0x202F, " " },  { 0x2009, " " },
  { 0x2007, " " },  { 0x2003, " " },   { 0x2002, " " },  { 0x0009, " " },  { 0x2010, "-" },
  { 0x2011, "-" },  { 0x2012, "-" },   { 0x2013, "-" },  { 0x2014, "-" },  { 0x2212, "-" },
  { 0x2022, "-" },  { 0x00B7, "-" },   { 0x2192, "->" }, { 0x00D7, "x" },  { 0x00AD, "" },
  { 0x200B, "" },   { 0x200E, "" },    { 0xFEFF, "" },   { 0x0153, "oe" }, { 0x0152, "OE" },
  { 0x00B0, "o" },  { 0x00BA, "o" },   { 0x00AA, "a" },  { 0x00B2, "2" },  { 0x00B3, "3" },
  { 0x2032, "'" },  { 0x2033, "\"" },  { 0x00E7, "c" },  { 0x00E2, "a" },  { 0x00E1, "a" },
  { 0x00E3, "a" },  { 0x00EA, "e" },   { 0x00EB, "e" },  { 0x00EE, "i" },  { 0x00EF, "i" },
  { 0x00ED, "i" },  { 0x00F4, "o" },   { 0x00F3, "o" },  { 0x00F5, "o" },  { 0x00FB, "u" },
  { 0x00FA, "u" },  { 0x00FF, "y" },   { 0x00FD, "y" },  { 0x00C0, "A" },  { 0x00C1, "A" },
  { 0x00C2, "A" },  { 0x00C3, "A" },   { 0x00C8, "E" },  { 0x00CA, "E" },  { 0x00CB, "E" },
  { 0x00CC, "I" },  { 0x00CD, "I" },   { 0x00CE, "I" },  { 0x00CF, "I" },  { 0x00D2, "O" },
  { 0x00D3, "O" },  { 0x00D4, "O" },   { 0x00D5, "O" },  { 0x00D9, "U" },  { 0x00DA, "U" },
  { 0x00DB, "U" },  { 0x0178, "Y" },   { 0x00DD, "Y" },
};

/* Units of one character in seven bits; 0: it has none. */
static guint
count_gsm (gunichar character)
{
  if (g_utf8_strchr (alphabet, -1, character) != NULL)
    return 1;
  return g_utf8_strchr (extension, -1, character) != NULL ? 2 : 0;
}

static guint
count_ucs (gunichar character)
{
  return character > LAST_OF_BMP ? 2 : 1;
}

static gboolean
is_gsm (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (count_gsm (g_utf8_get_char (at)) == 0)
      return FALSE;
  return TRUE;
}

/**
 * message_sms_count:
 * @text: what is to be sent, in valid UTF-8
 * @count: (out caller-allocates): how long it is
 *
 * Fast enough for each key that is pressed. A character that counts two is never cut between two
 * parts, so that a long text may take one more than its units say.
 */
void
message_sms_count (const char *text, MessageSmsCount *count)
{
  gboolean is_unicode = !is_gsm (text);
  guint (*measure) (gunichar) = is_unicode ? count_ucs : count_gsm;
  guint alone = is_unicode ? UCS_ALONE : GSM_ALONE, room = is_unicode ? UCS_PART : GSM_PART;
  guint units = 0, parts = 0, used = room;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      guint more = measure (g_utf8_get_char (at));

      units += more;
      if (used + more > room)
        {
          parts++;
          used = 0;
        }
      used += more;
    }
  count->is_unicode = is_unicode;
  count->units = units;
  count->parts = units == 0 ? 0 : units <= alone ? 1 : parts;
  count->left = units <= alone ? alone - units : room - used;
}

static const char *
find_plain (gunichar character)
{
  for (gsize i = 0; i < G_N_ELEMENTS (plains); i++)
    if (plains[i].character == character)
      return plains[i].plain;
  return NULL;
}

static MessageSmsCostly *
find_costly (GArray *list, gunichar character)
{
  for (guint i = 0; i < list->len; i++)
    {
      MessageSmsCostly *costly = &g_array_index (list, MessageSmsCostly, i);

      if (costly->character == character)
        return costly;
    }
  return NULL;
}

/**
 * message_sms_list_costly:
 * @text: what is to be sent, in valid UTF-8
 *
 * Returns: (transfer full) (element-type MessageSmsCostly): each character that makes the text
 *   UCS-2, in the order in which they come; none: it is none
 */
GArray *
message_sms_list_costly (const char *text)
{
  GArray *list = g_array_new (FALSE, TRUE, sizeof (MessageSmsCostly));

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      MessageSmsCostly costly = { .character = character, .count = 1 };
      MessageSmsCostly *known;

      if (count_gsm (character) > 0)
        continue;
      known = find_costly (list, character);
      costly.plain = find_plain (character);
      if (known != NULL)
        known->count++;
      else
        g_array_append_val (list, costly);
    }
  return list;
}

/**
 * message_sms_simplify:
 * @text: what is to be sent, in valid UTF-8
 *
 * Writes plainly what can be: ’ as ', œ as oe, « and » as ", ê as e. A letter and its accent apart
 * are put together first. What has no plain form stays, é and à too, which cost nothing; the spaces
 * inside « » go with them.
 *
 * Returns: (transfer full): the same, written plainly; message_sms_count() tells what it saves
 */
char *
message_sms_simplify (const char *text)
{
  g_autofree char *whole = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  const char *start = whole != NULL ? whole : text;
  GString *simple = g_string_new (NULL);
  gunichar before = 0;

  for (const char *at = start; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      gunichar after = g_utf8_get_char (g_utf8_next_char (at));
      const char *plain = count_gsm (character) > 0 ? NULL : find_plain (character);
      gboolean is_space = g_unichar_isspace (character) && character != '\n';

      if (is_space && (before == 0x00AB || after == 0x00BB))
        continue;
      if (plain != NULL)
        g_string_append (simple, plain);
      else
        g_string_append_unichar (simple, character);
      before = character;
    }
  return g_string_free (simple, FALSE);
}

/**
 * message_sms_number:
 * @text: (nullable): a phone number as people write it
 * @error: return location for a #MESSAGE_ERROR_BAD_NUMBER; the sentence is for the form in which
 *   the number stands, and may quote it
 *
 * Returns: (transfer full) (nullable): "+33612345678", when it is a French mobile number, overseas
 *   too
 */
char *
message_sms_number (const char *text, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *number =
      base_ident_normalize (BASE_IDENT_PHONE, text != NULL ? text : "", &local);

  if (number != NULL && base_ident_phone_is_mobile (number))
    return g_steal_pointer (&number);
  g_set_error_literal (error, MESSAGE_ERROR, MESSAGE_ERROR_BAD_NUMBER,
                       local != NULL
                           ? local->message
                           : _ ("This number takes no SMS: give a French mobile number, overseas "
                                "too."));
  return NULL;
}

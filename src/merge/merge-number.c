/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-number-private.h"

/* Numbers as people and spreadsheets write them (docx §7.4): "1 234,56 €", "1234.56", "1,234.56".
 * The comma is decimal, as in French; where comma and point both occur the last is. */

/* What a number carries before or behind it, apart from a space. */
static const char *const units[] = { "€", "$", "£", "euros", "euro", "EUR" };

static gboolean
is_group_space (gunichar c)
{
  return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009;
}

static gboolean
is_group_mark (gunichar c)
{
  return is_group_space (c) || c == '\'' || c == 0x2019 || c == '.' || c == ',';
}

/* Skips groups of three digits that @mark stands before; returns how many. */
static guint
skip_groups (const char **at, gunichar mark)
{
  guint groups = 0;

  while (g_utf8_get_char (*at) == mark)
    {
      const char *digits = g_utf8_next_char (*at);

      if (strspn (digits, "0123456789") != 3)
        return groups;
      *at = digits + 3;
      groups++;
    }
  return groups;
}

static gboolean
is_decimal_mark (const char *at, gboolean comma)
{
  return (*at == '.' || (*at == ',' && comma)) && g_ascii_isdigit (at[1]);
}

/* Where the whole part of a number ends. "1.234" has three decimals, "1.234.567" has none. */
static const char *
end_of_whole (const char *text, gboolean comma)
{
  gsize length = strspn (text, "0123456789");
  const char *end = text + length, *grouped = end;
  gunichar mark = g_utf8_get_char (end);
  guint groups;

  if (length == 0 || length > 3 || *text == '0' || !is_group_mark (mark) || (mark == ',' && !comma))
    return end;
  groups = skip_groups (&grouped, mark);
  if ((mark == '.' || mark == ',') && groups == 1
      && (*grouped == (char) mark || !is_decimal_mark (grouped, comma)))
    return end;
  return grouped;
}

/**
 * merge_number_scan:
 * @text: a text, valid UTF-8
 * @comma: whether a comma is part of a number; in a formula it may separate arguments
 * @number: (out caller-allocates): the number that @text begins with, which has no sign
 *
 * Returns: how many bytes it takes, 0 when there is none
 */
gsize
merge_number_scan (const char *text, gboolean comma, MergeDecimal *number)
{
  const char *whole_end, *end;
  g_autoptr (GString) plain = NULL;

  if (!g_ascii_isdigit (*text) && !is_decimal_mark (text, comma))
    return 0;
  whole_end = end_of_whole (text, comma);
  end = whole_end;
  if (is_decimal_mark (end, comma))
    end += 1 + strspn (end + 1, "0123456789");
  plain = g_string_sized_new ((gsize) (end - text));
  for (const char *at = text; at < end; at++)
    {
      if (g_ascii_isdigit (*at))
        g_string_append_c (plain, *at);
      else if (at == whole_end)
        g_string_append_c (plain, '.');
    }
  if (!merge_decimal_set_text (number, plain->str) || number->count > MERGE_DECIMAL_SHOWN)
    return 0;
  return (gsize) (end - text);
}

static const char *
skip_space (const char *at)
{
  while (is_group_space (g_utf8_get_char (at)) || *at == '\t' || *at == '\n' || *at == '\r')
    at = g_utf8_next_char (at);
  return at;
}

/**
 * merge_number_skip_unit:
 * @at: a text, valid UTF-8
 *
 * Returns: @at behind white space and the name of a currency, when they stand there
 */
const char *
merge_number_skip_unit (const char *at)
{
  at = skip_space (at);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_ascii_strncasecmp (at, units[i], strlen (units[i])) == 0)
      return skip_space (at + strlen (units[i]));
  return at;
}

static const char *
skip_sign (const char *at, gboolean *negative)
{
  gunichar c = g_utf8_get_char (at);

  if (c != '-' && c != '+' && c != 0x2212)
    return at;
  *negative = c != '+';
  return skip_space (g_utf8_next_char (at));
}

static void
divide_by_hundred (MergeDecimal *number)
{
  if (number->count > 0)
    number->exponent -= 2;
}

/**
 * merge_number_parse:
 * @text: (nullable): a text, valid UTF-8
 * @number: (out caller-allocates): the number that it is
 *
 * A sign, an amount's unit and white space may stand around it; "12 %" is 0.12.
 *
 * Returns: whether @text is a number and nothing else, of at most fifteen significant digits
 */
gboolean
merge_number_parse (const char *text, MergeDecimal *number)
{
  const char *at = skip_space (text != NULL ? text : "");
  gboolean negative = FALSE, unit;
  const char *after;
  gsize length;

  at = skip_sign (at, &negative);
  after = merge_number_skip_unit (at);
  unit = after != at;
  length = merge_number_scan (after, TRUE, number);
  if (length == 0)
    return FALSE;
  at = after + length;
  after = unit ? skip_space (at) : merge_number_skip_unit (at);
  if (*after == '%' && !unit)
    {
      divide_by_hundred (number);
      after = skip_space (after + 1);
    }
  number->negative = negative && number->count > 0;
  return *after == '\0';
}

/* A number in the middle of a word is part of a name: "2GT". */
static gboolean
is_attached (const char *text, const char *at)
{
  return at > text && g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at)));
}

static gboolean
has_minus_before (const char *text, const char *at)
{
  gunichar c;

  if (at == text)
    return FALSE;
  at = g_utf8_prev_char (at);
  c = g_utf8_get_char (at);
  return (c == '-' || c == 0x2212) && !is_attached (text, at);
}

/**
 * merge_number_find:
 * @text: (nullable): a text, valid UTF-8
 * @number: (out caller-allocates): the only number in it
 *
 * Word takes the number out of the words around it: "180 000 € par an". In a text with more than
 * one, a date or a telephone, no number is meant. "33 %" is 33: a picture says itself what follows.
 *
 * Returns: whether there is one, of at most fifteen significant digits
 */
gboolean
merge_number_find (const char *text, MergeDecimal *number)
{
  gboolean found = FALSE;

  for (const char *at = text != NULL ? text : ""; *at != '\0';)
    {
      gsize length;

      if (!g_ascii_isdigit (*at) && !is_decimal_mark (at, TRUE))
        {
          at = g_utf8_next_char (at);
          continue;
        }
      length = merge_number_scan (at, TRUE, number);
      if (found || length == 0 || is_attached (text, at))
        return FALSE;
      found = TRUE;
      number->negative = number->count > 0 && has_minus_before (text, at);
      at += length;
    }
  return found;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-compare-private.h"

#include "base-text.h"
#include "merge-number-private.h"
#include "merge-picture-private.h"

/* How a template's conditions compare (docx §7.9): numbers as numbers, dates as dates, which Word
 * does not, everything else as texts: with regard to case and accents, as Word does, but not to
 * which space or apostrophe was typed: Word's own typing aid changes them behind the author's back.
 */

static const struct
{
  const char *sign;
  MergeComparison op;
} signs[] = {
  { "<>", MERGE_COMPARISON_DIFFERENT },
  { "<=", MERGE_COMPARISON_LESS_OR_EQUAL },
  { ">=", MERGE_COMPARISON_GREATER_OR_EQUAL },
  { "==", MERGE_COMPARISON_EQUAL },
  { "!=", MERGE_COMPARISON_DIFFERENT },
  { "≠", MERGE_COMPARISON_DIFFERENT },
  { "≤", MERGE_COMPARISON_LESS_OR_EQUAL },
  { "≥", MERGE_COMPARISON_GREATER_OR_EQUAL },
  { "=", MERGE_COMPARISON_EQUAL },
  { "<", MERGE_COMPARISON_LESS },
  { ">", MERGE_COMPARISON_GREATER },
};

/**
 * merge_comparison_scan:
 * @text: a text
 * @op: (out): the operator that @text begins with
 *
 * Returns: how many bytes it takes, 0 when there is none
 */
gsize
merge_comparison_scan (const char *text, MergeComparison *op)
{
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (text, signs[i].sign))
      {
        *op = signs[i].op;
        return strlen (signs[i].sign);
      }
  return 0;
}

/**
 * merge_comparison_parse:
 * @text: one word of an instruction
 * @op: (out): the operator that it is
 *
 * Returns: whether it is one: = <> < <= > >=, also == and !=
 */
gboolean
merge_comparison_parse (const char *text, MergeComparison *op)
{
  gsize length = merge_comparison_scan (text, op);

  return length > 0 && text[length] == '\0';
}

/**
 * merge_comparison_holds:
 * @op: an operator
 * @order: below, equal to or above 0, as the left side is to the right one
 *
 * Returns: whether the comparison is true
 */
gboolean
merge_comparison_holds (MergeComparison op, int order)
{
  switch (op)
    {
    case MERGE_COMPARISON_DIFFERENT:
      return order != 0;
    case MERGE_COMPARISON_LESS:
      return order < 0;
    case MERGE_COMPARISON_LESS_OR_EQUAL:
      return order <= 0;
    case MERGE_COMPARISON_GREATER:
      return order > 0;
    case MERGE_COMPARISON_GREATER_OR_EQUAL:
      return order >= 0;
    case MERGE_COMPARISON_EQUAL:
    default:
      return order == 0;
    }
}

/* Composed letters, plain spaces and straight apostrophes. */
static char *
level (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  GString *out = g_string_sized_new (strlen (composed));

  for (const char *at = composed; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == 0xA0 || c == 0x202F)
        g_string_append_c (out, ' ');
      else if (c == 0x2019)
        g_string_append_c (out, '\'');
      else
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/* Whether the whole of @text is what @pattern says. A star that was too greedy tries again from
 * where it stood, the last one only: the time is at most the product of the lengths. */
static gboolean
matches (const char *text, const char *pattern)
{
  const char *star = NULL, *retry = NULL;

  while (*text != '\0')
    {
      if (*pattern == '*')
        {
          star = ++pattern;
          retry = text;
        }
      else if (*pattern == '?'
               || (*pattern != '\0' && g_utf8_get_char (pattern) == g_utf8_get_char (text)))
        {
          pattern = g_utf8_next_char (pattern);
          text = g_utf8_next_char (text);
        }
      else if (star == NULL)
        return FALSE;
      else
        {
          retry = g_utf8_next_char (retry);
          text = retry;
          pattern = star;
        }
    }
  while (*pattern == '*')
    pattern++;
  return *pattern == '\0';
}

static int
compare_moments (const MergeMoment *left, const MergeMoment *right)
{
  int order = g_date_compare (&left->date, &right->date);

  if (order != 0)
    return order;
  return (left->hour * 60 + left->minute) * 60 + left->second
         - ((right->hour * 60 + right->minute) * 60 + right->second);
}

/* "8h30" is less than "14:00", and "35h" than "35h30". */
static gboolean
parse_clock (const char *text, int *seconds)
{
  int hour, minute, second;

  if (!merge_clock_parse (text, &hour, &minute, &second))
    return FALSE;
  *seconds = (hour * 60 + minute) * 60 + second;
  return TRUE;
}

/* The order of a French dictionary; what it holds for the same differs all the same. */
static int
compare_texts (const char *left, const char *right)
{
  g_autofree char *left_key = NULL, *right_key = NULL;
  int order;

  if (strcmp (left, right) == 0)
    return 0;
  left_key = base_text_sort_key (left);
  right_key = base_text_sort_key (right);
  order = strcmp (left_key, right_key);
  return order != 0 ? order : strcmp (left, right);
}

/* Long texts are no dates, and need not be looked at as such. */
static gboolean
parse_moment (const char *text, MergeMoment *moment)
{
  return strnlen (text, 64) < 64 && merge_moment_parse (text, moment);
}

/**
 * merge_compare:
 * @left: (nullable): a text
 * @op: how it is compared
 * @right: (nullable): another one
 * @right_is_pattern: whether @right stood between quotes, so that its * and ? stand for any letters
 *   when @op asks whether they are equal
 *
 * Two numbers are compared as numbers, two dates as dates, two hours as hours, anything else as
 * texts; %NULL is "".
 *
 * Returns: whether the comparison is true
 */
gboolean
merge_compare (const char *left, MergeComparison op, const char *right, gboolean right_is_pattern)
{
  g_autofree char *a = level (left);
  g_autofree char *b = level (right);
  MergeDecimal left_number, right_number;
  MergeMoment left_moment, right_moment;
  int left_clock, right_clock;

  if (right_is_pattern && strpbrk (b, "*?") != NULL
      && (op == MERGE_COMPARISON_EQUAL || op == MERGE_COMPARISON_DIFFERENT))
    return matches (a, b) == (op == MERGE_COMPARISON_EQUAL);
  if (merge_number_parse (a, &left_number) && merge_number_parse (b, &right_number))
    return merge_comparison_holds (op, merge_decimal_compare (&left_number, &right_number));
  if (parse_moment (a, &left_moment) && parse_moment (b, &right_moment))
    return merge_comparison_holds (op, compare_moments (&left_moment, &right_moment));
  if (parse_clock (a, &left_clock) && parse_clock (b, &right_clock))
    return merge_comparison_holds (op, left_clock - right_clock);
  return merge_comparison_holds (op, compare_texts (a, b));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-condition-private.h"
#include "merge-instruction-private.h"

/* Takes apart what merge_instruction_parse() leaves whole (docx §7.9): where the operands and the
 * arguments of a condition stand in its instruction, as the fields nested there and the formatting
 * of the text are to be found again.
 *
 *   IF left operator right [first [other]]
 *
 * Word wants spaces around the operator; without them it is found all the same. */

static gboolean
is_quote (gunichar c)
{
  return c == '"' || c == 0x201C || c == 0x201D;
}

static gboolean
is_space (gunichar c)
{
  return c == 0xA0 || c == 0x202F || g_unichar_isspace (c);
}

static gsize
skip_space (const char *text, gsize at)
{
  while (text[at] != '\0' && is_space (g_utf8_get_char (text + at)))
    at = (gsize) (g_utf8_next_char (text + at) - text);
  return at;
}

static gsize
next (const char *text, gsize at)
{
  return (gsize) (g_utf8_next_char (text + at) - text);
}

/* A quoted argument; one that is not closed runs to the end. Returns where it goes on. */
static gsize
take_quoted (const char *text, gsize at, MergeSpan *span)
{
  at = next (text, at);
  *span = (MergeSpan){ at, at, TRUE, TRUE };
  while (text[at] != '\0' && !is_quote (g_utf8_get_char (text + at)))
    {
      if (text[at] == '\\' && text[at + 1] != '\0')
        at++;
      at = next (text, at);
    }
  span->end = at;
  return text[at] != '\0' ? next (text, at) : at;
}

static gboolean
is_nested (const char *at)
{
  return g_str_has_prefix (at, MERGE_NESTED_FIELD);
}

/* An argument without quotes ends at white space, at a quote and at a switch. */
static gsize
take_bare (const char *text, gsize at, MergeSpan *span)
{
  *span = (MergeSpan){ at, at, TRUE, FALSE };
  while (text[at] != '\0')
    {
      gunichar c = g_utf8_get_char (text + at);

      if (is_space (c) || is_quote (c) || (c == '\\' && text[at + 1] != '\\'))
        break;
      at = next (text, c == '\\' ? at + 1 : at);
    }
  span->end = at;
  return at;
}

/* The argument at @at, if there is one before the first switch. */
static gsize
take_argument (const char *text, gsize at, MergeSpan *span)
{
  at = skip_space (text, at);
  *span = (MergeSpan){ at, at, FALSE, FALSE };
  if (text[at] == '\0' || (text[at] == '\\' && text[at + 1] != '\\'))
    return at;
  if (is_quote (g_utf8_get_char (text + at)))
    return take_quoted (text, at, span);
  return take_bare (text, at, span);
}

/* What stands before the operator; several words too, though Word wants quotes around them. */
static gsize
take_left (const char *text, gsize at, MergeSpan *span)
{
  MergeComparison comparison;

  at = skip_space (text, at);
  if (is_quote (g_utf8_get_char (text + at)))
    return take_quoted (text, at, span);
  *span = (MergeSpan){ at, at, TRUE, FALSE };
  while (text[at] != '\0' && merge_comparison_scan (text + at, &comparison) == 0
         && !is_quote (g_utf8_get_char (text + at)))
    {
      gboolean space = is_space (g_utf8_get_char (text + at));

      at = next (text, at);
      if (!space)
        span->end = at;
    }
  return at;
}

/* The type of a field ends where a nested one begins, too. */
static gsize
skip_type (const char *text)
{
  gsize at = skip_space (text, 0);

  at += text[at] == '\\';
  while (text[at] != '\0' && text[at] != '\\' && !is_nested (text + at)
         && !is_space (g_utf8_get_char (text + at)) && !is_quote (g_utf8_get_char (text + at)))
    at = next (text, at);
  return at;
}

/**
 * merge_choice_parse:
 * @instruction: the instruction of a field whose type is followed by a condition
 * @choice: (out): its pieces
 *
 * What is nested in the instruction stands there as %MERGE_NESTED_FIELD. An operand or an argument
 * that is missing is empty.
 *
 * Returns: %FALSE when there is no condition
 */
gboolean
merge_choice_parse (const char *instruction, MergeChoice *choice)
{
  gsize at = take_left (instruction, skip_type (instruction), &choice->left);
  gsize length;

  at = skip_space (instruction, at);
  length = merge_comparison_scan (instruction + at, &choice->comparison);
  if (length == 0)
    return FALSE;
  at = take_argument (instruction, at + length, &choice->right);
  at = take_argument (instruction, at, &choice->first);
  take_argument (instruction, at, &choice->other);
  return TRUE;
}

/**
 * merge_span_find_argument:
 * @instruction: a field's instruction
 * @skip: how many arguments stand before the one that is looked for
 * @span: (out): where it is; it may not be there
 *
 * Returns: where the instruction goes on behind it
 */
gsize
merge_span_find_argument (const char *instruction, guint skip, MergeSpan *span)
{
  gsize at = take_argument (instruction, skip_type (instruction), span);

  while (skip-- > 0)
    at = take_argument (instruction, at, span);
  return at;
}

/**
 * merge_span_get_text:
 * @span: a stretch
 * @instruction: of this
 *
 * Returns: (transfer full): its text, where a backslash says that what follows it is meant as it is
 */
char *
merge_span_get_text (const MergeSpan *span, const char *instruction)
{
  GString *text = g_string_new (NULL);

  for (gsize i = span->start; i < span->end; i++)
    {
      if (instruction[i] == '\\' && i + 1 < span->end)
        i++;
      g_string_append_c (text, instruction[i]);
    }
  return g_string_free (text, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-compare-private.h"

/* Two-character signs come first. */
static const struct
{
  const char *sign;
  MergeComparison op;
} signs[] = {
  { "<>", MERGE_COMPARISON_DIFFERENT },
  { "!=", MERGE_COMPARISON_DIFFERENT },
  { "<=", MERGE_COMPARISON_LESS_OR_EQUAL },
  { "==", MERGE_COMPARISON_EQUAL },
  { ">=", MERGE_COMPARISON_GREATER_OR_EQUAL },
  { "=", MERGE_COMPARISON_EQUAL },
  { "<", MERGE_COMPARISON_LESS },
  { ">", MERGE_COMPARISON_GREATER },
};

/**
 * merge_comparison_scan:
 * @text: what follows an operand
 * @op: (out): the operator that it begins with
 *
 * Returns: the length of the operator; 0 when there is none
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
 * @text: a word
 * @op: (out): the operator that it is
 *
 * Returns: whether it is one
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
 * @order: how its left side compares with the right one
 *
 * Returns: whether the comparison holds
 */
gboolean
merge_comparison_holds (MergeComparison op, int order)
{
  switch (op)
    {
    case MERGE_COMPARISON_EQUAL:
      return order == 0;
    case MERGE_COMPARISON_DIFFERENT:
      return order != 0;
    case MERGE_COMPARISON_LESS:
      return order < 0;
    case MERGE_COMPARISON_LESS_OR_EQUAL:
      return order <= 0;
    case MERGE_COMPARISON_GREATER:
      return order > 0;
    case MERGE_COMPARISON_GREATER_OR_EQUAL:
    default:
      return order >= 0;
    }
}

/**
 * merge_compare:
 * @left: a text
 * @op: an operator
 * @right: another text
 * @right_is_pattern: whether * and ? in @right stand for other characters
 *
 * Returns: whether the comparison holds
 */
gboolean
merge_compare (const char *left, MergeComparison op, const char *right, gboolean right_is_pattern)
{
  return merge_comparison_holds (op, strcmp (left, right));
}

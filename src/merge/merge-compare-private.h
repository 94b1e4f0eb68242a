/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MergeComparison:
 *
 * The operator of IF, COMPARE, NEXTIF and SKIPIF.
 */
typedef enum
{
  MERGE_COMPARISON_EQUAL,
  MERGE_COMPARISON_DIFFERENT,
  MERGE_COMPARISON_LESS,
  MERGE_COMPARISON_LESS_OR_EQUAL,
  MERGE_COMPARISON_GREATER,
  MERGE_COMPARISON_GREATER_OR_EQUAL
} MergeComparison;

gsize merge_comparison_scan (const char *text, MergeComparison *op);
gboolean merge_comparison_parse (const char *text, MergeComparison *op);
gboolean merge_comparison_holds (MergeComparison op, int order);
gboolean
merge_compare (const char *left, MergeComparison op, const char *right, gboolean right_is_pattern);

G_END_DECLS

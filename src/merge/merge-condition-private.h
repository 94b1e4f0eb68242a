/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-compare-private.h"

G_BEGIN_DECLS

/**
 * MergeSpan:
 *
 * A stretch of an instruction, in bytes: an argument without its quotes.
 */
typedef struct
{
  gsize start;
  gsize end;
  gboolean there;
  gboolean quoted;
} MergeSpan;

/**
 * MergeChoice:
 *
 * The instruction of IF, COMPARE, NEXTIF or SKIPIF, taken apart.
 */
typedef struct
{
  MergeSpan left;
  MergeComparison comparison;
  MergeSpan right;
  MergeSpan first; /* what is shown when the condition holds */
  MergeSpan other; /* and else */
} MergeChoice;

gboolean merge_choice_parse (const char *instruction, MergeChoice *choice);
gsize merge_span_find_argument (const char *instruction, guint skip, MergeSpan *span);
char *merge_span_get_text (const MergeSpan *span, const char *instruction);

G_END_DECLS

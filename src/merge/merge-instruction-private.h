/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-picture-private.h"

G_BEGIN_DECLS

/* Stands in an instruction's text for a field nested in it. */
#define MERGE_NESTED_FIELD "\xEF\xBF\xBC" /* U+FFFC */

/**
 * MergeSwitch:
 *
 * One switch of a field's instruction. The argument of \@ and \# keeps its backslashes, which
 * belong to the picture.
 */
typedef struct
{
  gunichar letter; /* lower case */
  char *argument;  /* %NULL when there is none */
  gsize start;     /* of the argument as written, in bytes of the instruction, without quotes */
  gsize end;
  gboolean extra_words; /* words follow an argument without quotes: only its first word counts */
} MergeSwitch;

/**
 * MergeInstruction:
 *
 * A field's instruction, taken apart.
 */
typedef struct
{
  char *type;             /* in capitals, as "MERGEFIELD" */
  GPtrArray *arguments;   /* (element-type utf8) before the first switch */
  GPtrArray *switches;    /* (element-type MergeSwitch) in order */
  char *switch_text;      /* from the first switch on, as written, without white space around */
  MergeLanguage language; /* of the run that it stands in: French unless whoever parses it says */
} MergeInstruction;

MergeInstruction *merge_instruction_parse (const char *text);
void merge_instruction_free (MergeInstruction *instruction);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MergeInstruction, merge_instruction_free)

char *merge_mapped_key (const char *name);
void merge_instruction_map (MergeInstruction *instruction, GHashTable *mapped);
gboolean merge_instruction_is_merge_field (const MergeInstruction *instruction);

/**
 * MergeQuoting:
 *
 * Whether the end of a piece of instruction stands between quotes; begins as zero.
 */
typedef struct
{
  gboolean open;
  gboolean escaped;
} MergeQuoting;

void merge_quoting_feed (MergeQuoting *quoting, const char *text);

G_END_DECLS

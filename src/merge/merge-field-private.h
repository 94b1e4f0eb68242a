/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-compile-private.h"
#include "merge-condition-private.h"

G_BEGIN_DECLS

typedef enum
{
  MERGE_FIELD_OTHER, /* Word's business: it stays a field */
  MERGE_FIELD_VALUE, /* MERGEFIELD */
  MERGE_FIELD_IF,
  MERGE_FIELD_COMPARE,
  MERGE_FIELD_FORMULA, /* = */
  MERGE_FIELD_DATE,
  MERGE_FIELD_TIME,
  MERGE_FIELD_STAMP, /* CREATEDATE, SAVEDATE, PRINTDATE: what it shows is kept for good */
  MERGE_FIELD_RECORD,
  MERGE_FIELD_SEQUENCE,
  MERGE_FIELD_QUOTE,
  MERGE_FIELD_REF,
  MERGE_FIELD_FILLIN,
  MERGE_FIELD_SET,
  MERGE_FIELD_ASK,
  MERGE_FIELD_NEXT,
  MERGE_FIELD_NEXT_IF,
  MERGE_FIELD_SKIP_IF
} MergeFieldKind;

/* About what an expression takes. */
#define MERGE_EXPRESSION_WEIGHT 256

/**
 * MergeMaker:
 *
 * Who makes the expression of one field.
 */
typedef struct
{
  MergeCompiler *compiler;
  GPtrArray *values; /* (element-type MergeMark) merge fields that were met, to be counted */
  guint depth;
  const MergeMark *root; /* (nullable): the field; %NULL: what is nested in it takes no cells */
  gboolean cells;        /* a formula of cells was met in it */
} MergeMaker;

MergeMark *merge_maker_find_nested (const MergeMark *mark, gsize offset);
gboolean merge_maker_knows (MergeCompiler *compiler, const char *name);
gboolean merge_maker_may_name_cells (MergeMaker *maker, const MergeMark *mark, const char *formula);
gboolean merge_maker_define (MergeMaker *maker, MergeMark *mark, guint *definition);
MergeExpression *merge_maker_text (MergeMaker *maker, const MergeMark *mark, const MergeSpan *span);
MergeExpression *
merge_maker_operand (MergeMaker *maker, const MergeMark *mark, const MergeSpan *span);
MergeExpression *merge_maker_stretch (MergeMaker *maker,
                                      const MergeMark *mark,
                                      const MergeInstruction *instruction,
                                      const char *bookmark);
MergeCondition *
merge_maker_condition (MergeMaker *maker, const MergeMark *mark, const MergeChoice *choice);

MergeFieldKind merge_field_kind (const MergeInstruction *instruction);
gboolean merge_field_is_bookmark (MergeCompiler *compiler, const MergeInstruction *instruction);
gboolean merge_field_is_framed (const MergeInstruction *instruction);
gboolean merge_field_define (MergeCompiler *compiler, MergeMark *mark, guint *definition);
MergeStatement *merge_field_state (MergeCompiler *compiler, MergeMark *mark);
MergeStatement *
merge_field_choose (MergeCompiler *compiler, MergeMark *mark, const MergeChoice *choice);
gboolean merge_choice_replace (MergeCompiler *compiler, MergeMark *mark);

G_END_DECLS

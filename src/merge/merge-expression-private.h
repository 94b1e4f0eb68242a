/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "merge-compare-private.h"

G_BEGIN_DECLS

/* In a formula, the name of a nested field: this and its place among the children. */
#define MERGE_FORMULA_NESTED "CHAMP_IMBRIQUE_"

typedef struct _MergeExpression MergeExpression;

typedef enum
{
  MERGE_EXPRESSION_TEXT,       /* @text as it is */
  MERGE_EXPRESSION_DEFINITION, /* the text of @definition; nothing when it has no value */
  MERGE_EXPRESSION_JOIN,       /* the texts of @children, one behind the other */
  MERGE_EXPRESSION_IF,         /* the first of @children when @condition holds, else the second */
  MERGE_EXPRESSION_COMPARE,    /* 1 when @condition holds, else 0 */
  MERGE_EXPRESSION_FORMULA,    /* what @text comes to; names in it stand for @children */
  MERGE_EXPRESSION_CELLS,      /* likewise, with cells of the table that it stands in */
  MERGE_EXPRESSION_NOW,        /* the day of the merge, and the time */
  MERGE_EXPRESSION_RECORD,     /* the number of the record among all */
  MERGE_EXPRESSION_SEQUENCE,   /* its number among those that are merged */
  MERGE_EXPRESSION_REF,        /* the text of the bookmark @text */
  MERGE_EXPRESSION_IMAGE,      /* 1 when there is the picture of number @definition */
  MERGE_EXPRESSION_COUNT,      /* how often the stretch of the list @text is written */
  MERGE_EXPRESSION_ANY,        /* what its child is with the first item of @text that it says
                                  something with */
  MERGE_EXPRESSION_AROUND,     /* the text of @definition between @children; nothing without one */
  MERGE_EXPRESSION_ANSWER      /* the text of @definition, or the first of @children without one */
} MergeExpressionKind;

/**
 * MergeCondition:
 *
 * A comparison of two texts.
 */
typedef struct
{
  MergeExpression *left;
  MergeComparison comparison;
  MergeExpression *right;
  gboolean pattern; /* * and ? in @right stand for other characters */
  gboolean truth;   /* and @left does not say no: "non", "0" */
} MergeCondition;

/**
 * MergeExpression:
 *
 * What a field shows, if it is not just the value of a name. Never changed once it is made.
 */
struct _MergeExpression
{
  MergeExpressionKind kind;
  char *text;        /* or %NULL */
  gboolean anchored; /* COUNT, ANY: 1 when there is no such list; IMAGE: reported without; CELLS:
                        another field depends on it */
  guint definition;  /* its index */
  MergeCondition *condition; /* or %NULL */
  GPtrArray *children;       /* (element-type MergeExpression) or %NULL */
};

MergeExpression *merge_expression_new (MergeExpressionKind kind);
MergeExpression *merge_expression_new_text (const char *text);
MergeExpression *merge_expression_new_definition (guint definition);
MergeExpression *merge_expression_new_ref (const char *bookmark);
MergeExpression *merge_expression_new_count (const char *list, gboolean anchored);
MergeExpression *
merge_expression_new_any (const char *list, gboolean anchored, MergeExpression *child);
MergeExpression *
merge_expression_new_condition (MergeExpressionKind kind, MergeCondition *condition);
void merge_expression_add (MergeExpression *expression, MergeExpression *child);
gboolean merge_expression_is_nothing (const MergeExpression *expression);
void merge_expression_free (MergeExpression *expression);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MergeExpression, merge_expression_free)

MergeCondition *merge_condition_new (MergeExpression *left,
                                     MergeComparison comparison,
                                     MergeExpression *right,
                                     gboolean pattern);
MergeCondition *merge_condition_new_given (MergeExpression *expression);
MergeCondition *merge_condition_new_true (MergeExpression *expression);
void merge_condition_free (MergeCondition *condition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MergeCondition, merge_condition_free)

G_END_DECLS

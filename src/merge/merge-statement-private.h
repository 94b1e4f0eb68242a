/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-expression-private.h"

G_BEGIN_DECLS

typedef enum
{
  MERGE_STATEMENT_IF,     /* one of two stretches, by @condition */
  MERGE_STATEMENT_EACH,   /* a stretch once for each item of the list @name */
  MERGE_STATEMENT_SET,    /* gives the bookmark @name the text of @expression */
  MERGE_STATEMENT_NEXT,   /* goes on to the next record, if @condition holds */
  MERGE_STATEMENT_SKIP_IF /* leaves this record out, if @condition holds */
} MergeStatementKind;

/**
 * MergeStatement:
 *
 * What marks in a part stand for that decide, repeat or remember instead of showing something.
 */
typedef struct
{
  MergeStatementKind kind;
  char *name;                  /* EACH, SET; a bookmark in small letters */
  MergeCondition *condition;   /* IF, SKIP_IF; NEXT: or %NULL */
  MergeExpression *expression; /* SET */
  gboolean anchored;           /* EACH: written once when there is no such list */
  gboolean cells;              /* IF: a formula of cells is nested in the condition */
  gboolean shows;              /* IF: text of the template itself stands in the first stretch */
  gboolean other_shows;        /* IF: the same of the other */
} MergeStatement;

MergeStatement *merge_statement_new_if (MergeCondition *condition);
MergeStatement *merge_statement_new_each (const char *list);
MergeStatement *merge_statement_new_set (const char *bookmark, MergeExpression *expression);
MergeStatement *merge_statement_new_next (MergeStatementKind kind, MergeCondition *condition);
void merge_statement_free (MergeStatement *statement);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-statement-private.h"

static MergeStatement *
new_statement (MergeStatementKind kind)
{
  MergeStatement *statement = g_new0 (MergeStatement, 1);

  statement->kind = kind;
  return statement;
}

/**
 * merge_statement_new_if:
 * @condition: (transfer full): a condition
 *
 * Its marks are %MERGE_MARK_IF, perhaps %MERGE_MARK_ELSE, and %MERGE_MARK_END_IF.
 *
 * Returns: (transfer full): the statement that decides between two stretches
 */
MergeStatement *
merge_statement_new_if (MergeCondition *condition)
{
  MergeStatement *statement = new_statement (MERGE_STATEMENT_IF);

  statement->condition = condition;
  return statement;
}

/**
 * merge_statement_new_each:
 * @list: the name of a list
 *
 * Its marks are %MERGE_MARK_EACH and %MERGE_MARK_END_EACH.
 *
 * Returns: (transfer full): the statement that repeats a stretch
 */
MergeStatement *
merge_statement_new_each (const char *list)
{
  MergeStatement *statement = new_statement (MERGE_STATEMENT_EACH);

  statement->name = g_strdup (list);
  return statement;
}

/**
 * merge_statement_new_set:
 * @bookmark: a name; capitals do not count
 * @expression: (transfer full): its text
 *
 * Its mark is %MERGE_MARK_SET.
 *
 * Returns: (transfer full): the statement that gives a bookmark a text
 */
MergeStatement *
merge_statement_new_set (const char *bookmark, MergeExpression *expression)
{
  MergeStatement *statement = new_statement (MERGE_STATEMENT_SET);

  statement->name = g_utf8_strdown (bookmark, -1);
  statement->expression = expression;
  return statement;
}

/**
 * merge_statement_new_next:
 * @kind: %MERGE_STATEMENT_NEXT or %MERGE_STATEMENT_SKIP_IF
 * @condition: (transfer full) (nullable): when
 *
 * Its mark is %MERGE_MARK_NEXT.
 *
 * Returns: (transfer full): the statement that leaves a record
 */
MergeStatement *
merge_statement_new_next (MergeStatementKind kind, MergeCondition *condition)
{
  MergeStatement *statement = new_statement (kind);

  statement->condition = condition;
  return statement;
}

/**
 * merge_statement_free:
 * @statement: (transfer full): a statement
 *
 * Frees it.
 */
void
merge_statement_free (MergeStatement *statement)
{
  g_free (statement->name);
  g_clear_pointer (&statement->condition, merge_condition_free);
  g_clear_pointer (&statement->expression, merge_expression_free);
  g_free (statement);
}

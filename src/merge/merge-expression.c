/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-expression-private.h"

/* Expressions are made from fields that stand in other fields. How deep that may go is the
 * business of whoever makes them: freeing and evaluating them goes as deep. */

/**
 * merge_expression_new:
 * @kind: what it is
 *
 * Returns: (transfer full): an expression without anything in it
 */
MergeExpression *
merge_expression_new (MergeExpressionKind kind)
{
  MergeExpression *expression = g_new0 (MergeExpression, 1);

  expression->kind = kind;
  return expression;
}

/**
 * merge_expression_new_text:
 * @text: a text
 *
 * Returns: (transfer full): an expression that is always that
 */
MergeExpression *
merge_expression_new_text (const char *text)
{
  MergeExpression *expression = merge_expression_new (MERGE_EXPRESSION_TEXT);

  expression->text = g_strdup (text);
  return expression;
}

/**
 * merge_expression_new_definition:
 * @definition: the index of a definition
 *
 * Returns: (transfer full): an expression that is its text, formatted
 */
MergeExpression *
merge_expression_new_definition (guint definition)
{
  MergeExpression *expression = merge_expression_new (MERGE_EXPRESSION_DEFINITION);

  expression->definition = definition;
  return expression;
}

/**
 * merge_expression_new_ref:
 * @bookmark: a name; capitals do not count
 *
 * Returns: (transfer full): an expression that is the text of a bookmark
 */
MergeExpression *
merge_expression_new_ref (const char *bookmark)
{
  MergeExpression *expression = merge_expression_new (MERGE_EXPRESSION_REF);

  expression->text = g_utf8_strdown (bookmark, -1);
  return expression;
}

/**
 * merge_expression_new_count:
 * @list: the name of a list
 * @anchored: whether it may be none, and what stands for its items is then written once
 *
 * Returns: (transfer full): an expression that is how many items a list has
 */
MergeExpression *
merge_expression_new_count (const char *list, gboolean anchored)
{
  MergeExpression *expression = merge_expression_new (MERGE_EXPRESSION_COUNT);

  expression->text = g_strdup (list);
  expression->anchored = anchored;
  return expression;
}

/**
 * merge_expression_new_any:
 * @list: the name of a list
 * @anchored: as for merge_expression_new_count()
 * @child: (transfer full): what is looked at with each item
 *
 * Returns: (transfer full): an expression that says something when @child does with one of them
 */
MergeExpression *
merge_expression_new_any (const char *list, gboolean anchored, MergeExpression *child)
{
  MergeExpression *expression = merge_expression_new (MERGE_EXPRESSION_ANY);

  expression->text = g_strdup (list);
  expression->anchored = anchored;
  merge_expression_add (expression, child);
  return expression;
}

/**
 * merge_expression_new_condition:
 * @kind: %MERGE_EXPRESSION_IF or %MERGE_EXPRESSION_COMPARE
 * @condition: (transfer full): on what it depends
 *
 * Returns: (transfer full): the expression; the two texts of an IF are to be added
 */
MergeExpression *
merge_expression_new_condition (MergeExpressionKind kind, MergeCondition *condition)
{
  MergeExpression *expression = merge_expression_new (kind);

  expression->condition = condition;
  return expression;
}

/**
 * merge_expression_add:
 * @expression: an expression that is being made
 * @child: (transfer full): the next one in it
 *
 * Adds to the children of an expression.
 */
void
merge_expression_add (MergeExpression *expression, MergeExpression *child)
{
  if (expression->children == NULL)
    expression->children = g_ptr_array_new_with_free_func ((GDestroyNotify) merge_expression_free);
  g_ptr_array_add (expression->children, child);
}

/**
 * merge_expression_is_nothing:
 * @expression: an expression
 *
 * Returns: whether it is the empty text, whatever the values are
 */
gboolean
merge_expression_is_nothing (const MergeExpression *expression)
{
  if (expression->kind == MERGE_EXPRESSION_JOIN)
    return expression->children == NULL;
  return expression->kind == MERGE_EXPRESSION_TEXT && *expression->text == '\0';
}

/**
 * merge_expression_free:
 * @expression: (transfer full): an expression
 *
 * Frees it with all that is in it.
 */
void
merge_expression_free (MergeExpression *expression)
{
  g_free (expression->text);
  g_clear_pointer (&expression->condition, merge_condition_free);
  g_clear_pointer (&expression->children, g_ptr_array_unref);
  g_free (expression);
}

/**
 * merge_condition_new:
 * @left: (transfer full): what is compared
 * @comparison: how
 * @right: (transfer full): with what
 * @pattern: whether * and ? in @right stand for other characters
 *
 * Returns: (transfer full): a condition
 */
MergeCondition *
merge_condition_new (MergeExpression *left,
                     MergeComparison comparison,
                     MergeExpression *right,
                     gboolean pattern)
{
  MergeCondition *condition = g_new0 (MergeCondition, 1);

  condition->left = left;
  condition->comparison = comparison;
  condition->right = right;
  condition->pattern = pattern;
  return condition;
}

/**
 * merge_condition_new_given:
 * @expression: (transfer full): an expression
 *
 * Returns: (transfer full): the condition that it is not empty
 */
MergeCondition *
merge_condition_new_given (MergeExpression *expression)
{
  return merge_condition_new (expression, MERGE_COMPARISON_DIFFERENT,
                              merge_expression_new_text (""), FALSE);
}

/**
 * merge_condition_new_true:
 * @expression: (transfer full): an expression
 *
 * Returns: (transfer full): the condition that it is not empty and does not say no: a minor or not
 *   is "oui" or "non", and a list without items counts 0
 */
MergeCondition *
merge_condition_new_true (MergeExpression *expression)
{
  MergeCondition *condition = merge_condition_new_given (expression);

  condition->truth = TRUE;
  return condition;
}

/**
 * merge_condition_free:
 * @condition: (transfer full): a condition
 *
 * Frees it.
 */
void
merge_condition_free (MergeCondition *condition)
{
  merge_expression_free (condition->left);
  merge_expression_free (condition->right);
  g_free (condition);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-image-private.h"
#include "merge-table-private.h"

#include "base-text.h"
#include "merge-formula-private.h"

/* What fields come to: values of the data, and what is made of them. Nothing is asked for before
 * something that is shown depends on it. */

/* The document's language is French whatever the window speaks: these are not translated. */
#define DOTS "…………………………"
#define MARK "[À COMPLÉTER]"

/* Fields within fields go less deep; a chain of bookmarks might not end. */
#define MAX_DEPTH 64

static char *evaluate (MergeRenderer *renderer, const MergeExpression *expression);

/**
 * merge_renderer_report:
 * @renderer: a renderer
 * @names: (element-type utf8): a list of its report
 * @name: a name, or a sentence
 *
 * Reports it, once a merge.
 */
void
merge_renderer_report (MergeRenderer *renderer, GPtrArray *names, const char *name)
{
  if (g_hash_table_contains (renderer->reported, name))
    return;
  g_hash_table_add (renderer->reported, g_strdup (name));
  g_ptr_array_add (names, g_strdup (name));
}

/**
 * merge_renderer_spend:
 * @renderer: a renderer
 * @bytes: about what is going to be made beyond the text of the template
 *
 * Returns: %FALSE when the template asks for more than any document does
 */
gboolean
merge_renderer_spend (MergeRenderer *renderer, gsize bytes)
{
  if (bytes >= renderer->budget)
    {
      renderer->budget = 0;
      return FALSE;
    }
  renderer->budget -= bytes;
  return TRUE;
}

/**
 * merge_renderer_forget:
 * @renderer: a renderer
 *
 * Has all values asked for again: another record or another item of a list is at hand.
 */
void
merge_renderer_forget (MergeRenderer *renderer)
{
  renderer->age++;
}

/* Takes out, in place, what XML cannot hold. @text is valid UTF-8. */
static void
drop_illegal (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0';)
    {
      gunichar c = g_utf8_get_char (from);
      gsize length = (gsize) (g_utf8_next_char (from) - from);

      if ((c >= 0x20 || c == '\t' || c == '\n' || c == '\r') && c != 0xFFFE && c != 0xFFFF)
        {
          memmove (to, from, length);
          to += length;
        }
      from += length;
    }
  *to = '\0';
}

static char *
format (MergeRenderer *renderer, const MergeDefinition *definition, const MergeValue *value)
{
  gboolean understood = TRUE;
  char *text = merge_format_value (&definition->format, value, &understood);

  drop_illegal (text);
  if (!understood && renderer->report != NULL)
    {
      g_autofree char *sentence = g_strdup_printf (
          definition->format.date_picture != NULL
              ? _ ("The value of the field “%s” is not a date: it is shown as it is.")
              : _ ("The value of the field “%s” is not a number: it is shown as it is."),
          definition->name);

      merge_renderer_report (renderer, renderer->report->warnings, sentence);
    }
  return text;
}

/* A bookmark that is shown before it is set, as in a header, is set by its first statement. */
static char *
evaluate_ref (MergeRenderer *renderer, const char *bookmark)
{
  const char *known = g_hash_table_lookup (renderer->bookmarks, bookmark);

  if (known != NULL)
    return g_strdup (known);
  for (guint i = 0; i < renderer->statements->len; i++)
    {
      const MergeStatement *statement = g_ptr_array_index (renderer->statements, i);

      if (statement->kind == MERGE_STATEMENT_SET && strcmp (statement->name, bookmark) == 0)
        return evaluate (renderer, statement->expression);
    }
  return g_strdup ("");
}

static char *
evaluate_child (MergeRenderer *renderer, const MergeExpression *expression, guint index)
{
  if (expression->children == NULL || index >= expression->children->len)
    return g_strdup ("");
  return evaluate (renderer, g_ptr_array_index (expression->children, index));
}

static char *
evaluate_join (MergeRenderer *renderer, const MergeExpression *expression)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; expression->children != NULL && i < expression->children->len; i++)
    {
      g_autofree char *child = evaluate_child (renderer, expression, i);

      g_string_append (text, child);
    }
  return g_string_free (text, FALSE);
}

static char *
evaluate_around (MergeRenderer *renderer, const MergeExpression *expression)
{
  const MergeText *text = merge_renderer_get_text (renderer, expression->definition);
  g_autofree char *inside = g_strdup (text->text);
  g_autofree char *before = NULL, *after = NULL;

  if (text->state != MERGE_TEXT_GIVEN && renderer->branches == NULL)
    return g_strdup ("");
  before = evaluate_child (renderer, expression, 0);
  after = evaluate_child (renderer, expression, 1);
  return g_strconcat (before, inside, after, NULL);
}

static char *
evaluate_answer (MergeRenderer *renderer, const MergeExpression *expression)
{
  const MergeText *answer = merge_renderer_get_text (renderer, expression->definition);

  if (answer->state == MERGE_TEXT_GIVEN)
    return g_strdup (answer->text);
  if (expression->children == NULL)
    merge_renderer_report_missing (renderer, expression->definition);
  return evaluate_child (renderer, expression, 0);
}

/* One of two texts; both, when all are gone through. */
static char *
evaluate_if (MergeRenderer *renderer, const MergeExpression *expression)
{
  gboolean holds = merge_renderer_holds (renderer, expression->condition);
  g_autofree char *first = NULL, *other = NULL;

  if (renderer->branches == NULL)
    return evaluate_child (renderer, expression, holds ? 0 : 1);
  ++*renderer->branches;
  merge_renderer_forget (renderer);
  first = evaluate_child (renderer, expression, 0);
  other = evaluate_child (renderer, expression, 1);
  --*renderer->branches;
  merge_renderer_forget (renderer);
  return g_strdup ("");
}

typedef struct
{
  MergeRenderer *renderer;
  const MergeExpression *expression;
} Formula;

/* What a name in a formula stands for. */
static char *
look_up_operand (const char *name, gpointer data)
{
  const Formula *formula = data;

  if (g_str_has_prefix (name, MERGE_FORMULA_NESTED))
    return evaluate_child (
        formula->renderer, formula->expression,
        (guint) g_ascii_strtoull (name + strlen (MERGE_FORMULA_NESTED), NULL, 10));
  return merge_renderer_get_bookmark (formula->renderer, name);
}

/**
 * merge_renderer_get_bookmark:
 * @renderer: a renderer
 * @name: a name; capitals do not count
 *
 * Returns: (transfer full): the text of the bookmark
 */
char *
merge_renderer_get_bookmark (MergeRenderer *renderer, const char *name)
{
  g_autofree char *bookmark = g_utf8_strdown (name, -1);

  return evaluate_ref (renderer, bookmark);
}

static char *
evaluate_formula (MergeRenderer *renderer, const MergeExpression *expression)
{
  Formula formula = { renderer, expression };
  char *result = merge_formula_evaluate (expression->text, look_up_operand, &formula);

  if (result != NULL)
    return result;
  merge_renderer_report_formula (renderer);
  return g_strdup ("");
}

/* A text when the stretch shows something with one of the items. */
static char *
evaluate_any (MergeRenderer *renderer, const MergeExpression *expression)
{
  int count = merge_renderer_count (renderer, expression->text, expression->anchored);
  g_autofree char *text = g_strdup ("");

  if (count == 0)
    return g_steal_pointer (&text);
  merge_renderer_begin_items (renderer, expression->text);
  do
    {
      g_free (text);
      text = evaluate_child (renderer, expression, 0);
    }
  while (*text == '\0' && renderer->budget > 0
         && merge_renderer_next_item (renderer) < (guint) count);
  merge_renderer_end_items (renderer);
  return g_steal_pointer (&text);
}

static char *
evaluate_image (MergeRenderer *renderer, const MergeExpression *expression)
{
  if (renderer->images != NULL && renderer->images[expression->definition].bytes != NULL)
    return g_strdup ("1");
  if (expression->anchored && renderer->report != NULL)
    merge_renderer_report (renderer, renderer->report->missing, expression->text);
  return g_strdup ("");
}

static char *
evaluate_kind (MergeRenderer *renderer, const MergeExpression *expression)
{
  switch (expression->kind)
    {
    case MERGE_EXPRESSION_DEFINITION:
      return g_strdup (merge_renderer_get_operand (renderer, expression->definition));
    case MERGE_EXPRESSION_IF:
      return evaluate_if (renderer, expression);
    case MERGE_EXPRESSION_COMPARE:
      return g_strdup (merge_renderer_holds (renderer, expression->condition) ? "1" : "0");
    case MERGE_EXPRESSION_FORMULA:
      return evaluate_formula (renderer, expression);
    case MERGE_EXPRESSION_CELLS:
      return merge_table_meet (renderer, expression);
    case MERGE_EXPRESSION_NOW:
      return g_strdup (merge_renderer_get_now (renderer));
    case MERGE_EXPRESSION_RECORD:
      return g_strdup_printf ("%u", renderer->record);
    case MERGE_EXPRESSION_SEQUENCE:
      return g_strdup_printf ("%u", renderer->sequence);
    case MERGE_EXPRESSION_IMAGE:
      return evaluate_image (renderer, expression);
    case MERGE_EXPRESSION_COUNT:
      return g_strdup_printf (
          "%d", merge_renderer_count (renderer, expression->text, expression->anchored));
    case MERGE_EXPRESSION_ANY:
      return evaluate_any (renderer, expression);
    case MERGE_EXPRESSION_REF:
      return evaluate_ref (renderer, expression->text);
    case MERGE_EXPRESSION_AROUND:
      return evaluate_around (renderer, expression);
    case MERGE_EXPRESSION_ANSWER:
      return evaluate_answer (renderer, expression);
    case MERGE_EXPRESSION_TEXT:
      return g_strdup (expression->text);
    case MERGE_EXPRESSION_JOIN:
    default:
      return evaluate_join (renderer, expression);
    }
}

/* The text of an expression; nothing once too much was asked for. */
static char *
evaluate (MergeRenderer *renderer, const MergeExpression *expression)
{
  char *text;

  if (renderer->depth >= MAX_DEPTH || renderer->budget == 0)
    return g_strdup ("");
  renderer->depth++;
  text = evaluate_kind (renderer, expression);
  renderer->depth--;
  merge_renderer_spend (renderer, 16 + strlen (text));
  return text;
}

static MergeValueType
type_of (const MergeExpression *expression)
{
  switch (expression->kind)
    {
    case MERGE_EXPRESSION_NOW:
      return MERGE_VALUE_DATE;
    case MERGE_EXPRESSION_COMPARE:
    case MERGE_EXPRESSION_FORMULA:
    case MERGE_EXPRESSION_CELLS:
    case MERGE_EXPRESSION_RECORD:
    case MERGE_EXPRESSION_SEQUENCE:
    case MERGE_EXPRESSION_COUNT:
      return MERGE_VALUE_NUMBER;
    default:
      return MERGE_VALUE_TEXT;
    }
}

/**
 * merge_renderer_format:
 * @renderer: a renderer
 * @definition: the index of a definition
 * @number: what it comes to
 *
 * Returns: (transfer full): how it shows that
 */
char *
merge_renderer_format (MergeRenderer *renderer, guint definition, const char *number)
{
  const MergeValue value = { MERGE_VALUE_NUMBER, number };

  return format (renderer, g_ptr_array_index (renderer->definitions, definition), &value);
}

static void
compute_expression (MergeRenderer *renderer, const MergeDefinition *definition, MergeText *result)
{
  g_autofree char *text = evaluate (renderer, definition->expression);
  MergeValue value = { type_of (definition->expression), text };

  /* What a condition has chosen may well be nothing. */
  result->state = *text == '\0' ? MERGE_TEXT_NOTHING : MERGE_TEXT_GIVEN;
  if (definition->expression->kind == MERGE_EXPRESSION_AROUND)
    result->state = merge_renderer_get_text (renderer, definition->expression->definition)->state;
  result->text = *text == '\0' ? g_strdup ("") : format (renderer, definition, &value);
}

static void
compute_value (MergeRenderer *renderer, const MergeDefinition *definition, MergeText *result)
{
  MergeValue value = { MERGE_VALUE_TEXT, NULL };
  gboolean known = merge_renderer_look_up (renderer, definition->name, &value);

  if (known && value.type == MERGE_VALUE_NOTHING)
    result->state = MERGE_TEXT_NOTHING;
  else if (known && value.text != NULL && !base_text_is_blank (value.text))
    result->state = MERGE_TEXT_GIVEN;
  else
    result->state = known ? MERGE_TEXT_EMPTY : MERGE_TEXT_UNKNOWN;
  result->text =
      result->state == MERGE_TEXT_GIVEN ? format (renderer, definition, &value) : g_strdup ("");
}

/**
 * merge_renderer_get_text:
 * @renderer: a renderer
 * @definition: the index of a definition
 *
 * Nothing is reported.
 *
 * Returns: (transfer none): what it comes to, asked for once as long as the values are the same;
 *   valid until they may have changed
 */
const MergeText *
merge_renderer_get_text (MergeRenderer *renderer, guint definition)
{
  MergeText *text = &renderer->texts[definition];
  const MergeDefinition *of = g_ptr_array_index (renderer->definitions, definition);
  MergeText fresh = { NULL, MERGE_TEXT_NOTHING, renderer->age };

  if (text->text != NULL && text->age == renderer->age)
    return text;
  if (of->expression != NULL)
    compute_expression (renderer, of, &fresh);
  else
    compute_value (renderer, of, &fresh);
  g_free (text->text);
  *text = fresh;
  return text;
}

static void
report_state (MergeRenderer *renderer, guint definition, MergeTextState state)
{
  const MergeDefinition *of = g_ptr_array_index (renderer->definitions, definition);

  if (renderer->report == NULL || state == MERGE_TEXT_GIVEN || state == MERGE_TEXT_NOTHING)
    return;
  merge_renderer_report (renderer,
                         state == MERGE_TEXT_EMPTY || merge_image_name (NULL, of->name) != NULL
                             ? renderer->report->missing
                             : renderer->report->unknown,
                         of->name);
}

/**
 * merge_renderer_report_missing:
 * @renderer: a renderer
 * @definition: the index of a definition that something depends on
 *
 * Reports its name if it has no value and should have one.
 */
void
merge_renderer_report_missing (MergeRenderer *renderer, guint definition)
{
  if (renderer->report != NULL)
    report_state (renderer, definition, merge_renderer_get_text (renderer, definition)->state);
}

/**
 * merge_renderer_get_operand:
 * @renderer: a renderer
 * @definition: the index of a definition
 *
 * What stands in for an empty value would make a condition true or false: it is not in here.
 *
 * Returns: (transfer none): its text, "" without a value, which is reported
 */
const char *
merge_renderer_get_operand (MergeRenderer *renderer, guint definition)
{
  const MergeText *text = merge_renderer_get_text (renderer, definition);

  report_state (renderer, definition, text->state);
  return text->text;
}

/**
 * merge_renderer_get_shown:
 * @renderer: a renderer
 * @definition: the index of a definition
 *
 * Returns: (transfer none): its text, or what stands in for it
 */
const char *
merge_renderer_get_shown (MergeRenderer *renderer, guint definition)
{
  const MergeText *text = merge_renderer_get_text (renderer, definition);

  report_state (renderer, definition, text->state);
  if (text->state == MERGE_TEXT_GIVEN || text->state == MERGE_TEXT_NOTHING)
    return text->text;
  switch (renderer->missing)
    {
    case MERGE_MISSING_DOTS:
      return DOTS;
    case MERGE_MISSING_MARK:
      return MARK;
    case MERGE_MISSING_BLANK:
    default:
      return "";
    }
}

/* Whether it is a value that there is none of, in texts around it or alone. */
static gboolean
is_without (MergeRenderer *renderer, guint definition)
{
  const MergeDefinition *of = g_ptr_array_index (renderer->definitions, definition);

  if (of->expression != NULL && of->expression->kind != MERGE_EXPRESSION_AROUND)
    return FALSE;
  if (of->expression != NULL)
    definition = of->expression->definition;
  return merge_renderer_get_text (renderer, definition)->state == MERGE_TEXT_EMPTY;
}

/* A condition that asks whether there is a value handles that there is none. */
static char *
evaluate_side (MergeRenderer *renderer, const MergeExpression *side, const MergeExpression *other)
{
  if (side->kind == MERGE_EXPRESSION_DEFINITION && merge_expression_is_nothing (other)
      && is_without (renderer, side->definition))
    return g_strdup ("");
  return evaluate (renderer, side);
}

static gboolean
is_no (const char *text)
{
  return g_ascii_strcasecmp (text, "non") == 0 || strcmp (text, "0") == 0;
}

/* Capitals count, as in Word: whoever wrote the condition may not have meant that. */
static void
warn_of_case (MergeRenderer *renderer,
              const MergeCondition *condition,
              const char *left,
              const char *right)
{
  g_autofree char *small_left = NULL, *small_right = NULL, *sentence = NULL;

  if (renderer->report == NULL || condition->right->kind != MERGE_EXPRESSION_TEXT
      || condition->comparison > MERGE_COMPARISON_DIFFERENT || strcmp (left, right) == 0)
    return;
  small_left = g_utf8_casefold (left, -1);
  small_right = g_utf8_casefold (right, -1);
  if (strcmp (small_left, small_right) != 0)
    return;
  sentence = g_strdup_printf (_ ("A condition of the template looks for “%s”, and the value is "
                                 "written with other capital letters: it does not count as the "
                                 "same."),
                              right);
  merge_renderer_report (renderer, renderer->report->warnings, sentence);
}

/**
 * merge_renderer_holds:
 * @renderer: a renderer
 * @condition: a condition
 *
 * Returns: whether it holds with the values at hand
 */
gboolean
merge_renderer_holds (MergeRenderer *renderer, const MergeCondition *condition)
{
  g_autofree char *left = evaluate_side (renderer, condition->left, condition->right);
  g_autofree char *right = evaluate_side (renderer, condition->right, condition->left);

  warn_of_case (renderer, condition, left, right);
  return merge_compare (left, condition->comparison, right, condition->pattern)
         && !(condition->truth && is_no (left));
}

/**
 * merge_renderer_set:
 * @renderer: a renderer
 * @statement: the index of a %MERGE_STATEMENT_SET
 *
 * Gives a bookmark its text. What was made of the text it had is forgotten.
 */
void
merge_renderer_set (MergeRenderer *renderer, guint statement)
{
  const MergeStatement *set = g_ptr_array_index (renderer->statements, statement);

  g_hash_table_insert (renderer->bookmarks, g_strdup (set->name),
                       evaluate (renderer, set->expression));
  merge_renderer_forget (renderer);
}

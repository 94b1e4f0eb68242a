/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-tag-private.h"

/* Placeholders that repeat or decide, as people type them: {{#each RESPONSABLES}}…{{/each}},
 * {{#if SEXE = "F"}}…{{else}}…{{/if}}, in French too. Word types curly quotes and no-break spaces
 * of itself, and begins a line with a capital. */

#define MAX_NAME 100
#define MAX_TAG  400

#define TABLE_START "TableStart:"
#define TABLE_END   "TableEnd:"

/* The first word of a tag, in small letters. */
static const struct
{
  const char *word;
  MergeTagKind kind;
} words[] = {
  { "#each", MERGE_TAG_EACH },       { "/each", MERGE_TAG_END_EACH }, { "#if", MERGE_TAG_IF },
  { "else", MERGE_TAG_ELSE },        { "/if", MERGE_TAG_END_IF },     { "#chaque", MERGE_TAG_EACH },
  { "/chaque", MERGE_TAG_END_EACH }, { "#si", MERGE_TAG_IF },         { "sinon", MERGE_TAG_ELSE },
  { "/si", MERGE_TAG_END_IF },
};

static const char *const negations[] = { "not ", "non ", "!" };

/* Signs that a keyboard does not have, beside those of fields. */
static const struct
{
  const char *sign;
  MergeComparison comparison;
} signs[] = {
  { "≠", MERGE_COMPARISON_DIFFERENT },
  { "≤", MERGE_COMPARISON_LESS_OR_EQUAL },
  { "≥", MERGE_COMPARISON_GREATER_OR_EQUAL },
};

static const struct
{
  const char *open;
  const char *close;
} quotes[] = {
  { "\"", "\"" }, { "“", "”" }, { "”", "”" }, { "„", "“" },
  { "«", "»" },   { "'", "'" }, { "‘", "’" },
};

static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == 0xA0 || c == 0x202F || c == '\t';
}

static const char *
skip_space (const char *at)
{
  while (is_space (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  return at;
}

/* @text without the spaces around it, as Word knows spaces. */
static char *
strip (const char *text, gsize length)
{
  const char *start = text, *end = text + length;

  while (start < end && is_space (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && is_space (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  return g_strndup (start, (gsize) (end - start));
}

static gboolean
may_be_in_name (gunichar c, gboolean first)
{
  if (g_unichar_isalnum (c) || c == '_')
    return TRUE;
  return !first
         && (is_space (c) || g_unichar_ismark (c) || c == '-' || c == '.' || c == '\''
             || c == 0x2019);
}

/**
 * merge_tag_read_name:
 * @at: a text
 * @name: (out) (transfer full): the name that it begins with, after spaces
 *
 * Returns: (nullable): what follows the name and the spaces behind it; %NULL when there is none
 */
const char *
merge_tag_read_name (const char *at, char **name)
{
  const char *start, *end;

  start = end = at = skip_space (at);
  while (*at != '\0' && at - start <= MAX_NAME
         && may_be_in_name (g_utf8_get_char (at), at == start))
    {
      gboolean space = is_space (g_utf8_get_char (at));

      at = g_utf8_next_char (at);
      end = space ? end : at;
    }
  if (end == start)
    return NULL;
  *name = g_strndup (start, (gsize) (end - start));
  return at;
}

/**
 * merge_tag_free:
 * @tag: (transfer full): a tag
 *
 * Frees it; the document is not touched.
 */
void
merge_tag_free (MergeTag *tag)
{
  g_free (tag->text);
  g_free (tag->argument);
  g_free (tag);
}

static MergeTag *
new_tag (MergeTagKind kind, char *text, char *argument)
{
  MergeTag *tag = g_new0 (MergeTag, 1);

  tag->kind = kind;
  tag->text = text;
  tag->argument = argument;
  return tag;
}

/* Whether what stands between the braces behind the first word makes sense there. */
static gboolean
check_argument (MergeTagKind kind, const char *argument)
{
  g_autofree char *name = NULL;
  const char *rest;

  if (kind == MERGE_TAG_IF)
    return *argument != '\0';
  if (kind == MERGE_TAG_ELSE)
    return *argument == '\0';
  rest = merge_tag_read_name (argument, &name);
  if (rest == NULL)
    return kind != MERGE_TAG_EACH && *argument == '\0';
  return *rest == '\0';
}

/* Something that is no text stands among it. */
static gboolean
has_break (const char *text)
{
  for (; *text != '\0'; text++)
    if (*text > 0 && *text < ' ' && *text != '\t')
      return TRUE;
  return FALSE;
}

/**
 * merge_tag_parse:
 * @text: a text that begins with two braces
 * @length: (out): how long the tag is
 *
 * Returns: (transfer full) (nullable): the tag that the text begins with
 */
MergeTag *
merge_tag_parse (const char *text, gsize *length)
{
  const char *end = g_strstr_len (text, MAX_TAG, "}}");
  g_autofree char *inside = end != NULL ? strip (text + 2, (gsize) (end - text) - 2) : NULL;
  gsize word_length = 0;
  g_autofree char *word = NULL;
  g_autofree char *argument = NULL;

  if (inside == NULL || has_break (inside))
    return NULL;
  while (inside[word_length] != '\0' && !is_space (g_utf8_get_char (inside + word_length)))
    word_length += (gsize) (g_utf8_next_char (inside + word_length) - (inside + word_length));
  word = g_ascii_strdown (inside, (gssize) word_length);
  argument = strip (inside + word_length, strlen (inside + word_length));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].word, word) == 0 && check_argument (words[i].kind, argument))
      {
        *length = (gsize) (end - text) + 2;
        return new_tag (words[i].kind, g_strndup (text, *length), g_steal_pointer (&argument));
      }
  return NULL;
}

static gboolean
has_prefix (const char *name, const char *prefix)
{
  return g_ascii_strncasecmp (name, prefix, strlen (prefix)) == 0 && name[strlen (prefix)] != '\0';
}

/**
 * merge_tag_is_field:
 * @name: the name of a merge field
 *
 * Returns: whether it begins or ends the stretch of a list, by Word's habit, and shows no value
 */
gboolean
merge_tag_is_field (const char *name)
{
  return has_prefix (name, TABLE_START) || has_prefix (name, TABLE_END);
}

/**
 * merge_tag_new_from_name:
 * @name: the name of a merge field; see merge_tag_is_field()
 *
 * Returns: (transfer full): the tag
 */
MergeTag *
merge_tag_new_from_name (const char *name)
{
  gboolean start = has_prefix (name, TABLE_START);
  MergeTag *tag = new_tag (start ? MERGE_TAG_EACH : MERGE_TAG_END_EACH, g_strdup (name),
                           g_strdup (name + strlen (start ? TABLE_START : TABLE_END)));

  tag->word = TRUE;
  return tag;
}

/**
 * merge_tag_pairs:
 * @open: a tag that begins a stretch
 * @close: a tag
 *
 * Returns: whether @close may end what @open begins
 */
gboolean
merge_tag_pairs (const MergeTag *open, const MergeTag *close)
{
  if (open->kind == MERGE_TAG_IF)
    return close->kind == MERGE_TAG_END_IF;
  return close->kind == MERGE_TAG_END_EACH && open->word == close->word
         && (*close->argument == '\0' || g_ascii_strcasecmp (open->argument, close->argument) == 0);
}

/* The text between the quotes that @at begins with, or %NULL. */
static char *
read_quoted (const char *at, const char **rest)
{
  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      const char *start, *end;

      if (!g_str_has_prefix (at, quotes[i].open))
        continue;
      start = at + strlen (quotes[i].open);
      end = strstr (start, quotes[i].close);
      if (end == NULL)
        continue;
      *rest = skip_space (end + strlen (quotes[i].close));
      if (strcmp (quotes[i].open, "«") == 0)
        return strip (start, (gsize) (end - start));
      return g_strndup (start, (gsize) (end - start));
    }
  return NULL;
}

static const char *
read_comparison (const char *at, MergeComparison *comparison)
{
  gsize length = merge_comparison_scan (at, comparison);

  for (guint i = 0; length == 0 && i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (at, signs[i].sign))
      {
        *comparison = signs[i].comparison;
        length = strlen (signs[i].sign);
      }
  return length > 0 ? skip_space (at + length) : NULL;
}

static MergeCondition *
negate (MergeCondition *condition)
{
  MergeExpression *yes = merge_expression_new_condition (MERGE_EXPRESSION_IF, condition);

  merge_expression_add (yes, merge_expression_new_text ("1"));
  merge_expression_add (yes, merge_expression_new_text (""));
  return merge_condition_new (yes, MERGE_COMPARISON_EQUAL, merge_expression_new_text (""), FALSE);
}

/* What @at is compared with: the rest, in quotes or not. */
static MergeCondition *
read_right (const char *at, MergeExpression *left, MergeComparison comparison)
{
  const char *rest = "";
  char *text = read_quoted (at, &rest);
  MergeExpression *right = merge_expression_new (MERGE_EXPRESSION_TEXT);

  right->text = text != NULL && *rest == '\0' ? g_steal_pointer (&text) : g_strdup (at);
  g_free (text);
  return merge_condition_new (left, comparison, right, TRUE);
}

static const char *
skip_negation (const char *at)
{
  for (guint i = 0; i < G_N_ELEMENTS (negations); i++)
    if (g_ascii_strncasecmp (at, negations[i], strlen (negations[i])) == 0)
      return skip_space (at + strlen (negations[i]));
  return NULL;
}

/**
 * merge_tag_condition:
 * @compiler: a compiler
 * @tag: a %MERGE_TAG_IF
 * @at: (nullable): where its field is counted
 *
 * Returns: (transfer full) (nullable): on what it depends: that a name has a value which is not
 *   “non” nor 0, or how its value compares with a text; %NULL when that is not to be understood
 */
MergeCondition *
merge_tag_condition (MergeCompiler *compiler, const MergeTag *tag, xmlNode *at)
{
  const char *after_negation = skip_negation (tag->argument);
  const char *start = after_negation != NULL ? after_negation : tag->argument;
  g_autofree char *name = NULL;
  const char *rest = merge_tag_read_name (start, &name);
  MergeComparison comparison = MERGE_COMPARISON_EQUAL;
  const char *right = rest != NULL ? read_comparison (rest, &comparison) : NULL;
  MergeExpression *left;
  MergeCondition *condition;

  if (rest == NULL || (*rest != '\0' && right == NULL))
    return NULL;
  left = merge_expression_new_definition (merge_compiler_define (compiler, name, NULL));
  if (at != NULL)
    merge_compiler_count_field (compiler, at, name, "", TRUE);
  condition =
      right != NULL ? read_right (right, left, comparison) : merge_condition_new_true (left);
  return after_negation != NULL ? negate (condition) : condition;
}

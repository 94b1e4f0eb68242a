/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-field-private.h"
#include "merge-tag-private.h"

/* Arguments and operands of fields: texts, the fields that are nested in them, and names in braces,
 * which whoever knows them from the text around will write there too. */

/**
 * merge_maker_knows:
 * @compiler: a compiler
 * @name: a word
 *
 * Returns: whether it is the name of a bookmark that the template sets
 */
gboolean
merge_maker_knows (MergeCompiler *compiler, const char *name)
{
  g_autofree char *key = g_utf8_strdown (name, -1);

  return g_hash_table_contains (compiler->bookmarks, key);
}

/**
 * merge_maker_find_nested:
 * @mark: a field
 * @offset: a place in its instruction
 *
 * Returns: (transfer none) (nullable): the field that is nested there
 */
MergeMark *
merge_maker_find_nested (const MergeMark *mark, gsize offset)
{
  for (guint i = 0; i < mark->pieces->len; i++)
    {
      const MergePiece *piece = &g_array_index (mark->pieces, MergePiece, i);

      if (piece->start == offset)
        return piece->nested;
      if (piece->start > offset)
        break;
    }
  return NULL;
}

static void
add_text (MergeExpression *join, const char *start, const char *end)
{
  g_autofree char *text = g_strndup (start, (gsize) (end - start));

  if (end > start)
    merge_expression_add (join, merge_expression_new_text (text));
}

/* “{{#if NAME}}” decides about a stretch of the document: in the text of a field there is none. */
static void
warn_of_tag (MergeMaker *maker, const char *at)
{
  gsize length = 0;
  g_autoptr (MergeTag) tag = merge_tag_parse (at, &length);

  if (tag != NULL)
    merge_compiler_warn (maker->compiler,
                         _ ("“%s” stands within a field in %s, where it is plain text. Write it "
                            "outside of the field, or a field IF in its place."),
                         tag->text, merge_compiler_place_name (maker->compiler));
}

/* Reads “{{NAME}}”; returns what follows, or %NULL. */
static const char *
read_braces (const char *at, char **name)
{
  const char *after = at[1] == '{' ? merge_tag_read_name (at + 2, name) : NULL;

  if (after != NULL && g_str_has_prefix (after, "}}"))
    return after + strlen ("}}");
  g_clear_pointer (name, g_free);
  return NULL;
}

/* The texts and names in braces that @text is made of. */
static void
flush (MergeMaker *maker, const MergeMark *mark, MergeExpression *join, GString *text)
{
  const char *start = text->str, *at = start;

  while ((at = strchr (at, '{')) != NULL)
    {
      g_autofree char *name = NULL;
      const char *after = read_braces (at, &name);

      if (after == NULL)
        {
          warn_of_tag (maker, at++);
          continue;
        }
      add_text (join, start, at);
      merge_compiler_count_field (
          maker->compiler, mark->simple != NULL ? mark->simple : mark->begin, name, "", TRUE);
      merge_expression_add (join, merge_expression_new_definition (
                                      merge_compiler_define (maker->compiler, name, NULL)));
      start = at = after;
    }
  add_text (join, start, text->str + text->len);
  g_string_truncate (text, 0);
}

/* What stands in @span: texts, and nested fields. */
static gboolean
fill_join (MergeMaker *maker, const MergeMark *mark, const MergeSpan *span, MergeExpression *join)
{
  const char *from = mark->instruction->str;
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = span->start; i < span->end; i++)
    {
      MergeMark *nested =
          from[i] == MERGE_NESTED_FIELD[0] ? merge_maker_find_nested (mark, i) : NULL;
      guint definition = 0;

      if (nested != NULL)
        {
          flush (maker, mark, join, text);
          if (!merge_maker_define (maker, nested, &definition))
            return FALSE;
          merge_expression_add (join, merge_expression_new_definition (definition));
          i += strlen (MERGE_NESTED_FIELD) - 1;
          continue;
        }
      i += from[i] == '\\' && i + 1 < span->end;
      g_string_append_c (text, from[i]);
    }
  flush (maker, mark, join, text);
  return TRUE;
}

/* LibreOffice writes the columns of its sources into conditions as they are: “base.table.NOM”. */
static const char *
find_column (const char *word)
{
  const char *column = strrchr (word, '.');
  const char *first = strchr (word, '.');

  if (column == NULL || column == first || strpbrk (word, " \t") != NULL)
    return NULL;
  return g_ascii_isalpha (column[1]) || column[1] == '_' || (guchar) column[1] >= 0x80 ? column + 1
                                                                                       : NULL;
}

/* An operand without quotes may name a bookmark, or a column. */
static MergeExpression *
make_word (MergeMaker *maker, const MergeMark *mark, const MergeSpan *span)
{
  g_autofree char *word = merge_span_get_text (span, mark->instruction->str);
  const char *column;

  if (span->quoted)
    return NULL;
  if (merge_maker_knows (maker->compiler, word))
    return merge_expression_new_ref (word);
  column = find_column (word);
  if (column == NULL)
    return NULL;
  merge_compiler_count_field (maker->compiler, mark->simple != NULL ? mark->simple : mark->begin,
                              column, "", FALSE);
  return merge_expression_new_definition (merge_compiler_define (maker->compiler, column, NULL));
}

/**
 * merge_maker_text:
 * @maker: who is at work
 * @mark: a field
 * @span: a stretch of its instruction
 *
 * Returns: (transfer full) (nullable): the text of the stretch; %NULL when something of it is
 * Word's business
 */
MergeExpression *
merge_maker_text (MergeMaker *maker, const MergeMark *mark, const MergeSpan *span)
{
  g_autoptr (MergeExpression) join = merge_expression_new (MERGE_EXPRESSION_JOIN);

  if (!merge_compiler_spend (maker->compiler, MERGE_EXPRESSION_WEIGHT + span->end - span->start)
      || !fill_join (maker, mark, span, join))
    return NULL;
  if (join->children == NULL)
    return merge_expression_new_text ("");
  if (join->children->len == 1)
    return g_ptr_array_steal_index (join->children, 0);
  return g_steal_pointer (&join);
}

/**
 * merge_maker_operand:
 * @maker: who is at work
 * @mark: a field
 * @span: a stretch of its instruction
 *
 * Returns: (transfer full) (nullable): like merge_maker_text(), but a word may be a bookmark or a
 *   column
 */
MergeExpression *
merge_maker_operand (MergeMaker *maker, const MergeMark *mark, const MergeSpan *span)
{
  MergeExpression *word = make_word (maker, mark, span);

  return word != NULL ? word : merge_maker_text (maker, mark, span);
}

static gboolean
has_wildcard (const MergeMark *mark, const MergeSpan *span)
{
  for (gsize i = span->start; i < span->end; i++)
    if (mark->instruction->str[i] == '*' || mark->instruction->str[i] == '?')
      return TRUE;
  return FALSE;
}

/**
 * merge_maker_condition:
 * @maker: who is at work
 * @mark: a field
 * @choice: its pieces
 *
 * Only what the author of the template typed is a pattern: a value that holds a star is one.
 *
 * Returns: (transfer full) (nullable): the condition; %NULL when it is Word's business
 */
MergeCondition *
merge_maker_condition (MergeMaker *maker, const MergeMark *mark, const MergeChoice *choice)
{
  g_autoptr (MergeExpression) left = merge_maker_operand (maker, mark, &choice->left);
  g_autoptr (MergeExpression) right =
      left != NULL ? merge_maker_operand (maker, mark, &choice->right) : NULL;

  if (right == NULL)
    return NULL;
  return merge_condition_new (g_steal_pointer (&left), choice->comparison, g_steal_pointer (&right),
                              has_wildcard (mark, &choice->right));
}

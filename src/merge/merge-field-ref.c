/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-field-private.h"

/* A REF may show a stretch of the document in which values are merged: what it showed when the
 * template was saved are their names. The stretch is read once its fields have become slots, so
 * that it is shown with the same values. Other stretches are Word's business, and so are numbers of
 * paragraphs and pages. */

/* What looking at the bookmarks of a document may take, in what merge_compiler_spend() counts. */
#define MAX_KEPT (1024u * 1024)

/* What is no text in a stretch, but part of how it looks. */
static const char *const looks[] = { "r",
                                     "ins",
                                     "hyperlink",
                                     "smartTag",
                                     "proofErr",
                                     "bookmarkStart",
                                     "bookmarkEnd",
                                     "commentRangeStart",
                                     "commentRangeEnd",
                                     NULL };

/* The bookmarks of the part by their names. */
static void
find_places (MergeCompiler *compiler, xmlNode *root)
{
  compiler->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (xmlNode *node = root; node != NULL; node = merge_dom_next (node, root))
    if (merge_dom_is (node, "bookmarkStart"))
      {
        g_autofree char *name = merge_dom_get (node, "name");

        if (name != NULL)
          g_hash_table_insert (compiler->places, g_utf8_strdown (name, -1), node);
      }
}

static gboolean
is_end (const xmlNode *node, const char *id)
{
  g_autofree char *of = merge_dom_is (node, "bookmarkEnd") ? merge_dom_get (node, "id") : NULL;

  return of != NULL && strcmp (of, id) == 0;
}

static void
flush (MergeExpression *join, GString *text)
{
  if (text->len > 0)
    merge_expression_add (join, merge_expression_new_text (text->str));
  g_string_truncate (text, 0);
}

/* Whether the field at a place needs the cells around it for what it shows: elsewhere it would find
 * others. */
static gboolean
takes_cells (const MergeCompiler *compiler, guint slot)
{
  const MergeDefinition *definition = g_ptr_array_index (
      compiler->definitions, g_array_index (compiler->slots, MergeSlot, slot).definition);

  return definition->cells
         && (definition->expression->kind != MERGE_EXPRESSION_CELLS
             || definition->expression->anchored);
}

/* Returns whether the node may stand in a stretch that is shown again. */
static gboolean
take_node (MergeCompiler *compiler, const xmlNode *node, MergeExpression *join, GString *text)
{
  guint index = 0;

  switch (merge_program_read_mark (node, &index))
    {
    case '\0':
      break;
    case MERGE_MARK_VALUE:
      if (takes_cells (compiler, index))
        return FALSE;
      flush (join, text);
      merge_expression_add (join,
                            merge_expression_new_definition (
                                g_array_index (compiler->slots, MergeSlot, index).definition));
      return g_array_index (compiler->slots, MergeSlot, index).kind == MERGE_SLOT_RUN;
    case MERGE_MARK_BEFORE:
    case MERGE_MARK_AFTER:
      return TRUE;
    default:
      return FALSE;
    }
  if (merge_dom_is (node, "t"))
    {
      xmlChar *own = xmlNodeGetContent (node);

      g_string_append (text, own != NULL ? (const char *) own : "");
      xmlFree (own);
      return merge_compiler_spend (compiler, text->len);
    }
  else if (merge_dom_is (node, "tab") || merge_dom_is (node, "br"))
    g_string_append_c (text, merge_dom_is (node, "tab") ? '\t' : '\n');
  else if (node->type == XML_ELEMENT_NODE)
    return merge_dom_is_any (node, looks);
  return TRUE;
}

/* Up to the end of the bookmark, which has to come in the same paragraph. */
static gboolean
take_stretch (MergeCompiler *compiler, const xmlNode *start, MergeExpression *join, GString *text)
{
  const xmlNode *paragraph = merge_dom_ancestor (start, "p");
  g_autofree char *id = merge_dom_get (start, "id");
  const xmlNode *node = start;

  if (paragraph == NULL || id == NULL)
    return FALSE;
  while ((node = merge_dom_is (node, "rPr") || merge_dom_is (node, "t")
                     ? merge_dom_next_skip (node, paragraph)
                     : merge_dom_next (node, paragraph))
         != NULL)
    {
      if (is_end (node, id))
        return TRUE;
      if (!merge_dom_is (node, "rPr")
          && (!merge_compiler_spend (compiler, 16) || !take_node (compiler, node, join, text)))
        return FALSE;
    }
  return FALSE;
}

/* Only these say nothing of numbers, pages and places. */
static gboolean
shows_text (const MergeInstruction *instruction)
{
  for (guint i = 0; i < instruction->switches->len; i++)
    {
      const MergeSwitch *item = g_ptr_array_index (instruction->switches, i);

      if (item->letter != 'h' && item->letter != '*')
        return FALSE;
    }
  return TRUE;
}

/* The text of a bookmark, when values are merged in it; else %NULL. */
static MergeExpression *
make_stretch (MergeCompiler *compiler, const xmlNode *start)
{
  g_autoptr (MergeExpression) join = merge_expression_new (MERGE_EXPRESSION_JOIN);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean values = FALSE;

  if (!take_stretch (compiler, start, join, text))
    return NULL;
  flush (join, text);
  for (guint i = 0; join->children != NULL && i < join->children->len; i++)
    {
      const MergeExpression *child = g_ptr_array_index (join->children, i);

      values = values || child->kind == MERGE_EXPRESSION_DEFINITION;
    }
  if (values && join->children->len == 1)
    return g_ptr_array_steal_index (join->children, 0);
  return values ? g_steal_pointer (&join) : NULL;
}

/* Of what make_stretch() makes. */
static MergeExpression *
copy (const MergeExpression *of)
{
  MergeExpression *join;

  if (of->kind == MERGE_EXPRESSION_TEXT)
    return merge_expression_new_text (of->text);
  if (of->kind == MERGE_EXPRESSION_DEFINITION)
    return merge_expression_new_definition (of->definition);
  join = merge_expression_new (MERGE_EXPRESSION_JOIN);
  for (guint i = 0; i < of->children->len; i++)
    merge_expression_add (join, copy (g_ptr_array_index (of->children, i)));
  return join;
}

/* About how many bytes a copy takes. */
static gsize
weigh (const MergeExpression *of)
{
  gsize weight = MERGE_EXPRESSION_WEIGHT + (of->text != NULL ? strlen (of->text) : 0);

  for (guint i = 0; of->children != NULL && i < of->children->len; i++)
    weight += weigh (g_ptr_array_index (of->children, i));
  return weight;
}

/**
 * merge_ref_keep:
 * @compiler: a compiler
 * @root: the main part, whose fields are slots
 *
 * Remembers the bookmarks in which values are merged: headers, footers and notes may show them, for
 * a bookmark is the document's (ISO 29500-1, 17.16.5.50).
 */
void
merge_ref_keep (MergeCompiler *compiler, xmlNode *root)
{
  const gsize budget = compiler->budget, share = MIN (budget, MAX_KEPT);
  GHashTableIter iter;
  gpointer name, start;

  g_clear_pointer (&compiler->places, g_hash_table_unref);
  find_places (compiler, root);
  compiler->budget = share;
  g_hash_table_iter_init (&iter, compiler->places);
  while (compiler->budget > 0 && g_hash_table_iter_next (&iter, &name, &start))
    {
      MergeExpression *stretch = make_stretch (compiler, start);

      if (stretch != NULL)
        g_hash_table_insert (compiler->stretches, g_strdup (name), stretch);
    }
  compiler->budget = budget - (share - compiler->budget);
}

/**
 * merge_maker_stretch:
 * @maker: who is at work
 * @mark: a REF
 * @instruction: its instruction
 * @bookmark: the name of the bookmark
 *
 * What comes behind the REF is known later: it is looked at again when the part is done.
 *
 * Returns: (transfer full) (nullable): the text of the bookmark, when values are merged in it
 */
MergeExpression *
merge_maker_stretch (MergeMaker *maker,
                     const MergeMark *mark,
                     const MergeInstruction *instruction,
                     const char *bookmark)
{
  MergeCompiler *compiler = maker->compiler;
  const xmlNode *at = mark->simple != NULL ? mark->simple : mark->begin;
  g_autofree char *key = g_utf8_strdown (bookmark, -1);
  const xmlNode *start;
  const MergeExpression *kept;
  MergeExpression *stretch = NULL;

  if (!shows_text (instruction))
    return NULL;
  if (compiler->places == NULL)
    find_places (compiler, xmlDocGetRootElement (at->doc));
  start = g_hash_table_lookup (compiler->places, key);
  kept = start == NULL ? g_hash_table_lookup (compiler->stretches, key) : NULL;
  if (start != NULL)
    stretch = make_stretch (compiler, start);
  else if (kept != NULL && merge_compiler_spend (compiler, weigh (kept)))
    stretch = copy (kept);
  compiler->late = compiler->late || stretch == NULL;
  return stretch;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-list-private.h"

/* {{#each}}, {{#if}} and what belongs to them become statements. First it is told which tags belong
 * together, then where their marks go (merge-list-place), then whether all of them nest as they
 * should. Only then do the tags go; whatever made no sense is still there, and is told. */

/* Of statements in statements. */
#define MAX_DEPTH 20

#define TAG_WEIGHT 512

/* How often marks that cross are looked for. */
#define MAX_PASSES 32

/* What may stand in a paragraph, a row or between them and is nothing to see. */
static const char *const trifles[] = {
  "proofErr", "bookmarkStart", "bookmarkEnd", "pPr",        "rPr",
  "tcPr",     "trPr",          "sdtPr",       "tblPrEx",    "lastRenderedPageBreak",
  "sdtEndPr", "tblPr",         "customXmlPr", "smartTagPr", "tblGrid",
  NULL
};

static gboolean
is_blank (const xmlNode *node)
{
  for (const xmlChar *c = node->content; c != NULL && *c != '\0'; c++)
    if (!g_ascii_isspace (*c) && !(c[0] == 0xC2 && c[1] == 0xA0)
        && !(c[0] == 0xA0 && c > node->content && c[-1] == 0xC2))
      return FALSE;
  return TRUE;
}

static gboolean
is_blank_run (const xmlNode *run)
{
  for (const xmlNode *child = run->children; child != NULL; child = child->next)
    {
      if (child->type != XML_ELEMENT_NODE || merge_dom_is_any (child, trifles))
        continue;
      if (!merge_dom_is (child, "t"))
        return FALSE;
      for (const xmlNode *text = child->children; text != NULL; text = text->next)
        if (!is_blank (text))
          return FALSE;
    }
  return !merge_program_is_any_mark (run->children);
}

/**
 * merge_list_is_content:
 * @list: the tags
 * @node: a node beside or around tags
 *
 * Returns: whether there is something to see of it, beside tags and marks
 */
gboolean
merge_list_is_content (const MergeList *list, const xmlNode *node)
{
  if (node->type == XML_TEXT_NODE)
    return !is_blank (node);
  if (node->type != XML_ELEMENT_NODE || merge_dom_is_any (node, trifles))
    return FALSE;
  if (g_hash_table_contains (list->compiler->tags, node))
    return FALSE;
  if (merge_dom_is (node, "r"))
    {
      for (const xmlNode *child = node->children; child != NULL; child = child->next)
        if (merge_program_is_any_mark (child))
          return TRUE; /* a value */
      return !is_blank_run (node);
    }
  return TRUE;
}

/**
 * merge_list_ancestor:
 * @list: the tags
 * @node: a node of their story
 * @name: a local name of WordprocessingML
 *
 * Returns: (nullable): the nearest ancestor of that name in the story
 */
xmlNode *
merge_list_ancestor (const MergeList *list, const xmlNode *node, const char *name)
{
  for (xmlNode *up = node->parent; up != NULL && up != list->root; up = up->parent)
    if (merge_dom_is (up, name))
      return up;
  return NULL;
}

/* The name of the value that the mark in a run stands for, when it is shown there. */
static const char *
name_of_slot (MergeCompiler *compiler, const xmlNode *node)
{
  guint index = 0;
  const MergeSlot *slot;

  if (merge_program_read_mark (node, &index) != MERGE_MARK_VALUE)
    return NULL;
  slot = &g_array_index (compiler->slots, MergeSlot, index);
  if (slot->kind != MERGE_SLOT_RUN)
    return NULL;
  return ((MergeDefinition *) g_ptr_array_index (compiler->definitions, slot->definition))->name;
}

static void
note_field (MergeList *list, xmlNode *run, const char *name)
{
  MergeTag *tag;

  if (name == NULL || !merge_tag_is_field (name))
    return;
  tag = merge_tag_new_from_name (name);
  tag->run = run;
  g_hash_table_insert (list->compiler->tags, run, tag);
}

static void
collect (MergeList *list)
{
  xmlNode *node = list->root->children;

  while (node != NULL && list->compiler->budget > 0)
    {
      MergeTag *tag;

      if (node->type == XML_PI_NODE)
        note_field (list, node->parent, name_of_slot (list->compiler, node));
      tag = g_hash_table_lookup (list->compiler->tags,
                                 node->type == XML_PI_NODE ? node->parent : node);
      if (tag != NULL && merge_compiler_spend (list->compiler, TAG_WEIGHT))
        g_ptr_array_add (list->tags, tag);
      node = merge_story_is_left_out (node) || (tag != NULL && node == tag->run && !tag->word)
                 ? merge_dom_next_skip (node, list->root)
                 : merge_dom_next (node, list->root);
    }
}

/* ---- which belong together ---- */

static void
warn_alone (MergeList *list, const MergeTag *tag)
{
  merge_compiler_warn (
      list->compiler,
      _ ("“%s” in %s has no counterpart: it is left as it is. Each {{#each}} needs "
         "its {{/each}}, each {{#if}} its {{/if}}."),
      tag->text, merge_compiler_place_name (list->compiler));
}

static void
warn_place (MergeList *list, const MergeTag *tag)
{
  merge_compiler_warn (list->compiler,
                       _ ("“%s” in %s and what ends it stand in places that cannot be repeated or "
                          "left out together: they are left as they are. Put them into one "
                          "paragraph, one row of a table, or each alone into a paragraph."),
                       tag->text, merge_compiler_place_name (list->compiler));
}

static MergePair *
top (GPtrArray *open)
{
  return open->len > 0 ? g_ptr_array_index (open, open->len - 1) : NULL;
}

/* What is open above what is ended here will never be. */
static void
close_pair (MergeList *list, GPtrArray *open, MergeTag *tag)
{
  guint depth = open->len;

  while (depth > 0 && !merge_tag_pairs (((MergePair *) open->pdata[depth - 1])->open, tag))
    depth--;
  if (depth == 0)
    {
      warn_alone (list, tag);
      return;
    }
  for (guint i = open->len; i > depth; i--)
    {
      MergePair *inner = open->pdata[i - 1];

      warn_alone (list, inner->open);
      g_free (inner);
    }
  ((MergePair *) open->pdata[depth - 1])->close = tag;
  if (depth <= MAX_DEPTH)
    g_ptr_array_add (list->pairs, open->pdata[depth - 1]);
  else
    {
      warn_place (list, tag);
      g_free (open->pdata[depth - 1]);
    }
  g_ptr_array_set_size (open, (int) depth - 1);
}

static void
pair_tags (MergeList *list)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  for (guint i = 0; i < list->tags->len; i++)
    {
      MergeTag *tag = g_ptr_array_index (list->tags, i);
      MergePair *inner = top (open);

      if (tag->kind == MERGE_TAG_EACH || tag->kind == MERGE_TAG_IF)
        {
          MergePair *pair = g_new0 (MergePair, 1);

          pair->open = tag;
          g_ptr_array_add (open, pair);
        }
      else if (tag->kind != MERGE_TAG_ELSE)
        close_pair (list, open, tag);
      else if (inner != NULL && inner->open->kind == MERGE_TAG_IF && inner->other == NULL)
        inner->other = tag;
      else
        warn_alone (list, tag);
    }
  for (guint i = 0; i < open->len; i++)
    {
      warn_alone (list, ((MergePair *) open->pdata[i])->open);
      g_free (open->pdata[i]);
    }
}

/* ---- what they mean ---- */

static gboolean
add_statement (MergeList *list, MergePair *pair)
{
  MergeCompiler *compiler = list->compiler;
  MergeCondition *condition;

  if (pair->open->kind == MERGE_TAG_EACH)
    {
      pair->statement =
          merge_compiler_add_statement (compiler, merge_statement_new_each (pair->open->argument));
      return TRUE;
    }
  condition = merge_tag_condition (compiler, pair->open, pair->open->run);
  if (condition == NULL)
    {
      merge_compiler_warn (compiler,
                           _ ("The condition “%s” in %s cannot be understood: it is left as it is. "
                              "Write the name of a field, or {{#if NAME = \"text\"}}."),
                           pair->open->text, merge_compiler_place_name (compiler));
      return FALSE;
    }
  pair->statement = merge_compiler_add_statement (compiler, merge_statement_new_if (condition));
  return TRUE;
}

static void
place (MergeList *list, MergePair *pair)
{
  if (!add_statement (list, pair))
    return;
  if (!merge_list_place (list, pair))
    warn_place (list, pair->open);
}

static void
drop_marks (MergePair *pair)
{
  for (guint i = 0; i < G_N_ELEMENTS (pair->marks); i++)
    if (pair->marks[i] != NULL)
      {
        merge_dom_remove (pair->marks[i]);
        pair->marks[i] = NULL;
      }
}

/* ---- whether they nest ---- */

static gboolean
is_opening (char kind)
{
  return kind == MERGE_MARK_IF || kind == MERGE_MARK_EACH;
}

/* Drops the pair of a statement, when it is of tags. */
static gboolean
drop_statement (MergeList *list, guint statement)
{
  for (guint i = 0; i < list->pairs->len; i++)
    {
      MergePair *pair = g_ptr_array_index (list->pairs, i);

      if (pair->marks[0] == NULL || pair->statement != statement)
        continue;
      drop_marks (pair);
      warn_place (list, pair->open);
      return TRUE;
    }
  return FALSE;
}

/* The first mark that crosses another is found; what it belongs to, or what it crosses, goes. */
static gboolean
nests (MergeList *list)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));

  for (xmlNode *node = list->root->children; node != NULL;)
    {
      guint index = 0;
      char kind = merge_program_read_mark (node, &index);
      guint inner = open->len > 0 ? g_array_index (open, guint, open->len - 1) : G_MAXUINT;
      gboolean closing =
          kind == MERGE_MARK_END_IF || kind == MERGE_MARK_END_EACH || kind == MERGE_MARK_ELSE;

      if (is_opening (kind))
        g_array_append_val (open, index);
      else if (closing && inner != index)
        return !drop_statement (list, index) && !drop_statement (list, inner);
      else if (closing && kind != MERGE_MARK_ELSE)
        g_array_set_size (open, open->len - 1);
      node = merge_story_is_left_out (node) ? merge_dom_next_skip (node, list->root)
                                            : merge_dom_next (node, list->root);
    }
  return TRUE;
}

static void
drop_crossing (MergeList *list)
{
  guint passes = 0;

  while (!nests (list) && ++passes < MAX_PASSES)
    continue;
  for (guint i = 0; passes == MAX_PASSES && i < list->pairs->len; i++)
    drop_marks (g_ptr_array_index (list->pairs, i));
}

/* ---- what goes with them ---- */

static gboolean
has_content (const MergeList *list, const xmlNode *node)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (merge_list_is_content (list, child) || merge_program_is_any_mark (child))
      return TRUE;
  return FALSE;
}

/* Whether cells of a row hold nothing but empty paragraphs. */
static gboolean
is_bare_row (const MergeList *list, const xmlNode *row)
{
  for (const xmlNode *cell = row->children; cell != NULL; cell = cell->next)
    {
      if (!merge_dom_is (cell, "tc"))
        {
          if (merge_list_is_content (list, cell))
            return FALSE;
          continue;
        }
      for (const xmlNode *block = cell->children; block != NULL; block = block->next)
        if (merge_program_is_any_mark (block)
            || (merge_list_is_content (list, block)
                && (!merge_dom_is (block, "p") || has_content (list, block))))
          return FALSE;
    }
  return TRUE;
}

static const xmlNode *
neighbour (const xmlNode *node, gboolean forward)
{
  static const char *const between[] = { "bookmarkStart", "bookmarkEnd", "proofErr", NULL };

  do
    node = forward ? node->next : node->prev;
  while (node != NULL && (node->type != XML_ELEMENT_NODE || merge_dom_is_any (node, between)));
  return node;
}

static gboolean
is_before_end (const xmlNode *node)
{
  guint index;
  char kind;

  do
    node = node->next;
  while (node != NULL && node->type != XML_ELEMENT_NODE && !merge_program_is_any_mark (node));
  kind = merge_program_read_mark (node, &index);
  return kind == MERGE_MARK_END_EACH || kind == MERGE_MARK_END_IF || kind == MERGE_MARK_ELSE;
}

/* A paragraph that its tags have left empty separates tables, or ends a cell or what is repeated
 * behind one: two tables that touch are one, and a cell ends with a paragraph of its own. */
static gboolean
is_needed (const xmlNode *paragraph)
{
  const xmlNode *before = neighbour (paragraph, FALSE), *after = neighbour (paragraph, TRUE);
  gboolean others = FALSE;

  if (merge_dom_is (before, "tbl")
      && (after == NULL || merge_dom_is (after, "tbl") || merge_dom_is (after, "sectPr")
          || is_before_end (paragraph)))
    return TRUE;
  if (merge_dom_is (before, "sdt") && after == NULL && merge_dom_is (paragraph->parent, "tc"))
    return TRUE;
  for (const xmlNode *node = paragraph->parent->children; node != NULL && !others;
       node = node->next)
    others = node != paragraph && merge_dom_is (node, "p");
  return !others && !merge_dom_is (paragraph->parent, "body");
}

static gboolean
ends_section (const xmlNode *paragraph)
{
  const xmlNode *properties = merge_dom_child (paragraph, "pPr");

  return properties != NULL && merge_dom_child (properties, "sectPr") != NULL;
}

static void
sweep_paragraph (MergeList *list, xmlNode *paragraph)
{
  if (has_content (list, paragraph) || ends_section (paragraph) || is_needed (paragraph))
    return;
  for (xmlNode *child = paragraph->children, *next; child != NULL; child = next)
    {
      next = child->next;
      if (!merge_dom_is (child, "bookmarkStart") && !merge_dom_is (child, "bookmarkEnd"))
        continue;
      xmlUnlinkNode (child);
      xmlAddPrevSibling (paragraph, child);
      merge_dom_adopt (child);
    }
  merge_compiler_discard (list->compiler, paragraph);
}

/* Takes out the mark beside a run that says where its value's run begins or ends: those of
 * statements may stand between. */
static void
drop_mark (xmlNode *run, gboolean forward, char kind)
{
  xmlNode *node = forward ? run->next : run->prev;

  while (merge_program_is_any_mark (node) && !merge_program_is_mark (node, kind))
    node = forward ? node->next : node->prev;
  if (merge_program_is_mark (node, kind))
    merge_dom_remove (node);
}

static void
take_out (MergeList *list, MergeTag *tag, GPtrArray *paragraphs)
{
  xmlNode *paragraph = merge_list_ancestor (list, tag->run, "p");

  if (paragraph != NULL)
    g_ptr_array_add (paragraphs, paragraph);
  if (tag->word)
    {
      drop_mark (tag->run, FALSE, MERGE_MARK_BEFORE);
      drop_mark (tag->run, TRUE, MERGE_MARK_AFTER);
    }
  merge_compiler_discard (list->compiler, tag->run);
}

static void
sweep (MergeList *list)
{
  g_autoptr (GPtrArray) paragraphs = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < list->pairs->len; i++)
    {
      MergePair *pair = g_ptr_array_index (list->pairs, i);

      if (pair->marks[0] == NULL)
        continue;
      take_out (list, pair->open, paragraphs);
      if (pair->other != NULL)
        take_out (list, pair->other, paragraphs);
      take_out (list, pair->close, paragraphs);
    }
  for (guint i = 0; i < list->rows->len; i++)
    {
      xmlNode *row = g_ptr_array_index (list->rows, i);

      if (g_hash_table_add (seen, row) && is_bare_row (list, row))
        merge_compiler_discard (list->compiler, row);
    }
  for (guint i = 0; i < paragraphs->len; i++)
    if (g_hash_table_add (seen, paragraphs->pdata[i]))
      sweep_paragraph (list, paragraphs->pdata[i]);
}

/**
 * merge_list_resolve:
 * @compiler: a compiler
 * @root: the element that holds a story
 *
 * Makes statements of the tags of a story, and repeats the rows that name a list.
 */
void
merge_list_resolve (MergeCompiler *compiler, xmlNode *root)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  MergeList list = { compiler, root, tags, pairs, rows, compiler->statements->len };

  collect (&list);
  pair_tags (&list);
  for (guint i = 0; i < pairs->len && compiler->budget > 0; i++)
    place (&list, g_ptr_array_index (pairs, i));
  if (pairs->len > 0)
    drop_crossing (&list);
  sweep (&list);
  merge_list_anchor_rows (&list);
  merge_list_keep_valid (&list);
  g_hash_table_remove_all (compiler->tags);
}

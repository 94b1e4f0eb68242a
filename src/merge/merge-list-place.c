/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-list-private.h"

/* Where the marks of a pair of tags go, so that what lies between them is whole: runs of one
 * paragraph, paragraphs and tables of one container, rows of one table; or from within a paragraph
 * to within another one of the same container. */

/* How far is looked for something to see before or behind a tag. */
#define MAX_LOOK 200

typedef struct
{
  xmlNode *node; /* %NULL: there is no such place */
  gboolean after;
} Spot;

static const Spot nowhere = { NULL, FALSE };

static gboolean
has_content_beside (const MergeList *list, const xmlNode *node, gboolean after)
{
  guint looked = 0;

  for (node = after ? node->next : node->prev; node != NULL; node = after ? node->next : node->prev)
    if (++looked > MAX_LOOK || merge_list_is_content (list, node))
      return TRUE;
  return FALSE;
}

/* The place before (behind) the child of @parent that holds @node, when nothing to see stands
 * between that place and @node. Nothing leaves a table this way. */
static Spot
climb (const MergeList *list, xmlNode *node, const xmlNode *parent, gboolean after)
{
  static const char *const walls[] = { "tc", "tr", "tbl", NULL };

  while (node->parent != NULL && node->parent != parent)
    {
      if (merge_dom_is_any (node->parent, walls) || has_content_beside (list, node, after))
        return nowhere;
      node = node->parent;
    }
  return node->parent == parent ? (Spot){ node, after } : nowhere;
}

/* A tag at the beginning, or else at the end, of what @parent holds. */
static Spot
climb_any (const MergeList *list, xmlNode *node, const xmlNode *parent, gboolean after)
{
  Spot spot = climb (list, node, parent, after);

  return spot.node != NULL ? spot : climb (list, node, parent, !after);
}

static xmlNode *
common_ancestor (const xmlNode *a, const xmlNode *b)
{
  xmlNode *up = a->parent;

  while (up != NULL && !merge_dom_contains (up, b))
    up = up->parent;
  return up;
}

static xmlNode *
child_that_holds (const xmlNode *parent, xmlNode *node)
{
  while (node != NULL && node->parent != parent)
    node = node->parent;
  return node;
}

/* Marks of pairs within, which are there already, stay within. Those of a field IF stand around a
 * tag that is next to them: it is in the text of the field. */
static gboolean
is_within (const MergeList *list, const xmlNode *node, const MergePair *pair, gboolean after)
{
  guint index = 0;
  char kind = merge_program_read_mark (node, &index);

  if (kind == '\0' || index == pair->statement || index < list->first)
    return FALSE;
  return after ? kind == MERGE_MARK_END_IF || kind == MERGE_MARK_END_EACH
               : kind == MERGE_MARK_IF || kind == MERGE_MARK_EACH;
}

static xmlNode *
add_mark (const MergeList *list, const MergePair *pair, Spot spot, char kind)
{
  xmlNode *at = spot.node;
  xmlNode *mark = merge_program_mark (at->doc, kind, pair->statement);

  if (spot.after)
    {
      while (is_within (list, at->next, pair, TRUE))
        at = at->next;
      return xmlAddNextSibling (at, mark);
    }
  while (is_within (list, at->prev, pair, FALSE))
    at = at->prev;
  return xmlAddPrevSibling (at, mark);
}

static gboolean
add_marks (const MergeList *list, MergePair *pair, Spot open, Spot other, Spot close)
{
  gboolean each = pair->open->kind == MERGE_TAG_EACH;

  if (open.node == NULL || close.node == NULL || (pair->other != NULL && other.node == NULL))
    return FALSE;
  pair->marks[2] = add_mark (list, pair, close, each ? MERGE_MARK_END_EACH : MERGE_MARK_END_IF);
  if (pair->other != NULL)
    pair->marks[1] = add_mark (list, pair, other, MERGE_MARK_ELSE);
  pair->marks[0] = add_mark (list, pair, open, each ? MERGE_MARK_EACH : MERGE_MARK_IF);
  return TRUE;
}

/* ---- rows ---- */

static gboolean
place_rows (MergeList *list, MergePair *pair, xmlNode *first, xmlNode *last)
{
  Spot other = nowhere;
  xmlNode *between =
      pair->other != NULL ? child_that_holds (first->parent, pair->other->run) : NULL;

  if (pair->other != NULL
      && (between == NULL || between == first || between == last || first == last))
    return FALSE;
  if (between != NULL)
    other = (Spot){ between, FALSE };
  if (first != last)
    {
      g_ptr_array_add (list->rows, first);
      g_ptr_array_add (list->rows, last);
    }
  if (between != NULL)
    g_ptr_array_add (list->rows, between);
  return add_marks (list, pair, (Spot){ first, FALSE }, other, (Spot){ last, TRUE });
}

/* ---- paragraphs ---- */

/* From within a paragraph to within another one beside it. */
static gboolean
place_across (MergeList *list, MergePair *pair, xmlNode *first, xmlNode *last)
{
  xmlNode *between = pair->other != NULL ? merge_list_ancestor (list, pair->other->run, "p") : NULL;
  Spot other = nowhere;

  if (first->parent != last->parent || (between != NULL && between->parent != first->parent))
    return FALSE;
  if (between != NULL)
    other = climb_any (list, pair->other->run, between, FALSE);
  return add_marks (list, pair, climb_any (list, pair->open->run, first, FALSE), other,
                    climb_any (list, pair->close->run, last, TRUE));
}

/* Whole paragraphs, when the first tag begins one and the last one ends one. A tag that ends one
 * begins with the next, and likewise at the other end: “Days: {{#each DAYS}}” is no part of what is
 * repeated, and leaves no empty paragraph in each item. Other programs repeat a paragraph only for
 * tags that stand alone in theirs (docx §2, paragraphLoop). */
static gboolean
place_blocks (MergeList *list, MergePair *pair, xmlNode *first, xmlNode *last)
{
  xmlNode *parent = first == last ? first->parent : common_ancestor (first, last);
  Spot open = first == last ? climb (list, pair->open->run, parent, FALSE)
                            : climb_any (list, pair->open->run, parent, FALSE);
  Spot close = first == last ? climb (list, pair->close->run, parent, TRUE)
                             : climb_any (list, pair->close->run, parent, TRUE);
  Spot other = nowhere;

  if (pair->other != NULL)
    other = climb_any (list, pair->other->run, parent, FALSE);
  if (other.node != NULL && other.node == open.node && !other.after)
    other = nowhere; /* nothing would be between */
  return add_marks (list, pair, open, other, close);
}

static gboolean
is_list_item (const xmlNode *paragraph)
{
  const xmlNode *properties = merge_dom_first (paragraph, "pPr");
  const xmlNode *style = properties != NULL ? merge_dom_child (properties, "pStyle") : NULL;
  g_autofree char *name = style != NULL ? merge_dom_get (style, "val") : NULL;

  if (properties != NULL && merge_dom_child (properties, "numPr") != NULL)
    return TRUE;
  /* ListBullet, Listepuces…: the numbering is the style's; ListParagraph has none of its own. */
  return name != NULL && g_str_has_prefix (name, "List") && strcmp (name, "ListParagraph") != 0;
}

static gboolean
place_in_paragraph (MergeList *list, MergePair *pair, xmlNode *paragraph)
{
  xmlNode *parent = common_ancestor (pair->open->run, pair->close->run);
  Spot other = nowhere;

  if (pair->open->kind == MERGE_TAG_EACH && (pair->open->word || is_list_item (paragraph))
      && place_blocks (list, pair, paragraph, paragraph))
    return TRUE;
  if (pair->other != NULL)
    other = climb_any (list, pair->other->run, parent, FALSE);
  return add_marks (list, pair, climb_any (list, pair->open->run, parent, FALSE), other,
                    climb_any (list, pair->close->run, parent, TRUE));
}

/**
 * merge_list_place:
 * @list: the tags
 * @pair: two that belong together
 *
 * Puts the marks of a pair where what lies between them is whole.
 *
 * Returns: whether there are such places
 */
gboolean
merge_list_place (MergeList *list, MergePair *pair)
{
  xmlNode *open = pair->open->run, *close = pair->close->run;
  xmlNode *first = merge_list_ancestor (list, open, "p");
  xmlNode *last = merge_list_ancestor (list, close, "p");
  xmlNode *row = merge_list_ancestor (list, open, "tr");
  xmlNode *common = common_ancestor (open, close);

  if (first == NULL || last == NULL)
    return FALSE;
  if (row != NULL && row == merge_list_ancestor (list, close, "tr")
      && (merge_dom_is (common, "tr") || (pair->open->word && pair->open->kind == MERGE_TAG_EACH)))
    return place_rows (list, pair, row, row);
  if (merge_dom_is (common, "tbl"))
    return place_rows (list, pair, child_that_holds (common, open),
                       child_that_holds (common, close));
  if (first == last)
    return place_in_paragraph (list, pair, first);
  return place_blocks (list, pair, first, last) || place_across (list, pair, first, last);
}

/* ---- rows that name a list ---- */

/* “LIST” of a value called “LIST.COLUMN”, or %NULL. */
static char *
list_of (MergeList *list, const xmlNode *node)
{
  guint index = 0;
  const MergeSlot *slot;
  const MergeDefinition *definition;
  const char *dot;

  if (merge_program_read_mark (node, &index) != MERGE_MARK_VALUE)
    return NULL;
  slot = &g_array_index (list->compiler->slots, MergeSlot, index);
  definition = g_ptr_array_index (list->compiler->definitions, slot->definition);
  dot = definition->expression == NULL ? strchr (definition->name, '.') : NULL;
  if (dot == NULL || dot == definition->name || dot[1] == '\0' || strchr (dot + 1, '.') != NULL)
    return NULL;
  return g_strndup (definition->name, (gsize) (dot - definition->name));
}

static void
anchor_row (MergeList *list, xmlNode *row, const char *name)
{
  MergeStatement *statement = merge_statement_new_each (name);
  guint index;

  statement->anchored = TRUE;
  index = merge_compiler_add_statement (list->compiler, statement);
  xmlAddPrevSibling (row, merge_program_mark (row->doc, MERGE_MARK_EACH, index));
  xmlAddNextSibling (row, merge_program_mark (row->doc, MERGE_MARK_END_EACH, index));
}

static gboolean
is_open (MergeList *list, const GArray *open, const char *name)
{
  for (guint i = 0; i < open->len; i++)
    {
      const MergeStatement *statement =
          g_ptr_array_index (list->compiler->statements, g_array_index (open, guint, i));

      if (g_ascii_strcasecmp (statement->name, name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Follows the lists that are open around @node, which is a mark. */
static void
follow (GArray *open, const xmlNode *node)
{
  guint index = 0;
  char kind = merge_program_read_mark (node, &index);

  if (kind == MERGE_MARK_EACH)
    g_array_append_val (open, index);
  else if (kind == MERGE_MARK_END_EACH && open->len > 0)
    g_array_set_size (open, open->len - 1);
}

/**
 * merge_list_anchor_rows:
 * @list: the tags
 *
 * Repeats the rows that show “LIST.COLUMN” and stand in no stretch of that list. Whether there is
 * such a list the data say: a name may well have a dot.
 */
void
merge_list_anchor_rows (MergeList *list)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) anchored = g_hash_table_new (NULL, NULL);

  for (xmlNode *node = list->root->children; node != NULL && list->compiler->budget > 0;)
    {
      g_autofree char *name = list_of (list, node);
      xmlNode *row = name != NULL ? merge_list_ancestor (list, node, "tr") : NULL;

      follow (open, node);
      if (row != NULL && !is_open (list, open, name) && g_hash_table_add (anchored, row)
          && merge_compiler_spend (list->compiler, 256))
        anchor_row (list, row, name);
      node = merge_story_is_left_out (node) ? merge_dom_next_skip (node, list->root)
                                            : merge_dom_next (node, list->root);
    }
}

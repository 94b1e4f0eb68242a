/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-cut-private.h"

/* Takes stretches of text out of the tree: what is shown goes, what only marks a place (bookmarks,
 * comments) stays, and what follows goes on where the stretch began. */

/* What a step over a paragraph counts for: fields that hold one another walk over the same ones. */
#define STEP_WEIGHT 16

/* Marks that must survive the text around them. */
static const char *const range_marks[] = { "bookmarkStart",
                                           "bookmarkEnd",
                                           "commentRangeStart",
                                           "commentRangeEnd",
                                           "permStart",
                                           "permEnd",
                                           "moveFromRangeStart",
                                           "moveFromRangeEnd",
                                           "moveToRangeStart",
                                           "moveToRangeEnd",
                                           NULL };

/**
 * merge_cut_stays:
 * @node: a node
 *
 * Returns: whether it is no text: a mark of a place, the properties of an element, or no element
 */
gboolean
merge_cut_stays (const xmlNode *node)
{
  return node->type != XML_ELEMENT_NODE || merge_dom_is_any (node, range_marks)
         || g_str_has_suffix ((const char *) node->name, "Pr");
}

/**
 * merge_cut_hoist:
 * @subtree: a node that is going to leave the document
 * @after: the node behind which marks go that are saved from it
 *
 * Returns: (transfer none): the last of these marks, or @after
 */
xmlNode *
merge_cut_hoist (xmlNode *subtree, xmlNode *after)
{
  xmlNode *node = subtree;

  while (node != NULL)
    {
      gboolean mark = merge_dom_is_any (node, range_marks);
      xmlNode *next = mark ? merge_dom_next_skip (node, subtree) : merge_dom_next (node, subtree);

      if (mark && node != subtree)
        {
          xmlUnlinkNode (node);
          after = xmlAddNextSibling (after, node);
          merge_dom_adopt (node);
        }
      node = next;
    }
  return after;
}

static gboolean
ends_section (const xmlNode *paragraph)
{
  const xmlNode *properties = merge_dom_child (paragraph, "pPr");

  return properties != NULL && merge_dom_child (properties, "sectPr") != NULL;
}

/**
 * merge_cut_is_possible:
 * @compiler: a compiler
 * @from: (nullable): a paragraph, or %NULL outside of any
 * @to: (nullable): the same or a later one
 *
 * Returns: whether what begins in the one may end in the other: both stand in one container, and no
 *   section ends among them
 */
gboolean
merge_cut_is_possible (MergeCompiler *compiler, const xmlNode *from, const xmlNode *to)
{
  if (from == to)
    return TRUE;
  if (from == NULL || to == NULL || from->parent != to->parent)
    return FALSE;
  for (const xmlNode *node = from; node != NULL; node = node->next)
    {
      if (!merge_compiler_spend (compiler, STEP_WEIGHT)
          || (node->type == XML_ELEMENT_NODE && ends_section (node)))
        return FALSE;
      if (node == to)
        return TRUE;
    }
  return FALSE;
}

/**
 * merge_cut_join:
 * @compiler: a compiler
 * @first: (nullable): a paragraph
 * @last: (nullable): a later one
 *
 * What the last paragraph holds goes on in the first one.
 */
void
merge_cut_join (MergeCompiler *compiler, xmlNode *first, xmlNode *last)
{
  if (first == NULL || last == NULL || first == last)
    return;
  for (xmlNode *child = last->children, *next; child != NULL; child = next)
    {
      next = child->next;
      if (!merge_dom_is (child, "pPr"))
        merge_dom_move (child, first);
    }
  merge_compiler_discard (compiler, last);
}

/* Takes out what stands from @node to before @end; returns the last node that stays before it. */
static xmlNode *
clear (MergeCompiler *compiler, xmlNode *node, const xmlNode *end, xmlNode *after)
{
  for (xmlNode *next; node != NULL && node != end; node = next)
    {
      next = node->next;
      if (merge_cut_stays (node))
        {
          after = node->parent == after->parent ? node : after;
          continue;
        }
      after = merge_cut_hoist (node, after);
      merge_compiler_discard (compiler, node);
    }
  return after;
}

/**
 * merge_cut:
 * @compiler: a compiler
 * @from: a node in a paragraph or in another container of runs
 * @to: a node behind it in the same container, or in a later paragraph
 *
 * Takes out what stands between the two; merge_cut_is_possible() for their paragraphs.
 */
void
merge_cut (MergeCompiler *compiler, xmlNode *from, xmlNode *to)
{
  xmlNode *first = from->parent, *last = to->parent;
  xmlNode *after;

  if (first == last)
    {
      clear (compiler, from->next, to, from);
      return;
    }
  after = clear (compiler, from->next, NULL, from);
  after = clear (compiler, first->next, last, after);
  clear (compiler, last->children, to, after);
  merge_cut_join (compiler, first, last);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-compile-private.h"

/* Replaces merge fields by slots, in the tree. Runs of the field go; what only marks a place
 * (bookmarks, comments) stays, and so do the wrappers that the result stands in. */

#define MARK_WEIGHT 256
#define ANCHOR      'A'

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

/* Elements around runs that mean nothing once they are empty. */
static const char *const wrappers[] = { "ins",       "moveTo",     "smartTag", "hyperlink",
                                        "customXml", "sdtContent", "sdt",      NULL };

typedef struct
{
  MergeCompiler *compiler;
  xmlNode *root;
  const MergeMark *mark;
  xmlNode *anchor;  /* the slot goes before it */
  xmlNode *hoisted; /* the last mark that was saved from a subtree, or the anchor */
} Replacement;

static void
hoist_marks (Replacement *r, xmlNode *subtree)
{
  xmlNode *node = subtree;

  while (node != NULL)
    {
      gboolean mark = merge_dom_is_any (node, range_marks);
      xmlNode *next = mark ? merge_dom_next_skip (node, subtree) : merge_dom_next (node, subtree);

      if (mark && node != subtree)
        {
          xmlUnlinkNode (node);
          r->hoisted = xmlAddNextSibling (r->hoisted, node);
          merge_dom_adopt (node);
        }
      node = next;
    }
}

static gboolean
is_kept (const xmlNode *node)
{
  return node->type != XML_ELEMENT_NODE || merge_dom_is_any (node, range_marks)
         || g_str_has_suffix ((const char *) node->name, "Pr");
}

/* Takes the field's range out, from its first mark to its last, in document order. */
static void
remove_range (Replacement *r)
{
  xmlNode *node = r->mark->begin;
  gboolean done = FALSE;

  while (node != NULL && !done)
    {
      xmlNode *next;

      done = node == r->mark->end;
      if (!done
          && (merge_dom_contains (node, r->mark->end) || merge_dom_contains (node, r->anchor)))
        {
          node = merge_dom_next (node, r->root);
          continue;
        }
      next = merge_dom_next_skip (node, r->root);
      if (!is_kept (node))
        {
          hoist_marks (r, node);
          merge_compiler_discard (r->compiler, node);
        }
      node = next;
    }
}

/* Takes wrappers away that have nothing left to wrap. */
static void
prune (MergeCompiler *compiler, xmlNode *node)
{
  while (node != NULL && node->parent != NULL && merge_dom_is_any (node, wrappers)
         && !merge_dom_has_content (node))
    {
      xmlNode *up = node->parent;

      merge_compiler_discard (compiler, node);
      node = up;
    }
}

static gboolean
ends_section (const xmlNode *paragraph)
{
  const xmlNode *properties = merge_dom_child (paragraph, "pPr");

  return properties != NULL && merge_dom_child (properties, "sectPr") != NULL;
}

/* A field may run over several paragraphs of one container, unless a section ends among them. */
static gboolean
is_replaceable (const MergeMark *mark)
{
  xmlNode *first = merge_dom_ancestor (mark->begin, "p");
  xmlNode *last = merge_dom_ancestor (mark->end, "p");

  if (first == NULL || last == NULL)
    return first == last && mark->begin->parent == mark->end->parent;
  if (first == last)
    return TRUE;
  if (first->parent != last->parent)
    return FALSE;
  for (const xmlNode *node = first; node != NULL; node = node->next)
    {
      if (node->type == XML_ELEMENT_NODE && ends_section (node))
        return FALSE;
      if (node == last)
        return TRUE;
    }
  return FALSE;
}

/* What follows the field in its last paragraph goes on in its first one. */
static void
join_paragraphs (MergeCompiler *compiler, xmlNode *first, xmlNode *last)
{
  if (first == NULL || last == NULL || first == last)
    return;
  for (xmlNode *child = last->children, *next; child != NULL; child = next)
    {
      next = child->next;
      if (merge_dom_is (child, "pPr"))
        continue;
      merge_dom_move (child, first);
    }
  merge_compiler_discard (compiler, last);
}

/* The run whose formatting the value takes: the first run of the result, as its author sees it,
 * unless the field asks for that of its own name (docx §7.4.7). */
static xmlNode *
find_properties (const MergeMark *mark, MergeSlotKind kind, gboolean from_type)
{
  xmlNode *run = kind == MERGE_SLOT_RUN && !from_type ? mark->result_run : NULL;

  if (run == NULL)
    run = mark->type_run != NULL ? mark->type_run : mark->begin;
  if (mark->simple != NULL)
    run = mark->result_run;
  return run != NULL ? merge_dom_child (run, "rPr") : NULL;
}

/* Where the slot goes: to the result, if that is in the paragraph in which the field begins. */
static xmlNode *
find_place (const MergeMark *mark, MergeSlotKind kind)
{
  if (kind == MERGE_SLOT_RUN && mark->result_run != NULL
      && merge_dom_ancestor (mark->result_run, "p") == merge_dom_ancestor (mark->begin, "p"))
    return mark->result_run;
  return mark->begin;
}

static void
replace_complex (Replacement *r, MergeSlotKind kind, guint definition, gboolean from_type)
{
  const MergeMark *mark = r->mark;
  xmlNode *first = merge_dom_ancestor (mark->begin, "p");
  xmlNode *last = merge_dom_ancestor (mark->end, "p");
  xmlNode *begin_parent = mark->begin->parent, *end_parent = mark->end->parent;
  xmlNode *properties = find_properties (mark, kind, from_type);

  r->anchor = r->hoisted =
      xmlAddPrevSibling (find_place (mark, kind), merge_program_mark (mark->begin->doc, ANCHOR, 0));
  if (merge_compiler_add_slot (r->compiler, r->anchor, mark->begin, properties, kind, definition)
      != NULL)
    {
      /* The slot itself stands before the anchor, perhaps within the range. */
      xmlNode *slot = r->anchor->prev->prev;

      xmlUnlinkNode (slot);
      remove_range (r);
      xmlAddPrevSibling (r->anchor->prev, slot);
      prune (r->compiler, begin_parent);
      prune (r->compiler, end_parent);
      join_paragraphs (r->compiler, first, last);
    }
  merge_compiler_discard (r->compiler, r->anchor);
}

static void
replace_simple (Replacement *r, MergeSlotKind kind, guint definition)
{
  xmlNode *simple = r->mark->simple;
  xmlNode *slot = merge_compiler_add_slot (
      r->compiler, simple, simple, find_properties (r->mark, kind, FALSE), kind, definition);

  if (slot == NULL)
    return;
  r->hoisted = slot;
  hoist_marks (r, simple);
  merge_compiler_discard (r->compiler, simple);
}

static MergeSlotKind
slot_kind (const MergeMark *mark)
{
  if (mark->parent == NULL || !mark->parent->closed || !mark->in_instruction)
    return MERGE_SLOT_RUN;
  return mark->between_quotes ? MERGE_SLOT_QUOTED : MERGE_SLOT_BARE;
}

/* Says why a merge field cannot be replaced, if so. */
static gboolean
check_mark (MergeCompiler *compiler, const MergeMark *mark, const MergeInstruction *instruction)
{
  const char *place = merge_compiler_place_name (compiler);
  const char *name =
      instruction->arguments->len > 0 ? g_ptr_array_index (instruction->arguments, 0) : "";

  if (!mark->closed)
    merge_compiler_warn (compiler,
                         _ ("The field “%s” in %s has a beginning but no end: it is left as it is. "
                            "Delete it in Word and insert it again."),
                         name, place);
  else if (strstr (mark->instruction->str, MERGE_NESTED_FIELD) != NULL)
    merge_compiler_warn (compiler,
                         _ ("A merge field in %s takes its name from another field: it is left as "
                            "it is. Insert the field that you mean in its place."),
                         place);
  else if (*name == '\0')
    merge_compiler_warn (compiler,
                         _ ("A merge field in %s has no name: it is left as it is. Delete it in "
                            "Word and insert it again."),
                         place);
  else if (mark->simple == NULL && !is_replaceable (mark))
    merge_compiler_warn (compiler,
                         _ ("The field “%s” in %s runs over several cells or sections: it is left "
                            "as it is. Delete it in Word and insert it again."),
                         name, place);
  else
    return TRUE;
  return FALSE;
}

static void
take_mark (MergeCompiler *compiler, xmlNode *root, MergeMark *mark)
{
  Replacement r = { .compiler = compiler, .root = root, .mark = mark };
  g_autoptr (MergeInstruction) instruction = NULL;
  MergeSlotKind kind = slot_kind (mark);
  const MergeDefinition *definition;
  const char *name;
  guint index;

  if (mark->parent != NULL && mark->parent->replaced)
    {
      mark->replaced = TRUE; /* it was part of a result, and went with it */
      return;
    }
  instruction = merge_instruction_parse (mark->instruction->str);
  if (!merge_instruction_is_merge_field (instruction) || !check_mark (compiler, mark, instruction))
    return;
  name = g_ptr_array_index (instruction->arguments, 0);
  index = merge_compiler_define (compiler, name, instruction);
  definition = g_ptr_array_index (compiler->definitions, index);
  merge_compiler_count_field (compiler, mark->simple != NULL ? mark->simple : mark->begin, name,
                              instruction->switch_text, FALSE);
  mark->replaced = TRUE;
  if (mark->simple != NULL)
    replace_simple (&r, kind, index);
  else
    replace_complex (&r, kind, index, definition->format.from_type);
}

/**
 * merge_replace_fields:
 * @compiler: a compiler
 * @root: the element that holds a story
 *
 * Replaces the merge fields of a story by slots. Other fields are left alone, those nested in
 * them are not.
 */
void
merge_replace_fields (MergeCompiler *compiler, xmlNode *root)
{
  g_autoptr (MergeStory) story = merge_story_scan (root);

  if (!merge_compiler_spend (compiler, MARK_WEIGHT * (gsize) story->marks->len))
    return;
  for (guint i = 0; i < story->marks->len && compiler->budget > 0; i++)
    take_mark (compiler, root, g_ptr_array_index (story->marks, i));
  if (story->stray > 0)
    merge_compiler_warn (compiler,
                         _ ("A field in %s has an end but no beginning: it is left as it is. In "
                            "Word, show the field codes (Alt+F9) and delete what is left of it."),
                         merge_compiler_place_name (compiler));
}

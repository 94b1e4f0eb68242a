/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-cut-private.h"
#include "merge-field-private.h"
#include "merge-image-private.h"

/* Replaces merge fields by slots, in the tree. Runs of the field go; what only marks a place
 * (bookmarks, comments) stays, and so do the wrappers that the result stands in. */

#define MARK_WEIGHT 256
#define ANCHOR      'A'

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
      if (!merge_cut_stays (node))
        {
          r->hoisted = merge_cut_hoist (node, r->hoisted);
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

/* A field may run over several paragraphs of one container, unless a section ends among them. */
static gboolean
is_replaceable (MergeCompiler *compiler, const MergeMark *mark)
{
  xmlNode *first = merge_dom_ancestor (mark->begin, "p");
  xmlNode *last = merge_dom_ancestor (mark->end, "p");

  if (first == NULL || last == NULL)
    return first == last && mark->begin->parent == mark->end->parent;
  return merge_cut_is_possible (compiler, first, last);
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

/* Takes the field out; @slot, if there is one, stands before the anchor and stays. */
static void
clear_complex (Replacement *r, xmlNode *slot)
{
  xmlNode *first = merge_dom_ancestor (r->mark->begin, "p");
  xmlNode *last = merge_dom_ancestor (r->mark->end, "p");
  xmlNode *begin_parent = r->mark->begin->parent, *end_parent = r->mark->end->parent;

  if (slot != NULL)
    xmlUnlinkNode (slot);
  remove_range (r);
  if (slot != NULL)
    xmlAddPrevSibling (r->anchor->prev, slot);
  prune (r->compiler, begin_parent);
  prune (r->compiler, end_parent);
  merge_cut_join (r->compiler, first, last);
}

static void
add_anchor (Replacement *r, xmlNode *before)
{
  r->anchor = r->hoisted = xmlAddPrevSibling (before, merge_program_mark (before->doc, ANCHOR, 0));
}

static void
replace_complex (Replacement *r, MergeSlotKind kind, guint definition)
{
  const MergeMark *mark = r->mark;
  const MergeDefinition *shown = g_ptr_array_index (r->compiler->definitions, definition);
  xmlNode *properties = find_properties (mark, kind, shown->format.from_type);

  add_anchor (r, find_place (mark, kind));
  if (merge_compiler_add_slot (r->compiler, r->anchor, mark->begin, properties, kind, definition)
      != NULL)
    clear_complex (r, r->anchor->prev->prev);
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
  merge_cut_hoist (simple, slot);
  merge_compiler_discard (r->compiler, simple);
}

static void
replace_by_slot (Replacement *r, MergeSlotKind kind, guint definition)
{
  if (r->mark->simple != NULL)
    replace_simple (r, kind, definition);
  else
    replace_complex (r, kind, definition);
}

/* A field that shows nothing becomes its mark. */
static void
replace_by_statement (Replacement *r, char kind, guint statement)
{
  const MergeMark *mark = r->mark;
  xmlNode *node = merge_program_mark (r->root->doc, kind, statement);

  if (mark->simple != NULL)
    {
      merge_cut_hoist (mark->simple, xmlAddPrevSibling (mark->simple, node));
      merge_compiler_discard (r->compiler, mark->simple);
      return;
    }
  add_anchor (r, mark->begin);
  xmlAddPrevSibling (r->anchor, node);
  clear_complex (r, NULL);
  merge_compiler_discard (r->compiler, r->anchor);
}

/* Takes the code away and leaves what it showed. */
static gboolean
freeze (Replacement *r)
{
  const MergeMark *mark = r->mark;

  if (mark->simple != NULL)
    {
      for (xmlNode *child = mark->simple->children, *next; child != NULL; child = next)
        {
          next = child->next;
          xmlUnlinkNode (child);
          child = xmlAddPrevSibling (mark->simple, child);
          if (child->type == XML_ELEMENT_NODE)
            merge_dom_adopt (child);
        }
      merge_compiler_discard (r->compiler, mark->simple);
      r->compiler->changed = TRUE;
      return TRUE;
    }
  if (mark->separate == NULL || mark->begin->parent != mark->separate->parent)
    return FALSE;
  add_anchor (r, mark->begin);
  r->compiler->changed = TRUE;
  merge_cut (r->compiler, r->anchor, mark->separate);
  merge_compiler_discard (r->compiler, mark->separate);
  merge_compiler_discard (r->compiler, mark->end);
  merge_compiler_discard (r->compiler, r->anchor);
  return TRUE;
}

static MergeSlotKind
slot_kind (const MergeMark *mark)
{
  if (mark->parent == NULL || !mark->parent->closed || !mark->in_instruction || mark->kept)
    return MERGE_SLOT_RUN;
  return mark->between_quotes ? MERGE_SLOT_QUOTED : MERGE_SLOT_BARE;
}

/* Whether fields are nested in it elsewhere than in the texts around the value. */
static gboolean
is_named_by_field (const MergeMark *mark, const MergeInstruction *instruction)
{
  const char *first = strstr (mark->instruction->str, MERGE_NESTED_FIELD);
  gsize offset = first != NULL ? (gsize) (first - mark->instruction->str) : 0;

  for (guint i = 0; first != NULL && i < instruction->switches->len; i++)
    {
      const MergeSwitch *item = g_ptr_array_index (instruction->switches, i);

      if ((item->letter == 'b' || item->letter == 'f') && item->start <= offset)
        return FALSE;
    }
  return first != NULL;
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
  else if (is_named_by_field (mark, instruction))
    merge_compiler_warn (compiler,
                         _ ("A merge field in %s takes its name from another field: it is left as "
                            "it is. Insert the field that you mean in its place."),
                         place);
  else if (*name == '\0')
    merge_compiler_warn (compiler,
                         _ ("A merge field in %s has no name: it is left as it is. Delete it in "
                            "Word and insert it again."),
                         place);
  else if (mark->simple == NULL && !is_replaceable (compiler, mark))
    merge_compiler_warn (compiler,
                         _ ("The field “%s” in %s runs over several cells or sections: it is left "
                            "as it is. Delete it in Word and insert it again."),
                         name, place);
  else
    return TRUE;
  return FALSE;
}

/* A merge field, if it can be replaced. */
static void
take_value (Replacement *r, MergeMark *mark, const MergeInstruction *instruction)
{
  const char *name;
  guint definition = 0;

  if (!check_mark (r->compiler, mark, instruction))
    return;
  if (merge_field_is_framed (instruction))
    {
      mark->replaced = merge_field_define (r->compiler, mark, &definition);
      if (mark->replaced)
        replace_by_slot (r, slot_kind (mark), definition);
      return;
    }
  name = g_ptr_array_index (instruction->arguments, 0);
  merge_compiler_count_field (r->compiler, mark->simple != NULL ? mark->simple : mark->begin, name,
                              instruction->switch_text, FALSE);
  mark->replaced = TRUE;
  if (merge_image_name (r->compiler, name) != NULL)
    merge_image_note_box (r->compiler, r->root, mark);
  replace_by_slot (r, slot_kind (mark), merge_compiler_define (r->compiler, name, instruction));
}

/* Whether a field other than a merge field has a whole range to be replaced. */
static gboolean
is_whole (MergeCompiler *compiler, const MergeMark *mark, const MergeInstruction *instruction)
{
  if (!mark->closed)
    merge_compiler_warn (compiler,
                         _ ("The field “%s” in %s has a beginning but no end: it is left as it is. "
                            "Delete it in Word and insert it again."),
                         instruction->type, merge_compiler_place_name (compiler));
  return mark->closed && (mark->simple != NULL || is_replaceable (compiler, mark));
}

static void
take_statement (Replacement *r, MergeMark *mark, MergeFieldKind kind)
{
  gboolean set = kind == MERGE_FIELD_SET || kind == MERGE_FIELD_ASK;
  MergeStatement *statement = merge_field_state (r->compiler, mark);

  mark->replaced = statement != NULL;
  if (statement != NULL)
    replace_by_statement (r, set ? MERGE_MARK_SET : MERGE_MARK_NEXT,
                          merge_compiler_add_statement (r->compiler, statement));
}

/* Whether switches change what the arguments of an IF say: it is one text then. */
static gboolean
is_formatted (const MergeInstruction *instruction)
{
  for (guint i = 0; i < instruction->switches->len; i++)
    {
      const MergeSwitch *item = g_ptr_array_index (instruction->switches, i);

      if (item->letter != '*' || item->argument == NULL
          || (g_ascii_strcasecmp (item->argument, "MERGEFORMAT") != 0
              && g_ascii_strcasecmp (item->argument, "MERGEFORMATINET") != 0))
        return TRUE;
    }
  return FALSE;
}

/* A field that shows what comes of values: an IF with all that its arguments hold, if it may. */
static void
take_expression (Replacement *r, MergeMark *mark, const MergeInstruction *instruction)
{
  MergeFieldKind kind = merge_field_kind (instruction);
  MergeChoice choice;
  guint definition = 0;

  if (kind == MERGE_FIELD_IF && !merge_choice_parse (mark->instruction->str, &choice))
    {
      merge_compiler_warn (
          r->compiler,
          _ ("A field IF in %s has no comparison that is understood: it is left as "
             "it is. Write { IF { MERGEFIELD NAME } = \"text\" \"yes\" \"no\" }."),
          merge_compiler_place_name (r->compiler));
      return;
    }
  if (kind == MERGE_FIELD_IF && mark->simple == NULL && slot_kind (mark) == MERGE_SLOT_RUN
      && !is_formatted (instruction))
    mark->replaced = merge_choice_replace (r->compiler, mark);
  if (!mark->replaced && merge_field_define (r->compiler, mark, &definition))
    {
      mark->replaced = TRUE;
      replace_by_slot (r, slot_kind (mark), definition);
    }
}

/* Whether a field was part of what is gone. */
static gboolean
went_with_parent (const MergeMark *mark)
{
  const MergeMark *parent = mark->parent;

  return parent != NULL && parent->replaced && !mark->kept
         && !(parent->frozen && !mark->in_instruction);
}

/* INCLUDEPICTURE with the name of a picture of the data. */
static gboolean
take_image (Replacement *r, MergeStory *story, MergeMark *mark, const MergeInstruction *instruction)
{
  const char *name = merge_image_of_field (r->compiler, story, mark, instruction);

  if (name == NULL || slot_kind (mark) != MERGE_SLOT_RUN
      || !is_whole (r->compiler, mark, instruction))
    return FALSE;
  merge_compiler_count_field (r->compiler, mark->simple != NULL ? mark->simple : mark->begin, name,
                              "", FALSE);
  mark->replaced = TRUE;
  merge_image_note_box (r->compiler, r->root, mark);
  replace_by_slot (r, MERGE_SLOT_RUN, merge_compiler_define (r->compiler, name, NULL));
  return TRUE;
}

static void
take_mark (MergeCompiler *compiler, xmlNode *root, MergeStory *story, MergeMark *mark)
{
  Replacement r = { .compiler = compiler, .root = root, .mark = mark };
  g_autoptr (MergeInstruction) instruction = NULL;
  MergeFieldKind kind;

  if (went_with_parent (mark))
    {
      mark->replaced = TRUE;
      return;
    }
  instruction = merge_instruction_parse (mark->instruction->str);
  merge_instruction_map (instruction, compiler->mapped);
  instruction->language = merge_mark_get_language (mark);
  kind = merge_field_kind (instruction);
  if (kind == MERGE_FIELD_VALUE)
    {
      take_value (&r, mark, instruction);
      return;
    }
  if (kind == MERGE_FIELD_OTHER && take_image (&r, story, mark, instruction))
    return;
  if (kind == MERGE_FIELD_OTHER && !merge_field_is_bookmark (compiler, instruction))
    return;
  if (!is_whole (compiler, mark, instruction))
    return;
  if (kind == MERGE_FIELD_STAMP)
    {
      if (slot_kind (mark) == MERGE_SLOT_RUN)
        mark->replaced = mark->frozen = freeze (&r);
    }
  else if (kind >= MERGE_FIELD_SET)
    take_statement (&r, mark, kind);
  else
    take_expression (&r, mark, instruction);
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
  g_autoptr (MergeStory) story = merge_story_scan (root, &compiler->budget);

  if (!merge_compiler_spend (compiler, MARK_WEIGHT * (gsize) story->marks->len))
    return;
  for (guint i = 0; i < story->marks->len && compiler->budget > 0; i++)
    take_mark (compiler, root, story, g_ptr_array_index (story->marks, i));
  if (story->stray > 0)
    merge_compiler_warn (compiler,
                         _ ("A field in %s has an end but no beginning: it is left as it is. In "
                            "Word, show the field codes (Alt+F9) and delete what is left of it."),
                         merge_compiler_place_name (compiler));
}

/* Whether a field shows a bookmark. */
static gboolean
is_ref (MergeCompiler *compiler, const MergeInstruction *instruction)
{
  MergeFieldKind kind = merge_field_kind (instruction);

  return kind == MERGE_FIELD_REF
         || (kind == MERGE_FIELD_OTHER && merge_field_is_bookmark (compiler, instruction));
}

/**
 * merge_replace_late:
 * @compiler: a compiler
 * @root: the element that holds a story, whose other fields are replaced
 *
 * Replaces the REF that show what comes behind them.
 */
void
merge_replace_late (MergeCompiler *compiler, xmlNode *root)
{
  g_autoptr (MergeStory) story = merge_story_scan (root, &compiler->budget);

  if (!merge_compiler_spend (compiler, MARK_WEIGHT * (gsize) story->marks->len))
    return;
  for (guint i = 0; i < story->marks->len && compiler->budget > 0; i++)
    {
      MergeMark *mark = g_ptr_array_index (story->marks, i);
      Replacement r = { .compiler = compiler, .root = root, .mark = mark };
      g_autoptr (MergeInstruction) instruction = merge_instruction_parse (mark->instruction->str);

      instruction->language = merge_mark_get_language (mark);
      if (went_with_parent (mark))
        mark->replaced = TRUE;
      else if (is_ref (compiler, instruction) && is_whole (compiler, mark, instruction))
        take_expression (&r, mark, instruction);
    }
}

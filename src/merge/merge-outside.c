/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-image-private.h"

/* Fields by which a document reaches outside of itself. Paraphe never follows one; but the
 * documents that it makes are opened by others, in programs that may. What starts another program
 * (DDE) is taken out and only what it showed stays; the rest is for the template's author to know.
 */

typedef enum
{
  REACH_NOTHING,
  REACH_FILES,
  REACH_PROGRAMS
} Reach;

static const struct
{
  const char *type;
  Reach reach;
} types[] = {
  { "DATABASE", REACH_FILES }, { "DDE", REACH_PROGRAMS },      { "DDEAUTO", REACH_PROGRAMS },
  { "IMPORT", REACH_FILES },   { "INCLUDE", REACH_FILES },     { "INCLUDEPICTURE", REACH_FILES },
  { "LINK", REACH_FILES },     { "INCLUDETEXT", REACH_FILES }, { "RD", REACH_FILES },
};

/* A picture that is named by a field is one of Paraphe's own, no file. */
static Reach
reach_of (const MergeCompiler *compiler, const char *text)
{
  g_autoptr (MergeInstruction) instruction = merge_instruction_parse (text);

  if (strcmp (instruction->type, "INCLUDEPICTURE") == 0 && instruction->arguments->len > 0
      && (strstr (text, MERGE_NESTED_FIELD) != NULL
          || merge_image_name (compiler, g_ptr_array_index (instruction->arguments, 0)) != NULL))
    return REACH_NOTHING;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (instruction->type, types[i].type) == 0)
      return types[i].reach;
  return REACH_NOTHING;
}

static void
warn (MergeCompiler *compiler, Reach reach)
{
  if (reach == REACH_FILES)
    merge_compiler_warn (compiler,
                         _ ("A field in %s shows something that is kept outside of the template. "
                            "It is left as it is: in Word, insert the text or the image itself."),
                         merge_compiler_place_name (compiler));
  else
    merge_compiler_warn (compiler,
                         _ ("A field in %s asks another program for what it shows (DDE). It is "
                            "left out of the documents; what it showed stays."),
                         merge_compiler_place_name (compiler));
}

/* What a step within a field counts for: fields that hold one another are walked through again. */
#define STEP_WEIGHT 16

static char *
mark_of (const xmlNode *run)
{
  const xmlNode *mark = merge_dom_is (run, "r") ? merge_dom_child (run, "fldChar") : NULL;

  return mark != NULL ? merge_dom_get (mark, "fldCharType") : NULL;
}

/* Takes the marks and the instruction of a field out; its result stays. */
static void
take_out (MergeCompiler *compiler, xmlNode *root, const MergeMark *mark)
{
  xmlNode *node = mark->begin;
  gboolean instruction = TRUE, done = FALSE;
  guint depth = 0;

  while (node != NULL && !done && merge_compiler_spend (compiler, STEP_WEIGHT))
    {
      gboolean left_out = merge_story_is_left_out (node), run = merge_dom_is (node, "r");
      xmlNode *next =
          left_out || run ? merge_dom_next_skip (node, root) : merge_dom_next (node, root);
      g_autofree char *type = mark_of (node);
      gboolean drop = run && (instruction || node == mark->end);

      done = node == mark->end;
      if (g_strcmp0 (type, "begin") == 0)
        depth++;
      else if (g_strcmp0 (type, "separate") == 0 && depth == 1)
        instruction = FALSE;
      else if (g_strcmp0 (type, "end") == 0 && depth > 0)
        depth--;
      if (drop)
        merge_compiler_discard (compiler, node);
      node = next;
    }
  compiler->changed = TRUE;
}

static void
take_mark (MergeCompiler *compiler, xmlNode *root, const MergeMark *mark)
{
  Reach reach;

  if (mark->simple != NULL || !mark->closed || mark->begin->parent == NULL)
    return; /* a merge field, one that no program takes for a field, or what went with another */
  reach = reach_of (compiler, mark->instruction->str);
  if (reach == REACH_NOTHING)
    return;
  warn (compiler, reach);
  if (reach == REACH_PROGRAMS)
    take_out (compiler, root, mark);
}

/* Puts what a simple field shows in its place. */
static void
unwrap (MergeCompiler *compiler, xmlNode *simple)
{
  for (xmlNode *child = simple->children, *next; child != NULL; child = next)
    {
      next = child->next;
      xmlUnlinkNode (child);
      child = xmlAddPrevSibling (simple, child);
      if (child->type == XML_ELEMENT_NODE)
        merge_dom_adopt (child);
    }
  merge_compiler_discard (compiler, simple);
  compiler->changed = TRUE;
}

/* Fields that are one element, and other documents that take part in this one. */
static void
take_node (MergeCompiler *compiler, xmlNode *node)
{
  g_autofree char *text = merge_dom_is (node, "fldSimple") ? merge_dom_get (node, "instr") : NULL;
  Reach reach = text != NULL ? reach_of (compiler, text) : REACH_NOTHING;

  if (merge_dom_is (node, "altChunk"))
    merge_compiler_warn (compiler,
                         _ ("The template takes in another file when it is opened: nothing is "
                            "merged in that. Open the template in Word, save it and choose it "
                            "again."));
  if (reach == REACH_NOTHING)
    return;
  warn (compiler, reach);
  if (reach == REACH_PROGRAMS)
    unwrap (compiler, node);
}

/**
 * merge_outside_check:
 * @compiler: a compiler
 * @root: the element that holds a story
 *
 * Looks for fields that reach outside of the document, before any is replaced.
 */
void
merge_outside_check (MergeCompiler *compiler, xmlNode *root)
{
  g_autoptr (MergeStory) story = merge_story_scan (root, &compiler->budget);

  for (guint i = 0; i < story->marks->len; i++)
    take_mark (compiler, root, g_ptr_array_index (story->marks, i));
  for (xmlNode *node = root->children, *next; node != NULL; node = next)
    {
      gboolean skip = merge_story_is_left_out (node);

      next = skip ? merge_dom_next_skip (node, root) : merge_dom_next (node, root);
      if (!skip)
        take_node (compiler, node);
    }
}

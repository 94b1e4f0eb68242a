/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-compile-private.h"

/* Word leaves out a paragraph that its fields have left empty (docx §7.8): the second line of an
 * address, a guardian who is not there. Which paragraphs may go is known from the template; whether
 * they do is known when they are merged. */

/* What may stand in such a paragraph beside slots and white space. */
static const char *const trifles[] = { "pPr",        "proofErr", "ins", "moveTo", "smartTag",
                                       "smartTagPr", "r",        "rPr", "t",      NULL };

/* Between paragraphs, these are nothing. */
static const char *const between[] = { "bookmarkStart", "bookmarkEnd", "proofErr",
                                       "tcPr",          "sdtPr",       NULL };

static gboolean
is_blank_text (const xmlNode *node)
{
  for (const xmlChar *c = node->content; c != NULL && *c != '\0'; c++)
    if (!g_ascii_isspace (*c))
      return FALSE;
  return TRUE;
}

/* Word's own bookmark of the last place that was edited is no target of anything. */
static gboolean
is_last_edit (const xmlNode *node)
{
  g_autofree char *name = merge_dom_get (node, "name");

  return g_strcmp0 (name, "_GoBack") == 0;
}

/* Whether @node, below a paragraph, is nothing to see. @bookmark is the id of _GoBack, if met. */
static gboolean
is_trifle (const xmlNode *node, char **bookmark)
{
  if (node->type == XML_TEXT_NODE)
    return is_blank_text (node);
  if (node->type != XML_ELEMENT_NODE)
    return TRUE;
  if (merge_dom_is (node, "bookmarkStart") && is_last_edit (node))
    {
      g_free (*bookmark);
      *bookmark = merge_dom_get (node, "id");
      return TRUE;
    }
  if (merge_dom_is (node, "bookmarkEnd"))
    {
      g_autofree char *id = merge_dom_get (node, "id");

      return *bookmark != NULL && g_strcmp0 (id, *bookmark) == 0;
    }
  return merge_dom_is_any (node, trifles)
         && !(merge_dom_is (node, "pPr") && merge_dom_child (node, "sectPr") != NULL);
}

/* A stretch of a statement that a paragraph is being looked at in. */
typedef struct
{
  char end; /* the mark that ends it */
  guint index;
  gboolean other; /* that of an IF behind its ELSE */
} Stretch;

typedef struct
{
  MergeCompiler *compiler;
  GArray *stretches; /* (element-type Stretch), the innermost last */
  char *bookmark;    /* the id of _GoBack, or %NULL */
  gboolean slot;     /* something that may be empty was met */
} Look;

static gboolean
open_stretch (Look *look, char end, guint index)
{
  Stretch stretch = { end, index, FALSE };

  g_array_append_val (look->stretches, stretch);
  look->slot = TRUE;
  return TRUE;
}

/* What of a statement begins in the paragraph has to end there. */
static gboolean
close_stretch (Look *look, char mark, guint index)
{
  Stretch *stretch = look->stretches->len > 0
                         ? &g_array_index (look->stretches, Stretch, look->stretches->len - 1)
                         : NULL;

  if (stretch == NULL || stretch->index != index
      || (mark != MERGE_MARK_ELSE && mark != stretch->end))
    return FALSE;
  if (mark == MERGE_MARK_ELSE)
    stretch->other = TRUE;
  else
    g_array_set_size (look->stretches, look->stretches->len - 1);
  return TRUE;
}

/* Returns whether a paragraph that has the mark may go. */
static gboolean
look_at_mark (Look *look, const xmlNode *node)
{
  guint index = 0;
  char kind = merge_program_read_mark (node, &index);

  switch (kind)
    {
    case MERGE_MARK_VALUE:
      look->slot = TRUE;
      return TRUE;
    case MERGE_MARK_IF:
      return open_stretch (look, MERGE_MARK_END_IF, index);
    case MERGE_MARK_EACH:
      return open_stretch (look, MERGE_MARK_END_EACH, index);
    case MERGE_MARK_ELSE:
    case MERGE_MARK_END_IF:
    case MERGE_MARK_END_EACH:
      return close_stretch (look, kind, index);
    case MERGE_MARK_SET:
    case MERGE_MARK_NEXT:
      return FALSE; /* it is to be done */
    default:
      return TRUE;
    }
}

/* Something to see stands in the innermost stretch: whether it is shown, values say. Returns
 * whether there is a stretch. */
static gboolean
note_shown (Look *look)
{
  const Stretch *stretch = look->stretches->len > 0
                               ? &g_array_index (look->stretches, Stretch, look->stretches->len - 1)
                               : NULL;
  MergeStatement *statement;

  if (stretch == NULL)
    return FALSE;
  statement = g_ptr_array_index (look->compiler->statements, stretch->index);
  if (stretch->other)
    statement->other_shows = TRUE;
  else
    statement->shows = TRUE;
  return TRUE;
}

static gboolean
is_shell (const xmlNode *node)
{
  return merge_dom_is (node, "pPr") || merge_dom_is (node, "rPr");
}

/* Whether a paragraph shows nothing but slots and what statements decide on, at least one. */
static gboolean
is_candidate (MergeCompiler *compiler, xmlNode *paragraph)
{
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  Look look = { .compiler = compiler, .stretches = stretches };
  xmlNode *node = paragraph->children;
  gboolean may_go = TRUE;

  while (node != NULL && may_go)
    {
      gboolean trifle = is_trifle (node, &look.bookmark);

      may_go = (trifle || note_shown (&look))
               && (node->type != XML_PI_NODE || look_at_mark (&look, node));
      node = !trifle || is_shell (node) ? merge_dom_next_skip (node, paragraph)
                                        : merge_dom_next (node, paragraph);
    }
  g_free (look.bookmark);
  return may_go && look.slot && stretches->len == 0
         && (compiler->solid == NULL || !g_hash_table_contains (compiler->solid, paragraph));
}

static void
mark_paragraph (MergeCompiler *compiler, xmlNode *paragraph, guint group, gboolean last)
{
  MergeBlank blank = { group, last };
  guint index = compiler->blanks->len;

  if (!merge_compiler_spend (compiler, 256))
    return;
  g_array_append_val (compiler->blanks, blank);
  xmlAddPrevSibling (paragraph, merge_program_mark (paragraph->doc, MERGE_MARK_OPEN, index));
  xmlAddNextSibling (paragraph, merge_program_mark (paragraph->doc, MERGE_MARK_CLOSE, index));
}

/* Neighbouring paragraphs. */
typedef struct
{
  GPtrArray *candidates;   /* (element-type xmlNode) that may go */
  gboolean others;         /* one that always stays is among them */
  gboolean last_candidate; /* the last of them is a candidate */
  gboolean after_table;
} Row;

/* Ends a row of paragraphs at @next. A cell or a text box needs a paragraph at its end, two tables
 * one between them; before the end of a section the last one stays whatever it holds. */
static void
end_row (MergeCompiler *compiler, Row *row, const xmlNode *next)
{
  gboolean needs_one =
      !row->others && (next == NULL || (row->after_table && merge_dom_is (next, "tbl")));
  guint count = row->candidates->len;

  if (count > 0 && row->last_candidate && merge_dom_is (next, "sectPr"))
    count--;
  if (count > 0 && needs_one)
    compiler->n_groups++;
  for (guint i = 0; i < count; i++)
    mark_paragraph (compiler, g_ptr_array_index (row->candidates, i),
                    needs_one ? compiler->n_groups : 0, needs_one && i + 1 == count);
  g_ptr_array_set_size (row->candidates, 0);
  row->others = FALSE;
  row->last_candidate = FALSE;
  row->after_table = merge_dom_is (next, "tbl");
}

static void
mark_container (MergeCompiler *compiler, xmlNode *container)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new ();
  Row row = { .candidates = candidates };

  for (xmlNode *node = container->children, *next; node != NULL; node = next)
    {
      next = node->next;
      if (node->type != XML_ELEMENT_NODE || merge_dom_is_any (node, between))
        continue;
      if (!merge_dom_is (node, "p"))
        end_row (compiler, &row, node);
      else
        {
          row.last_candidate = is_candidate (compiler, node);
          if (row.last_candidate)
            g_ptr_array_add (candidates, node);
          else
            row.others = TRUE;
        }
    }
  end_row (compiler, &row, NULL);
}

/**
 * merge_blank_mark:
 * @compiler: a compiler
 * @xml: a part whose fields are slots
 *
 * Marks the paragraphs that go when all of their values are empty. A paragraph that is blank of
 * itself never goes.
 */
void
merge_blank_mark (MergeCompiler *compiler, MergeXml *xml)
{
  xmlNode *root = xmlDocGetRootElement (xml);
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);
  xmlNode *node = root;

  if (compiler->keep_blank_lines)
    return;
  while (node != NULL)
    {
      if (merge_dom_is (node, "p") && node != root && g_hash_table_add (done, node->parent))
        mark_container (compiler, node->parent);
      node = merge_dom_next (node, root);
    }
}

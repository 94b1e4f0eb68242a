/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-tag-private.h"

/* Placeholders written as plain text: {{NOM}}. Word cuts typed text into runs as it likes, so the
 * text of a whole paragraph is looked at, and every run that a placeholder touches is rebuilt in
 * one pass. */

/* A run of text. */
#define TEXT_WEIGHT (6 * sizeof (xmlNode))

/* Of what looks like a flattened field. */
#define MAX_NAME 100

#define OPEN_QUOTE "«"

/* Stands for anything between two texts that a placeholder cannot run over. */
#define BREAK '\x01'

typedef struct
{
  xmlNode *text; /* a w:t */
  gsize start;   /* of its text in the paragraph's */
  gsize end;
} Piece;

typedef struct
{
  gsize start;
  gsize end;
  char *name;    /* or %NULL: it is a tag */
  MergeTag *tag; /* or %NULL */
} Placeholder;

typedef struct
{
  GString *text;
  GArray *pieces;       /* (element-type Piece) */
  GArray *placeholders; /* (element-type Placeholder) */
} Paragraph;

static void
placeholder_clear (gpointer data)
{
  Placeholder *placeholder = data;

  g_free (placeholder->name);
  g_clear_pointer (&placeholder->tag, merge_tag_free);
}

static void
paragraph_clear (Paragraph *paragraph)
{
  g_string_free (paragraph->text, TRUE);
  g_array_unref (paragraph->pieces);
  g_array_unref (paragraph->placeholders);
}

static void
collect_run (Paragraph *paragraph, xmlNode *run)
{
  for (xmlNode *child = run->children; child != NULL; child = child->next)
    {
      if (merge_dom_is (child, "t"))
        {
          xmlChar *own = xmlNodeGetContent (child);
          Piece piece = { .text = child, .start = paragraph->text->len };

          g_string_append (paragraph->text, own != NULL ? (const char *) own : "");
          xmlFree (own);
          piece.end = paragraph->text->len;
          g_array_append_val (paragraph->pieces, piece);
        }
      else if (child->type != XML_TEXT_NODE && !merge_dom_is (child, "rPr")
               && !merge_dom_is (child, "lastRenderedPageBreak"))
        g_string_append_c (paragraph->text, BREAK);
    }
}

static void
collect (Paragraph *paragraph, xmlNode *root)
{
  xmlNode *node = root->children;

  while (node != NULL)
    {
      gboolean skip = merge_story_is_left_out (node);

      if (merge_dom_is (node, "r"))
        {
          collect_run (paragraph, node);
          skip = TRUE;
        }
      node = skip ? merge_dom_next_skip (node, root) : merge_dom_next (node, root);
    }
}

/* Reads “ NOM }}”; returns what follows, or %NULL. */
static const char *
read_name (const char *at, char **name)
{
  g_autofree char *found = NULL;

  at = merge_tag_read_name (at, &found);
  if (at == NULL || at[0] != '}' || at[1] != '}')
    return NULL;
  *name = g_steal_pointer (&found);
  return at + 2;
}

/* Reads what two braces begin with: a tag, or a name. */
static const char *
read_placeholder (const char *at, Placeholder *found)
{
  gsize length = 0;

  found->tag = merge_tag_parse (at, &length);
  return found->tag != NULL ? at + length : read_name (at + 2, &found->name);
}

static void
find_placeholders (Paragraph *paragraph)
{
  const char *text = paragraph->text->str;
  const char *end = text + paragraph->text->len;
  const char *at = text;

  while ((at = memchr (at, '{', (gsize) (end - at))) != NULL)
    {
      Placeholder found = { .start = (gsize) (at - text) };
      const char *after = at[1] == '{' ? read_placeholder (at, &found) : NULL;

      if (after != NULL)
        {
          found.end = (gsize) (after - text);
          g_array_append_val (paragraph->placeholders, found);
        }
      at = after != NULL ? after : at + 1;
    }
}

/* Copying from another program leaves of a field only what it showed, «NOM». Quoted words of the
 * text are not meant: a name in capitals, or with a low line, is. */
static void
warn_flattened (MergeCompiler *compiler, const Paragraph *paragraph)
{
  static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_abcdefghijklmnopqrstuvwxyz";
  const char *at = paragraph->text->str;
  const char *end = at + paragraph->text->len;

  while ((at = memchr (at, OPEN_QUOTE[0], (gsize) (end - at))) != NULL)
    {
      gsize length;

      at++;
      if (*at != OPEN_QUOTE[1])
        continue;
      at++;
      length = strspn (at, letters);
      if (length < 2 || length > MAX_NAME || strncmp (at + length, "»", strlen ("»")) != 0)
        continue;
      if (strspn (at, capitals) == length || memchr (at, '_', length) != NULL)
        merge_compiler_warn (compiler,
                             _ ("The text “%.*s” in %s looks like a field that has lost its code: "
                                "it is not replaced. In Word, insert the merge field again."),
                             (int) length, at, merge_compiler_place_name (compiler));
    }
}

/* A run like @run before it, to take some of its content. */
static xmlNode *
add_run_before (MergeCompiler *compiler, xmlNode *run)
{
  xmlNode *properties = merge_dom_child (run, "rPr");
  xmlNode *left =
      xmlAddPrevSibling (run, xmlNewDocNode (run->doc, run->ns, (const xmlChar *) "r", NULL));

  if (properties != NULL && merge_compiler_spend (compiler, merge_dom_weigh (properties)))
    merge_dom_clone (properties, left);
  return left;
}

/* Returns the new run, if any. */
static xmlNode *
add_text_before (MergeCompiler *compiler, xmlNode *run, const char *text, gsize length)
{
  xmlNode *before, *node;

  if (length == 0 || !merge_compiler_spend (compiler, TEXT_WEIGHT))
    return NULL;
  before = add_run_before (compiler, run);
  node = merge_dom_add (before, run, "t");
  xmlSetNsProp (node, xmlSearchNsByHref (run->doc, run, XML_XML_NAMESPACE),
                (const xmlChar *) "space", (const xmlChar *) "preserve");
  xmlNodeAddContentLen (node, (const xmlChar *) text, (int) length);
  return before;
}

/* Moves what stands before @text in its run to a run of its own. */
static void
move_head (MergeCompiler *compiler, xmlNode *run, const xmlNode *text)
{
  xmlNode *left = NULL;

  for (xmlNode *child = run->children, *next; child != text; child = next)
    {
      next = child->next;
      if (child->type != XML_ELEMENT_NODE || merge_dom_is (child, "rPr"))
        continue;
      if (left == NULL)
        left = add_run_before (compiler, run);
      merge_dom_move (child, left);
    }
}

static void
add_slot_before (MergeCompiler *compiler, xmlNode *run, const char *name)
{
  guint definition = merge_compiler_define (compiler, name, NULL);

  merge_compiler_count_field (compiler, run, name, "", TRUE);
  merge_compiler_add_slot (compiler, run, run, merge_dom_child (run, "rPr"), MERGE_SLOT_RUN,
                           definition);
}

/* A tag stands in a run of its own until it is known what it means. */
static void
add_tag_before (MergeCompiler *compiler, xmlNode *run, Placeholder *found)
{
  MergeTag *tag = g_steal_pointer (&found->tag);

  tag->run = add_text_before (compiler, run, tag->text, strlen (tag->text));
  if (tag->run != NULL)
    g_hash_table_insert (compiler->tags, tag->run, tag);
  else
    merge_tag_free (tag);
}

/* Rebuilds one text that placeholders touch. @first is the first placeholder that ends behind the
 * text's start; the slot goes where its opening brace is. */
static void
rebuild (MergeCompiler *compiler, Paragraph *paragraph, const Piece *piece, guint first)
{
  xmlNode *run = piece->text->parent;
  const char *text = paragraph->text->str;
  gsize at = piece->start;

  move_head (compiler, run, piece->text);
  for (guint i = first; i < paragraph->placeholders->len; i++)
    {
      Placeholder *found = &g_array_index (paragraph->placeholders, Placeholder, i);

      if (found->start >= piece->end || compiler->budget == 0)
        break;
      if (found->start >= piece->start)
        {
          add_text_before (compiler, run, text + at, found->start - at);
          if (found->name != NULL)
            add_slot_before (compiler, run, found->name);
          else if (found->tag != NULL)
            add_tag_before (compiler, run, found);
        }
      at = MIN (found->end, piece->end);
    }
  add_text_before (compiler, run, text + at, piece->end - at);
  merge_compiler_discard (compiler, piece->text);
  if (!merge_dom_has_content (run))
    merge_compiler_discard (compiler, run);
}

static void
replace_in_paragraph (MergeCompiler *compiler, xmlNode *node)
{
  Paragraph paragraph = {
    g_string_new (NULL),
    g_array_new (FALSE, FALSE, sizeof (Piece)),
    g_array_new (FALSE, FALSE, sizeof (Placeholder)),
  };
  guint first = 0;

  g_array_set_clear_func (paragraph.placeholders, placeholder_clear);
  collect (&paragraph, node);
  find_placeholders (&paragraph);
  warn_flattened (compiler, &paragraph);
  for (guint i = 0; i < paragraph.pieces->len && first < paragraph.placeholders->len; i++)
    {
      const Piece *piece = &g_array_index (paragraph.pieces, Piece, i);

      while (first < paragraph.placeholders->len
             && g_array_index (paragraph.placeholders, Placeholder, first).end <= piece->start)
        first++;
      if (first < paragraph.placeholders->len
          && g_array_index (paragraph.placeholders, Placeholder, first).start < piece->end)
        rebuild (compiler, &paragraph, piece, first);
    }
  paragraph_clear (&paragraph);
}

/**
 * merge_braces_replace:
 * @compiler: a compiler
 * @root: the element that holds a story
 *
 * Replaces {{NAME}} by slots, however Word cut it into runs and with or without spaces inside. The
 * value takes the formatting of the first brace.
 */
void
merge_braces_replace (MergeCompiler *compiler, xmlNode *root)
{
  xmlNode *node = root->children;

  while (node != NULL)
    {
      gboolean paragraph = merge_dom_is (node, "p");
      gboolean skip = paragraph || merge_story_is_left_out (node);
      xmlNode *next = skip ? merge_dom_next_skip (node, root) : merge_dom_next (node, root);

      if (paragraph)
        replace_in_paragraph (compiler, node);
      node = next;
    }
}

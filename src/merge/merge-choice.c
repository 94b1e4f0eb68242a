/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-cut-private.h"
#include "merge-field-private.h"

/* An IF in running text: its arguments are not only text. Their runs have formatting of their own,
 * fields stand in them, they may run over paragraphs and hold tables and drawings. So both
 * arguments stay in the tree, between marks, and whatever else belongs to the field is cut out
 * (docx §7.9). */

#define ANCHOR 'A'

/* Wrappers that a stretch may leave: what they say of it is of no use once it is text. */
static const char *const liftable[] = { "ins", "moveTo", "smartTag", NULL };

/* A place before or behind a run, or a w:fldSimple. */
typedef struct
{
  xmlNode *run;
  gboolean behind;
} Place;

typedef enum
{
  BEGIN, /* of the field */
  FIRST_START,
  FIRST_END,
  OTHER_START,
  OTHER_END,
  END,
  N_PLACES
} PlaceName;

static MergePiece *
piece_at (const MergeMark *mark, guint index)
{
  return &g_array_index (mark->pieces, MergePiece, index);
}

/* Whether nothing that is shown stands between the beginning of the run and @node. */
static gboolean
begins_run (const xmlNode *node)
{
  for (const xmlNode *before = node->prev; before != NULL; before = before->prev)
    if (before->type == XML_ELEMENT_NODE && !merge_dom_is (before, "rPr"))
      return FALSE;
  return TRUE;
}

static gboolean
split_run (MergeCompiler *compiler, xmlNode *node)
{
  const xmlNode *properties = merge_dom_child (node->parent, "rPr");

  if (begins_run (node))
    return TRUE;
  if (!merge_compiler_spend (compiler,
                             256 + (properties != NULL ? merge_dom_weigh (properties) : 0)))
    return FALSE;
  merge_story_split_run (node->parent, node);
  return TRUE;
}

static void
set_text (xmlNode *node, const char *text, gsize length)
{
  xmlNodeSetContent (node, NULL);
  xmlNodeAddContentLen (node, (const xmlChar *) text, (int) length);
  xmlNodeSetSpacePreserve (node, 1);
}

/* Cuts the piece at @index in two, at an offset of the instruction. */
static void
split_piece (MergeMark *mark, guint index, gsize offset)
{
  MergePiece *piece = piece_at (mark, index);
  const char *text = mark->instruction->str;
  MergePiece right = { offset, piece->end, NULL, NULL };

  right.node = xmlAddNextSibling (
      piece->node, xmlNewDocNode (piece->node->doc, piece->node->ns, piece->node->name, NULL));
  set_text (right.node, text + offset, piece->end - offset);
  set_text (piece->node, text + piece->start, offset - piece->start);
  piece->end = offset;
  g_array_insert_val (mark->pieces, index + 1, right);
}

/* Has a run end and another one begin at @offset. */
static gboolean
split (MergeCompiler *compiler, MergeMark *mark, gsize offset)
{
  for (guint i = 0; i < mark->pieces->len && piece_at (mark, i)->start <= offset; i++)
    {
      const MergePiece *piece = piece_at (mark, i);

      if (piece->node != NULL && piece->start < offset && offset < piece->end)
        split_piece (mark, i, offset);
      piece = piece_at (mark, i);
      if (piece->node == NULL)
        continue;
      if (piece->start == offset && piece->end > offset && !split_run (compiler, piece->node))
        return FALSE;
      if (piece->end == offset && piece->node->next != NULL
          && !split_run (compiler, piece->node->next))
        return FALSE;
    }
  return TRUE;
}

static xmlNode *
first_run (const MergePiece *piece)
{
  const MergeMark *nested = piece->nested;

  if (nested == NULL)
    return piece->node->parent;
  return nested->simple != NULL ? nested->simple : nested->begin;
}

static xmlNode *
last_run (const MergePiece *piece)
{
  const MergeMark *nested = piece->nested;

  if (nested == NULL)
    return piece->node->parent;
  return nested->simple != NULL ? nested->simple : nested->end;
}

/* Behind the last piece that ends at @offset or before. */
static Place
place_behind (const MergeMark *mark, gsize offset)
{
  Place place = { mark->begin, TRUE };

  for (guint i = 0; i < mark->pieces->len && piece_at (mark, i)->end <= offset; i++)
    place.run = last_run (piece_at (mark, i));
  return place;
}

/* Before the first piece that starts at @offset or behind. */
static Place
place_before (const MergeMark *mark, gsize offset)
{
  for (guint i = 0; i < mark->pieces->len; i++)
    if (piece_at (mark, i)->start >= offset)
      return (Place){ first_run (piece_at (mark, i)), FALSE };
  return (Place){ mark->separate != NULL ? mark->separate : mark->end, FALSE };
}

/* Between quotes everything counts, drawings too; without them, what has text. */
static void
find_places (const MergeMark *mark, const MergeSpan *span, Place *start, Place *end)
{
  *start = span->quoted ? place_behind (mark, span->start) : place_before (mark, span->start);
  *end = span->quoted ? place_before (mark, span->end) : place_behind (mark, span->end);
  if (!span->quoted && span->start == span->end)
    *end = *start;
}

/* Takes the wrappers around a run away. */
static void
lift (MergeCompiler *compiler, const xmlNode *run)
{
  while (merge_dom_is_any (run->parent, liftable))
    {
      xmlNode *wrapper = run->parent;

      for (xmlNode *child = wrapper->children, *next; child != NULL; child = next)
        {
          next = child->next;
          if (child->type == XML_ELEMENT_NODE
              && g_str_has_suffix ((const char *) child->name, "Pr"))
            continue;
          xmlUnlinkNode (child);
          child = xmlAddPrevSibling (wrapper, child);
          if (child->type == XML_ELEMENT_NODE)
            merge_dom_adopt (child);
        }
      merge_compiler_discard (compiler, wrapper);
    }
}

/* Marks may stand in one container of runs, or in paragraphs of one container of blocks. */
static gboolean
fit (MergeCompiler *compiler, const Place *places)
{
  const xmlNode *parent = places[BEGIN].run->parent;
  gboolean same = TRUE, paragraphs = TRUE;

  for (guint i = 0; i < N_PLACES; i++)
    {
      same = same && places[i].run->parent == parent;
      paragraphs = paragraphs && merge_dom_is (places[i].run->parent, "p")
                   && places[i].run->parent->parent == parent->parent;
    }
  return same || (paragraphs && merge_cut_is_possible (compiler, parent, places[END].run->parent));
}

static gboolean
find_all_places (MergeCompiler *compiler, MergeMark *mark, const MergeChoice *choice, Place *places)
{
  const MergeSpan *spans[] = { &choice->first, &choice->other };

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    if (!split (compiler, mark, spans[i]->start) || !split (compiler, mark, spans[i]->end))
      return FALSE;
  places[BEGIN] = (Place){ mark->begin, FALSE };
  places[END] = (Place){ mark->end, TRUE };
  find_places (mark, spans[0], &places[FIRST_START], &places[FIRST_END]);
  places[OTHER_START] = places[OTHER_END] = places[FIRST_END];
  if (choice->other.there)
    find_places (mark, spans[1], &places[OTHER_START], &places[OTHER_END]);
  if (!fit (compiler, places))
    for (guint i = 0; i < N_PLACES; i++)
      lift (compiler, places[i].run);
  return fit (compiler, places);
}

/* The text of an argument becomes text of the document, and its fields are shown in it. */
static void
show (MergeMark *mark, const MergeSpan *span)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean escaped = FALSE;

  for (guint i = 0; i < mark->pieces->len; i++)
    {
      const MergePiece *piece = piece_at (mark, i);

      if (piece->start < span->start || piece->end > span->end)
        continue;
      if (piece->nested != NULL)
        piece->nested->kept = TRUE;
      if (!merge_dom_is (piece->node, "instrText") && !merge_dom_is (piece->node, "t"))
        continue;
      g_string_truncate (text, 0);
      for (gsize at = piece->start; at < piece->end; at++)
        {
          const char c = mark->instruction->str[at];

          escaped = c == '\\' && !escaped && at + 1 < span->end;
          if (!escaped)
            g_string_append_c (text, c);
        }
      xmlNodeSetName (piece->node, (const xmlChar *) "t");
      set_text (piece->node, text->str, text->len);
    }
}

static xmlNode *
put (const Place *place, xmlNode *mark)
{
  return place->behind ? xmlAddNextSibling (place->run, mark)
                       : xmlAddPrevSibling (place->run, mark);
}

static void
replace (MergeCompiler *compiler,
         MergeMark *mark,
         const MergeChoice *choice,
         const Place *places,
         guint statement)
{
  static const char kinds[N_PLACES] = {
    ANCHOR, MERGE_MARK_IF, MERGE_MARK_ELSE, ANCHOR, MERGE_MARK_END_IF, ANCHOR,
  };
  xmlNode *marks[N_PLACES];

  show (mark, &choice->first);
  if (choice->other.there)
    show (mark, &choice->other);
  for (guint i = 0; i < N_PLACES; i++)
    {
      /* Of several behind one run, the last has to come last. */
      Place place = places[i];

      if (i > 0 && place.behind && places[i - 1].behind && places[i - 1].run == place.run)
        place.run = marks[i - 1];
      marks[i] = put (&place, merge_program_mark (mark->begin->doc, kinds[i], statement));
    }
  merge_cut (compiler, marks[BEGIN], marks[FIRST_START]);
  merge_cut (compiler, marks[FIRST_END], marks[OTHER_START]);
  merge_cut (compiler, marks[OTHER_END], marks[END]);
  merge_compiler_discard (compiler, marks[BEGIN]);
  merge_compiler_discard (compiler, marks[OTHER_START]);
  merge_compiler_discard (compiler, marks[END]);
}

/**
 * merge_choice_replace:
 * @compiler: a compiler
 * @mark: an IF in running text
 *
 * Replaces it by its arguments, between marks.
 *
 * Returns: %FALSE when its condition is Word's business, or its arguments do not stand side by side
 */
gboolean
merge_choice_replace (MergeCompiler *compiler, MergeMark *mark)
{
  Place places[N_PLACES];
  MergeChoice choice;
  MergeStatement *statement;

  if (!merge_choice_parse (mark->instruction->str, &choice)
      || !find_all_places (compiler, mark, &choice, places))
    return FALSE;
  statement = merge_field_choose (compiler, mark, &choice);
  if (statement == NULL)
    return FALSE;
  replace (compiler, mark, &choice, places, merge_compiler_add_statement (compiler, statement));
  return TRUE;
}

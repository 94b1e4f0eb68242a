/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-many-private.h"

/* Notes and comments stand in parts of their own, one each for the whole document: what a copy
 * refers to is added to those of the first copy, under a number of its own. */

#define MOST_REFERENCES 4

static const struct
{
  const char *relation;
  const char *note;
  const char *references[MOST_REFERENCES];
} kinds[MERGE_N_NOTES] = {
  [MERGE_NOTES_FOOT] = { "footnotes", "footnote", { "footnoteReference", NULL } },
  [MERGE_NOTES_END] = { "endnotes", "endnote", { "endnoteReference", NULL } },
  [MERGE_NOTES_COMMENTS] = { "comments",
                             "comment",
                             { "commentReference", "commentRangeStart", "commentRangeEnd", NULL } },
};

/**
 * merge_many_notes_relation:
 * @kind: a kind of notes
 *
 * Returns: the last word of the type of relation that leads to them
 */
const char *
merge_many_notes_relation (MergeNotesKind kind)
{
  return kinds[kind].relation;
}

static xmlNode *
find_note (MergeXml *xml, const char *name, const char *id)
{
  for (xmlNode *node = xmlDocGetRootElement (xml)->children; node != NULL; node = node->next)
    if (merge_dom_is (node, name))
      {
        g_autofree char *own = merge_dom_get (node, "id");

        if (g_strcmp0 (own, id) == 0)
          return node;
      }
  return NULL;
}

static guint
highest_id (MergeXml *xml, const char *name)
{
  gint64 highest = 0;

  for (xmlNode *node = xmlDocGetRootElement (xml)->children; node != NULL; node = node->next)
    if (merge_dom_is (node, name))
      {
        g_autofree char *id = merge_dom_get (node, "id");

        highest = MAX (highest, id != NULL ? g_ascii_strtoll (id, NULL, 10) : 0);
      }
  return (guint) MIN (highest, G_MAXINT / 2);
}

/* Returns the number under which the note is now; 0 when there is none. */
static guint
clone_note (MergeManyNotes *notes,
            MergeManyIds *ids,
            const char *name,
            MergeXml *fresh,
            const char *id)
{
  xmlNode *note = find_note (fresh, name, id);
  char number[16];

  if (note == NULL)
    return 0;
  note = merge_dom_clone (note, xmlDocGetRootElement (notes->all));
  g_snprintf (number, sizeof number, "%u", ++notes->last_id);
  merge_dom_set_plain (note, "id", number);
  merge_many_ids_renumber (ids, note, FALSE);
  merge_many_ids_follow (ids, note);
  merge_many_text_take (notes->text, note);
  return notes->last_id;
}

/**
 * merge_many_notes_are_in:
 * @kind: a kind of notes
 * @body: the body of a copy
 *
 * Returns: whether it refers to one
 */
gboolean
merge_many_notes_are_in (MergeNotesKind kind, xmlNode *body)
{
  for (const xmlNode *node = body; node != NULL; node = merge_dom_next (node, body))
    if (merge_dom_is_any (node, kinds[kind].references))
      return TRUE;
  return FALSE;
}

/* Those of the first copy are all that there are so far. */
static void
begin (MergeManyNotes *notes, MergeNotesKind kind, MergeManyIds *ids, MergeXml *fresh)
{
  xmlNode *root;

  notes->all = xmlCopyDoc (fresh, 1);
  notes->last_id = highest_id (fresh, kinds[kind].note);
  root = xmlDocGetRootElement (notes->all);
  merge_many_ids_renumber (ids, root, TRUE);
  notes->text = merge_many_text_new (root, NULL);
  while (root->children != NULL)
    merge_dom_remove (root->children);
}

/**
 * merge_many_notes_take:
 * @notes: those of the copies before
 * @kind: what they are
 * @ids: the numbers that are given so far
 * @fresh: (transfer none): those of this copy
 * @body: its body
 *
 * Adds the notes that a copy refers to, and has it refer to what was added.
 */
void
merge_many_notes_take (MergeManyNotes *notes,
                       MergeNotesKind kind,
                       MergeManyIds *ids,
                       MergeXml *fresh,
                       xmlNode *body)
{
  g_autoptr (GHashTable) numbers = NULL;

  if (notes->all == NULL)
    {
      begin (notes, kind, ids, fresh);
      return;
    }
  numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (xmlNode *node = body; node != NULL; node = merge_dom_next (node, body))
    {
      g_autofree char *id = NULL;
      guint number;
      char text[16];

      if (!merge_dom_is_any (node, kinds[kind].references))
        continue;
      id = merge_dom_get (node, "id");
      if (id == NULL)
        continue;
      number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, id));
      if (number == 0)
        number = clone_note (notes, ids, kinds[kind].note, fresh, id);
      if (number == 0)
        continue;
      g_snprintf (text, sizeof text, "%u", number);
      merge_dom_set_plain (node, "id", text);
      g_hash_table_insert (numbers, g_steal_pointer (&id), GUINT_TO_POINTER (number));
    }
}

/**
 * merge_many_notes_clear:
 * @notes: notes
 *
 * Frees them.
 */
void
merge_many_notes_clear (MergeManyNotes *notes)
{
  g_clear_pointer (&notes->all, xmlFreeDoc);
  g_clear_pointer (&notes->text, merge_many_text_free);
}

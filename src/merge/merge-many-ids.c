/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-many-private.h"

/* Drawings and bookmarks have numbers, and bookmarks names, that a document has once. The first
 * copy keeps its own; what refers to a bookmark follows it to its new name. */

#define LAST_EDIT "_GoBack"

/* Higher numbers are Word's own random ones. */
#define MAX_COUNTED 1000000000

static guint
read_number (const xmlNode *node, const char *name)
{
  g_autofree char *text = merge_dom_get_plain (node, name);
  guint64 number = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;

  return number < MAX_COUNTED ? (guint) number : 0;
}

static void
write_number (xmlNode *node, const char *name, guint number)
{
  char text[16];

  g_snprintf (text, sizeof text, "%u", number);
  merge_dom_set_plain (node, name, text);
}

static gboolean
is_drawing (const xmlNode *node)
{
  return merge_dom_is_plain (node, "docPr");
}

static void
note_highest (MergeManyIds *ids, xmlNode *root)
{
  for (const xmlNode *node = root; node != NULL; node = merge_dom_next (node, root))
    if (is_drawing (node))
      ids->last_drawing = MAX (ids->last_drawing, read_number (node, "id"));
    else if (merge_dom_is (node, "bookmarkStart"))
      ids->last_bookmark = MAX (ids->last_bookmark, read_number (node, "id"));
}

/* A bookmark begins with its name and ends with its number. */
typedef struct
{
  GHashTable *names;   /* old name → new name */
  GHashTable *numbers; /* old id → new number; 0: it is gone */
} Renamed;

static void
begin_bookmark (MergeManyIds *ids, Renamed *renamed, xmlNode *node)
{
  g_autofree char *name = merge_dom_get (node, "name");
  g_autofree char *id = merge_dom_get (node, "id");
  g_autofree char *wanted = NULL;

  if (name == NULL || id == NULL)
    return;
  wanted = g_strdup_printf ("_Copy%u", ++ids->n_names);
  merge_dom_set_plain (node, "name", wanted);
  g_hash_table_insert (renamed->numbers, g_steal_pointer (&id),
                       GUINT_TO_POINTER (++ids->last_bookmark));
  write_number (node, "id", ids->last_bookmark);
  g_hash_table_insert (renamed->names, g_steal_pointer (&name), g_steal_pointer (&wanted));
}

static void
end_bookmark (Renamed *renamed, xmlNode *node)
{
  g_autofree char *id = merge_dom_get (node, "id");
  guint number = id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (renamed->numbers, id)) : 0;

  if (number != 0)
    write_number (node, "id", number);
}

/* (transfer full): an instruction in which whole words that name bookmarks are replaced */
static char *
rename_words (const Renamed *renamed, const char *text)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize around = strspn (text, " \t\n\"\\");
      gsize length;
      g_autofree char *word = NULL;
      const char *wanted;

      g_string_append_len (out, text, (gssize) around);
      text += around;
      length = strcspn (text, " \t\n\"\\");
      word = g_strndup (text, length);
      wanted = g_hash_table_lookup (renamed->names, word);
      g_string_append (out, wanted != NULL ? wanted : word);
      text += length;
    }
  return g_string_free (out, FALSE);
}

static void
follow_instruction (const Renamed *renamed, xmlNode *node)
{
  gboolean simple = merge_dom_is (node, "fldSimple");
  xmlChar *own = simple ? NULL : xmlNodeGetContent (node);
  g_autofree char *text = simple ? merge_dom_get (node, "instr") : g_strdup ((const char *) own);
  g_autofree char *changed = text != NULL ? rename_words (renamed, text) : NULL;

  xmlFree (own);
  if (changed == NULL || strcmp (changed, text) == 0)
    return;
  if (simple)
    {
      merge_dom_set_plain (node, "instr", changed);
      return;
    }
  xmlNodeSetContent (node, NULL);
  xmlNodeAddContent (node, (const xmlChar *) changed);
}

static void
follow (const Renamed *renamed, xmlNode *root)
{
  for (xmlNode *node = root; node != NULL; node = merge_dom_next (node, root))
    if (merge_dom_is (node, "hyperlink"))
      {
        g_autofree char *anchor = merge_dom_get (node, "anchor");
        const char *wanted = anchor != NULL ? g_hash_table_lookup (renamed->names, anchor) : NULL;

        if (wanted != NULL)
          merge_dom_set_plain (node, "anchor", wanted);
      }
    else if (merge_dom_is (node, "instrText") || merge_dom_is (node, "fldSimple"))
      follow_instruction (renamed, node);
}

/* Word's own bookmark of the last place that was edited is no target of anything. */
static void
drop_last_edit (xmlNode *root)
{
  g_autofree char *id = NULL;
  xmlNode *node = root, *next;

  for (; node != NULL; node = next)
    {
      g_autofree char *name = NULL;
      g_autofree char *its = NULL;

      gboolean starts = merge_dom_is (node, "bookmarkStart");
      gboolean ends = merge_dom_is (node, "bookmarkEnd");

      /* What a file has put into either goes with it. */
      next = starts || ends ? merge_dom_next_skip (node, root) : merge_dom_next (node, root);
      if (starts)
        name = merge_dom_get (node, "name");
      else if (ends)
        its = merge_dom_get (node, "id");
      if (g_strcmp0 (name, LAST_EDIT) == 0)
        {
          g_free (id);
          id = merge_dom_get (node, "id");
          merge_dom_remove (node);
        }
      else if (id != NULL && g_strcmp0 (its, id) == 0)
        merge_dom_remove (node);
    }
}

/**
 * merge_many_ids_renumber:
 * @ids: the numbers that are given so far
 * @root: a part of a copy, or its body
 * @first: whether it is of the first copy, which keeps its own
 *
 * Gives what a document has once numbers and names that no other copy has.
 */
void
merge_many_ids_renumber (MergeManyIds *ids, xmlNode *root, gboolean first)
{
  Renamed renamed = { NULL, NULL };

  drop_last_edit (root);
  if (first)
    {
      note_highest (ids, root);
      return;
    }
  renamed.names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  renamed.numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (xmlNode *node = root; node != NULL; node = merge_dom_next (node, root))
    {
      if (node->type != XML_ELEMENT_NODE)
        continue;
      /* What may be without a number loses it. */
      merge_dom_drop_plain (node, "paraId");
      merge_dom_drop_plain (node, "textId");
      if (is_drawing (node))
        write_number (node, "id", ++ids->last_drawing);
      else if (merge_dom_is (node, "bookmarkStart"))
        begin_bookmark (ids, &renamed, node);
      else if (merge_dom_is (node, "bookmarkEnd"))
        end_bookmark (&renamed, node);
    }
  if (g_hash_table_size (renamed.names) > 0)
    follow (&renamed, root);
  g_hash_table_unref (renamed.names);
  g_hash_table_unref (renamed.numbers);
}

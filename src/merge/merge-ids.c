/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-compile-private.h"

/* What a list repeats has numbers and names that a document may hold once only: drawings,
 * bookmarks. The first item keeps those of the template, so that what refers to them finds them;
 * the others get running numbers above the highest of the part. What may be without a number loses
 * it: paragraphs, rows, content controls. */

/* Higher numbers are Word's own random ones. */
#define MAX_COUNTED 1000000000

#define LAST_EDIT "_GoBack"

typedef struct
{
  xmlNode *begin; /* the mark of the list */
  guint index;
} Around;

/* Where the beginning of a bookmark was met. */
typedef struct
{
  xmlNode *node;
  GArray *path; /* (element-type Around) */
} Start;

typedef struct
{
  MergeCompiler *compiler;
  xmlNode *root;
  GArray *path;       /* (element-type Around): lists around the node at hand */
  GHashTable *starts; /* id of a bookmark → Start */
  GHashTable *late;   /* statement → ends of bookmarks that go behind its list */
  gboolean has_comment;
  gboolean has_note;
} Ids;

static void
start_free (gpointer data)
{
  Start *start = data;

  if (start == NULL)
    return;
  g_array_unref (start->path);
  g_free (start);
}

static guint64
read_number (char *text)
{
  g_autofree char *owned = text;
  guint64 number = owned != NULL ? g_ascii_strtoull (owned, NULL, 10) : 0;

  return number < MAX_COUNTED ? number : 0;
}

/* The number above all of the part, and whether it has a list at all. */
static gboolean
find_first (MergeCompiler *compiler, xmlNode *root)
{
  guint64 highest = 0;
  gboolean list = FALSE;

  for (const xmlNode *node = root; node != NULL; node = merge_dom_next (node, root))
    {
      list = list || merge_program_is_mark (node, MERGE_MARK_EACH);
      if (merge_dom_is (node, "bookmarkStart"))
        highest = MAX (highest, read_number (merge_dom_get (node, "id")));
      else if (merge_dom_is_plain (node, "docPr"))
        highest = MAX (highest, read_number (merge_dom_get_plain (node, "id")));
    }
  compiler->first_id = (guint) highest + 1;
  compiler->n_ids = 0;
  return list;
}

static xmlAttr *
find_attribute (const xmlNode *node, const char *name)
{
  for (xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    if (strcmp ((const char *) attribute->name, name) == 0)
      return attribute;
  return NULL;
}

static void
drop_attribute (const xmlNode *node, const char *name)
{
  xmlAttr *attribute = find_attribute (node, name);

  if (attribute != NULL)
    xmlRemoveProp (attribute);
}

/* Has an attribute written anew for each item but the first. */
static void
mark_attribute (xmlNode *node, const char *name, char kind, guint number)
{
  xmlAttr *attribute = find_attribute (node, name);
  g_autofree char *old = attribute != NULL ? merge_dom_get_plain (node, name) : NULL;
  g_autofree char *marked = NULL;

  if (old == NULL)
    return;
  marked = merge_program_mark_text (kind, number, old);
  xmlSetNsProp (node, attribute->ns, attribute->name, (const xmlChar *) marked);
}

/* ---- bookmarks ---- */

static void
begin_bookmark (Ids *ids, xmlNode *node)
{
  g_autofree char *id = merge_dom_get (node, "id");
  g_autofree char *name = merge_dom_get (node, "name");
  Start *start;

  if (id == NULL)
    return;
  if (ids->path->len > 0 && g_strcmp0 (name, LAST_EDIT) == 0)
    {
      g_hash_table_insert (ids->starts, g_steal_pointer (&id), NULL);
      merge_compiler_discard (ids->compiler, node);
      return;
    }
  start = g_new0 (Start, 1);
  start->node = node;
  start->path = g_array_copy (ids->path);
  g_hash_table_insert (ids->starts, g_steal_pointer (&id), start);
}

static guint
common_depth (const GArray *a, const GArray *b)
{
  guint depth = 0;

  while (depth < a->len && depth < b->len
         && g_array_index (a, Around, depth).index == g_array_index (b, Around, depth).index)
    depth++;
  return depth;
}

/* A bookmark that reaches out of what is repeated is one of all items. */
static void
even_out (Ids *ids, Start *start, xmlNode *end)
{
  guint depth = common_depth (start->path, ids->path);

  if (start->path->len > depth)
    {
      xmlNode *begin = g_array_index (start->path, Around, depth).begin;

      xmlUnlinkNode (start->node);
      xmlAddPrevSibling (begin, start->node);
      merge_dom_adopt (start->node);
    }
  if (ids->path->len > depth)
    {
      guint index = g_array_index (ids->path, Around, depth).index;
      GPtrArray *late = g_hash_table_lookup (ids->late, GUINT_TO_POINTER (index));

      if (late == NULL)
        {
          late = g_ptr_array_new ();
          g_hash_table_insert (ids->late, GUINT_TO_POINTER (index), late);
        }
      g_ptr_array_add (late, end);
    }
}

static void
end_bookmark (Ids *ids, xmlNode *node)
{
  g_autofree char *id = merge_dom_get (node, "id");
  gpointer found = NULL;
  Start *start;

  if (id == NULL || !g_hash_table_lookup_extended (ids->starts, id, NULL, &found))
    {
      if (ids->path->len > 0)
        merge_compiler_discard (ids->compiler, node);
      return;
    }
  start = found;
  if (start == NULL)
    merge_compiler_discard (ids->compiler, node);
  else if (common_depth (start->path, ids->path) != MAX (start->path->len, ids->path->len))
    even_out (ids, start, node);
  else if (ids->path->len > 0)
    {
      guint number = ids->compiler->n_ids++;

      mark_attribute (start->node, "name", MERGE_MARK_NAME, number);
      mark_attribute (start->node, "id", MERGE_MARK_ID, number);
      mark_attribute (node, "id", MERGE_MARK_ID, number);
    }
  g_hash_table_remove (ids->starts, id);
}

/* ---- what else is repeated ---- */

/* A comment is about one place: it stays in the document, without one. */
static gboolean
take_comment (Ids *ids, xmlNode *node)
{
  static const char *const names[] = { "commentRangeStart", "commentRangeEnd", "commentReference",
                                       NULL };

  if (!merge_dom_is_any (node, names))
    return FALSE;
  ids->has_comment = TRUE;
  merge_compiler_discard (ids->compiler, node);
  return TRUE;
}

static void
take_repeated (Ids *ids, xmlNode *node)
{
  static const char *const notes[] = { "footnoteReference", "endnoteReference", NULL };
  if (merge_dom_is (node, "p") || merge_dom_is (node, "tr"))
    {
      drop_attribute (node, "paraId");
      drop_attribute (node, "textId");
    }
  else if (merge_dom_is_plain (node, "docPr"))
    mark_attribute (node, "id", MERGE_MARK_ID, ids->compiler->n_ids++);
  else if (merge_dom_is_any (node, notes))
    ids->has_note = TRUE;
  else if (merge_dom_is (node, "id") && merge_dom_is (node->parent, "sdtPr"))
    merge_compiler_discard (ids->compiler, node);
}

static void
begin_list (Ids *ids, xmlNode *node, guint index)
{
  Around around = { node, index };

  g_array_append_val (ids->path, around);
}

static void
end_list (Ids *ids, xmlNode *node, guint index)
{
  GPtrArray *late = g_hash_table_lookup (ids->late, GUINT_TO_POINTER (index));

  for (guint i = 0; late != NULL && i < late->len; i++)
    {
      xmlNode *end = g_ptr_array_index (late, i);

      xmlUnlinkNode (end);
      xmlAddNextSibling (node, end);
      merge_dom_adopt (end);
    }
  if (ids->path->len > 0)
    g_array_set_size (ids->path, ids->path->len - 1);
}

static void
take_node (Ids *ids, xmlNode *node)
{
  guint index = 0;
  char kind = merge_program_read_mark (node, &index);

  if (kind == MERGE_MARK_EACH)
    begin_list (ids, node, index);
  else if (kind == MERGE_MARK_END_EACH)
    end_list (ids, node, index);
  else if (merge_dom_is (node, "bookmarkStart"))
    begin_bookmark (ids, node);
  else if (merge_dom_is (node, "bookmarkEnd"))
    end_bookmark (ids, node);
  else if (ids->path->len > 0 && node->type == XML_ELEMENT_NODE && !take_comment (ids, node))
    take_repeated (ids, node);
}

static void
tell (Ids *ids)
{
  const char *place = merge_compiler_place_name (ids->compiler);

  if (ids->has_comment)
    merge_compiler_warn (ids->compiler,
                         _ ("A comment in %s stands in what a list repeats: the document is made "
                            "without its place. Delete it in Word."),
                         place);
  if (ids->has_note)
    merge_compiler_warn (ids->compiler,
                         _ ("A note in %s stands in what a list repeats: all items share it. Put "
                            "its text beside the list if it speaks of one of them."),
                         place);
}

/**
 * merge_ids_mark:
 * @compiler: a compiler
 * @xml: a part whose tags are statements
 *
 * Sees to it that numbers and names stay unique in what lists repeat.
 */
void
merge_ids_mark (MergeCompiler *compiler, MergeXml *xml)
{
  xmlNode *root = xmlDocGetRootElement (xml);
  Ids ids = { .compiler = compiler, .root = root };
  xmlNode *next = root;

  if (!find_first (compiler, root))
    return;
  ids.path = g_array_new (FALSE, FALSE, sizeof (Around));
  ids.starts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, start_free);
  ids.late = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  while (next != NULL)
    {
      xmlNode *node = next;
      xmlNode *behind = merge_dom_next_skip (node, root);

      next = merge_dom_next (node, root);
      take_node (&ids, node);
      if (node != root && node->parent == NULL) /* it is gone with all that it held */
        next = behind;
    }
  compiler->place = compiler->where;
  tell (&ids);
  g_array_unref (ids.path);
  g_hash_table_unref (ids.starts);
  g_hash_table_unref (ids.late);
}

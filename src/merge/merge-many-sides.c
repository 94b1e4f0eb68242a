/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-many-private.h"

#define MAX_PARTS 1000000

/* Headers and footers whose fields or bookmarks differ from record to record are parts of their own
 * in each copy, with a relation and a type like those of the template's. */

/* (transfer full): "header1.xml" becomes "header1-2.xml", which nothing else is called */
static char *
name_of_copy (const MergeMany *many, const char *name)
{
  const char *slash = strrchr (name, '/');
  const char *dot = strrchr (slash != NULL ? slash : name, '.');
  gsize length = dot != NULL ? (gsize) (dot - name) : strlen (name);

  for (guint n = many->n_copies;; n++)
    {
      g_autofree char *wanted =
          g_strdup_printf ("%.*s-%u%s", (int) length, name, n, dot != NULL ? dot : "");

      if (merge_package_find (many->template->package, wanted) == NULL
          && merge_many_find_part (many, wanted) == NULL)
        return g_steal_pointer (&wanted);
    }
}

static void
copy_type (MergeMany *many, const char *from, const char *to)
{
  g_autofree char *type = merge_types_lookup (many->types, from);
  g_autofree char *name = g_strconcat ("/", to, NULL);
  xmlNode *root = xmlDocGetRootElement (many->types);
  xmlNode *node = xmlNewDocNode (many->types, root->ns, (const xmlChar *) "Override", NULL);

  if (type == NULL)
    {
      xmlFreeNode (node);
      return;
    }
  xmlNewProp (node, (const xmlChar *) "PartName", (const xmlChar *) name);
  xmlNewProp (node, (const xmlChar *) "ContentType", (const xmlChar *) type);
  if (many->types_text == NULL)
    many->types_text = merge_many_text_new (root, NULL);
  merge_many_text_take (many->types_text, xmlAddChild (root, node));
}

/* (transfer full): an id that no relation has; parts are added between two calls */
static char *
new_relation_id (const MergeMany *many)
{
  for (guint n = many->parts->len;; n += MAX_PARTS)
    {
      g_autofree char *id = g_strdup_printf ("rIdCopy%u", n);

      if (merge_relations_find_id (many->relations, id) == NULL)
        return g_steal_pointer (&id);
    }
}

/* (transfer full): the id of a new relation to @name like that of @side */
static char *
copy_relation (MergeMany *many, const MergeManySide *side, const char *name)
{
  char *id = new_relation_id (many);
  g_autofree char *target = g_strconcat ("/", name, NULL);
  xmlNode *root = xmlDocGetRootElement (many->relations_xml);

  if (many->relations_text == NULL)
    many->relations_text = merge_many_text_new (root, NULL);
  for (xmlNode *node = root->children; node != NULL; node = node->next)
    if (merge_dom_is_plain (node, "Relationship"))
      {
        g_autofree char *own = merge_dom_get_plain (node, "Id");

        if (g_strcmp0 (own, side->relation->id) == 0)
          {
            xmlNode *copy = xmlAddChild (root, xmlCopyNode (node, 1));

            merge_dom_set_plain (copy, "Id", id);
            merge_dom_set_plain (copy, "Target", target);
            merge_many_text_take (many->relations_text, copy);
            break;
          }
      }
  return id;
}

/**
 * merge_many_add_side:
 * @many: a document
 * @side: the header or footer that the new one is like
 * @bytes: (transfer full): what is in it
 * @name: (out) (optional) (transfer full): of the new part
 *
 * Adds a header or a footer.
 *
 * Returns: (transfer full): the id of the relation that leads to it
 */
char *
merge_many_add_side (MergeMany *many, const MergeManySide *side, GBytes *bytes, char **name)
{
  g_autofree char *wanted = name_of_copy (many, side->entry->name);
  char *id;

  merge_many_add_part (many, wanted, bytes);
  copy_type (many, side->entry->name, wanted);
  id = copy_relation (many, side, wanted);
  if (name != NULL)
    *name = g_steal_pointer (&wanted);
  return id;
}

/* What a header refers to, its copy does too. */
static gboolean
copy_own_relations (MergeMany *many, const char *from, const char *to, GError **error)
{
  g_autofree char *name = merge_relations_part (from);
  g_autofree char *copy = merge_relations_part (to);
  g_autoptr (GError) local = NULL;
  GBytes *bytes = merge_many_load_relations (many, name, &local);

  if (bytes != NULL)
    merge_many_add_part (many, copy, bytes);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* One may refer to a bookmark of another: all have their names before any is followed. */
static gboolean
number_side (MergeMany *many, MergeManySide *side, GError **error)
{
  xmlNode *root;

  side->xml = merge_many_render (many, side->entry, error);
  if (side->xml == NULL)
    return FALSE;
  root = xmlDocGetRootElement (side->xml);
  many->n_pages += merge_many_count_pages_anew (root);
  merge_many_ids_renumber (&many->ids, root, many->n_copies == 1);
  return TRUE;
}

/* What is the same for all is made once; a bookmark of the first copy is none of the others'. */
static gboolean
make_side (MergeMany *many, MergeManySide *side, GError **error)
{
  g_autoptr (MergeXml) xml = g_steal_pointer (&side->xml);
  g_autofree char *name = NULL;
  xmlNode *root = xmlDocGetRootElement (xml);

  if (merge_many_ids_follow (&many->ids, root) > 0)
    side->differs = TRUE;
  if (many->n_copies == 1)
    {
      merge_many_add_part (many, side->entry->name, merge_xml_dump (xml));
      return TRUE;
    }
  side->id = merge_many_add_side (many, side, merge_xml_dump (xml), &name);
  return copy_own_relations (many, side->entry->name, name, error);
}

/* Has a section refer to the headers and footers of its copy. */
static void
refer (MergeMany *many, xmlNode *section)
{
  for (xmlNode *node = section->children; node != NULL; node = node->next)
    {
      g_autofree char *id = NULL;

      if (!merge_dom_is (node, "headerReference") && !merge_dom_is (node, "footerReference"))
        continue;
      id = merge_dom_get_plain (node, "id");
      for (guint i = 0; i < many->sides->len; i++)
        {
          const MergeManySide *side = &g_array_index (many->sides, MergeManySide, i);

          if (side->id != NULL && g_strcmp0 (side->relation->id, id) == 0)
            {
              merge_dom_set_plain (node, "id", side->id);
              break;
            }
        }
    }
}

/**
 * merge_many_make_sides:
 * @many: a document
 * @sections: (element-type xmlNode): those of the copy at hand
 * @error: return location for a #MergeError
 *
 * Makes headers and footers: those whose fields differ for each copy, the others once.
 *
 * Returns: %FALSE with @error set
 */
gboolean
merge_many_make_sides (MergeMany *many, GPtrArray *sections, GError **error)
{
  for (guint i = 0; i < many->sides->len; i++)
    {
      MergeManySide *side = &g_array_index (many->sides, MergeManySide, i);

      g_clear_pointer (&side->id, g_free);
      if ((side->differs || many->n_copies == 1) && !number_side (many, side, error))
        return FALSE;
    }
  for (guint i = 0; i < many->sides->len; i++)
    {
      MergeManySide *side = &g_array_index (many->sides, MergeManySide, i);

      if (side->xml != NULL && !make_side (many, side, error))
        return FALSE;
    }
  for (guint i = 0; i < sections->len; i++)
    refer (many, sections->pdata[i]);
  return merge_many_stop_heirs (many, sections, error);
}

static void
side_clear (gpointer data)
{
  MergeManySide *side = data;

  g_free (side->id);
  g_clear_pointer (&side->xml, xmlFreeDoc);
}

/**
 * merge_many_note_side:
 * @many: a document
 * @relation: one of its main part
 *
 * Notes where the relation leads if that is a header or a footer.
 */
void
merge_many_note_side (MergeMany *many, const MergeRelation *relation)
{
  MergeManySide side = { .relation = relation };

  if (relation->external
      || (strcmp (relation->kind, "header") != 0 && strcmp (relation->kind, "footer") != 0))
    return;
  side.entry = merge_package_find (many->template->package, relation->target);
  if (side.entry == NULL)
    return;
  side.differs = g_hash_table_contains (many->template->programs, side.entry);
  g_array_append_val (many->sides, side);
}

/**
 * merge_many_sides_new:
 *
 * Returns: (transfer full) (element-type MergeManySide): no headers and footers
 */
GArray *
merge_many_sides_new (void)
{
  GArray *sides = g_array_new (FALSE, TRUE, sizeof (MergeManySide));

  g_array_set_clear_func (sides, side_clear);
  return sides;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-many-private.h"

/* A section without a header has that of the section before it (ISO/IEC 29500-1 §17.10.5). That of
 * another record must not be: the first section of a copy gets an empty one where it has none and a
 * copy before had one. */

#define N_TYPES 3

static const struct
{
  const char *reference;
  const char *relation;
} sides[MERGE_N_SIDES] = {
  { "headerReference", "header" },
  { "footerReference", "footer" },
};

static const char *const types[N_TYPES] = { "default", "first", "even" };

static guint
bit (guint side, guint type)
{
  return 1u << (side * N_TYPES + type);
}

/* Bits of the kinds that a section has itself. */
static guint
kinds_of (const xmlNode *section)
{
  guint kinds = 0;

  for (const xmlNode *node = section->children; node != NULL; node = node->next)
    for (guint i = 0; i < MERGE_N_SIDES; i++)
      if (merge_dom_is (node, sides[i].reference))
        {
          g_autofree char *type = merge_dom_get (node, "type");

          for (guint j = 0; j < N_TYPES; j++)
            if (g_strcmp0 (type != NULL ? type : types[0], types[j]) == 0)
              kinds |= bit (i, j);
        }
  return kinds;
}

/* Returns the id of the relation to an empty header or footer; %NULL with @error set, or when the
 * document has none to make it like. */
static const char *
find_blank (MergeMany *many, guint kind, GError **error)
{
  const MergeManySide *like = NULL;
  g_autoptr (MergeXml) xml = NULL;
  xmlNode *root;

  for (guint i = 0; like == NULL && i < many->sides->len; i++)
    if (strcmp (g_array_index (many->sides, MergeManySide, i).relation->kind, sides[kind].relation)
        == 0)
      like = &g_array_index (many->sides, MergeManySide, i);
  if (many->blanks[kind] != NULL || like == NULL)
    return many->blanks[kind];
  xml = merge_many_load (many, like->entry->name, error);
  if (xml == NULL)
    return NULL;
  root = xmlDocGetRootElement (xml);
  while (root->children != NULL)
    merge_dom_remove (root->children);
  merge_dom_add (root, root, "p");
  many->blanks[kind] = merge_many_add_side (many, like, merge_xml_dump (xml), NULL);
  return many->blanks[kind];
}

/* Relations have a namespace of their own, in two versions like that of WordprocessingML. */
static xmlNs *
namespace_of_relations (xmlNode *section)
{
  static const xmlChar transitional[] =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  static const xmlChar strict[] = "http://purl.oclc.org/ooxml/officeDocument/relationships";
  xmlNs *ns = xmlSearchNsByHref (section->doc, section, transitional);

  if (ns == NULL)
    ns = xmlSearchNsByHref (section->doc, section, strict);
  return ns != NULL ? ns : xmlNewNs (section, transitional, (const xmlChar *) "r");
}

static void
add_reference (xmlNode *section, guint side, guint type, const char *id)
{
  xmlNode *node =
      xmlNewDocNode (section->doc, section->ns, (const xmlChar *) sides[side].reference, NULL);

  if (section->children != NULL)
    xmlAddPrevSibling (section->children, node);
  else
    xmlAddChild (section, node);
  merge_many_set (node, "type", types[type]);
  xmlSetNsProp (node, namespace_of_relations (section), (const xmlChar *) "id",
                (const xmlChar *) id);
}

/**
 * merge_many_stop_heirs:
 * @many: a document
 * @sections: (element-type xmlNode): those of the copy at hand
 * @error: return location for a #MergeError
 *
 * Has a copy show no header and no footer of the copies before.
 *
 * Returns: %FALSE with @error set
 */
gboolean
merge_many_stop_heirs (MergeMany *many, GPtrArray *sections, GError **error)
{
  xmlNode *first = sections->pdata[0];
  guint lacking = many->heirs & ~kinds_of (first);

  for (guint i = 0; i < MERGE_N_SIDES; i++)
    for (guint j = 0; j < N_TYPES; j++)
      {
        g_autoptr (GError) local = NULL;
        const char *id = (lacking & bit (i, j)) != 0 ? find_blank (many, i, &local) : NULL;

        if (id != NULL)
          add_reference (first, i, j, id);
        if (local == NULL)
          continue;
        g_propagate_error (error, g_steal_pointer (&local));
        return FALSE;
      }
  for (guint i = 0; i < sections->len; i++)
    many->heirs |= kinds_of (sections->pdata[i]);
  return TRUE;
}

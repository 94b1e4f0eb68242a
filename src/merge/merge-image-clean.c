/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-image-private.h"
#include "merge-relations-private.h"

/* What a place for a picture showed in the template, another school's logo perhaps, does not stay
 * in the documents unseen. */

typedef struct
{
  GHashTable *used;   /* (element-type utf8): values of the part's attributes */
  GPtrArray *targets; /* (element-type utf8): parts that are not shown any more */
} Unused;

static GHashTable *
collect_values (const xmlNode *root)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (const xmlNode *node = root; node != NULL; node = merge_dom_next (node, root))
    for (const xmlAttr *attribute = node->type == XML_ELEMENT_NODE ? node->properties : NULL;
         attribute != NULL; attribute = attribute->next)
      if (attribute->children != NULL && attribute->children->content != NULL)
        g_hash_table_add (values, g_strdup ((const char *) attribute->children->content));
  return values;
}

static gboolean
is_unused (const MergeRelation *relation, gpointer data)
{
  Unused *unused = data;

  if (strcmp (relation->kind, "image") != 0 || relation->id == NULL
      || g_hash_table_contains (unused->used, relation->id))
    return FALSE;
  if (!relation->external)
    g_ptr_array_add (unused->targets, g_strdup (relation->target));
  return TRUE;
}

/* Whether a part of relationships, or the list of content types, speaks of a file of that name. */
static gboolean
speaks_of (MergePackage *package, const MergeEntry *entry, const char *name)
{
  g_autoptr (GBytes) bytes = merge_package_load_xml (package, entry->name, NULL);
  gsize size = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  /* What is written in UTF-16 is not looked into. */
  return bytes == NULL || size < 2 || (guint8) text[0] >= 0xFE
         || memmem (text, size, name, strlen (name)) != NULL;
}

static void
remove_media (MergePackage *package, const char *target)
{
  static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  const char *name = strrchr (target, '/') != NULL ? strrchr (target, '/') + 1 : target;

  if (name[strspn (name, plain)] != '\0')
    return; /* it may be written in other ways */
  for (guint i = 0; i < package->entries->len; i++)
    {
      const MergeEntry *entry = g_ptr_array_index (package->entries, i);
      gboolean lists = g_str_has_suffix (entry->name, ".rels")
                       || strcmp (entry->name, MERGE_PART_CONTENT_TYPES) == 0;

      if (lists && speaks_of (package, entry, name))
        return;
    }
  merge_package_remove (package, target);
}

/**
 * merge_image_drop_unused:
 * @package: a template's package
 * @part: a part that shows pictures of the data
 * @root: its tree, as it is going to be written
 * @error: return location for a #MergeError
 *
 * Takes the pictures out that the part does not show any more, and no other does.
 *
 * Returns: %FALSE with @error set
 */
gboolean
merge_image_drop_unused (MergePackage *package,
                         const char *part,
                         const xmlNode *root,
                         GError **error)
{
  g_autoptr (GHashTable) used = collect_values (root);
  g_autoptr (GPtrArray) targets = g_ptr_array_new_with_free_func (g_free);
  Unused unused = { used, targets };

  if (!merge_relations_remove (package, part, is_unused, &unused, error))
    return FALSE;
  for (guint i = 0; i < targets->len; i++)
    remove_media (package, g_ptr_array_index (targets, i));
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-relations-private.h"

#include "merge-dom-private.h"

static void
merge_relation_free (gpointer data)
{
  MergeRelation *relation = data;

  g_free (relation->id);
  g_free (relation->kind);
  g_free (relation->target);
  g_free (relation);
}

/**
 * merge_relations_part:
 * @source: a part's name, or "" for the package itself
 *
 * Returns: (transfer full): the name of the part that holds its relationships
 */
char *
merge_relations_part (const char *source)
{
  const char *slash = strrchr (source, '/');
  int folder = slash != NULL ? (int) (slash + 1 - source) : 0;

  return g_strdup_printf ("%.*s_rels/%s.rels", folder, source, source + folder);
}

/* Makes a part's name of a target as written in the relationships of @source. */
static char *
resolve (const char *source, const char *target)
{
  const char *slash = strrchr (source, '/');
  g_autofree char *decoded = g_uri_unescape_string (target, NULL);
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) stack = g_ptr_array_new ();
  g_auto (GStrv) segments = NULL;

  if (decoded == NULL)
    decoded = g_strdup (target);
  decoded[strcspn (decoded, "#?")] = '\0';
  if (*decoded == '/' || slash == NULL)
    path = g_strdup (decoded);
  else
    path = g_strdup_printf ("%.*s/%s", (int) (slash - source), source, decoded);
  segments = g_strsplit (path, "/", -1);
  for (guint i = 0; segments[i] != NULL; i++)
    if (strcmp (segments[i], "..") == 0)
      g_ptr_array_set_size (stack, stack->len > 0 ? (int) stack->len - 1 : 0);
    else if (*segments[i] != '\0' && strcmp (segments[i], ".") != 0)
      g_ptr_array_add (stack, segments[i]);
  g_ptr_array_add (stack, NULL);
  return g_strjoinv ("/", (char **) stack->pdata);
}

static MergeRelation *
relation_new (xmlNode *node, const char *source)
{
  MergeRelation *relation = g_new0 (MergeRelation, 1);
  g_autofree char *type = merge_dom_get_plain (node, "Type");
  g_autofree char *target = merge_dom_get_plain (node, "Target");
  g_autofree char *mode = merge_dom_get_plain (node, "TargetMode");
  const char *slash = type != NULL ? strrchr (type, '/') : NULL;

  relation->id = merge_dom_get_plain (node, "Id");
  relation->kind = g_strdup (slash != NULL ? slash + 1 : "");
  relation->external = g_strcmp0 (mode, "External") == 0;
  relation->target =
      relation->external ? g_strdup (target) : resolve (source, target != NULL ? target : "");
  return relation;
}

static MergeXml *
load (MergePackage *package, const char *source, GError **error)
{
  g_autofree char *part = merge_relations_part (source);
  g_autoptr (GBytes) bytes = merge_package_load_xml (package, part, error);

  return bytes != NULL ? merge_xml_parse (bytes, part, error) : NULL;
}

/**
 * merge_relations_load:
 * @package: a package
 * @source: a part's name, or "" for the package itself
 * @error: return location for a #MergeError
 *
 * Reads the relationships of a part. A part without any has an empty list.
 *
 * Returns: (transfer full) (element-type MergeRelation): them, in the file's order, or %NULL
 */
GPtrArray *
merge_relations_load (MergePackage *package, const char *source, GError **error)
{
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func (merge_relation_free);
  g_autofree char *part = merge_relations_part (source);
  g_autoptr (MergeXml) xml = NULL;

  if (merge_package_find (package, part) == NULL)
    return g_steal_pointer (&relations);
  xml = load (package, source, error);
  if (xml == NULL)
    return NULL;
  for (xmlNode *node = xmlDocGetRootElement (xml)->children; node != NULL; node = node->next)
    if (merge_dom_is_plain (node, "Relationship"))
      g_ptr_array_add (relations, relation_new (node, source));
  return g_steal_pointer (&relations);
}

/**
 * merge_relations_find:
 * @relations: (element-type MergeRelation): a part's relationships
 * @kind: the last word of a type
 *
 * Returns: (nullable) (transfer none): the first that leads to a part
 */
const MergeRelation *
merge_relations_find (GPtrArray *relations, const char *kind)
{
  for (guint i = 0; i < relations->len; i++)
    {
      const MergeRelation *relation = g_ptr_array_index (relations, i);

      if (!relation->external && strcmp (relation->kind, kind) == 0)
        return relation;
    }
  return NULL;
}

/**
 * merge_relations_find_id:
 * @relations: (element-type MergeRelation): a part's relationships
 * @id: (nullable): what an element refers to
 *
 * Returns: (nullable) (transfer none): the relationship
 */
const MergeRelation *
merge_relations_find_id (GPtrArray *relations, const char *id)
{
  for (guint i = 0; i < relations->len; i++)
    {
      const MergeRelation *relation = g_ptr_array_index (relations, i);

      if (id != NULL && g_strcmp0 (relation->id, id) == 0)
        return relation;
    }
  return NULL;
}

/**
 * merge_relations_remove:
 * @package: a package
 * @source: a part's name
 * @drop: (scope call): tells which relationships go
 * @user_data: for @drop
 * @error: return location for a #MergeError
 *
 * Takes relationships away from a part; when none is left, their own part goes as well.
 *
 * Returns: %FALSE with @error set
 */
gboolean
merge_relations_remove (MergePackage *package,
                        const char *source,
                        MergeRelationFunc drop,
                        gpointer user_data,
                        GError **error)
{
  g_autofree char *part = merge_relations_part (source);
  g_autoptr (MergeXml) xml = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint kept = 0, gone = 0;

  if (merge_package_find (package, part) == NULL)
    return TRUE;
  xml = load (package, source, error);
  if (xml == NULL)
    return FALSE;
  for (xmlNode *node = xmlDocGetRootElement (xml)->children, *next; node != NULL; node = next)
    {
      MergeRelation *relation;

      next = node->next;
      if (!merge_dom_is_plain (node, "Relationship"))
        continue;
      relation = relation_new (node, source);
      if (drop (relation, user_data))
        {
          merge_dom_remove (node);
          gone++;
        }
      else
        kept++;
      merge_relation_free (relation);
    }
  if (kept == 0)
    merge_package_remove (package, part);
  if (kept == 0 || gone == 0)
    return TRUE;
  bytes = merge_xml_dump (xml);
  return merge_package_replace (package, part, bytes, error);
}

static gboolean
names_part (xmlNode *node, const char *part)
{
  g_autofree char *name = merge_dom_get_plain (node, "PartName");

  return name != NULL && g_ascii_strcasecmp (name + (*name == '/' ? 1 : 0), part) == 0;
}

static gboolean
names_extension (xmlNode *node, const char *part)
{
  g_autofree char *extension = merge_dom_get_plain (node, "Extension");
  const char *dot = strrchr (part, '.');

  return extension != NULL && dot != NULL && g_ascii_strcasecmp (dot + 1, extension) == 0;
}

/**
 * merge_types_lookup:
 * @types: the parsed part [Content_Types].xml
 * @part: a part's name
 *
 * Returns: (transfer full) (nullable): its content type
 */
char *
merge_types_lookup (MergeXml *types, const char *part)
{
  char *type = NULL;

  for (xmlNode *node = xmlDocGetRootElement (types)->children; node != NULL; node = node->next)
    if (merge_dom_is_plain (node, "Override") && names_part (node, part))
      {
        g_free (type);
        return merge_dom_get_plain (node, "ContentType");
      }
    else if (type == NULL && merge_dom_is_plain (node, "Default") && names_extension (node, part))
      type = merge_dom_get_plain (node, "ContentType");
  return type;
}

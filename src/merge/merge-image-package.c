/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-image-private.h"
#include "merge-relations-private.h"

/* What pictures of the data need in the package: a part of their own, its content type, and a
 * relationship of each part that shows them. */

#define RELATIONS_NAMESPACE "http://schemas.openxmlformats.org/package/2006/relationships"

#define EMPTY_RELATIONS                                             \
  "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" \
  "<Relationships xmlns=\"" RELATIONS_NAMESPACE "\"></Relationships>"

/* A picture that measures more is none that a letter shows. */
#define MAX_SIDE 20000

static const struct
{
  const char *extension;
  const char *type;
} kinds[] = { { "png", "image/png" }, { "jpeg", "image/jpeg" } };

static void
relations_free (gpointer data)
{
  MergeImageRelations *relations = data;

  g_free (relations->name);
  g_free (relations->head);
  g_free (relations->tail);
  g_free (relations);
}

static gboolean
has_extension (xmlNode *root, const char *extension)
{
  for (xmlNode *node = root->children; node != NULL; node = node->next)
    {
      g_autofree char *known =
          merge_dom_is_plain (node, "Default") ? merge_dom_get_plain (node, "Extension") : NULL;

      if (known != NULL && g_ascii_strcasecmp (known, extension) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
add_types (MergePackage *package, GError **error)
{
  g_autoptr (GBytes) bytes = merge_package_load_xml (package, MERGE_PART_CONTENT_TYPES, error);
  g_autoptr (MergeXml) xml =
      bytes != NULL ? merge_xml_parse (bytes, MERGE_PART_CONTENT_TYPES, error) : NULL;
  g_autoptr (GBytes) changed = NULL;
  xmlNode *root = xml != NULL ? xmlDocGetRootElement (xml) : NULL;

  if (root == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!has_extension (root, kinds[i].extension))
      {
        xmlNode *added = xmlNewDocNode (xml, root->ns, (const xmlChar *) "Default", NULL);

        xmlSetProp (added, (const xmlChar *) "Extension", (const xmlChar *) kinds[i].extension);
        xmlSetProp (added, (const xmlChar *) "ContentType", (const xmlChar *) kinds[i].type);
        if (root->children != NULL)
          xmlAddPrevSibling (root->children, added);
        else
          xmlAddChild (root, added);
      }
  changed = merge_xml_dump (xml);
  return merge_package_replace (package, MERGE_PART_CONTENT_TYPES, changed, error);
}

/* The relationships of a part, cut where new ones go. */
static gboolean
cut (MergePackage *package, MergeImageRelations *relations, GError **error)
{
  g_autofree char *text = NULL;
  const char *end;

  relations->entry = merge_package_find (package, relations->name);
  if (relations->entry != NULL)
    {
      g_autoptr (GBytes) bytes = merge_package_load_xml (package, relations->name, error);
      g_autoptr (MergeXml) xml =
          bytes != NULL ? merge_xml_parse (bytes, relations->name, error) : NULL;
      g_autoptr (GBytes) dump = xml != NULL ? merge_xml_dump (xml) : NULL;

      if (dump == NULL)
        return FALSE;
      text = g_strndup (g_bytes_get_data (dump, NULL), g_bytes_get_size (dump));
    }
  end = text != NULL ? g_strrstr (text, "</") : NULL;
  if (end == NULL)
    {
      g_free (text);
      text = g_strdup (EMPTY_RELATIONS);
      end = g_strrstr (text, "</");
    }
  relations->head = g_strndup (text, (gsize) (end - text));
  relations->tail = g_strdup (end);
  return TRUE;
}

/**
 * merge_image_prepare:
 * @package: a template's package, compiled
 * @compiler: what has compiled it
 * @error: return location for a #MergeError
 *
 * Makes the package ready for pictures, if it shows any.
 *
 * Returns: (transfer full) (element-type MergeImageRelations): the relationships that pictures
 *   change, or %NULL
 */
GPtrArray *
merge_image_prepare (MergePackage *package, MergeCompiler *compiler, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (relations_free);

  for (guint i = 0; i < compiler->image_parts->len; i++)
    {
      const MergeImagePart *part = &g_array_index (compiler->image_parts, MergeImagePart, i);
      MergeImageRelations *relations = g_new0 (MergeImageRelations, 1);

      g_ptr_array_add (all, relations);
      relations->name = merge_relations_part (part->name);
      relations->images = part->images;
      relations->strict = part->strict;
      if (!cut (package, relations, error))
        return NULL;
    }
  if (all->len > 0 && !add_types (package, error))
    return NULL;
  return g_steal_pointer (&all);
}

/* ---- pictures ---- */

static guint
read16 (const guint8 *at)
{
  return (guint) at[0] << 8 | at[1];
}

static guint
read32 (const guint8 *at)
{
  return read16 (at) << 16 | read16 (at + 2);
}

static gboolean
measure_png (const guint8 *data, gsize size, MergeImage *image)
{
  static const guint8 start[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n' };

  if (size < 33 || memcmp (data, start, sizeof start) != 0 || memcmp (data + 12, "IHDR", 4) != 0)
    return FALSE;
  image->width = read32 (data + 16);
  image->height = read32 (data + 20);
  image->extension = kinds[0].extension;
  return TRUE;
}

/* The frame tells the size; segments before it are passed over. */
static gboolean
measure_jpeg (const guint8 *data, gsize size, MergeImage *image)
{
  gsize at = 2;

  if (size < 4 || data[0] != 0xFF || data[1] != 0xD8)
    return FALSE;
  while (at + 9 < size && data[at] == 0xFF)
    {
      guint8 kind = data[at + 1];
      guint length = read16 (data + at + 2);

      if (kind == 0xFF)
        {
          at++;
          continue;
        }
      if (kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 && kind != 0xC8 && kind != 0xCC)
        {
          image->height = read16 (data + at + 5);
          image->width = read16 (data + at + 7);
          image->extension = kinds[1].extension;
          return TRUE;
        }
      if (length < 2)
        return FALSE;
      at += 2 + (gsize) length;
    }
  return FALSE;
}

static gboolean
measure (MergeImage *image)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (image->bytes, &size);

  return (measure_png (data, size, image) || measure_jpeg (data, size, image)) && image->width > 0
         && image->height > 0 && image->width <= MAX_SIDE && image->height <= MAX_SIDE;
}

/**
 * merge_images_load:
 * @names: (element-type utf8): the pictures that a template shows
 * @source: gives them
 *
 * Returns: (transfer full) (nullable): each of them, without bytes when there is none or it is no
 *   PNG or JPEG; %NULL when the template shows none
 */
MergeImage *
merge_images_load (GPtrArray *names, const MergeSource *source)
{
  MergeImage *images = names->len > 0 ? g_new0 (MergeImage, names->len) : NULL;

  for (guint i = 0; i < names->len && source->load_picture != NULL; i++)
    {
      images[i].bytes = source->load_picture (g_ptr_array_index (names, i), source->user_data);
      if (images[i].bytes != NULL && !measure (&images[i]))
        g_clear_pointer (&images[i].bytes, g_bytes_unref);
    }
  return images;
}

/**
 * merge_images_free:
 * @images: (nullable) (transfer full): pictures
 * @n_images: how many
 */
void
merge_images_free (MergeImage *images, guint n_images)
{
  for (guint i = 0; images != NULL && i < n_images; i++)
    g_clear_pointer (&images[i].bytes, g_bytes_unref);
  g_free (images);
}

/**
 * merge_image_part_name:
 * @image: which picture
 * @of: it
 *
 * Returns: (transfer full): the name of its part
 */
char *
merge_image_part_name (guint image, const MergeImage *of)
{
  return g_strdup_printf ("word/media/paraphe%u.%s", image + 1, of->extension);
}

/**
 * merge_image_write_relations:
 * @relations: relationships of a part
 * @images: pictures
 * @n_images: how many
 *
 * Returns: (transfer full) (nullable): the relationships with those of the pictures that there are;
 *   %NULL when there is none
 */
GBytes *
merge_image_write_relations (const MergeImageRelations *relations,
                             const MergeImage *images,
                             guint n_images)
{
  g_autoptr (GString) text = g_string_new (relations->head);
  gsize length = text->len;

  for (guint i = 0; i < n_images; i++)
    {
      g_autofree char *name = NULL;

      if (images[i].bytes == NULL || (relations->images & (1u << i)) == 0)
        continue;
      name = merge_image_part_name (i, &images[i]);
      g_string_append_printf (text,
                              "<Relationship xmlns=\"" RELATIONS_NAMESPACE
                              "\" Id=\"" MERGE_IMAGE_RELATION "\" Type=\"%s/image\" "
                              "Target=\"/%s\"/>",
                              i + 1,
                              relations->strict
                                  ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
                                  : "http://schemas.openxmlformats.org/officeDocument/2006/"
                                    "relationships",
                              name);
    }
  if (text->len == length)
    return NULL;
  g_string_append (text, relations->tail);
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

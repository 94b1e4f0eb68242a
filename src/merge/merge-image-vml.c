/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-image-private.h"

/* Pictures as Word drew them before 2010, and draws them still beside a DrawingML picture for the
 * programs of that time (mc:Fallback): a shape of VML that holds an image. Its size is a style
 * (ECMA-376 part 4, 19.1.2.19: "width:72pt;height:36pt"). */

#define EMU_PER_POINT 12700

/* A length is no longer than a metre. */
#define MAX_MEASURE 36000000

static const struct
{
  const char *unit;
  double emu;
} units[] = {
  { "pt", EMU_PER_POINT }, { "in", 914400 }, { "cm", 360000 }, { "mm", 36000 },
  { "pc", 152400 },        { "px", 9525 },   { "", 9525 },
};

static gint64
read_length (const char *text)
{
  char *end = NULL;
  double number = g_ascii_strtod (text, &end);
  g_autofree char *unit = g_strstrip (g_strdup (end));

  for (guint i = 0; end != text && i < G_N_ELEMENTS (units); i++)
    if (g_ascii_strcasecmp (unit, units[i].unit) == 0)
      {
        double emu = number * units[i].emu;

        return emu >= 1 && emu <= MAX_MEASURE ? (gint64) emu : 0;
      }
  return 0;
}

/* The value of a declaration when it is of that property. */
static const char *
value_of (const char *declaration, const char *property)
{
  gsize length = strlen (property);

  declaration += strspn (declaration, " \t\n");
  if (g_ascii_strncasecmp (declaration, property, length) != 0)
    return NULL;
  declaration += length;
  declaration += strspn (declaration, " \t\n");
  return *declaration == ':' ? declaration + 1 : NULL;
}

static gint64
read_measure (char **declarations, const char *property)
{
  gint64 measure = 0;

  for (char **at = declarations; *at != NULL; at++)
    if (value_of (*at, property) != NULL)
      measure = read_length (value_of (*at, property));
  return measure;
}

/**
 * merge_image_vml_find:
 * @pict: a w:pict
 *
 * Returns: (transfer none) (nullable): the one image that it shows, beside texts that it may hold
 */
xmlNode *
merge_image_vml_find (const xmlNode *pict)
{
  xmlNode *found = NULL;

  for (xmlNode *node = pict->children; node != NULL;)
    {
      if (merge_dom_is_plain (node, "imagedata"))
        {
          if (found != NULL)
            return NULL;
          found = node;
        }
      node = merge_dom_is (node, "txbxContent") ? merge_dom_next_skip (node, pict)
                                                : merge_dom_next (node, pict);
    }
  return found != NULL && found->parent != pict ? found : NULL;
}

/**
 * merge_image_vml_box:
 * @image: what merge_image_vml_find() returned
 *
 * Returns: the box of its shape, or none
 */
MergeBox
merge_image_vml_box (const xmlNode *image)
{
  g_autofree char *style = merge_dom_get_plain (image->parent, "style");
  g_auto (GStrv) declarations = g_strsplit (style != NULL ? style : "", ";", -1);
  MergeBox box = { .width = read_measure (declarations, "width"),
                   .height = read_measure (declarations, "height"),
                   .points = TRUE };

  return box.width > 0 && box.height > 0 ? box : (MergeBox){ 0 };
}

/**
 * merge_image_vml_name:
 * @compiler: a compiler
 * @image: what merge_image_vml_find() returned
 *
 * What Word's dialog writes as alternative text (`alt`, `title`), and the shape's name. The title
 * of the image itself (`o:title`) is the name of the file that it came from: many a template has a
 * "logo" there that is no place for another, and so it counts only in braces.
 *
 * Returns: (transfer none) (nullable): the picture of the data that it stands for
 */
const char *
merge_image_vml_name (const MergeCompiler *compiler, const xmlNode *image)
{
  static const char *const attributes[] = { "alt", "title", "id" };
  g_autofree char *file = merge_dom_get_plain (image, "title");

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      g_autofree char *text = merge_dom_get_plain (image->parent, attributes[i]);
      const char *name = text != NULL ? merge_image_meant (compiler, text) : NULL;

      if (name != NULL)
        return name;
    }
  return file != NULL && strchr (file, '{') != NULL ? merge_image_name (compiler, file) : NULL;
}

/* Both measures of the shape depend on the picture. */
static void
mark_style (xmlNode *shape, guint box)
{
  static const struct
  {
    const char *property;
    char kind;
  } measures[] = { { "width", MERGE_MARK_WIDTH }, { "height", MERGE_MARK_HEIGHT } };
  g_autofree char *style = merge_dom_get_plain (shape, "style");
  g_auto (GStrv) declarations = g_strsplit (style, ";", -1);
  g_autofree char *marked = NULL;

  for (char **at = declarations; *at != NULL; at++)
    for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
      if (value_of (*at, measures[i].property) != NULL)
        {
          g_autofree char *mark = merge_program_mark_text (measures[i].kind, box, "0");

          g_free (*at);
          *at = g_strdup_printf ("%s:%spt", measures[i].property, mark);
          break;
        }
  marked = g_strjoinv (";", declarations);
  merge_dom_set_plain (shape, "style", marked);
}

/**
 * merge_image_vml_change:
 * @image: what merge_image_vml_find() returned
 * @relation: the relationship of another picture
 * @box: the number of its box
 *
 * The picture is another one: what was linked, cut or coloured is nothing of it.
 */
void
merge_image_vml_change (xmlNode *image, const char *relation, guint box)
{
  for (xmlAttr *attribute = image->properties, *next; attribute != NULL; attribute = next)
    {
      next = attribute->next;
      if (strcmp ((const char *) attribute->name, "id") == 0)
        xmlSetNsProp (image, attribute->ns, attribute->name, (const xmlChar *) relation);
      else if (strcmp ((const char *) attribute->name, "title") != 0)
        xmlRemoveProp (attribute);
    }
  mark_style (image->parent, box);
}

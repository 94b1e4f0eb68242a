/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-fonts-private.h"
#include "paper-package-private.h"

#include <string.h>

/* What is gathered of a document before its fonts are known. Names of fonts that the theme gives
 * are
 * "+minor" and "+major" until it is read. */
typedef struct
{
  GPtrArray *fonts;       /* (element-type utf8): the document's own, in order */
  GHashTable *styles;     /* id → Style */
  GHashTable *used;       /* ids of styles */
  GHashTable *embedded;   /* names of fonts that the document brings */
  char *theme_fonts[2];   /* minor, major */
  GPtrArray *style_fonts; /* of what goes for all */
} Wanted;

typedef struct
{
  char *parent;
  gboolean is_default;
  GPtrArray *fonts;
} Style;

static void
style_free (gpointer data)
{
  Style *style = data;

  g_free (style->parent);
  g_ptr_array_unref (style->fonts);
  g_free (style);
}

static gboolean
is_named (xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp ((const char *) node->name, name) == 0;
}

/* (transfer full) (nullable): an attribute, in whatever name space */
static char *
get (xmlNode *node, const char *name)
{
  xmlChar *value = NULL;
  char *copy;

  for (xmlAttr *attr = node->properties; attr != NULL && value == NULL; attr = attr->next)
    if (strcmp ((const char *) attr->name, name) == 0)
      value = xmlNodeListGetString (node->doc, attr->children, 1);
  copy = g_strdup ((const char *) value);
  xmlFree (value);
  return copy;
}

static void
add_font (GPtrArray *fonts, const char *name)
{
  if (name != NULL && *name != '\0'
      && !g_ptr_array_find_with_equal_func (fonts, name, g_str_equal, NULL))
    g_ptr_array_add (fonts, g_strdup (name));
}

static void
add_run_fonts (GPtrArray *fonts, xmlNode *node)
{
  static const char *const names[][2] = { { "asciiTheme", "ascii" }, { "hAnsiTheme", "hAnsi" } };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *theme = get (node, names[i][0]);
      g_autofree char *plain = get (node, names[i][1]);

      if (theme != NULL)
        add_font (fonts, g_str_has_prefix (theme, "major") ? "+major" : "+minor");
      else
        add_font (fonts, plain);
    }
}

/* All fonts that are named at and below a node, and the styles that are used there. */
static void
gather (xmlNode *top, GPtrArray *fonts, GHashTable *used)
{
  for (xmlNode *node = top; node != NULL;)
    {
      if (is_named (node, "rFonts"))
        add_run_fonts (fonts, node);
      else if (is_named (node, "sym"))
        {
          g_autofree char *font = get (node, "font");

          add_font (fonts, font);
        }
      else if (is_named (node, "pStyle") || is_named (node, "rStyle")
               || is_named (node, "tblStyle"))
        {
          char *id = get (node, "val");

          if (id != NULL && used != NULL)
            g_hash_table_add (used, id);
          else
            g_free (id);
        }
      if (node->children != NULL && node->type == XML_ELEMENT_NODE)
        {
          node = node->children;
          continue;
        }
      while (node != top && node->next == NULL)
        node = node->parent;
      node = node == top ? NULL : node->next;
    }
}

static void
read_styles (Wanted *wanted, xmlNode *root)
{
  for (xmlNode *node = root->children; node != NULL; node = node->next)
    {
      g_autofree char *is_default = NULL;
      char *id;
      Style *style;

      if (is_named (node, "docDefaults"))
        gather (node, wanted->style_fonts, NULL);
      if (!is_named (node, "style") || (id = get (node, "styleId")) == NULL)
        continue;
      style = g_new0 (Style, 1);
      style->fonts = g_ptr_array_new_with_free_func (g_free);
      is_default = get (node, "default");
      style->is_default = g_strcmp0 (is_default, "1") == 0 || g_strcmp0 (is_default, "true") == 0;
      gather (node, style->fonts, NULL);
      for (xmlNode *child = node->children; child != NULL && style->parent == NULL;
           child = child->next)
        if (is_named (child, "basedOn"))
          style->parent = get (child, "val");
      g_hash_table_replace (wanted->styles, id, style);
    }
}

static void
read_theme (Wanted *wanted, xmlNode *root)
{
  for (xmlNode *node = root; node != NULL;)
    {
      gboolean major = is_named (node, "majorFont");

      if (major || is_named (node, "minorFont"))
        for (xmlNode *child = node->children; child != NULL; child = child->next)
          if (is_named (child, "latin") && wanted->theme_fonts[major] == NULL)
            wanted->theme_fonts[major] = get (child, "typeface");
      if (node->children != NULL && node->type == XML_ELEMENT_NODE)
        {
          node = node->children;
          continue;
        }
      while (node != root && node->next == NULL)
        node = node->parent;
      node = node == root ? NULL : node->next;
    }
}

static void
read_font_table (Wanted *wanted, xmlNode *root)
{
  for (xmlNode *node = root->children; node != NULL; node = node->next)
    {
      char *name = is_named (node, "font") ? get (node, "name") : NULL;
      gboolean embedded = FALSE;

      for (xmlNode *child = node->children; name != NULL && child != NULL; child = child->next)
        embedded = embedded || is_named (child, "embedRegular");
      if (embedded)
        g_hash_table_add (wanted->embedded, name);
      else
        g_free (name);
    }
}

/* Bullets are drawn by other means, and the rest has no text. */
static gboolean
has_text (const char *part)
{
  static const char *const names[] = { "word/document", "word/header", "word/footer",
                                       "word/footnotes", "word/endnotes" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (part, names[i]))
      return TRUE;
  return FALSE;
}

static void
read_part_cb (const char *part, xmlDoc *xml, gpointer data)
{
  Wanted *wanted = data;
  xmlNode *root = xmlDocGetRootElement (xml);

  if (has_text (part))
    gather (root, wanted->fonts, wanted->used);
  else if (g_str_equal (part, "word/styles.xml"))
    read_styles (wanted, root);
  else if (g_str_equal (part, "word/fonttable.xml"))
    read_font_table (wanted, root);
  else if (g_str_has_prefix (part, "word/theme/"))
    read_theme (wanted, root);
}

static void
add_all (GPtrArray *fonts, GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++)
    add_font (fonts, g_ptr_array_index (more, i));
}

/* Those of the styles that are used, of those that these come from, and of what goes for all. */
static void
add_style_fonts (Wanted *wanted)
{
  GHashTableIter iter;
  gpointer id, value;

  add_all (wanted->fonts, wanted->style_fonts);
  g_hash_table_iter_init (&iter, wanted->styles);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      const Style *style = value;
      gboolean used = style->is_default || g_hash_table_contains (wanted->used, id);

      for (guint depth = 0; used && style != NULL && depth < 16; depth++)
        {
          add_all (wanted->fonts, style->fonts);
          style =
              style->parent != NULL ? g_hash_table_lookup (wanted->styles, style->parent) : NULL;
        }
    }
}

static GPtrArray *
resolve (Wanted *wanted)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < wanted->fonts->len; i++)
    {
      const char *name = g_ptr_array_index (wanted->fonts, i);

      if (*name == '+')
        name = wanted->theme_fonts[g_str_equal (name, "+major")];
      if (name != NULL && !g_hash_table_contains (wanted->embedded, name))
        add_font (names, name);
    }
  return names;
}

/**
 * paper_fonts_wanted:
 * @docx: a Word document
 *
 * Returns: (transfer full) (element-type utf8): the fonts that it is written in and does not bring
 *   itself; those of styles that nothing uses are not among them
 */
GPtrArray *
paper_fonts_wanted (GBytes *docx)
{
  Wanted wanted = {
    .fonts = g_ptr_array_new_with_free_func (g_free),
    .styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, style_free),
    .used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .embedded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .style_fonts = g_ptr_array_new_with_free_func (g_free),
  };
  GPtrArray *names;

  paper_package_each_part (docx, read_part_cb, &wanted);
  add_style_fonts (&wanted);
  names = resolve (&wanted);
  g_ptr_array_unref (wanted.fonts);
  g_ptr_array_unref (wanted.style_fonts);
  g_hash_table_unref (wanted.styles);
  g_hash_table_unref (wanted.used);
  g_hash_table_unref (wanted.embedded);
  g_free (wanted.theme_fonts[0]);
  g_free (wanted.theme_fonts[1]);
  return names;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-many-private.h"

/* A list of the second copy would go on counting where the first one ended: each copy gets lists of
 * its own that begin as those of the template do (ISO/IEC 29500-1 §17.9). */

#define LEVELS    9
#define MAX_BASES 20

static const char *const before_numbers[] = {
  "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", NULL
};
static const char *const before_level[] = { "abstractNumId", NULL };

/* What a style numbers its paragraphs by. */
typedef struct
{
  char *id;    /* (nullable): of the list; %NULL: that of @base */
  char *level; /* (nullable) */
  char *base;  /* (nullable): the style that this one is based on */
} MergeListStyle;

static void
style_free (gpointer data)
{
  MergeListStyle *style = data;

  g_free (style->id);
  g_free (style->level);
  g_free (style->base);
  g_free (style);
}

static char *
value_of_child (const xmlNode *parent, const char *name)
{
  const xmlNode *child = parent != NULL ? merge_dom_child (parent, name) : NULL;

  return child != NULL ? merge_dom_get (child, "val") : NULL;
}

static void
read_style (MergeManyLists *lists, const xmlNode *node)
{
  char *id = merge_dom_get (node, "styleId");
  const xmlNode *properties = merge_dom_child (node, "pPr");
  const xmlNode *numbers = properties != NULL ? merge_dom_child (properties, "numPr") : NULL;
  MergeListStyle *style;

  if (id == NULL)
    return;
  style = g_new0 (MergeListStyle, 1);
  style->id = value_of_child (numbers, "numId");
  style->level = value_of_child (numbers, "ilvl");
  style->base = value_of_child (node, "basedOn");
  g_hash_table_replace (lists->styles, id, style);
}

static xmlNode *
find_numbered (MergeXml *numbering, const char *name, const char *attribute, const char *id)
{
  for (xmlNode *node = xmlDocGetRootElement (numbering)->children; node != NULL; node = node->next)
    if (merge_dom_is (node, name))
      {
        g_autofree char *own = merge_dom_get (node, attribute);

        if (g_strcmp0 (own, id) == 0)
          return node;
      }
  return NULL;
}

/**
 * merge_many_lists_init:
 * @lists: (out caller-allocates): the lists
 * @numbering: (nullable) (transfer full): the part that says how they count
 * @styles: (nullable) (transfer none): the part with the styles
 *
 * Begins with the lists of a template.
 */
void
merge_many_lists_init (MergeManyLists *lists, MergeXml *numbering, MergeXml *styles)
{
  memset (lists, 0, sizeof *lists);
  lists->numbering = numbering;
  lists->styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, style_free);
  if (numbering == NULL)
    return;
  for (xmlNode *node = xmlDocGetRootElement (numbering)->children; node != NULL; node = node->next)
    if (merge_dom_is (node, "num"))
      {
        g_autofree char *id = merge_dom_get (node, "numId");
        guint64 number = id != NULL ? g_ascii_strtoull (id, NULL, 10) : 0;

        lists->last_id = MAX (lists->last_id, (guint) MIN (number, G_MAXINT / 2));
      }
  for (xmlNode *node = styles != NULL ? xmlDocGetRootElement (styles)->children : NULL;
       node != NULL; node = node->next)
    if (merge_dom_is (node, "style"))
      read_style (lists, node);
}

/* (transfer full): the number that a level of a list begins with */
static char *
start_of (MergeManyLists *lists, const xmlNode *list, const char *level)
{
  g_autofree char *id = value_of_child (list, "abstractNumId");
  const xmlNode *node =
      id != NULL ? find_numbered (lists->numbering, "abstractNum", "abstractNumId", id) : NULL;
  char *start = NULL;

  for (node = node != NULL ? node->children : NULL; node != NULL; node = node->next)
    if (merge_dom_is (node, "lvl"))
      {
        g_autofree char *own = merge_dom_get (node, "ilvl");

        if (g_strcmp0 (own, level) == 0)
          start = value_of_child (node, "start");
      }
  return start != NULL ? start : g_strdup ("1");
}

static xmlNode *
find_override (xmlNode *list, const char *level)
{
  for (xmlNode *node = list->children; node != NULL; node = node->next)
    if (merge_dom_is (node, "lvlOverride"))
      {
        g_autofree char *own = merge_dom_get (node, "ilvl");

        if (g_strcmp0 (own, level) == 0)
          return node;
      }
  return NULL;
}

static void
override_level (MergeManyLists *lists, xmlNode *list, guint number)
{
  char level[16];
  xmlNode *override, *start;
  g_autofree char *value = NULL;

  g_snprintf (level, sizeof level, "%u", number);
  value = start_of (lists, list, level);
  override = find_override (list, level);
  if (override == NULL)
    {
      override = xmlAddChild (
          list, xmlNewDocNode (list->doc, list->ns, (const xmlChar *) "lvlOverride", NULL));
      xmlSetNsProp (override, list->ns, (const xmlChar *) "ilvl", (const xmlChar *) level);
    }
  if (merge_dom_child (override, "startOverride") != NULL)
    return;
  start = merge_many_place (override, "startOverride", before_level);
  xmlSetNsProp (start, list->ns, (const xmlChar *) "val", (const xmlChar *) value);
}

/* The last of the lists that follow each other: what else a part holds stands behind them. */
static xmlNode *
last_list (xmlNode *list)
{
  while (list->next != NULL
         && (list->next->type != XML_ELEMENT_NODE || merge_dom_is (list->next, "num")))
    list = list->next;
  return list;
}

/* Returns the number of a list that counts like the one of that id, from its beginning; 0 when
 * there is no such list. */
static guint
restart (MergeManyLists *lists, const char *id)
{
  xmlNode *list = find_numbered (lists->numbering, "num", "numId", id);
  xmlNode *copy;
  char number[16];

  if (list == NULL)
    return 0;
  if (lists->text == NULL)
    lists->text = merge_many_text_new (list->parent, last_list (list));
  copy = merge_dom_clone (list, list->parent);
  g_snprintf (number, sizeof number, "%u", ++lists->last_id);
  merge_dom_set_plain (copy, "numId", number);
  merge_dom_drop_plain (copy, "durableId");
  for (guint i = 0; i < LEVELS; i++)
    override_level (lists, copy, i);
  merge_many_text_take (lists->text, copy);
  return lists->last_id;
}

/* The list that a paragraph's style gives it, in its own words from now on. */
static void
name_list_of_style (MergeManyLists *lists, xmlNode *properties)
{
  g_autofree char *name = value_of_child (properties, "pStyle");
  const MergeListStyle *style = name != NULL ? g_hash_table_lookup (lists->styles, name) : NULL;
  const char *level = NULL;
  xmlNode *numbers, *node;

  for (guint i = 0; style != NULL && style->id == NULL && i < MAX_BASES; i++)
    {
      level = level != NULL ? level : style->level;
      style = style->base != NULL ? g_hash_table_lookup (lists->styles, style->base) : NULL;
    }
  if (style == NULL || style->id == NULL)
    return;
  level = level != NULL ? level : style->level;
  numbers = merge_many_place (properties, "numPr", before_numbers);
  if (level != NULL)
    {
      node = merge_dom_add (numbers, numbers, "ilvl");
      xmlSetNsProp (node, node->ns, (const xmlChar *) "val", (const xmlChar *) level);
    }
  node = merge_dom_add (numbers, numbers, "numId");
  xmlSetNsProp (node, node->ns, (const xmlChar *) "val", (const xmlChar *) style->id);
}

/**
 * merge_many_lists_restart:
 * @lists: the lists
 * @root: the body of a copy that is not the first
 *
 * Has the lists of a copy begin anew.
 */
void
merge_many_lists_restart (MergeManyLists *lists, xmlNode *root)
{
  g_autoptr (GHashTable) numbers = NULL;

  if (lists->numbering == NULL)
    return;
  numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (xmlNode *node = root; node != NULL; node = merge_dom_next (node, root))
    {
      xmlNode *properties = merge_dom_is (node, "p") ? merge_dom_child (node, "pPr") : NULL;
      xmlNode *list, *id;
      g_autofree char *old = NULL;
      guint number;
      char text[16];

      if (properties == NULL)
        continue;
      if (merge_dom_child (properties, "numPr") == NULL)
        name_list_of_style (lists, properties);
      list = merge_dom_child (properties, "numPr");
      id = list != NULL ? merge_dom_child (list, "numId") : NULL;
      old = id != NULL ? merge_dom_get (id, "val") : NULL;
      if (old == NULL || strcmp (old, "0") == 0)
        continue;
      number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, old));
      if (number == 0)
        number = restart (lists, old);
      if (number == 0)
        continue;
      g_snprintf (text, sizeof text, "%u", number);
      merge_dom_set_plain (id, "val", text);
      g_hash_table_insert (numbers, g_steal_pointer (&old), GUINT_TO_POINTER (number));
    }
}

/**
 * merge_many_lists_clear:
 * @lists: lists
 *
 * Frees them.
 */
void
merge_many_lists_clear (MergeManyLists *lists)
{
  g_clear_pointer (&lists->numbering, xmlFreeDoc);
  g_clear_pointer (&lists->styles, g_hash_table_unref);
  g_clear_pointer (&lists->text, merge_many_text_free);
}

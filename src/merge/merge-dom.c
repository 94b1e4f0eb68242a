/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-dom-private.h"

static const char *const word_namespaces[] = {
  "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
  "http://purl.oclc.org/ooxml/wordprocessingml/main",
};
#define MC_NAMESPACE "http://schemas.openxmlformats.org/markup-compatibility/2006"

static gboolean
is_word (const xmlNs *ns)
{
  return ns != NULL && ns->href != NULL
         && (strcmp ((const char *) ns->href, word_namespaces[0]) == 0
             || strcmp ((const char *) ns->href, word_namespaces[1]) == 0);
}

/**
 * merge_dom_is:
 * @node: (nullable): a node
 * @name: a local name of WordprocessingML
 *
 * Returns: whether the node is that element
 */
gboolean
merge_dom_is (const xmlNode *node, const char *name)
{
  return merge_dom_is_plain (node, name) && is_word (node->ns);
}

/**
 * merge_dom_is_any:
 * @node: (nullable): a node
 * @names: (array zero-terminated=1): local names of WordprocessingML
 *
 * Returns: whether the node is one of these elements
 */
gboolean
merge_dom_is_any (const xmlNode *node, const char *const *names)
{
  return node != NULL && node->type == XML_ELEMENT_NODE && is_word (node->ns)
         && g_strv_contains (names, (const char *) node->name);
}

/**
 * merge_dom_is_plain:
 * @node: (nullable): a node
 * @name: a local name
 *
 * Returns: whether the node is an element of that name in any namespace
 */
gboolean
merge_dom_is_plain (const xmlNode *node, const char *name)
{
  return node != NULL && node->type == XML_ELEMENT_NODE
         && strcmp ((const char *) node->name, name) == 0;
}

/**
 * merge_dom_is_mc:
 * @node: (nullable): a node
 * @name: a local name of the markup compatibility namespace
 *
 * Returns: whether the node is that element
 */
gboolean
merge_dom_is_mc (const xmlNode *node, const char *name)
{
  return merge_dom_is_plain (node, name) && node->ns != NULL && node->ns->href != NULL
         && strcmp ((const char *) node->ns->href, MC_NAMESPACE) == 0;
}

static char *
value_of (const xmlAttr *attribute)
{
  xmlChar *value = xmlNodeListGetString (attribute->doc, attribute->children, 1);
  char *copy = g_strdup (value != NULL ? (const char *) value : "");

  if (value != NULL)
    xmlFree (value);
  return copy;
}

/**
 * merge_dom_get:
 * @node: an element
 * @name: a local name of WordprocessingML
 *
 * Returns: (transfer full) (nullable): the attribute's value
 */
char *
merge_dom_get (const xmlNode *node, const char *name)
{
  for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    if (strcmp ((const char *) attribute->name, name) == 0 && is_word (attribute->ns))
      return value_of (attribute);
  return NULL;
}

/**
 * merge_dom_get_plain:
 * @node: an element
 * @name: a local name
 *
 * Returns: (transfer full) (nullable): the value of the attribute of that name in any namespace
 */
char *
merge_dom_get_plain (const xmlNode *node, const char *name)
{
  for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    if (strcmp ((const char *) attribute->name, name) == 0)
      return value_of (attribute);
  return NULL;
}

static xmlAttr *
find_plain (const xmlNode *node, const char *name)
{
  xmlAttr *attribute = node->properties;

  while (attribute != NULL && strcmp ((const char *) attribute->name, name) != 0)
    attribute = attribute->next;
  return attribute;
}

/**
 * merge_dom_set_plain:
 * @node: an element
 * @name: a local name
 * @value: what it shall be
 *
 * Changes the attribute of that name in any namespace; there is none: nothing.
 */
void
merge_dom_set_plain (xmlNode *node, const char *name, const char *value)
{
  xmlAttr *attribute = find_plain (node, name);

  if (attribute != NULL)
    xmlSetNsProp (node, attribute->ns, attribute->name, (const xmlChar *) value);
}

/**
 * merge_dom_drop_plain:
 * @node: an element
 * @name: a local name
 *
 * Takes the attribute of that name in any namespace away, if there is one.
 */
void
merge_dom_drop_plain (xmlNode *node, const char *name)
{
  xmlAttr *attribute = find_plain (node, name);

  if (attribute != NULL)
    xmlRemoveProp (attribute);
}

/**
 * merge_dom_is_on:
 * @node: (nullable): an on/off element of WordprocessingML
 *
 * Returns: whether it is there and not switched off by its value
 */
gboolean
merge_dom_is_on (const xmlNode *node)
{
  static const char *const off[] = { "0", "false", "off", NULL };
  g_autofree char *value = node != NULL ? merge_dom_get (node, "val") : NULL;

  return node != NULL && (value == NULL || !g_strv_contains (off, value));
}

/**
 * merge_dom_remove:
 * @node: (transfer full): a node
 *
 * Takes a node out of its document and frees it.
 */
void
merge_dom_remove (xmlNode *node)
{
  xmlUnlinkNode (node);
  xmlFreeNode (node);
}

/**
 * merge_dom_next:
 * @node: a node
 * @root: where to stop
 *
 * Returns: (nullable): the node after @node in document order, below @root
 */
xmlNode *
merge_dom_next (const xmlNode *node, const xmlNode *root)
{
  if (node->type == XML_ELEMENT_NODE && node->children != NULL)
    return node->children;
  return merge_dom_next_skip (node, root);
}

/**
 * merge_dom_next_skip:
 * @node: a node
 * @root: where to stop
 *
 * Returns: (nullable): the node after the whole of @node in document order, below @root
 */
xmlNode *
merge_dom_next_skip (const xmlNode *node, const xmlNode *root)
{
  while (node != NULL && node != root)
    {
      if (node->next != NULL)
        return node->next;
      node = node->parent;
    }
  return NULL;
}

/**
 * merge_dom_child:
 * @node: an element
 * @name: a local name of WordprocessingML
 *
 * Returns: (nullable): its first child of that name
 */
xmlNode *
merge_dom_child (const xmlNode *node, const char *name)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (merge_dom_is (child, name))
      return child;
  return NULL;
}

/**
 * merge_dom_first:
 * @node: an element that may hold very many
 * @name: a local name of WordprocessingML, such as "pPr"
 *
 * Returns: (nullable): its first element, if that is its name
 */
xmlNode *
merge_dom_first (const xmlNode *node, const char *name)
{
  xmlNode *child = node->children;

  while (child != NULL && child->type != XML_ELEMENT_NODE)
    child = child->next;
  return merge_dom_is (child, name) ? child : NULL;
}

/**
 * merge_dom_ancestor:
 * @node: a node
 * @name: a local name of WordprocessingML
 *
 * Returns: (nullable): the nearest ancestor of that name
 */
xmlNode *
merge_dom_ancestor (const xmlNode *node, const char *name)
{
  for (xmlNode *up = node->parent; up != NULL && up->type == XML_ELEMENT_NODE; up = up->parent)
    if (merge_dom_is (up, name))
      return up;
  return NULL;
}

/**
 * merge_dom_contains:
 * @node: a node
 * @descendant: another
 *
 * Returns: whether @descendant is @node or below it
 */
gboolean
merge_dom_contains (const xmlNode *node, const xmlNode *descendant)
{
  while (descendant != NULL && descendant != node)
    descendant = descendant->parent;
  return descendant == node;
}

/**
 * merge_dom_has_content:
 * @node: a container of runs
 *
 * Returns: whether an element other than its properties is left in it
 */
gboolean
merge_dom_has_content (const xmlNode *node)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type != XML_TEXT_NODE
        && !(child->type == XML_ELEMENT_NODE
             && g_str_has_suffix ((const char *) child->name, "Pr")))
      return TRUE;
  return FALSE;
}

/**
 * merge_dom_add:
 * @parent: where the new element goes, as last child
 * @like: an element whose namespace it takes
 * @name: its local name
 *
 * Returns: (transfer none): the new element
 */
xmlNode *
merge_dom_add (xmlNode *parent, const xmlNode *like, const char *name)
{
  return xmlAddChild (parent, xmlNewDocNode (parent->doc, like->ns, (const xmlChar *) name, NULL));
}

/* What libxml2 takes for an element or a text, and for an attribute with its value. */
#define NODE_WEIGHT      (sizeof (xmlNode) + 16)
#define ATTRIBUTE_WEIGHT (sizeof (xmlAttr) + sizeof (xmlNode) + 32)

static gsize
weigh_one (const xmlNode *node)
{
  gsize weight = NODE_WEIGHT;

  if (node->type == XML_TEXT_NODE)
    return weight + strlen ((const char *) node->content);
  if (node->type != XML_ELEMENT_NODE)
    return weight;
  for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    weight += ATTRIBUTE_WEIGHT
              + (attribute->children != NULL && attribute->children->content != NULL
                     ? strlen ((const char *) attribute->children->content)
                     : 0);
  return weight;
}

/**
 * merge_dom_weigh:
 * @node: an element
 *
 * Returns: about how many bytes a copy of it takes
 */
gsize
merge_dom_weigh (const xmlNode *node)
{
  gsize weight = 0;

  for (const xmlNode *at = node; at != NULL; at = merge_dom_next (at, node))
    weight += weigh_one (at);
  return weight;
}

/* The namespace as @element may use it, declared on it when it is not in scope there. */
static xmlNs *
acquire_namespace (xmlNode *element, const xmlNs *ns)
{
  xmlNs *known;

  if (ns == NULL)
    return NULL;
  known = xmlSearchNs (element->doc, element, ns->prefix);
  if (known != NULL && xmlStrEqual (known->href, ns->href))
    return known;
  return xmlNewNs (element, ns->href, ns->prefix);
}

/**
 * merge_dom_clone:
 * @node: an element
 * @parent: where the copy goes, as last child
 *
 * Copies an element within its document; namespaces that are declared above @parent are not
 * declared again.
 *
 * Returns: (transfer none): the copy
 */
xmlNode *
merge_dom_clone (const xmlNode *node, xmlNode *parent)
{
  xmlNode *copy = xmlAddChild (parent, xmlNewDocNode (parent->doc, NULL, node->name, NULL));

  xmlSetNs (copy, acquire_namespace (copy, node->ns));
  for (const xmlAttr *from = node->properties; from != NULL; from = from->next)
    {
      g_autofree char *value = value_of (from);

      xmlNewNsProp (copy, acquire_namespace (copy, from->ns), from->name, (const xmlChar *) value);
    }
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      merge_dom_clone (child, copy);
    else if (child->type == XML_TEXT_NODE)
      xmlAddChild (copy, xmlNewDocText (copy->doc, child->content));
  return copy;
}

/**
 * merge_dom_adopt:
 * @node: a node that has been moved within its document
 *
 * Declares again what was declared on an element that @node has left.
 */
void
merge_dom_adopt (xmlNode *node)
{
  for (xmlNode *at = node; at != NULL; at = merge_dom_next (at, node))
    {
      if (at->type != XML_ELEMENT_NODE)
        continue;
      at->ns = acquire_namespace (at, at->ns);
      for (xmlAttr *attribute = at->properties; attribute != NULL; attribute = attribute->next)
        attribute->ns = acquire_namespace (at, attribute->ns);
    }
}

/**
 * merge_dom_move:
 * @node: a node
 * @parent: an element of the same document
 *
 * Moves a node to the end of another element.
 */
void
merge_dom_move (xmlNode *node, xmlNode *parent)
{
  xmlUnlinkNode (node);
  node = xmlAddChild (parent, node);
  if (node->type == XML_ELEMENT_NODE)
    merge_dom_adopt (node);
}

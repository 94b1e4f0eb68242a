/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-many-private.h"

/* Each copy begins a section of its own, on a new page and from page 1 (docx §7.10). Elements of a
 * section stand in the order of ISO/IEC 29500-1 §17.6. */

static const char *const before_type[] = { "headerReference", "footerReference", "footnotePr",
                                           "endnotePr", NULL };
static const char *const before_numbers[] = {
  "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz",
  "pgMar",           "paperSrc",        "pgBorders",  "lnNumType", NULL
};

/* Where the section of a paragraph's end stands: only what a reviewer changed comes behind it. */
static const char *const before_section[] = { "pStyle",
                                              "keepNext",
                                              "keepLines",
                                              "pageBreakBefore",
                                              "framePr",
                                              "widowControl",
                                              "numPr",
                                              "suppressLineNumbers",
                                              "pBdr",
                                              "shd",
                                              "tabs",
                                              "suppressAutoHyphens",
                                              "kinsoku",
                                              "wordWrap",
                                              "overflowPunct",
                                              "topLinePunct",
                                              "autoSpaceDE",
                                              "autoSpaceDN",
                                              "bidi",
                                              "adjustRightInd",
                                              "snapToGrid",
                                              "spacing",
                                              "ind",
                                              "contextualSpacing",
                                              "mirrorIndents",
                                              "suppressOverlap",
                                              "jc",
                                              "textDirection",
                                              "textAlignment",
                                              "textboxTightWrap",
                                              "outlineLvl",
                                              "divId",
                                              "cnfStyle",
                                              "rPr",
                                              NULL };

/**
 * merge_many_place:
 * @parent: an element of WordprocessingML
 * @name: a child that it may have once
 * @earlier: (array zero-terminated=1): the children that stand before it
 *
 * Returns: (transfer none): the child, made in its place if it was not there
 */
xmlNode *
merge_many_place (xmlNode *parent, const char *name, const char *const *earlier)
{
  xmlNode *found = merge_dom_child (parent, name);
  xmlNode *at = parent->children;

  if (found != NULL)
    return found;
  while (at != NULL && (at->type != XML_ELEMENT_NODE || merge_dom_is_any (at, earlier)))
    at = at->next;
  found = xmlNewDocNode (parent->doc, parent->ns, (const xmlChar *) name, NULL);
  return at != NULL ? xmlAddPrevSibling (at, found) : xmlAddChild (parent, found);
}

/**
 * merge_many_set:
 * @node: an element of WordprocessingML
 * @name: the name of an attribute
 * @value: what it shall be
 *
 * Sets an attribute of WordprocessingML.
 */
void
merge_many_set (xmlNode *node, const char *name, const char *value)
{
  xmlSetNsProp (node, node->ns, (const xmlChar *) name, (const xmlChar *) value);
}

/* The section that a paragraph ends, or %NULL. */
static xmlNode *
section_of (const xmlNode *paragraph)
{
  const xmlNode *properties = merge_dom_child (paragraph, "pPr");

  return properties != NULL ? merge_dom_child (properties, "sectPr") : NULL;
}

/**
 * merge_many_sections:
 * @body: the body of a copy
 *
 * Returns: (transfer container) (element-type xmlNode): its sections, at least one: the last is
 *   made if the body says nothing of it
 */
GPtrArray *
merge_many_sections (xmlNode *body)
{
  GPtrArray *sections = g_ptr_array_new ();
  xmlNode *last = merge_dom_child (body, "sectPr");

  for (xmlNode *node = body; node != NULL; node = merge_dom_next (node, body))
    if (merge_dom_is (node, "p") && section_of (node) != NULL)
      g_ptr_array_add (sections, section_of (node));
  if (last == NULL)
    last =
        xmlAddChild (body, xmlNewDocNode (body->doc, body->ns, (const xmlChar *) "sectPr", NULL));
  g_ptr_array_add (sections, last);
  return sections;
}

/**
 * merge_many_section_start:
 * @section: the first section of a copy
 * @two_sided: whether copies begin on the front of a sheet
 *
 * Has a section begin on a new page, which is number 1 unless the template gives it another one.
 */
void
merge_many_section_start (xmlNode *section, gboolean two_sided)
{
  xmlNode *numbers = merge_many_place (section, "pgNumType", before_numbers);
  g_autofree char *start = merge_dom_get (numbers, "start");

  merge_many_set (merge_many_place (section, "type", before_type), "val",
                  two_sided ? "oddPage" : "nextPage");
  if (start == NULL)
    merge_many_set (numbers, "start", "1");
}

/* The paragraph that can end the last section: the last block, if it ends none yet. */
static xmlNode *
last_paragraph (xmlNode *body, xmlNode *section)
{
  xmlNode *node = section->prev;

  while (node != NULL && node->type != XML_ELEMENT_NODE)
    node = node->prev;
  if (node != NULL && merge_dom_is (node, "p") && section_of (node) == NULL)
    return node;
  node = xmlNewDocNode (body->doc, body->ns, (const xmlChar *) "p", NULL);
  return xmlAddPrevSibling (section, node);
}

/**
 * merge_many_section_close:
 * @body: the body of a copy behind which another one comes
 *
 * Only the last section of a document stands in its body: that of this copy becomes the end of its
 * last paragraph.
 */
void
merge_many_section_close (xmlNode *body)
{
  xmlNode *section = merge_dom_child (body, "sectPr");
  xmlNode *paragraph = last_paragraph (body, section);
  xmlNode *properties = merge_dom_child (paragraph, "pPr");

  if (properties == NULL)
    {
      properties = xmlNewDocNode (body->doc, body->ns, (const xmlChar *) "pPr", NULL);
      if (paragraph->children != NULL)
        xmlAddPrevSibling (paragraph->children, properties);
      else
        xmlAddChild (paragraph, properties);
    }
  xmlFreeNode (xmlReplaceNode (merge_many_place (properties, "sectPr", before_section), section));
  merge_dom_adopt (section);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-compile-private.h"

/* A content control may be bound to a store of XML in the package: when Word opens the file, what
 * the store holds takes the place of what the control shows, and a value merged there would be gone
 * before anybody has read it. Such a control is released from its store. The store itself is not
 * written: one node of it may stand behind several controls, some of which hold no field, and the
 * merged document is a text to be signed, not a form to be filled in again. */

/* Whether a property of a control tells that its text is not its own. */
static gboolean
is_borrowed (const xmlNode *property)
{
  return merge_dom_is_plain (property, "dataBinding") /* Word 2013 has one of its own */
         || merge_dom_is (property, "showingPlcHdr"); /* a prompt, which typing replaces */
}

static void
release (xmlNode *control)
{
  xmlNode *properties = merge_dom_child (control, "sdtPr");

  for (xmlNode *property = properties != NULL ? properties->children : NULL, *next;
       property != NULL; property = next)
    {
      next = property->next;
      if (is_borrowed (property))
        merge_dom_remove (property);
    }
}

/* Releases the controls around @node, up to one that was met before. */
static void
release_around (const xmlNode *node, GHashTable *met)
{
  for (xmlNode *up = node->parent; up != NULL && up->type == XML_ELEMENT_NODE; up = up->parent)
    if (merge_dom_is (up, "sdt"))
      {
        if (!g_hash_table_add (met, up))
          return;
        release (up);
      }
}

/**
 * merge_control_release:
 * @xml: a part whose fields are slots
 *
 * Takes the data binding and the mark of a prompt away from content controls in which something is
 * merged. Others keep theirs.
 */
void
merge_control_release (MergeXml *xml)
{
  xmlNode *root = xmlDocGetRootElement (xml);
  g_autoptr (GHashTable) met = g_hash_table_new (NULL, NULL);

  for (const xmlNode *node = root; node != NULL; node = merge_dom_next (node, root))
    if (merge_program_is_any_mark (node))
      release_around (node, met);
}

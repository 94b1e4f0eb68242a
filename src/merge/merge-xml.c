/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>

#include "merge-xml-private.h"

#include "merge-error.h"

/* No network, no entities, no document type, and nothing printed; the encoding was decided before.
 * XML_PARSE_HUGE stays off, so that libxml2's own limits hold too. */
#define OPTIONS                                                                  \
  (XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_NOERROR | XML_PARSE_NOWARNING \
   | XML_PARSE_COMPACT | XML_PARSE_IGNORE_ENC)
#if LIBXML_VERSION >= 21300
#define SAFE_OPTIONS (OPTIONS | XML_PARSE_NO_XXE)
#else
#define SAFE_OPTIONS OPTIONS
#endif

static void
init_parser (void)
{
  static gsize done = 0;

  if (g_once_init_enter (&done))
    {
      xmlInitParser ();
      g_once_init_leave (&done, 1);
    }
}

/**
 * merge_xml_parse:
 * @bytes: a part of a package
 * @part: its name, for errors
 * @error: return location for a #MergeError
 *
 * Parses a part after merge_xml_scan(). Safe in any thread.
 *
 * Returns: (transfer full): the document, which has a root, or %NULL
 */
MergeXml *
merge_xml_parse (GBytes *bytes, const char *part, GError **error)
{
  gsize length = 0;
  g_autofree char *text = merge_xml_to_utf8 (bytes, part, &length, error);
  g_autoptr (MergeXml) xml = NULL;

  if (text == NULL || !merge_xml_scan (text, length, part, error))
    return NULL;
  init_parser ();
  if (length <= G_MAXINT)
    xml = xmlReadMemory (text, (int) length, NULL, NULL, SAFE_OPTIONS);
  if (xml == NULL || xmlDocGetRootElement (xml) == NULL || xml->intSubset != NULL)
    {
      g_set_error (error, MERGE_ERROR, MERGE_ERROR_DAMAGED,
                   _ ("This Word document is damaged: its part “%s” is not well formed. Open it in "
                      "Word, let Word repair it, save it and choose it again."),
                   part);
      return NULL;
    }
  return g_steal_pointer (&xml);
}

/**
 * merge_xml_dump:
 * @xml: a document
 *
 * Writes a document as UTF-8, white space as it was read.
 *
 * Returns: (transfer full): the text
 */
GBytes *
merge_xml_dump (MergeXml *xml)
{
  xmlChar *text = NULL;
  int length = 0;

  xmlDocDumpMemoryEnc (xml, &text, &length, "UTF-8");
  return g_bytes_new_with_free_func (text, text != NULL ? (gsize) length : 0,
                                     (GDestroyNotify) xmlFree, text);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <libxml/xmlsave.h>
#include <string.h>

#include "merge-xml-private.h"

#include "merge-bits-private.h"
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

typedef struct
{
  const char *at;
  gsize left;
} Rest;

static int
read_text (void *context, char *buffer, int length)
{
  Rest *rest = context;
  gsize taken = MIN ((gsize) length, rest->left);

  memcpy (buffer, rest->at, taken);
  rest->at += taken;
  rest->left -= taken;
  return (int) taken;
}

/* libxml2 would copy a text that it is given whole. */
static MergeXml *
parse_text (const char *text, gsize length)
{
  Rest rest = { text, length };

  init_parser ();
  return xmlReadIO (read_text, NULL, &rest, NULL, NULL, SAFE_OPTIONS);
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
  g_autoptr (GBytes) utf8 = merge_xml_to_utf8 (bytes, part, error);
  gsize length = 0;
  const char *text = utf8 != NULL ? g_bytes_get_data (utf8, &length) : NULL;
  g_autoptr (MergeXml) xml = NULL;

  if (utf8 == NULL || !merge_xml_scan (text, length, part, error))
    return NULL;
  xml = parse_text (text, length);
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

static int
write_text (void *context, const char *text, int length)
{
  merge_buffer_add (context, text, (gsize) length);
  return length;
}

/**
 * merge_xml_dump:
 * @xml: a document
 *
 * Writes a document as UTF-8, white space as it was read.
 *
 * Returns: (transfer full): the text, with a NUL behind it
 */
GBytes *
merge_xml_dump (MergeXml *xml)
{
  MergeBuffer buffer = { 0 };
  xmlSaveCtxt *save = xmlSaveToIO (write_text, NULL, &buffer, "UTF-8", XML_SAVE_AS_XML);

  xmlSaveDoc (save, xml);
  xmlSaveClose (save);
  merge_buffer_add (&buffer, "", 1);
  return g_bytes_new_take (g_realloc (buffer.data, buffer.length), buffer.length - 1);
}

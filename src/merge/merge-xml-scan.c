/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-xml-private.h"

#include "merge-error.h"

/* One pass over a part's text before libxml2 sees it. libxml2 2.9 takes quadratic time on an
 * element with many attributes, and would read a document type that no Office file has; neither
 * may reach it (docx §7.1.3). The scan only needs to be right for well-formed XML: whatever is
 * not, the parser refuses afterwards. */
typedef struct
{
  const char *at;
  const char *end;
  guint depth;
  guint namespaces; /* declared by the elements now open */
  guint64 weight;   /* about what the tree will take */
  guint16 declared[MERGE_MAX_DEPTH + 1];
} Scan;

typedef enum
{
  TAG_OPEN,
  TAG_EMPTY,
  TAG_CLOSE
} TagKind;

/* What libxml2 takes for an element or a text, and for an attribute with its value. */
#define NODE_WEIGHT      (sizeof (xmlNode))
#define ATTRIBUTE_WEIGHT (sizeof (xmlAttr) + sizeof (xmlNode))

static const char *const charsets[] = { "ISO-8859-1", "ISO-8859-15", "WINDOWS-1252" };

static void
set_not_text (GError **error, const char *part)
{
  g_set_error (error, MERGE_ERROR, MERGE_ERROR_DAMAGED,
               _ ("This Word document is damaged: the text of its part “%s” is not readable. Open "
                  "it in Word, let Word repair it, save it and choose it again."),
               part);
}

/* The charset that the XML declaration names, when it is one of the few old ones that hold ASCII;
 * Office writes UTF-8 or UTF-16 only. */
static const char *
declared_charset (const char *text, gsize size)
{
  g_autofree char *head = g_strndup (text, MIN (size, 200));
  char *end = strstr (head, "?>");

  if (!g_str_has_prefix (head, "<?xml") || end == NULL)
    return NULL;
  *end = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      g_autofree char *upper = g_ascii_strup (head, -1);
      g_autofree char *quoted = g_strdup_printf ("ENCODING=\"%s\"", charsets[i]);
      g_autofree char *single = g_strdup_printf ("ENCODING='%s'", charsets[i]);

      if (strstr (upper, quoted) != NULL || strstr (upper, single) != NULL)
        return charsets[i];
    }
  return NULL;
}

static const char *
detect_charset (const char *text, gsize size)
{
  if (size >= 2 && (memcmp (text, "\xFF\xFE", 2) == 0 || memcmp (text, "<\0", 2) == 0))
    return "UTF-16LE";
  if (size >= 2 && (memcmp (text, "\xFE\xFF", 2) == 0 || memcmp (text, "\0<", 2) == 0))
    return "UTF-16BE";
  return declared_charset (text, size);
}

/**
 * merge_xml_to_utf8:
 * @bytes: a part
 * @part: its name, for the error
 * @error: return location for a #MergeError
 *
 * Decodes a part from UTF-8 or UTF-16, with or without byte order mark. What is UTF-8 already is
 * not copied.
 *
 * Returns: (transfer full): valid UTF-8 without NUL nor byte order mark, or %NULL
 */
GBytes *
merge_xml_to_utf8 (GBytes *bytes, const char *part, GError **error)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *charset = size > 0 ? detect_charset (data, size) : NULL;
  g_autoptr (GBytes) text = NULL;
  gsize skip;

  if (charset != NULL)
    {
      data = g_convert (data, (gssize) size, "UTF-8", charset, NULL, &size, NULL);
      text = g_bytes_new_take ((gpointer) data, data != NULL ? size : 0);
    }
  else
    text = g_bytes_ref (bytes);
  if (data == NULL || size == 0 || !g_utf8_validate_len (data, size, NULL))
    {
      set_not_text (error, part);
      return NULL;
    }
  skip = size >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  return g_bytes_new_from_bytes (text, skip, size - skip);
}

/* Jumps behind the next @mark, or to the end. */
static void
skip_to (Scan *scan, const char *mark)
{
  const char *found = memmem (scan->at, (gsize) (scan->end - scan->at), mark, strlen (mark));

  scan->at = found != NULL ? found + strlen (mark) : scan->end;
}

/* Reads on to the end of a tag; counts its attributes and those that declare a namespace. */
static TagKind
skip_tag (Scan *scan, guint *attributes, guint *namespaces)
{
  TagKind kind = *scan->at == '/' ? TAG_CLOSE : TAG_OPEN;
  const char *name = scan->at;

  while (scan->at < scan->end && *scan->at != '>')
    {
      char c = *scan->at++;

      if (g_ascii_isspace (c))
        name = scan->at;
      else if (c == '"' || c == '\'')
        {
          const char *close = memchr (scan->at, c, (gsize) (scan->end - scan->at));

          *attributes += 1;
          if (scan->at - name > 5 && memcmp (name, "xmlns", 5) == 0)
            *namespaces += 1;
          scan->at = close != NULL ? close + 1 : scan->end;
          name = scan->at;
        }
    }
  if (kind == TAG_OPEN && scan->at < scan->end && scan->at[-1] == '/')
    kind = TAG_EMPTY;
  if (scan->at < scan->end)
    scan->at++;
  return kind;
}

static gboolean
scan_tag (Scan *scan)
{
  guint attributes = 0, namespaces = 0;
  TagKind kind = skip_tag (scan, &attributes, &namespaces);

  scan->weight += attributes * ATTRIBUTE_WEIGHT;
  switch (kind)
    {
    case TAG_CLOSE:
      scan->weight -= NODE_WEIGHT; /* counted when it was opened */
      if (scan->depth > 0)
        {
          scan->namespaces -= scan->declared[scan->depth];
          scan->depth--;
        }
      break;
    case TAG_OPEN:
      if (scan->depth == MERGE_MAX_DEPTH || attributes > MERGE_MAX_ATTRIBUTES)
        return FALSE;
      scan->declared[++scan->depth] = (guint16) namespaces;
      scan->namespaces += namespaces;
      break;
    case TAG_EMPTY:
    default:
      break;
    }
  return attributes <= MERGE_MAX_ATTRIBUTES && scan->namespaces <= MERGE_MAX_NAMESPACES;
}

/* One construct that begins with “<”; @scan stands behind that. */
static gboolean
scan_markup (Scan *scan)
{
  gsize left = (gsize) (scan->end - scan->at);

  scan->weight += NODE_WEIGHT;
  if (left >= 3 && memcmp (scan->at, "!--", 3) == 0)
    skip_to (scan, "-->");
  else if (left >= 8 && memcmp (scan->at, "![CDATA[", 8) == 0)
    skip_to (scan, "]]>");
  else if (left >= 1 && *scan->at == '?')
    skip_to (scan, "?>");
  else if (left >= 1 && *scan->at == '!')
    return FALSE; /* a document type, or part of one */
  else if (left >= 1)
    return scan_tag (scan);
  return TRUE;
}

static gboolean
refuse (const char *part, GError **error)
{
  g_set_error (error, MERGE_ERROR, MERGE_ERROR_HOSTILE,
               _ ("This file is refused: its part “%s” holds what no Word document holds and what "
                  "could block this program. Make the template again from a new document."),
               part);
  return FALSE;
}

/**
 * merge_xml_scan:
 * @text: a part, as merge_xml_to_utf8() gives it
 * @length: its length
 * @part: its name
 * @error: return location for a #MergeError
 *
 * Refuses document types and entities, more than 256 attributes on an element, more than 256
 * levels, and what would make a tree out of all proportion, in linear time.
 *
 * Returns: whether the part may be parsed
 */
gboolean
merge_xml_scan (const char *text, gsize length, const char *part, GError **error)
{
  g_autofree Scan *scan = g_new0 (Scan, 1);

  scan->at = text;
  scan->end = text + length;
  while (scan->at < scan->end)
    {
      const char *found = memchr (scan->at, '<', (gsize) (scan->end - scan->at));

      if (found != NULL && found > scan->at)
        scan->weight += NODE_WEIGHT + (gsize) (found - scan->at);
      scan->at = found != NULL ? found + 1 : scan->end;
      if ((found != NULL && !scan_markup (scan)) || scan->weight > MERGE_MAX_TREE)
        return refuse (part, error);
    }
  return TRUE;
}

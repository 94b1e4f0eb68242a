/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-package-private.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <string.h>
#include <zip.h>

#include "paper-error.h"
#include "paper-format-private.h"

#define CONTENT_TYPES "[Content_Types].xml"

/* Beyond these it is no document that a school makes. */
#define MAX_ENTRIES 20000
#define MAX_PART    ((zip_uint64_t) 16 * 1024 * 1024)
#define MAX_TOTAL   ((zip_uint64_t) 256 * 1024 * 1024)

#define OPTIONS (XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)

/* Both allocated by the zip library's own means, which frees them. */
typedef struct
{
  zip_source_t *source;
  zip_t *zip;
  zip_uint64_t n_read; /* bytes of all parts that were parsed */
} Archive;

static void
archive_clear (Archive *archive)
{
  if (archive->zip != NULL)
    zip_discard (archive->zip);
  if (archive->source != NULL)
    zip_source_free (archive->source);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Archive, archive_clear)

/* The archive is changed in a copy that is the zip library's own. */
static gboolean
archive_open (Archive *archive, GBytes *bytes)
{
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);
  void *copy = size > 0 ? malloc (size) : NULL;

  if (copy != NULL)
    archive->source = zip_source_buffer_create (memcpy (copy, data, size), size, 1, NULL);
  if (archive->source == NULL)
    free (copy);
  if (archive->source == NULL)
    return FALSE;
  zip_source_keep (archive->source);
  archive->zip = zip_open_from_source (archive->source, ZIP_CHECKCONS, NULL);
  if (archive->zip == NULL)
    zip_source_free (archive->source);
  return archive->zip != NULL && zip_get_num_entries (archive->zip, 0) <= MAX_ENTRIES;
}

/* (nullable): a parsed part; one with a document type is refused as Office does */
static xmlDoc *
read_part (Archive *archive, zip_uint64_t index)
{
  g_autofree char *data = NULL;
  g_autoptr (xmlDoc) xml = NULL;
  zip_file_t *file;
  zip_int64_t got;
  zip_stat_t st;

  zip_stat_init (&st);
  if (zip_stat_index (archive->zip, index, 0, &st) < 0 || st.size > MAX_PART
      || st.size > MAX_TOTAL - archive->n_read
      || (file = zip_fopen_index (archive->zip, index, 0)) == NULL)
    return NULL;
  archive->n_read += st.size;
  data = g_malloc (st.size + 1);
  got = zip_fread (file, data, st.size + 1);
  zip_fclose (file);
  if (got < 0 || (zip_uint64_t) got != st.size)
    return NULL;
  xml = xmlReadMemory (data, (int) got, NULL, NULL, OPTIONS);
  if (xml == NULL || xmlDocGetRootElement (xml) == NULL || xml->intSubset != NULL)
    return NULL;
  return g_steal_pointer (&xml);
}

static char *
get (xmlNode *node, const char *name)
{
  xmlChar *value = xmlGetNoNsProp (node, (const xmlChar *) name);
  char *copy = g_strdup ((const char *) value);

  xmlFree (value);
  return copy;
}

static gboolean
has_main_part (Archive *archive, zip_uint64_t index, const char *type)
{
  g_autoptr (xmlDoc) xml = read_part (archive, index);

  if (xml == NULL)
    return FALSE;
  for (xmlNode *node = xmlDocGetRootElement (xml)->children; node != NULL; node = node->next)
    {
      g_autofree char *found = node->type == XML_ELEMENT_NODE ? get (node, "ContentType") : NULL;

      if (g_strcmp0 (found, type) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether a relation leads out of the package. A link that a reader may click stays, since nothing
 * follows it by itself; one to a file of this machine goes too. */
static gboolean
leads_out (xmlNode *node)
{
  g_autofree char *mode = get (node, "TargetMode");
  g_autofree char *type = get (node, "Type");
  g_autofree char *target = get (node, "Target");
  g_autofree char *scheme = target != NULL ? g_uri_parse_scheme (target) : NULL;
  static const char *const harmless[] = { "http", "https", "mailto", "tel", NULL };

  if ((mode == NULL || g_ascii_strcasecmp (mode, "External") != 0) && scheme == NULL)
    return FALSE;
  return type == NULL || !g_str_has_suffix (type, "/hyperlink") || scheme == NULL
         || !g_strv_contains (harmless, scheme);
}

static guint
remove_leading_out (xmlDoc *xml)
{
  guint n = 0;

  for (xmlNode *node = xmlDocGetRootElement (xml)->children, *next; node != NULL; node = next)
    {
      next = node->next;
      if (node->type != XML_ELEMENT_NODE || !leads_out (node))
        continue;
      xmlUnlinkNode (node);
      xmlFreeNode (node);
      n++;
    }
  return n;
}

static gboolean
replace_part (zip_t *zip, zip_uint64_t index, xmlDoc *xml)
{
  xmlChar *text = NULL;
  zip_source_t *source;
  int length = 0;
  void *copy;

  xmlDocDumpMemoryEnc (xml, &text, &length, "UTF-8");
  if (text == NULL)
    return FALSE;
  copy = malloc ((size_t) length);
  if (copy != NULL)
    memcpy (copy, text, (size_t) length);
  xmlFree (text);
  source = copy != NULL ? zip_source_buffer (zip, copy, (zip_uint64_t) length, 1) : NULL;
  if (source == NULL)
    {
      free (copy);
      return FALSE;
    }
  if (zip_file_replace (zip, index, source, 0) == 0)
    return TRUE;
  zip_source_free (source);
  return FALSE;
}

/* Disarms one relations' part. Returns: whether it could be read, and written when need be */
static gboolean
disarm_part (Archive *archive, zip_uint64_t index, gboolean *changed)
{
  g_autoptr (xmlDoc) xml = read_part (archive, index);

  if (xml == NULL)
    return FALSE;
  if (remove_leading_out (xml) == 0)
    return TRUE;
  *changed = TRUE;
  return replace_part (archive->zip, index, xml);
}

static gboolean
disarm_all (Archive *archive, gboolean *changed)
{
  zip_int64_t n = zip_get_num_entries (archive->zip, 0);

  for (zip_int64_t i = 0; i < n; i++)
    {
      const char *name = zip_get_name (archive->zip, (zip_uint64_t) i, 0);
      g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : NULL;

      if (lower == NULL)
        return FALSE;
      if (g_str_has_suffix (lower, ".rels") && !disarm_part (archive, (zip_uint64_t) i, changed))
        return FALSE;
    }
  return TRUE;
}

static GBytes *
write_archive (Archive *archive)
{
  g_autofree char *data = NULL;
  zip_int64_t got = -1;
  zip_stat_t st;

  if (zip_close (archive->zip) < 0)
    return NULL;
  archive->zip = NULL;
  zip_stat_init (&st);
  if (zip_source_stat (archive->source, &st) < 0 || zip_source_open (archive->source) < 0)
    return NULL;
  data = g_malloc (st.size + 1);
  got = zip_source_read (archive->source, data, st.size);
  zip_source_close (archive->source);
  if (got < 0 || (zip_uint64_t) got != st.size)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&data), st.size);
}

static GBytes *
fail_refused (const PaperDocument *document, PaperFormat format, GError **error)
{
  g_set_error (error, PAPER_ERROR, PAPER_ERROR_REFUSED,
               format == PAPER_FORMAT_PDF
                   ? _ ("“%s” is not a Word document (.docx), whatever its name, and was not "
                        "converted: make it again.")
                   : _ ("“%s” is not an Excel workbook (.xlsx), whatever its name, and was not "
                        "converted: make it again."),
               document->name);
  return NULL;
}

static GBytes *
fail_damaged (const PaperDocument *document, GError **error)
{
  g_set_error (error, PAPER_ERROR, PAPER_ERROR_DAMAGED,
               _ ("“%s” is damaged or incomplete and was not converted: make it again."),
               document->name);
  return NULL;
}

/**
 * paper_package_disarm:
 * @document: what is to be converted
 * @format: to what
 * @error: return location for a #PaperError
 *
 * Checks that the source is what LibreOffice is to be given, which converts a plain text of any
 * name without a word, and takes away all by which it leads out of itself: linked pictures,
 * templates and workbooks, whether on the network or on this machine.
 *
 * Returns: (transfer full): what may be given to LibreOffice, or %NULL
 */
GBytes *
paper_package_disarm (const PaperDocument *document, PaperFormat format, GError **error)
{
  const PaperFormatRow *row = paper_format_row (format);
  g_auto (Archive) archive = { 0 };
  gboolean changed = FALSE;
  zip_int64_t types;
  gsize size = 0;
  const char *data = g_bytes_get_data (document->source, &size);
  GBytes *bytes;

  if (size < 4 || memcmp (data, "PK\x03\x04", 4) != 0)
    return fail_refused (document, format, error);
  if (!archive_open (&archive, document->source))
    return fail_damaged (document, error);
  types = zip_name_locate (archive.zip, CONTENT_TYPES, ZIP_FL_NOCASE);
  if (types < 0 || !has_main_part (&archive, (zip_uint64_t) types, row->source_type))
    return fail_refused (document, format, error);
  if (!disarm_all (&archive, &changed))
    return fail_damaged (document, error);
  if (!changed)
    return g_bytes_ref (document->source);
  bytes = write_archive (&archive);
  return bytes != NULL ? bytes : fail_damaged (document, error);
}

/**
 * paper_package_each_part:
 * @bytes: an Office Open XML package
 * @func: (scope call): is given each of its parts that is XML, by its name in lower case
 * @user_data: for @func
 *
 * Reads what can be read; the rest is left out.
 */
void
paper_package_each_part (GBytes *bytes, PaperPartFunc func, gpointer user_data)
{
  g_auto (Archive) archive = { 0 };
  zip_int64_t n = archive_open (&archive, bytes) ? zip_get_num_entries (archive.zip, 0) : 0;

  for (zip_int64_t i = 0; i < n; i++)
    {
      const char *name = zip_get_name (archive.zip, (zip_uint64_t) i, 0);
      g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : NULL;
      g_autoptr (xmlDoc) xml = NULL;

      if (lower != NULL && g_str_has_suffix (lower, ".xml"))
        xml = read_part (&archive, (zip_uint64_t) i);
      if (xml != NULL)
        func (lower, xml, user_data);
    }
}

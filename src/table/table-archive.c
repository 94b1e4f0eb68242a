/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <zip.h>

#include "table-cells-private.h"

#include "table-error.h"

/* A sheet that people fill in is some hundreds of kilobytes. */
#define MAX_PART  (64u * 1024 * 1024)
#define MAX_TOTAL (128u * 1024 * 1024)
#define CHUNK     (64u * 1024)

struct _TableArchive
{
  GBytes *bytes;
  zip_t *zip;
  gsize total; /* bytes unpacked so far */
};

/**
 * _table_cells_set_damaged:
 * @error: return location
 *
 * Says that a file is no workbook that can be read.
 */
void
_table_cells_set_damaged (GError **error)
{
  g_set_error_literal (error, TABLE_ERROR, TABLE_ERROR_SYNTAX,
                       _ ("This workbook is damaged or has a password. Open it in Excel or "
                          "LibreOffice, save it again without a password, then choose it again."));
}

/**
 * _table_archive_open:
 * @bytes: a file
 * @error: return location
 *
 * Returns: (transfer full): the archive that it is, or %NULL
 */
TableArchive *
_table_archive_open (GBytes *bytes, GError **error)
{
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);
  zip_source_t *source = zip_source_buffer_create (data, size, 0, NULL);
  zip_t *zip = source != NULL ? zip_open_from_source (source, ZIP_RDONLY, NULL) : NULL;
  TableArchive *self;

  if (zip == NULL)
    {
      if (source != NULL)
        zip_source_free (source);
      _table_cells_set_damaged (error);
      return NULL;
    }
  self = g_new0 (TableArchive, 1);
  self->bytes = g_bytes_ref (bytes);
  self->zip = zip;
  return self;
}

/**
 * _table_archive_free:
 * @self: (nullable) (transfer full): an archive
 */
void
_table_archive_free (TableArchive *self)
{
  if (self == NULL)
    return;
  zip_discard (self->zip);
  g_bytes_unref (self->bytes);
  g_free (self);
}

/**
 * _table_archive_has:
 * @self: an archive
 * @name: name of a part
 *
 * Returns: whether there is such a part
 */
gboolean
_table_archive_has (TableArchive *self, const char *name)
{
  return zip_name_locate (self->zip, name, 0) >= 0;
}

/* (transfer full) (nullable): unpacked, %NULL where it is damaged or bigger than is reasonable: a
 * size that the archive declares proves nothing. */
static GByteArray *
unpack (TableArchive *self, zip_file_t *file)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  zip_int64_t got = 1;

  while (got > 0 && all->len <= MAX_PART && self->total <= MAX_TOTAL)
    {
      got = zip_fread (file, chunk, CHUNK);
      if (got > 0)
        {
          g_byte_array_append (all, chunk, (guint) got);
          self->total += (gsize) got;
        }
    }
  return got == 0 ? g_steal_pointer (&all) : NULL;
}

/**
 * _table_archive_load:
 * @self: an archive
 * @name: name of a part
 * @error: return location
 *
 * Returns: (transfer full): what the part holds, or %NULL
 */
GBytes *
_table_archive_load (TableArchive *self, const char *name, GError **error)
{
  zip_file_t *file = zip_fopen (self->zip, name, 0);
  GByteArray *all = file != NULL ? unpack (self, file) : NULL;

  if (file != NULL)
    zip_fclose (file);
  if (all == NULL)
    {
      _table_cells_set_damaged (error);
      return NULL;
    }
  return g_byte_array_free_to_bytes (all);
}

/* ---- XML ---- */

/* What is wrong in a file is told by one sentence, not on the terminal. */
static void
on_xml_error (void *data,
              const char *message,
              xmlParserSeverities severity,
              xmlTextReaderLocatorPtr at)
{
}

/**
 * _table_xml_open:
 * @self: what reads it, zeroed
 * @archive: an archive
 * @name: name of a part
 * @error: return location
 *
 * Returns: whether the part is being read; entities and network are off
 */
gboolean
_table_xml_open (TableXml *self, TableArchive *archive, const char *name, GError **error)
{
  gsize size = 0;
  const char *data;

  self->bytes = _table_archive_load (archive, name, error);
  if (self->bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (self->bytes, &size);
  self->xml =
      xmlReaderForMemory (data, (int) size, NULL, NULL, XML_PARSE_NONET | XML_PARSE_COMPACT);
  if (self->xml == NULL)
    {
      _table_cells_set_damaged (error);
      return FALSE;
    }
  xmlTextReaderSetErrorHandler (self->xml, on_xml_error, NULL);
  return TRUE;
}

/**
 * _table_xml_next:
 * @self: what reads
 * @more: (out): whether there was something more
 * @error: return location
 *
 * Goes on by one node. A document type, where entities would be told, refuses the file.
 *
 * Returns: %FALSE when the part is damaged
 */
gboolean
_table_xml_next (TableXml *self, gboolean *more, GError **error)
{
  int got = xmlTextReaderRead (self->xml);

  *more = got == 1;
  if (got == 0 || (got == 1 && xmlTextReaderNodeType (self->xml) != XML_READER_TYPE_DOCUMENT_TYPE))
    return TRUE;
  _table_cells_set_damaged (error);
  return FALSE;
}

static gboolean
is_called (TableXml *self, int type, const char *name)
{
  const char *local;

  if (xmlTextReaderNodeType (self->xml) != type)
    return FALSE;
  local = (const char *) xmlTextReaderConstLocalName (self->xml);
  return local != NULL && g_str_equal (local, name);
}

/**
 * _table_xml_is:
 * @self: what reads
 * @name: a name without prefix
 *
 * Returns: whether an element of that name begins here
 */
gboolean
_table_xml_is (TableXml *self, const char *name)
{
  return is_called (self, XML_READER_TYPE_ELEMENT, name);
}

/**
 * _table_xml_ends:
 * @self: what reads
 * @name: a name without prefix
 *
 * Returns: whether an element of that name ends here, also one that is empty
 */
gboolean
_table_xml_ends (TableXml *self, const char *name)
{
  return is_called (self, XML_READER_TYPE_END_ELEMENT, name)
         || (is_called (self, XML_READER_TYPE_ELEMENT, name)
             && xmlTextReaderIsEmptyElement (self->xml) == 1);
}

/**
 * _table_xml_attribute:
 * @self: what reads
 * @name: name of an attribute, with its prefix
 *
 * Returns: (transfer full) (nullable): its value
 */
char *
_table_xml_attribute (TableXml *self, const char *name)
{
  xmlChar *value = xmlTextReaderGetAttribute (self->xml, (const xmlChar *) name);
  char *copy = g_strdup ((const char *) value);

  if (value != NULL)
    xmlFree (value);
  return copy;
}

/**
 * _table_xml_clear:
 * @self: what read
 */
void
_table_xml_clear (TableXml *self)
{
  g_clear_pointer (&self->xml, xmlFreeTextReader);
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

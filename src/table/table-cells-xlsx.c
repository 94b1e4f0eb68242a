/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "table-cells-private.h"

/* A workbook while it is read. */
typedef struct
{
  TableArchive *archive;
  TableGathering *gathering;
  GPtrArray *shared;     /* (element-type utf8): texts that cells name by number */
  GHashTable *relations; /* id → name of a part */
  gboolean from_1904;
} Workbook;

static void
workbook_clear (Workbook *self)
{
  g_clear_pointer (&self->shared, g_ptr_array_unref);
  g_clear_pointer (&self->relations, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Workbook, workbook_clear)

static gboolean
is_text (TableXml *xml)
{
  int type = xmlTextReaderNodeType (xml->xml);

  return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA
         || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE;
}

/* How a text is read aloud is no part of it. */
static gboolean
read_shared (Workbook *self, GError **error)
{
  g_auto (TableXml) xml = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean more = TRUE, in_text = FALSE, is_aloud = FALSE;

  if (!_table_archive_has (self->archive, "xl/sharedStrings.xml"))
    return TRUE;
  if (!_table_xml_open (&xml, self->archive, "xl/sharedStrings.xml", error))
    return FALSE;
  while (_table_xml_next (&xml, &more, error) && more)
    {
      if (_table_xml_is (&xml, "t"))
        in_text = TRUE;
      else if (_table_xml_is (&xml, "rPh"))
        is_aloud = TRUE;
      else if (in_text && !is_aloud && is_text (&xml))
        g_string_append (text, (const char *) xmlTextReaderConstValue (xml.xml));
      if (_table_xml_ends (&xml, "t"))
        in_text = FALSE;
      if (_table_xml_ends (&xml, "rPh"))
        is_aloud = FALSE;
      if (_table_xml_ends (&xml, "si"))
        {
          g_ptr_array_add (self->shared, g_strdup (text->str));
          g_string_truncate (text, 0);
        }
      if (self->shared->len > TABLE_CELLS_MOST)
        {
          _table_cells_set_damaged (error);
          return FALSE;
        }
    }
  return !more;
}

static gboolean
read_relations (Workbook *self, GError **error)
{
  g_auto (TableXml) xml = { 0 };
  gboolean more = TRUE;

  if (!_table_xml_open (&xml, self->archive, "xl/_rels/workbook.xml.rels", error))
    return FALSE;
  while (_table_xml_next (&xml, &more, error) && more)
    {
      g_autofree char *id = NULL, *target = NULL;

      if (!_table_xml_is (&xml, "Relationship"))
        continue;
      id = _table_xml_attribute (&xml, "Id");
      target = _table_xml_attribute (&xml, "Target");
      if (id == NULL || target == NULL)
        continue;
      g_hash_table_replace (self->relations, g_steal_pointer (&id),
                            target[0] == '/' ? g_strdup (target + 1)
                                             : g_strconcat ("xl/", target, NULL));
    }
  return !more;
}

/* Number of the column that "BC12" is in, from 0 on; @fallback where it says none. */
static guint
column_of (const char *cell, guint fallback)
{
  guint column = 0;

  for (; cell != NULL && g_ascii_isalpha (*cell) && column <= TABLE_CELLS_COLUMNS; cell++)
    column = column * 26 + (guint) (g_ascii_toupper (*cell) - 'A') + 1;
  return column > 0 ? column - 1 : fallback;
}

/* (transfer none): what a cell says that says @raw and is of @type */
static const char *
cell_text (Workbook *self, const char *type, const char *raw)
{
  guint64 index;

  if (g_strcmp0 (type, "s") != 0)
    return raw;
  if (!g_ascii_string_to_unsigned (raw, 10, 0, G_MAXUINT, &index, NULL)
      || index >= self->shared->len)
    return "";
  return g_ptr_array_index (self->shared, (guint) index);
}

/* Of one sheet, at the cell that is being read. */
typedef struct
{
  guint row;
  guint column;
  char *type;
  GString *raw;
  gboolean in_value; /* not in a formula */
} Place;

static void
begin (TableXml *xml, Place *place)
{
  g_autofree char *reference = NULL;
  guint64 number;

  if (_table_xml_is (xml, "row"))
    {
      reference = _table_xml_attribute (xml, "r");
      if (reference != NULL
          && g_ascii_string_to_unsigned (reference, 10, 1, 1u << 24, &number, NULL))
        place->row = (guint) number;
      else
        place->row++;
      place->column = G_MAXUINT;
    }
  else if (_table_xml_is (xml, "c"))
    {
      reference = _table_xml_attribute (xml, "r");
      place->column = column_of (reference, place->column + 1);
      g_free (place->type);
      place->type = _table_xml_attribute (xml, "t");
      g_string_truncate (place->raw, 0);
    }
  else if (_table_xml_is (xml, "v") || _table_xml_is (xml, "t"))
    place->in_value = TRUE;
}

static gboolean
end (Workbook *self, TableXml *xml, Place *place, GError **error)
{
  if (_table_xml_ends (xml, "v") || _table_xml_ends (xml, "t"))
    place->in_value = FALSE;
  if (_table_xml_ends (xml, "row"))
    _table_gathering_end_row (self->gathering, place->row);
  return !_table_xml_ends (xml, "c")
         || _table_gathering_add_cell (self->gathering, place->column,
                                       cell_text (self, place->type, place->raw->str), error);
}

static gboolean
read_sheet (Workbook *self, const char *part, GError **error)
{
  g_auto (TableXml) xml = { 0 };
  Place place = { .raw = g_string_new (NULL) };
  gboolean more = TRUE;
  gboolean is_read = _table_xml_open (&xml, self->archive, part, error);

  while (is_read && more)
    {
      is_read = _table_xml_next (&xml, &more, error);
      if (!is_read || !more)
        continue;
      begin (&xml, &place);
      if (place.in_value && is_text (&xml))
        g_string_append (place.raw, (const char *) xmlTextReaderConstValue (xml.xml));
      is_read = end (self, &xml, &place, error);
    }
  g_string_free (place.raw, TRUE);
  g_free (place.type);
  return is_read;
}

/* In the order of the book; what is no sheet of cells (a chart) is left out. */
static gboolean
read_sheets (Workbook *self, TableXml *xml, GError **error)
{
  g_autofree char *name = _table_xml_attribute (xml, "name");
  g_autofree char *id = _table_xml_attribute (xml, "r:id");
  const char *part = id != NULL ? g_hash_table_lookup (self->relations, id) : NULL;
  TableCells *cells;

  if (part == NULL || !_table_archive_has (self->archive, part)
      || strstr (part, "worksheet") == NULL)
    return TRUE;
  cells = _table_gathering_add_sheet (self->gathering, name);
  cells->from_1904 = self->from_1904;
  return read_sheet (self, part, error);
}

static gboolean
is_on (const char *text)
{
  return g_strcmp0 (text, "1") == 0 || g_strcmp0 (text, "true") == 0;
}

/**
 * _table_cells_read_xlsx:
 * @archive: the file
 * @gathering: what gathers its cells
 * @error: return location
 *
 * Reads an Excel workbook, whoever saved it.
 *
 * Returns: whether it could be read
 */
gboolean
_table_cells_read_xlsx (TableArchive *archive, TableGathering *gathering, GError **error)
{
  g_auto (Workbook) self = { .archive = archive, .gathering = gathering };
  g_auto (TableXml) xml = { 0 };
  gboolean more = TRUE;

  self.shared = g_ptr_array_new_with_free_func (g_free);
  self.relations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!read_shared (&self, error) || !read_relations (&self, error)
      || !_table_xml_open (&xml, archive, "xl/workbook.xml", error))
    return FALSE;
  while (_table_xml_next (&xml, &more, error) && more)
    {
      if (_table_xml_is (&xml, "workbookPr"))
        {
          g_autofree char *from_1904 = _table_xml_attribute (&xml, "date1904");

          self.from_1904 = is_on (from_1904);
        }
      if (_table_xml_is (&xml, "sheet") && !read_sheets (&self, &xml, error))
        return FALSE;
    }
  return !more;
}

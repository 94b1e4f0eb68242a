/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "table-cells-private.h"

/* A spreadsheet while it is read. */
typedef struct
{
  TableGathering *gathering;
  GString *text; /* of the cell */
  char *value;   /* (nullable): of the cell, where it is a day or a number */
  guint row;     /* from 1 on */
  guint column;  /* from 0 on */
  guint n_rows;  /* that say the same */
  guint n_cells; /* alike */
  gboolean in_table;
  gboolean in_cell;
  guint in_note; /* how deep in what is noted beside a cell */
} Spreadsheet;

static guint
repeated (TableXml *xml, const char *name)
{
  g_autofree char *text = _table_xml_attribute (xml, name);
  guint64 n = 1;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, 1u << 24, &n, NULL))
    return 1;
  return (guint) n;
}

static gboolean
is_cell (TableXml *xml)
{
  return _table_xml_is (xml, "table-cell") || _table_xml_is (xml, "covered-table-cell");
}

static void
begin_cell (Spreadsheet *self, TableXml *xml)
{
  g_autofree char *type = _table_xml_attribute (xml, "office:value-type");

  g_string_truncate (self->text, 0);
  g_clear_pointer (&self->value, g_free);
  if (g_strcmp0 (type, "date") == 0)
    self->value = _table_xml_attribute (xml, "office:date-value");
  else if (g_strcmp0 (type, "float") == 0)
    self->value = _table_xml_attribute (xml, "office:value");
  self->n_cells = repeated (xml, "table:number-columns-repeated");
  self->in_cell = TRUE;
}

static void
begin (Spreadsheet *self, TableXml *xml)
{
  if (_table_xml_is (xml, "table"))
    {
      g_autofree char *name = _table_xml_attribute (xml, "table:name");

      _table_gathering_add_sheet (self->gathering, name);
      self->in_table = TRUE;
      self->row = 1;
    }
  else if (self->in_table && _table_xml_is (xml, "table-row"))
    {
      self->n_rows = repeated (xml, "table:number-rows-repeated");
      self->column = 0;
    }
  else if (self->in_table && is_cell (xml))
    begin_cell (self, xml);
  else if (_table_xml_is (xml, "annotation") && xmlTextReaderIsEmptyElement (xml->xml) != 1)
    self->in_note++;
}

/* What is written in a cell: paragraphs are lines. */
static void
add_text (Spreadsheet *self, TableXml *xml)
{
  int type = xmlTextReaderNodeType (xml->xml);

  if (!self->in_cell || self->in_note > 0)
    return;
  if (_table_xml_is (xml, "p") && self->text->len > 0)
    g_string_append_c (self->text, '\n');
  else if (_table_xml_is (xml, "line-break"))
    g_string_append_c (self->text, '\n');
  else if (_table_xml_is (xml, "s") || _table_xml_is (xml, "tab"))
    g_string_append_c (self->text, ' ');
  else if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA
           || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE)
    g_string_append (self->text, (const char *) xmlTextReaderConstValue (xml->xml));
}

static gboolean
end_cell (Spreadsheet *self, GError **error)
{
  const char *text = self->value != NULL ? self->value : self->text->str;

  for (guint i = 0; text[0] != '\0' && i < self->n_cells && self->column + i < TABLE_CELLS_COLUMNS;
       i++)
    if (!_table_gathering_add_cell (self->gathering, self->column + i, text, error))
      return FALSE;
  self->column = MIN (self->column + self->n_cells, TABLE_CELLS_COLUMNS);
  self->in_cell = FALSE;
  return TRUE;
}

static gboolean
end (Spreadsheet *self, TableXml *xml, GError **error)
{
  if (_table_xml_ends (xml, "annotation") && self->in_note > 0)
    self->in_note--;
  if (self->in_cell
      && (_table_xml_ends (xml, "table-cell") || _table_xml_ends (xml, "covered-table-cell")))
    return end_cell (self, error);
  /* Rows that say the same stand for the first of them: nobody types a row twice. */
  if (self->in_table && _table_xml_ends (xml, "table-row"))
    {
      _table_gathering_end_row (self->gathering, self->row);
      self->row += MIN (self->n_rows, 1u << 24);
    }
  if (_table_xml_ends (xml, "table"))
    self->in_table = FALSE;
  return TRUE;
}

/**
 * _table_cells_read_ods:
 * @archive: the file
 * @gathering: what gathers its cells
 * @error: return location
 *
 * Reads an OpenDocument spreadsheet.
 *
 * Returns: whether it could be read
 */
gboolean
_table_cells_read_ods (TableArchive *archive, TableGathering *gathering, GError **error)
{
  g_auto (TableXml) xml = { 0 };
  Spreadsheet self = { .gathering = gathering, .text = g_string_new (NULL) };
  gboolean more = TRUE;
  gboolean is_read = _table_xml_open (&xml, archive, "content.xml", error);

  while (is_read && more)
    {
      is_read = _table_xml_next (&xml, &more, error);
      if (!is_read || !more)
        continue;
      begin (&self, &xml);
      add_text (&self, &xml);
      is_read = end (&self, &xml, error);
    }
  g_string_free (self.text, TRUE);
  g_free (self.value);
  return is_read;
}

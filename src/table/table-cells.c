/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "table-cells.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-date.h"
#include "base-file.h"
#include "table-cells-private.h"
#include "table-error.h"
#include "table-reader.h"

#define MAX_FILE (32u * 1024 * 1024)

/* The first and the last day that a number is taken for: 1950 and 2100. */
#define FIRST_DAY 18264
#define LAST_DAY  73415

/* What the days of a workbook are counted from. */
#define DAY_ZERO_1900 ((guint32) 693594) /* 1899-12-30, as GDate counts */
#define DAYS_TO_1904  1462

static void
row_free (gpointer data)
{
  TableCellsRow *row = data;

  g_strfreev (row->cells);
  g_free (row);
}

static void
cells_free (gpointer data)
{
  TableCells *cells = data;

  g_free (cells->name);
  g_ptr_array_unref (cells->rows);
  g_free (cells);
}

/**
 * _table_gathering_init:
 * @self: what gathers
 */
void
_table_gathering_init (TableGathering *self)
{
  self->sheets = g_ptr_array_new_with_free_func (cells_free);
  self->row = g_ptr_array_new_with_free_func (g_free);
  self->n_cells = 0;
}

/**
 * _table_gathering_clear:
 * @self: what gathered
 */
void
_table_gathering_clear (TableGathering *self)
{
  g_clear_pointer (&self->sheets, g_ptr_array_unref);
  g_clear_pointer (&self->row, g_ptr_array_unref);
}

/**
 * _table_gathering_add_sheet:
 * @self: what gathers
 * @name: (nullable): its name
 *
 * Returns: (transfer none): the sheet that further rows are of
 */
TableCells *
_table_gathering_add_sheet (TableGathering *self, const char *name)
{
  TableCells *cells = g_new0 (TableCells, 1);

  cells->name = g_strdup (name != NULL ? name : "");
  cells->rows = g_ptr_array_new_with_free_func (row_free);
  g_ptr_array_add (self->sheets, cells);
  return cells;
}

/**
 * _table_gathering_add_cell:
 * @self: what gathers
 * @column: from 0 on; what is beyond reason is left out
 * @text: what it says
 * @error: return location
 *
 * Returns: %FALSE when there are more cells than anyone fills in
 */
gboolean
_table_gathering_add_cell (TableGathering *self, guint column, const char *text, GError **error)
{
  g_autofree char *clean = g_strstrip (g_utf8_make_valid (text, -1));

  if (clean[0] == '\0' || column >= TABLE_CELLS_COLUMNS)
    return TRUE;
  if (++self->n_cells > TABLE_CELLS_MOST || strlen (clean) > TABLE_CELLS_TEXT)
    {
      g_set_error_literal (error, TABLE_ERROR, TABLE_ERROR_LIMIT,
                           _ ("There is more in this workbook than is filled in by hand. Choose "
                              "the sheet that was filled in."));
      return FALSE;
    }
  while (self->row->len <= column)
    g_ptr_array_add (self->row, NULL);
  g_free (self->row->pdata[column]);
  self->row->pdata[column] = g_steal_pointer (&clean);
  return TRUE;
}

/**
 * _table_gathering_end_row:
 * @self: what gathers
 * @number: of the row, from 1 on
 *
 * Takes the cells that were gathered for a row of the last sheet, when there are any.
 */
void
_table_gathering_end_row (TableGathering *self, guint number)
{
  TableCells *cells = self->sheets->pdata[self->sheets->len - 1];
  TableCellsRow *row;

  if (self->row->len == 0)
    return;
  row = g_new0 (TableCellsRow, 1);
  row->number = number;
  row->n_cells = self->row->len;
  row->cells = g_new0 (char *, row->n_cells + 1);
  for (guint i = 0; i < row->n_cells; i++)
    {
      char *text = g_steal_pointer (&self->row->pdata[i]);

      row->cells[i] = text != NULL ? text : g_strdup ("");
    }
  g_ptr_array_set_size (self->row, 0);
  g_ptr_array_add (cells->rows, row);
}

static gboolean
read_text (GBytes *bytes, TableGathering *gathering, GError **error)
{
  g_autoptr (TableReader) reader = table_reader_new_for_bytes (bytes, error);
  const TableRow *row = NULL;

  if (reader == NULL)
    return FALSE;
  _table_gathering_add_sheet (gathering, NULL);
  while (TRUE)
    {
      if (!table_reader_next (reader, &row, error))
        return FALSE;
      if (row == NULL)
        return TRUE;
      for (guint i = 0; i < row->n_cells; i++)
        if (!_table_gathering_add_cell (gathering, i, row->cells[i], error))
          return FALSE;
      _table_gathering_end_row (gathering, row->line);
    }
}

static gboolean
read_archive (GBytes *bytes, TableGathering *gathering, GError **error)
{
  g_autoptr (TableArchive) archive = _table_archive_open (bytes, error);

  if (archive == NULL)
    return FALSE;
  if (_table_archive_has (archive, "xl/workbook.xml"))
    return _table_cells_read_xlsx (archive, gathering, error);
  if (_table_archive_has (archive, "content.xml"))
    return _table_cells_read_ods (archive, gathering, error);
  g_set_error_literal (
      error, TABLE_ERROR, TABLE_ERROR_NOT_TABLE,
      _ ("This is no workbook that can be read. Save it as XLSX or ODS in Excel or "
         "LibreOffice, then choose it again."));
  return FALSE;
}

/**
 * table_cells_read:
 * @bytes: a file: a workbook (XLSX), an OpenDocument spreadsheet (ODS) or a text (CSV)
 * @error: return location for a #TableError
 *
 * Reads a small file whole: all of its sheets, as people filled them in.
 *
 * Returns: (transfer full) (element-type TableCells): its sheets in order, or %NULL
 */
GPtrArray *
table_cells_read (GBytes *bytes, GError **error)
{
  g_auto (TableGathering) gathering = { 0 };
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  gboolean is_archive = size >= 4 && memcmp (data, "PK\x03\x04", 4) == 0;

  _table_gathering_init (&gathering);
  if (is_archive ? !read_archive (bytes, &gathering, error) : !read_text (bytes, &gathering, error))
    return NULL;
  return g_steal_pointer (&gathering.sheets);
}

/**
 * table_cells_read_file:
 * @path: a file
 * @error: return location for a #TableError
 *
 * Returns: (transfer full) (element-type TableCells): see table_cells_read()
 */
GPtrArray *
table_cells_read_file (const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = base_file_read (path, MAX_FILE, &local);

  if (bytes == NULL)
    {
      g_set_error_literal (error, TABLE_ERROR, TABLE_ERROR_FILE, local->message);
      return NULL;
    }
  return table_cells_read (bytes, error);
}

/**
 * table_cells_day:
 * @sheet: a sheet
 * @cell: what a cell of it says
 *
 * Workbooks keep a day as a number, or as the text that somebody typed.
 *
 * Returns: (transfer full) (nullable): the day, ISO, when it is one
 */
char *
table_cells_day (const TableCells *sheet, const char *cell)
{
  char *end = NULL;
  double number = g_ascii_strtod (cell, &end);
  GDate date;

  if (end != cell && *end == '\0')
    {
      number += sheet->from_1904 ? DAYS_TO_1904 : 0;
      if (!(number >= FIRST_DAY && number < LAST_DAY))
        return NULL;
      g_date_clear (&date, 1);
      g_date_set_julian (&date, DAY_ZERO_1900 + (guint32) number);
      return base_date_to_iso (&date);
    }
  if (strlen (cell) > 10 && cell[10] == 'T') /* an ISO day with its hour */
    {
      g_autofree char *day = g_strndup (cell, 10);

      return base_date_parse_iso (day, &date) ? g_strdup (day) : NULL;
    }
  return base_date_parse (cell, &date, NULL) ? base_date_to_iso (&date) : NULL;
}

/**
 * table_cells_name:
 * @row: 1-based number of a row
 * @column: number of a column, from 0 on
 *
 * Returns: (transfer full): what spreadsheets call the cell: "C7"
 */
char *
table_cells_name (guint row, guint column)
{
  GString *name = g_string_new (NULL);

  for (guint left = column + 1; left > 0; left = (left - 1) / 26)
    g_string_prepend_c (name, (char) ('A' + (left - 1) % 26));
  g_string_append_printf (name, "%u", row);
  return g_string_free (name, FALSE);
}

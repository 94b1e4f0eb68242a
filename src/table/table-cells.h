/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TableCellsRow:
 * @number: 1-based number of the row, as the spreadsheet shows it
 * @cells: UTF-8, without spaces at the ends; a formula is what it last came to, a day of an
 *   OpenDocument ISO, of a workbook the number of the day (see table_cells_day())
 * @n_cells: how many there are up to the last that says something: at least one
 */
typedef struct
{
  guint number;
  char **cells;
  guint n_cells;
} TableCellsRow;

/**
 * TableCells:
 * @name: of the sheet; "" in a file of one table
 * @from_1904: whether its days are counted as old Macs did
 * @rows: (element-type TableCellsRow): those that say something
 *
 * One sheet as it was found in a file.
 */
typedef struct
{
  char *name;
  gboolean from_1904;
  GPtrArray *rows;
} TableCells;

GPtrArray *table_cells_read (GBytes *bytes, GError **error);
GPtrArray *table_cells_read_file (const char *path, GError **error);
char *table_cells_day (const TableCells *sheet, const char *cell);
char *table_cells_name (guint row, guint column);

G_END_DECLS

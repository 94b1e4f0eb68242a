/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TABLE_TYPE_READER (table_reader_get_type ())
G_DECLARE_FINAL_TYPE (TableReader, table_reader, TABLE, READER, GObject)

/**
 * TableRow:
 * @cells: UTF-8, cleaned (spaces at the ends, Excel's ="…" and leading apostrophe taken off)
 * @n_cells: how many
 * @line: 1-based line of the file on which the row begins
 */
typedef struct
{
  char **cells;
  guint n_cells;
  guint line;
} TableRow;

TableReader *table_reader_open (const char *path, GError **error);
TableReader *table_reader_new_for_bytes (GBytes *bytes, GError **error);
TableReader *table_reader_new_for_stream (GInputStream *stream, GError **error);
gboolean table_reader_next (TableReader *self, const TableRow **row, GError **error);
void table_reader_push_back (TableReader *self);
const char *table_reader_get_encoding (TableReader *self);
char table_reader_get_separator (TableReader *self);

char *table_repair_digits (const char *cell, guint n_digits);

G_END_DECLS

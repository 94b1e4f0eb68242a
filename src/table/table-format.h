/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "table-book.h"

G_BEGIN_DECLS

/**
 * TableFormat:
 * @key: "xlsx"
 * @extension: that files of it end with, without the first dot
 * @label: English source label
 * @mime: its media type
 * @from: (nullable): key of the format that it is converted from, by a program that this room does
 *   not know; %NULL where the table is written at once
 * @has_sheets: whether all sheets are written, else the first one alone
 *
 * One way of writing a workbook.
 */
typedef struct
{
  const char *key;
  const char *extension;
  const char *label;
  const char *mime;
  const char *from;
  gboolean has_sheets;
} TableFormat;

const TableFormat *table_format_get (guint index);
const TableFormat *table_format_find (const char *key);
const TableFormat *table_format_for_path (const char *path, GError **error);

GBytes *table_book_to_bytes (TableBook *book,
                             const TableFormat *format,
                             GCancellable *cancellable,
                             GError **error);
gboolean table_write_file (const char *path, GBytes *bytes, gboolean replace, GError **error);

G_END_DECLS

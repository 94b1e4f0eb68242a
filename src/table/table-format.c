/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "table-format.h"

#include <glib/gi18n-lib.h>

#include "base-error.h"
#include "base-file.h"
#include "table-error.h"
#include "table-write-private.h"

typedef struct
{
  TableFormat format;
  GBytes *(*write) (TableBook *book, GCancellable *cancellable, GError **error); /* or NULL */
} Writer;

/* The first is the one that is proposed. Of two extensions that a name ends with, the longer one
 * counts. */
static const Writer writers[] = {
  { { "xlsx", "xlsx", N_ ("Excel workbook (XLSX)"),
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", NULL, TRUE },
    _table_write_xlsx },
  { { "csv", "csv", N_ ("CSV for Excel"), "text/csv", NULL, FALSE }, _table_write_csv_excel },
  { { "csv-utf8", "utf8.csv", N_ ("Plain CSV (UTF-8, commas)"), "text/csv", NULL, FALSE },
    _table_write_csv_plain },
  { { "ods", "ods", N_ ("OpenDocument spreadsheet (ODS)"),
      "application/vnd.oasis.opendocument.spreadsheet", "xlsx", TRUE },
    NULL },
  { { "xls", "xls", N_ ("Excel 97-2003 workbook (XLS)"), "application/vnd.ms-excel", "xlsx", TRUE },
    NULL },
};

/**
 * table_format_get:
 * @index: which format
 *
 * Returns: (transfer none) (nullable): the format, %NULL after the last one
 */
const TableFormat *
table_format_get (guint index)
{
  return index < G_N_ELEMENTS (writers) ? &writers[index].format : NULL;
}

/**
 * table_format_find:
 * @key: key of a format
 *
 * Returns: (transfer none) (nullable): the format
 */
const TableFormat *
table_format_find (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    if (g_strcmp0 (writers[i].format.key, key) == 0)
      return &writers[i].format;
  return NULL;
}

static const TableFormat *
refuse_path (const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_basename (path);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    g_string_append_printf (all, "%s.%s", i > 0 ? ", " : "", writers[i].format.extension);
  g_set_error (error, TABLE_ERROR, TABLE_ERROR_FORMAT,
               _ ("“%s” does not say in which format the table is written. End its name with one "
                  "of: %s."),
               shown, all->str);
  return NULL;
}

/**
 * table_format_for_path:
 * @path: a file to be written
 * @error: return location for a %TABLE_ERROR_FORMAT
 *
 * Returns: (transfer none): the format that its name says, or %NULL
 */
const TableFormat *
table_format_for_path (const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *lower = g_ascii_strdown (name, -1);
  const TableFormat *best = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    {
      const TableFormat *format = &writers[i].format;
      g_autofree char *end = g_strconcat (".", format->extension, NULL);

      if (g_str_has_suffix (lower, end) && strlen (lower) > strlen (end)
          && (best == NULL || strlen (format->extension) > strlen (best->extension)))
        best = format;
    }
  return best != NULL ? best : refuse_path (path, error);
}

/**
 * table_book_to_bytes:
 * @book: a workbook with a sheet at least
 * @format: one that is written at once
 * @cancellable: (nullable): what stops it
 * @error: return location for a #TableError
 *
 * Returns: (transfer full): the whole file, or %NULL
 */
GBytes *
table_book_to_bytes (TableBook *book,
                     const TableFormat *format,
                     GCancellable *cancellable,
                     GError **error)
{
  const Writer *writer = (const Writer *) format;

  g_return_val_if_fail (table_book_get_n_sheets (book) > 0, NULL);
  g_return_val_if_fail (writer->write != NULL, NULL);

  return writer->write (book, cancellable, error);
}

/**
 * table_write_file:
 * @path: the file to write; its folder must exist
 * @bytes: its whole content
 * @replace: whether a file of that name may be replaced
 * @error: return location for a %TABLE_ERROR_EXISTS or a %TABLE_ERROR_FILE
 *
 * Writes beside the file, then renames: whoever looks finds the old file or the new one, whole.
 *
 * Returns: whether it is written
 */
gboolean
table_write_file (const char *path, GBytes *bytes, gboolean replace, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (base_file_write_atomic (path, bytes, replace, &local))
    return TRUE;
  g_set_error_literal (error, TABLE_ERROR,
                       g_error_matches (local, BASE_ERROR, BASE_ERROR_EXISTS) ? TABLE_ERROR_EXISTS
                                                                              : TABLE_ERROR_FILE,
                       local->message);
  return FALSE;
}

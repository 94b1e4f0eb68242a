/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-export-private.h"

#include <glib/gi18n-lib.h>

#include "paper-convert.h"
#include "work-job.h"

/* What LibreOffice may take for one workbook, in milliseconds. */
#define CONVERSION_LIMIT 60000

/* What LibreOffice makes of a workbook. */
static const struct
{
  const char *key;
  PaperFormat format;
} converted[] = {
  { "ods", PAPER_FORMAT_ODS },
  { "xls", PAPER_FORMAT_XLS },
};

static gboolean
find_conversion (const TableFormat *format, PaperFormat *to)
{
  for (guint i = 0; i < G_N_ELEMENTS (converted); i++)
    if (g_str_equal (converted[i].key, format->key))
      {
        *to = converted[i].format;
        return TRUE;
      }
  return FALSE;
}

/**
 * work_export_can_write:
 * @format: a format
 *
 * Returns: whether tables can be written in it, at once or by LibreOffice where it is installed
 */
gboolean
work_export_can_write (const TableFormat *format)
{
  PaperFormat to;

  return format->from == NULL || find_conversion (format, &to);
}

/**
 * _work_export_written_first:
 * @format: a format
 *
 * Returns: the format in which a table is written at once: @format, or the one that it is converted
 *   from
 */
const TableFormat *
_work_export_written_first (const TableFormat *format)
{
  return format->from != NULL ? table_format_find (format->from) : format;
}

/**
 * _work_export_bytes:
 * @book: a table
 * @format: any format that work_export_can_write()
 * @name: name of the file
 * @job: what says how far it is
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Returns: (transfer full): the file, or %NULL
 */
GBytes *
_work_export_bytes (TableBook *book,
                    const TableFormat *format,
                    const char *name,
                    WorkJob *job,
                    GCancellable *cancellable,
                    GError **error)
{
  const TableFormat *first = _work_export_written_first (format);
  PaperOptions options = { .time_limit = CONVERSION_LIMIT };
  g_autoptr (GBytes) bytes = NULL;

  work_job_set_progress (job, 0.5, _ ("Writing the file…"));
  bytes = table_book_to_bytes (book, first, cancellable, error);
  if (bytes == NULL || format == first)
    return g_steal_pointer (&bytes);
  if (!find_conversion (format, &options.format))
    g_return_val_if_reached (NULL);
  work_job_set_progress (job, 0.7, _ ("LibreOffice converts the file…"));
  return paper_convert_one (name, bytes, &options, cancellable, error);
}

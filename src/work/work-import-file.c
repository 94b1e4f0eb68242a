/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import.h"

#include "base-file.h"
#include "work-import-private.h"

/* Fifty thousand lines of a rich list: no school's file is longer. */
#define MAX_SIZE (64 * 1024 * 1024)

typedef struct
{
  char *name;
  GBytes *bytes;
  WorkImportKind kind;
  const char *year;
  const char *author;
  gboolean keep_valid;
} FileImport;

static gpointer
run (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  FileImport *import = data;

  return _work_import_run (connection, import->name, import->bytes, import->kind, import->year,
                           import->keep_valid, import->author, NULL, cancellable, error);
}

/**
 * work_import_file:
 * @school: an open school
 * @path: (type filename): a CSV file
 * @kind: what it holds, or %WORK_IMPORT_AUTO
 * @year: (nullable): school year, "2026-2027"
 * @keep_valid: whether good lines are kept when others are refused
 * @cancellable: (nullable): stops it between two lines, and nothing is changed
 * @error: return location for an error
 *
 * Reads a file and imports it on the database's thread, see work_import_bytes(). Waits: for a
 * worker thread, or a program without a window.
 *
 * Returns: (transfer full) (nullable): what was done; %NULL on error
 */
WorkImportReport *
work_import_file (WorkSchool *school,
                  const char *path,
                  WorkImportKind kind,
                  const char *year,
                  gboolean keep_valid,
                  GCancellable *cancellable,
                  GError **error)
{
  FileImport import = { NULL, NULL, kind, year, NULL, keep_valid };
  WorkImportReport *report;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  import.bytes = base_file_read (path, MAX_SIZE, error);
  if (import.bytes == NULL)
    return NULL;
  import.name = g_path_get_basename (path);
  import.author = work_school_get_author (school);
  report = store_queue_run (work_school_get_queue (school), run, &import, cancellable, error);
  g_bytes_unref (import.bytes);
  g_free (import.name);
  return report;
}

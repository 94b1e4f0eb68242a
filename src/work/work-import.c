/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "work-error.h"
#include "work-import-private.h"

/* What one call was asked for. */
typedef struct
{
  GBytes *bytes;
  const WorkImportHeader *header;
  WorkImportReport *report;
  StoreOperation *operation;
  GCancellable *cancellable;
  char *year;
  gboolean keep_valid;
  gboolean refused; /* all or nothing, and a line was refused: rolled back without an error */
} Job;

static void
import_init (WorkImport *import, StoreConnection *connection, Job *job)
{
  import->connection = connection;
  import->operation = job->operation;
  import->spec = job->header->spec;
  import->header = job->header;
  import->report = job->report;
  import->year = job->year;
  import->touched = g_hash_table_new (NULL, NULL);
  import->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
import_clear (WorkImport *import)
{
  for (guint i = 0; i < WORK_N_SLOTS; i++)
    g_clear_object (&import->parts[i]);
  for (guint i = 0; i < WORK_N_INDEXES; i++)
    g_clear_pointer (&import->indexes[i], g_hash_table_unref);
  for (guint i = 0; i < MODEL_N_ENTITIES; i++)
    g_clear_pointer (&import->rows[i], g_ptr_array_unref);
  g_clear_pointer (&import->touched, g_hash_table_unref);
  g_clear_pointer (&import->said, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WorkImport, import_clear)

/* The transaction may be run a second time: nothing of the first try stays. */
static void
empty_report (WorkImportReport *report, const WorkImportHeader *header)
{
  report->created = report->changed = report->unchanged = report->refused = 0;
  g_ptr_array_set_size (report->problems, 0);
  g_ptr_array_set_size (report->notices, 0);
  for (guint i = 0; i < header->notices->len; i++)
    {
      const WorkImportProblem *notice = g_ptr_array_index (header->notices, i);

      g_ptr_array_add (report->notices, _work_import_problem_new (notice->line, notice->column,
                                                                  g_strdup (notice->text)));
    }
}

static gboolean
take_row (WorkImport *import, const TableRow *row, GError **error)
{
  WorkImportReport *report = import->report;

  _work_import_read_line (import, row);
  if (!import->spec->line (import, error))
    return FALSE;
  if (import->refused)
    report->refused++;
  else if (import->created)
    report->created++;
  else if (import->changed)
    report->changed++;
  else
    report->unchanged++;
  return TRUE;
}

static gboolean
check_cancelled (GCancellable *cancellable, GError **error)
{
  if (!g_cancellable_is_cancelled (cancellable))
    return TRUE;
  g_set_error_literal (error, WORK_ERROR, WORK_ERROR_CANCELLED,
                       _ ("The import was cancelled. Nothing was changed."));
  return FALSE;
}

static gboolean
run (StoreConnection *connection, gpointer data, GError **error)
{
  Job *job = data;
  g_auto (WorkImport) import = { 0 };
  g_autoptr (TableReader) reader = table_reader_new_for_bytes (job->bytes, error);
  const TableRow *row;

  if (reader == NULL)
    return FALSE;
  import_init (&import, connection, job);
  empty_report (job->report, job->header);
  for (guint i = 0; i < job->header->n_rows; i++)
    if (!table_reader_next (reader, &row, error))
      return FALSE;
  while (TRUE)
    {
      if (!check_cancelled (job->cancellable, error) || !table_reader_next (reader, &row, error))
        return FALSE;
      if (row == NULL)
        break;
      if (!take_row (&import, row, error))
        return FALSE;
    }
  job->refused = job->report->refused > 0 && !job->keep_valid;
  if (job->refused)
    g_set_error_literal (error, WORK_ERROR, WORK_ERROR_REFUSED,
                         _ ("Lines were refused: nothing was imported."));
  return !job->refused;
}

static WorkImportHeader *
read_header (GBytes *bytes, WorkImportKind kind, GError **error)
{
  g_autoptr (TableReader) reader = table_reader_new_for_bytes (bytes, error);

  return reader != NULL ? _work_import_header_read (reader, kind, error) : NULL;
}

static char *
choose_year (const char *year, GError **error)
{
  g_autofree char *today = NULL;
  char *name;
  GDate date;

  if (year == NULL)
    {
      today = base_date_today_iso ();
      base_date_parse_iso (today, &date);
      return base_date_school_year (&date);
    }
  name = _work_import_year_name (year);
  if (name == NULL)
    g_set_error (error, WORK_ERROR, WORK_ERROR_USAGE,
                 _ ("“%s” is no school year. Write it as 2026-2027."), year);
  return name;
}

static WorkImportReport *
run_job (StoreConnection *connection, Job *job, GError **error)
{
  g_autoptr (WorkImportReport) report = job->report;
  g_autoptr (GError) local = NULL;

  if (store_connection_transaction (connection, run, job, &local))
    {
      gboolean wrote = report->created + report->changed > 0;

      report->committed = TRUE;
      report->operation_id = wrote ? g_strdup (job->operation->id) : NULL;
      return g_steal_pointer (&report);
    }
  if (job->refused && g_error_matches (local, WORK_ERROR, WORK_ERROR_REFUSED))
    return g_steal_pointer (&report);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * _work_import_run:
 * @connection: a connection
 * @name: of the file, for the report
 * @bytes: a CSV file
 * @kind: what it holds, or %WORK_IMPORT_AUTO
 * @year: (nullable): school year, "2026-2027"
 * @keep_valid: whether good lines are kept when others are refused
 * @author: (nullable): who imports, where there is no @operation
 * @operation: (nullable): what it is part of; else it is one of its own
 * @cancellable: (nullable): stops it between two lines
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): see work_import_bytes()
 */
WorkImportReport *
_work_import_run (StoreConnection *connection,
                  const char *name,
                  GBytes *bytes,
                  WorkImportKind kind,
                  const char *year,
                  gboolean keep_valid,
                  const char *author,
                  StoreOperation *operation,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (WorkImportHeader) header = read_header (bytes, kind, error);
  g_autofree char *chosen = header != NULL ? choose_year (year, error) : NULL;
  g_autoptr (StoreOperation) own = NULL;
  Job job = { 0 };

  if (header == NULL || chosen == NULL)
    return NULL;
  if (operation == NULL)
    own = store_operation_new (author != NULL ? author : g_get_user_name (), header->spec->label);
  job.bytes = bytes;
  job.header = header;
  job.operation = operation != NULL ? operation : own;
  job.cancellable = cancellable;
  job.year = chosen;
  job.keep_valid = keep_valid;
  job.report = _work_import_report_new (name, header->spec->kind);
  return run_job (connection, &job, error);
}

/**
 * work_import_bytes:
 * @connection: a connection, in the thread it belongs to
 * @name: of the file, for the report
 * @bytes: a CSV file, as its program wrote it
 * @kind: what it holds, or %WORK_IMPORT_AUTO to find out from its headings
 * @year: (nullable): school year, "2026-2027"; the one that today is in when %NULL. It is made when
 *   the list needs it and there is none
 * @keep_valid: whether good lines are kept when others are refused
 * @operation: (nullable): what it is part of; an operation of its own when %NULL
 * @cancellable: (nullable): stops it between two lines, and nothing is changed
 * @error: return location for an error
 *
 * Takes a list into the database: one transaction and one operation for the whole file. Rows that
 * are known already are updated, and an empty cell never erases anything: a list imported twice
 * changes nothing the second time. A line with a mistake is refused as a whole, and unless
 * @keep_valid is set one refused line is enough for nothing to be imported; the report then says of
 * every refused line why.
 *
 * Returns: (transfer full) (nullable): what was done, refusals included; %NULL with %TABLE_ERROR
 *   when the file cannot be read, %WORK_ERROR_USAGE when it is not such a list,
 *   %WORK_ERROR_CANCELLED, or a #StoreError
 */
WorkImportReport *
work_import_bytes (StoreConnection *connection,
                   const char *name,
                   GBytes *bytes,
                   WorkImportKind kind,
                   const char *year,
                   gboolean keep_valid,
                   StoreOperation *operation,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  return _work_import_run (connection, name, bytes, kind, year, keep_valid, NULL, operation,
                           cancellable, error);
}

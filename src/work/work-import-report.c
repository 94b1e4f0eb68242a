/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import-private.h"

/**
 * _work_import_problem_new:
 * @line: of the file
 * @column: a heading, or ""
 * @text: (transfer full): a sentence
 *
 * Returns: (transfer full): what there is to say of a line
 */
WorkImportProblem *
_work_import_problem_new (guint line, const char *column, char *text)
{
  WorkImportProblem *problem = g_new0 (WorkImportProblem, 1);

  problem->line = line;
  problem->column = g_strdup (column);
  problem->text = text;
  return problem;
}

/**
 * _work_import_problem_free:
 * @problem: a WorkImportProblem
 *
 * Frees it.
 */
void
_work_import_problem_free (gpointer problem)
{
  WorkImportProblem *self = problem;

  g_free (self->column);
  g_free (self->text);
  g_free (self);
}

/**
 * _work_import_report_new:
 * @name: of the file
 * @kind: what it holds
 *
 * Returns: (transfer full): a report of nothing yet
 */
WorkImportReport *
_work_import_report_new (const char *name, WorkImportKind kind)
{
  WorkImportReport *report = g_new0 (WorkImportReport, 1);

  report->file = g_strdup (name);
  report->kind = kind;
  report->problems = g_ptr_array_new_with_free_func (_work_import_problem_free);
  report->notices = g_ptr_array_new_with_free_func (_work_import_problem_free);
  return report;
}

/**
 * work_import_report_free:
 * @report: (nullable): a report
 *
 * Frees a report and its sentences.
 */
void
work_import_report_free (WorkImportReport *report)
{
  if (report == NULL)
    return;
  g_ptr_array_unref (report->problems);
  g_ptr_array_unref (report->notices);
  g_free (report->file);
  g_free (report->operation_id);
  g_free (report);
}

/**
 * _work_import_refuse:
 * @import: an import
 * @column: a heading, or "" for the whole line
 * @text: (transfer full): a sentence: why
 *
 * Refuses the line in hand. Its other cells are still looked at, so that the person sees all that
 * is to be corrected at once.
 */
void
_work_import_refuse (WorkImport *import, const char *column, char *text)
{
  import->refused = TRUE;
  g_ptr_array_add (import->report->problems, _work_import_problem_new (import->line, column, text));
}

/**
 * _work_import_notice:
 * @import: an import
 * @column: a heading, or ""
 * @text: (transfer full): a sentence
 *
 * Says what was done with the line in hand that the person may not expect.
 */
void
_work_import_notice (WorkImport *import, const char *column, char *text)
{
  g_ptr_array_add (import->report->notices, _work_import_problem_new (import->line, column, text));
}

/**
 * _work_import_notice_once:
 * @import: an import
 * @text: a sentence
 *
 * The same, for what holds of many lines: said of the first one only.
 */
void
_work_import_notice_once (WorkImport *import, const char *text)
{
  if (g_hash_table_add (import->said, g_strdup (text)))
    _work_import_notice (import, "", g_strdup (text));
}

/**
 * _work_import_heading:
 * @import: an import
 * @slot: a slot
 * @column: (nullable): one of its entity's columns; %NULL for any
 *
 * Returns: (transfer none): the file's own heading for it, or ""
 */
const char *
_work_import_heading (WorkImport *import, WorkSlot slot, const char *column)
{
  const WorkImportHeader *header = import->header;
  const char *found = "";

  for (guint i = header->targets->len; i > 0; i--)
    {
      const WorkImportTarget *target = &g_array_index (header->targets, WorkImportTarget, i - 1);
      const char *heading = g_ptr_array_index (header->headings, i - 1);

      if (target->slot != slot)
        continue;
      if (column == NULL || target->field == NULL)
        found = heading;
      else if (g_str_equal (model_field_column (target->field), column))
        return heading;
    }
  return found;
}

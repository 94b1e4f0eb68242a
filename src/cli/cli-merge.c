/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-output.h"
#include "work-merge.h"

#include <glib/gi18n-lib.h>

/**
 * cli_merge_run:
 * @call: TEMPLATE.docx DATA.csv --output DIR
 *
 * Merges each line of a CSV file into a template.
 *
 * Returns: %CLI_EXIT_FAILED when a document could not be made.
 */
CliExit
cli_merge_run (CliCall *call)
{
  g_autoptr (WorkJob) job = NULL;
  MergeMissing missing;

  if (!cli_output_parse_missing (call->missing, &missing))
    return cli_output_usage (_ ("--missing takes blank, dots or mark, not “%s”."), call->missing);
  job = work_merge_csv_new (call->arguments[0], call->arguments[1], call->output, call->pattern,
                            missing);
  return cli_output_job (call, job);
}

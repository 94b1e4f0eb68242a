/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-output.h"
#include "work-merge.h"

#include <glib/gi18n-lib.h>

/* One document a line goes to a folder under names of its own; the one for all is a file. */
static gboolean
is_clear (const CliCall *call)
{
  return call->one_file != NULL ? call->output == NULL && call->pattern == NULL
                                : call->output != NULL && !call->two_sided;
}

/**
 * cli_merge_run:
 * @call: TEMPLATE.docx DATA.csv --output DIR | --one-file FILE
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
  if (!is_clear (call))
    return cli_output_usage (_ ("“merge” needs either --output, with --name if need be, or "
                                "--one-file, with --two-sided if need be; see “paraphectl merge "
                                "--help”."));
  if (call->one_file != NULL)
    job = work_merge_csv_into_one_new (call->arguments[0], call->arguments[1], call->one_file,
                                       call->two_sided, missing);
  else
    job = work_merge_csv_new (call->arguments[0], call->arguments[1], call->output, call->pattern,
                              missing);
  return cli_output_job (call, job);
}

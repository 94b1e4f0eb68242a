/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-output.h"
#include "cli-place.h"
#include "work-pdf.h"

/* The sheets whose agreement was made, as work_pdf_new() takes them. */
static GArray *
placements_with_agreement (GPtrArray *lines)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < lines->len; i++)
    {
      const ModelLine *line = g_ptr_array_index (lines, i);

      if (line->agreement_id != 0 && !line->cancelled)
        g_array_append_val (ids, line->placement_id);
    }
  return ids;
}

static CliExit
make (CliCall *call, WorkSchool *school)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = cli_place_load (school, call->year, &error);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (WorkJob) job = NULL;

  if (overview == NULL || (lines = cli_place_choose (call, overview, &error)) == NULL)
    return cli_output_error (error);
  ids = placements_with_agreement (lines);
  job = work_pdf_new (school, (const gint64 *) (gpointer) ids->data, ids->len, call->output,
                      call->pattern);
  return cli_output_job (call, job);
}

/**
 * cli_pdf_run:
 * @call: DB --output DIR [--class C] [--period P] [--student S] [--number N]
 *
 * Makes the PDF of each agreement of a place that was generated.
 *
 * Returns: %CLI_EXIT_FAILED when one could not be made.
 */
CliExit
cli_pdf_run (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = cli_place_open (call, FALSE, &error);
  CliExit code;

  if (school == NULL)
    return cli_output_error (error);
  code = make (call, school);
  cli_place_close (school);
  return code;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-output.h"
#include "cli-place.h"
#include "work-slips.h"

#include <glib/gi18n-lib.h>

static gboolean
refuse_kind (const char *key)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < WORK_N_SLIPS; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? ", " : "", work_slips_key (i));
  cli_output_usage (_ ("there are no papers “%s”; there are: %s."), key, all->str);
  return FALSE;
}

static gboolean
parse_labels (CliCall *call, WorkSlipsOptions *options)
{
  guint64 number;

  if (call->labels == NULL)
    return TRUE;
  if (g_ascii_string_to_unsigned (call->labels, 10, 1, 1000, &number, NULL)
      && work_slips_has_labels ((guint) number))
    {
      options->labels = (guint) number;
      return TRUE;
    }
  else
    {
      g_autofree char *counts = work_slips_dup_label_counts ();

      cli_output_usage (_ ("there are no sheets of “%s” labels; there are: %s."), call->labels,
                        counts);
      return FALSE;
    }
}

static gboolean
parse (CliCall *call, WorkSlipsOptions *options)
{
  guint64 first = 1;

  if (!work_slips_from_key (call->kind, &options->kind))
    return refuse_kind (call->kind);
  if (options->kind != WORK_SLIPS_LABELS && (call->labels != NULL || call->first != NULL))
    {
      cli_output_usage (_ ("--labels and --first are for labels."));
      return FALSE;
    }
  if (!parse_labels (call, options))
    return FALSE;
  if (call->first != NULL
      && !g_ascii_string_to_unsigned (call->first, 10, 1,
                                      options->labels != 0 ? options->labels : 24, &first, NULL))
    {
      cli_output_usage (_ ("“%s” is no label of a sheet."), call->first);
      return FALSE;
    }
  options->first = (guint) first;
  return TRUE;
}

static CliExit
make (CliCall *call, WorkSchool *school, WorkSlipsOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = cli_place_load (school, call->year, &error);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (WorkJob) job = NULL;

  if (overview == NULL || (lines = cli_place_choose (call, overview, &error)) == NULL)
    return cli_output_error (error);
  options->lines = lines;
  job = work_slips_new (school, options, call->output, call->force);
  return cli_output_job (call, job);
}

/**
 * cli_slips_run:
 * @call: DB --kind KIND --output FILE [--class C] [--period P] [--student S] [--number N]
 *
 * Makes the small papers that go with agreements: cover slips, labels, addresses for window
 * envelopes, transmission slips.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_slips_run (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = NULL;
  WorkSlipsOptions options = { 0 };
  CliExit code;

  if (!parse (call, &options))
    return CLI_EXIT_USAGE;
  school = cli_place_open (call, FALSE, &error);
  if (school == NULL)
    return cli_output_error (error);
  code = make (call, school, &options);
  cli_place_close (school);
  return code;
}

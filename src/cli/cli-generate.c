/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-output.h"
#include "cli-place.h"
#include "work-generate.h"
#include "work-template-needs.h"

#include <glib/gi18n-lib.h>

/* The validated placements of the class and period, as work_generate_new() takes them. */
static GArray *
validated_placements (GPtrArray *lines)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (lines, i);

      if (g_str_equal (line->placement_state, "validated") && !line->cancelled)
        g_array_append_val (ids, line->placement_id);
    }
  return ids;
}

/* What the templates ask for and the sheets have not; agreements are made anyway. */
static void
tell_needs (WorkSchool *school, GArray *ids)
{
  g_autoptr (GPtrArray) all = work_school_read (
      school, work_query_needs_new ((const gint64 *) (gpointer) ids->data, ids->len), NULL);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const WorkNeeds *needs = all->pdata[i];
      g_autofree char *missing =
          g_strdup_printf (_ ("The document has no value for: %s."), needs->missing);
      g_autofree char *unknown =
          g_strdup_printf (_ ("The template asks for what nobody knows: %s."), needs->unknown);

      if (*needs->missing != '\0')
        g_printerr ("paraphectl: %s: %s\n", needs->student, missing);
      if (*needs->unknown != '\0')
        g_printerr ("paraphectl: %s: %s\n", needs->student, unknown);
    }
}

static CliExit
generate (CliCall *call, WorkSchool *school, MergeMissing missing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = cli_place_load (school, call->year, &error);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (WorkGenerateOptions) options = work_generate_options_new (call->output);
  g_autoptr (WorkJob) job = NULL;

  if (overview == NULL
      || !(lines = cli_place_lines (overview, call->class_name, call->period, &error)))
    return cli_output_error (error);
  ids = validated_placements (lines);
  options->template_path = g_strdup (call->template_path);
  if (call->pattern != NULL)
    {
      g_free (options->pattern);
      options->pattern = g_strdup (call->pattern);
    }
  options->missing = missing;
  if (call->template_path == NULL)
    tell_needs (school, ids);
  job = work_generate_new (school, (const gint64 *) (gpointer) ids->data, ids->len, options);
  return cli_output_job (call, job);
}

/**
 * cli_generate_run:
 * @call: DB --class C --period P --output DIR
 *
 * Makes the agreements of the validated placements of a class and period.
 *
 * Returns: %CLI_EXIT_FAILED when one could not be made.
 */
CliExit
cli_generate_run (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = NULL;
  MergeMissing missing;
  CliExit code;

  if (!cli_output_parse_missing (call->missing, &missing))
    return cli_output_usage (_ ("--missing takes blank, dots or mark, not “%s”."), call->missing);
  school = cli_place_open (call, TRUE, &error);
  if (school == NULL)
    return cli_output_error (error);
  code = generate (call, school, missing);
  cli_place_close (school);
  return code;
}

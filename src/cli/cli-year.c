/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-year.h"

#include "base-date.h"
#include "cli-output.h"
#include "cli-place.h"
#include "work-retention.h"

#include <glib/gi18n-lib.h>

#define N_COLUMNS 6

static void
add_year (JsonBuilder *builder, const WorkRetentionYear *year)
{
  const struct
  {
    const char *member;
    guint n;
  } numbers[] = { { "students", year->n_students },
                  { "agreements", year->n_agreements },
                  { "documents", year->n_documents } };

  json_builder_begin_object (builder);
  cli_output_json_text (builder, "year", year->name);
  cli_output_json_text (builder, "end", year->end);
  cli_output_json_text (builder, "state", work_retention_key (year->state));
  cli_output_json_text (builder, "archived_from", year->archived_from);
  cli_output_json_text (builder, "past_from", year->past_from);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      cli_output_json_number (builder, numbers[i].member, numbers[i].n);
    }
  json_builder_end_object (builder);
}

static char **
year_row (const WorkRetentionYear *year)
{
  char **row = g_new0 (char *, N_COLUMNS + 1);
  GDate term;

  row[0] = g_strdup (year->name);
  row[1] = g_strdup (work_retention_label (year->state));
  row[2] =
      base_date_parse_iso (year->past_from, &term) ? base_date_to_short (&term) : g_strdup ("");
  row[3] = g_strdup_printf ("%u", year->n_students);
  row[4] = g_strdup_printf ("%u", year->n_agreements);
  row[5] = g_strdup_printf ("%u", year->n_documents);
  return row;
}

static void
print_years (CliCall *call, GPtrArray *years)
{
  const char *headings[N_COLUMNS] = { _ ("Year"),          _ ("Kept"),       _ ("Term"),
                                      _ ("Last students"), _ ("Agreements"), _ ("Documents") };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < years->len; i++)
    {
      add_year (builder, g_ptr_array_index (years, i));
      g_ptr_array_add (rows, year_row (g_ptr_array_index (years, i)));
    }
  json_builder_end_array (builder);
  if (call->json)
    cli_output_json (builder);
  else
    cli_output_table (headings, N_COLUMNS, rows);
}

static CliExit
list_years (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) years = NULL;
  g_autoptr (WorkSchool) school = cli_place_open (call, FALSE, &error);

  if (school == NULL)
    return cli_output_error (error);
  years = work_school_read (school, work_query_retention_new (), &error);
  cli_place_close (school);
  if (years == NULL)
    return cli_output_error (error);
  print_years (call, years);
  return CLI_EXIT_DONE;
}

/**
 * cli_year_run:
 * @call: DB
 *
 * Lists the school years and what is kept of them, counts one of them, or makes the next.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_year_run (CliCall *call)
{
  if ((call->years ? 1 : 0) + (call->figures ? 1 : 0) + (call->roll_over ? 1 : 0) > 1)
    return cli_output_usage (_ ("one of --list, --figures and --roll-over at a time."));
  if (!call->roll_over && (call->dry_run || call->new_name != NULL))
    return cli_output_usage (_ ("--name and --dry-run go with --roll-over."));
  if (!call->figures && (call->class_name != NULL || call->period != NULL))
    return cli_output_usage (_ ("--class and --period go with --figures."));
  if (call->figures)
    return cli_figures_run (call);
  return call->roll_over ? cli_roll_over_run (call) : list_years (call);
}

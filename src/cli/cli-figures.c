/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-date.h"
#include "cli-output.h"
#include "cli-place.h"
#include "cli-year.h"
#include "model-stage.h"

#include <glib/gi18n-lib.h>

static void
add_figures (JsonBuilder *builder, const ModelStageFigures *figures)
{
  json_builder_begin_object (builder);
  if (figures->class_group_id != 0)
    cli_output_json_text (builder, "class", figures->class_name);
  cli_output_json_number (builder, "searches", figures->n_searches);
  cli_output_json_number (builder, "lines", figures->n_lines);
  cli_output_json_number (builder, "placed", figures->n_placed);
  cli_output_json_number (builder, "signed", figures->n_signed);
  cli_output_json_number (builder, "late", figures->n_late);
  json_builder_set_member_name (builder, "stages");
  json_builder_begin_object (builder);
  for (guint i = 0; i < MODEL_N_STAGES; i++)
    cli_output_json_number (builder, model_stage_info (i)->state.key, figures->stages[i]);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
print_json (GPtrArray *figures, const ModelStageFigures *total)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "classes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < figures->len; i++)
    add_figures (builder, g_ptr_array_index (figures, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "total");
  add_figures (builder, total);
  json_builder_end_object (builder);
  cli_output_json (builder);
}

static void
append_number (GPtrArray *row, guint n)
{
  g_ptr_array_add (row, g_strdup_printf ("%u", n));
}

static void
append_share (GPtrArray *row, guint part, guint whole)
{
  g_ptr_array_add (row, g_strdup_printf (_ ("%u%%"), model_stage_percent (part, whole)));
}

/* Columns of stages at which there is nobody would only take the place of the others. */
static char **
figures_row (const ModelStageFigures *figures, const ModelStageFigures *total, const char *name)
{
  g_autoptr (GPtrArray) row = g_ptr_array_new ();

  g_ptr_array_add (row, g_strdup (name));
  append_number (row, figures->n_searches);
  append_share (row, figures->n_placed, figures->n_searches);
  append_share (row, figures->n_signed, figures->n_searches);
  append_number (row, figures->n_late);
  for (guint i = 0; i < MODEL_N_STAGES; i++)
    if (total->stages[i] > 0)
      append_number (row, figures->stages[i]);
  g_ptr_array_add (row, NULL);
  return (char **) g_ptr_array_steal (row, NULL);
}

static void
print_table (GPtrArray *figures, const ModelStageFigures *total)
{
  const char *headings[5 + MODEL_N_STAGES] = { _ ("Class"), _ ("Searches"), _ ("Placed"),
                                               _ ("Signed"), _ ("Late") };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  guint n_columns = 5;

  for (guint i = 0; i < MODEL_N_STAGES; i++)
    if (total->stages[i] > 0)
      headings[n_columns++] = _ (model_stage_info (i)->state.label);
  for (guint i = 0; i < figures->len; i++)
    {
      const ModelStageFigures *one = g_ptr_array_index (figures, i);

      g_ptr_array_add (rows, figures_row (one, total, one->class_name));
    }
  g_ptr_array_add (rows, figures_row (total, total, _ ("Total")));
  cli_output_table (headings, n_columns, rows);
}

/**
 * cli_figures_run:
 * @call: DB
 *
 * Counts how many lines of each class are at each stage: the figures of the year's overview.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_figures_run (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (GPtrArray) lines = NULL, figures = NULL;
  g_autoptr (ModelStageFigures) total = NULL;
  g_autofree char *today = base_date_today_iso ();

  lines = cli_place_read_lines (call, &overview, &error);
  if (lines == NULL)
    return cli_output_error (error);

  figures = model_stage_figures_new (lines, NULL, today);
  total = model_stage_figures_total (figures);
  if (call->json)
    print_json (figures, total);
  else
    print_table (figures, total);
  return CLI_EXIT_DONE;
}

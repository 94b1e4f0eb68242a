/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-output.h"
#include "cli-place.h"
#include "work-rules.h"

#include <glib/gi18n-lib.h>

#define N_COLUMNS 6

typedef struct
{
  CliCall *call;
  JsonBuilder *builder;
  GPtrArray *rows; /* (element-type GStrv) */
  gboolean is_blocking;
} Checking;

static void
add_finding (Checking *checking, ModelLine *line, const ModelFinding *finding)
{
  const struct
  {
    const char *member;
    const char *canonical;
    const char *shown;
  } cells[N_COLUMNS] = {
    { "student", line->student, line->student },
    { "class", line->class_name, line->class_name },
    { "period", line->period_name, line->period_name },
    { "company", line->company, line->company },
    { "level", model_rule_level_key (finding->level), _ (model_rule_level_label (finding->level)) },
    { "text", finding->text, finding->text },
  };
  char **row = g_new0 (char *, N_COLUMNS + 1);

  json_builder_begin_object (checking->builder);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      cli_output_json_text (checking->builder, cells[i].member, cells[i].canonical);
      row[i] = g_strdup (cells[i].shown);
    }
  cli_output_json_text (checking->builder, "rule", model_rule_info (finding->rule)->key);
  cli_output_json_text (checking->builder, "field", finding->field);
  json_builder_end_object (checking->builder);
  g_ptr_array_add (checking->rows, row);
}

/* What is refused or cancelled keeps no rule from being held. */
static gboolean
is_held (ModelLine *line)
{
  return line->placement_id != 0 && !line->cancelled
         && !g_str_equal (line->placement_state, "refused");
}

static gboolean
check_line (Checking *checking, WorkSchool *school, ModelLine *line, GError **error)
{
  g_autoptr (ModelRecord) placement = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  if (!is_held (line))
    return TRUE;
  placement = work_school_read (
      school, work_query_record_new (MODEL_ENTITY_PLACEMENT, line->placement_id), error);
  if (placement != NULL)
    findings = work_school_read (school, work_query_findings_new (placement), error);
  if (findings == NULL)
    return FALSE;
  for (guint i = 0; i < findings->len; i++)
    add_finding (checking, line, findings->pdata[i]);
  checking->is_blocking = checking->is_blocking || model_findings_block (findings);
  return TRUE;
}

static gboolean
run (Checking *checking, WorkSchool *school, GError **error)
{
  CliCall *call = checking->call;
  g_autoptr (WorkOverview) overview = cli_place_load (school, call->year, error);
  g_autoptr (GPtrArray) lines = overview != NULL ? cli_place_choose (call, overview, error) : NULL;

  json_builder_begin_array (checking->builder);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    if (g_cancellable_set_error_if_cancelled (call->cancellable, error)
        || !check_line (checking, school, lines->pdata[i], error))
      return FALSE;
  json_builder_end_array (checking->builder);
  return lines != NULL;
}

/**
 * cli_rules_run:
 * @call: DB
 *
 * Holds sheets against the school's rules and prints what they find.
 *
 * Returns: %CLI_EXIT_FAILED too when a blocking rule found something.
 */
CliExit
cli_rules_run (CliCall *call)
{
  const char *headings[N_COLUMNS] = { _ ("Student"), _ ("Class"), _ ("Period"),
                                      _ ("Company"), _ ("Level"), _ ("Finding") };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (WorkSchool) school = cli_place_open (call, FALSE, &error);
  Checking checking = { call, builder, rows, FALSE };
  gboolean is_read;

  if (school == NULL)
    return cli_output_error (error);
  is_read = run (&checking, school, &error);
  cli_place_close (school);
  if (!is_read)
    return cli_output_error (error);
  if (call->json)
    cli_output_json (builder);
  else
    cli_output_table (headings, N_COLUMNS, rows);
  return checking.is_blocking ? CLI_EXIT_FAILED : CLI_EXIT_DONE;
}

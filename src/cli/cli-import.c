/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-command.h"
#include "cli-output.h"
#include "cli-place.h"
#include "work-import.h"

#include <glib/gi18n-lib.h>

static void
add_problems (JsonBuilder *builder, const char *member, GPtrArray *problems)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < problems->len; i++)
    {
      const WorkImportProblem *problem = g_ptr_array_index (problems, i);

      json_builder_begin_object (builder);
      cli_output_json_number (builder, "line", problem->line);
      cli_output_json_text (builder, "column", problem->column);
      cli_output_json_text (builder, "text", problem->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_report (JsonBuilder *builder, WorkImportReport *report)
{
  const struct
  {
    const char *member;
    guint count;
  } counts[] = {
    { "created", report->created },
    { "changed", report->changed },
    { "unchanged", report->unchanged },
    { "refused", report->refused },
  };

  json_builder_begin_object (builder);
  cli_output_json_text (builder, "file", report->file);
  cli_output_json_text (builder, "kind", work_import_kind_key (report->kind));
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      cli_output_json_number (builder, counts[i].member, counts[i].count);
    }
  cli_output_json_boolean (builder, "committed", report->committed);
  add_problems (builder, "problems", report->problems);
  add_problems (builder, "notices", report->notices);
  json_builder_end_object (builder);
}

static void
print_problem (WorkImportReport *report, const WorkImportProblem *problem)
{
  if (problem->column != NULL && *problem->column != '\0')
    /* Translators: file, line, column heading, then a sentence. */
    g_printerr (_ ("%s, line %u, column “%s”: %s\n"), report->file, problem->line, problem->column,
                problem->text);
  else
    g_printerr (_ ("%s, line %u: %s\n"), report->file, problem->line, problem->text);
}

static void
print_report (WorkImportReport *report)
{
  for (guint i = 0; i < report->problems->len; i++)
    print_problem (report, g_ptr_array_index (report->problems, i));
  for (guint i = 0; i < report->notices->len; i++)
    print_problem (report, g_ptr_array_index (report->notices, i));
  g_print (_ ("%s (%s): %u created, %u changed, %u left alone, %u refused\n"), report->file,
           work_import_kind_key (report->kind), report->created, report->changed, report->unchanged,
           report->refused);
  if (!report->committed)
    g_printerr (_ ("%s: nothing was brought in. Correct the lines above, or take the good ones "
                   "with --keep-valid.\n"),
                report->file);
}

static CliExit
import_files (CliCall *call, WorkSchool *school, WorkImportKind kind, JsonBuilder *builder)
{
  CliExit code = CLI_EXIT_DONE;

  for (char **path = call->arguments + 1;
       *path != NULL && !g_cancellable_is_cancelled (call->cancellable); path++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WorkImportReport) report = work_import_file (
          school, *path, kind, call->year, call->keep_valid, call->cancellable, &error);

      if (report == NULL)
        {
          code = cli_output_error (error);
          continue;
        }
      if (call->json)
        add_report (builder, report);
      else
        print_report (report);
      if (report->refused > 0 || !report->committed)
        code = CLI_EXIT_FAILED;
    }
  return code;
}

/**
 * cli_import_run:
 * @call: DB FILE…
 *
 * Imports each file, all or nothing a file unless --keep-valid.
 *
 * Returns: %CLI_EXIT_FAILED when a file or one of its lines was refused.
 */
CliExit
cli_import_run (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  WorkImportKind kind = WORK_IMPORT_AUTO;
  CliExit code;

  if (call->kind != NULL && !work_import_kind_from_key (call->kind, &kind))
    return cli_output_usage (_ ("there is no kind of file “%s”: say students, teachers, companies, "
                                "periods or placements."),
                             call->kind);
  school = cli_place_open (call, TRUE, &error);
  if (school == NULL)
    return cli_output_error (error);

  json_builder_begin_array (builder);
  code = import_files (call, school, kind, builder);
  json_builder_end_array (builder);
  if (call->json)
    cli_output_json (builder);
  cli_place_close (school);
  return code;
}

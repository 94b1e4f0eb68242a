/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-date.h"
#include "cli-list.h"
#include "cli-output.h"
#include "cli-place.h"
#include "work-export.h"

#include <glib/gi18n-lib.h>

/* What the call asks for, once it is known to make sense. */
typedef struct
{
  WorkExportList list;
  ModelTodo todo;
  char **columns; /* (nullable) */
} Wanted;

static gboolean
refuse_table (const char *key)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < WORK_N_EXPORT_LISTS; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? ", " : "", work_export_list_key (i));
  cli_output_usage (_ ("there is no table “%s”; there are: %s."), key, all->str);
  return FALSE;
}

static gboolean
parse_columns (CliCall *call, Wanted *wanted)
{
  if (call->columns == NULL)
    return TRUE;
  if (wanted->list == WORK_EXPORT_COMPANIES)
    {
      cli_output_usage (_ ("the table of companies has always the same columns."));
      return FALSE;
    }
  wanted->columns = g_strsplit (call->columns, ",", -1);
  for (guint i = 0; wanted->columns[i] != NULL; i++)
    if (!work_export_has_column (g_strstrip (wanted->columns[i])))
      {
        cli_output_usage (_ ("there is no column “%s”."), wanted->columns[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
parse (CliCall *call, Wanted *wanted)
{
  if (call->table != NULL && !work_export_list_from_key (call->table, &wanted->list))
    return refuse_table (call->table);
  if (call->todo_list != NULL && !cli_list_find_todo (call->todo_list, &wanted->todo))
    {
      cli_list_refuse_todo (call->todo_list);
      return FALSE;
    }
  return parse_columns (call, wanted);
}

/* What the lines are: the class and period, else the list. */
static char *
make_title (CliCall *call, const Wanted *wanted)
{
  const char *place = call->class_name != NULL ? call->class_name : call->period;

  if (wanted->list != WORK_EXPORT_AGREEMENTS)
    return NULL;
  if (call->todo_list != NULL)
    return g_strdup (_ (model_todo_info (wanted->todo)->label));
  return g_strdup (place);
}

static CliExit export(CliCall *call, WorkSchool *school, const Wanted *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = cli_place_load (school, call->year, &error);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (WorkJob) job = NULL;
  g_autofree char *today = base_date_today_iso ();
  g_autofree char *title = make_title (call, wanted);
  WorkExportOptions options = { .list = wanted->list,
                                .columns = (const char *const *) wanted->columns,
                                .title = title,
                                .path = call->output,
                                .replace = call->force };

  if (overview == NULL
      || !(lines = cli_place_lines (overview, call->class_name, call->period, &error)))
    return cli_output_error (error);
  if (call->todo_list != NULL)
    cli_list_keep_todo (lines, wanted->todo, today);
  options.year_id = overview->year_id;
  options.lines = lines;
  options.is_whole = lines->len == overview->lines->len;
  job = work_export_new (school, &options);
  return cli_output_job (call, job);
}

/**
 * cli_export_run:
 * @call: DB --output FILE, with --list, --todo, --class or --period
 *
 * Writes a table for a spreadsheet. The name of the file says in which format.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_export_run (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = NULL;
  Wanted wanted = { WORK_EXPORT_AGREEMENTS, MODEL_TODO_ALL, NULL };
  CliExit code = CLI_EXIT_USAGE;

  if (!parse (call, &wanted))
    {
      g_strfreev (wanted.columns);
      return code;
    }
  school = cli_place_open (call, FALSE, &error);
  if (school != NULL)
    {
      code = export(call, school, &wanted);
      cli_place_close (school);
    }
  g_strfreev (wanted.columns);
  return school != NULL ? code : cli_output_error (error);
}

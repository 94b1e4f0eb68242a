/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-date.h"
#include "cli-list.h"
#include "cli-output.h"
#include "cli-place.h"

#include <glib/gi18n-lib.h>

#define N_COLUMNS 3

static guint
count_lines (GPtrArray *lines, ModelTodo todo, const char *today)
{
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    n += model_line_is_todo (g_ptr_array_index (lines, i), todo, today) ? 1 : 0;
  return n;
}

static void
print_lists_json (GPtrArray *lines, const char *today)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < MODEL_N_TODOS; i++)
    {
      json_builder_begin_object (builder);
      cli_output_json_text (builder, "list", model_todo_info (i)->key);
      cli_output_json_text (builder, "label", _ (model_todo_info (i)->label));
      cli_output_json_number (builder, "count", count_lines (lines, i, today));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  cli_output_json (builder);
}

static void
print_lists (GPtrArray *lines, const char *today)
{
  const char *headings[N_COLUMNS] = { _ ("To do"), _ ("Lines"), _ ("For --list") };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < MODEL_N_TODOS; i++)
    {
      char **row = g_new0 (char *, N_COLUMNS + 1);

      row[0] = g_strdup (_ (model_todo_info (i)->label));
      row[1] = g_strdup_printf ("%u", count_lines (lines, i, today));
      row[2] = g_strdup (model_todo_info (i)->key);
      g_ptr_array_add (rows, row);
    }
  cli_output_table (headings, N_COLUMNS, rows);
}

/**
 * cli_todo_run:
 * @call: DB
 *
 * Tells how many lines are in each to-do list, or lists those of one.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_todo_run (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *today = base_date_today_iso ();
  ModelTodo todo = MODEL_TODO_ALL;

  if (call->in_list != NULL && !cli_list_find_todo (call->in_list, &todo))
    return cli_list_refuse_todo (call->in_list);
  lines = cli_place_read_lines (call, &overview, &error);
  if (lines == NULL)
    return cli_output_error (error);

  if (call->in_list != NULL)
    {
      cli_list_keep_todo (lines, todo, today);
      cli_list_print (call, overview, lines);
    }
  else if (call->json)
    print_lists_json (lines, today);
  else
    print_lists (lines, today);
  return CLI_EXIT_DONE;
}

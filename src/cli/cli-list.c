/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-date.h"
#include "cli-list.h"
#include "cli-output.h"
#include "cli-place.h"

#include <glib/gi18n-lib.h>

#define N_COLUMNS 8

static const char *
step_label (WorkOverview *overview, ModelLine *line)
{
  if (line->step < 0 || (guint) line->step >= overview->steps->len)
    return "";
  return ((const ModelStep *) g_ptr_array_index (overview->steps, (guint) line->step))->label;
}

static gboolean
waits (ModelLine *line, const char *today)
{
  return model_line_is_todo (line, MODEL_TODO_TO_VALIDATE, today)
         || model_line_is_todo (line, MODEL_TODO_TO_MAKE, today)
         || model_line_is_todo (line, MODEL_TODO_LATE, today);
}

static void
add_line (JsonBuilder *builder, WorkOverview *overview, ModelLine *line)
{
  const struct
  {
    const char *member;
    const char *text;
  } texts[] = {
    { "student", line->student },
    { "class", line->class_name },
    { "period", line->period_name },
    { "search", model_search_state_info (line->search_state)->key },
    { "company", line->company },
    { "start", line->start },
    { "end", line->end },
    { "mode", line->mode },
    { "step_label", step_label (overview, line) },
    { "number", line->number },
  };

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    cli_output_json_text (builder, texts[i].member, texts[i].text);
  json_builder_set_member_name (builder, "step");
  if (line->step < 0)
    json_builder_add_null_value (builder);
  else
    json_builder_add_int_value (builder, line->step);
  json_builder_set_member_name (builder, "agreement");
  if (line->agreement_id == 0)
    json_builder_add_null_value (builder);
  else
    json_builder_add_int_value (builder, line->agreement_id);
  json_builder_end_object (builder);
}

static char **
table_row (WorkOverview *overview, ModelLine *line)
{
  GDate start, end;
  g_autofree char *dates = NULL;
  char **row = g_new0 (char *, N_COLUMNS + 1);
  guint c = 0;

  if (base_date_parse_iso (line->start, &start) && base_date_parse_iso (line->end, &end))
    dates = base_date_range_to_short (&start, &end);
  row[c++] = g_strdup (line->student);
  row[c++] = g_strdup (line->class_name);
  row[c++] = g_strdup (line->period_name);
  row[c++] = g_strdup (_ (model_search_state_info (line->search_state)->label));
  row[c++] = g_strdup (line->company);
  row[c++] = g_strdup (dates != NULL ? dates : "");
  row[c++] = g_strdup (line->number);
  row[c++] = g_strdup (step_label (overview, line));
  return row;
}

/**
 * cli_list_print:
 * @call: a call
 * @overview: a school year
 * @lines: (element-type ModelLine): lines of it
 *
 * Prints the lines, one each.
 */
void
cli_list_print (CliCall *call, WorkOverview *overview, GPtrArray *lines)
{
  const char *headings[N_COLUMNS] = { _ ("Student"), _ ("Class"), _ ("Period"), _ ("Search"),
                                      _ ("Company"), _ ("Dates"), _ ("Number"), _ ("Step") };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < lines->len; i++)
    {
      if (call->json)
        add_line (builder, overview, g_ptr_array_index (lines, i));
      else
        g_ptr_array_add (rows, table_row (overview, g_ptr_array_index (lines, i)));
    }
  json_builder_end_array (builder);
  if (call->json)
    cli_output_json (builder);
  else
    cli_output_table (headings, N_COLUMNS, rows);
}

/**
 * cli_list_run:
 * @call: DB
 *
 * Lists the lines of a school year, of a class, of a period, or those that wait to be done.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_list_run (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *today = base_date_today_iso ();

  lines = cli_place_read_lines (call, &overview, &error);
  if (lines == NULL)
    return cli_output_error (error);

  for (guint i = lines->len; call->todo && i > 0; i--)
    if (!waits (g_ptr_array_index (lines, i - 1), today))
      g_ptr_array_remove_index (lines, i - 1);
  cli_list_print (call, overview, lines);
  return CLI_EXIT_DONE;
}

/* ---- lines that are changed ---- */

static gboolean
is_same_place (ModelLine *a, ModelLine *b)
{
  return a->student_id == b->student_id && a->class_group_id == b->class_group_id
         && a->period_id == b->period_id && a->rank == b->rank;
}

/* (transfer container) (element-type ModelLine): the same lines as they are now */
static GPtrArray *
find_again (WorkOverview *overview, GPtrArray *lines)
{
  GPtrArray *again = g_ptr_array_new ();

  for (guint i = 0; i < overview->lines->len; i++)
    for (guint j = 0; j < lines->len; j++)
      if (is_same_place (overview->lines->pdata[i], lines->pdata[j]))
        {
          g_ptr_array_add (again, overview->lines->pdata[i]);
          break;
        }
  return again;
}

static gboolean
change (CliCall *call, WorkSchool *school, CliLinesFunc func, GError **error)
{
  g_autoptr (WorkOverview) overview = cli_place_load (school, call->year, error);
  g_autoptr (WorkOverview) after = NULL;
  g_autoptr (GPtrArray) lines =
      overview != NULL ? cli_place_choose_to_change (call, overview, error) : NULL;
  g_autoptr (GPtrArray) changed = NULL;

  if (lines == NULL || !func (call, school, overview, lines, error))
    return FALSE;
  after = work_school_load (school, overview->year_id, error);
  if (after == NULL)
    return FALSE;
  changed = find_again (after, lines);
  cli_list_print (call, after, changed);
  return TRUE;
}

/**
 * cli_list_change:
 * @call: DB, with what chooses lines
 * @func: what changes them
 *
 * Changes lines, then prints them as they are now.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_list_change (CliCall *call, CliLinesFunc func)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = cli_place_open (call, TRUE, &error);
  gboolean is_done;

  if (school == NULL)
    return cli_output_error (error);
  is_done = change (call, school, func, &error);
  cli_place_close (school);
  return is_done ? CLI_EXIT_DONE : cli_output_error (error);
}

/* ---- lists of what waits ---- */

/**
 * cli_list_find_todo:
 * @key: key of a list of the sidebar
 * @todo: (out): the list; left alone when there is none
 *
 * Returns: whether @key is a list's
 */
gboolean
cli_list_find_todo (const char *key, ModelTodo *todo)
{
  for (guint i = 0; i < MODEL_N_TODOS; i++)
    if (g_str_equal (model_todo_info (i)->key, key))
      {
        *todo = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * cli_list_refuse_todo:
 * @key: what is the key of no list
 *
 * Says which lists there are.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_list_refuse_todo (const char *key)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) keys = NULL;
  g_autofree char *all = NULL;

  for (guint i = 0; i < MODEL_N_TODOS; i++)
    g_strv_builder_add (builder, model_todo_info (i)->key);
  keys = g_strv_builder_end (builder);
  all = g_strjoinv (", ", keys);
  return cli_output_usage (_ ("there is no list “%s”; there are: %s."), key, all);
}

/**
 * cli_list_keep_todo:
 * @lines: (element-type ModelLine): lines, of which those of the list stay
 * @todo: a list
 * @today: ISO day
 */
void
cli_list_keep_todo (GPtrArray *lines, ModelTodo todo, const char *today)
{
  for (guint i = lines->len; i > 0; i--)
    if (!model_line_is_todo (g_ptr_array_index (lines, i - 1), todo, today))
      g_ptr_array_remove_index (lines, i - 1);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-output.h"
#include "work-field-list.h"
#include "work-starter.h"

#include <glib/gi18n-lib.h>

#define N_COLUMNS 5

static char **
make_row (const WorkFieldInfo *field, const char *list)
{
  char **row = g_new0 (char *, N_COLUMNS + 1);

  row[0] = list != NULL ? g_strconcat (list, ".", field->name, NULL) : g_strdup (field->name);
  row[1] = g_strdup (_ (field->role));
  row[2] = g_strdup (_ (field->label));
  row[3] = g_strdelimit (g_strdup (field->example), "\n", ' ');
  row[4] = g_strjoinv (" ", field->aliases);
  return row;
}

static void
add_rows (GPtrArray *rows, GPtrArray *fields, const char *list)
{
  for (guint i = 0; i < fields->len; i++)
    g_ptr_array_add (rows, make_row (fields->pdata[i], list));
}

static void
add_field (JsonBuilder *builder, const WorkFieldInfo *field)
{
  json_builder_begin_object (builder);
  cli_output_json_text (builder, "name", field->name);
  cli_output_json_text (builder, "about", _ (field->role));
  cli_output_json_text (builder, "label", _ (field->label));
  cli_output_json_text (builder, "example", field->example);
  json_builder_set_member_name (builder, "aliases");
  json_builder_begin_array (builder);
  for (guint i = 0; field->aliases[i] != NULL; i++)
    json_builder_add_string_value (builder, field->aliases[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_fields (JsonBuilder *builder, const char *member, GPtrArray *fields)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < fields->len; i++)
    add_field (builder, fields->pdata[i]);
  json_builder_end_array (builder);
}

static void
print_json (GPtrArray *fields, GPtrArray *lists)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_fields (builder, "fields", fields);
  json_builder_set_member_name (builder, "lists");
  json_builder_begin_array (builder);
  for (guint i = 0; i < lists->len; i++)
    {
      const WorkListInfo *list = lists->pdata[i];

      json_builder_begin_object (builder);
      cli_output_json_text (builder, "name", list->name);
      cli_output_json_text (builder, "label", _ (list->label));
      add_fields (builder, "columns", list->columns);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  cli_output_json (builder);
}

static CliExit
print_names (CliCall *call)
{
  const char *headings[N_COLUMNS] = { _ ("Field"), _ ("About"), _ ("Stands for"), _ ("Example"),
                                      _ ("Other names") };
  g_autoptr (GPtrArray) fields = work_field_list_new ();
  g_autoptr (GPtrArray) lists = work_field_lists_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  if (call->json)
    {
      print_json (fields, lists);
      return CLI_EXIT_DONE;
    }
  add_rows (rows, fields, NULL);
  for (guint i = 0; i < lists->len; i++)
    {
      const WorkListInfo *list = lists->pdata[i];

      add_rows (rows, list->columns, list->name);
    }
  cli_output_table (headings, N_COLUMNS, rows);
  return CLI_EXIT_DONE;
}

/**
 * cli_template_run:
 * @call: names, or what of #WorkStarter and FILE
 *
 * Lists all fields that a template can hold, or writes what a template begins with.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_template_run (CliCall *call)
{
  const char *what = call->arguments[0], *path = call->arguments[1];
  g_autoptr (GError) error = NULL;

  if (g_str_equal (what, "names") && path == NULL)
    return print_names (call);
  for (guint i = 0; i < WORK_N_STARTERS; i++)
    if (path != NULL && g_str_equal (what, work_starter_key ((WorkStarter) i)))
      return work_starter_save ((WorkStarter) i, path, call->force, &error)
                 ? CLI_EXIT_DONE
                 : cli_output_error (error);
  return cli_output_usage (_ ("template takes “names”, or “word”, “libreoffice” or “fields” and "
                              "the file to write."));
}

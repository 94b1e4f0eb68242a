/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-output.h"
#include "work-merge.h"

#include <glib/gi18n-lib.h>

/**
 * cli_merge_run:
 * @call: TEMPLATE.docx DATA.csv --output DIR
 *
 * Merges each line of a CSV file into a template.
 *
 * Returns: %CLI_EXIT_FAILED when a document could not be made.
 */
CliExit
cli_merge_run (CliCall *call)
{
  g_autoptr (WorkJob) job = NULL;
  MergeMissing missing;

  if (!cli_output_parse_missing (call->missing, &missing))
    return cli_output_usage (_ ("--missing takes blank, dots or mark, not “%s”."), call->missing);
  job = work_merge_csv_new (call->arguments[0], call->arguments[1], call->output, call->pattern,
                            missing);
  return cli_output_job (call, job);
}

static void
add_strings (JsonBuilder *builder, const char *member, char **texts)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (char **text = texts; text != NULL && *text != NULL; text++)
    json_builder_add_string_value (builder, *text);
  json_builder_end_array (builder);
}

static void
add_field (JsonBuilder *builder, const WorkTemplateField *field)
{
  json_builder_begin_object (builder);
  cli_output_json_text (builder, "name", field->name);
  cli_output_json_text (builder, "where", field->where);
  cli_output_json_text (builder, "switches", field->switches);
  cli_output_json_number (builder, "count", field->count);
  cli_output_json_boolean (builder, "known", field->known);
  cli_output_json_text (builder, "label", field->label);
  add_strings (builder, "suggestions", field->suggestions);
  json_builder_end_object (builder);
}

static char **
field_row (const WorkTemplateField *field)
{
  g_autofree char *near = NULL;
  char **row = g_new0 (char *, 6);

  if (field->suggestions != NULL && field->suggestions[0] != NULL)
    near = g_strjoinv (", ", field->suggestions);
  row[0] = g_strdup (field->name);
  row[1] = g_strdup (field->where);
  row[2] = g_strdup_printf ("%u", field->count);
  row[3] = g_strdup (field->switches);
  if (field->known)
    row[4] = g_strdup (field->label);
  else if (near != NULL)
    row[4] = g_strdup_printf (_ ("unknown; perhaps %s"), near);
  else
    row[4] = g_strdup (_ ("unknown"));
  return row;
}

static void
print_fields (CliCall *call, GPtrArray *fields, GPtrArray *warnings)
{
  const char *headings[] = { _ ("Field"), _ ("Where"), _ ("Times"), _ ("Switches"),
                             _ ("Stands for") };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < fields->len; i++)
    {
      add_field (builder, g_ptr_array_index (fields, i));
      g_ptr_array_add (rows, field_row (g_ptr_array_index (fields, i)));
    }
  json_builder_end_array (builder);
  if (call->json)
    cli_output_json (builder);
  else
    cli_output_table (headings, G_N_ELEMENTS (headings), rows);
  for (guint i = 0; warnings != NULL && i < warnings->len; i++)
    g_printerr ("paraphectl: %s\n", (const char *) g_ptr_array_index (warnings, i));
}

/**
 * cli_merge_fields:
 * @call: TEMPLATE.docx
 *
 * Lists the fields of a template: where each stands and what it stands for.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_merge_fields (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) warnings = NULL;
  g_autoptr (GPtrArray) fields = work_template_list_fields (call->arguments[0], &warnings, &error);

  if (fields == NULL)
    return cli_output_error (error);
  print_fields (call, fields, warnings);
  return CLI_EXIT_DONE;
}

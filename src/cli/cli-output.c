/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-output.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <unistd.h>

/**
 * cli_output_error:
 * @error: what went wrong
 *
 * Says on stderr what went wrong.
 *
 * Returns: %CLI_EXIT_FAILED, for the caller to return.
 */
CliExit
cli_output_error (const GError *error)
{
  g_printerr ("paraphectl: %s\n", error->message);
  return CLI_EXIT_FAILED;
}

/**
 * cli_output_usage:
 * @format: a printf format of a sentence
 *
 * Says on stderr how the call was wrong.
 *
 * Returns: %CLI_EXIT_USAGE, for the caller to return.
 */
CliExit
cli_output_usage (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("paraphectl: %s\n", text);
  return CLI_EXIT_USAGE;
}

/**
 * cli_output_json:
 * @builder: a complete value
 *
 * Prints the value on stdout, a line a member, so that it can be read and compared.
 */
void
cli_output_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *text = NULL;

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, NULL);
  g_print ("%s\n", text);
}

/**
 * cli_output_json_text:
 * @builder: a builder within an object
 * @member: the member's name
 * @value: (nullable): its text; empty counts as none
 *
 * Adds a text, or null where there is none.
 */
void
cli_output_json_text (JsonBuilder *builder, const char *member, const char *value)
{
  json_builder_set_member_name (builder, member);
  if (value == NULL || *value == '\0')
    json_builder_add_null_value (builder);
  else
    json_builder_add_string_value (builder, value);
}

/**
 * cli_output_json_number:
 * @builder: in an object
 * @member: name of the member
 * @value: its value
 */
void
cli_output_json_number (JsonBuilder *builder, const char *member, gint64 value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, value);
}

/**
 * cli_output_json_boolean:
 * @builder: in an object
 * @member: name of the member
 * @value: its value
 */
void
cli_output_json_boolean (JsonBuilder *builder, const char *member, gboolean value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_boolean_value (builder, value);
}

/**
 * cli_output_add_pair:
 * @rows: (element-type GStrv): rows of a table of two columns
 * @label: what stands in the first one
 * @value: what stands in the second one
 */
void
cli_output_add_pair (GPtrArray *rows, const char *label, const char *value)
{
  char **row = g_new0 (char *, 3);

  row[0] = g_strdup (label);
  row[1] = g_strdup (value);
  g_ptr_array_add (rows, row);
}

/* Columns that a terminal gives a text. */
static guint
text_width (const char *text)
{
  guint width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

static void
print_row (const char *const *cells, guint n_columns, const guint *widths)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint c = 0; c < n_columns; c++)
    {
      g_string_append (line, cells[c]);
      if (c + 1 < n_columns)
        for (guint pad = text_width (cells[c]); pad < widths[c] + 2; pad++)
          g_string_append_c (line, ' ');
    }
  g_print ("%s\n", g_strchomp (line->str));
}

/**
 * cli_output_table:
 * @headings: (array length=n_columns): translated
 * @n_columns: how many
 * @rows: (element-type GStrv): cells, none %NULL
 *
 * Prints a table in columns wide enough for what they hold.
 */
void
cli_output_table (const char *const *headings, guint n_columns, GPtrArray *rows)
{
  g_autofree guint *widths = g_new0 (guint, n_columns);

  /* A row is a line, whatever its cells hold. */
  for (guint r = 0; r < rows->len; r++)
    for (guint c = 0; c < n_columns; c++)
      g_strdelimit (((char **) g_ptr_array_index (rows, r))[c], "\n", ' ');
  for (guint c = 0; c < n_columns; c++)
    {
      widths[c] = text_width (headings[c]);
      for (guint r = 0; r < rows->len; r++)
        widths[c] = MAX (widths[c], text_width (((char **) g_ptr_array_index (rows, r))[c]));
    }
  print_row (headings, n_columns, widths);
  for (guint r = 0; r < rows->len; r++)
    print_row (g_ptr_array_index (rows, r), n_columns, widths);
}

static void
add_items (JsonBuilder *builder, const char *member, GPtrArray *items)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < items->len; i++)
    {
      const WorkJobItem *item = g_ptr_array_index (items, i);

      json_builder_begin_object (builder);
      cli_output_json_text (builder, "name", item->name);
      cli_output_json_text (builder, "path", item->path);
      cli_output_json_text (builder, "error", item->error);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_job (CliCall *call, GPtrArray *succeeded, GPtrArray *failed)
{
  if (call->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      add_items (builder, "made", succeeded);
      add_items (builder, "failed", failed);
      json_builder_end_object (builder);
      cli_output_json (builder);
      return;
    }
  for (guint i = 0; i < succeeded->len; i++)
    {
      const WorkJobItem *item = g_ptr_array_index (succeeded, i);

      g_print ("%s\n", item->path != NULL ? item->path : item->name);
    }
}

static char *
say_made (guint n)
{
  return g_strdup_printf (ngettext ("%u document made\n", "%u documents made\n", n), n);
}

static char *
say_printed (guint n)
{
  return g_strdup_printf (
      ngettext ("%u agreement sent to the printer\n", "%u agreements sent to the printer\n", n), n);
}

static char *
say_done (guint n)
{
  return g_strdup_printf (ngettext ("%u done\n", "%u done\n", n), n);
}

static CliExit
output_job (CliCall *call, WorkJob *job, char *(*say) (guint n))
{
  g_autoptr (GError) error = NULL;
  gboolean done = work_job_run (job, call->cancellable, &error);
  GPtrArray *succeeded = work_job_get_succeeded (job);
  GPtrArray *failed = work_job_get_failed (job);
  g_autofree char *said = say (succeeded->len);

  print_job (call, succeeded, failed);
  for (guint i = 0; i < failed->len; i++)
    {
      const WorkJobItem *item = g_ptr_array_index (failed, i);

      /* Translators: a name, then why something failed for it. */
      g_printerr (_ ("paraphectl: %s: %s\n"), item->name, item->error);
    }
  for (guint i = 0; i < work_job_get_notes (job)->len; i++)
    g_printerr ("paraphectl: %s\n", (const char *) g_ptr_array_index (work_job_get_notes (job), i));
  if (!done)
    return cli_output_error (error);
  if (!call->json)
    g_printerr ("%s", said);
  return failed->len > 0 ? CLI_EXIT_FAILED : CLI_EXIT_DONE;
}

/**
 * cli_output_job:
 * @call: the call
 * @job: a job that has not run
 *
 * Runs the job and prints the files it made; on stderr what failed and why.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_output_job (CliCall *call, WorkJob *job)
{
  return output_job (call, job, say_made);
}

/**
 * cli_output_printed:
 * @call: the call
 * @job: a job that has not run, and prints
 *
 * Runs the job and prints the names of those it is done for; on stderr what failed and why.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_output_printed (CliCall *call, WorkJob *job)
{
  return output_job (call, job, say_printed);
}

/**
 * cli_output_signing:
 * @call: the call
 * @job: a job that has not run, and speaks with a provider of signatures
 *
 * Runs the job and prints the names of those it is done for; on stderr what failed and why.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_output_signing (CliCall *call, WorkJob *job)
{
  return output_job (call, job, say_done);
}

/**
 * cli_output_parse_missing:
 * @text: (nullable): blank, dots or mark; %NULL is blank
 * @missing: (out): what it means
 *
 * Returns: %FALSE for any other word.
 */
gboolean
cli_output_parse_missing (const char *text, MergeMissing *missing)
{
  static const char *const words[] = {
    [MERGE_MISSING_BLANK] = "blank",
    [MERGE_MISSING_DOTS] = "dots",
    [MERGE_MISSING_MARK] = "mark",
  };

  *missing = MERGE_MISSING_BLANK;
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i], text))
      {
        *missing = (MergeMissing) i;
        return TRUE;
      }
  return text == NULL;
}

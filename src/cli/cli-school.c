/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-backup.h"
#include "cli-command.h"
#include "cli-output.h"
#include "cli-place.h"
#include "work-demo.h"
#include "work-school.h"

#include <glib/gi18n-lib.h>

static CliExit
tell_made (CliCall *call, const char *path)
{
  if (call->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      cli_output_json_text (builder, "database", path);
      json_builder_end_object (builder);
      cli_output_json (builder);
    }
  else
    g_print ("%s\n", path);
  return CLI_EXIT_DONE;
}

/**
 * cli_school_demo:
 * @call: DB
 *
 * Makes a database with the demo school.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_school_demo (CliCall *call)
{
  g_autoptr (GError) error = NULL;

  if (!work_demo_create (call->arguments[0], call->cancellable, &error))
    return cli_output_error (error);
  return tell_made (call, call->arguments[0]);
}

/**
 * cli_school_new:
 * @call: DB
 *
 * Makes an empty database.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_school_new (CliCall *call)
{
  g_autoptr (GError) error = NULL;

  if (!work_new_create (call->arguments[0], &error))
    return cli_output_error (error);
  return tell_made (call, call->arguments[0]);
}

static void
print_problems_json (GPtrArray *problems)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < problems->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (problems, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  cli_output_json (builder);
}

/**
 * cli_school_check:
 * @call: DB
 *
 * Checks the file, its tables against the catalogue and the documents beside it; when asked to
 * look deeper, the backups too.
 *
 * Returns: %CLI_EXIT_FAILED when anything is wrong.
 */
CliExit
cli_school_check (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = cli_place_open (call, FALSE, &error);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) of_backups = NULL;

  if (school == NULL)
    return cli_output_error (error);
  problems = work_school_check (school, call->cancellable, &error);
  if (problems != NULL && call->deep)
    of_backups = cli_backup_check (call, school, &error);
  if (of_backups != NULL)
    g_ptr_array_extend_and_steal (problems, g_steal_pointer (&of_backups));
  else if (call->deep)
    g_clear_pointer (&problems, g_ptr_array_unref);
  cli_place_close (school);
  if (problems == NULL)
    return cli_output_error (error);

  if (call->json)
    print_problems_json (problems);
  for (guint i = 0; i < problems->len; i++)
    g_printerr ("paraphectl: %s\n", (const char *) g_ptr_array_index (problems, i));
  if (problems->len > 0)
    return CLI_EXIT_FAILED;
  if (!call->json)
    g_print (_ ("The database is sound.\n"));
  return CLI_EXIT_DONE;
}

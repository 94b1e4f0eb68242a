/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-secret.h"
#include "cli-backup.h"
#include "cli-command.h"
#include "cli-output.h"
#include "cli-place.h"
#include "store-error.h"
#include "work-backup.h"
#include "work-restore.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define MAX_PASSPHRASE 1000

/* (nullable): the first line of the standard input, when it was asked to be read */
static char *
read_passphrase (CliCall *call)
{
  char line[MAX_PASSPHRASE + 1];
  char *passphrase;

  if (!call->passphrase_stdin)
    return NULL;
  /* no copy stays behind in a buffer */
  setvbuf (stdin, NULL, _IONBF, 0);
  if (fgets (line, sizeof line, stdin) == NULL)
    return g_strdup ("");
  line[strcspn (line, "\r\n")] = '\0';
  passphrase = g_strdup (line);
  memset (line, 0, sizeof line);
  return passphrase;
}

static char *
dup_folder (CliCall *call)
{
  g_autofree char *to = call->to != NULL ? g_canonicalize_filename (call->to, NULL) : NULL;
  g_autofree char *base = g_canonicalize_filename (call->arguments[0], NULL);

  return to != NULL ? work_backup_folder (base, to) : NULL;
}

/**
 * cli_backup_run:
 * @call: DB
 *
 * Backs up a database with its documents.
 *
 * Returns: %CLI_EXIT_FAILED when it or a document could not be.
 */
CliExit
cli_backup_run (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = NULL;
  g_autoptr (WorkJob) job = NULL;
  g_autofree char *folder = dup_folder (call);
  char *passphrase = read_passphrase (call);
  WorkBackupWish wish = { .folder = folder, .passphrase = passphrase };
  CliExit code;

  school = cli_place_open (call, TRUE, &error);
  if (school == NULL)
    {
      base_secret_free (passphrase);
      return cli_output_error (error);
    }
  job = work_backup_new (school, &wish);
  base_secret_free (passphrase);
  code = cli_output_signing (call, job);
  cli_place_close (school);
  return code;
}

/* ---- putting one back ---- */

static void
add_plan_rows (JsonBuilder *builder, const WorkRestorePlan *plan)
{
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < plan->rows->len; i++)
    {
      const WorkRestoreRow *row = plan->rows->pdata[i];

      json_builder_begin_object (builder);
      cli_output_json_text (builder, "entity", model_entity_info (row->entity)->key);
      cli_output_json_number (builder, "back", row->n_back);
      cli_output_json_number (builder, "gone", row->n_gone);
      cli_output_json_number (builder, "changed", row->n_changed);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "authors");
  json_builder_begin_array (builder);
  for (guint i = 0; i < plan->authors->len; i++)
    {
      const WorkRestoreAuthor *author = plan->authors->pdata[i];

      json_builder_begin_object (builder);
      cli_output_json_text (builder, "name", author->name);
      cli_output_json_number (builder, "operations", author->n);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_plan_json (const WorkRestorePlan *plan)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  cli_output_json_text (builder, "backup", plan->backup);
  cli_output_json_text (builder, "last_in_backup", plan->at_backup);
  cli_output_json_text (builder, "last_in_database", plan->at_base);
  cli_output_json_boolean (builder, "other_database", plan->is_of_other_base);
  cli_output_json_number (builder, "operations_lost", plan->n_operations);
  cli_output_json_number (builder, "documents_back", plan->n_documents);
  cli_output_json_number (builder, "documents_lacking", plan->n_lacking);
  add_plan_rows (builder, plan);
  json_builder_end_object (builder);
  cli_output_json (builder);
}

static void
print_plan (const WorkRestorePlan *plan)
{
  g_print (_ ("Last change: %s in the backup, %s in the database\n"), plan->at_backup,
           plan->at_base);
  if (plan->is_of_other_base)
    g_print (_ ("This is a backup of another database.\n"));
  for (guint i = 0; i < plan->rows->len; i++)
    {
      const WorkRestoreRow *row = plan->rows->pdata[i];

      /* Translators: what is counted, then rows. */
      g_print (_ ("%s: %u come back, %u go, %u change\n"),
               _ (model_entity_info (row->entity)->label), row->n_back, row->n_gone,
               row->n_changed);
    }
  for (guint i = 0; i < plan->authors->len; i++)
    {
      const WorkRestoreAuthor *author = plan->authors->pdata[i];

      /* Translators: a person, then a number of operations. */
      g_print (_ ("Lost of %s: %u\n"), author->name, author->n);
    }
  if (plan->n_documents > 0)
    g_print (_ ("Documents that come back: %u\n"), plan->n_documents);
  if (plan->n_lacking > 0)
    g_print (_ ("Documents that lack: %u\n"), plan->n_lacking);
  if (plan->rows->len == 0)
    g_print (_ ("Nothing would change.\n"));
}

static CliExit
tell_plan (CliCall *call, WorkSchool *school, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkRestorePlan) plan =
      work_restore_plan (school, call->arguments[1], passphrase, call->cancellable, &error);

  if (plan == NULL)
    return cli_output_error (error);
  if (call->json)
    print_plan_json (plan);
  else
    print_plan (plan);
  return CLI_EXIT_DONE;
}

static CliExit
restore (CliCall *call, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *base = g_canonicalize_filename (call->arguments[0], NULL);
  g_autofree char *backup = g_canonicalize_filename (call->arguments[1], NULL);
  g_autofree char *folder = dup_folder (call);
  g_autoptr (WorkSchool) school = cli_place_open (call, !call->dry_run, &error);
  g_autoptr (WorkJob) job = NULL;
  CliExit code;

  /* What cannot be opened any more is what backups are for. */
  if (school == NULL && !call->dry_run && g_error_matches (error, STORE_ERROR, STORE_ERROR_CORRUPT))
    {
      job = work_restore_damaged_new (base, backup, passphrase);
      return cli_output_signing (call, job);
    }
  if (school == NULL)
    return cli_output_error (error);
  if (call->dry_run)
    code = tell_plan (call, school, passphrase);
  else
    {
      job = work_restore_new (school, backup, passphrase, folder);
      code = cli_output_signing (call, job);
    }
  cli_place_close (school);
  return code;
}

/**
 * cli_backup_restore:
 * @call: DB BACKUP
 *
 * Puts a backup back, after a backup of what is there; or only tells what would change.
 *
 * Returns: %CLI_EXIT_FAILED when it could not be, or a document lacks.
 */
CliExit
cli_backup_restore (CliCall *call)
{
  char *passphrase = read_passphrase (call);
  CliExit code = restore (call, passphrase);

  base_secret_free (passphrase);
  return code;
}

/**
 * cli_backup_check:
 * @call: a call with --deep
 * @school: an open school
 * @error: return location
 *
 * Reads every backup as if it were to be put back.
 *
 * Returns: (transfer full) (element-type utf8): a sentence a problem, or %NULL
 */
GPtrArray *
cli_backup_check (CliCall *call, WorkSchool *school, GError **error)
{
  char *passphrase = read_passphrase (call);
  GPtrArray *problems = work_backup_check (school, passphrase, call->cancellable, error);

  base_secret_free (passphrase);
  return problems;
}

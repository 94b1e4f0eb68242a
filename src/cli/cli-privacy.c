/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-text.h"
#include "cli-output.h"
#include "cli-place.h"
#include "model-person.h"
#include "table-format.h"
#include "work-access.h"
#include "work-error.h"
#include "work-privacy.h"

#include <glib/gi18n-lib.h>

/* How many lines of the log are shown when nothing is said. */
#define MAX_LINES 200

#define N_LOG_COLUMNS 5

/* ---- whose ---- */

/* Who has all the words in their name, alone; or the INE. */
static gboolean
is_called (ModelRecord *person, const char *words)
{
  g_autofree char *name = model_person_name (person);
  g_autofree char *folded = base_text_fold (name);

  return cli_place_says (folded, words)
         || (model_record_get_entity (person) == MODEL_ENTITY_STUDENT
             && g_strcmp0 (model_record_get (person, "ine"), words) == 0);
}

static gint64
find_person (WorkSchool *school, ModelEntity entity, const char *words, GError **error)
{
  g_autoptr (GPtrArray) people =
      work_school_read (school, work_query_records_new (entity, NULL, NULL), error);
  gint64 id = 0;

  if (people == NULL)
    return 0;
  for (guint i = 0; i < people->len; i++)
    {
      if (!is_called (people->pdata[i], words))
        continue;
      if (id != 0)
        {
          g_set_error (error, WORK_ERROR, WORK_ERROR_USAGE,
                       _ ("Several people are called “%s”: write more of the name."), words);
          return 0;
        }
      id = model_record_get_id (people->pdata[i]);
    }
  if (id == 0)
    g_set_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND, _ ("Nobody is called “%s”."), words);
  return id;
}

/* ---- the log of accesses ---- */

static void
add_log_line (JsonBuilder *builder, const WorkAccessLine *line)
{
  json_builder_begin_object (builder);
  cli_output_json_text (builder, "at", line->line->at);
  cli_output_json_text (builder, "author", line->line->author);
  cli_output_json_text (builder, "seat", line->line->seat);
  cli_output_json_text (builder, "act", line->line->act);
  cli_output_json_text (builder, "about", line->who);
  cli_output_json_number (builder, "id", line->line->entity_id);
  cli_output_json_text (builder, "detail", line->line->detail);
  json_builder_end_object (builder);
}

static char **
log_row (const WorkAccessLine *line)
{
  char **row = g_new0 (char *, N_LOG_COLUMNS + 1);

  row[0] = g_strdup (line->line->at);
  row[1] = g_strdup (line->line->author);
  row[2] = g_strdup (line->line->seat);
  row[3] = g_strdup (work_access_act_label (line->line->act));
  row[4] = g_strdup (line->who[0] != '\0' ? line->who : line->what);
  return row;
}

static void
print_log (CliCall *call, GPtrArray *lines)
{
  const char *headings[N_LOG_COLUMNS] = { _ ("When (UTC)"), _ ("Who"), _ ("Computer"),
                                          _ ("What was done"), _ ("About") };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < lines->len; i++)
    {
      add_log_line (builder, lines->pdata[i]);
      g_ptr_array_add (rows, log_row (lines->pdata[i]));
    }
  json_builder_end_array (builder);
  if (call->json)
    cli_output_json (builder);
  else
    cli_output_table (headings, N_LOG_COLUMNS, rows);
}

static CliExit
write_log (CliCall *call, GPtrArray *lines)
{
  g_autoptr (GError) error = NULL;
  const TableFormat *format = table_format_for_path (call->output, &error);
  g_autoptr (TableBook) book = work_access_to_book (lines);
  g_autoptr (GBytes) bytes = NULL;

  if (format != NULL && format->from != NULL)
    return cli_output_usage (_ ("the log is written as .xlsx or .csv."));
  bytes = format != NULL ? table_book_to_bytes (book, format, call->cancellable, &error) : NULL;
  if (bytes == NULL || !table_write_file (call->output, bytes, call->force, &error))
    return cli_output_error (error);
  return CLI_EXIT_DONE;
}

static CliExit
show_log (CliCall *call, WorkSchool *school)
{
  StoreAccessFilter filter = { .entity = MODEL_ENTITY_NONE,
                               .max = call->output != NULL ? 0 : MAX_LINES };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  if (call->student != NULL)
    {
      filter.entity = MODEL_ENTITY_STUDENT;
      filter.entity_id = find_person (school, MODEL_ENTITY_STUDENT, call->student, &error);
      if (filter.entity_id == 0)
        return cli_output_error (error);
    }
  lines = work_school_read (school, work_query_access_new (&filter), &error);
  if (lines == NULL)
    return cli_output_error (error);
  if (call->output != NULL)
    return write_log (call, lines);
  print_log (call, lines);
  return CLI_EXIT_DONE;
}

/* ---- one person ---- */

static CliExit
export_person (CliCall *call, WorkSchool *school)
{
  const struct
  {
    ModelEntity entity;
    const char *name;
  } people[] = { { MODEL_ENTITY_STUDENT, call->student },
                 { MODEL_ENTITY_TEACHER, call->teacher },
                 { MODEL_ENTITY_CONTACT, call->contact } };
  WorkPersonExport options = { MODEL_ENTITY_NONE, 0, call->with_notes, call->output };
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkJob) job = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      if (people[i].name == NULL)
        continue;
      options.entity = people[i].entity;
      options.id = find_person (school, people[i].entity, people[i].name, &error);
    }
  if (options.id == 0)
    return cli_output_error (error);
  job = work_person_export_new (school, &options);
  return cli_output_job (call, job);
}

/* ---- a school year ---- */

static gint64
find_year (CliCall *call, WorkSchool *school, GError **error)
{
  g_autoptr (GPtrArray) years = work_school_read (
      school, work_query_records_new (MODEL_ENTITY_SCHOOL_YEAR, "name", call->year), error);

  if (years == NULL)
    return 0;
  if (years->len > 0)
    return model_record_get_id (years->pdata[0]);
  g_set_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND, _ ("There is no school year %s."),
               call->year);
  return 0;
}

static void
print_plan (CliCall *call, const WorkPurgePlan *plan)
{
  const struct
  {
    const char *member;
    const char *label;
    guint n;
  } numbers[] = {
    { "students", N_ ("Students whose last year it is"), plan->n_students },
    { "guardians", N_ ("Their guardians"), plan->n_guardians },
    { "agreements", N_ ("Their agreements"), plan->n_agreements },
    { "documents", N_ ("Documents that would be deleted"), plan->n_documents },
    { "messages", N_ ("Messages that would be emptied"), plan->n_messages },
    { "notes", N_ ("Notes that would be emptied"), plan->n_notes },
    { "interviews", N_ ("Interviews that would be emptied"), plan->n_interviews },
    { "contacts", N_ ("Contacts of companies of no other year"), plan->n_contacts },
    { "remaining", N_ ("Students who are in a later year, and stay"), plan->n_remaining },
    { "done", N_ ("Students made anonymous before"), plan->n_done },
  };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *headings[2] = { _ ("What"), _ ("Number") };

  json_builder_begin_object (builder);
  cli_output_json_text (builder, "year", plan->name);
  cli_output_json_text (builder, "past_from", plan->past_from);
  cli_output_json_text (builder, "refusal", plan->refusal);
  cli_output_json_boolean (builder, "early", plan->is_early);
  cli_output_json_boolean (builder, "unfinished", plan->is_unfinished);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *n = g_strdup_printf ("%u", numbers[i].n);

      cli_output_json_number (builder, numbers[i].member, numbers[i].n);
      cli_output_add_pair (rows, _ (numbers[i].label), n);
    }
  json_builder_end_object (builder);
  if (call->json)
    cli_output_json (builder);
  else
    cli_output_table (headings, 2, rows);
}

static CliExit
show_plan (CliCall *call, WorkSchool *school)
{
  g_autoptr (GError) error = NULL;
  gint64 year_id = find_year (call, school, &error);
  g_autoptr (WorkPurgePlan) plan = NULL;

  if (year_id == 0)
    return cli_output_error (error);
  plan = work_school_read (school, work_query_purge_plan_new (year_id), &error);
  if (plan == NULL)
    return cli_output_error (error);
  print_plan (call, plan);
  return CLI_EXIT_DONE;
}

static CliExit
purge (CliCall *call, WorkSchool *school)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkJob) job = NULL;
  const WorkPurgeOptions options = { .year_id = find_year (call, school, &error),
                                     .contacts = call->contacts,
                                     .early = call->early,
                                     .basis = call->basis };

  if (options.year_id == 0)
    return cli_output_error (error);
  job = work_purge_new (school, &options);
  return cli_output_printed (call, job);
}

static const struct
{
  const char *name;
  CliExit (*func) (CliCall *call, WorkSchool *school);
  gboolean to_write;
  gboolean needs_year;
  gboolean needs_output;
} verbs[] = {
  { "log", show_log, FALSE, FALSE, FALSE },
  { "export", export_person, TRUE, FALSE, TRUE },
  { "plan", show_plan, TRUE, TRUE, FALSE },
  { "purge", purge, TRUE, TRUE, FALSE },
};

static gboolean
has_one_person (CliCall *call)
{
  return (call->student != NULL) + (call->teacher != NULL) + (call->contact != NULL) == 1;
}

static CliExit
run_verb (CliCall *call, guint verb)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = NULL;
  CliExit code;

  if (verbs[verb].needs_year && call->year == NULL)
    return cli_output_usage (_ ("--year says which school year."));
  if (verbs[verb].needs_output && call->output == NULL)
    return cli_output_usage (_ ("--output says which archive is made, a .zip."));
  if (verbs[verb].func == export_person && !has_one_person (call))
    return cli_output_usage (_ ("one of --student, --teacher and --contact says whose data."));
  school = cli_place_open (call, verbs[verb].to_write, &error);
  if (school == NULL)
    return cli_output_error (error);
  code = verbs[verb].func (call, school);
  cli_place_close (school);
  return code;
}

/**
 * cli_privacy_run:
 * @call: WHAT DB
 *
 * Shows who looked at what, takes one person's data out, says what would go with a school year, or
 * purges it.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_privacy_run (CliCall *call)
{
  const char *what = call->arguments[0];

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].name, what))
      {
        call->arguments++;
        return run_verb (call, i);
      }
  return cli_output_usage (_ ("“%s”: one of log, export, plan and purge."), what);
}

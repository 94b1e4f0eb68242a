/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-output.h"
#include "cli-place.h"
#include "model-value.h"
#include "work-query.h"
#include "work-search.h"

#include <glib/gi18n-lib.h>

#define N_COLUMNS 7

/* ---- adding one ---- */

static gboolean
set_given (CliCall *call, ModelRecord *interview, GError **error)
{
  const struct
  {
    const char *column;
    const char *value;
  } given[] = {
    { "account", call->arguments[1] },
    { "day", call->date },
    { "means", call->means },
    { "next_step", call->next_step },
  };

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    if (given[i].value != NULL
        && !model_record_set (interview, given[i].column, given[i].value, error))
      return FALSE;
  return TRUE;
}

static gboolean
add (CliCall *call, WorkSchool *school, WorkOverview *overview, GError **error)
{
  g_autoptr (ModelRecord) interview = model_record_new (MODEL_ENTITY_INTERVIEW);
  ModelLine *line = cli_place_student (call, overview, error);
  g_autoptr (WorkDone) done = NULL;
  gint64 teacher_id = 0;

  if (line == NULL || !set_given (call, interview, error))
    return FALSE;
  if (call->teacher != NULL)
    {
      teacher_id = cli_place_pick (school, MODEL_ENTITY_TEACHER, call->teacher, error);
      if (teacher_id == 0)
        return FALSE;
      model_record_set_int (interview, "teacher_id", teacher_id);
    }
  done = work_school_apply (school,
                            work_change_interview_new (
                                &(const WorkPlace){ line->student_id, line->period_id }, interview),
                            error);
  return done != NULL;
}

/* ---- listing them ---- */

typedef struct
{
  CliCall *call;
  WorkOverview *overview;
  JsonBuilder *builder;
  GPtrArray *rows; /* (element-type GStrv) */
} Listing;

static const char *
name_teacher (WorkOverview *overview, gint64 id)
{
  for (guint i = 0; i < overview->teachers->len; i++)
    {
      const WorkChoice *teacher = g_ptr_array_index (overview->teachers, i);

      if (teacher->id == id)
        return teacher->name;
    }
  return "";
}

static void
list_one (Listing *listing, ModelLine *line, ModelRecord *interview)
{
  const ModelField *means = model_field_find ("interview.means");
  const char *label = model_value_choice_label (means, model_record_get (interview, "means"));
  const char *account = model_record_get_or_empty (interview, "account");
  const char *next_step = model_record_get_or_empty (interview, "next_step");
  const char *teacher =
      name_teacher (listing->overview, model_record_get_int (interview, "teacher_id"));
  g_autofree char *day =
      model_value_format (model_field_find ("interview.day"), model_record_get (interview, "day"));
  const struct
  {
    const char *member;
    const char *canonical;
    const char *shown;
  } cells[N_COLUMNS] = {
    { "day", model_record_get_or_empty (interview, "day"), day },
    { "student", line->student, line->student },
    { "period", line->period_name, line->period_name },
    { "teacher", teacher, teacher },
    { "means", model_record_get_or_empty (interview, "means"), label != NULL ? _ (label) : "" },
    { "account", account, account },
    { "next_step", next_step, next_step },
  };
  char **row = g_new0 (char *, N_COLUMNS + 1);

  json_builder_begin_object (listing->builder);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      cli_output_json_text (listing->builder, cells[i].member, cells[i].canonical);
      row[i] = g_strdup (cells[i].shown != NULL ? cells[i].shown : "");
    }
  json_builder_end_object (listing->builder);
  g_ptr_array_add (listing->rows, row);
}

static int
compare_latest (gconstpointer a, gconstpointer b)
{
  ModelRecord *first = *(ModelRecord *const *) a, *second = *(ModelRecord *const *) b;
  int order = g_strcmp0 (model_record_get (second, "day"), model_record_get (first, "day"));

  return order != 0 ? order
                    : (int) (model_record_get_id (second) > model_record_get_id (first)) * 2 - 1;
}

static gboolean
list_line (Listing *listing, WorkSchool *school, ModelLine *line, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, line->search_id);
  g_autoptr (GPtrArray) found = NULL;

  /* Another company in the same period is the same search. */
  if (line->search_id == 0 || line->rank > 0)
    return TRUE;
  found = work_school_read (
      school, work_query_records_new (MODEL_ENTITY_INTERVIEW, "search_id", id), error);
  if (found == NULL)
    return FALSE;
  g_ptr_array_sort (found, compare_latest);
  for (guint i = 0; i < found->len; i++)
    list_one (listing, line, found->pdata[i]);
  return TRUE;
}

static gboolean
list (CliCall *call, WorkSchool *school, WorkOverview *overview, GError **error)
{
  const char *headings[N_COLUMNS] = { _ ("Day"), _ ("Student"), _ ("Period"),   _ ("Teacher"),
                                      _ ("How"), _ ("Account"), _ ("Next step") };
  g_autoptr (GPtrArray) lines = cli_place_choose (call, overview, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  Listing listing = { call, overview, builder, rows };

  json_builder_begin_array (builder);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    if (!list_line (&listing, school, lines->pdata[i], error))
      return FALSE;
  json_builder_end_array (builder);
  if (lines != NULL && call->json)
    cli_output_json (builder);
  else if (lines != NULL)
    cli_output_table (headings, N_COLUMNS, rows);
  return lines != NULL;
}

static gboolean
run (CliCall *call, WorkSchool *school, GError **error)
{
  g_autoptr (WorkOverview) overview = cli_place_load (school, call->year, error);
  g_autoptr (WorkOverview) after = NULL;

  if (overview == NULL)
    return FALSE;
  if (call->arguments[1] == NULL)
    return list (call, school, overview, error);
  if (!add (call, school, overview, error))
    return FALSE;
  after = cli_place_load (school, call->year, error);
  return after != NULL && list (call, school, after, error);
}

/**
 * cli_interview_run:
 * @call: DB [ACCOUNT]
 *
 * Lists the interviews of searches, latest first; keeps the account of one more when it is given.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_interview_run (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = NULL;
  gboolean is_done;

  if (call->arguments[1] == NULL
      && (call->date != NULL || call->means != NULL || call->teacher != NULL
          || call->next_step != NULL))
    return cli_output_usage (_ ("The interview has no account: say in a few words what came of "
                                "it."));
  school = cli_place_open (call, call->arguments[1] != NULL, &error);
  if (school == NULL)
    return cli_output_error (error);
  is_done = run (call, school, &error);
  cli_place_close (school);
  return is_done ? CLI_EXIT_DONE : cli_output_error (error);
}

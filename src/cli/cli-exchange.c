/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-output.h"
#include "cli-place.h"
#include "model-value.h"
#include "work-error.h"
#include "work-exchange.h"

#include <glib/gi18n-lib.h>

#define N_COLUMNS 6

/* ---- out ---- */

/* (transfer full): whose sheets: the one that is named, or all who follow students */
static GArray *
choose (CliCall *call, WorkSchool *school, WorkOverview *overview, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) teachers = work_exchange_teachers (overview);
  gint64 id;

  if (call->teacher != NULL)
    {
      id = cli_place_pick (school, MODEL_ENTITY_TEACHER, call->teacher, error);
      if (id == 0)
        return NULL;
      g_array_append_val (ids, id);
    }
  for (guint i = 0; call->teacher == NULL && i < teachers->len; i++)
    g_array_append_val (ids, ((WorkExchangeTeacher *) teachers->pdata[i])->id);
  if (ids->len == 0)
    {
      g_set_error_literal (error, WORK_ERROR, WORK_ERROR_NOT_FOUND,
                           _ ("No teacher follows students in this school year."));
      return NULL;
    }
  return g_steal_pointer (&ids);
}

static CliExit
write_sheets (CliCall *call, WorkSchool *school)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = cli_place_load (school, call->year, &error);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (WorkJob) job = NULL;

  if (overview == NULL || (ids = choose (call, school, overview, &error)) == NULL)
    return cli_output_error (error);
  job = work_exchange_write_new (school, overview->year_id, (const gint64 *) (gpointer) ids->data,
                                 ids->len, call->output);
  return cli_output_job (call, job);
}

/* ---- back ---- */

static const char *const state_keys[] = {
  [WORK_EXCHANGE_NEW] = "new",
  [WORK_EXCHANGE_TAKEN] = "taken",
  [WORK_EXCHANGE_PROBLEM] = "problem",
};

static const char *const kind_keys[] = {
  [WORK_EXCHANGE_INTERVIEW] = "interview",
  [WORK_EXCHANGE_MESSAGE] = "message",
  [WORK_EXCHANGE_ANSWER] = "answer",
};

static void
add_row (JsonBuilder *builder, GPtrArray *rows, const WorkExchangeRow *row)
{
  char **shown = g_new0 (char *, N_COLUMNS + 1);
  guint c = 0;

  json_builder_begin_object (builder);
  cli_output_json_text (builder, "place", row->place);
  cli_output_json_text (builder, "kind", kind_keys[row->kind]);
  cli_output_json_text (builder, "state", state_keys[row->state]);
  cli_output_json_text (builder, "student", row->student);
  cli_output_json_text (builder, "day", row->day);
  cli_output_json_text (builder, "text", row->text);
  cli_output_json_text (builder, "remark", row->remark);
  json_builder_end_object (builder);
  shown[c++] = g_strdup (row->place);
  shown[c++] = g_strdup (work_exchange_kind_label (row->kind));
  shown[c++] = g_strdup (work_exchange_state_label (row->state));
  shown[c++] = g_strdup (row->student);
  shown[c++] = g_strdup (row->text);
  shown[c++] = g_strdup (row->remark != NULL ? row->remark : "");
  g_ptr_array_add (rows, shown);
}

/* What there is, and how many rows were taken when it was asked for. */
static void
show (CliCall *call, const WorkExchangeReview *review, const WorkDone *done)
{
  const char *headings[N_COLUMNS] = { _ ("Where"),   _ ("What"), _ ("State"),
                                      _ ("Student"), _ ("Text"), _ ("Remark") };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  cli_output_json_text (builder, "teacher", review->teacher);
  cli_output_json_text (builder, "made_on", review->made_on);
  for (guint i = 0; i < WORK_N_EXCHANGE_STATES; i++)
    cli_output_json_number (builder, state_keys[i], review->n_states[i]);
  if (done != NULL)
    cli_output_json_number (builder, "n_taken", done->n);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < review->rows->len; i++)
    add_row (builder, rows, review->rows->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (call->json)
    {
      cli_output_json (builder);
      return;
    }
  g_print ("%s\n", review->teacher);
  cli_output_table (headings, N_COLUMNS, rows);
  if (done != NULL)
    g_print (ngettext ("%u line taken\n", "%u lines taken\n", done->n), done->n);
}

static CliExit
look (CliCall *call, WorkSchool *school, gboolean to_take)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = cli_place_load (school, call->year, &error);
  g_autoptr (WorkExchangeReview) review = NULL;
  g_autoptr (WorkDone) done = NULL;
  gint64 teacher_id = 0;

  if (overview == NULL)
    return cli_output_error (error);
  if (call->teacher != NULL)
    {
      teacher_id = cli_place_pick (school, MODEL_ENTITY_TEACHER, call->teacher, &error);
      if (teacher_id == 0)
        return cli_output_error (error);
    }
  review = work_school_read (
      school, work_query_exchange_new (call->arguments[1], overview->year_id, teacher_id), &error);
  if (review == NULL)
    return cli_output_error (error);
  if (to_take)
    {
      done = work_school_apply (school, work_change_exchange_new (review), &error);
      if (done == NULL)
        return cli_output_error (error);
    }
  show (call, review, done);
  return review->n_states[WORK_EXCHANGE_PROBLEM] > 0 ? CLI_EXIT_FAILED : CLI_EXIT_DONE;
}

static gboolean
is_used_well (CliCall *call)
{
  gboolean is_out = g_str_equal (call->arguments[0], "write");

  if (!is_out && !g_str_equal (call->arguments[0], "look")
      && !g_str_equal (call->arguments[0], "take"))
    cli_output_usage (_ ("“%s” is nothing that is done with exchange sheets: write, look or take."),
                      call->arguments[0]);
  else if (is_out && (call->output == NULL || call->arguments[2] != NULL))
    cli_output_usage (_ ("Say with --output in which folder the exchange sheets go."));
  else if (!is_out && call->arguments[2] == NULL)
    cli_output_usage (_ ("Name the exchange sheet that came back."));
  else
    return TRUE;
  return FALSE;
}

/**
 * cli_exchange_run:
 * @call: write DB --output FOLDER, or look DB FILE, or take DB FILE
 *
 * Writes a workbook a teacher, shows what one that came back brings, or takes it.
 *
 * Returns: what the program ends with: a failure too when a line has to be corrected.
 */
CliExit
cli_exchange_run (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = NULL;
  const char *what = call->arguments[0];
  CliExit code;

  if (!is_used_well (call))
    return CLI_EXIT_USAGE;
  call->arguments++;
  school = cli_place_open (call, !g_str_equal (what, "look"), &error);
  if (school == NULL)
    return cli_output_error (error);
  if (g_str_equal (what, "write"))
    code = write_sheets (call, school);
  else
    code = look (call, school, g_str_equal (what, "take"));
  cli_place_close (school);
  return code;
}

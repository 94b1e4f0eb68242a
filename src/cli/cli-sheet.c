/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-output.h"
#include "cli-place.h"
#include "cli-sheet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "work-error.h"

/* ---- which one ---- */

static WorkSheet *
load_sheet (CliCall *call, WorkSchool *school, GError **error)
{
  g_autoptr (WorkOverview) overview = cli_place_load (school, call->year, error);
  ModelLine *line = overview != NULL ? cli_place_student (call, overview, error) : NULL;

  return line == NULL ? NULL
                      : work_school_read (school,
                                          work_query_sheet_new (line->student_id, line->period_id,
                                                                call->is_new ? 0 : WORK_SHEET_ANY),
                                          error);
}

/* ---- filling in ---- */

static gboolean
choose (WorkSchool *school, WorkSheet *sheet, ModelRoleId role, const char *text, GError **error)
{
  ModelEntity entity = model_role_info (role)->entity;
  g_autoptr (ModelRecord) record = NULL;
  gint64 id;

  if (text == NULL)
    return TRUE;
  id = cli_place_pick (school, entity, text, error);
  if (id == 0)
    return FALSE;
  record = work_school_read (school, work_query_record_new (entity, id), error);
  if (record == NULL)
    return FALSE;
  work_sheet_choose (sheet, role, record);
  return TRUE;
}

static ModelRoleId
role_of (const char *key)
{
  static const ModelRoleId roles[] = { MODEL_ROLE_PLACEMENT, MODEL_ROLE_COMPANY, MODEL_ROLE_SITE,
                                       MODEL_ROLE_REPRESENTATIVE, MODEL_ROLE_TUTOR };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (model_role_info (roles[i])->key, key) == 0)
      return roles[i];
  return MODEL_N_ROLES;
}

static gboolean
set_field (WorkSheet *sheet, const char *name, const char *value, GError **error)
{
  const char *dot = strchr (name, '.');
  g_autofree char *key = dot != NULL ? g_strndup (name, (gsize) (dot - name)) : NULL;
  const char *column = dot != NULL ? dot + 1 : name;
  ModelRoleId role = dot != NULL ? role_of (key) : MODEL_ROLE_PLACEMENT;

  if (role == MODEL_N_ROLES || model_field_index (model_role_info (role)->entity, column) < 0)
    {
      g_set_error (error, WORK_ERROR, WORK_ERROR_USAGE,
                   _ ("A sheet has no field “%s”; “paraphectl sheet --json” names those that are "
                      "missing."),
                   name);
      return FALSE;
    }
  if (sheet->roles[role] == NULL)
    {
      g_autoptr (ModelRecord) record = model_record_new (model_role_info (role)->entity);

      work_sheet_choose (sheet, role, record);
    }
  return model_record_set (sheet->roles[role], column, value, error);
}

static gboolean
set_fields (CliCall *call, WorkSheet *sheet, GError **error)
{
  const struct
  {
    const char *column;
    const char *value;
  } given[] = { { "start", call->start }, { "end", call->end } };

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    if (given[i].value != NULL && !set_field (sheet, given[i].column, given[i].value, error))
      return FALSE;
  for (guint i = 0; call->set != NULL && call->set[i] != NULL; i++)
    {
      const char *equals = strchr (call->set[i], '=');
      g_autofree char *name = NULL;

      if (equals == NULL)
        {
          g_set_error (error, WORK_ERROR, WORK_ERROR_USAGE,
                       _ ("“%s” is not of the form FIELD=VALUE."), call->set[i]);
          return FALSE;
        }
      name = g_strndup (call->set[i], (gsize) (equals - call->set[i]));
      if (!set_field (sheet, name, equals + 1, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- doing it ---- */

static gboolean
apply (WorkSchool *school, WorkChange *change, gint64 *id, GError **error)
{
  g_autoptr (WorkDone) done = work_school_apply (school, change, error);

  if (done == NULL)
    return FALSE;
  *id = done->id;
  return TRUE;
}

static gboolean
save (CliCall *call, WorkSchool *school, WorkSheet *sheet, gint64 *id, GError **error)
{
  gboolean is_edited = call->is_new || call->company != NULL || call->teacher != NULL
                       || call->start != NULL || call->end != NULL || call->set != NULL;

  *id = model_record_get_id (sheet->roles[MODEL_ROLE_PLACEMENT]);
  if (!is_edited || call->show)
    return TRUE;
  return choose (school, sheet, MODEL_ROLE_COMPANY, call->company, error)
         && choose (school, sheet, MODEL_ROLE_TEACHER, call->teacher, error)
         && set_fields (call, sheet, error)
         && apply (school, work_change_sheet_save_new (sheet), id, error);
}

static gboolean
move_on (CliCall *call, WorkSchool *school, gint64 id, GError **error)
{
  WorkChange *change = NULL;

  if (call->show)
    return TRUE;
  if (id == 0 && (call->submit || call->validate || call->unvalidate || call->refuse != NULL))
    {
      g_set_error_literal (error, WORK_ERROR, WORK_ERROR_NOT_FOUND,
                           _ ("There is no sheet yet: fill one in first, with --company."));
      return FALSE;
    }
  if (call->unvalidate)
    change = work_change_sheet_unvalidate_new (&id, 1, call->reason, NULL);
  else if (call->refuse != NULL)
    change = work_change_sheet_refuse_new (&id, 1, call->refuse, NULL);
  else if (call->validate)
    change = work_change_sheet_validate_new (&id, 1, NULL);
  else if (call->submit)
    change = work_change_sheet_submit_new (&id, 1, NULL);
  return change == NULL || apply (school, change, &id, error);
}

/* (transfer full): the sheet as it is in the end */
static WorkSheet *
run (CliCall *call, WorkSchool *school, GError **error)
{
  g_autoptr (WorkSheet) sheet = load_sheet (call, school, error);
  gint64 id;

  if (sheet == NULL || !save (call, school, sheet, &id, error)
      || !move_on (call, school, id, error))
    return NULL;
  return id == 0 ? g_steal_pointer (&sheet)
                 : work_school_read (school, work_query_sheet_new (0, 0, id), error);
}

static gboolean
is_one_move (CliCall *call)
{
  return (call->submit ? 1 : 0) + (call->validate ? 1 : 0) + (call->unvalidate ? 1 : 0)
             + (call->refuse != NULL ? 1 : 0)
         <= 1;
}

/**
 * cli_sheet_run:
 * @call: DB
 *
 * Shows the sheet of a student in a period, fills it in, moves it on.
 *
 * Returns: what the program ends with.
 */
CliExit
cli_sheet_run (CliCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSheet) sheet = NULL;
  g_autoptr (WorkSchool) school = NULL;

  if (!is_one_move (call))
    return cli_output_usage (
        _ ("--submit, --validate, --unvalidate and --refuse: only one of them at a time."));
  school = cli_place_open (call, !call->show, &error);
  if (school == NULL)
    return cli_output_error (error);
  sheet = run (call, school, &error);
  cli_place_close (school);
  if (sheet == NULL)
    return cli_output_error (error);
  cli_sheet_show (call, sheet);
  return CLI_EXIT_DONE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sheet-notes-private.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"

/* What the form says under a field that is not about its text. */

/**
 * _app_sheet_notes_role:
 * @sheet: a sheet
 * @finding: what a rule found in it
 *
 * Returns: of which record the field is that it leads to: of the people of a company, the first one
 *   that there is
 */
ModelRoleId
_app_sheet_notes_role (const WorkSheet *sheet, const ModelFinding *finding)
{
  static const ModelRoleId tutor_first[] = { MODEL_ROLE_TUTOR, MODEL_ROLE_REPRESENTATIVE };
  ModelEntity entity = model_field_entity (model_field_find (finding->field));

  for (guint i = 0; entity == MODEL_ENTITY_CONTACT && i < G_N_ELEMENTS (tutor_first); i++)
    if (sheet->roles[tutor_first[i]] != NULL)
      return tutor_first[i];
  for (guint role = 0; role < MODEL_N_ROLES; role++)
    if (model_role_info (role)->entity == entity)
      return role;
  return MODEL_ROLE_PLACEMENT;
}

static gboolean
is_about (const WorkSheet *sheet, const ModelFinding *finding, ModelRoleId role, const char *key)
{
  return (key == NULL || g_str_equal (finding->field, key))
         && _app_sheet_notes_role (sheet, finding) == role;
}

/**
 * _app_sheet_notes_has:
 * @sheet: a sheet
 * @role: a role
 * @key: key of a field
 *
 * Returns: whether a rule found something there
 */
gboolean
_app_sheet_notes_has (const WorkSheet *sheet, ModelRoleId role, const char *key)
{
  for (guint i = 0; sheet->findings != NULL && i < sheet->findings->len; i++)
    if (is_about (sheet, g_ptr_array_index (sheet->findings, i), role, key))
      return TRUE;
  return FALSE;
}

static void
note_free (gpointer data)
{
  AppSheetNote *note = data;

  g_free (note->text);
  g_free (note);
}

static void
add_note (GPtrArray *notes, const char *key, char *text, const char *style)
{
  AppSheetNote note = { key, text, style };

  if (text != NULL)
    g_ptr_array_add (notes, g_memdup2 (&note, sizeof note));
}

/* (transfer full) (nullable) */
static char *
tell_shift (const WorkSheet *sheet)
{
  ModelRecord *period = sheet->roles[MODEL_ROLE_PERIOD];
  g_autofree char *range =
      app_format_range (model_record_get (period, "start"), model_record_get (period, "end"));

  switch (work_sheet_shift (sheet))
    {
    case WORK_SHEET_SHIFTED:
      return g_strdup_printf (_ ("Shifted: the period is %s."), range);
    case WORK_SHEET_CATCH_UP:
      return g_strdup_printf (_ ("Catch-up placement: the period was %s."), range);
    default:
      return NULL;
    }
}

/* (transfer full) (nullable) */
static char *
tell_duration (const WorkSheet *sheet)
{
  g_autoptr (ModelDuration) duration = work_sheet_duration (sheet);
  g_autofree char *weeks = NULL, *days = NULL, *hours = NULL;

  if (duration->days->len == 0)
    return NULL;
  weeks = g_strdup_printf (ngettext ("%u week", "%u weeks", duration->n_weeks), duration->n_weeks);
  days = g_strdup_printf (ngettext ("%u day of presence", "%u days of presence", duration->n_days),
                          duration->n_days);
  hours = duration->minutes > 0 ? model_week_clock (duration->minutes) : NULL;
  return g_strjoin (" · ", weeks, days, hours, NULL);
}

/**
 * _app_sheet_notes_list:
 * @sheet: a sheet
 * @role: a role
 * @key: key of a field; "*" for all of the role
 *
 * Returns: (transfer full) (element-type AppSheetNote): what is to be said there
 */
GPtrArray *
_app_sheet_notes_list (const WorkSheet *sheet, ModelRoleId role, const char *key)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func (note_free);

  for (guint i = 0; sheet->findings != NULL && i < sheet->findings->len; i++)
    {
      const ModelFinding *finding = g_ptr_array_index (sheet->findings, i);

      if (is_about (sheet, finding, role, g_str_equal (key, "*") ? NULL : key))
        add_note (notes, finding->field, g_strdup (finding->text),
                  finding->level == MODEL_RULE_BLOCKING ? "error" : "warning");
    }
  if (g_str_equal (key, "placement.start"))
    add_note (notes, key, tell_shift (sheet), "neutral");
  if (g_str_equal (key, "placement.end"))
    add_note (notes, key, tell_duration (sheet), "neutral");
  return notes;
}

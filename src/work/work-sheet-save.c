/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-sheet.h"

#include <glib/gi18n-lib.h>

#include "model-value.h"
#include "work-amendment-private.h"
#include "work-rules-private.h"
#include "work-search-private.h"
#include "work-sheet-private.h"

/* ---- what must hold ---- */

/* Between the reading and the saving another seat may have made, sent or cancelled an agreement:
 * what the person was told would not be what happens. */
static gboolean
check_editing (WorkChanging *changing, WorkSheet *sheet, GError **error)
{
  WorkSheetEditing expected = sheet->editing;

  if (!_work_sheet_read_editing (changing->connection, sheet, error))
    return FALSE;
  if (sheet->editing == WORK_SHEET_CLOSED)
    return _work_refuse (error, "%s", sheet->consequence);
  if (sheet->editing > expected)
    return _work_refuse (
        error, _ ("The agreement of this sheet has moved on meanwhile. Nothing was saved: "
                  "reload, then change the sheet again."));
  return TRUE;
}

/* The same SIRET twice is the same company twice. */
static gboolean
check_siret (WorkChanging *changing, ModelRecord *company, GError **error)
{
  const char *siret = model_record_get (company, "siret");
  g_autoptr (GPtrArray) found = NULL;

  if (siret == NULL)
    return TRUE;
  found = store_find (changing->connection, MODEL_ENTITY_COMPANY, "siret", siret, error);
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      ModelRecord *other = g_ptr_array_index (found, i);
      g_autofree char *shown = model_value_format (model_field_find ("company.siret"), siret);

      if (model_record_get_id (other) != model_record_get_id (company))
        return _work_refuse (error,
                             _ ("There is a company with the SIRET %s already, “%s”: choose that "
                                "one. Nothing was saved."),
                             shown, model_record_get (other, "name"));
    }
  return TRUE;
}

/* A new row that cannot be kept is told by its fields and not by the database. */
static gboolean
check_new_rows (WorkSheet *sheet, GError **error)
{
  for (guint i = 0; i < sheet->missing->len; i++)
    {
      const WorkSheetField *place = &g_array_index (sheet->missing, WorkSheetField, i);
      g_autofree char *label = work_sheet_field_label (place);

      if (place->role != MODEL_ROLE_PLACEMENT && _work_sheet_is_new (sheet, place->role)
          && (place->role != MODEL_ROLE_GUARDIAN1 || _work_sheet_has_new_guardian (sheet))
          && (place->field->flags & MODEL_FIELD_REQUIRED) != 0)
        return _work_refuse (error, _ ("Fill in “%s”: nothing is kept without it."), label);
    }
  return TRUE;
}

static gboolean
check_companies (WorkChanging *changing, ModelRecord *placement, GError **error)
{
  gint64 company_id = model_record_get_int (placement, "company_id");
  guint n;
  const WorkSheetLink *links = _work_sheet_links (&n);

  for (guint i = 0; i < n; i++)
    {
      gint64 id = model_record_get_int (placement, links[i].column);
      ModelEntity entity = model_role_info (links[i].role)->entity;
      g_autoptr (ModelRecord) record = NULL;

      if (id == 0 || model_field_index (entity, "company_id") < 0)
        continue;
      record = _work_changing_load (changing, entity, id, error);
      if (record == NULL)
        return FALSE;
      if (model_record_get_int (record, "company_id") != company_id)
        return _work_refuse (
            error,
            _ ("“%s” is of another company than the one of the sheet: choose again. "
               "Nothing was saved."),
            _ (model_role_info (links[i].role)->label));
    }
  return TRUE;
}

/**
 * _work_sheet_check_complete:
 * @sheet: a sheet
 * @error: return location
 *
 * Refuses what something is missing on, and says what.
 *
 * Returns: whether nothing is missing
 */
gboolean
_work_sheet_check_complete (const WorkSheet *sheet, GError **error)
{
  g_autofree char *missing = NULL;

  if (work_sheet_is_complete (sheet))
    return TRUE;
  missing = _work_sheet_name_missing (sheet);
  return _work_refuse (
      error,
      g_dngettext (GETTEXT_PACKAGE, "The sheet lacks %u field: %s. Fill it in first.",
                   "The sheet lacks %u fields: %s. Fill them in first.", sheet->missing->len),
      sheet->missing->len, missing);
}

/* ---- saving ---- */

/* The search of the sheet, which another seat may have begun meanwhile. */
static gboolean
save_search (WorkChanging *changing, WorkSheet *sheet, GError **error)
{
  g_autoptr (ModelRecord) search = NULL;

  if (model_record_get_id (sheet->search) != 0)
    return TRUE;
  search =
      _work_search_find (changing->connection, model_record_get_int (sheet->search, "student_id"),
                         model_record_get_int (sheet->search, "period_id"), error);
  if (search == NULL)
    return FALSE;
  if (model_record_get_id (search) != 0)
    {
      g_set_object (&sheet->search, search);
      return TRUE;
    }
  return _work_changing_save (changing, sheet->search, error);
}

static gboolean
save_link (WorkChanging *changing, WorkSheet *sheet, const WorkSheetLink *link, GError **error)
{
  ModelRecord *placement = sheet->roles[MODEL_ROLE_PLACEMENT];
  ModelRecord *record = sheet->roles[link->role];
  gboolean is_owned = model_record_get_id (record) == 0
                      && model_field_index (model_record_get_entity (record), "company_id") >= 0;

  if (is_owned && model_record_get (placement, "company_id") == NULL)
    return _work_refuse (error, _ ("Choose the company before its people. Nothing was saved."));
  if (is_owned)
    model_record_set_canonical (record, "company_id", model_record_get (placement, "company_id"));
  return (model_record_get_entity (record) != MODEL_ENTITY_COMPANY
          || check_siret (changing, record, error))
         && _work_changing_save (changing, record, error);
}

/* Rows that the sheet names are saved with it: new ones, and those that were corrected. */
static gboolean
save_links (WorkChanging *changing, WorkSheet *sheet, GError **error)
{
  ModelRecord *placement = sheet->roles[MODEL_ROLE_PLACEMENT];
  gboolean is_new[MODEL_N_ROLES] = { FALSE };
  guint n;
  const WorkSheetLink *links = _work_sheet_links (&n);

  for (guint i = 0; i < n; i++)
    {
      is_new[links[i].role] = _work_sheet_is_new (sheet, links[i].role);
      if (is_new[links[i].role] && links[i].flag != NULL)
        model_record_set_int (sheet->roles[links[i].role], links[i].flag, 1);
    }
  for (guint i = 0; i < n; i++)
    {
      ModelRecord *record = sheet->roles[links[i].role];

      if (record == NULL
          || (!is_new[links[i].role]
              && (model_record_get_id (record) != model_record_get_int (placement, links[i].column)
                  || !model_record_is_changed (record))))
        continue;
      if (!save_link (changing, sheet, &links[i], error))
        return FALSE;
      model_record_set_int (placement, links[i].column, model_record_get_id (record));
    }
  return TRUE;
}

/* The student, the guardian, the school…: what was filled in because the sheet needs it. */
static gboolean
save_others (WorkChanging *changing, WorkSheet *sheet, GError **error)
{
  for (guint role = 0; role < MODEL_N_ROLES; role++)
    {
      ModelRecord *record = sheet->roles[role];

      if (record == NULL || role == MODEL_ROLE_PLACEMENT || role == MODEL_ROLE_AGREEMENT
          || work_sheet_link_column (role) != NULL || !model_record_is_changed (record)
          || (model_record_get_id (record) == 0 && !_work_sheet_has_new_guardian (sheet)))
        continue;
      if (!_work_changing_save (changing, record, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_placement (WorkChanging *changing, WorkSheet *sheet, GError **error)
{
  ModelRecord *placement = sheet->roles[MODEL_ROLE_PLACEMENT];
  gboolean is_new = model_record_get_id (placement) == 0;

  if (is_new)
    {
      model_record_set_canonical (placement, "state", "draft");
      model_record_set_int (placement, "search_id", model_record_get_id (sheet->search));
    }
  return check_companies (changing, placement, error)
         && _work_changing_save (changing, placement, error)
         && (!is_new || _work_sheet_move_search (changing, sheet->search, error));
}

static gboolean
is_validated (const WorkSheet *sheet)
{
  return g_strcmp0 (model_record_get (sheet->roles[MODEL_ROLE_PLACEMENT], "state"), "validated")
         == 0;
}

/* What the rules say of a validated sheet as it is kept; nothing of another. */
static gboolean
find_before (WorkChanging *changing, const WorkSheet *sheet, GPtrArray **before, GError **error)
{
  gint64 placement_id = model_record_get_id (sheet->roles[MODEL_ROLE_PLACEMENT]);
  g_autoptr (WorkSheet) kept = NULL;

  *before = NULL;
  if (placement_id == 0)
    return TRUE;
  kept = _work_sheet_load (changing->connection, placement_id, error);
  if (kept == NULL)
    return FALSE;
  if (is_validated (kept))
    *before = _work_rules_check_sheet (changing->connection, kept, changing->today, error);
  return !is_validated (kept) || *before != NULL;
}

/* As it is now, with what other seats have saved: a validated one has to stay what it may be. */
static gboolean
check_saved (WorkChanging *changing, gint64 placement_id, GPtrArray *before, GError **error)
{
  g_autoptr (WorkSheet) saved = _work_sheet_load (changing->connection, placement_id, error);

  return saved != NULL
         && (!is_validated (saved)
             || (_work_sheet_check_complete (saved, error)
                 && _work_rules_allow (changing, saved, before, error)));
}

static gboolean
save (WorkChanging *changing, gpointer data, GError **error)
{
  /* Tried twice perhaps, and what the form goes on showing stays as it is. */
  g_autoptr (WorkSheet) sheet = work_sheet_copy (data);
  g_autoptr (GPtrArray) before = NULL;
  gint64 placement_id;

  work_sheet_update_missing (sheet);
  if (!check_editing (changing, sheet, error) || !check_new_rows (sheet, error)
      || !find_before (changing, sheet, &before, error) || !save_search (changing, sheet, error)
      || !save_links (changing, sheet, error) || !save_others (changing, sheet, error)
      || !save_placement (changing, sheet, error))
    return FALSE;
  placement_id = model_record_get_id (sheet->roles[MODEL_ROLE_PLACEMENT]);
  if (changing->n > 0
      && (!check_saved (changing, placement_id, before, error)
          || (sheet->editing != WORK_SHEET_FREE
              && !_work_agreement_follow_sheet (changing, placement_id, error))))
    return FALSE;
  changing->id = placement_id;
  return TRUE;
}

/**
 * work_change_sheet_save_new:
 * @sheet: a sheet with its changes; copied
 *
 * Saves a sheet, and with it the search when there is none and the rows that it names: those that
 * are new and those that were corrected. A new sheet is a draft and moves the search; one that is
 * validated stays so, and may not lose what makes it valid nor break a blocking rule that it has
 * not broken yet; its agreement follows, as @sheet says it would.
 *
 * Returns: (transfer full): the change; its #WorkDone has the sheet's id
 */
WorkChange *
work_change_sheet_save_new (const WorkSheet *sheet)
{
  gboolean is_new = model_record_get_id (sheet->roles[MODEL_ROLE_PLACEMENT]) == 0;

  return _work_change_new (is_new ? "sheet.create" : "sheet.change", save, work_sheet_copy (sheet),
                           (GDestroyNotify) work_sheet_free);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-rules-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "store-settings.h"
#include "work-agreement-private.h"
#include "work-query-private.h"
#include "work-school-private.h"
#include "work-sheet.h"

/* Whether the sheet has a living agreement that all have signed. */
static gboolean
find_signed (StoreConnection *connection, gint64 placement_id, gboolean *is_signed, GError **error)
{
  g_autoptr (GPtrArray) steps = _work_steps_load (connection, error);
  g_autoptr (ModelRecord) agreement = NULL;

  if (steps == NULL || !_work_agreement_find_living (connection, placement_id, &agreement, error))
    return FALSE;
  *is_signed = agreement != NULL && _work_step_is_signed (agreement, steps);
  return TRUE;
}

static GPtrArray *
get_guardians (const WorkRecords *records)
{
  GPtrArray *guardians = g_ptr_array_new ();

  for (ModelRoleId role = MODEL_ROLE_GUARDIAN1; role <= MODEL_ROLE_GUARDIAN2; role++)
    if (records->roles[role] != NULL)
      g_ptr_array_add (guardians, records->roles[role]);
  return guardians;
}

/* One person in both roles is one record, as the rules take it. */
static ModelRecord *
get_representative (const WorkRecords *records)
{
  ModelRecord *tutor = records->roles[MODEL_ROLE_TUTOR];
  ModelRecord *representative = records->roles[MODEL_ROLE_REPRESENTATIVE];

  return tutor != NULL && representative != NULL
                 && model_record_get_id (tutor) == model_record_get_id (representative)
             ? tutor
             : representative;
}

static GPtrArray *
check (StoreConnection *connection, const WorkRecords *records, GError **error)
{
  ModelRecord *placement = records->roles[MODEL_ROLE_PLACEMENT];
  g_autoptr (ModelSettings) chosen = store_settings_load (connection, error);
  g_autoptr (WorkOthers) others =
      chosen != NULL ? _work_others_load (connection, records, error) : NULL;
  g_autoptr (GPtrArray) guardians = get_guardians (records);
  ModelRuleSettings settings;
  gboolean is_signed;

  if (others == NULL
      || !find_signed (connection, model_record_get_id (placement), &is_signed, error))
    return NULL;
  model_rule_settings_read (&settings, chosen);
  return model_rules_check (
      &(const ModelRuleFacts){ .placement = placement,
                               .student = records->roles[MODEL_ROLE_STUDENT],
                               .guardians = guardians,
                               .period = records->roles[MODEL_ROLE_PERIOD],
                               .school_year = records->roles[MODEL_ROLE_SCHOOL_YEAR],
                               .class_group = records->roles[MODEL_ROLE_CLASS_GROUP],
                               .company = records->roles[MODEL_ROLE_COMPANY],
                               .tutor = records->roles[MODEL_ROLE_TUTOR],
                               .representative = get_representative (records),
                               .others = others->placements,
                               .at_company = others->at_company,
                               .of_tutor = others->of_tutor,
                               .of_referent = others->of_referent,
                               .region = _work_records_region (records),
                               .is_signed = is_signed,
                               .today = records->today },
      &settings);
}

/**
 * _work_rules_check:
 * @connection: a connection
 * @placement: a placement sheet, as it is kept or with changes; perhaps a new one
 * @search: (nullable): its search, perhaps a new one; %NULL for the one that it names
 * @today: ISO day
 * @error: return location
 *
 * Holds a sheet against the school's rules, as it stands in @placement.
 *
 * Returns: (transfer full) (element-type ModelFinding): what was found, blocking findings first; or
 *   %NULL
 */
GPtrArray *
_work_rules_check (StoreConnection *connection,
                   ModelRecord *placement,
                   ModelRecord *search,
                   const char *today,
                   GError **error)
{
  g_autoptr (ModelRecord) own =
      search != NULL ? g_object_ref (search)
                     : store_load (connection, MODEL_ENTITY_SEARCH,
                                   model_record_get_int (placement, "search_id"), error);
  g_autoptr (WorkRecords) records =
      own != NULL ? _work_records_load_around (connection, placement, own, NULL, today, error)
                  : NULL;

  return records != NULL ? check (connection, records, error) : NULL;
}

/**
 * _work_rules_check_sheet:
 * @connection: a connection
 * @sheet: a sheet, with all that is edited on it
 * @today: ISO day
 * @error: return location
 *
 * Holds a sheet against the school's rules, with the company, the tutor… as they stand on it, saved
 * or not.
 *
 * Returns: (transfer full) (element-type ModelFinding): what was found, blocking findings first; or
 *   %NULL
 */
GPtrArray *
_work_rules_check_sheet (StoreConnection *connection,
                         const WorkSheet *sheet,
                         const char *today,
                         GError **error)
{
  g_autoptr (WorkRecords) records = g_new0 (WorkRecords, 1);

  records->today = g_strdup (today);
  for (guint i = 0; i < MODEL_N_ROLES; i++)
    g_set_object (&records->roles[i], sheet->roles[i]);
  return check (connection, records, error);
}

static gboolean
has_rule (GPtrArray *findings, ModelRuleId rule)
{
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    if (((ModelFinding *) g_ptr_array_index (findings, i))->rule == rule)
      return TRUE;
  return FALSE;
}

/**
 * _work_rules_allow:
 * @changing: a change under way
 * @sheet: a sheet as it is kept now
 * @before: (nullable) (element-type ModelFinding): what was found fault with before the change:
 * that does not keep anything from being corrected
 * @error: return location
 *
 * Refuses what a blocking rule does not let through, and says what to do.
 *
 * Returns: whether the sheet may be validated, or stay so
 */
gboolean
_work_rules_allow (WorkChanging *changing,
                   const WorkSheet *sheet,
                   GPtrArray *before,
                   GError **error)
{
  g_autoptr (GPtrArray) findings =
      _work_rules_check_sheet (changing->connection, sheet, changing->today, error);

  if (findings == NULL)
    return FALSE;
  for (guint i = 0; i < findings->len; i++)
    {
      const ModelFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == MODEL_RULE_BLOCKING && !has_rule (before, finding->rule))
        return _work_refuse (error,
                             _ ("%s Correct the sheet, or let the rule “%s” only warn, in the "
                                "settings."),
                             finding->text, _ (model_rule_info (finding->rule)->label));
    }
  return TRUE;
}

static gpointer
read_findings (StoreConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *today = base_date_today_iso ();

  return _work_rules_check (connection, data, NULL, today, error);
}

static gpointer
read_findings_of_sheet (StoreConnection *connection,
                        gpointer data,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autofree char *today = base_date_today_iso ();

  return _work_rules_check_sheet (connection, data, today, error);
}

/**
 * work_query_findings_new:
 * @placement: a placement sheet of a search that is kept; copied
 *
 * Returns: (transfer full): a query for the #GPtrArray of #ModelFinding that the school's rules
 * make of it as it stands, blocking findings first
 */
WorkQuery *
work_query_findings_new (ModelRecord *placement)
{
  return _work_query_new (read_findings, model_record_copy (placement), g_object_unref,
                          (GDestroyNotify) g_ptr_array_unref);
}

/**
 * work_query_sheet_findings_new:
 * @sheet: a sheet that is being edited; copied
 *
 * Returns: (transfer full): a query for the #GPtrArray of #ModelFinding that the school's rules
 * make of it, with whom it names as they stand on it, blocking findings first
 */
WorkQuery *
work_query_sheet_findings_new (const WorkSheet *sheet)
{
  return _work_query_new (read_findings_of_sheet, work_sheet_copy (sheet),
                          (GDestroyNotify) work_sheet_free, (GDestroyNotify) g_ptr_array_unref);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-rules-private.h"

#include "base-date.h"
#include "store-settings.h"
#include "work-query-private.h"
#include "work-school-private.h"

/* Whether the sheet has a living agreement that all have signed. */
static gboolean
find_signed (StoreConnection *connection, gint64 placement_id, gboolean *is_signed, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, placement_id);
  g_autoptr (GPtrArray) agreements =
      store_find (connection, MODEL_ENTITY_AGREEMENT, "placement_id", id, error);
  g_autoptr (GPtrArray) steps = agreements != NULL ? _work_steps_load (connection, error) : NULL;

  *is_signed = FALSE;
  if (steps == NULL)
    return FALSE;
  for (guint i = 0; i < agreements->len; i++)
    if (g_strcmp0 (model_record_get (agreements->pdata[i], "state"), "active") == 0
        && _work_step_is_signed (agreements->pdata[i], steps))
      *is_signed = TRUE;
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

/**
 * _work_rules_check:
 * @connection: a connection
 * @placement: a placement sheet of a search that is, saved or not
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
                   const char *today,
                   GError **error)
{
  g_autoptr (ModelSettings) chosen = store_settings_load (connection, error);
  g_autoptr (WorkRecords) records =
      chosen != NULL ? _work_records_load_around (connection, placement, today, error) : NULL;
  g_autoptr (WorkOthers) others =
      records != NULL ? _work_others_load (connection, records, error) : NULL;
  g_autoptr (GPtrArray) guardians = NULL;
  ModelRuleSettings settings;
  gboolean is_signed;

  if (others == NULL
      || !find_signed (connection, model_record_get_id (placement), &is_signed, error))
    return NULL;
  guardians = get_guardians (records);
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
                               .today = today },
      &settings);
}

static gpointer
read_findings (StoreConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *today = base_date_today_iso ();

  return _work_rules_check (connection, data, today, error);
}

/**
 * work_query_findings_new:
 * @placement: a placement sheet of a search that is, saved or not; as it stands now
 *
 * Returns: (transfer full): a query for the #GPtrArray of #ModelFinding that the school's rules
 * make of it, blocking findings first
 */
WorkQuery *
work_query_findings_new (ModelRecord *placement)
{
  return _work_query_new (read_findings, model_record_copy (placement), g_object_unref,
                          (GDestroyNotify) g_ptr_array_unref);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-sheet.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "store-settings.h"
#include "store-teacher.h"
#include "work-amendment-private.h"
#include "work-query-private.h"
#include "work-rules-private.h"
#include "work-search-private.h"
#include "work-sheet-private.h"
#include "work-values-private.h"

/* Proposed on a new sheet. */
static const char *const from_period[] = { "start", "end", "weekly_hours" };

/* Which sheet a period is most about: what waits comes first. */
static const char *const states[] = { "draft", "to_validate", "validated", "refused" };

/* ---- the agreement ---- */

/* (transfer full) (nullable): the living one, else the last; @error is set when that failed */
static ModelRecord *
find_agreement (StoreConnection *connection, gint64 placement_id, GError **error)
{
  g_autoptr (GPtrArray) agreements =
      store_find_by_id (connection, MODEL_ENTITY_AGREEMENT, "placement_id", placement_id, error);
  ModelRecord *found = NULL;

  for (guint i = 0; agreements != NULL && i < agreements->len; i++)
    {
      ModelRecord *agreement = g_ptr_array_index (agreements, i);

      if (g_strcmp0 (model_record_get (agreement, "state"), "active") == 0)
        return g_object_ref (agreement);
      if (found == NULL || model_record_get_id (agreement) > model_record_get_id (found))
        found = agreement;
    }
  return found != NULL ? g_object_ref (found) : NULL;
}

/* What the administration has decided on is theirs to change. */
static gboolean
judge_for_teacher (StoreConnection *connection, WorkSheet *sheet, GError **error)
{
  ModelRecord *placement = sheet->roles[MODEL_ROLE_PLACEMENT];

  if (g_strcmp0 (model_record_get (placement, "state"), "validated") == 0)
    sheet->editing = WORK_SHEET_CLOSED;
  return store_teacher_wrote (connection, MODEL_ENTITY_PLACEMENT, model_record_get_id (placement),
                              &sheet->may_delete, error);
}

static gboolean
judge (StoreConnection *connection, WorkSheet *sheet, GError **error)
{
  ModelRecord *placement = sheet->roles[MODEL_ROLE_PLACEMENT];
  ModelRecord *agreement = sheet->roles[MODEL_ROLE_AGREEMENT];
  WorkFollowing following;

  sheet->editing = WORK_SHEET_FREE;
  if (store_connection_get_teacher (connection) != 0)
    return judge_for_teacher (connection, sheet, error);
  sheet->may_delete = TRUE;
  if (agreement == NULL || g_strcmp0 (model_record_get (placement, "state"), "validated") != 0)
    return TRUE;
  if (!_work_agreement_following (connection, model_record_get_id (placement), &following, error))
    return FALSE;
  if (following == WORK_FOLLOWING_NOTHING)
    sheet->editing = WORK_SHEET_CLOSED;
  else
    sheet->editing =
        following == WORK_FOLLOWING_AMENDMENT ? WORK_SHEET_AMENDMENT : WORK_SHEET_NEW_VERSION;
  return TRUE;
}

/* (transfer full) (nullable): the same for a person */
static char *
tell_consequence (const WorkSheet *sheet, gboolean is_teacher)
{
  ModelRecord *agreement = sheet->roles[MODEL_ROLE_AGREEMENT];
  const char *number = agreement != NULL ? model_record_get (agreement, "number") : NULL;

  switch (sheet->editing)
    {
    case WORK_SHEET_NEW_VERSION:
      return g_strdup_printf (
          _ ("The agreement %s is neither sent nor signed: a change makes a new version of it."),
          number);
    case WORK_SHEET_AMENDMENT:
      return g_strdup_printf (
          _ ("The agreement %s is sent or signed: a change makes an amendment."), number);
    case WORK_SHEET_CLOSED:
      if (is_teacher)
        return g_strdup (_ ("This sheet is validated: only the administration changes it. Write "
                            "them a note about what has to be corrected."));
      return g_strdup_printf (
          _ ("The agreement %s of this sheet is cancelled: take the validation back to change the "
             "sheet."),
          number);
    default:
      return NULL;
    }
}

/**
 * _work_sheet_read_editing:
 * @connection: a connection
 * @sheet: a sheet
 * @error: return location
 *
 * Looks what a change of the sheet means now.
 *
 * Returns: whether it is known
 */
gboolean
_work_sheet_read_editing (StoreConnection *connection, WorkSheet *sheet, GError **error)
{
  gint64 placement_id = model_record_get_id (sheet->roles[MODEL_ROLE_PLACEMENT]);
  g_autoptr (GError) local = NULL;

  g_clear_object (&sheet->roles[MODEL_ROLE_AGREEMENT]);
  g_clear_pointer (&sheet->consequence, g_free);
  if (placement_id != 0)
    sheet->roles[MODEL_ROLE_AGREEMENT] = find_agreement (connection, placement_id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!judge (connection, sheet, error))
    return FALSE;
  sheet->consequence = tell_consequence (sheet, store_connection_get_teacher (connection) != 0);
  return TRUE;
}

/* ---- the sheet ---- */

static void
take_records (WorkSheet *sheet, WorkRecords *records)
{
  for (guint i = 0; i < MODEL_N_ROLES; i++)
    sheet->roles[i] = g_steal_pointer (&records->roles[i]);
  _work_sheet_share (sheet);
}

static gboolean
read_rest (StoreConnection *connection, WorkSheet *sheet, GError **error)
{
  g_autoptr (ModelSettings) settings = store_settings_load (connection, error);
  g_autoptr (GPtrArray) all = NULL;

  if (settings == NULL)
    return FALSE;
  all = store_find_by_id (connection, MODEL_ENTITY_PLACEMENT, "search_id",
                          model_record_get_id (sheet->search), error);
  if (all == NULL || !_work_sheet_read_editing (connection, sheet, error))
    return FALSE;
  sheet->n_others =
      all->len - (model_record_get_id (sheet->roles[MODEL_ROLE_PLACEMENT]) != 0 ? 1 : 0);
  sheet->kind = g_strdup (model_record_get (sheet->roles[MODEL_ROLE_PERIOD], "kind"));
  sheet->kind_label = model_kind_label (settings, sheet->kind);
  sheet->mandatory = model_kind_mandatory (settings, sheet->kind);
  sheet->missing = g_array_new (FALSE, FALSE, sizeof (WorkSheetField));
  work_sheet_update_missing (sheet);
  return TRUE;
}

static WorkSheet *
load_around (StoreConnection *connection,
             ModelRecord *placement,
             ModelRecord *search,
             GError **error)
{
  g_autofree char *today = base_date_today_iso ();
  g_autoptr (WorkRecords) records =
      _work_records_load_around (connection, placement, search, NULL, today, error);
  g_autoptr (WorkSheet) sheet = NULL;

  if (records == NULL)
    return NULL;
  sheet = g_new0 (WorkSheet, 1);
  sheet->search = g_object_ref (search);
  take_records (sheet, records);
  return read_rest (connection, sheet, error) ? g_steal_pointer (&sheet) : NULL;
}

/* What the rules find; it takes a look at the placements around. */
static gboolean
find_findings (StoreConnection *connection, WorkSheet *sheet, GError **error)
{
  g_autofree char *today = base_date_today_iso ();

  g_clear_pointer (&sheet->findings, g_ptr_array_unref);
  sheet->findings = _work_rules_check_sheet (connection, sheet, today, error);
  return sheet->findings != NULL;
}

/**
 * _work_sheet_load:
 * @connection: a connection
 * @placement_id: a sheet
 * @error: return location
 *
 * Returns: (transfer full): the sheet as it is kept, or %NULL
 */
WorkSheet *
_work_sheet_load (StoreConnection *connection, gint64 placement_id, GError **error)
{
  g_autoptr (ModelRecord) placement =
      store_load (connection, MODEL_ENTITY_PLACEMENT, placement_id, error);
  g_autoptr (ModelRecord) search = NULL;

  if (placement == NULL)
    return NULL;
  search = store_load (connection, MODEL_ENTITY_SEARCH,
                       model_record_get_int (placement, "search_id"), error);
  return search != NULL ? load_around (connection, placement, search, error) : NULL;
}

typedef struct
{
  gint64 student_id;
  gint64 period_id;
  gint64 placement_id;
} Wanted;

static WorkSheet *
load_new (StoreConnection *connection, const Wanted *wanted, GError **error)
{
  g_autoptr (ModelRecord) search =
      _work_search_find (connection, wanted->student_id, wanted->period_id, error);
  g_autoptr (ModelRecord) period = NULL;
  g_autoptr (ModelRecord) placement = NULL;

  if (search == NULL)
    return NULL;
  period = store_load (connection, MODEL_ENTITY_PERIOD, wanted->period_id, error);
  if (period == NULL)
    return NULL;
  placement = model_record_new (MODEL_ENTITY_PLACEMENT);
  model_record_set_canonical (placement, "state", "draft");
  for (guint i = 0; i < G_N_ELEMENTS (from_period); i++)
    model_record_set_canonical (placement, from_period[i],
                                model_record_get (period, from_period[i]));
  model_record_set_canonical (placement, "teacher_id", model_record_get (search, "teacher_id"));
  return load_around (connection, placement, search, error);
}

static guint
rank_of (ModelRecord *placement)
{
  const char *state = model_record_get (placement, "state");
  guint rank = 0;

  while (rank < G_N_ELEMENTS (states) && g_strcmp0 (states[rank], state) != 0)
    rank++;
  return rank;
}

/* The last one of those that come first; 0 without any. */
static gboolean
find_any (StoreConnection *connection, const Wanted *wanted, gint64 *id, GError **error)
{
  g_autoptr (ModelRecord) search =
      _work_search_find (connection, wanted->student_id, wanted->period_id, error);
  g_autoptr (GPtrArray) placements = NULL;
  guint best = G_MAXUINT;

  if (search == NULL)
    return FALSE;
  placements = store_find_by_id (connection, MODEL_ENTITY_PLACEMENT, "search_id",
                                 model_record_get_id (search), error);
  if (placements == NULL)
    return FALSE;
  *id = 0;
  for (guint i = 0; i < placements->len; i++)
    {
      ModelRecord *placement = g_ptr_array_index (placements, i);

      if (rank_of (placement) > best)
        continue;
      best = rank_of (placement);
      *id = model_record_get_id (placement);
    }
  return TRUE;
}

static gpointer
read_sheet (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wanted *wanted = data;
  gint64 id = wanted->placement_id;
  g_autoptr (WorkSheet) sheet = NULL;

  if (id == WORK_SHEET_ANY && !find_any (connection, wanted, &id, error))
    return NULL;
  sheet = id != 0 ? _work_sheet_load (connection, id, error) : load_new (connection, wanted, error);
  return sheet != NULL && find_findings (connection, sheet, error) ? g_steal_pointer (&sheet)
                                                                   : NULL;
}

/**
 * work_query_sheet_new:
 * @student_id: a student
 * @period_id: a period
 * @placement_id: a sheet, whose student and period then count; 0 for a new one, with what the
 *   period proposes; %WORK_SHEET_ANY for the one that waits, else another, else a new one
 *
 * Returns: (transfer full): a query for the #WorkSheet
 */
WorkQuery *
work_query_sheet_new (gint64 student_id, gint64 period_id, gint64 placement_id)
{
  Wanted wanted = { student_id, period_id, placement_id };

  return _work_query_new (read_sheet, g_memdup2 (&wanted, sizeof wanted), g_free,
                          (GDestroyNotify) work_sheet_free);
}

/* ---- while it is edited ---- */

/* Records that were edited stay; where the sheet names somebody else, that one is read. */
static gboolean
follow_links (StoreConnection *connection, WorkSheet *sheet, GError **error)
{
  guint n;
  const WorkSheetLink *links = _work_sheet_links (&n);

  for (guint i = 0; i < n; i++)
    {
      ModelRecord **record = &sheet->roles[links[i].role];
      gint64 id = model_record_get_int (sheet->roles[MODEL_ROLE_PLACEMENT], links[i].column);

      if (id == 0 || (*record != NULL && model_record_get_id (*record) == id))
        continue;
      g_clear_object (record);
      *record = store_load (connection, model_role_info (links[i].role)->entity, id, error);
      if (*record == NULL)
        return FALSE;
    }
  _work_sheet_share (sheet);
  return TRUE;
}

static gpointer
check_sheet (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (WorkSheet) sheet = work_sheet_copy (data);

  if (!follow_links (connection, sheet, error)
      || !_work_sheet_read_editing (connection, sheet, error))
    return NULL;
  work_sheet_update_missing (sheet);
  return find_findings (connection, sheet, error) ? g_steal_pointer (&sheet) : NULL;
}

/**
 * work_query_sheet_check_new:
 * @sheet: a sheet that is being edited; copied
 *
 * Returns: (transfer full): a query for a #WorkSheet with the same changes: whom it names is read,
 *   what is missing and what becomes of the agreement is told anew
 */
WorkQuery *
work_query_sheet_check_new (const WorkSheet *sheet)
{
  return _work_query_new (check_sheet, work_sheet_copy (sheet), (GDestroyNotify) work_sheet_free,
                          (GDestroyNotify) work_sheet_free);
}

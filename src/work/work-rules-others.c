/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-rules-private.h"

#include "base-date.h"
#include "store-record.h"

/* ---- the student's own ---- */

/* One whose agreement is cancelled without another is none. */
static gboolean
judge (StoreConnection *connection, ModelRecord *placement, gboolean *counts, GError **error)
{
  g_autoptr (GPtrArray) agreements = store_find_by_id (
      connection, MODEL_ENTITY_AGREEMENT, "placement_id", model_record_get_id (placement), error);

  if (agreements == NULL)
    return FALSE;
  *counts = agreements->len == 0;
  for (guint i = 0; i < agreements->len; i++)
    if (g_strcmp0 (model_record_get (agreements->pdata[i], "state"), "active") == 0)
      *counts = TRUE;
  return TRUE;
}

static gboolean
load_role (StoreConnection *connection,
           WorkRecords *records,
           ModelRoleId role,
           const char *column,
           GError **error)
{
  gint64 id = model_record_get_int (records->roles[MODEL_ROLE_PLACEMENT], column);

  if (id == 0)
    return TRUE;
  records->roles[role] = store_load (connection, model_role_info (role)->entity, id, error);
  return records->roles[role] != NULL;
}

static void
add_placement (WorkOthers *self, WorkRecords *records, gboolean same_search)
{
  g_autoptr (ModelDuration) duration = _work_records_duration (records);
  ModelRecord *placement = records->roles[MODEL_ROLE_PLACEMENT];
  ModelRulePlacement other = { duration->start, duration->end };

  other.state = model_record_get (placement, "state");
  other.company_id = model_record_get_int (placement, "company_id");
  other.company = _work_records_get (records, MODEL_ROLE_COMPANY, "name");
  other.same_search = same_search;
  other.minutes = duration->minutes > 0 ? duration->minutes
                                        : (int) duration->n_days * MODEL_DURATION_DAY_MINUTES;
  other.n_weeks = duration->n_weeks;
  g_array_append_val (self->placements, other);
}

static gboolean
load_placement (StoreConnection *connection,
                WorkOthers *self,
                const WorkRecords *around,
                ModelRecord *placement,
                ModelRecord *period,
                GError **error)
{
  ModelRecord *own = around->roles[MODEL_ROLE_PLACEMENT];
  WorkRecords *records;
  gboolean counts;

  if (model_record_get_id (placement) == model_record_get_id (own))
    return TRUE;
  if (!judge (connection, placement, &counts, error))
    return FALSE;
  if (!counts)
    return TRUE;
  records = g_new0 (WorkRecords, 1);
  g_ptr_array_add (self->kept, records);
  records->roles[MODEL_ROLE_PLACEMENT] = g_object_ref (placement);
  records->roles[MODEL_ROLE_PERIOD] = g_object_ref (period);
  g_set_object (&records->roles[MODEL_ROLE_SCHOOL], around->roles[MODEL_ROLE_SCHOOL]);
  if (!load_role (connection, records, MODEL_ROLE_COMPANY, "company_id", error)
      || !load_role (connection, records, MODEL_ROLE_SITE, "site_id", error))
    return FALSE;
  add_placement (self, records,
                 model_record_get_int (placement, "search_id")
                     == model_record_get_int (own, "search_id"));
  return TRUE;
}

static gboolean
load_of_search (StoreConnection *connection,
                WorkOthers *self,
                const WorkRecords *around,
                ModelRecord *search,
                GError **error)
{
  g_autoptr (GPtrArray) placements = store_find_by_id (
      connection, MODEL_ENTITY_PLACEMENT, "search_id", model_record_get_id (search), error);
  g_autoptr (ModelRecord) period = NULL;

  if (placements == NULL)
    return FALSE;
  if (placements->len == 0)
    return TRUE;
  period = store_load (connection, MODEL_ENTITY_PERIOD, model_record_get_int (search, "period_id"),
                       error);
  if (period == NULL)
    return FALSE;
  for (guint i = 0; i < placements->len; i++)
    if (!load_placement (connection, self, around, placements->pdata[i], period, error))
      return FALSE;
  return TRUE;
}

static gboolean
load_of_student (StoreConnection *connection,
                 WorkOthers *self,
                 const WorkRecords *around,
                 GError **error)
{
  g_autoptr (GPtrArray) searches =
      store_find_by_id (connection, MODEL_ENTITY_SEARCH, "student_id",
                        model_record_get_id (around->roles[MODEL_ROLE_STUDENT]), error);

  if (searches == NULL)
    return FALSE;
  for (guint i = 0; i < searches->len; i++)
    if (!load_of_search (connection, self, around, searches->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* ---- other students' ---- */

/* Settled ones that have a day in common, whatever the school year. */
#define AT_ONCE                                                                        \
  "SELECT COALESCE (pl.start, p.start), COALESCE (pl.\"end\", p.\"end\")"              \
  " FROM placement pl"                                                                 \
  " JOIN search se ON se.id = pl.search_id"                                            \
  " JOIN period p ON p.id = se.period_id"                                              \
  " WHERE se.student_id <> $2 AND pl.state IN ('to_validate', 'validated')"            \
  " AND COALESCE (pl.start, p.start) <= $4 AND COALESCE (pl.\"end\", p.\"end\") >= $3" \
  " AND (NOT EXISTS (SELECT 1 FROM agreement a WHERE a.placement_id = pl.id)"          \
  "   OR EXISTS (SELECT 1 FROM agreement a WHERE a.placement_id = pl.id"               \
  "     AND a.state = 'active'))"

/* Who has them, and where they are kept. */
static const struct
{
  ModelRoleId role;
  const char *query;
  gsize offset;
} loads[] = {
  { MODEL_ROLE_COMPANY, AT_ONCE " AND pl.company_id = $1",
    G_STRUCT_OFFSET (WorkOthers, at_company) },
  { MODEL_ROLE_TUTOR, AT_ONCE " AND pl.tutor_id = $1", G_STRUCT_OFFSET (WorkOthers, of_tutor) },
  { MODEL_ROLE_TEACHER,
    AT_ONCE " AND (pl.teacher_id = $1 OR (pl.teacher_id IS NULL AND se.teacher_id = $1))",
    G_STRUCT_OFFSET (WorkOthers, of_referent) },
};

static gboolean
read_days (StoreStatement *statement, GArray *found, GError **error)
{
  gboolean has_row;

  for (;;)
    {
      ModelDays days;

      if (!store_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      g_date_clear (&days.start, 1);
      g_date_clear (&days.end, 1);
      if (base_date_parse_iso (store_statement_get_text (statement, 0), &days.start)
          && base_date_parse_iso (store_statement_get_text (statement, 1), &days.end))
        g_array_append_val (found, days);
    }
}

static gboolean
load_at_once (StoreConnection *connection,
              WorkOthers *self,
              const WorkRecords *around,
              guint i,
              GError **error)
{
  ModelRecord *who = around->roles[loads[i].role];
  const char *start = _work_records_get (around, MODEL_ROLE_PLACEMENT, "start");
  const char *end = _work_records_get (around, MODEL_ROLE_PLACEMENT, "end");
  g_autoptr (StoreStatement) statement = NULL;

  /* One that is new on the sheet has nobody else. */
  if (who == NULL || model_record_get_id (who) == 0 || start == NULL || end == NULL)
    return TRUE;
  statement = store_connection_prepare (connection, loads[i].query, error);
  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, model_record_get_id (who));
  store_statement_bind_int (statement, 2, model_record_get_id (around->roles[MODEL_ROLE_STUDENT]));
  store_statement_bind_text (statement, 3, start);
  store_statement_bind_text (statement, 4, end);
  return read_days (statement, G_STRUCT_MEMBER (GArray *, self, loads[i].offset), error);
}

/**
 * _work_others_load:
 * @connection: a connection
 * @records: a sheet and what belongs to it
 * @error: return location
 *
 * Returns: (transfer full): the placements beside it; or %NULL
 */
WorkOthers *
_work_others_load (StoreConnection *connection, const WorkRecords *records, GError **error)
{
  g_autoptr (WorkOthers) self = g_new0 (WorkOthers, 1);

  self->placements = g_array_new (FALSE, FALSE, sizeof (ModelRulePlacement));
  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) _work_records_free);
  for (guint i = 0; i < G_N_ELEMENTS (loads); i++)
    G_STRUCT_MEMBER (GArray *, self, loads[i].offset) =
        g_array_new (FALSE, FALSE, sizeof (ModelDays));
  if (!load_of_student (connection, self, records, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (loads); i++)
    if (!load_at_once (connection, self, records, i, error))
      return NULL;
  return g_steal_pointer (&self);
}

/**
 * _work_others_free:
 * @others: (nullable) (transfer full): the placements beside one
 */
void
_work_others_free (WorkOthers *others)
{
  if (others == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (loads); i++)
    g_array_unref (G_STRUCT_MEMBER (GArray *, others, loads[i].offset));
  g_array_unref (others->placements);
  g_ptr_array_unref (others->kept);
  g_free (others);
}

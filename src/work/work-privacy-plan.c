/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-privacy-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "store-role.h"
#include "store-seats.h"
#include "store-settings.h"
#include "store-vault.h"
#include "work-query-private.h"

/* The students whose last year it is, and who are still known by name. */
#define LAST_YEAR                                                                      \
  "SELECT e.student_id FROM enrolment e JOIN class_group c ON c.id = e.class_group_id" \
  " JOIN school_year y ON y.id = c.school_year_id JOIN school_year w ON w.id = $1"     \
  " GROUP BY e.student_id HAVING MAX (y.\"end\") = w.\"end\""

#define STUDENTS \
  "SELECT s.id FROM student s WHERE s.anonymised_on IS NULL AND s.id IN (" LAST_YEAR ")"

#define SEARCHES   "SELECT id FROM search WHERE student_id IN (" STUDENTS ")"
#define PLACEMENTS "SELECT id FROM placement WHERE search_id IN (" SEARCHES ")"
#define AGREEMENTS "SELECT id FROM agreement WHERE placement_id IN (" PLACEMENTS ")"

/* Contacts whom only students of this year, or ones who are not known any more, went to. */
#define CONTACTS                                                                           \
  "SELECT c.id FROM contact c WHERE EXISTS (SELECT 1 FROM placement p"                     \
  "   JOIN search se ON se.id = p.search_id"                                               \
  "   WHERE (p.tutor_id = c.id OR p.representative_id = c.id)"                             \
  "   AND se.student_id IN (" LAST_YEAR "))"                                               \
  " AND NOT EXISTS (SELECT 1 FROM placement p JOIN search se ON se.id = p.search_id"       \
  "   JOIN student s ON s.id = se.student_id"                                              \
  "   WHERE (p.tutor_id = c.id OR p.representative_id = c.id) AND s.anonymised_on IS NULL" \
  "   AND s.id NOT IN (" LAST_YEAR "))"

static const struct
{
  gsize offset;
  const char *query;
} counts[] = {
  { G_STRUCT_OFFSET (WorkPurgePlan, n_students), "SELECT COUNT (*) FROM (" STUDENTS ") AS q" },
  { G_STRUCT_OFFSET (WorkPurgePlan, n_guardians),
    "SELECT COUNT (*) FROM guardian WHERE student_id IN (" STUDENTS ")" },
  { G_STRUCT_OFFSET (WorkPurgePlan, n_agreements), "SELECT COUNT (*) FROM (" AGREEMENTS ") AS q" },
  { G_STRUCT_OFFSET (WorkPurgePlan, n_documents),
    "SELECT COUNT (*) FROM document WHERE agreement_id IN (" AGREEMENTS ")" },
  { G_STRUCT_OFFSET (WorkPurgePlan, n_messages),
    "SELECT COUNT (*) FROM message WHERE student_id IN (" STUDENTS ")" },
  { G_STRUCT_OFFSET (WorkPurgePlan, n_notes),
    "SELECT COUNT (*) FROM note WHERE student_id IN (" STUDENTS ")" },
  { G_STRUCT_OFFSET (WorkPurgePlan, n_interviews),
    "SELECT COUNT (*) FROM interview WHERE search_id IN (" SEARCHES ")" },
  { G_STRUCT_OFFSET (WorkPurgePlan, n_contacts), "SELECT COUNT (*) FROM (" CONTACTS ") AS q" },
  { G_STRUCT_OFFSET (WorkPurgePlan, n_lines),
    "SELECT COUNT (*) FROM history WHERE (entity = 'student' AND entity_id IN (" STUDENTS "))"
    " OR (entity = 'search' AND entity_id IN (" SEARCHES "))"
    " OR (entity = 'placement' AND entity_id IN (" PLACEMENTS "))"
    " OR (entity = 'agreement' AND entity_id IN (" AGREEMENTS "))" },
  { G_STRUCT_OFFSET (WorkPurgePlan, n_remaining),
    "SELECT COUNT (DISTINCT e.student_id) FROM enrolment e"
    " JOIN class_group c ON c.id = e.class_group_id WHERE c.school_year_id = $1"
    " AND e.student_id NOT IN (" LAST_YEAR ")" },
  { G_STRUCT_OFFSET (WorkPurgePlan, n_searches), "SELECT COUNT (*) FROM (" SEARCHES ") AS q" },
  { G_STRUCT_OFFSET (WorkPurgePlan, n_placements), "SELECT COUNT (*) FROM (" PLACEMENTS ") AS q" },
  { G_STRUCT_OFFSET (WorkPurgePlan, n_done),
    "SELECT COUNT (*) FROM student WHERE anonymised_on IS NOT NULL AND id IN (" LAST_YEAR ")" },
};

/**
 * work_purge_plan_free:
 * @plan: (nullable) (transfer full): a plan
 */
void
work_purge_plan_free (WorkPurgePlan *plan)
{
  if (plan == NULL)
    return;
  g_free (plan->name);
  g_free (plan->past_from);
  g_free (plan->refusal);
  g_free (plan);
}

static gboolean
ask_count (StoreConnection *connection,
           const char *query,
           gint64 parameter,
           guint *n,
           GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, query, error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, parameter);
  if (!store_statement_step (statement, &has_row, error))
    return FALSE;
  *n = has_row ? (guint) store_statement_get_int (statement, 0) : 0;
  return TRUE;
}

static GArray *
ask_ids (StoreConnection *connection, const char *query, gint64 year_id, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (StoreStatement) statement = store_connection_prepare (connection, query, error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  store_statement_bind_int (statement, 1, year_id);
  while (store_statement_step (statement, &has_row, error))
    {
      gint64 id;

      if (!has_row)
        return g_steal_pointer (&ids);
      id = store_statement_get_int (statement, 0);
      g_array_append_val (ids, id);
    }
  return NULL;
}

/**
 * _work_privacy_students:
 * @connection: a connection
 * @year_id: a school year
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64): the students whose last year it is and who are
 *   still known by name, or %NULL
 */
GArray *
_work_privacy_students (StoreConnection *connection, gint64 year_id, GError **error)
{
  return ask_ids (connection, STUDENTS " ORDER BY s.id", year_id, error);
}

/**
 * _work_privacy_contacts:
 * @connection: a connection
 * @year_id: a school year
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64): the contacts of companies that nobody of a later
 *   year went to, or %NULL
 */
GArray *
_work_privacy_contacts (StoreConnection *connection, gint64 year_id, GError **error)
{
  return ask_ids (connection, CONTACTS " ORDER BY c.id", year_id, error);
}

/* ---- what stands against it ---- */

static gboolean
refuse_seats (StoreConnection *connection, WorkPurgePlan *plan, GError **error)
{
  g_autoptr (GPtrArray) seats = store_connection_get_seats (connection, error);

  if (seats == NULL)
    return FALSE;
  for (guint i = 0; i < seats->len && plan->refusal == NULL; i++)
    {
      const StoreSeat *seat = g_ptr_array_index (seats, i);

      if (seat->is_alive && !seat->is_mine)
        plan->refusal = g_strdup_printf (
            _ ("The computer %s has the database open too. Nothing is purged while somebody else "
               "works in it: close Paraphe there, then try again."),
            seat->name);
    }
  return TRUE;
}

static gboolean
refuse_signatures (StoreConnection *connection, WorkPurgePlan *plan, GError **error)
{
  guint n = 0;

  if (plan->refusal != NULL)
    return TRUE;
  if (!ask_count (connection,
                  "SELECT COUNT (*) FROM signature_request"
                  " WHERE state IN ('prepared', 'sending', 'ongoing')"
                  " AND agreement_id IN (" AGREEMENTS ")",
                  plan->year_id, &n, error))
    return FALSE;
  if (n > 0)
    plan->refusal = g_strdup_printf (
        ngettext ("%u agreement of %s is still being signed electronically: stop its e-signature, "
                  "or wait for its end.",
                  "%u agreements of %s are still being signed electronically: stop their "
                  "e-signatures, or wait for their end.",
                  n),
        n, plan->name);
  return TRUE;
}

static gboolean
refuse_messages (StoreConnection *connection, WorkPurgePlan *plan, GError **error)
{
  guint n = 0;

  if (plan->refusal != NULL)
    return TRUE;
  if (!ask_count (connection,
                  "SELECT COUNT (*) FROM message WHERE state = 'sending'"
                  " AND student_id IN (" STUDENTS ")",
                  plan->year_id, &n, error))
    return FALSE;
  if (n > 0)
    plan->refusal = g_strdup (_ ("A message about one of these students is being sent. Try again "
                                 "in a moment."));
  return TRUE;
}

static void
refuse_year (StoreConnection *connection, WorkPurgePlan *plan, const char *start, const char *end)
{
  g_autofree char *today = base_date_today_iso ();

  if (store_connection_is_read_only (connection))
    {
      const char *reason = store_connection_get_read_only_reason (connection);

      plan->refusal = g_strdup (
          reason != NULL ? reason : _ ("The database can only be read: nothing is purged."));
    }
  else if (g_strcmp0 (today, end) <= 0)
    plan->refusal =
        g_strdup_printf (g_strcmp0 (today, start) < 0
                             ? _ ("The school year %s has not begun: nothing of it can be purged.")
                             : _ ("The school year %s is under way: nothing of it can be purged."),
                         plan->name);
}

/* What is sealed cannot be told from nothing without the key, and would stay. */
static void
refuse_closed_vault (StoreConnection *connection, WorkPurgePlan *plan)
{
  if (plan->refusal == NULL && store_connection_get_account_id (connection) != 0
      && !store_vault_is_open (connection))
    plan->refusal = g_strdup (_ ("Some of what is to be erased is encrypted, and your account does "
                                 "not have the key. Have another administrator give you a new "
                                 "password first."));
}

static gboolean
ask_unfinished (StoreConnection *connection, WorkPurgePlan *plan, GError **error)
{
  guint n = 0;

  if (!ask_count (connection,
                  "SELECT COUNT (*) FROM purge WHERE school_year_id = $1 AND ended_at IS NULL",
                  plan->year_id, &n, error))
    return FALSE;
  plan->is_unfinished = n > 0;
  if (plan->refusal == NULL && plan->n_students == 0 && n == 0)
    plan->refusal = g_strdup_printf (
        _ ("Nobody whose last year is %s is still known by name: there is nothing to purge."),
        plan->name);
  return TRUE;
}

/**
 * _work_privacy_plan:
 * @connection: a connection
 * @year_id: a school year
 * @error: return location
 *
 * Returns: (transfer full): what would go with it, and what stands against it; or %NULL
 */
WorkPurgePlan *
_work_privacy_plan (StoreConnection *connection, gint64 year_id, GError **error)
{
  g_autoptr (ModelRecord) year = store_load (connection, MODEL_ENTITY_SCHOOL_YEAR, year_id, error);
  g_autoptr (ModelSettings) settings =
      year != NULL ? store_settings_load (connection, error) : NULL;
  g_autoptr (WorkPurgePlan) plan = g_new0 (WorkPurgePlan, 1);
  g_autofree char *today = base_date_today_iso ();
  const char *end;

  if (settings == NULL)
    return NULL;
  end = model_record_get_or_empty (year, "end");
  plan->year_id = year_id;
  plan->name = g_strdup (model_record_get_or_empty (year, "name"));
  plan->state = work_retention_of (settings, end, today);
  plan->past_from = work_retention_past_from (settings, end);
  plan->is_early = plan->state != WORK_RETENTION_PAST;
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (!ask_count (connection, counts[i].query, year_id,
                    (guint *) G_STRUCT_MEMBER_P (plan, counts[i].offset), error))
      return NULL;
  refuse_year (connection, plan, model_record_get_or_empty (year, "start"), end);
  refuse_closed_vault (connection, plan);
  if (!refuse_seats (connection, plan, error) || !refuse_signatures (connection, plan, error)
      || !refuse_messages (connection, plan, error) || !ask_unfinished (connection, plan, error))
    return NULL;
  return g_steal_pointer (&plan);
}

static gpointer
read_plan (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return _work_privacy_plan (connection, *(const gint64 *) data, error);
}

/**
 * work_query_purge_plan_new:
 * @year_id: a school year
 *
 * Returns: (transfer full): a query for its #WorkPurgePlan
 */
WorkQuery *
work_query_purge_plan_new (gint64 year_id)
{
  return _work_query_new (read_plan, g_memdup2 (&year_id, sizeof year_id), g_free,
                          (GDestroyNotify) work_purge_plan_free);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-rule-private.h"

#include "base-date.h"

/* What happened longer ago is no news. */
#define NEWS_DAYS 14

/* What has happened between two days, the second not among them: what it is about, a reference of
 * its own, and somebody's words for it. The words a query takes are the two days. */
static const struct
{
  const char *event;
  const char *query;
} happenings[] = {
  /* The last request of an agreement that had reached somebody. */
  { "agreement.stopped",
    "SELECT se.student_id, se.period_id, pl.id, a.id, 'r' || r.id, r.reason"
    " FROM signature_request r JOIN agreement a ON a.id = r.agreement_id"
    " JOIN placement pl ON pl.id = a.placement_id JOIN search se ON se.id = pl.search_id"
    " WHERE r.ended_at >= $1 AND r.ended_at < $2 AND r.sent_at IS NOT NULL"
    " AND r.state IN ('declined', 'expired', 'cancelled') AND a.state = 'active'"
    " AND NOT EXISTS (SELECT 1 FROM signature_request x"
    "   WHERE x.agreement_id = r.agreement_id AND x.id > r.id) ORDER BY r.id" },
  /* Once a day about a student: a wrong address is told, not each letter to it. */
  { "office.failed",
    "SELECT m.student_id, COALESCE (m.period_id, 0), 0, 0,"
    " 'f' || SUBSTR (m.made_at, 1, 10) || '.' || m.student_id || '.' || COALESCE (m.period_id, 0),"
    " MIN (m.problem)"
    " FROM message m WHERE m.made_at >= $1 AND m.made_at < $2 AND m.student_id IS NOT NULL"
    " AND m.state IN ('refused', 'unknown') AND m.event NOT LIKE 'office.%'"
    " GROUP BY 1, 2, 3, 4, 5 ORDER BY 5" },
  { "office.teacher", "SELECT n.student_id, COALESCE (se.period_id, 0), 0, 0, 'n' || n.id, n.text"
                      " FROM note n LEFT JOIN search se ON se.id = n.search_id"
                      " WHERE n.made_at >= $1 AND n.made_at < $2 AND n.author_role = 'teacher'"
                      " AND n.read_at IS NULL ORDER BY n.id" },
};

static const char *
find_query (const char *event)
{
  for (guint i = 0; i < G_N_ELEMENTS (happenings); i++)
    if (g_str_equal (happenings[i].event, event))
      return happenings[i].query;
  return NULL;
}

/**
 * _work_message_is_happening:
 * @event: key of an occasion
 *
 * Returns: whether it happens once, rather than being so as long as a line is as it is
 */
gboolean
_work_message_is_happening (const char *event)
{
  return find_query (event) != NULL;
}

/**
 * _work_message_occasion_free:
 * @occasion: (transfer full): an occasion of _work_message_happened()
 */
void
_work_message_occasion_free (gpointer occasion)
{
  WorkMessageOccasion *self = occasion;

  g_free ((gpointer) self->detail);
  g_free ((gpointer) self->reference);
  g_free (self);
}

static WorkMessageOccasion *
occasion_new (StoreStatement *statement)
{
  WorkMessageOccasion *occasion = g_new0 (WorkMessageOccasion, 1);

  occasion->thing.student_id = store_statement_get_int (statement, 0);
  occasion->thing.period_id = store_statement_get_int (statement, 1);
  occasion->thing.placement_id = store_statement_get_int (statement, 2);
  occasion->thing.agreement_id = store_statement_get_int (statement, 3);
  occasion->reference = g_strdup (store_statement_get_text (statement, 4));
  occasion->detail = g_strdup (store_statement_get_text (statement, 5));
  return occasion;
}

static char *
day_before (const char *today, int days)
{
  GDate day;

  if (!base_date_parse_iso (today, &day))
    return g_strdup (today);
  if (days > 0)
    g_date_subtract_days (&day, (guint) days);
  else
    g_date_add_days (&day, (guint) -days);
  return base_date_to_iso (&day);
}

/**
 * _work_message_happened:
 * @connection: a connection
 * @rule: a rule
 * @today: ISO day
 * @occasions: (element-type WorkMessageOccasion): what has happened lately is added
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
_work_message_happened (StoreConnection *connection,
                        const WorkMessageRule *rule,
                        const char *today,
                        GPtrArray *occasions,
                        GError **error)
{
  g_autofree char *from = day_before (today, rule->days + NEWS_DAYS);
  g_autofree char *to = day_before (today, rule->days - 1);
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection, find_query (rule->event), error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, from);
  store_statement_bind_text (statement, 2, to);
  while (store_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      g_ptr_array_add (occasions, occasion_new (statement));
    }
  return FALSE;
}

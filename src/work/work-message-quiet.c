/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-rule-private.h"

#include "store-record.h"
#include "store-settings.h"

/* More days off in a row than any school has. */
#define MAX_DAYS 30

static GDateTime *
at_hour (GDateTime *day, int hour)
{
  return g_date_time_new (g_date_time_get_timezone (day), g_date_time_get_year (day),
                          g_date_time_get_month (day), g_date_time_get_day_of_month (day), hour, 0,
                          0);
}

static gboolean
is_day_off (ModelSettings *settings, BaseHolidayRegion region, GDateTime *when)
{
  GDate day;
  int weekday = g_date_time_get_day_of_week (when);

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (when),
                  (GDateMonth) g_date_time_get_month (when),
                  (GDateYear) g_date_time_get_year (when));
  return weekday == G_DATE_SUNDAY
         || (weekday == G_DATE_SATURDAY
             && model_settings_get_int (settings, "message.saturdays") == 0)
         || base_holiday_name (&day, region) != NULL;
}

/* Quiet from 20 to 8 goes over midnight, from 12 to 14 does not; from 8 to 8 is never. */
static gboolean
is_quiet_hour (int from, int to, int hour)
{
  if (from <= to)
    return hour >= from && hour < to;
  return hour >= from || hour < to;
}

/* (transfer full): when it may be otherwise: the end of the quiet hours, or another day */
static GDateTime *
go_on (GDateTime *when, gboolean day_off, int from, int to)
{
  g_autoptr (GDateTime) next = NULL;
  int hour = g_date_time_get_hour (when);

  if (!day_off && !(from > to && hour >= from))
    return at_hour (when, to);
  next = g_date_time_add_days (when, 1);
  return at_hour (next, from > to ? to : 0);
}

/**
 * _work_message_allowed_from:
 * @settings: the school's
 * @region: whose public holidays are days off
 * @now: local time
 *
 * Returns: (transfer full) (nullable): UTC timestamp of the first moment from @now on at which the
 *   program may write by itself; %NULL: it may at once
 */
char *
_work_message_allowed_from (ModelSettings *settings, BaseHolidayRegion region, GDateTime *now)
{
  int from = model_settings_get_int (settings, "message.quiet_from");
  int to = model_settings_get_int (settings, "message.quiet_to");
  g_autoptr (GDateTime) when = g_date_time_ref (now);
  g_autoptr (GDateTime) utc = NULL;

  for (guint i = 0; i < 2 * MAX_DAYS; i++)
    {
      gboolean day_off = is_day_off (settings, region, when);
      GDateTime *next;

      if (!day_off && !is_quiet_hour (from, to, g_date_time_get_hour (when)))
        break;
      next = go_on (when, day_off, from, to);
      g_date_time_unref (when);
      when = next;
    }
  if (g_date_time_equal (when, now))
    return NULL;
  utc = g_date_time_to_utc (when);
  return g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
}

/**
 * _work_message_quiet_until:
 * @connection: a connection
 * @now: local time
 * @until: (out) (transfer full) (nullable): see _work_message_allowed_from()
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
_work_message_quiet_until (StoreConnection *connection,
                           GDateTime *now,
                           char **until,
                           GError **error)
{
  g_autoptr (ModelSettings) settings = store_settings_load (connection, error);
  g_autoptr (GPtrArray) schools = NULL;
  const char *postcode;

  if (settings == NULL)
    return FALSE;
  schools = store_load_all (connection, MODEL_ENTITY_SCHOOL, error);
  if (schools == NULL)
    return FALSE;
  postcode = schools->len > 0 ? model_record_get (schools->pdata[0], "postcode") : NULL;
  *until = _work_message_allowed_from (settings, base_holiday_region (postcode), now);
  return TRUE;
}

/* ---- what waits into the quiet hours ---- */

/* What the program would have sent by day, and what it tries again. That it is due in quiet hours,
 * before it was ever tried, is a person's word: "at once". */
static gboolean
is_to_wait (StoreConnection *connection,
            StoreStatement *statement,
            GDateTime *now,
            gboolean *waits,
            GError **error)
{
  g_autoptr (GDateTime) due =
      g_date_time_new_from_iso8601 (store_statement_get_text (statement, 2), NULL);
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *until = NULL;

  *waits = store_statement_get_int (statement, 1) > 0 || due == NULL;
  if (*waits)
    return TRUE;
  local = g_date_time_to_timezone (due, g_date_time_get_timezone (now));
  if (!_work_message_quiet_until (connection, local, &until, error))
    return FALSE;
  *waits = until == NULL;
  return TRUE;
}

static GArray *
find_waiting (StoreConnection *connection, GDateTime *now, const char *until, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "SELECT id, COALESCE (attempts, 0), COALESCE (not_before, made_at) FROM message"
      " WHERE state = 'queued' AND state NOT IN ('sent', 'cancelled') AND once IS NOT NULL"
      " AND (not_before IS NULL OR not_before < $1)",
      error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean has_row, waits;

  if (statement == NULL)
    return NULL;
  store_statement_bind_text (statement, 1, until);
  while (store_statement_step (statement, &has_row, error))
    {
      gint64 id;

      if (!has_row)
        return g_steal_pointer (&ids);
      if (!is_to_wait (connection, statement, now, &waits, error))
        return NULL;
      id = store_statement_get_int (statement, 0);
      if (waits)
        g_array_append_val (ids, id);
    }
  return NULL;
}

static gboolean
postpone (StoreConnection *connection, gint64 id, const char *until, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "UPDATE message SET not_before = $2, version = version + 1 WHERE id = $1", error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, id);
  store_statement_bind_text (statement, 2, until);
  return store_statement_run (statement, error);
}

/**
 * _work_message_keep_quiet:
 * @connection: a connection, in a transaction
 * @error: return location
 *
 * What rules have written by day and what has not left before the quiet hours, since the network
 * was away or the computer off, waits until they are over. History says nothing of it.
 *
 * Returns: whether it could be written
 */
gboolean
_work_message_keep_quiet (StoreConnection *connection, GError **error)
{
  g_autoptr (GDateTime) now = _work_message_rules_now ();
  g_autoptr (GArray) ids = NULL;
  g_autofree char *until = NULL;

  if (!_work_message_quiet_until (connection, now, &until, error))
    return FALSE;
  if (until == NULL)
    return TRUE;
  ids = find_waiting (connection, now, until, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!postpone (connection, g_array_index (ids, gint64, i), until, error))
      return FALSE;
  return ids != NULL;
}

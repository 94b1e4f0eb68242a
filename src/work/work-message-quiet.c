/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-rule-private.h"

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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-duration.h"

#include "base-date.h"

/* Longer than any placement: what comes from a wrong year is not counted day by day. */
#define MAX_DAYS 3660

static gboolean
read_date (ModelRecord *record, const char *column, GDate *date)
{
  return record != NULL && base_date_parse_iso (model_record_get (record, column), date);
}

/* The sheet's own date, else its period's. */
static void
find_date (ModelRecord *placement, ModelRecord *period, const char *column, GDate *date)
{
  g_date_clear (date, 1);
  if (!read_date (placement, column, date))
    read_date (period, column, date);
}

static void
count (ModelDuration *self, BaseHolidayRegion region, gboolean open)
{
  guint n_timetable_days = 0;

  for (GDate day = self->start; g_date_compare (&day, &self->end) <= 0; g_date_add_days (&day, 1))
    {
      GDateWeekday weekday = g_date_get_weekday (&day);
      ModelPresence presence = { day, model_week_day_minutes (&self->week, weekday) };

      if ((self->week.days_of_presence & MODEL_WEEK_BIT (weekday)) == 0
          || model_interruptions_contain (self->interruptions, &day))
        continue;
      n_timetable_days++;
      /* At home, unless the sheet says that one works then (art. D124-4, 6°). */
      if (!open && base_holiday_name (&day, region) != NULL)
        continue;
      g_array_append_val (self->days, presence);
      self->minutes += presence.minutes;
    }
  self->n_days =
      self->minutes > 0 ? (guint) self->minutes / MODEL_DURATION_DAY_MINUTES : self->days->len;
  self->n_weeks = model_duration_count_weeks (n_timetable_days, self->week.days_of_presence);
}

/**
 * model_duration_new:
 * @placement: (nullable): a sheet
 * @period: (nullable): its period, which has the dates and hours that the sheet leaves out
 * @region: where the student works
 *
 * Counts the presence from the dates, the timetable (without one, a fifth of the weekly hours from
 * Monday to Friday), the interruptions and the public holidays.
 *
 * Returns: (transfer full): how long the placement lasts; nothing without dates, or when they are
 *   in the wrong order
 */
ModelDuration *
model_duration_new (ModelRecord *placement, ModelRecord *period, BaseHolidayRegion region)
{
  ModelDuration *self = g_new0 (ModelDuration, 1);
  const char *text = placement != NULL ? model_record_get (placement, "interruptions") : NULL;
  gboolean open = placement != NULL && model_record_get_int (placement, "sunday_work") != 0;

  model_week_read (&self->week, placement, period);
  find_date (placement, period, "start", &self->start);
  find_date (placement, period, "end", &self->end);
  self->interruptions = model_interruptions_parse (text, &self->start, &self->end);
  self->days = g_array_new (FALSE, FALSE, sizeof (ModelPresence));
  if (g_date_valid (&self->start) && g_date_valid (&self->end)
      && g_date_days_between (&self->start, &self->end) <= MAX_DAYS)
    count (self, region, open);
  return self;
}

/**
 * model_duration_count_weeks:
 * @n_days: days of the timetable, public holidays among them
 * @days_of_presence: set of #MODEL_WEEK_BIT
 *
 * Diplomas ask for so many weeks, and a week with a public holiday is one: it is the days of the
 * timetable that are counted, and rounded to whole weeks.
 *
 * Returns: how many weeks; at least 1 when there is a day to work
 */
guint
model_duration_count_weeks (guint n_days, guint days_of_presence)
{
  guint n_weekdays = 0;

  for (int weekday = G_DATE_MONDAY; weekday <= G_DATE_SUNDAY; weekday++)
    n_weekdays += (days_of_presence >> weekday) & 1u;
  if (n_days == 0 || n_weekdays == 0)
    return 0;
  return MAX (1, (2 * n_days + n_weekdays) / (2 * n_weekdays));
}

/**
 * model_duration_free:
 * @self: (nullable) (transfer full): a duration
 */
void
model_duration_free (ModelDuration *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->interruptions, model_interruptions_free);
  g_array_unref (self->days);
  g_free (self);
}

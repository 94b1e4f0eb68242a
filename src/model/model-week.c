/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-week.h"

#include "model-number-private.h"
#include "model-value.h"

/* Where a sheet without a timetable has its hours: a fifth of the week a day. */
#define WORKING_WEEK                                                      \
  (MODEL_WEEK_BIT (G_DATE_MONDAY) | MODEL_WEEK_BIT (G_DATE_TUESDAY)       \
   | MODEL_WEEK_BIT (G_DATE_WEDNESDAY) | MODEL_WEEK_BIT (G_DATE_THURSDAY) \
   | MODEL_WEEK_BIT (G_DATE_FRIDAY))
#define WORKING_DAYS 5

static const ModelWeekColumns columns[] = {
  [G_DATE_MONDAY] = { { "monday_morning", "monday_afternoon" }, "monday_pause" },
  [G_DATE_TUESDAY] = { { "tuesday_morning", "tuesday_afternoon" }, "tuesday_pause" },
  [G_DATE_WEDNESDAY] = { { "wednesday_morning", "wednesday_afternoon" }, "wednesday_pause" },
  [G_DATE_THURSDAY] = { { "thursday_morning", "thursday_afternoon" }, "thursday_pause" },
  [G_DATE_FRIDAY] = { { "friday_morning", "friday_afternoon" }, "friday_pause" },
  [G_DATE_SATURDAY] = { { "saturday_morning", "saturday_afternoon" }, "saturday_pause" },
  [G_DATE_SUNDAY] = { { "sunday_morning", "sunday_afternoon" }, "sunday_pause" },
};

/* The pause of a day in two halves lies between them, and is taken off only as far as the halves
 * leave no room for it; of a day in one piece, it lies within. */
static int
count_presence (const ModelWeekDay *day)
{
  int morning = day->ends[0] - day->starts[0], afternoon = day->ends[1] - day->starts[1];
  int room = morning > 0 && afternoon > 0 ? MAX (day->starts[1] - day->ends[0], 0) : 0;

  return MAX (morning + afternoon - MAX (day->pause - room, 0), 0);
}

static void
read_day (ModelWeekDay *day, ModelRecord *placement, GDateWeekday weekday)
{
  for (guint i = 0; i < 2; i++)
    if (!model_slot_parse (model_record_get (placement, columns[weekday].halves[i]),
                           &day->starts[i], &day->ends[i]))
      day->starts[i] = day->ends[i] = 0;
  day->pause = (int) CLAMP (model_record_get_int (placement, columns[weekday].pause), 0, 24 * 60);
  day->minutes = count_presence (day);
}

/* "33.5" in minutes */
static int
read_hours (ModelRecord *record)
{
  const char *hours = record != NULL ? model_record_get (record, "weekly_hours") : NULL;

  return hours != NULL ? (int) (CLAMP (g_ascii_strtod (hours, NULL), 0, 7 * 24) * 60 + 0.5) : 0;
}

/**
 * model_week_read:
 * @week: (out caller-allocates): the week
 * @placement: (nullable): a sheet
 * @period: (nullable): its period, whose weekly hours stand for those that the sheet has not
 *
 * Reads the timetable of a sheet and what the sheet or the period say of the week's hours.
 */
void
model_week_read (ModelWeek *week, ModelRecord *placement, ModelRecord *period)
{
  int sum = 0;

  *week = (ModelWeek){ 0 };
  for (int weekday = G_DATE_MONDAY; placement != NULL && weekday <= G_DATE_SUNDAY; weekday++)
    {
      read_day (&week->days[weekday], placement, (GDateWeekday) weekday);
      sum += week->days[weekday].minutes;
      if (week->days[weekday].minutes > 0)
        week->days_of_presence |= MODEL_WEEK_BIT (weekday);
    }
  week->has_timetable = week->days_of_presence != 0;
  week->declared = read_hours (placement);
  if (week->has_timetable)
    {
      week->minutes = sum;
      return;
    }
  week->days_of_presence = WORKING_WEEK;
  week->minutes = week->declared > 0 ? week->declared : read_hours (period);
}

/**
 * model_week_columns:
 * @weekday: a day of the week
 *
 * Returns: (transfer none): the columns of a sheet that keep the hours of that day
 */
const ModelWeekColumns *
model_week_columns (GDateWeekday weekday)
{
  g_return_val_if_fail (g_date_valid_weekday (weekday), NULL);

  return &columns[weekday];
}

/**
 * model_week_day_minutes:
 * @week: a week
 * @weekday: a day of the week
 *
 * Returns: minutes of presence on that day: the timetable's, else a fifth of the week from Monday
 * to Friday
 */
int
model_week_day_minutes (const ModelWeek *week, GDateWeekday weekday)
{
  g_return_val_if_fail (g_date_valid_weekday (weekday), 0);

  if ((week->days_of_presence & MODEL_WEEK_BIT (weekday)) == 0)
    return 0;
  return week->has_timetable ? week->days[weekday].minutes : week->minutes / WORKING_DAYS;
}

/**
 * model_week_hours:
 * @minutes: a duration
 *
 * Returns: (transfer full): hours in the canonical form: "35", "33.5", "31.25"
 */
char *
model_week_hours (int minutes)
{
  return model_number_hours_to_canonical (((gint64) minutes * 100 + 30) / 60);
}

/**
 * model_week_clock:
 * @minutes: a duration, or an hour of the day from midnight
 *
 * Returns: (transfer full): "8 h", "8 h 30": as the French write both, with no-break spaces
 */
char *
model_week_clock (int minutes)
{
  if (minutes % 60 == 0)
    return g_strdup_printf ("%d\u00a0h", minutes / 60);
  return g_strdup_printf ("%d\u00a0h\u00a0%02d", minutes / 60, minutes % 60);
}

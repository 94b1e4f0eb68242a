/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-date.h"
#include "base-text.h"
#include "model-value.h"
#include "work-days.h"
#include "work-values-private.h"

/* The timetable of a placement: two half days and a pause a day. */
static const struct
{
  GDateWeekday weekday;
  const char *morning, *pause, *afternoon;
} days[] = {
  { G_DATE_MONDAY, "monday_morning", "monday_pause", "monday_afternoon" },
  { G_DATE_TUESDAY, "tuesday_morning", "tuesday_pause", "tuesday_afternoon" },
  { G_DATE_WEDNESDAY, "wednesday_morning", "wednesday_pause", "wednesday_afternoon" },
  { G_DATE_THURSDAY, "thursday_morning", "thursday_pause", "thursday_afternoon" },
  { G_DATE_FRIDAY, "friday_morning", "friday_pause", "friday_afternoon" },
  { G_DATE_SATURDAY, "saturday_morning", "saturday_pause", "saturday_afternoon" },
  { G_DATE_SUNDAY, "sunday_morning", "sunday_pause", "sunday_afternoon" },
};

static int
slot_minutes (const WorkRecords *records, const char *column)
{
  const char *slot = _work_records_get (records, MODEL_ROLE_PLACEMENT, column);
  int start, end;

  return slot != NULL && model_slot_parse (slot, &start, &end) ? end - start : 0;
}

/* The pause of a day in two halves lies between them; of a day in one piece, within it. */
static int
day_minutes (const WorkRecords *records, guint day)
{
  int morning = slot_minutes (records, days[day].morning);
  int afternoon = slot_minutes (records, days[day].afternoon);
  const char *pause = _work_records_get (records, MODEL_ROLE_PLACEMENT, days[day].pause);
  int minutes = morning + afternoon;

  if (pause != NULL && (morning == 0) != (afternoon == 0))
    minutes -= (int) g_ascii_strtoll (pause, NULL, 10);
  return MAX (minutes, 0);
}

/* "35", "33.5", "31.25" */
static char *
minutes_to_hours (guint minutes)
{
  guint hundredths = (minutes * 100 + 30) / 60;

  if (hundredths % 100 == 0)
    return g_strdup_printf ("%u", hundredths / 100);
  if (hundredths % 10 == 0)
    return g_strdup_printf ("%u.%u", hundredths / 100, hundredths % 100 / 10);
  return g_strdup_printf ("%u.%02u", hundredths / 100, hundredths % 100);
}

/**
 * _work_week_days:
 * @records: what an agreement is made from
 *
 * Returns: set of #WORK_DAYS_BIT: the days of the timetable; Monday to Friday without one
 */
guint
_work_week_days (const WorkRecords *records)
{
  guint weekdays = 0;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (day_minutes (records, i) > 0)
      weekdays |= WORK_DAYS_BIT (days[i].weekday);
  return weekdays != 0 ? weekdays : WORK_DAYS_WORKING_WEEK;
}

static guint
week_minutes (const WorkRecords *records)
{
  guint minutes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    minutes += (guint) day_minutes (records, i);
  return minutes;
}

/**
 * _work_week_hours:
 * @records: what an agreement is made from
 *
 * Hours of a week: as the sheet says, else as its timetable adds up, else as the period has them.
 *
 * Returns: (transfer full) (nullable): "35" or "33.5"; %NULL when nothing tells
 */
char *
_work_week_hours (const WorkRecords *records)
{
  const char *hours = _work_records_get (records, MODEL_ROLE_PLACEMENT, "weekly_hours");
  guint minutes = week_minutes (records);

  if (hours != NULL)
    return g_strdup (hours);
  if (minutes > 0)
    return minutes_to_hours (minutes);
  return g_strdup (_work_records_get (records, MODEL_ROLE_PERIOD, "weekly_hours"));
}

/**
 * _work_week_total_hours:
 * @records: what an agreement is made from
 * @start: the first day
 * @end: the last day, included
 *
 * Hours of the whole placement, public holidays left out: the days of the timetable, each with its
 * own hours; without a timetable a fifth of the weekly hours a day.
 *
 * Returns: (transfer full) (nullable): "133" or "133.5"; %NULL when nothing tells
 */
char *
_work_week_total_hours (const WorkRecords *records, const GDate *start, const GDate *end)
{
  g_autofree char *weekly = NULL;
  guint minutes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    minutes += (guint) day_minutes (records, i)
               * work_days_count (start, end, WORK_DAYS_BIT (days[i].weekday));
  if (minutes > 0 || week_minutes (records) > 0)
    return minutes_to_hours (minutes);
  weekly = _work_week_hours (records);
  if (weekly == NULL)
    return NULL;
  minutes = (guint) (g_ascii_strtod (weekly, NULL) * 12 + 0.5);
  return minutes_to_hours (minutes * work_days_count (start, end, WORK_DAYS_WORKING_WEEK));
}

static char *
format_slot (const WorkRecords *records, const char *column)
{
  g_autofree char *key = g_strconcat ("placement.", column, NULL);

  return model_value_format (model_field_find (key),
                             _work_records_get (records, MODEL_ROLE_PLACEMENT, column));
}

/**
 * _work_week_table:
 * @records: what an agreement is made from
 *
 * Returns: (transfer full) (nullable): the timetable, a line a day: "Lundi : 8 h – 12 h, 13 h –
 *   16 h"; %NULL without one
 */
char *
_work_week_table (const WorkRecords *records)
{
  g_autoptr (GString) table = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *morning = format_slot (records, days[i].morning);
      g_autofree char *afternoon = format_slot (records, days[i].afternoon);
      g_autofree char *name = base_text_first_cap (base_date_weekday_name (days[i].weekday, FALSE));

      if (morning[0] == '\0' && afternoon[0] == '\0')
        continue;
      g_string_append_printf (table, "%s%s\u00a0: %s%s%s", table->len > 0 ? "\n" : "", name,
                              morning, morning[0] != '\0' && afternoon[0] != '\0' ? ", " : "",
                              afternoon);
    }
  return table->len > 0 ? g_string_free (g_steal_pointer (&table), FALSE) : NULL;
}

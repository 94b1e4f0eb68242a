/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-record.h"

G_BEGIN_DECLS

/* Days of the week as a set. */
#define MODEL_WEEK_BIT(weekday) (1u << (weekday))

/**
 * ModelWeekDay:
 * @starts: minutes from midnight of each half day's beginning; equal to its end when there is none
 * @ends: minutes from midnight of each half day's end
 * @pause: minutes of pause that the sheet gives
 * @minutes: minutes of presence
 *
 * One day of a timetable: morning and afternoon, either of which may be missing.
 */
typedef struct
{
  int starts[2];
  int ends[2];
  int pause;
  int minutes;
} ModelWeekDay;

/**
 * ModelWeek:
 * @days: by #GDateWeekday; the first is not used
 * @days_of_presence: set of #MODEL_WEEK_BIT; Monday to Friday without a timetable
 * @has_timetable: whether the sheet gives the hours of at least one day
 * @minutes: minutes of a week: the timetable's, else the sheet's or the period's weekly hours; 0
 * when nothing tells
 * @declared: minutes of the sheet's weekly hours, or 0
 *
 * The week of a placement.
 */
typedef struct
{
  ModelWeekDay days[8];
  guint days_of_presence;
  gboolean has_timetable;
  int minutes;
  int declared;
} ModelWeek;

/**
 * ModelWeekColumns:
 *
 * Where the sheet keeps one day.
 */
typedef struct
{
  const char *halves[2];
  const char *pause;
} ModelWeekColumns;

void model_week_read (ModelWeek *week, ModelRecord *placement, ModelRecord *period);
const ModelWeekColumns *model_week_columns (GDateWeekday weekday);
int model_week_day_minutes (const ModelWeek *week, GDateWeekday weekday);
char *model_week_hours (int minutes);
char *model_week_clock (int minutes);

G_END_DECLS

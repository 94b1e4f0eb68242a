/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base-holiday.h"
#include "model-interruption.h"
#include "model-week.h"

G_BEGIN_DECLS

/* Code de l'éducation, art. D124-6: 7 hours of presence, consecutive or not, are one day, and 22
 * days one month. */
#define MODEL_DURATION_DAY_MINUTES (7 * 60)
#define MODEL_DURATION_MONTH_DAYS  22

/**
 * ModelPresence:
 * @day: a day
 * @minutes: presence on that day; 0 when hours are not known
 */
typedef struct
{
  GDate day;
  int minutes;
} ModelPresence;

/**
 * ModelDuration:
 * @week: the week that it is counted with
 * @start: the first day; invalid when it is not known
 * @end: the last day, included; invalid when it is not known
 * @interruptions: days without presence that the sheet gives
 * @days: (element-type ModelPresence): days of presence in order
 * @minutes: presence in all; 0 when hours are not known
 * @n_days: days of presence as the law counts them: 7 hours each, the rest left out; as the
 * calendar has them when hours are not known
 * @n_weeks: weeks of the timetable
 *
 * How long a placement lasts.
 */
typedef struct
{
  ModelWeek week;
  GDate start;
  GDate end;
  ModelInterruptions *interruptions;
  GArray *days;
  int minutes;
  guint n_days;
  guint n_weeks;
} ModelDuration;

ModelDuration *
model_duration_new (ModelRecord *placement, ModelRecord *period, BaseHolidayRegion region);
void model_duration_free (ModelDuration *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelDuration, model_duration_free)

guint model_duration_count_weeks (guint n_days, guint days_of_presence);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Days of the week as a set: Monday to Friday. */
#define WORK_DAYS_BIT(weekday) (1u << (weekday))
#define WORK_DAYS_WORKING_WEEK                                          \
  (WORK_DAYS_BIT (G_DATE_MONDAY) | WORK_DAYS_BIT (G_DATE_TUESDAY)       \
   | WORK_DAYS_BIT (G_DATE_WEDNESDAY) | WORK_DAYS_BIT (G_DATE_THURSDAY) \
   | WORK_DAYS_BIT (G_DATE_FRIDAY))

void work_days_easter (GDateYear year, GDate *easter);
gboolean work_days_is_public_holiday (const GDate *day);
guint work_days_count (const GDate *start, const GDate *end, guint weekdays);
guint work_days_count_weeks (const GDate *start, const GDate *end, guint weekdays);

G_END_DECLS

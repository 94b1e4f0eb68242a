/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-days.h"

/* Longer than any placement: what comes from a wrong year is not counted day by day. */
#define MAX_DAYS 3660

/* Public holidays of the whole of France (Code du travail, art. L. 3133-1). Alsace-Moselle has two
 * more, the overseas territories one each: they are not counted. */
static const struct
{
  GDateDay day;
  GDateMonth month;
} fixed_holidays[] = {
  { 1, G_DATE_JANUARY }, { 1, G_DATE_MAY },      { 8, G_DATE_MAY },       { 14, G_DATE_JULY },
  { 15, G_DATE_AUGUST }, { 1, G_DATE_NOVEMBER }, { 11, G_DATE_NOVEMBER }, { 25, G_DATE_DECEMBER },
};

/* Easter Monday, Ascension Day, Whit Monday: days after Easter Sunday. */
static const guint moving_holidays[] = { 1, 39, 50 };

/**
 * work_days_easter:
 * @year: a year of the Gregorian calendar
 * @easter: (out caller-allocates): Easter Sunday
 *
 * The Gregorian computus, as the anonymous algorithm of 1876 has it (J. Meeus, Astronomical
 * Algorithms, ch. 8).
 */
void
work_days_easter (GDateYear year, GDate *easter)
{
  guint golden = year % 19;
  guint century = year / 100, rest = year % 100;
  guint correction = (century + 8) / 25;
  guint epact = (19 * golden + century - century / 4 - (century - correction + 1) / 3 + 15) % 30;
  guint weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
  guint late = (golden + 11 * epact + 22 * weekday) / 451;
  guint sum = epact + weekday - 7 * late + 114;

  g_date_clear (easter, 1);
  g_date_set_dmy (easter, (GDateDay) (sum % 31 + 1), (GDateMonth) (sum / 31), year);
}

/**
 * work_days_is_public_holiday:
 * @day: a day
 *
 * Returns: whether it is a public holiday in France
 */
gboolean
work_days_is_public_holiday (const GDate *day)
{
  GDate easter;
  int since;

  g_return_val_if_fail (g_date_valid (day), FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (fixed_holidays); i++)
    if (g_date_get_day (day) == fixed_holidays[i].day
        && g_date_get_month (day) == fixed_holidays[i].month)
      return TRUE;
  work_days_easter (g_date_get_year (day), &easter);
  since = g_date_days_between (&easter, day);
  for (guint i = 0; i < G_N_ELEMENTS (moving_holidays); i++)
    if (since == (int) moving_holidays[i])
      return TRUE;
  return FALSE;
}

static guint
count (const GDate *start, const GDate *end, guint weekdays, gboolean with_holidays)
{
  guint n = 0;
  GDate day = *start;

  if (!g_date_valid (start) || !g_date_valid (end) || g_date_days_between (start, end) > MAX_DAYS)
    return 0;
  for (; g_date_compare (&day, end) <= 0; g_date_add_days (&day, 1))
    if ((weekdays & WORK_DAYS_BIT (g_date_get_weekday (&day))) != 0
        && (with_holidays || !work_days_is_public_holiday (&day)))
      n++;
  return n;
}

/**
 * work_days_count:
 * @start: the first day
 * @end: the last day, included
 * @weekdays: set of #WORK_DAYS_BIT: the days that are worked
 *
 * Returns: how many days are worked, public holidays left out; 0 when @end is before @start
 */
guint
work_days_count (const GDate *start, const GDate *end, guint weekdays)
{
  return count (start, end, weekdays, FALSE);
}

/**
 * work_days_count_weeks:
 * @start: the first day
 * @end: the last day, included
 * @weekdays: set of #WORK_DAYS_BIT: the days that are worked
 *
 * Diplomas ask for so many weeks, and a week with a public holiday is one: it is the days of the
 * timetable that are counted, and rounded to whole weeks.
 *
 * Returns: how many weeks; at least 1 when there is a day to work
 */
guint
work_days_count_weeks (const GDate *start, const GDate *end, guint weekdays)
{
  guint n_days = count (start, end, weekdays, TRUE);
  guint n_weekdays = 0;

  for (int weekday = G_DATE_MONDAY; weekday <= G_DATE_SUNDAY; weekday++)
    n_weekdays += (weekdays >> weekday) & 1u;
  if (n_days == 0 || n_weekdays == 0)
    return 0;
  return MAX (1, (2 * n_days + n_weekdays) / (2 * n_weekdays));
}

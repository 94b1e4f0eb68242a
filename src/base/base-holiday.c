/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-holiday.h"

#include <glib/gi18n-lib.h>

#define EVERYWHERE   ((1u << BASE_HOLIDAY_ABROAD) - 1)
#define ONLY(region) (1u << (BASE_HOLIDAY_##region))

/* Public holidays of the whole of France (Code du travail, art. L3133-1), and the day on which the
 * abolition of slavery is remembered overseas (art. L3422-2). */
static const struct
{
  GDateDay day;
  GDateMonth month;
  guint regions; /* set of bits */
  const char *name;
} fixed_holidays[] = {
  { 1, G_DATE_JANUARY, EVERYWHERE, N_ ("New Year’s Day") },
  { 1, G_DATE_MAY, EVERYWHERE, N_ ("Labour Day") },
  { 8, G_DATE_MAY, EVERYWHERE, N_ ("Victory Day") },
  { 14, G_DATE_JULY, EVERYWHERE, N_ ("Bastille Day") },
  { 15, G_DATE_AUGUST, EVERYWHERE, N_ ("Assumption Day") },
  { 1, G_DATE_NOVEMBER, EVERYWHERE, N_ ("All Saints’ Day") },
  { 11, G_DATE_NOVEMBER, EVERYWHERE, N_ ("Armistice Day") },
  { 25, G_DATE_DECEMBER, EVERYWHERE, N_ ("Christmas Day") },
  { 26, G_DATE_DECEMBER, ONLY (ALSACE_MOSELLE), N_ ("St Stephen’s Day") },
  { 27, G_DATE_APRIL, ONLY (MAYOTTE), N_ ("Abolition of slavery") },
  { 22, G_DATE_MAY, ONLY (MARTINIQUE), N_ ("Abolition of slavery") },
  { 27, G_DATE_MAY, ONLY (GUADELOUPE), N_ ("Abolition of slavery") },
  { 28, G_DATE_MAY, ONLY (SAINT_MARTIN), N_ ("Abolition of slavery") },
  { 10, G_DATE_JUNE, ONLY (GUYANE), N_ ("Abolition of slavery") },
  { 9, G_DATE_OCTOBER, ONLY (SAINT_BARTHELEMY), N_ ("Abolition of slavery") },
  { 20, G_DATE_DECEMBER, ONLY (REUNION), N_ ("Abolition of slavery") },
};

/* Those that move with Easter Sunday. Alsace-Moselle: Code du travail, art. L3134-13. */
static const struct
{
  int days_after_easter;
  guint regions;
  const char *name;
} moving_holidays[] = {
  { -2, ONLY (ALSACE_MOSELLE), N_ ("Good Friday") },
  { 1, EVERYWHERE, N_ ("Easter Monday") },
  { 39, EVERYWHERE, N_ ("Ascension Day") },
  { 50, EVERYWHERE, N_ ("Whit Monday") },
};

/* The longest prefix first. */
static const struct
{
  const char *prefix;
  BaseHolidayRegion region;
} postcodes[] = {
  { "97133", BASE_HOLIDAY_SAINT_BARTHELEMY },
  { "97150", BASE_HOLIDAY_SAINT_MARTIN },
  { "971", BASE_HOLIDAY_GUADELOUPE },
  { "972", BASE_HOLIDAY_MARTINIQUE },
  { "973", BASE_HOLIDAY_GUYANE },
  { "974", BASE_HOLIDAY_REUNION },
  { "976", BASE_HOLIDAY_MAYOTTE },
  { "57", BASE_HOLIDAY_ALSACE_MOSELLE },
  { "67", BASE_HOLIDAY_ALSACE_MOSELLE },
  { "68", BASE_HOLIDAY_ALSACE_MOSELLE },
};

/**
 * base_holiday_easter:
 * @year: a year of the Gregorian calendar
 * @easter: (out caller-allocates): Easter Sunday
 *
 * The Gregorian computus, as the anonymous algorithm of 1876 has it (J. Meeus, Astronomical
 * Algorithms, ch. 8).
 */
void
base_holiday_easter (GDateYear year, GDate *easter)
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
 * base_holiday_region:
 * @postcode: (nullable): of the place where one works
 *
 * Returns: the region whose public holidays hold there; %BASE_HOLIDAY_FRANCE when nothing tells
 */
BaseHolidayRegion
base_holiday_region (const char *postcode)
{
  for (guint i = 0; postcode != NULL && i < G_N_ELEMENTS (postcodes); i++)
    if (g_str_has_prefix (postcode, postcodes[i].prefix))
      return postcodes[i].region;
  return BASE_HOLIDAY_FRANCE;
}

/**
 * base_holiday_name:
 * @day: a day
 * @region: where
 *
 * Returns: (transfer none) (nullable): what the public holiday is called, in the user's language;
 *   %NULL when it is a day as any other
 */
const char *
base_holiday_name (const GDate *day, BaseHolidayRegion region)
{
  GDate easter;
  int since;

  g_return_val_if_fail (g_date_valid (day), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fixed_holidays); i++)
    if (g_date_get_day (day) == fixed_holidays[i].day
        && g_date_get_month (day) == fixed_holidays[i].month
        && (fixed_holidays[i].regions & (1u << region)) != 0)
      return _ (fixed_holidays[i].name);
  base_holiday_easter (g_date_get_year (day), &easter);
  since = g_date_days_between (&easter, day);
  for (guint i = 0; i < G_N_ELEMENTS (moving_holidays); i++)
    if (since == moving_holidays[i].days_after_easter
        && (moving_holidays[i].regions & (1u << region)) != 0)
      return _ (moving_holidays[i].name);
  return NULL;
}

/**
 * base_holiday_clock_change:
 * @day: a day
 * @region: where
 *
 * The last Sundays of March and October, everywhere in Europe (directive 2000/84/CE); overseas the
 * clocks are left alone.
 *
 * Returns: how many minutes the night that ends on @day is shorter than its clock says: 60 in
 *   March, -60 in October, else 0
 */
int
base_holiday_clock_change (const GDate *day, BaseHolidayRegion region)
{
  g_return_val_if_fail (g_date_valid (day), 0);

  if ((region != BASE_HOLIDAY_FRANCE && region != BASE_HOLIDAY_ALSACE_MOSELLE)
      || g_date_get_weekday (day) != G_DATE_SUNDAY || g_date_get_day (day) <= 24)
    return 0;
  switch (g_date_get_month (day))
    {
    case G_DATE_MARCH:
      return 60;
    case G_DATE_OCTOBER:
      return -60;
    default:
      return 0;
    }
}

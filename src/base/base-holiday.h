/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BaseHolidayRegion:
 *
 * Where in France a day is spent: some places have public holidays of their own.
 */
typedef enum
{
  BASE_HOLIDAY_FRANCE,
  BASE_HOLIDAY_ALSACE_MOSELLE,
  BASE_HOLIDAY_GUADELOUPE,
  BASE_HOLIDAY_MARTINIQUE,
  BASE_HOLIDAY_GUYANE,
  BASE_HOLIDAY_REUNION,
  BASE_HOLIDAY_MAYOTTE,
  BASE_HOLIDAY_SAINT_BARTHELEMY,
  BASE_HOLIDAY_SAINT_MARTIN,
  BASE_HOLIDAY_ABROAD, /* none that is known */
  BASE_HOLIDAY_N_REGIONS
} BaseHolidayRegion;

void base_holiday_easter (GDateYear year, GDate *easter);
BaseHolidayRegion base_holiday_region (const char *postcode);
const char *base_holiday_name (const GDate *day, BaseHolidayRegion region);
int base_holiday_clock_change (const GDate *day, BaseHolidayRegion region);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-holiday.h"

#include "base-date.h"

static GDate
day (const char *iso)
{
  GDate date;

  g_assert_true (base_date_parse_iso (iso, &date));
  return date;
}

static void
test_easter (void)
{
  /* The earliest and latest there can be, leap years, centuries. */
  static const char *const sundays[] = { "1818-03-22", "1900-04-15", "1943-04-25", "2000-04-23",
                                         "2024-03-31", "2026-04-05", "2027-03-28", "2028-04-16",
                                         "2038-04-25", "2100-03-28" };

  for (guint i = 0; i < G_N_ELEMENTS (sundays); i++)
    {
      GDate easter, expected = day (sundays[i]);

      base_holiday_easter (g_date_get_year (&expected), &easter);
      g_assert_cmpint (g_date_compare (&easter, &expected), ==, 0);
    }
}

static guint
count_year (const char *first, BaseHolidayRegion region)
{
  guint n = 0;
  GDateYear year;

  for (GDate date = day (first); g_date_valid (&date); g_date_add_days (&date, 1))
    {
      year = g_date_get_year (&date);
      if (year != g_ascii_strtoull (first, NULL, 10))
        break;
      n += base_holiday_name (&date, region) != NULL ? 1 : 0;
    }
  return n;
}

static void
test_public_holidays (void)
{
  static const char *const holidays[] = {
    "2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25",
    "2026-07-14", "2026-08-15", "2026-11-01", "2026-11-11", "2026-12-25", "2027-03-29",
    "2027-05-06", "2027-05-17", "2008-05-01", "2008-05-12",
  };
  static const char *const others[] = { "2026-04-05", "2026-04-03", "2026-12-26",
                                        "2026-06-24", "2026-11-02", "2026-05-15" };

  for (guint i = 0; i < G_N_ELEMENTS (holidays); i++)
    {
      GDate date = day (holidays[i]);

      g_assert_nonnull (base_holiday_name (&date, BASE_HOLIDAY_FRANCE));
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      GDate date = day (others[i]);

      g_assert_null (base_holiday_name (&date, BASE_HOLIDAY_FRANCE));
    }
  g_assert_cmpuint (count_year ("2026-01-01", BASE_HOLIDAY_FRANCE), ==, 11);
}

static void
test_regions (void)
{
  static const struct
  {
    const char *postcode;
    guint n_holidays; /* in 2026 */
    const char *own;
  } cases[] = {
    { "81100", 11, NULL },
    { NULL, 11, NULL },
    { "", 11, NULL },
    { "75017", 11, NULL },
    { "57000", 13, "2026-04-03" },
    { "67100", 13, "2026-12-26" },
    { "68200", 13, "2026-04-03" },
    { "97110", 12, "2026-05-27" },
    { "97200", 12, "2026-05-22" },
    { "97300", 12, "2026-06-10" },
    { "97400", 12, "2026-12-20" },
    { "97600", 12, "2026-04-27" },
    { "97133", 12, "2026-10-09" },
    { "97150", 12, "2026-05-28" },
    { "97500", 11, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BaseHolidayRegion region = base_holiday_region (cases[i].postcode);

      g_test_message ("%s", cases[i].postcode);
      g_assert_cmpuint (count_year ("2026-01-01", region), ==, cases[i].n_holidays);
      if (cases[i].own != NULL)
        {
          GDate own = day (cases[i].own);

          g_assert_nonnull (base_holiday_name (&own, region));
          g_assert_null (base_holiday_name (&own, BASE_HOLIDAY_FRANCE));
        }
    }
}

static void
test_names (void)
{
  GDate ascension = day ("2027-05-06"), labour = day ("2027-05-01"),
        good_friday = day ("2027-03-26");

  g_assert_cmpstr (base_holiday_name (&ascension, BASE_HOLIDAY_FRANCE), ==, "Ascension Day");
  g_assert_cmpstr (base_holiday_name (&labour, BASE_HOLIDAY_GUYANE), ==, "Labour Day");
  g_assert_cmpstr (base_holiday_name (&good_friday, BASE_HOLIDAY_ALSACE_MOSELLE), ==,
                   "Good Friday");
}

/* In 2008 Ascension Day was Labour Day: one day off, not two. */
static void
test_two_on_one_day (void)
{
  g_assert_cmpuint (count_year ("2008-01-01", BASE_HOLIDAY_FRANCE), ==, 10);
  g_assert_cmpuint (count_year ("2008-01-01", BASE_HOLIDAY_ABROAD), ==, 0);
}

static void
test_clock_change (void)
{
  static const struct
  {
    const char *day;
    BaseHolidayRegion region;
    int minutes;
  } cases[] = {
    { "2027-03-28", BASE_HOLIDAY_FRANCE, 60 },  { "2027-03-27", BASE_HOLIDAY_FRANCE, 0 },
    { "2027-03-21", BASE_HOLIDAY_FRANCE, 0 },   { "2024-03-31", BASE_HOLIDAY_ALSACE_MOSELLE, 60 },
    { "2026-03-25", BASE_HOLIDAY_FRANCE, 0 },  /* a Wednesday */
    { "2029-03-25", BASE_HOLIDAY_FRANCE, 60 }, /* the earliest there can be */
    { "2026-10-25", BASE_HOLIDAY_FRANCE, -60 }, { "2027-10-31", BASE_HOLIDAY_FRANCE, -60 },
    { "2027-10-24", BASE_HOLIDAY_FRANCE, 0 },   { "2027-03-28", BASE_HOLIDAY_REUNION, 0 },
    { "2027-04-25", BASE_HOLIDAY_FRANCE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate date = day (cases[i].day);

      g_test_message ("%s", cases[i].day);
      g_assert_cmpint (base_holiday_clock_change (&date, cases[i].region), ==, cases[i].minutes);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/holiday/easter", test_easter);
  g_test_add_func ("/base/holiday/public-holidays", test_public_holidays);
  g_test_add_func ("/base/holiday/regions", test_regions);
  g_test_add_func ("/base/holiday/names", test_names);
  g_test_add_func ("/base/holiday/two-on-one-day", test_two_on_one_day);
  g_test_add_func ("/base/holiday/clock-change", test_clock_change);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-days.h"

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

      work_days_easter (g_date_get_year (&expected), &easter);
      g_assert_cmpint (g_date_compare (&easter, &expected), ==, 0);
    }
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
  guint n_2026 = 0;

  for (guint i = 0; i < G_N_ELEMENTS (holidays); i++)
    {
      GDate date = day (holidays[i]);

      g_assert_true (work_days_is_public_holiday (&date));
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      GDate date = day (others[i]);

      g_assert_false (work_days_is_public_holiday (&date));
    }
  for (GDate date = day ("2026-01-01"); g_date_get_year (&date) == 2026; g_date_add_days (&date, 1))
    n_2026 += work_days_is_public_holiday (&date) ? 1 : 0;
  g_assert_cmpuint (n_2026, ==, 11);
}

static void
test_counting (void)
{
  static const struct
  {
    const char *start, *end;
    guint weekdays;
    guint n_days, n_weeks;
  } cases[] = {
    { "2026-01-19", "2026-02-20", WORK_DAYS_WORKING_WEEK, 25, 5 },
    { "2026-11-09", "2026-12-04", WORK_DAYS_WORKING_WEEK, 19, 4 }, /* 11 November */
    { "2027-05-03", "2027-05-21", WORK_DAYS_WORKING_WEEK, 13, 3 }, /* Ascension, Whit Monday */
    { "2026-05-08", "2026-05-08", WORK_DAYS_WORKING_WEEK, 0, 1 },
    { "2026-01-19", "2026-01-19", WORK_DAYS_WORKING_WEEK, 1, 1 },
    { "2026-01-24", "2026-01-25", WORK_DAYS_WORKING_WEEK, 0, 0 }, /* a weekend */
    { "2026-01-23", "2026-02-13", WORK_DAYS_WORKING_WEEK, 16, 3 },
    { "2026-01-19", "2026-02-04", WORK_DAYS_WORKING_WEEK, 13, 3 },
    { "2026-01-19", "2026-01-30", WORK_DAYS_BIT (G_DATE_SATURDAY), 1, 1 },
    { "2026-01-19", "2026-01-30", 0, 0, 0 },
    { "2026-02-20", "2026-01-19", WORK_DAYS_WORKING_WEEK, 0, 0 },
    { "2026-01-19", "9026-02-20", WORK_DAYS_WORKING_WEEK, 0, 0 }, /* a wrong year */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate start = day (cases[i].start), end = day (cases[i].end);

      g_test_message ("%s – %s", cases[i].start, cases[i].end);
      g_assert_cmpuint (work_days_count (&start, &end, cases[i].weekdays), ==, cases[i].n_days);
      g_assert_cmpuint (work_days_count_weeks (&start, &end, cases[i].weekdays), ==,
                        cases[i].n_weeks);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work/days/easter", test_easter);
  g_test_add_func ("/work/days/public-holidays", test_public_holidays);
  g_test_add_func ("/work/days/counting", test_counting);
  return g_test_run ();
}

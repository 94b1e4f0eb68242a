/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base-date.h"
#include "base-error.h"

#define NBSP "\xc2\xa0"

static void
assert_iso (GDate *date, const char *expected)
{
  g_autofree char *iso = base_date_to_iso (date);

  g_assert_cmpstr (iso, ==, expected);
}

static GDate
day (const char *iso)
{
  GDate date;

  g_date_clear (&date, 1);
  if (*iso != '\0')
    g_assert_true (base_date_parse_iso (iso, &date));
  return date;
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text, *iso;
  } cases[] = {
    { "2026-01-12", "2026-01-12" },
    { "2026/1/2", "2026-01-02" },
    { "12/01/2026", "2026-01-12" },
    { "2/1/26", "2026-01-02" },
    { "02.01.2026", "2026-01-02" },
    { "12-1-2026", "2026-01-12" },
    { "31/12/50", "2050-12-31" },
    { "01/01/51", "1951-01-01" },
    { "01/01/00", "2000-01-01" },
    { "29/02/2024", "2024-02-29" },
    { " 12/01/2026 ", "2026-01-12" },
    { NBSP "12/01/2026" NBSP, "2026-01-12" },
    { "12 / 01 / 2026", "2026-01-12" },
    { "\xef\xbb\xbf"
      "12/01/2026\r\n",
      "2026-01-12" },
    { "12/01/2026 00:00:00", "2026-01-12" },
    { "2026-01-12T00:00:00.000", "2026-01-12" },
    { "2026-01-12 0:00", "2026-01-12" },
    { "1er janvier 2026", "2026-01-01" },
    { "1 janvier 2026", "2026-01-01" },
    { "12 janvier 2026", "2026-01-12" },
    { "12" NBSP "JANVIER" NBSP "2026", "2026-01-12" },
    { "lundi 12 janvier 2026", "2026-01-12" },
    { "Lundi, 12 janv. 2026", "2026-01-12" },
    { "lun. 12 janv. 26", "2026-01-12" },
    { "le jeudi 1er janvier 2026", "2026-01-01" },
    { "3 fevrier 2026", "2026-02-03" },
    { "3 févr. 2026", "2026-02-03" },
    { "3 mar 2026", "2026-03-03" },
    { "3 avr. 2026", "2026-04-03" },
    { "3 mai 2026", "2026-05-03" },
    { "3 juin 2026", "2026-06-03" },
    { "3 juil. 2026", "2026-07-03" },
    { "3 août 2026", "2026-08-03" },
    { "3 aout 2026", "2026-08-03" },
    { "3 sept 2026", "2026-09-03" },
    { "3-oct-2026", "2026-10-03" },
    { "3 nov. 2026", "2026-11-03" },
    { "3 décembre 2026", "2026-12-03" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      GDate date;
      gboolean ok = base_date_parse (cases[i].text, &date, &error);

      g_test_message ("%s", cases[i].text);
      g_assert_no_error (error);
      g_assert_true (ok);
      assert_iso (&date, cases[i].iso);
    }
}

static void
test_parse_refused (void)
{
  static const struct
  {
    const char *text, *part; /* of the error's sentence */
  } cases[] = {
    { NULL, "is not a date" },
    { "", "is not a date" },
    { "demain", "“demain” is not a date" },
    { "12", "is not a date" },
    { "46034", "is not a date" },
    { "12/01", "is not a date" },
    { "12/01-2026", "is not a date" },
    { "12/01/202", "is not a date" },
    { "12/01/20266", "is not a date" },
    { "112/01/2026", "is not a date" },
    { "12/01/2026 08:00", "is not a date" },
    { "12//2026", "is not a date" },
    { "12 jui 2026", "is not a date" },
    { "12 brumaire 2026", "is not a date" },
    { "jour 12 janvier 2026", "is not a date" },
    { "31/02/2026", "“31/02/2026” is not in the calendar" },
    { "29/02/2026", "is not in the calendar" },
    { "12/13/2026", "is not in the calendar" },
    { "00/01/2026", "is not in the calendar" },
    { "12/00/2026", "is not in the calendar" },
    { "31 juin 2026", "is not in the calendar" },
    { "12/01/0026", "is not in the calendar" },
    { "12/01/9999", "is not in the calendar" },
    { "mardi 12 janvier 2026", "day of the week" },
    { "caf\xe9", "is not a date" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      GDate date;

      g_assert_false (base_date_parse (cases[i].text, &date, &error));
      g_assert_error (error, BASE_ERROR, BASE_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].part));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_parse_long_text (void)
{
  g_autofree char *text = g_strnfill (100000, 'x');
  g_autoptr (GError) error = NULL;
  GDate date;

  g_assert_false (base_date_parse (text, &date, &error));
  g_assert_cmpuint (strlen (error->message), <, 200);
  g_assert_false (base_date_parse (text, &date, NULL));
}

static void
test_parse_iso (void)
{
  static const char *const refused[] = {
    "",
    "2026-1-12",
    "2026-01-1",
    "2026-01-123",
    "12-01-2026",
    "2026/01/12",
    "2026-13-01",
    "2026-02-30",
    "2026-00-10",
    "2026-01-00",
    "0000-01-01",
    " 2026-01-12",
    "2026-01-12T00:00:00Z",
    "2026-0a-12",
    "202é-01-12",
  };
  GDate date;
  gsize i;

  g_assert_true (base_date_parse_iso ("2026-01-12", &date));
  assert_iso (&date, "2026-01-12");
  g_assert_false (base_date_parse_iso (NULL, &date));
  for (i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (base_date_parse_iso (refused[i], &date));
  assert_iso (&date, "2026-01-12");
}

static void
test_writers (void)
{
  static const struct
  {
    const char *iso, *shorter, *longer, *school_year;
  } cases[] = {
    { "2026-01-12", "12/01/2026", "lundi 12 janvier 2026", "2025-2026" },
    { "2026-01-01", "01/01/2026", "jeudi 1er janvier 2026", "2025-2026" },
    { "2026-07-31", "31/07/2026", "vendredi 31 juillet 2026", "2025-2026" },
    { "2026-08-01", "01/08/2026", "samedi 1er août 2026", "2026-2027" },
    { "2026-11-24", "24/11/2026", "mardi 24 novembre 2026", "2026-2027" },
    { "2024-02-29", "29/02/2024", "jeudi 29 février 2024", "2023-2024" },
    { "", "", "", "" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate date = day (cases[i].iso);
      g_autofree char *shorter = base_date_to_short (&date);
      g_autofree char *longer = base_date_to_long (&date);
      g_autofree char *year = base_date_school_year (&date);

      assert_iso (&date, cases[i].iso);
      g_assert_cmpstr (shorter, ==, cases[i].shorter);
      g_assert_cmpstr (longer, ==, cases[i].longer);
      g_assert_cmpstr (year, ==, cases[i].school_year);
    }
}

/* What is written is read again, for each day of two years. */
static void
test_round_trip (void)
{
  GDate date = day ("2023-12-25");
  int i;

  for (i = 0; i < 800; i++, g_date_add_days (&date, 1))
    {
      g_autofree char *iso = base_date_to_iso (&date);
      g_autofree char *shorter = base_date_to_short (&date);
      g_autofree char *longer = base_date_to_long (&date);
      GDate read;

      g_assert_true (base_date_parse (iso, &read, NULL));
      g_assert_cmpint (g_date_compare (&read, &date), ==, 0);
      g_assert_true (base_date_parse (shorter, &read, NULL));
      g_assert_cmpint (g_date_compare (&read, &date), ==, 0);
      g_assert_true (base_date_parse (longer, &read, NULL));
      g_assert_cmpint (g_date_compare (&read, &date), ==, 0);
    }
}

static void
test_ranges (void)
{
  static const struct
  {
    const char *start, *end, *text, *shorter;
  } cases[] = {
    { "2026-01-19", "2026-02-20", "du lundi 19 janvier au vendredi 20 février 2026",
      "19 janv. – 20 févr. 2026" },
    { "2026-01-12", "2026-02-06", "du lundi 12 janvier au vendredi 6 février 2026",
      "12 janv. – 6 févr. 2026" },
    { "2026-12-14", "2027-01-08", "du lundi 14 décembre 2026 au vendredi 8 janvier 2027",
      "14 déc. 2026 – 8 janv. 2027" },
    { "2026-06-01", "2026-06-26", "du lundi 1er juin au vendredi 26 juin 2026",
      "1er – 26 juin 2026" },
    { "2026-01-12", "2027-01-12", "du lundi 12 janvier 2026 au mardi 12 janvier 2027",
      "12 janv. 2026 – 12 janv. 2027" },
    { "2026-05-04", "2026-05-04", "le lundi 4 mai 2026", "4 mai 2026" },
    { "", "2026-05-04", "", "" },
    { "2026-05-04", "", "", "" },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate start = day (cases[i].start), end = day (cases[i].end);
      g_autofree char *text = base_date_range_to_text (&start, &end);
      g_autofree char *shorter = base_date_range_to_short (&start, &end);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (shorter, ==, cases[i].shorter);
    }
}

static void
test_names (void)
{
  g_assert_cmpstr (base_date_month_name (G_DATE_FEBRUARY, FALSE), ==, "février");
  g_assert_cmpstr (base_date_month_name (G_DATE_DECEMBER, TRUE), ==, "déc.");
  g_assert_cmpstr (base_date_month_name (G_DATE_MAY, TRUE), ==, "mai");
  g_assert_cmpstr (base_date_month_name (G_DATE_BAD_MONTH, TRUE), ==, "");
  g_assert_cmpstr (base_date_weekday_name (G_DATE_MONDAY, FALSE), ==, "lundi");
  g_assert_cmpstr (base_date_weekday_name (G_DATE_SUNDAY, TRUE), ==, "dim.");
  g_assert_cmpstr (base_date_weekday_name (G_DATE_BAD_WEEKDAY, FALSE), ==, "");
}

static void
test_age (void)
{
  static const struct
  {
    const char *birth, *day;
    int age;
  } cases[] = {
    { "2008-11-24", "2026-11-23", 17 }, { "2008-11-24", "2026-11-24", 18 },
    { "2008-02-29", "2026-02-28", 17 }, { "2008-02-29", "2026-03-01", 18 },
    { "2008-02-29", "2028-02-29", 20 }, { "2008-12-01", "2026-01-31", 17 },
    { "2026-11-24", "2026-11-24", 0 },  { "2026-11-25", "2026-11-24", -1 },
    { "", "2026-11-24", -1 },           { "2008-11-24", "", -1 },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate birth = day (cases[i].birth), on = day (cases[i].day);

      g_assert_cmpint (base_date_age_on (&birth, &on), ==, cases[i].age);
    }
}

/* The first day on which one has that age, and not the day before. */
static void
test_birthday (void)
{
  static const struct
  {
    const char *birth;
    guint age;
    const char *day;
  } cases[] = {
    { "2009-06-15", 18, "2027-06-15" }, { "2008-02-29", 18, "2026-03-01" },
    { "2012-02-29", 16, "2028-02-29" }, { "2009-12-31", 16, "2025-12-31" },
    { "2010-01-01", 0, "2010-01-01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate birth = day (cases[i].birth), expected = day (cases[i].day), birthday;

      base_date_birthday (&birth, cases[i].age, &birthday);
      g_assert_cmpint (g_date_compare (&birthday, &expected), ==, 0);
      g_assert_cmpint (base_date_age_on (&birth, &birthday), ==, (int) cases[i].age);
      g_date_subtract_days (&birthday, 1);
      g_assert_cmpint (base_date_age_on (&birth, &birthday), ==, (int) cases[i].age - 1);
    }
}

/* Midnight may fall between two readings of the clock: the answer is one of the two. */
static void
test_now (void)
{
  g_autoptr (GDateTime) before = g_date_time_new_now_local ();
  g_autofree char *today = base_date_today_iso ();
  g_autofree char *now = base_date_now_utc ();
  g_autoptr (GDateTime) after = g_date_time_new_now_local ();
  g_autoptr (GDateTime) read = g_date_time_new_from_iso8601 (now, NULL);
  g_autofree char *first = g_date_time_format (before, "%Y-%m-%d");
  g_autofree char *last = g_date_time_format (after, "%Y-%m-%d");

  g_assert_true (g_str_equal (today, first) || g_str_equal (today, last));
  g_assert_cmpuint (strlen (now), ==, strlen ("2026-11-24T08:00:00Z"));
  g_assert_nonnull (read);
  g_assert_cmpint (g_date_time_to_unix (read), >=, g_date_time_to_unix (before));
  g_assert_cmpint (g_date_time_to_unix (read), <=, g_date_time_to_unix (after));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/date/parse", test_parse);
  g_test_add_func ("/base/date/parse-refused", test_parse_refused);
  g_test_add_func ("/base/date/parse-long-text", test_parse_long_text);
  g_test_add_func ("/base/date/parse-iso", test_parse_iso);
  g_test_add_func ("/base/date/writers", test_writers);
  g_test_add_func ("/base/date/round-trip", test_round_trip);
  g_test_add_func ("/base/date/ranges", test_ranges);
  g_test_add_func ("/base/date/names", test_names);
  g_test_add_func ("/base/date/age", test_age);
  g_test_add_func ("/base/date/birthday", test_birthday);
  g_test_add_func ("/base/date/now", test_now);
  return g_test_run ();
}

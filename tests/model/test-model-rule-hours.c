/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-rule-fixture.h"

#define NBSP "\302\240"

/* All through the placement. */
#define GUARDIAN "guardian.phone=0612345678|"
#define AGE_14   "student.birth_date=2012-06-01|" GUARDIAN
#define AGE_15   "student.birth_date=2011-06-01|" GUARDIAN
#define AGE_17   "student.birth_date=2009-06-01|" GUARDIAN

/* One day a week, so that no other rule speaks. */
#define ONE_DAY "week=12345|week=1 "

#define WEEKEND "week=12345|week=67 "

static void
test_day (void)
{
  static const RuleCase cases[] = {
    { AGE_17 ONE_DAY "08:00-12:00 13:00-17:00", "" },
    { AGE_17 ONE_DAY "08:00-12:00 13:00-17:01", "minor_day" },
    { AGE_17 ONE_DAY "08:00-12:00 13:00-17:01|rule.minor_day.limit=9", "" },
    { AGE_15 ONE_DAY "08:00-12:00 13:00-16:00", "" },
    { AGE_15 ONE_DAY "08:00-12:00 13:00-16:01", "under16_day" },
    /* Both are broken: the gravest is told, else the strictest. */
    { AGE_15 ONE_DAY "08:00-12:00 13:00-17:01", "minor_day" },
    { AGE_15 ONE_DAY "08:00-12:00 13:00-17:01|rule.minor_day=warning", "under16_day" },
    { AGE_15 ONE_DAY "08:00-12:00 13:00-16:01|rule.under16_day=off", "" },
    { AGE_15 ONE_DAY "08:00-12:00 13:00-17:01|rule.under16_day=off", "minor_day" },
    { ONE_DAY "08:00-13:00 14:00-19:00", "" },
    { ONE_DAY "08:00-13:00 14:00-19:01", "adult_day" },
    /* Hours of a day are only known from a timetable. */
    { AGE_17 "week=12345|placement.weekly_hours=35", "" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (
      AGE_17 "week=1235 08:00-12:00 13:00-17:30", "minor_day", "placement.monday_morning",
      "Lundi to mercredi, vendredi: 8" NBSP "h" NBSP "30 a day; no more than 8" NBSP "h under 18.");
  rule_fixture_assert_text (
      AGE_17 "week=45 - 10:00-18:30", "minor_day", "placement.thursday_afternoon",
      "Jeudi, vendredi: 8" NBSP "h" NBSP "30 a day; no more than 8" NBSP "h under 18.");
}

/* Days of other lengths are told apart. */
static void
test_day_lengths (void)
{
  g_autoptr (RuleFixture) fixture = rule_fixture_new (
      AGE_17 "week=13 08:00-12:00 13:00-17:30|week=2 08:00-12:00 13:00-18:00|rule.minor_week=off|"
             "rule.minor_pause=off");
  g_autoptr (GPtrArray) findings = rule_fixture_check (fixture);

  g_assert_cmpuint (findings->len, ==, 3); /* the week is then that of adults */
  g_assert_cmpstr (((ModelFinding *) g_ptr_array_index (findings, 0))->text, ==,
                   "Lundi, mercredi: 8" NBSP "h" NBSP "30 a day; no more than 8" NBSP
                   "h under 18.");
  g_assert_cmpstr (((ModelFinding *) g_ptr_array_index (findings, 1))->text, ==,
                   "Mardi: 9" NBSP "h a day; no more than 8" NBSP "h under 18.");
}

/* A birthday within the placement: the stricter rule ends with it. Mondays: 11 January to 8
 * February. */
static void
test_birthday (void)
{
  static const RuleCase cases[] = {
    { "student.birth_date=2011-01-11|" GUARDIAN ONE_DAY "08:00-12:00 13:00-16:30", "" },
    { "student.birth_date=2011-01-12|" GUARDIAN ONE_DAY "08:00-12:00 13:00-16:30", "under16_day" },
    { "student.birth_date=2009-01-11|" GUARDIAN ONE_DAY "08:00-12:00 13:00-17:30", "" },
    { "student.birth_date=2009-01-12|" GUARDIAN ONE_DAY "08:00-12:00 13:00-17:30", "minor_day" },
    { "student.birth_date=2009-02-08|" GUARDIAN ONE_DAY "08:00-12:00 13:00-17:30", "minor_day" },
    { "student.birth_date=2009-02-13|" GUARDIAN ONE_DAY "08:00-12:00 13:00-17:30", "minor_day" },
    /* Under 16, then minor. */
    { "student.birth_date=2011-01-25|" GUARDIAN ONE_DAY "08:00-12:00 13:00-17:30|"
      "rule.minor_day=warning",
      "under16_day minor_day" },
    /* On the birthday itself one is of age: the only day of presence after it. */
    { "student.birth_date=2009-01-18|" GUARDIAN ONE_DAY "08:00-12:00 13:00-17:30|"
      "placement.interruptions=11/01/2027",
      "weeks" },
    { "student.birth_date=2009-01-19|" GUARDIAN ONE_DAY "08:00-12:00 13:00-17:30|"
      "placement.interruptions=11/01/2027",
      "minor_day weeks" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (cases[4].changes, "minor_day", "placement.monday_morning",
                            "Lundi: 8" NBSP "h" NBSP "30 a day; no more than 8" NBSP
                            "h under 18, until the birthday on lundi 8 février 2027.");
  rule_fixture_assert_text (cases[5].changes, "minor_day", "placement.monday_morning",
                            "Lundi: 8" NBSP "h" NBSP "30 a day; no more than 8" NBSP "h under 18.");
  rule_fixture_assert_text (
      "student.birth_date=2009-02-08|" GUARDIAN ONE_DAY
      "08:00-13:00 14:00-20:00|rule.minor_day=off|placement.interruptions=11/01/2027 au "
      "01/02/2027",
      "adult_day", "placement.monday_morning",
      "Lundi: 11" NBSP "h a day; no more than 10" NBSP
      "h from 18, reached on lundi 8 février 2027.");
}

/* Born on 29 February one is older on 1 March of a common year, and on the day itself of a leap
 * year. */
static void
test_leap_year (void)
{
#define BORN "student.birth_date=2012-02-29|" GUARDIAN
#define IN_2027                                                                  \
  "placement.start=2027-02-22|placement.end=2027-03-05|period.start=2027-02-22|" \
  "period.end=2027-03-05|"
#define IN_2028                                                                  \
  "placement.start=2028-02-28|placement.end=2028-03-03|period.start=2028-02-28|" \
  "period.end=2028-03-03|school_year=none|"
  static const RuleCase cases[] = {
    /* 15 on Monday 1 March 2027. */
    { BORN IN_2027 "week=12345 08:00-12:00 13:00-16:00", "under15_week" },
    { BORN IN_2027 "week=12345 08:00-12:00 13:00-16:00|placement.interruptions=22/02/2027 au "
                   "26/02/2027",
      "weeks" },
    { BORN IN_2027 "week=12345 08:00-12:00 13:00-16:00|placement.interruptions=22/02/2027 au "
                   "26/02/2027|student.birth_date=2012-03-02",
      "weeks under15_week" },
    /* 16 on Tuesday 29 February 2028. */
    { BORN IN_2028 "week=12345|week=1 08:00-12:00 13:00-16:30", "under16_day" },
    { BORN IN_2028 "week=12345|week=2 08:00-12:00 13:00-16:30", "" },
    { BORN IN_2028 "week=12345|week=2 08:00-12:00 13:00-16:30|student.birth_date=2012-03-01",
      "under16_day" },
    /* 29 February is a day of presence as any other. */
    { IN_2028 "placement.total_days=5", "" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (cases[0].changes, "under15_week", "placement.monday_morning",
                            "Week of lundi 22 février 2027: 35" NBSP "h; no more than 30" NBSP
                            "h a week under 15, until the birthday on lundi 1er mars 2027.");
}

static void
test_week (void)
{
  static const RuleCase cases[] = {
    { AGE_17 "week=5 08:00-12:00 13:00-16:00", "" },
    { AGE_17 "week=5 08:00-12:00 13:00-16:01", "minor_week" },
    { AGE_14 "week=12345 08:00-12:00 13:00-15:00", "" },
    { AGE_14 "week=12345 08:00-12:00 13:00-15:00|week=5 08:00-12:00 13:00-15:01", "under15_week" },
    { AGE_14 "week=5 08:00-12:00 13:00-17:00", "minor_week under16_day" },
    { "week=5 08:00-12:00 13:00-16:01", "adult_week" },
    { "week=5 08:00-12:00 13:00-16:01|rule.adult_week.limit=39", "" },
    { AGE_17 "week=12345|placement.weekly_hours=35.5", "minor_week" },
    { AGE_17 "week=12345|period.weekly_hours=35.5", "minor_week" },
    { AGE_17 "week=12345|placement.weekly_hours=35", "" },
    /* Of the hours that are really spent: 11 November is a public holiday. */
    { AGE_17 "week=12345 08:00-12:00 13:00-16:30|placement.start=2026-11-09|"
             "placement.end=2026-11-13|period=none|signed=1",
      "" },
    { AGE_17 "week=12345 08:00-12:00 13:00-16:30|placement.start=2026-11-16|"
             "placement.end=2026-11-20|period=none|signed=1",
      "minor_week" },
    /* Two half weeks are two weeks. */
    { AGE_17 "week=12345 08:00-12:00 13:00-17:00|placement.start=2026-11-19|"
             "placement.end=2026-11-24|period=none|signed=1",
      "" },
    /* The age is that of the week's first day. */
    { "student.birth_date=2009-01-12|" GUARDIAN "week=5 08:00-12:00 13:00-17:00|"
      "rule.adult_week.limit=36",
      "minor_week" },
    { "student.birth_date=2009-01-11|" GUARDIAN
      "week=5 08:00-12:00 13:00-17:00|rule.adult_week.limit=36",
      "" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (cases[7].changes, "minor_week", "placement.weekly_hours",
                            "Week of lundi 11 janvier 2027: 35" NBSP "h" NBSP
                            "30; no more than 35" NBSP "h a week under 18.");
}

static void
test_rest (void)
{
  static const RuleCase cases[] = {
    { AGE_17 "week=1 13:00-16:00 17:00-20:00", "" },
    { AGE_17 "week=1 13:00-16:00 17:00-20:01", "minor_rest" },
    { AGE_15 "week=1 12:00-14:00 15:00-18:00", "" },
    { AGE_15 "week=1 12:00-14:00 15:00-18:01", "under16_rest" },
    { AGE_15 "week=1 12:00-14:00 15:00-18:01|rule.under16_rest=off", "" },
    { "week=1 13:00-16:00 17:30-21:00", "" },
    { "week=1 13:00-16:00 17:30-21:01|placement.night_work=1", "adult_rest" },
    /* The night between two days of which one is free is long. */
    { AGE_17 "week=2|week=1 14:00-17:00 17:30-21:59", "" },
    { AGE_17 "week=1 13:00-16:00 17:00-20:01|placement.interruptions=12/01/2027; 19/01/2027; "
             "26/01/2027; 02/02/2027; 09/02/2027",
      "weeks" },
  };

  /* Without its Tuesdays the placement is a week short. */
  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (AGE_17 "week=13 13:00-16:00 17:00-20:30", "minor_rest",
                            "placement.tuesday_morning",
                            "Mardi, jeudi: 11" NBSP "h" NBSP
                            "30 of rest since the day before; at least 12" NBSP "h under 18.");
}

/* The night in which the clock is put forward is an hour shorter, the one in which it is put back
 * an hour longer. */
static void
test_clock_change (void)
{
#define SPRING \
  "placement.start=2027-03-27|placement.end=2027-03-28|period=none|placement.sunday_work=1|"
#define AUTUMN                                                                \
  "placement.start=2026-10-24|placement.end=2026-10-25|period=none|signed=1|" \
  "placement.sunday_work=1|"
  static const RuleCase cases[] = {
    { SPRING WEEKEND "14:00-20:00|week=7 08:00-12:00", "" },
    { SPRING WEEKEND "14:00-20:00|week=7 07:59-12:00", "adult_rest" },
    { SPRING WEEKEND "14:00-20:00|week=7 07:00-12:00|postcode=97400", "" },
    { "placement.start=2027-03-20|placement.end=2027-03-21|period=none|placement.sunday_work="
      "1|" WEEKEND "14:00-20:00|week=7 07:00-12:00",
      "" },
    { AUTUMN WEEKEND "15:00-21:00|week=7 07:00-12:00", "" },
    { AUTUMN WEEKEND "15:00-21:00|week=7 06:59-12:00", "adult_rest" },
    { AUTUMN WEEKEND "15:00-21:00|week=7 07:00-12:00|postcode=97400", "adult_rest" },
    /* It changes neither the hours of presence nor the days. */
    { "placement.start=2027-03-22|placement.end=2027-04-02|period=none|placement.total_days=9",
      "" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (
      SPRING WEEKEND "14:00-20:00|week=7 07:00-12:00", "adult_rest", "placement.sunday_morning",
      "Dimanche 28 mars 2027: 10" NBSP "h of rest since the day before; at least 11" NBSP "h.");
}

static void
test_days_off (void)
{
#define FIVE_HOURS "08:00-12:00 13:00-14:00"
  static const RuleCase cases[] = {
    { AGE_17 "week=1|week=23456 " FIVE_HOURS, "" },
    { AGE_17 "week=123456 " FIVE_HOURS, "minor_days_off" },
    { AGE_17 "week=12345|week=12347 " FIVE_HOURS, "minor_days_off sunday_unsaid" },
    { AGE_17 "week=12345|week=12347 " FIVE_HOURS "|placement.sunday_work=1", "minor_days_off" },
    { "week=123456 " FIVE_HOURS, "" },
    { "week=1234567 08:00-12:00 -|placement.sunday_work=1", "adult_day_off" },
    { "week=1234567 08:00-12:00 -|placement.sunday_work=1|placement.end=2027-01-16|period=none",
      "" },
    { "week=1234567 08:00-12:00 -|placement.sunday_work=1|placement.end=2027-01-17|period=none",
      "adult_day_off" },
    { "week=1234567 08:00-12:00 -|placement.sunday_work=1|placement.end=2027-01-19|period=none|"
      "placement.interruptions=15/01/2027",
      "" },
    { "week=7 08:00-12:00 -|week=12|placement.end=2027-02-13|period=none", "sunday_unsaid" },
    /* Of age on Saturday 16 January, or on the next. */
    { "student.birth_date=2009-01-16|" GUARDIAN "week=123456 " FIVE_HOURS, "" },
    { "student.birth_date=2009-01-17|" GUARDIAN "week=123456 " FIVE_HOURS, "minor_days_off" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (
      AGE_17 "week=123456 " FIVE_HOURS, "minor_days_off", "placement.saturday_morning",
      "Samedi: presence leaves no two days of rest in a row with Sunday, which are due "
      "under 18.");
  rule_fixture_assert_text (
      cases[7].changes, "adult_day_off", "placement.sunday_morning",
      "Dimanche 17 janvier 2027 is the seventh day of presence in a row; one day of rest a "
      "week is due.");
  rule_fixture_assert_text (
      cases[2].changes, "sunday_unsaid", "placement.sunday_work",
      "Presence on Sundays, the first on dimanche 17 janvier 2027: the sheet must mention "
      "work on Sundays or public holidays.");
}

static void
test_night (void)
{
  static const RuleCase cases[] = {
    { AGE_17 ONE_DAY "15:00-18:00 19:00-22:00", "" },
    { AGE_17 ONE_DAY "15:00-18:00 19:00-22:01", "minor_night" },
    { AGE_17 ONE_DAY "06:00-10:00 -", "" },
    { AGE_17 ONE_DAY "05:59-10:00 -", "minor_night" },
    { AGE_15 ONE_DAY "15:00-18:00 19:00-20:00", "" },
    { AGE_15 ONE_DAY "15:00-18:00 19:00-20:01", "under16_night" },
    { AGE_15 ONE_DAY "06:00-10:00 -", "" },
    { AGE_15 ONE_DAY "05:59-10:00 -", "under16_night" },
    { AGE_15 ONE_DAY "15:00-18:00 19:00-20:01|rule.under16_night.limit=21", "" },
    { ONE_DAY "15:00-18:00 19:00-21:00", "" },
    { ONE_DAY "15:00-18:00 19:00-21:01", "night_unsaid" },
    { ONE_DAY "15:00-18:00 19:00-21:01|placement.night_work=1", "" },
    { ONE_DAY "06:00-10:00 -", "" },
    { ONE_DAY "05:59-10:00 -", "night_unsaid" },
    /* Said of a minor, with or without hours: told once. */
    { AGE_17 "placement.night_work=1", "minor_night" },
    { AGE_15 "placement.night_work=1", "under16_night" },
    { AGE_17 ONE_DAY "15:00-18:00 19:00-22:01|placement.night_work=1", "minor_night" },
    { "placement.night_work=1", "" },
    /* From 22:00 a trade with a derogation may be let through. */
    { AGE_17 ONE_DAY "15:00-18:00 19:00-22:30|rule.minor_night.limit=23|placement.night_work=1|"
                     "rule.minor_night=warning",
      "minor_night" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (cases[1].changes, "minor_night", "placement.monday_afternoon",
                            "Lundi: presence at night; none is allowed between 22" NBSP
                            "h and 6" NBSP "h under 18.");
  rule_fixture_assert_text (ONE_DAY "05:59-10:00 -", "night_unsaid", "placement.monday_morning",
                            "Lundi: presence between 21" NBSP "h and 6" NBSP
                            "h; the sheet must mention night work.");
}

static void
test_pause (void)
{
  static const RuleCase cases[] = {
    { AGE_17 ONE_DAY "08:00-12:30 13:30-16:00", "" },
    { AGE_17 ONE_DAY "08:00-12:31 13:30-16:00", "minor_pause" },
    { AGE_17 ONE_DAY "08:00-12:00 12:30-15:00", "" },
    { AGE_17 ONE_DAY "08:00-12:00 12:29-15:00", "minor_pause" },
    { AGE_17 ONE_DAY "08:00-12:00 12:15-14:00|rule.minor_pause.limit=15", "" },
    { AGE_17 ONE_DAY "08:00-12:30 -", "" },
    { AGE_17 ONE_DAY "08:00-12:31 -", "minor_pause" },
    { AGE_17 ONE_DAY "07:00-14:00 -|placement.monday_pause=30", "" },
    { AGE_17 ONE_DAY "07:00-14:00 -|placement.monday_pause=29", "minor_pause" },
    /* Halves that touch, with a pause that the sheet gives beside. */
    { AGE_17 ONE_DAY "08:00-12:00 12:00-16:00|placement.monday_pause=30", "" },
    { AGE_17 ONE_DAY "08:00-12:00 12:00-16:00", "minor_pause" },
    { ONE_DAY "08:00-14:00 -", "" },
    { ONE_DAY "08:00-14:01 -", "adult_pause" },
    { ONE_DAY "08:00-15:00 -|placement.monday_pause=20", "" },
    { ONE_DAY "08:00-15:00 -|placement.monday_pause=19", "adult_pause" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (cases[6].changes, "minor_pause", "placement.monday_morning",
                            "Lundi: 4" NBSP "h" NBSP
                            "31 without a pause; 30 minutes are due after 4" NBSP "h" NBSP
                            "30 under 18.");
}

static void
test_public_holidays (void)
{
#define MAY                                                                      \
  "placement.start=2027-05-03|placement.end=2027-05-21|period.start=2027-05-03|" \
  "period.end=2027-05-21|"
  static const RuleCase cases[] = {
    { AGE_17 MAY, "" },
    { AGE_17 MAY "placement.sunday_work=1", "minor_holiday minor_holiday" },
    { MAY "placement.sunday_work=1", "" },
    { "student.birth_date=2009-05-17|" GUARDIAN MAY "placement.sunday_work=1", "minor_holiday" },
    { "student.birth_date=2009-05-18|" GUARDIAN MAY "placement.sunday_work=1",
      "minor_holiday minor_holiday" },
    { "student.birth_date=2009-05-06|" GUARDIAN MAY "placement.sunday_work=1", "" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (
      cases[3].changes, "minor_holiday", "placement.sunday_work",
      "Jeudi 6 mai 2027: presence on a public holiday (Ascension Day), which is not allowed "
      "under 18.");
}

static void
test_ages (void)
{
#define SHORT_DAYS "week=12345 08:00-12:00 13:00-15:00|"
  static const RuleCase cases[] = {
    { "student.birth_date=2013-01-11|" GUARDIAN SHORT_DAYS, "" },
    { "student.birth_date=2013-01-12|" GUARDIAN SHORT_DAYS, "minimum_age" },
    { "student.birth_date=2011-01-12|" GUARDIAN SHORT_DAYS "rule.minimum_age.limit=16",
      "minimum_age" },
    { "student.birth_date=", "birth_date" },
    { "student=none", "" },
    { "student.birth_date=2030-01-01|" GUARDIAN SHORT_DAYS, "minimum_age" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
}

static void
test_regulated_works (void)
{
#define WORKS "placement.regulated_works=Scie circulaire|"
  static const RuleCase cases[] = {
    { AGE_17 WORKS, "regulated_declared" },
    { WORKS, "" },
    { AGE_17 "placement.regulated_works= ", "" },
    { AGE_17 WORKS "placement.regulated_on=2024-02-13", "" },
    { AGE_17 WORKS "placement.regulated_on=2024-02-12", "regulated_declared" },
    { AGE_17 WORKS "placement.regulated_on=2024-02-12|rule.regulated_declared.limit=4", "" },
    { AGE_17 WORKS "placement.regulated_on=2026-10-01", "" },
    /* Only as long as the student is a minor. */
    { "student.birth_date=2009-01-20|" GUARDIAN WORKS "placement.regulated_on=2024-01-20", "" },
    { "student.birth_date=2009-01-20|" GUARDIAN WORKS "placement.regulated_on=2024-01-19",
      "regulated_declared" },
    { "student.birth_date=2012-01-11|" GUARDIAN WORKS "placement.regulated_on=2026-10-01", "" },
    { "student.birth_date=2012-01-12|" GUARDIAN SHORT_DAYS WORKS
      "placement.regulated_on=2026-10-01",
      "regulated_age" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (
      cases[4].changes, "regulated_declared", "placement.regulated_on",
      "Regulated works of a minor: the declaration of lundi 12 février 2024 is no longer "
      "valid on vendredi 12 février 2027.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/rule/hours/day", test_day);
  g_test_add_func ("/model/rule/hours/day-lengths", test_day_lengths);
  g_test_add_func ("/model/rule/hours/birthday", test_birthday);
  g_test_add_func ("/model/rule/hours/leap-year", test_leap_year);
  g_test_add_func ("/model/rule/hours/week", test_week);
  g_test_add_func ("/model/rule/hours/rest", test_rest);
  g_test_add_func ("/model/rule/hours/clock-change", test_clock_change);
  g_test_add_func ("/model/rule/hours/days-off", test_days_off);
  g_test_add_func ("/model/rule/hours/night", test_night);
  g_test_add_func ("/model/rule/hours/pause", test_pause);
  g_test_add_func ("/model/rule/hours/public-holidays", test_public_holidays);
  g_test_add_func ("/model/rule/hours/ages", test_ages);
  g_test_add_func ("/model/rule/hours/regulated-works", test_regulated_works);
  return g_test_run ();
}

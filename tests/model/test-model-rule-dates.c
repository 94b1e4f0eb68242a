/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-rule-fixture.h"

static void
test_school_year (void)
{
  static const RuleCase cases[] = {
    { "placement.start=2026-09-01|placement.end=2026-10-02|period.start=2026-09-01|"
      "period.end=2026-10-02",
      "" },
    { "placement.start=2026-08-31|placement.end=2026-10-02|period.start=2026-08-31|"
      "period.end=2026-10-02",
      "school_year" },
    { "placement.start=2027-07-26|placement.end=2027-08-31|period.start=2027-07-26|"
      "period.end=2027-08-31",
      "" },
    { "placement.start=2027-07-26|placement.end=2027-09-01|period.start=2027-07-26|"
      "period.end=2027-09-01",
      "school_year" },
    { "placement.start=2028-01-11|placement.end=2028-02-11|school_year=none", "period" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (
      "placement.end=2027-09-01", "school_year", "placement.end",
      "The placement, du lundi 11 janvier au mercredi 1er septembre 2027, is not within "
      "the school year 2026-2027, which runs du mardi 1er septembre 2026 au mardi 31 août "
      "2027.");
}

static void
test_period (void)
{
  static const RuleCase cases[] = {
    { "placement.start=2027-01-12", "period" },
    { "placement.start=2027-01-10", "period holiday" }, /* a Sunday */
    { "placement.end=2027-02-11", "period" },
    { "placement.end=2027-02-13", "period" },
    { "placement.start=2027-02-15|placement.end=2027-03-19", "period" },
    { "placement.start=2026-12-01|placement.end=2027-01-08|signed=1", "period" },
    { "placement.start=2027-02-15|placement.end=2027-03-19|period=none", "" },
    { "placement.start=2027-01-12|rule.period=off", "" },
  };
  static const struct
  {
    const char *changes, *field, *text;
  } texts[] = {
    { "placement.start=2027-01-12|placement.end=2027-02-11", "placement.start",
      "Late start, early end: du mardi 12 janvier au jeudi 11 février 2027, while the period runs "
      "du lundi 11 janvier au vendredi 12 février 2027." },
    { "placement.end=2027-02-13", "placement.end",
      "Late end: du lundi 11 janvier au samedi 13 février 2027, while the period runs du lundi 11 "
      "janvier au vendredi 12 février 2027." },
    { "placement.start=2027-02-15|placement.end=2027-03-19", "placement.start",
      "Placement to catch up: du lundi 15 février au vendredi 19 mars 2027, while the period runs "
      "du lundi 11 janvier au vendredi 12 février 2027." },
    { "placement.start=2027-01-04|placement.end=2027-01-08", "placement.start",
      "Placement ahead of the period: du lundi 4 janvier au vendredi 8 janvier 2027, while the "
      "period runs du lundi 11 janvier au vendredi 12 février 2027." },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    rule_fixture_assert_text (texts[i].changes, "period", texts[i].field, texts[i].text);
}

static void
test_overlap (void)
{
  static const RuleCase cases[] = {
    { "other=2027-02-12 2027-02-19 validated 8 35 1 no", "overlap" },
    { "other=2027-02-13 2027-02-19 validated 8 35 1 no", "" },
    { "other=2027-01-04 2027-01-11 to_validate 8 35 1 no", "overlap" },
    { "other=2027-01-04 2027-01-10 to_validate 8 35 1 no", "" },
    { "other=2027-01-18 2027-01-22 draft 8 35 1 no", "" },
    { "other=2027-01-18 2027-01-22 refused 8 35 1 no", "" },
    { "other=- 2027-01-22 validated 8 35 1 no", "" },
    { "other=2027-01-18 2027-01-22 validated 8 35 1 no|"
      "other=2027-01-25 2027-01-29 validated 8 35 1 no",
      "overlap overlap" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (
      cases[0].changes, "overlap", "placement.start",
      "The student has another placement at the same time, le vendredi 12 février 2027: "
      "Fonderie du Lac.");
}

static void
test_days_off (void)
{
  static const RuleCase cases[] = {
    { "placement.start=2027-05-06|placement.end=2027-06-11|period.start=2027-05-06|"
      "period.end=2027-06-11",
      "holiday" }, /* Ascension Day */
    { "placement.start=2027-05-07|placement.end=2027-06-11|period.start=2027-05-07|"
      "period.end=2027-06-11",
      "" },
    { "placement.start=2027-05-03|placement.end=2027-05-17|period.start=2027-05-03|"
      "period.end=2027-05-17",
      "holiday" },                                                   /* Whit Monday */
    { "placement.end=2027-02-14|period.end=2027-02-14", "holiday" }, /* a Sunday */
    { "placement.end=2027-02-13|period.end=2027-02-13", "" },        /* a Saturday */
    /* One who works on that day may begin on it. */
    { "placement.start=2027-05-06|placement.end=2027-06-11|period.start=2027-05-06|"
      "period.end=2027-06-11|placement.sunday_work=1",
      "" },
    /* Good Friday. */
    { "placement.start=2027-03-26|placement.end=2027-04-23|period.start=2027-03-26|"
      "period.end=2027-04-23",
      "" },
    { "placement.start=2027-03-26|placement.end=2027-04-23|period.start=2027-03-26|"
      "period.end=2027-04-23|postcode=67000",
      "holiday" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (
      cases[0].changes, "holiday", "placement.start",
      "Jeudi 6 mai 2027 is a public holiday (Ascension Day): the placement does not begin "
      "or end on it.");
  rule_fixture_assert_text (
      cases[3].changes, "holiday", "placement.end",
      "Dimanche 14 février 2027 is a Sunday without presence: the placement does not begin "
      "or end on it.");
}

static void
test_interruptions (void)
{
  static const RuleCase cases[] = {
    { "placement.interruptions=du 18/01/2027 au 19/01/2027", "" },
    { "placement.interruptions=vacances", "interruptions" },
    { "placement.interruptions=11/01/2027 ; 12/02/2027", "" },
    { "placement.interruptions=10/01/2027", "interruptions" },
    { "placement.interruptions=13/02/2027", "interruptions" },
    { "placement.interruptions=13/02/2027 ; vacances", "interruptions interruptions" },
    /* A whole week of five. */
    { "placement.interruptions=du 18/01/2027 au 22/01/2027", "weeks" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (
      "placement.interruptions=vacances", "interruptions", "placement.interruptions",
      "The interruption “vacances” is not understood and is not taken off. Write it as "
      "15/02/2027 or du 15/02/2027 au 19/02/2027.");
}

static void
test_weeks (void)
{
  static const RuleCase cases[] = {
    { "placement.end=2027-02-05", "period weeks" },
    { "placement.end=2027-02-05|rule.weeks.limit=1", "period" },
    { "placement.end=2027-01-29|rule.weeks.limit=1", "period weeks" },
    /* The rest in another company. */
    { "placement.end=2027-02-05|other=2027-02-08 2027-02-12 validated 8 35 1 same", "period" },
    { "placement.end=2027-02-05|other=2027-02-08 2027-02-12 draft 8 35 1 same", "period weeks" },
    { "placement.end=2027-02-05|other=2027-02-08 2027-02-12 refused 8 35 1 same", "period weeks" },
    { "placement.end=2027-02-05|other=2027-02-15 2027-02-19 validated 8 35 1 no", "period weeks" },
    /* A public holiday does not make a week shorter; one day a week is a week. */
    { "placement.start=2027-05-03|placement.end=2027-05-21|period.start=2027-05-03|"
      "period.end=2027-05-21",
      "" },
    { "week=1345|week=2 08:00-12:00 13:00-16:00", "" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (
      "placement.end=2027-01-15", "weeks", "placement.end",
      "1 week in a company instead of the period’s 5: the others must be caught up.");
}

static void
test_days (void)
{
  static const RuleCase cases[] = {
    { "placement.total_days=25", "" },
    { "placement.total_days=24", "days" },
    { "placement.total_days=26", "days" },
    { "placement.total_days=24|rule.days.limit=1", "" },
    { "placement.total_days=23|rule.days.limit=1", "days" },
    { "placement.total_days=0", "days" },
    { "placement.total_days=24|placement.interruptions=15/01/2027", "" },
    /* 25 half days of 4 hours: 100 hours. */
    { "week=12345 08:00-12:00|placement.total_days=14", "" },
    { "week=12345 08:00-12:00|placement.total_days=25", "days" },
    /* Hours are not known. */
    { "week=12345|placement.total_days=25", "" },
    { "week=12345|placement.total_days=20", "days" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (
      "placement.total_days=20", "days", "placement.total_days",
      "20 days of presence are written, but dates, timetable, interruptions and public "
      "holidays give 175\302\240h, which is 25 days of 7 hours.");
}

static void
test_hours_written (void)
{
  static const RuleCase cases[] = {
    { "placement.weekly_hours=35", "" },
    { "placement.weekly_hours=34.5", "weekly_hours" },
    { "placement.weekly_hours=35.5", "weekly_hours" },
    { "week=12345|placement.weekly_hours=30", "" },
    { "week=1 08:00-10:30 10:00-14:00|placement.monday_pause=20", "timetable" },
    { "week=1 08:00-10:30 10:30-14:00|placement.monday_pause=20", "" },
  };

  rule_fixture_run (cases, G_N_ELEMENTS (cases));
  rule_fixture_assert_text (cases[4].changes, "timetable", "placement.monday_afternoon",
                            "Lundi: the afternoon begins before the morning ends.");
  rule_fixture_assert_text (
      "placement.weekly_hours=34.5", "weekly_hours", "placement.weekly_hours",
      "34\302\240h\302\24030 a week are written, but the timetable adds up to "
      "35\302\240h.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/rule/dates/school-year", test_school_year);
  g_test_add_func ("/model/rule/dates/period", test_period);
  g_test_add_func ("/model/rule/dates/overlap", test_overlap);
  g_test_add_func ("/model/rule/dates/days-off", test_days_off);
  g_test_add_func ("/model/rule/dates/interruptions", test_interruptions);
  g_test_add_func ("/model/rule/dates/weeks", test_weeks);
  g_test_add_func ("/model/rule/dates/days", test_days);
  g_test_add_func ("/model/rule/dates/hours-written", test_hours_written);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-duration.h"

#include "base-date.h"

#define WORKING_WEEK "12345", "08:00-12:00", "13:00-16:00" /* Monday to Friday, 7 hours */

typedef struct
{
  const char *start, *end;
  const char *days, *morning, *afternoon;
  const char *interruptions;
  int minutes;
  guint n_presences, n_days, n_weeks;
} Case;

static const Case cases[] = {
  { "2027-01-18", "2027-02-19", WORKING_WEEK, NULL, 25 * 420, 25, 25, 5 },
  { "2026-11-09", "2026-12-04", WORKING_WEEK, NULL, 19 * 420, 19, 19, 4 }, /* 11 November */
  { "2027-05-03", "2027-05-21", WORKING_WEEK, NULL, 13 * 420, 13, 13, 3 }, /* Ascension, Whit */
  { "2026-05-08", "2026-05-08", WORKING_WEEK, NULL, 0, 0, 0, 1 },
  { "2027-01-18", "2027-01-18", WORKING_WEEK, NULL, 420, 1, 1, 1 },
  { "2027-01-23", "2027-01-24", WORKING_WEEK, NULL, 0, 0, 0, 0 }, /* a weekend */
  { "2027-01-22", "2027-02-12", WORKING_WEEK, NULL, 16 * 420, 16, 16, 3 },
  { "2027-02-19", "2027-01-18", WORKING_WEEK, NULL, 0, 0, 0, 0 },
  { "2027-01-18", "9027-02-19", WORKING_WEEK, NULL, 0, 0, 0, 0 }, /* a wrong year */
  { NULL, "2027-02-19", WORKING_WEEK, NULL, 0, 0, 0, 0 },
  /* 29 February, and the night in which the clock is put forward. */
  { "2028-02-28", "2028-03-03", WORKING_WEEK, NULL, 5 * 420, 5, 5, 1 },
  { "2027-03-22", "2027-04-02", WORKING_WEEK, NULL, 9 * 420, 9, 9, 2 }, /* Easter Monday */
  { "2026-10-24", "2026-10-25", "67", "08:00-12:00", "13:00-16:00", NULL, 840, 2, 2, 1 },
  /* 7 hours are one day, consecutive or not. */
  { "2027-01-18", "2027-01-22", "12345", "08:00-12:00", NULL, NULL, 20 * 60, 5, 2, 1 },
  { "2027-01-18", "2027-01-22", "12345", "08:00-12:00", "13:00-17:00", NULL, 40 * 60, 5, 5, 1 },
  { "2027-01-18", "2027-02-05", "12345", "08:00-12:00", "13:00-17:00", NULL, 120 * 60, 15, 17, 3 },
  { "2027-01-18", "2027-01-18", "1", "08:00-14:59", NULL, NULL, 419, 1, 0, 1 },
  /* Interruptions, whole weeks among them. */
  { "2027-01-18", "2027-02-19", WORKING_WEEK, "du 08/02/2027 au 12/02/2027", 20 * 420, 20, 20, 4 },
  { "2027-01-18", "2027-02-19", WORKING_WEEK, "06/02/2027; 08/02", 24 * 420, 24, 24, 5 },
  { "2027-01-18", "2027-01-22", WORKING_WEEK, "du 18 au 22 janvier", 0, 0, 0, 0 },
  { "2027-01-18", "2027-01-22", WORKING_WEEK, "vacances", 5 * 420, 5, 5, 1 },
};

static ModelRecord *
sheet (const Case *one)
{
  ModelRecord *placement = model_record_new (MODEL_ENTITY_PLACEMENT);

  model_record_set_canonical (placement, "start", one->start);
  model_record_set_canonical (placement, "end", one->end);
  model_record_set_canonical (placement, "interruptions", one->interruptions);
  for (const char *at = one->days; *at != '\0'; at++)
    {
      const ModelWeekColumns *columns = model_week_columns ((GDateWeekday) (*at - '0'));

      model_record_set_canonical (placement, columns->halves[0], one->morning);
      model_record_set_canonical (placement, columns->halves[1], one->afternoon);
    }
  return placement;
}

static void
test_counting (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelRecord) placement = sheet (&cases[i]);
      g_autoptr (ModelDuration) duration =
          model_duration_new (placement, NULL, BASE_HOLIDAY_FRANCE);

      g_test_message ("%s – %s, %s", cases[i].start, cases[i].end, cases[i].days);
      g_assert_cmpint (duration->minutes, ==, cases[i].minutes);
      g_assert_cmpuint (duration->days->len, ==, cases[i].n_presences);
      g_assert_cmpuint (duration->n_days, ==, cases[i].n_days);
      g_assert_cmpuint (duration->n_weeks, ==, cases[i].n_weeks);
    }
}

static void
test_weeks (void)
{
  static const struct
  {
    guint n_days, days_of_presence, n_weeks;
  } weeks[] = {
    { 25, 0x3e, 5 }, { 13, 0x3e, 3 }, { 12, 0x3e, 2 }, { 1, 0x3e, 1 },
    { 0, 0x3e, 0 },  { 4, 0x02, 4 },  { 4, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (weeks); i++)
    g_assert_cmpuint (model_duration_count_weeks (weeks[i].n_days, weeks[i].days_of_presence), ==,
                      weeks[i].n_weeks);
}

/* What the sheet leaves out is the period's. */
static void
test_period (void)
{
  g_autoptr (ModelRecord) period = model_record_new (MODEL_ENTITY_PERIOD);
  g_autoptr (ModelRecord) placement = model_record_new (MODEL_ENTITY_PLACEMENT);
  g_autoptr (ModelDuration) proposed = NULL;
  g_autoptr (ModelDuration) late = NULL;
  g_autoptr (ModelDuration) without_hours = NULL;

  model_record_set_canonical (period, "start", "2027-01-11");
  model_record_set_canonical (period, "end", "2027-02-05");
  model_record_set_canonical (period, "weekly_hours", "30");
  proposed = model_duration_new (placement, period, BASE_HOLIDAY_FRANCE);
  g_assert_cmpint (proposed->minutes, ==, 120 * 60);
  g_assert_cmpuint (proposed->days->len, ==, 20);
  g_assert_cmpuint (proposed->n_days, ==, 17);

  model_record_set_canonical (placement, "start", "2027-01-18");
  late = model_duration_new (placement, period, BASE_HOLIDAY_FRANCE);
  g_assert_cmpint (late->minutes, ==, 90 * 60);
  g_assert_cmpuint (late->n_weeks, ==, 3);

  model_record_set_canonical (period, "weekly_hours", NULL);
  without_hours = model_duration_new (placement, period, BASE_HOLIDAY_FRANCE);
  g_assert_cmpint (without_hours->minutes, ==, 0);
  g_assert_cmpuint (without_hours->n_days, ==, 15);
}

/* 26 December 2026 is a Saturday, a public holiday in Strasbourg only; and one may work on it. */
static void
test_holidays_of_the_place (void)
{
  static const Case saturday = {
    "2026-12-24", "2026-12-26", "456", "08:00-12:00", "13:00-16:00", NULL, 0, 0, 0, 0
  };
  g_autoptr (ModelRecord) placement = sheet (&saturday);
  g_autoptr (ModelDuration) inside = model_duration_new (placement, NULL, BASE_HOLIDAY_FRANCE);
  g_autoptr (ModelDuration) alsace =
      model_duration_new (placement, NULL, BASE_HOLIDAY_ALSACE_MOSELLE);
  g_autoptr (ModelDuration) open = NULL;

  g_assert_cmpuint (inside->n_days, ==, 2);
  g_assert_cmpuint (alsace->n_days, ==, 1);
  model_record_set_canonical (placement, "sunday_work", "1");
  open = model_duration_new (placement, NULL, BASE_HOLIDAY_ALSACE_MOSELLE);
  g_assert_cmpuint (open->n_days, ==, 3);
}

/* Whatever the sheet, the sum is that of the days, each within the dates, on a day of the
 * timetable, in order, and no day is counted that the sheet takes away. */
static void
test_random (void)
{
  for (guint n = 0; n < 400; n++)
    {
      GDate first = { 0 }, last;
      g_autofree char *start = NULL, *end = NULL, *off = NULL;
      Case one = { .days = "", .morning = "08:00-11:30", .afternoon = "13:00-17:00" };
      g_autoptr (GString) weekdays = g_string_new (NULL);
      g_autoptr (ModelRecord) placement = NULL;
      g_autoptr (ModelDuration) duration = NULL;
      int sum = 0;

      g_date_set_julian (&first, (guint32) g_test_rand_int_range (735000, 745000));
      last = first;
      g_date_add_days (&last, (guint) g_test_rand_int_range (0, 200));
      one.start = start = base_date_to_iso (&first);
      one.end = end = base_date_to_iso (&last);
      one.interruptions = off = base_date_to_short (&first);
      for (int weekday = 1; weekday <= 7; weekday++)
        if (g_test_rand_bit ())
          g_string_append_printf (weekdays, "%d", weekday);
      one.days = weekdays->str;
      placement = sheet (&one);
      duration = model_duration_new (placement, NULL, BASE_HOLIDAY_FRANCE);
      for (guint i = 0; i < duration->days->len; i++)
        {
          const ModelPresence *presence = &g_array_index (duration->days, ModelPresence, i);

          sum += presence->minutes;
          g_assert_cmpint (g_date_compare (&first, &presence->day), <, 0);
          g_assert_cmpint (g_date_compare (&presence->day, &last), <=, 0);
          g_assert_null (base_holiday_name (&presence->day, BASE_HOLIDAY_FRANCE));
          if (i > 0)
            g_assert_cmpint (g_date_compare (&presence[-1].day, &presence->day), <, 0);
        }
      g_assert_cmpint (sum, ==, duration->minutes);
      if (weekdays->len > 0)
        g_assert_cmpuint (duration->n_days, ==, (guint) sum / 420);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/duration/counting", test_counting);
  g_test_add_func ("/model/duration/weeks", test_weeks);
  g_test_add_func ("/model/duration/period", test_period);
  g_test_add_func ("/model/duration/holidays-of-the-place", test_holidays_of_the_place);
  g_test_add_func ("/model/duration/random", test_random);
  return g_test_run ();
}

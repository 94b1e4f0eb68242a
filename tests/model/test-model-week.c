/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-week.h"

#define NBSP "\302\240"

typedef struct
{
  const char *column;
  const char *value;
} Cell;

static ModelRecord *
sheet (const Cell *cells, guint n_cells)
{
  ModelRecord *placement = model_record_new (MODEL_ENTITY_PLACEMENT);

  for (guint i = 0; i < n_cells; i++)
    model_record_set_canonical (placement, cells[i].column, cells[i].value);
  return placement;
}

static void
test_days (void)
{
  static const struct
  {
    const char *morning, *pause, *afternoon;
    int minutes;
  } cases[] = {
    { "08:00-12:00", "60", "13:00-16:00", 7 * 60 },
    { "08:00-12:00", NULL, "13:00-16:30", 7 * 60 + 30 },
    { "08:00-12:00", NULL, NULL, 4 * 60 },
    { NULL, "30", "13:00-20:00", 6 * 60 + 30 },
    /* No room is left for the pause, or not enough. */
    { "08:00-12:00", "30", "12:00-16:00", 7 * 60 + 30 },
    { "08:00-12:00", "45", "12:30-16:00", 7 * 60 + 15 },
    { "08:00-12:00", "500", NULL, 0 },
    { NULL, NULL, NULL, 0 },
    { NULL, "30", NULL, 0 },
    { "huit heures", NULL, "13:00-16:00", 3 * 60 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Cell cells[] = { { "saturday_morning", cases[i].morning },
                             { "saturday_pause", cases[i].pause },
                             { "saturday_afternoon", cases[i].afternoon } };
      g_autoptr (ModelRecord) placement = sheet (cells, G_N_ELEMENTS (cells));
      ModelWeek week;

      model_week_read (&week, placement, NULL);
      g_test_message ("%u", i);
      g_assert_cmpint (week.days[G_DATE_SATURDAY].minutes, ==, cases[i].minutes);
      g_assert_cmpint (week.minutes, ==, cases[i].minutes);
      g_assert_cmpint (week.has_timetable, ==, cases[i].minutes > 0);
      g_assert_cmpint (model_week_day_minutes (&week, G_DATE_SATURDAY), ==, cases[i].minutes);
    }
}

static void
test_columns (void)
{
  for (int weekday = G_DATE_MONDAY; weekday <= G_DATE_SUNDAY; weekday++)
    {
      const ModelWeekColumns *columns = model_week_columns ((GDateWeekday) weekday);
      const Cell cells[] = { { columns->halves[0], "08:00-12:00" },
                             { columns->pause, "30" },
                             { columns->halves[1], "12:00-14:00" } };
      g_autoptr (ModelRecord) placement = sheet (cells, G_N_ELEMENTS (cells));
      ModelWeek week;

      model_week_read (&week, placement, NULL);
      g_assert_cmpint (week.days_of_presence, ==, MODEL_WEEK_BIT (weekday));
      g_assert_cmpint (week.minutes, ==, 5 * 60 + 30);
      g_assert_cmpint (week.days[weekday].starts[0], ==, 8 * 60);
      g_assert_cmpint (week.days[weekday].ends[1], ==, 14 * 60);
    }
}

static void
test_weekly_hours (void)
{
  const Cell declared[] = { { "weekly_hours", "33.5" } };
  const Cell both[] = { { "weekly_hours", "35" }, { "monday_morning", "08:00-12:00" } };
  g_autoptr (ModelRecord) without = sheet (declared, 1);
  g_autoptr (ModelRecord) with = sheet (both, 2);
  g_autoptr (ModelRecord) bare = sheet (NULL, 0);
  g_autoptr (ModelRecord) period = model_record_new (MODEL_ENTITY_PERIOD);
  ModelWeek week;

  model_record_set_canonical (period, "weekly_hours", "32");

  model_week_read (&week, without, period);
  g_assert_cmpint (week.minutes, ==, 33 * 60 + 30);
  g_assert_cmpint (week.declared, ==, 33 * 60 + 30);
  g_assert_cmpint (model_week_day_minutes (&week, G_DATE_FRIDAY), ==, 6 * 60 + 42);
  g_assert_cmpint (model_week_day_minutes (&week, G_DATE_SATURDAY), ==, 0);

  model_week_read (&week, with, period);
  g_assert_cmpint (week.minutes, ==, 4 * 60);
  g_assert_cmpint (week.declared, ==, 35 * 60);
  g_assert_cmpint (model_week_day_minutes (&week, G_DATE_TUESDAY), ==, 0);

  model_week_read (&week, bare, period);
  g_assert_cmpint (week.minutes, ==, 32 * 60);
  g_assert_cmpint (week.declared, ==, 0);

  model_week_read (&week, NULL, NULL);
  g_assert_cmpint (week.minutes, ==, 0);
  g_assert_false (week.has_timetable);
}

static void
test_texts (void)
{
  static const struct
  {
    int minutes;
    const char *hours;
    const char *clock;
  } cases[] = {
    { 0, "0", "0" NBSP "h" },
    { 35 * 60, "35", "35" NBSP "h" },
    { 33 * 60 + 30, "33.5", "33" NBSP "h" NBSP "30" },
    { 31 * 60 + 15, "31.25", "31" NBSP "h" NBSP "15" },
    { 8 * 60 + 5, "8.08", "8" NBSP "h" NBSP "05" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *hours = model_week_hours (cases[i].minutes);
      g_autofree char *clock = model_week_clock (cases[i].minutes);

      g_assert_cmpstr (hours, ==, cases[i].hours);
      g_assert_cmpstr (clock, ==, cases[i].clock);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/week/days", test_days);
  g_test_add_func ("/model/week/columns", test_columns);
  g_test_add_func ("/model/week/weekly-hours", test_weekly_hours);
  g_test_add_func ("/model/week/texts", test_texts);
  return g_test_run ();
}

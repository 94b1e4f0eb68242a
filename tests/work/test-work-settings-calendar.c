/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-fixture.h"
#include "work-settings.h"

/* School years, classes and periods. The fixture has 2026-2027 with 2MELEC and two periods; here is
 * a year after it, with a class of the same name and another. */

typedef struct
{
  WorkFixture fixture;
  gint64 next_year_id;
  gint64 next_class_id;
} Calendar;

static void
set_up (Calendar *self, gconstpointer data)
{
  WorkFixture *fixture = &self->fixture;
  g_autofree char *year = NULL;

  work_fixture_set_up (fixture, data);
  self->next_year_id = work_fixture_add (fixture, MODEL_ENTITY_SCHOOL_YEAR, "name", "2027-2028",
                                         "start", "2027-09-01", "end", "2028-08-31", NULL);
  year = work_fixture_id (self->next_year_id);
  self->next_class_id = work_fixture_add (fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id", year,
                                          "name", "2MELEC", NULL);
  work_fixture_add (fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id", year, "name", "2TU", NULL);
}

static void
tear_down (Calendar *self, gconstpointer data)
{
  work_fixture_assert_sound (&self->fixture);
  work_fixture_tear_down (&self->fixture, data);
}

static WorkCalendar *
read_calendar (Calendar *self)
{
  g_autoptr (GError) error = NULL;
  WorkCalendar *calendar =
      work_school_read (self->fixture.school, work_query_calendar_new (), &error);

  g_assert_no_error (error);
  return calendar;
}

static void
test_read (Calendar *self, gconstpointer data)
{
  g_autoptr (WorkCalendar) calendar = read_calendar (self);

  g_assert_cmpuint (calendar->years->len, ==, 2);
  g_assert_cmpstr (model_record_get (calendar->years->pdata[0], "name"), ==, "2027-2028");
  g_assert_cmpuint (calendar->classes->len, ==, 3);
  g_assert_cmpuint (calendar->periods->len, ==, 2);
  g_assert_cmpstr (model_record_get (calendar->periods->pdata[0], "name"), ==, "PFMP 1");
  g_assert_cmpuint (calendar->teachers->len, ==, 1);
  g_assert_cmpuint (calendar->templates->len, ==, 0);
  g_assert_true (
      work_calendar_is_linked (calendar, self->fixture.periods[0], self->fixture.class_id));
  g_assert_false (
      work_calendar_is_linked (calendar, self->fixture.periods[0], self->next_class_id));
}

static void
test_year (Calendar *self, gconstpointer data)
{
  g_autoptr (ModelRecord) year = model_record_new (MODEL_ENTITY_SCHOOL_YEAR);
  g_autoptr (WorkDone) done = NULL;

  work_fixture_assert_refused (&self->fixture, work_change_year_new (year), "A name is needed",
                               NULL);
  model_record_set_canonical (year, "name", "2026-2027");
  work_fixture_assert_refused (&self->fixture, work_change_year_new (year),
                               "“2026-2027” is there already", NULL);
  model_record_set_canonical (year, "name", "2028-2029");
  work_fixture_assert_refused (&self->fixture, work_change_year_new (year),
                               "A first day and a last day are needed", NULL);
  model_record_set_canonical (year, "start", "2029-08-31");
  model_record_set_canonical (year, "end", "2028-09-01");
  work_fixture_assert_refused (&self->fixture, work_change_year_new (year),
                               "The last day is before the first one", NULL);
  model_record_set_canonical (year, "start", "2028-09-01");
  model_record_set_canonical (year, "end", "2029-08-31");
  done = work_fixture_apply (&self->fixture, work_change_year_new (year));
  g_assert_cmpint (done->id, >, 0);
  g_assert_cmpint (model_record_get_id (year), ==, 0);
}

/* The same name is another's when only case and accents differ, and in another year. */
static void
test_class (Calendar *self, gconstpointer data)
{
  g_autofree char *year = work_fixture_id (self->fixture.year_id);
  g_autoptr (ModelRecord) record = model_record_new (MODEL_ENTITY_CLASS_GROUP);
  g_autoptr (ModelRecord) present =
      work_fixture_load (&self->fixture, MODEL_ENTITY_CLASS_GROUP, self->fixture.class_id);
  g_autoptr (WorkDone) added = NULL, renamed = NULL;

  model_record_set_canonical (record, "school_year_id", year);
  model_record_set_canonical (record, "name", "2mélec");
  work_fixture_assert_refused (&self->fixture, work_change_class_new (record),
                               "“2mélec” is there already", NULL);
  model_record_set_canonical (record, "name", "2TU");
  added = work_fixture_apply (&self->fixture, work_change_class_new (record));
  model_record_set_canonical (present, "name", "2MELEC A");
  model_record_set_canonical (present, "level", "Seconde");
  renamed = work_fixture_apply (&self->fixture, work_change_class_new (present));
  g_assert_cmpint (renamed->id, ==, self->fixture.class_id);
}

static void
test_period (Calendar *self, gconstpointer data)
{
  g_autoptr (ModelRecord) period =
      work_fixture_load (&self->fixture, MODEL_ENTITY_PERIOD, self->fixture.periods[0]);
  g_autoptr (WorkDone) done = NULL;

  model_record_set_canonical (period, "name", "PFMP 2");
  work_fixture_assert_refused (&self->fixture, work_change_period_new (period),
                               "“PFMP 2” is there already", NULL);
  model_record_set_canonical (period, "name", "PFMP 1");
  model_record_set_canonical (period, "start", "2027-02-06");
  work_fixture_assert_refused (&self->fixture, work_change_period_new (period),
                               "The last day is before the first one", NULL);
  model_record_set_canonical (period, "start", "2026-08-31");
  work_fixture_assert_refused (&self->fixture, work_change_period_new (period),
                               "the school year 2026-2027", NULL);
  model_record_set_canonical (period, "start", "2026-09-01");
  done = work_fixture_apply (&self->fixture, work_change_period_new (period));
  g_assert_nonnull (done->operation_id);
  model_record_set_canonical (period, "end", "2027-09-01");
  work_fixture_assert_refused (&self->fixture, work_change_period_new (period),
                               "the school year 2026-2027", NULL);
}

static void
test_links (Calendar *self, gconstpointer data)
{
  gint64 with = self->fixture.periods[0], without = self->fixture.periods[1];
  gint64 class_id = self->fixture.class_id;
  g_autoptr (WorkDone) taken = NULL, same = NULL, given = NULL;
  g_autoptr (WorkCalendar) before = NULL, after = NULL;

  work_fixture_assert_refused (&self->fixture, work_change_period_class_new (with, class_id, FALSE),
                               "3 students of this class have begun to search", NULL);
  taken =
      work_fixture_apply (&self->fixture, work_change_period_class_new (without, class_id, FALSE));
  before = read_calendar (self);
  g_assert_false (work_calendar_is_linked (before, without, class_id));
  same =
      work_fixture_apply (&self->fixture, work_change_period_class_new (without, class_id, FALSE));
  g_assert_null (same->operation_id);
  given =
      work_fixture_apply (&self->fixture, work_change_period_class_new (without, class_id, TRUE));
  after = read_calendar (self);
  g_assert_true (work_calendar_is_linked (after, without, class_id));
}

/* Each class may have a “PFMP 1” at its own time, but no class has two of a name. */
static void
test_names_of_periods (Calendar *self, gconstpointer data)
{
  g_autofree char *year = work_fixture_id (self->fixture.year_id);
  gint64 other_class = work_fixture_add (&self->fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id",
                                         year, "name", "2TU", NULL);
  gint64 same =
      work_fixture_add (&self->fixture, MODEL_ENTITY_PERIOD, "school_year_id", year, "name",
                        "pfmp 1", "start", "2027-03-01", "end", "2027-03-26", NULL);
  g_autoptr (WorkDone) given = NULL, moved = NULL, shared = NULL;
  g_autoptr (ModelRecord) period = NULL, again = NULL;

  given =
      work_fixture_apply (&self->fixture, work_change_period_class_new (same, other_class, TRUE));
  work_fixture_assert_refused (&self->fixture,
                               work_change_period_class_new (same, self->fixture.class_id, TRUE),
                               "2MELEC has another period “pfmp 1” already", NULL);
  period = work_fixture_load (&self->fixture, MODEL_ENTITY_PERIOD, same);
  model_record_set_canonical (period, "start", "2027-03-08");
  moved = work_fixture_apply (&self->fixture, work_change_period_new (period));
  g_assert_nonnull (moved->operation_id);

  /* Even on the same days: they are of other classes. */
  again = work_fixture_load (&self->fixture, MODEL_ENTITY_PERIOD, same);
  model_record_set_canonical (again, "start", "2027-01-11");
  model_record_set_canonical (again, "end", "2027-02-05");
  shared = work_fixture_apply (&self->fixture, work_change_period_new (again));
  g_assert_nonnull (shared->operation_id);
}

static void
test_copy (Calendar *self, gconstpointer data)
{
  g_autoptr (WorkDone) done =
      work_fixture_apply (&self->fixture, work_change_period_copy_new (self->fixture.periods[0]));
  g_autoptr (ModelRecord) copy = work_fixture_load (&self->fixture, MODEL_ENTITY_PERIOD, done->id);
  g_autoptr (WorkCalendar) calendar = read_calendar (self), undone = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (done->n, ==, 1);
  g_assert_cmpint (model_record_get_int (copy, "school_year_id"), ==, self->next_year_id);
  /* From a Monday to a Friday, 52 weeks later. */
  g_assert_cmpstr (model_record_get (copy, "start"), ==, "2028-01-10");
  g_assert_cmpstr (model_record_get (copy, "end"), ==, "2028-02-04");
  g_assert_cmpstr (model_record_get (copy, "weekly_hours"), ==, "35");
  g_assert_true (work_calendar_is_linked (calendar, done->id, self->next_class_id));
  g_assert_cmpuint (calendar->links->len, ==, 3);
  work_fixture_assert_refused (&self->fixture,
                               work_change_period_copy_new (self->fixture.periods[0]),
                               "“PFMP 1” is there already", NULL);
  work_fixture_assert_refused (&self->fixture, work_change_period_copy_new (done->id),
                               "There is no school year after 2027-2028 yet", NULL);
  name = work_school_undo (self->fixture.school, NULL, &error);
  g_assert_no_error (error);
  undone = read_calendar (self);
  g_assert_cmpuint (undone->periods->len, ==, 2);
  g_assert_cmpuint (undone->links->len, ==, 2);
}

/* Days go on by 52 weeks: the same day of the week, over a leap day too. The year after is the one
 * that begins next, not the last one. */
static void
test_copied_days (Calendar *self, gconstpointer data)
{
  static const struct
  {
    const char *start, *end, *copied_start, *copied_end;
  } days[] = {
    { "2026-09-07", "2026-10-02", "2027-09-06", "2027-10-01" },
    { "2027-01-04", "2027-01-04", "2028-01-03", "2028-01-03" },
    { "2027-02-22", "2027-03-05", "2028-02-21", "2028-03-03" },
    { "2027-03-08", "2027-08-31", "2028-03-06", "2028-08-29" },
  };
  g_autofree char *year = work_fixture_id (self->fixture.year_id);

  work_fixture_add (&self->fixture, MODEL_ENTITY_SCHOOL_YEAR, "name", "2028-2029", "start",
                    "2028-09-01", "end", "2029-08-31", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *name = g_strdup_printf ("Stage %u", i);
      gint64 id = work_fixture_add (&self->fixture, MODEL_ENTITY_PERIOD, "school_year_id", year,
                                    "name", name, "start", days[i].start, "end", days[i].end,
                                    "kind", "internship", "number", "3", NULL);
      g_autoptr (WorkDone) done =
          work_fixture_apply (&self->fixture, work_change_period_copy_new (id));
      g_autoptr (ModelRecord) copy =
          work_fixture_load (&self->fixture, MODEL_ENTITY_PERIOD, done->id);

      g_assert_cmpint (model_record_get_int (copy, "school_year_id"), ==, self->next_year_id);
      g_assert_cmpstr (model_record_get (copy, "name"), ==, name);
      g_assert_cmpstr (model_record_get (copy, "start"), ==, days[i].copied_start);
      g_assert_cmpstr (model_record_get (copy, "end"), ==, days[i].copied_end);
      g_assert_cmpstr (model_record_get (copy, "kind"), ==, "internship");
      g_assert_cmpint (model_record_get_int (copy, "number"), ==, 3);
    }
}

/* A period that would end after the year it is copied to is not cut: one is told. */
static void
test_copy_does_not_fit (Calendar *self, gconstpointer data)
{
  work_fixture_change (&self->fixture, MODEL_ENTITY_SCHOOL_YEAR, self->next_year_id, "end",
                       "2028-01-31");
  work_fixture_assert_refused (&self->fixture,
                               work_change_period_copy_new (self->fixture.periods[0]),
                               "the school year 2027-2028", NULL);
}

/* A class that the next year has not is left out. */
static void
test_copy_without_class (Calendar *self, gconstpointer data)
{
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (WorkCalendar) calendar = NULL;

  work_fixture_change (&self->fixture, MODEL_ENTITY_CLASS_GROUP, self->next_class_id, "name",
                       "1MELEC");
  done =
      work_fixture_apply (&self->fixture, work_change_period_copy_new (self->fixture.periods[0]));
  calendar = read_calendar (self);
  g_assert_cmpuint (calendar->periods->len, ==, 3);
  g_assert_cmpuint (calendar->links->len, ==, 2);
}

/* What another seat has removed meanwhile. */
static void
test_gone (Calendar *self, gconstpointer data)
{
  WorkChange *changes[] = {
    work_change_period_copy_new (4711),
    work_change_remove_new ("class.change", MODEL_ENTITY_CLASS_GROUP, 4711),
    work_change_period_class_new (4711, self->fixture.class_id, TRUE),
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WorkDone) done = work_school_apply (self->fixture.school, changes[i], &error);

      g_assert_null (done);
      g_assert_nonnull (error);
    }
}

static gint64
add (Calendar *self, ModelEntity entity, gint64 year_id)
{
  g_autoptr (WorkDone) done =
      work_fixture_apply (&self->fixture, work_change_row_add_new (entity, year_id));

  g_assert_nonnull (done->operation_id);
  return done->id;
}

static void
assert_row (Calendar *self, ModelEntity entity, gint64 id, const char *name, const char *days)
{
  g_autoptr (ModelRecord) record = work_fixture_load (&self->fixture, entity, id);
  g_autofree char *found = NULL;

  g_assert_cmpstr (model_record_get (record, "name"), ==, name);
  if (days == NULL)
    return;
  found = g_strdup_printf ("%s/%s", model_record_get (record, "start"),
                           model_record_get (record, "end"));
  g_assert_cmpstr (found, ==, days);
}

/* What is added has a name of its own and days that make sense at once. */
static void
test_add (Calendar *self, gconstpointer data)
{
  static const struct
  {
    ModelEntity entity;
    gboolean is_next_year;
    const char *name;
    const char *days;
  } rows[] = {
    { MODEL_ENTITY_SCHOOL_YEAR, FALSE, "2028-2029", "2028-09-01/2029-08-31" },
    { MODEL_ENTITY_SCHOOL_YEAR, FALSE, "2029-2030", "2029-09-01/2030-08-31" },
    { MODEL_ENTITY_CLASS_GROUP, FALSE, "New class", NULL },
    { MODEL_ENTITY_CLASS_GROUP, FALSE, "New class 2", NULL },
    { MODEL_ENTITY_CLASS_GROUP, TRUE, "New class", NULL },
    { MODEL_ENTITY_PERIOD, TRUE, "New period", "2027-09-06/2027-10-01" },
    { MODEL_ENTITY_PERIOD, TRUE, "New period 2", "2027-10-04/2027-10-29" },
    { MODEL_ENTITY_PERIOD, FALSE, "New period", "2027-06-21/2027-07-16" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 year_id = rows[i].is_next_year ? self->next_year_id : self->fixture.year_id;

      assert_row (self, rows[i].entity, add (self, rows[i].entity, year_id), rows[i].name,
                  rows[i].days);
    }
}

/* The year is nearly over: the period is as long as it may be, a day at least. */
static void
test_add_at_the_end (Calendar *self, gconstpointer data)
{
  static const char *const ends[][2] = {
    { "2027-08-20", "2027-08-23/2027-08-31" },
    { "2027-08-31", "2027-08-31/2027-08-31" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      gint64 id;

      work_fixture_change (&self->fixture, MODEL_ENTITY_PERIOD, self->fixture.periods[1], "end",
                           ends[i][0]);
      id = add (self, MODEL_ENTITY_PERIOD, self->fixture.year_id);
      assert_row (self, MODEL_ENTITY_PERIOD, id, i == 0 ? "New period" : "New period 2",
                  ends[i][1]);
    }
}

static WorkChange *
removal (ModelEntity entity, gint64 id)
{
  return work_change_remove_new ("settings.change", entity, id);
}

/* Somebody was written to about it: it stays, and is told in words. */
static void
test_remove_written_about (Calendar *self, gconstpointer data)
{
  WorkFixture *fixture = &self->fixture;
  g_autofree char *period = work_fixture_id (fixture->periods[1]);

  work_fixture_add (fixture, MODEL_ENTITY_MESSAGE, "channel", "sms", "event", "search.missing",
                    "audience", "student", "period_id", period, "name", "Léa", "address",
                    "+33639988201", "body", "Bonjour", "state", "sent", "made_at",
                    "2026-11-24T08:00:00Z", "batch", "b", NULL);
  work_fixture_assert_refused (fixture, removal (MODEL_ENTITY_PERIOD, fixture->periods[1]),
                               "is still used (1 e-mail or SMS)", NULL);
}

static void
test_remove (Calendar *self, gconstpointer data)
{
  WorkFixture *fixture = &self->fixture;
  g_autoptr (WorkDone) period = NULL, class_group = NULL;
  g_autoptr (WorkCalendar) calendar = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;

  work_fixture_assert_refused (&self->fixture, removal (MODEL_ENTITY_SCHOOL_YEAR, fixture->year_id),
                               "“2026-2027” is still used (1 class, 2 periods)", NULL);
  work_fixture_assert_refused (&self->fixture,
                               removal (MODEL_ENTITY_CLASS_GROUP, fixture->class_id),
                               "“2MELEC” is still used (3 students)", NULL);
  work_fixture_assert_refused (&self->fixture, removal (MODEL_ENTITY_PERIOD, fixture->periods[0]),
                               "“PFMP 1” is still used (3 searches)", NULL);
  /* The classes that have it are no use of a period: they go with it, and come back. */
  period = work_fixture_apply (&self->fixture, removal (MODEL_ENTITY_PERIOD, fixture->periods[1]));
  class_group =
      work_fixture_apply (&self->fixture, removal (MODEL_ENTITY_CLASS_GROUP, self->next_class_id));
  calendar = read_calendar (self);
  g_assert_cmpuint (calendar->periods->len, ==, 1);
  g_assert_cmpuint (calendar->links->len, ==, 1);
  name = work_school_undo (fixture->school, period->operation_id, &error);
  g_assert_no_error (error);
  g_clear_pointer (&calendar, work_calendar_free);
  calendar = read_calendar (self);
  g_assert_true (work_calendar_is_linked (calendar, fixture->periods[1], fixture->class_id));
}

#define ADD(name, func) \
  g_test_add ("/work/settings-calendar/" name, Calendar, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("read", test_read);
  ADD ("year", test_year);
  ADD ("class", test_class);
  ADD ("period", test_period);
  ADD ("links", test_links);
  ADD ("names-of-periods", test_names_of_periods);
  ADD ("copy", test_copy);
  ADD ("copied-days", test_copied_days);
  ADD ("copy-does-not-fit", test_copy_does_not_fit);
  ADD ("copy-without-class", test_copy_without_class);
  ADD ("gone", test_gone);
  ADD ("add", test_add);
  ADD ("add-at-the-end", test_add_at_the_end);
  ADD ("remove", test_remove);
  ADD ("remove-written-about", test_remove_written_about);
  return g_test_run ();
}

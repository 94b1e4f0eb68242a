/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-error.h"
#include "work-fixture.h"
#include "work-year.h"

/* A next year that was begun by hand, or by a file, before the assistant comes to it. */

typedef struct
{
  WorkFixture fixture;
  gint64 next_id;  /* the year 2027-2028 */
  gint64 melec_id; /* its class 2MELEC */
} Begun;

static void
set_up (Begun *begun, gconstpointer data)
{
  g_autofree char *year = NULL;

  work_fixture_set_up (&begun->fixture, data);
  begun->next_id = work_fixture_add (&begun->fixture, MODEL_ENTITY_SCHOOL_YEAR, "name", "2027-2028",
                                     "start", "2027-08-30", "end", "2028-07-07", NULL);
  year = work_fixture_id (begun->next_id);
  begun->melec_id = work_fixture_add (&begun->fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id",
                                      year, "name", "2Mélec", "diploma", "Autre chose", NULL);
}

static void
tear_down (Begun *begun, gconstpointer data)
{
  work_fixture_tear_down (&begun->fixture, data);
}

static WorkRollOver *
propose (Begun *begun)
{
  g_autoptr (GError) error = NULL;
  WorkRollOver *plan = work_school_read (begun->fixture.school,
                                         work_query_roll_over_new (begun->fixture.year_id), &error);

  g_assert_no_error (error);
  return plan;
}

static WorkDone *
roll (Begun *begun, const WorkRollOver *plan)
{
  g_autoptr (GError) error = NULL;
  WorkDone *done =
      work_school_apply (begun->fixture.school, work_change_roll_over_new (plan), &error);

  g_assert_no_error (error);
  g_assert_cmpint (done->id, ==, begun->next_id);
  return done;
}

/* (transfer full): the rows of an entity that refer to something */
static GPtrArray *
rows_of (Begun *begun, ModelEntity entity, const char *column, gint64 id)
{
  g_autofree char *value = work_fixture_id (id);
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = work_school_read (begun->fixture.school,
                                      work_query_records_new (entity, column, value), &error);

  g_assert_no_error (error);
  return rows;
}

static guint
count (Begun *begun, ModelEntity entity, const char *column, gint64 id)
{
  g_autoptr (GPtrArray) rows = rows_of (begun, entity, column, id);

  return rows->len;
}

static gint64
add_period (Begun *begun, const char *name, gint64 class_id)
{
  g_autofree char *year = work_fixture_id (begun->next_id);
  g_autofree char *class_group = work_fixture_id (class_id);
  gint64 id = work_fixture_add (&begun->fixture, MODEL_ENTITY_PERIOD, "school_year_id", year,
                                "name", name, "start", "2027-11-08", "end", "2027-11-19", NULL);
  g_autofree char *period = work_fixture_id (id);

  work_fixture_add (&begun->fixture, MODEL_ENTITY_PERIOD_CLASS, "period_id", period,
                    "class_group_id", class_group, NULL);
  return id;
}

static void
enrol (Begun *begun, gint64 student_id, gint64 class_id)
{
  g_autofree char *student = work_fixture_id (student_id);
  g_autofree char *class_group = work_fixture_id (class_id);

  work_fixture_add (&begun->fixture, MODEL_ENTITY_ENROLMENT, "student_id", student,
                    "class_group_id", class_group, NULL);
}

/* The days that the school gave the year are kept, and its class under the name it has there. */
static void
test_year_and_class (Begun *begun, gconstpointer data)
{
  g_autoptr (WorkRollOver) plan = propose (begun);
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (ModelRecord) year = NULL, melec = NULL;
  g_auto (GStrv) choices = work_roll_over_choices (plan);

  g_assert_false (plan->is_new);
  g_assert_cmpstr (plan->start, ==, "2027-08-30");
  g_assert_cmpstr (plan->end, ==, "2028-07-07");
  g_assert_cmpuint (g_strv_length (plan->there), ==, 1);
  /* 2MELEC and 2Mélec are one. */
  g_assert_cmpuint (g_strv_length (choices), ==, 2);
  g_assert_cmpuint (work_roll_over_count (plan).classes, ==, 1);
  done = roll (begun, plan);
  g_assert_cmpuint (count (begun, MODEL_ENTITY_CLASS_GROUP, "school_year_id", begun->next_id), ==,
                    2);
  year = work_fixture_load (&begun->fixture, MODEL_ENTITY_SCHOOL_YEAR, begun->next_id);
  g_assert_cmpstr (model_record_get (year, "start"), ==, "2027-08-30");
  melec = work_fixture_load (&begun->fixture, MODEL_ENTITY_CLASS_GROUP, begun->melec_id);
  g_assert_cmpstr (model_record_get (melec, "name"), ==, "2Mélec");
  g_assert_cmpstr (model_record_get (melec, "diploma"), ==, "Autre chose");
  work_fixture_assert_sound (&begun->fixture);
}

/* What the person wrote on the first page does not move a year that is there. */
static void
test_year_stays (Begun *begun, gconstpointer data)
{
  g_autoptr (WorkRollOver) plan = propose (begun);
  g_autoptr (ModelRecord) year = NULL;

  work_roll_over_set (&plan->name, " 2027–2028 ");
  work_roll_over_set (&plan->start, "2026-10-15");
  work_done_free (roll (begun, plan));
  year = work_fixture_load (&begun->fixture, MODEL_ENTITY_SCHOOL_YEAR, begun->next_id);
  g_assert_cmpstr (model_record_get (year, "name"), ==, "2027-2028");
  g_assert_cmpstr (model_record_get (year, "start"), ==, "2027-08-30");
}

static void
test_period_that_is_there (Begun *begun, gconstpointer data)
{
  gint64 first = add_period (begun, "pfmp 1", begun->melec_id);
  g_autoptr (WorkRollOver) plan = propose (begun);
  g_autoptr (ModelRecord) period = NULL;
  const WorkRollPeriod *one = plan->periods->pdata[0], *two = plan->periods->pdata[1];

  g_assert_true (one->exists);
  g_assert_false (two->exists);
  g_assert_cmpuint (work_roll_over_count (plan).periods, ==, 1);
  work_done_free (roll (begun, plan));
  period = work_fixture_load (&begun->fixture, MODEL_ENTITY_PERIOD, first);
  g_assert_cmpstr (model_record_get (period, "start"), ==, "2027-11-08");
  g_assert_cmpuint (count (begun, MODEL_ENTITY_PERIOD, "school_year_id", begun->next_id), ==, 2);
  g_assert_cmpuint (count (begun, MODEL_ENTITY_PERIOD_CLASS, "class_group_id", begun->melec_id), ==,
                    2);
}

/* Another class's period of the same name is another period. */
static void
test_period_of_another_class (Begun *begun, gconstpointer data)
{
  g_autofree char *year = work_fixture_id (begun->next_id);
  gint64 other = work_fixture_add (&begun->fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id",
                                   year, "name", "1CAP", NULL);
  g_autoptr (WorkRollOver) plan = NULL;

  add_period (begun, "PFMP 1", other);
  plan = propose (begun);
  g_assert_false (((const WorkRollPeriod *) plan->periods->pdata[0])->exists);
  work_done_free (roll (begun, plan));
  g_assert_cmpuint (count (begun, MODEL_ENTITY_PERIOD, "school_year_id", begun->next_id), ==, 3);
  g_assert_cmpuint (count (begun, MODEL_ENTITY_PERIOD_CLASS, "class_group_id", other), ==, 1);
}

/* Of two classes that share a period one may have its own already: the copy is the other's. */
static void
test_period_of_one_class_of_two (Begun *begun, gconstpointer data)
{
  WorkFixture *fixture = &begun->fixture;
  g_autofree char *year = work_fixture_id (fixture->year_id);
  g_autofree char *period = work_fixture_id (fixture->periods[0]);
  gint64 agora = work_fixture_add (fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id", year,
                                   "name", "2AGORA", NULL);
  g_autofree char *agora_id = work_fixture_id (agora);
  g_autoptr (WorkRollOver) plan = NULL;
  g_autoptr (GPtrArray) periods = NULL, links = NULL;
  const WorkRollPeriod *one;

  work_fixture_add (fixture, MODEL_ENTITY_PERIOD_CLASS, "period_id", period, "class_group_id",
                    agora_id, NULL);
  add_period (begun, "PFMP 1", begun->melec_id);
  plan = propose (begun);
  one = plan->periods->pdata[0];
  g_assert_cmpuint (one->class_ids->len, ==, 2);
  g_assert_false (one->exists);
  work_done_free (roll (begun, plan));
  g_assert_cmpuint (count (begun, MODEL_ENTITY_PERIOD_CLASS, "class_group_id", begun->melec_id), ==,
                    2);
  periods = rows_of (begun, MODEL_ENTITY_PERIOD, "school_year_id", begun->next_id);
  g_assert_cmpuint (periods->len, ==, 3);
  for (guint i = 0; i < periods->len; i++)
    {
      g_clear_pointer (&links, g_ptr_array_unref);
      links = rows_of (begun, MODEL_ENTITY_PERIOD_CLASS, "period_id",
                       model_record_get_id (periods->pdata[i]));
      g_assert_cmpuint (links->len, ==, 1);
    }
}

/* Who is in a class of the next year already stays there, whatever the plan says. */
static void
test_students_who_are_there (Begun *begun, gconstpointer data)
{
  WorkFixture *fixture = &begun->fixture;
  g_autoptr (WorkRollOver) before = propose (begun), plan = NULL;
  WorkRollCount counts;

  enrol (begun, fixture->students[0], begun->melec_id);
  plan = propose (begun);
  counts = work_roll_over_count (plan);
  g_assert_cmpuint (counts.enrolled, ==, 1);
  g_assert_cmpuint (counts.up, ==, 2);
  g_assert_true (((const WorkRollStudent *) plan->students->pdata[0])->is_enrolled);
  /* A plan from before that enrolment does no harm either. */
  work_done_free (roll (begun, before));
  work_done_free (roll (begun, plan));
  g_assert_cmpuint (count (begun, MODEL_ENTITY_ENROLMENT, "class_group_id", begun->melec_id), ==,
                    1);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (count (begun, MODEL_ENTITY_ENROLMENT, "student_id", fixture->students[i]), ==,
                      2);
}

/* Two at once: the second one finds what the first one made. */
static void
test_two_seats (Begun *begun, gconstpointer data)
{
  g_autoptr (WorkRollOver) mine = propose (begun), theirs = propose (begun);
  g_autoptr (WorkDone) first = NULL, second = NULL;
  guint n;

  work_roll_over_set (&((WorkRollClass *) theirs->classes->pdata[0])->new_name, "2MELEC B");
  first = roll (begun, mine);
  n = count (begun, MODEL_ENTITY_CLASS_GROUP, "school_year_id", begun->next_id);
  second = roll (begun, theirs);
  /* Only the class that it calls otherwise, with its periods. */
  g_assert_cmpuint (count (begun, MODEL_ENTITY_CLASS_GROUP, "school_year_id", begun->next_id), ==,
                    n + 1);
  g_assert_cmpuint (second->n, ==, 1 + 2 + 2);
  work_fixture_assert_sound (&begun->fixture);
}

/* What was added since hangs from the year: it can be taken back no more, and says why. */
static void
test_undo_that_comes_too_late (Begun *begun, gconstpointer data)
{
  g_autoptr (WorkRollOver) plan = propose (begun);
  g_autoptr (WorkDone) done = roll (begun, plan);
  g_autoptr (GPtrArray) periods =
      rows_of (begun, MODEL_ENTITY_PERIOD, "school_year_id", begun->next_id);
  g_autofree char *student = work_fixture_id (begun->fixture.students[0]);
  g_autofree char *period = work_fixture_id (model_record_get_id (periods->pdata[0]));
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;
  guint n = count (begun, MODEL_ENTITY_CLASS_GROUP, "school_year_id", begun->next_id);

  work_fixture_add (&begun->fixture, MODEL_ENTITY_SEARCH, "student_id", student, "period_id",
                    period, "state", "searching", NULL);
  label = work_school_undo (begun->fixture.school, done->operation_id, &error);
  g_assert_null (label);
  g_assert_nonnull (error);
  g_assert_cmpuint (count (begun, MODEL_ENTITY_CLASS_GROUP, "school_year_id", begun->next_id), ==,
                    n);
  work_fixture_assert_sound (&begun->fixture);
}

/* The next year's own classes may take students too. */
static void
test_class_of_the_next_year_only (Begun *begun, gconstpointer data)
{
  g_autofree char *year = work_fixture_id (begun->next_id);
  gint64 ulis = work_fixture_add (&begun->fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id", year,
                                  "name", "ULIS", NULL);
  g_autoptr (WorkRollOver) plan = propose (begun);
  g_auto (GStrv) choices = work_roll_over_choices (plan);

  g_assert_true (g_strv_contains ((const char *const *) choices, "ULIS"));
  work_roll_over_set (&((WorkRollStudent *) plan->students->pdata[2])->own_name, "ulis");
  g_assert_cmpuint (work_roll_over_count (plan).up, ==, 3);
  work_done_free (roll (begun, plan));
  g_assert_cmpuint (count (begun, MODEL_ENTITY_ENROLMENT, "class_group_id", ulis), ==, 1);
}

#define ADD(name, func) g_test_add ("/work/year-merge/" name, Begun, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("year-and-class", test_year_and_class);
  ADD ("year-stays", test_year_stays);
  ADD ("period", test_period_that_is_there);
  ADD ("other-class", test_period_of_another_class);
  ADD ("one-of-two", test_period_of_one_class_of_two);
  ADD ("students", test_students_who_are_there);
  ADD ("two-seats", test_two_seats);
  ADD ("too-late", test_undo_that_comes_too_late);
  ADD ("own-class", test_class_of_the_next_year_only);
  return g_test_run ();
}

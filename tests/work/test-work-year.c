/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-demo.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-year.h"

static WorkRollOver *
propose (WorkFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  WorkRollOver *plan = work_school_read (fixture->school, work_query_roll_over_new (0), &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan);
  return plan;
}

static WorkDone *
roll (WorkFixture *fixture, const WorkRollOver *plan)
{
  g_autoptr (GError) error = NULL;
  WorkDone *done = work_school_apply (fixture->school, work_change_roll_over_new (plan), &error);

  g_assert_no_error (error);
  return done;
}

static guint
count (WorkFixture *fixture, ModelEntity entity)
{
  g_autoptr (GPtrArray) rows = work_fixture_load_all (fixture, entity);

  return rows->len;
}

/* (transfer full) (nullable): the row of an entity with two values */
static ModelRecord *
find (WorkFixture *fixture,
      ModelEntity entity,
      const char *column,
      gint64 id,
      const char *other,
      const char *value)
{
  g_autoptr (GPtrArray) rows = work_fixture_load_all (fixture, entity);

  for (guint i = 0; i < rows->len; i++)
    if (model_record_get_int (rows->pdata[i], column) == id
        && g_strcmp0 (model_record_get (rows->pdata[i], other), value) == 0)
      return g_object_ref (rows->pdata[i]);
  return NULL;
}

static ModelRecord *
find_class (WorkFixture *fixture, gint64 year_id, const char *name)
{
  return find (fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id", year_id, "name", name);
}

static gboolean
is_in (WorkFixture *fixture, gint64 student_id, ModelRecord *class_group)
{
  g_autofree char *id = work_fixture_id (model_record_get_id (class_group));
  g_autoptr (ModelRecord) enrolment =
      find (fixture, MODEL_ENTITY_ENROLMENT, "student_id", student_id, "class_group_id", id);

  return enrolment != NULL;
}

static void
test_proposal (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkRollOver) plan = propose (fixture);
  const WorkRollClass *melec;
  const WorkRollPeriod *first;
  WorkRollCount counts;
  g_auto (GStrv) choices = NULL;
  g_autofree char *names = NULL;

  g_assert_cmpint (plan->year_id, ==, fixture->year_id);
  g_assert_cmpstr (plan->year_name, ==, "2026-2027");
  g_assert_cmpstr (plan->name, ==, "2027-2028");
  g_assert_cmpstr (plan->start, ==, "2027-09-01");
  g_assert_cmpstr (plan->end, ==, "2028-08-31");
  g_assert_true (plan->is_new);
  g_assert_cmpuint (plan->n_companies, ==, 1);
  g_assert_cmpuint (plan->classes->len, ==, 1);
  melec = plan->classes->pdata[0];
  g_assert_true (melec->copied && melec->is_sure);
  g_assert_cmpstr (melec->new_name, ==, "2MELEC");
  g_assert_cmpstr (melec->next_name, ==, "1MELEC");
  g_assert_cmpuint (melec->n_students, ==, 3);
  g_assert_cmpuint (plan->periods->len, ==, 2);
  first = plan->periods->pdata[0];
  g_assert_cmpstr (first->name, ==, "PFMP 1");
  /* A Monday still, and still a Friday. */
  g_assert_cmpstr (first->start, ==, "2028-01-10");
  g_assert_cmpstr (first->end, ==, "2028-02-04");
  g_assert_false (first->exists);
  g_assert_cmpstr (first->remark, ==, "");
  names = work_roll_over_class_names (plan, first);
  g_assert_cmpstr (names, ==, "2MELEC");
  g_assert_cmpuint (plan->students->len, ==, 3);
  g_assert_cmpstr (((const WorkRollStudent *) plan->students->pdata[1])->name, ==, "BRÛLÉ Noé");
  choices = work_roll_over_choices (plan);
  g_assert_cmpuint (g_strv_length (choices), ==, 2);
  counts = work_roll_over_count (plan);
  g_assert_cmpuint (counts.classes, ==, 2);
  g_assert_cmpuint (counts.periods, ==, 2);
  g_assert_cmpuint (counts.up, ==, 3);
  g_assert_cmpuint (counts.staying + counts.leaving + counts.enrolled, ==, 0);
}

static void
test_holidays (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkRollOver) plan = propose (fixture);
  WorkRollPeriod *second = plan->periods->pdata[1];

  /* 22 May to 16 June 2028: Ascension Day is the 25th, Whit Monday the 5th of June. */
  g_assert_cmpstr (second->start, ==, "2028-05-22");
  g_assert_nonnull (strstr (second->remark, "25/05/2028"));
  g_assert_nonnull (strstr (second->remark, "05/06/2028"));
  g_assert_null (strstr (second->remark, "01/05/2028"));
  work_roll_over_set (&second->start, "2028-06-06");
  work_roll_over_check_period (plan, second);
  g_assert_cmpstr (second->remark, ==, "");
  /* On a Sunday a holiday takes nothing away: the 14th of July 2030. */
  work_roll_over_set (&plan->end, "2031-08-31");
  work_roll_over_set (&second->start, "2030-07-14");
  work_roll_over_set (&second->end, "2030-07-15");
  work_roll_over_check_period (plan, second);
  g_assert_cmpstr (second->remark, ==, "");
  work_roll_over_set (&second->end, "2031-09-01");
  work_roll_over_check_period (plan, second);
  g_assert_nonnull (strstr (second->remark, "not all in the school year"));
  work_roll_over_set (&second->end, "2030-07-13");
  work_roll_over_check_period (plan, second);
  g_assert_nonnull (strstr (second->remark, "before the first"));
  work_roll_over_set (&second->end, "");
  work_roll_over_check_period (plan, second);
  g_assert_nonnull (strstr (second->remark, "needed"));
}

static void
test_done_and_undone (WorkFixture *fixture, gconstpointer data)
{
  static const ModelEntity entities[] = { MODEL_ENTITY_SCHOOL_YEAR, MODEL_ENTITY_CLASS_GROUP,
                                          MODEL_ENTITY_PERIOD, MODEL_ENTITY_PERIOD_CLASS,
                                          MODEL_ENTITY_ENROLMENT };
  g_autoptr (WorkRollOver) plan = propose (fixture);
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (ModelRecord) same = NULL, up = NULL, period = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL, *again = NULL;
  guint before[G_N_ELEMENTS (entities)];

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    before[i] = count (fixture, entities[i]);
  done = roll (fixture, plan);
  g_assert_nonnull (done->operation_id);
  same = find_class (fixture, done->id, "2MELEC");
  up = find_class (fixture, done->id, "1MELEC");
  g_assert_nonnull (same);
  g_assert_nonnull (up);
  g_assert_cmpstr (model_record_get (up, "diploma"), ==, "Bac pro métiers de l’électricité");
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (is_in (fixture, fixture->students[i], up));
      g_assert_false (is_in (fixture, fixture->students[i], same));
    }
  period = find (fixture, MODEL_ENTITY_PERIOD, "school_year_id", done->id, "name", "PFMP 1");
  g_assert_cmpstr (model_record_get (period, "start"), ==, "2028-01-10");
  g_assert_cmpstr (model_record_get (period, "weekly_hours"), ==, "35");
  g_assert_cmpuint (count (fixture, MODEL_ENTITY_PERIOD_CLASS), ==, before[3] + 2);
  work_fixture_assert_sound (fixture);
  label = work_school_undo (fixture->school, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    g_assert_cmpuint (count (fixture, entities[i]), ==, before[i]);
  again = work_school_redo (fixture->school, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture, MODEL_ENTITY_ENROLMENT), ==, before[4] + 3);
  work_fixture_assert_sound (fixture);
}

/* A second time adds what is missing, and nothing twice. */
static void
test_again (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkRollOver) plan = propose (fixture), next = NULL, third = NULL;
  g_autoptr (WorkDone) done = roll (fixture, plan), nothing = NULL, more = NULL, stale = NULL;
  g_autoptr (ModelRecord) up = find_class (fixture, done->id, "1MELEC");
  g_autofree char *class_id = work_fixture_id (fixture->class_id);
  g_autofree char *student_id = NULL;
  gint64 newcomer;
  WorkRollCount counts;
  guint n_periods;

  next = work_school_read (fixture->school, work_query_roll_over_new (fixture->year_id), NULL);
  g_assert_false (next->is_new);
  counts = work_roll_over_count (next);
  g_assert_cmpuint (counts.classes + counts.periods + counts.up + counts.leaving, ==, 0);
  g_assert_cmpuint (counts.enrolled, ==, 3);
  g_assert_true (((const WorkRollPeriod *) next->periods->pdata[0])->exists);
  nothing = roll (fixture, next);
  g_assert_null (nothing->operation_id);
  g_assert_cmpint (nothing->id, ==, done->id);
  /* Even an old plan, of another seat, makes nothing twice. */
  stale = roll (fixture, plan);
  g_assert_null (stale->operation_id);
  n_periods = count (fixture, MODEL_ENTITY_PERIOD);
  newcomer = work_fixture_add (fixture, MODEL_ENTITY_STUDENT, "family_name", "Zola", "given_name",
                               "Ève", NULL);
  student_id = work_fixture_id (newcomer);
  work_fixture_add (fixture, MODEL_ENTITY_ENROLMENT, "student_id", student_id, "class_group_id",
                    class_id, NULL);
  third = work_school_read (fixture->school, work_query_roll_over_new (fixture->year_id), NULL);
  more = roll (fixture, third);
  g_assert_cmpuint (more->n, ==, 1);
  g_assert_true (is_in (fixture, newcomer, up));
  g_assert_cmpuint (count (fixture, MODEL_ENTITY_PERIOD), ==, n_periods);
}

static void
test_choices_of_a_person (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkRollOver) plan = propose (fixture);
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (ModelRecord) same = NULL, up = NULL, none = NULL, second = NULL;
  WorkRollClass *melec = plan->classes->pdata[0];
  WorkRollStudent *repeats = plan->students->pdata[0], *leaves = plan->students->pdata[1];
  WorkRollPeriod *dropped = plan->periods->pdata[1], *moved = plan->periods->pdata[0];
  WorkRollCount counts;

  work_roll_over_set (&plan->name, "2027/2028");
  work_roll_over_set (&melec->new_name, "2MEL A");
  work_roll_over_set (&repeats->own_name, "2mel a");
  work_roll_over_set (&leaves->own_name, "");
  dropped->copied = FALSE;
  work_roll_over_set (&moved->start, "2028-01-17");
  counts = work_roll_over_count (plan);
  g_assert_cmpuint (counts.up, ==, 1);
  g_assert_cmpuint (counts.staying, ==, 1);
  g_assert_cmpuint (counts.leaving, ==, 1);
  g_assert_cmpuint (counts.periods, ==, 1);
  done = roll (fixture, plan);
  same = find_class (fixture, done->id, "2MEL A");
  up = find_class (fixture, done->id, "1MELEC");
  none = find_class (fixture, done->id, "2MELEC");
  g_assert_null (none);
  g_assert_true (is_in (fixture, fixture->students[0], same));
  g_assert_false (is_in (fixture, fixture->students[0], up));
  g_assert_false (is_in (fixture, fixture->students[1], same));
  g_assert_false (is_in (fixture, fixture->students[1], up));
  g_assert_true (is_in (fixture, fixture->students[2], up));
  second = find (fixture, MODEL_ENTITY_PERIOD, "school_year_id", done->id, "start", "2028-01-17");
  g_assert_nonnull (second);
  g_assert_cmpuint (count (fixture, MODEL_ENTITY_PERIOD), ==, 3);
}

static void
test_class_that_ends (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkRollOver) plan = propose (fixture);
  g_autoptr (WorkDone) done = NULL;
  WorkRollClass *melec = plan->classes->pdata[0];

  melec->copied = FALSE;
  g_assert_false (work_roll_over_has_classes (plan, plan->periods->pdata[0]));
  g_assert_cmpuint (work_roll_over_count (plan).periods, ==, 0);
  g_assert_cmpuint (work_roll_over_count (plan).classes, ==, 1);
  done = roll (fixture, plan);
  /* Nobody's period is copied; the students go up all the same. */
  g_assert_cmpuint (count (fixture, MODEL_ENTITY_PERIOD), ==, 2);
  g_assert_cmpuint (count (fixture, MODEL_ENTITY_ENROLMENT), ==, 6);
}

/* Who has left before the end goes nowhere; who has changed class goes up from the last one. */
static void
test_who_left (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *year = work_fixture_id (fixture->year_id);
  G_GNUC_UNUSED g_autofree char *left = work_fixture_id (fixture->students[0]);
  g_autofree char *moved = work_fixture_id (fixture->students[1]);
  gint64 other = work_fixture_add (fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id", year,
                                   "name", "TMELEC", NULL);
  g_autofree char *other_id = work_fixture_id (other);
  g_autoptr (GPtrArray) enrolments = work_fixture_load_all (fixture, MODEL_ENTITY_ENROLMENT);
  g_autoptr (WorkRollOver) plan = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[0], "exit_date",
                       "2027-03-01");
  for (guint i = 0; i < enrolments->len; i++)
    if (g_strcmp0 (model_record_get (enrolments->pdata[i], "student_id"), moved) == 0)
      work_fixture_change (fixture, MODEL_ENTITY_ENROLMENT,
                           model_record_get_id (enrolments->pdata[i]), "end", "2027-01-31");
  work_fixture_add (fixture, MODEL_ENTITY_ENROLMENT, "student_id", moved, "class_group_id",
                    other_id, "start", "2027-02-01", NULL);
  plan = propose (fixture);
  g_assert_cmpuint (plan->students->len, ==, 2);
  g_assert_cmpuint (work_roll_over_find_class (plan, fixture->class_id)->n_students, ==, 1);
  g_assert_cmpuint (work_roll_over_find_class (plan, other)->n_students, ==, 1);
  g_assert_cmpuint (work_roll_over_count (plan).leaving, ==, 1);
}

static void
refuse (WorkFixture *fixture, const WorkRollOver *plan, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done =
      work_school_apply (fixture->school, work_change_roll_over_new (plan), &error);

  g_assert_null (done);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_cmpuint (count (fixture, MODEL_ENTITY_SCHOOL_YEAR), ==, 1);
}

static void
test_refusals (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *year = work_fixture_id (fixture->year_id);
  g_autoptr (WorkRollOver) plan = NULL;
  WorkRollClass *one;
  WorkRollPeriod *period;

  work_fixture_add (fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id", year, "name", "TMELEC",
                    NULL);
  plan = propose (fixture);
  one = plan->classes->pdata[0];
  period = plan->periods->pdata[0];
  work_roll_over_set (&plan->name, " ");
  refuse (fixture, plan, "needs a name");
  work_roll_over_set (&plan->name, "2026–2027");
  refuse (fixture, plan, "like the one before");
  work_roll_over_set (&plan->name, "2027-2028");
  /* A month in common is more than a school means. */
  work_roll_over_set (&plan->start, "2027-07-30");
  refuse (fixture, plan, "before the year 2026-2027 is over");
  work_roll_over_set (&plan->start, "2027-07-31");
  g_assert_true (work_roll_over_check (plan, WORK_ROLL_YEAR, NULL));
  work_roll_over_set (&plan->start, "2028-09-01");
  refuse (fixture, plan, "a last day after it");
  work_roll_over_set (&plan->start, "2027-09-01");
  work_roll_over_set (&one->new_name, "");
  refuse (fixture, plan, "2MELEC needs a name");
  work_roll_over_set (&one->new_name, "tmelec");
  refuse (fixture, plan, "Two classes");
  work_roll_over_set (&one->new_name, "2MELEC");
  work_roll_over_set (&period->end, "2028-01-01");
  refuse (fixture, plan, "PFMP 1");
  work_roll_over_set (&period->end, "2028-09-01");
  refuse (fixture, plan, "not all in the new school year");
  /* A period that is not copied may say what it likes. */
  period->copied = FALSE;
  work_done_free (roll (fixture, plan));
}

static void
test_no_such_year (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gpointer plan = work_school_read (fixture->school, work_query_roll_over_new (4711), &error);

  g_assert_null (plan);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND);
}

/* The year that ends is as it was, to the last letter. */
static char *
write_down (WorkFixture *fixture, gint64 year_id)
{
  static const ModelEntity entities[] = { MODEL_ENTITY_CLASS_GROUP, MODEL_ENTITY_PERIOD };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      g_autoptr (GPtrArray) rows = work_fixture_load_all (fixture, entities[i]);

      for (guint j = 0; j < rows->len; j++)
        for (guint k = 0; k < model_entity_info (entities[i])->n_fields; k++)
          if (model_record_get_int (rows->pdata[j], "school_year_id") == year_id)
            g_string_append_printf (text, "%s|", model_record_get_at (rows->pdata[j], k));
    }
  return g_string_free (text, FALSE);
}

static void
test_demo (void)
{
  WorkFixture fixture = { 0 };
  g_autoptr (WorkRollOver) plan = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL, *label = NULL;
  WorkRollCount counts;

  fixture.folder = g_dir_make_tmp ("paraphe-year-XXXXXX", &error);
  fixture.path = g_build_filename (fixture.folder, "demo.paraphe", NULL);
  g_assert_true (work_demo_create (fixture.path, NULL, &error));
  fixture.school = work_school_open (fixture.path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  plan = propose (&fixture);
  before = write_down (&fixture, plan->year_id);
  g_assert_cmpuint (plan->classes->len, ==, 12);
  for (guint i = 0; i < plan->classes->len; i++)
    g_assert_true (((const WorkRollClass *) plan->classes->pdata[i])->is_sure);
  counts = work_roll_over_count (plan);
  g_assert_cmpuint (counts.classes, ==, 12);
  g_assert_cmpuint (counts.periods, ==, 22);
  g_assert_cmpuint (counts.up + counts.leaving, ==, 320);
  g_assert_cmpuint (counts.leaving, >, 80);
  done = roll (&fixture, plan);
  g_assert_cmpuint (done->n, ==, 1 + 12 + 22 + 36 + counts.up);
  after = write_down (&fixture, plan->year_id);
  g_assert_cmpstr (after, ==, before);
  work_fixture_assert_sound (&fixture);
  label = work_school_undo (fixture.school, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (&fixture, MODEL_ENTITY_CLASS_GROUP), ==, 12);
  g_assert_cmpuint (count (&fixture, MODEL_ENTITY_ENROLMENT), ==, 320);
  work_fixture_tear_down (&fixture, NULL);
}

static void
test_copy (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkRollOver) plan = propose (fixture);
  g_autoptr (WorkRollOver) copy = work_roll_over_copy (plan);

  work_roll_over_set (&((WorkRollClass *) plan->classes->pdata[0])->next_name, "Ailleurs");
  work_roll_over_set (&((WorkRollStudent *) plan->students->pdata[0])->own_name, "");
  work_roll_over_set (&((WorkRollPeriod *) plan->periods->pdata[0])->start, "2028-02-01");
  g_ptr_array_set_size (plan->students, 1);
  g_assert_cmpstr (((WorkRollClass *) copy->classes->pdata[0])->next_name, ==, "1MELEC");
  g_assert_cmpstr (((WorkRollPeriod *) copy->periods->pdata[0])->start, ==, "2028-01-10");
  g_assert_null (((WorkRollStudent *) copy->students->pdata[0])->own_name);
  g_assert_cmpuint (copy->students->len, ==, 3);
  g_assert_cmpstr (work_roll_over_next_of (copy, copy->students->pdata[0]), ==, "1MELEC");
  g_assert_cmpstr (work_roll_over_next_of (plan, plan->students->pdata[0]), ==, "");
  work_roll_over_free (NULL);
}

#define ADD(name, func)                                                         \
  g_test_add ("/work/year/" name, WorkFixture, NULL, work_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("proposal", test_proposal);
  ADD ("holidays", test_holidays);
  ADD ("done-and-undone", test_done_and_undone);
  ADD ("again", test_again);
  ADD ("choices", test_choices_of_a_person);
  ADD ("class-that-ends", test_class_that_ends);
  ADD ("who-left", test_who_left);
  ADD ("refusals", test_refusals);
  ADD ("no-such-year", test_no_such_year);
  ADD ("copy", test_copy);
  g_test_add_func ("/work/year/demo", test_demo);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-agreement-change.h"
#include "work-error.h"
#include "work-fill.h"
#include "work-fixture.h"

/* What is done to many lines at once. */

static WorkFillLine
line_at (WorkFixture *fixture, guint student)
{
  return (WorkFillLine){ { fixture->students[student], fixture->periods[0] },
                         student < G_N_ELEMENTS (fixture->placements) ? fixture->placements[student]
                                                                      : 0 };
}

static void
all_lines (WorkFixture *fixture, WorkFillLine *lines)
{
  for (guint i = 0; i < G_N_ELEMENTS (fixture->students); i++)
    lines[i] = line_at (fixture, i);
}

static WorkDone *
fill (WorkFixture *fixture, guint parts, WorkFillValues values, GPtrArray *failures)
{
  WorkFillLine lines[3];

  all_lines (fixture, lines);
  return work_fixture_apply (fixture, work_change_fill_new (lines, 3, parts, &values, failures));
}

static void
assert_column (WorkFixture *fixture,
               ModelEntity entity,
               gint64 id,
               const char *column,
               const char *wanted)
{
  g_autoptr (ModelRecord) record = work_fixture_load (fixture, entity, id);

  g_assert_cmpstr (model_record_get (record, column), ==, wanted);
}

static gint64
add_teacher (WorkFixture *fixture)
{
  return work_fixture_add (fixture, MODEL_ENTITY_TEACHER, "family_name", "Zola", NULL);
}

static void
test_teacher (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) failures = work_sheet_failures_new ();
  gint64 teacher = add_teacher (fixture);
  g_autofree char *id = work_fixture_id (teacher), *before = NULL;
  g_autoptr (WorkDone) done = NULL, again = NULL;
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (ModelRecord) placement =
        work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0]);

    before = g_strdup (model_record_get (placement, "teacher_id"));
  }
  done = fill (fixture, WORK_FILL_TEACHER, (WorkFillValues){ .teacher_id = teacher }, failures);
  g_assert_cmpuint (done->n, ==, 3);
  g_assert_cmpuint (failures->len, ==, 0);
  for (guint i = 0; i < 2; i++)
    assert_column (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[i], "teacher_id", id);
  /* Who has no sheet is followed by that teacher. */
  assert_column (fixture, MODEL_ENTITY_SEARCH, fixture->searches[2], "teacher_id", id);
  assert_column (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "state", "validated");

  again = fill (fixture, WORK_FILL_TEACHER, (WorkFillValues){ .teacher_id = teacher }, failures);
  g_assert_cmpuint (again->n, ==, 0);
  g_assert_null (again->operation_id);

  g_free (work_school_undo (fixture->school, done->operation_id, &error));
  g_assert_no_error (error);
  assert_column (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "teacher_id", before);
  assert_column (fixture, MODEL_ENTITY_SEARCH, fixture->searches[2], "teacher_id", NULL);
  work_fixture_assert_sound (fixture);
}

/* A student whose search has no row yet gets one. */
static void
test_teacher_without_search (WorkFixture *fixture, gconstpointer data)
{
  WorkFillLine line = { { fixture->students[2], fixture->periods[1] }, 0 };
  WorkFillValues values = { .teacher_id = fixture->teacher_id };
  g_autofree char *id = work_fixture_id (fixture->teacher_id);
  g_autoptr (WorkDone) done = work_fixture_apply (
      fixture, work_change_fill_new (&line, 1, WORK_FILL_TEACHER, &values, NULL));
  g_autoptr (GPtrArray) searches = work_fixture_load_all (fixture, MODEL_ENTITY_SEARCH);

  g_assert_cmpuint (done->n, ==, 1);
  g_assert_cmpuint (searches->len, ==, 4);
  g_assert_cmpstr (model_record_get (searches->pdata[3], "teacher_id"), ==, id);
  values.teacher_id = 0;
  work_done_free (work_fixture_apply (
      fixture, work_change_fill_new (&line, 1, WORK_FILL_TEACHER, &values, NULL)));
  assert_column (fixture, MODEL_ENTITY_SEARCH, model_record_get_id (searches->pdata[3]),
                 "teacher_id", NULL);
}

static void
test_dates (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) failures = work_sheet_failures_new ();
  g_autoptr (WorkDone) done =
      fill (fixture, WORK_FILL_DATES,
            (WorkFillValues){ .start = "2027-01-13", .end = "2027-02-04" }, failures);

  g_assert_cmpuint (done->n, ==, 2);
  assert_column (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "start", "2027-01-13");
  assert_column (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "end", "2027-02-04");
  /* Who has no sheet has the dates of the period. */
  g_assert_cmpuint (failures->len, ==, 1);
  {
    const WorkSheetFailure *failure = failures->pdata[0];

    g_assert_cmpstr (failure->student, ==, "CAZALS Inès");
    g_assert_cmpint (failure->placement_id, ==, 0);
    g_assert_nonnull (strstr (failure->reason, "no sheet yet"));
  }
}

static void
test_template (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) failures = work_sheet_failures_new ();
  gint64 template_id =
      work_fixture_add (fixture, MODEL_ENTITY_TEMPLATE, "name", "A3", "kind", "agreement",
                        "file_name", "a3.docx", "sha256", "00", "content", "UEs=", NULL);
  g_autofree char *id = work_fixture_id (template_id);
  g_autoptr (WorkDone) done =
      fill (fixture, WORK_FILL_TEMPLATE, (WorkFillValues){ .template_id = template_id }, failures);
  g_autoptr (WorkDone) back = NULL;

  g_assert_cmpuint (done->n, ==, 2);
  assert_column (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "template_id", id);
  back = fill (fixture, WORK_FILL_TEMPLATE, (WorkFillValues){ .template_id = 0 }, failures);
  g_assert_cmpuint (back->n, ==, 2);
  assert_column (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "template_id", NULL);
}

/* Without somewhere to tell failures it is all or nothing. */
static void
test_all_or_nothing (WorkFixture *fixture, gconstpointer data)
{
  WorkFillLine lines[3];
  WorkFillValues values = { .start = "2027-01-13", .end = "2027-02-04" };
  g_autoptr (GError) error = NULL;

  all_lines (fixture, lines);
  g_assert_null (work_school_apply (
      fixture->school, work_change_fill_new (lines, 3, WORK_FILL_DATES, &values, NULL), &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  {
    g_autoptr (ModelRecord) placement =
        work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1]);

    g_assert_cmpstr (model_record_get (placement, "start"), !=, "2027-01-13");
  }
  g_clear_error (&error);
  values.teacher_id = 4242;
  g_assert_null (work_school_apply (
      fixture->school, work_change_fill_new (lines, 2, WORK_FILL_TEACHER, &values, NULL), &error));
  g_assert_nonnull (error);
}

/* A validated sheet does not become what could not be validated. */
static void
test_rules_hold (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) failures = work_sheet_failures_new ();
  G_GNUC_UNUSED g_autoptr (WorkDone) done =
      fill (fixture, WORK_FILL_DATES,
            (WorkFillValues){ .start = "2027-02-04", .end = "2027-01-13" }, failures);
  const WorkSheetFailure *failure;

  g_assert_cmpuint (failures->len, ==, 2);
  failure = failures->pdata[0];
  g_assert_cmpstr (failure->student, ==, "ABADIE Léa");
  g_assert_cmpint (failure->placement_id, ==, fixture->placements[0]);
  {
    g_autoptr (ModelRecord) placement =
        work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0]);

    g_assert_cmpstr (model_record_get (placement, "start"), !=, "2027-02-04");
  }
  work_fixture_assert_sound (fixture);
}

/* What has left the school is not changed by the way. */
static void
test_sent_agreement_stays (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) failures = work_sheet_failures_new ();
  gint64 teacher = add_teacher (fixture);
  gint64 agreement = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GPtrArray) agreements = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "sent_on", "2026-12-01");
  done = fill (fixture, WORK_FILL_TEACHER, (WorkFillValues){ .teacher_id = teacher }, failures);
  g_assert_cmpuint (done->n, ==, 2);
  g_assert_cmpuint (failures->len, ==, 1);
  g_assert_nonnull (strstr (((WorkSheetFailure *) failures->pdata[0])->reason, "amendment"));
  agreements = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);
  g_assert_cmpuint (agreements->len, ==, 1);
}

static void
test_cancelled_agreement_stays (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) failures = work_sheet_failures_new ();
  gint64 teacher = add_teacher (fixture);
  gint64 agreement = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autoptr (WorkDone) done = NULL;

  work_done_free (
      work_fixture_apply (fixture, work_change_cancel_new (&agreement, 1, "Désistement")));
  done = fill (fixture, WORK_FILL_TEACHER, (WorkFillValues){ .teacher_id = teacher }, failures);
  g_assert_cmpuint (done->n, ==, 2);
  g_assert_cmpuint (failures->len, ==, 1);
}

/* ---- down ---- */

static WorkDone *
fill_down (WorkFixture *fixture, guint parts, GPtrArray *failures)
{
  WorkFillLine lines[3];

  all_lines (fixture, lines);
  return work_fixture_apply (fixture, work_change_fill_down_new (lines, 3, parts, failures));
}

static void
test_down (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) failures = work_sheet_failures_new ();
  gint64 teacher = add_teacher (fixture);
  g_autofree char *id = work_fixture_id (teacher);
  g_autoptr (WorkDone) done = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "teacher_id", id);
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "start",
                       "2027-01-14");
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "end", NULL);
  done = fill_down (fixture, WORK_FILL_TEACHER | WORK_FILL_DATES, failures);
  g_assert_cmpuint (done->n, ==, 1);
  g_assert_cmpuint (failures->len, ==, 1);
  assert_column (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "teacher_id", id);
  assert_column (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "start", "2027-01-14");
  {
    g_autoptr (ModelRecord) period =
        work_fixture_load (fixture, MODEL_ENTITY_PERIOD, fixture->periods[0]);

    /* Where the first has none of its own, the period's. */
    assert_column (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "end",
                   model_record_get (period, "end"));
  }
  g_assert_cmpstr (work_operation_label ("fill.several"), ==, "Lines filled in");
}

/* From a line without a sheet only who follows it can be copied. */
static void
test_down_from_a_search (WorkFixture *fixture, gconstpointer data)
{
  WorkFillLine lines[] = { line_at (fixture, 2), line_at (fixture, 1) };
  gint64 teacher = add_teacher (fixture);
  g_autofree char *id = work_fixture_id (teacher);
  g_autoptr (GPtrArray) failures = work_sheet_failures_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_SEARCH, fixture->searches[2], "teacher_id", id);
  done = work_fixture_apply (fixture,
                             work_change_fill_down_new (lines, 2, WORK_FILL_TEACHER, failures));
  g_assert_cmpuint (done->n, ==, 1);
  assert_column (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "teacher_id", id);
  g_assert_null (work_school_apply (
      fixture->school,
      work_change_fill_down_new (lines, 2, WORK_FILL_TEACHER | WORK_FILL_DATES, failures), &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
}

static void
test_down_into_another_period (WorkFixture *fixture, gconstpointer data)
{
  WorkFillLine lines[] = { line_at (fixture, 0), line_at (fixture, 1) };
  g_autoptr (GPtrArray) failures = work_sheet_failures_new ();
  g_autoptr (WorkDone) done = NULL;

  lines[1].place.period_id = fixture->periods[1];
  done =
      work_fixture_apply (fixture, work_change_fill_down_new (lines, 2, WORK_FILL_DATES, failures));
  g_assert_cmpuint (done->n, ==, 0);
  g_assert_cmpuint (failures->len, ==, 1);
  g_assert_nonnull (strstr (((WorkSheetFailure *) failures->pdata[0])->reason, "another period"));
  work_done_free (work_fixture_apply (
      fixture, work_change_fill_down_new (lines, 1, WORK_FILL_DATES, failures)));
  work_done_free (work_fixture_apply (
      fixture, work_change_fill_down_new (lines, 0, WORK_FILL_DATES, failures)));
  g_assert_cmpuint (failures->len, ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (WorkFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/work/fill/teacher", test_teacher },
    { "/work/fill/no-search", test_teacher_without_search },
    { "/work/fill/dates", test_dates },
    { "/work/fill/template", test_template },
    { "/work/fill/all-or-nothing", test_all_or_nothing },
    { "/work/fill/rules", test_rules_hold },
    { "/work/fill/sent", test_sent_agreement_stays },
    { "/work/fill/cancelled", test_cancelled_agreement_stays },
    { "/work/fill/down", test_down },
    { "/work/fill/down-from-search", test_down_from_a_search },
    { "/work/fill/down-other-period", test_down_into_another_period },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, WorkFixture, NULL, work_fixture_set_up, tests[i].test,
                work_fixture_tear_down);
  return g_test_run ();
}

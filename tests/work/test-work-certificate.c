/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-date.h"
#include "work-certificate.h"
#include "work-error.h"
#include "work-fixture.h"

/* Léa's placement is over, and so is Noé's, whatever the day is; both have an agreement. */
static void
set_up (WorkFixture *fixture, gconstpointer data)
{
  static const char *const numbers[] = { "2019-0001", "2019-0002" };

  work_fixture_set_up (fixture, data);
  for (guint i = 0; i < 2; i++)
    {
      work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[i], "start",
                           "2020-01-06");
      work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[i], "end",
                           "2020-01-31");
      work_fixture_add_agreement (fixture, fixture->placements[i], numbers[i]);
    }
}

static WorkDone *
receive (WorkFixture *fixture, guint n, const char *day, const int *days)
{
  g_autoptr (GError) error = NULL;
  WorkDone *done = work_school_apply (
      fixture->school, work_change_certificate_new (fixture->placements, n, day, days), &error);

  g_assert_no_error (error);
  return done;
}

static void
refuse (WorkFixture *fixture, guint n, const char *day, const int *days, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply (
      fixture->school, work_change_certificate_new (fixture->placements, n, day, days), &error);
  g_autoptr (ModelRecord) first =
      work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0]);

  g_assert_null (done);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_null (model_record_get (first, "certificate_on"));
}

static void
assert_placement (WorkFixture *fixture, guint n, const char *day, const char *days)
{
  g_autoptr (ModelRecord) record =
      work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[n]);

  g_assert_cmpstr (model_record_get (record, "certificate_on"), ==, day);
  g_assert_cmpstr (model_record_get (record, "days_done"), ==, days);
}

static GPtrArray *
ask (WorkFixture *fixture, guint n)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *all = work_school_read (fixture->school,
                                     work_query_certificates_new (fixture->placements, n), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, n);
  return all;
}

static void
test_what_is_known (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL, after = NULL;
  const WorkCertificate *lea;

  /* Only Mondays: 7 hours each, four of them, of 35 hours a week that the sheet says too. */
  all = ask (fixture, 2);
  lea = all->pdata[0];
  g_assert_cmpint (lea->placement_id, ==, fixture->placements[0]);
  g_assert_cmpstr (lea->student, ==, "ABADIE Léa");
  g_assert_cmpstr (lea->company, ==, "Garage Roux");
  g_assert_cmpstr (lea->start, ==, "2020-01-06");
  g_assert_cmpstr (lea->end, ==, "2020-01-31");
  g_assert_cmpstr (lea->received_on, ==, "");
  g_assert_cmpint (lea->days_done, ==, WORK_DAYS_UNKNOWN);
  g_assert_cmpuint (lea->days_planned, ==, 4);
  g_assert_cmpstr (((const WorkCertificate *) all->pdata[1])->student, ==, "BRÛLÉ Noé");
  work_done_free (receive (fixture, 1, "2020-02-03", (const int[]){ 3 }));
  after = ask (fixture, 1);
  lea = after->pdata[0];
  g_assert_cmpstr (lea->received_on, ==, "2020-02-03");
  g_assert_cmpint (lea->days_done, ==, 3);
}

static void
test_dates_of_the_period (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  const WorkCertificate *lea;

  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "start", NULL);
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "end", NULL);
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "company_id", NULL);
  all = ask (fixture, 1);
  lea = all->pdata[0];
  g_assert_cmpstr (lea->start, ==, "2027-01-11");
  g_assert_cmpstr (lea->end, ==, "2027-02-05");
  g_assert_cmpstr (lea->company, ==, "");
}

static void
test_received_and_undone (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkDone) done = receive (fixture, 2, "2020-02-03", (const int[]){ 4, 0 });
  g_autoptr (WorkDone) nothing = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;

  g_assert_cmpuint (done->n, ==, 2);
  assert_placement (fixture, 0, "2020-02-03", "4");
  assert_placement (fixture, 1, "2020-02-03", "0");
  nothing = receive (fixture, 2, "2020-02-03", (const int[]){ 4, 0 });
  g_assert_null (nothing->operation_id);
  label = work_school_undo (fixture->school, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (label, ==, "certificates of 2 placements");
  assert_placement (fixture, 0, NULL, NULL);
  assert_placement (fixture, 1, NULL, NULL);
}

/* The day first, the days later; and all taken back. */
static void
test_step_by_step (WorkFixture *fixture, gconstpointer data)
{
  work_done_free (receive (fixture, 1, "2020-02-03", NULL));
  assert_placement (fixture, 0, "2020-02-03", NULL);
  work_done_free (receive (fixture, 1, "2020-02-04", (const int[]){ 26 }));
  assert_placement (fixture, 0, "2020-02-04", "26");
  work_done_free (receive (fixture, 1, "2020-02-05", (const int[]){ WORK_DAYS_UNKNOWN }));
  assert_placement (fixture, 0, "2020-02-05", "26");
  work_done_free (receive (fixture, 1, "", NULL));
  assert_placement (fixture, 0, NULL, NULL);
  work_done_free (receive (fixture, 0, "2020-02-05", NULL));
}

static void
test_refusals (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (now, 2);
  g_autofree char *later = g_date_time_format (tomorrow, "%Y-%m-%d");

  refuse (fixture, 1, "2020-01-05", NULL, "before the placement begins");
  refuse (fixture, 1, "2020-02-30", NULL, "no day");
  refuse (fixture, 1, "soon", NULL, "no day");
  refuse (fixture, 1, later, NULL, "to come");
  /* From the 6th to the 31st there are 26 days. */
  refuse (fixture, 1, "2020-02-03", (const int[]){ 27 }, "lasts 26 days");
  refuse (fixture, 1, "2020-02-03", (const int[]){ -2 }, "less than none");
  /* One that cannot be stops all. */
  refuse (fixture, 2, "2020-02-03", (const int[]){ 4, 27 }, "BRÛLÉ Noé");
}

static void
test_without_agreement (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) agreements = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);

  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, model_record_get_id (agreements->pdata[0]),
                       "state", "cancelled");
  refuse (fixture, 1, "2020-02-03", NULL, "no agreement");
  /* Nothing is needed to take one back. */
  work_done_free (receive (fixture, 1, NULL, NULL));
}

static void
test_no_such_placement (WorkFixture *fixture, gconstpointer data)
{
  const gint64 ids[] = { 4711 };
  g_autoptr (GError) error = NULL, other = NULL;
  gpointer all = work_school_read (fixture->school, work_query_certificates_new (ids, 1), &error);
  WorkDone *done = work_school_apply (
      fixture->school, work_change_certificate_new (ids, 1, "2020-02-03", NULL), &other);

  g_assert_null (all);
  g_assert_nonnull (error);
  g_assert_null (done);
  g_assert_nonnull (other);
  work_certificate_free (NULL);
}

#define ADD(name, func) \
  g_test_add ("/work/certificate/" name, WorkFixture, NULL, set_up, func, work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("known", test_what_is_known);
  ADD ("dates-of-the-period", test_dates_of_the_period);
  ADD ("received-and-undone", test_received_and_undone);
  ADD ("step-by-step", test_step_by_step);
  ADD ("refusals", test_refusals);
  ADD ("without-agreement", test_without_agreement);
  ADD ("no-such-placement", test_no_such_placement);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-school.h"

#include "base-date.h"
#include "store-error.h"
#include "work-error.h"
#include "work-fixture.h"

static void
test_load_the_year_of_today (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  const WorkClass *class_group;
  const WorkPeriod *period;
  const ModelLine *line;

  work_fixture_add (fixture, MODEL_ENTITY_SCHOOL_YEAR, "name", "2031-2032", "start", "2031-09-01",
                    "end", "2032-08-31", NULL);
  overview = work_school_load (fixture->school, fixture->year_id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (overview->school_name, ==, "Lycée Élise-Combarel");
  g_assert_cmpuint (overview->years->len, ==, 2);
  g_assert_cmpstr (((WorkYear *) overview->years->pdata[0])->name, ==, "2031-2032");
  g_assert_cmpint (overview->year_id, ==, fixture->year_id);
  g_assert_cmpuint (overview->classes->len, ==, 1);
  class_group = overview->classes->pdata[0];
  g_assert_cmpstr (class_group->name, ==, "2MELEC");
  g_assert_cmpuint (class_group->periods->len, ==, 2);
  period = class_group->periods->pdata[0];
  g_assert_cmpstr (period->name, ==, "PFMP 1");
  g_assert_cmpstr (period->start, ==, "2027-01-11");
  g_assert_cmpuint (overview->steps->len, ==, 3);
  g_assert_cmpuint (overview->lines->len, ==, 6);
  line = overview->lines->pdata[0];
  g_assert_cmpstr (line->student, ==, "ABADIE Léa");
  g_assert_cmpstr (line->company, ==, "Garage Roux");
  g_assert_null (overview->undo_label);
  g_assert_null (overview->redo_label);
}

static void
test_load_chooses_the_year (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autofree char *today = base_date_today_iso ();
  gint64 later = work_fixture_add (fixture, MODEL_ENTITY_SCHOOL_YEAR, "name", "2998-2999", "start",
                                   "2998-09-01", "end", "2999-08-31", NULL);
  gint64 expected = strcmp (today, "2026-09-01") >= 0 && strcmp (today, "2027-08-31") <= 0
                        ? fixture->year_id
                        : later;

  overview = work_school_load (fixture->school, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (overview->year_id, ==, expected);
  g_clear_pointer (&overview, work_overview_free);

  overview = work_school_load (fixture->school, later, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (overview->classes->len, ==, 0);
  g_assert_cmpuint (overview->lines->len, ==, 0);
  g_clear_pointer (&overview, work_overview_free);

  overview = work_school_load (fixture->school, 999, &error);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND);
}

static void
test_open_and_load_without_waiting (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) missing = NULL;

  work_school_open_async (fixture->path, STORE_OPEN_READ, NULL, work_fixture_on_result_cb, &opened);
  school = work_school_open_finish (work_fixture_wait (&opened), &error);
  g_assert_no_error (error);
  g_assert_true (work_school_is_read_only (school));
  g_assert_cmpstr (work_school_get_path (school), ==, fixture->path);
  g_assert_cmpstr (work_school_get_author (school), !=, "");
  work_school_load_async (school, 0, NULL, work_fixture_on_result_cb, &loaded);
  overview = work_school_load_finish (school, work_fixture_wait (&loaded), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (overview->lines->len, ==, 6);
  work_school_close (school);
  store_queue_join (work_school_get_queue (school));
  g_clear_object (&school);

  work_school_open_async ("/nowhere/at-all.paraphe", STORE_OPEN_WRITE, NULL,
                          work_fixture_on_result_cb, &missing);
  school = work_school_open_finish (work_fixture_wait (&missing), &error);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  g_assert_null (school);
}

static void
assert_step (WorkFixture *fixture, gint64 id, int step, const char *day)
{
  g_autoptr (ModelRecord) agreement = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, id);

  g_assert_cmpint (model_record_get_int (agreement, "step"), ==, step);
  g_assert_cmpstr (model_record_get (agreement, "step_date"), ==, day);
}

static void
test_steps_are_one_operation (WorkFixture *fixture, gconstpointer data)
{
  gint64 ids[] = { work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001"),
                   work_fixture_add_agreement (fixture, fixture->placements[1], "2026-0002") };
  g_autofree char *today = base_date_today_iso ();
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = work_school_set_step (fixture->school, ids, 2, 2, &error);
  g_autofree char *nothing = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (WorkOverview) overview = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (operation);
  assert_step (fixture, ids[0], 2, today);
  assert_step (fixture, ids[1], 2, today);

  nothing = work_school_set_step (fixture->school, ids, 2, 2, &error);
  g_assert_no_error (error);
  g_assert_null (nothing);

  overview = work_school_load (fixture->school, fixture->year_id, &error);
  g_assert_cmpstr (overview->undo_label, ==, "step of 2 agreements");
  undone = work_school_undo (fixture->school, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone, ==, "step of 2 agreements");
  assert_step (fixture, ids[0], 0, "2026-11-02");
  assert_step (fixture, ids[1], 0, "2026-11-02");
  work_fixture_assert_sound (fixture);
}

static char *
move (WorkFixture *fixture, const gint64 *ids, guint n, int delta, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  work_school_move_step_async (fixture->school, ids, n, delta, NULL, work_fixture_on_result_cb,
                               &result);
  return work_school_move_step_finish (fixture->school, work_fixture_wait (&result), error);
}

static void
test_steps_stop_at_the_ends (WorkFixture *fixture, gconstpointer data)
{
  gint64 ids[] = { work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001"),
                   work_fixture_add_agreement (fixture, fixture->placements[1], "2026-0002") };
  g_autofree char *today = base_date_today_iso ();
  g_autoptr (GError) error = NULL;
  g_autofree char *first = move (fixture, ids, 1, 1, &error);
  g_autofree char *second = NULL;
  g_autofree char *back = NULL;
  g_autofree char *nothing = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (first);
  second = move (fixture, ids, 2, 2, &error);
  g_assert_no_error (error);
  assert_step (fixture, ids[0], 2, today);
  assert_step (fixture, ids[1], 2, today);
  nothing = move (fixture, ids, 2, 1, &error);
  g_assert_no_error (error);
  g_assert_null (nothing);
  back = move (fixture, ids + 1, 1, -9, &error);
  g_assert_no_error (error);
  assert_step (fixture, ids[1], 0, today);
}

static void
test_steps_are_refused (WorkFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *column, *value;
    int step;
    int code;
  } cases[] = {
    { "mode", "electronic", 1, WORK_ERROR_REFUSED },
    { "state", "cancelled", 1, WORK_ERROR_REFUSED },
    { "state", "replaced", 1, WORK_ERROR_REFUSED },
    { "mode", "manual", 3, WORK_ERROR_USAGE },
    { "mode", "manual", -1, WORK_ERROR_USAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *first_number = g_strdup_printf ("2026-01%02u", i);
      g_autofree char *second_number = g_strdup_printf ("2026-02%02u", i);
      gint64 ids[] = { work_fixture_add_agreement (fixture, fixture->placements[0], first_number),
                       work_fixture_add_agreement (fixture, fixture->placements[1],
                                                   second_number) };
      g_autoptr (GError) error = NULL;
      g_autofree char *operation = NULL;

      work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, ids[1], cases[i].column,
                           cases[i].value);
      operation = work_school_set_step (fixture->school, ids, 2, cases[i].step, &error);
      g_assert_error (error, WORK_ERROR, cases[i].code);
      g_assert_null (operation);
      if (cases[i].code == WORK_ERROR_REFUSED)
        g_assert_nonnull (strstr (error->message, second_number));
      /* All or none. */
      assert_step (fixture, ids[0], 0, "2026-11-02");
      for (guint j = 0; j < 2; j++)
        work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, ids[j], "state", "cancelled");
    }
}

static void
test_undo_and_redo (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autofree char *today = base_date_today_iso ();
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = work_school_set_step (fixture->school, &id, 1, 1, &error);
  g_autoptr (GAsyncResult) undone = NULL;
  g_autoptr (GAsyncResult) redone = NULL;
  g_autoptr (GAsyncResult) again = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autofree char *undo_label = NULL;
  g_autofree char *redo_label = NULL;
  g_autofree char *no_label = NULL;

  work_school_undo_async (fixture->school, operation, NULL, work_fixture_on_result_cb, &undone);
  undo_label = work_school_undo_finish (fixture->school, work_fixture_wait (&undone), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undo_label, ==, "step of 1 agreement");
  assert_step (fixture, id, 0, "2026-11-02");
  overview = work_school_load (fixture->school, 0, &error);
  g_assert_null (overview->undo_label);
  g_assert_cmpstr (overview->redo_label, ==, "step of 1 agreement");

  work_school_redo_async (fixture->school, NULL, work_fixture_on_result_cb, &redone);
  redo_label = work_school_redo_finish (fixture->school, work_fixture_wait (&redone), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (redo_label, ==, "step of 1 agreement");
  assert_step (fixture, id, 1, today);

  work_school_redo_async (fixture->school, NULL, work_fixture_on_result_cb, &again);
  no_label = work_school_redo_finish (fixture->school, work_fixture_wait (&again), &error);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND);
  g_assert_null (no_label);
}

static void
test_undo_is_refused_when_moved_on (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = work_school_set_step (fixture->school, &id, 1, 1, &error);
  g_autofree char *label = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, id, "reason", "A colleague’s word");
  label = work_school_undo (fixture->school, operation, &error);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_MOVED_ON);
  g_assert_null (label);
}

/* The sidebar tells what waits and what failed without another reading. */
static void
test_outbox (WorkFixture *fixture, gconstpointer data)
{
  static const char *const states[] = {
    "queued", "sending", "refused", "unknown", "unknown", "sent"
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) before = work_school_load (fixture->school, 0, &error);
  g_autoptr (WorkOverview) after = NULL;

  g_assert_cmpuint (before->n_waiting, ==, 0);
  g_assert_cmpuint (before->n_failed, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    work_fixture_add (fixture, MODEL_ENTITY_MESSAGE, "channel", "sms", "event", "own", "audience",
                      "student", "name", "Léa", "address", "+33639988201", "body", "Bonjour",
                      "made_at", "2026-11-24T08:00:00Z", "batch", "b", "state", states[i], NULL);
  after = work_school_load (fixture->school, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (after->n_waiting, ==, 2);
  g_assert_cmpuint (after->n_failed, ==, 3);
}

#define ADD(path, test) \
  g_test_add (path, WorkFixture, NULL, work_fixture_set_up, test, work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/work/school/load", test_load_the_year_of_today);
  ADD ("/work/school/year", test_load_chooses_the_year);
  ADD ("/work/school/async", test_open_and_load_without_waiting);
  ADD ("/work/school/steps", test_steps_are_one_operation);
  ADD ("/work/school/steps-ends", test_steps_stop_at_the_ends);
  ADD ("/work/school/steps-refused", test_steps_are_refused);
  ADD ("/work/school/undo-redo", test_undo_and_redo);
  ADD ("/work/school/outbox", test_outbox);
  ADD ("/work/school/undo-moved-on", test_undo_is_refused_when_moved_on);
  return g_test_run ();
}

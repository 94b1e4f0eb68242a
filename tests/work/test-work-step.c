/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-date.h"
#include "work-error.h"
#include "work-fixture.h"

/* How agreements go from step to step, and what days that leaves on them. */

typedef struct
{
  WorkFixture work;
  gint64 ids[2];
} Fixture;

/* Of the three steps the second counts as sent, the last as signed. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) steps = NULL;

  work_fixture_set_up (&fixture->work, data);
  fixture->ids[0] =
      work_fixture_add_agreement (&fixture->work, fixture->work.placements[0], "2026-0001");
  fixture->ids[1] =
      work_fixture_add_agreement (&fixture->work, fixture->work.placements[1], "2026-0002");
  steps = work_fixture_load_all (&fixture->work, MODEL_ENTITY_STEP);
  g_assert_cmpuint (steps->len, ==, 3);
  for (guint i = 0; i < steps->len; i++)
    {
      ModelRecord *step = steps->pdata[i];
      gint64 position = model_record_get_int (step, "position");

      model_record_set_canonical (step, "is_sent", position == 1 ? "1" : "0");
      model_record_set_canonical (step, "is_signed", position == 2 ? "1" : "0");
      work_fixture_save (&fixture->work, step);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  work_fixture_assert_sound (&fixture->work);
  work_fixture_tear_down (&fixture->work, data);
}

static gboolean
set_step (Fixture *fixture, guint n, int step)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *operation =
      work_school_set_step (fixture->work.school, fixture->ids, n, step, &error);

  g_assert_no_error (error);
  return operation != NULL;
}

static gboolean
move (Fixture *fixture, guint n, int delta)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *operation =
      work_school_move_step (fixture->work.school, fixture->ids, n, delta, &error);

  g_assert_no_error (error);
  return operation != NULL;
}

static void
assert_at (Fixture *fixture, guint i, int step, gboolean is_sent, gboolean is_signed)
{
  g_autoptr (ModelRecord) agreement =
      work_fixture_load (&fixture->work, MODEL_ENTITY_AGREEMENT, fixture->ids[i]);
  g_autofree char *today = base_date_today_iso ();

  g_assert_cmpint (model_record_get_int (agreement, "step"), ==, step);
  g_assert_cmpstr (model_record_get (agreement, "sent_on"), ==, is_sent ? today : NULL);
  g_assert_cmpstr (model_record_get (agreement, "signed_on"), ==, is_signed ? today : NULL);
}

static void
test_days_follow (Fixture *fixture, gconstpointer data)
{
  assert_at (fixture, 0, 0, FALSE, FALSE);
  g_assert_true (set_step (fixture, 1, 1));
  assert_at (fixture, 0, 1, TRUE, FALSE);
  g_assert_true (set_step (fixture, 1, 2));
  assert_at (fixture, 0, 2, TRUE, TRUE);
  g_assert_true (set_step (fixture, 1, 1));
  assert_at (fixture, 0, 1, TRUE, FALSE);
  g_assert_true (set_step (fixture, 1, 0));
  assert_at (fixture, 0, 0, FALSE, FALSE);
  /* At one go as well; and what is there already is no change. */
  g_assert_true (set_step (fixture, 1, 2));
  assert_at (fixture, 0, 2, TRUE, TRUE);
  g_assert_false (set_step (fixture, 1, 2));
}

/* The day of sending is that of the first time. */
static void
test_first_day_stays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) after = NULL;

  g_assert_true (set_step (fixture, 1, 1));
  work_fixture_change (&fixture->work, MODEL_ENTITY_AGREEMENT, fixture->ids[0], "sent_on",
                       "2026-11-03");
  g_assert_true (move (fixture, 1, 1));
  after = work_fixture_load (&fixture->work, MODEL_ENTITY_AGREEMENT, fixture->ids[0]);
  g_assert_cmpstr (model_record_get (after, "sent_on"), ==, "2026-11-03");
}

/* Each from where it is, none beyond the ends. */
static void
test_distance (Fixture *fixture, gconstpointer data)
{
  g_assert_true (set_step (fixture, 1, 1));
  g_assert_true (move (fixture, 2, 1));
  assert_at (fixture, 0, 2, TRUE, TRUE);
  assert_at (fixture, 1, 1, TRUE, FALSE);
  g_assert_true (move (fixture, 2, 7));
  assert_at (fixture, 0, 2, TRUE, TRUE);
  assert_at (fixture, 1, 2, TRUE, TRUE);
  g_assert_false (move (fixture, 2, 1));
  g_assert_true (move (fixture, 2, -7));
  assert_at (fixture, 0, 0, FALSE, FALSE);
  assert_at (fixture, 1, 0, FALSE, FALSE);
  g_assert_false (move (fixture, 2, -1));
  g_assert_false (move (fixture, 2, 0));
  g_assert_false (move (fixture, 0, 1));
}

/* Whoever moves it back follows it here again. */
static void
test_signed_outside (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) signed_one = NULL, back = NULL;

  g_assert_true (set_step (fixture, 1, 2));
  work_fixture_change (&fixture->work, MODEL_ENTITY_AGREEMENT, fixture->ids[0], "signed_outside",
                       "1");
  signed_one = work_fixture_load (&fixture->work, MODEL_ENTITY_AGREEMENT, fixture->ids[0]);
  g_assert_cmpint (model_record_get_int (signed_one, "signed_outside"), ==, 1);
  g_assert_true (move (fixture, 1, -1));
  back = work_fixture_load (&fixture->work, MODEL_ENTITY_AGREEMENT, fixture->ids[0]);
  g_assert_cmpint (model_record_get_int (back, "signed_outside"), ==, 0);
}

static void
assert_refused (Fixture *fixture, int step, int code, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *operation =
      work_school_set_step (fixture->work.school, fixture->ids, 2, step, &error);

  g_assert_null (operation);
  g_assert_error (error, WORK_ERROR, code);
  g_assert_nonnull (strstr (error->message, part));
}

/* One that cannot move keeps the others back. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *column, *value, *usual, *part;
  } cases[] = {
    { "state", "cancelled", "active", "2026-0002 is cancelled" },
    { "state", "replaced", "active", "2026-0002 was replaced" },
    { "mode", "electronic", "manual", "2026-0002 is signed electronically" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      work_fixture_change (&fixture->work, MODEL_ENTITY_AGREEMENT, fixture->ids[1], cases[i].column,
                           cases[i].value);
      assert_refused (fixture, 1, WORK_ERROR_REFUSED, cases[i].part);
      assert_at (fixture, 0, 0, FALSE, FALSE);
      work_fixture_change (&fixture->work, MODEL_ENTITY_AGREEMENT, fixture->ids[1], cases[i].column,
                           cases[i].usual);
    }
  assert_refused (fixture, 3, WORK_ERROR_USAGE, "no such step");
  assert_refused (fixture, -1, WORK_ERROR_USAGE, "no such step");
}

/* An agreement that another seat has removed meanwhile. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  gint64 ids[] = { fixture->ids[0], 999999 };
  g_autoptr (GError) error = NULL;

  g_assert_null (work_school_set_step (fixture->work.school, ids, 2, 1, &error));
  g_assert_nonnull (error);
  assert_at (fixture, 0, 0, FALSE, FALSE);
}

static void
test_in_the_background (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) set = NULL, moved = NULL, same = NULL;
  g_autofree char *first = NULL, *second = NULL, *none = NULL;

  work_school_set_step_async (fixture->work.school, fixture->ids, 2, 1, NULL,
                              work_fixture_on_result_cb, &set);
  first = work_school_set_step_finish (fixture->work.school, work_fixture_wait (&set), &error);
  g_assert_no_error (error);
  g_assert_nonnull (first);
  work_school_move_step_async (fixture->work.school, fixture->ids, 2, 1, NULL,
                               work_fixture_on_result_cb, &moved);
  second = work_school_move_step_finish (fixture->work.school, work_fixture_wait (&moved), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first, !=, second);
  assert_at (fixture, 1, 2, TRUE, TRUE);
  work_school_move_step_async (fixture->work.school, fixture->ids, 2, 1, NULL,
                               work_fixture_on_result_cb, &same);
  none = work_school_move_step_finish (fixture->work.school, work_fixture_wait (&same), &error);
  g_assert_no_error (error);
  g_assert_null (none);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/work/step/days", test_days_follow);
  ADD ("/work/step/first-day", test_first_day_stays);
  ADD ("/work/step/distance", test_distance);
  ADD ("/work/step/signed-outside", test_signed_outside);
  ADD ("/work/step/refused", test_refused);
  ADD ("/work/step/gone", test_gone);
  ADD ("/work/step/background", test_in_the_background);
  return g_test_run ();
}

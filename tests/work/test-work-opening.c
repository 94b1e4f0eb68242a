/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-opening.h"

#include "store-error.h"
#include "work-fixture.h"

static void
test_opening_brings_school_and_year (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WorkSchool) school = NULL;
  g_autoptr (WorkOpening) opening = NULL;
  const char *path = work_school_get_path (fixture->school);

  opening = work_opening_start (path, STORE_OPEN_WRITE);
  g_assert_cmpstr (work_opening_get_path (opening), ==, path);
  work_opening_wait_async (opening, work_fixture_on_result_cb, &result);
  school = work_opening_wait_finish (opening, work_fixture_wait (&result), &overview, &error);
  g_assert_no_error (error);
  g_assert_false (work_school_is_read_only (school));
  g_assert_cmpstr (overview->school_name, ==, "Lycée Élise-Combarel");
  g_assert_cmpuint (overview->years->len, ==, 1);
  work_school_close (school);
}

/* The school may be there before anybody waits: waiting gives it all the same. */
static void
test_opening_is_waited_for_late (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WorkSchool) school = NULL;
  g_autoptr (WorkOpening) opening =
      work_opening_start (work_school_get_path (fixture->school), STORE_OPEN_READ);

  /* The thread lets its reference go when it has all. */
  while (g_atomic_int_get (&G_OBJECT (opening)->ref_count) > 1)
    g_thread_yield ();
  work_opening_wait_async (opening, work_fixture_on_result_cb, &result);
  g_assert_null (result);
  school = work_opening_wait_finish (opening, work_fixture_wait (&result), &overview, &error);
  g_assert_no_error (error);
  g_assert_nonnull (overview);
  work_school_close (school);
}

static void
test_opening_says_why_not (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WorkOpening) opening = work_opening_start ("/nowhere/at-all.paraphe", STORE_OPEN_READ);

  work_opening_wait_async (opening, work_fixture_on_result_cb, &result);
  g_assert_null (
      work_opening_wait_finish (opening, work_fixture_wait (&result), &overview, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  g_assert_null (overview);
}

/* Dropped unseen, it closes the school: another can open the base to write at once. */
static void
test_opening_can_be_dropped (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = NULL;
  WorkOpening *opening =
      work_opening_start (work_school_get_path (fixture->school), STORE_OPEN_WRITE);

  g_object_unref (opening);
  school = work_school_open (work_school_get_path (fixture->school), STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  work_school_close (school);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/work/opening/school-and-year", WorkFixture, NULL, work_fixture_set_up,
              test_opening_brings_school_and_year, work_fixture_tear_down);
  g_test_add ("/work/opening/late", WorkFixture, NULL, work_fixture_set_up,
              test_opening_is_waited_for_late, work_fixture_tear_down);
  g_test_add_func ("/work/opening/says-why-not", test_opening_says_why_not);
  g_test_add ("/work/opening/dropped", WorkFixture, NULL, work_fixture_set_up,
              test_opening_can_be_dropped, work_fixture_tear_down);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-date.h"
#include "work-fixture.h"
#include "work-retention.h"

static WorkRetention
state_of (ModelSettings *settings, const char *today)
{
  return work_retention_of (settings, "2020-08-31", today);
}

/* Two years at hand, five in all: from the day after. */
static void
test_terms (void)
{
  g_autoptr (ModelSettings) settings = model_settings_new ();

  g_assert_cmpint (state_of (settings, "2019-01-01"), ==, WORK_RETENTION_ACTIVE);
  g_assert_cmpint (state_of (settings, "2022-08-31"), ==, WORK_RETENTION_ACTIVE);
  g_assert_cmpint (state_of (settings, "2022-09-01"), ==, WORK_RETENTION_ARCHIVED);
  g_assert_cmpint (state_of (settings, "2025-08-31"), ==, WORK_RETENTION_ARCHIVED);
  g_assert_cmpint (state_of (settings, "2025-09-01"), ==, WORK_RETENTION_PAST);
  g_assert_cmpint (work_retention_of (settings, "", "2025-09-01"), ==, WORK_RETENTION_ACTIVE);
  g_assert_cmpint (work_retention_of (settings, NULL, "2025-09-01"), ==, WORK_RETENTION_ACTIVE);
  /* A leap day has no namesake every year. */
  g_assert_cmpint (work_retention_of (settings, "2020-02-29", "2022-02-28"), ==,
                   WORK_RETENTION_ACTIVE);
  g_assert_cmpint (work_retention_of (settings, "2020-02-29", "2022-03-01"), ==,
                   WORK_RETENTION_ARCHIVED);
}

static void
test_terms_of_the_school (void)
{
  g_autoptr (ModelSettings) settings = model_settings_new ();

  model_settings_set (settings, "retention.active", "1");
  model_settings_set (settings, "retention.purge", "3");
  g_assert_cmpint (state_of (settings, "2021-08-31"), ==, WORK_RETENTION_ACTIVE);
  g_assert_cmpint (state_of (settings, "2021-09-01"), ==, WORK_RETENTION_ARCHIVED);
  g_assert_cmpint (state_of (settings, "2023-09-01"), ==, WORK_RETENTION_PAST);
  /* Terms that contradict each other keep longer rather than shorter. */
  model_settings_set (settings, "retention.active", "10");
  g_assert_cmpint (state_of (settings, "2030-08-31"), ==, WORK_RETENTION_ACTIVE);
  g_assert_cmpint (state_of (settings, "2030-09-01"), ==, WORK_RETENTION_PAST);
}

static void
test_words (void)
{
  g_assert_cmpstr (work_retention_key (WORK_RETENTION_ACTIVE), ==, "active");
  g_assert_cmpstr (work_retention_key (WORK_RETENTION_ARCHIVED), ==, "archived");
  g_assert_cmpstr (work_retention_key (WORK_RETENTION_PAST), ==, "past");
  g_assert_cmpstr (work_retention_label (WORK_RETENTION_PAST), ==, "Past its term");
}

/* The last student of the fixture was in a class of long ago too, and another only there. */
static gint64
add_old_year (WorkFixture *fixture)
{
  gint64 year = work_fixture_add (fixture, MODEL_ENTITY_SCHOOL_YEAR, "name", "2001-2002", "start",
                                  "2001-09-01", "end", "2002-08-31", NULL);
  g_autofree char *year_id = work_fixture_id (year);
  gint64 class_group = work_fixture_add (fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id",
                                         year_id, "name", "2MELEC", NULL);
  g_autofree char *class_id = work_fixture_id (class_group);
  g_autofree char *both = work_fixture_id (fixture->students[2]);
  gint64 former = work_fixture_add (fixture, MODEL_ENTITY_STUDENT, "family_name", "Ancien",
                                    "given_name", "Paul", NULL);
  g_autofree char *only = work_fixture_id (former);

  work_fixture_add (fixture, MODEL_ENTITY_ENROLMENT, "student_id", both, "class_group_id", class_id,
                    NULL);
  work_fixture_add (fixture, MODEL_ENTITY_ENROLMENT, "student_id", only, "class_group_id", class_id,
                    NULL);
  return year;
}

static void
test_years (WorkFixture *fixture, gconstpointer data)
{
  gint64 old = add_old_year (fixture);
  g_autoptr (GPtrArray) years = NULL;
  g_autoptr (GError) error = NULL;
  const WorkRetentionYear *first, *last;

  work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  years = work_school_read (fixture->school, work_query_retention_new (), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (years->len, ==, 2);
  first = years->pdata[0];
  last = years->pdata[1];
  g_assert_cmpint (first->year_id, ==, fixture->year_id);
  g_assert_cmpstr (first->name, ==, "2026-2027");
  g_assert_cmpuint (first->n_students, ==, 3);
  g_assert_cmpuint (first->n_agreements, ==, 1);
  g_assert_cmpuint (first->n_documents, ==, 0);
  g_assert_cmpstr (first->archived_from, ==, "2029-09-01");
  g_assert_cmpstr (first->past_from, ==, "2032-09-01");
  g_assert_cmpint (last->year_id, ==, old);
  g_assert_cmpint (last->state, ==, WORK_RETENTION_PAST);
  /* Who has come back since is not counted there. */
  g_assert_cmpuint (last->n_students, ==, 1);
  g_assert_cmpuint (last->n_agreements, ==, 0);
}

static void
test_overview (WorkFixture *fixture, gconstpointer data)
{
  gint64 old = add_old_year (fixture);
  g_autoptr (WorkOverview) overview = NULL, archived = NULL;
  g_autoptr (GError) error = NULL;
  const WorkYear *year;

  overview = work_school_load (fixture->school, fixture->year_id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (overview->years->len, ==, 2);
  year = overview->years->pdata[1];
  g_assert_cmpint (year->id, ==, old);
  g_assert_true (year->archived);
  g_assert_cmpstr (year->end, ==, "2002-08-31");
  /* Apart, but not out of reach. */
  archived = work_school_load (fixture->school, old, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (archived->lines->len, ==, 2);
  work_fixture_add (fixture, MODEL_ENTITY_SETTING, "name", "retention.active", "value", "50", NULL);
  g_clear_pointer (&overview, work_overview_free);
  overview = work_school_load (fixture->school, fixture->year_id, &error);
  year = overview->years->pdata[1];
  g_assert_false (year->archived);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work/retention/terms", test_terms);
  g_test_add_func ("/work/retention/school", test_terms_of_the_school);
  g_test_add_func ("/work/retention/words", test_words);
  g_test_add ("/work/retention/years", WorkFixture, NULL, work_fixture_set_up, test_years,
              work_fixture_tear_down);
  g_test_add ("/work/retention/overview", WorkFixture, NULL, work_fixture_set_up, test_overview,
              work_fixture_tear_down);
  return g_test_run ();
}

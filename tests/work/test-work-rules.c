/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-fixture.h"
#include "work-rules.h"

#include "base-date.h"
#include "store-error.h"
#include "work-error.h"

/* What the fixture's own sheet has on it: 35 hours over a timetable of 7, and a representative who
 * cannot be reached. */
#define OWN "weekly_hours representative_contact"

static void
choose (WorkFixture *fixture, const char *name, const char *value)
{
  work_fixture_add (fixture, MODEL_ENTITY_SETTING, "name", name, "value", value, NULL);
}

static char *
keys_of (GPtrArray *findings)
{
  g_autoptr (GString) keys = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const ModelFinding *finding = g_ptr_array_index (findings, i);

      g_test_message ("%s", finding->text);
      g_string_append_printf (keys, "%s%s", i > 0 ? " " : "", model_rule_info (finding->rule)->key);
    }
  return g_string_free (g_steal_pointer (&keys), FALSE);
}

static void
assert_record (WorkFixture *fixture, ModelRecord *placement, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings =
      work_school_read (fixture->school, work_query_findings_new (placement), &error);
  g_autofree char *keys = NULL;

  g_assert_no_error (error);
  keys = keys_of (findings);
  g_assert_cmpstr (keys, ==, expected);
}

static void
assert_found (WorkFixture *fixture, gint64 placement_id, const char *expected)
{
  g_autoptr (ModelRecord) placement =
      work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, placement_id);

  assert_record (fixture, placement, expected);
}

static void
change (WorkFixture *fixture, gint64 placement_id, const char *column, const char *value)
{
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, placement_id, column, value);
}

/* Whatever day the tests are run on. */
static void
set_up (WorkFixture *fixture, gconstpointer data)
{
  work_fixture_set_up (fixture, data);
  choose (fixture, "rule.unsigned", "off");
}

/* A second sheet of Léa's, in the second period. */
static gint64
add_second (WorkFixture *fixture, const char *start, const char *end, const char *state)
{
  g_autofree char *student = work_fixture_id (fixture->students[0]);
  g_autofree char *period = work_fixture_id (fixture->periods[1]);
  g_autofree char *company = work_fixture_id (fixture->company_id);
  g_autofree char *search =
      work_fixture_id (work_fixture_add (fixture, MODEL_ENTITY_SEARCH, "student_id", student,
                                         "period_id", period, "state", "validated", NULL));

  return work_fixture_add (fixture, MODEL_ENTITY_PLACEMENT, "search_id", search, "state", state,
                           "company_id", company, "start", start, "end", end, "weekly_hours", "35",
                           NULL);
}

static void
test_saved (WorkFixture *fixture, gconstpointer data)
{
  assert_found (fixture, fixture->placements[0], OWN);
  choose (fixture, "rule.weekly_hours", "off");
  assert_found (fixture, fixture->placements[0], "representative_contact");
  choose (fixture, "rule.representative_contact", "loud"); /* no level: the default stays */
  assert_found (fixture, fixture->placements[0], "representative_contact");
}

/* What is typed counts, and not what is saved. */
static void
test_typed (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) typed =
      work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0]);
  g_autoptr (ModelRecord) fresh = model_record_new (MODEL_ENTITY_PLACEMENT);
  g_autoptr (ModelRecord) kept = NULL;

  model_record_set_canonical (typed, "monday_afternoon", "13:00-17:01");
  model_record_set_canonical (typed, "weekly_hours", NULL);
  model_record_set_canonical (typed, "representative_id", NULL);
  assert_record (fixture, typed, "minor_day");
  assert_found (fixture, fixture->placements[0], OWN);

  /* A sheet that is begun: dates and hours are the period's. */
  model_record_set_int (fresh, "search_id", fixture->searches[2]);
  model_record_set_canonical (fresh, "state", "draft");
  assert_record (fixture, fresh, "guardian");
  model_record_set_canonical (fresh, "end", "2027-01-08");
  assert_record (fixture, fresh, "dates_reversed");
  kept = work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0]);
  g_assert_cmpstr (model_record_get (kept, "monday_afternoon"), ==, "13:00-16:00");
}

/* A query is of the moment in which it was made. */
static void
test_moment (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) placement =
      work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0]);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *keys = NULL;

  work_school_read_async (fixture->school, work_query_findings_new (placement), NULL,
                          work_fixture_on_result_cb, &result);
  model_record_set_canonical (placement, "end", "2027-01-08");
  work_fixture_wait (&result);
  findings = work_school_read_finish (fixture->school, result, &error);
  g_assert_no_error (error);
  keys = keys_of (findings);
  g_assert_cmpstr (keys, ==, OWN);
}

static void
test_unknown (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) placement = model_record_new (MODEL_ENTITY_PLACEMENT);
  g_autoptr (GError) error = NULL;

  model_record_set_int (placement, "search_id", 4711);
  g_assert_null (work_school_read (fixture->school, work_query_findings_new (placement), &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

static void
test_overlap (WorkFixture *fixture, gconstpointer data)
{
  gint64 second = add_second (fixture, "2027-02-05", "2027-02-26", "draft");
  gint64 agreement;

  assert_found (fixture, fixture->placements[0], OWN);
  change (fixture, second, "state", "validated");
  assert_found (fixture, fixture->placements[0], "overlap " OWN);
  change (fixture, second, "start", "2027-02-06");
  assert_found (fixture, fixture->placements[0], OWN);
  change (fixture, second, "start", NULL); /* then the second period's */
  change (fixture, second, "end", NULL);
  assert_found (fixture, fixture->placements[0], OWN);
  change (fixture, second, "start", "2027-02-01");
  change (fixture, second, "end", "2027-02-12");
  assert_found (fixture, fixture->placements[0], "overlap " OWN);

  /* Cancelled, it is none; made again, it is one. */
  agreement = work_fixture_add_agreement (fixture, second, "2026-0001");
  assert_found (fixture, fixture->placements[0], "overlap " OWN);
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "state", "cancelled");
  assert_found (fixture, fixture->placements[0], OWN);
  work_fixture_add_agreement (fixture, second, "2026-0002");
  assert_found (fixture, fixture->placements[0], "overlap " OWN);
  change (fixture, second, "state", "refused");
  assert_found (fixture, fixture->placements[0], OWN);
}

/* Weeks of the same period, hours in the same company. */
static void
test_sums (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *search = work_fixture_id (fixture->searches[0]);
  gint64 rest;

  change (fixture, fixture->placements[0], "end", "2027-01-29");
  assert_found (fixture, fixture->placements[0], "period weeks " OWN);
  rest = work_fixture_add (fixture, MODEL_ENTITY_PLACEMENT, "search_id", search, "state",
                           "validated", "start", "2027-02-01", "end", "2027-02-05", NULL);
  assert_found (fixture, fixture->placements[0], "period " OWN);
  g_assert_cmpint (rest, !=, 0);

  /* 43 days there, two public holidays off: 301 hours, and 21 here; then 28. */
  add_second (fixture, "2027-05-03", "2027-07-02", "validated");
  choose (fixture, "rule.allowance.limit", "322");
  assert_found (fixture, fixture->placements[0], "period " OWN);
  change (fixture, fixture->placements[0], "end", "2027-02-05");
  assert_found (fixture, fixture->placements[0], "overlap " OWN " allowance");
}

static void
test_loads (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *teacher = work_fixture_id (fixture->teacher_id);
  gint64 agreement;

  choose (fixture, "rule.company_load.limit", "1");
  choose (fixture, "rule.tutor_load.limit", "1");
  choose (fixture, "rule.referent_load.limit", "1");
  choose (fixture, "rule.weekly_hours", "off");
  choose (fixture, "rule.representative_contact", "off");
  assert_found (fixture, fixture->placements[0], "referent_load company_load tutor_load");

  /* The referent of a sheet that names none follows the search. */
  change (fixture, fixture->placements[1], "teacher_id", NULL);
  assert_found (fixture, fixture->placements[0], "company_load tutor_load");
  work_fixture_change (fixture, MODEL_ENTITY_SEARCH, fixture->searches[1], "teacher_id", teacher);
  assert_found (fixture, fixture->placements[0], "referent_load company_load tutor_load");
  change (fixture, fixture->placements[1], "tutor_id", NULL);
  assert_found (fixture, fixture->placements[0], "referent_load company_load");

  /* Only who is there at the same time, and is coming. */
  change (fixture, fixture->placements[1], "start", "2027-02-05");
  change (fixture, fixture->placements[1], "end", "2027-03-05");
  assert_found (fixture, fixture->placements[0], "referent_load company_load");
  change (fixture, fixture->placements[1], "start", "2027-02-06");
  assert_found (fixture, fixture->placements[0], "");
  change (fixture, fixture->placements[1], "start", "2027-02-05");
  change (fixture, fixture->placements[1], "state", "draft");
  assert_found (fixture, fixture->placements[0], "");
  change (fixture, fixture->placements[1], "state", "validated");
  agreement = work_fixture_add_agreement (fixture, fixture->placements[1], "2026-0001");
  assert_found (fixture, fixture->placements[0], "referent_load company_load");
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "state", "cancelled");
  assert_found (fixture, fixture->placements[0], "");
}

/* Public holidays are those of the place: Good Friday in Strasbourg, none abroad. */
static void
test_place (WorkFixture *fixture, gconstpointer data)
{
  choose (fixture, "rule.period", "off");
  change (fixture, fixture->placements[0], "start", "2027-03-26");
  change (fixture, fixture->placements[0], "end", "2027-04-24");
  assert_found (fixture, fixture->placements[0], OWN);
  work_fixture_change (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, "postcode", "67000");
  assert_found (fixture, fixture->placements[0], "holiday " OWN);
  work_fixture_change (fixture, MODEL_ENTITY_SITE, fixture->site_id, "postcode", "81967");
  assert_found (fixture, fixture->placements[0], OWN);
  work_fixture_change (fixture, MODEL_ENTITY_SITE, fixture->site_id, "postcode", "57000");
  assert_found (fixture, fixture->placements[0], "holiday " OWN);
  change (fixture, fixture->placements[0], "abroad", "1");
  assert_found (fixture, fixture->placements[0], OWN);
}

static void
test_people (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *tutor = work_fixture_id (fixture->contacts[1]);
  g_autoptr (GPtrArray) enrolments = work_fixture_load_all (fixture, MODEL_ENTITY_ENROLMENT);
  g_autofree char *year = work_fixture_id (fixture->year_id);
  g_autofree char *other = NULL;

  /* One contact is tutor and representative: told once. */
  change (fixture, fixture->placements[0], "representative_id", tutor);
  assert_found (fixture, fixture->placements[0], "weekly_hours");
  work_fixture_change (fixture, MODEL_ENTITY_CONTACT, fixture->contacts[1], "mobile",
                       "+33639988201"); /* the guardian's */
  assert_found (fixture, fixture->placements[0], "weekly_hours family_contact");
  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[0], "exit_date",
                       "2027-02-04");
  assert_found (fixture, fixture->placements[0], "weekly_hours left family_contact");

  /* A class without the period. */
  other = work_fixture_id (work_fixture_add (fixture, MODEL_ENTITY_CLASS_GROUP, "school_year_id",
                                             year, "name", "1MELEC", NULL));
  for (guint i = 0; i < enrolments->len; i++)
    work_fixture_change (fixture, MODEL_ENTITY_ENROLMENT,
                         model_record_get_id (enrolments->pdata[i]), "class_group_id", other);
  assert_found (fixture, fixture->placements[0], "weekly_hours left class family_contact");
}

static void
assert_sheet (WorkFixture *fixture, const WorkSheet *sheet, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings =
      work_school_read (fixture->school, work_query_sheet_findings_new (sheet), &error);
  g_autofree char *keys = NULL;

  g_assert_no_error (error);
  keys = keys_of (findings);
  g_assert_cmpstr (keys, ==, expected);
}

/* Whom a sheet names counts as it stands on it, saved or not. */
static void
test_sheet (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSheet) sheet = work_school_read (
      fixture->school, work_query_sheet_new (0, 0, fixture->placements[0]), &error);
  g_autoptr (WorkSheet) second = NULL;
  g_autoptr (ModelRecord) tutor = model_record_new (MODEL_ENTITY_CONTACT);

  g_assert_no_error (error);
  choose (fixture, "rule.tutor_load.limit", "1");
  assert_sheet (fixture, sheet, OWN " tutor_load");
  model_record_set_canonical (sheet->roles[MODEL_ROLE_REPRESENTATIVE], "phone", "+33536490012");
  model_record_set_int (sheet->roles[MODEL_ROLE_COMPANY], "is_closed", 1);
  assert_sheet (fixture, sheet, "company_closed weekly_hours tutor_load");

  /* A new tutor looks after nobody else, and has no telephone yet. */
  model_record_set_canonical (tutor, "family_name", "Nadal");
  work_sheet_choose (sheet, MODEL_ROLE_TUTOR, tutor);
  assert_sheet (fixture, sheet, "company_closed weekly_hours tutor_contact");

  /* A sheet that is new, of a search that is new too. */
  second = work_school_read (
      fixture->school, work_query_sheet_new (fixture->students[0], fixture->periods[1], 0), &error);
  g_assert_no_error (error);
  g_assert_cmpint (model_record_get_id (second->search), ==, 0);
  assert_sheet (fixture, second, "");
  model_record_set_canonical (second->roles[MODEL_ROLE_PLACEMENT], "start", "2027-02-05");
  model_record_set_canonical (second->roles[MODEL_ROLE_PLACEMENT], "end", "2027-02-12");
  assert_sheet (fixture, second, "period overlap weeks");
}

/* (transfer full) (nullable): why a change is not done; %NULL when it is */
static char *
try_change (WorkFixture *fixture, WorkChange *asked)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply (fixture->school, asked, &error);

  g_assert_true (done != NULL || g_error_matches (error, WORK_ERROR, WORK_ERROR_REFUSED));
  return error != NULL ? g_strdup (error->message) : NULL;
}

/* Léa is 16: 8 hours and a minute on Monday are blocking. */
static void
test_validation (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = fixture->placements[0];
  g_autofree char *blocked = NULL;
  g_autofree char *allowed = NULL;
  g_autoptr (ModelRecord) placement = NULL;

  change (fixture, id, "state", "to_validate");
  change (fixture, id, "monday_afternoon", "13:00-17:01");
  blocked = try_change (fixture, work_change_sheet_validate_new (&id, 1, NULL));
  g_assert_cmpstr (blocked, ==,
                   "Lundi: 8\302\240h\302\24001 a day; no more than 8\302\240h under 18. Correct "
                   "the sheet, or let the rule “Hours a day under 18” only warn, in the settings.");
  placement = work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, id);
  g_assert_cmpstr (model_record_get (placement, "state"), ==, "to_validate");

  choose (fixture, "rule.minor_day", "warning");
  allowed = try_change (fixture, work_change_sheet_validate_new (&id, 1, NULL));
  g_assert_null (allowed);
}

/* Of several, those that nothing blocks. */
static void
test_bulk (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) failures = work_sheet_failures_new ();
  g_autofree char *why = NULL;
  const WorkSheetFailure *failure;

  change (fixture, fixture->placements[0], "state", "to_validate");
  change (fixture, fixture->placements[0], "monday_afternoon", "13:00-17:01");
  why = try_change (fixture, work_change_sheet_validate_new (fixture->placements, 2, failures));
  g_assert_null (why);
  g_assert_cmpuint (failures->len, ==, 1);
  failure = failures->pdata[0];
  g_assert_cmpstr (failure->student, ==, "ABADIE Léa");
  g_assert_nonnull (strstr (failure->reason, "no more than 8"));
}

/* A validated sheet may not come to break a blocking rule; what it breaks already keeps nothing
 * from being corrected. */
static void
test_change_of_validated (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = fixture->placements[0];
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSheet) sheet =
      work_school_read (fixture->school, work_query_sheet_new (0, 0, id), &error);
  g_autoptr (WorkSheet) again = NULL;
  g_autofree char *why = NULL;
  g_autofree char *later = NULL;
  g_autofree char *worse = NULL;

  g_assert_no_error (error);
  model_record_set_canonical (sheet->roles[MODEL_ROLE_PLACEMENT], "monday_afternoon",
                              "13:00-17:01");
  why = try_change (fixture, work_change_sheet_save_new (sheet));
  g_assert_nonnull (why);
  g_assert_nonnull (strstr (why, "no more than 8"));

  /* The company closes. */
  work_fixture_change (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, "is_closed", "1");
  again = work_school_read (fixture->school, work_query_sheet_new (0, 0, id), &error);
  g_assert_no_error (error);
  model_record_set_canonical (again->roles[MODEL_ROLE_PLACEMENT], "activities", "Essais");
  later = try_change (fixture, work_change_sheet_save_new (again));
  g_assert_null (later);
  g_clear_pointer (&again, work_sheet_free);
  again = work_school_read (fixture->school, work_query_sheet_new (0, 0, id), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (model_record_get (again->roles[MODEL_ROLE_PLACEMENT], "activities"), ==,
                   "Essais");
  model_record_set_canonical (again->roles[MODEL_ROLE_PLACEMENT], "night_work", "1");
  worse = try_change (fixture, work_change_sheet_save_new (again));
  g_assert_nonnull (worse);
  g_assert_nonnull (strstr (worse, "18th birthday"));
}

/* With the day on which the tests are run. */
static void
test_unsigned (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *today = base_date_today_iso ();
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  gint64 agreement;
  GDate day;

  static const char *const others[] = { "rule.period",       "rule.weeks",
                                        "rule.school_year",  "rule.guardian",
                                        "rule.weekly_hours", "rule.holiday",
                                        "rule.minimum_age",  "rule.representative_contact" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    choose (fixture, others[i], "off");
  g_assert_true (base_date_parse_iso (today, &day));
  g_date_add_days (&day, 3);
  start = base_date_to_iso (&day);
  g_date_add_days (&day, 25);
  end = base_date_to_iso (&day);
  change (fixture, fixture->placements[0], "start", start);
  change (fixture, fixture->placements[0], "end", end);
  assert_found (fixture, fixture->placements[0], "unsigned");
  agreement = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  assert_found (fixture, fixture->placements[0], "unsigned");
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "step", "1");
  assert_found (fixture, fixture->placements[0], "unsigned");
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "step", "2");
  assert_found (fixture, fixture->placements[0], "");
  /* What is signed electronically has no steps. */
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "mode", "electronic");
  assert_found (fixture, fixture->placements[0], "unsigned");
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "signed_on", today);
  assert_found (fixture, fixture->placements[0], "");
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "signed_on", NULL);
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "mode", "manual");
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "step", "0");
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "signed_outside", "1");
  assert_found (fixture, fixture->placements[0], "");
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "state", "cancelled");
  assert_found (fixture, fixture->placements[0], "unsigned");
}

#define ADD(path, up, func) g_test_add (path, WorkFixture, NULL, up, func, work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/work/rules/saved", set_up, test_saved);
  ADD ("/work/rules/typed", set_up, test_typed);
  ADD ("/work/rules/moment", set_up, test_moment);
  ADD ("/work/rules/unknown", set_up, test_unknown);
  ADD ("/work/rules/overlap", set_up, test_overlap);
  ADD ("/work/rules/sums", set_up, test_sums);
  ADD ("/work/rules/loads", set_up, test_loads);
  ADD ("/work/rules/place", set_up, test_place);
  ADD ("/work/rules/people", set_up, test_people);
  ADD ("/work/rules/sheet", set_up, test_sheet);
  ADD ("/work/rules/validation", set_up, test_validation);
  ADD ("/work/rules/bulk", set_up, test_bulk);
  ADD ("/work/rules/change-of-validated", set_up, test_change_of_validated);
  ADD ("/work/rules/unsigned", work_fixture_set_up, test_unsigned);
  return g_test_run ();
}

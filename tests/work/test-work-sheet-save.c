/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-error.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-sheet.h"

/* Saving a sheet with all that is edited on it. */

static WorkSheet *
read_sheet (WorkFixture *fixture, gint64 student_id, gint64 period_id, gint64 placement_id)
{
  g_autoptr (GError) error = NULL;
  WorkSheet *sheet = work_school_read (
      fixture->school, work_query_sheet_new (student_id, period_id, placement_id), &error);

  g_assert_no_error (error);
  return sheet;
}

static WorkSheet *
new_sheet (WorkFixture *fixture)
{
  return read_sheet (fixture, fixture->students[2], fixture->periods[0], 0);
}

static ModelRecord *
placement_of (const WorkSheet *sheet)
{
  return sheet->roles[MODEL_ROLE_PLACEMENT];
}

/* Saves, must succeed; the sheet's id */
static gint64
save (WorkFixture *fixture, const WorkSheet *sheet)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done =
      work_school_apply (fixture->school, work_change_sheet_save_new (sheet), &error);

  g_assert_no_error (error);
  return done->id;
}

/* (transfer full): why it is not saved */
static char *
refuse (WorkFixture *fixture, const WorkSheet *sheet)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done =
      work_school_apply (fixture->school, work_change_sheet_save_new (sheet), &error);

  g_assert_null (done);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  return g_strdup (error->message);
}

static void
assert_search (WorkFixture *fixture, gint64 search_id, const char *state)
{
  g_autoptr (ModelRecord) search = work_fixture_load (fixture, MODEL_ENTITY_SEARCH, search_id);

  g_assert_cmpstr (model_record_get (search, "state"), ==, state);
}

static void
test_first (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = read_sheet (fixture, fixture->students[2], fixture->periods[1], 0);
  g_autoptr (WorkSheet) saved = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GPtrArray) placements = NULL;
  g_autoptr (GError) error = NULL;

  model_record_set_int (placement_of (sheet), "company_id", fixture->company_id);
  done = work_school_apply (fixture->school, work_change_sheet_save_new (sheet), &error);
  g_assert_no_error (error);
  /* What the form shows is as it was. */
  g_assert_cmpint (model_record_get_id (placement_of (sheet)), ==, 0);
  saved = read_sheet (fixture, 0, 0, done->id);
  g_assert_cmpstr (model_record_get (placement_of (saved), "state"), ==, "draft");
  g_assert_cmpstr (model_record_get (saved->search, "state"), ==, "sheet");
  g_assert_cmpint (model_record_get_id (saved->roles[MODEL_ROLE_PERIOD]), ==, fixture->periods[1]);
  g_free (work_school_undo (fixture->school, done->operation_id, &error));
  g_assert_no_error (error);
  placements = work_fixture_load_all (fixture, MODEL_ENTITY_PLACEMENT);
  g_assert_cmpuint (placements->len, ==, 2);
  work_fixture_assert_sound (fixture);
}

/* Somebody else has begun the search meanwhile: there is one. */
static void
test_search_begun_meanwhile (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = read_sheet (fixture, fixture->students[2], fixture->periods[1], 0);
  g_autofree char *student = work_fixture_id (fixture->students[2]);
  g_autofree char *period = work_fixture_id (fixture->periods[1]);
  gint64 search = work_fixture_add (fixture, MODEL_ENTITY_SEARCH, "student_id", student,
                                    "period_id", period, "state", "contact", NULL);
  g_autoptr (WorkSheet) saved = read_sheet (fixture, 0, 0, save (fixture, sheet));

  g_assert_cmpint (model_record_get_id (saved->search), ==, search);
  assert_search (fixture, search, "sheet");
}

static void
test_exempt_stays (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_SEARCH, fixture->searches[2], "state", "exempt");
  sheet = new_sheet (fixture);
  save (fixture, sheet);
  assert_search (fixture, fixture->searches[2], "exempt");
}

/* A second company does not make a validated search one in progress. */
static void
test_second_company (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = read_sheet (fixture, fixture->students[0], fixture->periods[0], 0);

  g_assert_cmpuint (sheet->n_others, ==, 1);
  save (fixture, sheet);
  assert_search (fixture, fixture->searches[0], "validated");
}

static void
test_new_company_and_people (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = new_sheet (fixture);
  g_autoptr (ModelRecord) company = model_record_new (MODEL_ENTITY_COMPANY);
  g_autoptr (ModelRecord) person = model_record_new (MODEL_ENTITY_CONTACT);
  g_autoptr (WorkSheet) saved = NULL;
  g_autoptr (GPtrArray) companies = NULL, contacts = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;

  model_record_set_canonical (company, "name", "Atelier Ferrand");
  model_record_set_canonical (person, "family_name", "Ferrand");
  work_sheet_choose (sheet, MODEL_ROLE_COMPANY, company);
  /* One person for both. */
  work_sheet_choose (sheet, MODEL_ROLE_REPRESENTATIVE, person);
  work_sheet_choose (sheet, MODEL_ROLE_TUTOR, person);
  done = work_school_apply (fixture->school, work_change_sheet_save_new (sheet), &error);
  g_assert_no_error (error);
  saved = read_sheet (fixture, 0, 0, done->id);
  g_assert_cmpstr (model_record_get (saved->roles[MODEL_ROLE_COMPANY], "name"), ==,
                   "Atelier Ferrand");
  g_assert_true (saved->roles[MODEL_ROLE_TUTOR] == saved->roles[MODEL_ROLE_REPRESENTATIVE]);
  g_assert_cmpint (model_record_get_int (saved->roles[MODEL_ROLE_TUTOR], "company_id"), ==,
                   model_record_get_id (saved->roles[MODEL_ROLE_COMPANY]));
  g_assert_cmpstr (model_record_get (saved->roles[MODEL_ROLE_TUTOR], "is_tutor"), ==, "1");
  g_assert_cmpstr (model_record_get (saved->roles[MODEL_ROLE_TUTOR], "is_representative"), ==, "1");
  contacts = work_fixture_load_all (fixture, MODEL_ENTITY_CONTACT);
  g_assert_cmpuint (contacts->len, ==, 3);
  /* One operation: one undo takes the company back too. */
  g_free (work_school_undo (fixture->school, done->operation_id, &error));
  g_assert_no_error (error);
  companies = work_fixture_load_all (fixture, MODEL_ENTITY_COMPANY);
  g_assert_cmpuint (companies->len, ==, 1);
  work_fixture_assert_sound (fixture);
}

static void
test_corrected_rows (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = read_sheet (fixture, 0, 0, fixture->placements[1]);
  g_autoptr (ModelRecord) company = NULL, stray = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;

  model_record_set_canonical (sheet->roles[MODEL_ROLE_COMPANY], "phone", "+33500000000");
  /* It is not the sheet's any more: not saved with it. */
  model_record_set_canonical (sheet->roles[MODEL_ROLE_TUTOR], "function", "Chef d’atelier");
  model_record_set_int (placement_of (sheet), "tutor_id", fixture->contacts[0]);
  done = work_school_apply (fixture->school, work_change_sheet_save_new (sheet), &error);
  g_assert_no_error (error);
  g_assert_cmpint (done->id, ==, fixture->placements[1]);
  g_assert_cmpuint (done->n, ==, 2);
  company = work_fixture_load (fixture, MODEL_ENTITY_COMPANY, fixture->company_id);
  g_assert_cmpstr (model_record_get (company, "phone"), ==, "+33500000000");
  stray = work_fixture_load (fixture, MODEL_ENTITY_CONTACT, fixture->contacts[1]);
  g_assert_null (model_record_get (stray, "function"));
}

static void
test_nothing_changed (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = read_sheet (fixture, 0, 0, fixture->placements[1]);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done =
      work_school_apply (fixture->school, work_change_sheet_save_new (sheet), &error);

  g_assert_no_error (error);
  g_assert_null (done->operation_id);
  g_assert_cmpint (done->id, ==, fixture->placements[1]);
  assert_search (fixture, fixture->searches[1], "to_validate");
}

static void
test_same_siret (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = new_sheet (fixture);
  g_autoptr (ModelRecord) company = model_record_new (MODEL_ENTITY_COMPANY);
  g_autoptr (GPtrArray) placements = NULL;
  g_autofree char *why = NULL;

  model_record_set_canonical (company, "name", "Roux garage");
  model_record_set_canonical (company, "siret", "00041300500018");
  work_sheet_choose (sheet, MODEL_ROLE_COMPANY, company);
  why = refuse (fixture, sheet);
  g_assert_nonnull (strstr (why, "“Garage Roux”"));
  g_assert_nonnull (strstr (why, "000 413 005"));
  placements = work_fixture_load_all (fixture, MODEL_ENTITY_PLACEMENT);
  g_assert_cmpuint (placements->len, ==, 2);
}

static void
test_without_name (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = new_sheet (fixture);
  g_autoptr (ModelRecord) company = model_record_new (MODEL_ENTITY_COMPANY);
  g_autoptr (ModelRecord) tutor = model_record_new (MODEL_ENTITY_CONTACT);
  g_autofree char *no_name = NULL, *no_company = NULL;

  model_record_set_canonical (company, "town", "Albi");
  work_sheet_choose (sheet, MODEL_ROLE_COMPANY, company);
  no_name = refuse (fixture, sheet);
  g_assert_nonnull (strstr (no_name, "Company: Company name"));

  work_sheet_choose (sheet, MODEL_ROLE_COMPANY, NULL);
  model_record_set_canonical (tutor, "family_name", "Neuve");
  work_sheet_choose (sheet, MODEL_ROLE_TUTOR, tutor);
  no_company = refuse (fixture, sheet);
  g_assert_nonnull (strstr (no_company, "company before its people"));
}

static void
test_people_of_another_company (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add (fixture, MODEL_ENTITY_COMPANY, "name", "Ferrand", NULL);
  g_autoptr (WorkSheet) sheet = read_sheet (fixture, 0, 0, fixture->placements[1]);
  g_autofree char *why = NULL;

  model_record_set_int (placement_of (sheet), "company_id", id);
  model_record_set_canonical (placement_of (sheet), "site_id", NULL);
  model_record_set_canonical (placement_of (sheet), "representative_id", NULL);
  why = refuse (fixture, sheet);
  g_assert_nonnull (strstr (why, "“Tutor”"));
}

static void
test_validated_stays_valid (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = read_sheet (fixture, 0, 0, fixture->placements[0]);
  g_autoptr (WorkSheet) saved = NULL;
  g_autofree char *why = NULL;

  model_record_set_canonical (placement_of (sheet), "activities", NULL);
  why = refuse (fixture, sheet);
  g_assert_nonnull (strstr (why, "Planned activities"));
  model_record_set_canonical (placement_of (sheet), "activities", "Vidange");
  save (fixture, sheet);
  saved = read_sheet (fixture, 0, 0, fixture->placements[0]);
  g_assert_cmpstr (model_record_get (placement_of (saved), "state"), ==, "validated");
  assert_search (fixture, fixture->searches[0], "validated");
}

static void
test_two_seats (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) mine = read_sheet (fixture, 0, 0, fixture->placements[1]);
  g_autoptr (WorkSheet) theirs = NULL, saved = NULL;
  g_autoptr (GError) error = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "meals", "Cantine");
  model_record_set_canonical (placement_of (mine), "transport", "Bus");
  save (fixture, mine); /* another field: both are kept */

  model_record_set_canonical (placement_of (mine), "meals", "Sur place");
  g_assert_null (work_school_apply (fixture->school, work_change_sheet_save_new (mine), &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CONFLICT);
  theirs = read_sheet (fixture, 0, 0, fixture->placements[1]);
  work_sheet_rebase (theirs, mine, TRUE);
  save (fixture, theirs);
  saved = read_sheet (fixture, 0, 0, fixture->placements[1]);
  g_assert_cmpstr (model_record_get (placement_of (saved), "meals"), ==, "Sur place");
  g_assert_cmpstr (model_record_get (placement_of (saved), "transport"), ==, "Bus");
}

static void
test_agreement_moved_on (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = read_sheet (fixture, 0, 0, fixture->placements[0]);
  gint64 agreement = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autofree char *made = NULL, *cancelled = NULL;

  model_record_set_canonical (placement_of (sheet), "meals", "Cantine");
  made = refuse (fixture, sheet);
  g_assert_nonnull (strstr (made, "moved on meanwhile"));
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "state", "cancelled");
  cancelled = refuse (fixture, sheet);
  g_assert_nonnull (strstr (cancelled, "2026-0001"));
}

/* Nobody has it: the same agreement, written anew. */
static void
test_new_version (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autoptr (WorkSheet) sheet = read_sheet (fixture, 0, 0, fixture->placements[0]);
  g_autoptr (ModelRecord) agreement = NULL;
  g_autoptr (GPtrArray) agreements = NULL;

  g_assert_cmpint (sheet->editing, ==, WORK_SHEET_NEW_VERSION);
  model_record_set_canonical (placement_of (sheet), "activities", "Vidange");
  save (fixture, sheet);
  agreement = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, id);
  g_assert_cmpint (model_record_get_int (agreement, "revision"), ==, 2);
  g_assert_nonnull (strstr (model_record_get (agreement, "snapshot"), "Vidange"));
  agreements = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);
  g_assert_cmpuint (agreements->len, ==, 1);
}

/* It is sent: an amendment, and one undo takes sheet and amendment back. */
static void
test_amendment (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autoptr (WorkSheet) sheet = NULL, saved = NULL;
  g_autoptr (ModelRecord) agreement = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, id, "sent_on", "2026-12-01");
  sheet = read_sheet (fixture, 0, 0, fixture->placements[0]);
  g_assert_cmpint (sheet->editing, ==, WORK_SHEET_AMENDMENT);
  /* A correction of what the sheet names counts as well. */
  model_record_set_canonical (sheet->roles[MODEL_ROLE_TUTOR], "function", "Chef d’atelier");
  done = work_school_apply (fixture->school, work_change_sheet_save_new (sheet), &error);
  g_assert_no_error (error);
  g_assert_cmpint (done->id, ==, fixture->placements[0]);
  saved = read_sheet (fixture, 0, 0, fixture->placements[0]);
  g_assert_cmpint (model_record_get_int (saved->roles[MODEL_ROLE_AGREEMENT], "amends_id"), ==, id);
  g_free (work_school_undo (fixture->school, done->operation_id, &error));
  g_assert_no_error (error);
  agreement = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, id);
  g_assert_cmpstr (model_record_get (agreement, "state"), ==, "active");
  work_fixture_assert_sound (fixture);
}

/* A site is made with the sheet too, and is of the company that is made with it. */
static void
test_new_site (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = new_sheet (fixture);
  g_autoptr (ModelRecord) company = model_record_new (MODEL_ENTITY_COMPANY);
  g_autoptr (ModelRecord) site = model_record_new (MODEL_ENTITY_SITE);
  g_autoptr (WorkSheet) saved = NULL;

  model_record_set_canonical (company, "name", "Atelier Ferrand");
  model_record_set_canonical (site, "address1", "1 quai Neuf");
  work_sheet_choose (sheet, MODEL_ROLE_COMPANY, company);
  work_sheet_choose (sheet, MODEL_ROLE_SITE, site);
  saved = read_sheet (fixture, 0, 0, save (fixture, sheet));
  g_assert_cmpint (model_record_get_int (saved->roles[MODEL_ROLE_SITE], "company_id"), ==,
                   model_record_get_id (saved->roles[MODEL_ROLE_COMPANY]));
  g_assert_cmpstr (model_record_get (saved->roles[MODEL_ROLE_SITE], "address1"), ==, "1 quai Neuf");
}

/* Another seat has validated the draft meanwhile: what makes it valid may not be taken away. */
static void
test_validated_meanwhile (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = read_sheet (fixture, 0, 0, fixture->placements[1]);
  g_autoptr (WorkDone) done = work_school_apply (
      fixture->school, work_change_sheet_validate_new (&fixture->placements[1], 1, NULL), NULL);
  g_autofree char *why = NULL;

  g_assert_nonnull (done);
  model_record_set_canonical (placement_of (sheet), "activities", NULL);
  why = refuse (fixture, sheet);
  g_assert_nonnull (strstr (why, "Planned activities"));
}

/* Nor may a rule come to block it. */
static void
test_validated_and_rules (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = read_sheet (fixture, 0, 0, fixture->placements[0]);
  g_autoptr (WorkSheet) checked = NULL;
  g_autofree char *why = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (work_sheet_is_ready (sheet));
  model_record_set_canonical (placement_of (sheet), "end", "2027-01-10");
  checked = work_school_read (fixture->school, work_query_sheet_check_new (sheet), &error);
  g_assert_no_error (error);
  g_assert_false (work_sheet_is_ready (checked));
  why = refuse (fixture, sheet);
  g_assert_nonnull (strstr (why, ((const ModelFinding *) checked->findings->pdata[0])->text));
}

/* What the school wants to know of others than the company is filled in on the sheet too. */
static void
test_student_and_guardian (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = NULL, saved = NULL;
  g_autofree char *why = NULL;
  ModelRecord *guardian;

  work_fixture_add (fixture, MODEL_ENTITY_SETTING, "name", "kind.pfmp.mandatory", "value",
                    "student.email|guardian.mobile", NULL);
  sheet = new_sheet (fixture);
  g_assert_cmpuint (sheet->missing->len, ==, 2);
  work_sheet_add_guardian (sheet);
  save (fixture, sheet); /* a guardian without a word is none */

  guardian = sheet->roles[MODEL_ROLE_GUARDIAN1];
  model_record_set_canonical (guardian, "mobile", "+33639988201");
  why = refuse (fixture, sheet);
  g_assert_nonnull (strstr (why, "Guardian 1: Family name"));
  model_record_set_canonical (guardian, "family_name", "Cazals");
  model_record_set_canonical (sheet->roles[MODEL_ROLE_STUDENT], "email", "ines@lycee.example");
  saved = read_sheet (fixture, 0, 0, save (fixture, sheet));
  g_assert_cmpstr (model_record_get (saved->roles[MODEL_ROLE_GUARDIAN1], "family_name"), ==,
                   "Cazals");
  g_assert_cmpstr (model_record_get (saved->roles[MODEL_ROLE_STUDENT], "email"), ==,
                   "ines@lycee.example");
  g_assert_true (work_sheet_is_complete (saved));
  work_sheet_add_guardian (saved); /* there is one */
  g_assert_cmpint (model_record_get_id (saved->roles[MODEL_ROLE_GUARDIAN1]), !=, 0);
}

#define ADD(name, func)                                                               \
  g_test_add ("/work/sheet-save/" name, WorkFixture, NULL, work_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("first", test_first);
  ADD ("search-begun-meanwhile", test_search_begun_meanwhile);
  ADD ("exempt-stays", test_exempt_stays);
  ADD ("second-company", test_second_company);
  ADD ("new-company-and-people", test_new_company_and_people);
  ADD ("corrected-rows", test_corrected_rows);
  ADD ("nothing-changed", test_nothing_changed);
  ADD ("same-siret", test_same_siret);
  ADD ("without-name", test_without_name);
  ADD ("people-of-another-company", test_people_of_another_company);
  ADD ("validated-stays-valid", test_validated_stays_valid);
  ADD ("two-seats", test_two_seats);
  ADD ("agreement-moved-on", test_agreement_moved_on);
  ADD ("new-version", test_new_version);
  ADD ("amendment", test_amendment);
  ADD ("new-site", test_new_site);
  ADD ("validated-meanwhile", test_validated_meanwhile);
  ADD ("validated-and-rules", test_validated_and_rules);
  ADD ("student-and-guardian", test_student_and_guardian);
  return g_test_run ();
}

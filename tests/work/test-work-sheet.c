/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-error.h"
#include "work-fixture.h"
#include "work-sheet.h"

/* A sheet as it is read: what is proposed, what is missing, what a change would mean. */

static WorkSheet *
read_sheet (WorkFixture *fixture, gint64 student_id, gint64 period_id, gint64 placement_id)
{
  g_autoptr (GError) error = NULL;
  WorkSheet *sheet = work_school_read (
      fixture->school, work_query_sheet_new (student_id, period_id, placement_id), &error);

  g_assert_no_error (error);
  g_assert_nonnull (sheet);
  return sheet;
}

static WorkSheet *
check_again (WorkFixture *fixture, const WorkSheet *sheet)
{
  g_autoptr (GError) error = NULL;
  WorkSheet *checked =
      work_school_read (fixture->school, work_query_sheet_check_new (sheet), &error);

  g_assert_no_error (error);
  return checked;
}

static ModelRecord *
placement_of (const WorkSheet *sheet)
{
  return sheet->roles[MODEL_ROLE_PLACEMENT];
}

/* "Tutor|Planned activities" */
static char *
name_missing (const WorkSheet *sheet)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < sheet->missing->len; i++)
    {
      g_autofree char *name =
          work_sheet_field_label (&g_array_index (sheet->missing, WorkSheetField, i));

      g_string_append_printf (names, "%s%s", i > 0 ? "|" : "", name);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
assert_missing (const WorkSheet *sheet, const char *expected)
{
  g_autofree char *names = name_missing (sheet);

  g_assert_cmpstr (names, ==, expected);
}

static void
set_mandatory (WorkFixture *fixture, const char *kind, const char *keys)
{
  g_autofree char *name = model_kind_setting (kind, "mandatory");

  work_fixture_add (fixture, MODEL_ENTITY_SETTING, "name", name, "value", keys, NULL);
}

static void
test_kept (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = read_sheet (fixture, 0, 0, fixture->placements[0]);
  g_autoptr (ModelDuration) duration = work_sheet_duration (sheet);

  g_assert_cmpint (model_record_get_id (sheet->roles[MODEL_ROLE_STUDENT]), ==,
                   fixture->students[0]);
  g_assert_cmpint (model_record_get_id (sheet->roles[MODEL_ROLE_COMPANY]), ==, fixture->company_id);
  g_assert_cmpint (model_record_get_id (sheet->roles[MODEL_ROLE_SITE]), ==, fixture->site_id);
  g_assert_cmpint (model_record_get_id (sheet->roles[MODEL_ROLE_TUTOR]), ==, fixture->contacts[1]);
  g_assert_cmpint (model_record_get_id (sheet->roles[MODEL_ROLE_PERIOD]), ==, fixture->periods[0]);
  g_assert_cmpint (model_record_get_id (sheet->roles[MODEL_ROLE_SCHOOL_YEAR]), ==,
                   fixture->year_id);
  g_assert_cmpint (model_record_get_id (sheet->search), ==, fixture->searches[0]);
  g_assert_nonnull (sheet->roles[MODEL_ROLE_GUARDIAN1]);
  g_assert_null (sheet->roles[MODEL_ROLE_AGREEMENT]);
  g_assert_cmpint (sheet->editing, ==, WORK_SHEET_FREE);
  g_assert_null (sheet->consequence);
  g_assert_cmpuint (sheet->n_others, ==, 0);
  g_assert_true (work_sheet_is_complete (sheet));
  g_assert_cmpint (work_sheet_percent (sheet), ==, 100);
  g_assert_cmpint (duration->minutes, ==, 4 * 7 * 60);
}

static void
test_new (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *teacher = work_fixture_id (fixture->teacher_id);
  g_autoptr (WorkSheet) sheet = NULL, other = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_SEARCH, fixture->searches[2], "teacher_id", teacher);
  sheet = read_sheet (fixture, fixture->students[2], fixture->periods[0], 0);
  g_assert_cmpint (model_record_get_id (placement_of (sheet)), ==, 0);
  g_assert_cmpint (model_record_get_id (sheet->search), ==, fixture->searches[2]);
  g_assert_cmpstr (model_record_get (placement_of (sheet), "start"), ==,
                   model_record_get (sheet->roles[MODEL_ROLE_PERIOD], "start"));
  g_assert_cmpstr (model_record_get (placement_of (sheet), "weekly_hours"), ==, "35");
  g_assert_cmpstr (model_record_get (placement_of (sheet), "teacher_id"), ==, teacher);
  assert_missing (sheet, "Company|Representative|Tutor|Planned activities");
  g_assert_cmpint (work_sheet_percent (sheet), ==, 50);

  /* No search of that period yet. */
  other = read_sheet (fixture, fixture->students[2], fixture->periods[1], 0);
  g_assert_cmpint (model_record_get_id (other->search), ==, 0);
  g_assert_cmpstr (model_record_get (other->search, "state"), ==, "not_started");
  g_assert_null (model_record_get (placement_of (other), "teacher_id"));
}

static void
test_any (WorkFixture *fixture, gconstpointer data)
{
  gint64 student = fixture->students[0], period = fixture->periods[0];
  g_autofree char *search = work_fixture_id (fixture->searches[0]);
  g_autoptr (WorkSheet) first = read_sheet (fixture, student, period, WORK_SHEET_ANY);
  g_autoptr (WorkSheet) none = read_sheet (fixture, fixture->students[2], period, WORK_SHEET_ANY);
  g_autoptr (WorkSheet) second = NULL, third = NULL;
  gint64 refused, draft;

  g_assert_cmpint (model_record_get_id (placement_of (first)), ==, fixture->placements[0]);
  g_assert_cmpint (model_record_get_id (placement_of (none)), ==, 0);
  refused = work_fixture_add (fixture, MODEL_ENTITY_PLACEMENT, "search_id", search, "state",
                              "refused", NULL);
  second = read_sheet (fixture, student, period, WORK_SHEET_ANY);
  g_assert_cmpint (refused, !=, 0);
  g_assert_cmpint (model_record_get_id (placement_of (second)), ==, fixture->placements[0]);
  g_assert_cmpuint (second->n_others, ==, 1);
  draft = work_fixture_add (fixture, MODEL_ENTITY_PLACEMENT, "search_id", search, "state", "draft",
                            NULL);
  third = read_sheet (fixture, student, period, WORK_SHEET_ANY);
  g_assert_cmpint (model_record_get_id (placement_of (third)), ==, draft);
}

static void
test_nobody (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (work_school_read (fixture->school,
                                   work_query_sheet_new (12345, fixture->periods[0], 0), &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (work_school_read (fixture->school, work_query_sheet_new (0, 0, 12345), &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

/* ---- what is missing ---- */

static void
test_mandatory_of_others (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = NULL;

  set_mandatory (fixture, "pfmp",
                 "student.birth_date|student.email|company.siret|company.naf|contact.email|"
                 "guardian.mobile|guardian.email|teacher.email");
  sheet = read_sheet (fixture, 0, 0, fixture->placements[0]);
  assert_missing (sheet, "Student: E-mail|Company: Activity code (NAF)|Representative: E-mail|"
                         "Tutor: E-mail|Guardian 1: E-mail");
  g_assert_cmpuint (sheet->n_asked, ==, 9);
  model_record_set_canonical (sheet->roles[MODEL_ROLE_TUTOR], "email", "tomas@roux.example");
  work_sheet_update_missing (sheet);
  g_assert_cmpuint (sheet->missing->len, ==, 4);
}

/* Nobody signs for a student of age. */
static void
test_guardian_of_age (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = NULL;

  set_mandatory (fixture, "pfmp", "guardian.mobile");
  sheet = read_sheet (fixture, 0, 0, fixture->placements[1]);
  g_assert_cmpuint (sheet->n_asked, ==, 0);
  g_assert_cmpint (work_sheet_percent (sheet), ==, 100);
  /* The eighteenth birthday is on the second day: a minor when it begins. */
  model_record_set_canonical (sheet->roles[MODEL_ROLE_STUDENT], "birth_date", "2009-01-12");
  work_sheet_update_missing (sheet);
  assert_missing (sheet, "Guardian 1: Mobile");
  model_record_set_canonical (sheet->roles[MODEL_ROLE_STUDENT], "birth_date", "2009-01-11");
  work_sheet_update_missing (sheet);
  g_assert_true (work_sheet_is_complete (sheet));
}

/* The site that is the company has the company's address; without a company there is one field to
 * fill in and not three. */
static void
test_mandatory_site (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = NULL;

  set_mandatory (fixture, "pfmp", "site.address1|company.siret|placement.company_id");
  sheet = read_sheet (fixture, 0, 0, fixture->placements[0]);
  g_assert_true (work_sheet_is_complete (sheet));
  work_sheet_choose (sheet, MODEL_ROLE_SITE, NULL);
  g_assert_true (work_sheet_is_complete (sheet));
  model_record_set_canonical (sheet->roles[MODEL_ROLE_COMPANY], "address1", NULL);
  work_sheet_update_missing (sheet);
  assert_missing (sheet, "Host site: Address of the host site");
  work_sheet_choose (sheet, MODEL_ROLE_COMPANY, NULL);
  assert_missing (sheet, "Company");
  g_assert_cmpuint (sheet->n_asked, ==, 1);
}

static void
test_weekly_hours (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = read_sheet (fixture, 0, 0, fixture->placements[0]);

  model_record_set_canonical (placement_of (sheet), "weekly_hours", NULL);
  model_record_set_canonical (sheet->roles[MODEL_ROLE_PERIOD], "weekly_hours", NULL);
  work_sheet_update_missing (sheet);
  g_assert_true (work_sheet_is_complete (sheet)); /* the timetable tells them */
  model_record_set_canonical (placement_of (sheet), "monday_morning", NULL);
  model_record_set_canonical (placement_of (sheet), "monday_afternoon", NULL);
  work_sheet_update_missing (sheet);
  assert_missing (sheet, "Weekly hours");
}

static void
test_kind (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = NULL;

  set_mandatory (fixture, "observation", "placement.subject");
  work_fixture_change (fixture, MODEL_ENTITY_PERIOD, fixture->periods[0], "kind", "observation");
  sheet = read_sheet (fixture, 0, 0, fixture->placements[0]);
  g_assert_cmpstr (sheet->kind, ==, "observation");
  g_assert_cmpstr (sheet->kind_label, ==, "Observation");
  assert_missing (sheet, "Subject");
}

static void
test_shift (WorkFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *start;
    const char *end;
    WorkSheetShift shift;
  } cases[] = {
    { "2027-01-11", "2027-02-05", WORK_SHEET_IN_TIME },
    { NULL, NULL, WORK_SHEET_IN_TIME },
    { "2027-01-12", "2027-02-05", WORK_SHEET_SHIFTED },
    { "2027-01-11", "2027-02-06", WORK_SHEET_SHIFTED },
    { "2027-02-05", "2027-02-28", WORK_SHEET_SHIFTED },
    { "2027-02-06", "2027-02-28", WORK_SHEET_CATCH_UP },
    { "2026-12-01", "2026-12-18", WORK_SHEET_SHIFTED },
  };
  g_autoptr (WorkSheet) sheet = read_sheet (fixture, 0, 0, fixture->placements[0]);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      model_record_set_canonical (placement_of (sheet), "start", cases[i].start);
      model_record_set_canonical (placement_of (sheet), "end", cases[i].end);
      g_assert_cmpint (work_sheet_shift (sheet), ==, cases[i].shift);
    }
}

/* ---- who is named ---- */

static void
test_another_company (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = read_sheet (fixture, 0, 0, fixture->placements[0]);
  g_autoptr (ModelRecord) same =
      work_fixture_load (fixture, MODEL_ENTITY_COMPANY, fixture->company_id);
  g_autoptr (ModelRecord) company = model_record_new (MODEL_ENTITY_COMPANY);
  g_autoptr (ModelRecord) tutor = model_record_new (MODEL_ENTITY_CONTACT);

  work_sheet_choose (sheet, MODEL_ROLE_COMPANY, same);
  g_assert_nonnull (sheet->roles[MODEL_ROLE_TUTOR]);

  work_sheet_choose (sheet, MODEL_ROLE_COMPANY, company);
  g_assert_null (sheet->roles[MODEL_ROLE_SITE]);
  g_assert_null (sheet->roles[MODEL_ROLE_REPRESENTATIVE]);
  g_assert_null (sheet->roles[MODEL_ROLE_TUTOR]);
  g_assert_null (model_record_get (placement_of (sheet), "tutor_id"));
  g_assert_null (model_record_get (placement_of (sheet), "company_id"));
  g_assert_nonnull (sheet->roles[MODEL_ROLE_TEACHER]);
  /* What is made with the sheet needs what cannot be kept without. */
  assert_missing (sheet, "Representative|Tutor|Company: Company name");
  model_record_set_canonical (company, "name", "Atelier Ferrand");
  work_sheet_choose (sheet, MODEL_ROLE_TUTOR, tutor);
  assert_missing (sheet, "Representative|Tutor: Family name");
}

static void
test_tutor_is_representative (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *one = work_fixture_id (fixture->contacts[0]);
  g_autoptr (WorkSheet) sheet = NULL, copy = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "tutor_id", one);
  sheet = read_sheet (fixture, 0, 0, fixture->placements[0]);
  g_assert_true (sheet->roles[MODEL_ROLE_TUTOR] == sheet->roles[MODEL_ROLE_REPRESENTATIVE]);
  copy = work_sheet_copy (sheet);
  g_assert_true (copy->roles[MODEL_ROLE_TUTOR] == copy->roles[MODEL_ROLE_REPRESENTATIVE]);
  g_assert_true (copy->roles[MODEL_ROLE_TUTOR] != sheet->roles[MODEL_ROLE_TUTOR]);
}

static void
test_check (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = read_sheet (fixture, fixture->students[2], fixture->periods[0], 0);
  g_autoptr (WorkSheet) checked = NULL, again = NULL;

  model_record_set_int (placement_of (sheet), "company_id", fixture->company_id);
  model_record_set_int (placement_of (sheet), "tutor_id", fixture->contacts[1]);
  model_record_set_int (placement_of (sheet), "representative_id", fixture->contacts[1]);
  model_record_set_canonical (placement_of (sheet), "activities", "Vidange");
  checked = check_again (fixture, sheet);
  g_assert_cmpstr (model_record_get (checked->roles[MODEL_ROLE_COMPANY], "name"), ==,
                   "Garage Roux");
  g_assert_true (checked->roles[MODEL_ROLE_TUTOR] == checked->roles[MODEL_ROLE_REPRESENTATIVE]);
  g_assert_cmpstr (model_record_get (placement_of (checked), "activities"), ==, "Vidange");
  assert_missing (checked, "Referent teacher");

  /* What is edited is not read over. */
  model_record_set_canonical (checked->roles[MODEL_ROLE_COMPANY], "town", "Albi");
  again = check_again (fixture, checked);
  g_assert_cmpstr (model_record_get (again->roles[MODEL_ROLE_COMPANY], "town"), ==, "Albi");
}

/* ---- what a change means ---- */

static WorkSheetEditing
read_editing (WorkFixture *fixture)
{
  g_autoptr (WorkSheet) sheet = read_sheet (fixture, 0, 0, fixture->placements[0]);

  g_assert_true ((sheet->editing == WORK_SHEET_FREE) == (sheet->consequence == NULL));
  if (sheet->consequence != NULL)
    g_assert_nonnull (strstr (sheet->consequence, "2026-0001"));
  return sheet->editing;
}

/* Somebody may have it in hand from the moment on which its sending begins, until it is stopped. */
static void
test_editing_while_it_is_signed (WorkFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *state;
    WorkSheetEditing editing;
  } cases[] = {
    { "prepared", WORK_SHEET_AMENDMENT },
    { "sending", WORK_SHEET_AMENDMENT },
    { "ongoing", WORK_SHEET_AMENDMENT },
    { "cancelled", WORK_SHEET_NEW_VERSION },
  };
  g_autofree char *agreement =
      work_fixture_id (work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001"));
  gint64 request = work_fixture_add (fixture, MODEL_ENTITY_SIGNATURE_REQUEST, "agreement_id",
                                     agreement, "provider", "yousign", "environment", "test",
                                     "external_id", "paraphe-1", "state", "failed", "title",
                                     "Convention", "started_at", "2026-11-26T08:00:00Z", NULL);

  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, g_ascii_strtoll (agreement, NULL, 10),
                       "mode", "electronic");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].state);
      work_fixture_change (fixture, MODEL_ENTITY_SIGNATURE_REQUEST, request, "state",
                           cases[i].state);
      g_assert_cmpint (read_editing (fixture), ==, cases[i].editing);
    }
}

static void
test_editing (WorkFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *column;
    const char *value;
    WorkSheetEditing editing;
  } cases[] = {
    { "step", "1", WORK_SHEET_NEW_VERSION },
    { "step", "2", WORK_SHEET_AMENDMENT }, /* the step of the fixture that counts as signed */
    { "step", "0", WORK_SHEET_NEW_VERSION },
    { "sent_on", "2026-12-01", WORK_SHEET_AMENDMENT },
    { "sent_on", NULL, WORK_SHEET_NEW_VERSION },
    { "signed_on", "2026-12-01", WORK_SHEET_AMENDMENT },
    { "signed_on", NULL, WORK_SHEET_NEW_VERSION },
    { "signed_outside", "1", WORK_SHEET_AMENDMENT },
    { "signed_outside", "0", WORK_SHEET_NEW_VERSION },
    /* Chosen, but not sent: nobody has it. */
    { "mode", "electronic", WORK_SHEET_NEW_VERSION },
    { "mode", "manual", WORK_SHEET_NEW_VERSION },
    { "state", "cancelled", WORK_SHEET_CLOSED },
  };
  gint64 agreement = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, cases[i].column,
                           cases[i].value);
      g_assert_cmpint (read_editing (fixture), ==, cases[i].editing);
    }
  /* A new one beside the cancelled one. */
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "number", "2026-0000");
  work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_assert_cmpint (read_editing (fixture), ==, WORK_SHEET_NEW_VERSION);
  /* A sheet that is not validated any more is free. */
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "state", "draft");
  g_assert_cmpint (read_editing (fixture), ==, WORK_SHEET_FREE);
}

static void
test_one_signature (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autofree char *agreement = work_fixture_id (id);
  gint64 signatory =
      work_fixture_add (fixture, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement, "position", "0",
                        "role", "school", "is_mandatory", "1", NULL);

  g_assert_cmpint (read_editing (fixture), ==, WORK_SHEET_NEW_VERSION);
  work_fixture_change (fixture, MODEL_ENTITY_SIGNATORY, signatory, "signed_on", "2026-12-01");
  g_assert_cmpint (read_editing (fixture), ==, WORK_SHEET_AMENDMENT);
}

/* ---- two seats ---- */

static void
test_clashes (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) mine = read_sheet (fixture, 0, 0, fixture->placements[0]);
  g_autoptr (WorkSheet) theirs = NULL, other = NULL;
  g_autoptr (GPtrArray) clashes = NULL, none = NULL;
  const WorkSheetClash *clash;

  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "meals", "Cantine");
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "transport", "Bus");
  work_fixture_change (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, "town", "Albi");
  theirs = read_sheet (fixture, 0, 0, fixture->placements[0]);
  none = work_sheet_clashes (mine, theirs);
  g_assert_cmpuint (none->len, ==, 0);

  model_record_set_canonical (placement_of (mine), "meals", "Sur place");
  model_record_set_canonical (placement_of (mine), "lodging", "Internat");
  model_record_set_canonical (mine->roles[MODEL_ROLE_COMPANY], "town", "Albi");
  model_record_set_canonical (mine->roles[MODEL_ROLE_COMPANY], "phone", "+33500000000");
  clashes = work_sheet_clashes (mine, theirs);
  g_assert_cmpuint (clashes->len, ==, 1);
  clash = clashes->pdata[0];
  g_assert_cmpstr (clash->field->key, ==, "placement.meals");
  g_assert_cmpstr (clash->mine, ==, "Sur place");
  g_assert_cmpstr (clash->theirs, ==, "Cantine");

  other = work_sheet_copy (theirs);
  work_sheet_rebase (theirs, mine, FALSE);
  g_assert_cmpstr (model_record_get (placement_of (theirs), "meals"), ==, "Cantine");
  g_assert_cmpstr (model_record_get (placement_of (theirs), "transport"), ==, "Bus");
  g_assert_cmpstr (model_record_get (placement_of (theirs), "lodging"), ==, "Internat");
  g_assert_cmpstr (model_record_get (theirs->roles[MODEL_ROLE_COMPANY], "phone"), ==,
                   "+33500000000");
  work_sheet_rebase (other, mine, TRUE);
  g_assert_cmpstr (model_record_get (placement_of (other), "meals"), ==, "Sur place");
  g_assert_cmpstr (model_record_get (placement_of (other), "transport"), ==, "Bus");
}

static void
test_rebase_keeps_new_people (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) mine = read_sheet (fixture, 0, 0, fixture->placements[0]);
  g_autoptr (WorkSheet) theirs = read_sheet (fixture, 0, 0, fixture->placements[0]);
  g_autoptr (ModelRecord) tutor = model_record_new (MODEL_ENTITY_CONTACT);

  model_record_set_canonical (tutor, "family_name", "Neuve");
  work_sheet_choose (mine, MODEL_ROLE_TUTOR, tutor);
  work_sheet_rebase (theirs, mine, TRUE);
  g_assert_true (theirs->roles[MODEL_ROLE_TUTOR] == tutor);
  g_assert_cmpint (model_record_get_id (theirs->roles[MODEL_ROLE_REPRESENTATIVE]), ==,
                   fixture->contacts[0]);
}

/* ---- what there is to choose from ---- */

static GPtrArray *
read_picks (WorkFixture *fixture, ModelEntity entity, gint64 company_id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *picks =
      work_school_read (fixture->school, work_query_picks_new (entity, company_id), &error);

  g_assert_no_error (error);
  return picks;
}

static void
test_picks (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *company = work_fixture_id (fixture->company_id);
  g_autoptr (GPtrArray) companies = NULL, sites = NULL, contacts = NULL, teachers = NULL;
  g_autoptr (GPtrArray) nobody = NULL;
  const WorkPick *pick;

  work_fixture_add (fixture, MODEL_ENTITY_COMPANY, "name", "Éts Boyer", "is_closed", "1", NULL);
  work_fixture_add (fixture, MODEL_ENTITY_SITE, "company_id", company, "address1", "1 quai Neuf",
                    "town", "Albi", NULL);
  companies = read_picks (fixture, MODEL_ENTITY_COMPANY, 0);
  g_assert_cmpuint (companies->len, ==, 2);
  pick = companies->pdata[0];
  g_assert_cmpstr (pick->title, ==, "Éts Boyer");
  g_assert_cmpstr (pick->subtitle, ==, "Closed");
  pick = companies->pdata[1];
  g_assert_cmpint (pick->id, ==, fixture->company_id);
  g_assert_true (g_str_has_prefix (pick->subtitle, "Les Aubarèdes · 000 413 005"));
  g_assert_nonnull (strstr (pick->key, "aubaredes"));
  g_assert_nonnull (strstr (pick->key, "00041300500018"));

  sites = read_picks (fixture, MODEL_ENTITY_SITE, fixture->company_id);
  g_assert_cmpuint (sites->len, ==, 2);
  pick = sites->pdata[0];
  g_assert_cmpstr (pick->title, ==, "1 quai Neuf · Albi");
  contacts = read_picks (fixture, MODEL_ENTITY_CONTACT, fixture->company_id);
  g_assert_cmpuint (contacts->len, ==, 2);
  pick = contacts->pdata[1];
  g_assert_cmpstr (pick->title, ==, "Mme Élodie ROUX");
  g_assert_cmpstr (pick->subtitle, ==, "Gérante");
  teachers = read_picks (fixture, MODEL_ENTITY_TEACHER, 0);
  g_assert_cmpuint (teachers->len, ==, 1);
  nobody = read_picks (fixture, MODEL_ENTITY_CONTACT, 0);
  g_assert_cmpuint (nobody->len, ==, 0);
}

/* Asked for and given up: nothing is left behind. */
static void
test_given_up (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSheet) sheet = read_sheet (fixture, 0, 0, fixture->placements[0]);
  g_autoptr (GPtrArray) failures = work_sheet_failures_new ();

  work_query_free (work_query_sheet_check_new (sheet));
  work_query_free (work_query_sheet_new (0, 0, fixture->placements[0]));
  work_query_free (work_query_picks_new (MODEL_ENTITY_COMPANY, 0));
  work_change_free (work_change_sheet_save_new (sheet));
  work_change_free (work_change_sheet_validate_new (fixture->placements, 2, failures));
  work_sheet_free (NULL);
  g_assert_null (work_sheet_link_column (MODEL_ROLE_STUDENT));
  g_assert_cmpstr (work_sheet_link_column (MODEL_ROLE_SITE), ==, "site_id");
}

#define ADD(name, func)                                                          \
  g_test_add ("/work/sheet/" name, WorkFixture, NULL, work_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("kept", test_kept);
  ADD ("new", test_new);
  ADD ("any", test_any);
  ADD ("nobody", test_nobody);
  ADD ("mandatory-of-others", test_mandatory_of_others);
  ADD ("guardian-of-age", test_guardian_of_age);
  ADD ("mandatory-site", test_mandatory_site);
  ADD ("weekly-hours", test_weekly_hours);
  ADD ("kind", test_kind);
  ADD ("shift", test_shift);
  ADD ("another-company", test_another_company);
  ADD ("tutor-is-representative", test_tutor_is_representative);
  ADD ("check", test_check);
  ADD ("editing", test_editing);
  ADD ("editing-while-signed", test_editing_while_it_is_signed);
  ADD ("one-signature", test_one_signature);
  ADD ("clashes", test_clashes);
  ADD ("rebase-keeps-new-people", test_rebase_keeps_new_people);
  ADD ("picks", test_picks);
  ADD ("given-up", test_given_up);
  return g_test_run ();
}

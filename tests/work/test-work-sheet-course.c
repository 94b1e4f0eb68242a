/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-error.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-sheet.h"

/* From draft to validated and back, one sheet or many. */

/* (transfer full): why it is not done */
static char *
refuse (WorkFixture *fixture, WorkChange *change)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply (fixture->school, change, &error);

  g_assert_null (done);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  return g_strdup (error->message);
}

static void
assert_says (const char *why, const char *words)
{
  if (strstr (why, words) == NULL)
    g_error ("“%s” does not say “%s”", why, words);
}

static void
assert_states (WorkFixture *fixture, guint nth, const char *sheet, const char *search)
{
  g_autoptr (ModelRecord) placement =
      work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[nth]);
  g_autoptr (ModelRecord) found =
      work_fixture_load (fixture, MODEL_ENTITY_SEARCH, fixture->searches[nth]);

  g_assert_cmpstr (model_record_get (placement, "state"), ==, sheet);
  g_assert_cmpstr (model_record_get (found, "state"), ==, search);
  g_assert_true (g_str_equal (sheet, "validated")
                 || model_record_get (placement, "validated_on") == NULL);
}

static gint64
add_sheet (WorkFixture *fixture, guint nth, const char *state)
{
  g_autofree char *search = work_fixture_id (fixture->searches[nth]);

  return work_fixture_add (fixture, MODEL_ENTITY_PLACEMENT, "search_id", search, "state", state,
                           NULL);
}

static void
test_validate (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkDone) done = work_fixture_apply (
      fixture, work_change_sheet_validate_new (&fixture->placements[1], 1, NULL));
  g_autoptr (WorkDone) again = NULL;
  g_autoptr (ModelRecord) placement = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (done->n, ==, 1);
  g_assert_cmpint (done->id, ==, fixture->placements[1]);
  assert_states (fixture, 1, "validated", "validated");
  placement = work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1]);
  g_assert_nonnull (model_record_get (placement, "validated_on"));
  again = work_fixture_apply (fixture,
                              work_change_sheet_validate_new (&fixture->placements[1], 1, NULL));
  g_assert_null (again->operation_id);
  g_free (work_school_undo (fixture->school, done->operation_id, &error));
  g_assert_no_error (error);
  assert_states (fixture, 1, "to_validate", "to_validate");
}

static void
test_incomplete (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = add_sheet (fixture, 2, "draft");
  g_autofree char *validate = refuse (fixture, work_change_sheet_validate_new (&id, 1, NULL));
  g_autofree char *submit = refuse (fixture, work_change_sheet_submit_new (&id, 1, NULL));

  assert_says (validate, "lacks 5 fields: Company, Representative, Tutor, Referent teacher");
  assert_says (submit, "lacks 5 fields");
}

/* Of several, those that can be are validated; of the others it is told why not. */
static void
test_bulk (WorkFixture *fixture, gconstpointer data)
{
  gint64 incomplete = add_sheet (fixture, 2, "draft");
  gint64 ids[] = { fixture->placements[0], incomplete, fixture->placements[1] };
  g_autoptr (GPtrArray) failures = work_sheet_failures_new ();
  g_autoptr (WorkDone) done = work_fixture_apply (
      fixture, work_change_sheet_validate_new (ids, G_N_ELEMENTS (ids), failures));
  const WorkSheetFailure *failure;
  g_autofree char *why = NULL;

  g_assert_cmpuint (done->n, ==, 1);
  g_assert_cmpuint (failures->len, ==, 1);
  failure = failures->pdata[0];
  g_assert_cmpint (failure->placement_id, ==, incomplete);
  g_assert_cmpstr (failure->student, ==, "CAZALS Inès");
  assert_says (failure->reason, "lacks 5 fields");
  assert_states (fixture, 1, "validated", "validated");

  /* Without a place for failures: all or none. */
  g_free (work_school_undo (fixture->school, done->operation_id, NULL));
  why = refuse (fixture, work_change_sheet_validate_new (ids, G_N_ELEMENTS (ids), NULL));
  assert_says (why, "lacks 5 fields");
  assert_states (fixture, 1, "to_validate", "to_validate");
}

/* Another company in the same period: a line and an agreement of its own. */
static void
test_second_company (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) first =
      work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0]);
  g_autoptr (ModelRecord) second = model_record_copy (first);
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;
  guint n_validated = 0;
  gint64 id;

  model_record_set_id (second, 0);
  model_record_set_canonical (second, "state", "draft");
  model_record_set_canonical (second, "start", "2027-02-06");
  model_record_set_canonical (second, "end", "2027-02-19");
  work_fixture_save (fixture, second);
  id = model_record_get_id (second);
  done = work_fixture_apply (fixture, work_change_sheet_validate_new (&id, 1, NULL));
  g_assert_cmpuint (done->n, ==, 1);
  overview = work_school_load (fixture->school, 0, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < overview->lines->len; i++)
    {
      const ModelLine *line = overview->lines->pdata[i];

      n_validated += line->search_id == fixture->searches[0]
                     && g_str_equal (line->placement_state, "validated");
    }
  g_assert_cmpuint (n_validated, ==, 2);

  /* The second one is refused after all: the first one still holds. */
  g_clear_pointer (&done, work_done_free);
  done = work_fixture_apply (fixture, work_change_sheet_unvalidate_new (&id, 1, NULL, NULL));
  assert_states (fixture, 0, "validated", "validated");
}

static void
test_submit (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkDone) done = NULL, nothing = NULL;
  g_autofree char *why = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "state", "draft");
  done =
      work_fixture_apply (fixture, work_change_sheet_submit_new (&fixture->placements[1], 1, NULL));
  g_assert_nonnull (done->operation_id);
  assert_states (fixture, 1, "to_validate", "to_validate");
  nothing =
      work_fixture_apply (fixture, work_change_sheet_submit_new (&fixture->placements[1], 1, NULL));
  g_assert_null (nothing->operation_id);
  why = refuse (fixture, work_change_sheet_submit_new (&fixture->placements[0], 1, NULL));
  assert_says (why, "validated already");
}

static void
test_refuse (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkDone) done = NULL, again = NULL;
  g_autoptr (ModelRecord) refused = NULL, submitted = NULL;
  g_autofree char *no_reason = NULL, *validated = NULL;

  no_reason =
      refuse (fixture, work_change_sheet_refuse_new (&fixture->placements[1], 1, "  ", NULL));
  assert_says (no_reason, "for a reason");
  validated = refuse (fixture,
                      work_change_sheet_refuse_new (&fixture->placements[0], 1, "Trop loin", NULL));
  assert_says (validated, "take its validation back");
  done = work_fixture_apply (
      fixture, work_change_sheet_refuse_new (&fixture->placements[1], 1, " Trop loin ", NULL));
  assert_states (fixture, 1, "refused", "refused");
  refused = work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1]);
  g_assert_cmpstr (model_record_get (refused, "refusal_reason"), ==, "Trop loin");
  /* It may be proposed again, and is then refused for nothing. */
  again =
      work_fixture_apply (fixture, work_change_sheet_submit_new (&fixture->placements[1], 1, NULL));
  submitted = work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1]);
  g_assert_null (model_record_get (submitted, "refusal_reason"));
  assert_states (fixture, 1, "to_validate", "to_validate");
}

static void
test_unvalidate (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkDone) done = NULL, validated = NULL;
  g_autofree char *why = NULL;

  done = work_fixture_apply (
      fixture, work_change_sheet_unvalidate_new (&fixture->placements[0], 1, NULL, NULL));
  g_assert_nonnull (done->operation_id);
  assert_states (fixture, 0, "to_validate", "to_validate");
  why = refuse (fixture, work_change_sheet_unvalidate_new (&fixture->placements[0], 1, NULL, NULL));
  assert_says (why, "nothing to take back");
  validated = work_fixture_apply (
      fixture, work_change_sheet_validate_new (&fixture->placements[0], 1, NULL));
  assert_states (fixture, 0, "validated", "validated");
}

static void
test_unvalidate_with_agreement (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autofree char *no_reason = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (ModelRecord) agreement = NULL, revived = NULL;
  g_autoptr (GError) error = NULL;

  no_reason =
      refuse (fixture, work_change_sheet_unvalidate_new (&fixture->placements[0], 1, "", NULL));
  assert_says (no_reason, "2026-0001");
  assert_states (fixture, 0, "validated", "validated");
  done = work_fixture_apply (fixture, work_change_sheet_unvalidate_new (&fixture->placements[0], 1,
                                                                        "Le garage ferme", NULL));
  g_assert_cmpuint (done->n, ==, 1);
  assert_states (fixture, 0, "to_validate", "to_validate");
  agreement = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, id);
  g_assert_cmpstr (model_record_get (agreement, "state"), ==, "cancelled");
  g_assert_cmpstr (model_record_get (agreement, "reason"), ==, "Le garage ferme");
  g_free (work_school_undo (fixture->school, done->operation_id, &error));
  g_assert_no_error (error);
  revived = work_fixture_load (fixture, MODEL_ENTITY_AGREEMENT, id);
  g_assert_cmpstr (model_record_get (revived, "state"), ==, "active");
  assert_states (fixture, 0, "validated", "validated");
}

static void
test_unvalidate_what_is_out (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  gint64 original;
  g_autofree char *amends = NULL, *sent = NULL, *amendment = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, id, "sent_on", "2026-12-01");
  sent = refuse (fixture,
                 work_change_sheet_unvalidate_new (&fixture->placements[0], 1, "Erreur", NULL));
  assert_says (sent, "2026-0001");
  assert_states (fixture, 0, "validated", "validated");

  /* An amendment that is not sent yet stands on an agreement that is. */
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, id, "state", "replaced");
  original = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0000");
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, original, "state", "replaced");
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, id, "state", "active");
  amends = work_fixture_id (original);
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, id, "sent_on", NULL);
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, id, "amends_id", amends);
  amendment = refuse (
      fixture, work_change_sheet_unvalidate_new (&fixture->placements[0], 1, "Erreur", NULL));
  assert_says (amendment, "2026-0001");
}

static void
test_delete (WorkFixture *fixture, gconstpointer data)
{
  gint64 draft = add_sheet (fixture, 2, "draft");
  g_autofree char *student = work_fixture_id (fixture->students[2]);
  g_autofree char *placement = work_fixture_id (draft);
  gint64 note_id = work_fixture_add (
      fixture, MODEL_ENTITY_NOTE, "student_id", student, "placement_id", placement, "tone",
      "information", "audience", "administration", "author_role", "administration", "author", "A.",
      "text", "Rappeler lundi", "made_at", "2026-11-24T08:00:00Z", NULL);
  gint64 message_id = work_fixture_add (
      fixture, MODEL_ENTITY_MESSAGE, "channel", "mail", "event", "sheet.incomplete", "audience",
      "student", "student_id", student, "placement_id", placement, "name", "Inès", "address",
      "ines@example.org", "body", "Bonjour", "state", "sent", "made_at", "2026-11-24T08:00:00Z",
      "batch", "b", NULL);
  g_autoptr (ModelRecord) message = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (ModelRecord) note = NULL, search = NULL, back = NULL;
  g_autofree char *why = NULL;
  g_autoptr (GError) error = NULL;

  why = refuse (fixture, work_change_sheet_delete_new (&fixture->placements[1], 1, NULL));
  assert_says (why, "Only a draft");
  work_fixture_change (fixture, MODEL_ENTITY_SEARCH, fixture->searches[2], "state", "sheet");
  done = work_fixture_apply (fixture, work_change_sheet_delete_new (&draft, 1, NULL));
  g_assert_cmpuint (done->n, ==, 1);
  note = work_fixture_load (fixture, MODEL_ENTITY_NOTE, note_id);
  g_assert_null (model_record_get (note, "placement_id"));
  g_assert_cmpint (model_record_get_int (note, "search_id"), ==, fixture->searches[2]);
  message = work_fixture_load (fixture, MODEL_ENTITY_MESSAGE, message_id);
  g_assert_null (model_record_get (message, "placement_id"));
  g_assert_cmpint (model_record_get_int (message, "student_id"), ==, fixture->students[2]);
  search = work_fixture_load (fixture, MODEL_ENTITY_SEARCH, fixture->searches[2]);
  g_assert_cmpstr (model_record_get (search, "state"), ==, "searching");
  g_free (work_school_undo (fixture->school, done->operation_id, &error));
  g_assert_no_error (error);
  back = work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, draft);
  g_assert_cmpstr (model_record_get (back, "state"), ==, "draft");
  work_fixture_assert_sound (fixture);
}

static void
test_delete_with_agreement (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autofree char *why = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, id, "state", "cancelled");
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "state", "draft");
  why = refuse (fixture, work_change_sheet_delete_new (&fixture->placements[0], 1, NULL));
  assert_says (why, "2026-0001");
}

/* The only sheet is refused after it had been validated: the search is not validated any more. */
static void
test_search_after_refusal (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkDone) done = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_SEARCH, fixture->searches[1], "state", "validated");
  done = work_fixture_apply (
      fixture, work_change_sheet_refuse_new (&fixture->placements[1], 1, "Non", NULL));
  assert_states (fixture, 1, "refused", "refused");
}

/* Several validations taken back at once: what is sent stays, one undo brings the others back. */
static void
test_bulk_unvalidate (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autoptr (GPtrArray) failures = work_sheet_failures_new ();
  G_GNUC_UNUSED g_autoptr (WorkDone) validated = work_fixture_apply (
      fixture, work_change_sheet_validate_new (&fixture->placements[1], 1, failures));
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GError) error = NULL;
  const WorkSheetFailure *failure;

  g_assert_cmpuint (failures->len, ==, 0);
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, id, "sent_on", "2026-12-01");
  done = work_fixture_apply (
      fixture, work_change_sheet_unvalidate_new (fixture->placements, 2, NULL, failures));
  g_assert_cmpuint (done->n, ==, 1);
  g_assert_cmpint (done->id, ==, 0);
  g_assert_cmpuint (failures->len, ==, 1);
  failure = failures->pdata[0];
  g_assert_cmpstr (failure->student, ==, "ABADIE Léa");
  assert_says (failure->reason, "2026-0001");
  assert_states (fixture, 0, "validated", "validated");
  assert_states (fixture, 1, "to_validate", "to_validate");
  g_free (work_school_undo (fixture->school, done->operation_id, &error));
  g_assert_no_error (error);
  assert_states (fixture, 1, "validated", "validated");
}

/* All of several are refused for one reason, in one operation with a name that says how many. */
static void
test_bulk_refuse (WorkFixture *fixture, gconstpointer data)
{
  gint64 ids[] = { fixture->placements[1], add_sheet (fixture, 2, "draft") };
  g_autoptr (WorkDone) done =
      work_fixture_apply (fixture, work_change_sheet_refuse_new (ids, 2, "Hors délai", NULL));
  g_autoptr (ModelRecord) second = work_fixture_load (fixture, MODEL_ENTITY_PLACEMENT, ids[1]);
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (done->n, ==, 2);
  g_assert_cmpstr (model_record_get (second, "refusal_reason"), ==, "Hors délai");
  overview = work_school_load (fixture->school, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (overview->undo_label, ==, "refusal of 2 sheets");
}

/* A draft beside a validated sheet: it goes, and the search is as it was. */
static void
test_delete_one_of_two (WorkFixture *fixture, gconstpointer data)
{
  gint64 draft = add_sheet (fixture, 0, "draft");
  g_autoptr (WorkDone) done =
      work_fixture_apply (fixture, work_change_sheet_delete_new (&draft, 1, NULL));
  g_autoptr (GPtrArray) placements = work_fixture_load_all (fixture, MODEL_ENTITY_PLACEMENT);

  g_assert_cmpuint (done->n, ==, 1);
  g_assert_cmpuint (placements->len, ==, 2);
  assert_states (fixture, 0, "validated", "validated");
}

/* An exemption is lifted by hand only, whatever becomes of a sheet. */
static void
test_exempt (WorkFixture *fixture, gconstpointer data)
{
  gint64 draft = add_sheet (fixture, 2, "draft");
  g_autoptr (WorkDone) validated = NULL, deleted = NULL;
  g_autoptr (ModelRecord) search = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_SEARCH, fixture->searches[1], "state", "exempt");
  validated = work_fixture_apply (
      fixture, work_change_sheet_validate_new (&fixture->placements[1], 1, NULL));
  assert_states (fixture, 1, "validated", "exempt");
  work_fixture_change (fixture, MODEL_ENTITY_SEARCH, fixture->searches[2], "state", "exempt");
  deleted = work_fixture_apply (fixture, work_change_sheet_delete_new (&draft, 1, NULL));
  search = work_fixture_load (fixture, MODEL_ENTITY_SEARCH, fixture->searches[2]);
  g_assert_cmpstr (model_record_get (search, "state"), ==, "exempt");
}

/* A sheet that is gone is no refusal: the whole change fails, and says so. */
static void
test_gone (WorkFixture *fixture, gconstpointer data)
{
  gint64 ids[] = { fixture->placements[1], 12345 };
  g_autoptr (GPtrArray) failures = work_sheet_failures_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply (
      fixture->school, work_change_sheet_validate_new (ids, 2, failures), &error);

  g_assert_null (done);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  assert_states (fixture, 1, "to_validate", "to_validate");
}

static void
test_none (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkDone) done =
      work_fixture_apply (fixture, work_change_sheet_validate_new (NULL, 0, NULL));

  g_assert_null (done->operation_id);
  g_assert_cmpuint (done->n, ==, 0);
}

/* A rule that blocks stands in the way of validating, and of nothing else. */
static void
test_rules (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = fixture->placements[1];
  g_autoptr (WorkDone) submitted = NULL, validated = NULL;
  g_autofree char *why = NULL;
  g_autoptr (GPtrArray) failures = work_sheet_failures_new ();
  g_autoptr (WorkSheet) sheet = NULL;
  g_autoptr (GError) error = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, id, "state", "draft");
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, id, "end", "2027-01-10");
  sheet = work_school_read (fixture->school, work_query_sheet_new (0, 0, id), &error);
  g_assert_no_error (error);
  g_assert_true (work_sheet_is_complete (sheet));
  g_assert_false (work_sheet_is_ready (sheet));
  submitted = work_fixture_apply (fixture, work_change_sheet_submit_new (&id, 1, NULL));
  why = refuse (fixture, work_change_sheet_validate_new (&id, 1, NULL));
  assert_says (why, ((const ModelFinding *) sheet->findings->pdata[0])->text);
  validated = work_fixture_apply (fixture, work_change_sheet_validate_new (&id, 1, failures));
  g_assert_cmpuint (failures->len, ==, 1);
  assert_states (fixture, 1, "to_validate", "to_validate");

  /* The school may see it otherwise. */
  work_fixture_add (fixture, MODEL_ENTITY_SETTING, "name", "rule.dates_reversed", "value",
                    "warning", NULL);
  g_clear_pointer (&validated, work_done_free);
  validated = work_fixture_apply (fixture, work_change_sheet_validate_new (&id, 1, failures));
  g_assert_cmpuint (failures->len, ==, 0);
  assert_states (fixture, 1, "validated", "validated");
}

#define ADD(name, func)                                                                 \
  g_test_add ("/work/sheet-course/" name, WorkFixture, NULL, work_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("validate", test_validate);
  ADD ("incomplete", test_incomplete);
  ADD ("bulk", test_bulk);
  ADD ("second-company", test_second_company);
  ADD ("submit", test_submit);
  ADD ("refuse", test_refuse);
  ADD ("unvalidate", test_unvalidate);
  ADD ("unvalidate-with-agreement", test_unvalidate_with_agreement);
  ADD ("unvalidate-what-is-out", test_unvalidate_what_is_out);
  ADD ("delete", test_delete);
  ADD ("delete-with-agreement", test_delete_with_agreement);
  ADD ("search-after-refusal", test_search_after_refusal);
  ADD ("bulk-unvalidate", test_bulk_unvalidate);
  ADD ("bulk-refuse", test_bulk_refuse);
  ADD ("delete-one-of-two", test_delete_one_of_two);
  ADD ("exempt", test_exempt);
  ADD ("gone", test_gone);
  ADD ("none", test_none);
  ADD ("rules", test_rules);
  return g_test_run ();
}

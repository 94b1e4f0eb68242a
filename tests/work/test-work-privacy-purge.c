/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-vault-private.h"
#include "work-account.h"
#include "work-error.h"
#include "work-history.h"
#include "work-line.h"
#include "work-privacy-fixture.h"
#include "work-privacy.h"

static WorkPurgeOptions
options_of (PrivacyFixture *fixture)
{
  WorkPurgeOptions options = { .year_id = fixture->year_id,
                               .contacts = TRUE,
                               .basis = "Instruction DAF DPACI/RES/2005/003" };

  return options;
}

/* Must succeed. */
static void
purge (PrivacyFixture *fixture, const WorkPurgeOptions *options)
{
  g_autoptr (WorkJob) job = work_purge_new (fixture->base.school, options);
  g_autoptr (GError) error = NULL;

  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 0);
}

static void
assert_refused (PrivacyFixture *fixture, const WorkPurgeOptions *options, const char *words)
{
  g_autoptr (WorkJob) job = work_purge_new (fixture->base.school, options);
  g_autoptr (GError) error = NULL;

  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, words));
}

static WorkPurgePlan *
plan_of (PrivacyFixture *fixture, gint64 year_id)
{
  g_autoptr (GError) error = NULL;
  WorkPurgePlan *plan =
      work_school_read (fixture->base.school, work_query_purge_plan_new (year_id), &error);

  g_assert_no_error (error);
  return plan;
}

static void
assert_nothing_left (PrivacyFixture *fixture)
{
  /* Of the numbers, two that begin as nobody else's do. */
  static const char *const planted[] = { PLANTED, "\xc5\x93uvre", "639988777" };
  g_autofree char *journal = g_strconcat (fixture->base.path, "-journal", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (planted); i++)
    {
      g_autofree char *found = privacy_fixture_find (fixture->base.school, planted[i]);

      g_assert_cmpstr (found, ==, NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (planted); i++)
    {
      g_assert_false (privacy_fixture_file_has (fixture->base.path, planted[i]));
      g_assert_false (privacy_fixture_file_has (journal, planted[i]));
    }
}

static void
test_nothing_left (PrivacyFixture *fixture, gconstpointer data)
{
  WorkPurgeOptions options = options_of (fixture);
  g_autofree char *before = privacy_fixture_find (fixture->base.school, PLANTED);

  g_assert_nonnull (before);
  g_assert_true (g_file_test (fixture->document, G_FILE_TEST_EXISTS));
  purge (fixture, &options);
  assert_nothing_left (fixture);
  g_assert_false (g_file_test (fixture->document, G_FILE_TEST_EXISTS));
  work_fixture_assert_sound (&fixture->base);
}

/* What is counted is there as before, and so is whoever is still in the school. */
static void
test_what_stays (PrivacyFixture *fixture, gconstpointer data)
{
  WorkPurgeOptions options = options_of (fixture);
  g_autoptr (ModelRecord) student = NULL;
  g_autoptr (ModelRecord) placement = NULL;
  g_autoptr (ModelRecord) other = NULL;
  g_autofree char *name = NULL;

  purge (fixture, &options);
  student = work_fixture_load (&fixture->base, MODEL_ENTITY_STUDENT, fixture->student_id);
  g_assert_cmpstr (model_record_get (student, "family_name"), ==, "Student");
  g_assert_cmpint (model_record_get_int (student, "given_name"), ==, fixture->student_id);
  g_assert_cmpstr (model_record_get (student, "birth_date"), ==, NULL);
  g_assert_nonnull (model_record_get (student, "anonymised_on"));
  placement = work_fixture_load (&fixture->base, MODEL_ENTITY_PLACEMENT, fixture->placement_id);
  g_assert_cmpint (model_record_get_int (placement, "company_id"), ==, fixture->base.company_id);
  g_assert_cmpstr (model_record_get (placement, "start"), ==, "2016-01-15");
  g_assert_cmpstr (model_record_get (placement, "monday_morning"), ==, "08:00-12:00");
  other = work_fixture_load (&fixture->base, MODEL_ENTITY_STUDENT, fixture->base.students[2]);
  g_assert_cmpstr (model_record_get (other, "family_name"), ==, "Cazals");
  g_assert_cmpstr (model_record_get (other, "anonymised_on"), ==, NULL);
  name = privacy_fixture_find (fixture->base.school, "ib\xc3\xa1\xc3\xb1"
                                                     "ez");
  g_assert_nonnull (name);
}

static void
test_contacts_stay (PrivacyFixture *fixture, gconstpointer data)
{
  WorkPurgeOptions options = options_of (fixture);
  g_autoptr (ModelRecord) contact = NULL;
  g_autofree char *found = NULL;

  options.contacts = FALSE;
  purge (fixture, &options);
  contact = work_fixture_load (&fixture->base, MODEL_ENTITY_CONTACT, fixture->contact_id);
  g_assert_nonnull (strstr (model_record_get (contact, "family_name"), "Quetzal"));
  found = privacy_fixture_find (fixture->base.school, PLANTED);
  g_assert_true (g_str_has_prefix (found, "contact."));
}

/* Which rows, when and by whom stays in history, and nothing of it can be undone. */
static void
test_history (PrivacyFixture *fixture, gconstpointer data)
{
  WorkPurgeOptions options = options_of (fixture);
  gint64 before = privacy_fixture_ask (fixture->base.school,
                                       "SELECT COUNT (*) FROM history WHERE label <> 'x'");
  g_autoptr (WorkHistory) history = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;

  purge (fixture, &options);
  g_assert_cmpint (privacy_fixture_ask (fixture->base.school, "SELECT COUNT (*) FROM history"
                                                              " WHERE label <> 'privacy.purge'"),
                   ==, before);
  g_assert_cmpint (privacy_fixture_ask (fixture->base.school,
                                        "SELECT COUNT (*) FROM sqlite_schema WHERE type ="
                                        " 'trigger' AND tbl_name = 'history'"),
                   ==, 2);
  g_assert_cmpint (
      privacy_fixture_ask (fixture->base.school, "SELECT COUNT (*) FROM history_value"), ==, 0);
  history = work_school_read (fixture->base.school, work_query_recent_history_new (200), &error);
  g_assert_no_error (error);
  undone = work_school_undo (fixture->base.school, NULL, &error);
  g_assert_null (undone);
  g_assert_nonnull (error);
}

static void
test_plan (PrivacyFixture *fixture, gconstpointer data)
{
  WorkPurgeOptions options = options_of (fixture);
  g_autoptr (WorkPurgePlan) plan = plan_of (fixture, fixture->year_id);
  g_autoptr (WorkPurgePlan) after = NULL;

  g_assert_cmpstr (plan->refusal, ==, NULL);
  g_assert_false (plan->is_early);
  g_assert_cmpuint (plan->n_students, ==, 1);
  g_assert_cmpuint (plan->n_guardians, ==, 1);
  g_assert_cmpuint (plan->n_agreements, ==, 1);
  g_assert_cmpuint (plan->n_documents, ==, 1);
  g_assert_cmpuint (plan->n_messages, ==, 1);
  g_assert_cmpuint (plan->n_notes, ==, 2);
  g_assert_cmpuint (plan->n_interviews, ==, 1);
  g_assert_cmpuint (plan->n_contacts, ==, 1);
  g_assert_cmpuint (plan->n_remaining, ==, 1);
  g_assert_cmpuint (plan->n_searches, ==, 1);
  g_assert_cmpuint (plan->n_placements, ==, 1);
  g_assert_cmpuint (plan->n_done, ==, 0);
  purge (fixture, &options);
  after = plan_of (fixture, fixture->year_id);
  g_assert_cmpuint (after->n_students, ==, 0);
  g_assert_cmpuint (after->n_done, ==, 1);
  g_assert_nonnull (strstr (after->refusal, "nothing to purge"));
}

static void
test_refusals (PrivacyFixture *fixture, gconstpointer data)
{
  WorkPurgeOptions options = options_of (fixture);
  gint64 request = privacy_fixture_ask (fixture->base.school, "SELECT id FROM signature_request");
  g_autofree char *found = NULL;

  options.year_id = fixture->base.year_id;
  options.early = TRUE;
  assert_refused (fixture, &options, "under way");
  options = options_of (fixture);
  work_fixture_change (&fixture->base, MODEL_ENTITY_SIGNATURE_REQUEST, request, "state", "ongoing");
  assert_refused (fixture, &options, "being signed");
  work_fixture_change (&fixture->base, MODEL_ENTITY_SIGNATURE_REQUEST, request, "state",
                       "completed");
  work_fixture_add (&fixture->base, MODEL_ENTITY_SETTING, "name", "retention.purge", "value", "40",
                    NULL);
  assert_refused (fixture, &options, "own terms");
  found = privacy_fixture_find (fixture->base.school, PLANTED);
  g_assert_nonnull (found);
  options.early = TRUE;
  purge (fixture, &options);
  assert_nothing_left (fixture);
}

static void
test_read_only (PrivacyFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) reader = work_school_open (fixture->base.path, STORE_OPEN_READ, &error);
  WorkPurgeOptions options = options_of (fixture);
  g_autoptr (WorkJob) job = work_purge_new (reader, &options);

  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  work_school_close (reader);
  store_queue_join (work_school_get_queue (reader));
}

/* Stopped before anybody, then gone on with: the same purge, and one report. */
static void
test_stopped (PrivacyFixture *fixture, gconstpointer data)
{
  WorkPurgeOptions options = options_of (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WorkJob) job = work_purge_new (fixture->base.school, &options);
  g_autoptr (GPtrArray) purges = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (work_job_run (job, cancellable, &error));
  g_clear_error (&error);
  purge (fixture, &options);
  assert_nothing_left (fixture);
  purges = work_school_read (fixture->base.school, work_query_purges_new (), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (purges->len, ==, 1);
  g_assert_nonnull (((WorkPurge *) g_ptr_array_index (purges, 0))->ended_at);
}

/* The report says how many and why, and names nobody. */
static void
test_report (PrivacyFixture *fixture, gconstpointer data)
{
  WorkPurgeOptions options = options_of (fixture);
  g_autoptr (GPtrArray) purges = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  const WorkPurge *done;

  purge (fixture, &options);
  purges = work_school_read (fixture->base.school, work_query_purges_new (), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (purges->len, ==, 1);
  done = g_ptr_array_index (purges, 0);
  g_assert_cmpstr (done->year, ==, "2015-2016");
  path =
      work_school_read (fixture->base.school, work_query_document_new (done->document_id), &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_nonnull (strstr (text, "2015-2016"));
  g_assert_nonnull (strstr (text, "Lycée Élise-Combarel"));
  g_assert_nonnull (strstr (text, "DPACI"));
  g_assert_nonnull (strstr (text, "Students made anonymous: 1"));
  g_assert_nonnull (strstr (text, "Documents deleted, with their files: 1"));
  g_assert_null (strstr (text, "uetzal"));
}

static gpointer
forget_key (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  _store_vault_forget (connection);
  return NULL;
}

/* What is encrypted goes too: whoever has no key to it purges nothing. */
static void
test_sealed (PrivacyFixture *fixture, gconstpointer data)
{
  WorkSchool *school = fixture->base.school;
  WorkPurgeOptions options = options_of (fixture);
  WorkAccountChange *change = work_account_add_new (
      "martin", "Mme Martin", MODEL_ACCOUNT_ADMINISTRATOR, 0, "une phrase assez longue", FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (work_school_apply_account (school, change, &error), !=, 0);
  g_assert_no_error (error);
  work_account_change_free (change);
  g_assert_cmpint (privacy_fixture_ask (school, "SELECT COUNT (*) FROM student WHERE"
                                                " social_number LIKE char (1) || 'S1:%'"),
                   >, 0);
  store_queue_run (work_school_get_queue (school), forget_key, NULL, NULL, NULL);
  assert_refused (fixture, &options, "encrypted");
  g_assert_true (work_school_sign_in (school, "martin", "une phrase assez longue", &error));
  g_assert_no_error (error);
  purge (fixture, &options);
  assert_nothing_left (fixture);
  g_assert_cmpint (privacy_fixture_ask (school, "SELECT COUNT (*) FROM student WHERE"
                                                " anonymised_on IS NOT NULL AND"
                                                " (social_number IS NOT NULL"
                                                " OR arrangements IS NOT NULL)"),
                   ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  _store_vault_set_cost (1, 8192);
  privacy_fixture_add_test ("/work/privacy/nothing-left", test_nothing_left);
  privacy_fixture_add_test ("/work/privacy/what-stays", test_what_stays);
  privacy_fixture_add_test ("/work/privacy/contacts-stay", test_contacts_stay);
  privacy_fixture_add_test ("/work/privacy/history", test_history);
  privacy_fixture_add_test ("/work/privacy/plan", test_plan);
  privacy_fixture_add_test ("/work/privacy/refusals", test_refusals);
  privacy_fixture_add_test ("/work/privacy/read-only", test_read_only);
  privacy_fixture_add_test ("/work/privacy/stopped", test_stopped);
  privacy_fixture_add_test ("/work/privacy/report", test_report);
  privacy_fixture_add_test ("/work/privacy/sealed", test_sealed);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "work-agreement-change.h"
#include "work-error.h"
#include "work-generate.h"
#include "work-signature.h"
#include "work-signing-fixture.h"
#include "work-signing-private.h"

static const char *template_path;

static void
set_up (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  work_signing_fixture_set_up (fixture, data);
  g_assert_true (work_signing_fixture_send (fixture, &error));
  g_assert_no_error (error);
}

static gint64
signer_id (WorkSigningFixture *fixture, guint n)
{
  WorkSigningRequest *request = work_signing_fixture_request (fixture);
  gint64 id = model_record_get_id (request->signers->pdata[n]);

  work_signing_request_free (request);
  return id;
}

static ModelRecord *
load_signer (WorkSigningFixture *fixture, guint n)
{
  return work_fixture_load (&fixture->base, MODEL_ENTITY_SIGNATURE_SIGNER, signer_id (fixture, n));
}

static void
assert_request (WorkSigningFixture *fixture, const char *column, const char *value)
{
  WorkSigningRequest *request = work_signing_fixture_request (fixture);

  g_assert_cmpstr (model_record_get (request->request, column), ==, value);
  work_signing_request_free (request);
}

/* Must fail, with a sentence that has the words. */
static void
assert_fails (WorkJob *job, const char *words)
{
  g_autoptr (WorkJob) own = job;
  g_autoptr (GError) error = NULL;

  g_assert_false (work_signing_fixture_run (own, &error));
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in “%s”", words, error->message);
}

static void
assert_done (WorkJob *job)
{
  g_autoptr (WorkJob) own = job;
  g_autoptr (GError) error = NULL;

  work_signing_fixture_run (own, &error);
  g_assert_no_error (error);
}

/* ---- reminding ---- */

static WorkJob *
remind (WorkSigningFixture *fixture, guint n, gboolean again)
{
  gint64 id = signer_id (fixture, n);

  return work_signing_remind_new (fixture->base.school, &id, 1, again, WORK_FAKE_KEY);
}

static void
test_remind (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) signer = NULL;

  assert_done (remind (fixture, 0, FALSE));
  g_assert_cmpuint (fixture->fake.n_reminders, ==, 1);
  signer = load_signer (fixture, 0);
  g_assert_nonnull (model_record_get (signer, "reminded_at"));
  assert_fails (remind (fixture, 0, FALSE), "less than an hour ago");
  g_assert_cmpuint (fixture->fake.n_reminders, ==, 1);
  assert_done (remind (fixture, 0, TRUE));
  g_assert_cmpuint (fixture->fake.n_reminders, ==, 2);
  work_fixture_change (&fixture->base, MODEL_ENTITY_SIGNATURE_SIGNER, signer_id (fixture, 0),
                       "reminded_at", "2026-01-01T08:00:00Z");
  assert_done (remind (fixture, 0, FALSE));
  g_assert_cmpuint (fixture->fake.n_reminders, ==, 3);
  /* the clock was wrong then */
  work_fixture_change (&fixture->base, MODEL_ENTITY_SIGNATURE_SIGNER, signer_id (fixture, 0),
                       "reminded_at", "2999-01-01T08:00:00Z");
  assert_done (remind (fixture, 0, FALSE));
  g_assert_cmpuint (fixture->fake.n_reminders, ==, 4);
}

/* Whose turn it is not is not written to. */
static void
test_remind_others (WorkSigningFixture *fixture, gconstpointer data)
{
  assert_fails (remind (fixture, 1, FALSE), "not the turn of Léa ABADIE");
  work_fake_turn (&fixture->fake, 0, SIGN_SIGNER_SIGNED);
  g_object_unref (work_signing_fixture_sync (fixture));
  assert_fails (remind (fixture, 0, FALSE), "has signed already");
  g_assert_cmpuint (fixture->fake.n_reminders, ==, 0);
}

/* A reminder whose answer was lost may have left: it counts. */
static void
test_remind_unknown (WorkSigningFixture *fixture, gconstpointer data)
{
  work_fake_fail (&fixture->fake, 1, WORK_FAKE_AFTER, SIGN_ERROR_UNKNOWN);
  assert_fails (remind (fixture, 0, FALSE), "fails at remind");
  work_fake_fail (&fixture->fake, 0, WORK_FAKE_AFTER, SIGN_ERROR_UNKNOWN);
  assert_fails (remind (fixture, 0, FALSE), "less than an hour ago");
  g_assert_cmpuint (fixture->fake.n_reminders, ==, 1);
}

/* ---- transferring ---- */

static WorkJob *
transfer (WorkSigningFixture *fixture, guint n, const char *email)
{
  g_autoptr (SignPerson) person = sign_person_new ("", "", email);

  return work_signing_transfer_new (fixture->base.school, signer_id (fixture, n), person,
                                    WORK_FAKE_KEY);
}

static void
test_transfer (WorkSigningFixture *fixture, gconstpointer data)
{
  const SignSigner *remote = work_fake_living (&fixture->fake)->signers->pdata[4];
  g_autoptr (ModelRecord) signer = NULL;
  g_autoptr (ModelRecord) signatory = NULL;
  g_autoptr (WorkJob) sync = NULL;

  assert_done (transfer (fixture, 4, "chef@garage.example"));
  g_assert_cmpstr (remote->email, ==, "chef@garage.example");
  signer = load_signer (fixture, 4);
  g_assert_cmpstr (model_record_get (signer, "email"), ==, "chef@garage.example");
  g_assert_cmpstr (model_record_get (signer, "transferred_from"), ==, "tomas@garage.example");
  g_assert_cmpstr (model_record_get (signer, "family_name"), ==, "IBÁÑEZ");
  signatory = work_fixture_load (&fixture->base, MODEL_ENTITY_SIGNATORY,
                                 model_record_get_int (signer, "signatory_id"));
  g_assert_cmpstr (model_record_get (signatory, "email"), ==, "chef@garage.example");
  /* What was done here is no news from there. */
  sync = work_signing_fixture_sync (fixture);
  g_assert_cmpuint (work_signing_sync_get_events (sync)->len, ==, 0);
}

static void
test_transfer_refused (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) signer = NULL;

  assert_fails (transfer (fixture, 4, "chef@"), "chef@");
  work_fake_fail (&fixture->fake, 1, WORK_FAKE_BEFORE, SIGN_ERROR_REFUSED);
  assert_fails (transfer (fixture, 4, "chef@garage.example"), "fails at transfer");
  work_fake_fail (&fixture->fake, 0, WORK_FAKE_BEFORE, SIGN_ERROR_REFUSED);
  signer = load_signer (fixture, 4);
  g_assert_cmpstr (model_record_get (signer, "email"), ==, "tomas@garage.example");
  work_fake_turn (&fixture->fake, 0, SIGN_SIGNER_SIGNED);
  g_object_unref (work_signing_fixture_sync (fixture));
  assert_fails (transfer (fixture, 0, "autre@lycee.example"), "has signed already");
}

/* The answer was lost: the next following finds the new address. */
static void
test_transfer_unknown (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) signer = NULL;

  work_fake_fail (&fixture->fake, 1, WORK_FAKE_AFTER, SIGN_ERROR_UNKNOWN);
  assert_fails (transfer (fixture, 4, "chef@garage.example"), "fails at transfer");
  work_fake_fail (&fixture->fake, 0, WORK_FAKE_AFTER, SIGN_ERROR_UNKNOWN);
  g_object_unref (work_signing_fixture_sync (fixture));
  signer = load_signer (fixture, 4);
  g_assert_cmpstr (model_record_get (signer, "email"), ==, "chef@garage.example");
}

/* Nor do lists tell of addresses: it is looked at because something went wrong with it, once. */
static void
test_transfer_unknown_and_brief (WorkSigningFixture *fixture, gconstpointer data)
{
  guint n_loads;

  fixture->fake.brief = TRUE;
  test_transfer_unknown (fixture, data);
  assert_request (fixture, "problem", NULL);
  n_loads = fixture->fake.n_loads;
  g_object_unref (work_signing_fixture_sync (fixture));
  g_assert_cmpuint (fixture->fake.n_loads, ==, n_loads);
}

/* What could not be written down is not done. */
static void
test_read_only (WorkSigningFixture *fixture, gconstpointer data)
{
  gint64 id = signer_id (fixture, 0);
  guint n_calls = fixture->fake.n_calls;
  g_autoptr (SignPerson) person = sign_person_new ("", "", "chef@garage.example");
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = work_school_open (fixture->base.path, STORE_OPEN_READ, &error);

  g_assert_no_error (error);
  assert_fails (work_signing_remind_new (school, &id, 1, FALSE, WORK_FAKE_KEY), "");
  assert_fails (work_signing_transfer_new (school, id, person, WORK_FAKE_KEY), "");
  assert_fails (work_signing_stop_new (school, &fixture->agreement_id, 1, SIGN_STOP_OTHER, "Faux",
                                       WORK_FAKE_KEY),
                "");
  work_school_close (school);
  g_assert_cmpuint (fixture->fake.n_calls, ==, n_calls);
}

/* Without a key a person is asked for it, as when something is sent; nothing is told to have
 * failed.
 */
static void
assert_asks_key (WorkJob *job)
{
  g_autoptr (WorkJob) own = job;
  g_autoptr (GError) error = NULL;

  g_assert_false (work_job_run (own, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_KEY);
  g_assert_cmpuint (work_job_get_failed (own)->len, ==, 0);
}

static void
test_no_key (WorkSigningFixture *fixture, gconstpointer data)
{
  gint64 id = signer_id (fixture, 0);
  WorkSchool *school = fixture->base.school;
  g_autoptr (SignPerson) person = sign_person_new ("", "", "chef@garage.example");

  assert_asks_key (work_signing_remind_new (school, &id, 1, FALSE, NULL));
  assert_asks_key (work_signing_transfer_new (school, id, person, NULL));
  assert_asks_key (
      work_signing_stop_new (school, &fixture->agreement_id, 1, SIGN_STOP_OTHER, "Faux", NULL));
  assert_done (work_signing_stop_new (school, &fixture->agreement_id, 1, SIGN_STOP_OTHER, "Faux",
                                      WORK_FAKE_KEY));
  assert_request (fixture, "state", "cancelled");
}

/* ---- stopping ---- */

static WorkJob *
stop (WorkSigningFixture *fixture, const char *note)
{
  return work_signing_stop_new (fixture->base.school, &fixture->agreement_id, 1, SIGN_STOP_MISTAKE,
                                note, WORK_FAKE_KEY);
}

static void
assert_stopped (WorkSigningFixture *fixture)
{
  g_autoptr (ModelRecord) agreement = work_signing_fixture_agreement (fixture);
  g_autoptr (ModelRecord) signer = load_signer (fixture, 2);

  g_assert_cmpuint (work_fake_count (&fixture->fake, SIGN_STATE_ONGOING), ==, 0);
  g_assert_cmpuint (work_fake_count (&fixture->fake, SIGN_STATE_DRAFT), ==, 0);
  assert_request (fixture, "state", "cancelled");
  assert_request (fixture, "reason", "Les dates sont fausses");
  assert_request (fixture, "stop_asked", NULL);
  g_assert_cmpstr (model_record_get (signer, "state"), ==, "stopped");
  g_assert_null (model_record_get (agreement, "sent_on"));
  g_assert_cmpstr (model_record_get (agreement, "state"), ==, "active");
}

static void
test_stop (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_fails (stop (fixture, " "), "for a reason");
  assert_done (stop (fixture, "Les dates sont fausses"));
  assert_stopped (fixture);
  assert_fails (stop (fixture, "Encore"), "nothing to stop");
  g_assert_true (work_signing_fixture_send (fixture, &error));
  g_assert_no_error (error);
  assert_request (fixture, "state", "ongoing");
}

/* Interrupted before or after it reached the provider: the next following goes on with it. */
static void
stop_interrupted (WorkSigningFixture *fixture, WorkFakeFault fault)
{
  g_autoptr (WorkJob) sync = NULL;

  /* load, stop */
  work_fake_fail (&fixture->fake, 2, fault, SIGN_ERROR_CANCELLED);
  assert_fails (stop (fixture, "Les dates sont fausses"), "fails at stop");
  work_fake_fail (&fixture->fake, 0, fault, SIGN_ERROR_CANCELLED);
  assert_request (fixture, "stop_asked", "1");
  sync = work_signing_fixture_sync (fixture);
  g_assert_cmpuint (work_signing_sync_get_events (sync)->len, ==, 1);
  assert_stopped (fixture);
}

static void
test_stop_before (WorkSigningFixture *fixture, gconstpointer data)
{
  stop_interrupted (fixture, WORK_FAKE_BEFORE);
}

static void
test_stop_after (WorkSigningFixture *fixture, gconstpointer data)
{
  stop_interrupted (fixture, WORK_FAKE_AFTER);
}

/* Too late: all have signed a moment before. */
static void
test_stop_signed (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) agreement = NULL;

  for (guint i = 0; i < 6; i++)
    work_fake_turn (&fixture->fake, i, SIGN_SIGNER_SIGNED);
  assert_fails (stop (fixture, "Les dates sont fausses"), "all have signed");
  assert_request (fixture, "state", "completed");
  assert_request (fixture, "reason", NULL);
  assert_request (fixture, "stop_asked", NULL);
  agreement = work_signing_fixture_agreement (fixture);
  g_assert_cmpstr (model_record_get (agreement, "signed_on"), ==, "2026-11-28");
}

/* A sending that was cut off at any call is stopped without anything left behind. */
static void
test_stop_unfinished (gconstpointer data)
{
  guint call = GPOINTER_TO_UINT (data);
  WorkSigningFixture fixture = { 0 };
  g_autoptr (WorkJob) sync = NULL;

  work_signing_fixture_set_up (&fixture, template_path);
  work_fake_fail (&fixture.fake, call, WORK_FAKE_AFTER, SIGN_ERROR_CANCELLED);
  g_assert_false (work_signing_fixture_send (&fixture, NULL));
  work_fake_fail (&fixture.fake, 0, WORK_FAKE_AFTER, SIGN_ERROR_CANCELLED);
  fixture.fake.finds_late = 2;
  assert_done (stop (&fixture, "Les dates sont fausses"));
  g_assert_cmpuint (work_fake_count (&fixture.fake, SIGN_STATE_DRAFT), ==, 0);
  g_assert_cmpuint (work_fake_count (&fixture.fake, SIGN_STATE_ONGOING), ==, 0);
  assert_request (&fixture, "state", "cancelled");
  sync = work_signing_fixture_sync (&fixture);
  g_assert_cmpuint (work_fake_count (&fixture.fake, SIGN_STATE_ONGOING), ==, 0);
  work_signing_fixture_tear_down (&fixture, NULL);
}

/* ---- paper and back ---- */

static void
test_mode (WorkSigningFixture *fixture, gconstpointer data)
{
  WorkFixture *base = &fixture->base;
  gint64 id = fixture->agreement_id;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (WorkDone) back = NULL;

  work_fixture_assert_refused (base, work_change_signing_mode_new (&id, 1, "manual"),
                               "is with its signatories", NULL);
  assert_done (stop (fixture, "Sur papier"));
  done = work_fixture_apply (base, work_change_signing_mode_new (&id, 1, "manual"));
  g_assert_cmpuint (done->n, ==, 1);
  work_fixture_change (base, MODEL_ENTITY_AGREEMENT, id, "sent_on", "2026-11-20");
  work_fixture_assert_refused (base, work_change_signing_mode_new (&id, 1, "electronic"),
                               "on its way on paper", NULL);
  work_fixture_change (base, MODEL_ENTITY_AGREEMENT, id, "sent_on", NULL);
  back = work_fixture_apply (base, work_change_signing_mode_new (&id, 1, "electronic"));
  g_assert_cmpuint (back->n, ==, 1);
  work_fixture_change (base, MODEL_ENTITY_AGREEMENT, id, "signed_on", "2026-11-20");
  work_fixture_assert_refused (base, work_change_signing_mode_new (&id, 1, "manual"), "is signed",
                               NULL);
}

static char *
snapshot_after_generating (WorkSigningFixture *fixture)
{
  WorkFixture *base = &fixture->base;
  g_autofree char *folder = g_build_filename (base->folder, "out", NULL);
  g_autoptr (WorkGenerateOptions) options = work_generate_options_new (folder);
  g_autoptr (WorkJob) job = work_generate_new (base->school, base->placements, 1, options);
  g_autoptr (ModelRecord) agreement = NULL;

  g_assert_true (work_job_run (job, NULL, NULL));
  agreement = work_signing_fixture_agreement (fixture);
  return g_strdup (model_record_get (agreement, "snapshot"));
}

/* What is with its signatories says what it said; what is void follows today's data again. */
static void
test_frozen (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autofree char *sent = NULL;
  g_autofree char *stopped = NULL;

  work_fixture_change (&fixture->base, MODEL_ENTITY_PLACEMENT, fixture->base.placements[0],
                       "activities", "Dépannage");
  sent = snapshot_after_generating (fixture);
  g_assert_null (strstr (sent, "Dépannage"));
  assert_done (stop (fixture, "Autres activités"));
  stopped = snapshot_after_generating (fixture);
  g_assert_nonnull (strstr (stopped, "Dépannage"));
}

/* While it is with its signatories nothing here says otherwise than what they sign. */
static void
test_bound (WorkSigningFixture *fixture, gconstpointer data)
{
  WorkFixture *base = &fixture->base;
  gint64 id = fixture->agreement_id;
  g_autoptr (GPtrArray) signatories = work_fixture_load_all (base, MODEL_ENTITY_SIGNATORY);
  const char *refusal = "is with its signatories: stop that first";

  model_record_set_canonical (signatories->pdata[4], "email", "chef@garage.example");
  work_fixture_assert_refused (base, work_change_signatory_new (signatories->pdata[4]), refusal,
                               NULL);
  work_fixture_assert_refused (
      base, work_change_signatures_new (&id, 1, NULL, "signed_on", "2026-11-20"), refusal, NULL);
  work_fixture_assert_refused (base, work_change_cancel_new (&id, 1, "Plus de stage"), refusal,
                               NULL);
  work_fixture_assert_refused (base, work_change_signed_outside_new (&id, 1, "2026-11-20"), refusal,
                               NULL);
  assert_done (stop (fixture, "Plus de stage"));
  g_clear_pointer (&signatories, g_ptr_array_unref);
  work_done_free (work_fixture_apply (base, work_change_cancel_new (&id, 1, "Plus de stage")));
}

static void
test_undo (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = work_school_undo (fixture->base.school, NULL, &error);

  g_assert_null (undone);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  assert_request (fixture, "state", "ongoing");
}

static void
test_check (WorkSigningFixture *fixture, gconstpointer data)
{
  assert_done (work_signing_check_new (fixture->base.school, WORK_FAKE_KEY));
  work_fake_fail (&fixture->fake, 1, WORK_FAKE_BEFORE, SIGN_ERROR_KEY);
  {
    g_autoptr (WorkJob) job = work_signing_check_new (fixture->base.school, WORK_FAKE_KEY);
    g_autoptr (GError) error = NULL;

    g_assert_false (work_job_run (job, NULL, &error));
    g_assert_error (error, SIGN_ERROR, SIGN_ERROR_KEY);
  }
}

#define ADD(name, function)                                                                   \
  g_test_add ("/work/signing/act/" name, WorkSigningFixture, template_path, set_up, function, \
              work_signing_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  template_path = argv[1];
  ADD ("remind", test_remind);
  ADD ("remind-others", test_remind_others);
  ADD ("remind-unknown", test_remind_unknown);
  ADD ("transfer", test_transfer);
  ADD ("transfer-refused", test_transfer_refused);
  ADD ("transfer-unknown", test_transfer_unknown);
  ADD ("transfer-unknown-and-brief", test_transfer_unknown_and_brief);
  ADD ("read-only", test_read_only);
  ADD ("no-key", test_no_key);
  ADD ("stop", test_stop);
  ADD ("stop-before", test_stop_before);
  ADD ("stop-after", test_stop_after);
  ADD ("stop-signed", test_stop_signed);
  for (guint call = 1; call <= 10; call++)
    {
      g_autofree char *name = g_strdup_printf ("/work/signing/act/stop-unfinished/%u", call);

      g_test_add_data_func (name, GUINT_TO_POINTER (call), test_stop_unfinished);
    }
  ADD ("mode", test_mode);
  ADD ("frozen", test_frozen);
  ADD ("bound", test_bound);
  ADD ("undo", test_undo);
  ADD ("check", test_check);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "work-line.h"
#include "work-signing-fixture.h"
#include "work-signing-private.h"

/* How and from where somebody has signed: fetched once, after the documents, and never lost. */

static const char *template_path;

#define N_SIGNERS 6

static void
set_up (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  work_signing_fixture_set_up (fixture, data);
  g_assert_true (work_signing_fixture_send (fixture, &error));
  g_assert_no_error (error);
}

static void
sign_all (WorkSigningFixture *fixture)
{
  for (guint i = 0; i < N_SIGNERS; i++)
    work_fake_turn (&fixture->fake, i, SIGN_SIGNER_SIGNED);
}

static guint
count_calls (WorkSigningFixture *fixture, const char *call)
{
  g_auto (GStrv) calls = g_strsplit (fixture->fake.calls->str, " ", -1);
  guint n = 0;

  for (guint i = 0; calls[i] != NULL; i++)
    n += g_str_equal (calls[i], call) ? 1 : 0;
  return n;
}

static guint
count_traced (WorkSigningFixture *fixture)
{
  WorkSigningRequest *request = work_signing_fixture_request (fixture);
  guint n = 0;

  for (guint i = 0; i < request->signers->len; i++)
    n += model_record_get (request->signers->pdata[i], "traced_at") != NULL ? 1 : 0;
  work_signing_request_free (request);
  return n;
}

static void
assert_signer (WorkSigningFixture *fixture, guint n, const char *column, const char *value)
{
  WorkSigningRequest *request = work_signing_fixture_request (fixture);

  g_assert_cmpstr (model_record_get (request->signers->pdata[n], column), ==, value);
  work_signing_request_free (request);
}

static gboolean
is_kept (WorkSigningFixture *fixture)
{
  WorkSigningRequest *request = work_signing_fixture_request (fixture);
  gboolean kept = model_record_get_int (request->request, "signed_document_id") != 0
                  && model_record_get_int (request->request, "proof_document_id") != 0;

  work_signing_request_free (request);
  return kept;
}

static void
follow (WorkSigningFixture *fixture)
{
  g_object_unref (work_signing_fixture_sync (fixture));
}

static void
test_told (WorkSigningFixture *fixture, gconstpointer data)
{
  work_fake_turn (&fixture->fake, 0, SIGN_SIGNER_SIGNED);
  follow (fixture);
  g_assert_cmpuint (count_calls (fixture, "trail"), ==, 0);
  for (guint i = 1; i < N_SIGNERS; i++)
    work_fake_turn (&fixture->fake, i, SIGN_SIGNER_SIGNED);
  follow (fixture);
  g_assert_true (g_str_has_suffix (fixture->fake.calls->str, "load signed proof trail"));
  g_assert_cmpuint (count_traced (fixture), ==, N_SIGNERS);
  assert_signer (fixture, 0, "signed_how", "sms_code");
  assert_signer (fixture, 0, "signed_from", "203.0.113.1");
  assert_signer (fixture, 5, "signed_from", "203.0.113.6");
  assert_signer (fixture, 0, "authenticated_at", "2026-11-27T09:59:00Z");
  assert_signer (fixture, 0, "consented_at", "2026-11-27T09:59:30Z");
  assert_signer (fixture, 0, "signed_at", "2026-11-27T10:00:00Z");
  follow (fixture);
  g_assert_cmpuint (count_calls (fixture, "trail"), ==, 1);
}

/* The documents are kept whatever becomes of the trail; what was told before the failure too. */
static void
test_fails (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autofree char *third =
      g_strdup (((SignSigner *) work_fake_living (&fixture->fake)->signers->pdata[2])->id);
  g_autoptr (WorkJob) job = NULL;

  sign_all (fixture);
  fixture->fake.trail_of = third;
  job = work_signing_fixture_sync (fixture);
  g_assert_true (is_kept (fixture));
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 0);
  /* a person who asks is told */
  g_assert_cmpuint (work_job_get_notes (job)->len, ==, 1);
  g_assert_cmpuint (count_traced (fixture), ==, 2);
  assert_signer (fixture, 2, "signed_from", NULL);
  fixture->fake.trail_of = NULL;
  follow (fixture);
  g_assert_cmpuint (count_traced (fixture), ==, N_SIGNERS);
  assert_signer (fixture, 2, "signed_from", "203.0.113.3");
}

static WorkJob *
follow_by_itself (WorkSigningFixture *fixture)
{
  WorkJob *job = work_signing_sync_new (fixture->base.school, FALSE, WORK_FAKE_KEY);

  g_assert_true (work_job_run (job, NULL, NULL));
  return job;
}

/* Neither a failure of the provider nor one of its network is told of: it is tried again by
 * itself. */
static void
test_again_by_itself (WorkSigningFixture *fixture, gconstpointer data)
{
  static const SignError codes[] = { SIGN_ERROR_UNKNOWN, SIGN_ERROR_KEY, SIGN_ERROR_UNREACHED };

  sign_all (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (WorkJob) job = NULL;

      /* list, load, signed, proof, trail the first time; then only the trail is lacking */
      work_fake_fail (&fixture->fake, i == 0 ? 5 : 1, WORK_FAKE_BEFORE, codes[i]);
      job = follow_by_itself (fixture);
      g_assert_true (is_kept (fixture));
      g_assert_cmpuint (work_job_get_failed (job)->len, ==, 0);
      g_assert_cmpuint (work_job_get_notes (job)->len, ==, 0);
      g_assert_cmpuint (count_traced (fixture), ==, 0);
      g_assert_cmpuint (count_calls (fixture, "trail"), ==, i + 1);
    }
  g_object_unref (follow_by_itself (fixture));
  g_assert_cmpuint (count_traced (fixture), ==, N_SIGNERS);
  g_object_unref (follow_by_itself (fixture));
  g_assert_cmpuint (count_calls (fixture, "trail"), ==, 4);
  g_assert_cmpuint (fixture->fake.n_lists, ==, 1);
}

static gint64
in_eight_days (void)
{
  return work_fake_today () + 8 * 24 * 3600;
}

/* What was not told within a week is not asked for any more. */
static void
test_too_late (WorkSigningFixture *fixture, gconstpointer data)
{
  sign_all (fixture);
  work_fake_fail (&fixture->fake, 5, WORK_FAKE_BEFORE, SIGN_ERROR_UNKNOWN);
  g_object_unref (follow_by_itself (fixture));
  g_assert_cmpuint (count_calls (fixture, "trail"), ==, 1);
  _work_signing_set_clock (in_eight_days);
  g_object_unref (follow_by_itself (fixture));
  _work_signing_set_clock (work_fake_today);
  g_assert_cmpuint (count_calls (fixture, "trail"), ==, 1);
  g_object_unref (follow_by_itself (fixture));
  g_assert_cmpuint (count_calls (fixture, "trail"), ==, 2);
}

/* What is known is what was: another answer changes nothing of it. */
static void
test_stays (WorkSigningFixture *fixture, gconstpointer data)
{
  WorkSigningRequest *request;
  g_autoptr (ModelRecord) signer = NULL;

  sign_all (fixture);
  fixture->fake.trail_of = "none";
  follow (fixture);
  request = work_signing_fixture_request (fixture);
  signer = work_fixture_load (&fixture->base, MODEL_ENTITY_SIGNATURE_SIGNER,
                              model_record_get_id (request->signers->pdata[0]));
  work_signing_request_free (request);
  model_record_set_canonical (signer, "signed_from", "198.51.100.1");
  work_fixture_save (&fixture->base, signer);
  follow (fixture);
  assert_signer (fixture, 0, "signed_from", "198.51.100.1");
}

/* What a person is told of each. */
static void
assert_text (WorkSigningFixture *fixture, guint n, const char *text, const char *moments)
{
  g_autoptr (WorkSigningRequest) request = work_signing_fixture_request (fixture);
  g_autoptr (WorkSigningSignature) signature = work_signing_signature_new (
      request->request, request->signers->pdata[n], request->signatories->pdata[n]);
  g_autofree char *said = work_signing_signature_text (signature);

  g_assert_cmpstr (said, ==, text);
  g_assert_cmpstr (signature->moments, ==, moments);
}

static void
test_text (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autofree char *third =
      g_strdup (((SignSigner *) work_fake_living (&fixture->fake)->signers->pdata[2])->id);
  g_autoptr (WorkSigningRequest) before = work_signing_fixture_request (fixture);
  g_autoptr (WorkLineDetail) detail = NULL;
  const WorkSigningSignature *second;

  g_assert_null (work_signing_signature_new (before->request, before->signers->pdata[0], NULL));
  sign_all (fixture);
  fixture->fake.trail_of = third;
  follow (fixture);
  assert_text (fixture, 1,
               "Léa ABADIE, student: signed on vendredi 27 novembre 2026 at 11:00, by code "
               "received by text message, from 203.0.113.2",
               "code checked at 10:59 · consent at 10:59");
  /* who was only asked to sign by a link, and of whom nothing is told yet */
  assert_text (fixture, 2,
               "Claire ABADIE, guardian: signed on vendredi 27 novembre 2026 at 11:00, by "
               "link received by e-mail, the provider is yet to tell from where",
               "");
  _work_signing_set_clock (in_eight_days);
  assert_text (fixture, 2,
               "Claire ABADIE, guardian: signed on vendredi 27 novembre 2026 at 11:00, by "
               "link received by e-mail, from where is in the proof",
               "");
  detail =
      work_school_read (fixture->base.school,
                        work_query_line_new (fixture->base.students[0], 0,
                                             fixture->base.placements[0], fixture->agreement_id),
                        NULL);
  g_assert_cmpuint (detail->signatures->len, ==, N_SIGNERS);
  second = detail->signatures->pdata[1];
  g_assert_cmpint (second->document_id, ==,
                   model_record_get_int (detail->requests->pdata[0], "signed_document_id"));
  g_assert_nonnull (strstr (second->how, "203.0.113.2"));
}

#define ADD(name, function)                                                                     \
  g_test_add ("/work/signing/trail/" name, WorkSigningFixture, template_path, set_up, function, \
              work_signing_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  template_path = argv[1];
  ADD ("told", test_told);
  ADD ("fails", test_fails);
  ADD ("again-by-itself", test_again_by_itself);
  ADD ("too-late", test_too_late);
  ADD ("stays", test_stays);
  ADD ("text", test_text);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "paper-pages.h"
#include "store-error.h"
#include "work-error.h"
#include "work-signing-fixture.h"
#include "work-signing-private.h"

static const char *template_path;

/* find, create, document, six signatories, activate */
#define N_SIGNERS 6
#define N_CALLS   (N_SIGNERS + 4)

/* How one goes on after what stopped it. */
typedef enum
{
  AGAIN_RETRY, /* the job's own */
  AGAIN_SEND,  /* from a fresh look */
  AGAIN_SYNC,  /* the next following */
  N_AGAIN
} Again;

static void
assert_state (WorkSigningFixture *fixture, const char *state)
{
  WorkSigningRequest *request = work_signing_fixture_request (fixture);

  g_assert_nonnull (request);
  g_assert_cmpstr (model_record_get (request->request, "state"), ==, state);
  work_signing_request_free (request);
}

static GPtrArray *
load_documents (WorkSigningFixture *fixture, const char *kind)
{
  GPtrArray *all = work_fixture_load_all (&fixture->base, MODEL_ENTITY_DOCUMENT);

  for (guint i = 0; i < all->len;)
    if (g_strcmp0 (model_record_get (all->pdata[i], "kind"), kind) != 0)
      g_ptr_array_remove_index (all, i);
    else
      i++;
  return all;
}

/* The signatories have it, once, and the base says so. */
static void
assert_sent (WorkSigningFixture *fixture)
{
  WorkSigningRequest *request = work_signing_fixture_request (fixture);
  g_autoptr (ModelRecord) agreement = work_signing_fixture_agreement (fixture);
  g_autoptr (GPtrArray) all =
      work_fixture_load_all (&fixture->base, MODEL_ENTITY_SIGNATURE_REQUEST);
  SignRequest *remote = work_fake_living (&fixture->fake);

  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpuint (fixture->fake.requests->len, ==, 1);
  g_assert_cmpuint (remote->signers->len, ==, N_SIGNERS);
  g_assert_cmpstr (model_record_get (request->request, "state"), ==, "ongoing");
  g_assert_cmpstr (model_record_get (request->request, "remote_id"), ==, remote->id);
  g_assert_cmpstr (model_record_get (request->request, "external_id"), ==, remote->external_id);
  g_assert_null (model_record_get (request->request, "stage"));
  g_assert_null (model_record_get (request->request, "problem"));
  g_assert_cmpuint (request->signers->len, ==, N_SIGNERS);
  for (guint i = 0; i < N_SIGNERS; i++)
    {
      const SignSigner *signer = remote->signers->pdata[i];

      g_assert_cmpstr (model_record_get (request->signers->pdata[i], "email"), ==, signer->email);
      g_assert_cmpstr (model_record_get (request->signers->pdata[i], "remote_id"), ==, signer->id);
      g_assert_cmpstr (model_record_get (request->signers->pdata[i], "state"), ==,
                       i == 0 ? "invited" : "waiting");
    }
  g_assert_cmpstr (model_record_get (agreement, "mode"), ==, "electronic");
  g_assert_cmpstr (model_record_get (agreement, "sent_on"), ==, "2026-11-26");
  work_signing_request_free (request);
}

/* What was written before the first call left. */
static void
test_send (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) documents = NULL;
  g_autoptr (GPtrArray) signatories = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (work_signing_fixture_send (fixture, &error));
  g_assert_no_error (error);
  assert_sent (fixture);
  g_assert_cmpstr (fixture->fake.calls->str, ==,
                   "find create document signer signer signer signer signer signer activate");
  documents = load_documents (fixture, "sent");
  g_assert_cmpuint (documents->len, ==, 1);
  g_assert_cmpstr (model_record_get (documents->pdata[0], "name"), ==,
                   "Convention 2026-0001 - ABADIE Léa.pdf");
  signatories = work_fixture_load_all (&fixture->base, MODEL_ENTITY_SIGNATORY);
  g_assert_nonnull (model_record_get (signatories->pdata[0], "sent_on"));
  g_assert_null (model_record_get (signatories->pdata[1], "sent_on"));
}

static void
on_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static guint
count_text (GBytes *pdf, const char *text)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (PaperPages) pages = NULL;
  g_autoptr (GArray) matches = NULL;

  paper_pages_open_async ("convention.pdf", pdf, NULL, on_ready_cb, &opened);
  pages = paper_pages_open_finish (work_fixture_wait (&opened), NULL);
  g_assert_nonnull (pages);
  paper_pages_find_async (pages, text, NULL, on_ready_cb, &found);
  matches = paper_pages_find_finish (pages, work_fixture_wait (&found), NULL);
  return matches->len;
}

/* LibreOffice's stand-in leaves no anchor in its page: everybody has one on a page of ours, and
 * nobody gets a second one. */
static void
test_places (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSigningPlan) plan = work_signing_fixture_plan (fixture);
  g_autoptr (WorkValues) values = work_values_new_from_json ("{}", NULL);
  const SignProvider *provider = sign_provider_find ("yousign");
  g_autoptr (WorkSigningAnchors) anchors =
      _work_signing_anchors_new (values, provider, plan->people);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;
  MergeValue value;

  g_assert_true (work_signing_fixture_send (fixture, &error));
  for (guint i = 1; i <= N_SIGNERS; i++)
    {
      g_autofree char *anchor = sign_provider_dup_anchor (provider, i);

      g_assert_cmpuint (count_text (fixture->fake.document, anchor), ==, 1);
    }
  g_assert_true (_work_signing_anchors_lookup ("SIGNATURE_TUTEUR", &value, anchors));
  g_assert_nonnull (strstr (value.text, "{{s5|signature"));
  g_assert_false (_work_signing_anchors_lookup ("SIGNATURE_AUTRE", &value, anchors));
  again = _work_signing_anchors_finish (anchors, fixture->fake.document, "Convention", &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (again, fixture->fake.document));
}

/* ---- whatever stops it ---- */

static void
go_on (WorkSigningFixture *fixture, WorkJob *job, Again again)
{
  g_autoptr (WorkJob) next = NULL;
  g_autoptr (GError) error = NULL;

  switch (again)
    {
    case AGAIN_RETRY:
      next = work_job_new_retry (job);
      g_assert_nonnull (next);
      work_signing_fixture_run (next, &error);
      break;
    case AGAIN_SEND:
      work_signing_fixture_send (fixture, &error);
      break;
    case AGAIN_SYNC:
    case N_AGAIN:
    default:
      next = work_signing_sync_new (fixture->base.school, TRUE, WORK_FAKE_KEY);
      work_signing_fixture_run (next, &error);
      g_assert_cmpuint (work_signing_sync_get_events (next)->len, ==, 1);
      break;
    }
  g_assert_no_error (error);
}

/* At each call, before it is done or after, with nobody there to go on: as when the program dies.
 */
static void
stop_at (WorkSigningFixture *fixture, guint call, WorkFakeFault fault, Again again)
{
  g_autoptr (GPtrArray) plans = work_signing_fixture_plans (fixture);
  g_autoptr (WorkJob) job = work_signing_send_new (fixture->base.school, plans, WORK_FAKE_KEY);
  g_autoptr (GError) error = NULL;

  work_fake_fail (&fixture->fake, call, fault, SIGN_ERROR_CANCELLED);
  g_assert_false (work_signing_fixture_run (job, &error));
  work_fake_fail (&fixture->fake, 0, fault, SIGN_ERROR_CANCELLED);
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 1);
  assert_state (fixture, "sending");
  go_on (fixture, job, again);
  assert_sent (fixture);
}

typedef struct
{
  guint call;
  WorkFakeFault fault;
  Again again;
} Case;

static void
test_stopped (gconstpointer data)
{
  const Case *one = data;
  WorkSigningFixture fixture = { 0 };

  work_signing_fixture_set_up (&fixture, template_path);
  stop_at (&fixture, one->call, one->fault, one->again);
  work_signing_fixture_tear_down (&fixture, NULL);
}

/* The program dies while the request is made, and once more while it looks for it; the provider
 * tells of it later than that. There is one all the same. */
static void
test_made_and_found_late (WorkSigningFixture *fixture, gconstpointer data)
{
  work_fake_fail (&fixture->fake, 2, WORK_FAKE_AFTER, SIGN_ERROR_CANCELLED);
  g_assert_false (work_signing_fixture_send (fixture, NULL));
  work_fake_fail (&fixture->fake, 1, WORK_FAKE_BEFORE, SIGN_ERROR_CANCELLED);
  g_assert_false (work_signing_fixture_send (fixture, NULL));
  work_fake_fail (&fixture->fake, 0, WORK_FAKE_BEFORE, SIGN_ERROR_CANCELLED);
  fixture->fake.finds_late = 3;
  g_object_unref (work_signing_fixture_sync (fixture));
  g_assert_cmpuint (fixture->fake.n_made, ==, 1);
  assert_sent (fixture);
}

/* A cut that lasts longer than the tries, each time a little later; then all is well again. */
static void
test_unreached (WorkSigningFixture *fixture, gconstpointer data)
{
  for (guint call = 1; call <= 5; call++)
    {
      g_autoptr (WorkJob) job = NULL;
      g_autoptr (GPtrArray) plans = work_signing_fixture_plans (fixture);
      WorkSigningRequest *request;

      job = work_signing_send_new (fixture->base.school, plans, WORK_FAKE_KEY);
      fixture->fake.fault_length = 1000;
      work_fake_fail (&fixture->fake, call, WORK_FAKE_BEFORE, SIGN_ERROR_UNREACHED);
      g_assert_false (work_job_run (job, NULL, NULL));
      work_fake_fail (&fixture->fake, 0, WORK_FAKE_BEFORE, SIGN_ERROR_UNREACHED);
      request = work_signing_fixture_request (fixture);
      g_assert_nonnull (model_record_get (request->request, "problem"));
      work_signing_request_free (request);
    }
  g_assert_true (work_signing_fixture_send (fixture, NULL));
  assert_sent (fixture);
}

/* Refused for what it is: nothing is left of it, and what is corrected goes as a new one. */
static void
test_refused (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelRecord) agreement = NULL;

  work_fake_fail (&fixture->fake, 4, WORK_FAKE_BEFORE, SIGN_ERROR_REFUSED);
  g_assert_false (work_signing_fixture_send (fixture, &error));
  g_assert_nonnull (strstr (error->message, "fails at signer"));
  assert_state (fixture, "failed");
  g_assert_cmpuint (fixture->fake.requests->len, ==, 0);
  agreement = work_signing_fixture_agreement (fixture);
  g_assert_null (model_record_get (agreement, "sent_on"));
  g_clear_error (&error);
  g_assert_true (work_signing_fixture_send (fixture, &error));
  g_assert_no_error (error);
  assert_state (fixture, "ongoing");
  g_clear_object (&agreement);
  agreement = work_signing_fixture_agreement (fixture);
  g_assert_cmpint (model_record_get_int (agreement, "revision"), ==, 2);
  work_fake_living (&fixture->fake);
}

/* What was not shown is not sent. */
static void
test_changed_since (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) plans = work_signing_fixture_plans (fixture);
  g_autoptr (GPtrArray) signatories =
      work_fixture_load_all (&fixture->base, MODEL_ENTITY_SIGNATORY);
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GError) error = NULL;

  model_record_set_canonical (signatories->pdata[4], "email", "autre@garage.example");
  work_fixture_save (&fixture->base, signatories->pdata[4]);
  job = work_signing_send_new (fixture->base.school, plans, WORK_FAKE_KEY);
  g_assert_false (work_signing_fixture_run (job, &error));
  g_assert_nonnull (strstr (error->message, "changed since you looked"));
  g_assert_cmpuint (fixture->fake.n_calls, ==, 0);
  g_assert_null (work_signing_fixture_request (fixture));
}

/* Once it is with its signatories it is not sent a second time, whoever holds an old plan. */
static void
test_twice (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) plans = work_signing_fixture_plans (fixture);
  g_autoptr (WorkSigningPlan) plan = NULL;
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GError) error = NULL;
  guint n_calls;

  g_assert_true (work_signing_fixture_send (fixture, NULL));
  n_calls = fixture->fake.n_calls;
  job = work_signing_send_new (fixture->base.school, plans, WORK_FAKE_KEY);
  g_assert_false (work_signing_fixture_run (job, &error));
  g_assert_nonnull (strstr (error->message, "is with its signatories since"));
  g_assert_cmpuint (fixture->fake.n_calls, ==, n_calls);
  plan = work_signing_fixture_plan (fixture);
  g_assert_false (plan->can_be_sent);
  assert_sent (fixture);
}

static GPtrArray *
read_both (WorkSigningFixture *fixture, gint64 second)
{
  const gint64 ids[] = { fixture->agreement_id, second };
  g_autoptr (GError) error = NULL;
  GPtrArray *plans = work_school_read (
      fixture->base.school, work_query_signing_plans_new (ids, G_N_ELEMENTS (ids)), &error);

  g_assert_no_error (error);
  return plans;
}

/* The one in hand is gone on with; what has not begun to leave when a person stops it does not
 * leave later on. */
static void
test_stopped_by_person (WorkSigningFixture *fixture, gconstpointer data)
{
  gint64 second = work_signing_fixture_add_second (fixture);
  g_autoptr (GPtrArray) plans = read_both (fixture, second);
  g_autoptr (WorkJob) job = work_signing_send_new (fixture->base.school, plans, WORK_FAKE_KEY);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GError) error = NULL;

  fixture->fake.cancels = cancellable;
  g_assert_false (work_job_run (job, cancellable, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_CANCELLED);
  fixture->fake.cancels = NULL;
  g_object_unref (work_signing_fixture_sync (fixture));
  work_fake_living (&fixture->fake);
  requests = work_fixture_load_all (&fixture->base, MODEL_ENTITY_SIGNATURE_REQUEST);
  g_assert_cmpuint (requests->len, ==, 2);
  g_assert_cmpstr (model_record_get (requests->pdata[1], "state"), ==, "cancelled");
}

/* One that fails leaves the other alone, and is tried again alone. */
static void
test_one_fails (WorkSigningFixture *fixture, gconstpointer data)
{
  gint64 second = work_signing_fixture_add_second (fixture);
  g_autoptr (GPtrArray) plans = read_both (fixture, second);
  g_autoptr (WorkJob) job = work_signing_send_new (fixture->base.school, plans, WORK_FAKE_KEY);
  g_autoptr (WorkJob) again = NULL;
  guint n_calls;

  fixture->fake.fault_length = 3;
  work_fake_fail (&fixture->fake, 1, WORK_FAKE_BEFORE, SIGN_ERROR_BUSY);
  g_assert_false (work_job_run (job, NULL, NULL));
  g_assert_cmpuint (work_job_get_failed (job)->len, >=, 1);
  g_assert_cmpuint (work_job_get_failed (job)->len + work_job_get_succeeded (job)->len, ==, 2);
  work_fake_fail (&fixture->fake, 0, WORK_FAKE_BEFORE, SIGN_ERROR_BUSY);
  n_calls = fixture->fake.n_calls;
  again = work_job_new_retry (job);
  g_assert_true (work_job_run (again, NULL, NULL));
  g_assert_cmpuint (fixture->fake.n_calls, >, n_calls);
  g_assert_cmpuint (work_fake_count (&fixture->fake, SIGN_STATE_ONGOING), ==, 2);
  g_assert_cmpuint (fixture->fake.requests->len, ==, 2);
}

/* A key that is not taken is told of once, and nothing is tried with it any more. */
static void
test_bad_key (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  work_fake_fail (&fixture->fake, 1, WORK_FAKE_BEFORE, SIGN_ERROR_KEY);
  g_assert_false (work_signing_fixture_send (fixture, &error));
  g_assert_nonnull (strstr (error->message, "fails at find"));
  g_assert_cmpuint (fixture->fake.n_calls, ==, 1);
  g_assert_true (work_signing_fixture_send (fixture, NULL));
  assert_sent (fixture);
}

/* Without a keyring there is one sentence, and the key may be given for this once. */
static void
test_no_key (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) plans = work_signing_fixture_plans (fixture);
  g_autoptr (WorkJob) job = work_signing_send_new (fixture->base.school, plans, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_KEY);
  g_assert_nonnull (strstr (error->message, "for this once"));
  g_assert_null (work_signing_fixture_request (fixture));
  g_assert_true (work_signing_fixture_send (fixture, NULL));
  assert_sent (fixture);
}

/* While another seat sends it, this one leaves it alone. */
static gboolean
take_lease (StoreConnection *connection, gpointer data, GError **error)
{
  gboolean taken;

  return _work_lease_take (connection, data, "elsewhere:1:token/0", 600, &taken, error);
}

static gboolean
give_away (StoreConnection *connection, gpointer data, GError **error)
{
  return _work_lease_set (connection, data, "elsewhere:1:token/0", "2999-01-01T00:00:00Z", error);
}

static void
take_over (gpointer data)
{
  WorkSigningFixture *fixture = data;
  WorkSigningRequest *request = work_signing_fixture_request (fixture);

  g_assert_true (_work_signing_write (fixture->base.school, give_away,
                                      (gpointer) model_record_get (request->request, "external_id"),
                                      NULL));
  work_signing_request_free (request);
}

static void
test_other_seat (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkJob) sync = NULL;
  WorkSigningRequest *request;
  guint n_calls;

  work_fake_fail (&fixture->fake, 2, WORK_FAKE_AFTER, SIGN_ERROR_CANCELLED);
  g_assert_false (work_signing_fixture_send (fixture, NULL));
  request = work_signing_fixture_request (fixture);
  g_assert_true (_work_signing_write (fixture->base.school, take_lease,
                                      (gpointer) model_record_get (request->request, "external_id"),
                                      NULL));
  work_signing_request_free (request);
  g_assert_false (work_signing_fixture_send (fixture, &error));
  g_assert_nonnull (strstr (error->message, "Another seat is sending"));
  /* nor is that a failure of the following, which goes on with what was interrupted */
  n_calls = fixture->fake.n_calls;
  sync = work_signing_sync_new (fixture->base.school, TRUE, WORK_FAKE_KEY);
  g_assert_true (work_job_run (sync, NULL, NULL));
  g_assert_cmpuint (fixture->fake.n_calls, ==, n_calls);
  assert_state (fixture, "sending");
}

/* A computer that slept in the middle: another one has taken over, and goes on alone. */
static void
test_slept (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->fake.on_document = take_over;
  fixture->fake.on_document_data = fixture;
  g_assert_false (work_signing_fixture_send (fixture, &error));
  g_assert_nonnull (strstr (error->message, "Another seat is sending"));
  g_assert_cmpstr (fixture->fake.calls->str, ==, "find create document");
  assert_state (fixture, "sending");
}

static void
add_cases (void)
{
  static const char *const again[] = { "retry", "send", "sync" };

  for (guint call = 1; call <= N_CALLS; call++)
    for (guint fault = WORK_FAKE_BEFORE; fault <= WORK_FAKE_AFTER; fault++)
      for (guint i = 0; i < N_AGAIN; i++)
        {
          Case one = { call, fault, i };
          g_autofree char *name =
              g_strdup_printf ("/work/signing/send/stopped/%u-%s-%s", call,
                               fault == WORK_FAKE_BEFORE ? "before" : "after", again[i]);

          /* The three ways differ in nothing that the signatories' calls would show. */
          if (call > 4 && call < N_CALLS && i != call % N_AGAIN)
            continue;
          g_test_add_data_func_full (name, g_memdup2 (&one, sizeof one), test_stopped, g_free);
        }
}

#define ADD(name, function)                                                  \
  g_test_add ("/work/signing/send/" name, WorkSigningFixture, template_path, \
              work_signing_fixture_set_up, function, work_signing_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  template_path = argv[1];
  ADD ("send", test_send);
  ADD ("places", test_places);
  add_cases ();
  ADD ("made-and-found-late", test_made_and_found_late);
  ADD ("unreached", test_unreached);
  ADD ("refused", test_refused);
  ADD ("changed-since", test_changed_since);
  ADD ("twice", test_twice);
  ADD ("stopped-by-person", test_stopped_by_person);
  ADD ("one-fails", test_one_fails);
  ADD ("bad-key", test_bad_key);
  ADD ("no-key", test_no_key);
  ADD ("other-seat", test_other_seat);
  ADD ("slept", test_slept);
  return g_test_run ();
}

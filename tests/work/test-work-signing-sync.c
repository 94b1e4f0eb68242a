/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store-history.h"
#include "work-error.h"
#include "work-signing-fixture.h"
#include "work-signing-private.h"

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

/* What one following tells, as words: "opened signed". */
static char *
follow (WorkSigningFixture *fixture)
{
  g_autoptr (WorkJob) job = work_signing_fixture_sync (fixture);
  GPtrArray *events = work_signing_sync_get_events (job);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < events->len; i++)
    {
      const WorkSigningEvent *event = events->pdata[i];

      g_assert_cmpint (event->agreement_id, ==, fixture->agreement_id);
      g_assert_cmpstr (event->student, ==, "ABADIE Léa");
      g_assert_nonnull (event->sentence);
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", work_signing_event_key (event->kind));
    }
  return g_string_free (text, FALSE);
}

static void
assert_follows (WorkSigningFixture *fixture, const char *events)
{
  g_autofree char *told = follow (fixture);

  g_assert_cmpstr (told, ==, events);
}

static void
assert_request (WorkSigningFixture *fixture, const char *column, const char *value)
{
  WorkSigningRequest *request = work_signing_fixture_request (fixture);

  g_assert_cmpstr (model_record_get (request->request, column), ==, value);
  work_signing_request_free (request);
}

static void
assert_signer (WorkSigningFixture *fixture, guint n, const char *column, const char *value)
{
  WorkSigningRequest *request = work_signing_fixture_request (fixture);

  g_assert_cmpstr (model_record_get (request->signers->pdata[n], column), ==, value);
  work_signing_request_free (request);
}

static void
assert_agreement (WorkSigningFixture *fixture, const char *column, const char *value)
{
  g_autoptr (ModelRecord) agreement = work_signing_fixture_agreement (fixture);

  g_assert_cmpstr (model_record_get (agreement, column), ==, value);
}

/* All of the way: each turn is told once, and written in the provider's name. */
static void
test_whole_way (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) signatories = NULL;

  assert_follows (fixture, "");
  work_fake_turn (&fixture->fake, 0, SIGN_SIGNER_OPENED);
  assert_follows (fixture, "opened");
  assert_follows (fixture, "");
  assert_signer (fixture, 0, "state", "opened");
  for (guint i = 0; i < N_SIGNERS - 1; i++)
    {
      work_fake_turn (&fixture->fake, i, SIGN_SIGNER_SIGNED);
      assert_follows (fixture, "signed");
      assert_signer (fixture, i, "signed_at", "2026-11-27T10:00:00Z");
      assert_signer (fixture, i + 1, "state", "invited");
    }
  assert_agreement (fixture, "signed_on", NULL);
  work_fake_turn (&fixture->fake, N_SIGNERS - 1, SIGN_SIGNER_SIGNED);
  assert_follows (fixture, "signed completed kept");
  assert_request (fixture, "state", "completed");
  assert_agreement (fixture, "signed_on", "2026-11-28");
  assert_agreement (fixture, "step", "2");
  signatories = work_fixture_load_all (&fixture->base, MODEL_ENTITY_SIGNATORY);
  for (guint i = 0; i < signatories->len; i++)
    g_assert_cmpstr (model_record_get (signatories->pdata[i], "signed_on"), ==, "2026-11-27");
}

/* Whose word is in the history. */
static gpointer
read_author (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) lines =
      store_history_of (connection, MODEL_ENTITY_SIGNATURE_SIGNER, *(gint64 *) data, error);
  const StoreHistoryLine *line = lines->pdata[0];

  return g_strdup (line->author);
}

static void
test_author (WorkSigningFixture *fixture, gconstpointer data)
{
  WorkSigningRequest *request = work_signing_fixture_request (fixture);
  gint64 id = model_record_get_id (request->signers->pdata[0]);
  g_autofree char *author = NULL;

  work_fake_turn (&fixture->fake, 0, SIGN_SIGNER_SIGNED);
  assert_follows (fixture, "signed");
  author =
      store_queue_run (work_school_get_queue (fixture->base.school), read_author, &id, NULL, NULL);
  g_assert_cmpstr (author, ==, "Signatures d’essai");
  work_signing_request_free (request);
}

/* Where nothing is open the provider is not asked, and no key is needed. */
static void
test_nothing_open (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkJob) job = work_signing_sync_new (fixture->base.school, FALSE, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (work_job_run (job, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->fake.n_calls, ==, 0);
  g_assert_cmpuint (work_signing_sync_get_events (job)->len, ==, 0);
}

/* Without news one call is made, whatever is open; with news of one, one more. */
static void
test_few_calls (WorkSigningFixture *fixture, gconstpointer data)
{
  assert_follows (fixture, "");
  g_assert_cmpuint (fixture->fake.n_lists, ==, 1);
  g_assert_cmpuint (fixture->fake.n_loads, ==, 0);
  work_fake_turn (&fixture->fake, 0, SIGN_SIGNER_SIGNED);
  assert_follows (fixture, "signed");
  g_assert_cmpuint (fixture->fake.n_lists, ==, 2);
  g_assert_cmpuint (fixture->fake.n_loads, ==, 1);
}

typedef struct
{
  const char *name;
  const char *until;
} Lease;

static gboolean
lend (StoreConnection *connection, gpointer data, GError **error)
{
  const Lease *lease = data;

  return _work_lease_set (connection, lease->name, "elsewhere:1:token/0", lease->until, error);
}

static void
set_lease (WorkSigningFixture *fixture, const char *name, const char *until)
{
  Lease lease = { name, until };

  g_assert_true (_work_signing_write (fixture->base.school, lend, &lease, NULL));
}

/* However often it is followed by itself, the provider is asked at its pace: with its pages and one
 * of what has ended, at most twelve lists an hour. */
static void
test_pause (WorkSigningFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (WorkJob) job =
          work_signing_sync_new (fixture->base.school, FALSE, i > 0 ? NULL : WORK_FAKE_KEY);
      g_autoptr (GError) error = NULL;

      g_assert_true (work_job_run (job, NULL, &error));
      g_assert_cmpuint (3600 / work_signing_sync_get_pause (job) * 2, ==, 12);
      g_assert_cmpuint (fixture->fake.n_lists, ==, 1);
    }
  assert_follows (fixture, "");
  g_assert_cmpuint (fixture->fake.n_lists, ==, 2);
}

/* 300 are three pages, and one of what has ended. */
static void
test_pause_of_many (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkJob) job = NULL;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *placement = work_fixture_id (fixture->base.placements[1]);
      g_autofree char *number = g_strdup_printf ("2026-%04u", 1000 + i);
      g_autofree char *external = g_strdup_printf ("paraphe-%u", i);
      gint64 id = work_fixture_add (&fixture->base, MODEL_ENTITY_AGREEMENT, "placement_id",
                                    placement, "number", number, "mode", "electronic", "step", "0",
                                    "step_date", "2026-11-02", "state", "cancelled", NULL);
      g_autofree char *own = work_fixture_id (id);

      work_fixture_add (&fixture->base, MODEL_ENTITY_SIGNATURE_REQUEST, "agreement_id", own,
                        "provider", "fake", "environment", "test", "external_id", external, "state",
                        "ongoing", "title", number, "started_at", "2026-11-26T09:00:00Z", NULL);
    }
  set_lease (fixture, "sign.sync", "2999-01-01T00:00:00Z");
  job = work_signing_sync_new (fixture->base.school, FALSE, WORK_FAKE_KEY);
  g_assert_true (work_job_run (job, NULL, NULL));
  g_assert_cmpuint (3600 / work_signing_sync_get_pause (job) * 4, <=, 12);
  g_assert_cmpuint (work_signing_sync_get_pause (job), ==, 1200);
}

static guint
lists_when_lent (WorkSigningFixture *fixture, gboolean asked)
{
  g_autoptr (WorkJob) job = work_signing_sync_new (fixture->base.school, asked, WORK_FAKE_KEY);
  guint before = fixture->fake.n_lists;

  g_assert_true (work_job_run (job, NULL, NULL));
  return fixture->fake.n_lists - before;
}

static void
test_other_seat (WorkSigningFixture *fixture, gconstpointer data)
{
  set_lease (fixture, "sign.poll", "2999-01-01T00:00:00Z");
  g_assert_cmpuint (lists_when_lent (fixture, FALSE), ==, 0);
  g_assert_cmpuint (lists_when_lent (fixture, TRUE), ==, 1);
  set_lease (fixture, "sign.sync", "2999-01-01T00:00:00Z");
  g_assert_cmpuint (lists_when_lent (fixture, TRUE), ==, 0);
  set_lease (fixture, "sign.sync", "2000-01-01T00:00:00Z");
  g_assert_cmpuint (lists_when_lent (fixture, TRUE), ==, 1);
}

static guint
lists_of (WorkSigningFixture *fixture, WorkSchool *school)
{
  g_autoptr (WorkJob) job = work_signing_sync_new (school, FALSE, WORK_FAKE_KEY);
  guint before = fixture->fake.n_lists;

  g_assert_true (work_job_run (job, NULL, NULL));
  return fixture->fake.n_lists - before;
}

/* Two schools on one file: while one asks the other does not, it takes over when that has ended,
 * and what the one has just asked is not asked by the other. */
static void
test_two_schools (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) second = work_school_open (fixture->base.path, STORE_OPEN_WRITE, &error);

  g_assert_no_error (error);
  set_lease (fixture, "sign.sync", "2999-01-01T00:00:00Z");
  g_assert_cmpuint (lists_of (fixture, second), ==, 0);
  set_lease (fixture, "sign.sync", "2000-01-01T00:00:00Z");
  g_assert_cmpuint (lists_of (fixture, second), ==, 1);
  g_assert_cmpuint (lists_of (fixture, fixture->base.school), ==, 0);
  work_school_close (second);
  store_queue_join (work_school_get_queue (second));
}

static gboolean
lend_to_dead (StoreConnection *connection, gpointer data, GError **error)
{
  g_autofree char *dead = g_strdup_printf ("%s:999999999:token/0", g_get_host_name ());

  return _work_lease_set (connection, "sign.sync", dead, "2999-01-01T00:00:00Z", error);
}

/* A seat of this computer that died holds nothing. */
static void
test_dead_seat (WorkSigningFixture *fixture, gconstpointer data)
{
  g_assert_true (_work_signing_write (fixture->base.school, lend_to_dead, NULL, NULL));
  g_assert_cmpuint (lists_when_lent (fixture, TRUE), ==, 1);
}

/* A clock that was wrong has written that it is asked only in a thousand years. */
static void
test_wrong_clock (WorkSigningFixture *fixture, gconstpointer data)
{
  set_lease (fixture, "sign.polled", "2999-01-01T00:00:00Z");
  g_assert_cmpuint (lists_when_lent (fixture, FALSE), ==, 1);
  g_assert_cmpuint (lists_when_lent (fixture, FALSE), ==, 0);
}

/* The provider of before has no key here any more: that of today is followed all the same. */
static void
test_other_provider (WorkSigningFixture *fixture, gconstpointer data)
{
  WorkFixture *base = &fixture->base;
  g_autofree char *placement = work_fixture_id (base->placements[1]);
  gint64 id = work_fixture_add (base, MODEL_ENTITY_AGREEMENT, "placement_id", placement, "number",
                                "2026-0999", "mode", "electronic", "step", "0", "step_date",
                                "2026-11-02", "state", "active", NULL);
  g_autofree char *own = work_fixture_id (id);
  g_autoptr (WorkJob) job = work_signing_sync_new (base->school, TRUE, WORK_FAKE_KEY);
  g_autoptr (GError) error = NULL;

  /* what was interrupted comes first */
  work_fixture_add (base, MODEL_ENTITY_SIGNATURE_REQUEST, "agreement_id", own, "provider",
                    "yousign", "environment", "production", "external_id", "paraphe-before",
                    "state", "sending", "title", "2026-0999", "started_at", "2026-11-26T09:00:00Z",
                    NULL);
  work_fake_turn (&fixture->fake, 0, SIGN_SIGNER_SIGNED);
  g_assert_false (work_job_run (job, NULL, &error));
  /* whoever is asked for a key gives that of the provider of today */
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "The key for Yousign"));
  assert_signer (fixture, 0, "state", "signed");
}

/* With the key of another account nothing is there: that is no reason to call all of it void. */
static void
test_other_account (WorkSigningFixture *fixture, gconstpointer data)
{
  gint64 second = work_signing_fixture_add_second (fixture);
  g_autoptr (GPtrArray) plans =
      work_school_read (fixture->base.school, work_query_signing_plans_new (&second, 1), NULL);
  g_autoptr (WorkJob) send = work_signing_send_new (fixture->base.school, plans, WORK_FAKE_KEY);
  g_autoptr (WorkJob) job = work_signing_sync_new (fixture->base.school, TRUE, WORK_FAKE_KEY);
  g_autoptr (GError) error = NULL;
  GPtrArray *there = fixture->fake.requests;

  g_assert_true (work_job_run (send, NULL, NULL));
  fixture->fake.requests = g_ptr_array_new ();
  g_assert_false (work_job_run (job, NULL, &error));
  assert_request (fixture, "state", "ongoing");
  g_ptr_array_unref (fixture->fake.requests);
  fixture->fake.requests = there;
  /* one that was deleted among others is void */
  g_ptr_array_remove_index (there, 0);
  g_object_unref (work_signing_fixture_sync (fixture));
  assert_request (fixture, "state", "cancelled");
}

/* ---- how it ends without all having signed ---- */

/* It stands again where nobody has signed, and can be sent anew as the next version. */
static void
assert_free (WorkSigningFixture *fixture)
{
  g_autoptr (GPtrArray) signatories =
      work_fixture_load_all (&fixture->base, MODEL_ENTITY_SIGNATORY);
  g_autoptr (GError) error = NULL;

  assert_agreement (fixture, "sent_on", NULL);
  assert_agreement (fixture, "signed_on", NULL);
  assert_agreement (fixture, "state", "active");
  for (guint i = 0; i < signatories->len; i++)
    {
      g_assert_null (model_record_get (signatories->pdata[i], "sent_on"));
      g_assert_null (model_record_get (signatories->pdata[i], "signed_on"));
    }
  g_assert_true (work_signing_fixture_send (fixture, &error));
  g_assert_no_error (error);
  assert_agreement (fixture, "revision", "2");
  assert_request (fixture, "state", "ongoing");
}

static void
test_declined (WorkSigningFixture *fixture, gconstpointer data)
{
  work_fake_turn (&fixture->fake, 0, SIGN_SIGNER_SIGNED);
  work_fake_turn (&fixture->fake, 1, SIGN_SIGNER_DECLINED);
  assert_follows (fixture, "signed declined");
  assert_request (fixture, "state", "declined");
  assert_request (fixture, "reason", "Les dates sont fausses");
  assert_signer (fixture, 1, "reason", "Les dates sont fausses");
  assert_free (fixture);
}

static void
test_expired (WorkSigningFixture *fixture, gconstpointer data)
{
  work_fake_living (&fixture->fake)->state = SIGN_STATE_EXPIRED;
  assert_follows (fixture, "expired");
  assert_request (fixture, "state", "expired");
  /* nobody is invited to what nobody can sign any more, whatever the provider leaves there */
  assert_signer (fixture, 0, "state", "stopped");
  assert_signer (fixture, 1, "state", "stopped");
  assert_free (fixture);
}

/* Stopped on the provider's pages; its list says nothing of what has ended. */
static void
test_cancelled_there (WorkSigningFixture *fixture, gconstpointer data)
{
  fixture->fake.no_list = TRUE;
  work_fake_living (&fixture->fake)->state = SIGN_STATE_CANCELLED;
  assert_follows (fixture, "cancelled");
  assert_request (fixture, "state", "cancelled");
  assert_free (fixture);
}

static void
test_deleted_there (WorkSigningFixture *fixture, gconstpointer data)
{
  g_ptr_array_set_size (fixture->fake.requests, 0);
  assert_follows (fixture, "cancelled");
  assert_request (fixture, "state", "cancelled");
  assert_free (fixture);
}

static void
test_bounced (WorkSigningFixture *fixture, gconstpointer data)
{
  work_fake_turn (&fixture->fake, 0, SIGN_SIGNER_BOUNCED);
  assert_follows (fixture, "bounced");
  assert_request (fixture, "state", "ongoing");
  assert_signer (fixture, 0, "state", "bounced");
}

/* What the provider calls an error is no mail that was lost. */
static void
test_failed (WorkSigningFixture *fixture, gconstpointer data)
{
  work_fake_turn (&fixture->fake, 0, SIGN_SIGNER_FAILED);
  assert_follows (fixture, "failed");
  assert_signer (fixture, 0, "state", "failed");
}

static char *
follow_whole (WorkSigningFixture *fixture, const gint64 *ids, guint n_ids)
{
  g_autoptr (WorkJob) job =
      work_signing_sync_whole_new (fixture->base.school, ids, n_ids, WORK_FAKE_KEY);
  GPtrArray *events;

  g_assert_true (work_job_run (job, NULL, NULL));
  events = work_signing_sync_get_events (job);
  return g_strdup (events->len > 0
                       ? work_signing_event_key (((WorkSigningEvent *) events->pdata[0])->kind)
                       : "");
}

/* Where the list has no addresses, one that was changed on the provider's pages is noticed when all
 * of the agreement is asked. */
static void
test_moved_briefly (WorkSigningFixture *fixture, gconstpointer data)
{
  SignSigner *signer = work_fake_living (&fixture->fake)->signers->pdata[4];
  const gint64 other[] = { fixture->agreement_id + 1000 };

  fixture->fake.brief = TRUE;
  for (guint i = 0; i < 2; i++)
    {
      const char *address = i == 0 ? "chef@garage.example" : "patron@garage.example";
      g_autofree char *unseen = NULL, *seen = NULL, *again = NULL;

      g_free (signer->email);
      signer->email = g_strdup (address);
      assert_follows (fixture, "");
      unseen = follow_whole (fixture, other, 1);
      g_assert_cmpstr (unseen, ==, "");
      g_assert_cmpuint (fixture->fake.n_loads, ==, 2 * i);
      /* this one; then all that are open */
      seen = follow_whole (fixture, &fixture->agreement_id, i == 0 ? 1 : 0);
      g_assert_cmpstr (seen, ==, "moved");
      assert_signer (fixture, 4, "email", address);
      again = follow_whole (fixture, NULL, 0);
      g_assert_cmpstr (again, ==, "");
      g_assert_cmpuint (fixture->fake.n_loads, ==, 2 * (i + 1));
    }
}

/* An address that was changed on the provider's pages. */
static void
test_moved (WorkSigningFixture *fixture, gconstpointer data)
{
  SignSigner *signer = work_fake_living (&fixture->fake)->signers->pdata[4];

  g_free (signer->email);
  signer->email = g_strdup ("chef@garage.example");
  assert_follows (fixture, "moved");
  assert_signer (fixture, 4, "email", "chef@garage.example");
  assert_signer (fixture, 4, "transferred_from", "tomas@garage.example");
  assert_follows (fixture, "");
}

/* ---- what is kept ---- */

static void
sign_all (WorkSigningFixture *fixture)
{
  for (guint i = 0; i < N_SIGNERS; i++)
    work_fake_turn (&fixture->fake, i, SIGN_SIGNER_SIGNED);
}

static guint
count_kind (WorkSigningFixture *fixture, const char *kind)
{
  g_autoptr (GPtrArray) all = work_fixture_load_all (&fixture->base, MODEL_ENTITY_DOCUMENT);
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    n += g_strcmp0 (model_record_get (all->pdata[i], "kind"), kind) == 0 ? 1 : 0;
  return n;
}

/* Fetched once; whatever the provider would give later, what is here stays. */
static void
test_kept (WorkSigningFixture *fixture, gconstpointer data)
{
  sign_all (fixture);
  assert_follows (fixture, "signed signed signed signed signed signed completed kept");
  g_assert_cmpuint (count_kind (fixture, "signed"), ==, 1);
  g_assert_cmpuint (count_kind (fixture, "proof"), ==, 1);
  g_bytes_unref (fixture->fake.signed_pdf);
  fixture->fake.signed_pdf = g_bytes_new_static ("other", 5);
  assert_follows (fixture, "");
  g_assert_cmpuint (count_kind (fixture, "signed"), ==, 1);
}

/* The fetching fails: it is signed all the same, and fetched the next time. */
static void
test_kept_later (WorkSigningFixture *fixture, gconstpointer data)
{
  sign_all (fixture);
  /* list, load, signed, proof */
  work_fake_fail (&fixture->fake, 4, WORK_FAKE_BEFORE, SIGN_ERROR_UNKNOWN);
  assert_follows (fixture, "signed signed signed signed signed signed completed");
  assert_agreement (fixture, "signed_on", "2026-11-28");
  g_assert_cmpuint (count_kind (fixture, "signed"), ==, 1);
  g_assert_cmpuint (count_kind (fixture, "proof"), ==, 0);
  assert_follows (fixture, "kept");
  g_assert_cmpuint (count_kind (fixture, "signed"), ==, 1);
  g_assert_cmpuint (count_kind (fixture, "proof"), ==, 1);
}

/* A failure of the list changes nothing. */
static void
test_list_fails (WorkSigningFixture *fixture, gconstpointer data)
{
  work_fake_turn (&fixture->fake, 0, SIGN_SIGNER_SIGNED);
  work_fake_fail (&fixture->fake, 1, WORK_FAKE_BEFORE, SIGN_ERROR_UNKNOWN);
  assert_follows (fixture, "");
  assert_follows (fixture, "signed");
}

#define ADD(name, set_up, function)                                                            \
  g_test_add ("/work/signing/sync/" name, WorkSigningFixture, template_path, set_up, function, \
              work_signing_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  template_path = argv[1];
  ADD ("whole-way", set_up, test_whole_way);
  ADD ("author", set_up, test_author);
  ADD ("nothing-open", work_signing_fixture_set_up, test_nothing_open);
  ADD ("few-calls", set_up, test_few_calls);
  ADD ("pause", set_up, test_pause);
  ADD ("pause-of-many", work_signing_fixture_set_up, test_pause_of_many);
  ADD ("other-seat", set_up, test_other_seat);
  ADD ("dead-seat", set_up, test_dead_seat);
  ADD ("two-schools", set_up, test_two_schools);
  ADD ("wrong-clock", set_up, test_wrong_clock);
  ADD ("other-provider", set_up, test_other_provider);
  ADD ("other-account", set_up, test_other_account);
  ADD ("declined", set_up, test_declined);
  ADD ("expired", set_up, test_expired);
  ADD ("cancelled-there", set_up, test_cancelled_there);
  ADD ("deleted-there", set_up, test_deleted_there);
  ADD ("bounced", set_up, test_bounced);
  ADD ("moved", set_up, test_moved);
  ADD ("moved-briefly", set_up, test_moved_briefly);
  ADD ("failed", set_up, test_failed);
  ADD ("kept", set_up, test_kept);
  ADD ("kept-later", set_up, test_kept_later);
  ADD ("list-fails", set_up, test_list_fails);
  return g_test_run ();
}

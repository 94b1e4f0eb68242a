/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sign-error.h"
#include "sign-mini.h"

#define N_SIGNERS 3

typedef struct
{
  SignServer server;
  SignMini mini;
  const char *provider;
} Fixture;

/* What the caller keeps between two tries. */
typedef struct
{
  char *known_id;
  GString *stages;
  int refuse_at; /* a stage at which writing down fails, or -1 */
  gboolean may_be_made;
} Notes;

static void
set_up (Fixture *self, gconstpointer provider)
{
  self->provider = provider;
  sign_mini_init (&self->mini);
  sign_server_start (&self->server,
                     g_str_equal (provider, "yousign") ? sign_mini_yousign : sign_mini_documenso,
                     &self->mini);
}

static void
tear_down (Fixture *self, gconstpointer provider)
{
  sign_server_stop (&self->server);
  sign_mini_clear (&self->mini);
}

static void
notes_clear (Notes *notes)
{
  g_free (notes->known_id);
  g_string_free (notes->stages, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Notes, notes_clear)

static Notes
notes_init (void)
{
  return (Notes){ NULL, g_string_new (NULL), -1, FALSE };
}

static gboolean
on_stage (SignStage stage, SignRequest *request, gpointer data, GError **error)
{
  static const char letters[] = "fcdsaD";
  Notes *notes = data;

  g_string_append_c (notes->stages, letters[stage]);
  if (request != NULL)
    {
      g_free (notes->known_id);
      notes->known_id = g_strdup (request->id);
    }
  if (notes->refuse_at != (int) stage)
    return TRUE;
  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, "full");
  return FALSE;
}

static SignRequest *
send (Fixture *self, Notes *notes, GCancellable *cancellable, GError **error)
{
  g_autoptr (SignSession) session = sign_server_open (&self->server, self->provider, "production");
  g_autoptr (SignOrder) order = sign_server_order ("paraphe-0001", N_SIGNERS);

  order->may_be_made = notes->may_be_made;
  return sign_session_send (session, order, notes->known_id, on_stage, notes, cancellable, error);
}

/* One request, with all in it, of which the invitations left once. */
static void
assert_sent (Fixture *self, SignRequest *request, const char *what)
{
  SignMiniRequest *there;

  g_test_message ("%s", what);
  g_assert_nonnull (request);
  g_assert_cmpint (request->state, ==, SIGN_STATE_ONGOING);
  g_assert_cmpuint (self->mini.requests->len, ==, 1);
  there = sign_mini_get (&self->mini, 0);
  g_assert_cmpstr (there->id, ==, request->id);
  g_assert_cmpuint (there->n_invited, ==, 1);
  g_assert_cmpuint (there->n_documents, ==, 1);
  g_assert_cmpuint (there->signers->len, ==, N_SIGNERS);
  g_assert_cmpstr (there->signers->pdata[0], ==, "lea.abadie@eleve.example");
  g_assert_cmpstr (there->signers->pdata[2], ==, "tuteur@entreprise.example");
  g_assert_cmpuint (request->signers->len, ==, N_SIGNERS);
}

static void
test_straight (Fixture *self, gconstpointer provider)
{
  g_auto (Notes) notes = notes_init ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SignRequest) request = send (self, &notes, NULL, &error);

  g_assert_no_error (error);
  assert_sent (self, request, "straight");
  g_assert_cmpuint (self->server.calls->len, ==,
                    sign_provider_count_calls (sign_provider_find (provider), N_SIGNERS));
  g_assert_cmpint (self->server.waited, ==, 0);
  g_assert_cmpint (((SignSigner *) request->signers->pdata[0])->state, ==, SIGN_SIGNER_INVITED);
}

static void
test_stages (Fixture *self, gconstpointer provider)
{
  g_auto (Notes) notes = notes_init ();
  g_autoptr (SignRequest) request = send (self, &notes, NULL, NULL);

  g_assert_nonnull (request);
  g_assert_cmpstr (notes.stages->str, ==, g_str_equal (provider, "yousign") ? "fcdsaD" : "fcdaD");
}

static void
test_again (Fixture *self, gconstpointer provider)
{
  g_auto (Notes) notes = notes_init ();
  g_auto (Notes) forgotten = notes_init ();
  g_autoptr (SignRequest) first = send (self, &notes, NULL, NULL);
  g_autoptr (SignRequest) second = send (self, &notes, NULL, NULL);
  g_autoptr (SignRequest) third = send (self, &forgotten, NULL, NULL);

  g_assert_nonnull (first);
  assert_sent (self, second, "known");
  assert_sent (self, third, "forgotten");
}

/* Each call goes wrong in each way, once: the same sending gets over it, or the next one does. */
static void
run_failure (Fixture *self, guint at, SignFail fail, guint times, GString *table)
{
  g_auto (Notes) notes = notes_init ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SignRequest) request = NULL;
  g_autofree char *what =
      g_strdup_printf ("call %u, %u times: %s", at, times, sign_fail_name (fail));
  guint tries = 1;

  sign_mini_clear (&self->mini);
  sign_mini_init (&self->mini);
  sign_server_forget (&self->server);
  self->server.fail_at = at;
  self->server.fail_times = times;
  self->server.fail = fail;
  request = send (self, &notes, NULL, &error);
  g_assert_true ((request != NULL) == (error == NULL));
  self->server.fail_at = 0;
  while (request == NULL && tries++ < 3)
    {
      g_assert_cmpint (error->domain, ==, SIGN_ERROR);
      g_clear_error (&error);
      request = send (self, &notes, NULL, &error);
    }
  g_assert_no_error (error);
  assert_sent (self, request, what);
  g_string_append_printf (table, " %u", tries);
}

static void
test_failures (Fixture *self, gconstpointer provider)
{
  guint n_calls = sign_provider_count_calls (sign_provider_find (provider), N_SIGNERS);

  g_test_message ("tries it took, by what goes wrong × call 1 to %u, once and for good", n_calls);
  for (SignFail fail = SIGN_FAIL_BUSY; fail < SIGN_N_FAILS; fail++)
    {
      g_autoptr (GString) table = g_string_new (NULL);

      for (guint at = 1; at <= n_calls; at++)
        run_failure (self, at, fail, 1, table);
      g_string_append (table, " |");
      for (guint at = 1; at <= n_calls; at++)
        run_failure (self, at, fail, 60, table);
      g_test_message ("%-14s%s", sign_fail_name (fail), table->str);
    }
}

/* The program dies before or after each stage is written down: the next goes on by what it knows.
 */
static void
test_crashes (Fixture *self, gconstpointer provider)
{
  for (int stage = SIGN_STAGE_FIND; stage < SIGN_N_STAGES; stage++)
    for (int forgets = 0; forgets < 2; forgets++)
      {
        g_auto (Notes) notes = notes_init ();
        g_autoptr (GError) error = NULL;
        g_autoptr (SignRequest) request = NULL;
        g_autofree char *what = g_strdup_printf ("crash at %d, forgets %d", stage, forgets);

        sign_mini_clear (&self->mini);
        sign_mini_init (&self->mini);
        notes.refuse_at = stage;
        request = send (self, &notes, NULL, &error);
        /* of a stage that this provider has not there is nothing to die at */
        if (request == NULL)
          g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
        g_clear_pointer (&request, sign_request_unref);
        notes.refuse_at = -1;
        if (forgets)
          g_clear_pointer (&notes.known_id, g_free);
        g_clear_error (&error);
        request = send (self, &notes, NULL, &error);
        g_assert_no_error (error);
        assert_sent (self, request, what);
      }
}

/* The program is killed while a call is under way: it was done, and nobody knows. */
static void
test_cancelled (Fixture *self, gconstpointer provider)
{
  guint n_calls = sign_provider_count_calls (sign_provider_find (provider), N_SIGNERS);

  for (guint at = 1; at <= n_calls; at++)
    {
      g_auto (Notes) notes = notes_init ();
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (SignRequest) request = NULL;
      g_autofree char *what = g_strdup_printf ("cancelled at call %u", at);

      sign_mini_clear (&self->mini);
      sign_mini_init (&self->mini);
      sign_server_forget (&self->server);
      self->server.to_cancel = cancellable;
      self->server.cancel_at = at;
      request = send (self, &notes, cancellable, &error);
      self->server.cancel_at = 0;
      if (request == NULL)
        {
          g_assert_error (error, SIGN_ERROR, SIGN_ERROR_CANCELLED);
          g_assert_true (sign_error_may_be_done (error));
          g_clear_error (&error);
          request = send (self, &notes, NULL, &error);
        }
      g_assert_no_error (error);
      assert_sent (self, request, what);
    }
}

/* A create is lost, and lists know what it made a little later: no second one is made. */
static void
test_listed_late (Fixture *self, gconstpointer provider)
{
  g_auto (Notes) notes = notes_init ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SignRequest) request = NULL;

  self->server.fail_at = 2;
  self->server.fail = SIGN_FAIL_CUT_AFTER;
  self->mini.lists_late = 2;
  request = send (self, &notes, NULL, &error);
  g_assert_no_error (error);
  assert_sent (self, request, "listed late");
  g_assert_cmpuint (self->mini.n_made, ==, 1);
}

/* Much later: the second one is found out, and only one stays. */
static void
test_listed_too_late (Fixture *self, gconstpointer provider)
{
  g_auto (Notes) notes = notes_init ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SignRequest) request = NULL;

  self->server.fail_at = 2;
  self->server.fail = SIGN_FAIL_CUT_AFTER;
  self->mini.lists_late = 4;
  request = send (self, &notes, NULL, &error);
  g_assert_no_error (error);
  assert_sent (self, request, "listed too late");
  g_assert_cmpuint (self->mini.n_made, ==, 2);
  g_assert_cmpstr (request->id, ==, "request-1");
}

/* The program dies while the request is made, and lists know of it only after it has begun again.
 */
static void
test_crashed_and_listed_late (Fixture *self, gconstpointer provider)
{
  for (guint late = 0; late <= 4; late++)
    {
      g_auto (Notes) notes = notes_init ();
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (SignRequest) request = NULL;

      sign_mini_clear (&self->mini);
      sign_mini_init (&self->mini);
      sign_server_forget (&self->server);
      self->server.to_cancel = cancellable;
      self->server.cancel_at = 2;
      g_assert_null (send (self, &notes, cancellable, &error));
      g_assert_error (error, SIGN_ERROR, SIGN_ERROR_CANCELLED);
      g_clear_pointer (&notes.known_id, g_free);
      self->server.cancel_at = 0;
      g_clear_error (&error);
      self->mini.lists_late = late;
      notes.may_be_made = TRUE;
      request = send (self, &notes, NULL, &error);
      g_assert_no_error (error);
      assert_sent (self, request, "crashed and listed late");
      g_assert_cmpuint (self->mini.n_made, ==, 1);
    }
}

/* An invitation that is refused may have left before: while nobody says so it is not given up. */
static void
test_refused_and_unseen (Fixture *self, gconstpointer provider)
{
  g_auto (Notes) notes = notes_init ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SignRequest) request = NULL;

  self->server.fail_at = sign_provider_count_calls (sign_provider_find (provider), N_SIGNERS);
  self->server.fail_times = 60;
  self->server.fail = SIGN_FAIL_REFUSED;
  g_assert_null (send (self, &notes, NULL, &error));
  g_assert_error (error, SIGN_ERROR, SIGN_ERROR_UNKNOWN);
  g_clear_error (&error);
  self->server.fail_at = 0;
  request = send (self, &notes, NULL, &error);
  g_assert_no_error (error);
  assert_sent (self, request, "refused and unseen");
  g_assert_cmpuint (self->mini.n_made, ==, 1);
}

/* A signatory who was added although nobody told so, and is seen late, is not invited twice. */
static void
test_signer_shown_late (Fixture *self, gconstpointer provider)
{
  g_auto (Notes) notes = notes_init ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SignRequest) request = NULL;

  self->server.fail_at = 5;
  self->server.fail = SIGN_FAIL_CUT_AFTER;
  self->mini.signers_late = 1;
  request = send (self, &notes, NULL, &error);
  g_assert_no_error (error);
  assert_sent (self, request, "shown late");
}

/* Signatories without a place in the document are not invited, and no draft stays. */
static void
test_anchors (Fixture *self, gconstpointer provider)
{
  g_auto (Notes) notes = notes_init ();
  g_autoptr (GError) error = NULL;

  self->mini.n_anchors = 2;
  g_assert_null (send (self, &notes, NULL, &error));
  g_assert_error (error, SIGN_ERROR, SIGN_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "2 places to sign for 3 signatories"));
  g_assert_cmpuint (self->mini.requests->len, ==, 0);
  self->mini.n_anchors = 5;
}

/* What there is of a sending that was cut off is found, a draft too, by our id alone. */
static void
test_found (Fixture *self, gconstpointer provider)
{
  g_auto (Notes) notes = notes_init ();
  g_autoptr (SignSession) session = sign_server_open (&self->server, provider, "production");
  g_autoptr (GPtrArray) none = NULL, draft = NULL;
  g_autoptr (GError) error = NULL;

  none = sign_session_find (session, "paraphe-0001", "2026-11-26T12:59:00Z", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
  notes.refuse_at = SIGN_STAGE_ACTIVATE;
  g_assert_null (send (self, &notes, NULL, NULL));
  draft = sign_session_find (session, "paraphe-0001", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (draft->len, ==, 1);
  g_assert_true (sign_session_stop (session, ((SignRequest *) draft->pdata[0])->id, SIGN_STOP_OTHER,
                                    NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (self->mini.requests->len, ==, 0);
}

/* Somebody has deleted the draft by hand, on the page of the provider. */
static void
test_deleted (Fixture *self, gconstpointer provider)
{
  g_auto (Notes) notes = notes_init ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SignRequest) request = NULL;

  notes.refuse_at = SIGN_STAGE_ACTIVATE;
  g_assert_null (send (self, &notes, NULL, NULL));
  g_assert_cmpuint (self->mini.requests->len, ==, 1);
  g_ptr_array_set_size (self->mini.requests, 0);
  notes.refuse_at = -1;
  request = send (self, &notes, NULL, &error);
  g_assert_no_error (error);
  assert_sent (self, request, "deleted");
}

static void
test_ended (Fixture *self, gconstpointer provider)
{
  g_auto (Notes) notes = notes_init ();
  g_autoptr (SignSession) session = sign_server_open (&self->server, provider, "production");
  g_autoptr (SignRequest) sent = send (self, &notes, NULL, NULL);
  g_autoptr (SignRequest) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (sign_session_stop (session, sent->id, SIGN_STOP_MISTAKE, "faux", NULL, &error));
  g_assert_no_error (error);
  after = send (self, &notes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (after->state, ==, SIGN_STATE_CANCELLED);
  g_assert_cmpuint (self->mini.n_made, ==, 1);
}

/* An answer that is lost does not make a stop fail, and one that was done is not asked for twice.
 */
static void
test_stop (Fixture *self, gconstpointer provider)
{
  static const SignFail fails[] = { SIGN_FAIL_NONE,        SIGN_FAIL_BUSY, SIGN_FAIL_CUT_AFTER,
                                    SIGN_FAIL_ERROR_AFTER, SIGN_FAIL_HALF, SIGN_FAIL_HTML_AFTER };
  g_autoptr (SignSession) session = sign_server_open (&self->server, provider, "production");

  for (guint i = 0; i < G_N_ELEMENTS (fails); i++)
    {
      g_auto (Notes) notes = notes_init ();
      g_autoptr (SignRequest) sent = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *status = NULL;

      sign_mini_clear (&self->mini);
      sign_mini_init (&self->mini);
      sent = send (self, &notes, NULL, NULL);
      sign_server_forget (&self->server);
      self->server.fail_at = 2 + (g_str_equal (provider, "yousign") ? 1 : 0);
      self->server.fail = fails[i];
      g_assert_true (sign_session_stop (session, sent->id, SIGN_STOP_OTHER, NULL, NULL, &error));
      g_assert_no_error (error);
      self->server.fail_at = 0;
      status = g_ascii_strdown (sign_mini_get (&self->mini, 0)->status, -1);
      g_assert_true (g_str_has_prefix (status, "cancel"));
      g_assert_true (sign_session_stop (session, sent->id, SIGN_STOP_OTHER, NULL, NULL, &error));
    }
}

/* Nothing is asked of anybody for what cannot be sent. */
static void
test_invalid (Fixture *self, gconstpointer provider)
{
  g_autoptr (SignSession) session = sign_server_open (&self->server, provider, "production");
  static const char *const bad[] = { "", "a b", "a/b", "é", "a&b=c" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (SignOrder) order = sign_server_order (bad[i], 2);
      g_autoptr (GError) error = NULL;

      g_assert_null (sign_session_send (session, order, NULL, NULL, NULL, NULL, &error));
      g_assert_error (error, SIGN_ERROR, SIGN_ERROR_INVALID);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (SignOrder) order = sign_server_order ("x", i * 2);
      g_autoptr (GError) error = NULL;

      if (i > 0)
        g_strlcpy (((SignPerson *) order->signers->pdata[1])->email, "", 1);
      g_assert_null (sign_session_send (session, order, NULL, NULL, NULL, NULL, &error));
      g_assert_error (error, SIGN_ERROR, SIGN_ERROR_INVALID);
    }
  g_assert_cmpuint (self->server.calls->len, ==, 0);
}

#define ADD(name, function)                                                                 \
  g_test_add ("/sign/send/yousign/" name, Fixture, "yousign", set_up, function, tear_down); \
  g_test_add ("/sign/send/documenso/" name, Fixture, "documenso", set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("straight", test_straight);
  ADD ("stages", test_stages);
  ADD ("again", test_again);
  ADD ("failures", test_failures);
  ADD ("crashes", test_crashes);
  ADD ("cancelled", test_cancelled);
  ADD ("listed-late", test_listed_late);
  ADD ("listed-too-late", test_listed_too_late);
  ADD ("crashed-and-listed-late", test_crashed_and_listed_late);
  ADD ("refused-and-unseen", test_refused_and_unseen);
  ADD ("signer-shown-late", test_signer_shown_late);
  ADD ("anchors", test_anchors);
  ADD ("found", test_found);
  ADD ("deleted", test_deleted);
  ADD ("ended", test_ended);
  ADD ("stop", test_stop);
  ADD ("invalid", test_invalid);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base-holiday.h"
#include "store-document.h"
#include "work-error.h"
#include "work-message-rule-private.h"
#include "work-post-fixture.h"
#include "work-signing-private.h"

#define FAR_FUTURE "2099-01-01T00:00:00Z"

static const WorkPostAnswer later = { MESSAGE_SMTP_NOT_SENT, MESSAGE_SMTP_REASON_LATER, 451,
                                      "4.7.1 Greylisted" };
static const WorkPostAnswer nobody = { MESSAGE_SMTP_REFUSED, MESSAGE_SMTP_REASON_RECIPIENT, 550,
                                       "5.1.1 Unknown user" };
static const WorkPostAnswer full = { MESSAGE_SMTP_REFUSED, MESSAGE_SMTP_REASON_FULL, 552,
                                     "5.2.2 Mailbox full" };
static const WorkPostAnswer stranger = { MESSAGE_SMTP_REFUSED, MESSAGE_SMTP_REASON_LOGIN, 535,
                                         "5.7.8 Wrong" };
static const WorkPostAnswer offline = { MESSAGE_SMTP_NOT_SENT, MESSAGE_SMTP_REASON_UNREACHED, 0,
                                        NULL };
static const WorkPostAnswer silent = { MESSAGE_SMTP_NOT_SENT, MESSAGE_SMTP_REASON_UNREACHED, 250,
                                       NULL };
static const WorkPostAnswer lost = { MESSAGE_SMTP_UNKNOWN, MESSAGE_SMTP_REASON_CUT, 354, NULL };
static const WorkPostAnswer policy = { MESSAGE_SMTP_REFUSED, MESSAGE_SMTP_REASON_POLICY, 554,
                                       "5.7.1 Not from you" };

static void
change (WorkPostFixture *fixture, gint64 id, const char *column, const char *value)
{
  work_fixture_change (&fixture->base, MODEL_ENTITY_MESSAGE, id, column, value);
}

static guint
count (WorkPostFixture *fixture, const char *state)
{
  g_autoptr (GPtrArray) all = work_fixture_load_all (&fixture->base, MODEL_ENTITY_MESSAGE);
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    n += g_strcmp0 (model_record_get (all->pdata[i], "state"), state) == 0 ? 1 : 0;
  return n;
}

/* A pass that ends with an error of @code. */
static void
run_fails (WorkPostFixture *fixture, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkJob) job = work_post_fixture_run (fixture, fixture->base.school, &error);

  g_assert_error (error, WORK_ERROR, code);
  g_assert_cmpuint (work_message_send_get_pause (job), >=, 60);
}

static void
test_sent (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 mail = work_post_fixture_mail (fixture, "claire.abadie@famille.example");
  gint64 sms = work_post_fixture_sms (fixture, "+33612345678");
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkJob) job = work_post_fixture_run (fixture, fixture->base.school, &error);
  GPtrArray *notes = work_job_get_notes (job);

  g_assert_no_error (error);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 2);
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 0);
  g_assert_cmpuint (fixture->post.mails->len, ==, 1);
  g_assert_nonnull (
      strstr (fixture->post.mails->pdata[0], "To: Mme Claire ABADIE <claire.abadie@"));
  g_assert_nonnull (strstr (fixture->post.mails->pdata[0], "\nMessage-Id: <m"));
  g_assert_cmpuint (fixture->post.texts->len, ==, 1);
  /* in the characters that cost least */
  g_assert_cmpstr (fixture->post.texts->pdata[0], ==,
                   "+33612345678 Bonjour,\n\nL'agrément est pret.");
  work_post_fixture_assert (fixture, mail, "state", "sent");
  work_post_fixture_assert (fixture, mail, "attempts", "1");
  work_post_fixture_assert (fixture, mail, "answer", "250 2.0.0 Queued");
  work_post_fixture_assert (fixture, mail, "problem", NULL);
  work_post_fixture_assert (fixture, sms, "state", "sent");
  work_post_fixture_assert (fixture, sms, "remote_id", "sms-1");
  work_post_fixture_assert (fixture, sms, "parts", "2");
  work_post_fixture_assert (fixture, sms, "cost", "0.14 EUR");
  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_nonnull (strstr (notes->pdata[0], "96"));
  /* another pass finds nothing to do */
  work_post_fixture_send (fixture);
  g_assert_cmpuint (fixture->post.n_mails, ==, 1);
  g_assert_cmpuint (fixture->post.texts->len, ==, 1);
}

static void
test_simplify_off (WorkPostFixture *fixture, gconstpointer data)
{
  work_post_fixture_set (fixture, "message.sms.simplify", "0");
  work_post_fixture_sms (fixture, "+33612345678");
  work_post_fixture_send (fixture);
  g_assert_cmpstr (fixture->post.texts->pdata[0], ==,
                   "+33612345678 Bonjour,\n\nL’agrément est prêt.");
}

static void
test_not_due (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 id = work_post_fixture_mail (fixture, "a@b.example");
  g_autofree char *soon = _work_message_time (90);
  g_autoptr (WorkJob) job = NULL;

  change (fixture, id, "not_before", soon);
  job = work_post_fixture_run (fixture, fixture->base.school, NULL);
  g_assert_cmpuint (fixture->post.n_mails, ==, 0);
  g_assert_cmpuint (work_message_send_get_pause (job), >=, 88);
  g_assert_cmpuint (work_message_send_get_pause (job), <=, 91);
  work_post_fixture_assert (fixture, id, "state", "queued");
}

static void
test_nothing_waits (WorkPostFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkJob) job = work_message_send_new (fixture->base.school, NULL);

  work_post_fixture_set (fixture, "message.mail.way", "");
  /* an account that is not set up matters to nobody */
  g_assert_true (work_job_run (job, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (work_message_send_get_pause (job), ==, 0);
}

/* Greylisting: later it is taken. */
static void
test_later (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 id = work_post_fixture_mail (fixture, "a@b.example");
  g_autofree char *past = _work_message_time (-1);
  g_autofree char *soon = _work_message_time (50);
  g_autoptr (ModelRecord) message = NULL;

  work_post_fixture_answer (fixture, 1, later);
  work_post_fixture_send (fixture);
  work_post_fixture_assert (fixture, id, "state", "queued");
  work_post_fixture_assert (fixture, id, "attempts", "1");
  work_post_fixture_assert (fixture, id, "answer", "451 4.7.1 Greylisted");
  message = work_fixture_load (&fixture->base, MODEL_ENTITY_MESSAGE, id);
  g_assert_cmpstr (model_record_get (message, "not_before"), >, soon);
  work_post_fixture_send (fixture);
  g_assert_cmpuint (fixture->post.n_mails, ==, 1);
  change (fixture, id, "not_before", past);
  work_post_fixture_send (fixture);
  work_post_fixture_assert (fixture, id, "state", "sent");
  work_post_fixture_assert (fixture, id, "attempts", "2");
  work_post_fixture_assert (fixture, id, "problem", NULL);
}

static void
test_gives_up (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 id = work_post_fixture_mail (fixture, "a@b.example");

  work_post_fixture_answer (fixture, 12, later);
  for (guint i = 0; i < 12; i++)
    {
      work_post_fixture_assert (fixture, id, "state", "queued");
      change (fixture, id, "not_before", NULL);
      work_post_fixture_send (fixture);
    }
  work_post_fixture_assert (fixture, id, "state", "refused");
  work_post_fixture_assert (fixture, id, "problem",
                            "Tried for two days, then given up. What the server made of it.");
}

/* A weekend without network refuses nothing. */
static void
test_offline (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 id = work_post_fixture_mail (fixture, "a@b.example");

  work_post_fixture_mail (fixture, "c@d.example");
  work_post_fixture_answer (fixture, 15, offline);
  for (guint i = 0; i < 15; i++)
    run_fails (fixture, WORK_ERROR_REFUSED);
  g_assert_cmpuint (fixture->post.n_mails, ==, 15);
  work_post_fixture_assert (fixture, id, "attempts", "0");
  work_post_fixture_send (fixture);
  g_assert_cmpuint (count (fixture, "sent"), ==, 2);
}

/* A server that falls silent at one message lets the others pass before it is tried again. */
static void
test_silent (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 id = work_post_fixture_mail (fixture, "a@b.example");

  work_post_fixture_mail (fixture, "c@d.example");
  work_post_fixture_answer (fixture, 1, silent);
  run_fails (fixture, WORK_ERROR_REFUSED);
  work_post_fixture_assert (fixture, id, "attempts", "1");
  work_post_fixture_send (fixture);
  g_assert_cmpuint (count (fixture, "sent"), ==, 1);
  work_post_fixture_assert (fixture, id, "state", "queued");
}

static void
test_refused (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 first = work_post_fixture_mail (fixture, "a@b.example");
  gint64 second = work_post_fixture_mail (fixture, "c@d.example");
  gint64 third = work_post_fixture_mail (fixture, "e@f.example");
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GError) error = NULL;

  work_post_fixture_answer (fixture, 1, nobody);
  fixture->post.answers[fixture->post.n_answers++] = full;
  job = work_post_fixture_run (fixture, fixture->base.school, &error);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_PARTIAL);
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 2);
  work_post_fixture_assert (fixture, first, "state", "refused");
  work_post_fixture_assert (fixture, first, "answer", "550 5.1.1 Unknown user");
  work_post_fixture_assert (fixture, first, "problem", "What the server made of it.");
  work_post_fixture_assert (fixture, second, "state", "refused");
  work_post_fixture_assert (fixture, third, "state", "sent");
}

/* A wrong password is told once; nothing else is tried with it, and all of it waits. */
static void
test_wrong_password (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 id = work_post_fixture_mail (fixture, "a@b.example");
  gint64 sms = work_post_fixture_sms (fixture, "+33612345678");
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkJob) job = NULL;

  work_post_fixture_mail (fixture, "c@d.example");
  work_post_fixture_answer (fixture, 1, stranger);
  job = work_post_fixture_run (fixture, fixture->base.school, &error);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_KEY);
  g_assert_cmpuint (fixture->post.n_mails, ==, 1);
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 0);
  g_assert_cmpuint (work_message_send_get_pause (job), >=, 1800);
  g_assert_cmpuint (count (fixture, "queued"), ==, 2);
  work_post_fixture_assert (fixture, id, "attempts", "0");
  /* SMS have an account of their own */
  work_post_fixture_assert (fixture, sms, "state", "sent");
}

static void
test_no_password (WorkPostFixture *fixture, gconstpointer data)
{
  work_post_fixture_set (fixture, "message.mail.user", "stages");
  work_post_fixture_mail (fixture, "a@b.example");
  run_fails (fixture, WORK_ERROR_KEY);
  g_assert_cmpuint (fixture->post.n_mails, ==, 0);
  g_assert_cmpuint (count (fixture, "queued"), ==, 1);
}

/* Nobody is asked for a password that would help nothing. */
static void
test_no_key (WorkPostFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkJob) job = work_message_send_new (fixture->base.school, NULL);
  g_autoptr (GError) error = NULL;

  work_post_fixture_sms (fixture, "+33612345678");
  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "API key"));
  work_post_fixture_set (fixture, "message.mail.user", "stages@lycee.example");
  work_post_fixture_set (fixture, "message.mail.auth", "oauth");
  work_post_fixture_set (fixture, "message.mail.oauth_service", "google");
  work_post_fixture_mail (fixture, "a@b.example");
  run_fails (fixture, WORK_ERROR_REFUSED);
  g_assert_cmpuint (fixture->post.n_mails, ==, 0);
  g_assert_cmpuint (count (fixture, "queued"), ==, 1);
}

static void
test_no_account (WorkPostFixture *fixture, gconstpointer data)
{
  work_post_fixture_set (fixture, "message.mail.way", "program");
  work_post_fixture_mail (fixture, "a@b.example");
  run_fails (fixture, WORK_ERROR_REFUSED);
  g_assert_cmpuint (count (fixture, "queued"), ==, 1);
}

/* Nothing was heard after the mail began to leave: only a person sends it again. */
static void
test_unknown (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 id = work_post_fixture_mail (fixture, "a@b.example");

  work_post_fixture_answer (fixture, 1, lost);
  work_post_fixture_send (fixture);
  work_post_fixture_assert (fixture, id, "state", "unknown");
  work_post_fixture_send (fixture);
  g_assert_cmpuint (fixture->post.n_mails, ==, 1);
}

static void
test_in_a_row (WorkPostFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 8; i++)
    work_post_fixture_mail (fixture, "a@b.example");
  work_post_fixture_answer (fixture, 3, lost);
  run_fails (fixture, WORK_ERROR_REFUSED);
  g_assert_cmpuint (fixture->post.n_mails, ==, 3);
  work_post_fixture_answer (fixture, 3, policy);
  run_fails (fixture, WORK_ERROR_REFUSED);
  g_assert_cmpuint (fixture->post.n_mails, ==, 6);
  g_assert_cmpuint (count (fixture, "queued"), ==, 2);
}

/* ---- interruptions ---- */

/* Who was sending is gone: this computer's process is no more, or its time is over. */
static void
test_interrupted (WorkPostFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *holder, *until, *state;
  } cases[] = {
    { "HOST:999999999:token/1", FAR_FUTURE, "unknown" },
    { "elsewhere:1:token/1", "2020-01-01T00:00:00Z", "unknown" },
    { "elsewhere:1:token/1", FAR_FUTURE, "sending" },
    { "SEAT/77", FAR_FUTURE, "sending" },
    { NULL, NULL, "unknown" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 id = work_post_fixture_mail (fixture, "a@b.example");
      g_autoptr (WorkJob) job = NULL;
      GString *holder = g_string_new (cases[i].holder);

      g_string_replace (holder, "HOST", g_get_host_name (), 1);
      g_string_replace (holder, "SEAT", _work_lease_seat (), 1);
      change (fixture, id, "state", "sending");
      if (cases[i].holder != NULL)
        work_post_fixture_lease (fixture, id, holder->str, cases[i].until);
      job = work_post_fixture_run (fixture, fixture->base.school, NULL);
      work_post_fixture_assert (fixture, id, "state", cases[i].state);
      /* it is told as what failed */
      g_assert_cmpuint (work_job_get_failed (job)->len, ==,
                        g_str_equal (cases[i].state, "unknown") ? 1 : 0);
      g_string_free (holder, TRUE);
    }
  g_assert_cmpuint (fixture->post.n_mails, ==, 0);
}

/* Taken, but the computer goes out before a byte leaves: nobody can know that. */
static void
test_crash_before_network (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 id = work_post_fixture_mail (fixture, "a@b.example");
  g_autofree char *holder = g_strdup_printf ("%s:999999999:token/1", g_get_host_name ());
  WorkMessageClaim claim = { .channel = WORK_MESSAGE_MAIL, .holder = holder };
  g_autoptr (GError) error = NULL;

  g_assert_true (_work_message_claim (fixture->base.school, &claim, &error));
  g_assert_no_error (error);
  g_assert_cmpint (claim.kind, ==, WORK_MESSAGE_CLAIM_DONE);
  g_assert_cmpint (claim.id, ==, id);
  work_post_fixture_assert (fixture, id, "state", "sending");
  work_post_fixture_send (fixture);
  work_post_fixture_assert (fixture, id, "state", "unknown");
  g_assert_cmpuint (fixture->post.n_mails, ==, 0);
  _work_message_claim_clear (&claim);
}

static void
cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* Stopped by a person before the mail began to leave. */
static void
test_stopped (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 id = work_post_fixture_mail (fixture, "a@b.example");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WorkJob) job = work_message_send_new (fixture->base.school, NULL);
  g_autoptr (GError) error = NULL;

  work_post_fixture_mail (fixture, "c@d.example");
  fixture->post.during = cancel;
  fixture->post.during_data = cancellable;
  g_assert_false (work_job_run (job, cancellable, &error));
  g_assert_cmpuint (fixture->post.n_mails, ==, 1);
  work_post_fixture_assert (fixture, id, "state", "queued");
  work_post_fixture_assert (fixture, id, "attempts", "0");
  work_post_fixture_send (fixture);
  g_assert_cmpuint (count (fixture, "sent"), ==, 2);
}

/* ---- two seats ---- */

static void
send_from_second (gpointer data)
{
  WorkPostFixture *fixture = data;
  g_autoptr (WorkSchool) second = work_post_fixture_second_seat (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkJob) job G_GNUC_UNUSED = work_post_fixture_run (fixture, second, &error);

  g_assert_no_error (error);
  work_school_close (second);
}

static void
test_two_seats (WorkPostFixture *fixture, gconstpointer data)
{
  work_post_fixture_mail (fixture, "a@b.example");
  work_post_fixture_mail (fixture, "c@d.example");
  work_post_fixture_mail (fixture, "e@f.example");
  fixture->post.during = send_from_second;
  fixture->post.during_data = fixture;
  work_post_fixture_send (fixture);
  g_assert_cmpuint (fixture->post.n_mails, ==, 3);
  g_assert_cmpuint (count (fixture, "sent"), ==, 3);
}

/* What one seat is sending the other one leaves alone, until that has ended. */
static void
test_second_waits (WorkPostFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSchool) second = work_post_fixture_second_seat (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkJob) first_job = NULL, second_job = NULL;
  gint64 id = work_post_fixture_mail (fixture, "a@b.example");

  work_post_fixture_lease (fixture, id, "elsewhere:1:token/1", "2999-01-01T00:00:00Z");
  first_job = work_post_fixture_run (fixture, second, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->post.n_mails, ==, 0);
  work_post_fixture_lease (fixture, id, "elsewhere:1:token/1", "2000-01-01T00:00:00Z");
  second_job = work_post_fixture_run (fixture, second, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->post.n_mails, ==, 1);
  g_assert_cmpuint (count (fixture, "sent"), ==, 1);
  work_school_close (second);
}

typedef struct
{
  WorkPostFixture *fixture;
  gint64 id;
  gboolean retries;
} Meddling;

static void
cancel_other (gpointer data)
{
  const Meddling *meddling = data;

  work_done_free (work_fixture_apply (&meddling->fixture->base,
                                      work_change_messages_cancel_new (&meddling->id, 1)));
}

static void
test_cancelled_while_waiting (WorkPostFixture *fixture, gconstpointer data)
{
  Meddling meddling = { .fixture = fixture };
  gint64 first = work_post_fixture_mail (fixture, "a@b.example");

  meddling.id = work_post_fixture_mail (fixture, "c@d.example");
  fixture->post.during = cancel_other;
  fixture->post.during_data = &meddling;
  work_post_fixture_send (fixture);
  g_assert_cmpuint (fixture->post.n_mails, ==, 1);
  work_post_fixture_assert (fixture, first, "state", "sent");
  work_post_fixture_assert (fixture, meddling.id, "state", "cancelled");
}

static void
cancel_this (gpointer data)
{
  const Meddling *meddling = data;

  work_fixture_assert_refused (&meddling->fixture->base,
                               work_change_messages_cancel_new (&meddling->id, 1), "being sent",
                               NULL);
}

static void
test_cancelled_on_its_way (WorkPostFixture *fixture, gconstpointer data)
{
  Meddling meddling = { .fixture = fixture };

  meddling.id = work_post_fixture_mail (fixture, "c@d.example");
  fixture->post.during = cancel_this;
  fixture->post.during_data = &meddling;
  work_post_fixture_send (fixture);
  work_post_fixture_assert (fixture, meddling.id, "state", "sent");
}

/* Another seat, whose clock is ahead, takes this one for gone. */
static void
take_for_gone (gpointer data)
{
  const Meddling *meddling = data;
  g_autoptr (GPtrArray) found = NULL;

  work_post_fixture_lease (meddling->fixture, meddling->id, "elsewhere:1:token/1",
                           "2020-01-01T00:00:00Z");
  found = _work_message_recover (meddling->fixture->base.school, "elsewhere:1:token/2", NULL);
  g_assert_cmpuint (found->len, ==, 1);
  if (meddling->retries)
    work_done_free (work_fixture_apply (&meddling->fixture->base,
                                        work_change_messages_retry_new (&meddling->id, 1, TRUE)));
}

/* What has left has left, and is not sent again. */
static void
test_late_outcome (WorkPostFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      Meddling meddling = { .fixture = fixture, .retries = i == 1 };

      meddling.id = work_post_fixture_mail (fixture, "c@d.example");
      fixture->post.during = take_for_gone;
      fixture->post.during_data = &meddling;
      work_post_fixture_send (fixture);
      g_assert_cmpuint (fixture->post.n_mails, ==, i + 1);
      work_post_fixture_assert (fixture, meddling.id, "state", "sent");
    }
}

/* What is told too late of one that did not leave changes nothing: it may be on its way again. */
static void
test_late_failure (WorkPostFixture *fixture, gconstpointer data)
{
  const WorkPostAnswer answers[] = { later, nobody };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      Meddling meddling = { .fixture = fixture };

      meddling.id = work_post_fixture_mail (fixture, "c@d.example");
      work_post_fixture_answer (fixture, 1, answers[i]);
      fixture->post.during = take_for_gone;
      fixture->post.during_data = &meddling;
      work_post_fixture_send (fixture);
      work_post_fixture_assert (fixture, meddling.id, "state", "unknown");
    }
}

#define OTHER_SEAT "elsewhere:1:token/9"

/* The other seat sends it once more, a person having said so. */
static void
send_once_more (gpointer data)
{
  WorkMessageClaim claim = { .channel = WORK_MESSAGE_MAIL, .holder = OTHER_SEAT };

  take_for_gone (data);
  g_assert_true (_work_message_claim (((Meddling *) data)->fixture->base.school, &claim, NULL));
  g_assert_cmpint (claim.kind, ==, WORK_MESSAGE_CLAIM_DONE);
  _work_message_claim_clear (&claim);
}

/* While another seat sends it once more, only that one's outcome counts. */
static void
test_late_of_two (WorkPostFixture *fixture, gconstpointer data)
{
  static const WorkPostAnswer taken = { MESSAGE_SMTP_SENT, MESSAGE_SMTP_REASON_NONE, 250, NULL };
  const WorkPostAnswer answers[] = { later, nobody, lost, taken };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      Meddling meddling = { .fixture = fixture, .retries = TRUE };
      g_autoptr (WorkMessageOutcome) outcome = _work_message_outcome_new (WORK_MESSAGE_SENT, NULL);
      WorkMessageClaim claim = { .channel = WORK_MESSAGE_MAIL, .holder = OTHER_SEAT };

      claim.id = meddling.id = work_post_fixture_mail (fixture, "c@d.example");
      work_post_fixture_answer (fixture, 1, answers[i]);
      fixture->post.during = send_once_more;
      fixture->post.during_data = &meddling;
      work_post_fixture_send (fixture);
      work_post_fixture_assert (fixture, meddling.id, "state", "sending");
      g_assert_true (_work_message_settle (fixture->base.school, &claim, outcome, NULL));
      work_post_fixture_assert (fixture, meddling.id, "state", "sent");
    }
}

/* ---- other reasons ---- */

/* What a clock has written that was wrong does not wait for years. */
static void
test_clock (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 made = work_post_fixture_mail (fixture, "a@b.example");
  gint64 tried = work_post_fixture_mail (fixture, "c@d.example");
  gint64 meant = work_post_fixture_mail (fixture, "e@f.example");

  change (fixture, made, "made_at", FAR_FUTURE);
  change (fixture, made, "not_before", FAR_FUTURE);
  change (fixture, tried, "not_before", FAR_FUTURE);
  change (fixture, tried, "attempts", "1");
  change (fixture, meant, "not_before", FAR_FUTURE);
  work_post_fixture_send (fixture);
  work_post_fixture_assert (fixture, made, "state", "sent");
  work_post_fixture_assert (fixture, tried, "state", "sent");
  work_post_fixture_assert (fixture, meant, "state", "queued");
}

/* What waited too long is read again by a person, and then leaves. */
static void
test_stale (WorkPostFixture *fixture, gconstpointer data)
{
  g_autofree char *old = _work_message_time (-8 * 24 * 3600);
  g_autofree char *weekend = _work_message_time (-4 * 24 * 3600);
  gint64 first = work_post_fixture_mail (fixture, "a@b.example");
  gint64 second = work_post_fixture_mail (fixture, "c@d.example");
  gint64 third = work_post_fixture_mail (fixture, "e@f.example");

  change (fixture, first, "made_at", old);
  change (fixture, second, "made_at", old);
  change (fixture, second, "not_before", weekend);
  change (fixture, third, "made_at", weekend);
  work_post_fixture_send (fixture);
  work_post_fixture_assert (fixture, first, "state", "refused");
  work_post_fixture_assert (fixture, second, "state", "sent");
  work_post_fixture_assert (fixture, third, "state", "sent");
  work_done_free (
      work_fixture_apply (&fixture->base, work_change_messages_retry_new (&first, 1, FALSE)));
  work_post_fixture_send (fixture);
  work_post_fixture_assert (fixture, first, "state", "sent");
  g_assert_cmpuint (fixture->post.n_mails, ==, 3);
}

/* (transfer full): UTC timestamp of a moment of the last days that was not quiet */
static char *
by_day (GDateTime *now, const char *from, const char *to)
{
  g_autoptr (ModelSettings) settings = model_settings_new ();

  model_settings_set (settings, "message.quiet_from", from);
  model_settings_set (settings, "message.quiet_to", to);
  for (int hours = 3; hours < 6 * 24; hours++)
    {
      g_autoptr (GDateTime) then = g_date_time_add_hours (now, -hours);
      g_autofree char *allowed = _work_message_allowed_from (settings, BASE_HOLIDAY_FRANCE, then);

      if (allowed == NULL)
        return _work_message_time (-hours * 3600);
    }
  g_assert_not_reached ();
}

/* What a rule wrote by day, while the network was away, does not ring a telephone at night; what is
 * tried again does not, either. What a person sends leaves, and so does what one sends at once. */
static void
test_quiet (WorkPostFixture *fixture, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *from = g_strdup_printf ("%d", g_date_time_get_hour (now));
  g_autofree char *to = g_strdup_printf ("%d", (g_date_time_get_hour (now) + 2) % 24);
  g_autofree char *day = by_day (now, from, to);
  g_autofree char *present = _work_message_time (0);
  gint64 sms = work_post_fixture_sms (fixture, "+33612345678");
  gint64 tried = work_post_fixture_mail (fixture, "a@b.example");
  gint64 own = work_post_fixture_mail (fixture, "c@d.example");
  g_autoptr (ModelRecord) waiting = NULL;

  work_post_fixture_set (fixture, "message.quiet_from", from);
  work_post_fixture_set (fixture, "message.quiet_to", to);
  change (fixture, sms, "once", "agreement.late|guardian1|sms|a1|1");
  change (fixture, sms, "made_at", day);
  change (fixture, tried, "once", "agreement.late|guardian1|mail|a1|1");
  change (fixture, tried, "made_at", day);
  change (fixture, tried, "not_before", present);
  change (fixture, tried, "attempts", "3");
  work_post_fixture_send (fixture);
  work_post_fixture_assert (fixture, sms, "state", "queued");
  work_post_fixture_assert (fixture, sms, "attempts", "0");
  work_post_fixture_assert (fixture, tried, "state", "queued");
  work_post_fixture_assert (fixture, own, "state", "sent");
  g_assert_cmpuint (fixture->post.n_mails, ==, 1);
  waiting = work_fixture_load (&fixture->base, MODEL_ENTITY_MESSAGE, sms);
  g_assert_cmpstr (model_record_get (waiting, "not_before"), >, present);
  work_done_free (
      work_fixture_apply (&fixture->base, work_change_messages_retry_new (&sms, 1, FALSE)));
  work_post_fixture_send (fixture);
  work_post_fixture_assert (fixture, sms, "state", "sent");
}

/* Who said no after it was queued gets nothing. */
static void
test_blocked (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 id = work_post_fixture_mail (fixture, "Claire.Abadie@famille.example");
  gint64 sms = work_post_fixture_sms (fixture, "+33612345678");

  work_fixture_add (&fixture->base, MODEL_ENTITY_MESSAGE_BLOCK, "channel", "mail", "address",
                    "claire.abadie@famille.example", "reason", "opt_out", "since", "2026-11-26",
                    NULL);
  work_fixture_add (&fixture->base, MODEL_ENTITY_MESSAGE_BLOCK, "channel", "sms", "address",
                    "+33612345678", "reason", "bounced", "since", "2026-11-26", NULL);
  work_post_fixture_send (fixture);
  g_assert_cmpuint (fixture->post.n_mails, ==, 0);
  g_assert_cmpuint (fixture->post.texts->len, ==, 0);
  work_post_fixture_assert (fixture, id, "state", "refused");
  work_post_fixture_assert (fixture, id, "attempts", "0");
  work_post_fixture_assert (fixture, sms, "state", "refused");
}

typedef struct
{
  gint64 id;
  char *path;
} Kept;

static gboolean
keep (StoreConnection *connection, gpointer data, GError **error)
{
  Kept *kept = data;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("%PDF-1.4 convention", 19);
  g_autoptr (StoreOperation) operation = store_operation_new ("essai", "document.attach");
  g_autoptr (ModelRecord) document = store_document_add (
      connection, 0, "other", "convention é.pdf", "application/pdf", bytes, operation, error);

  if (document == NULL)
    return FALSE;
  kept->id = model_record_get_id (document);
  kept->path = store_document_path (connection, model_record_get (document, "sha256"), "pdf");
  return TRUE;
}

static void
test_attachment (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 first = work_post_fixture_mail (fixture, "a@b.example");
  gint64 second = work_post_fixture_mail (fixture, "c@d.example");
  gint64 third = work_post_fixture_mail (fixture, "e@f.example");
  Kept kept = { 0, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  g_assert_true (_work_signing_write (fixture->base.school, keep, &kept, &error));
  g_assert_no_error (error);
  id = work_fixture_id (kept.id);
  change (fixture, first, "document_id", id);
  work_post_fixture_send (fixture);
  work_post_fixture_assert (fixture, first, "state", "sent");
  g_assert_nonnull (strstr (fixture->post.mails->pdata[0], "application/pdf"));
  g_assert_nonnull (strstr (fixture->post.mails->pdata[0], "JVBERi0xLjQgY29udmVudGlvbg=="));
  /* one that is not what was kept goes to nobody */
  work_post_fixture_assert (fixture, second, "state", "sent");
  change (fixture, third, "state", "queued");
  change (fixture, third, "document_id", id);
  g_assert_cmpint (g_chmod (kept.path, 0600), ==, 0);
  g_assert_true (g_file_set_contents (kept.path, "%PDF-1.4 Convention", -1, NULL));
  work_post_fixture_send (fixture);
  work_post_fixture_assert (fixture, third, "state", "refused");
  g_assert_cmpuint (fixture->post.n_mails, ==, 3);
  g_assert_true (g_file_set_contents (kept.path, "%PDF-1.4 convention", -1, NULL));
  g_free (kept.path);
}

static void
test_pace (WorkPostFixture *fixture, gconstpointer data)
{
  WorkMessageClaim claim = { .channel = WORK_MESSAGE_MAIL,
                             .holder = _work_lease_seat (),
                             .per_minute = 30 };

  work_post_fixture_mail (fixture, "a@b.example");
  work_post_fixture_mail (fixture, "c@d.example");
  g_assert_true (_work_message_claim (fixture->base.school, &claim, NULL));
  g_assert_cmpint (claim.kind, ==, WORK_MESSAGE_CLAIM_DONE);
  /* whichever seat asks */
  claim.holder = "elsewhere:1:token/1";
  g_assert_true (_work_message_claim (fixture->base.school, &claim, NULL));
  g_assert_cmpint (claim.kind, ==, WORK_MESSAGE_CLAIM_WAIT);
  g_assert_cmpuint (claim.wait_ms, >, 100);
  g_assert_cmpuint (claim.wait_ms, <=, 2001);
  g_assert_cmpuint (count (fixture, "queued"), ==, 1);
  claim.per_minute = 0;
  g_assert_true (_work_message_claim (fixture->base.school, &claim, NULL));
  g_assert_cmpint (claim.kind, ==, WORK_MESSAGE_CLAIM_DONE);
  _work_message_claim_clear (&claim);
}

static void
test_read_only (WorkPostFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSchool) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkJob) job = NULL;

  work_post_fixture_mail (fixture, "a@b.example");
  reader = work_school_open (fixture->base.path, STORE_OPEN_READ, &error);
  g_assert_no_error (error);
  job = work_post_fixture_run (fixture, reader, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (work_job_get_notes (job)->len, ==, 1);
  g_assert_cmpuint (fixture->post.n_mails, ==, 0);
  g_assert_cmpuint (work_message_send_get_pause (job), ==, 0);
  work_school_close (reader);
}

/* ---- SMS ---- */

static void
test_sms_errors (WorkPostFixture *fixture, gconstpointer data)
{
  static const struct
  {
    int code;
    const char *state;
    gboolean ends;
  } cases[] = {
    { MESSAGE_ERROR_BAD_NUMBER, "refused", FALSE },  { MESSAGE_ERROR_REFUSED, "refused", FALSE },
    { MESSAGE_ERROR_CONFIGURATION, "queued", TRUE }, { MESSAGE_ERROR_NOT_SENT, "queued", TRUE },
    { MESSAGE_ERROR_UNKNOWN, "unknown", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 id = work_post_fixture_sms (fixture, "+33612345678");

      fixture->post.sms_error = cases[i].code;
      if (cases[i].ends)
        run_fails (fixture, WORK_ERROR_REFUSED);
      else
        work_post_fixture_send (fixture);
      work_post_fixture_assert (fixture, id, "state", cases[i].state);
      work_post_fixture_assert (fixture, id, "problem", "What the provider made of it.");
      change (fixture, id, "state", "cancelled");
    }
}

static gint64
send_sms_a_while_ago (WorkPostFixture *fixture)
{
  gint64 id = work_post_fixture_sms (fixture, "+33612345678");
  g_autofree char *then = _work_message_time (-61);

  work_post_fixture_send (fixture);
  g_assert_cmpuint (fixture->post.n_asks, ==, 0);
  change (fixture, id, "sent_at", then);
  change (fixture, id, "not_before", then);
  return id;
}

static void
test_sms_arrived (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 id = send_sms_a_while_ago (fixture);

  fixture->post.sms_state = MESSAGE_SMS_DELIVERED;
  work_post_fixture_send (fixture);
  work_post_fixture_assert (fixture, id, "answer", "Received by the phone.");
  work_post_fixture_assert (fixture, id, "state", "sent");
  work_post_fixture_send (fixture);
  g_assert_cmpuint (fixture->post.n_asks, ==, 1);
}

static void
test_sms_did_not_arrive (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 id = send_sms_a_while_ago (fixture);

  fixture->post.sms_state = MESSAGE_SMS_FAILED;
  work_post_fixture_send (fixture);
  work_post_fixture_assert (fixture, id, "state", "refused");
}

/* Where nothing is told one stops asking. */
static void
test_sms_asked_seldom (WorkPostFixture *fixture, gconstpointer data)
{
  static const int hours[] = { 0, 0, 1, 2, 7, 8, 25, 26 };
  static const MessageSmsState states[] = { MESSAGE_SMS_UNTOLD, MESSAGE_SMS_WAITING,
                                            MESSAGE_SMS_SENT };
  gint64 id = send_sms_a_while_ago (fixture);
  guint n_asks = 0;

  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    {
      g_autofree char *sent = _work_message_time (-70 - 3600 * hours[i]);
      g_autofree char *past = _work_message_time (-1);
      g_autoptr (ModelRecord) message =
          work_fixture_load (&fixture->base, MODEL_ENTITY_MESSAGE, id);

      if (model_record_get (message, "not_before") != NULL)
        {
          change (fixture, id, "sent_at", sent);
          change (fixture, id, "not_before", past);
          n_asks++;
        }
      fixture->post.sms_state = states[i % G_N_ELEMENTS (states)];
      work_post_fixture_send (fixture);
      g_assert_cmpuint (fixture->post.n_asks, ==, n_asks);
    }
  work_post_fixture_assert (fixture, id, "not_before", NULL);
  work_post_fixture_assert (fixture, id, "state", "sent");
  g_assert_cmpuint (n_asks, <, G_N_ELEMENTS (hours));
}

static void
test_next_ask (void)
{
  static const char *const cases[][2] = {
    { "2026-11-26T10:00:00Z", "2026-11-26T10:01:00Z" },
    { "2026-11-26T10:01:00Z", "2026-11-26T10:10:00Z" },
    { "2026-11-26T10:30:00Z", "2026-11-26T11:00:00Z" },
    { "2026-11-26T15:00:00Z", "2026-11-26T16:00:00Z" },
    { "2026-11-27T09:59:59Z", "2026-11-27T10:00:00Z" },
    { "2026-11-27T10:00:00Z", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *next = _work_message_next_ask ("2026-11-26T10:00:00Z", cases[i][0]);

      g_assert_cmpstr (next, ==, cases[i][1]);
    }
}

#define ADD(name, func)                                                                          \
  g_test_add ("/work/message-send/" name, WorkPostFixture, NULL, work_post_fixture_set_up, func, \
              work_post_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("sent", test_sent);
  ADD ("simplify-off", test_simplify_off);
  ADD ("not-due", test_not_due);
  ADD ("nothing-waits", test_nothing_waits);
  ADD ("later", test_later);
  ADD ("gives-up", test_gives_up);
  ADD ("offline", test_offline);
  ADD ("silent", test_silent);
  ADD ("refused", test_refused);
  ADD ("wrong-password", test_wrong_password);
  ADD ("no-password", test_no_password);
  ADD ("no-key", test_no_key);
  ADD ("no-account", test_no_account);
  ADD ("unknown", test_unknown);
  ADD ("in-a-row", test_in_a_row);
  ADD ("interrupted", test_interrupted);
  ADD ("crash-before-network", test_crash_before_network);
  ADD ("stopped", test_stopped);
  ADD ("two-seats", test_two_seats);
  ADD ("second-waits", test_second_waits);
  ADD ("cancelled-while-waiting", test_cancelled_while_waiting);
  ADD ("cancelled-on-its-way", test_cancelled_on_its_way);
  ADD ("late-outcome", test_late_outcome);
  ADD ("late-failure", test_late_failure);
  ADD ("late-of-two", test_late_of_two);
  ADD ("clock", test_clock);
  ADD ("stale", test_stale);
  ADD ("quiet", test_quiet);
  ADD ("blocked", test_blocked);
  ADD ("attachment", test_attachment);
  ADD ("pace", test_pace);
  ADD ("read-only", test_read_only);
  ADD ("sms-errors", test_sms_errors);
  ADD ("sms-arrived", test_sms_arrived);
  ADD ("sms-did-not-arrive", test_sms_did_not_arrive);
  ADD ("sms-asked-seldom", test_sms_asked_seldom);
  g_test_add_func ("/work/message-send/next-ask", test_next_ask);
  return g_test_run ();
}

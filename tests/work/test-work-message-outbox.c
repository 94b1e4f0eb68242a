/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base-date.h"
#include "store-document.h"
#include "work-error.h"
#include "work-history.h"
#include "work-post-fixture.h"
#include "work-signing-private.h"

static WorkOutbox *
read_outbox (WorkPostFixture *fixture, gint64 agreement_id, guint max)
{
  g_autoptr (GError) error = NULL;
  WorkOutbox *outbox =
      work_school_read (fixture->base.school, work_query_outbox_new (agreement_id, max), &error);

  g_assert_no_error (error);
  return outbox;
}

static void
change (WorkPostFixture *fixture, gint64 id, const char *column, const char *value)
{
  work_fixture_change (&fixture->base, MODEL_ENTITY_MESSAGE, id, column, value);
}

static void
apply (WorkPostFixture *fixture, WorkChange *what, guint n)
{
  g_autoptr (WorkDone) done = work_fixture_apply (&fixture->base, what);

  g_assert_cmpuint (done->n, ==, n);
}

/* One message in each state. */
static const char *const states[] = {
  "queued", "sending", "sent", "refused", "unknown", "cancelled"
};

static void
add_all (WorkPostFixture *fixture, gint64 *ids)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      ids[i] = work_post_fixture_mail (fixture, "a@b.example");
      change (fixture, ids[i], "state", states[i]);
    }
  work_post_fixture_lease (fixture, ids[1], "elsewhere:1:token/1", "2099-01-01T00:00:00Z");
}

static void
test_list (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 ids[G_N_ELEMENTS (states)], other;
  g_autoptr (WorkOutbox) all = NULL;
  g_autoptr (WorkOutbox) few = NULL;
  g_autoptr (WorkOutbox) one = NULL;
  const WorkOutboxRow *row;

  add_all (fixture, ids);
  other = work_post_fixture_sms (fixture, "+33612345678");
  change (fixture, other, "agreement_id", NULL);
  all = read_outbox (fixture, 0, 0);
  g_assert_cmpuint (all->rows->len, ==, 7);
  g_assert_cmpuint (all->n_waiting, ==, 3);
  g_assert_cmpuint (all->n_failed, ==, 2);
  row = all->rows->pdata[0];
  g_assert_cmpint (row->id, ==, other);
  g_assert_cmpint (row->channel, ==, WORK_MESSAGE_SMS);
  g_assert_cmpstr (row->student, ==, "ABADIE Léa");
  g_assert_cmpint (row->audience, ==, MODEL_MESSAGE_GUARDIAN);
  g_assert_cmpint (row->thing.student_id, ==, fixture->base.students[0]);
  g_assert_cmpstr (row->name, ==, "Mme Claire ABADIE");
  few = read_outbox (fixture, 0, 2);
  g_assert_cmpuint (few->rows->len, ==, 2);
  g_assert_cmpuint (few->n_waiting, ==, 3);
  one = read_outbox (fixture, fixture->agreement_id, 0);
  g_assert_cmpuint (one->rows->len, ==, 6);
  g_assert_cmpuint (one->n_waiting, ==, 2);
}

/* What a server says of an address that is none. */
static void
test_nobody (WorkPostFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *answer;
    gboolean is_nobody;
  } cases[] = {
    { "550 5.1.1 Unknown user", TRUE },
    { "550 Unknown user", TRUE },
    { "553 sorry", TRUE },
    { "550 5.7.1 Relaying denied", FALSE },
    { "552 5.2.2 Mailbox full", FALSE },
    { "554 no", FALSE },
    { NULL, FALSE },
  };
  gint64 id = work_post_fixture_mail (fixture, "a@b.example");

  change (fixture, id, "state", "refused");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WorkOutbox) outbox = NULL;

      change (fixture, id, "answer", cases[i].answer);
      outbox = read_outbox (fixture, 0, 0);
      g_assert_cmpint (((WorkOutboxRow *) outbox->rows->pdata[0])->is_nobody, ==,
                       cases[i].is_nobody);
    }
}

static void
assert_states (WorkPostFixture *fixture, const gint64 *ids, const char *const *expected)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    work_post_fixture_assert (fixture, ids[i], "state", expected[i]);
}

/* Of many those are cancelled that can be; undoing lets them wait again. */
static void
test_cancel (WorkPostFixture *fixture, gconstpointer data)
{
  static const char *const after[] = { "cancelled", "sending",   "sent",
                                       "cancelled", "cancelled", "cancelled" };
  gint64 ids[G_N_ELEMENTS (states)];
  g_autofree char *name = NULL;

  add_all (fixture, ids);
  apply (fixture, work_change_messages_cancel_new (ids, G_N_ELEMENTS (ids)), 3);
  assert_states (fixture, ids, after);
  name = work_school_undo (fixture->base.school, NULL, NULL);
  g_assert_cmpstr (name, ==, "cancelling of 3 messages");
  assert_states (fixture, ids, states);
  work_fixture_assert_refused (&fixture->base, work_change_messages_cancel_new (&ids[1], 1),
                               "being sent", NULL);
  work_fixture_assert_refused (&fixture->base, work_change_messages_cancel_new (&ids[2], 1),
                               "has left", NULL);
  /* a second time there is nothing to do */
  apply (fixture, work_change_messages_cancel_new (&ids[5], 1), 0);
}

static void
test_retry (WorkPostFixture *fixture, gconstpointer data)
{
  static const char *const after[] = { "queued", "sending", "sent", "queued", "queued", "queued" };
  gint64 ids[G_N_ELEMENTS (states)];
  g_autoptr (ModelRecord) before = NULL;
  g_autoptr (ModelRecord) message = NULL;
  g_autofree char *now = NULL;

  add_all (fixture, ids);
  before = work_fixture_load (&fixture->base, MODEL_ENTITY_MESSAGE, ids[3]);
  change (fixture, ids[0], "not_before", "2099-01-01T00:00:00Z");
  change (fixture, ids[3], "attempts", "12");
  change (fixture, ids[3], "problem", "Refused.");
  work_fixture_assert_refused (&fixture->base,
                               work_change_messages_retry_new (ids, G_N_ELEMENTS (ids), FALSE),
                               "may have left", NULL);
  assert_states (fixture, ids, states);
  apply (fixture, work_change_messages_retry_new (ids, G_N_ELEMENTS (ids), TRUE), 4);
  assert_states (fixture, ids, after);
  now = _work_message_time (1);
  message = work_fixture_load (&fixture->base, MODEL_ENTITY_MESSAGE, ids[0]);
  g_assert_cmpstr (model_record_get (message, "not_before"), <=, now);
  work_post_fixture_assert (fixture, ids[3], "attempts", "0");
  work_post_fixture_assert (fixture, ids[3], "problem", NULL);
  work_post_fixture_assert (fixture, ids[3], "message_id", model_record_get (before, "message_id"));
  work_fixture_assert_refused (&fixture->base, work_change_messages_retry_new (&ids[2], 1, TRUE),
                               "has left", NULL);
  work_post_fixture_send (fixture);
  g_assert_cmpuint (fixture->post.mails->len, ==, 4);
}

/* What may have left and was given up then still may have: it is asked about all the same. */
static void
test_given_up (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 lost = work_post_fixture_mail (fixture, "a@b.example");
  gint64 refused = work_post_fixture_mail (fixture, "c@d.example");
  const gint64 both[] = { lost, refused };

  change (fixture, lost, "state", "unknown");
  change (fixture, refused, "state", "refused");
  apply (fixture, work_change_messages_cancel_new (both, 2), 2);
  work_fixture_assert_refused (&fixture->base, work_change_messages_retry_new (&lost, 1, FALSE),
                               "may have left", NULL);
  apply (fixture, work_change_messages_retry_new (&refused, 1, FALSE), 1);
  apply (fixture, work_change_messages_retry_new (&lost, 1, TRUE), 1);
}

static void
test_by_hand (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 id = work_post_fixture_mail (fixture, "a@b.example");
  g_autofree char *answer =
      g_strdup_printf ("Sent by hand by %s.", work_school_get_author (fixture->base.school));

  apply (fixture, work_change_messages_by_hand_new (&id, 1), 1);
  work_post_fixture_assert (fixture, id, "state", "sent");
  work_post_fixture_assert (fixture, id, "answer", answer);
  work_post_fixture_send (fixture);
  g_assert_cmpuint (fixture->post.n_mails, ==, 0);
  work_fixture_assert_refused (&fixture->base, work_change_messages_by_hand_new (&id, 1),
                               "has left", NULL);
}

/* ---- reminders ---- */

static gint64
add_signatory (WorkPostFixture *fixture, int position, const char *role, const char *name)
{
  g_autofree char *agreement = work_fixture_id (fixture->agreement_id);
  g_autofree char *place = g_strdup_printf ("%d", position);

  return work_fixture_add (&fixture->base, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement,
                           "position", place, "role", role, "name", name, "is_mandatory", "1",
                           NULL);
}

/* Whoever was reminded by mail has been reminded: nobody has to note it. */
static void
test_reminder (WorkPostFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *event, *audience, *name;
    int reminded; /* which of the four signatories; negative: none */
    gboolean by_hand;
  } cases[] = {
    { "agreement.late", "guardian", "M. Luc ABADIE", -1, FALSE },
    { "agreement.reminder", "guardian", "Mme Ève INCONNUE", -1, FALSE },
    { "agreement.reminder", "guardian", "M. Luc ABADIE", 1, FALSE },
    { "agreement.reminder", "tutor", "Mme Anne ROUX", 2, TRUE },
    { "agreement.reminder", "student", "ABADIE Léa", -1, FALSE }, /* has signed */
  };
  gint64 signatories[] = {
    add_signatory (fixture, 10, "guardian", "Mme Ana ABADIE"),
    add_signatory (fixture, 11, "guardian", "M. Luc ABADIE"),
    add_signatory (fixture, 12, "tutor", "A. Roux"),
    add_signatory (fixture, 13, "student", "Léa ABADIE"),
  };
  g_autofree char *today = base_date_today_iso ();

  work_fixture_change (&fixture->base, MODEL_ENTITY_SIGNATORY, signatories[3], "signed_on",
                       "2026-11-20");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 id = work_post_fixture_mail (fixture, "a@b.example");

      change (fixture, id, "event", cases[i].event);
      change (fixture, id, "audience", cases[i].audience);
      change (fixture, id, "name", cases[i].name);
      if (cases[i].by_hand)
        apply (fixture, work_change_messages_by_hand_new (&id, 1), 1);
      else
        work_post_fixture_send (fixture);
      work_post_fixture_assert (fixture, id, "state", "sent");
      for (int j = 0; j < (int) G_N_ELEMENTS (signatories); j++)
        {
          g_autoptr (ModelRecord) signatory =
              work_fixture_load (&fixture->base, MODEL_ENTITY_SIGNATORY, signatories[j]);

          g_assert_cmpstr (model_record_get (signatory, "reminded_on"), ==,
                           j == cases[i].reminded ? today : NULL);
          model_record_set_canonical (signatory, "reminded_on", NULL);
          work_fixture_save (&fixture->base, signatory);
        }
    }
}

/* ---- history ---- */

/* The change that is undone was followed by an outcome, which nobody's undo takes back. */
static void
test_undo (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 id = work_post_fixture_mail (fixture, "a@b.example");
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = NULL;

  change (fixture, id, "state", "refused");
  done = work_fixture_apply (&fixture->base, work_change_messages_retry_new (&id, 1, FALSE));
  work_post_fixture_send (fixture);
  work_post_fixture_assert (fixture, id, "state", "sent");
  name = work_school_undo (fixture->base.school, done->operation_id, &error);
  g_assert_null (name);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "can no longer be undone"));
  work_post_fixture_assert (fixture, id, "state", "sent");
}

static WorkHistory *
read_history (WorkPostFixture *fixture)
{
  g_autoptr (ModelLine) line = model_line_new ();
  g_autoptr (GError) error = NULL;
  WorkHistory *history;

  line->student_id = fixture->base.students[0];
  line->period_id = fixture->base.periods[0];
  line->search_id = fixture->base.searches[0];
  line->placement_id = fixture->base.placements[0];
  history = work_school_read (fixture->base.school, work_query_history_new (line), &error);
  g_assert_no_error (error);
  return history;
}

/* One line tells what became of it, however often it was tried; and it cannot be undone. */
static void
test_history (WorkPostFixture *fixture, gconstpointer data)
{
  static const WorkPostAnswer later = { MESSAGE_SMTP_NOT_SENT, MESSAGE_SMTP_REASON_LATER, 451,
                                        "4.7.1 Greylisted" };
  gint64 id = work_post_fixture_mail (fixture, "a@b.example");
  g_autoptr (WorkHistory) before = NULL;
  g_autoptr (WorkHistory) after = NULL;
  const WorkHistoryItem *item;
  g_autoptr (GError) error = NULL;

  work_post_fixture_answer (fixture, 1, later);
  work_post_fixture_send (fixture);
  change (fixture, id, "not_before", NULL);
  before = read_history (fixture);
  work_post_fixture_send (fixture);
  after = read_history (fixture);
  g_assert_cmpuint (after->items->len, ==, before->items->len + 1);
  item = after->items->pdata[0];
  g_assert_cmpint (item->entity, ==, MODEL_ENTITY_MESSAGE);
  g_assert_cmpstr (item->author, ==, "Paraphe");
  g_assert_cmpstr (item->operation, ==, "outcome of 1 sending");
  g_assert_nonnull (strstr (item->summary, "Has been sent"));
  g_assert_false (item->can_undo);
  g_assert_null (work_school_undo (fixture->base.school, item->operation_id, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
}

/* ---- another program ---- */

static gboolean
keep (StoreConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("%PDF-1.4 convention", 19);
  g_autoptr (StoreOperation) operation = store_operation_new ("essai", "document.attach");
  g_autoptr (ModelRecord) document = store_document_add (
      connection, 0, "other", "convention.pdf", "application/pdf", bytes, operation, error);

  if (document != NULL)
    *(gint64 *) data = model_record_get_id (document);
  return document != NULL;
}

static void
test_export (WorkPostFixture *fixture, gconstpointer data)
{
  gint64 ids[] = { work_post_fixture_mail (fixture, "zoé@b.example"),
                   work_post_fixture_mail (fixture, "a@b.example"),
                   work_post_fixture_sms (fixture, "+33612345678") };
  gint64 document_id = 0;
  g_autofree char *document = NULL;
  g_autofree char *text = NULL;
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GError) error = NULL;
  const WorkJobItem *item;

  g_assert_true (_work_signing_write (fixture->base.school, keep, &document_id, NULL));
  document = work_fixture_id (document_id);
  change (fixture, ids[1], "document_id", document);
  job = work_message_export_new (fixture->base.school, ids, G_N_ELEMENTS (ids));
  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_PARTIAL);
  /* no account is needed for that */
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 2);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 1);
  item = work_job_get_succeeded (job)->pdata[0];
  g_assert_cmpint (item->id, ==, ids[1]);
  g_assert_true (g_str_has_suffix (item->path, ".eml"));
  g_assert_true (g_file_get_contents (item->path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\nX-Unsent: 1\r\n"));
  g_assert_null (strstr (text, "From:"));
  g_assert_null (strstr (text, "Auto-Submitted:"));
  g_assert_nonnull (strstr (text, "To: Mme Claire ABADIE <a@b.example>\r\n"));
  g_assert_nonnull (strstr (text, "\r\n\r\n"));
  g_assert_nonnull (strstr (text, "JVBERi0xLjQgY29udmVudGlvbg=="));
  g_assert_cmpuint (fixture->post.n_mails, ==, 0);
}

static void
test_uri (WorkPostFixture *fixture, gconstpointer data)
{
  WorkOutboxRow row = { .channel = WORK_MESSAGE_MAIL,
                        .name = (char *) "Zoé",
                        .address = (char *) "zoe+lea@b.example",
                        .subject = (char *) "À signer ? & vite",
                        .body = (char *) "Bonjour,\n100 %" };
  g_autofree char *mail = work_message_dup_uri (&row);
  g_autofree char *sms = NULL;

  g_assert_cmpstr (mail, ==,
                   "mailto:zoe+lea@b.example?subject=%C3%80%20signer%20%3F%20%26%20vite"
                   "&body=Bonjour%2C%0D%0A100%20%25");
  row.attachment = (char *) "convention.pdf";
  g_assert_null (work_message_dup_uri (&row));
  row.channel = WORK_MESSAGE_SMS;
  row.address = (char *) "+33612345678";
  sms = work_message_dup_uri (&row);
  g_assert_cmpstr (sms, ==, "sms:+33612345678?body=Bonjour%2C%0A100%20%25");
}

#define ADD(name, func)                                                                            \
  g_test_add ("/work/message-outbox/" name, WorkPostFixture, NULL, work_post_fixture_set_up, func, \
              work_post_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("list", test_list);
  ADD ("nobody", test_nobody);
  ADD ("cancel", test_cancel);
  ADD ("retry", test_retry);
  ADD ("reminder", test_reminder);
  ADD ("given-up", test_given_up);
  ADD ("by-hand", test_by_hand);
  ADD ("undo", test_undo);
  ADD ("history", test_history);
  ADD ("export", test_export);
  ADD ("uri", test_uri);
  return g_test_run ();
}

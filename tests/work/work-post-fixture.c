/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-post-fixture.h"

#include "work-error.h"
#include "work-signing-private.h"

static WorkPost *post;

static void
happen (void)
{
  void (*during) (gpointer) = post->during;

  post->during = NULL;
  if (during != NULL)
    during (post->during_data);
}

static MessageSmtpOutcome *
carry_mail (const MessageSmtpServer *server, const MessageMailData *mail, GCancellable *cancellable)
{
  WorkPostAnswer answer = { MESSAGE_SMTP_SENT, MESSAGE_SMTP_REASON_NONE, 250, "2.0.0 Queued" };
  MessageSmtpOutcome *outcome = g_new0 (MessageSmtpOutcome, 1);
  gsize size;
  const char *bytes = g_bytes_get_data (mail->bytes, &size);

  g_assert_cmpstr (server->host, ==, "mail.lycee.example");
  if (post->n_mails < post->n_answers)
    answer = post->answers[post->n_mails];
  post->n_mails++;
  happen ();
  if (g_cancellable_is_cancelled (cancellable))
    answer = (WorkPostAnswer){ MESSAGE_SMTP_NOT_SENT, MESSAGE_SMTP_REASON_CANCELLED, 0, NULL };
  if (answer.state == MESSAGE_SMTP_SENT)
    g_ptr_array_add (post->mails, g_strndup (bytes, size));
  outcome->state = answer.state;
  outcome->reason = answer.reason;
  outcome->code = answer.code;
  outcome->answer = g_strdup (answer.answer);
  outcome->sentence =
      answer.state != MESSAGE_SMTP_SENT ? g_strdup ("What the server made of it.") : NULL;
  return outcome;
}

static MessageSmsReceipt *
carry_sms (MessageSms *account,
           const char *to,
           const char *text,
           const char *reference,
           GCancellable *cancellable,
           GError **error)
{
  MessageSmsReceipt *receipt;

  happen ();
  if (post->sms_error >= 0)
    {
      g_set_error_literal (error, MESSAGE_ERROR, post->sms_error, "What the provider made of it.");
      return NULL;
    }
  g_ptr_array_add (post->texts, g_strdup_printf ("%s %s", to, text));
  receipt = g_new0 (MessageSmsReceipt, 1);
  receipt->id = g_strdup_printf ("sms-%u", post->texts->len);
  receipt->parts = 2;
  receipt->cost = 0.14;
  receipt->unit = g_strdup ("EUR");
  receipt->credits_left = 96;
  return receipt;
}

static gboolean
ask_state (MessageSms *account,
           const char *id,
           MessageSmsState *state,
           GCancellable *cancellable,
           GError **error)
{
  post->n_asks++;
  *state = post->sms_state;
  if (*state != MESSAGE_SMS_UNTOLD)
    return TRUE;
  g_set_error_literal (error, MESSAGE_ERROR, MESSAGE_ERROR_UNKNOWN, "Nothing was told.");
  return FALSE;
}

static MessageSmtpOutcome *
check_mail (const MessageSmtpServer *server, GCancellable *cancellable)
{
  MessageSmtpOutcome *outcome = g_new0 (MessageSmtpOutcome, 1);

  post->n_checks++;
  g_free (post->password);
  post->password = g_strdup (server->password);
  if (post->n_answers == 0)
    return outcome;
  outcome->state = post->answers[0].state;
  outcome->reason = post->answers[0].reason;
  outcome->sentence = g_strdup ("What the server made of it.");
  return outcome;
}

static const WorkMessageCarrier carrier = { carry_mail, check_mail, carry_sms, ask_state };

void
work_post_fixture_set (WorkPostFixture *fixture, const char *name, const char *value)
{
  g_autoptr (GPtrArray) all = work_fixture_load_all (&fixture->base, MODEL_ENTITY_SETTING);

  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (model_record_get (all->pdata[i], "name"), name) == 0)
      {
        model_record_set_canonical (all->pdata[i], "value", value);
        work_fixture_save (&fixture->base, all->pdata[i]);
        return;
      }
  work_fixture_add (&fixture->base, MODEL_ENTITY_SETTING, "name", name, "value", value, NULL);
}

void
work_post_fixture_set_up (WorkPostFixture *fixture, gconstpointer data)
{
  static const char *const settings[][2] = {
    { "message.mail.way", "smtp" },
    { "message.mail.host", "mail.lycee.example" },
    { "message.from_name", "Lycée Élise-Combarel" },
    { "message.from_address", "stages@lycee.example" },
    { "message.sms.provider", "smsmode" },
    { "message.per_minute", "6000" },
  };

  work_fixture_set_up (&fixture->base, data);
  fixture->post = (WorkPost){ .mails = g_ptr_array_new_with_free_func (g_free),
                              .texts = g_ptr_array_new_with_free_func (g_free),
                              .sms_error = -1 };
  post = &fixture->post;
  _work_message_use_carrier (&carrier);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    work_post_fixture_set (fixture, settings[i][0], settings[i][1]);
  fixture->agreement_id =
      work_fixture_add_agreement (&fixture->base, fixture->base.placements[0], "2027-0001");
}

void
work_post_fixture_tear_down (WorkPostFixture *fixture, gconstpointer data)
{
  work_fixture_assert_sound (&fixture->base);
  _work_message_use_carrier (NULL);
  g_ptr_array_unref (fixture->post.mails);
  g_ptr_array_unref (fixture->post.texts);
  g_free (fixture->post.password);
  post = NULL;
  work_fixture_tear_down (&fixture->base, data);
}

static gint64
add (WorkPostFixture *fixture, const char *channel, const char *address)
{
  static guint n;
  g_autofree char *student = work_fixture_id (fixture->base.students[0]);
  g_autofree char *agreement = work_fixture_id (fixture->agreement_id);
  g_autofree char *now = _work_message_time (0);
  g_autofree char *message_id = g_strdup_printf ("<m%u@lycee.example>", ++n);

  return work_fixture_add (&fixture->base, MODEL_ENTITY_MESSAGE, "channel", channel, "event",
                           "agreement.to_sign", "audience", "guardian", "student_id", student,
                           "agreement_id", agreement, "name", "Mme Claire ABADIE", "address",
                           address, "subject", "Convention à signer", "body",
                           "Bonjour,\n\nL’agrément est prêt.", "state", "queued", "attempts", "0",
                           "made_at", now, "batch", "b1", "message_id", message_id, NULL);
}

gint64
work_post_fixture_mail (WorkPostFixture *fixture, const char *address)
{
  return add (fixture, "mail", address);
}

gint64
work_post_fixture_sms (WorkPostFixture *fixture, const char *number)
{
  return add (fixture, "sms", number);
}

/* The next @n mails are answered so. */
void
work_post_fixture_answer (WorkPostFixture *fixture, guint n, WorkPostAnswer answer)
{
  fixture->post.n_answers = fixture->post.n_mails;
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (fixture->post.n_answers, <, WORK_POST_ANSWERS);
      fixture->post.answers[fixture->post.n_answers++] = answer;
    }
}

/* One pass of a seat. */
WorkJob *
work_post_fixture_run (WorkPostFixture *fixture, WorkSchool *school, GError **error)
{
  g_autoptr (GHashTable) sms = g_hash_table_new (g_str_hash, g_str_equal);
  WorkMessageKeys keys = { NULL, sms };
  WorkJob *job;

  g_hash_table_insert (sms, (gpointer) "key", (gpointer) "key-of-the-test");
  job = work_message_send_new (school, &keys);
  work_job_run (job, NULL, error);
  return job;
}

/* One pass, which comes to its end. */
void
work_post_fixture_send (WorkPostFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkJob) job G_GNUC_UNUSED =
      work_post_fixture_run (fixture, fixture->base.school, &error);

  if (!g_error_matches (error, WORK_ERROR, WORK_ERROR_PARTIAL))
    g_assert_no_error (error);
}

void
work_post_fixture_assert (WorkPostFixture *fixture,
                          gint64 id,
                          const char *column,
                          const char *value)
{
  g_autoptr (ModelRecord) message = work_fixture_load (&fixture->base, MODEL_ENTITY_MESSAGE, id);

  g_assert_cmpstr (model_record_get (message, column), ==, value);
}

typedef struct
{
  char *name;
  const char *holder;
  const char *until;
} Lease;

static gboolean
write_lease (StoreConnection *connection, gpointer data, GError **error)
{
  const Lease *lease = data;

  return _work_lease_set (connection, lease->name, lease->holder, lease->until, error);
}

/* As another seat would. */
void
work_post_fixture_lease (WorkPostFixture *fixture, gint64 id, const char *holder, const char *until)
{
  g_autofree char *name = g_strdup_printf ("message.%" G_GINT64_FORMAT, id);
  Lease lease = { name, holder, until };
  g_autoptr (GError) error = NULL;

  g_assert_true (_work_signing_write (fixture->base.school, write_lease, &lease, &error));
  g_assert_no_error (error);
}

WorkSchool *
work_post_fixture_second_seat (WorkPostFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  WorkSchool *school = work_school_open (fixture->base.path, STORE_OPEN_WRITE, &error);

  g_assert_no_error (error);
  return school;
}

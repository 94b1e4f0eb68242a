/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "work-error.h"
#include "work-post-fixture.h"

static const WorkPostAnswer stranger = { MESSAGE_SMTP_REFUSED, MESSAGE_SMTP_REASON_LOGIN, 535,
                                         "5.7.8 Wrong" };

/* Runs it to its end; a failure has @code, else -1. */
static void
run (WorkJob *job, int code)
{
  g_autoptr (GError) error = NULL;

  work_job_run (job, NULL, &error);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, WORK_ERROR, code);
}

static WorkMessageKeys *
get_keys (void)
{
  static WorkMessageKeys keys;

  keys.mail = (char *) "secrèt";
  keys.sms = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (keys.sms, (gpointer) "key", (gpointer) "key-of-the-test");
  return &keys;
}

static void
test_check_mail (WorkPostFixture *fixture, gconstpointer data)
{
  WorkMessageKeys *keys = get_keys ();
  g_autoptr (WorkJob) good = work_message_check_mail_new (fixture->base.school, keys);
  g_autoptr (WorkJob) bad = work_message_check_mail_new (fixture->base.school, keys);
  g_autoptr (WorkJob) keyless = work_message_check_mail_new (fixture->base.school, NULL);

  work_post_fixture_set (fixture, "message.mail.user", "stages");
  run (good, -1);
  g_assert_cmpuint (work_job_get_succeeded (good)->len, ==, 1);
  g_assert_cmpuint (fixture->post.n_checks, ==, 1);
  work_post_fixture_answer (fixture, 1, stranger);
  run (bad, WORK_ERROR_KEY);
  run (keyless, WORK_ERROR_KEY);
  g_assert_cmpuint (fixture->post.n_checks, ==, 2);
  g_hash_table_unref (keys->sms);
}

/* Each thing that is missing is said by itself. */
static void
test_lacks (WorkPostFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name, *word;
  } cases[] = {
    { "message.from_address", "address that mails come from" },
    { "message.mail.host", "mail server is not set" },
    { "message.mail.way", "No mail account" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WorkJob) job = work_message_check_mail_new (fixture->base.school, NULL);
      g_autoptr (GError) error = NULL;

      work_post_fixture_set (fixture, cases[i].name, " ");
      g_assert_false (work_job_run (job, NULL, &error));
      g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
      g_assert_nonnull (strstr (error->message, cases[i].word));
    }
}

static void
test_check_sms (WorkPostFixture *fixture, gconstpointer data)
{
  WorkMessageKeys *keys = get_keys ();
  g_autoptr (WorkJob) good = work_message_check_sms_new (fixture->base.school, keys);
  g_autoptr (WorkJob) keyless = work_message_check_sms_new (fixture->base.school, NULL);
  g_autoptr (WorkJob) none = work_message_check_sms_new (fixture->base.school, keys);

  run (good, -1);
  run (keyless, WORK_ERROR_KEY);
  work_post_fixture_set (fixture, "message.sms.provider", "nobody");
  run (none, WORK_ERROR_REFUSED);
  g_hash_table_unref (keys->sms);
}

/* The keyring is not there in tests: each says so and nothing is lost. */
static void
test_keyring (WorkPostFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkJob) blank = work_message_store_mail_key_new (fixture->base.school, " ");
  g_autoptr (WorkJob) early = work_message_store_mail_key_new (fixture->base.school, "secrèt");
  g_autoptr (WorkJob) strange =
      work_message_store_sms_key_new (fixture->base.school, "nothing", "secret");
  g_autoptr (WorkJob) empty = work_message_store_sms_key_new (fixture->base.school, "key", "");

  run (early, WORK_ERROR_REFUSED);
  work_post_fixture_set (fixture, "message.mail.user", "stages");
  run (blank, WORK_ERROR_REFUSED);
  run (strange, WORK_ERROR_REFUSED);
  run (empty, WORK_ERROR_REFUSED);
}

static void
test_text (WorkPostFixture *fixture, gconstpointer data)
{
  const WorkMessageThing thing = { .student_id = fixture->base.students[0],
                                   .period_id = fixture->base.periods[0],
                                   .placement_id = fixture->base.placements[0] };
  g_autoptr (WorkJob) job =
      work_message_try_new (fixture->base.school, WORK_MESSAGE_MAIL, "moi@lycee.example",
                            "Stage de {prénom}", "Bonjour {nom}", &thing, NULL);
  g_autoptr (WorkJob) plain =
      work_message_try_new (fixture->base.school, WORK_MESSAGE_MAIL, "moi@lycee.example", "Essai",
                            "Bonjour {nom}", NULL, NULL);
  g_autoptr (WorkJob) nowhere = work_message_try_new (fixture->base.school, WORK_MESSAGE_MAIL,
                                                      "moi", "Essai", "Bonjour", NULL, NULL);
  g_autoptr (WorkJob) refused = work_message_try_new (
      fixture->base.school, WORK_MESSAGE_MAIL, "moi@lycee.example", "Essai", "Bonjour", NULL, NULL);
  g_autoptr (GPtrArray) outbox = NULL;

  run (job, -1);
  g_assert_nonnull (strstr (fixture->post.mails->pdata[0], "Bonjour ABADIE"));
  g_assert_nonnull (strstr (fixture->post.mails->pdata[0], "To: moi@lycee.example"));
  run (plain, -1);
  g_assert_nonnull (strstr (fixture->post.mails->pdata[1], "Bonjour {nom}"));
  run (nowhere, WORK_ERROR_REFUSED);
  work_post_fixture_answer (fixture, 1, stranger);
  run (refused, WORK_ERROR_KEY);
  outbox = work_fixture_load_all (&fixture->base, MODEL_ENTITY_MESSAGE);
  g_assert_cmpuint (outbox->len, ==, 0);
}

static void
test_text_sms (WorkPostFixture *fixture, gconstpointer data)
{
  WorkMessageKeys *keys = get_keys ();
  g_autoptr (WorkJob) job = work_message_try_new (fixture->base.school, WORK_MESSAGE_SMS,
                                                  "06 12 34 56 78", NULL, "Bonjour", NULL, keys);

  run (job, -1);
  g_assert_cmpstr (fixture->post.texts->pdata[0], ==, "06 12 34 56 78 Bonjour");
  g_assert_cmpuint (work_job_get_notes (job)->len, ==, 1);
  g_assert_cmpstr (work_job_get_notes (job)->pdata[0], ==, "2 SMS, which cost 0.14 EUR.");
  g_hash_table_unref (keys->sms);
}

#define ADD(name, func)                                                                         \
  g_test_add ("/work/message-try/" name, WorkPostFixture, NULL, work_post_fixture_set_up, func, \
              work_post_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("check-mail", test_check_mail);
  ADD ("lacks", test_lacks);
  ADD ("check-sms", test_check_sms);
  ADD ("keyring", test_keyring);
  ADD ("text", test_text);
  ADD ("text-sms", test_text_sms);
  return g_test_run ();
}

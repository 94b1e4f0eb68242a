/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "work-error.h"
#include "work-post-fixture.h"

/* With a keyring that is a file; it loses memory of its own (test-base-secret.c). */
const char *__asan_default_options (void);
const char *__lsan_default_suppressions (void);

const char *
__asan_default_options (void)
{
  return "fast_unwind_on_malloc=0";
}

const char *
__lsan_default_suppressions (void)
{
  return "leak:libsecret-1.so\n";
}

static char *keyring;

static void
set_up (WorkPostFixture *fixture, gconstpointer data)
{
  work_post_fixture_set_up (fixture, data);
  work_post_fixture_set (fixture, "message.mail.user", "stages");
}

/* (transfer full): the job, which ends with an error of @code; well when it is negative */
static void
run (WorkJob *job, int code)
{
  g_autoptr (WorkJob) own = job;
  g_autoptr (GError) error = NULL;

  work_job_run (own, NULL, &error);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, WORK_ERROR, code);
}

static void
check_mail (WorkPostFixture *fixture, int code)
{
  run (work_message_check_mail_new (fixture->base.school, NULL), code);
}

/* It is kept for one account at one server, and tried nowhere else. */
static void
test_mail (WorkPostFixture *fixture, gconstpointer data)
{
  const WorkMessageKeys keys = { (char *) "une fois", NULL };

  check_mail (fixture, WORK_ERROR_KEY);
  run (work_message_store_mail_key_new (fixture->base.school, "secrèt"), -1);
  check_mail (fixture, -1);
  g_assert_cmpstr (fixture->post.password, ==, "secrèt");
  /* what is typed for this once comes first, and is not kept */
  run (work_message_check_mail_new (fixture->base.school, &keys), -1);
  g_assert_cmpstr (fixture->post.password, ==, "une fois");
  check_mail (fixture, -1);
  g_assert_cmpstr (fixture->post.password, ==, "secrèt");
  work_post_fixture_set (fixture, "message.mail.host", "elsewhere.example");
  check_mail (fixture, WORK_ERROR_KEY);
  work_post_fixture_set (fixture, "message.mail.host", "mail.lycee.example");
  work_post_fixture_set (fixture, "message.mail.user", "autre");
  check_mail (fixture, WORK_ERROR_KEY);
  work_post_fixture_set (fixture, "message.mail.user", "stages");
  run (work_message_forget_keys_new (fixture->base.school), -1);
  check_mail (fixture, WORK_ERROR_KEY);
}

static void
check_sms (WorkPostFixture *fixture, int code)
{
  run (work_message_check_sms_new (fixture->base.school, NULL), code);
}

/* Each provider has its own. */
static void
test_sms (WorkPostFixture *fixture, gconstpointer data)
{
  check_sms (fixture, WORK_ERROR_KEY);
  run (work_message_store_sms_key_new (fixture->base.school, "key", "k-1"), -1);
  check_sms (fixture, -1);
  work_post_fixture_sms (fixture, "+33612345678");
  run (work_message_send_new (fixture->base.school, NULL), -1);
  g_assert_cmpuint (fixture->post.texts->len, ==, 1);
  work_post_fixture_set (fixture, "message.sms.provider", "brevo");
  work_post_fixture_set (fixture, "message.sms.brevo.sender", "LYCEE");
  check_sms (fixture, WORK_ERROR_KEY);
  run (work_message_store_sms_key_new (fixture->base.school, "key", "k-2"), -1);
  check_sms (fixture, -1);
  run (work_message_forget_keys_new (fixture->base.school), -1);
  check_sms (fixture, WORK_ERROR_KEY);
  work_post_fixture_set (fixture, "message.sms.provider", "smsmode");
  check_sms (fixture, -1);
  run (work_message_forget_keys_new (fixture->base.school), -1);
}

/* Where no key is spoken of, none is looked for; where one is, nothing leaves without it. */
static void
test_described (WorkPostFixture *fixture, gconstpointer data)
{
  work_post_fixture_set (fixture, "message.sms.provider", "http");
  work_post_fixture_set (fixture, "message.sms.http.url", "https://sms.example/?to={to}&m={text}");
  check_sms (fixture, -1);
  work_post_fixture_set (fixture, "message.sms.http.headers", "Authorization: Bearer {key}");
  check_sms (fixture, WORK_ERROR_KEY);
  run (work_message_store_sms_key_new (fixture->base.school, "key", "k-3"), -1);
  check_sms (fixture, -1);
  run (work_message_forget_keys_new (fixture->base.school), -1);
}

#define ADD(name, func)                                                        \
  g_test_add ("/work/message-keys/" name, WorkPostFixture, NULL, set_up, func, \
              work_post_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("work-message-keys-XXXXXX", NULL);
  int result;

  g_test_init (&argc, &argv, NULL);
  keyring = g_build_filename (folder, "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  ADD ("mail", test_mail);
  ADD ("sms", test_sms);
  ADD ("described", test_described);
  result = g_test_run ();
  g_unlink (keyring);
  g_rmdir (folder);
  g_free (keyring);
  return result;
}

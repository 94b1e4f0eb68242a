/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base-secret.h"
#include "message-error.h"
#include "oauth-server.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-message-private.h"
#include "work-settings.h"

#define ID   "client-17"
#define USER "secretariat@lycee.example"

/* Asked by the leak checker, where there is one: libsecret's file backend, which only tests use,
 * loses an etag at each write. */
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

typedef struct
{
  WorkFixture base;
  OauthServer server;
  GThread *opened; /* in which the browser was opened */
} Fixture;

static const struct
{
  const char *service, *account;
} kept[] = {
  { "mail.oauth", "other/" USER },
  { "mail.oauth.client", "other/" ID },
};

static void
forget_all (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    base_secret_clear (kept[i].service, kept[i].account, NULL, NULL);
}

static void
set (Fixture *self, const char *name, const char *value)
{
  g_autoptr (WorkDone) done =
      work_fixture_apply (&self->base, work_change_setting_new (name, value));

  g_assert_nonnull (done);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *authorize = NULL, *token = NULL;

  forget_all ();
  work_fixture_set_up (&self->base, NULL);
  oauth_server_start (&self->server);
  authorize = oauth_server_address (&self->server, "/authorize");
  token = oauth_server_address (&self->server, "/token");
  if (g_strcmp0 (data, "bare") == 0)
    return;
  set (self, "message.mail.oauth_service", "other");
  set (self, "message.mail.oauth_client", ID);
  set (self, "message.mail.oauth_authorize_url", authorize);
  set (self, "message.mail.oauth_token_url", token);
  set (self, "message.mail.oauth_scope", "mail");
  if (g_strcmp0 (data, "nobody") != 0)
    set (self, "message.mail.user", " " USER " ");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  oauth_server_stop (&self->server);
  work_fixture_tear_down (&self->base, NULL);
}

static void
open_page (const char *uri, gpointer data)
{
  Fixture *self = data;

  self->opened = g_thread_self ();
  oauth_server_open (uri, &self->server);
}

static gboolean
sign_in (Fixture *self, const char *secret, GError **error)
{
  g_autoptr (WorkJob) job = work_message_sign_in_new (self->base.school, secret, open_page, self);
  gboolean done = work_job_run (job, NULL, error);

  oauth_server_wait (&self->server);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, done ? 1 : 0);
  return done;
}

static void
assert_signed_in (Fixture *self, const char *secret)
{
  g_autoptr (GError) error = NULL;
  gboolean done = sign_in (self, secret, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

static void
assert_kept (guint i, const char *expected)
{
  char *secret = base_secret_lookup (kept[i].service, kept[i].account, NULL, NULL);

  g_assert_cmpstr (secret, ==, expected);
  base_secret_free (secret);
}

static void
assert_token (Fixture *self, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *token = _work_message_access_token (self->base.school, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, expected);
  base_secret_free (token);
}

static void
assert_no_token (Fixture *self, GQuark domain, int code, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (_work_message_access_token (self->base.school, NULL, &error));
  g_assert_error (error, domain, code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in “%s”", words, error->message);
}

/* As when the program is started another day. */
static void
open_again (Fixture *self)
{
  g_object_set_data (G_OBJECT (self->base.school), "work-message-tokens", NULL);
}

/* ---- cases ---- */

static void
test_settings (Fixture *self, gconstpointer data)
{
  work_fixture_assert_refused (&self->base,
                               work_change_setting_new ("message.mail.oauth_service", "nobody"),
                               "“nobody”", NULL);
  work_fixture_assert_refused (
      &self->base,
      work_change_setting_new ("message.mail.oauth_token_url", "http://a.example/token"),
      "“http://a.example/token”", "https://", NULL);
}

static void
test_sign_in (Fixture *self, gconstpointer data)
{
  assert_no_token (self, WORK_ERROR, WORK_ERROR_KEY, "Nobody has signed in at Other service");
  assert_signed_in (self, NULL);
  g_assert_cmpstr (g_hash_table_lookup (self->server.asked, "login_hint"), ==, USER);
  assert_kept (0, "1//refresh-1");
  assert_kept (1, NULL);
  /* one that serves for an hour is asked for once */
  assert_token (self, "ya29.access-1");
  assert_token (self, "ya29.access-1");
  open_again (self);
  assert_token (self, "ya29.access-2");
  assert_token (self, "ya29.access-2");
  g_assert_cmpuint (self->server.n_given, ==, 2);
}

static void
test_short (Fixture *self, gconstpointer data)
{
  self->server.seconds = 60;
  assert_signed_in (self, NULL);
  assert_token (self, "ya29.access-2");
  assert_token (self, "ya29.access-3");
}

static void
test_secret (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->server.secret = "GOCSPX-1";
  g_assert_false (sign_in (self, NULL, &error));
  g_assert_error (error, MESSAGE_ERROR, MESSAGE_ERROR_CONFIGURATION);
  assert_kept (0, NULL);
  assert_signed_in (self, " GOCSPX-1\n");
  assert_kept (1, "GOCSPX-1");
  open_again (self);
  assert_token (self, "ya29.access-2");
  /* it need not be typed again */
  assert_signed_in (self, NULL);
  assert_kept (1, "GOCSPX-1");
}

static void
test_rotation (Fixture *self, gconstpointer data)
{
  self->server.seconds = 0;
  self->server.rotates = TRUE;
  assert_signed_in (self, NULL);
  for (guint i = 2; i < 5; i++)
    {
      g_autofree char *access = g_strdup_printf ("ya29.access-%u", i);
      g_autofree char *refresh = g_strdup_printf ("1//refresh-%u", i);

      assert_token (self, access);
      assert_kept (0, refresh);
    }
}

/* In between two of our tries the other program of the same person was first. */
static guint
answer_late (SmsServer *server, const SmsCall *call, GString *text)
{
  g_autofree char *token = sms_call_field (call, "refresh_token");

  if (g_strcmp0 (token, "1//fresh") == 0)
    {
      g_string_assign (text, "{\"access_token\":\"ya29.fresh\",\"expires_in\":3600}");
      return 200;
    }
  base_secret_store (kept[0].service, kept[0].account, "Paraphe: test", "1//fresh", NULL, NULL);
  g_string_assign (text, "{\"error\":\"invalid_grant\"}");
  return 400;
}

static void
test_overtaken (Fixture *self, gconstpointer data)
{
  assert_signed_in (self, NULL);
  open_again (self);
  self->server.server.func = answer_late;
  assert_token (self, "ya29.fresh");
  assert_kept (0, "1//fresh");
}

static void
test_revoked (Fixture *self, gconstpointer data)
{
  assert_signed_in (self, NULL);
  open_again (self);
  g_clear_pointer (&self->server.refresh, g_free);
  assert_no_token (self, MESSAGE_ERROR, MESSAGE_ERROR_CONFIGURATION, "sign in again");
  /* nothing is thrown away on a server's word */
  assert_kept (0, "1//refresh-1");
  assert_signed_in (self, NULL);
  assert_token (self, "ya29.access-2");
}

static void
test_forget (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_signed_in (self, NULL);
  g_assert_true (_work_message_forget_sign_in (self->base.school, NULL, &error));
  g_assert_no_error (error);
  assert_kept (0, NULL);
  assert_no_token (self, WORK_ERROR, WORK_ERROR_KEY, "Nobody has signed in");
}

static void
test_denied (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->server.denial = "access_denied";
  g_assert_false (sign_in (self, "GOCSPX-1", &error));
  g_assert_error (error, MESSAGE_ERROR, MESSAGE_ERROR_REFUSED);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    assert_kept (i, NULL);
}

static void
test_nobody (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *words = g_strcmp0 (data, "bare") == 0 ? "service at which" : "address of the mail";

  g_assert_false (sign_in (self, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, words));
  assert_no_token (self, WORK_ERROR, WORK_ERROR_REFUSED, words);
  g_clear_error (&error);
  g_assert_true (_work_message_forget_sign_in (self->base.school, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (self->opened);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WorkJob) job = work_message_sign_in_new (self->base.school, NULL, open_page, self);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (work_job_run (job, cancellable, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (_work_message_access_token (self->base.school, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
on_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* The window's way: the job has a thread, and the browser is opened in the one that made the job.
 */
static void
test_window (Fixture *self, gconstpointer data)
{
  g_autoptr (WorkJob) job = work_message_sign_in_new (self->base.school, NULL, open_page, self);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  work_job_run_async (job, NULL, on_done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  done = work_job_run_finish (job, result, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_true (self->opened == g_thread_self ());
  assert_kept (0, "1//refresh-1");
}

/* In a process of its own: a session without a keyring. Nobody is sent to the browser for nothing.
 */
static void
test_no_keyring_inside (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sign_in (self, "GOCSPX-1", &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_KEY);
  g_assert_nonnull (strstr (error->message, "No keyring"));
  assert_no_token (self, WORK_ERROR, WORK_ERROR_KEY, "No keyring");
  g_assert_null (self->opened);
}

static void
test_no_keyring (void)
{
  g_test_trap_subprocess ("/work/message-sign-in/no-keyring/subprocess", 0,
                          G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

#define ADD(name, data, func) \
  g_test_add ("/work/message-sign-in/" name, Fixture, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL, *path = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  if (!g_test_subprocess ())
    {
      folder = g_dir_make_tmp ("work-sign-in-XXXXXX", NULL);
      path = g_build_filename (folder, "keyring", NULL);
      g_setenv ("SECRET_BACKEND", "file", TRUE);
      g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
      g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
    }
  else
    {
      g_unsetenv ("SECRET_BACKEND");
      g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
    }
  ADD ("settings", "bare", test_settings);
  ADD ("whole", NULL, test_sign_in);
  ADD ("short", NULL, test_short);
  ADD ("secret", NULL, test_secret);
  ADD ("rotation", NULL, test_rotation);
  ADD ("overtaken", NULL, test_overtaken);
  ADD ("revoked", NULL, test_revoked);
  ADD ("forget", NULL, test_forget);
  ADD ("denied", NULL, test_denied);
  ADD ("no-service", "bare", test_nobody);
  ADD ("no-address", "nobody", test_nobody);
  ADD ("cancelled", NULL, test_cancelled);
  ADD ("window", NULL, test_window);
  ADD ("no-keyring/subprocess", NULL, test_no_keyring_inside);
  g_test_add_func ("/work/message-sign-in/no-keyring", test_no_keyring);
  result = g_test_run ();
  if (folder != NULL)
    {
      g_unlink (path);
      g_rmdir (folder);
    }
  return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-report-window.h"
#include "app-secret-dialog.h"
#include "app-sign-transfer-dialog.h"
#include "app-sign-window.h"
#include "app-test-demo.h"
#include "app-window-private.h"
#include "base-secret.h"
#include "work-signing-fixture.h"

#include <string.h>

/* The window and a provider of signatures that lives in the test. The keyring is a file of the
 * test's own; the school is that of the use cases' tests, with one agreement. */

#define SERVICE "sign.fake.test"
#define ACCOUNT "default"

typedef WorkSigningFixture Fixture;

/* ---- the keyring ---- */

static void
keep_key (void)
{
  g_autoptr (GError) error = NULL;

  base_secret_store (SERVICE, ACCOUNT, "Paraphe: test", WORK_FAKE_KEY, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_key (const char *wanted)
{
  g_autoptr (GError) error = NULL;
  char *key = base_secret_lookup (SERVICE, ACCOUNT, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (key, ==, wanted);
  if (key != NULL)
    base_secret_free (key);
}

/* ---- the window ---- */

static void
set_up (Fixture *fixture, gconstpointer template_path)
{
  work_signing_fixture_set_up (fixture, template_path);
  base_secret_clear (SERVICE, ACCOUNT, NULL, NULL);
}

/* The agreement is with its signatories before the window opens. */
static void
set_up_sent (Fixture *fixture, gconstpointer template_path)
{
  g_autoptr (GError) error = NULL;

  set_up (fixture, template_path);
  keep_key ();
  work_signing_fixture_send (fixture, &error);
  g_assert_no_error (error);
}

static ModelLine *
find_line (AppWindow *window, guint *at)
{
  AppLineList *list = app_window_get_list (window);

  for (guint i = 0; i < app_line_list_get_n_lines (list); i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (list, i);

      *at = i;
      if (line->agreement_id != 0)
        return g_steal_pointer (&line);
    }
  g_assert_not_reached ();
}

static void
select_agreement (AppWindow *window)
{
  guint at;
  G_GNUC_UNUSED g_autoptr (ModelLine) line = find_line (window, &at);

  app_test_act (window, "win.select-line", "i", (int) at);
}

static AppWindow *
open_window (Fixture *fixture)
{
  AppWindow *window = app_test_open_window (fixture->base.path);

  app_test_act (window, "win.show-all", NULL);
  select_agreement (window);
  return window;
}

static const char *
request_state (AppWindow *window)
{
  guint at;
  g_autoptr (ModelLine) line = find_line (window, &at);

  return line->request_state;
}

static ModelSignerState
signer_state (AppWindow *window, guint n)
{
  guint at;
  g_autoptr (ModelLine) line = find_line (window, &at);

  return line->signers != NULL ? ((ModelSigner *) line->signers->pdata[n])->state
                               : MODEL_SIGNER_WAITING;
}

static gint64
signer_id (AppWindow *window, guint n)
{
  guint at;
  g_autoptr (ModelLine) line = find_line (window, &at);

  return ((ModelSigner *) line->signers->pdata[n])->signer_id;
}

static gpointer
wait_for (GType type)
{
  gpointer found;

  app_test_until ((found = app_test_find_window (type)) != NULL);
  return found;
}

static void
press (gpointer root, const char *label)
{
  GtkWidget *button = app_test_find_button (GTK_WIDGET (root), label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
press_and_wait (AppWindow *window, gpointer root, const char *label)
{
  press (root, label);
  app_test_until (!app_window_is_busy (window));
}

static void
type (gpointer root, guint n, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (app_test_find (GTK_WIDGET (root), ADW_TYPE_ENTRY_ROW, n)),
                         text);
}

static void
close_report (void)
{
  gpointer report = wait_for (APP_TYPE_REPORT_WINDOW);

  gtk_window_destroy (GTK_WINDOW (report));
}

/* ---- sending ---- */

static void
send (AppWindow *window)
{
  app_test_act (window, "win.sign-send", NULL);
  press (wait_for (APP_TYPE_SIGN_WINDOW), "Send 1 Agreement");
}

static void
test_send (Fixture *fixture, gconstpointer data)
{
  AppWindow *window;

  keep_key ();
  window = open_window (fixture);
  send (window);
  app_test_until (g_str_equal (request_state (window), "ongoing"));
  g_assert_cmpuint (fixture->fake.n_made, ==, 1);
  g_assert_nonnull (work_fake_living (&fixture->fake));
  g_assert_cmpint (signer_state (window, 0), ==, MODEL_SIGNER_INVITED);
  /* It is no longer to be sent; it can be stopped. */
  g_assert_true (app_test_is_enabled (window, "sign-stop"));
  g_assert_false (app_test_is_enabled (window, "sign-on-paper"));
  app_test_close_window (window);
}

/* Without a key in the keyring the person is asked, and what was asked for goes on. */
static void
test_key_for_this_once (Fixture *fixture, gconstpointer data)
{
  AppWindow *window = open_window (fixture);
  gpointer dialog;

  send (window);
  dialog = wait_for (APP_TYPE_SECRET_DIALOG);
  g_assert_cmpuint (fixture->fake.n_calls, ==, 0);
  type (dialog, 0, WORK_FAKE_KEY);
  gtk_switch_set_active (GTK_SWITCH (app_test_find (GTK_WIDGET (dialog), GTK_TYPE_SWITCH, 0)),
                         FALSE);
  press (dialog, "Use This Key");
  app_test_until (g_str_equal (request_state (window), "ongoing"));
  assert_key (NULL);
  /* It is remembered while the window is open. */
  app_test_act (window, "win.sign-remind", "x", signer_id (window, 0));
  app_test_until (fixture->fake.n_reminders == 1 && !app_window_is_busy (window));
  app_test_close_window (window);
}

/* What was typed for one place does not go to the next one. */
static void
test_key_of_another_place (Fixture *fixture, gconstpointer data)
{
  AppWindow *window = open_window (fixture);
  gpointer dialog;

  send (window);
  dialog = wait_for (APP_TYPE_SECRET_DIALOG);
  type (dialog, 0, WORK_FAKE_KEY);
  gtk_switch_set_active (GTK_SWITCH (app_test_find (GTK_WIDGET (dialog), GTK_TYPE_SWITCH, 0)),
                         FALSE);
  press (dialog, "Use This Key");
  app_test_until (g_str_equal (request_state (window), "ongoing"));
  g_assert_cmpstr (_app_window_typed_key (window), ==, WORK_FAKE_KEY);
  work_signing_fixture_set (fixture, "sign.url", "https://elsewhere.example");
  _app_window_reload (window);
  app_test_until (_app_window_typed_key (window) == NULL);
  app_test_close_window (window);
}

static void
test_key_is_kept (Fixture *fixture, gconstpointer data)
{
  AppWindow *window = open_window (fixture);
  gpointer dialog;

  send (window);
  dialog = wait_for (APP_TYPE_SECRET_DIALOG);
  type (dialog, 0, " " WORK_FAKE_KEY " ");
  press (dialog, "Use This Key");
  app_test_until (g_str_equal (request_state (window), "ongoing"));
  app_test_close_window (window);
  assert_key (WORK_FAKE_KEY);
}

static void
test_key_given_up (Fixture *fixture, gconstpointer data)
{
  AppWindow *window = open_window (fixture);

  send (window);
  press_and_wait (window, wait_for (APP_TYPE_SECRET_DIALOG), "Cancel");
  app_test_until (app_test_find_window (APP_TYPE_SECRET_DIALOG) == NULL);
  g_assert_cmpuint (fixture->fake.n_calls, ==, 0);
  g_assert_cmpstr (request_state (window), ==, "");
  app_test_close_window (window);
}

/* What did not leave is told, and may be tried again. */
static void
test_failure (Fixture *fixture, gconstpointer data)
{
  AppWindow *window;

  keep_key ();
  window = open_window (fixture);
  work_fake_fail (&fixture->fake, 1, WORK_FAKE_BEFORE, SIGN_ERROR_REFUSED);
  fixture->fake.fault_length = 100;
  send (window);
  close_report ();
  app_test_until (!app_window_is_busy (window));
  g_assert_cmpuint (work_fake_count (&fixture->fake, SIGN_STATE_ONGOING), ==, 0);
  work_fake_fail (&fixture->fake, 0, WORK_FAKE_FINE, SIGN_ERROR_REFUSED);
  send (window);
  app_test_until (g_str_equal (request_state (window), "ongoing"));
  g_assert_cmpuint (work_fake_count (&fixture->fake, SIGN_STATE_ONGOING), ==, 1);
  app_test_close_window (window);
}

/* A key that the provider does not take is not used a second time. */
static void
test_wrong_key (Fixture *fixture, gconstpointer data)
{
  AppWindow *window = open_window (fixture);
  gpointer dialog;

  work_fake_fail (&fixture->fake, 1, WORK_FAKE_BEFORE, SIGN_ERROR_KEY);
  fixture->fake.fault_length = 100;
  send (window);
  dialog = wait_for (APP_TYPE_SECRET_DIALOG);
  type (dialog, 0, "wrong");
  gtk_switch_set_active (GTK_SWITCH (app_test_find (GTK_WIDGET (dialog), GTK_TYPE_SWITCH, 0)),
                         FALSE);
  press (dialog, "Use This Key");
  close_report ();
  app_test_until (app_test_find_window (APP_TYPE_SECRET_DIALOG) == NULL);
  work_fake_fail (&fixture->fake, 0, WORK_FAKE_FINE, SIGN_ERROR_KEY);
  send (window);
  dialog = wait_for (APP_TYPE_SECRET_DIALOG);
  type (dialog, 0, WORK_FAKE_KEY);
  press (dialog, "Use This Key");
  app_test_until (g_str_equal (request_state (window), "ongoing"));
  app_test_close_window (window);
}

static void
test_no_provider (Fixture *fixture, gconstpointer data)
{
  AppWindow *window;
  gpointer dialog;

  work_signing_fixture_set (fixture, "sign.provider", "");
  window = open_window (fixture);
  app_test_act (window, "win.sign-send", NULL);
  dialog = wait_for (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "No Provider of Signatures Yet");
  press (dialog, "Cancel");
  app_test_until (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  g_assert_false (app_test_is_enabled (window, "sign-remind"));
  app_test_close_window (window);
}

/* Another school may be opened while the plans are looked at: they are not about it. */
static void
test_other_school (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = app_test_copy_demo ("other.paraphe");
  AppWindow *window;
  gpointer dialog;

  keep_key ();
  window = open_window (fixture);
  app_test_act (window, "win.sign-send", NULL);
  dialog = wait_for (APP_TYPE_SIGN_WINDOW);
  app_window_open (window, path);
  app_test_until (!app_window_is_busy (window));
  press (dialog, "Send 1 Agreement");
  app_test_until (app_test_find_window (APP_TYPE_SIGN_WINDOW) == NULL);
  g_assert_false (app_window_is_busy (window));
  g_assert_cmpuint (fixture->fake.n_calls, ==, 0);
  app_test_close_window (window);
}

/* ---- following ---- */

/* What happened while nobody looked is there soon after the window has opened. */
static void
test_first_look (Fixture *fixture, gconstpointer data)
{
  AppWindow *window;

  work_fake_turn (&fixture->fake, 0, SIGN_SIGNER_SIGNED);
  window = open_window (fixture);
  app_test_until (signer_state (window, 0) == MODEL_SIGNER_SIGNED);
  g_assert_cmpint (signer_state (window, 1), ==, MODEL_SIGNER_INVITED);
  g_assert_cmpuint (fixture->fake.n_lists, ==, 1);
  app_test_until (!app_window_is_busy (window));
  /* The next one is planned, not begun. */
  g_assert_null (window->sync.job);
  g_assert_cmpuint (window->sync.source, !=, 0);
  app_test_close_window (window);
}

static void
test_one_look_at_a_time (Fixture *fixture, gconstpointer data)
{
  AppWindow *window = open_window (fixture);
  guint n_lists;
  WorkJob *job;

  app_test_until (fixture->fake.n_lists == 1 && window->sync.job == NULL);
  n_lists = fixture->fake.n_lists;
  _app_window_sync (window);
  job = window->sync.job;
  g_assert_nonnull (job);
  _app_window_sync (window);
  g_assert_true (window->sync.job == job);
  app_test_until (window->sync.job == NULL);
  g_assert_cmpuint (fixture->fake.n_lists, <=, n_lists + 1);
  g_assert_cmpuint (window->n_pending, ==, 0);
  app_test_close_window (window);
}

/* Whoever asks while the window looks by itself is told what is so now: that look may have begun
 * before, or have been too early for the provider to be asked. */
static void
test_asked_meanwhile (Fixture *fixture, gconstpointer data)
{
  AppWindow *window = open_window (fixture);

  app_test_until (fixture->fake.n_lists == 1 && window->sync.job == NULL);
  app_line_list_unselect (app_window_get_list (window));
  work_fake_turn (&fixture->fake, 0, SIGN_SIGNER_SIGNED);
  _app_window_sync (window);
  g_assert_nonnull (window->sync.job);
  g_action_group_activate_action (G_ACTION_GROUP (window), "sign-sync", NULL);
  app_test_until (signer_state (window, 0) == MODEL_SIGNER_SIGNED);
  app_test_until (!app_window_is_busy (window) && window->toast != NULL);
  g_assert_cmpstr (adw_toast_get_title (window->toast), ==, "1 novelty");
  app_test_close_window (window);
}

/* What is under way gives up, and nothing is planned any more. */
static void
test_stopped_at_close (Fixture *fixture, gconstpointer data)
{
  AppWindow *window = open_window (fixture);
  guint n_calls;

  app_test_until (fixture->fake.n_lists == 1 && window->sync.job == NULL);
  _app_window_sync (window);
  g_assert_nonnull (window->sync.job);
  app_test_close_window (window);
  n_calls = fixture->fake.n_calls;
  app_test_settle ();
  g_assert_cmpuint (fixture->fake.n_calls, ==, n_calls);
}

/* The same when another school takes its place. */
static void
test_stopped_with_the_school (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = app_test_copy_demo ("next.paraphe");
  AppWindow *window = open_window (fixture);

  _app_window_sync (window);
  app_window_open (window, path);
  app_test_until (!app_window_is_busy (window));
  g_assert_null (window->sync.job);
  g_assert_cmpuint (window->sync.source, ==, 0);
  app_test_close_window (window);
}

static void
test_nothing_to_follow (Fixture *fixture, gconstpointer data)
{
  AppWindow *window = open_window (fixture);

  _app_window_sync (window);
  g_assert_null (window->sync.job);
  g_assert_cmpuint (window->sync.source, ==, 0);
  app_test_close_window (window);
}

/* Said once, with a way to mend it; the toast's button asks. */
static void
test_no_key_to_follow (Fixture *fixture, gconstpointer data)
{
  AppWindow *window;
  gpointer dialog;

  base_secret_clear (SERVICE, ACCOUNT, NULL, NULL);
  window = open_window (fixture);
  app_test_until (window->sync.said_no_key);
  g_assert_nonnull (window->toast);
  g_assert_nonnull (strstr (adw_toast_get_title (window->toast), "No key for the provider"));
  app_test_until (window->sync.job == NULL);
  _app_window_toast (window, "Something else", NULL, NULL, NULL);
  _app_window_sync (window);
  app_test_until (window->sync.job == NULL);
  g_assert_cmpstr (adw_toast_get_title (window->toast), ==, "Something else");
  app_test_act (window, "win.sign-sync", NULL);
  dialog = wait_for (APP_TYPE_SECRET_DIALOG);
  type (dialog, 0, WORK_FAKE_KEY);
  press (dialog, "Use This Key");
  app_test_until (fixture->fake.n_lists > 0 && !app_window_is_busy (window));
  app_test_close_window (window);
}

static void
complete (Fixture *fixture, AppWindow *window)
{
  app_test_until (fixture->fake.n_lists == 1 && window->sync.job == NULL);
  for (guint i = 0; work_fake_count (&fixture->fake, SIGN_STATE_ONGOING) > 0; i++)
    work_fake_turn (&fixture->fake, i, SIGN_SIGNER_SIGNED);
  app_test_act (window, "win.sign-sync", NULL);
  app_test_until (g_str_equal (request_state (window), "completed"));
}

/* F7 asks for all of what is selected: an address that was changed at the provider is not in its
 * list. */
static void
test_selected_whole (Fixture *fixture, gconstpointer data)
{
  AppWindow *window;
  SignSigner *signer = work_fake_living (&fixture->fake)->signers->pdata[0];

  fixture->fake.brief = TRUE;
  window = open_window (fixture);
  app_test_until (fixture->fake.n_lists == 1 && window->sync.job == NULL);
  g_free (signer->email);
  signer->email = g_strdup ("nouvelle@lycee.example");
  g_assert_cmpuint (fixture->fake.n_loads, ==, 0);
  app_test_act (window, "win.sign-sync", NULL);
  app_test_until (fixture->fake.n_loads == 1 && !app_window_is_busy (window));
  app_test_until (window->toast != NULL
                  && strstr (adw_toast_get_title (window->toast), "1 address changed") != NULL);
  app_test_close_window (window);
}

static void
test_completed (Fixture *fixture, gconstpointer data)
{
  AppWindow *window = open_window (fixture);

  complete (fixture, window);
  g_assert_nonnull (strstr (adw_toast_get_title (window->toast), "1 agreement signed by all"));
  g_assert_false (app_test_is_enabled (window, "sign-stop"));
  g_assert_false (app_test_is_enabled (window, "sign-on-paper"));
  /* what is kept is opened; it is not in the folder of what was made */
  g_assert_true (app_test_is_enabled (window, "open-document"));
  g_assert_false (app_test_is_enabled (window, "reveal-document"));
  app_test_close_window (window);
}

/* What was signed is kept here, and its signatures can be looked at: this one has none. */
static void
test_check_kept (Fixture *fixture, gconstpointer data)
{
  AppWindow *window = open_window (fixture);
  g_autoptr (GPtrArray) documents = NULL;
  gint64 id = 0;
  gpointer dialog;

  complete (fixture, window);
  documents = work_fixture_load_all (&fixture->base, MODEL_ENTITY_DOCUMENT);
  for (guint i = 0; i < documents->len; i++)
    if (g_strcmp0 (model_record_get (documents->pdata[i], "kind"), "signed") == 0)
      id = model_record_get_id (documents->pdata[i]);
  g_assert_cmpint (id, !=, 0);
  app_test_act (window, "win.check-kept", "x", id);
  dialog = wait_for (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (strstr (adw_message_dialog_get_heading (dialog), "(signé).pdf"));
  g_assert_nonnull (
      strstr (adw_message_dialog_get_body (dialog), "This file carries no digital signature."));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (dialog), "SHA-256 "));
  press (dialog, "Close");
  app_test_until (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  /* One that is not there is told. */
  app_test_act (window, "win.check-kept", "x", id + 100);
  dialog = wait_for (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "The Signatures Cannot Be Checked");
  press (dialog, "Close");
  app_test_close_window (window);
}

/* ---- reminding ---- */

static void
remind (AppWindow *window, guint n)
{
  app_test_act (window, "win.sign-remind", "x", signer_id (window, n));
}

static void
test_remind (Fixture *fixture, gconstpointer data)
{
  AppWindow *window = open_window (fixture);
  gpointer dialog;

  remind (window, 0);
  g_assert_cmpuint (fixture->fake.n_reminders, ==, 1);
  /* Twice in an hour is asked about. */
  remind (window, 0);
  dialog = wait_for (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (strstr (adw_message_dialog_get_heading (dialog), "Again?"));
  press_and_wait (window, dialog, "Cancel");
  app_test_until (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  g_assert_cmpuint (fixture->fake.n_reminders, ==, 1);
  remind (window, 0);
  press (wait_for (ADW_TYPE_MESSAGE_DIALOG), "Remind Again");
  app_test_until (fixture->fake.n_reminders == 2 && !app_window_is_busy (window));
  app_test_close_window (window);
}

/* Those of the selected lines, but for whoever was just reminded. */
static void
test_remind_selected (Fixture *fixture, gconstpointer data)
{
  AppWindow *window = open_window (fixture);

  app_test_act (window, "win.sign-remind-selected", NULL);
  g_assert_cmpuint (fixture->fake.n_reminders, ==, 1);
  app_test_act (window, "win.sign-remind-selected", NULL);
  g_assert_cmpuint (fixture->fake.n_reminders, ==, 1);
  g_assert_nonnull (strstr (adw_toast_get_title (window->toast), "just reminded"));
  app_test_close_window (window);
}

/* ---- another address ---- */

static void
test_transfer (Fixture *fixture, gconstpointer data)
{
  AppWindow *window = open_window (fixture);
  gpointer dialog;
  SignSigner *signer;

  app_test_act (window, "win.sign-transfer", "x", signer_id (window, 0));
  dialog = wait_for (APP_TYPE_SIGN_TRANSFER_DIALOG);
  type (dialog, 2, "adjointe@lycee.example");
  press (dialog, "Send");
  app_test_until (strstr (fixture->fake.calls->str, "transfer") != NULL
                  && !app_window_is_busy (window));
  signer = work_fake_living (&fixture->fake)->signers->pdata[0];
  g_assert_cmpstr (signer->email, ==, "adjointe@lycee.example");
  app_test_close_window (window);
}

/* ---- stopping, and the other way ---- */

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  AppWindow *window = open_window (fixture);
  g_autoptr (ModelRecord) agreement = NULL;
  WorkSigningRequest *request;
  gpointer dialog;

  app_test_act (window, "win.sign-stop", NULL);
  dialog = wait_for (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (strstr (adw_message_dialog_get_heading (dialog), "1 Agreement"));
  /* Nobody stops without saying why. */
  g_assert_false (gtk_widget_is_sensitive (app_test_find_button (GTK_WIDGET (dialog), "Stop")));
  type (dialog, 0, "Les dates changent.");
  press (dialog, "Stop");
  app_test_until (work_fake_count (&fixture->fake, SIGN_STATE_CANCELLED) == 1
                  && !app_window_is_busy (window));
  request = work_signing_fixture_request (fixture);
  g_assert_cmpstr (model_record_get (request->request, "state"), ==, "cancelled");
  g_assert_cmpstr (model_record_get (request->request, "reason"), ==, "Les dates changent.");
  work_signing_request_free (request);
  /* It may go on on paper. */
  g_assert_true (app_test_is_enabled (window, "sign-on-paper"));
  app_test_act (window, "win.sign-on-paper", NULL);
  agreement = work_signing_fixture_agreement (fixture);
  g_assert_cmpstr (model_record_get (agreement, "mode"), ==, "manual");
  g_assert_false (app_test_is_enabled (window, "sign-on-paper"));
  app_test_close_window (window);
}

static void
test_stop_given_up (Fixture *fixture, gconstpointer data)
{
  AppWindow *window = open_window (fixture);

  app_test_act (window, "win.sign-stop", NULL);
  press_and_wait (window, wait_for (ADW_TYPE_MESSAGE_DIALOG), "Cancel");
  app_test_until (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  g_assert_nonnull (work_fake_living (&fixture->fake));
  app_test_close_window (window);
}

static void
use_keyring (void)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "keyring", NULL);

  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
}

int
main (int argc, char **argv)
{
  const struct
  {
    const char *name;
    gboolean is_sent;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/app/window-signing/send", FALSE, test_send },
    { "/app/window-signing/key-for-this-once", FALSE, test_key_for_this_once },
    { "/app/window-signing/key-of-another-place", FALSE, test_key_of_another_place },
    { "/app/window-signing/key-is-kept", FALSE, test_key_is_kept },
    { "/app/window-signing/key-given-up", FALSE, test_key_given_up },
    { "/app/window-signing/failure", FALSE, test_failure },
    { "/app/window-signing/wrong-key", FALSE, test_wrong_key },
    { "/app/window-signing/no-provider", FALSE, test_no_provider },
    { "/app/window-signing/other-school", FALSE, test_other_school },
    { "/app/window-signing/first-look", TRUE, test_first_look },
    { "/app/window-signing/one-look-at-a-time", TRUE, test_one_look_at_a_time },
    { "/app/window-signing/asked-meanwhile", TRUE, test_asked_meanwhile },
    { "/app/window-signing/stopped-at-close", TRUE, test_stopped_at_close },
    { "/app/window-signing/stopped-with-the-school", TRUE, test_stopped_with_the_school },
    { "/app/window-signing/nothing-to-follow", FALSE, test_nothing_to_follow },
    { "/app/window-signing/no-key-to-follow", TRUE, test_no_key_to_follow },
    { "/app/window-signing/completed", TRUE, test_completed },
    { "/app/window-signing/selected-whole", TRUE, test_selected_whole },
    { "/app/window-signing/check-kept", TRUE, test_check_kept },
    { "/app/window-signing/remind", TRUE, test_remind },
    { "/app/window-signing/remind-selected", TRUE, test_remind_selected },
    { "/app/window-signing/transfer", TRUE, test_transfer },
    { "/app/window-signing/stop", TRUE, test_stop },
    { "/app/window-signing/stop-given-up", TRUE, test_stop_given_up },
  };
  const char *template_path;
  int code;

  /* Before there are threads. */
  use_keyring ();
  app_test_init (&argc, &argv);
  template_path = argv[1];
  app_test_make_demo ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, template_path, tests[i].is_sent ? set_up_sent : set_up,
                tests[i].func, work_signing_fixture_tear_down);
  code = g_test_run ();
  app_test_remove_demo ();
  return code;
}

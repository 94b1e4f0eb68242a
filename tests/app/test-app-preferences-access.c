/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-access.h"
#include "app-preferences-sms.h"
#include "app-preferences-test.h"
#include "app-secret-dialog.h"
#include "message-sms.h"
#include "work-settings.h"

#include <string.h>

/* How a seat gets into the accounts of mails and SMS. The keyring is a file of the test's own, and
 * the server is one that nobody runs. */

typedef AppPreferencesTest Test;

static void
set (Test *test, const char *name, const char *value)
{
  app_preferences_test_apply (test, work_change_setting_new (name, value));
}

static void
assert_setting (Test *test, const char *name, const char *value)
{
  g_autoptr (ModelSettings) settings = app_preferences_test_settings (test);

  g_assert_cmpstr (model_settings_get (settings, name), ==, value);
}

static GtkWidget *
button_of (gpointer root, const char *label)
{
  GtkWidget *button = app_test_find_button (GTK_WIDGET (root), label);

  g_assert_nonnull (button);
  return button;
}

static void
press (gpointer root, const char *label)
{
  g_signal_emit_by_name (button_of (root, label), "clicked");
}

static void
press_forget (gpointer root)
{
  GtkWidget *button;

  for (guint i = 0; (button = app_test_find (root, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_widget_get_tooltip_text (button), "Forget Passwords and Keys") == 0
        && gtk_widget_get_mapped (button))
      break;
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
shows (gpointer root, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_get_mapped (label)
        && strstr (gtk_label_get_label (GTK_LABEL (label)), text) != NULL)
      return TRUE;
  return FALSE;
}

static void
enter (gpointer root, const char *secret, gboolean keeps, const char *accept)
{
  AppSecretDialog *dialog;
  GtkWidget *control;

  press (root, "Enter…");
  app_test_until ((dialog = app_test_find_window (APP_TYPE_SECRET_DIALOG)) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (app_test_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, 0)),
                         secret);
  control = app_test_find (GTK_WIDGET (dialog), GTK_TYPE_SWITCH, 0);
  if (!keeps)
    gtk_switch_set_active (GTK_SWITCH (control), FALSE);
  press (dialog, accept);
  app_test_until (app_test_find_window (APP_TYPE_SECRET_DIALOG) == NULL);
}

static void
assert_not_in_database (Test *test, const char *secret)
{
  g_autoptr (GPtrArray) rows = app_preferences_test_records (test, MODEL_ENTITY_SETTING);

  for (guint i = 0; i < rows->len; i++)
    g_assert_null (strstr (model_record_get_or_empty (rows->pdata[i], "value"), secret));
}

/* ---- mails ---- */

static AppPreferencesAccess *
show_mail (Test *test)
{
  set (test, "message.mail.way", "smtp");
  set (test, "message.mail.host", "127.0.0.1");
  set (test, "message.mail.port", "1");
  set (test, "message.mail.security", "tls");
  set (test, "message.mail.user", "lycee@example.org");
  set (test, "message.from_address", "lycee@example.org");
  return app_preferences_test_show_group (test, GTK_WIDGET (app_preferences_access_new ()));
}

static void
test_no_account (Test *test, gconstpointer data)
{
  AppPreferencesAccess *group =
      app_preferences_test_show_group (test, GTK_WIDGET (app_preferences_access_new ()));

  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (group)));
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

/* It goes to the keyring, and from there again; the database never has it. */
static void
test_password (Test *test, gconstpointer data)
{
  AppPreferencesAccess *group = show_mail (test);

  press (group, "Check");
  app_test_until (shows (group, "is not in the keyring"));
  enter (group, "  p4ss of the test ", TRUE, "Use This Password");
  app_test_until (shows (group, "The password is in the keyring of this session."));
  assert_not_in_database (test, "p4ss");
  press (group, "Check");
  app_test_until (!shows (group, "is not in the keyring"));
  app_test_until (gtk_widget_get_mapped (button_of (group, "Check")));
  g_assert_false (shows (group, "mails can be sent"));
  press_forget (group);
  app_test_until (shows (group, "no longer in the keyring"));
  press (group, "Check");
  app_test_until (shows (group, "is not in the keyring"));
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

/* For this once it is tried, and kept nowhere. */
static void
test_password_once (Test *test, gconstpointer data)
{
  AppPreferencesAccess *group = show_mail (test);

  enter (group, "p4ss", FALSE, "Use This Password");
  app_test_until (gtk_widget_get_mapped (button_of (group, "Enter…")));
  g_assert_false (shows (group, "is not in the keyring"));
  press (group, "Check");
  app_test_until (shows (group, "is not in the keyring"));
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

/* What was said of one account is not said of another, and a sign-in takes the password's place. */
static void
test_other_account (Test *test, gconstpointer data)
{
  AppPreferencesAccess *group = show_mail (test);

  press (group, "Check");
  app_test_until (shows (group, "is not in the keyring"));
  set (test, "message.mail.auth", "oauth");
  set (test, "message.mail.oauth_service", "google");
  app_preferences_reload (test->preferences);
  app_preferences_test_wait (test);
  g_assert_false (shows (group, "is not in the keyring"));
  g_assert_true (shows (group, "Sign-in with the browser"));
  g_assert_false (gtk_widget_get_mapped (button_of (group, "Enter…")));
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

static void
test_sign_in (Test *test, gconstpointer data)
{
  AppPreferencesAccess *group = show_mail (test);
  AppSecretDialog *dialog;

  set (test, "message.mail.auth", "oauth");
  set (test, "message.mail.oauth_service", "google");
  app_preferences_reload (test->preferences);
  app_preferences_test_wait (test);
  press (group, "Sign In…");
  app_test_until ((dialog = app_test_find_window (APP_TYPE_SECRET_DIALOG)) != NULL);
  g_assert_null (app_test_find_button (GTK_WIDGET (dialog), "Use This Key"));
  press (dialog, "Cancel");
  app_test_until (app_test_find_window (APP_TYPE_SECRET_DIALOG) == NULL);
  /* Microsoft has no secret; without the application's identifier nobody can sign in. */
  set (test, "message.mail.oauth_service", "microsoft");
  app_preferences_reload (test->preferences);
  app_preferences_test_wait (test);
  press (group, "Sign In…");
  app_test_until (gtk_widget_get_mapped (button_of (group, "Sign In…")));
  g_assert_false (shows (group, "Signed in"));
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

static void
test_test_mail (Test *test, gconstpointer data)
{
  AppPreferencesAccess *group = show_mail (test);
  GtkWidget *address = app_test_find (GTK_WIDGET (group), ADW_TYPE_ENTRY_ROW, 0);

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (address)), ==, "lycee@example.org");
  gtk_editable_set_text (GTK_EDITABLE (address), " ");
  press (group, "Send Me a Test");
  g_assert_true (shows (group, "Write the address that the test goes to."));
  gtk_editable_set_text (GTK_EDITABLE (address), "moi@example.org");
  press (group, "Send Me a Test");
  app_test_until (shows (group, "is not in the keyring"));
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

/* ---- SMS ---- */

static AppPreferencesSms *
show_sms (Test *test, const char *provider)
{
  if (provider != NULL)
    set (test, "message.sms.provider", provider);
  return app_preferences_test_show_group (test, GTK_WIDGET (app_preferences_sms_new ()));
}

/* What is asked is what the provider has to know, whichever it is. */
static void
test_providers (Test *test, gconstpointer data)
{
  AppPreferencesSms *group = show_sms (test, NULL);
  GtkWidget *choice = app_setting_row_get_control (
      APP_SETTING_ROW (app_preferences_sms_get_row (group, "message.sms.provider")),
      "message.sms.provider");

  for (guint i = 0; i < message_sms_provider_get_n (); i++)
    {
      const MessageSmsProvider *provider = message_sms_provider_get (i);
      const char *key = message_sms_provider_get_key (provider);
      guint n;
      const MessageSmsSetting *settings = message_sms_provider_get_settings (provider, &n);

      gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), i + 1);
      app_preferences_test_wait (test);
      assert_setting (test, "message.sms.provider", key);
      for (guint j = 0; j < n; j++)
        {
          g_autofree char *name = g_strdup_printf ("message.sms.%s.%s", key, settings[j].key);
          GtkWidget *row = app_preferences_sms_get_row (group, name);

          g_assert_cmpint (APP_IS_JOB_ROW (row), ==, settings[j].kind == MESSAGE_SMS_SECRET);
          g_assert_true (gtk_widget_get_mapped (row));
        }
    }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 0);
  app_preferences_test_wait (test);
  assert_setting (test, "message.sms.provider", "");
  g_assert_null (app_preferences_sms_get_row (group, "message.sms.http.body"));
  g_assert_false (gtk_widget_get_mapped (button_of (group, "Check")));
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

static void
test_settings (Test *test, gconstpointer data)
{
  AppPreferencesSms *group = show_sms (test, "http");
  GtkWidget *row = app_preferences_sms_get_row (group, "message.sms.http.url");
  GtkWidget *body = app_preferences_sms_get_row (group, "message.sms.http.body");
  GtkTextView *view = GTK_TEXT_VIEW (app_test_find (body, GTK_TYPE_TEXT_VIEW, 0));

  gtk_editable_set_text (
      GTK_EDITABLE (app_setting_row_get_control (APP_SETTING_ROW (row), "message.sms.http.url")),
      "https://sms.example");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "to={to}\n&text={text}", -1);
  app_preferences_part_flush (APP_PREFERENCES_PART (group));
  app_preferences_test_wait (test);
  assert_setting (test, "message.sms.http.url", "https://sms.example");
  assert_setting (test, "message.sms.http.body", "to={to}\n&text={text}");
  g_assert_true (shows (group, "{to} stands for the number"));
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

static void
test_key (Test *test, gconstpointer data)
{
  AppPreferencesSms *group = show_sms (test, "brevo");
  GtkWidget *row = app_preferences_sms_get_row (group, "message.sms.brevo.key");

  set (test, "message.sms.brevo.sender", "LYCEE");
  press (group, "Check");
  app_test_until (shows (group, "is not in the keyring"));
  enter (row, "k3y", TRUE, "Keep in the Keyring");
  app_test_until (shows (row, "It is in the keyring of this session."));
  assert_not_in_database (test, "k3y");
  press (group, "Check");
  app_test_until (shows (group, "All that the provider has to know is there"));
  press_forget (group);
  app_test_until (shows (group, "no longer in the keyring"));
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

static void
test_test_sms (Test *test, gconstpointer data)
{
  AppPreferencesSms *group = show_sms (test, "brevo");
  GtkWidget *number = app_test_find (GTK_WIDGET (group), ADW_TYPE_ENTRY_ROW, 0);

  gtk_editable_set_text (GTK_EDITABLE (number), "04 72 00 00 00");
  press (group, "Send Me a Test");
  g_assert_true (shows (group, "This number takes no SMS"));
  gtk_editable_set_text (GTK_EDITABLE (number), "06 39 98 12 34");
  press (group, "Send Me a Test");
  app_test_until (shows (group, "is not in the keyring"));
  app_preferences_test_hide_group (GTK_WIDGET (group));
  /* Where one only writes to oneself no number is asked for. */
  group = show_sms (test, "free-mobile");
  g_assert_false (
      gtk_widget_get_mapped (app_test_find (GTK_WIDGET (group), ADW_TYPE_ENTRY_ROW, 0)));
  g_assert_true (shows (group, "Only to the owner of the line"));
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

static void
test_simplify (Test *test, gconstpointer data)
{
  AppPreferencesSms *group = show_sms (test, "brevo");
  AppSettingRow *row =
      APP_SETTING_ROW (app_preferences_sms_get_row (group, "message.sms.simplify"));

  gtk_switch_set_active (GTK_SWITCH (app_setting_row_get_control (row, "message.sms.simplify")),
                         FALSE);
  app_preferences_test_wait (test);
  assert_setting (test, "message.sms.simplify", "0");
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

int
main (int argc, char **argv)
{
  g_autofree char *keyring = g_build_filename (g_get_user_cache_dir (), "keyring", NULL);

  /* Before there are threads. */
  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  app_test_init (&argc, &argv);
  APP_PREFERENCES_ADD ("/app/preferences-access/no-account", test_no_account);
  APP_PREFERENCES_ADD ("/app/preferences-access/password", test_password);
  APP_PREFERENCES_ADD ("/app/preferences-access/password-once", test_password_once);
  APP_PREFERENCES_ADD ("/app/preferences-access/other-account", test_other_account);
  APP_PREFERENCES_ADD ("/app/preferences-access/sign-in", test_sign_in);
  APP_PREFERENCES_ADD ("/app/preferences-access/test-mail", test_test_mail);
  APP_PREFERENCES_ADD ("/app/preferences-sms/providers", test_providers);
  APP_PREFERENCES_ADD ("/app/preferences-sms/settings", test_settings);
  APP_PREFERENCES_ADD ("/app/preferences-sms/key", test_key);
  APP_PREFERENCES_ADD ("/app/preferences-sms/test-sms", test_test_sms);
  APP_PREFERENCES_ADD ("/app/preferences-sms/simplify", test_simplify);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-signing.h"
#include "app-preferences-test.h"
#include "app-secret-dialog.h"
#include "sign-provider.h"
#include "work-settings.h"

#include <string.h>

/* The page of electronic signature. The keyring is a file of the test's own. */

typedef AppPreferencesTest Test;

static AppPreferencesSigning *
show (Test *test)
{
  AppPreferencesSigning *page = app_preferences_signing_new ();

  app_preferences_test_show (test, GTK_WIDGET (page));
  return page;
}

static void
hide (AppPreferencesSigning *page)
{
  app_test_destroy (GTK_WIDGET (page));
}

static gboolean
shows (AppPreferencesSigning *page, const char *name)
{
  return gtk_widget_get_mapped (GTK_WIDGET (app_preferences_signing_get_row (page, name)));
}

static GtkWidget *
control (AppPreferencesSigning *page, const char *name)
{
  return app_setting_row_get_control (app_preferences_signing_get_row (page, name), name);
}

static void
choose (Test *test, AppPreferencesSigning *page, const char *name, guint position)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (control (page, name)), position);
  app_preferences_test_wait (test);
}

static guint
n_choices (AppPreferencesSigning *page, const char *name)
{
  return g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (control (page, name))));
}

static void
assert_setting (Test *test, const char *name, const char *value)
{
  g_autoptr (ModelSettings) settings = app_preferences_test_settings (test);

  g_assert_cmpstr (model_settings_get (settings, name), ==, value);
}

/* ---- settings ---- */

/* Without a provider nothing else is asked; what is asked is what the provider has. */
static void
test_provider (Test *test, gconstpointer data)
{
  AppPreferencesSigning *page = show (test);

  g_assert_true (shows (page, "sign.provider"));
  g_assert_false (shows (page, "sign.environment"));
  g_assert_false (shows (page, "sign.method"));
  choose (test, page, "sign.provider", 1);
  assert_setting (test, "sign.provider", sign_provider_get_id (sign_provider_get (0)));
  g_assert_true (shows (page, "sign.environment"));
  g_assert_true (shows (page, "sign.method"));
  g_assert_cmpuint (n_choices (page, "sign.method"), ==, 3);
  g_assert_false (shows (page, "sign.url"));
  choose (test, page, "sign.provider", 0);
  assert_setting (test, "sign.provider", "");
  g_assert_false (shows (page, "sign.method"));
  hide (page);
}

static void
test_own_server (Test *test, gconstpointer data)
{
  AppPreferencesSigning *page = show (test);
  const SignProvider *own = sign_provider_find ("documenso");

  for (guint i = 0; i < sign_provider_get_n (); i++)
    if (sign_provider_get (i) == own)
      choose (test, page, "sign.provider", i + 1);
  assert_setting (test, "sign.provider", "documenso");
  g_assert_cmpuint (n_choices (page, "sign.method"), ==, 1);
  for (guint i = 0; i < n_choices (page, "sign.environment"); i++)
    {
      choose (test, page, "sign.environment", i);
      if (shows (page, "sign.url"))
        break;
    }
  g_assert_true (shows (page, "sign.url"));
  g_assert_true (shows (page, "sign.ca_file"));
  gtk_editable_set_text (GTK_EDITABLE (control (page, "sign.url")), "https://sign.lycee.example");
  app_preferences_part_flush (APP_PREFERENCES_PART (page));
  app_preferences_test_wait (test);
  assert_setting (test, "sign.url", "https://sign.lycee.example");
  hide (page);
}

static void
test_way (Test *test, gconstpointer data)
{
  AppPreferencesSigning *page = show (test);

  choose (test, page, "sign.provider", 1);
  choose (test, page, "sign.ordered", 1);
  assert_setting (test, "sign.ordered", "0");
  choose (test, page, "sign.method", 1);
  assert_setting (test, "sign.method", "email_code");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (control (page, "sign.expires_days")), 30);
  app_preferences_part_flush (APP_PREFERENCES_PART (page));
  app_preferences_test_wait (test);
  assert_setting (test, "sign.expires_days", "30");
  hide (page);
}

static void
test_read_only (Test *test, gconstpointer data)
{
  AppPreferencesSigning *page;

  app_preferences_test_reopen_read_only (test);
  page = show (test);
  g_assert_false (gtk_widget_is_sensitive (control (page, "sign.provider")));
  hide (page);
}

/* ---- the key ---- */

static void
press (gpointer root, const char *label)
{
  GtkWidget *button = app_test_find_button (GTK_WIDGET (root), label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
says (AppPreferencesSigning *page, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (GTK_WIDGET (page), GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_get_mapped (label) && strstr (gtk_label_get_label (GTK_LABEL (label)), text))
      return TRUE;
  return FALSE;
}

static AppSecretDialog *
enter (AppPreferencesSigning *page, const char *key)
{
  AppSecretDialog *dialog;

  press (page, "Enter…");
  app_test_until ((dialog = app_test_find_window (APP_TYPE_SECRET_DIALOG)) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (app_test_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, 0)),
                         key);
  return dialog;
}

static void
press_forget (AppPreferencesSigning *page)
{
  GtkWidget *button;

  for (guint i = 0; (button = app_test_find (GTK_WIDGET (page), GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_widget_get_tooltip_text (button), "Forget the Key") == 0)
      break;
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* It goes to the keyring, and from there again; the database never has it. */
static void
test_key (Test *test, gconstpointer data)
{
  AppPreferencesSigning *page = show (test);
  g_autoptr (GPtrArray) rows = NULL;
  AppSecretDialog *dialog;

  choose (test, page, "sign.provider", 1);
  press (page, "Try");
  app_test_until (says (page, "There is no key for Yousign"));
  dialog = enter (page, "  key-of-the-test ");
  press (dialog, "Use This Key");
  app_test_until (says (page, "The key is in the keyring of this session."));
  rows = app_preferences_test_records (test, MODEL_ENTITY_SETTING);
  for (guint i = 0; i < rows->len; i++)
    g_assert_null (strstr (model_record_get_or_empty (rows->pdata[i], "value"), "key-of-the-test"));
  press_forget (page);
  app_test_until (says (page, "The key is no longer in the keyring."));
  press (page, "Try");
  app_test_until (says (page, "There is no key for Yousign"));
  hide (page);
}

static void
test_key_given_up (Test *test, gconstpointer data)
{
  AppPreferencesSigning *page = show (test);

  choose (test, page, "sign.provider", 1);
  press (enter (page, "key"), "Cancel");
  app_test_until (app_test_find_window (APP_TYPE_SECRET_DIALOG) == NULL);
  press (page, "Try");
  app_test_until (says (page, "There is no key for Yousign"));
  /* What was said of one provider is not said of another. */
  choose (test, page, "sign.provider", 2);
  g_assert_false (says (page, "There is no key for Yousign"));
  hide (page);
}

/* The preferences may be closed before the keyring has answered. */
static void
test_gone_while_asking (Test *test, gconstpointer data)
{
  AppPreferencesSigning *page = show (test);
  gpointer weak = page;

  choose (test, page, "sign.provider", 1);
  g_object_add_weak_pointer (G_OBJECT (page), &weak);
  press (page, "Try");
  g_assert_true (says (page, "One moment…"));
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))));
  app_test_until (weak == NULL);
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
  APP_PREFERENCES_ADD ("/app/preferences-signing/provider", test_provider);
  APP_PREFERENCES_ADD ("/app/preferences-signing/own-server", test_own_server);
  APP_PREFERENCES_ADD ("/app/preferences-signing/way", test_way);
  APP_PREFERENCES_ADD ("/app/preferences-signing/read-only", test_read_only);
  APP_PREFERENCES_ADD ("/app/preferences-signing/key", test_key);
  APP_PREFERENCES_ADD ("/app/preferences-signing/key-given-up", test_key_given_up);
  APP_PREFERENCES_ADD ("/app/preferences-signing/gone-while-asking", test_gone_while_asking);
  return g_test_run ();
}

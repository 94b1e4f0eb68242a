/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-messages.h"
#include "app-preferences-test.h"
#include "work-settings.h"

#include <string.h>

/* Settings of mails: the sender, the account, the pace. */

typedef AppPreferencesTest Test;

static AppPreferencesMessages *
show (Test *test, const char *what)
{
  AppPreferencesMessages *group = app_preferences_messages_new (what);

  return app_preferences_test_show_group (test, GTK_WIDGET (group));
}

static void
hide (AppPreferencesMessages *group)
{
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

static gboolean
shows (AppPreferencesMessages *group, const char *name)
{
  return gtk_widget_get_visible (GTK_WIDGET (app_preferences_messages_get_row (group, name)));
}

static GtkWidget *
control (AppPreferencesMessages *group, const char *name)
{
  return app_setting_row_get_control (app_preferences_messages_get_row (group, name), name);
}

static void
choose (Test *test, AppPreferencesMessages *group, const char *name, const char *label)
{
  GtkDropDown *drop_down = GTK_DROP_DOWN (control (group, name));
  GListModel *model = gtk_drop_down_get_model (drop_down);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

      if (g_str_equal (gtk_string_object_get_string (item), label))
        {
          gtk_drop_down_set_selected (drop_down, i);
          app_preferences_test_wait (test);
          return;
        }
    }
  g_assert_not_reached ();
}

static void
type (Test *test, AppPreferencesMessages *group, const char *name, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (control (group, name)), text);
  app_preferences_part_flush (APP_PREFERENCES_PART (group));
  app_preferences_test_wait (test);
}

static void
assert_setting (Test *test, const char *name, const char *value)
{
  g_autoptr (ModelSettings) settings = app_preferences_test_settings (test);

  g_assert_cmpstr (model_settings_get (settings, name), ==, value);
}

static void
set (Test *test, const char *name, const char *value)
{
  app_preferences_test_apply (test, work_change_setting_new (name, value));
}

/* Without an account nothing else is asked. */
static void
test_way (Test *test, gconstpointer data)
{
  AppPreferencesMessages *group = show (test, "mail");

  g_assert_true (shows (group, "message.mail.way"));
  g_assert_false (shows (group, "message.mail.host"));
  choose (test, group, "message.mail.way", "By hand, in my mail program");
  assert_setting (test, "message.mail.way", "program");
  g_assert_false (shows (group, "message.mail.host"));
  choose (test, group, "message.mail.way", "Through the school's mail account");
  assert_setting (test, "message.mail.way", "smtp");
  g_assert_true (shows (group, "message.mail.host"));
  g_assert_false (shows (group, "message.mail.oauth_client"));
  choose (test, group, "message.mail.auth", "With the browser (OAuth 2)");
  g_assert_true (shows (group, "message.mail.oauth_client"));
  g_assert_false (shows (group, "message.mail.oauth_tenant"));
  choose (test, group, "message.mail.oauth_service", "Microsoft");
  g_assert_true (shows (group, "message.mail.oauth_tenant"));
  hide (group);
}

/* A service fills in what it wants, in one change. */
static void
test_service (Test *test, gconstpointer data)
{
  AppPreferencesMessages *group;
  guint n;

  set (test, "message.mail.way", "smtp");
  set (test, "message.from_address", "ce.0690001a@ac-lyon.fr");
  group = show (test, "mail");
  n = test->n_changed;
  choose (test, group, "service", "Microsoft 365");
  g_assert_cmpuint (test->n_changed, ==, n + 1);
  assert_setting (test, "message.mail.host", "smtp.office365.com");
  assert_setting (test, "message.mail.port", "587");
  assert_setting (test, "message.mail.security", "starttls");
  assert_setting (test, "message.mail.auth", "oauth");
  assert_setting (test, "message.mail.oauth_service", "microsoft");
  assert_setting (test, "message.mail.user", "ce.0690001a@ac-lyon.fr");
  choose (test, group, "service", "Académie (ac-….fr)");
  assert_setting (test, "message.mail.host", "smtp.ac-lyon.fr");
  assert_setting (test, "message.mail.security", "tls");
  assert_setting (test, "message.mail.auth", "password");
  choose (test, group, "service", "Another");
  assert_setting (test, "message.mail.host", "");
  /* One of its own is none of those that are known. */
  type (test, group, "message.mail.host", "smtp.lycee.example");
  assert_setting (test, "message.mail.host", "smtp.lycee.example");
  hide (group);
}

static void
test_academy_without_address (Test *test, gconstpointer data)
{
  AppPreferencesMessages *group;

  set (test, "message.mail.way", "smtp");
  group = show (test, "mail");
  choose (test, group, "service", "Académie (ac-….fr)");
  g_assert_cmpstr (app_setting_row_get_note (app_preferences_messages_get_row (group, "service")),
                   ==, "Write the address of the sender first: the server goes with it.");
  assert_setting (test, "message.mail.host", "");
  hide (group);
}

/* The address tells the service where none was chosen, and never replaces one that was. */
static void
test_address (Test *test, gconstpointer data)
{
  AppPreferencesMessages *group;

  set (test, "message.mail.way", "smtp");
  group = show (test, "sender");
  type (test, group, "message.from_address", "lycee@gmail.com");
  assert_setting (test, "message.from_address", "lycee@gmail.com");
  assert_setting (test, "message.mail.host", "smtp.gmail.com");
  assert_setting (test, "message.mail.user", "lycee@gmail.com");
  assert_setting (test, "message.mail.auth", "oauth");
  type (test, group, "message.from_address", "ce.0690001a@ac-lyon.fr");
  assert_setting (test, "message.mail.host", "smtp.gmail.com");
  assert_setting (test, "message.mail.user", "lycee@gmail.com");
  hide (group);
}

/* So does choosing that there is an account. */
static void
test_address_first (Test *test, gconstpointer data)
{
  AppPreferencesMessages *group;

  set (test, "message.from_address", "ce.0690001a@ac-lyon.fr");
  group = show (test, "mail");
  choose (test, group, "message.mail.way", "Through the school's mail account");
  assert_setting (test, "message.mail.host", "smtp.ac-lyon.fr");
  assert_setting (test, "message.mail.port", "465");
  hide (group);
}

static void
test_refused (Test *test, gconstpointer data)
{
  AppPreferencesMessages *group = show (test, "sender");
  const char *note;

  type (test, group, "message.from_address", "nobody");
  note =
      app_setting_row_get_note (app_preferences_messages_get_row (group, "message.from_address"));
  g_assert_nonnull (note);
  g_assert_nonnull (strstr (note, "nobody"));
  assert_setting (test, "message.from_address", "");
  hide (group);
}

static void
test_pace_and_quiet (Test *test, gconstpointer data)
{
  AppPreferencesMessages *group = show (test, "pace");

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (control (group, "message.delay")), 60);
  app_preferences_part_flush (APP_PREFERENCES_PART (group));
  app_preferences_test_wait (test);
  assert_setting (test, "message.delay", "60");
  hide (group);
  group = show (test, "quiet");
  gtk_switch_set_active (GTK_SWITCH (control (group, "message.saturdays")), TRUE);
  app_preferences_test_wait (test);
  assert_setting (test, "message.saturdays", "1");
  hide (group);
}

static void
test_read_only (Test *test, gconstpointer data)
{
  AppPreferencesMessages *group;

  app_preferences_test_reopen_read_only (test);
  group = show (test, "mail");
  g_assert_false (gtk_widget_is_sensitive (control (group, "message.mail.way")));
  hide (group);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  APP_PREFERENCES_ADD ("/app/preferences-messages/way", test_way);
  APP_PREFERENCES_ADD ("/app/preferences-messages/service", test_service);
  APP_PREFERENCES_ADD ("/app/preferences-messages/academy", test_academy_without_address);
  APP_PREFERENCES_ADD ("/app/preferences-messages/address", test_address);
  APP_PREFERENCES_ADD ("/app/preferences-messages/address-first", test_address_first);
  APP_PREFERENCES_ADD ("/app/preferences-messages/refused", test_refused);
  APP_PREFERENCES_ADD ("/app/preferences-messages/pace-and-quiet", test_pace_and_quiet);
  APP_PREFERENCES_ADD ("/app/preferences-messages/read-only", test_read_only);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-message-plans-window.h"
#include "app-preferences-blocks.h"
#include "app-preferences-notices.h"
#include "app-preferences-sending.h"
#include "app-preferences-test.h"
#include "work-settings.h"

#include <string.h>

/* What leaves by itself, to whom nothing leaves, and what the desktop tells of. */

typedef AppPreferencesTest Test;

static gboolean
says (gpointer root, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (strstr (gtk_label_get_label (GTK_LABEL (label)), text) != NULL)
      return TRUE;
  return FALSE;
}

/* ---- rules ---- */

static AppPreferencesSending *
show (Test *test)
{
  return app_preferences_test_show_group (test, GTK_WIDGET (app_preferences_sending_new ()));
}

/* One rule for each occasion that the program can notice and each who may be written to. */
static void
test_rules (Test *test, gconstpointer data)
{
  AppPreferencesSending *group = show (test);
  guint n;
  const ModelMessageEvent *events = model_message_event_list (&n);

  for (guint i = 0; i < n; i++)
    for (guint audience = 0; audience < MODEL_MESSAGE_N_AUDIENCES; audience++)
      g_assert_cmpint (app_preferences_sending_get_row (group, events[i].key, audience) != NULL, ==,
                       events[i].clock != MODEL_MESSAGE_CLOCK_NONE
                           && (events[i].audiences & MODEL_MESSAGE_AUDIENCE_BIT (audience)) != 0);
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

static void
test_change (Test *test, gconstpointer data)
{
  AppPreferencesSending *group = show (test);
  AppMessageRuleRow *row =
      app_preferences_sending_get_row (group, "agreement.late", MODEL_MESSAGE_TUTOR);
  g_autoptr (GPtrArray) records = NULL;

  g_assert_false (says (group, "Tutors: "));
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (app_test_find_button (GTK_WIDGET (row), "E-mail")), TRUE);
  app_preferences_test_wait (test);
  records = app_preferences_test_records (test, MODEL_ENTITY_MESSAGE_RULE);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpstr (model_record_get (records->pdata[0], "event"), ==, "agreement.late");
  g_assert_cmpstr (model_record_get (records->pdata[0], "audience"), ==, "tutor");
  /* It is read without opening the occasion. */
  g_assert_true (says (group, "Tutors: 7 days before the first day, by e-mail, 2 times at most"));
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

static void
test_switch (Test *test, gconstpointer data)
{
  AppPreferencesSending *group = show (test);
  AppSettingRow *row = app_preferences_sending_get_switch (group);
  GtkWidget *control = app_setting_row_get_control (row, "message.rules");
  g_autoptr (ModelSettings) settings = NULL;

  g_assert_false (gtk_switch_get_active (GTK_SWITCH (control)));
  gtk_switch_set_active (GTK_SWITCH (control), TRUE);
  app_preferences_test_wait (test);
  settings = app_preferences_test_settings (test);
  g_assert_cmpstr (model_settings_get (settings, "message.rules"), ==, "1");
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

static void
test_flushed (Test *test, gconstpointer data)
{
  AppPreferencesSending *group = show (test);
  AppMessageRuleRow *row =
      app_preferences_sending_get_row (group, "agreement.late", MODEL_MESSAGE_TUTOR);
  g_autoptr (GPtrArray) records = NULL;

  gtk_spin_button_set_value (
      GTK_SPIN_BUTTON (app_test_find (GTK_WIDGET (row), GTK_TYPE_SPIN_BUTTON, 0)), 12);
  app_preferences_part_flush (APP_PREFERENCES_PART (group));
  app_preferences_test_wait (test);
  records = app_preferences_test_records (test, MODEL_ENTITY_MESSAGE_RULE);
  g_assert_cmpint (model_record_get_int (records->pdata[0], "days"), ==, 12);
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

static void
test_read_only (Test *test, gconstpointer data)
{
  AppPreferencesSending *group;
  AppMessageRuleRow *row;

  app_preferences_test_reopen_read_only (test);
  group = show (test);
  row = app_preferences_sending_get_row (group, "agreement.late", MODEL_MESSAGE_TUTOR);
  g_assert_false (gtk_widget_is_sensitive (app_test_find_button (GTK_WIDGET (row), "SMS")));
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

/* ---- what would leave ---- */

static WorkMessagePlan *
plan_new (WorkMessageChannel channel, gboolean can_be_sent)
{
  WorkMessagePlan *plan = g_new0 (WorkMessagePlan, 1);

  plan->event = g_strdup ("agreement.late");
  plan->audience = MODEL_MESSAGE_TUTOR;
  plan->channel = channel;
  plan->name = g_strdup ("Mme Anne ROUX");
  plan->address = can_be_sent ? g_strdup ("anne@roux.example") : NULL;
  plan->student = g_strdup ("ABADIE Léa");
  plan->class_name = g_strdup ("2MELEC");
  plan->body = g_strdup ("Bonjour");
  plan->parts = channel == WORK_MESSAGE_SMS ? 2 : 0;
  plan->problems = g_ptr_array_new_with_free_func (g_free);
  plan->warnings = g_ptr_array_new_with_free_func (g_free);
  plan->can_be_sent = can_be_sent;
  if (!can_be_sent)
    g_ptr_array_add (plan->problems, g_strdup ("There is no address."));
  return plan;
}

static void
test_plans (void)
{
  g_autoptr (GPtrArray) plans =
      g_ptr_array_new_with_free_func ((GDestroyNotify) work_message_plan_free);
  AppMessagePlansWindow *window = app_message_plans_window_new (NULL, NULL);

  g_ptr_array_add (plans, plan_new (WORK_MESSAGE_MAIL, TRUE));
  g_ptr_array_add (plans, plan_new (WORK_MESSAGE_SMS, TRUE));
  g_ptr_array_add (plans, plan_new (WORK_MESSAGE_MAIL, FALSE));
  app_message_plans_window_show_plans (window, plans);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (says (window, "1 e-mail and 2 SMS would leave now."));
  g_assert_true (says (window, "Mme Anne ROUX — anne@roux.example"));
  g_assert_true (says (window, "Mme Anne ROUX — no address"));
  g_assert_true (
      says (window, "E-mail — Agreement late — ABADIE Léa 2MELEC\nThere is no address."));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A new school has nothing to write of. */
static void
test_no_plans (Test *test, gconstpointer data)
{
  AppPreferencesSending *group = show (test);
  AppMessagePlansWindow *window;
  GtkWidget *row = app_test_find (GTK_WIDGET (group), ADW_TYPE_ACTION_ROW, 0);

  adw_action_row_activate (ADW_ACTION_ROW (row));
  app_test_until ((window = app_test_find_window (APP_TYPE_MESSAGE_PLANS_WINDOW)) != NULL);
  app_test_until (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (
                                 app_test_find (GTK_WIDGET (window), GTK_TYPE_STACK, 0))),
                             "none")
                  == 0);
  gtk_window_destroy (GTK_WINDOW (window));
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

/* ---- to whom nothing leaves ---- */

static void
block (Test *test, AppPreferencesBlocks *group, const char *text)
{
  GtkWidget *entry = app_test_find (GTK_WIDGET (group), ADW_TYPE_ENTRY_ROW, 0);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "apply");
  app_preferences_test_wait (test);
}

static void
test_blocks (Test *test, gconstpointer data)
{
  AppPreferencesBlocks *group = app_preferences_blocks_new ();
  g_autoptr (GPtrArray) records = NULL;
  GtkWidget *button;

  app_preferences_test_show_group (test, GTK_WIDGET (group));
  g_assert_true (says (group, "No address is blocked"));
  block (test, group, "  Parent@Example.org ");
  block (test, group, "06 39 98 12 34");
  g_assert_true (says (group, "parent@example.org"));
  g_assert_true (says (group, "+33639981234"));
  g_assert_true (says (group, "Does not want to be written to, since "));
  block (test, group, "nothing");
  g_assert_nonnull (test->said);
  records = app_preferences_test_records (test, MODEL_ENTITY_MESSAGE_BLOCK);
  g_assert_cmpuint (records->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      button = app_test_find_button (GTK_WIDGET (group), "Write Again");
      g_signal_emit_by_name (button, "clicked");
      app_preferences_test_wait (test);
    }
  g_assert_cmpstr (test->said, ==, "It may be written to again");
  g_assert_nonnull (test->undoable);
  g_assert_null (app_test_find_button (GTK_WIDGET (group), "Write Again"));
  app_preferences_test_hide_group (GTK_WIDGET (group));
}

/* ---- the desktop ---- */

static void
test_notices (void)
{
  AppPreferencesNotices *group = app_preferences_notices_new ();
  g_autoptr (GSettings) settings = g_settings_new (PARAPHE_APPLICATION_ID);
  static const char *const keys[] = { "notify-signed", "notify-declined", "notify-failed",
                                      "notify-teacher", "notify-jobs" };

  app_test_show (GTK_WIDGET (group));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkSwitch *control = app_preferences_notices_get_switch (group, keys[i]);

      g_assert_true (gtk_switch_get_active (control));
      gtk_switch_set_active (control, FALSE);
      g_assert_false (g_settings_get_boolean (settings, keys[i]));
      g_settings_reset (settings, keys[i]);
      g_assert_true (gtk_switch_get_active (control));
    }
  app_test_destroy (GTK_WIDGET (group));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  APP_PREFERENCES_ADD ("/app/preferences-sending/rules", test_rules);
  APP_PREFERENCES_ADD ("/app/preferences-sending/change", test_change);
  APP_PREFERENCES_ADD ("/app/preferences-sending/switch", test_switch);
  APP_PREFERENCES_ADD ("/app/preferences-sending/flushed", test_flushed);
  APP_PREFERENCES_ADD ("/app/preferences-sending/read-only", test_read_only);
  g_test_add_func ("/app/preferences-sending/plans", test_plans);
  APP_PREFERENCES_ADD ("/app/preferences-sending/no-plans", test_no_plans);
  APP_PREFERENCES_ADD ("/app/preferences-sending/blocks", test_blocks);
  g_test_add_func ("/app/preferences-sending/notices", test_notices);
  return g_test_run ();
}

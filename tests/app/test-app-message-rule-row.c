/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-message-rule-row.h"
#include "app-test.h"

/* A rule of automatic sending, as a sentence and as controls. */

static guint n_chosen;

static void
on_chosen_cb (AppMessageRuleRow *row, gpointer user_data)
{
  n_chosen++;
}

static AppMessageRuleRow *
show (const WorkMessageRule *rule)
{
  AppMessageRuleRow *row = app_message_rule_row_new (rule);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  n_chosen = 0;
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (row));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  g_signal_connect (row, "chosen", G_CALLBACK (on_chosen_cb), NULL);
  app_test_show (page);
  return row;
}

static void
hide (AppMessageRuleRow *row)
{
  app_test_destroy (gtk_widget_get_ancestor (GTK_WIDGET (row), ADW_TYPE_PREFERENCES_PAGE));
}

static void
test_sentence (void)
{
  static const struct
  {
    WorkMessageRule rule;
    const char *sentence;
  } cases[] = {
    { { (char *) "agreement.late", MODEL_MESSAGE_TUTOR, FALSE, FALSE, 7, 3, 2 },
      "Nothing is sent" },
    { { (char *) "agreement.late", MODEL_MESSAGE_TUTOR, TRUE, FALSE, 7, 3, 2 },
      "7 days before the first day, by e-mail, 3 times at most, every 2 days" },
    { { (char *) "agreement.late", MODEL_MESSAGE_TUTOR, FALSE, TRUE, 1, 1, 2 },
      "1 day before the first day, by SMS, once" },
    { { (char *) "agreement.late", MODEL_MESSAGE_TUTOR, TRUE, TRUE, 0, 2, 1 },
      "On the first day, by e-mail and SMS, 2 times at most, every day" },
    { { (char *) "certificate.missing", MODEL_MESSAGE_TUTOR, TRUE, FALSE, 14, 1, 1 },
      "14 days after the last day, by e-mail, once" },
    { { (char *) "agreement.signed", MODEL_MESSAGE_TUTOR, TRUE, FALSE, 0, 1, 1 },
      "As soon as it comes about, by e-mail, once" },
    { { (char *) "agreement.reminder", MODEL_MESSAGE_TUTOR, TRUE, FALSE, 7, 2, 7 },
      "7 days later, by e-mail, 2 times at most, every 7 days" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sentence = app_message_rule_row_dup_sentence (&cases[i].rule);

      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

static const WorkMessageRule late = {
  (char *) "agreement.late", MODEL_MESSAGE_TUTOR, FALSE, FALSE, 7, 1, 3
};

/* What is switched on shows its numbers, and how long between two where there are two. */
static void
test_controls (void)
{
  AppMessageRuleRow *row = show (&late);
  GtkWidget *mail = app_test_find_button (GTK_WIDGET (row), "E-mail");
  GtkWidget *days = app_test_find (GTK_WIDGET (row), GTK_TYPE_SPIN_BUTTON, 0);
  GtkWidget *most = app_test_find (GTK_WIDGET (row), GTK_TYPE_SPIN_BUTTON, 1);
  GtkWidget *every = app_test_find (GTK_WIDGET (row), GTK_TYPE_SPIN_BUTTON, 2);

  g_assert_false (gtk_widget_get_mapped (days));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (mail), TRUE);
  g_assert_cmpuint (n_chosen, ==, 1);
  g_assert_true (app_message_rule_row_get_rule (row)->mail);
  g_assert_true (gtk_widget_get_child_visible (days));
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_parent (every)));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (most), 2);
  g_assert_true (gtk_widget_get_visible (gtk_widget_get_parent (every)));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (days), 5);
  g_assert_cmpuint (n_chosen, ==, 1);
  /* What was read meanwhile is older than what is being clicked. */
  app_message_rule_row_show (row, &late);
  g_assert_cmpint (app_message_rule_row_get_rule (row)->days, ==, 5);
  app_test_until (n_chosen == 2);
  g_assert_cmpint (app_message_rule_row_get_rule (row)->at_most, ==, 2);
  app_message_rule_row_show (row, &late);
  g_assert_false (app_message_rule_row_get_rule (row)->mail);
  g_assert_cmpuint (n_chosen, ==, 2);
  hide (row);
}

static void
test_flush (void)
{
  AppMessageRuleRow *row = show (&late);

  app_message_rule_row_flush (row);
  g_assert_cmpuint (n_chosen, ==, 0);
  gtk_spin_button_set_value (
      GTK_SPIN_BUTTON (app_test_find (GTK_WIDGET (row), GTK_TYPE_SPIN_BUTTON, 0)), 9);
  app_message_rule_row_flush (row);
  g_assert_cmpuint (n_chosen, ==, 1);
  app_message_rule_row_set_editable (row, FALSE);
  g_assert_false (gtk_widget_is_sensitive (app_test_find_button (GTK_WIDGET (row), "SMS")));
  hide (row);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/message-rule-row/sentence", test_sentence);
  g_test_add_func ("/app/message-rule-row/controls", test_controls);
  g_test_add_func ("/app/message-rule-row/flush", test_flush);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sign-plan-row.h"
#include "app-sign-window.h"
#include "app-test.h"

#include <string.h>

/* The last look before agreements leave. */

static guint n_accepted;

static WorkSigningSetup *
setup_new (const char *environment, gboolean ordered)
{
  WorkSigningSetup *setup = g_new0 (WorkSigningSetup, 1);

  setup->provider = work_signing_find_provider ("yousign");
  setup->environment = sign_provider_find_environment (setup->provider, environment);
  setup->ordered = ordered;
  g_assert_nonnull (setup->environment);
  return setup;
}

static void
person_free (gpointer data)
{
  WorkSigningPerson *person = data;

  g_free (person->role);
  g_free (person->title);
  g_free (person->given_name);
  g_free (person->family_name);
  g_free (person->email);
  g_free (person->mobile);
  g_free (person);
}

static void
add_person (WorkSigningPlan *plan, const char *family_name, const char *email, SignMethod method)
{
  WorkSigningPerson *person = g_new0 (WorkSigningPerson, 1);

  person->role = g_strdup ("tutor");
  person->title = g_strdup ("Tuteur");
  person->given_name = g_strdup ("Anne");
  person->family_name = g_strdup (family_name);
  person->email = g_strdup (email);
  person->method = method;
  if (method == SIGN_METHOD_SMS_CODE)
    person->mobile = g_strdup ("+33612345678");
  g_ptr_array_add (plan->people, person);
}

static WorkSigningPlan *
add_plan (GPtrArray *plans, const char *student)
{
  WorkSigningPlan *plan = g_new0 (WorkSigningPlan, 1);

  plan->agreement_id = plans->len + 1;
  plan->number = g_strdup_printf ("2026-%04u", plans->len + 1);
  plan->student = g_strdup (student);
  plan->class_name = g_strdup ("2MELEC");
  plan->people = g_ptr_array_new_with_free_func (person_free);
  plan->problems = g_ptr_array_new_with_free_func (g_free);
  plan->warnings = g_ptr_array_new_with_free_func (g_free);
  plan->can_be_sent = TRUE;
  plan->n_calls = 9;
  add_person (plan, "ROUX", "anne@roux.example", SIGN_METHOD_LINK);
  add_person (plan, "VIDAL", "anne@vidal.example", SIGN_METHOD_SMS_CODE);
  g_ptr_array_add (plans, plan);
  return plan;
}

static void
spoil (WorkSigningPlan *plan, const char *problem)
{
  plan->can_be_sent = FALSE;
  g_ptr_array_add (plan->problems, g_strdup (problem));
}

static GPtrArray *
plans_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) work_signing_plan_free);
}

static void
on_accepted_cb (AppSignWindow *dialog, gpointer user_data)
{
  n_accepted++;
}

static AppSignWindow *
show (GPtrArray *plans, const char *environment, gboolean ordered)
{
  g_autoptr (WorkSigningSetup) setup = setup_new (environment, ordered);
  AppSignWindow *dialog = app_sign_window_new (NULL, setup, plans);

  n_accepted = 0;
  g_signal_connect (dialog, "accepted", G_CALLBACK (on_accepted_cb), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  return dialog;
}

static void
close_window (AppSignWindow *dialog)
{
  gpointer weak = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &weak);
  gtk_window_destroy (GTK_WINDOW (dialog));
  app_test_until (weak == NULL);
}

static AppSignPlanRow *
row_at (AppSignWindow *dialog, guint n)
{
  return APP_SIGN_PLAN_ROW (app_test_find (GTK_WIDGET (dialog), APP_TYPE_SIGN_PLAN_ROW, n));
}

static GtkCheckButton *
check_of (AppSignPlanRow *row)
{
  return GTK_CHECK_BUTTON (app_test_find (GTK_WIDGET (row), GTK_TYPE_CHECK_BUTTON, 0));
}

static gboolean
says (gpointer root, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (GTK_WIDGET (root), GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_get_mapped (label) && strstr (gtk_label_get_label (GTK_LABEL (label)), text))
      return TRUE;
  return FALSE;
}

/* (transfer full): the numbers of what would be sent */
static char *
chosen (AppSignWindow *dialog)
{
  g_autoptr (GPtrArray) plans = app_sign_window_get_plans (dialog);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < plans->len; i++)
    g_string_append_printf (text, "%s ", ((WorkSigningPlan *) plans->pdata[i])->number);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_chosen (AppSignWindow *dialog, const char *wanted)
{
  g_autofree char *found = chosen (dialog);

  g_assert_cmpstr (found, ==, wanted);
}

/* ---- what leaves ---- */

static void
test_chosen (void)
{
  g_autoptr (GPtrArray) plans = plans_new ();
  AppSignWindow *dialog;
  GtkWidget *accept;

  add_plan (plans, "ABADIE Léa");
  spoil (add_plan (plans, "BRÛLÉ Noé"), "Noé BRÛLÉ has no e-mail address.");
  add_plan (plans, "CAZALS Inès");
  dialog = show (plans, "production", TRUE);
  accept = app_test_find_button (GTK_WIDGET (dialog), "Send 2 Agreements");
  g_assert_nonnull (accept);
  assert_chosen (dialog, "2026-0001 2026-0003 ");
  g_assert_true (says (dialog, "Cannot Be Sent Yet"));
  g_assert_true (says (dialog, "Noé BRÛLÉ has no e-mail address."));
  /* Left out, it stays; without any there is nothing to send. */
  gtk_check_button_set_active (check_of (row_at (dialog, 1)), FALSE);
  assert_chosen (dialog, "2026-0003 ");
  g_assert_nonnull (app_test_find_button (GTK_WIDGET (dialog), "Send 1 Agreement"));
  gtk_check_button_set_active (check_of (row_at (dialog, 2)), FALSE);
  assert_chosen (dialog, "");
  g_assert_false (gtk_widget_get_sensitive (accept));
  gtk_check_button_set_active (check_of (row_at (dialog, 1)), TRUE);
  g_assert_true (gtk_widget_get_sensitive (accept));
  g_signal_emit_by_name (accept, "clicked");
  g_assert_cmpuint (n_accepted, ==, 1);
  close_window (dialog);
}

static void
test_nothing_to_send (void)
{
  g_autoptr (GPtrArray) plans = plans_new ();
  AppSignWindow *dialog;

  spoil (add_plan (plans, "ABADIE Léa"), "It is signed already.");
  dialog = show (plans, "production", TRUE);
  g_assert_false (says (dialog, "Will Be Sent"));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (check_of (row_at (dialog, 0)))));
  g_assert_false (
      gtk_widget_get_sensitive (app_test_find_button (GTK_WIDGET (dialog), "Send 0 Agreements")));
  assert_chosen (dialog, "");
  close_window (dialog);
}

/* The plans outlive the window, and the window the plans. */
static void
test_copies (void)
{
  GPtrArray *plans = plans_new ();
  g_autoptr (GPtrArray) kept = NULL;
  AppSignWindow *dialog;

  add_plan (plans, "ABADIE Léa");
  dialog = show (plans, "production", TRUE);
  g_ptr_array_unref (plans);
  kept = app_sign_window_get_plans (dialog);
  close_window (dialog);
  g_assert_cmpuint (kept->len, ==, 1);
  g_assert_cmpstr (((WorkSigningPlan *) kept->pdata[0])->student, ==, "ABADIE Léa");
}

/* ---- what is said ---- */

static void
test_summary (void)
{
  g_autoptr (GPtrArray) plans = plans_new ();
  AppSignWindow *dialog;

  add_plan (plans, "ABADIE Léa");
  dialog = show (plans, "production", TRUE);
  g_assert_true (says (dialog, "Yousign writes to the signatories of each agreement."));
  g_assert_true (says (dialog, "Each one is invited when the one before has signed."));
  g_assert_false (says (dialog, "Test environment"));
  g_assert_false (says (dialog, "Sending takes"));
  close_window (dialog);
  /* So many that the provider makes them wait. */
  for (guint i = 0; i < 60; i++)
    add_plan (plans, "ABADIE Léa");
  dialog = show (plans, "test", FALSE);
  g_assert_true (says (dialog, "All are invited at the same time."));
  g_assert_true (says (dialog, "Test environment"));
  g_assert_true (says (dialog, "Sending takes about"));
  close_window (dialog);
}

static void
test_one_is_open (void)
{
  g_autoptr (GPtrArray) plans = plans_new ();
  WorkSigningPlan *plan = add_plan (plans, "ABADIE <Léa>");
  AppSignWindow *dialog;
  AppSignPlanRow *row;

  add_person (plan, "NOEL", "", SIGN_METHOD_EMAIL_CODE);
  g_ptr_array_add (plan->warnings, g_strdup ("Two signatories share an address."));
  plan->is_unfinished = TRUE;
  dialog = show (plans, "production", TRUE);
  row = row_at (dialog, 0);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  g_assert_true (says (row, "ABADIE <Léa>"));
  g_assert_true (says (row, "2026-0001 · 2MELEC · 3 signatories · goes on where it stopped"
                            " · 1 point to check"));
  g_assert_true (says (row, "1. Anne ROUX · Tuteur"));
  g_assert_true (says (row, "anne@roux.example"));
  g_assert_true (says (row, "anne@vidal.example · code by SMS to +33612345678"));
  g_assert_true (says (row, "no address · code by mail"));
  g_assert_true (says (row, "Two signatories share an address."));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (check_of (row)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Send the agreement of ABADIE <Léa>");
  close_window (dialog);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/sign-window/chosen", test_chosen);
  g_test_add_func ("/app/sign-window/nothing-to-send", test_nothing_to_send);
  g_test_add_func ("/app/sign-window/copies", test_copies);
  g_test_add_func ("/app/sign-window/summary", test_summary);
  g_test_add_func ("/app/sign-window/one-is-open", test_one_is_open);
  return g_test_run ();
}

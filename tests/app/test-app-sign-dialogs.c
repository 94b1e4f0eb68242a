/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-secret-dialog.h"
#include "app-sign-transfer-dialog.h"
#include "app-test.h"
#include "sign-provider.h"

#include <string.h>

/* What is asked before something is asked of the provider: its key, another address. */

static guint n_accepted;

static void
on_accepted_cb (gpointer dialog, gpointer user_data)
{
  n_accepted++;
}

static gpointer
show (gpointer dialog)
{
  n_accepted = 0;
  g_signal_connect (dialog, "accepted", G_CALLBACK (on_accepted_cb), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  return dialog;
}

static void
answer (gpointer dialog, const char *label)
{
  GtkWidget *button = app_test_find_button (GTK_WIDGET (dialog), label);
  gpointer weak = dialog;

  g_assert_nonnull (button);
  g_object_add_weak_pointer (G_OBJECT (dialog), &weak);
  g_signal_emit_by_name (button, "clicked");
  app_test_until (weak == NULL);
}

static gboolean
is_ready (gpointer dialog)
{
  return adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "accept");
}

static void
type (gpointer dialog, guint n, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (app_test_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, n)),
                         text);
}

/* ---- the key ---- */

static void
test_key (void)
{
  AppSecretDialog *dialog = show (app_secret_dialog_new_key (NULL, "Yousign", "There is no key."));

  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), ==,
                   "API Key of Yousign");
  g_assert_cmpstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), ==,
                   "There is no key.");
  g_assert_false (is_ready (dialog));
  type (dialog, 0, "   ");
  g_assert_false (is_ready (dialog));
  type (dialog, 0, "s3cret");
  g_assert_true (is_ready (dialog));
  g_assert_cmpstr (app_secret_dialog_get_secret (dialog), ==, "s3cret");
  /* It is kept unless one says otherwise. */
  g_assert_true (app_secret_dialog_get_keeps (dialog));
  gtk_switch_set_active (GTK_SWITCH (app_test_find (GTK_WIDGET (dialog), GTK_TYPE_SWITCH, 0)),
                         FALSE);
  g_assert_false (app_secret_dialog_get_keeps (dialog));
  answer (dialog, "Use This Key");
  g_assert_cmpuint (n_accepted, ==, 1);
}

static void
test_key_given_up (void)
{
  AppSecretDialog *dialog = show (app_secret_dialog_new_key (NULL, "Yousign", NULL));

  type (dialog, 0, "s3cret");
  answer (dialog, "Cancel");
  g_assert_cmpuint (n_accepted, ==, 0);
}

/* ---- another address ---- */

static AppSignTransferDialog *
ask (const char *provider, SignMethod method)
{
  g_autoptr (SignPerson) person = sign_person_new ("Anne", "ROUX", "anne@roux.example");

  person->method = method;
  person->mobile = g_strdup ("+33612345678");
  return show (app_sign_transfer_dialog_new (NULL, sign_provider_find (provider), person));
}

static void
test_transfer (void)
{
  AppSignTransferDialog *dialog = ask ("yousign", SIGN_METHOD_LINK);
  g_autoptr (SignPerson) person = NULL;

  /* The same address would get the same mail: that is a reminder. */
  g_assert_false (is_ready (dialog));
  type (dialog, 2, "Anne.Roux@Garage.EXAMPLE");
  g_assert_true (is_ready (dialog));
  type (dialog, 2, "anne@");
  g_assert_false (is_ready (dialog));
  type (dialog, 2, "nadia@garage.example");
  type (dialog, 0, " ");
  g_assert_false (is_ready (dialog));
  type (dialog, 0, "Nadia");
  type (dialog, 1, "  EL   AMRANI ");
  g_assert_true (is_ready (dialog));
  person = app_sign_transfer_dialog_get_person (dialog);
  g_assert_cmpstr (person->given_name, ==, "Nadia");
  g_assert_cmpstr (person->family_name, ==, "EL AMRANI");
  g_assert_cmpstr (person->email, ==, "nadia@garage.example");
  g_assert_cmpint (person->method, ==, SIGN_METHOD_LINK);
  answer (dialog, "Send");
  g_assert_cmpuint (n_accepted, ==, 1);
}

static void
test_transfer_by_sms (void)
{
  AppSignTransferDialog *dialog = ask ("yousign", SIGN_METHOD_SMS_CODE);
  g_autoptr (SignPerson) person = NULL;

  type (dialog, 2, "nadia@garage.example");
  g_assert_true (is_ready (dialog));
  /* A code does not reach a desk. */
  type (dialog, 3, "05 63 00 00 00");
  g_assert_false (is_ready (dialog));
  type (dialog, 3, "07 12 34 56 78");
  g_assert_true (is_ready (dialog));
  person = app_sign_transfer_dialog_get_person (dialog);
  g_assert_cmpint (person->method, ==, SIGN_METHOD_SMS_CODE);
  g_assert_cmpstr (person->mobile, ==, "+33712345678");
  answer (dialog, "Cancel");
  g_assert_cmpuint (n_accepted, ==, 0);
}

static void
test_mobile_is_asked_when_needed (void)
{
  AppSignTransferDialog *dialog = ask ("yousign", SIGN_METHOD_LINK);

  g_assert_false (
      gtk_widget_get_visible (app_test_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, 3)));
  answer (dialog, "Cancel");
  dialog = ask ("yousign", SIGN_METHOD_SMS_CODE);
  g_assert_true (
      gtk_widget_get_visible (app_test_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, 3)));
  answer (dialog, "Cancel");
}

/* What becomes of the first link is not the same with all. */
static void
test_what_it_means (void)
{
  AppSignTransferDialog *dialog = ask ("yousign", SIGN_METHOD_LINK);

  g_assert_nonnull (
      strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), "goes on working"));
  answer (dialog, "Cancel");
  dialog = ask ("documenso", SIGN_METHOD_LINK);
  g_assert_null (
      strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), "goes on working"));
  g_assert_nonnull (
      strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), "Documenso"));
  answer (dialog, "Cancel");
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/sign-dialogs/key", test_key);
  g_test_add_func ("/app/sign-dialogs/key-given-up", test_key_given_up);
  g_test_add_func ("/app/sign-dialogs/transfer", test_transfer);
  g_test_add_func ("/app/sign-dialogs/transfer-by-sms", test_transfer_by_sms);
  g_test_add_func ("/app/sign-dialogs/mobile", test_mobile_is_asked_when_needed);
  g_test_add_func ("/app/sign-dialogs/what-it-means", test_what_it_means);
  return g_test_run ();
}

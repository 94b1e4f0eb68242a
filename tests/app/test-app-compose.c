/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-compose-row.h"
#include "app-compose-window.h"
#include "app-sms-counter.h"
#include "app-test.h"

/* Writing: plans are made by hand, no school is read. */

static guint n_accepted, n_by_hand, n_wanted;
static char *wanted_event;

static GPtrArray *
plans_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) work_message_plan_free);
}

static WorkMessagePlan *
add_plan (GPtrArray *plans, const char *name, WorkMessageChannel channel)
{
  WorkMessagePlan *plan = g_new0 (WorkMessagePlan, 1);

  plan->thing = (WorkMessageThing){ plans->len + 1, 5, 21, 31 };
  plan->event = g_strdup ("agreement.to_sign");
  plan->audience = MODEL_MESSAGE_TUTOR;
  plan->channel = channel;
  plan->name = g_strdup (name);
  plan->address = g_strdup (channel == WORK_MESSAGE_SMS ? "+33612345678" : "someone@roux.example");
  plan->student = g_strdup ("ABADIE Léa");
  plan->class_name = g_strdup ("2MELEC");
  plan->subject = channel == WORK_MESSAGE_SMS ? NULL : g_strdup ("Convention à signer");
  plan->body = g_strdup_printf ("Bonjour %s", name);
  plan->parts = channel == WORK_MESSAGE_SMS ? 2 : 0;
  plan->problems = g_ptr_array_new_with_free_func (g_free);
  plan->warnings = g_ptr_array_new_with_free_func (g_free);
  plan->can_be_sent = plan->is_chosen = TRUE;
  g_ptr_array_add (plans, plan);
  return plan;
}

static GPtrArray *
make_plans (void)
{
  GPtrArray *plans = plans_new ();
  WorkMessagePlan *plan;

  add_plan (plans, "Mme Anne ROUX", WORK_MESSAGE_MAIL);
  plan = add_plan (plans, "M. Jean VIDAL", WORK_MESSAGE_MAIL);
  plan->can_be_sent = plan->is_chosen = FALSE;
  g_clear_pointer (&plan->address, g_free);
  g_ptr_array_add (plan->problems, g_strdup ("Pas d’adresse : complétez la fiche."));
  plan = add_plan (plans, "Mme Zoé BRUN", WORK_MESSAGE_SMS);
  plan->is_chosen = FALSE;
  g_ptr_array_add (plan->warnings, g_strdup ("On ne lui a jamais demandé si elle accepte."));
  return plans;
}

static void
count_cb (gpointer emitter, guint *n)
{
  (*n)++;
}

static AppComposeWindow *
make_window (guint n_things)
{
  WorkMessageThing things[] = { { 1, 5, 21, 31 }, { 2, 5, 0, 0 } };
  AppComposeWindow *window = app_compose_window_new (NULL, NULL, things, n_things);

  n_accepted = n_by_hand = 0;
  g_signal_connect (window, "accepted", G_CALLBACK (count_cb), &n_accepted);
  g_signal_connect (window, "by-hand", G_CALLBACK (count_cb), &n_by_hand);
  app_compose_window_set_accounts (window, TRUE, TRUE);
  gtk_window_present (GTK_WINDOW (window));
  app_test_until (gtk_widget_get_mapped (GTK_WIDGET (window)));
  return window;
}

static void
close_window (AppComposeWindow *window)
{
  app_compose_window_finish (window);
  app_test_settle ();
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

/* ---- who ---- */

static void
test_people (void)
{
  AppComposePeople *people = app_compose_people_new ();
  g_autoptr (GPtrArray) plans = make_plans ();
  g_autoptr (GPtrArray) chosen = NULL;
  g_autofree char *summary = NULL, *both = NULL, *longest = NULL;
  guint n_changed = 0;

  app_test_show (GTK_WIDGET (people));
  g_signal_connect (people, "changed", G_CALLBACK (count_cb), &n_changed);
  app_compose_people_set_plans (people, plans);
  summary = app_compose_people_dup_summary (people);
  g_assert_cmpstr (summary, ==, "1 e-mail · 1 cannot be sent");
  app_compose_item_set_chosen (app_compose_people_get_item (people, 2), TRUE);
  app_compose_item_set_chosen (app_compose_people_get_item (people, 1), TRUE);
  g_assert_cmpuint (n_changed, ==, 1);
  both = app_compose_people_dup_summary (people);
  g_assert_cmpstr (both, ==, "1 e-mail, 1 SMS (2 parts) · 1 cannot be sent");
  chosen = app_compose_people_get_plans (people);
  g_assert_cmpuint (chosen->len, ==, 2);
  longest = app_compose_people_dup_longest_sms (people);
  g_assert_cmpstr (longest, ==, "Bonjour Mme Zoé BRUN");
  app_test_destroy (GTK_WIDGET (people));
}

/* What the person decided stays when the words change. */
static void
test_decided (void)
{
  AppComposePeople *people = app_compose_people_new ();
  g_autoptr (GPtrArray) plans = make_plans (), again = make_plans ();

  app_test_show (GTK_WIDGET (people));
  app_compose_people_set_plans (people, plans);
  app_compose_item_set_chosen (app_compose_people_get_item (people, 0), FALSE);
  app_compose_item_set_chosen (app_compose_people_get_item (people, 2), TRUE);
  g_free (((WorkMessagePlan *) again->pdata[0])->body);
  ((WorkMessagePlan *) again->pdata[0])->body = g_strdup ("Autre texte");
  app_compose_people_set_plans (people, again);
  g_assert_false (app_compose_item_is_chosen (app_compose_people_get_item (people, 0)));
  g_assert_true (app_compose_item_is_chosen (app_compose_people_get_item (people, 2)));
  app_test_until (shows (people, "Autre texte"));
  app_test_destroy (GTK_WIDGET (people));
}

/* The one that is selected is shown as it leaves, with all there is to know. */
static void
test_letter (void)
{
  AppComposePeople *people = app_compose_people_new ();
  g_autoptr (GPtrArray) plans = make_plans ();

  ((WorkMessagePlan *) plans->pdata[0])->attachment = g_strdup ("convention.pdf");
  app_test_show (GTK_WIDGET (people));
  app_compose_people_set_plans (people, plans);
  app_test_until (shows (people, "Bonjour Mme Anne ROUX"));
  g_assert_true (shows (people, "convention.pdf"));
  app_compose_people_select (people, 1);
  app_test_until (shows (people, "Bonjour M. Jean VIDAL"));
  g_assert_false (shows (people, "convention.pdf"));
  app_test_until (shows (people, "Pas d’adresse"));
  app_test_destroy (GTK_WIDGET (people));
}

static void
test_all (void)
{
  AppComposePeople *people = app_compose_people_new ();
  g_autoptr (GPtrArray) plans = make_plans ();
  g_autoptr (GPtrArray) none = NULL, all = NULL;
  GtkWidget *check;

  app_test_show (GTK_WIDGET (people));
  app_compose_people_set_plans (people, plans);
  check = app_test_find (GTK_WIDGET (people), GTK_TYPE_CHECK_BUTTON, 0);
  g_assert_true (gtk_check_button_get_inconsistent (GTK_CHECK_BUTTON (check)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  all = app_compose_people_get_plans (people);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_false (gtk_check_button_get_inconsistent (GTK_CHECK_BUTTON (check)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  none = app_compose_people_get_plans (people);
  g_assert_cmpuint (none->len, ==, 0);
  app_test_destroy (GTK_WIDGET (people));
}

static void
test_row (void)
{
  g_autoptr (GPtrArray) plans = make_plans ();
  g_autoptr (AppComposeItem) item = app_compose_item_new (plans->pdata[0]);
  g_autoptr (AppComposeItem) stopped = app_compose_item_new (plans->pdata[1]);
  GtkWidget *row = app_compose_row_new ();
  GtkWidget *check;
  g_autofree char *spoken = NULL;

  app_test_show (row);
  app_compose_row_set_item (APP_COMPOSE_ROW (row), item);
  check = app_test_find (row, GTK_TYPE_CHECK_BUTTON, 0);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_assert_false (app_compose_item_is_chosen (item));
  app_compose_item_set_chosen (item, TRUE);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  app_compose_row_set_item (APP_COMPOSE_ROW (row), stopped);
  g_assert_false (gtk_widget_get_visible (check));
  spoken = app_compose_row_dup_spoken (APP_COMPOSE_ROW (row));
  g_assert_nonnull (strstr (spoken, "M. Jean VIDAL"));
  g_assert_nonnull (strstr (spoken, "no address"));
  g_assert_nonnull (strstr (spoken, "complétez la fiche"));
  app_test_destroy (row);
}

/* ---- what ---- */

static void
on_wanted_cb (AppComposeWhat *what, const char *event, guint audience, gpointer user_data)
{
  n_wanted++;
  g_free (wanted_event);
  wanted_event = g_strdup_printf ("%s/%u", event, audience);
}

static void
test_draft (void)
{
  AppComposeWhat *what = app_compose_what_new ();
  WorkMessageDraft draft;

  app_test_show (GTK_WIDGET (what));
  app_compose_what_set_attachable (what, TRUE);
  app_compose_what_set_event (what, "agreement.to_sign");
  app_compose_what_get_draft (what, &draft);
  g_assert_cmpstr (draft.event, ==, "agreement.to_sign");
  g_assert_cmpuint (draft.audiences, ==,
                    model_message_event_find ("agreement.to_sign")->audiences
                        & ~MODEL_MESSAGE_AUDIENCE_BIT (MODEL_MESSAGE_OFFICE));
  g_assert_true (draft.mail && !draft.sms);
  g_assert_true (draft.attaches);
  g_assert_null (draft.body);
  app_compose_what_set_channels (what, FALSE, TRUE);
  app_compose_what_set_attachable (what, FALSE);
  app_compose_what_get_draft (what, &draft);
  g_assert_true (!draft.mail && draft.sms);
  g_assert_false (draft.attaches);
  app_compose_what_set_event (what, MODEL_MESSAGE_OWN);
  app_compose_what_get_draft (what, &draft);
  g_assert_cmpstr (draft.event, ==, MODEL_MESSAGE_OWN);
  g_assert_nonnull (draft.body);
  app_test_destroy (GTK_WIDGET (what));
}

/* One's own words begin with the school's, and what was typed is never replaced. */
static void
test_words (void)
{
  AppComposeWhat *what = app_compose_what_new ();
  WorkMessageText text = { (char *) "Objet", (char *) "Bonjour {prénom}", (char *) "Court", TRUE };
  WorkMessageDraft draft;

  n_wanted = 0;
  app_test_show (GTK_WIDGET (what));
  app_compose_what_set_event (what, "agreement.to_sign");
  app_compose_what_set_audiences (what, MODEL_MESSAGE_AUDIENCE_BIT (MODEL_MESSAGE_TUTOR));
  g_signal_connect (what, "words-wanted", G_CALLBACK (on_wanted_cb), NULL);
  app_compose_what_set_own_words (what, TRUE);
  g_assert_cmpuint (n_wanted, ==, 1);
  g_assert_cmpstr (wanted_event, ==, "agreement.to_sign/3");
  app_compose_what_set_school_words (what, &text);
  app_compose_what_get_draft (what, &draft);
  g_assert_cmpstr (draft.subject, ==, "Objet");
  g_assert_cmpstr (draft.body, ==, "Bonjour {prénom}");
  g_assert_cmpstr (draft.sms_text, ==, "Court");
  g_assert_false (app_compose_what_is_touched (what));
  app_compose_text_insert (app_compose_what_get_text (what), "classe");
  g_assert_true (app_compose_what_is_touched (what));
  app_compose_what_get_draft (what, &draft);
  g_assert_cmpstr (draft.body, ==, "Bonjour {prénom}{classe}");
  app_compose_what_set_school_words (what, &text);
  app_compose_what_get_draft (what, &draft);
  g_assert_cmpstr (draft.body, ==, "Bonjour {prénom}{classe}");
  app_test_destroy (GTK_WIDGET (what));
}

/* How many SMS it is, as it leaves. */
static void
test_counter (void)
{
  AppComposeText *text = app_compose_text_new ();
  g_autofree char *long_sms = g_strnfill (200, 'a');
  AppSmsCounter *counter;

  app_test_show (GTK_WIDGET (text));
  app_compose_text_set_channels (text, FALSE, TRUE);
  counter = APP_SMS_COUNTER (app_test_find (GTK_WIDGET (text), APP_TYPE_SMS_COUNTER, 0));
  app_compose_text_set (text, NULL, NULL, "{prénom}");
  g_assert_cmpuint (app_sms_counter_get_parts (counter), ==, 1);
  app_compose_text_set_example (text, long_sms);
  g_assert_cmpuint (app_sms_counter_get_parts (counter), ==, 2);
  app_compose_text_insert (text, "nom");
  {
    g_autofree char *sms = app_compose_text_dup_sms (text);

    g_assert_nonnull (strstr (sms, "{nom}"));
  }
  app_test_destroy (GTK_WIDGET (text));
}

/* ---- the window ---- */

static void
test_window (void)
{
  AppComposeWindow *window = make_window (2);
  g_autoptr (GPtrArray) plans = make_plans ();
  GtkWidget *send = app_test_find_button (GTK_WIDGET (window), "Send");
  WorkMessageDraft draft;

  g_assert_false (gtk_widget_is_sensitive (send));
  app_compose_window_set_plans (window, plans);
  g_assert_true (gtk_widget_is_sensitive (send));
  g_assert_true (app_compose_window_is_ready (window));
  app_test_until (shows (window, "1 e-mail · 1 cannot be sent"));
  app_compose_window_get_draft (window, &draft);
  g_assert_cmpuint (draft.n_things, ==, 2);
  g_assert_cmpint (draft.things[0].agreement_id, ==, 31);
  g_signal_emit_by_name (send, "clicked");
  g_assert_false (gtk_widget_is_sensitive (send));
  g_signal_emit_by_name (send, "clicked");
  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (window), "Open in My Mail Program"),
                         "clicked");
  app_compose_window_set_plans (window, plans);
  g_assert_false (gtk_widget_is_sensitive (send));
  gtk_window_close (GTK_WINDOW (window));
  g_assert_cmpuint (n_accepted + n_by_hand, ==, 1);
  app_compose_window_fail (window, "La base est occupée.");
  app_test_until (shows (window, "La base est occupée."));
  g_signal_emit_by_name (send, "clicked");
  g_assert_cmpuint (n_accepted, ==, 2);
  app_compose_window_fail (window, NULL);
  app_compose_item_set_chosen (
      app_compose_people_get_item (app_compose_window_get_people (window), 0), FALSE);
  g_assert_false (gtk_widget_is_sensitive (send));
  close_window (window);
}

/* Without an account it waits in the outbox, or is opened elsewhere. */
static void
test_no_account (void)
{
  AppComposeWindow *window = make_window (1);
  g_autoptr (GPtrArray) plans = make_plans ();
  GtkWidget *hand = app_test_find_button (GTK_WIDGET (window), "Open in My Mail Program");

  app_compose_window_set_plans (window, plans);
  app_compose_window_set_accounts (window, FALSE, TRUE);
  app_test_until (shows (window, "No mail account yet"));
  g_assert_nonnull (app_test_find_button (GTK_WIDGET (window), "Put in the Outbox"));
  g_assert_true (gtk_widget_is_sensitive (hand));
  g_signal_emit_by_name (hand, "clicked");
  g_assert_cmpuint (n_by_hand, ==, 1);
  app_compose_item_set_chosen (
      app_compose_people_get_item (app_compose_window_get_people (window), 2), TRUE);
  g_assert_false (gtk_widget_is_sensitive (hand));
  app_compose_window_set_accounts (window, TRUE, TRUE);
  app_test_until (!shows (window, "No mail account yet"));
  close_window (window);
}

/* Where the two panes stand one behind the other, sending goes by way of the people. */
static void
test_narrow (void)
{
  AppComposeWindow *window = make_window (1);
  g_autoptr (GPtrArray) plans = make_plans ();
  GtkWidget *send = app_test_find_button (GTK_WIDGET (window), "Send");
  AdwLeaflet *leaflet = ADW_LEAFLET (app_test_find (GTK_WIDGET (window), ADW_TYPE_LEAFLET, 0));

  app_compose_window_set_plans (window, plans);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 640);
  app_test_until (adw_leaflet_get_folded (leaflet));
  g_signal_emit_by_name (send, "clicked");
  g_assert_cmpuint (n_accepted, ==, 0);
  app_test_until (shows (window, "Mme Anne ROUX"));
  g_signal_emit_by_name (send, "clicked");
  g_assert_cmpuint (n_accepted, ==, 1);
  close_window (window);
}

/* What was typed is not lost by a key that slips. */
static void
test_close (void)
{
  AppComposeWindow *window = make_window (1);
  GtkWindow *question;

  app_compose_what_set_event (app_compose_window_get_what (window), MODEL_MESSAGE_OWN);
  app_compose_text_insert (app_compose_what_get_text (app_compose_window_get_what (window)),
                           "prénom");
  gtk_window_close (GTK_WINDOW (window));
  app_test_until ((question = app_test_find_window (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  gtk_window_close (question);
  app_test_until (app_test_find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  close_window (window);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/compose/people", test_people);
  g_test_add_func ("/app/compose/decided", test_decided);
  g_test_add_func ("/app/compose/letter", test_letter);
  g_test_add_func ("/app/compose/all", test_all);
  g_test_add_func ("/app/compose/row", test_row);
  g_test_add_func ("/app/compose/draft", test_draft);
  g_test_add_func ("/app/compose/words", test_words);
  g_test_add_func ("/app/compose/counter", test_counter);
  g_test_add_func ("/app/compose/window", test_window);
  g_test_add_func ("/app/compose/no-account", test_no_account);
  g_test_add_func ("/app/compose/narrow", test_narrow);
  g_test_add_func ("/app/compose/close", test_close);
  return g_test_run ();
}

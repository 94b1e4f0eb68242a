/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-prompt.h"
#include "app-test.h"

typedef struct
{
  GtkWidget *window;
  GtkWidget *dialog;
  guint n_answers;
  char *text;
  gboolean agreed;
  gboolean gave_up;
  AppLeaving leaving;
} Fixture;

static void
on_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  fixture->n_answers++;
  fixture->text = app_prompt_ask_finish (result, &error);
  fixture->gave_up = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (fixture->gave_up, ==, fixture->text == NULL);
}

static void
on_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  fixture->n_answers++;
  fixture->agreed = app_prompt_confirm_finish (result, &error);
  fixture->gave_up = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
on_left_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_answers++;
  fixture->leaving = app_prompt_leave_finish (result);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  app_test_settle ();
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_free (fixture->text);
}

static void
ask (Fixture *fixture, gboolean is_destructive)
{
  fixture->dialog = app_prompt_ask_async (GTK_WINDOW (fixture->window), "Refuse the Sheet?",
                                          "The student is told why.", "Reason <b>", "_Refuse",
                                          is_destructive, on_asked_cb, fixture);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  app_test_until (gtk_widget_get_mapped (fixture->dialog));
}

static void
confirm (Fixture *fixture, gboolean is_destructive)
{
  fixture->dialog =
      app_prompt_confirm_async (GTK_WINDOW (fixture->window), "Delete the Scan?", NULL, "_Delete",
                                is_destructive, on_confirmed_cb, fixture);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  app_test_until (gtk_widget_get_mapped (fixture->dialog));
}

static GtkWidget *
entry_of (Fixture *fixture)
{
  return app_test_find (fixture->dialog, ADW_TYPE_ENTRY_ROW, 0);
}

static void
type (Fixture *fixture, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry_of (fixture)), text);
}

static void
click (Fixture *fixture, const char *label)
{
  g_signal_emit_by_name (app_test_find_button (fixture->dialog, label), "clicked");
  app_test_until (fixture->n_answers > 0);
}

static void
press_enter (Fixture *fixture)
{
  g_signal_emit_by_name (app_test_find (entry_of (fixture), GTK_TYPE_TEXT, 0), "activate");
  app_test_settle ();
}

static gboolean
can_click (Fixture *fixture, const char *label)
{
  return gtk_widget_is_sensitive (app_test_find_button (fixture->dialog, label));
}

static void
test_answer (Fixture *fixture, gconstpointer data)
{
  ask (fixture, FALSE);
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (fixture->dialog))
                 == GTK_WINDOW (fixture->window));
  g_assert_true (gtk_window_get_modal (GTK_WINDOW (fixture->dialog)));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (entry_of (fixture))), ==,
                   "Reason <b>");
  type (fixture, "  not  the right\tcompany ");
  click (fixture, "Refuse");
  g_assert_cmpstr (fixture->text, ==, "not the right company");
  app_test_until (fixture->dialog == NULL);
  g_assert_cmpuint (fixture->n_answers, ==, 1);
}

static void
test_blank_is_no_answer (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    gboolean is_answer;
  } cases[] = {
    { "a", TRUE }, { "", FALSE }, { "   ", FALSE }, { "\302\240", FALSE }, { " é ", TRUE },
  };

  ask (fixture, FALSE);
  g_assert_false (can_click (fixture, "Refuse"));
  g_assert_true (can_click (fixture, "Cancel"));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      type (fixture, cases[i].text);
      g_assert_cmpint (can_click (fixture, "Refuse"), ==, cases[i].is_answer);
    }
  type (fixture, " ");
  press_enter (fixture);
  g_assert_cmpuint (fixture->n_answers, ==, 0);
  click (fixture, "Cancel");
}

static void
test_enter (Fixture *fixture, gconstpointer data)
{
  ask (fixture, TRUE);
  type (fixture, "because");
  press_enter (fixture);
  app_test_until (fixture->n_answers > 0);
  g_assert_cmpstr (fixture->text, ==, "because");
  app_test_until (fixture->dialog == NULL);
}

static void
test_giving_up (Fixture *fixture, gconstpointer data)
{
  ask (fixture, FALSE);
  type (fixture, "because");
  click (fixture, "Cancel");
  g_assert_true (fixture->gave_up);
  app_test_until (fixture->dialog == NULL);
}

/* Escape, or the parent going away. */
static void
test_closing (Fixture *fixture, gconstpointer data)
{
  ask (fixture, TRUE);
  type (fixture, "because");
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  app_test_until (fixture->n_answers > 0);
  g_assert_true (fixture->gave_up);
  app_test_until (fixture->dialog == NULL);
}

static void
test_confirm (Fixture *fixture, gconstpointer data)
{
  confirm (fixture, TRUE);
  g_assert_cmpint (
      adw_message_dialog_get_response_appearance (ADW_MESSAGE_DIALOG (fixture->dialog), "accept"),
      ==, ADW_RESPONSE_DESTRUCTIVE);
  /* What cannot be undone is not done by Enter. */
  g_assert_cmpstr (adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (fixture->dialog)),
                   ==, "cancel");
  click (fixture, "Delete");
  g_assert_true (fixture->agreed);
  g_assert_false (fixture->gave_up);
  app_test_until (fixture->dialog == NULL);
}

static void
test_not_confirmed (Fixture *fixture, gconstpointer data)
{
  confirm (fixture, FALSE);
  g_assert_cmpstr (adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (fixture->dialog)),
                   ==, "accept");
  click (fixture, "Cancel");
  g_assert_false (fixture->agreed);
  g_assert_true (fixture->gave_up);
  app_test_until (fixture->dialog == NULL);
}

static void
leave (Fixture *fixture)
{
  fixture->n_answers = 0;
  fixture->dialog = app_prompt_leave_async (GTK_WINDOW (fixture->window), "ABADIE Léa was changed.",
                                            on_left_cb, fixture);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  app_test_until (gtk_widget_get_mapped (fixture->dialog));
}

static void
test_leaving (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *button;
    AppLeaving leaving;
  } cases[] = { { "Save", APP_LEAVING_SAVE },
                { "Discard", APP_LEAVING_DISCARD },
                { "Cancel", APP_LEAVING_STAY } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      leave (fixture);
      click (fixture, cases[i].button);
      g_assert_cmpint (fixture->leaving, ==, cases[i].leaving);
      app_test_until (fixture->dialog == NULL);
    }
  /* Escape keeps everything. */
  leave (fixture);
  fixture->leaving = APP_LEAVING_DISCARD;
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  app_test_until (fixture->n_answers > 0);
  g_assert_cmpint (fixture->leaving, ==, APP_LEAVING_STAY);
  app_test_until (fixture->dialog == NULL);
}

/* What needs no answer has one button, which Escape is too. */
static void
test_say (Fixture *fixture, gconstpointer data)
{
  AdwMessageDialog *dialog =
      app_prompt_say (GTK_WINDOW (fixture->window), "Not Saved", "The disk is full.");
  gpointer weak = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &weak);
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "Not Saved");
  g_assert_cmpstr (adw_message_dialog_get_body (dialog), ==, "The disk is full.");
  g_assert_cmpstr (adw_message_dialog_get_close_response (dialog), ==, "close");
  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (dialog), "Close"), "clicked");
  app_test_until (weak == NULL);
}

static const struct
{
  const char *path;
  void (*test) (Fixture *fixture, gconstpointer data);
} tests[] = {
  { "/app/prompt/answer", test_answer },   { "/app/prompt/blank", test_blank_is_no_answer },
  { "/app/prompt/enter", test_enter },     { "/app/prompt/giving-up", test_giving_up },
  { "/app/prompt/closing", test_closing }, { "/app/prompt/leaving", test_leaving },
  { "/app/prompt/confirm", test_confirm }, { "/app/prompt/not-confirmed", test_not_confirmed },
  { "/app/prompt/say", test_say },
};

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}

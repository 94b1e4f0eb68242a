/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-fixture.h"

#include <string.h>

#include "work-error.h"

#define EVENT "agreement.to_sign"

static WorkMessageText *
read_text (WorkMessageFixture *fixture, ModelMessageAudience audience)
{
  g_autoptr (GError) error = NULL;
  WorkMessageText *text = work_school_read (fixture->base.school,
                                            work_query_message_text_new (EVENT, audience), &error);

  g_assert_no_error (error);
  return text;
}

static void
write_text (WorkMessageFixture *fixture, const char *subject, const char *body, const char *sms)
{
  g_autoptr (WorkDone) done G_GNUC_UNUSED =
      work_fixture_apply (&fixture->base, work_change_message_text_new (EVENT, MODEL_MESSAGE_TUTOR,
                                                                        subject, body, sms));
}

/* All of the program's own words are ones that it understands. */
static void
test_defaults (void)
{
  guint n;
  const ModelMessageEvent *events = model_message_event_list (&n);

  for (guint i = 0; i < n; i++)
    for (guint audience = 0; audience < MODEL_MESSAGE_N_AUDIENCES; audience++)
      {
        const ModelMessageText *text =
            model_message_text_default (events[i].key, (ModelMessageAudience) audience);
        g_autoptr (GError) error = NULL;

        if (text == NULL)
          continue;
        work_message_text_check (text->subject, &error);
        g_assert_no_error (error);
        work_message_text_check (text->body, &error);
        g_assert_no_error (error);
        if (text->sms != NULL)
          work_message_text_check (text->sms, &error);
        g_assert_no_error (error);
      }
}

static void
test_check (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } bad[] = {
    { "Bonjour {prenon}", "{prenon}" },
    { "Bonjour {prénom", "{prénom" },
    { "Bonjour prénom}", "}" },
    { "Bonjour {}", "{}" },
    { "{destinataire} et {destinataires}", "{destinataires}" },
  };

  g_assert_true (work_message_text_check ("Bonjour {prénom} { NOM }, {TUTEUR_NOM} {Détail}", NULL));
  g_assert_true (work_message_text_check ("", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (work_message_text_check (bad[i].text, &error));
      g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
      g_assert_nonnull (strstr (error->message, bad[i].words));
    }
}

/* Only what the school has changed is kept. */
static void
test_change (WorkMessageFixture *fixture, gconstpointer data)
{
  const ModelMessageText *usual = model_message_text_default (EVENT, MODEL_MESSAGE_TUTOR);
  g_autoptr (WorkMessageText) before = read_text (fixture, MODEL_MESSAGE_TUTOR);
  g_autoptr (WorkMessageText) after = NULL;
  g_autoptr (WorkMessageText) other = read_text (fixture, MODEL_MESSAGE_STUDENT);
  g_autoptr (GPtrArray) rows = NULL;

  g_assert_true (before->is_default);
  g_assert_cmpstr (before->subject, ==, usual->subject);
  write_text (fixture, "À signer : {prénom}", usual->body, "");
  after = read_text (fixture, MODEL_MESSAGE_TUTOR);
  g_assert_false (after->is_default);
  g_assert_cmpstr (after->subject, ==, "À signer : {prénom}");
  g_assert_cmpstr (after->body, ==, usual->body);
  g_assert_cmpstr (after->sms, ==, usual->sms);
  g_assert_true (other->is_default);
  rows = work_fixture_load_all (&fixture->base, MODEL_ENTITY_MESSAGE_TEXT);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_null (model_record_get (rows->pdata[0], "body"));
  g_assert_null (model_record_get (rows->pdata[0], "sms"));
}

/* Back to what goes without saying, by the button or by typing it. */
static void
test_reset (WorkMessageFixture *fixture, gconstpointer data)
{
  const ModelMessageText *usual = model_message_text_default (EVENT, MODEL_MESSAGE_TUTOR);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (WorkMessageText) text = NULL;
      g_autoptr (WorkDone) done G_GNUC_UNUSED = NULL;
      g_autoptr (GPtrArray) rows = NULL;

      write_text (fixture, "Autre", "Autre", "Autre");
      if (i == 0)
        write_text (fixture, usual->subject, usual->body, usual->sms);
      else
        done = work_fixture_apply (&fixture->base,
                                   work_change_message_text_reset_new (EVENT, MODEL_MESSAGE_TUTOR));
      text = read_text (fixture, MODEL_MESSAGE_TUTOR);
      rows = work_fixture_load_all (&fixture->base, MODEL_ENTITY_MESSAGE_TEXT);
      g_assert_true (text->is_default);
      g_assert_cmpuint (rows->len, ==, 0);
    }
}

static void
test_refused (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autofree char *long_sms = g_strnfill (1000, 'a');

  work_fixture_assert_refused (
      &fixture->base,
      work_change_message_text_new (EVENT, MODEL_MESSAGE_TUTOR, "Un\ndeux", "x", "x"), "one line",
      NULL);
  work_fixture_assert_refused (
      &fixture->base, work_change_message_text_new (EVENT, MODEL_MESSAGE_TUTOR, "x", "{zut}", "x"),
      "{zut}", NULL);
  work_fixture_assert_refused (
      &fixture->base, work_change_message_text_new (EVENT, MODEL_MESSAGE_TUTOR, "x", "x", long_sms),
      "918", NULL);
  work_fixture_assert_refused (
      &fixture->base, work_change_message_text_new ("zut", MODEL_MESSAGE_TUTOR, "x", "x", "x"),
      "zut", NULL);
  work_fixture_assert_refused (
      &fixture->base, work_change_message_text_new (EVENT, MODEL_MESSAGE_OFFICE, "x", "x", "x"),
      "nobody", NULL);
}

/* The school's words are those that leave. */
static void
test_used (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkMessagePlan) plan = NULL;

  write_text (fixture, "À signer : {prénom} {nom}",
              "Bonjour {destinataire},\n\n{PRENOM} vient du {début} au {fin}.\n", NULL);
  plan = work_message_fixture_plan (fixture, 0, EVENT, MODEL_MESSAGE_TUTOR, FALSE);
  g_assert_cmpstr (plan->subject, ==, "À signer : Léa ABADIE");
  g_assert_cmpstr (
      plan->body, ==,
      "Bonjour M. Tomás IBÁÑEZ,\n\nLéa vient du lundi 11 janvier 2027 au vendredi 5 février 2027.");
}

#define ADD(name, func)                                                                          \
  g_test_add ("/work/message-text/" name, WorkMessageFixture, NULL, work_message_fixture_set_up, \
              func, work_message_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work/message-text/defaults", test_defaults);
  g_test_add_func ("/work/message-text/check", test_check);
  ADD ("change", test_change);
  ADD ("reset", test_reset);
  ADD ("refused", test_refused);
  ADD ("used", test_used);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base-date.h"
#include "work-agreement-change.h"
#include "work-school-private.h"
#include "work-signing-fixture.h"
#include "work-signing-private.h"

static const char *template_path;

/* Words of the sentence that is looked for among all of them. */
static gboolean
says (GPtrArray *sentences, const char *words)
{
  for (guint i = 0; i < sentences->len; i++)
    if (strstr (sentences->pdata[i], words) != NULL)
      return TRUE;
  return FALSE;
}

static void
assert_problem (WorkSigningFixture *fixture, const char *words)
{
  g_autoptr (WorkSigningPlan) plan = work_signing_fixture_plan (fixture);

  g_assert_false (plan->can_be_sent);
  if (!says (plan->problems, words))
    g_error ("“%s” is no problem; the first one is “%s”", words,
             plan->problems->len > 0 ? (char *) plan->problems->pdata[0] : "");
}

static void
assert_warning (WorkSigningFixture *fixture, const char *words)
{
  g_autoptr (WorkSigningPlan) plan = work_signing_fixture_plan (fixture);

  g_assert_true (plan->can_be_sent);
  if (!says (plan->warnings, words))
    g_error ("“%s” is no warning", words);
}

/* The signatory in this quality. */
static void
change_signatory (WorkSigningFixture *fixture,
                  const char *role,
                  const char *column,
                  const char *value)
{
  g_autoptr (GPtrArray) all = work_fixture_load_all (&fixture->base, MODEL_ENTITY_SIGNATORY);

  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (model_record_get (all->pdata[i], "role"), role) == 0)
      {
        model_record_set_canonical (all->pdata[i], column, value);
        work_fixture_save (&fixture->base, all->pdata[i]);
        return;
      }
  g_assert_not_reached ();
}

/* Exactly who gets what, in which order. */
static void
test_people (WorkSigningFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *role, *given, *family, *email;
  } people[] = {
    { "school", "Hélène", "VAYSSELINE", "proviseure@lycee.example" },
    { "student", "Léa", "ABADIE", "lea.abadie@eleve.example" },
    { "guardian", "Claire", "ABADIE", "claire.abadie@famille.example" },
    { "company", "Élodie", "ROUX", "elodie@garage.example" },
    { "tutor", "Tomás", "IBÁÑEZ", "tomas@garage.example" },
    { "teacher", "Nordine", "BELKACEM", "nordine@lycee.example" },
  };
  g_autoptr (WorkSigningPlan) plan = work_signing_fixture_plan (fixture);

  for (guint i = 0; i < plan->problems->len; i++)
    g_test_message ("%s", (char *) plan->problems->pdata[i]);
  g_assert_true (plan->can_be_sent);
  g_assert_false (plan->is_unfinished);
  g_assert_cmpstr (plan->student, ==, "ABADIE Léa");
  g_assert_cmpstr (plan->class_name, ==, "2MELEC");
  g_assert_cmpuint (plan->n_calls, ==, G_N_ELEMENTS (people) + 3);
  g_assert_cmpuint (plan->people->len, ==, G_N_ELEMENTS (people));
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      const WorkSigningPerson *person = plan->people->pdata[i];

      g_assert_cmpstr (person->role, ==, people[i].role);
      g_assert_cmpstr (person->given_name, ==, people[i].given);
      g_assert_cmpstr (person->family_name, ==, people[i].family);
      g_assert_cmpstr (person->email, ==, people[i].email);
    }
  g_assert_cmpuint (fixture->fake.n_calls, ==, 0);
}

/* An address that was added to where the rest came from is found. */
static void
test_address_found (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSigningPlan) plan = NULL;

  change_signatory (fixture, "tutor", "email", NULL);
  work_fixture_change (&fixture->base, MODEL_ENTITY_CONTACT, fixture->base.contacts[1], "email",
                       "atelier@garage.example");
  plan = work_signing_fixture_plan (fixture);
  g_assert_true (plan->can_be_sent);
  g_assert_cmpstr (((WorkSigningPerson *) plan->people->pdata[4])->email, ==,
                   "atelier@garage.example");
}

static void
test_people_missing (WorkSigningFixture *fixture, gconstpointer data)
{
  work_fixture_change (&fixture->base, MODEL_ENTITY_CONTACT, fixture->base.contacts[1], "email",
                       NULL);
  change_signatory (fixture, "tutor", "email", NULL);
  assert_problem (fixture, "Tomás IBÁÑEZ has no e-mail address");
  change_signatory (fixture, "tutor", "email", "tomas@");
  assert_problem (fixture, "tomas@");
  change_signatory (fixture, "tutor", "email", "tomas@garage.example");
  change_signatory (fixture, "tutor", "name", "IBÁÑEZ");
  assert_problem (fixture, "the first name of “IBÁÑEZ” is missing");
}

static void
test_not_mandatory (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSigningPlan) plan = NULL;

  work_fixture_change (&fixture->base, MODEL_ENTITY_CONTACT, fixture->base.contacts[1], "email",
                       NULL);
  change_signatory (fixture, "tutor", "email", NULL);
  change_signatory (fixture, "tutor", "is_mandatory", "0");
  assert_warning (fixture, "is not invited");
  plan = work_signing_fixture_plan (fixture);
  g_assert_cmpuint (plan->people->len, ==, 5);
}

static void
test_mobiles (WorkSigningFixture *fixture, gconstpointer data)
{
  work_signing_fixture_set (fixture, "sign.method", "sms_code");
  assert_problem (fixture, "Léa ABADIE has no mobile number");
  change_signatory (fixture, "student", "phone", "+33536490010");
  assert_problem (fixture, "is no mobile");
  work_signing_fixture_set (fixture, "sign.method", "email_code");
  assert_problem (fixture, "sends no codes by e-mail");
}

static void
test_warnings (WorkSigningFixture *fixture, gconstpointer data)
{
  change_signatory (fixture, "guardian", "email", "lea.abadie@eleve.example");
  assert_warning (fixture, "have the same e-mail address");
  change_signatory (fixture, "tutor", "name", "M. Tomás & fils IBÁÑEZ");
  assert_warning (fixture, "characters that a provider may not take");
}

/* One whose birthday makes a minor of them signs with a guardian, or not at all. */
static void
test_no_guardian (WorkSigningFixture *fixture, gconstpointer data)
{
  change_signatory (fixture, "guardian", "role", "other");
  assert_problem (fixture, "no guardian signs");
  work_fixture_change (&fixture->base, MODEL_ENTITY_STUDENT, fixture->base.students[0],
                       "birth_date", "2008-01-11");
  {
    g_autoptr (WorkSigningPlan) plan = work_signing_fixture_plan (fixture);

    g_assert_true (plan->can_be_sent);
  }
}

static char *
day_from_now (int days)
{
  g_autofree char *today = base_date_today_iso ();
  GDate day;

  g_assert_true (base_date_parse_iso (today, &day));
  if (days < 0)
    g_date_subtract_days (&day, (guint) -days);
  else
    g_date_add_days (&day, (guint) days);
  return base_date_to_iso (&day);
}

static void
test_dates (WorkSigningFixture *fixture, gconstpointer data)
{
  gint64 id = fixture->base.placements[0];
  g_autofree char *past = day_from_now (-40);
  g_autofree char *yesterday = day_from_now (-1);
  g_autofree char *tomorrow = day_from_now (1);

  work_fixture_change (&fixture->base, MODEL_ENTITY_PLACEMENT, id, "start", past);
  work_fixture_change (&fixture->base, MODEL_ENTITY_PLACEMENT, id, "end", tomorrow);
  assert_warning (fixture, "has begun already");
  work_fixture_change (&fixture->base, MODEL_ENTITY_PLACEMENT, id, "end", yesterday);
  assert_problem (fixture, "The placement is over");
}

static void
test_states (WorkSigningFixture *fixture, gconstpointer data)
{
  gint64 id = fixture->agreement_id;

  work_fixture_change (&fixture->base, MODEL_ENTITY_PLACEMENT, fixture->base.placements[0], "state",
                       "to_validate");
  assert_problem (fixture, "is not validated any more");
  work_fixture_change (&fixture->base, MODEL_ENTITY_AGREEMENT, id, "sent_on", "2026-11-20");
  assert_problem (fixture, "on its way on paper");
  work_fixture_change (&fixture->base, MODEL_ENTITY_AGREEMENT, id, "signed_on", "2026-11-21");
  assert_problem (fixture, "is signed already");
  work_fixture_change (&fixture->base, MODEL_ENTITY_AGREEMENT, id, "state", "cancelled");
  assert_problem (fixture, "is cancelled");
}

static void
test_setup (WorkSigningFixture *fixture, gconstpointer data)
{
  work_signing_fixture_set (fixture, "sign.environment", "nowhere");
  assert_problem (fixture, "for real or to try");
  work_signing_fixture_set (fixture, "sign.provider", "");
  assert_problem (fixture, "No provider of electronic signatures is set");
}

/* Saturdays and a second guardian are empty in most agreements, and nobody is told of them. */
static void
test_values_missing (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSigningPlan) plan = work_signing_fixture_plan (fixture);

  for (guint i = 0; i < plan->warnings->len; i++)
    g_assert_null (strstr (plan->warnings->pdata[i], "Saturday"));
  work_fixture_change (&fixture->base, MODEL_ENTITY_PLACEMENT, fixture->base.placements[0],
                       "activities", NULL);
  assert_warning (fixture, "has no value for");
}

static void
assert_url (WorkSigningFixture *fixture, const char *environment, const char *url)
{
  g_autoptr (WorkSigningSetup) setup = NULL;
  g_autoptr (GError) error = NULL;

  work_signing_fixture_set (fixture, "sign.environment", environment);
  setup = work_school_read (fixture->base.school, work_query_signing_setup_new (), &error);
  g_assert_no_error (error);
  g_assert_nonnull (setup->environment);
  g_assert_cmpstr (setup->url, ==, url);
}

/* An address that is left from before gets no key that is meant for the provider. */
static void
test_own_address (WorkSigningFixture *fixture, gconstpointer data)
{
  static const char url[] = "https://relais.academie.example/v3";

  work_signing_fixture_set (fixture, "sign.provider", "yousign");
  assert_url (fixture, "own", NULL);
  assert_problem (fixture, "The address at which Yousign is reached is not set");
  work_signing_fixture_set (fixture, "sign.url", url);
  assert_url (fixture, "own", url);
  assert_url (fixture, "production", NULL);
  assert_url (fixture, "test", NULL);
}

static void
test_no_template (WorkSigningFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) all = work_fixture_load_all (&fixture->base, MODEL_ENTITY_TEMPLATE);

  model_record_set_canonical (all->pdata[0], "kind", "certificate");
  work_fixture_save (&fixture->base, all->pdata[0]);
  assert_problem (fixture, "no template");
}

static void
test_names (void)
{
  static const struct
  {
    const char *name, *given, *family;
  } cases[] = {
    { "Mme Hélène VAYSSELINE", "Hélène", "VAYSSELINE" },
    { "ABADIE Léa", "Léa", "ABADIE" },
    { "Jean Martin", "Jean", "Martin" },
    { "M. Jean-Marc de LA FONTAINE", "Jean-Marc", "de LA FONTAINE" },
    { "Marie Anne D’ARC", "Marie Anne", "D’ARC" },
    { "JEAN MARTIN", "JEAN", "MARTIN" },
    { "Roux", "", "Roux" },
    { "M. ROUX", "", "ROUX" },
    { "", "", "" },
    { NULL, "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *given = NULL;
      g_autofree char *family = NULL;

      _work_signing_split_name (cases[i].name, &given, &family);
      g_assert_cmpstr (given, ==, cases[i].given);
      g_assert_cmpstr (family, ==, cases[i].family);
    }
}

/* What the provider refuses of people is known before anything leaves, in the provider's words. */
static void
test_refused_people (WorkSigningFixture *fixture, gconstpointer data)
{
  fixture->fake.refusal = "The fake takes nobody.";
  assert_problem (fixture, "The fake takes nobody.");
  fixture->fake.refusal = NULL;
  work_signing_fixture_set (fixture, "sign.provider", "yousign");
  work_signing_fixture_set (fixture, "sign.environment", "production");
  change_signatory (fixture, "tutor", "name", "娜 王伟");
  assert_problem (fixture, "type it in Latin letters");
}

/* 60 agreements of five are 480 calls: 30 a minute, 200 an hour. */
static void
test_estimate (void)
{
  static const SignEnvironment environment = { "test", "Test", NULL, 30, 200 };
  WorkSigningSetup setup = { .environment = &environment };
  WorkSigningPlan plan = { .can_be_sent = TRUE, .n_calls = 8 };
  g_autoptr (GPtrArray) plans = g_ptr_array_new ();
  g_autofree char *minutes = work_signing_estimate_text (61);
  g_autofree char *hours = work_signing_estimate_text (7200);

  g_assert_cmpuint (work_signing_estimate_seconds (&setup, plans), ==, 0);
  g_ptr_array_add (plans, &plan);
  g_assert_cmpuint (work_signing_estimate_seconds (&setup, plans), ==, 0);
  for (guint i = 1; i < 4; i++)
    g_ptr_array_add (plans, &plan);
  g_assert_cmpuint (work_signing_estimate_seconds (&setup, plans), ==, 60);
  for (guint i = 4; i < 60; i++)
    g_ptr_array_add (plans, &plan);
  g_assert_cmpuint (work_signing_estimate_seconds (&setup, plans), ==, 7200);
  g_assert_cmpstr (minutes, ==, "about 2 minutes");
  g_assert_cmpstr (hours, ==, "about 2 hours");
}

#define ADD(name, function)                                                  \
  g_test_add ("/work/signing/plan/" name, WorkSigningFixture, template_path, \
              work_signing_fixture_set_up, function, work_signing_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  template_path = argv[1];
  ADD ("people", test_people);
  ADD ("address-found", test_address_found);
  ADD ("people-missing", test_people_missing);
  ADD ("not-mandatory", test_not_mandatory);
  ADD ("mobiles", test_mobiles);
  ADD ("warnings", test_warnings);
  ADD ("no-guardian", test_no_guardian);
  ADD ("dates", test_dates);
  ADD ("states", test_states);
  ADD ("setup", test_setup);
  ADD ("values-missing", test_values_missing);
  ADD ("own-address", test_own_address);
  ADD ("no-template", test_no_template);
  ADD ("refused-people", test_refused_people);
  g_test_add_func ("/work/signing/plan/names", test_names);
  g_test_add_func ("/work/signing/plan/estimate", test_estimate);
  return g_test_run ();
}

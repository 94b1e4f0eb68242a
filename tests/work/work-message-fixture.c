/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-fixture.h"

#include <string.h>

static char *
birthday_of (guint age)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) then = g_date_time_add_years (now, -(int) age);
  g_autoptr (GDateTime) before = g_date_time_add_days (then, -100);

  return g_date_time_format (before, "%Y-%m-%d");
}

static void
add_addresses (WorkFixture *base)
{
  g_autofree char *minor = birthday_of (16);
  g_autofree char *grown = birthday_of (18);
  const struct
  {
    ModelEntity entity;
    gint64 id;
    const char *column;
    const char *value;
  } values[] = {
    { MODEL_ENTITY_SCHOOL, 1, "email", "secretariat@lycee.example" },
    { MODEL_ENTITY_SCHOOL_YEAR, base->year_id, "end", "2099-08-31" },
    { MODEL_ENTITY_STUDENT, base->students[0], "email", "lea.abadie@eleve.example" },
    { MODEL_ENTITY_STUDENT, base->students[0], "birth_date", minor },
    { MODEL_ENTITY_STUDENT, base->students[0], "mobile", "+33639988100" },
    { MODEL_ENTITY_STUDENT, base->students[1], "email", "noe.brule@eleve.example" },
    { MODEL_ENTITY_STUDENT, base->students[1], "birth_date", grown },
    { MODEL_ENTITY_STUDENT, base->students[2], "birth_date", minor },
    { MODEL_ENTITY_CONTACT, base->contacts[0], "email", "elodie@garage.example" },
    { MODEL_ENTITY_CONTACT, base->contacts[1], "email", "tomas@garage.example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    work_fixture_change (base, values[i].entity, values[i].id, values[i].column, values[i].value);
}

void
work_message_fixture_set_up (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) guardians = NULL;

  work_fixture_set_up (&fixture->base, data);
  add_addresses (&fixture->base);
  guardians = work_fixture_load_all (&fixture->base, MODEL_ENTITY_GUARDIAN);
  fixture->guardian_id = model_record_get_id (guardians->pdata[0]);
  work_fixture_change (&fixture->base, MODEL_ENTITY_GUARDIAN, fixture->guardian_id, "email",
                       "claire.abadie@famille.example");
  fixture->agreement_id =
      work_fixture_add_agreement (&fixture->base, fixture->base.placements[0], "2026-0001");
}

void
work_message_fixture_tear_down (WorkMessageFixture *fixture, gconstpointer data)
{
  work_fixture_assert_sound (&fixture->base);
  work_fixture_tear_down (&fixture->base, data);
}

void
work_message_fixture_set (WorkMessageFixture *fixture, const char *name, const char *value)
{
  g_autoptr (GPtrArray) all = work_fixture_load_all (&fixture->base, MODEL_ENTITY_SETTING);

  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (model_record_get (all->pdata[i], "name"), name) == 0)
      {
        model_record_set_canonical (all->pdata[i], "value", value);
        work_fixture_save (&fixture->base, all->pdata[i]);
        return;
      }
  work_fixture_add (&fixture->base, MODEL_ENTITY_SETTING, "name", name, "value", value, NULL);
}

gint64
work_message_fixture_add_guardian (WorkMessageFixture *fixture, const char *given_name)
{
  g_autofree char *student = work_fixture_id (fixture->base.students[0]);
  g_autofree char *email = g_strdup_printf ("%s@famille.example", given_name);

  return work_fixture_add (&fixture->base, MODEL_ENTITY_GUARDIAN, "student_id", student, "rank",
                           "2", "title", "M.", "family_name", "Abadie", "given_name", given_name,
                           "email", email, NULL);
}

WorkMessageThing
work_message_fixture_thing (WorkMessageFixture *fixture, guint i)
{
  WorkMessageThing thing = { fixture->base.students[i], fixture->base.periods[0], 0, 0 };

  if (i < G_N_ELEMENTS (fixture->base.placements))
    thing.placement_id = fixture->base.placements[i];
  if (i == 0)
    thing.agreement_id = fixture->agreement_id;
  return thing;
}

/* Of the i-th student. */
GPtrArray *
work_message_fixture_plans (WorkMessageFixture *fixture,
                            guint i,
                            const char *event,
                            guint audiences,
                            gboolean sms)
{
  const WorkMessageThing thing = work_message_fixture_thing (fixture, i);
  const WorkMessageDraft draft = { .event = event,
                                   .things = &thing,
                                   .n_things = 1,
                                   .audiences = audiences,
                                   .mail = !sms,
                                   .sms = sms,
                                   .attaches = TRUE };
  g_autoptr (GError) error = NULL;
  GPtrArray *plans =
      work_school_read (fixture->base.school, work_query_message_plans_new (&draft), &error);

  g_assert_no_error (error);
  return plans;
}

/* The first one, which must be there. */
WorkMessagePlan *
work_message_fixture_plan (WorkMessageFixture *fixture,
                           guint i,
                           const char *event,
                           ModelMessageAudience audience,
                           gboolean sms)
{
  g_autoptr (GPtrArray) plans =
      work_message_fixture_plans (fixture, i, event, MODEL_MESSAGE_AUDIENCE_BIT (audience), sms);

  g_assert_cmpuint (plans->len, >=, 1);
  return work_message_plan_copy (plans->pdata[0]);
}

gboolean
work_message_says (GPtrArray *sentences, const char *words)
{
  for (guint i = 0; i < sentences->len; i++)
    if (strstr (sentences->pdata[i], words) != NULL)
      return TRUE;
  return FALSE;
}

/* As the program has it, but on. */
void
work_message_fixture_rule (WorkMessageFixture *fixture,
                           const char *event,
                           ModelMessageAudience audience,
                           gboolean mail,
                           gboolean sms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules =
      work_school_read (fixture->base.school, work_query_message_rules_new (), &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rules->len; i++)
    {
      WorkMessageRule *rule = rules->pdata[i];
      g_autoptr (WorkDone) done G_GNUC_UNUSED = NULL;

      if (!g_str_equal (rule->event, event) || rule->audience != audience)
        continue;
      rule->mail = mail;
      rule->sms = sms;
      done = work_fixture_apply (&fixture->base, work_change_message_rule_new (rule));
      return;
    }
  g_assert_not_reached ();
}

/* Must succeed. */
gboolean
work_message_fixture_run (WorkJob *job)
{
  g_autoptr (WorkJob) owned = job;
  g_autoptr (GError) error = NULL;
  gboolean done = work_job_run (owned, NULL, &error);

  g_assert_no_error (error);
  return done;
}

/* @state: (nullable): all when %NULL */
guint
work_message_fixture_count (WorkMessageFixture *fixture, const char *state)
{
  g_autoptr (GPtrArray) all = work_fixture_load_all (&fixture->base, MODEL_ENTITY_MESSAGE);
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    n += state == NULL || g_strcmp0 (model_record_get (all->pdata[i], "state"), state) == 0;
  return n;
}

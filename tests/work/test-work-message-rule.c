/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-fixture.h"

#include <string.h>

#include "store-record.h"
#include "work-error.h"
#include "work-message-rule-private.h"

#define LATE "agreement.late"

static void
set_up (WorkMessageFixture *fixture, gconstpointer data)
{
  work_message_fixture_set_up (fixture, data);
  work_message_fixture_set (fixture, "message.rules", "1");
  work_fixture_change (&fixture->base, MODEL_ENTITY_STUDENT, fixture->base.students[0],
                       "birth_date", "2010-02-03");
}

static void
tear_down (WorkMessageFixture *fixture, gconstpointer data)
{
  _work_message_rules_set_now (NULL);
  work_message_fixture_tear_down (fixture, data);
}

/* "2027-01-05T10:00:00", in Paris. */
static void
set_now (const char *local)
{
  g_autoptr (GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (local, paris);

  g_assert_nonnull (now);
  _work_message_rules_set_now (now);
}

/* How many messages there are after the rules were held against all at that moment. */
static guint
run_at (WorkMessageFixture *fixture, const char *local)
{
  set_now (local);
  work_message_fixture_run (work_message_rules_new (fixture->base.school));
  return work_message_fixture_count (fixture, NULL);
}

static ModelRecord *
last_message (WorkMessageFixture *fixture)
{
  g_autoptr (GPtrArray) all = work_fixture_load_all (&fixture->base, MODEL_ENTITY_MESSAGE);

  g_assert_cmpuint (all->len, >, 0);
  return g_object_ref (all->pdata[all->len - 1]);
}

/* ---- rules ---- */

static GPtrArray *
read_rules (WorkMessageFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rules =
      work_school_read (fixture->base.school, work_query_message_rules_new (), &error);

  g_assert_no_error (error);
  return rules;
}

static WorkMessageRule *
find_rule (GPtrArray *rules, const char *event, ModelMessageAudience audience)
{
  for (guint i = 0; i < rules->len; i++)
    {
      WorkMessageRule *rule = rules->pdata[i];

      if (g_str_equal (rule->event, event) && rule->audience == audience)
        return rule;
    }
  return NULL;
}

static void
test_list (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rules = read_rules (fixture);
  const ModelMessageEvent *event = model_message_event_find (LATE);
  const WorkMessageRule *rule = find_rule (rules, LATE, MODEL_MESSAGE_TUTOR);

  for (guint i = 0; i < rules->len; i++)
    g_assert_false (((WorkMessageRule *) rules->pdata[i])->mail
                    || ((WorkMessageRule *) rules->pdata[i])->sms);
  g_assert_nonnull (rule);
  g_assert_cmpint (rule->days, ==, event->days);
  g_assert_cmpint (rule->at_most, ==, event->at_most);
  g_assert_null (find_rule (rules, "search.interview", MODEL_MESSAGE_STUDENT));
  g_assert_null (find_rule (rules, "search.missing", MODEL_MESSAGE_TUTOR));
}

/* Only what differs from the program's is kept. */
static void
test_change (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rules = read_rules (fixture);
  WorkMessageRule *rule = find_rule (rules, LATE, MODEL_MESSAGE_TUTOR);
  g_autoptr (WorkDone) on G_GNUC_UNUSED = NULL;
  g_autoptr (WorkDone) off G_GNUC_UNUSED = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  int usual = rule->days;

  rule->mail = TRUE;
  rule->days = 3;
  on = work_fixture_apply (&fixture->base, work_change_message_rule_new (rule));
  after = read_rules (fixture);
  g_assert_true (find_rule (after, LATE, MODEL_MESSAGE_TUTOR)->mail);
  g_assert_cmpint (find_rule (after, LATE, MODEL_MESSAGE_TUTOR)->days, ==, 3);
  g_assert_false (find_rule (after, LATE, MODEL_MESSAGE_STUDENT)->mail);
  rule->mail = FALSE;
  rule->days = usual;
  off = work_fixture_apply (&fixture->base, work_change_message_rule_new (rule));
  rows = work_fixture_load_all (&fixture->base, MODEL_ENTITY_MESSAGE_RULE);
  g_assert_cmpuint (rows->len, ==, 0);
}

static void
test_refused (WorkMessageFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *event;
    ModelMessageAudience audience;
    int days, at_most, every_days;
    const char *words;
  } bad[] = {
    { "zut", MODEL_MESSAGE_TUTOR, 1, 1, 1, "zut" },
    { "search.interview", MODEL_MESSAGE_STUDENT, 1, 1, 1, "by itself" },
    { "search.missing", MODEL_MESSAGE_TUTOR, 1, 1, 1, "nobody" },
    { LATE, MODEL_MESSAGE_TUTOR, -1, 1, 1, "0 to 365" },
    { LATE, MODEL_MESSAGE_TUTOR, 366, 1, 1, "0 to 365" },
    { LATE, MODEL_MESSAGE_TUTOR, 1, 0, 1, "1 to 10" },
    { LATE, MODEL_MESSAGE_TUTOR, 1, 1, 0, "1 to 365" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *event = g_strdup (bad[i].event);
      const WorkMessageRule rule = { event,          bad[i].audience,  TRUE, FALSE, bad[i].days,
                                     bad[i].at_most, bad[i].every_days };

      work_fixture_assert_refused (&fixture->base, work_change_message_rule_new (&rule),
                                   bad[i].words, NULL);
    }
}

/* ---- when ---- */

/* From seven days before the first one on, twice at most, three days apart; never after it began.
 */
static void
test_late (WorkMessageFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *now;
    guint n;
  } days[] = {
    { "2026-12-01T10:00:00", 0 }, { "2027-01-01T10:00:00", 0 }, { "2027-01-04T10:00:00", 1 },
    { "2027-01-04T11:00:00", 1 }, { "2027-01-06T10:00:00", 1 }, { "2027-01-07T08:00:00", 2 },
    { "2027-01-11T10:00:00", 2 }, { "2027-01-20T10:00:00", 2 },
  };
  g_autoptr (ModelRecord) message = NULL;

  work_message_fixture_rule (fixture, LATE, MODEL_MESSAGE_TUTOR, TRUE, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    g_assert_cmpuint (run_at (fixture, days[i].now), ==, days[i].n);
  message = last_message (fixture);
  g_assert_cmpstr (model_record_get (message, "audience"), ==, "tutor");
  g_assert_true (g_str_has_prefix (model_record_get (message, "once"), LATE "|tutor|mail|a"));
  g_assert_true (g_str_has_suffix (model_record_get (message, "once"), "|2"));
  g_assert_cmpstr (model_record_get (message, "made_at"), ==, "2027-01-07T07:00:00Z");
  g_assert_null (model_record_get (message, "not_before"));
}

/* The rule says nothing of what is signed, cancelled, exempt, or of no rule that is off. */
static void
test_not_late (WorkMessageFixture *fixture, gconstpointer data)
{
  const struct
  {
    ModelEntity entity;
    gint64 id;
    const char *column, *value, *usual;
  } cases[] = {
    { MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "state", "cancelled", "active" },
    { MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "step", "2", "0" },
    { MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "signed_outside", "1", "0" },
    { MODEL_ENTITY_SEARCH, fixture->base.searches[0], "state", "exempt", "validated" },
  };

  g_assert_cmpuint (run_at (fixture, "2027-01-05T10:00:00"), ==, 0);
  work_message_fixture_rule (fixture, LATE, MODEL_MESSAGE_TUTOR, TRUE, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      work_fixture_change (&fixture->base, cases[i].entity, cases[i].id, cases[i].column,
                           cases[i].value);
      g_assert_cmpuint (run_at (fixture, "2027-01-05T10:00:00"), ==, 0);
      work_fixture_change (&fixture->base, cases[i].entity, cases[i].id, cases[i].column,
                           cases[i].usual);
    }
  g_assert_cmpuint (run_at (fixture, "2027-01-05T10:00:00"), ==, 1);
}

/* The provider writes to those who sign with it; the school's own people hear from the school. */
static void
test_electronic (WorkMessageFixture *fixture, gconstpointer data)
{
  work_fixture_change (&fixture->base, MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "mode",
                       "electronic");
  work_fixture_change (&fixture->base, MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "sent_on",
                       "2027-01-04");
  for (guint audience = 0; audience < MODEL_MESSAGE_OFFICE; audience++)
    {
      work_message_fixture_rule (fixture, "agreement.to_sign", (ModelMessageAudience) audience,
                                 TRUE, FALSE);
      work_message_fixture_rule (fixture, "agreement.reminder", (ModelMessageAudience) audience,
                                 TRUE, FALSE);
      if (audience != MODEL_MESSAGE_TEACHER)
        work_message_fixture_rule (fixture, LATE, (ModelMessageAudience) audience, TRUE, FALSE);
    }
  g_assert_cmpuint (run_at (fixture, "2027-01-05T10:00:00"), ==, 0);
  work_message_fixture_rule (fixture, LATE, MODEL_MESSAGE_TEACHER, TRUE, FALSE);
  work_message_fixture_rule (fixture, LATE, MODEL_MESSAGE_OFFICE, TRUE, FALSE);
  g_assert_cmpuint (run_at (fixture, "2027-01-05T10:00:00"), ==, 2);
}

static void
test_sent_on_paper (WorkMessageFixture *fixture, gconstpointer data)
{
  work_message_fixture_rule (fixture, "agreement.to_sign", MODEL_MESSAGE_TUTOR, TRUE, FALSE);
  work_message_fixture_rule (fixture, "agreement.reminder", MODEL_MESSAGE_TUTOR, TRUE, FALSE);
  g_assert_cmpuint (run_at (fixture, "2026-12-01T10:00:00"), ==, 0);
  work_fixture_change (&fixture->base, MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "sent_on",
                       "2026-12-01");
  g_assert_cmpuint (run_at (fixture, "2026-12-01T10:00:00"), ==, 1);
  g_assert_cmpuint (run_at (fixture, "2026-12-07T10:00:00"), ==, 1);
  g_assert_cmpuint (run_at (fixture, "2026-12-08T10:00:00"), ==, 2);
  g_assert_cmpuint (run_at (fixture, "2026-12-14T10:00:00"), ==, 2);
  g_assert_cmpuint (run_at (fixture, "2026-12-15T10:00:00"), ==, 3);
  g_assert_cmpuint (run_at (fixture, "2026-12-29T10:00:00"), ==, 3);
}

/* A school that turns a rule on late is not to write of what is long past. */
static void
test_old_news (WorkMessageFixture *fixture, gconstpointer data)
{
  work_fixture_change (&fixture->base, MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "signed_on",
                       "2026-11-02");
  work_fixture_change (&fixture->base, MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "step", "2");
  work_message_fixture_rule (fixture, "agreement.signed", MODEL_MESSAGE_TUTOR, TRUE, FALSE);
  g_assert_cmpuint (run_at (fixture, "2026-12-01T10:00:00"), ==, 0);
  g_assert_cmpuint (run_at (fixture, "2026-11-10T10:00:00"), ==, 1);
}

static void
test_missing (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autofree char *search = work_fixture_id (fixture->base.searches[2]);
  g_autoptr (ModelRecord) message = NULL;

  work_fixture_change (&fixture->base, MODEL_ENTITY_STUDENT, fixture->base.students[2], "email",
                       "ines@eleve.example");
  work_message_fixture_rule (fixture, "search.missing", MODEL_MESSAGE_STUDENT, TRUE, FALSE);
  g_assert_cmpuint (run_at (fixture, "2026-12-01T10:00:00"), ==, 0);
  g_assert_cmpuint (run_at (fixture, "2026-12-14T10:00:00"), ==, 1);
  message = last_message (fixture);
  g_assert_cmpstr (model_record_get (message, "address"), ==, "ines@eleve.example");
  g_assert_cmpint (model_record_get_int (message, "placement_id"), ==, 0);
  /* a sheet that was refused is none, and the same search as before */
  work_fixture_add (&fixture->base, MODEL_ENTITY_PLACEMENT, "search_id", search, "state", "refused",
                    NULL);
  g_assert_cmpuint (run_at (fixture, "2026-12-15T10:00:00"), ==, 1);
  g_assert_cmpuint (run_at (fixture, "2026-12-28T10:00:00"), ==, 2);
  /* a second one, beside it */
  work_fixture_add (&fixture->base, MODEL_ENTITY_PLACEMENT, "search_id", search, "state", "draft",
                    NULL);
  g_assert_cmpuint (run_at (fixture, "2027-01-08T10:00:00"), ==, 2);
}

static void
test_certificate (WorkMessageFixture *fixture, gconstpointer data)
{
  work_fixture_change (&fixture->base, MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "step", "2");
  work_message_fixture_rule (fixture, "certificate.missing", MODEL_MESSAGE_TUTOR, TRUE, FALSE);
  g_assert_cmpuint (run_at (fixture, "2027-02-18T10:00:00"), ==, 0);
  g_assert_cmpuint (run_at (fixture, "2027-02-19T10:00:00"), ==, 1);
  work_fixture_change (&fixture->base, MODEL_ENTITY_PLACEMENT, fixture->base.placements[0],
                       "certificate_on", "2027-02-25");
  g_assert_cmpuint (run_at (fixture, "2027-03-08T10:00:00"), ==, 1);
}

/* ---- who ---- */

/* Only where somebody has said yes; at work too. */
static void
test_sms (WorkMessageFixture *fixture, gconstpointer data)
{
  work_message_fixture_rule (fixture, LATE, MODEL_MESSAGE_GUARDIAN, FALSE, TRUE);
  work_message_fixture_rule (fixture, LATE, MODEL_MESSAGE_TUTOR, FALSE, TRUE);
  g_assert_cmpuint (run_at (fixture, "2027-01-05T10:00:00"), ==, 0);
  work_fixture_change (&fixture->base, MODEL_ENTITY_GUARDIAN, fixture->guardian_id, "accepts_sms",
                       "1");
  g_assert_cmpuint (run_at (fixture, "2027-01-05T10:00:00"), ==, 1);
  work_fixture_change (&fixture->base, MODEL_ENTITY_CONTACT, fixture->base.contacts[1],
                       "accepts_sms", "1");
  g_assert_cmpuint (run_at (fixture, "2027-01-05T10:00:00"), ==, 2);
}

static void
test_both_guardians (WorkMessageFixture *fixture, gconstpointer data)
{
  work_message_fixture_rule (fixture, LATE, MODEL_MESSAGE_GUARDIAN, TRUE, FALSE);
  g_assert_cmpuint (run_at (fixture, "2027-01-05T10:00:00"), ==, 1);
  work_message_fixture_add_guardian (fixture, "marc");
  g_assert_cmpuint (run_at (fixture, "2027-01-05T10:00:00"), ==, 2);
  /* on the day she is of age */
  work_fixture_change (&fixture->base, MODEL_ENTITY_STUDENT, fixture->base.students[0],
                       "birth_date", "2009-01-08");
  g_assert_cmpuint (run_at (fixture, "2027-01-08T10:00:00"), ==, 2);
}

static void
test_master_switch (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = NULL;

  work_message_fixture_rule (fixture, LATE, MODEL_MESSAGE_TUTOR, TRUE, FALSE);
  work_message_fixture_set (fixture, "message.rules", "0");
  g_assert_cmpuint (run_at (fixture, "2027-01-05T10:00:00"), ==, 0);
  plans = work_school_read (fixture->base.school, work_query_message_rules_plans_new (), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plans->len, ==, 1);
  g_assert_cmpuint (work_message_fixture_count (fixture, NULL), ==, 0);
}

/* A person's undo passes over what the program did; and what it did is not undone but cancelled. */
static void
test_undo (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (GPtrArray) rules = NULL;

  work_message_fixture_rule (fixture, LATE, MODEL_MESSAGE_TUTOR, TRUE, FALSE);
  g_assert_cmpuint (run_at (fixture, "2027-01-05T10:00:00"), ==, 1);
  undone = work_school_undo (fixture->base.school, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone, ==, "change of automatic sending");
  rules = read_rules (fixture);
  g_assert_false (find_rule (rules, LATE, MODEL_MESSAGE_TUTOR)->mail);
  g_assert_cmpuint (work_message_fixture_count (fixture, "queued"), ==, 1);
}

/* ---- what happens once ---- */

static void
test_teacher_writes (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autofree char *student = work_fixture_id (fixture->base.students[2]);
  g_autofree char *search = work_fixture_id (fixture->base.searches[2]);
  g_autoptr (ModelRecord) message = NULL;

  work_message_fixture_rule (fixture, "office.teacher", MODEL_MESSAGE_OFFICE, TRUE, FALSE);
  for (guint i = 0; i < 3; i++)
    work_fixture_add (&fixture->base, MODEL_ENTITY_NOTE, "student_id", student, "search_id", search,
                      "author", "M. Belkacem", "author_role", i == 0 ? "administration" : "teacher",
                      "made_at", "2026-12-01T08:00:00Z", "tone", "information", "audience",
                      "administration", "text", "À voir", "read_at",
                      i == 1 ? "2026-12-01T08:30:00Z" : NULL, NULL);
  g_assert_cmpuint (run_at (fixture, "2026-12-01T10:00:00"), ==, 1);
  g_assert_cmpuint (run_at (fixture, "2026-12-02T10:00:00"), ==, 1);
  message = last_message (fixture);
  g_assert_cmpstr (model_record_get (message, "address"), ==, "secretariat@lycee.example");
  g_assert_nonnull (strstr (model_record_get (message, "subject"), "Inès"));
}

/* Two words about one student are two, and each is told. */
static void
test_teacher_writes_twice (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autofree char *student = work_fixture_id (fixture->base.students[2]);
  g_autofree char *search = work_fixture_id (fixture->base.searches[2]);

  work_message_fixture_rule (fixture, "office.teacher", MODEL_MESSAGE_OFFICE, TRUE, FALSE);
  for (guint i = 0; i < 2; i++)
    work_fixture_add (&fixture->base, MODEL_ENTITY_NOTE, "student_id", student, "search_id", search,
                      "author", "M. Belkacem", "author_role", "teacher", "made_at",
                      "2026-12-01T08:00:00Z", "tone", "information", "audience", "administration",
                      "text", i == 0 ? "À voir" : "Urgent", NULL);
  g_assert_cmpuint (run_at (fixture, "2026-12-01T10:00:00"), ==, 2);
  g_assert_cmpuint (run_at (fixture, "2026-12-01T11:00:00"), ==, 2);
}

/* What was read before it could be told is not told any more. */
static void
test_teacher_was_read (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autofree char *student = work_fixture_id (fixture->base.students[2]);
  gint64 note = work_fixture_add (&fixture->base, MODEL_ENTITY_NOTE, "student_id", student,
                                  "author", "M. Belkacem", "author_role", "teacher", "made_at",
                                  "2026-12-01T18:00:00Z", "tone", "information", "audience",
                                  "administration", "text", "À voir", NULL);

  work_message_fixture_rule (fixture, "office.teacher", MODEL_MESSAGE_OFFICE, TRUE, FALSE);
  g_assert_cmpuint (run_at (fixture, "2026-12-01T21:00:00"), ==, 1);
  g_assert_cmpuint (run_at (fixture, "2026-12-01T22:00:00"), ==, 1);
  g_assert_cmpuint (work_message_fixture_count (fixture, "queued"), ==, 1);
  work_fixture_change (&fixture->base, MODEL_ENTITY_NOTE, note, "read_at", "2026-12-01T21:30:00Z");
  g_assert_cmpuint (run_at (fixture, "2026-12-01T23:00:00"), ==, 1);
  g_assert_cmpuint (work_message_fixture_count (fixture, "cancelled"), ==, 1);
}

/* Told once a day about a student, and never about what could not be told. */
static void
test_failed (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;

  work_message_fixture_rule (fixture, LATE, MODEL_MESSAGE_TUTOR, TRUE, FALSE);
  work_message_fixture_rule (fixture, LATE, MODEL_MESSAGE_TEACHER, TRUE, FALSE);
  work_message_fixture_rule (fixture, "office.failed", MODEL_MESSAGE_OFFICE, TRUE, FALSE);
  g_assert_cmpuint (run_at (fixture, "2027-01-04T10:00:00"), ==, 2);
  all = work_fixture_load_all (&fixture->base, MODEL_ENTITY_MESSAGE);
  for (guint i = 0; i < all->len; i++)
    work_fixture_change (&fixture->base, MODEL_ENTITY_MESSAGE, model_record_get_id (all->pdata[i]),
                         "state", i == 0 ? "refused" : "unknown");
  g_assert_cmpuint (run_at (fixture, "2027-01-04T11:00:00"), ==, 3);
  g_assert_cmpuint (run_at (fixture, "2027-01-05T10:00:00"), ==, 3);
  work_fixture_change (&fixture->base, MODEL_ENTITY_MESSAGE,
                       model_record_get_id (all->pdata[1]) + 1, "state", "refused");
  g_assert_cmpuint (run_at (fixture, "2027-01-05T11:00:00"), ==, 3);
}

static void
test_stopped (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autofree char *agreement = work_fixture_id (fixture->agreement_id);

  work_message_fixture_rule (fixture, "agreement.stopped", MODEL_MESSAGE_OFFICE, TRUE, FALSE);
  work_fixture_add (&fixture->base, MODEL_ENTITY_SIGNATURE_REQUEST, "agreement_id", agreement,
                    "provider", "fake", "environment", "test", "external_id", "1", "state",
                    "declined", "title", "x", "started_at", "2026-12-01T07:00:00Z", "sent_at",
                    "2026-12-01T07:00:01Z", "ended_at", "2026-12-01T08:00:00Z", NULL);
  g_assert_cmpuint (run_at (fixture, "2026-12-01T10:00:00"), ==, 1);
  g_assert_cmpuint (run_at (fixture, "2026-12-02T10:00:00"), ==, 1);
  work_fixture_add (&fixture->base, MODEL_ENTITY_SIGNATURE_REQUEST, "agreement_id", agreement,
                    "provider", "fake", "environment", "test", "external_id", "2", "state",
                    "expired", "title", "x", "started_at", "2026-12-03T07:00:00Z", "sent_at",
                    "2026-12-03T07:00:01Z", "ended_at", "2026-12-03T08:00:00Z", NULL);
  g_assert_cmpuint (run_at (fixture, "2026-12-03T10:00:00"), ==, 2);
}

/* ---- quiet hours and days off ---- */

static void
test_quiet (void)
{
  static const struct
  {
    const char *now, *from, *to, *saturdays, *allowed;
  } cases[] = {
    { "2026-12-01T10:00:00", "20", "8", "0", NULL },
    { "2026-12-01T08:00:00", "20", "8", "0", NULL },
    { "2026-12-01T07:59:59", "20", "8", "0", "2026-12-01T07:00:00Z" },
    { "2026-12-01T20:00:00", "20", "8", "0", "2026-12-02T07:00:00Z" },
    { "2026-12-01T00:10:00", "20", "8", "0", "2026-12-01T07:00:00Z" },
    /* a Friday night, with and without Saturdays */
    { "2026-12-04T21:00:00", "20", "8", "0", "2026-12-07T07:00:00Z" },
    { "2026-12-04T21:00:00", "20", "8", "1", "2026-12-05T07:00:00Z" },
    { "2026-12-06T12:00:00", "20", "8", "1", "2026-12-07T07:00:00Z" },
    /* Christmas is a Friday; Easter Monday; the clocks change on the 28th of March */
    { "2026-12-24T20:30:00", "20", "8", "1", "2026-12-26T07:00:00Z" },
    { "2026-12-24T20:30:00", "20", "8", "0", "2026-12-28T07:00:00Z" },
    { "2027-03-26T22:00:00", "20", "8", "0", "2027-03-30T06:00:00Z" },
    /* a midday pause; none at all */
    { "2026-12-01T12:30:00", "12", "14", "0", "2026-12-01T13:00:00Z" },
    { "2026-12-01T23:30:00", "12", "14", "0", NULL },
    { "2026-12-06T23:30:00", "12", "14", "0", "2026-12-06T23:00:00Z" },
    { "2026-12-01T03:00:00", "8", "8", "0", NULL },
  };
  g_autoptr (GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelSettings) settings = model_settings_new ();
      g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (cases[i].now, paris);
      g_autofree char *allowed = NULL;

      model_settings_set (settings, "message.quiet_from", cases[i].from);
      model_settings_set (settings, "message.quiet_to", cases[i].to);
      model_settings_set (settings, "message.saturdays", cases[i].saturdays);
      allowed = _work_message_allowed_from (settings, BASE_HOLIDAY_FRANCE, now);
      if (g_strcmp0 (allowed, cases[i].allowed) != 0)
        g_error ("%s: %s, not %s", cases[i].now, allowed, cases[i].allowed);
    }
}

static void
test_waits (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) message = NULL;

  work_message_fixture_rule (fixture, LATE, MODEL_MESSAGE_TUTOR, TRUE, FALSE);
  g_assert_cmpuint (run_at (fixture, "2027-01-08T22:00:00"), ==, 1);
  message = last_message (fixture);
  g_assert_cmpstr (model_record_get (message, "not_before"), ==, "2027-01-11T07:00:00Z");
}

/* Nobody is asked on Monday for what was signed on Saturday; and again when it is not signed after
 * all. */
static void
test_withdrawn (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) message = NULL;

  work_message_fixture_rule (fixture, LATE, MODEL_MESSAGE_TUTOR, TRUE, FALSE);
  g_assert_cmpuint (run_at (fixture, "2027-01-05T22:00:00"), ==, 1);
  g_assert_cmpuint (run_at (fixture, "2027-01-05T22:30:00"), ==, 1);
  g_assert_cmpuint (work_message_fixture_count (fixture, "queued"), ==, 1);
  work_fixture_change (&fixture->base, MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "step", "2");
  g_assert_cmpuint (run_at (fixture, "2027-01-05T23:00:00"), ==, 1);
  message = last_message (fixture);
  g_assert_cmpstr (model_record_get (message, "state"), ==, "cancelled");
  g_assert_nonnull (strstr (model_record_get (message, "problem"), "not needed"));
  work_fixture_change (&fixture->base, MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "step", "1");
  g_assert_cmpuint (run_at (fixture, "2027-01-06T09:00:00"), ==, 2);
  g_assert_cmpuint (work_message_fixture_count (fixture, "queued"), ==, 1);
}

/* Nor for a signature that is there, to whom has said no, to a wrong address: while it waits, one
 * may do something about it. */
static void
test_changed_meanwhile (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autofree char *agreement = work_fixture_id (fixture->agreement_id);
  gint64 tutor =
      work_fixture_add (&fixture->base, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement,
                        "position", "0", "role", "tutor", "is_mandatory", "1", NULL);

  work_fixture_change (&fixture->base, MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "sent_on",
                       "2027-01-04");
  work_fixture_change (&fixture->base, MODEL_ENTITY_GUARDIAN, fixture->guardian_id, "accepts_sms",
                       "1");
  work_message_fixture_rule (fixture, "agreement.to_sign", MODEL_MESSAGE_TUTOR, TRUE, FALSE);
  work_message_fixture_rule (fixture, LATE, MODEL_MESSAGE_GUARDIAN, TRUE, TRUE);
  g_assert_cmpuint (run_at (fixture, "2027-01-05T21:00:00"), ==, 3);
  g_assert_cmpuint (run_at (fixture, "2027-01-05T21:10:00"), ==, 3);
  g_assert_cmpuint (work_message_fixture_count (fixture, "queued"), ==, 3);
  work_fixture_change (&fixture->base, MODEL_ENTITY_SIGNATORY, tutor, "signed_on", "2027-01-05");
  g_assert_cmpuint (run_at (fixture, "2027-01-05T21:20:00"), ==, 3);
  g_assert_cmpuint (work_message_fixture_count (fixture, "queued"), ==, 2);
  work_fixture_change (&fixture->base, MODEL_ENTITY_GUARDIAN, fixture->guardian_id, "accepts_sms",
                       "0");
  g_assert_cmpuint (run_at (fixture, "2027-01-05T21:30:00"), ==, 3);
  g_assert_cmpuint (work_message_fixture_count (fixture, "queued"), ==, 1);
  /* the new address is written to instead */
  work_fixture_change (&fixture->base, MODEL_ENTITY_GUARDIAN, fixture->guardian_id, "email",
                       "c.abadie@famille.example");
  g_assert_cmpuint (run_at (fixture, "2027-01-05T21:40:00"), ==, 4);
  g_assert_cmpuint (work_message_fixture_count (fixture, "queued"), ==, 1);
}

/* A rule that is turned off, or all of them, takes back what has not left; what a person has queued
 * stays. */
static void
test_turned_off (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) plans = work_message_fixture_plans (
      fixture, 0, LATE, MODEL_MESSAGE_AUDIENCE_BIT (MODEL_MESSAGE_STUDENT), FALSE);
  g_autoptr (WorkDone) done G_GNUC_UNUSED =
      work_fixture_apply (&fixture->base, work_change_messages_new (plans));

  work_message_fixture_rule (fixture, LATE, MODEL_MESSAGE_TUTOR, TRUE, FALSE);
  work_message_fixture_rule (fixture, LATE, MODEL_MESSAGE_TEACHER, TRUE, FALSE);
  g_assert_cmpuint (run_at (fixture, "2027-01-05T10:00:00"), ==, 3);
  work_message_fixture_rule (fixture, LATE, MODEL_MESSAGE_TUTOR, FALSE, FALSE);
  g_assert_cmpuint (run_at (fixture, "2027-01-05T10:01:00"), ==, 3);
  g_assert_cmpuint (work_message_fixture_count (fixture, "cancelled"), ==, 1);
  work_message_fixture_set (fixture, "message.rules", "0");
  g_assert_cmpuint (run_at (fixture, "2027-01-05T10:02:00"), ==, 3);
  g_assert_cmpuint (work_message_fixture_count (fixture, "cancelled"), ==, 2);
  g_assert_cmpuint (work_message_fixture_count (fixture, "queued"), ==, 1);
}

#define ADD(name, func) \
  g_test_add ("/work/message-rule/" name, WorkMessageFixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work/message-rule/quiet", test_quiet);
  ADD ("list", test_list);
  ADD ("change", test_change);
  ADD ("refused", test_refused);
  ADD ("late", test_late);
  ADD ("not-late", test_not_late);
  ADD ("electronic", test_electronic);
  ADD ("sent-on-paper", test_sent_on_paper);
  ADD ("old-news", test_old_news);
  ADD ("missing", test_missing);
  ADD ("certificate", test_certificate);
  ADD ("sms", test_sms);
  ADD ("both-guardians", test_both_guardians);
  ADD ("master-switch", test_master_switch);
  ADD ("undo", test_undo);
  ADD ("teacher-writes", test_teacher_writes);
  ADD ("teacher-writes-twice", test_teacher_writes_twice);
  ADD ("teacher-was-read", test_teacher_was_read);
  ADD ("failed", test_failed);
  ADD ("stopped", test_stopped);
  ADD ("waits", test_waits);
  ADD ("withdrawn", test_withdrawn);
  ADD ("changed-meanwhile", test_changed_meanwhile);
  ADD ("turned-off", test_turned_off);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-fixture.h"

#include <string.h>

#include "store-document.h"
#include "work-error.h"

#define TO_SIGN "agreement.to_sign"
#define SMS     TRUE
#define MAIL    FALSE

static void
assert_problem (const WorkMessagePlan *plan, const char *words)
{
  g_assert_false (plan->can_be_sent);
  g_assert_false (plan->is_chosen);
  if (!work_message_says (plan->problems, words))
    g_error ("“%s” is no problem; the first one is “%s”", words,
             plan->problems->len > 0 ? (char *) plan->problems->pdata[0] : "");
}

static void
assert_fine (const WorkMessagePlan *plan)
{
  if (plan->problems->len > 0)
    g_error ("%s", (char *) plan->problems->pdata[0]);
  g_assert_true (plan->can_be_sent);
  g_assert_true (plan->is_chosen);
}

/* Exactly who gets what. */
static void
test_people (WorkMessageFixture *fixture, gconstpointer data)
{
  static const struct
  {
    ModelMessageAudience audience;
    const char *name, *address;
  } people[] = {
    { MODEL_MESSAGE_STUDENT, "Léa ABADIE", "lea.abadie@eleve.example" },
    { MODEL_MESSAGE_GUARDIAN, "Mme Claire ABADIE", "claire.abadie@famille.example" },
    { MODEL_MESSAGE_GUARDIAN, "M. marc ABADIE", "marc@famille.example" },
    { MODEL_MESSAGE_REPRESENTATIVE, "Mme Élodie ROUX", "elodie@garage.example" },
    { MODEL_MESSAGE_TUTOR, "M. Tomás IBÁÑEZ", "tomas@garage.example" },
    { MODEL_MESSAGE_TEACHER, "M. Nordine BELKACEM", "nordine@lycee.example" },
    { MODEL_MESSAGE_OFFICE, "Lycée Élise-Combarel", "secretariat@lycee.example" },
  };
  g_autoptr (GPtrArray) plans = NULL;

  work_message_fixture_add_guardian (fixture, "marc");
  plans = work_message_fixture_plans (fixture, 0, "agreement.late", ALL_AUDIENCES, MAIL);
  g_assert_cmpuint (plans->len, ==, G_N_ELEMENTS (people));
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      const WorkMessagePlan *plan = plans->pdata[i];

      assert_fine (plan);
      g_assert_cmpint (plan->audience, ==, people[i].audience);
      g_assert_cmpstr (plan->name, ==, people[i].name);
      g_assert_cmpstr (plan->address, ==, people[i].address);
      g_assert_cmpstr (plan->student, ==, "ABADIE Léa");
      g_assert_cmpstr (plan->class_name, ==, "2MELEC");
      g_assert_cmpint (plan->thing.agreement_id, ==, fixture->agreement_id);
      g_assert_null (strchr (plan->subject, '{'));
      g_assert_null (strchr (plan->body, '{'));
    }
}

/* Guardians are written to about minors, grown-ups speak for themselves. */
static void
test_grown_up (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autofree char *student = work_fixture_id (fixture->base.students[1]);
  g_autoptr (WorkMessagePlan) guardian = NULL;
  g_autoptr (WorkMessagePlan) self = NULL;

  work_fixture_add (&fixture->base, MODEL_ENTITY_GUARDIAN, "student_id", student, "rank", "1",
                    "family_name", "Brûlé", "email", "parent@famille.example", NULL);
  guardian =
      work_message_fixture_plan (fixture, 1, "search.interview", MODEL_MESSAGE_GUARDIAN, MAIL);
  self = work_message_fixture_plan (fixture, 1, "search.interview", MODEL_MESSAGE_STUDENT, MAIL);
  assert_problem (guardian, "of age");
  assert_fine (self);
}

static void
test_nobody (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkMessagePlan) guardian =
      work_message_fixture_plan (fixture, 2, "search.missing", MODEL_MESSAGE_GUARDIAN, MAIL);
  g_autoptr (WorkMessagePlan) teacher =
      work_message_fixture_plan (fixture, 2, "search.missing", MODEL_MESSAGE_TEACHER, MAIL);
  g_autoptr (WorkMessagePlan) student =
      work_message_fixture_plan (fixture, 2, "search.missing", MODEL_MESSAGE_STUDENT, MAIL);

  assert_problem (guardian, "no guardian");
  assert_problem (teacher, "no referent teacher");
  assert_problem (student, "no e-mail address of Inès CAZALS");
}

static void
test_bad_address (WorkMessageFixture *fixture, gconstpointer data)
{
  static const char *const addresses[] = { "claire", "claire@", "cl aire@x.fr", "clairé@x.fr" };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (WorkMessagePlan) plan = NULL;

      work_fixture_change (&fixture->base, MODEL_ENTITY_GUARDIAN, fixture->guardian_id, "email",
                           addresses[i]);
      plan = work_message_fixture_plan (fixture, 0, TO_SIGN, MODEL_MESSAGE_GUARDIAN, MAIL);
      assert_problem (plan, "");
      g_assert_null (plan->address);
    }
}

/* Only mobile numbers of France; and nobody who does not want it. */
static void
test_sms (WorkMessageFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *mobile, *phone, *accepts, *problem;
    gboolean chosen;
  } cases[] = {
    { "+33639988201", NULL, "1", NULL, TRUE },
    { "+33639988201", NULL, NULL, NULL, FALSE },
    { "+33639988201", NULL, "0", "Does not want SMS", FALSE },
    { NULL, "+33639988202", "1", NULL, TRUE },
    { NULL, "+33536490010", "1", "no mobile number", FALSE },
    { NULL, NULL, "1", "no mobile number", FALSE },
    { "+33536490010", NULL, "1", "", FALSE },
    { "+32470123456", NULL, "1", "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelRecord) guardian =
          work_fixture_load (&fixture->base, MODEL_ENTITY_GUARDIAN, fixture->guardian_id);
      g_autoptr (WorkMessagePlan) plan = NULL;

      model_record_set_canonical (guardian, "mobile", cases[i].mobile);
      model_record_set_canonical (guardian, "phone", cases[i].phone);
      model_record_set_canonical (guardian, "accepts_sms", cases[i].accepts);
      work_fixture_save (&fixture->base, guardian);
      plan = work_message_fixture_plan (fixture, 0, TO_SIGN, MODEL_MESSAGE_GUARDIAN, SMS);
      if (cases[i].problem != NULL)
        {
          assert_problem (plan, cases[i].problem);
          continue;
        }
      g_assert_true (plan->can_be_sent);
      g_assert_true (plan->is_chosen == cases[i].chosen);
      g_assert_true (work_message_says (plan->warnings, "ask first") == !cases[i].chosen);
      g_assert_null (plan->subject);
      g_assert_cmpuint (plan->parts, >=, 1);
    }
}

/* Nobody has to ask a tutor at work. */
static void
test_sms_at_work (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkMessagePlan) plan =
      work_message_fixture_plan (fixture, 0, TO_SIGN, MODEL_MESSAGE_TUTOR, SMS);

  assert_fine (plan);
  g_assert_cmpstr (plan->address, ==, "+33639988301");
}

static void
test_blocked (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkDone) done G_GNUC_UNUSED = work_fixture_apply (
      &fixture->base, work_change_message_block_new (
                          WORK_MESSAGE_MAIL, "Claire.ABADIE@famille.example", "opt_out", NULL));
  g_autoptr (WorkMessagePlan) plan =
      work_message_fixture_plan (fixture, 0, TO_SIGN, MODEL_MESSAGE_GUARDIAN, MAIL);
  g_autoptr (WorkDone) undone G_GNUC_UNUSED = NULL;
  g_autoptr (WorkMessagePlan) again = NULL;

  assert_problem (plan, "does not want to be written to");
  undone = work_fixture_apply (
      &fixture->base,
      work_change_message_unblock_new (WORK_MESSAGE_MAIL, "claire.abadie@FAMILLE.example"));
  again = work_message_fixture_plan (fixture, 0, TO_SIGN, MODEL_MESSAGE_GUARDIAN, MAIL);
  assert_fine (again);
  work_fixture_assert_refused (&fixture->base,
                               work_change_message_unblock_new (WORK_MESSAGE_MAIL, "x@y.fr"),
                               "x@y.fr", NULL);
  work_fixture_assert_refused (
      &fixture->base,
      work_change_message_block_new (WORK_MESSAGE_SMS, "05 36 49 00 10", "opt_out", NULL), NULL);
}

/* One address, one message about one thing; the same about another student is another matter. */
static void
test_twice (WorkMessageFixture *fixture, gconstpointer data)
{
  WorkMessageThing things[2] = { work_message_fixture_thing (fixture, 0),
                                 work_message_fixture_thing (fixture, 1) };
  const WorkMessageDraft draft = { .event = MODEL_MESSAGE_OWN,
                                   .subject = "{prénom}",
                                   .body = "{prénom}",
                                   .things = things,
                                   .n_things = 2,
                                   .audiences =
                                       MODEL_MESSAGE_AUDIENCE_BIT (MODEL_MESSAGE_REPRESENTATIVE)
                                       | MODEL_MESSAGE_AUDIENCE_BIT (MODEL_MESSAGE_TUTOR),
                                   .mail = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = NULL;

  work_fixture_change (&fixture->base, MODEL_ENTITY_CONTACT, fixture->base.contacts[1], "email",
                       "Elodie@garage.example");
  plans = work_school_read (fixture->base.school, work_query_message_plans_new (&draft), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plans->len, ==, 4);
  for (guint i = 0; i < plans->len; i++)
    if (i % 2 == 0)
      assert_fine (plans->pdata[i]);
    else
      assert_problem (plans->pdata[i], "this very address");
}

/* Whoever is left out takes the message from nobody: the head of a small company is its tutor, too,
 * and has signed once of two times. */
static void
test_twice_left_out (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autofree char *agreement = work_fixture_id (fixture->agreement_id);
  g_autoptr (GPtrArray) plans = NULL;
  const WorkMessagePlan *head, *tutor;

  work_fixture_change (&fixture->base, MODEL_ENTITY_CONTACT, fixture->base.contacts[1], "email",
                       "Elodie@garage.example");
  work_fixture_add (&fixture->base, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement, "position",
                    "0", "role", "company", "is_mandatory", "1", "signed_on", "2026-11-20", NULL);
  work_fixture_add (&fixture->base, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement, "position",
                    "1", "role", "tutor", "is_mandatory", "1", NULL);
  plans = work_message_fixture_plans (fixture, 0, TO_SIGN,
                                      MODEL_MESSAGE_AUDIENCE_BIT (MODEL_MESSAGE_REPRESENTATIVE)
                                          | MODEL_MESSAGE_AUDIENCE_BIT (MODEL_MESSAGE_TUTOR),
                                      MAIL);
  g_assert_cmpuint (plans->len, ==, 2);
  head = plans->pdata[0];
  tutor = plans->pdata[1];
  g_assert_cmpint (head->audience, ==, MODEL_MESSAGE_REPRESENTATIVE);
  g_assert_true (head->can_be_sent && !head->is_chosen);
  g_assert_true (tutor->can_be_sent && tutor->is_chosen);
}

/* What there is no use in writing about. */
static void
test_not_about (WorkMessageFixture *fixture, gconstpointer data)
{
  static const struct
  {
    ModelEntity entity;
    const char *column, *value, *usual, *words;
  } cases[] = {
    { MODEL_ENTITY_AGREEMENT, "state", "cancelled", "active", "cancelled" },
    { MODEL_ENTITY_AGREEMENT, "state", "replaced", "active", "amendment" },
    { MODEL_ENTITY_SEARCH, "state", "exempt", "validated", "exempt" },
    { MODEL_ENTITY_SCHOOL_YEAR, "end", "2001-08-31", "2099-08-31", "archived" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 id = cases[i].entity == MODEL_ENTITY_AGREEMENT ? fixture->agreement_id
                  : cases[i].entity == MODEL_ENTITY_SEARCH  ? fixture->base.searches[0]
                                                            : fixture->base.year_id;
      g_autoptr (WorkMessagePlan) plan = NULL;

      work_fixture_change (&fixture->base, cases[i].entity, id, cases[i].column, cases[i].value);
      plan = work_message_fixture_plan (fixture, 0, TO_SIGN, MODEL_MESSAGE_TUTOR, MAIL);
      assert_problem (plan, cases[i].words);
      work_fixture_change (&fixture->base, cases[i].entity, id, cases[i].column, cases[i].usual);
    }
}

static void
test_too_early (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkMessagePlan) agreement =
      work_message_fixture_plan (fixture, 1, TO_SIGN, MODEL_MESSAGE_STUDENT, MAIL);
  g_autoptr (WorkMessagePlan) sheet =
      work_message_fixture_plan (fixture, 2, "sheet.incomplete", MODEL_MESSAGE_STUDENT, MAIL);

  assert_problem (agreement, "no agreement yet");
  assert_problem (sheet, "no placement sheet yet");
}

/* Who has signed, or does not sign, is not asked to; a person may do so all the same. */
static void
test_signatories (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autofree char *agreement = work_fixture_id (fixture->agreement_id);
  g_autoptr (WorkMessagePlan) tutor = NULL;
  g_autoptr (WorkMessagePlan) student = NULL;
  g_autoptr (WorkMessagePlan) teacher = NULL;
  g_autoptr (WorkMessagePlan) late = NULL;

  work_fixture_add (&fixture->base, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement, "position",
                    "0", "role", "tutor", "is_mandatory", "1", NULL);
  work_fixture_add (&fixture->base, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement, "position",
                    "1", "role", "student", "is_mandatory", "1", "signed_on", "2026-11-20", NULL);
  tutor = work_message_fixture_plan (fixture, 0, TO_SIGN, MODEL_MESSAGE_TUTOR, MAIL);
  student = work_message_fixture_plan (fixture, 0, TO_SIGN, MODEL_MESSAGE_STUDENT, MAIL);
  teacher = work_message_fixture_plan (fixture, 0, TO_SIGN, MODEL_MESSAGE_TEACHER, MAIL);
  late = work_message_fixture_plan (fixture, 0, "agreement.late", MODEL_MESSAGE_STUDENT, MAIL);
  assert_fine (tutor);
  assert_fine (late);
  g_assert_true (student->can_be_sent && !student->is_chosen);
  g_assert_true (work_message_says (student->warnings, "signed already"));
  g_assert_true (teacher->can_be_sent && !teacher->is_chosen);
  g_assert_true (work_message_says (teacher->warnings, "Does not sign"));
}

/* Whoever writes to a whole class is spared those whom it is not about; one may all the same. */
static void
test_no_reason (WorkMessageFixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint student;
    const char *event, *step, *words;
  } cases[] = {
    { 0, "agreement.to_sign", "2", "is signed" },
    { 0, "agreement.reminder", "2", "is signed" },
    { 0, "agreement.late", "2", "All have signed" },
    { 0, "agreement.ready", "2", "has left" },
    { 0, "agreement.signed", "0", "Not all have signed" },
    { 0, "certificate.missing", "0", "not signed" },
    { 0, "search.missing", "0", "has found" },
    { 1, "sheet.incomplete", "0", "not being filled in" },
    { 0, "agreement.to_sign", "0", NULL },
    { 0, "agreement.late", "0", NULL },
    { 0, "agreement.ready", "0", NULL },
    { 0, "agreement.signed", "2", NULL },
    { 0, "certificate.missing", "2", NULL },
    { 0, "search.interview", "0", NULL },
    { 0, "agreement.stopped", "0", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WorkMessagePlan) plan = NULL;

      work_fixture_change (&fixture->base, MODEL_ENTITY_AGREEMENT, fixture->agreement_id, "step",
                           cases[i].step);
      plan = work_message_fixture_plan (fixture, cases[i].student, cases[i].event,
                                        MODEL_MESSAGE_STUDENT, MAIL);
      g_assert_true (plan->can_be_sent);
      g_assert_true (plan->is_chosen == (cases[i].words == NULL));
      if (cases[i].words != NULL && !work_message_says (plan->warnings, cases[i].words))
        g_error ("%s: “%s” is no warning", cases[i].event, cases[i].words);
    }
}

static gint64
add_document (WorkMessageFixture *fixture, const char *kind, const char *type, const char *name)
{
  g_autofree char *agreement = work_fixture_id (fixture->agreement_id);

  return work_fixture_add (&fixture->base, MODEL_ENTITY_DOCUMENT, "agreement_id", agreement, "kind",
                           kind, "name", name, "media_type", type, "sha256",
                           "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                           "size", "0", "made_at", "2026-11-20T10:00:00Z", NULL);
}

static void
drop_document (WorkMessageFixture *fixture, gint64 id)
{
  g_autoptr (WorkDone) done G_GNUC_UNUSED = work_fixture_apply (
      &fixture->base, work_change_delete_new ("document.attach", MODEL_ENTITY_DOCUMENT, id));
}

/* The signed PDF before any other; only a PDF; and it is said when there is none. */
static void
test_attachment (WorkMessageFixture *fixture, gconstpointer data)
{
  gint64 docx = add_document (fixture, "generated", "application/msword", "a.docx");
  g_autoptr (WorkMessagePlan) none =
      work_message_fixture_plan (fixture, 0, TO_SIGN, MODEL_MESSAGE_TUTOR, MAIL);
  gint64 old = add_document (fixture, "signed", "application/pdf", "signée.pdf");
  gint64 late = add_document (fixture, "sent", "application/pdf", "envoyée.pdf");
  g_autoptr (WorkMessagePlan) some =
      work_message_fixture_plan (fixture, 0, TO_SIGN, MODEL_MESSAGE_TUTOR, MAIL);
  g_autoptr (WorkMessagePlan) sms =
      work_message_fixture_plan (fixture, 0, TO_SIGN, MODEL_MESSAGE_TUTOR, SMS);

  assert_fine (none);
  g_assert_null (none->attachment);
  g_assert_true (work_message_says (none->warnings, "No PDF"));
  g_assert_cmpint (some->document_id, ==, old);
  g_assert_cmpstr (some->attachment, ==, "signée.pdf");
  g_assert_null (sms->attachment);
  g_assert_cmpint (sms->document_id, ==, 0);
  drop_document (fixture, docx);
  drop_document (fixture, old);
  drop_document (fixture, late);
}

/* Words of one's own, for any of them; a field that nobody knows is named. */
static void
test_own (WorkMessageFixture *fixture, gconstpointer data)
{
  const WorkMessageThing thing = work_message_fixture_thing (fixture, 2);
  WorkMessageDraft draft = { .event = MODEL_MESSAGE_OWN,
                             .things = &thing,
                             .n_things = 1,
                             .audiences = MODEL_MESSAGE_AUDIENCE_BIT (MODEL_MESSAGE_OFFICE),
                             .mail = TRUE,
                             .subject = "{prénom} {nom}",
                             .body = "Entreprise : {entreprise}" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans =
      work_school_read (fixture->base.school, work_query_message_plans_new (&draft), &error);
  const WorkMessagePlan *plan;

  g_assert_no_error (error);
  plan = plans->pdata[0];
  assert_fine (plan);
  g_assert_cmpstr (plan->subject, ==, "Inès CAZALS");
  g_assert_cmpstr (plan->body, ==, "Entreprise :");
  g_assert_true (work_message_says (plan->warnings, "entreprise"));
  draft.body = "{zut}";
  g_assert_null (
      work_school_read (fixture->base.school, work_query_message_plans_new (&draft), &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "{zut}"));
}

static void
test_empty (WorkMessageFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkMessagePlan) mail =
      work_message_fixture_plan (fixture, 0, MODEL_MESSAGE_OWN, MODEL_MESSAGE_TUTOR, MAIL);
  g_autoptr (WorkMessagePlan) sms =
      work_message_fixture_plan (fixture, 0, MODEL_MESSAGE_OWN, MODEL_MESSAGE_TUTOR, SMS);

  assert_problem (mail, "no subject");
  assert_problem (mail, "says nothing");
  assert_problem (sms, "says nothing");
}

/* A class of 24, everybody, both ways: while the window waits. */
static void
test_speed (WorkMessageFixture *fixture, gconstpointer data)
{
  WorkMessageThing things[24];
  const WorkMessageDraft draft = { .event = "agreement.late",
                                   .things = things,
                                   .n_things = G_N_ELEMENTS (things),
                                   .audiences = ALL_AUDIENCES,
                                   .mail = TRUE,
                                   .sms = TRUE,
                                   .attaches = TRUE };
  g_autofree char *class_group = work_fixture_id (fixture->base.class_id);
  g_autofree char *period = work_fixture_id (fixture->base.periods[0]);
  g_autofree char *company = work_fixture_id (fixture->base.company_id);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = NULL;
  gint64 start;

  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    {
      g_autofree char *given = g_strdup_printf ("Élève %u", i);
      g_autofree char *number = g_strdup_printf ("2026-1%03u", i);
      gint64 student = work_fixture_add (&fixture->base, MODEL_ENTITY_STUDENT, "family_name",
                                         "Dupont", "given_name", given, NULL);
      g_autofree char *student_id = work_fixture_id (student);
      g_autofree char *search = NULL;
      gint64 placement;

      work_fixture_add (&fixture->base, MODEL_ENTITY_ENROLMENT, "student_id", student_id,
                        "class_group_id", class_group, NULL);
      search = work_fixture_id (work_fixture_add (&fixture->base, MODEL_ENTITY_SEARCH, "student_id",
                                                  student_id, "period_id", period, "state",
                                                  "validated", NULL));
      placement = work_fixture_add (&fixture->base, MODEL_ENTITY_PLACEMENT, "search_id", search,
                                    "state", "validated", "company_id", company, NULL);
      things[i] =
          (WorkMessageThing){ student, 0, placement,
                              work_fixture_add_agreement (&fixture->base, placement, number) };
    }
  start = g_get_monotonic_time ();
  plans = work_school_read (fixture->base.school, work_query_message_plans_new (&draft), &error);
  g_assert_no_error (error);
  g_test_message ("%u plans in %" G_GINT64_FORMAT " µs", plans->len,
                  g_get_monotonic_time () - start);
  g_assert_cmpuint (plans->len, ==, 24 * 6 * 2);
}

#define ADD(name, func)                                                                          \
  g_test_add ("/work/message-plan/" name, WorkMessageFixture, NULL, work_message_fixture_set_up, \
              func, work_message_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("people", test_people);
  ADD ("grown-up", test_grown_up);
  ADD ("nobody", test_nobody);
  ADD ("bad-address", test_bad_address);
  ADD ("sms", test_sms);
  ADD ("sms-at-work", test_sms_at_work);
  ADD ("blocked", test_blocked);
  ADD ("twice", test_twice);
  ADD ("twice-left-out", test_twice_left_out);
  ADD ("not-about", test_not_about);
  ADD ("too-early", test_too_early);
  ADD ("signatories", test_signatories);
  ADD ("no-reason", test_no_reason);
  ADD ("attachment", test_attachment);
  ADD ("own", test_own);
  ADD ("empty", test_empty);
  ADD ("speed", test_speed);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-fixture.h"
#include "work-privacy-private.h"

/* Each by which a person could be known: none of them may ever stay. */
static const char *const telling[] = {
  "student.family_name",
  "student.used_name",
  "student.given_name",
  "student.birth_date",
  "student.birth_town",
  "student.ine",
  "student.address1",
  "student.postcode",
  "student.town",
  "student.phone",
  "student.email",
  "student.social_number",
  "student.emergency_name",
  "student.arrangements",
  "guardian.family_name",
  "guardian.email",
  "guardian.kinship",
  "contact.family_name",
  "contact.mobile",
  "search.reason",
  "interview.account",
  "interview.next_step",
  "placement.activities",
  "placement.notes",
  "placement.transport",
  "agreement.snapshot",
  "agreement.reason",
  "agreement.difference",
  "signatory.name",
  "signatory.email",
  "signatory.substitute",
  "document.name",
  "document.sha256",
  "note.text",
  "note.author",
  "message.name",
  "message.address",
  "message.subject",
  "message.body",
  "message.answer",
  "message.once",
  "message.remote_id",
  "message_block.address",
  "signature_request.title",
  "signature_request.remote_id",
  "signature_signer.email",
  "signature_signer.mobile",
  "signature_signer.signed_from",
};

/* What is counted. */
static const char *const counted[] = {
  "student.sex",          "student.regime",           "enrolment.class_group_id",
  "search.state",         "search.period_id",         "interview.day",
  "placement.company_id", "placement.start",          "placement.end",
  "placement.days_done",  "placement.monday_morning", "agreement.number",
  "agreement.signed_on",  "signatory.role",           "note.audience",
  "message.sent_at",      "message.channel",          "signature_signer.state",
};

static const ModelField *
field_of (const char *key)
{
  const ModelField *field = model_field_find (key);

  g_assert_nonnull (field);
  return field;
}

static void
test_telling (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (telling); i++)
    if (_work_privacy_keeps (field_of (telling[i])))
      g_error ("%s would stay", telling[i]);
}

static void
test_counted (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    if (!_work_privacy_keeps (field_of (counted[i])))
      g_error ("%s would go", counted[i]);
}

/* Of a person, nothing that is typed or that reaches them stays, in whatever field comes next. */
static void
test_types (void)
{
  static const ModelEntity people[] = { MODEL_ENTITY_STUDENT, MODEL_ENTITY_GUARDIAN,
                                        MODEL_ENTITY_CONTACT };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      const ModelEntityInfo *info = model_entity_info (people[i]);

      for (guint j = 0; j < info->n_fields; j++)
        switch (info->fields[j].type)
          {
          case MODEL_TYPE_TEXT:
          case MODEL_TYPE_LONG_TEXT:
          case MODEL_TYPE_EMAIL:
          case MODEL_TYPE_PHONE:
          case MODEL_TYPE_POSTCODE:
          case MODEL_TYPE_INE:
            g_assert_false (_work_privacy_keeps (&info->fields[j]));
            break;
          default:
            break;
          }
    }
}

static void
test_record (void)
{
  g_autoptr (ModelRecord) student = model_record_new (MODEL_ENTITY_STUDENT);
  g_autoptr (ModelRecord) guardian = model_record_new (MODEL_ENTITY_GUARDIAN);

  model_record_set_id (student, 1234);
  model_record_set_canonical (student, "family_name", "Abadie");
  model_record_set_canonical (student, "given_name", "Léa");
  model_record_set_canonical (student, "sex", "F");
  model_record_set_canonical (student, "email", "lea@exemple.test");
  _work_privacy_erase_record (student, "2026-11-26");
  g_assert_cmpstr (model_record_get (student, "family_name"), ==, "Student");
  g_assert_cmpstr (model_record_get (student, "given_name"), ==, "1234");
  g_assert_cmpstr (model_record_get (student, "sex"), ==, "F");
  g_assert_cmpstr (model_record_get (student, "email"), ==, NULL);
  g_assert_cmpstr (model_record_get (student, "anonymised_on"), ==, "2026-11-26");
  /* The day on which it was done does not move. */
  _work_privacy_erase_record (student, "2027-01-01");
  g_assert_cmpstr (model_record_get (student, "anonymised_on"), ==, "2026-11-26");
  model_record_set_id (guardian, 5);
  model_record_set_canonical (guardian, "family_name", "Abadie");
  _work_privacy_erase_record (guardian, "2026-11-26");
  g_assert_cmpstr (model_record_get (guardian, "family_name"), ==, "Guardian 5");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work/privacy-fields/telling", test_telling);
  g_test_add_func ("/work/privacy-fields/counted", test_counted);
  g_test_add_func ("/work/privacy-fields/types", test_types);
  g_test_add_func ("/work/privacy-fields/record", test_record);
  return g_test_run ();
}

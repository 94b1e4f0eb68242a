/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-privacy-private.h"

#include <glib/gi18n-lib.h>

#include "work-error.h"

/* The rows that hang from a person: what refers to one of them is of the same person. */
static const ModelEntity of_person[] = {
  MODEL_ENTITY_STUDENT,          MODEL_ENTITY_GUARDIAN,
  MODEL_ENTITY_ENROLMENT,        MODEL_ENTITY_SEARCH,
  MODEL_ENTITY_INTERVIEW,        MODEL_ENTITY_PLACEMENT,
  MODEL_ENTITY_AGREEMENT,        MODEL_ENTITY_SIGNATORY,
  MODEL_ENTITY_DOCUMENT,         MODEL_ENTITY_NOTE,
  MODEL_ENTITY_MESSAGE,          MODEL_ENTITY_SIGNATURE_REQUEST,
  MODEL_ENTITY_SIGNATURE_SIGNER,
};

/* Texts that tell of no one: keys of the program, days, numbers. Every other text goes, those of
 * fields that are not thought of yet too. */
static const char *const kept_texts[] = {
  "agreement.number",
  "agreement.template_sha256",
  "document.media_type",
  "message.event",
  "message.audience",
  "message.batch",
  "message.cost",
  "placement.interruptions",
  "signature_request.provider",
  "signature_request.environment",
  "signature_request.address",
  "signature_request.external_id",
  NULL,
};

/* Days by which somebody is known. */
static const char *const erased_days[] = {
  "student.birth_date",
  "student.entry_date",
  "student.exit_date",
  NULL,
};

/* Who stands in a row whose name cannot be empty: with the row's number behind it. */
static const struct
{
  const char *key;
  const char *word;
} stand_ins[] = {
  { "student.family_name", N_ ("Student") },
  { "guardian.family_name", N_ ("Guardian") },
  { "contact.family_name", N_ ("Contact") },
  { "signature_signer.family_name", N_ ("Signatory") },
};

/**
 * _work_privacy_is_of_person:
 * @entity: an entity
 *
 * Returns: whether its rows hang from a person
 */
gboolean
_work_privacy_is_of_person (ModelEntity entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (of_person); i++)
    if (of_person[i] == entity)
      return TRUE;
  return FALSE;
}

/**
 * _work_privacy_keeps:
 * @field: a field of a row that hangs from a person
 *
 * Returns: whether its value may stay, since it tells of no one
 */
gboolean
_work_privacy_keeps (const ModelField *field)
{
  switch (field->type)
    {
    case MODEL_TYPE_DATE:
      return !g_strv_contains (erased_days, field->key);
    case MODEL_TYPE_TIMESTAMP:
    case MODEL_TYPE_INTEGER:
    case MODEL_TYPE_DECIMAL:
    case MODEL_TYPE_MONEY:
    case MODEL_TYPE_BOOLEAN:
    case MODEL_TYPE_CHOICE:
    case MODEL_TYPE_REFERENCE:
    case MODEL_TYPE_SLOT:
      return TRUE;
    case MODEL_TYPE_TEXT:
    case MODEL_TYPE_LONG_TEXT:
    case MODEL_TYPE_EMAIL:
    case MODEL_TYPE_PHONE:
    case MODEL_TYPE_POSTCODE:
    case MODEL_TYPE_SIRET:
    case MODEL_TYPE_UAI:
    case MODEL_TYPE_INE:
    case MODEL_TYPE_NAF:
    case MODEL_TYPE_BYTES:
    default:
      return g_strv_contains (kept_texts, field->key);
    }
}

/* (transfer full): what stands where a value must */
static char *
stand_in (const ModelField *field, gint64 id)
{
  if (g_str_equal (field->key, "student.given_name"))
    return g_strdup_printf ("%" G_GINT64_FORMAT, id);
  if (g_str_equal (field->key, "student.family_name"))
    return g_strdup (_ (stand_ins[0].word));
  for (guint i = 1; i < G_N_ELEMENTS (stand_ins); i++)
    if (g_str_equal (field->key, stand_ins[i].key))
      return g_strdup_printf ("%s %" G_GINT64_FORMAT, _ (stand_ins[i].word), id);
  return g_strdup ("—");
}

/**
 * _work_privacy_erase_record:
 * @record: a row that hangs from a person, or a contact
 * @today: ISO day
 *
 * Takes from it all by which somebody could be known; saves nothing.
 */
void
_work_privacy_erase_record (ModelRecord *record, const char *today)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (record));

  for (guint i = 0; i < info->n_fields; i++)
    {
      const ModelField *field = &info->fields[i];
      g_autofree char *instead = NULL;

      if (_work_privacy_keeps (field))
        continue;
      if ((field->flags & MODEL_FIELD_REQUIRED) != 0)
        instead = stand_in (field, model_record_get_id (record));
      model_record_set_canonical (record, model_field_column (field), instead);
    }
  if (model_field_index (model_record_get_entity (record), "anonymised_on") >= 0
      && model_record_get (record, "anonymised_on") == NULL)
    model_record_set_canonical (record, "anonymised_on", today);
}

/**
 * _work_privacy_may:
 * @school: an open school
 * @act: what somebody is about to do
 * @account_id: (out): whoever has signed in, 0 where there are no accounts
 *
 * Asked on the main thread, for a job.
 *
 * Returns: whether they may, of everybody
 */
gboolean
_work_privacy_may (WorkSchool *school, ModelAct act, gint64 *account_id)
{
  const WorkAccount *account = work_school_get_account (school);

  *account_id = account != NULL ? account->id : 0;
  return work_school_may (school, act) == MODEL_MAY_YES;
}

/**
 * _work_privacy_refuse_act:
 * @error: return location for %WORK_ERROR_NOT_ALLOWED
 *
 * Returns: %FALSE
 */
gboolean
_work_privacy_refuse_act (GError **error)
{
  g_set_error_literal (error, WORK_ERROR, WORK_ERROR_NOT_ALLOWED,
                       _ ("Your account may not do that: ask an administrator of the school."));
  return FALSE;
}

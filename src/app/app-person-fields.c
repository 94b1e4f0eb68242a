/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-person-fields.h"

#include <glib/gi18n-lib.h>

#define MAX_FIELDS 12

/* Which fields stand together on the pages of students, companies and teachers, what is looked up
 * every day first; people and places that hang from them come before the groups that are later.
 * Every field of the catalogue is in one of them: a test sees to it. */
static const struct
{
  ModelEntity entity;
  gboolean is_later;
  const char *title;
  const char *keys[MAX_FIELDS];
} groups[] = {
  { MODEL_ENTITY_STUDENT,
    FALSE,
    N_ ("Identity"),
    { "student.family_name", "student.used_name", "student.given_name", "student.sex",
      "student.birth_date", "student.ine" } },
  { MODEL_ENTITY_STUDENT,
    FALSE,
    N_ ("Address and Telephone"),
    { "student.address1", "student.address2", "student.postcode", "student.town", "student.mobile",
      "student.phone", "student.email", "student.accepts_sms" } },
  { MODEL_ENTITY_STUDENT,
    TRUE,
    N_ ("Schooling"),
    { "student.internal_number", "student.regime", "student.entry_date", "student.exit_date",
      "student.anonymised_on" } },
  { MODEL_ENTITY_STUDENT,
    TRUE,
    N_ ("Birth"),
    { "student.other_given_names", "student.birth_town", "student.birth_country" } },
  { MODEL_ENTITY_STUDENT,
    TRUE,
    N_ ("Emergency and Particulars"),
    { "student.emergency_name", "student.emergency_phone", "student.social_number",
      "student.arrangements" } },
  { MODEL_ENTITY_COMPANY,
    FALSE,
    N_ ("Company"),
    { "company.name", "company.trade_name", "company.siret", "company.status",
      "company.is_closed" } },
  { MODEL_ENTITY_COMPANY,
    FALSE,
    N_ ("Address and Telephone"),
    { "company.address1", "company.address2", "company.address3", "company.address4",
      "company.postcode", "company.town", "company.country", "company.phone", "company.mobile",
      "company.email", "company.website" } },
  { MODEL_ENTITY_COMPANY,
    TRUE,
    N_ ("Activity"),
    { "company.activity", "company.trades", "company.naf", "company.naf2025", "company.legal_form",
      "company.headcount", "company.is_public" } },
  { MODEL_ENTITY_COMPANY,
    TRUE,
    N_ ("Insurance and Notes"),
    { "company.insurer", "company.insurance_number", "company.notes" } },
  { MODEL_ENTITY_TEACHER,
    FALSE,
    N_ ("Teacher"),
    { "teacher.title", "teacher.family_name", "teacher.given_name", "teacher.subject",
      "teacher.email", "teacher.phone", "teacher.accepts_sms" } },
};

/* What a window asks for: of parts all that can be known, of somebody new what one has at hand. */
static const struct
{
  ModelEntity entity;
  const char *keys[16];
} asked[] = {
  { MODEL_ENTITY_GUARDIAN,
    { "guardian.title", "guardian.family_name", "guardian.given_name", "guardian.kinship",
      "guardian.mobile", "guardian.phone", "guardian.email", "guardian.accepts_sms",
      "guardian.address1", "guardian.address2", "guardian.postcode", "guardian.town" } },
  { MODEL_ENTITY_SITE,
    { "site.name", "site.address1", "site.address2", "site.postcode", "site.town", "site.siret",
      "site.phone", "site.distance" } },
  { MODEL_ENTITY_CONTACT,
    { "contact.title", "contact.family_name", "contact.given_name", "contact.function",
      "contact.is_representative", "contact.is_tutor", "contact.is_hr", "contact.mobile",
      "contact.phone", "contact.email", "contact.accepts_sms" } },
  { MODEL_ENTITY_STUDENT,
    { "student.family_name", "student.given_name", "student.sex", "student.birth_date",
      "student.ine" } },
  { MODEL_ENTITY_COMPANY,
    { "company.name", "company.siret", "company.address1", "company.postcode", "company.town",
      "company.phone", "company.email" } },
  { MODEL_ENTITY_TEACHER,
    { "teacher.title", "teacher.family_name", "teacher.given_name", "teacher.subject",
      "teacher.email" } },
};

/* Without these no row can be. */
static const struct
{
  ModelEntity entity;
  const char *keys[3];
} required[] = {
  { MODEL_ENTITY_STUDENT, { "student.family_name", "student.given_name" } },
  { MODEL_ENTITY_COMPANY, { "company.name" } },
  { MODEL_ENTITY_TEACHER, { "teacher.family_name" } },
  { MODEL_ENTITY_GUARDIAN, { "guardian.family_name" } },
  { MODEL_ENTITY_CONTACT, { "contact.family_name" } },
};

static const char *const none[] = { NULL };

/**
 * app_person_fields_add_groups:
 * @form: a form
 * @entity: %MODEL_ENTITY_STUDENT, %MODEL_ENTITY_COMPANY or %MODEL_ENTITY_TEACHER
 * @later: whether the groups are wanted that come behind what hangs from it, or those before
 *
 * Adds groups of fields.
 */
void
app_person_fields_add_groups (AppForm *form, ModelEntity entity, gboolean later)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (groups[i].entity == entity && groups[i].is_later == later)
      app_form_add_group (form, _ (groups[i].title), NULL, groups[i].keys);
}

/**
 * app_person_fields_asked:
 * @entity: of a part, or of somebody new
 *
 * Returns: (transfer none): the fields that a window asks for, then %NULL
 */
const char *const *
app_person_fields_asked (ModelEntity entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    if (asked[i].entity == entity)
      return asked[i].keys;
  return none;
}

/**
 * app_person_fields_required:
 * @entity: an entity
 *
 * Returns: (transfer none): the fields without which nothing is saved, then %NULL
 */
const char *const *
app_person_fields_required (ModelEntity entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    if (required[i].entity == entity)
      return required[i].keys;
  return none;
}

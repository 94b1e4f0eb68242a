/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "work-inspection-private.h"

#include "base-date.h"
#include "work-values-private.h"

/* Somebody who is nobody, for looking at a template before there are students: all that an
 * agreement says of anybody, in the length that it usually has. Never translated: agreements are
 * French papers. */
static const struct
{
  ModelRoleId role;
  const char *column;
  const char *value;
} inventions[] = {
  { MODEL_ROLE_SCHOOL, "name", "Lycée des Tilleuls" },
  { MODEL_ROLE_SCHOOL, "uai", "0810999Z" },
  { MODEL_ROLE_SCHOOL, "address1", "1 rue des Tilleuls" },
  { MODEL_ROLE_SCHOOL, "postcode", "81000" },
  { MODEL_ROLE_SCHOOL, "town", "Albi" },
  { MODEL_ROLE_SCHOOL, "phone", "+33563000000" },
  { MODEL_ROLE_SCHOOL, "email", "lycee@exemple.fr" },
  { MODEL_ROLE_SCHOOL, "head_title", "Mme" },
  { MODEL_ROLE_SCHOOL, "head_family_name", "Martin" },
  { MODEL_ROLE_SCHOOL, "head_given_name", "Hélène" },
  { MODEL_ROLE_SCHOOL, "head_function", "Proviseure" },
  { MODEL_ROLE_SCHOOL_YEAR, "name", "2026-2027" },
  { MODEL_ROLE_CLASS_GROUP, "name", "2MELEC" },
  { MODEL_ROLE_CLASS_GROUP, "level", "Seconde professionnelle" },
  { MODEL_ROLE_CLASS_GROUP, "diploma", "Métiers de l’électricité" },
  { MODEL_ROLE_TEACHER, "title", "M." },
  { MODEL_ROLE_TEACHER, "family_name", "Petit" },
  { MODEL_ROLE_TEACHER, "given_name", "Alain" },
  { MODEL_ROLE_TEACHER, "subject", "Génie électrique" },
  { MODEL_ROLE_TEACHER, "email", "alain.petit@exemple.fr" },
  { MODEL_ROLE_TEACHER, "phone", "+33639980001" },
  { MODEL_ROLE_STUDENT, "family_name", "Durand" },
  { MODEL_ROLE_STUDENT, "given_name", "Camille" },
  { MODEL_ROLE_STUDENT, "sex", "F" },
  { MODEL_ROLE_STUDENT, "birth_date", "2010-03-14" },
  { MODEL_ROLE_STUDENT, "birth_town", "Castres" },
  { MODEL_ROLE_STUDENT, "address1", "12 avenue de la Gare" },
  { MODEL_ROLE_STUDENT, "postcode", "81100" },
  { MODEL_ROLE_STUDENT, "town", "Castres" },
  { MODEL_ROLE_STUDENT, "phone", "+33563000001" },
  { MODEL_ROLE_STUDENT, "mobile", "+33639980002" },
  { MODEL_ROLE_STUDENT, "email", "camille.durand@exemple.fr" },
  { MODEL_ROLE_STUDENT, "regime", "DP" },
  { MODEL_ROLE_GUARDIAN1, "title", "Mme" },
  { MODEL_ROLE_GUARDIAN1, "family_name", "Durand" },
  { MODEL_ROLE_GUARDIAN1, "given_name", "Sophie" },
  { MODEL_ROLE_GUARDIAN1, "kinship", "Mère" },
  { MODEL_ROLE_GUARDIAN1, "address1", "12 avenue de la Gare" },
  { MODEL_ROLE_GUARDIAN1, "postcode", "81100" },
  { MODEL_ROLE_GUARDIAN1, "town", "Castres" },
  { MODEL_ROLE_GUARDIAN1, "mobile", "+33639980003" },
  { MODEL_ROLE_GUARDIAN1, "email", "sophie.durand@exemple.fr" },
  { MODEL_ROLE_COMPANY, "name", "Électricité Roux" },
  { MODEL_ROLE_COMPANY, "siret", "00041300500018" },
  { MODEL_ROLE_COMPANY, "naf", "43.21A" },
  { MODEL_ROLE_COMPANY, "activity", "Installation électrique" },
  { MODEL_ROLE_COMPANY, "legal_form", "SARL" },
  { MODEL_ROLE_COMPANY, "address1", "3 zone artisanale du Pré" },
  { MODEL_ROLE_COMPANY, "postcode", "81200" },
  { MODEL_ROLE_COMPANY, "town", "Mazamet" },
  { MODEL_ROLE_COMPANY, "phone", "+33563000002" },
  { MODEL_ROLE_COMPANY, "email", "contact@exemple.fr" },
  { MODEL_ROLE_COMPANY, "insurer", "Assurances du Midi" },
  { MODEL_ROLE_COMPANY, "insurance_number", "RC 123 456" },
  { MODEL_ROLE_REPRESENTATIVE, "title", "M." },
  { MODEL_ROLE_REPRESENTATIVE, "family_name", "Roux" },
  { MODEL_ROLE_REPRESENTATIVE, "given_name", "Jean" },
  { MODEL_ROLE_REPRESENTATIVE, "function", "Gérant" },
  { MODEL_ROLE_REPRESENTATIVE, "email", "jean.roux@exemple.fr" },
  { MODEL_ROLE_TUTOR, "title", "Mme" },
  { MODEL_ROLE_TUTOR, "family_name", "Blanc" },
  { MODEL_ROLE_TUTOR, "given_name", "Nadia" },
  { MODEL_ROLE_TUTOR, "function", "Cheffe d’équipe" },
  { MODEL_ROLE_TUTOR, "phone", "+33639980004" },
  { MODEL_ROLE_TUTOR, "email", "nadia.blanc@exemple.fr" },
  { MODEL_ROLE_PERIOD, "name", "PFMP 1" },
  { MODEL_ROLE_PERIOD, "start", "2027-01-11" },
  { MODEL_ROLE_PERIOD, "end", "2027-02-05" },
  { MODEL_ROLE_PLACEMENT, "start", "2027-01-11" },
  { MODEL_ROLE_PLACEMENT, "end", "2027-02-05" },
  { MODEL_ROLE_PLACEMENT, "monday_morning", "08:00-12:00" },
  { MODEL_ROLE_PLACEMENT, "monday_afternoon", "13:30-16:30" },
  { MODEL_ROLE_PLACEMENT, "tuesday_morning", "08:00-12:00" },
  { MODEL_ROLE_PLACEMENT, "tuesday_afternoon", "13:30-16:30" },
  { MODEL_ROLE_PLACEMENT, "wednesday_morning", "08:00-12:00" },
  { MODEL_ROLE_PLACEMENT, "wednesday_afternoon", "13:30-16:30" },
  { MODEL_ROLE_PLACEMENT, "thursday_morning", "08:00-12:00" },
  { MODEL_ROLE_PLACEMENT, "thursday_afternoon", "13:30-16:30" },
  { MODEL_ROLE_PLACEMENT, "friday_morning", "08:00-12:00" },
  { MODEL_ROLE_PLACEMENT, "friday_afternoon", "13:30-16:30" },
  { MODEL_ROLE_PLACEMENT, "weekly_hours", "35" },
  { MODEL_ROLE_PLACEMENT, "activities", "Câblage d’une armoire ; mise en service ; dépannage" },
  { MODEL_ROLE_PLACEMENT, "skills", "Préparer, réaliser et contrôler une installation" },
  { MODEL_ROLE_AGREEMENT, "number", "2026-0042" },
};

/**
 * _work_values_invent:
 * @school: (nullable): the school, which is none to invent
 *
 * Returns: (transfer full): what an agreement of an invented student says
 */
WorkValues *
_work_values_invent (ModelRecord *school)
{
  WorkRecords records = { .today = base_date_today_iso () };
  WorkValues *values;

  records.periods = g_ptr_array_new ();
  records.guardians = g_ptr_array_new ();
  for (guint i = 0; i < MODEL_N_ROLES; i++)
    records.roles[i] = i == MODEL_ROLE_SCHOOL && school != NULL
                           ? model_record_copy (school)
                           : model_record_new (model_role_info (i)->entity);
  for (guint i = 0; i < G_N_ELEMENTS (inventions); i++)
    if (inventions[i].role != MODEL_ROLE_SCHOOL || school == NULL)
      model_record_set_canonical (records.roles[inventions[i].role], inventions[i].column,
                                  inventions[i].value);
  g_ptr_array_add (records.periods, records.roles[MODEL_ROLE_PERIOD]);
  g_ptr_array_add (records.guardians, records.roles[MODEL_ROLE_GUARDIAN1]);
  values = _work_values_new (&records);
  for (guint i = 0; i < MODEL_N_ROLES; i++)
    g_object_unref (records.roles[i]);
  g_ptr_array_unref (records.periods);
  g_ptr_array_unref (records.guardians);
  g_free (records.today);
  return values;
}

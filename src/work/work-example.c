/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-example.h"

#include "base-date.h"
#include "work-values-private.h"

/* An invented agreement: what every merge name looks like once it is merged. Telephone numbers are
 * of those that are given to nobody, addresses of domains that cannot be, as in the invented
 * school. */

#define TODAY "2026-11-24"

static const struct
{
  ModelRoleId role;
  const char *column;
  const char *value;
} cells[] = {
  { MODEL_ROLE_SCHOOL, "name", "Lycée polyvalent Élise-Combarel" },
  { MODEL_ROLE_SCHOOL, "uai", "0819999D" },
  { MODEL_ROLE_SCHOOL, "kind", "Lycée polyvalent" },
  { MODEL_ROLE_SCHOOL, "address1", "14 boulevard des Tisserands" },
  { MODEL_ROLE_SCHOOL, "address2", "BP 40027" },
  { MODEL_ROLE_SCHOOL, "address3", "Bâtiment A" },
  { MODEL_ROLE_SCHOOL, "address4", "Service des stages" },
  { MODEL_ROLE_SCHOOL, "postcode", "81955" },
  { MODEL_ROLE_SCHOOL, "town", "Castelbrun-sur-Agoust" },
  { MODEL_ROLE_SCHOOL, "phone", "+33536490010" },
  { MODEL_ROLE_SCHOOL, "email", "accueil@lycee-combarel.example" },
  { MODEL_ROLE_SCHOOL, "academy", "Toulouse" },
  { MODEL_ROLE_SCHOOL, "head_title", "Mme" },
  { MODEL_ROLE_SCHOOL, "head_family_name", "Vaysseline" },
  { MODEL_ROLE_SCHOOL, "head_given_name", "Hélène" },
  { MODEL_ROLE_SCHOOL, "head_function", "Proviseure" },
  { MODEL_ROLE_SCHOOL, "head_email", "helene.vaysseline@lycee-combarel.example" },
  { MODEL_ROLE_SCHOOL, "delegate_name", "M. Bastien Oulhac, proviseur adjoint" },
  { MODEL_ROLE_SCHOOL, "board_date", "2026-09-29" },
  { MODEL_ROLE_SCHOOL, "insurer", "Mutuelle des Écoles du Brunois" },
  { MODEL_ROLE_SCHOOL, "insurance_number", "RC 2026 004 417" },
  { MODEL_ROLE_SCHOOL, "cpam", "CPAM du Brunois" },
  { MODEL_ROLE_SCHOOL, "ddfpt_name", "Mme Agnès Trémolet" },
  { MODEL_ROLE_SCHOOL, "ddfpt_email", "ddfpt@lycee-combarel.example" },
  { MODEL_ROLE_SCHOOL, "ddfpt_phone", "+33536490017" },
  { MODEL_ROLE_SCHOOL, "done_at", "Castelbrun-sur-Agoust" },
  { MODEL_ROLE_SCHOOL_YEAR, "name", "2026-2027" },
  { MODEL_ROLE_SCHOOL_YEAR, "start", "2026-09-01" },
  { MODEL_ROLE_SCHOOL_YEAR, "end", "2027-08-31" },
  { MODEL_ROLE_CLASS_GROUP, "name", "1MELEC" },
  { MODEL_ROLE_CLASS_GROUP, "level", "Première professionnelle" },
  { MODEL_ROLE_CLASS_GROUP, "diploma",
    "Bac pro Métiers de l’électricité et de ses environnements connectés" },
  { MODEL_ROLE_CLASS_GROUP, "speciality", "MELEC" },
  { MODEL_ROLE_CLASS_GROUP, "mef", "2472550832" },
  { MODEL_ROLE_TEACHER, "title", "M." },
  { MODEL_ROLE_TEACHER, "family_name", "Belkacem" },
  { MODEL_ROLE_TEACHER, "given_name", "Nordine" },
  { MODEL_ROLE_TEACHER, "subject", "Électrotechnique" },
  { MODEL_ROLE_TEACHER, "email", "nordine.belkacem@lycee-combarel.example" },
  { MODEL_ROLE_TEACHER, "phone", "+33639985939" },
  { MODEL_ROLE_STUDENT, "family_name", "Durand" },
  { MODEL_ROLE_STUDENT, "used_name", "Durand-Roux" },
  { MODEL_ROLE_STUDENT, "given_name", "Camille" },
  { MODEL_ROLE_STUDENT, "other_given_names", "Jeanne, Awa" },
  { MODEL_ROLE_STUDENT, "sex", "F" },
  { MODEL_ROLE_STUDENT, "birth_date", "2010-03-14" },
  { MODEL_ROLE_STUDENT, "birth_town", "Villeneuve-la-Garrigue" },
  { MODEL_ROLE_STUDENT, "birth_country", "France" },
  { MODEL_ROLE_STUDENT, "ine", "124464529HB" },
  { MODEL_ROLE_STUDENT, "internal_number", "4063" },
  { MODEL_ROLE_STUDENT, "address1", "50 place du Marché" },
  { MODEL_ROLE_STUDENT, "address2", "Appartement 12" },
  { MODEL_ROLE_STUDENT, "postcode", "81965" },
  { MODEL_ROLE_STUDENT, "town", "Puylatour" },
  { MODEL_ROLE_STUDENT, "phone", "+33536491777" },
  { MODEL_ROLE_STUDENT, "mobile", "+33639988132" },
  { MODEL_ROLE_STUDENT, "email", "camille.durand@eleves.lycee-combarel.example" },
  { MODEL_ROLE_STUDENT, "social_number", "2 10 03 81 999 001 37" },
  { MODEL_ROLE_STUDENT, "regime", "DP" },
  { MODEL_ROLE_STUDENT, "entry_date", "2026-09-02" },
  { MODEL_ROLE_STUDENT, "exit_date", "2027-07-02" },
  { MODEL_ROLE_STUDENT, "emergency_name", "Karim Durand" },
  { MODEL_ROLE_STUDENT, "emergency_phone", "+33639986051" },
  { MODEL_ROLE_GUARDIAN1, "rank", "1" },
  { MODEL_ROLE_GUARDIAN1, "title", "M." },
  { MODEL_ROLE_GUARDIAN1, "family_name", "Durand" },
  { MODEL_ROLE_GUARDIAN1, "given_name", "Karim" },
  { MODEL_ROLE_GUARDIAN1, "kinship", "Père" },
  { MODEL_ROLE_GUARDIAN1, "address1", "50 place du Marché" },
  { MODEL_ROLE_GUARDIAN1, "address2", "Appartement 12" },
  { MODEL_ROLE_GUARDIAN1, "postcode", "81965" },
  { MODEL_ROLE_GUARDIAN1, "town", "Puylatour" },
  { MODEL_ROLE_GUARDIAN1, "phone", "+33536491777" },
  { MODEL_ROLE_GUARDIAN1, "mobile", "+33639986051" },
  { MODEL_ROLE_GUARDIAN1, "email", "karim.durand@example.org" },
  { MODEL_ROLE_GUARDIAN2, "rank", "2" },
  { MODEL_ROLE_GUARDIAN2, "title", "Mme" },
  { MODEL_ROLE_GUARDIAN2, "family_name", "Roux" },
  { MODEL_ROLE_GUARDIAN2, "given_name", "Isabelle" },
  { MODEL_ROLE_GUARDIAN2, "kinship", "Mère" },
  { MODEL_ROLE_GUARDIAN2, "address1", "7 quai de l’Agoust" },
  { MODEL_ROLE_GUARDIAN2, "address2", "Résidence Le Clos-Fleuri" },
  { MODEL_ROLE_GUARDIAN2, "postcode", "81967" },
  { MODEL_ROLE_GUARDIAN2, "town", "Les Aubarèdes" },
  { MODEL_ROLE_GUARDIAN2, "phone", "+33536491778" },
  { MODEL_ROLE_GUARDIAN2, "mobile", "+33639983970" },
  { MODEL_ROLE_GUARDIAN2, "email", "isabelle.roux@example.org" },
  { MODEL_ROLE_COMPANY, "name", "Électricité Roussel SARL" },
  { MODEL_ROLE_COMPANY, "trade_name", "Brunélec" },
  { MODEL_ROLE_COMPANY, "siret", "00041300500018" },
  { MODEL_ROLE_COMPANY, "naf", "43.21A" },
  { MODEL_ROLE_COMPANY, "naf2025", "43.21Y" },
  { MODEL_ROLE_COMPANY, "activity", "Travaux d’installation électrique" },
  { MODEL_ROLE_COMPANY, "legal_form", "SARL" },
  { MODEL_ROLE_COMPANY, "headcount", "10 à 19" },
  { MODEL_ROLE_COMPANY, "address1", "3 rue des Entrepôts" },
  { MODEL_ROLE_COMPANY, "address2", "Zone artisanale" },
  { MODEL_ROLE_COMPANY, "address3", "Lot 8" },
  { MODEL_ROLE_COMPANY, "address4", "CS 10003" },
  { MODEL_ROLE_COMPANY, "postcode", "81967" },
  { MODEL_ROLE_COMPANY, "town", "Les Aubarèdes" },
  { MODEL_ROLE_COMPANY, "country", "France" },
  { MODEL_ROLE_COMPANY, "phone", "+33536499627" },
  { MODEL_ROLE_COMPANY, "mobile", "+33639986684" },
  { MODEL_ROLE_COMPANY, "email", "contact@brunelec.example" },
  { MODEL_ROLE_COMPANY, "website", "https://www.brunelec.example" },
  { MODEL_ROLE_COMPANY, "insurer", "Garantie Brunoise" },
  { MODEL_ROLE_COMPANY, "insurance_number", "RCP 508 427" },
  { MODEL_ROLE_COMPANY, "trades", "Bâtiment" },
  { MODEL_ROLE_SITE, "name", "Atelier de Castelbrun" },
  { MODEL_ROLE_SITE, "address1", "22 chemin de la Filature" },
  { MODEL_ROLE_SITE, "address2", "Porte B" },
  { MODEL_ROLE_SITE, "postcode", "81955" },
  { MODEL_ROLE_SITE, "town", "Castelbrun-sur-Agoust" },
  { MODEL_ROLE_SITE, "siret", "00041300500026" },
  { MODEL_ROLE_SITE, "phone", "+33536499630" },
  { MODEL_ROLE_SITE, "distance", "7.5" },
  { MODEL_ROLE_REPRESENTATIVE, "title", "M." },
  { MODEL_ROLE_REPRESENTATIVE, "family_name", "Roussel" },
  { MODEL_ROLE_REPRESENTATIVE, "given_name", "Éric" },
  { MODEL_ROLE_REPRESENTATIVE, "function", "gérant" },
  { MODEL_ROLE_REPRESENTATIVE, "phone", "+33536495870" },
  { MODEL_ROLE_REPRESENTATIVE, "mobile", "+33639986684" },
  { MODEL_ROLE_REPRESENTATIVE, "email", "eric.roussel@brunelec.example" },
  { MODEL_ROLE_TUTOR, "title", "Mme" },
  { MODEL_ROLE_TUTOR, "family_name", "Blanc" },
  { MODEL_ROLE_TUTOR, "given_name", "Nadia" },
  { MODEL_ROLE_TUTOR, "function", "cheffe d’équipe" },
  { MODEL_ROLE_TUTOR, "phone", "+33536493789" },
  { MODEL_ROLE_TUTOR, "mobile", "+33639984603" },
  { MODEL_ROLE_TUTOR, "email", "nadia.blanc@brunelec.example" },
  { MODEL_ROLE_PERIOD, "name", "PFMP 1" },
  { MODEL_ROLE_PERIOD, "number", "1" },
  { MODEL_ROLE_PERIOD, "kind", "pfmp" },
  { MODEL_ROLE_PERIOD, "start", "2027-01-11" },
  { MODEL_ROLE_PERIOD, "end", "2027-02-05" },
  { MODEL_ROLE_PLACEMENT, "validated_on", "2026-11-20" },
  { MODEL_ROLE_PLACEMENT, "start", "2027-01-11" },
  { MODEL_ROLE_PLACEMENT, "end", "2027-02-05" },
  { MODEL_ROLE_PLACEMENT, "interruptions", "du 25/01/2027 au 26/01/2027" },
  { MODEL_ROLE_PLACEMENT, "monday_morning", "08:00-12:00" },
  { MODEL_ROLE_PLACEMENT, "monday_pause", "60" },
  { MODEL_ROLE_PLACEMENT, "monday_afternoon", "13:00-16:30" },
  { MODEL_ROLE_PLACEMENT, "tuesday_morning", "08:00-12:00" },
  { MODEL_ROLE_PLACEMENT, "tuesday_pause", "60" },
  { MODEL_ROLE_PLACEMENT, "tuesday_afternoon", "13:00-16:30" },
  { MODEL_ROLE_PLACEMENT, "wednesday_morning", "08:00-12:00" },
  { MODEL_ROLE_PLACEMENT, "wednesday_pause", "60" },
  { MODEL_ROLE_PLACEMENT, "wednesday_afternoon", "13:00-16:30" },
  { MODEL_ROLE_PLACEMENT, "thursday_morning", "08:00-12:00" },
  { MODEL_ROLE_PLACEMENT, "thursday_pause", "60" },
  { MODEL_ROLE_PLACEMENT, "thursday_afternoon", "13:00-16:30" },
  { MODEL_ROLE_PLACEMENT, "friday_morning", "08:00-12:00" },
  { MODEL_ROLE_PLACEMENT, "friday_pause", "60" },
  { MODEL_ROLE_PLACEMENT, "friday_afternoon", "13:00-14:00" },
  { MODEL_ROLE_PLACEMENT, "weekly_hours", "35" },
  { MODEL_ROLE_PLACEMENT, "total_days", "18" },
  { MODEL_ROLE_PLACEMENT, "night_work", "0" },
  { MODEL_ROLE_PLACEMENT, "sunday_work", "0" },
  { MODEL_ROLE_PLACEMENT, "subject", "Rénover l’éclairage d’un atelier" },
  { MODEL_ROLE_PLACEMENT, "activities",
    "Pose de chemins de câbles\nRaccordement d’un tableau\nEssais et mise en service" },
  { MODEL_ROLE_PLACEMENT, "skills", "Organiser un chantier, réaliser une installation" },
  { MODEL_ROLE_PLACEMENT, "objectives", "Prendre part à un chantier du début à la fin" },
  { MODEL_ROLE_PLACEMENT, "follow_up", "Un appel la première semaine, une visite, un bilan" },
  { MODEL_ROLE_PLACEMENT, "assessment", "Grille du diplôme, remplie avec le tuteur" },
  { MODEL_ROLE_PLACEMENT, "regulated_works", "Travaux en hauteur avec échafaudage" },
  { MODEL_ROLE_PLACEMENT, "regulated_on", "2026-10-05" },
  { MODEL_ROLE_PLACEMENT, "equipment", "Chaussures de sécurité, gants isolants, casque" },
  { MODEL_ROLE_PLACEMENT, "meals", "Repas pris sur place" },
  { MODEL_ROLE_PLACEMENT, "transport", "Autobus" },
  { MODEL_ROLE_PLACEMENT, "lodging", "Domicile familial" },
  { MODEL_ROLE_PLACEMENT, "allowance", "435" },
  { MODEL_ROLE_PLACEMENT, "allowance_unit", "hour" },
  { MODEL_ROLE_PLACEMENT, "allowance_payment", "virement en fin de mois" },
  { MODEL_ROLE_PLACEMENT, "benefits", "Titres-restaurant" },
  { MODEL_ROLE_PLACEMENT, "days_done", "17" },
  { MODEL_ROLE_PLACEMENT, "certificate_on", "2027-02-12" },
  { MODEL_ROLE_AGREEMENT, "number", "2026-0042" },
  { MODEL_ROLE_AGREEMENT, "made_on", TODAY },
  { MODEL_ROLE_AGREEMENT, "revision", "1" },
  { MODEL_ROLE_AGREEMENT, "difference",
    "Le stage finit le 5 février 2027 au lieu du 29 janvier 2027" },
  { MODEL_ROLE_AGREEMENT, "sent_on", "2026-11-25" },
  { MODEL_ROLE_AGREEMENT, "signed_on", "2026-12-08" },
};

/* The other periods of the class: of the first one, the example is. */
static const struct
{
  const char *start;
  const char *end;
} others[] = {
  { "2027-03-22", "2027-04-09" },
  { "2027-06-07", "2027-07-02" },
};

/* An interview held while the placement was looked for; who held it is the referent. */
static const struct
{
  const char *day;
  const char *means;
} interviews[] = {
  { "2026-10-06", "meeting" },
  { "2026-11-12", "phone" },
};

#define TEACHER_ID 1

static void
add_around (WorkRecords *records)
{
  gint64 teacher_id = TEACHER_ID;

  records->guardians = g_ptr_array_new_with_free_func (g_object_unref);
  for (int role = MODEL_ROLE_GUARDIAN1; role <= MODEL_ROLE_GUARDIAN2; role++)
    g_ptr_array_add (records->guardians, g_object_ref (records->roles[role]));
  records->teachers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  g_hash_table_insert (records->teachers, g_memdup2 (&teacher_id, sizeof teacher_id),
                       g_object_ref (records->roles[MODEL_ROLE_TEACHER]));
  records->interviews = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < G_N_ELEMENTS (interviews); i++)
    {
      ModelRecord *interview = model_record_new (MODEL_ENTITY_INTERVIEW);

      model_record_set_canonical (interview, "day", interviews[i].day);
      model_record_set_canonical (interview, "means", interviews[i].means);
      model_record_set_int (interview, "teacher_id", teacher_id);
      g_ptr_array_add (records->interviews, interview);
    }
}

static WorkRecords *
make_records (ModelRecord *school)
{
  WorkRecords *records = g_new0 (WorkRecords, 1);

  records->today = g_strdup (TODAY);
  for (guint i = 0; i < MODEL_N_ROLES; i++)
    records->roles[i] = i == MODEL_ROLE_SCHOOL && school != NULL
                            ? model_record_copy (school)
                            : model_record_new (model_role_info ((ModelRoleId) i)->entity);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    if (cells[i].role != MODEL_ROLE_SCHOOL || school == NULL)
      model_record_set_canonical (records->roles[cells[i].role], cells[i].column, cells[i].value);
  records->periods = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (records->periods, g_object_ref (records->roles[MODEL_ROLE_PERIOD]));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      ModelRecord *period = model_record_new (MODEL_ENTITY_PERIOD);

      model_record_set_canonical (period, "start", others[i].start);
      model_record_set_canonical (period, "end", others[i].end);
      g_ptr_array_add (records->periods, period);
    }
  add_around (records);
  return records;
}

/**
 * work_example_new:
 *
 * Returns: (transfer full): the values of an invented agreement: one for each merge name, but for
 *   those of a Saturday, of a Sunday and of the places of signatures
 */
WorkValues *
work_example_new (void)
{
  return work_example_new_at (NULL);
}

/**
 * work_example_new_at:
 * @school: (nullable): a school, that needs none to be invented
 *
 * Returns: (transfer full): the values of an agreement that this school could make
 */
WorkValues *
work_example_new_at (ModelRecord *school)
{
  g_autoptr (WorkRecords) records = make_records (school);

  return _work_values_new (records);
}

static char *
write_plainly (const MergeValue *value)
{
  GDate date;

  if (value->type == MERGE_VALUE_DATE && base_date_parse_iso (value->text, &date))
    return base_date_to_short (&date);
  if (value->type == MERGE_VALUE_NUMBER)
    return g_strdelimit (g_strdup (value->text), ".", ',');
  return g_strdup (value->text);
}

/**
 * work_example_text:
 * @values: values
 * @name: a merge name
 *
 * Returns: (transfer full): what a field of that name without a switch becomes, "" for nothing
 */
char *
work_example_text (WorkValues *values, const char *name)
{
  MergeValue value = { 0 };

  if (!work_values_lookup (name, &value, values) || value.text == NULL)
    return g_strdup ("");
  return write_plainly (&value);
}

/**
 * work_example_item_text:
 * @values: values
 * @list: a list
 * @item: one of its items
 * @column: a column of it
 *
 * Returns: (transfer full): what a field of that name becomes in a row of the list, "" for nothing
 */
char *
work_example_item_text (WorkValues *values, const char *list, guint item, const char *column)
{
  MergeValue value = { 0 };

  if (!work_values_lookup_item (list, item, column, &value, values) || value.text == NULL)
    return g_strdup ("");
  return write_plainly (&value);
}

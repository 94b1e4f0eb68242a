/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-catalogue-private.h"

#include <glib/gi18n-lib.h>

#define T  MODEL_TYPE_TEXT
#define M  MODEL_FIELD_MANDATABLE
#define MS (MODEL_FIELD_MANDATABLE | MODEL_FIELD_SEARCH)

/* clang-format off: a catalogue is read by columns */
static const ModelField student_fields[] = {
  { "student.family_name", T, N_ ("Family name"), "NOM", "NOM_FAMILLE|ELEVE_NOM|NOM_ELEVE",
    "nom|nom de famille|nom_de_famille|nom élève|nom de l'élève", NULL,
    MODEL_FIELD_REQUIRED | MODEL_FIELD_SEARCH | MODEL_FIELD_SORT | MODEL_FIELD_UPPER },
  { "student.used_name", T, N_ ("Name in use"), "NOM_USAGE", "ELEVE_NOM_USAGE",
    "nom d'usage|nom usage|nom_usage", NULL, MS | MODEL_FIELD_UPPER },
  { "student.given_name", T, N_ ("Given name"), "PRENOM", "ELEVE_PRENOM|PRENOM_ELEVE",
    "prénom|prénom 1|prénom élève|prénom de l'élève", NULL,
    MODEL_FIELD_REQUIRED | MODEL_FIELD_SEARCH | MODEL_FIELD_SORT },
  { "student.other_given_names", T, N_ ("Other given names"), "PRENOMS", "AUTRES_PRENOMS",
    "autres prénoms|prénoms|prénom 2", NULL, MODEL_FIELD_NONE },
  { "student.sex", MODEL_TYPE_CHOICE, N_ ("Sex"), "SEXE", "ELEVE_SEXE",
    "sexe|code sexe|code_sexe|civilité|genre", "M|F", M },
  { "student.birth_date", MODEL_TYPE_DATE, N_ ("Date of birth"), "NEE_LE",
    "DATE_NAISSANCE|NE_LE|ELEVE_NAISSANCE|DATE_NAISS",
    "né(e) le|ne(e) le|né le|née le|date de naissance|date naissance|date "
    "naiss.|date_naiss|naissance|date",
    NULL, M | MODEL_FIELD_SENSITIVE },
  { "student.birth_town", T, N_ ("Place of birth"), "LIEU_NAISSANCE",
    "VILLE_NAISSANCE|COMMUNE_NAISSANCE",
    "commune naiss.|commune de naissance|lieu de naissance|ville_naiss|ville de naissance", NULL,
    M | MODEL_FIELD_SENSITIVE },
  { "student.birth_country", T, N_ ("Country of birth"), "PAYS_NAISSANCE", NULL,
    "pays naiss.|pays de naissance", NULL, MODEL_FIELD_SENSITIVE },
  { "student.ine", MODEL_TYPE_INE, N_ ("National student number (INE)"), "INE",
    "ELEVE_INE|ID_NATIONAL",
    "ine|id national|id_national|identifiant national|n° ine|numéro ine|ine_bea", NULL,
    MS | MODEL_FIELD_SENSITIVE },
  { "student.internal_number", T, N_ ("School's own number"), "NUM_ELEVE", "ELENOET",
    "elenoet|n° interne|numéro interne|numéro élève|n° élève", NULL, MODEL_FIELD_SEARCH },
  { "student.address1", T, N_ ("Address"), "ADRESSE", "ADRESSE1|ELEVE_ADRESSE",
    "adresse|adresse 1|adresse1|ligne adresse 1|rue|adresse élève", NULL,
    M | MODEL_FIELD_SENSITIVE },
  { "student.address2", T, N_ ("Address, line 2"), "ADRESSE2", "ELEVE_ADRESSE2",
    "adresse 2|adresse2|ligne adresse 2|complément d'adresse", NULL, MODEL_FIELD_SENSITIVE },
  { "student.postcode", MODEL_TYPE_POSTCODE, N_ ("Postcode"), "CP", "CODE_POSTAL|ELEVE_CP",
    "cp|code postal|code_postal", NULL, M },
  { "student.town", T, N_ ("Town"), "VILLE", "ELEVE_VILLE|COMMUNE",
    "ville|commune|lib. postal|libellé postal", NULL, M },
  { "student.phone", MODEL_TYPE_PHONE, N_ ("Telephone"), "TEL", "ELEVE_TEL|TELEPHONE",
    "tél|tel|téléphone|tél. fixe|téléphone fixe|tel_personnel|téléphone personnel", NULL,
    M | MODEL_FIELD_SENSITIVE },
  { "student.mobile", MODEL_TYPE_PHONE, N_ ("Mobile"), "MOBILE", "ELEVE_MOBILE|PORTABLE",
    "mobile|portable|tél. portable|tél portable|téléphone portable|tel_portable", NULL,
    M | MODEL_FIELD_SENSITIVE },
  { "student.email", MODEL_TYPE_EMAIL, N_ ("E-mail"), "MAIL", "MEL|EMAIL|ELEVE_MAIL|COURRIEL",
    "mail|mel|mél|email|e-mail|courriel|adresse mail|adresse e-mail", NULL,
    M | MODEL_FIELD_SENSITIVE },
  { "student.social_number", T, N_ ("Social security number"), "NUM_SECU", "NIR|NUMERO_SECU",
    "n° ss|n° sécurité sociale|numéro de sécurité sociale|nir", NULL,
    M | MODEL_FIELD_SENSITIVE | MODEL_FIELD_SEALED },
  { "student.regime", MODEL_TYPE_CHOICE, N_ ("Boarding"), "REGIME", NULL,
    "régime|rég.|reg.|code_regime", "EXT|DP|INT", M },
  { "student.entry_date", MODEL_TYPE_DATE, N_ ("Entered on"), "DATE_ENTREE", NULL,
    "date entrée|date d'entrée|date_entree", NULL, MODEL_FIELD_NONE },
  { "student.exit_date", MODEL_TYPE_DATE, N_ ("Left on"), "DATE_SORTIE", NULL,
    "date sortie|date de sortie|date_sortie", NULL, MODEL_FIELD_NONE },
  { "student.emergency_name", T, N_ ("Emergency contact"), "URGENCE_NOM", "CONTACT_URGENCE",
    "contact d'urgence|personne à prévenir", NULL, M | MODEL_FIELD_SENSITIVE },
  { "student.emergency_phone", MODEL_TYPE_PHONE, N_ ("Emergency telephone"), "URGENCE_TEL",
    "TEL_URGENCE", "tél. urgence|téléphone d'urgence", NULL, M | MODEL_FIELD_SENSITIVE },
  { "student.arrangements", MODEL_TYPE_LONG_TEXT, N_ ("Special arrangements"), NULL, NULL,
    "aménagements", NULL, MODEL_FIELD_SENSITIVE | MODEL_FIELD_SEALED },
  { "student.accepts_sms", MODEL_TYPE_BOOLEAN, N_ ("Accepts text messages"), NULL, NULL,
    "accepte sms|accepte_sms", NULL, MODEL_FIELD_NONE },
  { "student.anonymised_on", MODEL_TYPE_DATE, N_ ("Made anonymous on"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
};

/* Import headings of a guardian are met with "resp. légal 1", "rl1"… around them: the importer adds
 * those, the catalogue holds the part that is left. */
static const ModelField guardian_fields[] = {
  { "guardian.student_id", MODEL_TYPE_REFERENCE, N_ ("Student"), NULL, NULL, NULL, "student",
    MODEL_FIELD_REQUIRED },
  { "guardian.rank", MODEL_TYPE_INTEGER, N_ ("Rank"), "RANG", NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "guardian.title", MODEL_TYPE_CHOICE, N_ ("Title"), "CIVILITE", NULL, "civilité|civ|lc_civilite",
    "M.|Mme", M },
  { "guardian.family_name", T, N_ ("Family name"), "NOM", NULL,
    "nom|nom de famille|nom_de_famille|nom usage", NULL,
    MODEL_FIELD_REQUIRED | MODEL_FIELD_SEARCH | MODEL_FIELD_SORT | MODEL_FIELD_UPPER },
  { "guardian.given_name", T, N_ ("Given name"), "PRENOM", NULL, "prénom", NULL,
    MS | MODEL_FIELD_SORT },
  { "guardian.kinship", T, N_ ("Kinship"), "LIEN", "PARENTE",
    "lien|lien de parenté|parenté|code_parente", NULL, M },
  { "guardian.address1", T, N_ ("Address"), "ADRESSE", "ADRESSE1",
    "adresse|adresse 1|ligne adresse 1", NULL, M | MODEL_FIELD_SENSITIVE },
  { "guardian.address2", T, N_ ("Address, line 2"), "ADRESSE2", NULL, "adresse 2|ligne adresse 2",
    NULL, MODEL_FIELD_SENSITIVE },
  { "guardian.postcode", MODEL_TYPE_POSTCODE, N_ ("Postcode"), "CP", "CODE_POSTAL",
    "cp|code postal|code_postal", NULL, M },
  { "guardian.town", T, N_ ("Town"), "VILLE", NULL, "ville|commune|lib. postal|libelle_postal",
    NULL, M },
  { "guardian.phone", MODEL_TYPE_PHONE, N_ ("Telephone"), "TEL", NULL,
    "tél|tel|téléphone|fixe|tel_personnel", NULL, M | MODEL_FIELD_SENSITIVE },
  { "guardian.mobile", MODEL_TYPE_PHONE, N_ ("Mobile"), "MOBILE", "PORTABLE",
    "mobile|portable|tel_portable", NULL, M | MODEL_FIELD_SENSITIVE },
  { "guardian.email", MODEL_TYPE_EMAIL, N_ ("E-mail"), "MAIL", "MEL|EMAIL",
    "mail|mel|mél|email|e-mail|courriel", NULL, M | MODEL_FIELD_SENSITIVE },
  { "guardian.accepts_sms", MODEL_TYPE_BOOLEAN, N_ ("Accepts text messages"), NULL, NULL,
    "accepte sms|accepte_sms|sms", NULL, MODEL_FIELD_NONE },
};

static const ModelField enrolment_fields[] = {
  { "enrolment.student_id", MODEL_TYPE_REFERENCE, N_ ("Student"), NULL, NULL, NULL, "student",
    MODEL_FIELD_REQUIRED },
  { "enrolment.class_group_id", MODEL_TYPE_REFERENCE, N_ ("Class"), NULL, NULL, NULL, "class_group",
    MODEL_FIELD_REQUIRED },
  { "enrolment.start", MODEL_TYPE_DATE, N_ ("Since"), NULL, NULL, NULL, NULL, MODEL_FIELD_NONE },
  { "enrolment.end", MODEL_TYPE_DATE, N_ ("Until"), NULL, NULL, NULL, NULL, MODEL_FIELD_NONE },
};

const ModelEntityInfo model_catalogue_student[3] = {
  { "student", N_ ("Student"), student_fields, G_N_ELEMENTS (student_fields) },
  { "guardian", N_ ("Guardian"), guardian_fields, G_N_ELEMENTS (guardian_fields) },
  { "enrolment", N_ ("Enrolment"), enrolment_fields, G_N_ELEMENTS (enrolment_fields) },
};
/* clang-format on */

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-catalogue-private.h"

#include <glib/gi18n-lib.h>

#define T  MODEL_TYPE_TEXT
#define M  MODEL_FIELD_MANDATABLE
#define MS (MODEL_FIELD_MANDATABLE | MODEL_FIELD_SEARCH)

/* clang-format off: a catalogue is read by columns */
static const ModelField school_fields[] = {
  { "school.name", T, N_ ("School name"), "ETAB_NOM", "ETABLISSEMENT|LYCEE|ETAB",
    "établissement|nom établissement", NULL,
    MODEL_FIELD_REQUIRED | MODEL_FIELD_SEARCH | MODEL_FIELD_SORT },
  { "school.uai", MODEL_TYPE_UAI, N_ ("School code (UAI)"), "ETAB_UAI", "UAI|RNE|ETAB_RNE",
    "uai|rne|uaj", NULL, MS },
  { "school.kind", T, N_ ("Kind of school"), "ETAB_TYPE", NULL, "type établissement", NULL, M },
  { "school.address1", T, N_ ("Address"), "ETAB_ADRESSE", "ETAB_ADRESSE1", "adresse établissement",
    NULL, M },
  { "school.address2", T, N_ ("Address, line 2"), "ETAB_ADRESSE2", NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "school.address3", T, N_ ("Address, line 3"), "ETAB_ADRESSE3", NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "school.address4", T, N_ ("Address, line 4"), "ETAB_ADRESSE4", NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "school.postcode", MODEL_TYPE_POSTCODE, N_ ("Postcode"), "ETAB_CP", NULL, NULL, NULL, M },
  { "school.town", T, N_ ("Town"), "ETAB_VILLE", NULL, NULL, NULL, M },
  { "school.phone", MODEL_TYPE_PHONE, N_ ("Telephone"), "ETAB_TEL", NULL, NULL, NULL, M },
  { "school.email", MODEL_TYPE_EMAIL, N_ ("E-mail"), "ETAB_MAIL", "ETAB_MEL|ETAB_EMAIL", NULL, NULL,
    M },
  { "school.academy", T, N_ ("Education authority"), "ETAB_ACADEMIE", "ACADEMIE", NULL, NULL, M },
  { "school.head_title", MODEL_TYPE_CHOICE, N_ ("Title of the head"), "CHEF_CIVILITE", NULL, NULL,
    "M.|Mme", M },
  { "school.head_family_name", T, N_ ("Family name of the head"), "CHEF_NOM", NULL, NULL, NULL,
    M | MODEL_FIELD_UPPER },
  { "school.head_given_name", T, N_ ("Given name of the head"), "CHEF_PRENOM", NULL, NULL, NULL,
    M },
  { "school.head_function", T, N_ ("Function of the head"), "CHEF_FONCTION", NULL, NULL, NULL, M },
  { "school.head_email", MODEL_TYPE_EMAIL, N_ ("E-mail of the head"), "CHEF_MAIL", "CHEF_MEL", NULL,
    NULL, M },
  { "school.delegate_name", T, N_ ("Signs for the head"), "CHEF_DELEGUE", "DELEGATAIRE", NULL, NULL,
    M },
  { "school.board_date", MODEL_TYPE_DATE, N_ ("Agreement approved by the board on"), "CA_DATE",
    "DATE_CA", NULL, NULL, M },
  { "school.insurer", T, N_ ("Liability insurer"), "ASSUR_ETAB", "ETAB_ASSURANCE", NULL, NULL, M },
  { "school.insurance_number", T, N_ ("Insurance contract number"), "ASSUR_ETAB_NUM", "ETAB_POLICE",
    NULL, NULL, M },
  { "school.cpam", T, N_ ("Health insurance office (CPAM)"), "ETAB_CPAM", "CPAM", NULL, NULL, M },
  { "school.ddfpt_name", T, N_ ("Head of works (DDFPT)"), "DDFPT_NOM", "DDFPT", NULL, NULL, M },
  { "school.ddfpt_email", MODEL_TYPE_EMAIL, N_ ("E-mail of the head of works"), "DDFPT_MAIL",
    "DDFPT_MEL", NULL, NULL, M },
  { "school.ddfpt_phone", MODEL_TYPE_PHONE, N_ ("Telephone of the head of works"), "DDFPT_TEL",
    NULL, NULL, NULL, M },
  { "school.done_at", T, N_ ("Town after “Fait à”"), "FAIT_A", "ETAB_FAIT_A", NULL, NULL, M },
  { "school.logo", MODEL_TYPE_BYTES, N_ ("Logo"), "LOGO", "LOGO_ETABLISSEMENT|LOGO_LYCEE|ETAB_LOGO",
    NULL, NULL, MODEL_FIELD_QUIET },
  { "school.signature", MODEL_TYPE_BYTES, N_ ("Signature of the head"), "SIGNATURE",
    "SIGNATURE_CHEF|SIGNATURE_CHEF_ETABLISSEMENT|SIGNATURE_PROVISEUR|CHEF_SIGNATURE", NULL, NULL,
    MODEL_FIELD_QUIET },
  { "school.stamp", MODEL_TYPE_BYTES, N_ ("Stamp of the school"), "CACHET",
    "TAMPON|CACHET_ETABLISSEMENT|TAMPON_ETABLISSEMENT|CACHET_LYCEE|TAMPON_LYCEE|ETAB_CACHET", NULL,
    NULL, MODEL_FIELD_QUIET },
};

static const ModelField school_year_fields[] = {
  { "school_year.name", T, N_ ("School year"), "ANNEE_SCOLAIRE", "ANNEE",
    "année scolaire|annee_scolaire|année", NULL, MODEL_FIELD_REQUIRED | MODEL_FIELD_SORT },
  { "school_year.start", MODEL_TYPE_DATE, N_ ("First day of the year"), "ANNEE_DEBUT", NULL, NULL,
    NULL, MODEL_FIELD_REQUIRED },
  { "school_year.end", MODEL_TYPE_DATE, N_ ("Last day of the year"), "ANNEE_FIN", NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
};

static const ModelField template_fields[] = {
  { "template.name", T, N_ ("Template"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED | MODEL_FIELD_SEARCH | MODEL_FIELD_SORT },
  { "template.kind", MODEL_TYPE_CHOICE, N_ ("Kind of document"), NULL, NULL, NULL,
    "agreement|amendment|certificate|other", MODEL_FIELD_REQUIRED },
  { "template.file_name", T, N_ ("File name"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "template.sha256", T, N_ ("SHA-256"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "template.is_default", MODEL_TYPE_BOOLEAN, N_ ("Used by default"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "template.content", MODEL_TYPE_BYTES, N_ ("Content"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED | MODEL_FIELD_QUIET },
  { "template.bindings", MODEL_TYPE_LONG_TEXT, N_ ("Names of its own"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
};

static const ModelField teacher_fields[] = {
  { "teacher.title", MODEL_TYPE_CHOICE, N_ ("Title"), "PROF_CIVILITE", "REFERENT_CIVILITE",
    "civilité|civ", "M.|Mme", M },
  { "teacher.family_name", T, N_ ("Family name"), "PROF_NOM", "REFERENT_NOM",
    "nom|nom usage|nom_usage|nom d'usage|nom de famille", NULL,
    MODEL_FIELD_REQUIRED | MODEL_FIELD_SEARCH | MODEL_FIELD_SORT | MODEL_FIELD_UPPER },
  { "teacher.given_name", T, N_ ("Given name"), "PROF_PRENOM", "REFERENT_PRENOM", "prénom|prénoms",
    NULL, MS | MODEL_FIELD_SORT },
  { "teacher.subject", T, N_ ("Subject taught"), "PROF_DISCIPLINE",
    "PROF_MATIERE|REFERENT_DISCIPLINE", "discipline|matière|disciplines|fonction", NULL, M },
  { "teacher.email", MODEL_TYPE_EMAIL, N_ ("E-mail"), "PROF_MAIL",
    "PROF_MEL|PROF_EMAIL|REFERENT_MAIL",
    "mail|mel|mél|email|e-mail|courriel|adresse mail|adresse e-mail", NULL, MS },
  { "teacher.phone", MODEL_TYPE_PHONE, N_ ("Telephone"), "PROF_TEL", "REFERENT_TEL",
    "tél|téléphone|tel|portable|mobile", NULL, M },
  { "teacher.accepts_sms", MODEL_TYPE_BOOLEAN, N_ ("Accepts text messages"), NULL, NULL,
    "accepte sms|accepte_sms", NULL, MODEL_FIELD_NONE },
};

static const ModelField class_group_fields[] = {
  { "class_group.school_year_id", MODEL_TYPE_REFERENCE, N_ ("School year"), NULL, NULL, NULL,
    "school_year", MODEL_FIELD_REQUIRED },
  { "class_group.name", T, N_ ("Class"), "CLASSE", "DIV|DIVISION|CLASSE_NOM",
    "classe|div|div.|division|code structure|code_structure|classes", NULL,
    MODEL_FIELD_REQUIRED | MODEL_FIELD_SEARCH | MODEL_FIELD_SORT },
  { "class_group.level", T, N_ ("Level"), "NIVEAU", "CLASSE_NIVEAU", "niveau", NULL, M },
  { "class_group.diploma", T, N_ ("Diploma prepared"), "FORMATION", "DIPLOME|INTITULE_FORMATION",
    "formation|diplôme|lib. mef|libelle mef|intitulé de la formation", NULL, M },
  { "class_group.speciality", T, N_ ("Speciality"), "SPECIALITE", NULL, "spécialité|spé", NULL, M },
  { "class_group.mef", T, N_ ("MEF code"), "MEF", "CODE_MEF", "mef|code mef|code_mef", NULL,
    MODEL_FIELD_NONE },
  { "class_group.main_teacher_id", MODEL_TYPE_REFERENCE, N_ ("Main teacher"), NULL, NULL, NULL,
    "teacher", MODEL_FIELD_NONE },
  { "class_group.template_id", MODEL_TYPE_REFERENCE, N_ ("Template of its agreements"), NULL, NULL,
    NULL, "template", MODEL_FIELD_NONE },
};

const ModelEntityInfo model_catalogue_school[5] = {
  { "school", N_ ("School"), school_fields, G_N_ELEMENTS (school_fields) },
  { "school_year", N_ ("School year"), school_year_fields, G_N_ELEMENTS (school_year_fields) },
  { "template", N_ ("Template"), template_fields, G_N_ELEMENTS (template_fields) },
  { "teacher", N_ ("Teacher"), teacher_fields, G_N_ELEMENTS (teacher_fields) },
  { "class_group", N_ ("Class"), class_group_fields, G_N_ELEMENTS (class_group_fields) },
};
/* clang-format on */

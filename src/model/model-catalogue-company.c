/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-catalogue-private.h"

#include <glib/gi18n-lib.h>

#define T  MODEL_TYPE_TEXT
#define M  MODEL_FIELD_MANDATABLE
#define MS (MODEL_FIELD_MANDATABLE | MODEL_FIELD_SEARCH)

/* clang-format off: a catalogue is read by columns */
static const ModelField company_fields[] = {
  { "company.name", T, N_ ("Company name"), "ENT_NOM",
    "RAISON_SOCIALE|ENTREPRISE|ENT_RAISON_SOCIALE|ORGANISME",
    "raison sociale|entreprise|nom|nom entreprise|nom de l'entreprise|société|organisme", NULL,
    MODEL_FIELD_REQUIRED | MODEL_FIELD_SEARCH | MODEL_FIELD_SORT },
  { "company.trade_name", T, N_ ("Trade name"), "ENT_ENSEIGNE", "ENSEIGNE|NOM_COMMERCIAL",
    "enseigne|nom commercial|dénomination commerciale", NULL, MS },
  { "company.siret", MODEL_TYPE_SIRET, N_ ("SIRET"), "ENT_SIRET", "SIRET",
    "siret|n° siret|numéro siret|numerosiret", NULL, MS },
  { "company.naf", MODEL_TYPE_NAF, N_ ("Activity code (NAF)"), "ENT_NAF",
    "APE|ENT_APE|NAF|CODE_APE", "ape|naf|code ape|code naf|codeape", NULL, M },
  { "company.naf2025", MODEL_TYPE_TEXT, N_ ("Activity code (NAF 2025)"), "ENT_NAF25", NULL,
    "naf 2025|naf25", NULL, MODEL_FIELD_NONE },
  { "company.activity", T, N_ ("Activity"), "ENT_ACTIVITE", "ACTIVITE",
    "activité|activité principale|secteur|domaine d'activité", NULL, M },
  { "company.legal_form", T, N_ ("Legal form"), "ENT_FORME", "FORME_JURIDIQUE",
    "forme juridique|statut juridique", NULL, M },
  { "company.headcount", T, N_ ("Headcount"), "ENT_EFFECTIF", NULL, "effectif|tranche d'effectif",
    NULL, MODEL_FIELD_NONE },
  { "company.is_public", MODEL_TYPE_BOOLEAN, N_ ("Public body"), NULL, NULL,
    "secteur public|public", NULL, MODEL_FIELD_NONE },
  { "company.address1", T, N_ ("Address"), "ENT_ADRESSE", "ENT_ADRESSE1",
    "adresse|adresse 1|adresse1|adresse entreprise|rue|voie", NULL, M },
  { "company.address2", T, N_ ("Address, line 2"), "ENT_ADRESSE2", NULL,
    "adresse 2|adresse2|complément d'adresse", NULL, MODEL_FIELD_NONE },
  { "company.address3", T, N_ ("Address, line 3"), "ENT_ADRESSE3", NULL, "adresse 3|adresse3", NULL,
    MODEL_FIELD_NONE },
  { "company.address4", T, N_ ("Address, line 4"), "ENT_ADRESSE4", NULL, "adresse 4|adresse4", NULL,
    MODEL_FIELD_NONE },
  { "company.postcode", MODEL_TYPE_POSTCODE, N_ ("Postcode"), "ENT_CP", NULL,
    "cp|code postal|codepostal", NULL, M },
  { "company.town", T, N_ ("Town"), "ENT_VILLE", NULL, "ville|commune|libellé postal", NULL, MS },
  { "company.country", T, N_ ("Country"), "ENT_PAYS", NULL, "pays", NULL, MODEL_FIELD_NONE },
  { "company.phone", MODEL_TYPE_PHONE, N_ ("Telephone"), "ENT_TEL", NULL,
    "tél|tel|téléphone|téléphone fixe|téléphone entreprise", NULL, M },
  { "company.mobile", MODEL_TYPE_PHONE, N_ ("Mobile"), "ENT_MOBILE", NULL,
    "téléphone portable|mobile|portable", NULL, MODEL_FIELD_NONE },
  { "company.email", MODEL_TYPE_EMAIL, N_ ("E-mail"), "ENT_MAIL", "ENT_MEL|ENT_EMAIL",
    "mail|mel|mél|email|e-mail|courriel", NULL, M },
  { "company.website", T, N_ ("Web site"), "ENT_SITE", NULL, "site|site web|site internet|siteweb",
    NULL, MODEL_FIELD_NONE },
  { "company.insurer", T, N_ ("Liability insurer"), "ASSUR_ENT", "ENT_ASSURANCE",
    "assurance|assureur|compagnie d'assurance", NULL, M },
  { "company.insurance_number", T, N_ ("Insurance contract number"), "ASSUR_ENT_NUM", "ENT_POLICE",
    "n° contrat|n° police|police d'assurance|numéro de contrat", NULL, M },
  { "company.status", MODEL_TYPE_CHOICE, N_ ("Relation"), NULL, NULL, "statut|relation",
    "active|partner|to_call|to_watch|to_avoid", MODEL_FIELD_NONE },
  { "company.is_closed", MODEL_TYPE_BOOLEAN, N_ ("Closed"), NULL, NULL, "fermée|fermé", NULL,
    MODEL_FIELD_NONE },
  { "company.trades", T, N_ ("Trades"), "ENT_METIERS", NULL, "métiers|familles|familles de métiers",
    NULL, MODEL_FIELD_SEARCH },
  { "company.notes", MODEL_TYPE_LONG_TEXT, N_ ("Notes"), NULL, NULL,
    "notes|commentaire|commentaires|observations", NULL, MODEL_FIELD_NONE },
};

static const ModelField site_fields[] = {
  { "site.company_id", MODEL_TYPE_REFERENCE, N_ ("Company"), NULL, NULL, NULL, "company",
    MODEL_FIELD_REQUIRED },
  { "site.name", T, N_ ("Host site"), "LIEU_NOM", NULL,
    "lieu|lieu d'accueil|site|établissement d'accueil", NULL,
    MODEL_FIELD_SEARCH | MODEL_FIELD_SORT },
  { "site.address1", T, N_ ("Address of the host site"), "LIEU_ADRESSE", "LIEU_ADRESSE1",
    "adresse lieu|adresse du lieu d'accueil|lieu adresse", NULL, M },
  { "site.address2", T, N_ ("Address, line 2"), "LIEU_ADRESSE2", NULL, "lieu adresse 2", NULL,
    MODEL_FIELD_NONE },
  { "site.postcode", MODEL_TYPE_POSTCODE, N_ ("Postcode"), "LIEU_CP", NULL,
    "cp lieu|code postal lieu|lieu cp", NULL, M },
  { "site.town", T, N_ ("Town"), "LIEU_VILLE", NULL, "ville lieu|lieu ville", NULL, MS },
  { "site.siret", MODEL_TYPE_SIRET, N_ ("SIRET of the host site"), "LIEU_SIRET", NULL,
    "siret lieu|lieu siret", NULL, MODEL_FIELD_SEARCH },
  { "site.phone", MODEL_TYPE_PHONE, N_ ("Telephone"), "LIEU_TEL", NULL, "tél lieu|lieu tél", NULL,
    MODEL_FIELD_NONE },
  { "site.distance", MODEL_TYPE_DECIMAL, N_ ("Distance from the school (km)"), "LIEU_DISTANCE",
    NULL, "distance", NULL, MODEL_FIELD_NONE },
};

/* Import headings of a contact are met with "tuteur", "représentant"… around them, as guardians'.
 */
static const ModelField contact_fields[] = {
  { "contact.company_id", MODEL_TYPE_REFERENCE, N_ ("Company"), NULL, NULL, NULL, "company",
    MODEL_FIELD_REQUIRED },
  { "contact.title", MODEL_TYPE_CHOICE, N_ ("Title"), "CIVILITE", NULL, "civilité|civ", "M.|Mme",
    M },
  { "contact.family_name", T, N_ ("Family name"), "NOM", NULL, "nom", NULL,
    MODEL_FIELD_REQUIRED | MODEL_FIELD_SEARCH | MODEL_FIELD_SORT | MODEL_FIELD_UPPER },
  { "contact.given_name", T, N_ ("Given name"), "PRENOM", NULL, "prénom", NULL,
    MS | MODEL_FIELD_SORT },
  { "contact.function", T, N_ ("Function"), "FONCTION", "QUALITE", "fonction|qualité|en qualité de",
    NULL, M },
  { "contact.phone", MODEL_TYPE_PHONE, N_ ("Telephone"), "TEL", NULL, "tél|tel|téléphone", NULL,
    M },
  { "contact.mobile", MODEL_TYPE_PHONE, N_ ("Mobile"), "MOBILE", "PORTABLE", "mobile|portable",
    NULL, M },
  { "contact.email", MODEL_TYPE_EMAIL, N_ ("E-mail"), "MAIL", "MEL|EMAIL",
    "mail|mel|mél|email|e-mail|courriel", NULL, M },
  { "contact.is_representative", MODEL_TYPE_BOOLEAN, N_ ("Signs for the company"), NULL, NULL, NULL,
    NULL, MODEL_FIELD_NONE },
  { "contact.is_tutor", MODEL_TYPE_BOOLEAN, N_ ("Tutor"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "contact.is_hr", MODEL_TYPE_BOOLEAN, N_ ("Human resources"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "contact.accepts_sms", MODEL_TYPE_BOOLEAN, N_ ("Accepts text messages"), NULL, NULL,
    "accepte sms|accepte_sms", NULL, MODEL_FIELD_NONE },
};

const ModelEntityInfo model_catalogue_company[3] = {
  { "company", N_ ("Company"), company_fields, G_N_ELEMENTS (company_fields) },
  { "site", N_ ("Host site"), site_fields, G_N_ELEMENTS (site_fields) },
  { "contact", N_ ("Contact"), contact_fields, G_N_ELEMENTS (contact_fields) },
};
/* clang-format on */

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-catalogue-private.h"

#include <glib/gi18n-lib.h>

#define T MODEL_TYPE_TEXT
#define M MODEL_FIELD_MANDATABLE

/* clang-format off: a catalogue is read by columns */
static const ModelField period_fields[] = {
  { "period.school_year_id", MODEL_TYPE_REFERENCE, N_ ("School year"), NULL, NULL, NULL,
    "school_year", MODEL_FIELD_REQUIRED },
  { "period.name", T, N_ ("Period"), "PERIODE", "PERIODE_NOM|PFMP",
    "période|nom|pfmp|stage|libellé|nom de la période", NULL,
    MODEL_FIELD_REQUIRED | MODEL_FIELD_SEARCH | MODEL_FIELD_SORT },
  { "period.number", MODEL_TYPE_INTEGER, N_ ("Number in the year"), "PERIODE_NUM", NULL,
    "n°|numéro|num", NULL, MODEL_FIELD_NONE },
  { "period.kind", MODEL_TYPE_CHOICE, N_ ("Kind of placement"), NULL, NULL, "type|type de stage",
    "pfmp|observation|internship", MODEL_FIELD_NONE },
  { "period.start", MODEL_TYPE_DATE, N_ ("First day"), "PERIODE_DEBUT", NULL,
    "début|date début|date de début|du", NULL, MODEL_FIELD_REQUIRED },
  { "period.end", MODEL_TYPE_DATE, N_ ("Last day"), "PERIODE_FIN", NULL,
    "fin|date fin|date de fin|au", NULL, MODEL_FIELD_REQUIRED },
  { "period.weekly_hours", MODEL_TYPE_DECIMAL, N_ ("Weekly hours"), NULL, NULL,
    "heures hebdo|heures par semaine|durée hebdomadaire", NULL, MODEL_FIELD_NONE },
  { "period.template_id", MODEL_TYPE_REFERENCE, N_ ("Template of its agreements"), NULL, NULL, NULL,
    "template", MODEL_FIELD_NONE },
};

static const ModelField period_class_fields[] = {
  { "period_class.period_id", MODEL_TYPE_REFERENCE, N_ ("Period"), NULL, NULL, NULL, "period",
    MODEL_FIELD_REQUIRED },
  { "period_class.class_group_id", MODEL_TYPE_REFERENCE, N_ ("Class"), NULL, NULL, NULL,
    "class_group", MODEL_FIELD_REQUIRED },
};

static const ModelField search_fields[] = {
  { "search.student_id", MODEL_TYPE_REFERENCE, N_ ("Student"), NULL, NULL, NULL, "student",
    MODEL_FIELD_REQUIRED },
  { "search.period_id", MODEL_TYPE_REFERENCE, N_ ("Period"), NULL, NULL, NULL, "period",
    MODEL_FIELD_REQUIRED },
  { "search.state", MODEL_TYPE_CHOICE, N_ ("Search"), NULL, NULL, "statut|recherche|état",
    "not_started|searching|contact|promise|sheet|to_validate|validated|refused|exempt",
    MODEL_FIELD_REQUIRED },
  { "search.teacher_id", MODEL_TYPE_REFERENCE, N_ ("Followed by"), NULL, NULL, NULL, "teacher",
    MODEL_FIELD_NONE },
  { "search.reason", T, N_ ("Reason"), NULL, NULL, "motif", NULL, MODEL_FIELD_NONE },
};

static const ModelField interview_fields[] = {
  { "interview.search_id", MODEL_TYPE_REFERENCE, N_ ("Search"), NULL, NULL, NULL, "search",
    MODEL_FIELD_REQUIRED },
  { "interview.day", MODEL_TYPE_DATE, N_ ("Date"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "interview.teacher_id", MODEL_TYPE_REFERENCE, N_ ("Teacher"), NULL, NULL, NULL, "teacher",
    MODEL_FIELD_NONE },
  { "interview.means", MODEL_TYPE_CHOICE, N_ ("How"), NULL, NULL, NULL, "meeting|phone|mail|other",
    MODEL_FIELD_NONE },
  { "interview.account", MODEL_TYPE_LONG_TEXT, N_ ("Account"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "interview.next_step", T, N_ ("Next step"), NULL, NULL, NULL, NULL, MODEL_FIELD_NONE },
};

const ModelEntityInfo model_catalogue_search[4] = {
  { "period", N_ ("Period"), period_fields, G_N_ELEMENTS (period_fields) },
  { "period_class", N_ ("Class of a period"), period_class_fields,
    G_N_ELEMENTS (period_class_fields) },
  { "search", N_ ("Search"), search_fields, G_N_ELEMENTS (search_fields) },
  { "interview", N_ ("Interview"), interview_fields, G_N_ELEMENTS (interview_fields) },
};
/* clang-format on */

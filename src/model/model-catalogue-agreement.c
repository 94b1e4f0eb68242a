/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-catalogue-private.h"

#include <glib/gi18n-lib.h>

#define T MODEL_TYPE_TEXT

/* clang-format off: a catalogue is read by columns */
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
};

static const ModelField step_fields[] = {
  { "step.position", MODEL_TYPE_INTEGER, N_ ("Position"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "step.label", T, N_ ("Step"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "step.is_sent", MODEL_TYPE_BOOLEAN, N_ ("Counts as sent"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "step.is_signed", MODEL_TYPE_BOOLEAN, N_ ("Counts as signed"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
};

static const ModelField agreement_fields[] = {
  { "agreement.placement_id", MODEL_TYPE_REFERENCE, N_ ("Placement sheet"), NULL, NULL, NULL,
    "placement", MODEL_FIELD_REQUIRED },
  { "agreement.number", T, N_ ("Agreement number"), "NUM_CONVENTION",
    "N_CONVENTION|NUMERO_CONVENTION", NULL, NULL, MODEL_FIELD_REQUIRED | MODEL_FIELD_SEARCH },
  { "agreement.mode", MODEL_TYPE_CHOICE, N_ ("Mode"), NULL, NULL, NULL, "manual|electronic",
    MODEL_FIELD_REQUIRED },
  { "agreement.step", MODEL_TYPE_INTEGER, N_ ("Step"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "agreement.step_date", MODEL_TYPE_DATE, N_ ("Step reached on"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "agreement.state", MODEL_TYPE_CHOICE, N_ ("State"), NULL, NULL, NULL,
    "active|cancelled|replaced", MODEL_FIELD_REQUIRED },
  { "agreement.reason", T, N_ ("Reason"), NULL, NULL, NULL, NULL, MODEL_FIELD_NONE },
  { "agreement.template_id", MODEL_TYPE_REFERENCE, N_ ("Template"), NULL, NULL, NULL, "template",
    MODEL_FIELD_NONE },
  { "agreement.template_sha256", T, N_ ("Template's SHA-256"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "agreement.made_on", MODEL_TYPE_DATE, N_ ("Made on"), "CONVENTION_DATE", "DATE_CONVENTION",
    NULL, NULL, MODEL_FIELD_NONE },
  { "agreement.snapshot", MODEL_TYPE_LONG_TEXT, N_ ("Frozen values"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_QUIET },
};

static const ModelField document_fields[] = {
  { "document.agreement_id", MODEL_TYPE_REFERENCE, N_ ("Agreement"), NULL, NULL, NULL, "agreement",
    MODEL_FIELD_NONE },
  { "document.kind", MODEL_TYPE_CHOICE, N_ ("Kind of document"), NULL, NULL, NULL,
    "generated|printed|scan|signed|certificate|other", MODEL_FIELD_REQUIRED },
  { "document.name", T, N_ ("File name"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "document.media_type", T, N_ ("Media type"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "document.sha256", T, N_ ("SHA-256"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "document.size", MODEL_TYPE_INTEGER, N_ ("Size in bytes"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "document.made_at", MODEL_TYPE_TIMESTAMP, N_ ("Made at"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
};

static const ModelField setting_fields[] = {
  { "setting.name", T, N_ ("Setting"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "setting.value", MODEL_TYPE_LONG_TEXT, N_ ("Value"), NULL, NULL, NULL, NULL, MODEL_FIELD_NONE },
};

const ModelEntityInfo model_catalogue_agreement[5] = {
  { "template", N_ ("Template"), template_fields, G_N_ELEMENTS (template_fields) },
  { "step", N_ ("Step"), step_fields, G_N_ELEMENTS (step_fields) },
  { "agreement", N_ ("Agreement"), agreement_fields, G_N_ELEMENTS (agreement_fields) },
  { "document", N_ ("Document"), document_fields, G_N_ELEMENTS (document_fields) },
  { "setting", N_ ("Setting"), setting_fields, G_N_ELEMENTS (setting_fields) },
};
/* clang-format on */

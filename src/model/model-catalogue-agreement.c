/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-catalogue-private.h"

#include <glib/gi18n-lib.h>

#define T     MODEL_TYPE_TEXT
#define ROLES "school|student|guardian|company|tutor|teacher|other"

/* clang-format off: a catalogue is read by columns */
static const ModelField step_fields[] = {
  { "step.position", MODEL_TYPE_INTEGER, N_ ("Position"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "step.label", T, N_ ("Step"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "step.is_sent", MODEL_TYPE_BOOLEAN, N_ ("Counts as sent"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "step.is_signed", MODEL_TYPE_BOOLEAN, N_ ("Counts as signed"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
};

static const ModelField signatory_role_fields[] = {
  { "signatory_role.position", MODEL_TYPE_INTEGER, N_ ("Position"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "signatory_role.role", MODEL_TYPE_CHOICE, N_ ("Role"), NULL, NULL, NULL, ROLES,
    MODEL_FIELD_REQUIRED },
  { "signatory_role.label", T, N_ ("Words in place of the role"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "signatory_role.name", T, N_ ("Who signs by default"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "signatory_role.email", MODEL_TYPE_EMAIL, N_ ("E-mail"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "signatory_role.substitute", T, N_ ("Substitute"), NULL, NULL, NULL, NULL, MODEL_FIELD_NONE },
  { "signatory_role.is_mandatory", MODEL_TYPE_BOOLEAN, N_ ("Mandatory"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "signatory_role.minors_only", MODEL_TYPE_BOOLEAN, N_ ("Only for minors"), NULL, NULL, NULL,
    NULL, MODEL_FIELD_REQUIRED },
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
    MODEL_FIELD_QUIET | MODEL_FIELD_SEALED },
  { "agreement.revision", MODEL_TYPE_INTEGER, N_ ("Version of the agreement"), "CONVENTION_VERSION",
    NULL, NULL, NULL, MODEL_FIELD_NONE },
  { "agreement.amends_id", MODEL_TYPE_REFERENCE, N_ ("Amends the agreement"), NULL, NULL, NULL,
    "agreement", MODEL_FIELD_NONE },
  { "agreement.source_id", MODEL_TYPE_REFERENCE, N_ ("Copied from the agreement"), NULL, NULL, NULL,
    "agreement", MODEL_FIELD_NONE },
  { "agreement.difference", MODEL_TYPE_LONG_TEXT, N_ ("What the amendment changes"),
    "AVENANT_OBJET", "AVENANT_MODIFICATIONS", NULL, NULL, MODEL_FIELD_SEALED },
  { "agreement.sent_on", MODEL_TYPE_DATE, N_ ("Sent on"), "CONVENTION_ENVOYEE_LE", NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "agreement.signed_on", MODEL_TYPE_DATE, N_ ("Signed on"), "CONVENTION_SIGNEE_LE", NULL, NULL,
    NULL, MODEL_FIELD_NONE },
  { "agreement.signed_outside", MODEL_TYPE_BOOLEAN, N_ ("Signed outside Paraphe"), NULL, NULL, NULL,
    NULL, MODEL_FIELD_NONE },
  { "agreement.printed_on", MODEL_TYPE_DATE, N_ ("Printed on"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "agreement.printed_copies", MODEL_TYPE_INTEGER, N_ ("Copies printed"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
};

static const ModelField signatory_fields[] = {
  { "signatory.agreement_id", MODEL_TYPE_REFERENCE, N_ ("Agreement"), NULL, NULL, NULL, "agreement",
    MODEL_FIELD_REQUIRED },
  { "signatory.position", MODEL_TYPE_INTEGER, N_ ("Position"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "signatory.role", MODEL_TYPE_CHOICE, N_ ("Role"), NULL, NULL, NULL, ROLES,
    MODEL_FIELD_REQUIRED },
  { "signatory.label", T, N_ ("Words in place of the role"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "signatory.name", T, N_ ("Signatory"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_SEARCH | MODEL_FIELD_SORT },
  { "signatory.email", MODEL_TYPE_EMAIL, N_ ("E-mail"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_SENSITIVE },
  { "signatory.phone", MODEL_TYPE_PHONE, N_ ("Telephone"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_SENSITIVE },
  { "signatory.substitute", T, N_ ("Substitute"), NULL, NULL, NULL, NULL, MODEL_FIELD_NONE },
  { "signatory.is_mandatory", MODEL_TYPE_BOOLEAN, N_ ("Mandatory"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "signatory.sent_on", MODEL_TYPE_DATE, N_ ("Given or sent on"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "signatory.reminded_on", MODEL_TYPE_DATE, N_ ("Reminded on"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "signatory.signed_on", MODEL_TYPE_DATE, N_ ("Signed on"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "signatory.received_on", MODEL_TYPE_DATE, N_ ("Received on"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
};

static const ModelField document_fields[] = {
  { "document.agreement_id", MODEL_TYPE_REFERENCE, N_ ("Agreement"), NULL, NULL, NULL, "agreement",
    MODEL_FIELD_NONE },
  { "document.kind", MODEL_TYPE_CHOICE, N_ ("Kind of document"), NULL, NULL, NULL,
    "generated|printed|scan|sent|signed|proof|certificate|other", MODEL_FIELD_REQUIRED },
  { "document.name", T, N_ ("File name"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "document.media_type", T, N_ ("Media type"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "document.sha256", T, N_ ("SHA-256"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "document.size", MODEL_TYPE_INTEGER, N_ ("Size in bytes"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "document.made_at", MODEL_TYPE_TIMESTAMP, N_ ("Made at"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
};

static const ModelField note_fields[] = {
  { "note.student_id", MODEL_TYPE_REFERENCE, N_ ("Student"), NULL, NULL, NULL, "student",
    MODEL_FIELD_REQUIRED },
  { "note.search_id", MODEL_TYPE_REFERENCE, N_ ("Search"), NULL, NULL, NULL, "search",
    MODEL_FIELD_NONE },
  { "note.placement_id", MODEL_TYPE_REFERENCE, N_ ("Placement sheet"), NULL, NULL, NULL,
    "placement", MODEL_FIELD_NONE },
  { "note.agreement_id", MODEL_TYPE_REFERENCE, N_ ("Agreement"), NULL, NULL, NULL, "agreement",
    MODEL_FIELD_NONE },
  { "note.tone", MODEL_TYPE_CHOICE, N_ ("Kind of note"), NULL, NULL, NULL,
    "information|positive|negative", MODEL_FIELD_REQUIRED },
  { "note.audience", MODEL_TYPE_CHOICE, N_ ("For whom"), NULL, NULL, NULL,
    "administration|teachers", MODEL_FIELD_REQUIRED },
  { "note.author_role", MODEL_TYPE_CHOICE, N_ ("Written by"), NULL, NULL, NULL,
    "administration|teacher", MODEL_FIELD_REQUIRED },
  { "note.author", T, N_ ("Author"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "note.teacher_id", MODEL_TYPE_REFERENCE, N_ ("Teacher"), NULL, NULL, NULL, "teacher",
    MODEL_FIELD_NONE },
  { "note.text", MODEL_TYPE_LONG_TEXT, N_ ("Text"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED | MODEL_FIELD_SEALED },
  { "note.made_at", MODEL_TYPE_TIMESTAMP, N_ ("Written at"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "note.read_at", MODEL_TYPE_TIMESTAMP, N_ ("Read at"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "note.to_teacher_id", MODEL_TYPE_REFERENCE, N_ ("To the teacher"), NULL, NULL, NULL, "teacher",
    MODEL_FIELD_NONE },
  { "note.answers_id", MODEL_TYPE_REFERENCE, N_ ("Answers"), NULL, NULL, NULL, "note",
    MODEL_FIELD_NONE },
};

static const ModelField setting_fields[] = {
  { "setting.name", T, N_ ("Setting"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "setting.value", MODEL_TYPE_LONG_TEXT, N_ ("Value"), NULL, NULL, NULL, NULL, MODEL_FIELD_NONE },
};

const ModelEntityInfo model_catalogue_agreement[7] = {
  { "step", N_ ("Step"), step_fields, G_N_ELEMENTS (step_fields) },
  { "signatory_role", N_ ("Signatory by default"), signatory_role_fields,
    G_N_ELEMENTS (signatory_role_fields) },
  { "agreement", N_ ("Agreement"), agreement_fields, G_N_ELEMENTS (agreement_fields) },
  { "signatory", N_ ("Signatory"), signatory_fields, G_N_ELEMENTS (signatory_fields) },
  { "document", N_ ("Document"), document_fields, G_N_ELEMENTS (document_fields) },
  { "note", N_ ("Note"), note_fields, G_N_ELEMENTS (note_fields) },
  { "setting", N_ ("Setting"), setting_fields, G_N_ELEMENTS (setting_fields) },
};
/* clang-format on */

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-catalogue-private.h"

#include <glib/gi18n-lib.h>

#define T         MODEL_TYPE_TEXT
#define SENSITIVE MODEL_FIELD_SENSITIVE

/* clang-format off: a catalogue is read by columns */
static const ModelField text_fields[] = {
  { "message_text.event", T, N_ ("Occasion"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "message_text.audience", T, N_ ("To whom"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "message_text.subject", T, N_ ("Subject of the e-mail"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "message_text.body", MODEL_TYPE_LONG_TEXT, N_ ("Text of the e-mail"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "message_text.sms", MODEL_TYPE_LONG_TEXT, N_ ("Text of the SMS"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
};

static const ModelField rule_fields[] = {
  { "message_rule.event", T, N_ ("Occasion"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "message_rule.audience", T, N_ ("To whom"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "message_rule.mail", MODEL_TYPE_BOOLEAN, N_ ("By e-mail"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "message_rule.sms", MODEL_TYPE_BOOLEAN, N_ ("By SMS"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "message_rule.days", MODEL_TYPE_INTEGER, N_ ("Delay in days"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "message_rule.at_most", MODEL_TYPE_INTEGER, N_ ("How often at most"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "message_rule.every_days", MODEL_TYPE_INTEGER, N_ ("Days between two"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
};

static const ModelField block_fields[] = {
  { "message_block.channel", MODEL_TYPE_CHOICE, N_ ("Channel"), NULL, NULL, NULL, "mail|sms",
    MODEL_FIELD_REQUIRED },
  { "message_block.address", T, N_ ("Address or number"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED | SENSITIVE },
  { "message_block.reason", MODEL_TYPE_CHOICE, N_ ("Reason"), NULL, NULL, NULL, "opt_out|bounced",
    MODEL_FIELD_REQUIRED },
  { "message_block.since", MODEL_TYPE_DATE, N_ ("Since"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "message_block.detail", MODEL_TYPE_LONG_TEXT, N_ ("Detail"), NULL, NULL, NULL, NULL,
    SENSITIVE },
};

static const ModelField message_fields[] = {
  { "message.channel", MODEL_TYPE_CHOICE, N_ ("Channel"), NULL, NULL, NULL, "mail|sms",
    MODEL_FIELD_REQUIRED },
  { "message.event", T, N_ ("Occasion"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "message.audience", T, N_ ("To whom"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "message.student_id", MODEL_TYPE_REFERENCE, N_ ("Student"), NULL, NULL, NULL, "student",
    MODEL_FIELD_NONE },
  { "message.period_id", MODEL_TYPE_REFERENCE, N_ ("Period"), NULL, NULL, NULL, "period",
    MODEL_FIELD_NONE },
  { "message.placement_id", MODEL_TYPE_REFERENCE, N_ ("Placement sheet"), NULL, NULL, NULL,
    "placement", MODEL_FIELD_NONE },
  { "message.agreement_id", MODEL_TYPE_REFERENCE, N_ ("Agreement"), NULL, NULL, NULL, "agreement",
    MODEL_FIELD_NONE },
  { "message.name", T, N_ ("Recipient"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "message.address", T, N_ ("Address or number"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED | SENSITIVE },
  { "message.subject", T, N_ ("Subject of the e-mail"), NULL, NULL, NULL, NULL, MODEL_FIELD_NONE },
  { "message.body", MODEL_TYPE_LONG_TEXT, N_ ("Text"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED | SENSITIVE | MODEL_FIELD_QUIET },
  { "message.document_id", MODEL_TYPE_REFERENCE, N_ ("Document that goes with it"), NULL, NULL,
    NULL, "document", MODEL_FIELD_NONE },
  { "message.attachment", T, N_ ("Attachment"), NULL, NULL, NULL, NULL, MODEL_FIELD_NONE },
  { "message.state", MODEL_TYPE_CHOICE, N_ ("State"), NULL, NULL, NULL,
    "queued|sending|sent|refused|unknown|cancelled", MODEL_FIELD_REQUIRED },
  { "message.attempts", MODEL_TYPE_INTEGER, N_ ("Attempts"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "message.not_before", MODEL_TYPE_TIMESTAMP, N_ ("Not before"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "message.made_at", MODEL_TYPE_TIMESTAMP, N_ ("In the outbox since"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "message.sent_at", MODEL_TYPE_TIMESTAMP, N_ ("Left at"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "message.message_id", T, N_ ("Message-ID"), NULL, NULL, NULL, NULL, MODEL_FIELD_NONE },
  { "message.remote_id", T, N_ ("Provider’s reference"), NULL, NULL, NULL, NULL, MODEL_FIELD_NONE },
  { "message.parts", MODEL_TYPE_INTEGER, N_ ("Number of SMS"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "message.cost", T, N_ ("Cost"), NULL, NULL, NULL, NULL, MODEL_FIELD_NONE },
  { "message.answer", MODEL_TYPE_LONG_TEXT, N_ ("Answer of the server"), NULL, NULL, NULL, NULL,
    SENSITIVE },
  { "message.problem", MODEL_TYPE_LONG_TEXT, N_ ("Last failure"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "message.batch", T, N_ ("Batch"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "message.once", T, N_ ("Written once for"), NULL, NULL, NULL, NULL, MODEL_FIELD_NONE },
};

const ModelEntityInfo model_catalogue_message[4] = {
  { "message_text", N_ ("Standard text"), text_fields, G_N_ELEMENTS (text_fields) },
  { "message_rule", N_ ("Automatic sending"), rule_fields, G_N_ELEMENTS (rule_fields) },
  { "message_block", N_ ("Address not written to"), block_fields, G_N_ELEMENTS (block_fields) },
  { "message", N_ ("E-mail or SMS"), message_fields, G_N_ELEMENTS (message_fields) },
};
/* clang-format on */

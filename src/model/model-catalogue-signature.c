/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-catalogue-private.h"

#include <glib/gi18n-lib.h>

#define T MODEL_TYPE_TEXT

/* clang-format off: a catalogue is read by columns */
static const ModelField request_fields[] = {
  { "signature_request.agreement_id", MODEL_TYPE_REFERENCE, N_ ("Agreement"), NULL, NULL, NULL,
    "agreement", MODEL_FIELD_REQUIRED },
  { "signature_request.provider", T, N_ ("E-signature provider"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "signature_request.environment", T, N_ ("Environment"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "signature_request.address", T, N_ ("Address of the server"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "signature_request.external_id", T, N_ ("Paraphe’s reference"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "signature_request.remote_id", T, N_ ("Provider’s reference"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "signature_request.state", MODEL_TYPE_CHOICE, N_ ("State of the signature"), NULL, NULL, NULL,
    "prepared|sending|ongoing|completed|declined|expired|cancelled|failed", MODEL_FIELD_REQUIRED },
  { "signature_request.stage", MODEL_TYPE_CHOICE, N_ ("Last stage begun"), NULL, NULL, NULL,
    "find|create|document|signers|activate", MODEL_FIELD_NONE },
  { "signature_request.title", T, N_ ("Title"), NULL, NULL, NULL, NULL, MODEL_FIELD_REQUIRED },
  { "signature_request.document_id", MODEL_TYPE_REFERENCE, N_ ("Document to sign"), NULL, NULL,
    NULL, "document", MODEL_FIELD_NONE },
  { "signature_request.started_at", MODEL_TYPE_TIMESTAMP, N_ ("Started at"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "signature_request.sent_at", MODEL_TYPE_TIMESTAMP, N_ ("Sent at"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "signature_request.ended_at", MODEL_TYPE_TIMESTAMP, N_ ("Ended at"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "signature_request.expires_on", MODEL_TYPE_DATE, N_ ("Can be signed until"), NULL, NULL, NULL,
    NULL, MODEL_FIELD_NONE },
  { "signature_request.reason", MODEL_TYPE_LONG_TEXT, N_ ("Reason"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "signature_request.problem", MODEL_TYPE_LONG_TEXT, N_ ("Last failure"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "signature_request.stop_asked", MODEL_TYPE_BOOLEAN, N_ ("To be stopped"), NULL, NULL, NULL,
    NULL, MODEL_FIELD_NONE },
  { "signature_request.signed_document_id", MODEL_TYPE_REFERENCE, N_ ("Signed document"), NULL,
    NULL, NULL, "document", MODEL_FIELD_NONE },
  { "signature_request.proof_document_id", MODEL_TYPE_REFERENCE, N_ ("Proof of the signature"),
    NULL, NULL, NULL, "document", MODEL_FIELD_NONE },
};

static const ModelField signer_fields[] = {
  { "signature_signer.request_id", MODEL_TYPE_REFERENCE, N_ ("Request for signatures"), NULL, NULL,
    NULL, "signature_request", MODEL_FIELD_REQUIRED },
  { "signature_signer.signatory_id", MODEL_TYPE_REFERENCE, N_ ("Signatory"), NULL, NULL, NULL,
    "signatory", MODEL_FIELD_REQUIRED },
  { "signature_signer.position", MODEL_TYPE_INTEGER, N_ ("Position"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "signature_signer.remote_id", T, N_ ("Provider’s reference"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "signature_signer.given_name", T, N_ ("Given name"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED },
  { "signature_signer.family_name", T, N_ ("Family name"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED | MODEL_FIELD_UPPER },
  { "signature_signer.email", MODEL_TYPE_EMAIL, N_ ("E-mail"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_REQUIRED | MODEL_FIELD_SENSITIVE },
  { "signature_signer.mobile", MODEL_TYPE_PHONE, N_ ("Mobile"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_SENSITIVE },
  { "signature_signer.method", MODEL_TYPE_CHOICE, N_ ("Method of signature"), NULL, NULL, NULL,
    "link|email_code|sms_code", MODEL_FIELD_REQUIRED },
  { "signature_signer.state", MODEL_TYPE_CHOICE, N_ ("State of the signatory"), NULL, NULL, NULL,
    "waiting|invited|opened|signing|signed|declined|bounced|stopped|failed", MODEL_FIELD_REQUIRED },
  { "signature_signer.invited_at", MODEL_TYPE_TIMESTAMP, N_ ("Invited at"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "signature_signer.opened_at", MODEL_TYPE_TIMESTAMP, N_ ("Opened at"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "signature_signer.signed_at", MODEL_TYPE_TIMESTAMP, N_ ("Signed at"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "signature_signer.reminded_at", MODEL_TYPE_TIMESTAMP, N_ ("Reminded at"), NULL, NULL, NULL,
    NULL, MODEL_FIELD_NONE },
  { "signature_signer.reason", MODEL_TYPE_LONG_TEXT, N_ ("Reason"), NULL, NULL, NULL, NULL,
    MODEL_FIELD_NONE },
  { "signature_signer.transferred_from", MODEL_TYPE_EMAIL, N_ ("E-mail before the transfer"), NULL,
    NULL, NULL, NULL, MODEL_FIELD_SENSITIVE },
};

const ModelEntityInfo model_catalogue_signature[2] = {
  { "signature_request", N_ ("Request for signatures"), request_fields,
    G_N_ELEMENTS (request_fields) },
  { "signature_signer", N_ ("Signatory of a request"), signer_fields,
    G_N_ELEMENTS (signer_fields) },
};
/* clang-format on */

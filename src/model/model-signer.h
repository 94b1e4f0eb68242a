/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include "model-state.h"

G_BEGIN_DECLS

/* How far one signatory of an e-signature is. */
typedef enum
{
  MODEL_SIGNER_WAITING,
  MODEL_SIGNER_INVITED,
  MODEL_SIGNER_OPENED,
  MODEL_SIGNER_SIGNING,
  MODEL_SIGNER_SIGNED,
  MODEL_SIGNER_DECLINED,
  MODEL_SIGNER_BOUNCED,
  MODEL_SIGNER_STOPPED,
  MODEL_SIGNER_FAILED,
  MODEL_N_SIGNER_STATES
} ModelSignerState;

const ModelState *model_signer_state_info (ModelSignerState state);
gboolean model_signer_state_from_key (const char *key, ModelSignerState *state);
gboolean model_signer_state_is_current (ModelSignerState state);
gboolean model_signer_state_is_trouble (ModelSignerState state);

/* How far a request for signatures is. */
typedef enum
{
  MODEL_REQUEST_PREPARED,
  MODEL_REQUEST_SENDING,
  MODEL_REQUEST_ONGOING,
  MODEL_REQUEST_COMPLETED,
  MODEL_REQUEST_DECLINED,
  MODEL_REQUEST_EXPIRED,
  MODEL_REQUEST_CANCELLED,
  MODEL_REQUEST_FAILED,
  MODEL_N_REQUEST_STATES
} ModelRequestState;

const ModelState *model_request_state_info (ModelRequestState state);
gboolean model_request_state_from_key (const char *key, ModelRequestState *state);
gboolean model_request_state_is_living (ModelRequestState state);

#define MODEL_TYPE_SIGNER (model_signer_get_type ())

/**
 * ModelSigner:
 * @signer_id: row of `signature_signer`
 * @signatory_id: row of `signatory`
 * @role: key of `signatory.role`
 * @title: in what quality they sign, in the school's words; "" where it has none: the role tells
 * @name: "Anne ROUX"
 * @email: where the invitation went
 * @invited_at: UTC timestamp, or ""; so are the others
 * @reminded_at: of the last reminder that Paraphe asked for
 * @reason: why they declined, or what failed; or ""
 *
 * One signatory of an e-signature, read only; no text is %NULL.
 */
typedef struct
{
  gatomicrefcount refs;
  gint64 signer_id;
  gint64 signatory_id;
  ModelSignerState state;
  char *role;
  char *title;
  char *name;
  char *email;
  char *invited_at;
  char *opened_at;
  char *signed_at;
  char *reminded_at;
  char *reason;
} ModelSigner;

GType model_signer_get_type (void) G_GNUC_CONST;
ModelSigner *model_signer_new (void);
ModelSigner *model_signer_ref (ModelSigner *self);
void model_signer_unref (ModelSigner *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelSigner, model_signer_unref)
gboolean model_signer_equal (const ModelSigner *a, const ModelSigner *b);
gboolean model_signers_equal (GPtrArray *a, GPtrArray *b);
const char *model_signer_role_label (const ModelSigner *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SignState:
 *
 * Where a request stands at the provider, whoever that is.
 */
typedef enum
{
  SIGN_STATE_DRAFT,
  SIGN_STATE_ONGOING,
  SIGN_STATE_COMPLETED,
  SIGN_STATE_DECLINED,
  SIGN_STATE_EXPIRED,
  SIGN_STATE_CANCELLED,
  SIGN_N_STATES
} SignState;

/**
 * SignerState:
 *
 * Where one signatory stands. Which of them a provider tells is among its #SignFeatures.
 */
typedef enum
{
  SIGN_SIGNER_WAITING, /* for their turn */
  SIGN_SIGNER_INVITED, /* the invitation has left */
  SIGN_SIGNER_OPENED,  /* they have seen it */
  SIGN_SIGNER_SIGNING, /* they are signing */
  SIGN_SIGNER_SIGNED,
  SIGN_SIGNER_DECLINED,
  SIGN_SIGNER_BOUNCED, /* the invitation did not arrive */
  SIGN_SIGNER_STOPPED, /* the request ended before their turn */
  SIGN_SIGNER_FAILED,  /* the provider tells of a failure */
  SIGN_N_SIGNER_STATES
} SignerState;

/**
 * SignSigner:
 * @id: the provider's
 * @email: where the provider writes to: it may have been changed there; "" when not told
 * @name: as the provider has it, or ""
 * @invited_at: ISO 8601 in UTC ("2026-11-26T13:01:51Z"), or %NULL: not told, or not yet
 * @reason: (nullable): why they declined, or what failed
 *
 * One signatory of a request, as the provider tells.
 */
typedef struct
{
  char *id;
  char *email;
  char *name;
  SignerState state;
  char *invited_at;
  char *opened_at;
  char *signed_at;
  char *reason;
} SignSigner;

/**
 * SignRequest:
 * @id: the provider's
 * @external_id: ours, or "": Paraphe did not make it
 * @document_ids: (element-type utf8): what there is to sign, the provider's ids
 * @signers: (element-type SignSigner): in their order; in a list only ids and states may be known
 * @created_at: ISO 8601 in UTC, or %NULL; so are the others
 * @expires_at: when nobody can sign any more
 * @reason: (nullable): why it was declined or cancelled
 *
 * One request of signatures, as the provider tells.
 */
typedef struct
{
  gatomicrefcount refs;
  char *id;
  char *external_id;
  SignState state;
  GPtrArray *document_ids;
  GPtrArray *signers;
  char *created_at;
  char *activated_at;
  char *completed_at;
  char *expires_at;
  char *reason;
} SignRequest;

SignRequest *sign_request_new (const char *id);
SignRequest *sign_request_ref (SignRequest *self);
void sign_request_unref (SignRequest *self);
SignSigner *sign_request_add_signer (SignRequest *self, const char *id, SignerState state);
SignSigner *sign_request_find_signer (SignRequest *self, const char *id);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignRequest, sign_request_unref)

const char *sign_state_to_key (SignState state);
gboolean sign_state_from_key (const char *key, SignState *state);
gboolean sign_state_is_over (SignState state);
const char *sign_signer_state_to_key (SignerState state);
gboolean sign_signer_state_from_key (const char *key, SignerState *state);

G_END_DECLS

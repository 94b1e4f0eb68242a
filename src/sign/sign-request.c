/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-request.h"

static const char *const state_keys[SIGN_N_STATES] = {
  [SIGN_STATE_DRAFT] = "draft",         [SIGN_STATE_ONGOING] = "ongoing",
  [SIGN_STATE_COMPLETED] = "completed", [SIGN_STATE_DECLINED] = "declined",
  [SIGN_STATE_EXPIRED] = "expired",     [SIGN_STATE_CANCELLED] = "cancelled",
};

static const char *const signer_keys[SIGN_N_SIGNER_STATES] = {
  [SIGN_SIGNER_WAITING] = "waiting", [SIGN_SIGNER_INVITED] = "invited",
  [SIGN_SIGNER_OPENED] = "opened",   [SIGN_SIGNER_SIGNING] = "signing",
  [SIGN_SIGNER_SIGNED] = "signed",   [SIGN_SIGNER_DECLINED] = "declined",
  [SIGN_SIGNER_BOUNCED] = "bounced", [SIGN_SIGNER_STOPPED] = "stopped",
  [SIGN_SIGNER_FAILED] = "failed",
};

static void
signer_free (SignSigner *signer)
{
  g_free (signer->id);
  g_free (signer->email);
  g_free (signer->name);
  g_free (signer->invited_at);
  g_free (signer->opened_at);
  g_free (signer->signed_at);
  g_free (signer->reason);
  g_free (signer);
}

/**
 * sign_request_new:
 * @id: the provider's
 *
 * Returns: (transfer full): a draft without documents or signatories
 */
SignRequest *
sign_request_new (const char *id)
{
  SignRequest *self = g_new0 (SignRequest, 1);

  g_atomic_ref_count_init (&self->refs);
  self->id = g_strdup (id);
  self->external_id = g_strdup ("");
  self->document_ids = g_ptr_array_new_with_free_func (g_free);
  self->signers = g_ptr_array_new_with_free_func ((GDestroyNotify) signer_free);
  return self;
}

/**
 * sign_request_ref:
 * @self: a request
 *
 * Returns: (transfer full): @self
 */
SignRequest *
sign_request_ref (SignRequest *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * sign_request_unref:
 * @self: (transfer full): a request
 */
void
sign_request_unref (SignRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->id);
  g_free (self->external_id);
  g_ptr_array_unref (self->document_ids);
  g_ptr_array_unref (self->signers);
  g_free (self->created_at);
  g_free (self->activated_at);
  g_free (self->completed_at);
  g_free (self->expires_at);
  g_free (self->reason);
  g_free (self);
}

/**
 * sign_request_add_signer:
 * @self: a request
 * @id: the provider's
 * @state: where they stand
 *
 * Returns: (transfer none): the signatory, after those who are there
 */
SignSigner *
sign_request_add_signer (SignRequest *self, const char *id, SignerState state)
{
  SignSigner *signer = g_new0 (SignSigner, 1);

  signer->id = g_strdup (id);
  signer->email = g_strdup ("");
  signer->name = g_strdup ("");
  signer->state = state;
  g_ptr_array_add (self->signers, signer);
  return signer;
}

/**
 * sign_request_find_signer:
 * @self: a request
 * @id: the provider's
 *
 * Returns: (transfer none) (nullable): that signatory
 */
SignSigner *
sign_request_find_signer (SignRequest *self, const char *id)
{
  for (guint i = 0; i < self->signers->len; i++)
    {
      SignSigner *signer = self->signers->pdata[i];

      if (g_strcmp0 (signer->id, id) == 0)
        return signer;
    }
  return NULL;
}

static gboolean
find_key (const char *const *keys, guint n, const char *key, guint *index)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (keys[i], key) == 0)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * sign_state_to_key:
 * @state: where a request stands
 *
 * Returns: what is kept of it in a database: "ongoing"
 */
const char *
sign_state_to_key (SignState state)
{
  g_return_val_if_fail ((guint) state < SIGN_N_STATES, NULL);
  return state_keys[state];
}

/**
 * sign_state_from_key:
 * @key: (nullable): from sign_state_to_key()
 * @state: (out): the state
 *
 * Returns: whether there is one
 */
gboolean
sign_state_from_key (const char *key, SignState *state)
{
  guint index;

  if (!find_key (state_keys, SIGN_N_STATES, key, &index))
    return FALSE;
  *state = (SignState) index;
  return TRUE;
}

/**
 * sign_state_is_over:
 * @state: where a request stands
 *
 * Returns: whether nothing more will happen to it
 */
gboolean
sign_state_is_over (SignState state)
{
  return state != SIGN_STATE_DRAFT && state != SIGN_STATE_ONGOING;
}

/**
 * sign_signer_state_to_key:
 * @state: where a signatory stands
 *
 * Returns: what is kept of it in a database: "invited"
 */
const char *
sign_signer_state_to_key (SignerState state)
{
  g_return_val_if_fail ((guint) state < SIGN_N_SIGNER_STATES, NULL);
  return signer_keys[state];
}

/**
 * sign_signer_state_from_key:
 * @key: (nullable): from sign_signer_state_to_key()
 * @state: (out): the state
 *
 * Returns: whether there is one
 */
gboolean
sign_signer_state_from_key (const char *key, SignerState *state)
{
  guint index;

  if (!find_key (signer_keys, SIGN_N_SIGNER_STATES, key, &index))
    return FALSE;
  *state = (SignerState) index;
  return TRUE;
}

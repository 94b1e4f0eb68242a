/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-signer.h"

#include <glib/gi18n-lib.h>

#include "model-choice-private.h"
#include "model-entity.h"

G_DEFINE_BOXED_TYPE (ModelSigner, model_signer, model_signer_ref, model_signer_unref)

/* Labels are those of the catalogue's choices. Each has a shape of its own, which tells it without
 * its colour; all are of adwaita-icon-theme 43. */
static const ModelState signer_states[] = {
  [MODEL_SIGNER_WAITING] = { "waiting", N_ ("Waiting for their turn"), "neutral",
                             "content-loading-symbolic" },
  [MODEL_SIGNER_INVITED] = { "invited", N_ ("Has been invited"), "accent", "mail-send-symbolic" },
  [MODEL_SIGNER_OPENED] = { "opened", N_ ("Has opened it"), "accent", "view-reveal-symbolic" },
  [MODEL_SIGNER_SIGNING] = { "signing", N_ ("Is signing"), "accent", "document-edit-symbolic" },
  [MODEL_SIGNER_SIGNED] = { "signed", N_ ("Has signed"), "success", "object-select-symbolic" },
  [MODEL_SIGNER_DECLINED] = { "declined", N_ ("Has declined"), "error", "process-stop-symbolic" },
  [MODEL_SIGNER_BOUNCED] = { "bounced", N_ ("Address fails"), "error", "dialog-warning-symbolic" },
  [MODEL_SIGNER_STOPPED] = { "stopped", N_ ("Stopped before signing"), "neutral",
                             "action-unavailable-symbolic" },
  [MODEL_SIGNER_FAILED] = { "failed", N_ ("Failure at the provider"), "error",
                            "dialog-error-symbolic" },
};

static const ModelState request_states[] = {
  [MODEL_REQUEST_PREPARED] = { "prepared", N_ ("Ready to be sent"), "neutral",
                               "document-send-symbolic" },
  [MODEL_REQUEST_SENDING] = { "sending", N_ ("Being sent"), "accent",
                              "emblem-synchronizing-symbolic" },
  [MODEL_REQUEST_ONGOING] = { "ongoing", N_ ("Being signed"), "accent", "document-edit-symbolic" },
  [MODEL_REQUEST_COMPLETED] = { "completed", N_ ("Signed by all"), "success",
                                "object-select-symbolic" },
  [MODEL_REQUEST_DECLINED] = { "declined", N_ ("Declined by a signatory"), "error",
                               "process-stop-symbolic" },
  [MODEL_REQUEST_EXPIRED] = { "expired", N_ ("Expired"), "error", "alarm-symbolic" },
  [MODEL_REQUEST_CANCELLED] = { "cancelled", N_ ("Signature stopped"), "neutral",
                                "action-unavailable-symbolic" },
  [MODEL_REQUEST_FAILED] = { "failed", N_ ("Sending failed"), "error", "dialog-error-symbolic" },
};

static gboolean
find_key (const ModelState *states, guint n, const char *key, guint *found)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (states[i].key, key) == 0)
      {
        *found = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * model_signer_state_info:
 * @state: a state
 *
 * Returns: (transfer none): its key, label, style and symbol
 */
const ModelState *
model_signer_state_info (ModelSignerState state)
{
  g_return_val_if_fail ((guint) state < MODEL_N_SIGNER_STATES, NULL);

  return &signer_states[state];
}

/**
 * model_signer_state_from_key:
 * @key: (nullable): what the database keeps
 * @state: (out) (optional): the state; left alone when there is none
 *
 * Returns: whether @key is a state's
 */
gboolean
model_signer_state_from_key (const char *key, ModelSignerState *state)
{
  guint found;

  if (!find_key (signer_states, MODEL_N_SIGNER_STATES, key, &found))
    return FALSE;
  if (state != NULL)
    *state = (ModelSignerState) found;
  return TRUE;
}

/**
 * model_signer_state_is_current:
 * @state: a state
 *
 * Returns: whether the signature waits for somebody in this state
 */
gboolean
model_signer_state_is_current (ModelSignerState state)
{
  return state == MODEL_SIGNER_INVITED || state == MODEL_SIGNER_OPENED
         || state == MODEL_SIGNER_SIGNING || state == MODEL_SIGNER_BOUNCED;
}

/**
 * model_signer_state_is_trouble:
 * @state: a state
 *
 * Returns: whether nothing goes on from there unless the school does something
 */
gboolean
model_signer_state_is_trouble (ModelSignerState state)
{
  return state == MODEL_SIGNER_DECLINED || state == MODEL_SIGNER_BOUNCED
         || state == MODEL_SIGNER_FAILED;
}

/**
 * model_request_state_info:
 * @state: a state
 *
 * Returns: (transfer none): its key, label, style and symbol
 */
const ModelState *
model_request_state_info (ModelRequestState state)
{
  g_return_val_if_fail ((guint) state < MODEL_N_REQUEST_STATES, NULL);

  return &request_states[state];
}

/**
 * model_request_state_from_key:
 * @key: (nullable): what the database keeps
 * @state: (out) (optional): the state; left alone when there is none
 *
 * Returns: whether @key is a state's
 */
gboolean
model_request_state_from_key (const char *key, ModelRequestState *state)
{
  guint found;

  if (!find_key (request_states, MODEL_N_REQUEST_STATES, key, &found))
    return FALSE;
  if (state != NULL)
    *state = (ModelRequestState) found;
  return TRUE;
}

/**
 * model_request_state_is_living:
 * @state: a state
 *
 * Returns: whether it is under way, or about to be: no other is begun meanwhile
 */
gboolean
model_request_state_is_living (ModelRequestState state)
{
  return state == MODEL_REQUEST_PREPARED || state == MODEL_REQUEST_SENDING
         || state == MODEL_REQUEST_ONGOING;
}

/* Where the texts are: made, compared and freed alike. */
static const gsize texts[] = {
  G_STRUCT_OFFSET (ModelSigner, role),       G_STRUCT_OFFSET (ModelSigner, title),
  G_STRUCT_OFFSET (ModelSigner, name),       G_STRUCT_OFFSET (ModelSigner, email),
  G_STRUCT_OFFSET (ModelSigner, invited_at), G_STRUCT_OFFSET (ModelSigner, opened_at),
  G_STRUCT_OFFSET (ModelSigner, signed_at),  G_STRUCT_OFFSET (ModelSigner, reminded_at),
  G_STRUCT_OFFSET (ModelSigner, reason),
};

/**
 * model_signer_new:
 *
 * Whoever fills it frees the texts that it replaces.
 *
 * Returns: (transfer full): a signatory without anything, waiting
 */
ModelSigner *
model_signer_new (void)
{
  ModelSigner *self = g_new0 (ModelSigner, 1);

  g_atomic_ref_count_init (&self->refs);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    G_STRUCT_MEMBER (char *, self, texts[i]) = g_strdup ("");
  return self;
}

/**
 * model_signer_ref:
 * @self: a signatory, which nobody changes any more
 *
 * Returns: (transfer full): @self
 */
ModelSigner *
model_signer_ref (ModelSigner *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * model_signer_unref:
 * @self: (transfer full) (nullable): a signatory
 */
void
model_signer_unref (ModelSigner *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (G_STRUCT_MEMBER (char *, self, texts[i]));
  g_free (self);
}

/**
 * model_signer_equal:
 * @a: a signatory
 * @b: a signatory
 *
 * Returns: whether both say the same
 */
gboolean
model_signer_equal (const ModelSigner *a, const ModelSigner *b)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_strcmp0 (G_STRUCT_MEMBER (char *, a, texts[i]), G_STRUCT_MEMBER (char *, b, texts[i]))
        != 0)
      return FALSE;
  return a->signer_id == b->signer_id && a->signatory_id == b->signatory_id && a->state == b->state;
}

/**
 * model_signers_equal:
 * @a: (nullable) (element-type ModelSigner): signatories of one request
 * @b: (nullable) (element-type ModelSigner): alike
 *
 * Returns: whether both say the same
 */
gboolean
model_signers_equal (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!model_signer_equal (a->pdata[i], b->pdata[i]))
      return FALSE;
  return TRUE;
}

/**
 * model_signer_role_label:
 * @self: a signatory
 *
 * Returns: (transfer none): in what quality they sign, for a person: the school's words, else the
 *   role in the user's language
 */
const char *
model_signer_role_label (const ModelSigner *self)
{
  const char *label;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->title[0] != '\0')
    return self->title;
  label = model_choice_label (model_field_find ("signatory.role")->detail, self->role);
  return label != NULL ? _ (label) : "";
}

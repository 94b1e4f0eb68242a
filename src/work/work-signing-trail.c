/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include "sign-error.h"

/* Trails that are not told: after so many the rest waits for the next following. */
#define MOST_FAILED 2

/* What one provider tells of one request, on its way into the database. */
typedef struct
{
  gint64 request_id;
  const char *author;
  GPtrArray *trails; /* (element-type SignTrail) */

  ModelRecord *request;  /* read */
  GPtrArray *signer_ids; /* (element-type utf8): of whom nothing is known yet */
} Tracing;

static gboolean
is_traceable (ModelRecord *request)
{
  const SignProvider *provider;

  if (!_work_signing_is_completed (request) || !_work_signing_is_fresh (request))
    return FALSE;
  provider = work_signing_find_provider (model_record_get_or_empty (request, "provider"));
  return provider != NULL && (sign_provider_get_features (provider) & SIGN_FEATURE_TRAIL) != 0;
}

static gboolean
is_untraced (ModelRecord *signer)
{
  return g_strcmp0 (model_record_get (signer, "state"), "signed") == 0
         && model_record_get (signer, "remote_id") != NULL
         && model_record_get (signer, "traced_at") == NULL;
}

/**
 * _work_signing_may_be_traced:
 * @request: a request
 * @signer: one of its signatories
 *
 * Returns: whether the provider is still to tell how and from where they have signed
 */
gboolean
_work_signing_may_be_traced (ModelRecord *request, ModelRecord *signer)
{
  return is_untraced (signer) && is_traceable (request);
}

/**
 * _work_signing_lacks_trail:
 * @connection: a connection
 * @request: a request
 *
 * Returns: whether all have signed it, and its provider is to be asked how and from where
 */
gboolean
_work_signing_lacks_trail (StoreConnection *connection, ModelRecord *request)
{
  g_autoptr (GPtrArray) signers = NULL;

  if (!is_traceable (request))
    return FALSE;
  signers = _work_signing_load_signers (connection, model_record_get_id (request), NULL);
  for (guint i = 0; signers != NULL && i < signers->len; i++)
    if (is_untraced (signers->pdata[i]))
      return TRUE;
  return FALSE;
}

static gpointer
read_untraced (StoreConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  Tracing *self = data;
  g_autoptr (GPtrArray) signers = NULL;

  self->request = store_load (connection, MODEL_ENTITY_SIGNATURE_REQUEST, self->request_id, error);
  if (self->request == NULL || !_work_signing_lacks_trail (connection, self->request))
    return NULL;
  signers = _work_signing_load_signers (connection, self->request_id, error);
  for (guint i = 0; signers != NULL && i < signers->len; i++)
    if (is_untraced (signers->pdata[i]))
      g_ptr_array_add (self->signer_ids,
                       g_strdup (model_record_get (signers->pdata[i], "remote_id")));
  return NULL;
}

static const SignTrail *
find_trail (GPtrArray *trails, const char *signer_id)
{
  for (guint i = 0; i < trails->len; i++)
    {
      const SignTrail *trail = trails->pdata[i];

      if (g_strcmp0 (trail->signer_id, signer_id) == 0)
        return trail;
    }
  return NULL;
}

static void
set_if_told (ModelRecord *signer, const char *column, const char *told)
{
  if (told != NULL)
    model_record_set_canonical (signer, column, told);
}

static gboolean
write_trail (StoreConnection *connection,
             ModelRecord *signer,
             const SignTrail *trail,
             StoreOperation *operation,
             GError **error)
{
  g_autofree char *now = _work_signing_time (0);

  set_if_told (signer, "signed_how", sign_means_to_key (trail->means));
  set_if_told (signer, "signed_from", trail->address);
  set_if_told (signer, "authenticated_at", trail->authenticated_at);
  set_if_told (signer, "consented_at", trail->consented_at);
  /* the provider was there, we only looked by now and then */
  set_if_told (signer, "opened_at", trail->opened_at);
  model_record_set_canonical (signer, "traced_at", now);
  return store_save (connection, signer, operation, NULL, error);
}

/* What is known already stays: it is the proof of what was. */
static gboolean
write_trails (StoreConnection *connection, gpointer data, GError **error)
{
  const Tracing *self = data;
  g_autoptr (StoreOperation) operation = store_operation_new (self->author, "signature.follow");
  g_autoptr (GPtrArray) signers = _work_signing_load_signers (connection, self->request_id, error);

  if (signers == NULL)
    return FALSE;
  for (guint i = 0; i < signers->len; i++)
    {
      ModelRecord *signer = signers->pdata[i];
      const SignTrail *trail = find_trail (self->trails, model_record_get (signer, "remote_id"));

      if (trail != NULL && is_untraced (signer)
          && !write_trail (connection, signer, trail, operation, error))
        return FALSE;
    }
  return TRUE;
}

/* What was told before a failure is written all the same. */
static gboolean
trace (WorkSchool *school,
       SignSession *session,
       gint64 request_id,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (GPtrArray) trails = g_ptr_array_new_with_free_func ((GDestroyNotify) sign_trail_free);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  Tracing self = { .request_id = request_id,
                   .author = sign_provider_get_label (sign_session_get_provider (session)),
                   .trails = trails,
                   .signer_ids = ids };
  g_autoptr (GError) local = NULL;

  store_queue_run (work_school_get_queue (school), read_untraced, &self, NULL, &local);
  if (local == NULL && ids->len > 0)
    {
      sign_session_trace (session, model_record_get_or_empty (self.request, "remote_id"), ids,
                          trails, cancellable, &local);
      if (trails->len > 0)
        _work_signing_write (school, write_trails, &self, local == NULL ? &local : NULL);
    }
  g_clear_object (&self.request);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * _work_signing_trace_all:
 * @school: a school
 * @session: with the provider
 * @request_ids: (element-type gint64): requests that all have signed
 * @cancellable: (nullable): to give up
 *
 * Asks how and from where they were signed, where that is not known yet. What is not told holds up
 * nothing: it is asked again by a later following, which begins anywhere among them, so that a few
 * that always fail do not hide the rest.
 *
 * Returns: whether all was told
 */
gboolean
_work_signing_trace_all (WorkSchool *school,
                         SignSession *session,
                         GArray *request_ids,
                         GCancellable *cancellable)
{
  guint n = request_ids->len;
  guint from = n > 0 ? (guint) g_random_int_range (0, (gint32) n) : 0;
  guint n_failed = 0;

  for (guint i = 0; i < n && n_failed < MOST_FAILED; i++)
    {
      gint64 id = g_array_index (request_ids, gint64, (from + i) % n);
      g_autoptr (GError) error = NULL;

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      if (trace (school, session, id, cancellable, &error))
        continue;
      n_failed++;
      g_info ("how a request was signed is not told: %s, %d", g_quark_to_string (error->domain),
              error->code);
    }
  return n_failed == 0;
}

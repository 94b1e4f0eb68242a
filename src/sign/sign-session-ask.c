/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-session.h"

#include <glib/gi18n-lib.h>

#include "sign-call-private.h"
#include "sign-error.h"
#include "sign-provider-private.h"

/**
 * sign_session_check:
 * @self: a session
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Tries the key, with a call that changes nothing.
 *
 * Returns: whether the provider takes it
 */
gboolean
sign_session_check (SignSession *self, GCancellable *cancellable, GError **error)
{
  return sign_session_get_provider (self)->check (self, cancellable, error);
}

/**
 * sign_session_list:
 * @self: a session
 * @since: (nullable): ISO 8601: also those that all have signed since, where the provider can tell
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * All requests that are open, one call for a hundred of them. What was open and is not in it has
 * ended: sign_session_load() says how.
 *
 * Returns: (transfer container) (element-type SignRequest) (nullable): requests, of whose
 *   signatories perhaps only ids and states are known
 */
GPtrArray *
sign_session_list (SignSession *self, const char *since, GCancellable *cancellable, GError **error)
{
  return sign_session_get_provider (self)->list (self, since, cancellable, error);
}

/* Those that people may have seen come first. */
static int
compare_found (gconstpointer a, gconstpointer b)
{
  const SignRequest *one = *(SignRequest *const *) a;
  const SignRequest *two = *(SignRequest *const *) b;

  return (one->state == SIGN_STATE_DRAFT) - (two->state == SIGN_STATE_DRAFT);
}

/**
 * sign_session_find:
 * @self: a session
 * @external_id: ours
 * @since: (nullable): ISO 8601: no request of it is older
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * What there is of a sending that was cut off before its id was known; drafts too, which
 * sign_session_list() does not tell of.
 *
 * Returns: (transfer container) (element-type SignRequest) (nullable): requests, drafts last; empty
 *   when nothing was made
 */
GPtrArray *
sign_session_find (SignSession *self,
                   const char *external_id,
                   const char *since,
                   GCancellable *cancellable,
                   GError **error)
{
  const SignOrder order = { .external_id = (char *) external_id, .since = (char *) since };
  GPtrArray *found = sign_session_get_provider (self)->find (self, &order, cancellable, error);

  if (found != NULL)
    g_ptr_array_sort (found, compare_found);
  return found;
}

/**
 * sign_session_load:
 * @self: a session
 * @id: of a request
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Returns: (transfer full) (nullable): all the provider tells of it
 */
SignRequest *
sign_session_load (SignSession *self, const char *id, GCancellable *cancellable, GError **error)
{
  return sign_session_get_provider (self)->load (self, id, cancellable, error);
}

/**
 * sign_session_remind:
 * @self: a session
 * @id: of a request
 * @signer_id: of a signatory
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Has the provider write to them again.
 *
 * Returns: whether it does
 */
gboolean
sign_session_remind (SignSession *self,
                     const char *id,
                     const char *signer_id,
                     GCancellable *cancellable,
                     GError **error)
{
  return sign_session_get_provider (self)->remind (self, id, signer_id, cancellable, error);
}

/**
 * sign_session_transfer:
 * @self: a session
 * @id: of a request
 * @signer_id: of a signatory who has not signed
 * @person: who signs in their place; "" and %NULL: as it was
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR; %SIGN_ERROR_REFUSED: it cannot be changed any more
 *
 * Invites at another address. The signatory's id may be another one afterwards; their place among
 * the others is the same. After an error with which it may have been done it is safe to ask again
 * for the same.
 *
 * Returns: (transfer full) (nullable): the request as it is now
 */
SignRequest *
sign_session_transfer (SignSession *self,
                       const char *id,
                       const char *signer_id,
                       const SignPerson *person,
                       GCancellable *cancellable,
                       GError **error)
{
  _sign_session_hide_person (self, person);
  return sign_session_get_provider (self)->transfer (self, id, signer_id, person, cancellable,
                                                     error);
}

/* Whether nobody can sign any more; what all have signed is not stopped. */
static gboolean
is_stopped (SignRequest *request, GError **error)
{
  if (request->state != SIGN_STATE_COMPLETED)
    return sign_state_is_over (request->state);
  g_set_error_literal (error, SIGN_ERROR, SIGN_ERROR_REFUSED,
                       _ ("All have signed in the meantime: there is nothing to stop any more."));
  return FALSE;
}

/**
 * sign_session_stop:
 * @self: a session
 * @id: of a request
 * @reason: why
 * @note: (nullable): why, in words
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Ends a request: nobody can sign any more. A draft is deleted; what is over already is left so.
 * It is safe to ask again.
 *
 * Returns: whether it is ended
 */
gboolean
sign_session_stop (SignSession *self,
                   const char *id,
                   SignStopReason reason,
                   const char *note,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (SignRequest) request =
      sign_session_get_provider (self)->load (self, id, cancellable, error);
  g_autoptr (SignRequest) after = NULL;
  g_autoptr (GError) local = NULL;

  if (request == NULL)
    return FALSE;
  if (sign_state_is_over (request->state))
    return is_stopped (request, error);
  if (request->state == SIGN_STATE_DRAFT)
    return sign_session_get_provider (self)->discard (self, id, cancellable, error);
  if (sign_session_get_provider (self)->stop (self, id, reason, note, cancellable, &local))
    return TRUE;
  /* it may have ended by itself, or have been stopped although the answer was lost */
  if (g_error_matches (local, SIGN_ERROR, SIGN_ERROR_UNKNOWN)
      || g_error_matches (local, SIGN_ERROR, SIGN_ERROR_REFUSED))
    after = sign_session_get_provider (self)->load (self, id, cancellable, NULL);
  if (after != NULL && sign_state_is_over (after->state))
    return is_stopped (after, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * sign_session_fetch_signed:
 * @self: a session
 * @id: of a request that is completed
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Returns: (transfer full) (nullable): the PDF as all have signed it
 */
GBytes *
sign_session_fetch_signed (SignSession *self,
                           const char *id,
                           GCancellable *cancellable,
                           GError **error)
{
  return sign_session_get_provider (self)->fetch_signed (self, id, cancellable, error);
}

/**
 * sign_session_fetch_proof:
 * @self: a session
 * @id: of a request that is completed
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * Returns: (transfer full) (nullable): who did what when, as a PDF
 */
GBytes *
sign_session_fetch_proof (SignSession *self,
                          const char *id,
                          GCancellable *cancellable,
                          GError **error)
{
  if (sign_session_get_provider (self)->fetch_proof != NULL)
    return sign_session_get_provider (self)->fetch_proof (self, id, cancellable, error);
  g_set_error (error, SIGN_ERROR, SIGN_ERROR_UNSUPPORTED, _ ("%s gives no proof of what happened."),
               sign_session_get_provider (self)->label);
  return NULL;
}

/**
 * sign_session_trace:
 * @self: a session
 * @id: of a request that all have signed
 * @signer_ids: (element-type utf8): the provider's, of whom it is asked
 * @trails: (element-type SignTrail): where what is told is added, also before a failure
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR
 *
 * How and from where they have signed.
 *
 * Returns: whether all of it was told
 */
gboolean
sign_session_trace (SignSession *self,
                    const char *id,
                    GPtrArray *signer_ids,
                    GPtrArray *trails,
                    GCancellable *cancellable,
                    GError **error)
{
  const SignProvider *provider = sign_session_get_provider (self);

  if (provider->trace != NULL)
    return provider->trace (self, id, signer_ids, trails, cancellable, error);
  g_set_error (error, SIGN_ERROR, SIGN_ERROR_UNSUPPORTED,
               _ ("%s does not tell how and from where somebody has signed."), provider->label);
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "sign-order.h"
#include "sign-provider.h"
#include "sign-request.h"
#include "sign-trail.h"

G_BEGIN_DECLS

#define SIGN_TYPE_SESSION (sign_session_get_type ())
G_DECLARE_FINAL_TYPE (SignSession, sign_session, SIGN, SESSION, GObject)

/**
 * SignAccess:
 * @provider: whose
 * @environment: one of its environments
 * @url: (nullable): the school's own server, where the provider allows it
 * @key: the API key. Copied, wiped when the session ends
 * @ca_file: (nullable): PEM file of authorities to trust beside the system's
 *
 * What it takes to speak with a provider.
 */
typedef struct
{
  const SignProvider *provider;
  const char *environment;
  const char *url;
  const char *key;
  const char *ca_file;
} SignAccess;

/**
 * SignStage:
 *
 * What a sending goes through; a provider may do several in one call.
 */
typedef enum
{
  SIGN_STAGE_FIND, /* nothing is changed: is it there already? */
  SIGN_STAGE_CREATE,
  SIGN_STAGE_DOCUMENT,
  SIGN_STAGE_SIGNERS,
  SIGN_STAGE_ACTIVATE, /* the invitations leave */
  SIGN_STAGE_DONE,
  SIGN_N_STAGES
} SignStage;

/**
 * SignStageFunc:
 * @stage: what is about to be done; %SIGN_STAGE_DONE: all is done
 * @request: (nullable): what is known of the request at the provider
 * @user_data: the caller's
 * @error: return location
 *
 * Writes down how far a sending is, before the call that goes further leaves.
 *
 * Returns: whether to go on
 */
typedef gboolean (*SignStageFunc) (SignStage stage,
                                   SignRequest *request,
                                   gpointer user_data,
                                   GError **error);

/**
 * SignWaitFunc:
 * @seconds: until the provider takes more calls
 * @user_data: the caller's
 *
 * Tells that the provider's limits make it wait.
 */
typedef void (*SignWaitFunc) (guint seconds, gpointer user_data);

/**
 * SignStopReason:
 *
 * Why a request is stopped, as providers classify it.
 */
typedef enum
{
  SIGN_STOP_ABANDONED, /* there will be no agreement */
  SIGN_STOP_MISTAKE,   /* the document is wrong */
  SIGN_STOP_OTHER,
} SignStopReason;

SignSession *sign_session_new (const SignAccess *access, GError **error);
const SignProvider *sign_session_get_provider (SignSession *self);
void sign_session_set_wait_func (SignSession *self, SignWaitFunc func, gpointer user_data);
guint sign_session_estimate_seconds (SignSession *self, guint n_calls);

gboolean sign_session_check (SignSession *self, GCancellable *cancellable, GError **error);
SignRequest *sign_session_send (SignSession *self,
                                const SignOrder *order,
                                const char *known_id,
                                SignStageFunc func,
                                gpointer user_data,
                                GCancellable *cancellable,
                                GError **error);
GPtrArray *
sign_session_list (SignSession *self, const char *since, GCancellable *cancellable, GError **error);
GPtrArray *sign_session_find (SignSession *self,
                              const char *external_id,
                              const char *since,
                              GCancellable *cancellable,
                              GError **error);
SignRequest *
sign_session_load (SignSession *self, const char *id, GCancellable *cancellable, GError **error);
gboolean sign_session_remind (SignSession *self,
                              const char *id,
                              const char *signer_id,
                              GCancellable *cancellable,
                              GError **error);
SignRequest *sign_session_transfer (SignSession *self,
                                    const char *id,
                                    const char *signer_id,
                                    const SignPerson *person,
                                    GCancellable *cancellable,
                                    GError **error);
gboolean sign_session_stop (SignSession *self,
                            const char *id,
                            SignStopReason reason,
                            const char *note,
                            GCancellable *cancellable,
                            GError **error);
GBytes *sign_session_fetch_signed (SignSession *self,
                                   const char *id,
                                   GCancellable *cancellable,
                                   GError **error);
GBytes *sign_session_fetch_proof (SignSession *self,
                                  const char *id,
                                  GCancellable *cancellable,
                                  GError **error);
gboolean sign_session_trace (SignSession *self,
                             const char *id,
                             GPtrArray *signer_ids,
                             GPtrArray *trails,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS

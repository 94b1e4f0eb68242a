/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "sign-session.h"

G_BEGIN_DECLS

/* What names may hold, and what is made of the rest. */
char *_sign_yousign_dup_name (const char *name);
char *_sign_yousign_dup_title (const char *title);

/* What it answers. */
SignRequest *_sign_yousign_read (JsonObject *object);
void _sign_yousign_read_states (SignRequest *request, JsonObject *object);
SignSigner *_sign_yousign_read_signer (SignRequest *request, JsonObject *object);
void _sign_yousign_read_decline (SignRequest *request, JsonObject *object);

/* What asks without changing anything. */
gboolean _sign_yousign_check (SignSession *session, GCancellable *cancellable, GError **error);
GPtrArray *_sign_yousign_find (SignSession *session,
                               const SignOrder *order,
                               GCancellable *cancellable,
                               GError **error);
SignRequest *_sign_yousign_load (SignSession *session,
                                 const char *id,
                                 GCancellable *cancellable,
                                 GError **error);
GPtrArray *_sign_yousign_list (SignSession *session,
                               const char *since,
                               GCancellable *cancellable,
                               GError **error);
gboolean _sign_yousign_trace (SignSession *session,
                              const char *id,
                              GPtrArray *signer_ids,
                              GPtrArray *trails,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "sign-session.h"

G_BEGIN_DECLS

SignRequest *_sign_documenso_read (JsonObject *envelope, gint64 wall);
JsonObject *_sign_documenso_find_recipient (JsonObject *envelope, const char *id);
gboolean _sign_documenso_has_field (JsonObject *envelope, const char *recipient_id);

JsonNode *_sign_documenso_get (SignSession *session,
                               const char *id,
                               GCancellable *cancellable,
                               GError **error);
SignRequest *_sign_documenso_read_now (SignSession *session, JsonNode *envelope, GError **error);
SignRequest *_sign_documenso_load (SignSession *session,
                                   const char *id,
                                   GCancellable *cancellable,
                                   GError **error);
gboolean _sign_documenso_check (SignSession *session, GCancellable *cancellable, GError **error);
GPtrArray *_sign_documenso_find (SignSession *session,
                                 const SignOrder *order,
                                 GCancellable *cancellable,
                                 GError **error);
GPtrArray *_sign_documenso_list (SignSession *session,
                                 const char *since,
                                 GCancellable *cancellable,
                                 GError **error);

char *_sign_documenso_dup_name (const SignPerson *person);
JsonNode *_sign_documenso_post (SignSession *session,
                                const char *path,
                                JsonBuilder *builder,
                                GCancellable *cancellable,
                                GError **error);
gboolean _sign_documenso_distribute (SignSession *session,
                                     const char *id,
                                     GCancellable *cancellable,
                                     GError **error);
SignRequest *_sign_documenso_transfer (SignSession *session,
                                       const char *id,
                                       const char *signer_id,
                                       const SignPerson *person,
                                       GCancellable *cancellable,
                                       GError **error);
gboolean _sign_documenso_trace (SignSession *session,
                                const char *id,
                                GPtrArray *signer_ids,
                                GPtrArray *trails,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS

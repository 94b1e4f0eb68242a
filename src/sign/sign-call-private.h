/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "base-http.h"
#include "sign-limits-private.h"
#include "sign-session.h"

G_BEGIN_DECLS

/**
 * SignCall:
 * @method: "GET" may be made again when it fails; anything else changes something and never is
 * @path: behind the server's address, "/signature_requests"; what comes from elsewhere is escaped
 * @json: (nullable): what to send
 * @body: (nullable): what to send instead, with the header that says what it is
 * @content_type: (nullable): of @body: "Content-Type: …"
 * @is_large: whether the answer is a document; with a @body the question is one
 *
 * One call. @json is looked at with @body too: what is private in it is hidden in sentences.
 */
typedef struct
{
  const char *method;
  const char *path;
  JsonNode *json;
  GBytes *body;
  const char *content_type;
  gboolean is_large;
} SignCall;

/* What a session holds for those who call. */
const char *_sign_session_get_url (SignSession *self);
const char *_sign_session_get_key (SignSession *self);
GPtrArray *_sign_session_get_hidden (SignSession *self);
void _sign_session_hide (SignSession *self, const char *word);
void _sign_session_hide_person (SignSession *self, const SignPerson *person);
const char *_sign_session_get_ca_file (SignSession *self);
SignLimits *_sign_session_get_limits (SignSession *self);
void _sign_session_tell_wait (guint seconds, gpointer session);
void _sign_session_set_clock (SignSession *self, const SignClock *clock);
void _sign_session_set_timeout (SignSession *self, guint timeout_ms);
guint _sign_session_get_timeout (SignSession *self);
gboolean
_sign_session_pause (SignSession *self, guint seconds, GCancellable *cancellable, GError **error);

JsonNode *_sign_call_json (SignSession *self,
                           const SignCall *call,
                           GCancellable *cancellable,
                           GError **error);
JsonNode *
_sign_call_get (SignSession *self, const char *path, GCancellable *cancellable, GError **error);
GBytes *
_sign_call_get_pdf (SignSession *self, const char *path, GCancellable *cancellable, GError **error);
gboolean
_sign_call_do (SignSession *self, const SignCall *call, GCancellable *cancellable, GError **error);
char *_sign_call_path (const char *first, ...) G_GNUC_NULL_TERMINATED;
GError *_sign_call_garbled (SignSession *self);

G_END_DECLS

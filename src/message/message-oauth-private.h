/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base-http.h"
#include "message-error.h"
#include "message-oauth.h"

G_BEGIN_DECLS

/* ---- message-oauth.c ---- */

char *_message_oauth_random (void);
char *_message_oauth_challenge (const char *verifier);
char *_message_oauth_url (const MessageOauthClient *client, const char *model);
char *_message_oauth_authorize_url (const MessageOauthClient *client,
                                    const char *redirect,
                                    const char *state,
                                    const char *verifier);

/* For tests: how long the browser is waited for, and how long one that calls may take to say what
 * it wants; 0: as usual. */
void _message_oauth_set_limits (guint total_ms, guint visitor_ms);

/* ---- message-oauth-listen.c ---- */

/**
 * MessageOauthReply:
 * @code: (nullable): what tokens are given for
 * @failure: (nullable): a word for why there is none
 * @detail: (nullable): more words on it
 *
 * What the browser brings back.
 */
typedef struct
{
  char *code;
  char *failure;
  char *detail;
} MessageOauthReply;

/**
 * MessageOauthListener:
 *
 * A web server of one page, which this computer alone reaches.
 */
typedef struct _MessageOauthListener MessageOauthListener;

/* The most bytes of a request's head: browsers send cookies to 127.0.0.1 that are not ours. */
#define MESSAGE_OAUTH_MOST_HEAD (32 * 1024)

guint _message_oauth_read_request (const char *head, gsize length, const char *path, char **query);
gboolean _message_oauth_read_query (const char *query, const char *state, MessageOauthReply *reply);
void _message_oauth_reply_clear (MessageOauthReply *reply);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MessageOauthReply, _message_oauth_reply_clear)

MessageOauthListener *
_message_oauth_listener_new (const char *path, const char *state, GError **error);
guint _message_oauth_listener_get_port (const MessageOauthListener *self);
gboolean _message_oauth_listener_wait (MessageOauthListener *self,
                                       guint total_ms,
                                       guint visitor_ms,
                                       MessageOauthReply *reply,
                                       GCancellable *cancellable,
                                       GError **error);
void _message_oauth_listener_free (MessageOauthListener *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MessageOauthListener, _message_oauth_listener_free)

/* ---- message-oauth-token.c ---- */

void _message_oauth_fail (const MessageOauthService *service,
                          const char *word,
                          const char *detail,
                          guint status,
                          GError **error);
MessageOauthTokens *_message_oauth_read_tokens (const MessageOauthService *service,
                                                const BaseHttpResponse *response,
                                                gint64 now,
                                                GError **error);
MessageOauthTokens *_message_oauth_ask (const MessageOauthClient *client,
                                        GString *form,
                                        GCancellable *cancellable,
                                        GError **error);

G_END_DECLS

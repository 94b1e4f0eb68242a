/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Signing in to a mail account without giving Paraphe its password: OAuth 2.0 (RFC 6749) for
 * programs on a desktop (RFC 8252), with PKCE (RFC 7636). This is all of it: the person signs in in
 * the browser, Paraphe gets tokens and renews them. message_smtp_send() takes the access token. */

/**
 * MessageOauthService:
 * @key: "google"; kept in databases
 * @label: its name; that of the described one is to be translated
 * @authorize_url: (nullable): where people sign in, "{tenant}" in it being the school's; %NULL: a
 *   setting says it
 * @token_url: (nullable): where tokens are given, likewise
 * @scope: (nullable): what is asked for, likewise
 * @tenant: (nullable): which "{tenant}" when the school names none; %NULL: there is none
 *
 * Who keeps mail accounts that one signs in to. Which server of theirs takes the tokens
 * model-mail-service.h says.
 */
typedef struct
{
  const char *key;
  const char *label;
  const char *authorize_url;
  const char *token_url;
  const char *scope;
  const char *tenant;
} MessageOauthService;

/**
 * MessageOauthClient:
 * @service: who keeps the account
 * @id: what the service calls this school's Paraphe: its client ID
 * @secret: (nullable): what goes with it, where the service wants it
 * @user: (nullable): the address of the account, for the browser to propose it
 * @tenant: (nullable): the school's, where the service has such; %NULL: the service's usual one
 * @authorize_url: (nullable): of the described service
 * @token_url: (nullable): of the described service
 * @scope: (nullable): of the described service
 * @ca_file: (nullable): PEM file of authorities to trust beside the system's
 */
typedef struct
{
  const MessageOauthService *service;
  const char *id;
  const char *secret;
  const char *user;
  const char *tenant;
  const char *authorize_url;
  const char *token_url;
  const char *scope;
  const char *ca_file;
} MessageOauthClient;

/**
 * MessageOauthTokens:
 * @access_token: opens the account for an hour or so
 * @expires_at: until when, in seconds since 1970; 0: it is not told
 * @refresh_token: (nullable): gives further access tokens. After message_oauth_refresh() it is one
 *   that takes the place of the one before, and has to be kept; %NULL: that one stays
 *
 * Each is as good as a password, and wiped when freed.
 */
typedef struct
{
  char *access_token;
  gint64 expires_at;
  char *refresh_token;
} MessageOauthTokens;

/**
 * MessageOauthOpenUri:
 * @uri: a page to be opened in the browser
 * @user_data: what was given with the function
 *
 * Called once, in the thread that signs in.
 */
typedef void (*MessageOauthOpenUri) (const char *uri, gpointer user_data);

guint message_oauth_service_get_n (void);
const MessageOauthService *message_oauth_service_get (guint n);
const MessageOauthService *message_oauth_service_find (const char *key);
const char *message_oauth_service_get_label (const MessageOauthService *self);

gboolean message_oauth_check (const MessageOauthClient *client, GError **error);
MessageOauthTokens *message_oauth_authorize (const MessageOauthClient *client,
                                             MessageOauthOpenUri open_uri,
                                             gpointer user_data,
                                             GCancellable *cancellable,
                                             GError **error);
MessageOauthTokens *message_oauth_refresh (const MessageOauthClient *client,
                                           const char *refresh_token,
                                           GCancellable *cancellable,
                                           GError **error);
void message_oauth_tokens_free (MessageOauthTokens *tokens);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MessageOauthTokens, message_oauth_tokens_free)

G_END_DECLS

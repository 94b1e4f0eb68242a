/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-private.h"

#include <glib/gi18n-lib.h>

#include "base-secret.h"
#include "base-text.h"
#include "message-error.h"
#include "message-oauth.h"
#include "store-settings.h"
#include "work-change-private.h"
#include "work-error.h"

/* In the keyring: what renews the tokens of an account, and what a school's client has to know. */
#define TOKEN_SERVICE  "mail.oauth"
#define SECRET_SERVICE "mail.oauth.client"

/* A token that ends sooner is not worth setting out with. */
#define LEAST_SECONDS 120

#define TOKENS_KEY "work-message-tokens"

/* Whose mail account it is, as the settings have it. */
typedef struct
{
  const MessageOauthService *service; /* (nullable) */
  char *user;
  char *id;
  char *tenant;
  char *authorize_url;
  char *token_url;
  char *scope;
  char *ca_file;
  char *name;   /* of the account in the keyring */
  char *secret; /* (nullable): of the client */
} Account;

/* Tokens that a school works with, until it is closed. */
typedef struct
{
  char *name; /* of the account */
  MessageOauthTokens *tokens;
} Kept;

typedef struct
{
  WorkSchool *school;
  char *secret; /* (nullable) */
  GMainContext *context;
  WorkMessageOpenUri open_uri;
  gpointer user_data;
} SignIn;

/* A token is renewed by one thread at a time: a service may take each refresh token once. */
static GMutex lock;

/* ---- the account ---- */

static void
account_free (Account *account)
{
  g_free (account->user);
  g_free (account->id);
  g_free (account->tenant);
  g_free (account->authorize_url);
  g_free (account->token_url);
  g_free (account->scope);
  g_free (account->ca_file);
  g_free (account->name);
  base_secret_free (account->secret);
  g_free (account);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Account, account_free)

static char *
dup_text (ModelSettings *settings, const char *name)
{
  const char *value = model_settings_get (settings, name);

  return base_text_is_blank (value) ? NULL : g_strstrip (g_strdup (value));
}

static gpointer
load_account (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (ModelSettings) settings = store_settings_load (connection, error);
  g_autofree char *service = NULL;
  Account *account;

  if (settings == NULL)
    return NULL;
  account = g_new0 (Account, 1);
  service = dup_text (settings, "message.mail.oauth_service");
  account->service = message_oauth_service_find (service);
  account->user = dup_text (settings, "message.mail.user");
  account->id = dup_text (settings, "message.mail.oauth_client");
  account->tenant = dup_text (settings, "message.mail.oauth_tenant");
  account->authorize_url = dup_text (settings, "message.mail.oauth_authorize_url");
  account->token_url = dup_text (settings, "message.mail.oauth_token_url");
  account->scope = dup_text (settings, "message.mail.oauth_scope");
  account->ca_file = dup_text (settings, "message.mail.ca_file");
  if (account->service != NULL)
    account->name = g_strdup_printf ("%s/%s", account->service->key, account->user);
  return account;
}

static Account *
read_account (WorkSchool *school, GError **error)
{
  g_autoptr (Account) account =
      store_queue_run (work_school_get_queue (school), load_account, NULL, NULL, error);

  if (account == NULL)
    return NULL;
  if (account->service != NULL && account->user != NULL)
    return g_steal_pointer (&account);
  _work_refuse (error, account->service == NULL
                           ? _ ("The service at which one signs in to the mail account is not set: "
                                "choose it in the preferences.")
                           : _ ("The address of the mail account is not set: give it in the "
                                "preferences."));
  return NULL;
}

static MessageOauthClient
get_client (const Account *account)
{
  return (MessageOauthClient){
    .service = account->service,
    .id = account->id,
    .secret = account->secret,
    .user = account->user,
    .tenant = account->tenant,
    .authorize_url = account->authorize_url,
    .token_url = account->token_url,
    .scope = account->scope,
    .ca_file = account->service->token_url == NULL ? account->ca_file : NULL,
  };
}

/* ---- the keyring ---- */

static char *
get_secret_name (const Account *account)
{
  return g_strdup_printf ("%s/%s", account->service->key, account->id);
}

static char *
get_label (const Account *account)
{
  /* Translators: what a sign-in is called in the keyring: the service, the address. */
  return g_strdup_printf (_ ("Paraphe: %s, %s"), message_oauth_service_get_label (account->service),
                          account->user);
}

/* The client's secret, which not every service wants. */
static gboolean
find_secret (Account *account, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = get_secret_name (account);
  g_autoptr (GError) local = NULL;

  account->secret = base_secret_lookup (SECRET_SERVICE, name, cancellable, &local);
  if (local == NULL)
    return TRUE;
  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error (error, WORK_ERROR, WORK_ERROR_KEY,
                 _ ("The sign-in at %s could not be read in the keyring: %s"),
                 message_oauth_service_get_label (account->service), local->message);
  return FALSE;
}

/* (transfer full): freed by base_secret_free() */
static char *
find_token (const Account *account, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *token = base_secret_lookup (TOKEN_SERVICE, account->name, cancellable, &local);
  const char *label = message_oauth_service_get_label (account->service);

  if (token != NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return token;
  if (local != NULL)
    g_set_error (error, WORK_ERROR, WORK_ERROR_KEY,
                 _ ("The sign-in at %s could not be read in the keyring: %s"), label,
                 local->message);
  else
    g_set_error (error, WORK_ERROR, WORK_ERROR_KEY,
                 _ ("Nobody has signed in at %s on this computer: sign in to the mail account in "
                    "the preferences."),
                 label);
  return NULL;
}

static gboolean
store_token (const Account *account, const char *token, GCancellable *cancellable, GError **error)
{
  g_autofree char *label = get_label (account);

  return base_secret_store (TOKEN_SERVICE, account->name, label, token, cancellable, error);
}

/* ---- tokens ---- */

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_free (kept->name);
  message_oauth_tokens_free (kept->tokens);
  g_free (kept);
}

static void
keep (WorkSchool *school, const Account *account, MessageOauthTokens *tokens)
{
  Kept *kept = g_new0 (Kept, 1);

  kept->name = g_strdup (account->name);
  kept->tokens = tokens;
  g_object_set_data_full (G_OBJECT (school), TOKENS_KEY, kept, kept_free);
}

static const MessageOauthTokens *
get_kept (WorkSchool *school, const Account *account)
{
  const Kept *kept = g_object_get_data (G_OBJECT (school), TOKENS_KEY);

  return kept != NULL && g_str_equal (kept->name, account->name) ? kept->tokens : NULL;
}

/* Another program of this person's may have renewed the token since: then the keyring has another.
 */
static MessageOauthTokens *
renew (const Account *account, char **token, GCancellable *cancellable, GError **error)
{
  const MessageOauthClient client = get_client (account);
  g_autoptr (GError) local = NULL;
  MessageOauthTokens *tokens = message_oauth_refresh (&client, *token, cancellable, &local);
  char *other = NULL;

  if (tokens != NULL)
    return tokens;
  if (g_error_matches (local, MESSAGE_ERROR, MESSAGE_ERROR_CONFIGURATION))
    other = base_secret_lookup (TOKEN_SERVICE, account->name, cancellable, NULL);
  if (other != NULL && !g_str_equal (other, *token))
    {
      base_secret_free (*token);
      *token = other;
      return message_oauth_refresh (&client, other, cancellable, error);
    }
  base_secret_free (other);
  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* What comes in place of a token goes into the keyring at once. Where that takes nothing now, it
 * serves until the school is closed. */
static MessageOauthTokens *
get_tokens (WorkSchool *school, Account *account, GCancellable *cancellable, GError **error)
{
  const MessageOauthTokens *kept = get_kept (school, account);
  MessageOauthTokens *tokens;
  char *token;

  if (!find_secret (account, cancellable, error))
    return NULL;
  token = kept != NULL && kept->refresh_token != NULL ? g_strdup (kept->refresh_token)
                                                      : find_token (account, cancellable, error);
  if (token == NULL)
    return NULL;
  tokens = renew (account, &token, cancellable, error);
  if (tokens != NULL && tokens->refresh_token == NULL)
    tokens->refresh_token = g_strdup (token);
  if (tokens != NULL
      && (g_str_equal (tokens->refresh_token, token)
          || store_token (account, tokens->refresh_token, NULL, NULL)))
    g_clear_pointer (&tokens->refresh_token, base_secret_free);
  base_secret_free (token);
  return tokens;
}

/**
 * _work_message_access_token:
 * @school: a school
 * @cancellable: (nullable): to give up
 * @error: return location: %WORK_ERROR_KEY when nobody has signed in or the keyring is closed,
 *   %WORK_ERROR_REFUSED when it is not set up, a #MessageError: %MESSAGE_ERROR_CONFIGURATION when
 *   somebody has to sign in again or a setting is wrong, %MESSAGE_ERROR_NOT_SENT when another time
 *   it may do
 *
 * In a job's thread: it waits for the keyring, and for the service when the token that is at hand
 * ends soon.
 *
 * Returns: (transfer full) (nullable): what opens the school's mail account; freed by
 *   base_secret_free()
 */
char *
_work_message_access_token (WorkSchool *school, GCancellable *cancellable, GError **error)
{
  g_autoptr (Account) account = read_account (school, error);
  const MessageOauthTokens *kept;
  MessageOauthTokens *tokens = NULL;
  char *token = NULL;

  if (account == NULL)
    return NULL;
  g_mutex_lock (&lock);
  kept = get_kept (school, account);
  if (kept != NULL && kept->expires_at >= g_get_real_time () / G_USEC_PER_SEC + LEAST_SECONDS)
    token = g_strdup (kept->access_token);
  else
    tokens = get_tokens (school, account, cancellable, error);
  if (tokens != NULL)
    {
      token = g_strdup (tokens->access_token);
      keep (school, account, tokens);
    }
  g_mutex_unlock (&lock);
  return token;
}

/**
 * _work_message_forget_sign_in:
 * @school: a school
 * @cancellable: (nullable): to give up
 * @error: return location for a #BASE_ERROR_SECRET
 *
 * In a job's thread. Nothing is done where no sign-in is set up.
 *
 * Returns: whether neither this computer's keyring nor the program has a token left
 */
gboolean
_work_message_forget_sign_in (WorkSchool *school, GCancellable *cancellable, GError **error)
{
  g_autoptr (Account) account = read_account (school, NULL);
  g_autofree char *name = account != NULL ? get_secret_name (account) : NULL;

  g_mutex_lock (&lock);
  g_object_set_data (G_OBJECT (school), TOKENS_KEY, NULL);
  g_mutex_unlock (&lock);
  return account == NULL
         || (base_secret_clear (TOKEN_SERVICE, account->name, cancellable, error)
             && base_secret_clear (SECRET_SERVICE, name, cancellable, error));
}

/* ---- signing in ---- */

static void
sign_in_free (gpointer data)
{
  SignIn *self = data;

  g_object_unref (self->school);
  base_secret_free (self->secret);
  g_main_context_unref (self->context);
  g_free (self);
}

/* A page on its way to the browser. */
typedef struct
{
  WorkMessageOpenUri open_uri;
  gpointer user_data;
  char *uri;
} Page;

static gboolean
open_cb (gpointer data)
{
  const Page *page = data;

  page->open_uri (page->uri, page->user_data);
  return G_SOURCE_REMOVE;
}

static void
page_free (gpointer data)
{
  Page *page = data;

  g_free (page->uri);
  g_free (page);
}

/* The window opens pages, not the job's thread. The job ends in that context as well, after this.
 */
static void
send_to_browser (const char *uri, gpointer data)
{
  const SignIn *self = data;
  Page *page = g_new0 (Page, 1);

  page->open_uri = self->open_uri;
  page->user_data = self->user_data;
  page->uri = g_strdup (uri);
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, open_cb, page, page_free);
}

static gboolean
keep_sign_in (WorkSchool *school,
              const Account *account,
              MessageOauthTokens *tokens,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *name = get_secret_name (account);
  g_autofree char *label = get_label (account);

  if (!store_token (account, tokens->refresh_token, cancellable, error)
      || (account->secret != NULL
          && !base_secret_store (SECRET_SERVICE, name, label, account->secret, cancellable, error)))
    {
      message_oauth_tokens_free (tokens);
      return FALSE;
    }
  g_clear_pointer (&tokens->refresh_token, base_secret_free);
  g_mutex_lock (&lock);
  keep (school, account, tokens);
  g_mutex_unlock (&lock);
  return TRUE;
}

static gboolean
sign_in (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  SignIn *self = data;
  g_autoptr (Account) account = read_account (self->school, error);
  g_autoptr (GError) local = NULL;
  MessageOauthClient client;
  MessageOauthTokens *tokens;

  /* a keyring that is closed is told of before anybody has signed in for nothing */
  if (account == NULL || !find_secret (account, cancellable, error))
    return FALSE;
  if (!base_text_is_blank (self->secret))
    {
      base_secret_free (account->secret);
      account->secret = g_strstrip (g_strdup (self->secret));
    }
  work_job_set_progress (job, 0, _ ("Sign in on the page that has opened in the browser…"));
  client = get_client (account);
  tokens = message_oauth_authorize (&client, send_to_browser, self, cancellable, &local);
  if (tokens == NULL)
    {
      if (!g_cancellable_set_error_if_cancelled (cancellable, error))
        g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!keep_sign_in (self->school, account, tokens, cancellable, error))
    return FALSE;
  work_job_add_success (job, 0, account->user, NULL);
  return TRUE;
}

/**
 * work_message_sign_in_new:
 * @school: a school
 * @client_secret: (nullable): what goes with the client ID, where the service wants it; %NULL: the
 *   one of the keyring, if there is one
 * @open_uri: opens a page in the browser: called once, in the main context in which the job was
 * made
 * @user_data: for @open_uri
 *
 * The person has five minutes. What renews the access goes into this person's keyring, and nothing
 * of it into the database: each seat that sends signs in once.
 *
 * Returns: (transfer full): a job in which a person signs in to the school's mail account
 */
WorkJob *
work_message_sign_in_new (WorkSchool *school,
                          const char *client_secret,
                          WorkMessageOpenUri open_uri,
                          gpointer user_data)
{
  SignIn *self;

  g_return_val_if_fail (WORK_IS_SCHOOL (school) && open_uri != NULL, NULL);

  self = g_new0 (SignIn, 1);
  self->school = g_object_ref (school);
  self->secret = g_strdup (client_secret);
  self->context = g_main_context_ref_thread_default ();
  self->open_uri = open_uri;
  self->user_data = user_data;
  return work_job_new (_ ("Signing in to the mail account…"), sign_in, self, sign_in_free);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-session.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sign-call-private.h"
#include "sign-error.h"
#include "sign-provider-private.h"

#define MOST_KEY 1000

struct _SignSession
{
  GObject parent_instance;

  const SignProvider *provider;
  const SignEnvironment *environment;
  char *url; /* without a "/" at its end */
  char *key;
  char *ca_file;
  GPtrArray *hidden; /* words that no sentence shows, the key first */
  SignLimits *limits;
  guint timeout_ms; /* 0: as long as each kind of call may take */
  SignWaitFunc wait_func;
  gpointer wait_data;
};

G_DEFINE_FINAL_TYPE (SignSession, sign_session, G_TYPE_OBJECT)

static void
wipe (gpointer data)
{
  char *word = data;

  if (word != NULL)
    memset (word, 0, strlen (word));
  g_free (word);
}

static void
sign_session_finalize (GObject *object)
{
  SignSession *self = SIGN_SESSION (object);

  g_ptr_array_unref (self->hidden);
  wipe (self->key);
  g_free (self->url);
  g_free (self->ca_file);
  g_clear_pointer (&self->limits, _sign_limits_unref);
  G_OBJECT_CLASS (sign_session_parent_class)->finalize (object);
}

static void
sign_session_class_init (SignSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sign_session_finalize;
}

static void
sign_session_init (SignSession *self)
{
  self->hidden = g_ptr_array_new_with_free_func (wipe);
}

static gboolean
fail_invalid (GError **error, const char *sentence)
{
  g_set_error_literal (error, SIGN_ERROR, SIGN_ERROR_INVALID, sentence);
  return FALSE;
}

/* A key in clear could be read by all who are on the way; nobody is on the way to this computer. */
static gboolean
is_safe (GUri *uri)
{
  static const char *const here[] = { "127.0.0.1", "localhost", "::1", NULL };
  const char *host = g_uri_get_host (uri);

  return g_str_equal (g_uri_get_scheme (uri), "https")
         || (g_str_equal (g_uri_get_scheme (uri), "http") && host != NULL
             && g_strv_contains (here, host));
}

static char *
build_url (const SignProvider *provider, const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (GUri) uri = g_uri_parse (stripped, G_URI_FLAGS_NONE, NULL);
  gsize length = strlen (stripped);

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0'
      || g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL
      || g_uri_get_fragment (uri) != NULL)
    {
      fail_invalid (error, _ ("The address of the server of signatures is not one: it begins with "
                              "“https://”, as in “https://sign.school.example”."));
      return NULL;
    }
  if (!is_safe (uri))
    {
      fail_invalid (error, _ ("The address of the server of signatures must begin with “https://”: "
                              "the API key would be seen by others on the way."));
      return NULL;
    }
  while (length > 0 && stripped[length - 1] == '/')
    stripped[--length] = '\0';
  if (provider->base_path == NULL || g_str_has_suffix (stripped, provider->base_path))
    return g_steal_pointer (&stripped);
  return g_strconcat (stripped, provider->base_path, NULL);
}

static gboolean
is_key (const char *key)
{
  gsize length = key != NULL ? strlen (key) : 0;

  if (length == 0 || length > MOST_KEY)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (key[i]))
      return FALSE;
  return TRUE;
}

/**
 * sign_session_new:
 * @access: what it takes
 * @error: return location for a #SIGN_ERROR_INVALID
 *
 * Nothing is asked yet. A session is used by one thread at a time; sessions of this program with
 * the same server and key share what they may ask in a minute and in an hour.
 *
 * Returns: (transfer full) (nullable): a session
 */
SignSession *
sign_session_new (const SignAccess *access, GError **error)
{
  g_autoptr (SignSession) self = g_object_new (SIGN_TYPE_SESSION, NULL);
  g_autofree char *key = access->key != NULL ? g_strstrip (g_strdup (access->key)) : NULL;
  const char *url = access->url;

  self->provider = access->provider;
  self->environment = sign_provider_find_environment (access->provider, access->environment);
  self->ca_file = g_strdup (access->ca_file);
  self->key = g_steal_pointer (&key);
  if (self->environment == NULL)
    {
      fail_invalid (error, _ ("The environment of the provider of signatures is not chosen: do so "
                              "in the preferences."));
      return NULL;
    }
  if (url == NULL || *url == '\0')
    url = self->environment->url != NULL ? self->environment->url : "";
  self->url = build_url (self->provider, url, error);
  if (self->url == NULL)
    return NULL;
  if (!is_key (self->key))
    {
      fail_invalid (error, _ ("The API key is empty or holds what no key holds, as spaces or "
                              "accents: copy it again from the page of the provider."));
      return NULL;
    }
  _sign_session_hide (self, self->key);
  self->limits = _sign_limits_shared (self->url, self->key, self->environment->per_minute,
                                      self->environment->per_hour);
  return g_steal_pointer (&self);
}

/**
 * sign_session_get_provider:
 * @self: a session
 *
 * Returns: (transfer none): with whom it is
 */
const SignProvider *
sign_session_get_provider (SignSession *self)
{
  return self->provider;
}

/**
 * sign_session_set_wait_func:
 * @self: a session
 * @func: (nullable): told in the thread that uses @self
 * @user_data: for @func
 *
 * Sets who is told when the provider's limits make it wait.
 */
void
sign_session_set_wait_func (SignSession *self, SignWaitFunc func, gpointer user_data)
{
  self->wait_func = func;
  self->wait_data = user_data;
}

/**
 * sign_session_estimate_seconds:
 * @self: a session
 * @n_calls: how many calls are to be made: sign_provider_count_calls()
 *
 * Returns: how long the provider's limits make that last, at least; what was asked before counts
 */
guint
sign_session_estimate_seconds (SignSession *self, guint n_calls)
{
  return _sign_limits_estimate (self->limits, n_calls);
}

/**
 * _sign_session_get_url:
 * @self: a session
 *
 * Returns: what addresses begin with
 */
const char *
_sign_session_get_url (SignSession *self)
{
  return self->url;
}

/**
 * _sign_session_get_key:
 * @self: a session
 *
 * Returns: the API key
 */
const char *
_sign_session_get_key (SignSession *self)
{
  return self->key;
}

/**
 * _sign_session_get_hidden:
 * @self: a session
 *
 * Returns: (transfer none) (element-type utf8): words that no sentence shows
 */
GPtrArray *
_sign_session_get_hidden (SignSession *self)
{
  return self->hidden;
}

/**
 * _sign_session_hide:
 * @self: a session
 * @word: (nullable): what no sentence is to show from now on
 *
 * A server may repeat in one answer what another call said.
 */
void
_sign_session_hide (SignSession *self, const char *word)
{
  if (word != NULL && !g_ptr_array_find_with_equal_func (self->hidden, word, g_str_equal, NULL))
    g_ptr_array_add (self->hidden, g_strdup (word));
}

/**
 * _sign_session_hide_person:
 * @self: a session
 * @person: somebody
 *
 * Nothing of them is shown from now on, their name neither as typed nor as it may be sent.
 */
void
_sign_session_hide_person (SignSession *self, const SignPerson *person)
{
  const char *const names[] = { person->given_name, person->family_name };

  _sign_session_hide (self, person->email);
  _sign_session_hide (self, person->mobile);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GString) straight = g_string_new (names[i]);

      g_string_replace (straight, "’", "'", 0);
      _sign_session_hide (self, names[i]);
      _sign_session_hide (self, straight->str);
    }
}

/**
 * _sign_session_get_ca_file:
 * @self: a session
 *
 * Returns: (nullable): whom to trust beside the system's authorities
 */
const char *
_sign_session_get_ca_file (SignSession *self)
{
  return self->ca_file;
}

/**
 * _sign_session_get_limits:
 * @self: a session
 *
 * Returns: (transfer none): what keeps its calls within the provider's limits
 */
SignLimits *
_sign_session_get_limits (SignSession *self)
{
  return self->limits;
}

/**
 * _sign_session_set_clock:
 * @self: a session
 * @clock: another time
 *
 * Gives it limits of its own, of which nothing is used.
 */
void
_sign_session_set_clock (SignSession *self, const SignClock *clock)
{
  _sign_limits_unref (self->limits);
  self->limits =
      _sign_limits_new (self->environment->per_minute, self->environment->per_hour, clock);
}

/**
 * _sign_session_set_timeout:
 * @self: a session
 * @timeout_ms: the most time for a call; 0: as long as each kind of call may take
 *
 * Shortens its patience.
 */
void
_sign_session_set_timeout (SignSession *self, guint timeout_ms)
{
  self->timeout_ms = timeout_ms;
}

/**
 * _sign_session_get_timeout:
 * @self: a session
 *
 * Returns: the most time for a call, or 0
 */
guint
_sign_session_get_timeout (SignSession *self)
{
  return self->timeout_ms;
}

/**
 * _sign_session_tell_wait:
 * @seconds: until the next call
 * @session: a #SignSession
 *
 * A #SignLimitsFunc: tells who wanted to be told.
 */
void
_sign_session_tell_wait (guint seconds, gpointer session)
{
  SignSession *self = session;

  g_debug ("waiting for %u s", seconds);
  if (self->wait_func != NULL)
    self->wait_func (seconds, self->wait_data);
}

/**
 * _sign_session_pause:
 * @self: a session
 * @seconds: how long
 * @cancellable: (nullable): ends it
 * @error: return location for a #SIGN_ERROR_CANCELLED
 *
 * Gives a server time to come to itself.
 *
 * Returns: whether to go on
 */
gboolean
_sign_session_pause (SignSession *self, guint seconds, GCancellable *cancellable, GError **error)
{
  const SignClock *clock = _sign_limits_get_clock (self->limits);
  gint64 until = clock->now (clock->data) + seconds * G_TIME_SPAN_SECOND;

  clock->wait (until, cancellable, clock->data);
  if (!g_cancellable_is_cancelled (cancellable))
    return TRUE;
  g_set_error_literal (error, SIGN_ERROR, SIGN_ERROR_CANCELLED, _ ("Cancelled."));
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include <glib/gi18n-lib.h>

#include "base-error.h"
#include "base-secret.h"
#include "base-text.h"
#include "sign-error.h"
#include "work-change-private.h"
#include "work-error.h"

/* What a job about the key is given. */
typedef struct
{
  WorkSchool *school;
  char *key; /* (nullable) */
} Access;

/* ---- the keyring ---- */

static char *
service_of (const WorkSigningSetup *setup)
{
  return g_strdup_printf ("sign.%s.%s", sign_provider_get_id (setup->provider),
                          setup->environment->key);
}

static const char *
account_of (const WorkSigningSetup *setup)
{
  return setup->url != NULL ? setup->url : "default";
}

static char *
lack_key (const WorkSigningSetup *setup, const GError *cause, GError **error)
{
  const char *label = sign_provider_get_label (setup->provider);

  if (cause != NULL)
    g_set_error (error, WORK_ERROR, WORK_ERROR_KEY,
                 _ ("The key for %s could not be read in the keyring: %s Give the key for this "
                    "once."),
                 label, cause->message);
  else
    g_set_error (error, WORK_ERROR, WORK_ERROR_KEY,
                 _ ("There is no key for %s in the keyring: store it in the preferences, or give "
                    "it for this once."),
                 label);
  return NULL;
}

/* (transfer full): freed by base_secret_free() */
static char *
find_key (const WorkSigningSetup *setup,
          const char *given,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree char *service = service_of (setup);
  g_autoptr (GError) cause = NULL;
  char *key;

  if (!base_text_is_blank (given))
    return g_strstrip (g_strdup (given));
  key = base_secret_lookup (service, account_of (setup), cancellable, &cause);
  if (key != NULL)
    return key;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return lack_key (setup, cause, error);
}

/**
 * _work_signing_open:
 * @school: a school
 * @setup: how it signs
 * @key: (nullable): the API key; %NULL: the one of the keyring
 * @cancellable: (nullable): to give up
 * @error: return location: %WORK_ERROR_REFUSED when it is not set up, %WORK_ERROR_KEY without a
 *   key, a #SignError
 *
 * In a job's thread: it may wait for the keyring.
 *
 * Returns: (transfer full): what one speaks with the provider through, or %NULL
 */
SignSession *
_work_signing_open (WorkSchool *school,
                    const WorkSigningSetup *setup,
                    const char *key,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *problem = _work_signing_setup_problem (setup);
  SignSession *session;
  char *found;

  if (problem != NULL)
    {
      _work_refuse (error, "%s", problem);
      return NULL;
    }
  found = find_key (setup, key, cancellable, error);
  if (found == NULL)
    return NULL;
  session = sign_session_new (&(SignAccess){ .provider = setup->provider,
                                             .environment = setup->environment->key,
                                             .url = setup->url,
                                             .key = found,
                                             .ca_file = setup->ca_file },
                              error);
  base_secret_free (found);
  return session;
}

/**
 * _work_signing_open_of_request:
 * @school: a school
 * @request: a request
 * @key: (nullable): the API key that was given for this once, of the provider of the settings
 * @setup: (out) (optional) (transfer full): how one speaks there
 * @cancellable: (nullable): to give up
 * @error: return location, as of _work_signing_open()
 *
 * What was sent with a provider stays there, whichever was chosen since.
 *
 * Returns: (transfer full): what one speaks with the provider of @request through, or %NULL
 */
SignSession *
_work_signing_open_of_request (WorkSchool *school,
                               ModelRecord *request,
                               const char *key,
                               WorkSigningSetup **setup,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (WorkSigningSetup) own = _work_signing_setup_read (school, error);
  g_autoptr (WorkSigningSetup) place =
      own != NULL ? _work_signing_setup_of_request (own, request) : NULL;
  SignSession *session;

  if (place == NULL)
    return NULL;
  /* who signs has a way to do so already */
  place->method = SIGN_METHOD_LINK;
  session = _work_signing_open (school, place, _work_signing_setup_has (own, request) ? key : NULL,
                                cancellable, error);
  if (session != NULL && setup != NULL)
    *setup = g_steal_pointer (&place);
  return session;
}

/**
 * _work_signing_lacks_key:
 * @school: a school
 * @request: (nullable): what was to be done something for
 * @error: (inout): why it was not. When it lacks the key of another provider than the settings
 *   name, it says so and is %WORK_ERROR_REFUSED: nobody can give that one for this once
 *
 * Returns: whether a person is to be asked for the key of the settings' provider
 */
gboolean
_work_signing_lacks_key (WorkSchool *school, ModelRecord *request, GError **error)
{
  g_autoptr (WorkSigningSetup) own = NULL;
  const SignProvider *provider;

  if (!g_error_matches (*error, WORK_ERROR, WORK_ERROR_KEY)
      && !g_error_matches (*error, SIGN_ERROR, SIGN_ERROR_KEY))
    return FALSE;
  own = request != NULL ? _work_signing_setup_read (school, NULL) : NULL;
  if (own == NULL || _work_signing_setup_has (own, request))
    return TRUE;
  provider = work_signing_find_provider (model_record_get (request, "provider"));
  g_clear_error (error);
  _work_refuse (error,
                _ ("The key for %s, where this was sent, is missing or not taken: choose that one "
                   "again in the preferences, store its key, and come back."),
                provider != NULL ? sign_provider_get_label (provider) : "");
  return FALSE;
}

/**
 * _work_signing_ends_all:
 * @error: why one item failed
 *
 * Returns: whether the next one would fail as well
 */
gboolean
_work_signing_ends_all (const GError *error)
{
  static const int codes[] = { SIGN_ERROR_KEY, SIGN_ERROR_UNREACHED, SIGN_ERROR_CANCELLED };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, SIGN_ERROR, codes[i]))
      return TRUE;
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
         || g_error_matches (error, BASE_ERROR, BASE_ERROR_CANCELLED);
}

/* ---- jobs ---- */

static void
access_free (gpointer data)
{
  Access *access = data;

  g_object_unref (access->school);
  base_secret_free (access->key);
  g_free (access);
}

static WorkJob *
access_job (WorkSchool *school, const char *key, const char *title, WorkJobFunc func)
{
  Access *access = g_new0 (Access, 1);

  access->school = g_object_ref (school);
  access->key = g_strdup (key);
  return work_job_new (title, func, access, access_free);
}

/* (transfer full): settings that name a place where a key fits */
static WorkSigningSetup *
read_place (WorkSchool *school, GError **error)
{
  g_autoptr (WorkSigningSetup) setup = _work_signing_setup_read (school, error);

  if (setup == NULL || (setup->provider != NULL && setup->environment != NULL))
    return g_steal_pointer (&setup);
  _work_refuse (error, _ ("No provider of electronic signatures is set: choose one in the "
                          "preferences."));
  return NULL;
}

static gboolean
store_key (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Access *access = data;
  g_autoptr (WorkSigningSetup) setup = read_place (access->school, error);
  g_autofree char *service = NULL;
  g_autofree char *label = NULL;

  if (setup == NULL)
    return FALSE;
  if (base_text_is_blank (access->key))
    return _work_refuse (error, _ ("The key is empty: copy it from your account at %s."),
                         sign_provider_get_label (setup->provider));
  service = service_of (setup);
  /* Translators: what a key is called in the keyring: the provider, “Production”. */
  label = g_strdup_printf (_ ("Paraphe: %s, %s"), sign_provider_get_label (setup->provider),
                           _ (setup->environment->label));
  if (!base_secret_store (service, account_of (setup), label, access->key, cancellable, error))
    return FALSE;
  work_job_add_success (job, 0, sign_provider_get_label (setup->provider), NULL);
  return TRUE;
}

/**
 * work_signing_store_key_new:
 * @school: a school
 * @key: the API key
 *
 * Returns: (transfer full): a job that puts the key in this person's keyring
 */
WorkJob *
work_signing_store_key_new (WorkSchool *school, const char *key)
{
  return access_job (school, key, _ ("Storing the key…"), store_key);
}

static gboolean
forget_key (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Access *access = data;
  g_autoptr (WorkSigningSetup) setup = read_place (access->school, error);
  g_autofree char *service = setup != NULL ? service_of (setup) : NULL;

  if (setup == NULL || !base_secret_clear (service, account_of (setup), cancellable, error))
    return FALSE;
  work_job_add_success (job, 0, sign_provider_get_label (setup->provider), NULL);
  return TRUE;
}

/**
 * work_signing_forget_key_new:
 * @school: a school
 *
 * Returns: (transfer full): a job that takes the key out of this person's keyring
 */
WorkJob *
work_signing_forget_key_new (WorkSchool *school)
{
  return access_job (school, NULL, _ ("Removing the key…"), forget_key);
}

static gboolean
check_key (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Access *access = data;
  g_autoptr (WorkSigningSetup) setup = _work_signing_setup_read (access->school, error);
  g_autoptr (SignSession) session =
      setup != NULL ? _work_signing_open (access->school, setup, access->key, cancellable, error)
                    : NULL;

  if (session == NULL || !sign_session_check (session, cancellable, error))
    return FALSE;
  work_job_add_success (job, 0, sign_provider_get_label (setup->provider), NULL);
  return TRUE;
}

/**
 * work_signing_check_new:
 * @school: a school
 * @key: (nullable): the API key; %NULL: the one of the keyring
 *
 * Returns: (transfer full): a job that finds out whether the provider is reached and takes the key;
 *   nothing is changed there
 */
WorkJob *
work_signing_check_new (WorkSchool *school, const char *key)
{
  return access_job (school, key, _ ("Trying the key…"), check_key);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"
#include "store-settings.h"
#include "work-query-private.h"

static const char *const method_keys[] = {
  [SIGN_METHOD_LINK] = "link",
  [SIGN_METHOD_EMAIL_CODE] = "email_code",
  [SIGN_METHOD_SMS_CODE] = "sms_code",
};

/* What a method asks of a provider, and what is said when it cannot. */
static const struct
{
  SignMethod method;
  SignFeatures feature;
  const char *refusal;
} needs[] = {
  { SIGN_METHOD_EMAIL_CODE, SIGN_FEATURE_EMAIL_CODE,
    N_ ("%s sends no codes by e-mail: choose another way to sign in the preferences.") },
  { SIGN_METHOD_SMS_CODE, SIGN_FEATURE_SMS_CODE,
    N_ ("%s sends no codes by text message: choose another way to sign in the preferences.") },
};

static const SignProvider *other_provider;

/**
 * _work_signing_setup_use_provider:
 * @provider: (nullable): a provider that is in no table, or %NULL for none of those
 *
 * Lets a test speak with a provider of its own.
 */
void
_work_signing_setup_use_provider (const SignProvider *provider)
{
  other_provider = provider;
}

/**
 * _work_signing_method_key:
 * @method: how somebody proves who they are
 *
 * Returns: how the database and scripts call it
 */
const char *
_work_signing_method_key (SignMethod method)
{
  g_return_val_if_fail ((guint) method < G_N_ELEMENTS (method_keys), method_keys[0]);

  return method_keys[method];
}

/**
 * _work_signing_method_from_key:
 * @key: (nullable): how the database calls it
 *
 * Returns: the method; the simplest one for a word that is none
 */
SignMethod
_work_signing_method_from_key (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (method_keys); i++)
    if (g_strcmp0 (method_keys[i], key) == 0)
      return (SignMethod) i;
  return SIGN_METHOD_LINK;
}

static char *
dup_text (ModelSettings *settings, const char *name)
{
  const char *value = model_settings_get (settings, name);

  return base_text_is_blank (value) ? NULL : g_strdup (value);
}

static guint
get_days (ModelSettings *settings, const char *name)
{
  return (guint) MAX (model_settings_get_int (settings, name), 0);
}

/**
 * work_signing_find_provider:
 * @id: (nullable): the value of the setting `sign.provider`
 *
 * Returns: (transfer none) (nullable): the provider that it names
 */
const SignProvider *
work_signing_find_provider (const char *id)
{
  if (id == NULL)
    return NULL;
  if (other_provider != NULL && g_str_equal (sign_provider_get_id (other_provider), id))
    return other_provider;
  return sign_provider_find (id);
}

/**
 * _work_signing_setup_load:
 * @connection: a connection
 * @error: return location
 *
 * Returns: (transfer full): how the school signs, or %NULL
 */
WorkSigningSetup *
_work_signing_setup_load (StoreConnection *connection, GError **error)
{
  g_autoptr (ModelSettings) settings = store_settings_load (connection, error);
  g_autofree char *provider = NULL;
  g_autofree char *environment = NULL;
  WorkSigningSetup *setup;

  if (settings == NULL)
    return NULL;
  provider = dup_text (settings, "sign.provider");
  environment = dup_text (settings, "sign.environment");
  setup = g_new0 (WorkSigningSetup, 1);
  setup->provider = work_signing_find_provider (provider);
  if (setup->provider != NULL && environment != NULL)
    setup->environment = sign_provider_find_environment (setup->provider, environment);
  /* what remains of an address is no reason to send a key there */
  if (setup->environment == NULL || setup->environment->url == NULL)
    setup->url = dup_text (settings, "sign.url");
  setup->ca_file = dup_text (settings, "sign.ca_file");
  setup->method = _work_signing_method_from_key (model_settings_get (settings, "sign.method"));
  setup->ordered = model_settings_get_int (settings, "sign.ordered") != 0;
  setup->expires_days = get_days (settings, "sign.expires_days");
  setup->remind_days = get_days (settings, "sign.remind_days");
  setup->subject = dup_text (settings, "sign.subject");
  setup->message = dup_text (settings, "sign.message");
  return setup;
}

/**
 * work_signing_setup_free:
 * @setup: (nullable) (transfer full): settings
 *
 * Frees them.
 */
void
work_signing_setup_free (WorkSigningSetup *setup)
{
  if (setup == NULL)
    return;
  g_free (setup->url);
  g_free (setup->ca_file);
  g_free (setup->subject);
  g_free (setup->message);
  g_free (setup);
}

/**
 * _work_signing_setup_has:
 * @setup: settings
 * @request: a request
 *
 * Returns: whether it is with the provider, and at the place, of the settings: elsewhere nobody
 *   knows it
 */
gboolean
_work_signing_setup_has (const WorkSigningSetup *setup, ModelRecord *request)
{
  return setup->provider != NULL && setup->environment != NULL
         && g_strcmp0 (model_record_get (request, "provider"),
                       sign_provider_get_id (setup->provider))
                == 0
         && g_strcmp0 (model_record_get (request, "environment"), setup->environment->key) == 0
         && g_strcmp0 (model_record_get (request, "address"), setup->url) == 0;
}

/**
 * _work_signing_setup_of_request:
 * @setup: the school's settings
 * @request: a request
 *
 * A school that has chosen another provider since goes on with what is with the one before.
 *
 * Returns: (transfer full): the settings, with the provider and the place of @request
 */
WorkSigningSetup *
_work_signing_setup_of_request (const WorkSigningSetup *setup, ModelRecord *request)
{
  WorkSigningSetup *copy = g_memdup2 (setup, sizeof *copy);
  const char *environment = model_record_get (request, "environment");

  copy->provider = work_signing_find_provider (model_record_get (request, "provider"));
  copy->environment = copy->provider != NULL && environment != NULL
                          ? sign_provider_find_environment (copy->provider, environment)
                          : NULL;
  copy->url = g_strdup (model_record_get (request, "address"));
  copy->ca_file = g_strdup (setup->ca_file);
  copy->subject = g_strdup (setup->subject);
  copy->message = g_strdup (setup->message);
  return copy;
}

/**
 * _work_signing_setup_problem:
 * @setup: settings
 *
 * Returns: (transfer full) (nullable): why nothing can be sent, a sentence; %NULL when it can
 */
char *
_work_signing_setup_problem (const WorkSigningSetup *setup)
{
  const char *label;

  if (setup->provider == NULL)
    return g_strdup (_ ("No provider of electronic signatures is set: choose one in the "
                        "preferences."));
  label = sign_provider_get_label (setup->provider);
  if (setup->environment == NULL)
    return g_strdup_printf (_ ("Say in the preferences whether %s is used for real or to try."),
                            label);
  if (setup->environment->url == NULL && setup->url == NULL)
    return g_strdup_printf (_ ("The address at which %s is reached is not set: give it in the "
                               "preferences."),
                            label);
  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    if (needs[i].method == setup->method
        && (sign_provider_get_features (setup->provider) & needs[i].feature) == 0)
      return _work_signing_fill (_ (needs[i].refusal), label, NULL);
  return NULL;
}

static gpointer
read_setup (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return _work_signing_setup_load (connection, error);
}

/**
 * work_query_signing_setup_new:
 *
 * Returns: (transfer full): a query for the #WorkSigningSetup
 */
WorkQuery *
work_query_signing_setup_new (void)
{
  return _work_query_new (read_setup, NULL, NULL, (GDestroyNotify) work_signing_setup_free);
}

/**
 * _work_signing_setup_read:
 * @school: a school
 * @error: return location for a #StoreError
 *
 * In a job's thread.
 *
 * Returns: (transfer full): how the school signs, or %NULL
 */
WorkSigningSetup *
_work_signing_setup_read (WorkSchool *school, GError **error)
{
  return store_queue_run (work_school_get_queue (school), read_setup, NULL, NULL, error);
}

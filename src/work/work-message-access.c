/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-send-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-secret.h"
#include "base-text.h"
#include "work-change-private.h"
#include "work-error.h"
#include "work-message-private.h"

#define MAIL_SERVICE "mail.smtp"

static const MessageSmsSetting password_setting = { "password", N_ ("Password of the mail account"),
                                                    MESSAGE_SMS_SECRET, FALSE };

/* What a job about accounts is given. */
typedef struct
{
  WorkSchool *school;
  WorkMessageKeys *keys;
  char *setting; /* (nullable): of an SMS provider */
  char *secret;  /* (nullable) */
} Access;

/* ---- keys that are given for this once ---- */

/**
 * _work_message_keys_free:
 * @keys: (nullable) (transfer full): secrets, which are wiped
 */
void
_work_message_keys_free (WorkMessageKeys *keys)
{
  if (keys == NULL)
    return;
  base_secret_free (keys->mail);
  g_clear_pointer (&keys->sms, g_hash_table_unref);
  g_free (keys);
}

static void
free_secret (gpointer secret)
{
  base_secret_free (secret);
}

/**
 * _work_message_keys_copy:
 * @keys: (nullable): secrets
 *
 * Returns: (transfer full): the same, for a job
 */
WorkMessageKeys *
_work_message_keys_copy (const WorkMessageKeys *keys)
{
  WorkMessageKeys *copy = g_new0 (WorkMessageKeys, 1);
  GHashTableIter iter;
  gpointer key, value;

  copy->sms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_secret);
  if (keys == NULL)
    return copy;
  copy->mail = g_strdup (keys->mail);
  if (keys->sms == NULL)
    return copy;
  g_hash_table_iter_init (&iter, keys->sms);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy->sms, g_strdup (key), g_strdup (value));
  return copy;
}

/* ---- the keyring ---- */

static char *
mail_account_of (const WorkMessageSetup *setup)
{
  return g_strdup_printf ("%s@%s", setup->user, setup->host);
}

static char *
sms_service_of (const WorkMessageSetup *setup)
{
  return g_strconcat ("sms.", message_sms_provider_get_key (setup->sms), NULL);
}

static void
lack_key (const char *what, const GError *cause, GError **error)
{
  if (cause != NULL)
    g_set_error (error, WORK_ERROR, WORK_ERROR_KEY,
                 _ ("“%s” could not be read in the keyring: %s Or give it for this once."), what,
                 cause->message);
  else
    g_set_error (error, WORK_ERROR, WORK_ERROR_KEY,
                 _ ("“%s” is not in the keyring: store it in the preferences, or give it for this "
                    "once."),
                 what);
}

/* (transfer full): freed by base_secret_free() */
static char *
find_secret (const char *service,
             const MessageSmsSetting *what,
             const char *account,
             const char *given,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GError) cause = NULL;
  char *secret;

  if (!base_text_is_blank (given))
    return g_strdup (given);
  secret = base_secret_lookup (service, account, cancellable, &cause);
  if (secret == NULL && !g_cancellable_set_error_if_cancelled (cancellable, error))
    lack_key (_ (what->label), cause, error);
  return secret;
}

/* ---- an account that is open ---- */

/**
 * _work_message_account_free:
 * @account: (nullable) (transfer full): an account; its secrets are wiped
 */
void
_work_message_account_free (WorkMessageAccount *account)
{
  if (account == NULL)
    return;
  base_secret_free (account->secret);
  g_clear_pointer (&account->sms, message_sms_free);
  g_free (account);
}

static gboolean
open_mail (WorkMessageAccount *account,
           WorkSchool *school,
           const WorkMessageSetup *setup,
           const WorkMessageKeys *keys,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *name = NULL;

  account->server = (MessageSmtpServer){
    .host = setup->host,
    .port = setup->port,
    .security = setup->security,
    .user = setup->user,
    .ca_file = setup->ca_file,
  };
  if (setup->user == NULL)
    return TRUE;
  if (setup->oauth)
    {
      account->secret = _work_message_access_token (school, cancellable, error);
      account->server.token = account->secret;
      return account->secret != NULL;
    }
  name = mail_account_of (setup);
  account->secret = find_secret (MAIL_SERVICE, &password_setting, name,
                                 keys != NULL ? keys->mail : NULL, cancellable, error);
  account->server.password = account->secret;
  return account->secret != NULL;
}

/* A secret that may be missing is one of what a school describes by itself: it is needed where it
 * is spoken of there, and else the keyring need not be there either. */
static gboolean
is_spoken_of (const WorkMessageSetup *setup, const MessageSmsSetting *setting)
{
  g_autofree char *field = g_strdup_printf ("{%s}", setting->key);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, setup->sms_values);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (strstr (value, field) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
set_sms_secret (WorkMessageAccount *account,
                const WorkMessageSetup *setup,
                const MessageSmsSetting *setting,
                const WorkMessageKeys *keys,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *service = sms_service_of (setup);
  const char *given =
      keys != NULL && keys->sms != NULL ? g_hash_table_lookup (keys->sms, setting->key) : NULL;
  g_autoptr (GError) local = NULL;
  char *secret = find_secret (service, setting, setting->key, given, cancellable, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  message_sms_set (account->sms, setting->key, secret);
  base_secret_free (secret);
  return TRUE;
}

static gboolean
open_sms (WorkMessageAccount *account,
          const WorkMessageSetup *setup,
          const WorkMessageKeys *keys,
          GCancellable *cancellable,
          GError **error)
{
  guint n;
  const MessageSmsSetting *settings = message_sms_provider_get_settings (setup->sms, &n);

  account->sms = message_sms_new (setup->sms);
  for (guint i = 0; i < n; i++)
    {
      if (settings[i].kind != MESSAGE_SMS_SECRET)
        message_sms_set (account->sms, settings[i].key,
                         g_hash_table_lookup (setup->sms_values, settings[i].key));
      else if ((!settings[i].is_optional || is_spoken_of (setup, &settings[i]))
               && !set_sms_secret (account, setup, &settings[i], keys, cancellable, error))
        return FALSE;
    }
  return message_sms_check (account->sms, error);
}

/**
 * _work_message_account_open:
 * @school: a school
 * @setup: how it sends
 * @channel: what is to be opened
 * @keys: (nullable): secrets; those that are %NULL are looked for in the keyring
 * @cancellable: (nullable): to give up
 * @error: return location: %WORK_ERROR_REFUSED when it is not set up, %WORK_ERROR_KEY without a
 *   secret, a #MessageError
 *
 * In a job's thread: it may wait for the keyring.
 *
 * Returns: (transfer full): what messages are sent through, or %NULL
 */
WorkMessageAccount *
_work_message_account_open (WorkSchool *school,
                            const WorkMessageSetup *setup,
                            WorkMessageChannel channel,
                            const WorkMessageKeys *keys,
                            GCancellable *cancellable,
                            GError **error)
{
  const char *problem = _work_message_setup_problem (setup, channel);
  g_autoptr (WorkMessageAccount) account = NULL;
  gboolean open;

  if (problem != NULL)
    {
      _work_refuse (error, "%s", problem);
      return NULL;
    }
  account = g_new0 (WorkMessageAccount, 1);
  open = channel == WORK_MESSAGE_MAIL ? open_mail (account, school, setup, keys, cancellable, error)
                                      : open_sms (account, setup, keys, cancellable, error);
  return open ? g_steal_pointer (&account) : NULL;
}

/* ---- jobs ---- */

static void
access_free (gpointer data)
{
  Access *access = data;

  g_object_unref (access->school);
  _work_message_keys_free (access->keys);
  base_secret_free (access->secret);
  g_free (access->setting);
  g_free (access);
}

static Access *
access_new (WorkSchool *school)
{
  Access *access = g_new0 (Access, 1);

  access->school = g_object_ref (school);
  return access;
}

static gboolean
store_mail_key (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Access *access = data;
  g_autoptr (WorkMessageSetup) setup = _work_message_setup_read (access->school, error);
  g_autofree char *account = NULL;
  g_autofree char *label = NULL;

  if (setup == NULL)
    return FALSE;
  if (setup->host == NULL || setup->user == NULL)
    return _work_refuse (error, _ ("The mail server or the account there is not set: give both in "
                                   "the preferences, then the password."));
  if (base_text_is_blank (access->secret))
    return _work_refuse (error, _ ("The password is empty: type that of the mail account."));
  account = mail_account_of (setup);
  /* Translators: what a password is called in the keyring. */
  label = g_strdup_printf (_ ("Paraphe: mail account %s"), setup->user);
  if (!base_secret_store (MAIL_SERVICE, account, label, access->secret, cancellable, error))
    return FALSE;
  work_job_add_success (job, 0, setup->user, NULL);
  return TRUE;
}

/**
 * work_message_store_mail_key_new:
 * @school: a school
 * @password: of the mail account
 *
 * Returns: (transfer full): a job that puts the password in this person's keyring
 */
WorkJob *
work_message_store_mail_key_new (WorkSchool *school, const char *password)
{
  Access *access;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);

  access = access_new (school);
  access->secret = g_strdup (password);
  return work_job_new (_ ("Storing the password…"), store_mail_key, access, access_free);
}

static const MessageSmsSetting *
find_sms_secret (const WorkMessageSetup *setup, const char *key)
{
  guint n = 0;
  const MessageSmsSetting *settings =
      setup->sms != NULL ? message_sms_provider_get_settings (setup->sms, &n) : NULL;

  for (guint i = 0; i < n; i++)
    if (settings[i].kind == MESSAGE_SMS_SECRET && g_strcmp0 (settings[i].key, key) == 0)
      return &settings[i];
  return NULL;
}

static gboolean
store_sms_key (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Access *access = data;
  g_autoptr (WorkMessageSetup) setup = _work_message_setup_read (access->school, error);
  const MessageSmsSetting *setting;
  g_autofree char *service = NULL;
  g_autofree char *label = NULL;

  if (setup == NULL)
    return FALSE;
  setting = find_sms_secret (setup, access->setting);
  if (setting == NULL)
    return _work_refuse (error, _ ("The provider of SMS has no such key: choose the provider in "
                                   "the preferences first."));
  if (base_text_is_blank (access->secret))
    return _work_refuse (error, _ ("The key is empty: copy it from your account at %s."),
                         message_sms_provider_get_label (setup->sms));
  service = sms_service_of (setup);
  label = g_strdup_printf (_ ("Paraphe: %s, %s"), message_sms_provider_get_label (setup->sms),
                           _ (setting->label));
  if (!base_secret_store (service, setting->key, label, access->secret, cancellable, error))
    return FALSE;
  work_job_add_success (job, 0, message_sms_provider_get_label (setup->sms), NULL);
  return TRUE;
}

/**
 * work_message_store_sms_key_new:
 * @school: a school
 * @setting: key of a secret setting of the school's provider of SMS
 * @secret: what it is
 *
 * Returns: (transfer full): a job that puts it in this person's keyring
 */
WorkJob *
work_message_store_sms_key_new (WorkSchool *school, const char *setting, const char *secret)
{
  Access *access;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);

  access = access_new (school);
  access->setting = g_strdup (setting);
  access->secret = g_strdup (secret);
  return work_job_new (_ ("Storing the key…"), store_sms_key, access, access_free);
}

static gboolean
forget_sms_keys (const WorkMessageSetup *setup, GCancellable *cancellable, GError **error)
{
  guint n;
  const MessageSmsSetting *settings = message_sms_provider_get_settings (setup->sms, &n);
  g_autofree char *service = sms_service_of (setup);

  for (guint i = 0; i < n; i++)
    if (settings[i].kind == MESSAGE_SMS_SECRET
        && !base_secret_clear (service, settings[i].key, cancellable, error))
      return FALSE;
  return TRUE;
}

static gboolean
forget_keys (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Access *access = data;
  g_autoptr (WorkMessageSetup) setup = _work_message_setup_read (access->school, error);

  if (setup == NULL || !_work_message_forget_sign_in (access->school, cancellable, error))
    return FALSE;
  if (setup->user != NULL && setup->host != NULL)
    {
      g_autofree char *account = mail_account_of (setup);

      if (!base_secret_clear (MAIL_SERVICE, account, cancellable, error))
        return FALSE;
      work_job_add_success (job, 0, setup->user, NULL);
    }
  if (setup->sms != NULL)
    {
      if (!forget_sms_keys (setup, cancellable, error))
        return FALSE;
      work_job_add_success (job, 0, message_sms_provider_get_label (setup->sms), NULL);
    }
  return TRUE;
}

/**
 * work_message_forget_keys_new:
 * @school: a school
 *
 * Returns: (transfer full): a job that takes the school's passwords and keys for messages out of
 *   this person's keyring
 */
WorkJob *
work_message_forget_keys_new (WorkSchool *school)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);

  return work_job_new (_ ("Removing passwords…"), forget_keys, access_new (school), access_free);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-send-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-text.h"
#include "store-settings.h"
#include "work-change-private.h"

/* What is tried: an account, or a text. */
typedef struct
{
  WorkSchool *school;
  WorkMessageChannel channel;
  WorkMessageKeys *keys;
  WorkMessageLetter *letter; /* (nullable) */
  WorkMessageThing thing;
  gboolean has_thing;
} Trial;

static void
trial_free (gpointer data)
{
  Trial *trial = data;

  g_object_unref (trial->school);
  _work_message_keys_free (trial->keys);
  _work_message_letter_free (trial->letter);
  g_free (trial);
}

static Trial *
trial_new (WorkSchool *school, WorkMessageChannel channel, const WorkMessageKeys *keys)
{
  Trial *trial = g_new0 (Trial, 1);

  trial->school = g_object_ref (school);
  trial->channel = channel;
  trial->keys = _work_message_keys_copy (keys);
  return trial;
}

static WorkMessageAccount *
open_account (const Trial *trial,
              const WorkMessageSetup *setup,
              GCancellable *cancellable,
              GError **error)
{
  return _work_message_account_open (trial->school, setup, trial->channel, trial->keys, cancellable,
                                     error);
}

/* ---- an account ---- */

static gboolean
check_mail (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Trial *trial = data;
  g_autoptr (WorkMessageSetup) setup = _work_message_setup_read (trial->school, error);
  g_autoptr (WorkMessageAccount) account = NULL;
  g_autoptr (WorkMessageOutcome) outcome = NULL;

  if (setup == NULL)
    return FALSE;
  account = open_account (trial, setup, cancellable, error);
  if (account == NULL)
    return FALSE;
  outcome = _work_message_check (account, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (outcome->end != WORK_MESSAGE_SENT)
    return _work_message_outcome_fail (outcome, error);
  work_job_add_success (job, 0, setup->user != NULL ? setup->user : setup->host, NULL);
  return TRUE;
}

/**
 * work_message_check_mail_new:
 * @school: a school
 * @keys: (nullable): secrets; %NULL: those of the keyring
 *
 * Returns: (transfer full): a job that signs in at the mail server and leaves again; nothing is
 *   sent
 */
WorkJob *
work_message_check_mail_new (WorkSchool *school, const WorkMessageKeys *keys)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);

  return work_job_new (_ ("Trying the mail account…"), check_mail,
                       trial_new (school, WORK_MESSAGE_MAIL, keys), trial_free);
}

static gboolean
check_sms (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Trial *trial = data;
  g_autoptr (WorkMessageSetup) setup = _work_message_setup_read (trial->school, error);
  g_autoptr (WorkMessageAccount) account = NULL;

  if (setup == NULL)
    return FALSE;
  account = open_account (trial, setup, cancellable, error);
  if (account == NULL)
    return FALSE;
  work_job_add_success (job, 0, message_sms_provider_get_label (setup->sms), NULL);
  return TRUE;
}

/**
 * work_message_check_sms_new:
 * @school: a school
 * @keys: (nullable): secrets; %NULL: those of the keyring
 *
 * Whether the provider takes them only a message shows, which costs: work_message_try_new().
 *
 * Returns: (transfer full): a job that finds out whether all is there that the provider of SMS has
 *   to know
 */
WorkJob *
work_message_check_sms_new (WorkSchool *school, const WorkMessageKeys *keys)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);

  return work_job_new (_ ("Trying the SMS account…"), check_sms,
                       trial_new (school, WORK_MESSAGE_SMS, keys), trial_free);
}

/* ---- a text ---- */

static void
fill (char **text, WorkMessageWords *words)
{
  char *filled = *text != NULL ? _work_message_text_fill (*text, words) : NULL;

  g_free (*text);
  *text = filled;
}

/* With the values of a real line, as those who get it will read it. */
static gpointer
fill_letter (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Trial *trial = data;
  g_autoptr (ModelSettings) settings = store_settings_load (connection, error);
  g_autofree char *today = base_date_today_iso ();
  g_autoptr (WorkMessageMatter) matter = NULL;
  WorkMessageWords words = { NULL };

  if (settings == NULL)
    return NULL;
  matter = _work_message_matter_load (connection, &trial->thing, settings, today, error);
  if (matter == NULL)
    return NULL;
  words.values = matter->values;
  fill (&trial->letter->subject, &words);
  fill (&trial->letter->body, &words);
  return GUINT_TO_POINTER (1);
}

static void
tell_cost (WorkJob *job, const WorkMessageOutcome *outcome)
{
  g_autofree char *parts =
      g_strdup_printf (ngettext ("%u SMS", "%u SMS", outcome->parts), outcome->parts);

  if (outcome->cost != NULL)
    {
      /* Translators: how many SMS, and what they cost. */
      g_autofree char *note = g_strdup_printf (_ ("%s, which cost %s."), parts, outcome->cost);

      work_job_add_note (job, note);
    }
}

static gboolean
try_text (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  Trial *trial = data;
  g_autoptr (WorkMessageSetup) setup = _work_message_setup_read (trial->school, error);
  g_autoptr (WorkMessageAccount) account = NULL;
  g_autoptr (WorkMessageOutcome) outcome = NULL;

  if (setup == NULL
      || (trial->has_thing
          && store_queue_run (work_school_get_queue (trial->school), fill_letter, trial,
                              cancellable, error)
                 == NULL))
    return FALSE;
  account = open_account (trial, setup, cancellable, error);
  if (account == NULL)
    return FALSE;
  outcome = _work_message_carry (setup, account, trial->letter, cancellable);
  if (outcome->end != WORK_MESSAGE_SENT)
    return _work_message_outcome_fail (outcome, error);
  tell_cost (job, outcome);
  work_job_add_success (job, 0, trial->letter->address, NULL);
  return TRUE;
}

/**
 * work_message_try_new:
 * @school: a school
 * @channel: how
 * @address: one's own address or number
 * @subject: (nullable): of a mail, with fields
 * @text: with fields
 * @thing: (nullable): a line whose values the fields have; %NULL: the text is sent as it is
 * @keys: (nullable): secrets; %NULL: those of the keyring
 *
 * Nothing of it is in the outbox.
 *
 * Returns: (transfer full): a job that sends a text to oneself
 */
WorkJob *
work_message_try_new (WorkSchool *school,
                      WorkMessageChannel channel,
                      const char *address,
                      const char *subject,
                      const char *text,
                      const WorkMessageThing *thing,
                      const WorkMessageKeys *keys)
{
  Trial *trial;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);
  g_return_val_if_fail (address != NULL && text != NULL, NULL);

  trial = trial_new (school, channel, keys);
  trial->letter = g_new0 (WorkMessageLetter, 1);
  trial->letter->channel = channel;
  trial->letter->address = g_strdup (address);
  trial->letter->subject = g_strdup (subject != NULL ? subject : "");
  trial->letter->body = g_strdup (text);
  if (thing != NULL)
    {
      trial->thing = *thing;
      trial->has_thing = TRUE;
    }
  return work_job_new (_ ("Sending a test…"), try_text, trial, trial_free);
}

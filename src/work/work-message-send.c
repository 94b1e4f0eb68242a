/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-message-send-private.h"

#include <glib/gi18n-lib.h>

#include "base-error.h"
#include "message-error.h"
#include "work-change-private.h"
#include "work-error.h"
#include "work-signing-private.h"

#define PAUSE_KEY "work-message-pause"

/* When something is wrong with an account or the network, it is not tried again for so long:
 * servers lock accounts that come back with a wrong password. */
#define ACCOUNT_PAUSE (30 * 60)
#define NETWORK_PAUSE 60

/* So many in a row that fare alike are enough to see that the next would. */
#define MOST_ALIKE 3

/* How often it is tried to write an outcome, each time as long as the database may be busy. */
#define MOST_WRITES 4

/* What a job is given. */
typedef struct
{
  WorkSchool *school;
  WorkMessageKeys *keys;
} Launch;

/* The job while it runs. */
typedef struct
{
  WorkJob *job;
  WorkSchool *school;
  const WorkMessageKeys *keys;
  WorkMessageSetup *setup;
  const char *holder;
  guint n_done;
  guint n_alike;
  guint pause;         /* at least */
  double credits_left; /* negative: not told */
  GCancellable *cancellable;
} Pass;

static void
launch_free (gpointer data)
{
  Launch *launch = data;

  g_object_unref (launch->school);
  _work_message_keys_free (launch->keys);
  g_free (launch);
}

/* Waits for its turn; a person who stops it wakes it. */
static gboolean
wait_turn (Pass *pass, guint ms, GError **error)
{
  GPollFD fd = { -1, 0, 0 };
  gint64 end = g_get_monotonic_time () + (gint64) ms * G_TIME_SPAN_MILLISECOND;
  gboolean has_fd = g_cancellable_make_pollfd (pass->cancellable, &fd);

  while (!g_cancellable_is_cancelled (pass->cancellable) && g_get_monotonic_time () < end)
    g_poll (&fd, has_fd ? 1 : 0,
            (int) ((end - g_get_monotonic_time ()) / G_TIME_SPAN_MILLISECOND) + 1);
  if (has_fd)
    g_cancellable_release_fd (pass->cancellable);
  return !g_cancellable_set_error_if_cancelled (pass->cancellable, error);
}

static void
tell_progress (Pass *pass)
{
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u message handled", "%u messages handled", pass->n_done), pass->n_done);

  work_job_set_progress (pass->job, 0, text);
}

/* What the outcome says of the others. */
static gboolean
may_go_on (Pass *pass, const WorkMessageOutcome *outcome, GError **error)
{
  pass->n_alike = outcome->is_alike ? pass->n_alike + 1 : 0;
  if (outcome->credits_left >= 0)
    pass->credits_left = outcome->credits_left;
  if (!outcome->ends_pass && pass->n_alike < MOST_ALIKE)
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (pass->cancellable, error))
    return FALSE;
  pass->pause = MAX (pass->pause, outcome->is_network ? NETWORK_PAUSE : ACCOUNT_PAUSE);
  if (pass->n_alike >= MOST_ALIKE)
    _work_refuse (error, _ ("%u messages in a row ended the same way, so the others wait. %s"),
                  pass->n_alike, outcome->problem != NULL ? outcome->problem : "");
  else
    _work_message_outcome_fail (outcome, error);
  return FALSE;
}

/* What has happened is worth more than one try: while it is not written, nobody knows it. */
static gboolean
settle (Pass *pass,
        const WorkMessageClaim *claim,
        const WorkMessageOutcome *outcome,
        GError **error)
{
  for (guint i = 1; i < MOST_WRITES; i++)
    if (_work_message_settle (pass->school, claim, outcome, NULL))
      return TRUE;
  return _work_message_settle (pass->school, claim, outcome, error);
}

/* One that is held or tried again later is no failure of this pass: it waits in the outbox. */
static void
tell_item (Pass *pass, const WorkMessageClaim *claim, const WorkMessageOutcome *outcome)
{
  pass->n_done++;
  if (outcome->end == WORK_MESSAGE_SENT)
    work_job_add_success (pass->job, claim->id, claim->name, NULL);
  else if (outcome->end == WORK_MESSAGE_REFUSED || outcome->end == WORK_MESSAGE_UNKNOWN)
    work_job_add_failure (pass->job, claim->id, claim->name,
                          outcome->problem != NULL ? outcome->problem : "");
}

static gboolean
send_one (Pass *pass, WorkMessageAccount *account, const WorkMessageClaim *claim, GError **error)
{
  g_autoptr (WorkMessageOutcome) outcome = NULL;

  if (claim->letter == NULL)
    {
      pass->n_done++;
      work_job_add_failure (pass->job, claim->id, claim->name, claim->problem);
      return TRUE;
    }
  outcome = _work_message_carry (pass->setup, account, claim->letter, pass->cancellable);
  if (!settle (pass, claim, outcome, error))
    return FALSE;
  tell_item (pass, claim, outcome);
  return may_go_on (pass, outcome, error);
}

/* Whether there is another one after it. */
static gboolean
send_next (Pass *pass,
           WorkMessageAccount *account,
           WorkMessageClaim *claim,
           gboolean *more,
           GError **error)
{
  *more = FALSE;
  tell_progress (pass);
  if (g_cancellable_set_error_if_cancelled (pass->cancellable, error)
      || !_work_message_claim (pass->school, claim, error))
    return FALSE;
  *more = claim->kind != WORK_MESSAGE_CLAIM_NONE;
  switch (claim->kind)
    {
    case WORK_MESSAGE_CLAIM_WAIT:
      return wait_turn (pass, claim->wait_ms, error);
    case WORK_MESSAGE_CLAIM_DONE:
      return send_one (pass, account, claim, error);
    default:
      return TRUE;
    }
}

/* A service that gives tokens may be out of reach as well. */
static WorkMessageAccount *
open_account (Pass *pass, WorkMessageChannel channel, GError **error)
{
  g_autoptr (GError) local = NULL;
  WorkMessageAccount *account = _work_message_account_open (pass->school, pass->setup, channel,
                                                            pass->keys, pass->cancellable, &local);

  if (account == NULL)
    {
      gboolean is_network = g_error_matches (local, MESSAGE_ERROR, MESSAGE_ERROR_NOT_SENT);

      pass->pause = MAX (pass->pause, is_network ? NETWORK_PAUSE : ACCOUNT_PAUSE);
      g_propagate_error (error, g_steal_pointer (&local));
    }
  return account;
}

/* Without anything that is due nobody's keyring is opened. */
static gboolean
send_channel (Pass *pass, WorkMessageChannel channel, GError **error)
{
  WorkMessageClaim claim = { .channel = channel,
                             .holder = pass->holder,
                             .per_minute = pass->setup->per_minute };
  g_autoptr (WorkMessageAccount) account = NULL;
  gboolean more, done = TRUE;

  if (!_work_message_has_due (pass->school, channel, &more, error))
    return FALSE;
  if (!more)
    return TRUE;
  account = open_account (pass, channel, error);
  if (account == NULL)
    return FALSE;
  pass->n_alike = 0;
  while (more && done)
    done = send_next (pass, account, &claim, &more, error);
  _work_message_claim_clear (&claim);
  return done;
}

static gboolean
ask_states (Pass *pass, GError **error)
{
  g_autoptr (WorkMessageAccount) account = NULL;
  gboolean due;

  if (!_work_message_has_asks (pass->school, &due, error))
    return FALSE;
  if (!due)
    return TRUE;
  if (pass->setup->sms != NULL)
    {
      account = open_account (pass, WORK_MESSAGE_SMS, error);
      if (account == NULL)
        return FALSE;
    }
  return _work_message_follow (pass->school, account, pass->cancellable, error);
}

/* Only a password of a mail account is something that a person may be asked for: who signs in with
 * a service does so in the preferences, and keys of SMS are kept there. */
static void
settle_key (const Pass *pass, WorkMessageChannel channel, GError **error)
{
  g_autofree char *sentence = NULL;

  if (!g_error_matches (*error, WORK_ERROR, WORK_ERROR_KEY)
      || (channel == WORK_MESSAGE_MAIL && !pass->setup->oauth))
    return;
  sentence = g_strdup ((*error)->message);
  g_clear_error (error);
  _work_refuse (error, "%s", sentence);
}

/* An account that fails holds up its own messages only. What a person can do something about at
 * once is told first. */
static void
keep_first (GError **first, GError *local)
{
  if (*first == NULL)
    *first = local;
  else if (g_error_matches (local, WORK_ERROR, WORK_ERROR_KEY)
           && !g_error_matches (*first, WORK_ERROR, WORK_ERROR_KEY))
    {
      g_error_free (*first);
      *first = local;
    }
  else
    g_error_free (local);
}

static gboolean
send_all (Pass *pass, GError **error)
{
  static const WorkMessageChannel channels[] = { WORK_MESSAGE_MAIL, WORK_MESSAGE_SMS };
  GError *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      GError *local = NULL;

      if (send_channel (pass, channels[i], &local))
        continue;
      settle_key (pass, channels[i], &local);
      keep_first (&first, local);
    }
  if (first == NULL && !ask_states (pass, &first))
    settle_key (pass, WORK_MESSAGE_SMS, &first);
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, first);
  return FALSE;
}

static void
tell_credits (Pass *pass)
{
  g_autofree char *number = g_strdup_printf ("%.0f", pass->credits_left);

  if (pass->credits_left >= 0)
    {
      /* Translators: of SMS, at their provider. */
      g_autofree char *note = g_strdup_printf (_ ("SMS credits left: %s."), number);

      work_job_add_note (pass->job, note);
    }
}

static gboolean
run_pass (Pass *pass, GError **error)
{
  g_autoptr (GPtrArray) found = _work_message_recover (pass->school, pass->holder, error);
  gboolean done;

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    work_job_add_failure (pass->job, model_record_get_id (found->pdata[i]),
                          model_record_get_or_empty (found->pdata[i], "name"),
                          model_record_get_or_empty (found->pdata[i], "problem"));
  done = send_all (pass, error);
  tell_credits (pass);
  return done;
}

static void
set_pause (Pass *pass)
{
  guint pause = _work_message_pause (pass->school);

  if (pause > 0)
    pause = MAX (pause, pass->pause);
  g_object_set_data (G_OBJECT (pass->job), PAUSE_KEY, GUINT_TO_POINTER (pause));
}

static gboolean
send_func (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Launch *launch = data;
  g_autoptr (WorkMessageSetup) setup = NULL;
  g_autofree char *holder = _work_lease_holder_new ();
  Pass pass = { .job = job,
                .school = launch->school,
                .keys = launch->keys,
                .holder = holder,
                .credits_left = -1,
                .cancellable = cancellable };
  gboolean done;

  if (work_school_is_read_only (launch->school))
    {
      work_job_add_note (job, _ ("The database can only be read here: another seat sends what "
                                 "waits in the outbox."));
      return TRUE;
    }
  setup = _work_message_setup_read (launch->school, error);
  if (setup == NULL)
    return FALSE;
  pass.setup = setup;
  done = run_pass (&pass, error);
  set_pause (&pass);
  work_job_set_progress (job, 1, NULL);
  return done;
}

/**
 * work_message_send_new:
 * @school: a school
 * @keys: (nullable): secrets for this once; %NULL: those of the keyring
 *
 * A job that sends what is due in the outbox, each once and at the school's pace, and finds out
 * whether SMS arrived. Its items are messages; one that fails leaves the others alone. It ends when
 * the account itself is refused or the network is away, and all else waits. Where nothing is due
 * nobody is asked, and no key is needed. With %WORK_ERROR_KEY it is the mail account's password
 * that is not at hand, or not taken.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_message_send_new (WorkSchool *school, const WorkMessageKeys *keys)
{
  Launch *launch;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);

  launch = g_new0 (Launch, 1);
  launch->school = g_object_ref (school);
  launch->keys = _work_message_keys_copy (keys);
  return work_job_new (_ ("Sending messages…"), send_func, launch, launch_free);
}

/**
 * work_message_send_get_pause:
 * @job: a job of work_message_send_new() that is not running
 *
 * Returns: seconds until something is to be done again; 0: nothing waits
 */
guint
work_message_send_get_pause (WorkJob *job)
{
  g_return_val_if_fail (WORK_IS_JOB (job), 0);

  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (job), PAUSE_KEY));
}

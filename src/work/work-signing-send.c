/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-secret.h"

/* How many documents are made, and held in memory, before they leave. */
#define AT_A_TIME 40

/* What a job is given. */
typedef struct
{
  WorkSchool *school;
  GPtrArray *plans; /* (element-type WorkSigningPlan) */
  char *key;        /* (nullable) */
} Launch;

/* The job while it runs. */
typedef struct
{
  WorkJob *job;
  WorkSigningSending sending;
  char *message; /* what it is at, for when the provider makes it wait */
  double fraction;
  guint n_done;
  guint n;
} Run;

/* What is taken back. */
typedef struct
{
  GPtrArray *items; /* (element-type WorkSigningItem) */
  StoreOperation *operation;
} Withdrawal;

static void
launch_free (gpointer data)
{
  Launch *launch = data;

  g_object_unref (launch->school);
  g_ptr_array_unref (launch->plans);
  base_secret_free (launch->key);
  g_free (launch);
}

static void
tell (Run *run, char *message)
{
  g_free (run->message);
  run->message = message;
  run->fraction = run->n > 0 ? (double) run->n_done / run->n : 1;
  work_job_set_progress (run->job, run->fraction, message);
}

static void
on_wait (guint seconds, gpointer user_data)
{
  Run *run = user_data;
  g_autofree char *time = work_signing_estimate_text (seconds);
  /* Translators: what is being done, and how long it waits: “about 12 minutes” */
  g_autofree char *message =
      g_strdup_printf (_ ("%s: the provider takes no more calls for %s"), run->message, time);

  work_job_set_progress (run->job, run->fraction, message);
  _work_signing_renew (run->sending.school, run->sending.holder, seconds);
}

static void
fail (Run *run, const WorkSigningPlan *plan, const char *why)
{
  work_job_add_failure (run->job, plan->agreement_id, plan->student, why);
  run->n_done++;
}

/* Whether the others may go on. */
static gboolean
send_item (Run *run, const WorkSigningItem *item, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (item->error != NULL)
    {
      fail (run, item->plan, item->error->message);
      return TRUE;
    }
  tell (run, g_strdup_printf (_ ("Sending agreement %u of %u"), run->n_done + 1, run->n));
  if (_work_signing_send_request (&run->sending, item->request_id, cancellable, &local))
    {
      work_job_add_success (run->job, item->plan->agreement_id, item->plan->student, NULL);
      run->n_done++;
      return TRUE;
    }
  fail (run, item->plan, local->message);
  if (!_work_signing_ends_all (local))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Without network, or with a key that is not taken, the rest need not be tried one by one; each is
 * told, so that it can be tried again. */
static gboolean
end_all (Run *run,
         GPtrArray *plans,
         guint from,
         GError *cause,
         GCancellable *cancellable,
         GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      g_error_free (cause);
      return FALSE;
    }
  for (guint i = from; i < plans->len; i++)
    fail (run, plans->pdata[i], cause->message);
  g_error_free (cause);
  return TRUE;
}

/* What was made and has not begun to leave when a person stops: it does not leave later on either.
 */
static gboolean
withdraw (StoreConnection *connection, gpointer data, GError **error)
{
  const Withdrawal *withdrawal = data;
  g_autofree char *today = base_date_today_iso ();
  g_autofree char *now = base_date_now_utc ();

  for (guint i = 0; i < withdrawal->items->len; i++)
    {
      const WorkSigningItem *item = withdrawal->items->pdata[i];
      g_autoptr (ModelRecord) request = NULL;

      if (item->request_id == 0)
        continue;
      request = store_load (connection, MODEL_ENTITY_SIGNATURE_REQUEST, item->request_id, error);
      if (request == NULL)
        return FALSE;
      if (g_strcmp0 (model_record_get (request, "state"), "prepared") != 0
          || model_record_get (request, "stage") != NULL)
        continue;
      model_record_set_canonical (request, "state", "cancelled");
      model_record_set_canonical (request, "reason", _ ("Stopped before it was sent."));
      model_record_set_canonical (request, "ended_at", now);
      if (!store_save (connection, request, withdrawal->operation, NULL, error)
          || !_work_signing_void (connection, item->plan->agreement_id, today,
                                  withdrawal->operation, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_stopped (Run *run, GPtrArray *items, GCancellable *cancellable, GError **error)
{
  Withdrawal withdrawal = { items, run->sending.operation };

  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  _work_signing_write (run->sending.school, withdraw, &withdrawal, NULL);
  return TRUE;
}

static gboolean
send_part (Run *run,
           GPtrArray *plans,
           guint from,
           guint to,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (_work_signing_item_free);

  for (guint i = from; i < to; i++)
    g_ptr_array_add (items, _work_signing_item_new (plans->pdata[i]));
  tell (run, g_strdup_printf (ngettext ("Making %u document", "Making %u documents", items->len),
                              items->len));
  if (!_work_signing_prepare (&run->sending, items, cancellable, error))
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      if (is_stopped (run, items, cancellable, error))
        return FALSE;
      if (!send_item (run, items->pdata[i], cancellable, error))
        {
          is_stopped (run, items, cancellable, NULL);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
send_all (Run *run, GPtrArray *plans, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < plans->len; i += AT_A_TIME)
    {
      GError *local = NULL;

      if (!send_part (run, plans, i, MIN (i + AT_A_TIME, plans->len), cancellable, &local))
        {
          if (!_work_signing_ends_all (local))
            {
              g_propagate_error (error, local);
              return FALSE;
            }
          return end_all (run, plans, run->n_done, local, cancellable, error);
        }
    }
  work_job_set_progress (run->job, 1, NULL);
  return TRUE;
}

/* (transfer container): those that are to be sent this time */
static GPtrArray *
choose (WorkJob *job, GPtrArray *plans)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < plans->len; i++)
    {
      const WorkSigningPlan *plan = plans->pdata[i];

      if (work_job_wants (job, plan->agreement_id))
        g_ptr_array_add (chosen, plans->pdata[i]);
    }
  return chosen;
}

static gboolean
drop_leases (StoreConnection *connection, gpointer data, GError **error)
{
  return _work_lease_drop (connection, NULL, data, error);
}

static gboolean
send (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Launch *launch = data;
  g_autoptr (GPtrArray) plans = choose (job, launch->plans);
  g_autoptr (WorkSigningSetup) setup = _work_signing_setup_read (launch->school, error);
  g_autoptr (SignSession) session = NULL;
  g_autoptr (StoreOperation) operation =
      store_operation_new (work_school_get_author (launch->school), "signature.send");
  g_autofree char *holder = _work_lease_holder_new ();
  Run run = { .job = job, .n = plans->len };
  gboolean done;

  if (setup == NULL)
    return FALSE;
  session = _work_signing_open (launch->school, setup, launch->key, cancellable, error);
  if (session == NULL)
    return FALSE;
  run.sending = (WorkSigningSending){ launch->school, setup, session, holder, operation, NULL };
  sign_session_set_wait_func (session, on_wait, &run);
  done = send_all (&run, plans, cancellable, error);
  sign_session_set_wait_func (session, NULL, NULL);
  _work_signing_write (launch->school, drop_leases, holder, NULL);
  g_free (run.message);
  return done;
}

/**
 * work_signing_send_new:
 * @school: a school
 * @plans: (element-type WorkSigningPlan): what was shown and agreed to. Copied
 * @key: (nullable): the API key; %NULL: the one of the keyring
 *
 * A job that makes the documents, writes down what is about to be done and sends each agreement to
 * its signatories. Its items are the agreements; one that fails leaves the others alone and can be
 * tried again, which goes on with the same request at the provider. What differs from what was
 * shown is not sent.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_signing_send_new (WorkSchool *school, GPtrArray *plans, const char *key)
{
  Launch *launch;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);
  g_return_val_if_fail (plans != NULL, NULL);

  launch = g_new0 (Launch, 1);
  launch->school = g_object_ref (school);
  launch->key = g_strdup (key);
  launch->plans = g_ptr_array_new_with_free_func ((GDestroyNotify) work_signing_plan_free);
  for (guint i = 0; i < plans->len; i++)
    g_ptr_array_add (launch->plans, work_signing_plan_copy (plans->pdata[i]));
  return work_job_new (_ ("Sending agreements to be signed…"), send, launch, launch_free);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "store-settings.h"
#include "work-message-queue-private.h"
#include "work-message-rule-private.h"
#include "work-query-private.h"
#include "work-signing-private.h"

#define LEASE         "message.rules"
#define LEASE_SECONDS (5 * 60)

/* Whoever's seat it is did not write it. */
#define AUTHOR "Paraphe"

/* One evaluation. */
typedef struct
{
  WorkSchool *school;
  char *holder;
  GDateTime *now; /* local time */
  gboolean is_on;
  gboolean taken;
} Run;

static GDateTime *other_now;

/**
 * _work_message_rules_set_now:
 * @now: (nullable): local time, or %NULL for that of the clock
 *
 * Lets a test say what time it is.
 */
void
_work_message_rules_set_now (GDateTime *now)
{
  g_clear_pointer (&other_now, g_date_time_unref);
  other_now = now != NULL ? g_date_time_ref (now) : NULL;
}

/**
 * _work_message_rules_now:
 *
 * Returns: (transfer full): local time
 */
GDateTime *
_work_message_rules_now (void)
{
  return other_now != NULL ? g_date_time_ref (other_now) : g_date_time_new_now_local ();
}

static void
run_clear (Run *run)
{
  g_free (run->holder);
  g_clear_pointer (&run->now, g_date_time_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static gpointer
read_plans (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return _work_message_rules_plan (connection, data, error);
}

/**
 * work_query_message_rules_plans_new:
 *
 * Returns: (transfer full): a query for the #GPtrArray of #WorkMessagePlan that the rules would
 * write now, were automatic sending on
 */
WorkQuery *
work_query_message_rules_plans_new (void)
{
  return _work_query_new (read_plans, _work_message_rules_now (),
                          (GDestroyNotify) g_date_time_unref, (GDestroyNotify) g_ptr_array_unref);
}

/* ---- the job ---- */

static gboolean
begin (StoreConnection *connection, gpointer data, GError **error)
{
  Run *run = data;
  g_autoptr (ModelSettings) settings = store_settings_load (connection, error);
  g_autoptr (StoreOperation) operation = store_operation_new (AUTHOR, "message.withdraw");
  g_autofree char *today = g_date_time_format (run->now, "%Y-%m-%d");

  if (settings == NULL)
    return FALSE;
  run->is_on = model_settings_get_int (settings, "message.rules") != 0;
  if (run->is_on
      && !_work_lease_take (connection, LEASE, run->holder, LEASE_SECONDS, &run->taken, error))
    return FALSE;
  return (run->is_on && !run->taken)
         || _work_message_rules_withdraw (connection, run->is_on, today, operation, error);
}

static gboolean
end (StoreConnection *connection, gpointer data, GError **error)
{
  const Run *run = data;

  return _work_lease_drop (connection, LEASE, run->holder, error);
}

/* What is written, and by whom: a person's undo is not to meet it. */
typedef struct
{
  GPtrArray *plans;
  StoreOperation *operation;
  char *now;
  char *today;
} Writing;

static gboolean
write_plans (StoreConnection *connection, gpointer data, GError **error)
{
  const Writing *writing = data;
  WorkChanging changing = {
    connection, writing->operation, writing->operation->author, writing->today, writing->now, 0, 0,
    NULL
  };
  gboolean queued = _work_message_queue (&changing, writing->plans, error);

  g_free (changing.merged_with);
  return queued;
}

static gboolean
write_all (Run *run, GPtrArray *plans, GError **error)
{
  g_autoptr (StoreOperation) operation = store_operation_new (AUTHOR, "message.rules");
  g_autoptr (GDateTime) utc = g_date_time_to_utc (run->now);
  g_autofree char *now = g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *today = g_date_time_format (run->now, "%Y-%m-%d");
  Writing writing = { plans, operation, now, today };

  return _work_signing_write (run->school, write_plans, &writing, error);
}

static gboolean
evaluate (WorkJob *job, Run *run, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) plans = store_queue_run (work_school_get_queue (run->school), read_plans,
                                                 run->now, cancellable, error);

  if (plans == NULL || (plans->len > 0 && !write_all (run, plans, error)))
    return FALSE;
  for (guint i = 0; i < plans->len; i++)
    {
      const WorkMessagePlan *plan = plans->pdata[i];

      work_job_add_success (job, i + 1, plan->name, NULL);
    }
  return TRUE;
}

static gboolean
run_rules (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  g_auto (Run) run = { .school = data };
  gboolean done;

  run.holder = _work_lease_holder_new ();
  run.now = _work_message_rules_now ();
  if (!_work_signing_write (run.school, begin, &run, error))
    return FALSE;
  if (!run.is_on || !run.taken)
    return TRUE;
  done = evaluate (job, &run, cancellable, error);
  _work_signing_write (run.school, end, &run, NULL);
  return done;
}

/**
 * work_message_rules_new:
 * @school: a school
 *
 * A job that writes into the outbox what the rules say, each message once whatever seats do so at
 * the same time and wherever they crash; what still waits there and is not needed any more it
 * cancels. It writes nothing while automatic sending is off, or while another seat is at it. Its
 * items are whom it has written to.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_message_rules_new (WorkSchool *school)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);

  return work_job_new (_ ("Writing what the rules say…"), run_rules, g_object_ref (school),
                       g_object_unref);
}

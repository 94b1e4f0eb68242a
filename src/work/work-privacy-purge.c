/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-privacy-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "store-access.h"
#include "store-error.h"
#include "store-history-rewrite.h"
#include "work-change-private.h"
#include "work-error.h"
#include "work-privacy-purge-private.h"
#include "work-signing-private.h"

/* A person takes a moment, the database is written anew in a minute. */
#define LEASE_SECONDS 600

/* How far the bar is when the people are done. */
#define PEOPLE_PART 0.8

static void
purge_free (gpointer data)
{
  WorkPurging *purge = data;

  g_object_unref (purge->school);
  g_free (purge->author);
  g_free (purge->basis);
  g_free (purge->holder);
  g_free (purge->started_at);
  g_clear_pointer (&purge->operation, store_operation_free);
  g_clear_pointer (&purge->gone, _work_gone_free);
  g_clear_pointer (&purge->students, g_array_unref);
  g_clear_pointer (&purge->contacts, g_array_unref);
  g_free (purge);
}

/* ---- beginning ---- */

static gboolean
check_plan (StoreConnection *connection, WorkPurging *purge, GError **error)
{
  g_autoptr (WorkPurgePlan) plan = _work_privacy_plan (connection, purge->options.year_id, error);

  if (plan == NULL)
    return FALSE;
  if (plan->refusal != NULL)
    return _work_refuse (error, "%s", plan->refusal);
  purge->is_resumed = plan->is_unfinished;
  if (plan->is_early && !plan->is_unfinished && !purge->options.early)
    {
      GDate term;
      g_autofree char *day =
          base_date_parse_iso (plan->past_from, &term) ? base_date_to_long (&term) : NULL;

      return _work_refuse (error,
                           _ ("The school year %s is kept until %s by the school’s own terms: an "
                              "administrator may purge it before, who must say so."),
                           plan->name, day != NULL ? day : "?");
    }
  return TRUE;
}

static gpointer
check_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  check_plan (connection, data, error);
  return NULL;
}

static gboolean
take_lease (StoreConnection *connection, WorkPurging *purge, GError **error)
{
  gboolean taken = FALSE;

  if (!_work_lease_take (connection, WORK_PRIVACY_LEASE, purge->holder, LEASE_SECONDS, &taken,
                         error))
    return FALSE;
  return taken
         || _work_refuse (error, "%s",
                          _ ("Personal data is already being purged in this database. Wait until "
                             "it is done."));
}

/* What was begun is gone on with: the same operation, the same choices. */
static gboolean
take_up (StoreConnection *connection, WorkPurging *purge, gboolean *found, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "SELECT id, operation_id, with_contacts, started_at FROM purge"
      " WHERE school_year_id = $1 AND ended_at IS NULL ORDER BY id LIMIT 1",
      error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, purge->options.year_id);
  if (!store_statement_step (statement, found, error))
    return FALSE;
  if (!*found)
    return TRUE;
  purge->id = store_statement_get_int (statement, 0);
  g_free (purge->operation->id);
  purge->operation->id = g_strdup (store_statement_get_text (statement, 1));
  purge->options.contacts |= store_statement_get_int (statement, 2) != 0;
  g_free (purge->started_at);
  purge->started_at = g_strdup (store_statement_get_text (statement, 3));
  return TRUE;
}

static gboolean
insert_purge (StoreConnection *connection, WorkPurging *purge, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "INSERT INTO purge (school_year_id, operation_id, author, basis, with_contacts, started_at)"
      " VALUES ($1, $2, $3, $4, $5, $6)",
      error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, purge->options.year_id);
  store_statement_bind_text (statement, 2, purge->operation->id);
  store_statement_bind_text (statement, 3, purge->author);
  store_statement_bind_text (statement, 4, purge->basis);
  store_statement_bind_int (statement, 5, purge->options.contacts);
  store_statement_bind_text (statement, 6, purge->started_at);
  if (!store_statement_run (statement, error))
    return FALSE;
  purge->id = store_connection_last_id (connection);
  return TRUE;
}

static gboolean
begin (StoreConnection *connection, gpointer data, GError **error)
{
  WorkPurging *purge = data;
  gboolean found = FALSE;

  return check_plan (connection, purge, error) && take_lease (connection, purge, error)
         && take_up (connection, purge, &found, error)
         && (found || insert_purge (connection, purge, error))
         && store_access_log (connection, purge->author, purge->account_id, STORE_ACCESS_PURGE,
                              MODEL_ENTITY_SCHOOL_YEAR, purge->options.year_id, NULL, error);
}

static gboolean
read_people (StoreConnection *connection, WorkPurging *purge, GError **error)
{
  gint64 year_id = purge->options.year_id;

  purge->gone = _work_gone_load (connection, error);
  purge->students =
      purge->gone != NULL ? _work_privacy_students (connection, year_id, error) : NULL;
  if (purge->students == NULL)
    return FALSE;
  if (!purge->options.contacts)
    purge->contacts = g_array_new (FALSE, FALSE, sizeof (gint64));
  else
    purge->contacts = _work_privacy_contacts (connection, year_id, error);
  return purge->contacts != NULL;
}

static gpointer
begin_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  WorkPurging *purge = data;

  if (store_connection_transaction (connection, begin, purge, error))
    read_people (connection, purge, error);
  return NULL;
}

/* ---- people ---- */

typedef struct
{
  WorkPurging *purge;
  ModelEntity entity;
  gint64 id;
} Person;

static gboolean
erase_person (StoreConnection *connection, gpointer data, GError **error)
{
  const Person *person = data;
  WorkPurging *purge = person->purge;

  return _work_lease_renew (connection, purge->holder, LEASE_SECONDS, error)
         && _work_privacy_erase_person (connection, purge->gone, person->entity, person->id,
                                        purge->operation, error);
}

static gpointer
person_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  store_history_rewrite (connection, erase_person, data, error);
  return NULL;
}

static gboolean
purge_one (WorkJob *job, WorkPurging *purge, ModelEntity entity, gint64 id)
{
  Person person = { purge, entity, id };
  g_autofree char *name =
      g_strdup_printf ("%s %" G_GINT64_FORMAT, _ (model_entity_info (entity)->label), id);
  g_autoptr (GError) local = NULL;

  store_queue_run (work_school_get_queue (purge->school), person_func, &person, NULL, &local);
  if (local == NULL)
    work_job_add_success (job, id, name, NULL);
  else
    work_job_add_failure (job, id, name, local->message);
  return local == NULL;
}

/* Between two of them it may be stopped: what is done is done. */
static gboolean
purge_people (WorkJob *job,
              WorkPurging *purge,
              ModelEntity entity,
              GArray *ids,
              GCancellable *cancellable,
              gboolean *all)
{
  guint n = MAX (purge->students->len + purge->contacts->len, 1);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *message = g_strdup_printf (_ ("Person %u of %u"), purge->n_done + 1, n);

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      work_job_set_progress (job, PEOPLE_PART * purge->n_done / n, message);
      *all &= purge_one (job, purge, entity, g_array_index (ids, gint64, i));
      purge->n_done++;
    }
  return TRUE;
}

/* ---- the job ---- */

static gboolean
run_step (WorkPurging *purge, StoreQueueFunc func, GError **error)
{
  g_autoptr (GError) local = NULL;

  store_queue_run (work_school_get_queue (purge->school), func, purge, NULL, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
stop (WorkJob *job, WorkPurging *purge, gboolean cancelled, GError **error)
{
  run_step (purge, _work_purge_files_func, NULL);
  run_step (purge, _work_purge_release_func, NULL);
  work_job_add_note (job, _ ("The purge is not finished: start it again for the same school year, "
                             "and it goes on from there."));
  if (!cancelled)
    return TRUE;
  g_set_error_literal (error, WORK_ERROR, WORK_ERROR_CANCELLED,
                       _ ("Stopped before the end. What was erased stays erased."));
  return FALSE;
}

static gboolean
finish (WorkJob *job, WorkPurging *purge, GError **error)
{
  work_job_set_progress (job, PEOPLE_PART, _ ("Clearing what nobody needs any more…"));
  if (!run_step (purge, _work_purge_sweep_func, error)
      || !run_step (purge, _work_purge_files_func, error))
    return FALSE;
  work_job_set_progress (job, 0.9, _ ("Writing the database anew…"));
  if (!run_step (purge, _work_purge_compact_func, error))
    return FALSE;
  work_job_set_progress (job, 0.95, _ ("Writing the report of elimination…"));
  return run_step (purge, _work_purge_end_func, error);
}

static gboolean
run_purge (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  WorkPurging *purge = data;
  gboolean all = TRUE;

  if (!purge->is_allowed)
    return _work_privacy_refuse_act (error);
  if (!run_step (purge, check_func, error))
    return FALSE;
  work_job_set_progress (job, 0, _ ("Making a backup first…"));
  if (!purge->is_resumed && !_work_purge_back_up (job, purge, cancellable, error))
    return FALSE;
  if (!run_step (purge, begin_func, error))
    return FALSE;
  if (!purge_people (job, purge, MODEL_ENTITY_STUDENT, purge->students, cancellable, &all)
      || !purge_people (job, purge, MODEL_ENTITY_CONTACT, purge->contacts, cancellable, &all))
    return stop (job, purge, TRUE, error);
  if (!all)
    return stop (job, purge, FALSE, error);
  if (!finish (job, purge, error))
    {
      run_step (purge, _work_purge_release_func, NULL);
      return FALSE;
    }
  work_job_set_progress (job, 1, NULL);
  return TRUE;
}

/**
 * work_purge_new:
 * @school: an open school
 * @options: what is purged
 *
 * A job that makes a backup, takes from the database all by which the students whose last year it
 * was could be known, a person at a time, deletes their documents, writes the database anew without
 * what was erased and keeps a report of elimination. What was stopped or crashed is gone on with by
 * the same job.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_purge_new (WorkSchool *school, const WorkPurgeOptions *options)
{
  WorkPurging *purge;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);
  g_return_val_if_fail (options != NULL && options->year_id != 0, NULL);

  purge = g_new0 (WorkPurging, 1);
  purge->school = g_object_ref (school);
  purge->options = *options;
  purge->options.basis = NULL;
  purge->is_allowed = _work_privacy_may (school, MODEL_ACT_PURGE, &purge->account_id);
  purge->basis = g_strdup (options->basis);
  purge->author = g_strdup (work_school_get_author (school));
  purge->holder = _work_lease_holder_new ();
  purge->started_at = base_date_now_utc ();
  purge->operation = store_operation_new (purge->author, WORK_PRIVACY_LABEL);
  return work_job_new (_ ("Purging personal data…"), run_purge, purge, purge_free);
}

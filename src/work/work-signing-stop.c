/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-secret.h"
#include "base-text.h"
#include "sign-error.h"
#include "work-change-private.h"

/* What a job is given. */
typedef struct
{
  WorkSchool *school;
  GArray *ids; /* (element-type gint64): agreements */
  SignStopReason reason;
  char *note;
  char *key; /* (nullable) */
} Stop;

/* One agreement whose signature is stopped. */
typedef struct
{
  WorkSchool *school;
  StoreOperation *operation;
  gint64 agreement_id;
  const char *note;
  const char *holder;

  gint64 request_id; /* read */
  ModelRecord *request;
  char *student;
  gboolean has_left;
  gboolean is_mine; /* nobody is sending it just now */
} Stopping;

static void
stop_free (gpointer data)
{
  Stop *stop = data;

  g_object_unref (stop->school);
  g_array_unref (stop->ids);
  g_free (stop->note);
  base_secret_free (stop->key);
  g_free (stop);
}

static void
stopping_clear (Stopping *self)
{
  g_clear_object (&self->request);
  g_clear_pointer (&self->student, g_free);
}

/* ---- what is written ---- */

/* Before the provider is told: whoever comes next goes on with it. */
static gboolean
ask (StoreConnection *connection, gpointer data, GError **error)
{
  Stopping *self = data;

  stopping_clear (self);
  self->student = _work_signing_student (connection, self->agreement_id, error);
  if (self->student == NULL
      || !_work_signing_find_living (connection, self->agreement_id, &self->request, error))
    return FALSE;
  if (self->request == NULL)
    return _work_refuse (error, _ ("This agreement is not with its signatories: there is nothing "
                                   "to stop."));
  self->request_id = model_record_get_id (self->request);
  self->has_left = model_record_get (self->request, "stage") != NULL
                   || g_strcmp0 (model_record_get (self->request, "state"), "prepared") != 0;
  model_record_set_int (self->request, "stop_asked", 1);
  model_record_set_canonical (self->request, "reason", self->note);
  return _work_lease_take (connection, model_record_get (self->request, "external_id"),
                           self->holder, WORK_LEASE_SECONDS, &self->is_mine, error)
         && store_save (connection, self->request, self->operation, NULL, error);
}

static gboolean
end_signers (StoreConnection *connection,
             gint64 request_id,
             StoreOperation *operation,
             GError **error)
{
  g_autoptr (GPtrArray) signers = _work_signing_load_signers (connection, request_id, error);

  for (guint i = 0; signers != NULL && i < signers->len; i++)
    {
      const char *state = model_record_get_or_empty (signers->pdata[i], "state");

      if (g_str_equal (state, "signed") || g_str_equal (state, "declined"))
        continue;
      model_record_set_canonical (signers->pdata[i], "state", "stopped");
      if (!store_save (connection, signers->pdata[i], operation, NULL, error))
        return FALSE;
    }
  return signers != NULL;
}

static gboolean
end (StoreConnection *connection, gpointer data, GError **error)
{
  const Stopping *self = data;
  g_autofree char *now = base_date_now_utc ();
  g_autofree char *today = base_date_today_iso ();
  g_autoptr (ModelRecord) request =
      store_load (connection, MODEL_ENTITY_SIGNATURE_REQUEST, self->request_id, error);

  if (request == NULL)
    return FALSE;
  if (model_record_get (request, "ended_at") != NULL)
    return TRUE;
  model_record_set_canonical (request, "state", "cancelled");
  model_record_set_canonical (request, "stage", NULL);
  model_record_set_canonical (request, "problem", NULL);
  model_record_set_canonical (request, "stop_asked", NULL);
  model_record_set_canonical (request, "ended_at", now);
  return store_save (connection, request, self->operation, NULL, error)
         && end_signers (connection, self->request_id, self->operation, error)
         && _work_signing_void (connection, model_record_get_int (request, "agreement_id"), today,
                                self->operation, error);
}

/* ---- what the provider is told ---- */

/* (transfer full) (nullable): a sending that was cut off may be there without our knowing its id */
static char *
find_remote_id (const Stopping *self,
                SignSession *session,
                GCancellable *cancellable,
                GError **error)
{
  const char *remote_id = model_record_get (self->request, "remote_id");

  if (!base_text_is_blank (remote_id))
    return g_strdup (remote_id);
  return _work_signing_find_remote (self->school, session, self->request_id, cancellable, error);
}

static gboolean
is_gone (const GError *error)
{
  return error == NULL || g_error_matches (error, SIGN_ERROR, SIGN_ERROR_NOT_FOUND);
}

/* All may have signed a moment before: then it is signed, and that is said. */
static gboolean
follow_end (const Stopping *self, SignSession *session, SignRequest *remote, GError **error)
{
  const WorkSigningNews news = { .request_id = self->request_id,
                                 .remote = remote,
                                 .provider = sign_session_get_provider (session) };

  if (!_work_signing_follow (self->school, &news, error))
    return FALSE;
  return remote->state != SIGN_STATE_COMPLETED
         || _work_refuse (error, _ ("It is too late to stop it: all have signed."));
}

static gboolean
stop_remote (Stopping *self,
             SignSession *session,
             SignStopReason reason,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *id = find_remote_id (self, session, cancellable, &local);
  g_autoptr (SignRequest) after = NULL;

  if (id != NULL)
    sign_session_stop (session, id, reason, model_record_get (self->request, "reason"), cancellable,
                       &local);
  if (is_gone (local))
    return _work_signing_write (self->school, end, self, error);
  if (id != NULL && g_error_matches (local, SIGN_ERROR, SIGN_ERROR_REFUSED))
    after = sign_session_load (session, id, cancellable, NULL);
  if (after != NULL && sign_state_is_over (after->state))
    return follow_end (self, session, after, error);
  _work_signing_set_problem (self->school, self->request_id, local->message);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gpointer
read_request (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Stopping *self = data;

  self->request = store_load (connection, MODEL_ENTITY_SIGNATURE_REQUEST, self->request_id, error);
  if (self->request == NULL)
    return NULL;
  self->agreement_id = model_record_get_int (self->request, "agreement_id");
  self->student = _work_signing_student (connection, self->agreement_id, error);
  return NULL;
}

/**
 * _work_signing_stop_request:
 * @school: a school
 * @session: with the provider
 * @request_id: a request that is to be stopped: stop_asked is written
 * @reason: as providers classify it
 * @events: (nullable): where it is told
 * @cancellable: (nullable): to give up for now
 * @error: return location
 *
 * Goes on with a stop that was interrupted.
 *
 * Returns: whether it is stopped
 */
gboolean
_work_signing_stop_request (WorkSchool *school,
                            SignSession *session,
                            gint64 request_id,
                            SignStopReason reason,
                            GPtrArray *events,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (StoreOperation) operation =
      store_operation_new (work_school_get_author (school), "signature.stop");
  Stopping self = { .school = school, .operation = operation, .request_id = request_id };
  g_autoptr (GError) local = NULL;
  gboolean stopped;

  store_queue_run (work_school_get_queue (school), read_request, &self, NULL, &local);
  stopped = local == NULL && stop_remote (&self, session, reason, cancellable, &local);
  if (stopped)
    _work_signing_event_add (events, WORK_SIGNING_CANCELLED, self.agreement_id, self.student,
                             _ ("The signature was stopped: the document is void."));
  else
    g_propagate_error (error, g_steal_pointer (&local));
  stopping_clear (&self);
  return stopped;
}

/* ---- the job ---- */

static gboolean
drop_lease (StoreConnection *connection, gpointer data, GError **error)
{
  const Stopping *self = data;

  return _work_lease_drop (connection, NULL, self->holder, error);
}

static gboolean
stop_taken (const Stop *stop, Stopping *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (SignSession) session = NULL;

  if (!self->has_left)
    return _work_signing_write (stop->school, end, self, error);
  session = _work_signing_open_of_request (stop->school, self->request, stop->key, NULL,
                                           cancellable, error);
  return session != NULL && stop_remote (self, session, stop->reason, cancellable, error);
}

static gboolean
stop_one (const Stop *stop, Stopping *self, GCancellable *cancellable, GError **error)
{
  gboolean stopped;

  if (!_work_signing_write (stop->school, ask, self, error))
    return FALSE;
  if (!self->is_mine)
    return _work_refuse (error, _ ("It is being sent just now: it is stopped as soon as that is "
                                   "done."));
  stopped = stop_taken (stop, self, cancellable, error);
  _work_signing_write (stop->school, drop_lease, self, NULL);
  return stopped;
}

static gboolean
stop_all (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Stop *stop = data;
  g_autoptr (StoreOperation) operation =
      store_operation_new (work_school_get_author (stop->school), "signature.stop");
  g_autofree char *holder = _work_lease_holder_new ();

  if (base_text_is_blank (stop->note))
    return _work_refuse (error, _ ("A signature is stopped for a reason: say which."));
  for (guint i = 0; i < stop->ids->len; i++)
    {
      gint64 id = g_array_index (stop->ids, gint64, i);
      g_autofree char *message =
          g_strdup_printf (_ ("Stopping signature %u of %u"), i + 1, stop->ids->len);
      Stopping self = { .school = stop->school,
                        .operation = operation,
                        .agreement_id = id,
                        .note = stop->note,
                        .holder = holder };
      g_autoptr (GError) local = NULL;
      gboolean lacks_key;

      if (!work_job_wants (job, id))
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      work_job_set_progress (job, (double) i / stop->ids->len, message);
      lacks_key = !stop_one (stop, &self, cancellable, &local)
                  && _work_signing_lacks_key (stop->school, self.request, &local);
      if (local == NULL)
        work_job_add_success (job, id, self.student, NULL);
      else if (!lacks_key)
        work_job_add_failure (job, id, self.student != NULL ? self.student : "", local->message);
      stopping_clear (&self);
      if (lacks_key)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  work_job_set_progress (job, 1, NULL);
  return TRUE;
}

/**
 * work_signing_stop_new:
 * @school: a school
 * @agreement_ids: (array length=n_ids): agreements that are with their signatories
 * @n_ids: how many
 * @reason: as providers classify it
 * @note: why, for those who read it later, and for the signatories
 * @key: (nullable): the API key; %NULL: the one of the keyring
 *
 * A job that stops signatures. What was to be signed is void; the agreements stand again where
 * nobody has signed, to be sent anew or signed on paper. That a stop is wanted is written down
 * first: one that was interrupted is gone on with by the next following.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_signing_stop_new (WorkSchool *school,
                       const gint64 *agreement_ids,
                       guint n_ids,
                       SignStopReason reason,
                       const char *note,
                       const char *key)
{
  Stop *stop;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);

  stop = g_new0 (Stop, 1);
  stop->school = g_object_ref (school);
  stop->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_ids > 0)
    g_array_append_vals (stop->ids, agreement_ids, n_ids);
  stop->reason = reason;
  stop->note = g_strdup (note);
  stop->key = g_strdup (key);
  return work_job_new (_ ("Stopping signatures…"), stop_all, stop, stop_free);
}

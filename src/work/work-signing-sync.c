/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-secret.h"
#include "sign-error.h"

#define EVENTS_KEY "work-signing-events"
#define PAUSE_KEY  "work-signing-pause"

/* What a job is given. */
typedef struct
{
  WorkSchool *school;
  gboolean asked;
  GArray *whole; /* (nullable) (element-type gint64): agreements of which all is asked */
  gboolean all;  /* or of every one */
  char *key;     /* (nullable) */
} Poll;

/* The job while it runs. */
typedef struct
{
  WorkJob *job;
  const Poll *poll;
  WorkSigningTurn turn;
  WorkSigningSending sending;
  GPtrArray *events;
  GArray *signed_ids;  /* (element-type gint64): requests that all have signed */
  gboolean is_strange; /* of several that are open the provider has none in its list */
} Sync;

static void
poll_free (gpointer data)
{
  Poll *poll = data;

  g_object_unref (poll->school);
  base_secret_free (poll->key);
  g_clear_pointer (&poll->whole, g_array_unref);
  g_free (poll);
}

static Poll *
poll_new (WorkSchool *school, gboolean asked, const char *key)
{
  Poll *poll = g_new0 (Poll, 1);

  poll->school = g_object_ref (school);
  poll->asked = asked;
  poll->key = g_strdup (key);
  return poll;
}

static void
events_free (gpointer data)
{
  g_ptr_array_unref (data);
}

static void
on_wait (guint seconds, gpointer user_data)
{
  const Sync *self = user_data;
  g_autofree char *time = work_signing_estimate_text (seconds);
  g_autofree char *message = g_strdup_printf (_ ("The provider takes no more calls for %s"), time);

  work_job_set_progress (self->job, work_job_get_fraction (self->job), message);
  _work_signing_renew (self->poll->school, self->sending.holder, seconds);
}

/* ---- one request ---- */

typedef struct
{
  gint64 request_id;
  ModelRecord *request;
  GPtrArray *signers;
  char *student;
} Known;

static void
known_clear (Known *known)
{
  g_clear_object (&known->request);
  g_clear_pointer (&known->signers, g_ptr_array_unref);
  g_clear_pointer (&known->student, g_free);
}

static gpointer
read_known (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Known *known = data;

  known->request =
      store_load (connection, MODEL_ENTITY_SIGNATURE_REQUEST, known->request_id, error);
  if (known->request != NULL)
    known->signers = _work_signing_load_signers (connection, known->request_id, error);
  if (known->signers != NULL)
    known->student = _work_signing_student (
        connection, model_record_get_int (known->request, "agreement_id"), error);
  return NULL;
}

static SignRequest *
find_listed (GPtrArray *list, ModelRecord *request)
{
  for (guint i = 0; i < list->len; i++)
    {
      SignRequest *remote = list->pdata[i];

      if (g_strcmp0 (remote->id, model_record_get (request, "remote_id")) == 0)
        return remote;
    }
  return NULL;
}

/* What the provider does not know any more cannot be signed. But whoever has the key of another
 * account is told that of all. */
static gboolean
is_forgotten (const Sync *self, const GError *error)
{
  return g_error_matches (error, SIGN_ERROR, SIGN_ERROR_NOT_FOUND) && !self->is_strange;
}

static void
explain (const Sync *self, GError **error)
{
  if (!g_error_matches (*error, SIGN_ERROR, SIGN_ERROR_NOT_FOUND))
    return;
  g_clear_error (error);
  g_set_error (error, SIGN_ERROR, SIGN_ERROR_KEY,
               _ ("%s knows none of the agreements that are with their signatories: is the key "
                  "that of another account? Nothing was changed here. If they were deleted "
                  "there, stop their signatures."),
               sign_provider_get_label (self->sending.setup->provider));
}

static SignRequest *
forget (const char *id)
{
  SignRequest *remote = sign_request_new (id);

  remote->state = SIGN_STATE_CANCELLED;
  remote->reason = g_strdup (_ ("The provider does not have it any more."));
  return remote;
}

static gboolean
follow_news (Sync *self, const Known *known, GCancellable *cancellable, GError **error)
{
  const char *id = model_record_get_or_empty (known->request, "remote_id");
  g_autoptr (GError) local = NULL;
  g_autoptr (SignRequest) remote =
      sign_session_load (self->sending.session, id, cancellable, &local);
  WorkSigningNews news = { .request_id = known->request_id,
                           .provider = self->sending.setup->provider,
                           .events = self->events };

  if (remote == NULL && is_forgotten (self, local))
    remote = forget (id);
  if (remote == NULL)
    {
      explain (self, &local);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  news.remote = remote;
  return _work_signing_follow (self->poll->school, &news, error);
}

static gboolean
keep_if_signed (Sync *self, gint64 request_id, GCancellable *cancellable, GError **error)
{
  Known known = { .request_id = request_id };
  gboolean kept = TRUE;

  store_queue_run (work_school_get_queue (self->poll->school), read_known, &known, NULL, NULL);
  if (known.request != NULL && _work_signing_is_completed (known.request))
    g_array_append_val (self->signed_ids, request_id);
  if (known.request != NULL && _work_signing_is_unkept (known.request))
    kept = _work_signing_keep (self->poll->school, self->sending.session, request_id, self->events,
                               cancellable, error);
  known_clear (&known);
  return kept;
}

static gboolean
is_asked_whole (const Poll *poll, ModelRecord *request)
{
  gint64 id = model_record_get_int (request, "agreement_id");

  for (guint i = 0; poll->whole != NULL && i < poll->whole->len; i++)
    if (g_array_index (poll->whole, gint64, i) == id)
      return TRUE;
  return poll->all;
}

/* What went wrong with it last, as a change of address whose answer was lost, may have come about;
 * lists do not tell. Nor do they tell of addresses that were changed at the provider, which is why
 * a person may ask for all. */
static gboolean
is_worth_a_call (const Sync *self, const Known *known, const SignRequest *listed)
{
  return listed == NULL || model_record_get (known->request, "problem") != NULL
         || is_asked_whole (self->poll, known->request)
         || _work_signing_differs (known->request, known->signers, listed);
}

/* @list: (nullable): of what is open; only what is ongoing asks for it */
static gboolean
do_request (Sync *self,
            const Known *known,
            GPtrArray *list,
            GCancellable *cancellable,
            GError **error)
{
  gint64 id = known->request_id;
  const SignRequest *listed;

  if (model_record_get_int (known->request, "stop_asked") != 0
      && !_work_signing_is_unkept (known->request))
    return _work_signing_stop_request (self->poll->school, self->sending.session, id,
                                       SIGN_STOP_OTHER, self->events, cancellable, error);
  if (_work_signing_is_unsent (known->request))
    return _work_signing_send_request (&self->sending, id, cancellable, error);
  if (!_work_signing_is_ongoing (known->request))
    return keep_if_signed (self, id, cancellable, error);
  listed = list != NULL ? find_listed (list, known->request) : NULL;
  if (list == NULL || !is_worth_a_call (self, known, listed))
    return TRUE;
  return follow_news (self, known, cancellable, error)
         && keep_if_signed (self, id, cancellable, error);
}

/* Whether the others may go on. */
static gboolean
try_request (Sync *self,
             ModelRecord *request,
             GPtrArray *list,
             GCancellable *cancellable,
             GError **error)
{
  Known known = { .request_id = model_record_get_id (request) };
  gint64 agreement_id = model_record_get_int (request, "agreement_id");
  guint n_before = self->events->len;
  g_autoptr (GError) local = NULL;
  gboolean goes_on = TRUE;

  store_queue_run (work_school_get_queue (self->poll->school), read_known, &known, NULL, &local);
  if (local == NULL)
    do_request (self, &known, list, cancellable, &local);
  if (local == NULL && self->events->len > n_before)
    work_job_add_success (self->job, agreement_id, known.student, NULL);
  if (local != NULL)
    {
      if (local->domain == SIGN_ERROR && !_work_signing_ends_all (local))
        _work_signing_set_problem (self->poll->school, known.request_id, local->message);
      work_job_add_failure (self->job, agreement_id, known.student != NULL ? known.student : "",
                            local->message);
      goes_on = !_work_signing_ends_all (local);
    }
  if (!goes_on)
    g_propagate_error (error, g_steal_pointer (&local));
  known_clear (&known);
  return goes_on;
}

/* ---- all of one provider ---- */

static guint
count_ongoing (GPtrArray *requests, GPtrArray *list)
{
  guint n = 0;

  for (guint i = 0; i < requests->len; i++)
    if (_work_signing_is_ongoing (requests->pdata[i])
        && (list == NULL || find_listed (list, requests->pdata[i]) != NULL))
      n++;
  return n;
}

static gboolean
follow_all (Sync *self, GPtrArray *requests, GCancellable *cancellable, GError **error)
{
  g_autofree char *now = _work_signing_time (0);
  g_autoptr (GPtrArray) list = NULL;
  guint n_ongoing = count_ongoing (requests, NULL);

  if (n_ongoing > 0)
    {
      /* what has ended is what is not in it any more */
      list = sign_session_list (self->sending.session, NULL, cancellable, error);
      if (list == NULL)
        return FALSE;
    }
  g_array_set_size (self->signed_ids, 0);
  self->is_strange = n_ongoing > 1 && count_ongoing (requests, list) == 0;
  for (guint i = 0; i < requests->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      work_job_set_progress (self->job, (double) i / requests->len, _ ("Following signatures"));
      if (!try_request (self, requests->pdata[i], list, cancellable, error))
        return FALSE;
    }
  if (!_work_signing_trace_all (self->poll->school, self->sending.session, self->signed_ids,
                                cancellable)
      && self->poll->asked)
    work_job_add_note (self->job, _ ("The provider does not tell yet how and from where some "
                                     "agreements were signed: it is asked again later."));
  return list == NULL || _work_signing_turn_note (self->poll->school, now, error);
}

/* With the settings of the first of them, which are those of all. */
static gboolean
follow_group (Sync *self, GPtrArray *requests, GCancellable *cancellable, GError **error)
{
  g_autoptr (WorkSigningSetup) setup = NULL;
  g_autoptr (SignSession) session = _work_signing_open_of_request (
      self->poll->school, requests->pdata[0], self->poll->key, &setup, cancellable, error);
  gboolean done;

  if (session == NULL)
    return FALSE;
  self->sending.setup = setup;
  self->sending.session = session;
  sign_session_set_wait_func (session, on_wait, self);
  done = follow_all (self, requests, cancellable, error);
  sign_session_set_wait_func (session, NULL, NULL);
  self->sending.setup = NULL;
  self->sending.session = NULL;
  return done;
}

/* (transfer container): takes those out of @requests that are at the same place as the first */
static GPtrArray *
take_group (GPtrArray *requests)
{
  GPtrArray *group = g_ptr_array_new_with_free_func (g_object_unref);
  ModelRecord *first = requests->pdata[0];
  static const char *const columns[] = { "provider", "environment", "address" };

  g_object_ref (first);
  for (guint i = 0; i < requests->len;)
    {
      gboolean same = TRUE;

      for (guint j = 0; j < G_N_ELEMENTS (columns) && same; j++)
        same = g_strcmp0 (model_record_get (requests->pdata[i], columns[j]),
                          model_record_get (first, columns[j]))
               == 0;
      if (same)
        g_ptr_array_add (group, g_ptr_array_steal_index (requests, i));
      else
        i++;
    }
  g_object_unref (first);
  return group;
}

/* A provider of before that is not reached, or whose key is gone, does not hold up the others. */
static gboolean
follow_groups (Sync *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) first = NULL;

  while (self->turn.requests->len > 0 && !g_cancellable_is_cancelled (cancellable))
    {
      g_autoptr (GPtrArray) group = take_group (self->turn.requests);

      g_autoptr (GError) local = NULL;

      if (follow_group (self, group, cancellable, &local))
        continue;
      /* what a person can do something about at once is told first */
      if (_work_signing_lacks_key (self->poll->school, group->pdata[0], &local) || first == NULL)
        {
          g_clear_error (&first);
          first = g_steal_pointer (&local);
        }
    }
  if (first == NULL)
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

/* ---- the job ---- */

static gboolean
run (Sync *self, GCancellable *cancellable, GError **error)
{
  gboolean done;

  if (!_work_signing_turn_take (self->poll->school, &self->turn, error))
    return FALSE;
  if (!self->turn.taken)
    {
      work_job_add_note (self->job, _ ("Another seat follows the signatures just now."));
      return TRUE;
    }
  done = follow_groups (self, cancellable, error);
  _work_signing_turn_drop (self->poll->school, &self->turn);
  return done;
}

static gboolean
sync_func (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Poll *poll = data;
  g_autofree char *holder = _work_lease_holder_new ();
  g_autoptr (StoreOperation) operation =
      store_operation_new (work_school_get_author (poll->school), "signature.send");
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *events = g_ptr_array_new_with_free_func (_work_signing_event_free);
  g_autoptr (GArray) signed_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  Sync self = { .job = job, .poll = poll, .events = events, .signed_ids = signed_ids };
  g_autoptr (GError) local = NULL;
  gboolean done = FALSE;

  g_object_set_data_full (G_OBJECT (job), EVENTS_KEY, events, events_free);
  self.turn = (WorkSigningTurn){ .requests = requests, .asked = poll->asked, .holder = holder };
  self.sending = (WorkSigningSending){ poll->school, NULL, NULL, holder, operation, events };
  store_queue_run (work_school_get_queue (poll->school), _work_signing_turn_read, &self.turn,
                   cancellable, &local);
  g_object_set_data (G_OBJECT (job), PAUSE_KEY,
                     GUINT_TO_POINTER (work_signing_pause (self.turn.n_open)));
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    done = requests->len == 0 || work_school_is_read_only (poll->school)
           || run (&self, cancellable, error);
  g_free (self.turn.polled);
  if (done)
    work_job_set_progress (job, 1, NULL);
  return done;
}

/**
 * work_signing_sync_new:
 * @school: a school
 * @asked: whether a person asks for it now; else it is for the seat whose turn it is
 * @key: (nullable): the API key; %NULL: the one of the keyring
 *
 * A job that goes on with what was interrupted, asks the provider what has happened and writes it
 * down, and fetches what all have signed. Where nothing is open nobody is asked, and no key is
 * needed. Its items are the agreements that have news.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_signing_sync_new (WorkSchool *school, gboolean asked, const char *key)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);

  return work_job_new (_ ("Following signatures…"), sync_func, poll_new (school, asked, key),
                       poll_free);
}

/**
 * work_signing_sync_whole_new:
 * @school: a school
 * @agreement_ids: (nullable) (array length=n_ids): agreements
 * @n_ids: how many; 0: all that are with their signatories
 * @key: (nullable): the API key; %NULL: the one of the keyring
 *
 * As work_signing_sync_new() when a person asks, and all there is to know of these is asked, one
 * by one: so an address that was changed at the provider is noticed, which lists do not tell.
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_signing_sync_whole_new (WorkSchool *school,
                             const gint64 *agreement_ids,
                             guint n_ids,
                             const char *key)
{
  Poll *poll;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);

  poll = poll_new (school, TRUE, key);
  poll->all = n_ids == 0;
  poll->whole = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_ids > 0)
    g_array_append_vals (poll->whole, agreement_ids, n_ids);
  return work_job_new (_ ("Following signatures…"), sync_func, poll, poll_free);
}

/**
 * work_signing_sync_get_events:
 * @job: a job of work_signing_sync_new() that is not running
 *
 * Returns: (transfer none) (element-type WorkSigningEvent) (nullable): what has happened, in order
 */
GPtrArray *
work_signing_sync_get_events (WorkJob *job)
{
  g_return_val_if_fail (WORK_IS_JOB (job), NULL);

  return g_object_get_data (G_OBJECT (job), EVENTS_KEY);
}

/**
 * work_signing_sync_get_pause:
 * @job: a job of work_signing_sync_new() that is not running
 *
 * Returns: for how many seconds the provider is not to be asked again by itself
 */
guint
work_signing_sync_get_pause (WorkJob *job)
{
  g_return_val_if_fail (WORK_IS_JOB (job), 0);

  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (job), PAUSE_KEY));
}

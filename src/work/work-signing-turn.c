/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

/* Of a provider's list, one call; a day of following costs at most twelve of them an hour. */
#define LIST_LENGTH   100
#define LIST_INTERVAL (3600 / 12)

/* A window that nobody looks at asks so many times less often. */
#define AWAY_FACTOR 3

/* A proof that has not come by then is not asked for any more by itself. */
#define PROOF_SECONDS (7 * 24 * 3600)

/* ---- when ---- */

static gint64 (*unix_time) (void);

/**
 * _work_signing_set_clock:
 * @func: (nullable): seconds since 1970; %NULL: the computer's
 *
 * For tests that live through a day.
 */
void
_work_signing_set_clock (gint64 (*func) (void))
{
  unix_time = func;
}

/**
 * _work_signing_time:
 * @seconds: from now on
 *
 * Returns: (transfer full): that moment in UTC: "2026-11-26T13:01:51Z"
 */
char *
_work_signing_time (guint seconds)
{
  gint64 now = unix_time != NULL ? unix_time () : g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_utc (now + seconds);

  return g_date_time_format (then, "%Y-%m-%dT%H:%M:%SZ");
}

static gboolean
is_within (const char *timestamp, guint seconds)
{
  g_autofree char *now_text = _work_signing_time (0);
  g_autoptr (GDateTime) at =
      timestamp != NULL ? g_date_time_new_from_iso8601 (timestamp, NULL) : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (now_text, NULL);

  /* a clock that was wrong has written what is yet to come */
  return at != NULL && ABS (g_date_time_difference (now, at)) < seconds * G_TIME_SPAN_SECOND;
}

/**
 * work_signing_pause:
 * @n_open: agreements that are with their signatories
 *
 * Returns: seconds between two looks at the provider: its list comes in pages, and one call more
 *   for what has ended
 */
guint
work_signing_pause (guint n_open)
{
  return ((n_open + LIST_LENGTH - 1) / LIST_LENGTH + 1) * LIST_INTERVAL;
}

/**
 * work_signing_wait:
 * @pause: seconds between two looks, as the last one has told
 * @in_view: whether somebody looks at the window
 * @elapsed: seconds since the last look
 *
 * Returns: for how many seconds a window waits until it looks again; 0: it is due
 */
guint
work_signing_wait (guint pause, gboolean in_view, gint64 elapsed)
{
  gint64 whole = (gint64) pause * (in_view ? 1 : AWAY_FACTOR);

  return elapsed >= whole ? 0 : (guint) (whole - MAX (elapsed, 0));
}

/* ---- what ---- */

/**
 * _work_signing_is_unsent:
 * @request: a request
 *
 * Returns: whether its sending is not done
 */
gboolean
_work_signing_is_unsent (ModelRecord *request)
{
  const char *state = model_record_get_or_empty (request, "state");

  return g_str_equal (state, "prepared") || g_str_equal (state, "sending");
}

/**
 * _work_signing_is_ongoing:
 * @request: a request
 *
 * Returns: whether it is with its signatories
 */
gboolean
_work_signing_is_ongoing (ModelRecord *request)
{
  return g_strcmp0 (model_record_get (request, "state"), "ongoing") == 0;
}

/**
 * _work_signing_is_completed:
 * @request: a request
 *
 * Returns: whether all have signed it
 */
gboolean
_work_signing_is_completed (ModelRecord *request)
{
  return g_strcmp0 (model_record_get (request, "state"), "completed") == 0;
}

/**
 * _work_signing_is_fresh:
 * @request: a request that has ended
 *
 * Returns: whether what the provider has of it is still asked for by itself
 */
gboolean
_work_signing_is_fresh (ModelRecord *request)
{
  return is_within (model_record_get (request, "ended_at"), PROOF_SECONDS);
}

/**
 * _work_signing_is_unkept:
 * @request: a request
 *
 * Returns: whether the signed document or its proof is to be fetched
 */
gboolean
_work_signing_is_unkept (ModelRecord *request)
{
  if (!_work_signing_is_completed (request))
    return FALSE;
  return model_record_get_int (request, "signed_document_id") == 0
         || (model_record_get_int (request, "proof_document_id") == 0
             && _work_signing_is_fresh (request));
}

/* However often it is called by itself, the provider is asked at its pace; what was interrupted is
 * gone on with at once. */
static void
drop_what_is_not_due (WorkSigningTurn *self)
{
  if (self->asked || !is_within (self->polled, work_signing_pause (self->n_open)))
    return;
  for (guint i = self->requests->len; i > 0; i--)
    if (_work_signing_is_ongoing (self->requests->pdata[i - 1])
        && model_record_get_int (self->requests->pdata[i - 1], "stop_asked") == 0)
      g_ptr_array_remove_index (self->requests, i - 1);
}

/**
 * _work_signing_turn_read:
 * @connection: a connection
 * @data: a #WorkSigningTurn
 * @cancellable: (nullable): unused
 * @error: return location
 *
 * For store_queue_run(): reads what is to be done now.
 *
 * Returns: %NULL
 */
gpointer
_work_signing_turn_read (StoreConnection *connection,
                         gpointer data,
                         GCancellable *cancellable,
                         GError **error)
{
  static const char *const states[] = { "prepared", "sending", "ongoing", "completed" };
  WorkSigningTurn *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (GPtrArray) some =
          store_find (connection, MODEL_ENTITY_SIGNATURE_REQUEST, "state", states[i], error);

      if (some == NULL)
        return NULL;
      for (guint j = 0; j < some->len; j++)
        if (_work_signing_is_unsent (some->pdata[j]) || _work_signing_is_ongoing (some->pdata[j])
            || _work_signing_is_unkept (some->pdata[j])
            || _work_signing_lacks_trail (connection, some->pdata[j]))
          {
            g_ptr_array_add (self->requests, g_object_ref (some->pdata[j]));
            self->n_open += _work_signing_is_ongoing (some->pdata[j]) ? 1 : 0;
          }
    }
  self->polled = _work_lease_get (connection, WORK_LEASE_POLLED, error);
  drop_what_is_not_due (self);
  return NULL;
}

/* ---- one seat for all ---- */

static gboolean
take_leases (StoreConnection *connection, gpointer data, GError **error)
{
  WorkSigningTurn *self = data;

  if (!_work_lease_take (connection, WORK_LEASE_SYNC, self->holder, WORK_LEASE_SECONDS,
                         &self->taken, error))
    return FALSE;
  if (!self->taken)
    return TRUE;
  if (self->asked)
    return _work_lease_set (connection, WORK_LEASE_POLL, _work_lease_seat (), "", error);
  return _work_lease_take (connection, WORK_LEASE_POLL, _work_lease_seat (), WORK_LEASE_SECONDS,
                           &self->taken, error)
         && (self->taken || _work_lease_drop (connection, WORK_LEASE_SYNC, self->holder, error));
}

static gboolean
drop_leases (StoreConnection *connection, gpointer data, GError **error)
{
  WorkSigningTurn *self = data;
  gboolean taken;

  return _work_lease_drop (connection, NULL, self->holder, error)
         && _work_lease_take (connection, WORK_LEASE_POLL, _work_lease_seat (),
                              work_signing_pause (self->n_open) + LIST_INTERVAL, &taken, error);
}

static gboolean
write_polled (StoreConnection *connection, gpointer data, GError **error)
{
  return _work_lease_set (connection, WORK_LEASE_POLLED, _work_lease_seat (), data, error);
}

/**
 * _work_signing_turn_take:
 * @school: a school
 * @self: whose turn it is to be; @taken says whether it is
 * @error: return location
 *
 * One seat asks for all.
 *
 * Returns: whether it could be found out
 */
gboolean
_work_signing_turn_take (WorkSchool *school, WorkSigningTurn *self, GError **error)
{
  return _work_signing_write (school, take_leases, self, error);
}

/**
 * _work_signing_turn_drop:
 * @school: a school
 * @self: whose turn it was
 *
 * It stays this seat's turn to ask by itself, until well after it was to.
 */
void
_work_signing_turn_drop (WorkSchool *school, WorkSigningTurn *self)
{
  _work_signing_write (school, drop_leases, self, NULL);
}

/**
 * _work_signing_turn_note:
 * @school: a school
 * @now: when the provider was asked
 * @error: return location
 *
 * Returns: whether it is written for all seats
 */
gboolean
_work_signing_turn_note (WorkSchool *school, char *now, GError **error)
{
  return _work_signing_write (school, write_polled, now, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "work-school-private.h"
#include "work-signature.h"

/* What is said of somebody who has come to a state; %s: who, %s: why, where that is told. */
static const struct
{
  SignerState state;
  WorkSigningEventKind kind;
  const char *sentence;
  const char *with_reason; /* (nullable) */
} turns[] = {
  { SIGN_SIGNER_OPENED, WORK_SIGNING_OPENED, N_ ("%s has opened it."), NULL },
  { SIGN_SIGNER_SIGNED, WORK_SIGNING_SIGNED, N_ ("%s has signed."), NULL },
  { SIGN_SIGNER_DECLINED, WORK_SIGNING_DECLINED, N_ ("%s refuses to sign."),
    N_ ("%s refuses to sign: %s") },
  { SIGN_SIGNER_BOUNCED, WORK_SIGNING_BOUNCED, N_ ("The invitation of %s did not arrive."),
    N_ ("The invitation of %s did not arrive: %s") },
  { SIGN_SIGNER_FAILED, WORK_SIGNING_FAILED, N_ ("%s cannot sign: the provider failed."),
    N_ ("%s cannot sign: %s") },
};

/* How a request ends. */
static const struct
{
  SignState state;
  const char *key;
  WorkSigningEventKind kind;
  const char *sentence;
} ends[] = {
  { SIGN_STATE_COMPLETED, "completed", WORK_SIGNING_COMPLETED, N_ ("All have signed.") },
  { SIGN_STATE_DECLINED, "declined", WORK_SIGNING_DECLINED, NULL }, /* said of who refuses */
  { SIGN_STATE_EXPIRED, "expired", WORK_SIGNING_EXPIRED,
    N_ ("Not all have signed in time: the document is void.") },
  { SIGN_STATE_CANCELLED, "cancelled", WORK_SIGNING_CANCELLED,
    N_ ("The signature was stopped: the document is void.") },
};

/* News that are being written down. */
typedef struct
{
  const WorkSigningNews *news;
  StoreConnection *connection;
  StoreOperation *operation;
  ModelRecord *request;
  GPtrArray *signers; /* (element-type ModelRecord) */
  gint64 agreement_id;
  char *student;
  char *now;
  GPtrArray *events; /* of this attempt */
} Following;

/* ---- events ---- */

/**
 * work_signing_event_key:
 * @kind: what has happened
 *
 * Returns: what scripts call it: "signed"
 */
const char *
work_signing_event_key (WorkSigningEventKind kind)
{
  static const char *const keys[WORK_SIGNING_N_EVENTS] = {
    [WORK_SIGNING_SENT] = "sent",           [WORK_SIGNING_OPENED] = "opened",
    [WORK_SIGNING_SIGNED] = "signed",       [WORK_SIGNING_DECLINED] = "declined",
    [WORK_SIGNING_BOUNCED] = "bounced",     [WORK_SIGNING_MOVED] = "moved",
    [WORK_SIGNING_COMPLETED] = "completed", [WORK_SIGNING_EXPIRED] = "expired",
    [WORK_SIGNING_CANCELLED] = "cancelled", [WORK_SIGNING_FAILED] = "failed",
    [WORK_SIGNING_KEPT] = "kept",
  };

  g_return_val_if_fail ((guint) kind < WORK_SIGNING_N_EVENTS, NULL);

  return keys[kind];
}

/**
 * _work_signing_event_free:
 * @event: (transfer full) (nullable): a #WorkSigningEvent
 */
void
_work_signing_event_free (gpointer event)
{
  WorkSigningEvent *self = event;

  if (self == NULL)
    return;
  g_free (self->student);
  g_free (self->sentence);
  g_free (self);
}

/**
 * _work_signing_event_add:
 * @events: (nullable) (element-type WorkSigningEvent): where it is added
 * @kind: what has happened
 * @agreement_id: to which agreement
 * @student: whose
 * @sentence: the same for a person
 */
void
_work_signing_event_add (GPtrArray *events,
                         WorkSigningEventKind kind,
                         gint64 agreement_id,
                         const char *student,
                         const char *sentence)
{
  WorkSigningEvent *event;

  if (events == NULL)
    return;
  event = g_new0 (WorkSigningEvent, 1);
  event->kind = kind;
  event->agreement_id = agreement_id;
  event->student = g_strdup (student);
  event->sentence = g_strdup (sentence);
  g_ptr_array_add (events, event);
}

static void
tell (Following *self, WorkSigningEventKind kind, const char *sentence)
{
  _work_signing_event_add (self->events, kind, self->agreement_id, self->student, sentence);
}

/* ---- who is who ---- */

/* By the provider's id, else by the place among them: so it is before ids are known, and after a
 * transfer that made a new signatory at the provider. */
static SignSigner *
find_remote (const SignRequest *remote, GPtrArray *signers, guint n)
{
  const char *id = model_record_get (signers->pdata[n], "remote_id");

  for (guint i = 0; i < remote->signers->len; i++)
    {
      SignSigner *signer = remote->signers->pdata[i];

      if (g_strcmp0 (signer->id, id) == 0)
        return signer;
    }
  return remote->signers->len == signers->len ? remote->signers->pdata[n] : NULL;
}

static gboolean
is_moved (ModelRecord *signer, const SignSigner *remote)
{
  return remote->email != NULL && remote->email[0] != '\0'
         && g_ascii_strcasecmp (remote->email, model_record_get_or_empty (signer, "email")) != 0;
}

/**
 * _work_signing_differs:
 * @request: a request
 * @signers: (element-type ModelRecord): who signs it
 * @remote: the same, as a list of the provider tells
 *
 * Returns: whether the provider has news of it, so that the whole is worth a call
 */
gboolean
_work_signing_differs (ModelRecord *request, GPtrArray *signers, const SignRequest *remote)
{
  if (remote->state != SIGN_STATE_ONGOING
      || g_strcmp0 (model_record_get (request, "state"), "ongoing") != 0)
    return TRUE;
  for (guint i = 0; i < signers->len; i++)
    {
      const SignSigner *signer = find_remote (remote, signers, i);

      if (signer != NULL
          && (g_strcmp0 (sign_signer_state_to_key (signer->state),
                         model_record_get (signers->pdata[i], "state"))
                  != 0
              || is_moved (signers->pdata[i], signer)))
        return TRUE;
    }
  return FALSE;
}

static char *
name_signer (ModelRecord *signer)
{
  return g_strdup_printf ("%s %s", model_record_get_or_empty (signer, "given_name"),
                          model_record_get_or_empty (signer, "family_name"));
}

/* ---- signatories ---- */

static void
tell_turn (Following *self, ModelRecord *signer, const SignSigner *remote)
{
  g_autofree char *name = name_signer (signer);
  g_autofree char *sentence = NULL;
  gboolean has_reason = remote->reason != NULL && remote->reason[0] != '\0';

  for (guint i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      if (turns[i].state != remote->state)
        continue;
      sentence = has_reason && turns[i].with_reason != NULL
                     ? _work_signing_fill (_ (turns[i].with_reason), name, remote->reason)
                     : _work_signing_fill (_ (turns[i].sentence), name, NULL);
      tell (self, turns[i].kind, sentence);
    }
}

static void
follow_address (Following *self, ModelRecord *signer, const SignSigner *remote)
{
  g_autofree char *name = NULL;
  g_autofree char *sentence = NULL;

  if (!is_moved (signer, remote))
    return;
  name = name_signer (signer);
  model_record_set_canonical (signer, "transferred_from", model_record_get (signer, "email"));
  model_record_set_canonical (signer, "email", remote->email);
  sentence = g_strdup_printf (_ ("The e-mail address of %s was changed at %s."), name,
                              sign_provider_get_label (self->news->provider));
  tell (self, WORK_SIGNING_MOVED, sentence);
}

static void
set_time (ModelRecord *signer, const char *column, const char *told, gboolean has_come, char *now)
{
  if (told != NULL)
    model_record_set_canonical (signer, column, told);
  else if (has_come && model_record_get (signer, column) == NULL)
    model_record_set_canonical (signer, column, now);
}

/* A provider may leave those who had not come to it as they were when a request ended. */
static SignerState
state_of (const SignRequest *request, const SignSigner *remote)
{
  gboolean is_void = sign_state_is_over (request->state) && request->state != SIGN_STATE_COMPLETED;

  switch (remote->state)
    {
    case SIGN_SIGNER_WAITING:
    case SIGN_SIGNER_INVITED:
    case SIGN_SIGNER_OPENED:
    case SIGN_SIGNER_SIGNING:
      return is_void ? SIGN_SIGNER_STOPPED : remote->state;
    default:
      return remote->state;
    }
}

static void
follow_signer (Following *self, ModelRecord *signer, const SignSigner *remote)
{
  const char *state = sign_signer_state_to_key (state_of (self->news->remote, remote));
  gboolean is_new = g_strcmp0 (model_record_get (signer, "state"), state) != 0;

  model_record_set_canonical (signer, "remote_id", remote->id);
  follow_address (self, signer, remote);
  model_record_set_canonical (signer, "state", state);
  if (remote->reason != NULL)
    model_record_set_canonical (signer, "reason", remote->reason);
  set_time (signer, "invited_at", remote->invited_at,
            remote->state != SIGN_SIGNER_WAITING && remote->state != SIGN_SIGNER_STOPPED,
            self->now);
  set_time (signer, "opened_at", remote->opened_at, remote->state == SIGN_SIGNER_OPENED, self->now);
  set_time (signer, "signed_at", remote->signed_at, remote->state == SIGN_SIGNER_SIGNED, self->now);
  if (is_new && remote->state == state_of (self->news->remote, remote))
    tell_turn (self, signer, remote);
}

/* The dates of a signatory are those of paper: so all that reads them tells the truth. */
static gboolean
follow_signatory (Following *self, ModelRecord *signer, GError **error)
{
  static const struct
  {
    const char *from;
    const char *to;
  } dates[] = {
    { "invited_at", "sent_on" },
    { "reminded_at", "reminded_on" },
    { "signed_at", "signed_on" },
  };
  g_autoptr (ModelRecord) signatory =
      store_load (self->connection, MODEL_ENTITY_SIGNATORY,
                  model_record_get_int (signer, "signatory_id"), error);

  if (signatory == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      const char *at = model_record_get (signer, dates[i].from);
      g_autofree char *day = at != NULL ? _work_signing_day (at) : NULL;

      model_record_set_canonical (signatory, dates[i].to, day);
    }
  model_record_set_canonical (signatory, "email", model_record_get (signer, "email"));
  return store_save (self->connection, signatory, self->operation, NULL, error);
}

static gboolean
follow_signers (Following *self, GError **error)
{
  for (guint i = 0; i < self->signers->len; i++)
    {
      ModelRecord *signer = self->signers->pdata[i];
      const SignSigner *remote = find_remote (self->news->remote, self->signers, i);

      if (remote == NULL)
        continue;
      follow_signer (self, signer, remote);
      if (!model_record_is_changed (signer))
        continue;
      if (!store_save (self->connection, signer, self->operation, NULL, error)
          || !follow_signatory (self, signer, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- the request and its agreement ---- */

static gboolean
set_sent (Following *self, GError **error)
{
  g_autoptr (ModelRecord) agreement =
      store_load (self->connection, MODEL_ENTITY_AGREEMENT, self->agreement_id, error);
  const char *told = self->news->remote->activated_at;
  const char *at = told != NULL ? told : self->now;
  g_autofree char *day = _work_signing_day (at);

  if (agreement == NULL)
    return FALSE;
  model_record_set_canonical (self->request, "state", "ongoing");
  model_record_set_canonical (self->request, "stage", NULL);
  model_record_set_canonical (self->request, "sent_at", at);
  model_record_set_canonical (agreement, "mode", "electronic");
  model_record_set_canonical (agreement, "sent_on", day);
  if (self->news->resumed)
    tell (self, WORK_SIGNING_SENT,
          _ ("Its sending had been interrupted; its signatories have it now."));
  return store_save (self->connection, agreement, self->operation, NULL, error);
}

/* The step that says so, else the last one. */
static int
signed_step (GPtrArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const ModelStep *step = steps->pdata[i];

      if (step->is_signed)
        return (int) i;
    }
  return (int) MAX (steps->len, 1) - 1;
}

static gboolean
set_signed (Following *self, const char *at, GError **error)
{
  g_autoptr (ModelRecord) agreement =
      store_load (self->connection, MODEL_ENTITY_AGREEMENT, self->agreement_id, error);
  g_autoptr (GPtrArray) steps =
      agreement != NULL ? _work_steps_load (self->connection, error) : NULL;
  g_autofree char *day = _work_signing_day (at);

  if (steps == NULL)
    return FALSE;
  _work_step_set (agreement, steps, signed_step (steps), day);
  model_record_set_canonical (agreement, "signed_on", day);
  return store_save (self->connection, agreement, self->operation, NULL, error);
}

static gboolean
set_ended (Following *self, guint end, GError **error)
{
  const SignRequest *remote = self->news->remote;
  const char *told = remote->completed_at;
  const char *at = told != NULL ? told : self->now;
  g_autofree char *today = base_date_today_iso ();

  model_record_set_canonical (self->request, "state", ends[end].key);
  model_record_set_canonical (self->request, "stage", NULL);
  model_record_set_canonical (self->request, "ended_at", at);
  model_record_set_canonical (self->request, "stop_asked", NULL);
  /* it came too late for the stop that was asked for */
  if (ends[end].state == SIGN_STATE_COMPLETED)
    model_record_set_canonical (self->request, "reason", NULL);
  if (remote->reason != NULL)
    model_record_set_canonical (self->request, "reason", remote->reason);
  if (ends[end].sentence != NULL)
    tell (self, ends[end].kind, _ (ends[end].sentence));
  return ends[end].state == SIGN_STATE_COMPLETED
             ? set_signed (self, at, error)
             : _work_signing_void (self->connection, self->agreement_id, today, self->operation,
                                   error);
}

static gboolean
follow_request (Following *self, GError **error)
{
  const SignRequest *remote = self->news->remote;
  const char *state = model_record_get_or_empty (self->request, "state");

  model_record_set_canonical (self->request, "remote_id", remote->id);
  model_record_set_canonical (self->request, "problem", NULL);
  if (remote->state != SIGN_STATE_DRAFT && model_record_get (self->request, "sent_at") == NULL
      && !set_sent (self, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (ends[i].state == remote->state && !g_str_equal (ends[i].key, state)
        && !set_ended (self, i, error))
      return FALSE;
  return store_save (self->connection, self->request, self->operation, NULL, error);
}

static void
following_clear (Following *self)
{
  g_clear_object (&self->request);
  g_clear_pointer (&self->signers, g_ptr_array_unref);
  g_clear_pointer (&self->student, g_free);
  g_ptr_array_set_size (self->events, 0);
}

/* What ended here, by a stop, is not brought back by older news. */
static gboolean
is_over (ModelRecord *request)
{
  static const char *const states[] = { "completed", "declined", "expired",
                                        "cancelled", "failed",   NULL };

  return g_strv_contains (states, model_record_get_or_empty (request, "state"));
}

static gboolean
follow (StoreConnection *connection, gpointer data, GError **error)
{
  Following *self = data;

  following_clear (self);
  self->connection = connection;
  self->request =
      store_load (connection, MODEL_ENTITY_SIGNATURE_REQUEST, self->news->request_id, error);
  if (self->request == NULL)
    return FALSE;
  if (is_over (self->request))
    return TRUE;
  self->agreement_id = model_record_get_int (self->request, "agreement_id");
  self->signers = _work_signing_load_signers (connection, self->news->request_id, error);
  if (self->signers == NULL)
    return FALSE;
  self->student = _work_signing_student (connection, self->agreement_id, error);
  return self->student != NULL && follow_signers (self, error) && follow_request (self, error);
}

static void
hand_on (GPtrArray *from, GPtrArray *to)
{
  if (to == NULL)
    return;
  while (from->len > 0)
    g_ptr_array_add (to, g_ptr_array_steal_index (from, 0));
}

/**
 * _work_signing_follow:
 * @school: a school
 * @news: what the provider tells
 * @error: return location
 *
 * Writes down where a request stands, with all that follows from it: its signatories' dates, its
 * agreement sent, signed or void. Told twice it changes nothing.
 *
 * Returns: whether it is written
 */
gboolean
_work_signing_follow (WorkSchool *school, const WorkSigningNews *news, GError **error)
{
  g_autoptr (StoreOperation) own = NULL;
  Following self = { .news = news, .operation = news->operation };
  gboolean written;

  if (self.operation == NULL)
    {
      own = store_operation_new (sign_provider_get_label (news->provider), "signature.follow");
      self.operation = own;
    }
  self.now = base_date_now_utc ();
  self.events = g_ptr_array_new_with_free_func (_work_signing_event_free);
  written = _work_signing_write (school, follow, &self, error);
  if (written)
    hand_on (self.events, news->events);
  following_clear (&self);
  g_ptr_array_unref (self.events);
  g_free (self.now);
  return written;
}

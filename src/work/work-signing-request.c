/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-agreement-private.h"
#include "work-signing-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "sign-error.h"
#include "store-document.h"
#include "work-change-private.h"
#include "work-generate.h"

/* How stages are called in the database. */
static const char *const stages[SIGN_N_STAGES] = {
  [SIGN_STAGE_FIND] = "find",         [SIGN_STAGE_CREATE] = "create",
  [SIGN_STAGE_DOCUMENT] = "document", [SIGN_STAGE_SIGNERS] = "signers",
  [SIGN_STAGE_ACTIVATE] = "activate",
};

/* One request that is sent. */
typedef struct
{
  WorkSigningSending *sending;
  gint64 request_id;
  SignOrder *order;
  char *remote_id;     /* (nullable) */
  gboolean is_settled; /* somebody else has sent it, or is doing so */

  SignStage stage; /* what is written */
  SignRequest *remote;
  const char *problem;
} Sent;

static void
sent_clear (Sent *self)
{
  g_clear_pointer (&self->order, sign_order_free);
  g_clear_pointer (&self->remote_id, g_free);
}

/* ---- what is sent ---- */

static SignPerson *
read_person (ModelRecord *signer)
{
  SignPerson *person = sign_person_new (model_record_get_or_empty (signer, "given_name"),
                                        model_record_get_or_empty (signer, "family_name"),
                                        model_record_get_or_empty (signer, "email"));

  person->mobile = g_strdup (model_record_get (signer, "mobile"));
  person->method = _work_signing_method_from_key (model_record_get (signer, "method"));
  return person;
}

/* (transfer full) (nullable): words of the invitation, with what the agreement says */
static char *
fill_in (const char *pattern, WorkValues *values)
{
  return pattern != NULL ? work_text_from_pattern (pattern, work_values_lookup_plain, values)
                         : NULL;
}

static gboolean
read_words (StoreConnection *connection,
            const WorkSigningSetup *setup,
            ModelRecord *request,
            SignOrder *order,
            GError **error)
{
  g_autoptr (ModelRecord) agreement = store_load (
      connection, MODEL_ENTITY_AGREEMENT, model_record_get_int (request, "agreement_id"), error);
  g_autoptr (WorkValues) values =
      agreement != NULL ? _work_agreement_values (agreement, error) : NULL;

  if (values == NULL)
    return FALSE;
  order->subject = fill_in (setup->subject, values);
  order->message = fill_in (setup->message, values);
  return TRUE;
}

/* (transfer full): the same each time, as far as the database tells it */
static SignOrder *
read_order (StoreConnection *connection,
            const WorkSigningSetup *setup,
            ModelRecord *request,
            GError **error)
{
  g_autoptr (ModelRecord) document = store_load (
      connection, MODEL_ENTITY_DOCUMENT, model_record_get_int (request, "document_id"), error);
  g_autoptr (GBytes) bytes =
      document != NULL ? store_document_read (connection, document, error) : NULL;
  g_autoptr (GPtrArray) signers = NULL;
  SignOrder *order;

  if (bytes == NULL)
    return NULL;
  signers = _work_signing_load_signers (connection, model_record_get_id (request), error);
  if (signers == NULL)
    return NULL;
  order = sign_order_new (model_record_get (request, "external_id"),
                          model_record_get (request, "title"), bytes);
  g_free (order->file_name);
  order->file_name = g_strdup (model_record_get (document, "name"));
  for (guint i = 0; i < signers->len; i++)
    g_ptr_array_add (order->signers, read_person (signers->pdata[i]));
  order->ordered = setup->ordered;
  order->remind_days = setup->remind_days;
  order->expires_on = g_strdup (model_record_get (request, "expires_on"));
  g_free (order->since);
  order->since = g_strdup (model_record_get (request, "started_at"));
  order->may_be_made =
      g_strcmp0 (model_record_get (request, "stage"), stages[SIGN_STAGE_CREATE]) == 0;
  if (read_words (connection, setup, request, order, error))
    return order;
  sign_order_free (order);
  return NULL;
}

/* A request is sent where it was begun: elsewhere it would be a second one. */
static gboolean
is_of_setup (const WorkSigningSetup *setup, ModelRecord *request, GError **error)
{
  return _work_signing_setup_has (setup, request)
         || _work_refuse (error, _ ("This was sent with another provider, or another server: set "
                                    "that one again in the preferences, or stop this signature."));
}

static gboolean
take (StoreConnection *connection, gpointer data, GError **error)
{
  Sent *self = data;
  g_autoptr (ModelRecord) request =
      store_load (connection, MODEL_ENTITY_SIGNATURE_REQUEST, self->request_id, error);
  const char *state = request != NULL ? model_record_get_or_empty (request, "state") : NULL;
  gboolean taken;

  sent_clear (self);
  if (request == NULL || !is_of_setup (self->sending->setup, request, error))
    return FALSE;
  self->is_settled = g_str_equal (state, "ongoing");
  if (self->is_settled)
    return TRUE;
  if (!g_str_equal (state, "prepared") && !g_str_equal (state, "sending"))
    return _work_refuse (error, _ ("This signature was stopped meanwhile: nothing was sent."));
  if (model_record_get_int (request, "stop_asked") != 0)
    return _work_refuse (error, _ ("This signature is being stopped: it is not sent any more."));
  if (!_work_lease_take (connection, model_record_get (request, "external_id"),
                         self->sending->holder, WORK_LEASE_SECONDS, &taken, error))
    return FALSE;
  /* who only goes on with what was interrupted finds that it is not */
  self->is_settled = !taken && self->sending->events != NULL;
  if (self->is_settled)
    return TRUE;
  if (!taken)
    return _work_refuse (error, _ ("Another seat is sending this agreement just now."));
  self->remote_id = g_strdup (model_record_get (request, "remote_id"));
  self->order = read_order (connection, self->sending->setup, request, error);
  return self->order != NULL;
}

/* ---- how far it is ---- */

/* A computer that has slept may wake up when another one has taken over. */
static gboolean
keep_lease (const Sent *self, StoreConnection *connection, GError **error)
{
  gboolean kept;

  if (!_work_lease_take (connection, self->order->external_id, self->sending->holder,
                         WORK_LEASE_SECONDS, &kept, error))
    return FALSE;
  if (!kept)
    return _work_refuse (error, _ ("Another seat is sending this agreement just now."));
  return _work_lease_renew (connection, self->sending->holder, WORK_LEASE_SECONDS, error);
}

/* That one may be made, of which nothing was heard, stays written down until it is found. */
static void
set_stage (const Sent *self, ModelRecord *request)
{
  if (self->stage != SIGN_STAGE_FIND || !self->order->may_be_made)
    model_record_set_canonical (request, "stage", stages[self->stage]);
}

static gboolean
write_stage (StoreConnection *connection, gpointer data, GError **error)
{
  const Sent *self = data;
  g_autoptr (ModelRecord) request =
      store_load (connection, MODEL_ENTITY_SIGNATURE_REQUEST, self->request_id, error);
  const char *state;

  if (request == NULL || !keep_lease (self, connection, error))
    return FALSE;
  state = model_record_get_or_empty (request, "state");
  if (!g_str_equal (state, "prepared") && !g_str_equal (state, "sending"))
    return _work_refuse (error, _ ("This signature was stopped meanwhile: nothing was sent."));
  if (model_record_get_int (request, "stop_asked") != 0)
    return _work_refuse (error, _ ("This signature is being stopped: it is not sent any more."));
  model_record_set_canonical (request, "state", "sending");
  set_stage (self, request);
  if (self->remote != NULL && self->remote->id != NULL && self->remote->id[0] != '\0')
    model_record_set_canonical (request, "remote_id", self->remote->id);
  return store_save (connection, request, self->sending->operation, NULL, error);
}

static gboolean
on_stage (SignStage stage, SignRequest *request, gpointer user_data, GError **error)
{
  Sent *self = user_data;

  if (stage == SIGN_STAGE_DONE)
    return TRUE;
  self->stage = stage;
  self->remote = request;
  return _work_signing_write (self->sending->school, write_stage, self, error);
}

/* ---- what became of it ---- */

/* What the provider refuses it would refuse again: the agreement is free to be corrected. */
static gboolean
is_final (const GError *error)
{
  return g_error_matches (error, SIGN_ERROR, SIGN_ERROR_REFUSED)
         || g_error_matches (error, SIGN_ERROR, SIGN_ERROR_INVALID)
         || g_error_matches (error, SIGN_ERROR, SIGN_ERROR_UNSUPPORTED);
}

static gboolean
is_unsent (ModelRecord *request)
{
  static const char *const states[] = { "prepared", "sending", NULL };

  return g_strv_contains (states, model_record_get_or_empty (request, "state"));
}

static gboolean
write_failure (StoreConnection *connection, gpointer data, GError **error)
{
  const Sent *self = data;
  g_autofree char *now = base_date_now_utc ();
  g_autofree char *today = base_date_today_iso ();
  g_autoptr (ModelRecord) request =
      store_load (connection, MODEL_ENTITY_SIGNATURE_REQUEST, self->request_id, error);

  if (request == NULL)
    return FALSE;
  if (!is_unsent (request))
    return TRUE;
  model_record_set_canonical (request, "state", "failed");
  model_record_set_canonical (request, "problem", self->problem);
  model_record_set_canonical (request, "ended_at", now);
  return store_save (connection, request, self->sending->operation, NULL, error)
         && _work_signing_void (connection, model_record_get_int (request, "agreement_id"), today,
                                self->sending->operation, error);
}

static gboolean
fail (Sent *self, const GError *cause, GError **error)
{
  self->problem = cause->message;
  if (is_final (cause))
    {
      if (!_work_signing_write (self->sending->school, write_failure, self, error))
        return FALSE;
    }
  else if (cause->domain == SIGN_ERROR)
    _work_signing_set_problem (self->sending->school, self->request_id, cause->message);
  g_propagate_error (error, g_error_copy (cause));
  return FALSE;
}

static gboolean
drop_lease (StoreConnection *connection, gpointer data, GError **error)
{
  const Sent *self = data;

  return self->order == NULL
         || _work_lease_drop (connection, self->order->external_id, self->sending->holder, error);
}

static gboolean
send_taken (Sent *self, GCancellable *cancellable, GError **error)
{
  WorkSigningSending *sending = self->sending;
  g_autoptr (GError) local = NULL;
  g_autoptr (SignRequest) remote = sign_session_send (
      sending->session, self->order, self->remote_id, on_stage, self, cancellable, &local);
  WorkSigningNews news = { .request_id = self->request_id,
                           .remote = remote,
                           .provider = sending->setup->provider,
                           .operation = sending->operation,
                           .resumed = sending->events != NULL,
                           .events = sending->events };

  if (remote == NULL)
    return fail (self, local, error);
  return _work_signing_follow (sending->school, &news, error);
}

/* ---- what there is at the provider ---- */

typedef struct
{
  gint64 request_id;
  SignOrder *order;
  char *remote_id;
} Search;

static gpointer
read_search (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Search *search = data;
  g_autoptr (ModelRecord) request =
      store_load (connection, MODEL_ENTITY_SIGNATURE_REQUEST, search->request_id, error);
  g_autoptr (WorkSigningSetup) own =
      request != NULL ? _work_signing_setup_load (connection, error) : NULL;

  if (own != NULL)
    search->order = read_order (connection, own, request, error);
  return NULL;
}

/* Looking is where sending begins; nothing that follows is begun. */
static gboolean
only_look (SignStage stage, SignRequest *request, gpointer user_data, GError **error)
{
  Search *search = user_data;

  if (stage == SIGN_STAGE_FIND)
    return TRUE;
  if (request != NULL)
    search->remote_id = g_strdup (request->id);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "");
  return FALSE;
}

/**
 * _work_signing_find_remote:
 * @school: a school
 * @session: with the provider
 * @request_id: a request whose sending was cut off
 * @cancellable: (nullable): to give up
 * @error: return location for a #SignError
 *
 * Looks for a request by the id that is ours, be it a draft or on its way. Nothing is sent.
 *
 * Returns: (transfer full) (nullable): the provider's id; %NULL without @error: there is none
 */
char *
_work_signing_find_remote (WorkSchool *school,
                           SignSession *session,
                           gint64 request_id,
                           GCancellable *cancellable,
                           GError **error)
{
  Search search = { .request_id = request_id };
  g_autoptr (GError) local = NULL;
  g_autoptr (SignRequest) remote = NULL;

  store_queue_run (work_school_get_queue (school), read_search, &search, NULL, &local);
  if (local == NULL)
    remote =
        sign_session_send (session, search.order, NULL, only_look, &search, cancellable, &local);
  g_clear_pointer (&search.order, sign_order_free);
  if (local != NULL && !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_EXISTS))
    g_propagate_error (error, g_steal_pointer (&local));
  return search.remote_id;
}

/* ---- all of it ---- */

/**
 * _work_signing_send_request:
 * @sending: how it is sent
 * @request_id: a request that is prepared, or was being sent
 * @cancellable: (nullable): to stop, which leaves it to be gone on with
 * @error: return location for a #SignError, or %WORK_ERROR_REFUSED when somebody else sends or
 *   stops it
 *
 * Sends a request, or goes on with it from wherever it stands at the provider.
 *
 * Returns: whether its signatories have it
 */
gboolean
_work_signing_send_request (WorkSigningSending *sending,
                            gint64 request_id,
                            GCancellable *cancellable,
                            GError **error)
{
  Sent self = { .sending = sending, .request_id = request_id };
  gboolean sent = FALSE;

  if (_work_signing_write (sending->school, take, &self, error))
    {
      sent = self.is_settled || send_taken (&self, cancellable, error);
      _work_signing_write (sending->school, drop_lease, &self, NULL);
    }
  sent_clear (&self);
  return sent;
}

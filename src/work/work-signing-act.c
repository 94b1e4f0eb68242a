/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-ident.h"
#include "base-secret.h"
#include "sign-error.h"
#include "work-change-private.h"

/* Nobody is written to twice within an hour without a person wanting it. */
#define REMIND_SECONDS 3600

/* What a job is given. */
typedef struct
{
  WorkSchool *school;
  GArray *ids; /* (element-type gint64): signers */
  gboolean again;
  SignPerson *person; /* (nullable): to whom it is transferred */
  char *key;          /* (nullable) */
} Act;

/* One signatory that something is done for. */
typedef struct
{
  const Act *act;
  StoreOperation *operation;
  gint64 signer_id;

  ModelRecord *signer; /* read */
  ModelRecord *request;
  char *name;
} Acting;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_object_unref (act->school);
  g_array_unref (act->ids);
  g_clear_pointer (&act->person, sign_person_free);
  base_secret_free (act->key);
  g_free (act);
}

static Act *
act_new (WorkSchool *school, const gint64 *signer_ids, guint n_ids, const char *key)
{
  Act *act = g_new0 (Act, 1);

  act->school = g_object_ref (school);
  act->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_ids > 0)
    g_array_append_vals (act->ids, signer_ids, n_ids);
  act->key = g_strdup (key);
  return act;
}

static void
acting_clear (Acting *self)
{
  g_clear_object (&self->signer);
  g_clear_object (&self->request);
  g_clear_pointer (&self->name, g_free);
}

static gpointer
read_signer (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Acting *self = data;

  self->signer = store_load (connection, MODEL_ENTITY_SIGNATURE_SIGNER, self->signer_id, error);
  if (self->signer == NULL)
    return NULL;
  self->name = g_strdup_printf ("%s %s", model_record_get_or_empty (self->signer, "given_name"),
                                model_record_get_or_empty (self->signer, "family_name"));
  self->request = store_load (connection, MODEL_ENTITY_SIGNATURE_REQUEST,
                              model_record_get_int (self->signer, "request_id"), error);
  return NULL;
}

/* ---- whether it may be done ---- */

static gboolean
is_in (ModelRecord *record, const char *const *states)
{
  return g_strv_contains (states, model_record_get_or_empty (record, "state"));
}

/* Who is to sign now, or may later on. */
static gboolean
check_signer (const Acting *self, const char *const *states, GError **error)
{
  static const char *const ongoing[] = { "ongoing", NULL };

  if (!is_in (self->request, ongoing))
    return _work_refuse (error, _ ("This agreement is not with its signatories."));
  if (is_in (self->signer, states))
    return TRUE;
  if (g_strcmp0 (model_record_get (self->signer, "state"), "signed") == 0)
    return _work_refuse (error, _ ("%s has signed already."), self->name);
  if (g_strcmp0 (model_record_get (self->signer, "state"), "waiting") == 0)
    return _work_refuse (error, _ ("It is not the turn of %s yet: others sign before."),
                         self->name);
  return _work_refuse (error, _ ("%s cannot sign any more."), self->name);
}

static gboolean
is_within_hour (const char *timestamp)
{
  g_autoptr (GDateTime) at =
      timestamp != NULL ? g_date_time_new_from_iso8601 (timestamp, NULL) : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return at != NULL && ABS (g_date_time_difference (now, at)) < REMIND_SECONDS * G_TIME_SPAN_SECOND;
}

static gboolean
check_reminder (const Acting *self, GError **error)
{
  static const char *const states[] = { "invited", "opened", "signing", "bounced", NULL };

  if (!check_signer (self, states, error))
    return FALSE;
  if (!self->act->again && is_within_hour (model_record_get (self->signer, "reminded_at")))
    return _work_refuse (error, _ ("%s was reminded less than an hour ago."), self->name);
  return TRUE;
}

static gboolean
check_transfer (const Acting *self, GError **error)
{
  static const char *const states[] = { "waiting", "invited", "opened", "signing",
                                        "bounced", "failed",  NULL };
  const SignPerson *person = self->act->person;
  g_autofree char *email = base_ident_normalize (BASE_IDENT_EMAIL, person->email, error);

  if (email == NULL || !check_signer (self, states, error))
    return FALSE;
  if (person->method == SIGN_METHOD_SMS_CODE && person->mobile == NULL)
    return _work_refuse (error, _ ("%s needs a mobile number: the code goes there."), self->name);
  return TRUE;
}

static gboolean
has_feature (SignSession *session, SignFeatures feature, const char *refusal, GError **error)
{
  const SignProvider *provider = sign_session_get_provider (session);
  g_autofree char *sentence =
      _work_signing_fill (refusal, sign_provider_get_label (provider), NULL);

  return (sign_provider_get_features (provider) & feature) != 0
         || _work_refuse (error, "%s", sentence);
}

static SignSession *
open_session (const Acting *self, GCancellable *cancellable, GError **error)
{
  return _work_signing_open_of_request (self->act->school, self->request, self->act->key, NULL,
                                        cancellable, error);
}

/* ---- reminding ---- */

static gboolean
write_reminded (StoreConnection *connection, gpointer data, GError **error)
{
  const Acting *self = data;
  g_autofree char *now = base_date_now_utc ();
  g_autofree char *today = base_date_today_iso ();
  g_autoptr (ModelRecord) signer =
      store_load (connection, MODEL_ENTITY_SIGNATURE_SIGNER, self->signer_id, error);
  g_autoptr (ModelRecord) signatory =
      signer != NULL ? store_load (connection, MODEL_ENTITY_SIGNATORY,
                                   model_record_get_int (signer, "signatory_id"), error)
                     : NULL;

  if (signatory == NULL)
    return FALSE;
  model_record_set_canonical (signer, "reminded_at", now);
  model_record_set_canonical (signatory, "reminded_on", today);
  return store_save (connection, signer, self->operation, NULL, error)
         && store_save (connection, signatory, self->operation, NULL, error);
}

/* One whose answer was lost may have left: it counts, so that it is not sent again at once. */
static gboolean
remind_one (Acting *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (SignSession) session = NULL;
  g_autoptr (GError) local = NULL;

  if (!check_reminder (self, error))
    return FALSE;
  session = open_session (self, cancellable, error);
  if (session == NULL
      || !has_feature (session, SIGN_FEATURE_REMIND, _ ("%s reminds nobody when asked to."), error))
    return FALSE;
  if (sign_session_remind (session, model_record_get_or_empty (self->request, "remote_id"),
                           model_record_get_or_empty (self->signer, "remote_id"), cancellable,
                           &local))
    return _work_signing_write (self->act->school, write_reminded, self, error);
  if (sign_error_may_be_done (local))
    _work_signing_write (self->act->school, write_reminded, self, NULL);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* ---- transferring ---- */

static void
set_if (ModelRecord *record, const char *column, const char *value)
{
  if (value != NULL && value[0] != '\0')
    model_record_set_canonical (record, column, value);
}

static gboolean
write_transferred (StoreConnection *connection, gpointer data, GError **error)
{
  const Acting *self = data;
  const SignPerson *person = self->act->person;
  g_autoptr (ModelRecord) signer =
      store_load (connection, MODEL_ENTITY_SIGNATURE_SIGNER, self->signer_id, error);
  g_autoptr (ModelRecord) signatory =
      signer != NULL ? store_load (connection, MODEL_ENTITY_SIGNATORY,
                                   model_record_get_int (signer, "signatory_id"), error)
                     : NULL;
  g_autofree char *name = NULL;

  if (signatory == NULL)
    return FALSE;
  model_record_set_canonical (signer, "transferred_from", model_record_get (signer, "email"));
  model_record_set_canonical (signer, "email", person->email);
  set_if (signer, "given_name", person->given_name);
  set_if (signer, "family_name", person->family_name);
  set_if (signer, "mobile", person->mobile);
  model_record_set_canonical (signer, "opened_at", NULL);
  model_record_set_canonical (signatory, "email", person->email);
  set_if (signatory, "phone", person->mobile);
  if (person->family_name[0] != '\0')
    {
      name = g_strdup_printf ("%s %s", person->given_name, person->family_name);
      model_record_set_canonical (signatory, "name", g_strstrip (name));
    }
  return store_save (connection, signer, self->operation, NULL, error)
         && store_save (connection, signatory, self->operation, NULL, error);
}

/* Who is the same person but for the address keeps the names there are. */
static SignPerson *
complete_person (const Acting *self)
{
  const SignPerson *given = self->act->person;
  const char *mobile =
      given->mobile != NULL ? given->mobile : model_record_get (self->signer, "mobile");
  SignPerson *person = sign_person_new (
      given->given_name[0] != '\0' ? given->given_name
                                   : model_record_get_or_empty (self->signer, "given_name"),
      given->family_name[0] != '\0' ? given->family_name
                                    : model_record_get_or_empty (self->signer, "family_name"),
      given->email);

  person->mobile = g_strdup (mobile);
  person->method = _work_signing_method_from_key (model_record_get (self->signer, "method"));
  return person;
}

static gboolean
transfer_one (Acting *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (SignSession) session = NULL;
  g_autoptr (SignPerson) person = NULL;
  g_autoptr (SignRequest) remote = NULL;
  g_autoptr (GError) local = NULL;
  WorkSigningNews news = { .operation = self->operation };

  if (!check_transfer (self, error))
    return FALSE;
  session = open_session (self, cancellable, error);
  if (session == NULL
      || !has_feature (session, SIGN_FEATURE_TRANSFER,
                       _ ("%s changes no address once it is sent: stop the signature and send the "
                          "agreement anew."),
                       error))
    return FALSE;
  person = complete_person (self);
  remote = sign_session_transfer (session, model_record_get_or_empty (self->request, "remote_id"),
                                  model_record_get_or_empty (self->signer, "remote_id"), person,
                                  cancellable, &local);
  if (remote == NULL)
    {
      /* the next following looks whether it was changed */
      if (sign_error_may_be_done (local))
        _work_signing_set_problem (self->act->school, model_record_get_id (self->request),
                                   local->message);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!_work_signing_write (self->act->school, write_transferred, self, error))
    return FALSE;
  news.request_id = model_record_get_id (self->request);
  news.remote = remote;
  news.provider = sign_session_get_provider (session);
  return _work_signing_follow (self->act->school, &news, error);
}

/* ---- jobs ---- */

static gboolean
run (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Act *act = data;
  g_autoptr (StoreOperation) operation =
      store_operation_new (work_school_get_author (act->school),
                           act->person != NULL ? "signature.transfer" : "signature.remind");

  /* what could not be written down is not done either */
  if (work_school_is_read_only (act->school))
    return _work_refuse (error, "%s", work_school_get_read_only_reason (act->school));
  for (guint i = 0; i < act->ids->len; i++)
    {
      gint64 id = g_array_index (act->ids, gint64, i);
      Acting self = { .act = act, .operation = operation, .signer_id = id };
      g_autoptr (GError) local = NULL;
      gboolean done, lacks_key;

      if (!work_job_wants (job, id))
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      work_job_set_progress (job, (double) i / act->ids->len, NULL);
      store_queue_run (work_school_get_queue (act->school), read_signer, &self, NULL, &local);
      done = local == NULL
             && (act->person != NULL ? transfer_one (&self, cancellable, &local)
                                     : remind_one (&self, cancellable, &local));
      lacks_key = !done && _work_signing_lacks_key (act->school, self.request, &local);
      if (done)
        work_job_add_success (job, id, self.name, NULL);
      else if (!lacks_key)
        work_job_add_failure (job, id, self.name != NULL ? self.name : "", local->message);
      acting_clear (&self);
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
 * work_signing_remind_new:
 * @school: a school
 * @signer_ids: (array length=n_ids): rows of `signature_signer`
 * @n_ids: how many
 * @again: also those who were reminded less than an hour ago
 * @key: (nullable): the API key; %NULL: the one of the keyring
 *
 * Returns: (transfer full): a job that has the provider write again to each whose turn it is
 */
WorkJob *
work_signing_remind_new (WorkSchool *school,
                         const gint64 *signer_ids,
                         guint n_ids,
                         gboolean again,
                         const char *key)
{
  Act *act;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);

  act = act_new (school, signer_ids, n_ids, key);
  act->again = again;
  return work_job_new (_ ("Reminding signatories…"), run, act, act_free);
}

/**
 * work_signing_transfer_new:
 * @school: a school
 * @signer_id: a row of `signature_signer`
 * @person: who signs from now on; empty names and a mobile that is %NULL stay as they are. Copied
 * @key: (nullable): the API key; %NULL: the one of the keyring
 *
 * Returns: (transfer full): a job that sends the invitation to another address
 */
WorkJob *
work_signing_transfer_new (WorkSchool *school,
                           gint64 signer_id,
                           const SignPerson *person,
                           const char *key)
{
  Act *act;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);
  g_return_val_if_fail (person != NULL && person->email != NULL, NULL);

  act = act_new (school, &signer_id, 1, key);
  act->person =
      sign_person_new (person->given_name != NULL ? person->given_name : "",
                       person->family_name != NULL ? person->family_name : "", person->email);
  act->person->mobile = g_strdup (person->mobile);
  act->person->method = person->method;
  return work_job_new (_ ("Transferring to another address…"), run, act, act_free);
}

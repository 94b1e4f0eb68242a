/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include <glib/gi18n-lib.h>

#include "paper-signature.h"
#include "store-document.h"

/* What is fetched when all have signed. */
typedef struct
{
  const char *kind;
  const char *column;
  const char *suffix; /* of the file's name: a French paper */
  GBytes *(*fetch) (SignSession *, const char *, GCancellable *, GError **);
  SignFeatures feature; /* 0: all providers have it */
} Kept;

static const Kept all_kept[] = {
  { "signed", "signed_document_id", " (signé)", sign_session_fetch_signed, 0 },
  { "proof", "proof_document_id", " (preuve)", sign_session_fetch_proof, SIGN_FEATURE_PROOF },
};

/* One file on its way into the database. */
typedef struct
{
  gint64 request_id;
  const Kept *kept;
  GBytes *bytes;
  const char *author;
  const char *problem; /* (nullable) */

  ModelRecord *request; /* read */
  char *student;
} Keeping;

static void
keeping_clear (Keeping *self)
{
  g_clear_object (&self->request);
  g_clear_pointer (&self->student, g_free);
}

static gpointer
read_request (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Keeping *self = data;

  keeping_clear (self);
  self->request = store_load (connection, MODEL_ENTITY_SIGNATURE_REQUEST, self->request_id, error);
  if (self->request != NULL)
    self->student = _work_signing_student (
        connection, model_record_get_int (self->request, "agreement_id"), error);
  return NULL;
}

static char *
name_file (StoreConnection *connection, ModelRecord *request, const Kept *kept)
{
  g_autoptr (ModelRecord) sent = store_load (connection, MODEL_ENTITY_DOCUMENT,
                                             model_record_get_int (request, "document_id"), NULL);
  g_autofree char *stem =
      g_strdup (sent != NULL ? model_record_get (sent, "name") : "Convention.pdf");
  char *dot = strrchr (stem, '.');

  if (dot != NULL)
    *dot = '\0';
  return g_strconcat (stem, kept->suffix, ".pdf", NULL);
}

/* What is there already stays: a second copy would not be better than the first. */
static gboolean
write_file (StoreConnection *connection, gpointer data, GError **error)
{
  const Keeping *self = data;
  g_autoptr (StoreOperation) operation = store_operation_new (self->author, "signature.follow");
  g_autoptr (ModelRecord) request =
      store_load (connection, MODEL_ENTITY_SIGNATURE_REQUEST, self->request_id, error);
  g_autoptr (ModelRecord) document = NULL;
  g_autofree char *name = NULL;

  if (request == NULL)
    return FALSE;
  if (model_record_get_int (request, self->kept->column) != 0)
    return TRUE;
  name = name_file (connection, request, self->kept);
  document =
      store_document_add (connection, model_record_get_int (request, "agreement_id"),
                          self->kept->kind, name, "application/pdf", self->bytes, operation, error);
  if (document == NULL)
    return FALSE;
  model_record_set_int (request, self->kept->column, model_record_get_id (document));
  model_record_set_canonical (request, "problem", self->problem);
  return store_save (connection, request, operation, NULL, error);
}

/* (transfer none) (nullable): what is wrong with a signed document; it is kept all the same. One
 * that says nothing of itself is the provider's way, not a fault. */
static const char *
judge (GBytes *pdf, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PaperSignatures) signatures = paper_signatures_check (pdf, cancellable, &error);

  if (signatures == NULL)
    return _ ("The signed document came from the provider, but its signatures could not be "
              "checked here.");
  return signatures->state == PAPER_SIGNATURE_ALTERED
             ? paper_signature_state_sentence (signatures->state)
             : NULL;
}

static gboolean
keep_one (WorkSchool *school,
          SignSession *session,
          Keeping *keeping,
          GCancellable *cancellable,
          GError **error)
{
  const char *remote_id = model_record_get_or_empty (keeping->request, "remote_id");
  g_autoptr (GBytes) bytes = keeping->kept->fetch (session, remote_id, cancellable, error);

  if (bytes == NULL)
    return FALSE;
  keeping->bytes = bytes;
  if (keeping->kept->feature == 0)
    keeping->problem = judge (bytes, cancellable);
  return _work_signing_write (school, write_file, keeping, error);
}

static gpointer
read_kept (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Keeping *self = data;
  g_autoptr (ModelRecord) document =
      store_load (connection, MODEL_ENTITY_DOCUMENT,
                  model_record_get_int (self->request, self->kept->column), error);

  return document != NULL ? store_document_read (connection, document, error) : NULL;
}

/* What was found wrong the first time is found again when only the proof was lacking. */
static void
judge_kept (WorkSchool *school, Keeping *keeping, GCancellable *cancellable)
{
  g_autoptr (GBytes) bytes = NULL;

  if (keeping->kept->feature != 0)
    return;
  bytes = store_queue_run (work_school_get_queue (school), read_kept, keeping, NULL, NULL);
  keeping->problem = bytes != NULL ? judge (bytes, cancellable) : NULL;
}

static void
tell (const Keeping *keeping, GPtrArray *events)
{
  gint64 agreement_id = model_record_get_int (keeping->request, "agreement_id");

  if (keeping->problem != NULL)
    _work_signing_event_add (events, WORK_SIGNING_FAILED, agreement_id, keeping->student,
                             keeping->problem);
  else
    _work_signing_event_add (events, WORK_SIGNING_KEPT, agreement_id, keeping->student,
                             _ ("The signed document and its proof are kept here."));
}

/**
 * _work_signing_keep:
 * @school: a school
 * @session: with the provider
 * @request_id: a request that all have signed
 * @events: (nullable): where it is told
 * @cancellable: (nullable): to give up; what was kept stays
 * @error: return location for a #SignError
 *
 * Fetches what is not here yet of the signed document and its proof. Nothing is ever overwritten.
 *
 * Returns: whether all is here
 */
gboolean
_work_signing_keep (WorkSchool *school,
                    SignSession *session,
                    gint64 request_id,
                    GPtrArray *events,
                    GCancellable *cancellable,
                    GError **error)
{
  const SignProvider *provider = sign_session_get_provider (session);
  SignFeatures features = sign_provider_get_features (provider);
  Keeping keeping = { .request_id = request_id, .author = sign_provider_get_label (provider) };
  g_autoptr (GError) local = NULL;
  gboolean is_kept = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (all_kept) && is_kept; i++)
    {
      keeping.kept = &all_kept[i];
      if (keeping.kept->feature != 0 && (features & keeping.kept->feature) == 0)
        continue;
      store_queue_run (work_school_get_queue (school), read_request, &keeping, NULL, &local);
      if (local == NULL && model_record_get_int (keeping.request, keeping.kept->column) != 0)
        judge_kept (school, &keeping, cancellable);
      else
        is_kept = local == NULL && keep_one (school, session, &keeping, cancellable, &local);
    }
  if (is_kept)
    tell (&keeping, events);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  keeping_clear (&keeping);
  return is_kept;
}

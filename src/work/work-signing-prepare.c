/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-file.h"
#include "paper-convert.h"
#include "store-document.h"
#include "work-change-private.h"
#include "work-pdf-private.h"
#include "work-school-private.h"
#include "work-template-choice-private.h"
#include "work-template-use-private.h"

/* Items on their way through the database thread. */
typedef struct
{
  WorkSigningSending *sending;
  GPtrArray *items;
  WorkSigningItem *item; /* the one in hand */
  GHashTable *templates; /* id → WorkTemplate */
} Preparing;

/**
 * _work_signing_item_new:
 * @plan: what was shown; it outlives the item
 *
 * Returns: (transfer full): an agreement that is to be sent
 */
WorkSigningItem *
_work_signing_item_new (const WorkSigningPlan *plan)
{
  WorkSigningItem *item = g_new0 (WorkSigningItem, 1);

  item->plan = plan;
  return item;
}

/**
 * _work_signing_item_free:
 * @item: (transfer full) (nullable): a #WorkSigningItem
 */
void
_work_signing_item_free (gpointer item)
{
  WorkSigningItem *self = item;

  if (self == NULL)
    return;
  g_clear_error (&self->error);
  paper_document_free (self->document);
  _work_signing_anchors_free (self->anchors);
  work_values_free (self->values);
  work_signing_plan_free (self->fresh);
  g_clear_object (&self->agreement);
  g_free (self->title);
  g_free (self->file_name);
  g_free (self);
}

/* ---- the agreement as it stands now ---- */

static gboolean
is_same_person (const WorkSigningPerson *a, const WorkSigningPerson *b)
{
  return a->signatory_id == b->signatory_id && a->method == b->method
         && g_str_equal (a->given_name, b->given_name)
         && g_str_equal (a->family_name, b->family_name) && g_str_equal (a->email, b->email)
         && g_strcmp0 (a->mobile, b->mobile) == 0;
}

/* What leaves is what a person was shown, to the letter. */
static gboolean
is_as_shown (const WorkSigningItem *item, GError **error)
{
  GPtrArray *shown = item->plan->people, *fresh = item->fresh->people;
  gboolean same = shown->len == fresh->len;

  if (item->fresh->problems->len > 0)
    return _work_refuse (error, "%s", (const char *) item->fresh->problems->pdata[0]);
  for (guint i = 0; i < shown->len && same; i++)
    same = is_same_person (shown->pdata[i], fresh->pdata[i]);
  return same
         || _work_refuse (error, _ ("The signatories were changed since you looked: look again "
                                    "who gets what, and send it then."));
}

/* These are French papers, whatever language the program speaks. */
static void
name_document (WorkSigningItem *item)
{
  const char *what =
      model_record_get_int (item->agreement, "amends_id") != 0 ? "Avenant" : "Convention";
  g_autofree char *name =
      g_strdup_printf ("%s %s - %s", what, item->fresh->number, item->fresh->student);
  g_autofree char *safe = base_file_safe_name (name);

  item->title = g_strdup_printf ("%s %s, %s", what, item->fresh->number, item->fresh->student);
  item->file_name = g_strconcat (safe, ".pdf", NULL);
}

static const WorkTemplate *
find_template (const Preparing *self, StoreConnection *connection, GError **error)
{
  WorkSigningItem *item = self->item;
  g_autoptr (ModelRecord) record = _work_template_of (connection, item->fresh->placement_id, error);
  g_autofree char *sha256 = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gint64 id = record != NULL ? model_record_get_id (record) : 0;

  if (record == NULL)
    return NULL;
  bytes = _work_template_content (record);
  sha256 = base_file_sha256 (bytes);
  model_record_set_int (item->agreement, "template_id", id);
  model_record_set_canonical (item->agreement, "template_sha256", sha256);
  return g_hash_table_lookup (self->templates, &id);
}

/* What is void was version 1; what is made now is the next one. */
static gboolean
count_version (StoreConnection *connection, WorkSigningItem *item, GError **error)
{
  gint64 revision = model_record_get_int (item->agreement, "revision");
  g_autoptr (GPtrArray) before = store_find_by_id (connection, MODEL_ENTITY_SIGNATURE_REQUEST,
                                                   "agreement_id", item->plan->agreement_id, error);

  if (before != NULL && before->len > 0)
    model_record_set_int (item->agreement, "revision", MAX (revision, 1) + 1);
  return before != NULL;
}

static gboolean
merge (const Preparing *self, StoreConnection *connection, GError **error)
{
  WorkSigningItem *item = self->item;
  const WorkTemplate *template = find_template (self, connection, error);
  g_autofree char *today = base_date_today_iso ();
  g_autofree char *json = NULL;
  g_autoptr (GBytes) bytes = NULL;
  MergeSource source;

  if (template == NULL || !count_version (connection, item, error))
    return FALSE;
  item->values =
      work_values_load (connection, item->fresh->placement_id, item->agreement, today, error);
  if (item->values == NULL)
    return FALSE;
  json = work_values_to_json (item->values);
  model_record_set_canonical (item->agreement, "snapshot", json);
  item->anchors =
      _work_signing_anchors_new (item->values, self->sending->setup->provider, item->fresh->people);
  source = _work_signing_anchors_source (item->anchors);
  bytes = _work_template_merge (template, &source, MERGE_MISSING_BLANK, NULL, error);
  if (bytes != NULL)
    item->document = paper_document_new (item->plan->agreement_id, item->file_name, bytes);
  return bytes != NULL;
}

static gboolean
read_item (const Preparing *self, StoreConnection *connection, GError **error)
{
  WorkSigningItem *item = self->item;
  g_autoptr (ModelRecord) request = NULL;
  gint64 id = item->plan->agreement_id;

  item->fresh =
      _work_signing_plan_load (connection, id, self->sending->setup, self->templates, error);
  if (item->fresh == NULL || !is_as_shown (item, error))
    return FALSE;
  if (item->fresh->is_unfinished)
    {
      if (!_work_signing_find_living (connection, id, &request, error))
        return FALSE;
      item->request_id = request != NULL ? model_record_get_id (request) : 0;
      return TRUE;
    }
  item->agreement = store_load (connection, MODEL_ENTITY_AGREEMENT, id, error);
  if (item->agreement == NULL)
    return FALSE;
  name_document (item);
  return merge (self, connection, error);
}

static gpointer
read_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Preparing *self = data;
  g_autoptr (GError) local = NULL;

  if (!read_item (self, connection, &local))
    g_propagate_error (&self->item->error, g_steal_pointer (&local));
  return NULL;
}

/* ---- the request ---- */

static char *
dup_expiry (const WorkSigningSetup *setup)
{
  g_autofree char *today = base_date_today_iso ();
  GDate day;

  if (setup->expires_days == 0 || !base_date_parse_iso (today, &day)
      || (sign_provider_get_features (setup->provider) & SIGN_FEATURE_EXPIRY) == 0)
    return NULL;
  g_date_add_days (&day, setup->expires_days);
  return base_date_to_iso (&day);
}

static ModelRecord *
new_request (const Preparing *self, gint64 document_id)
{
  const WorkSigningSetup *setup = self->sending->setup;
  ModelRecord *request = model_record_new (MODEL_ENTITY_SIGNATURE_REQUEST);
  g_autofree char *uuid = g_uuid_string_random ();
  g_auto (GStrv) parts = g_strsplit (uuid, "-", -1);
  g_autofree char *hex = g_strjoinv ("", parts);
  g_autofree char *external_id = g_strconcat ("paraphe-", hex, NULL);
  g_autofree char *now = base_date_now_utc ();
  g_autofree char *expiry = dup_expiry (setup);

  model_record_set_int (request, "agreement_id", self->item->plan->agreement_id);
  model_record_set_canonical (request, "provider", sign_provider_get_id (setup->provider));
  model_record_set_canonical (request, "environment", setup->environment->key);
  model_record_set_canonical (request, "address", setup->url);
  model_record_set_canonical (request, "external_id", external_id);
  model_record_set_canonical (request, "state", "prepared");
  model_record_set_canonical (request, "title", self->item->title);
  model_record_set_int (request, "document_id", document_id);
  model_record_set_canonical (request, "started_at", now);
  model_record_set_canonical (request, "expires_on", expiry);
  return request;
}

static gboolean
save_signer (const Preparing *self,
             StoreConnection *connection,
             gint64 request_id,
             guint position,
             GError **error)
{
  const WorkSigningPerson *person = self->item->fresh->people->pdata[position];
  g_autoptr (ModelRecord) signer = model_record_new (MODEL_ENTITY_SIGNATURE_SIGNER);
  g_autoptr (ModelRecord) signatory =
      store_load (connection, MODEL_ENTITY_SIGNATORY, person->signatory_id, error);

  if (signatory == NULL)
    return FALSE;
  model_record_set_int (signer, "request_id", request_id);
  model_record_set_int (signer, "signatory_id", person->signatory_id);
  model_record_set_int (signer, "position", position);
  model_record_set_canonical (signer, "given_name", person->given_name);
  model_record_set_canonical (signer, "family_name", person->family_name);
  model_record_set_canonical (signer, "email", person->email);
  model_record_set_canonical (signer, "mobile", person->mobile);
  model_record_set_canonical (signer, "method", _work_signing_method_key (person->method));
  model_record_set_canonical (signer, "state", "waiting");
  /* What was missing there and was found elsewhere. */
  model_record_set_canonical (signatory, "email", person->email);
  if (person->mobile != NULL)
    model_record_set_canonical (signatory, "phone", person->mobile);
  return store_save (connection, signer, self->sending->operation, NULL, error)
         && store_save (connection, signatory, self->sending->operation, NULL, error);
}

static gboolean
save_agreement (const Preparing *self, StoreConnection *connection, GError **error)
{
  g_autoptr (ModelRecord) agreement = model_record_copy (self->item->agreement);
  g_autoptr (ModelRecord) fresh =
      store_load (connection, MODEL_ENTITY_AGREEMENT, model_record_get_id (agreement), error);
  g_autoptr (GPtrArray) steps = fresh != NULL ? _work_steps_load (connection, error) : NULL;
  g_autofree char *today = base_date_today_iso ();

  if (steps == NULL)
    return FALSE;
  if (model_record_get_version (fresh) != model_record_get_version (agreement))
    return _work_refuse (error, _ ("The agreement was changed meanwhile: send it again."));
  _work_step_set (agreement, steps, 0, today);
  model_record_set_canonical (agreement, "mode", "electronic");
  return store_save (connection, agreement, self->sending->operation, NULL, error);
}

static gboolean
save_request (StoreConnection *connection, gpointer data, GError **error)
{
  const Preparing *self = data;
  WorkSigningItem *item = self->item;
  g_autoptr (ModelRecord) document = NULL;
  g_autoptr (ModelRecord) request = NULL;
  gboolean taken;

  item->request_id = 0;
  if (!save_agreement (self, connection, error))
    return FALSE;
  document = store_document_add (connection, item->plan->agreement_id, "sent", item->file_name,
                                 "application/pdf", item->document->result,
                                 self->sending->operation, error);
  if (document == NULL)
    return FALSE;
  request = new_request (self, model_record_get_id (document));
  if (!store_save (connection, request, self->sending->operation, NULL, error))
    return FALSE;
  for (guint i = 0; i < item->fresh->people->len; i++)
    if (!save_signer (self, connection, model_record_get_id (request), i, error))
      return FALSE;
  if (!_work_lease_take (connection, model_record_get (request, "external_id"),
                         self->sending->holder, WORK_LEASE_SECONDS, &taken, error))
    return FALSE;
  item->request_id = model_record_get_id (request);
  return TRUE;
}

static void
finish_item (Preparing *self, WorkSigningItem *item)
{
  PaperDocument *document = item->document;
  g_autoptr (GBytes) pdf = NULL;

  if (document == NULL || item->error != NULL)
    return;
  self->item = item;
  if (document->result != NULL)
    pdf = _work_signing_anchors_finish (item->anchors, document->result, item->title, &item->error);
  else if (document->error != NULL)
    item->error = g_error_copy (document->error);
  if (pdf == NULL)
    return;
  g_bytes_unref (document->result);
  document->result = g_steal_pointer (&pdf);
  _work_signing_write (self->sending->school, save_request, self, &item->error);
}

static gboolean
convert (GPtrArray *items, GCancellable *cancellable, GError **error)
{
  g_autofree char *cache = _work_paper_cache_folder ();
  const PaperOptions options = { .format = PAPER_FORMAT_PDF, .cache_folder = cache };
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    {
      WorkSigningItem *item = items->pdata[i];

      if (item->error == NULL && item->document != NULL)
        g_ptr_array_add (documents, item->document);
    }
  return documents->len == 0 || paper_convert (documents, &options, cancellable, error);
}

/**
 * _work_signing_prepare:
 * @sending: how it is sent
 * @items: (element-type WorkSigningItem): what is to be sent
 * @cancellable: (nullable): to give up
 * @error: return location: what hinders all of them
 *
 * Makes the documents of many at once and writes down a request for each. An item has either a
 * request or an error then; nothing has left yet.
 *
 * Returns: whether it was tried with all of them
 */
gboolean
_work_signing_prepare (WorkSigningSending *sending,
                       GPtrArray *items,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GHashTable) templates =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, _work_template_free);
  Preparing self = { sending, items, NULL, templates };

  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (GError) local = NULL;

      self.item = items->pdata[i];
      store_queue_run (work_school_get_queue (sending->school), read_func, &self, cancellable,
                       &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  if (!convert (items, cancellable, error))
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    finish_item (&self, items->pdata[i]);
  return TRUE;
}

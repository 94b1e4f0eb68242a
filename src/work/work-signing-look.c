/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-query-private.h"
#include "work-signing-private.h"

/**
 * work_signing_request_free:
 * @request: (nullable) (transfer full): a request with its signers
 *
 * Frees it.
 */
void
work_signing_request_free (WorkSigningRequest *request)
{
  if (request == NULL)
    return;
  g_clear_object (&request->request);
  g_clear_pointer (&request->signers, g_ptr_array_unref);
  g_clear_pointer (&request->signatories, g_ptr_array_unref);
  g_free (request);
}

static int
compare_latest (gconstpointer a, gconstpointer b)
{
  gint64 first = model_record_get_id (*(ModelRecord **) a);
  gint64 second = model_record_get_id (*(ModelRecord **) b);

  return (second > first) - (second < first);
}

/* (transfer full) (nullable): whom the signers stand for */
static GPtrArray *
load_signatories (StoreConnection *connection, GPtrArray *signers, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < signers->len; i++)
    {
      ModelRecord *signatory =
          store_load (connection, MODEL_ENTITY_SIGNATORY,
                      model_record_get_int (signers->pdata[i], "signatory_id"), error);

      if (signatory == NULL)
        return NULL;
      g_ptr_array_add (found, signatory);
    }
  return g_steal_pointer (&found);
}

static gpointer
read_requests (StoreConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) work_signing_request_free);
  g_autoptr (GPtrArray) requests = store_find_by_id (connection, MODEL_ENTITY_SIGNATURE_REQUEST,
                                                     "agreement_id", *(const gint64 *) data, error);

  if (requests == NULL)
    return NULL;
  g_ptr_array_sort (requests, compare_latest);
  for (guint i = 0; i < requests->len; i++)
    {
      WorkSigningRequest *request = g_new0 (WorkSigningRequest, 1);

      g_ptr_array_add (found, request);
      request->request = g_object_ref (requests->pdata[i]);
      request->signers =
          _work_signing_load_signers (connection, model_record_get_id (requests->pdata[i]), error);
      if (request->signers != NULL)
        request->signatories = load_signatories (connection, request->signers, error);
      if (request->signatories == NULL)
        return NULL;
    }
  return g_steal_pointer (&found);
}

/**
 * work_query_signings_new:
 * @agreement_id: an agreement
 *
 * Returns: (transfer full): a query for the #GPtrArray of #WorkSigningRequest, the latest first:
 *   each time that it was sent, and what became of it
 */
WorkQuery *
work_query_signings_new (gint64 agreement_id)
{
  return _work_query_new (read_requests, g_memdup2 (&agreement_id, sizeof agreement_id), g_free,
                          (GDestroyNotify) g_ptr_array_unref);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "work-document-check.h"

#include "paper-signature.h"
#include "store-document.h"
#include "store-record.h"
#include "work-query-private.h"

/* What is looked for, and what was read of it. */
typedef struct
{
  gint64 document_id;
  ModelRecord *document;
  GBytes *bytes;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_clear_object (&wanted->document);
  g_clear_pointer (&wanted->bytes, g_bytes_unref);
  g_free (wanted);
}

static void
signature_free (gpointer data)
{
  WorkDocumentSignature *signature = data;

  g_free (signature->name);
  g_free (signature->at);
  g_free (signature);
}

/**
 * work_document_check_free:
 * @check: (transfer full) (nullable): what was found
 */
void
work_document_check_free (WorkDocumentCheck *check)
{
  if (check == NULL)
    return;
  g_free (check->name);
  g_free (check->sha256);
  g_ptr_array_unref (check->signatures);
  g_free (check);
}

static gboolean
read_kept (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Wanted *wanted = data;

  wanted->document = store_load (connection, MODEL_ENTITY_DOCUMENT, wanted->document_id, error);
  if (wanted->document != NULL)
    wanted->bytes = store_document_read (connection, wanted->document, error);
  return wanted->bytes != NULL;
}

static void
add_signature (WorkDocumentCheck *check, const PaperSignature *from)
{
  WorkDocumentSignature *signature = g_new0 (WorkDocumentSignature, 1);

  signature->name = g_strdup (from->name);
  signature->at = g_strdup (from->at != NULL ? from->at : "");
  signature->sentence = paper_signature_state_sentence (from->state);
  g_ptr_array_add (check->signatures, signature);
}

static WorkDocumentCheck *
check_new (ModelRecord *document, const PaperSignatures *found)
{
  WorkDocumentCheck *check = g_new0 (WorkDocumentCheck, 1);

  check->name = g_strdup (model_record_get_or_empty (document, "name"));
  check->sha256 = g_strdup (model_record_get_or_empty (document, "sha256"));
  check->sentence = paper_signature_state_sentence (found->state);
  check->is_altered = found->state == PAPER_SIGNATURE_ALTERED;
  check->is_extended = found->added;
  check->signatures = g_ptr_array_new_with_free_func (signature_free);
  for (guint i = 0; i < found->all->len; i++)
    add_signature (check, found->all->pdata[i]);
  return check;
}

static gpointer
check (gpointer data, GCancellable *cancellable, GError **error)
{
  const Wanted *wanted = data;
  g_autoptr (PaperSignatures) found = paper_signatures_check (wanted->bytes, cancellable, error);

  return found != NULL ? check_new (wanted->document, found) : NULL;
}

/**
 * work_query_document_check_new:
 * @document_id: a document that is kept, a PDF
 *
 * Compares a document with its SHA-256 and checks its digital signatures on this computer, without
 * asking anybody. Fails with a %STORE_ERROR or a %PAPER_ERROR.
 *
 * Returns: (transfer full): a query for the #WorkDocumentCheck
 */
WorkQuery *
work_query_document_check_new (gint64 document_id)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->document_id = document_id;
  return _work_query_new_long (read_kept, check, wanted, wanted_free,
                               (GDestroyNotify) work_document_check_free);
}

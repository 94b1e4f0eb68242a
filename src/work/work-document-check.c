/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "work-document-check.h"

#include "paper-signature.h"
#include "store-document.h"
#include "store-record.h"

/* What is looked for, and what was read of it. */
typedef struct
{
  WorkSchool *school;
  gint64 document_id;
  ModelRecord *document;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_object_unref (wanted->school);
  g_clear_object (&wanted->document);
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

static gpointer
read_kept (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Wanted *wanted = data;

  wanted->document = store_load (connection, MODEL_ENTITY_DOCUMENT, wanted->document_id, error);
  return wanted->document != NULL ? store_document_read (connection, wanted->document, error)
                                  : NULL;
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

/* The database thread reads the file, and goes on serving others while it is checked. */
static void
check_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Wanted *wanted = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = store_queue_run (work_school_get_queue (wanted->school), read_kept,
                                              wanted, cancellable, &error);
  g_autoptr (PaperSignatures) found =
      bytes != NULL ? paper_signatures_check (bytes, cancellable, &error) : NULL;

  if (found == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, check_new (wanted->document, found),
                           (GDestroyNotify) work_document_check_free);
}

/**
 * work_document_check_async:
 * @school: a school
 * @document_id: a document that is kept, a PDF
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Compares a document with its SHA-256 and checks its digital signatures on this computer, without
 * asking anybody.
 */
void
work_document_check_async (WorkSchool *school,
                           gint64 document_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Wanted *wanted;

  g_return_if_fail (WORK_IS_SCHOOL (school));
  wanted = g_new0 (Wanted, 1);
  wanted->school = g_object_ref (school);
  wanted->document_id = document_id;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, work_document_check_async);
  g_task_set_task_data (task, wanted, wanted_free);
  g_task_run_in_thread (task, check_thread);
}

/**
 * work_document_check_finish:
 * @result: of work_document_check_async()
 * @error: return location: a %STORE_ERROR or a %PAPER_ERROR
 *
 * Returns: (transfer full): what was found, or %NULL
 */
WorkDocumentCheck *
work_document_check_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, work_document_check_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

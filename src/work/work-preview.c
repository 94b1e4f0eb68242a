/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "work-preview.h"

#include <glib/gi18n-lib.h>

#include "store-document.h"
#include "store-record.h"
#include "work-error.h"
#include "work-pdf-private.h"

/* What is looked for, and what was read of it. */
typedef struct
{
  WorkSchool *school;
  gint64 agreement_id;
  char *name;
  GBytes *bytes;
  gboolean is_pdf;
  gboolean is_generated;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_object_unref (wanted->school);
  g_free (wanted->name);
  g_clear_pointer (&wanted->bytes, g_bytes_unref);
  g_free (wanted);
}

/**
 * work_preview_free:
 * @preview: (transfer full) (nullable): a preview
 *
 * Frees it.
 */
void
work_preview_free (WorkPreview *preview)
{
  if (preview == NULL)
    return;
  g_free (preview->name);
  g_bytes_unref (preview->pdf);
  g_free (preview);
}

static ModelRecord *
latest_of (GPtrArray *documents)
{
  ModelRecord *latest = documents->pdata[0];

  for (guint i = 1; i < documents->len; i++)
    if (model_record_get_id (documents->pdata[i]) > model_record_get_id (latest))
      latest = documents->pdata[i];
  return latest;
}

static gpointer
read_latest (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Wanted *wanted = data;
  g_autoptr (GPtrArray) documents = store_find_by_id (connection, MODEL_ENTITY_DOCUMENT,
                                                      "agreement_id", wanted->agreement_id, error);
  ModelRecord *latest;

  if (documents == NULL)
    return NULL;
  if (documents->len == 0)
    {
      g_set_error_literal (error, WORK_ERROR, WORK_ERROR_REFUSED,
                           _ ("The agreement has no document yet: generate it first."));
      return NULL;
    }
  latest = latest_of (documents);
  wanted->name = g_strdup (model_record_get (latest, "name"));
  wanted->is_pdf = g_strcmp0 (model_record_get (latest, "media_type"), "application/pdf") == 0;
  wanted->is_generated = g_strcmp0 (model_record_get (latest, "kind"), "generated") == 0;
  wanted->bytes = store_document_read (connection, latest, error);
  return NULL;
}

static void
make_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Wanted *wanted = data;
  g_autofree char *cache = _work_paper_cache_folder ();
  const PaperOptions options = { .format = PAPER_FORMAT_PDF, .cache_folder = cache };
  g_autoptr (GBytes) pdf = NULL;
  GError *error = NULL;
  WorkPreview *preview;

  store_queue_run (work_school_get_queue (wanted->school), read_latest, wanted, cancellable,
                   &error);
  /* Outside of the queue, which goes on serving others meanwhile. */
  if (wanted->bytes != NULL)
    pdf = wanted->is_pdf
              ? g_bytes_ref (wanted->bytes)
              : paper_convert_one (wanted->name, wanted->bytes, &options, cancellable, &error);
  if (pdf == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  preview = g_new0 (WorkPreview, 1);
  preview->name = g_strdup (wanted->name);
  preview->pdf = g_steal_pointer (&pdf);
  preview->is_generated = wanted->is_generated;
  g_task_return_pointer (task, preview, (GDestroyNotify) work_preview_free);
}

/**
 * work_preview_make_async:
 * @school: a school
 * @agreement_id: an agreement
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Reads the latest document of an agreement, be it generated or a scan, and makes a PDF of it where
 * it is none. Nothing is written but to the cache of the session.
 */
void
work_preview_make_async (WorkSchool *school,
                         gint64 agreement_id,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Wanted *wanted;

  g_return_if_fail (WORK_IS_SCHOOL (school));
  wanted = g_new0 (Wanted, 1);
  wanted->school = g_object_ref (school);
  wanted->agreement_id = agreement_id;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, work_preview_make_async);
  g_task_set_task_data (task, wanted, wanted_free);
  g_task_run_in_thread (task, make_thread);
}

/**
 * work_preview_make_finish:
 * @result: of work_preview_make_async()
 * @error: return location: %WORK_ERROR_REFUSED when there is no document yet, a %STORE_ERROR or a
 *   %PAPER_ERROR
 *
 * Returns: (transfer full): the document, or %NULL
 */
WorkPreview *
work_preview_make_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, work_preview_make_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

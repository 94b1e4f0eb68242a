/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "work-preview-private.h"

#include <glib/gi18n-lib.h>

#include "store-document.h"
#include "store-record.h"
#include "work-error.h"
#include "work-pdf-private.h"
#include "work-query-private.h"

/* What is looked for, and what was read of it. */
typedef struct
{
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

/**
 * _work_preview_new:
 * @name: what the document is called
 * @pdf: (transfer full): its pages
 * @is_generated: whether it is what is printed of an agreement
 *
 * Returns: (transfer full): a preview
 */
WorkPreview *
_work_preview_new (const char *name, GBytes *pdf, gboolean is_generated)
{
  WorkPreview *preview = g_new0 (WorkPreview, 1);

  preview->name = g_strdup (name);
  preview->pdf = pdf;
  preview->is_generated = is_generated;
  return preview;
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

static gboolean
read_latest (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Wanted *wanted = data;
  g_autoptr (GPtrArray) documents = store_find_by_id (connection, MODEL_ENTITY_DOCUMENT,
                                                      "agreement_id", wanted->agreement_id, error);
  ModelRecord *latest;

  if (documents == NULL)
    return FALSE;
  if (documents->len == 0)
    {
      g_set_error_literal (error, WORK_ERROR, WORK_ERROR_REFUSED,
                           _ ("The agreement has no document yet: generate it first."));
      return FALSE;
    }
  latest = latest_of (documents);
  wanted->name = g_strdup (model_record_get (latest, "name"));
  wanted->is_pdf = g_strcmp0 (model_record_get (latest, "media_type"), "application/pdf") == 0;
  wanted->is_generated = g_strcmp0 (model_record_get (latest, "kind"), "generated") == 0;
  wanted->bytes = store_document_read (connection, latest, error);
  return wanted->bytes != NULL;
}

static gpointer
make_pages (gpointer data, GCancellable *cancellable, GError **error)
{
  const Wanted *wanted = data;
  g_autofree char *cache = _work_paper_cache_folder ();
  const PaperOptions options = { .format = PAPER_FORMAT_PDF, .cache_folder = cache };
  GBytes *pdf = wanted->is_pdf
                    ? g_bytes_ref (wanted->bytes)
                    : paper_convert_one (wanted->name, wanted->bytes, &options, cancellable, error);

  return pdf != NULL ? _work_preview_new (wanted->name, pdf, wanted->is_generated) : NULL;
}

/**
 * work_query_preview_new:
 * @agreement_id: an agreement
 *
 * Reads the latest document of an agreement, be it generated or a scan, and makes a PDF of it where
 * it is none. Nothing is written but to the cache of the session. Fails with %WORK_ERROR_REFUSED
 * when there is no document yet, a %STORE_ERROR or a %PAPER_ERROR.
 *
 * Returns: (transfer full): a query for the #WorkPreview
 */
WorkQuery *
work_query_preview_new (gint64 agreement_id)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->agreement_id = agreement_id;
  return _work_query_new_long (read_latest, make_pages, wanted, wanted_free,
                               (GDestroyNotify) work_preview_free);
}

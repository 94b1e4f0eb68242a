/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-convert.h"

#include <glib/gi18n-lib.h>

#include "base-error.h"
#include "paper-cache-private.h"
#include "paper-fonts-private.h"
#include "paper-office-private.h"
#include "paper-package-private.h"
#include "paper-worker-private.h"

/* Fewer are done as fast by one LibreOffice as by two. */
#define MIN_FOR_TWO 12

static void
job_free (gpointer data)
{
  PaperJob *job = data;

  g_bytes_unref (job->source);
  g_free (job->key);
  g_free (job);
}

static void
tell (const PaperOptions *options, PaperDocument *document)
{
  if (options->done != NULL)
    options->done (document, options->done_data);
}

/* All on which a result depends besides its source: which LibreOffice, how it is told to work, and
 * the fonts that it finds. */
static char *
describe_surroundings (const char *office)
{
  g_autofree char *version = office != NULL ? paper_office_version (office) : g_strdup ("");
  g_autofree char *fonts = paper_fonts_fingerprint ();

  return g_strdup_printf ("1\n%s\n%s", version, fonts);
}

/* What has to be converted, after what is refused and what is in the cache are told. */
static GPtrArray *
choose_jobs (GPtrArray *documents, const PaperOptions *options, const char *surroundings)
{
  GPtrArray *jobs = g_ptr_array_new_with_free_func (job_free);

  for (guint i = 0; i < documents->len; i++)
    {
      PaperDocument *document = g_ptr_array_index (documents, i);
      g_autoptr (GBytes) source =
          paper_package_disarm (document, options->format, &document->error);
      g_autofree char *key = NULL;
      PaperJob *job;

      if (source != NULL && surroundings != NULL)
        {
          key = paper_cache_key (document->source, surroundings);
          document->result = paper_cache_load (options, key);
        }
      if (source == NULL || document->result != NULL)
        {
          tell (options, document);
          continue;
        }
      job = g_new0 (PaperJob, 1);
      job->document = document;
      job->source = g_steal_pointer (&source);
      job->key = g_steal_pointer (&key);
      job->number = i + 1;
      g_ptr_array_add (jobs, job);
    }
  return jobs;
}

static gpointer
worker_thread (gpointer data)
{
  paper_worker_run (data);
  return NULL;
}

/* Receives each job once, as it is done. */
static void
receive (GAsyncQueue *done, guint n, const PaperOptions *options)
{
  for (guint i = 0; i < n; i++)
    {
      const PaperJob *job = g_async_queue_pop (done);

      if (job->key != NULL && job->document->result != NULL)
        paper_cache_keep (options, job->key, job->document->result);
      tell (options, job->document);
    }
}

static void
run_workers (GPtrArray *jobs,
             const PaperOptions *options,
             const char *office,
             GCancellable *cancellable)
{
  guint n = jobs->len >= MIN_FOR_TWO && g_get_num_processors () > 1 ? PAPER_MAX_WORKERS : 1;
  g_autoptr (GAsyncQueue) done = g_async_queue_new ();
  PaperWorker workers[PAPER_MAX_WORKERS] = { 0 };
  GThread *threads[PAPER_MAX_WORKERS] = { NULL };

  for (guint i = 0; i < n; i++)
    {
      workers[i] = (PaperWorker){ .office = office,
                                  .options = options,
                                  .cancellable = cancellable,
                                  .jobs = g_ptr_array_new (),
                                  .done = done };
      for (guint k = i; k < jobs->len; k += n)
        g_ptr_array_add (workers[i].jobs, g_ptr_array_index (jobs, k));
      threads[i] = g_thread_new ("paper", worker_thread, &workers[i]);
    }
  receive (done, jobs->len, options);
  for (guint i = 0; i < n; i++)
    {
      g_thread_join (threads[i]);
      g_ptr_array_unref (workers[i].jobs);
    }
}

/**
 * paper_convert:
 * @documents: (element-type PaperDocument): what to convert, without results or errors yet
 * @options: to what, and how
 * @cancellable: (nullable): stops it, and kills LibreOffice, at once
 * @error: return location for a #PAPER_ERROR_MISSING when there is no LibreOffice, or a
 *   #BASE_ERROR_CANCELLED
 *
 * Converts documents by a LibreOffice that is never the person's own: another process, killed when
 * it takes too long, with a profile in which nothing of a document is run or fetched. Many
 * documents go in one call, to at most two LibreOffice at a time. One that fails does not keep the
 * others from being made. Waits, so it is not called in the main thread of a window. For example:
 *
 * |[<!-- language="C" -->
 * g_autoptr (GBytes) xls = paper_convert_one (
 *     "Agreements", xlsx, &(PaperOptions){ .format = PAPER_FORMAT_XLS }, cancellable, &error);
 * ]|
 *
 * Returns: whether all was tried: each document has a result or an error then. With %FALSE some may
 *   have neither
 */
gboolean
paper_convert (GPtrArray *documents,
               const PaperOptions *options,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *office = g_strdup (options->office);
  g_autofree char *surroundings = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GError) missing = NULL;

  g_return_val_if_fail (documents != NULL, FALSE);

  if (office == NULL)
    office = paper_office_find (options->format, &missing);
  if (options->cache_folder != NULL)
    surroundings = describe_surroundings (office);
  jobs = choose_jobs (documents, options, surroundings);
  if (jobs->len > 0 && missing != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }
  if (jobs->len > 0)
    run_workers (jobs, options, office, cancellable);
  if (jobs->len > 0 && options->cache_folder != NULL)
    paper_cache_trim (options);
  if (!g_cancellable_is_cancelled (cancellable))
    return TRUE;
  g_set_error_literal (error, BASE_ERROR, BASE_ERROR_CANCELLED, _ ("Cancelled."));
  return FALSE;
}

/**
 * paper_convert_one:
 * @name: what a person knows the document by
 * @source: the whole DOCX or XLSX
 * @options: to what, and how
 * @cancellable: (nullable): stops it
 * @error: return location for an error of paper_convert() or of the document
 *
 * Converts one document; see paper_convert().
 *
 * Returns: (transfer full): the whole PDF, XLS or ODS, or %NULL
 */
GBytes *
paper_convert_one (const char *name,
                   GBytes *source,
                   const PaperOptions *options,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GPtrArray) documents =
      g_ptr_array_new_with_free_func ((GDestroyNotify) paper_document_free);
  PaperDocument *document = paper_document_new (0, name, source);

  g_ptr_array_add (documents, document);
  if (!paper_convert (documents, options, cancellable, error))
    return NULL;
  if (document->error != NULL)
    g_propagate_error (error, g_steal_pointer (&document->error));
  return g_steal_pointer (&document->result);
}

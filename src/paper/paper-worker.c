/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-worker-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base-error.h"
#include "base-file.h"
#include "base-session.h"
#include "paper-error.h"
#include "paper-format-private.h"
#include "paper-office-private.h"

/* Documents a call: the start of LibreOffice costs as much as fifteen, and what it holds grows. */
#define BATCH 40

#define TIME_LIMIT   15000 /* ms */
#define START_LIMITS 4     /* times the limit of a document, for its start before the first one */
#define MEMORY_LIMIT (G_GUINT64_CONSTANT (4) * 1024 * 1024 * 1024)
#define MAX_RESULT   ((gsize) 512 * 1024 * 1024)

/* After so many calls in a row that ended so and had made nothing, the next would not either. The
 * documents that stand first may be at fault themselves: two are passed by where LibreOffice hangs,
 * each costs a call that it is the first of and one of its own. */
static const guint max_vain[] = {
  [BASE_CHILD_EXITED] = G_MAXUINT,
  [BASE_CHILD_KILLED] = 20,
  [BASE_CHILD_LATE] = 5,
};

/* LibreOffice ends so to be started again, as when a profile is new. */
#define RESTART_CRASHED 79
#define RESTART         81

/* Those that run, of all workers of all calls. */
static struct
{
  GMutex mutex;
  GCond cond;
  guint n;
} running;

/* Waits until another LibreOffice may be started. Returns: %FALSE when cancelled first */
static gboolean
enter (GCancellable *cancellable)
{
  gboolean stop = FALSE;

  g_mutex_lock (&running.mutex);
  while (running.n >= PAPER_MAX_WORKERS && !stop)
    {
      g_cond_wait_until (&running.cond, &running.mutex,
                         g_get_monotonic_time () + 100 * G_TIME_SPAN_MILLISECOND);
      stop = g_cancellable_is_cancelled (cancellable);
    }
  if (!stop)
    running.n++;
  g_mutex_unlock (&running.mutex);
  return !stop;
}

static void
leave (void)
{
  g_mutex_lock (&running.mutex);
  running.n--;
  g_cond_signal (&running.cond);
  g_mutex_unlock (&running.mutex);
}

static char *
file_path (const PaperWorker *worker, const PaperJob *job, const char *extension)
{
  g_autofree char *name = g_strdup_printf ("%u.%s", job->number, extension);

  return g_build_filename (worker->folder, name, NULL);
}

static char *
source_path (const PaperWorker *worker, const PaperJob *job)
{
  return file_path (worker, job, paper_format_row (worker->options->format)->source_extension);
}

static char *
result_path (const PaperWorker *worker, const PaperJob *job)
{
  return file_path (worker, job, paper_format_row (worker->options->format)->extension);
}

static void
hand_back (PaperWorker *worker, PaperJob *job)
{
  g_autofree char *source = worker->folder != NULL ? source_path (worker, job) : NULL;
  g_autofree char *result = worker->folder != NULL ? result_path (worker, job) : NULL;

  if (source != NULL)
    g_unlink (source);
  if (result != NULL)
    g_unlink (result);
  g_async_queue_push (worker->done, job);
}

static void
hand_back_all (PaperWorker *worker, GPtrArray *jobs, const GError *error)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      PaperJob *job = g_ptr_array_index (jobs, i);

      job->document->error = g_error_copy (error);
      hand_back (worker, job);
    }
}

/* The command. Names are relative to the worker's folder and ours alone: neither accents nor spaces
 * of anybody's files ever reach LibreOffice. */
static char **
make_command (const PaperWorker *worker, GPtrArray *jobs)
{
  const PaperFormatRow *row = paper_format_row (worker->options->format);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *profile = g_build_filename (worker->folder, "profile", NULL);
  /* All is escaped: LibreOffice takes "$" for a variable, and would have another profile. */
  g_autofree char *escaped = g_uri_escape_string (profile, "/", FALSE);
  g_autofree char *installation = g_strconcat ("-env:UserInstallation=file://", escaped, NULL);

  g_strv_builder_add_many (builder, worker->office, installation, "--headless", "--norestore",
                           "--nologo", "--nodefault", "--nolockcheck", "--convert-to", row->filter,
                           "--outdir", ".", NULL);
  for (guint i = 0; i < jobs->len; i++)
    {
      g_autofree char *path = source_path (worker, g_ptr_array_index (jobs, i));
      g_autofree char *name = g_path_get_basename (path);

      g_strv_builder_add (builder, name);
    }
  return g_strv_builder_end (builder);
}

/* What a call is about, to count what it has made. */
typedef struct
{
  const PaperWorker *worker;
  GPtrArray *jobs;
} Batch;

static guint
count_results (gconstpointer data)
{
  const Batch *batch = data;
  guint n = 0;

  for (guint i = 0; i < batch->jobs->len; i++)
    {
      g_autofree char *path = result_path (batch->worker, g_ptr_array_index (batch->jobs, i));

      n += g_file_test (path, G_FILE_TEST_EXISTS);
    }
  return n;
}

static gboolean
call_office (const PaperWorker *worker, GPtrArray *jobs, BaseChildResult *result, GError **error)
{
  const Batch batch = { worker, jobs };
  const PaperOptions *options = worker->options;
  guint limit = options->time_limit > 0 ? options->time_limit : TIME_LIMIT;
  g_auto (GStrv) command = make_command (worker, jobs);
  g_auto (GStrv) environment = paper_office_environment (worker->folder);
  const BaseChildCall call = {
    .argv = (const char *const *) command,
    .environment = (const char *const *) environment,
    .folder = worker->folder,
    .time_limit = limit * (START_LIMITS + 1),
    .progress = count_results,
    .progress_data = &batch,
    .memory_limit = options->memory_limit > 0 ? options->memory_limit : MEMORY_LIMIT,
  };
  gboolean ok = base_child_run (&call, result, worker->cancellable, error);

  if (ok && result->end == BASE_CHILD_EXITED
      && (result->code == RESTART || result->code == RESTART_CRASHED))
    {
      base_child_result_clear (result);
      ok = base_child_run (&call, result, worker->cancellable, error);
    }
  if (ok)
    g_debug ("LibreOffice: %u documents, end %d, code %d", jobs->len, (int) result->end,
             result->code);
  return ok;
}

/* For one reader and one moment: nothing is lost when the power goes. */
static gboolean
write_source (const char *path, GBytes *source, GError **error)
{
  g_autoptr (GError) local = NULL;
  gsize size = 0;
  const char *data = g_bytes_get_data (source, &size);

  if (g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, &local))
    return TRUE;
  g_set_error (
      error, PAPER_ERROR, PAPER_ERROR_FAILED,
      _ ("The documents could not be handed to LibreOffice: %s. Free some space on the disk, "
         "then try again."),
      local->message);
  return FALSE;
}

static gboolean
write_sources (const PaperWorker *worker, GPtrArray *jobs, GError **error)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      const PaperJob *job = g_ptr_array_index (jobs, i);
      g_autofree char *path = source_path (worker, job);

      if (!write_source (path, job->source, error))
        return FALSE;
    }
  return TRUE;
}

/* Takes what was made: the files tell, the exit code is the same whether it worked or not. The file
 * was not there before the call, so it is of this call. */
static GPtrArray *
take_results (PaperWorker *worker, GPtrArray *jobs)
{
  GPtrArray *missing = g_ptr_array_new ();

  for (guint i = 0; i < jobs->len; i++)
    {
      PaperJob *job = g_ptr_array_index (jobs, i);
      g_autofree char *path = result_path (worker, job);
      g_autoptr (GBytes) bytes = base_file_read (path, MAX_RESULT, NULL);

      if (bytes == NULL || !paper_format_is_whole (worker->options->format, bytes))
        {
          g_unlink (path);
          g_ptr_array_add (missing, job);
          continue;
        }
      job->document->result = g_steal_pointer (&bytes);
      worker->made++;
      hand_back (worker, job);
    }
  return missing;
}

static void
fail_document (PaperWorker *worker, PaperJob *job, BaseChildEnd end)
{
  PaperDocument *document = job->document;

  switch (end)
    {
    case BASE_CHILD_LATE:
      g_set_error (&document->error, PAPER_ERROR, PAPER_ERROR_TIMED_OUT,
                   _ ("“%s” was not converted: LibreOffice did not come to an end with it and was "
                      "stopped. Try again; if that happens again, look at its template."),
                   document->name);
      break;
    case BASE_CHILD_KILLED:
      g_set_error (
          &document->error, PAPER_ERROR, PAPER_ERROR_FAILED,
          _ ("“%s” was not converted: LibreOffice stopped suddenly. Close other programs to "
             "free memory, then try again."),
          document->name);
      break;
    case BASE_CHILD_EXITED:
    default:
      g_set_error (&document->error, PAPER_ERROR, PAPER_ERROR_FAILED,
                   _ ("“%s” was not converted: LibreOffice made nothing of it. Check that the disk "
                      "is not full, and open the document to see whether it is sound."),
                   document->name);
      break;
    }
  hand_back (worker, job);
}

static GPtrArray *
slice (GPtrArray *jobs, guint start, guint n)
{
  GPtrArray *part = g_ptr_array_sized_new (n);

  for (guint i = start; i < start + n; i++)
    g_ptr_array_add (part, g_ptr_array_index (jobs, i));
  return part;
}

/* What was not made in a call of several is tried again: one by one when LibreOffice ended as it
 * should; else the one that it was at alone, and then those that it had not come to. */
static void
try_again (GQueue *batches, GPtrArray *missing, BaseChildEnd end)
{
  if (end != BASE_CHILD_EXITED)
    {
      if (missing->len > 1)
        g_queue_push_head (batches, slice (missing, 1, missing->len - 1));
      g_queue_push_head (batches, slice (missing, 0, 1));
      return;
    }
  for (guint i = missing->len; i > 0; i--)
    g_queue_push_head (batches, slice (missing, i - 1, 1));
}

/* @end: (out) (optional): how those that made nothing ended */
static gboolean
is_in_vain (const PaperWorker *worker, BaseChildEnd *end)
{
  for (guint i = 0; i < G_N_ELEMENTS (max_vain); i++)
    if (worker->vain[i] >= max_vain[i])
      {
        if (end != NULL)
          *end = (BaseChildEnd) i;
        return TRUE;
      }
  return FALSE;
}

static void
run_batch (PaperWorker *worker, GQueue *batches, GPtrArray *jobs)
{
  g_auto (BaseChildResult) result = { 0 };
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GError) error = NULL;
  guint made = worker->made;
  gboolean ok = write_sources (worker, jobs, &error) && call_office (worker, jobs, &result, &error);

  /* What it had made when it was cancelled is not lost. */
  missing = take_results (worker, jobs);
  if (!ok)
    {
      hand_back_all (worker, missing, error);
      return;
    }
  worker->vain[result.end]++;
  if (worker->made > made)
    memset (worker->vain, 0, sizeof worker->vain);
  if (missing->len > 0 && jobs->len > 1 && !is_in_vain (worker, NULL))
    {
      try_again (batches, missing, result.end);
      return;
    }
  for (guint i = 0; i < missing->len; i++)
    fail_document (worker, g_ptr_array_index (missing, i), result.end);
}

/* Nothing more is tried: the rest has the same reason. */
static void
give_up (PaperWorker *worker, GPtrArray *jobs)
{
  g_autoptr (GError) error = NULL;
  BaseChildEnd end = BASE_CHILD_LATE;

  if (!g_cancellable_is_cancelled (worker->cancellable) && is_in_vain (worker, &end))
    {
      for (guint i = 0; i < jobs->len; i++)
        fail_document (worker, g_ptr_array_index (jobs, i), end);
      return;
    }
  g_set_error_literal (&error, BASE_ERROR, BASE_ERROR_CANCELLED, _ ("Cancelled."));
  hand_back_all (worker, jobs, error);
}

/* What is left when we are killed goes with the session. */
static gboolean
make_folder (PaperWorker *worker, GError **error)
{
  g_autofree char *parent = base_session_folder (NULL, error);
  g_autofree char *folder = NULL;
  g_autofree char *profile = NULL;

  if (parent == NULL)
    return FALSE;
  folder = g_build_filename (parent, "office-XXXXXX", NULL);
  /* The second says why not. */
  if (g_mkdtemp (folder) == NULL && !base_file_make_private_folder (folder, error))
    return FALSE;
  worker->folder = g_steal_pointer (&folder);
  profile = g_build_filename (worker->folder, "profile", NULL);
  return paper_office_write_profile (profile, worker->office, error);
}

/**
 * paper_worker_run:
 * @worker: a worker with its jobs
 *
 * Does its jobs in the calling thread, and hands each of them back exactly once.
 */
void
paper_worker_run (PaperWorker *worker)
{
  g_autoptr (GError) error = NULL;
  GQueue batches = G_QUEUE_INIT;
  GPtrArray *jobs;

  if (make_folder (worker, &error))
    {
      for (guint i = 0; i < worker->jobs->len; i += BATCH)
        g_queue_push_tail (&batches, slice (worker->jobs, i, MIN (BATCH, worker->jobs->len - i)));
    }
  else
    hand_back_all (worker, worker->jobs, error);
  while ((jobs = g_queue_pop_head (&batches)) != NULL)
    {
      if (is_in_vain (worker, NULL) || !enter (worker->cancellable))
        give_up (worker, jobs);
      else
        {
          run_batch (worker, &batches, jobs);
          leave ();
        }
      g_ptr_array_unref (jobs);
    }
  if (worker->folder != NULL)
    base_file_remove_folder (worker->folder);
  g_clear_pointer (&worker->folder, g_free);
}

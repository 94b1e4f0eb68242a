/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-job.h"

#include <glib/gi18n-lib.h>

#include "base-error.h"
#include "store-error.h"
#include "work-error.h"

/* How often a person wants to see a bar move. */
#define PROGRESS_INTERVAL_MS 100

/* What a job and the job that does the rest of it share. */
typedef struct
{
  WorkJobFunc func;
  gpointer data;
  GDestroyNotify destroy;
} Task;

/**
 * WorkJob:
 *
 * Long work in a thread of its own: the shared threads of GTask are few, and a class to print would
 * hold them all. Its items are done one at a time and kept as done.
 *
 * The signal `progress` is emitted in the main context in which the job was made, a few times a
 * second while it runs, and once at the end of work_job_run_async().
 */
struct _WorkJob
{
  GObject parent_instance;

  char *title;           /* (owned) */
  Task *task;            /* (owned), shared */
  GHashTable *wanted;    /* (owned) (nullable) (element-type gint64): all when NULL */
  GMainContext *context; /* (owned): where `progress` is heard */
  gboolean started;

  GMutex mutex; /* for all below */
  double fraction;
  char *message; /* (owned) (nullable) */
  GSource *told; /* (owned) (nullable): the next `progress` */
  gint64 told_at;
  GPtrArray *succeeded; /* (owned) (element-type WorkJobItem) */
  GPtrArray *failed;    /* (owned) (element-type WorkJobItem) */
  GPtrArray *notes;     /* (owned) (element-type utf8) */
  char *operation_id;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (WorkJob, work_job, G_TYPE_OBJECT)

static guint progress_signal;

static void
task_clear (gpointer data)
{
  Task *task = data;

  if (task->destroy != NULL)
    task->destroy (task->data);
}

static void
item_free (gpointer data)
{
  WorkJobItem *item = data;

  g_free (item->name);
  g_free (item->path);
  g_free (item->error);
  g_free (item);
}

static void
work_job_finalize (GObject *object)
{
  WorkJob *self = WORK_JOB (object);

  g_free (self->title);
  g_atomic_rc_box_release_full (self->task, task_clear);
  g_clear_pointer (&self->wanted, g_hash_table_unref);
  g_main_context_unref (self->context);
  g_free (self->message);
  g_ptr_array_unref (self->succeeded);
  g_ptr_array_unref (self->failed);
  g_ptr_array_unref (self->notes);
  g_free (self->operation_id);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (work_job_parent_class)->finalize (object);
}

static void
work_job_class_init (WorkJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = work_job_finalize;
  progress_signal = g_signal_new ("progress", WORK_TYPE_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
work_job_init (WorkJob *self)
{
  g_mutex_init (&self->mutex);
  self->context = g_main_context_ref_thread_default ();
  self->succeeded = g_ptr_array_new_with_free_func (item_free);
  self->failed = g_ptr_array_new_with_free_func (item_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
}

/**
 * work_job_new:
 * @title: what it does, for a person: "Making agreements…"
 * @func: called once, in the job's thread
 * @data: (transfer full): for @func
 * @destroy: (nullable): frees @data when neither the job nor a retry of it is left
 *
 * Returns: (transfer full): a job that waits to be run
 */
WorkJob *
work_job_new (const char *title, WorkJobFunc func, gpointer data, GDestroyNotify destroy)
{
  WorkJob *self;

  g_return_val_if_fail (title != NULL && func != NULL, NULL);

  self = g_object_new (WORK_TYPE_JOB, NULL);
  self->title = g_strdup (title);
  self->task = g_atomic_rc_box_new0 (Task);
  self->task->func = func;
  self->task->data = data;
  self->task->destroy = destroy;
  return self;
}

/**
 * work_job_new_retry:
 * @job: a job that has ended
 *
 * Makes a job for what failed, and that only.
 *
 * Returns: (transfer full) (nullable): the job; %NULL when nothing had failed
 */
WorkJob *
work_job_new_retry (WorkJob *job)
{
  WorkJob *self;

  g_return_val_if_fail (WORK_IS_JOB (job), NULL);

  if (job->failed->len == 0)
    return NULL;
  self = g_object_new (WORK_TYPE_JOB, NULL);
  self->title = g_strdup (job->title);
  self->task = g_atomic_rc_box_acquire (job->task);
  self->wanted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < job->failed->len; i++)
    {
      const WorkJobItem *item = g_ptr_array_index (job->failed, i);

      g_hash_table_add (self->wanted, g_memdup2 (&item->id, sizeof item->id));
    }
  return self;
}

/**
 * work_job_get_title:
 * @self: a job
 *
 * Returns: what it does
 */
const char *
work_job_get_title (WorkJob *self)
{
  g_return_val_if_fail (WORK_IS_JOB (self), NULL);

  return self->title;
}

/**
 * work_job_get_fraction:
 * @self: a job
 *
 * For any thread.
 *
 * Returns: how much of it is done, from 0 to 1
 */
double
work_job_get_fraction (WorkJob *self)
{
  double fraction;

  g_return_val_if_fail (WORK_IS_JOB (self), 0);

  g_mutex_lock (&self->mutex);
  fraction = self->fraction;
  g_mutex_unlock (&self->mutex);
  return fraction;
}

/**
 * work_job_dup_message:
 * @self: a job
 *
 * For any thread.
 *
 * Returns: (transfer full) (nullable): what it is doing at this moment
 */
char *
work_job_dup_message (WorkJob *self)
{
  char *message;

  g_return_val_if_fail (WORK_IS_JOB (self), NULL);

  g_mutex_lock (&self->mutex);
  message = g_strdup (self->message);
  g_mutex_unlock (&self->mutex);
  return message;
}

/**
 * work_job_get_succeeded:
 * @self: a job that is not running
 *
 * Returns: (transfer none) (element-type WorkJobItem): what was done, in order
 */
GPtrArray *
work_job_get_succeeded (WorkJob *self)
{
  g_return_val_if_fail (WORK_IS_JOB (self), NULL);

  return self->succeeded;
}

/**
 * work_job_get_failed:
 * @self: a job that is not running
 *
 * Returns: (transfer none) (element-type WorkJobItem): what failed and why, in order
 */
GPtrArray *
work_job_get_failed (WorkJob *self)
{
  g_return_val_if_fail (WORK_IS_JOB (self), NULL);

  return self->failed;
}

/**
 * work_job_get_notes:
 * @self: a job that is not running
 *
 * Returns: (transfer none) (element-type utf8): sentences on what the person should know, though
 *   nothing failed by it
 */
GPtrArray *
work_job_get_notes (WorkJob *self)
{
  g_return_val_if_fail (WORK_IS_JOB (self), NULL);

  return self->notes;
}

/**
 * work_job_get_operation:
 * @self: a job that is not running
 *
 * Returns: (transfer none) (nullable): id of the operation that undo takes; %NULL when the school
 *   is as it was
 */
const char *
work_job_get_operation (WorkJob *self)
{
  g_return_val_if_fail (WORK_IS_JOB (self), NULL);

  return self->operation_id;
}

/**
 * work_job_wants:
 * @self: a job
 * @id: one of its items
 *
 * Returns: whether the item is to be done: a retry leaves out what has succeeded
 */
gboolean
work_job_wants (WorkJob *self, gint64 id)
{
  g_return_val_if_fail (WORK_IS_JOB (self), FALSE);

  return self->wanted == NULL || g_hash_table_contains (self->wanted, &id);
}

static gboolean
tell_cb (gpointer data)
{
  WorkJob *self = data;

  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->told, g_source_unref);
  self->told_at = g_get_monotonic_time ();
  g_mutex_unlock (&self->mutex);
  g_signal_emit (self, progress_signal, 0);
  return G_SOURCE_REMOVE;
}

/* The mutex is held. However often the worker says where it is, the main loop hears of it a few
 * times a second. */
static void
tell_soon (WorkJob *self)
{
  gint64 elapsed = (g_get_monotonic_time () - self->told_at) / 1000;

  if (self->told != NULL)
    return;
  self->told = elapsed >= PROGRESS_INTERVAL_MS
                   ? g_idle_source_new ()
                   : g_timeout_source_new ((guint) (PROGRESS_INTERVAL_MS - elapsed));
  g_source_set_callback (self->told, tell_cb, g_object_ref (self), g_object_unref);
  g_source_set_static_name (self->told, "work-job: progress");
  g_source_attach (self->told, self->context);
}

/**
 * work_job_set_progress:
 * @self: a job
 * @fraction: how much is done, from 0 to 1
 * @message: (nullable): what is done at this moment
 */
void
work_job_set_progress (WorkJob *self, double fraction, const char *message)
{
  g_return_if_fail (WORK_IS_JOB (self));

  g_mutex_lock (&self->mutex);
  self->fraction = CLAMP (fraction, 0, 1);
  g_free (self->message);
  self->message = g_strdup (message);
  tell_soon (self);
  g_mutex_unlock (&self->mutex);
}

static void
add_item (WorkJob *self,
          GPtrArray *items,
          gint64 id,
          const char *name,
          const char *path,
          const char *error)
{
  WorkJobItem *item = g_new0 (WorkJobItem, 1);

  item->id = id;
  item->name = g_strdup (name);
  item->path = g_strdup (path);
  item->error = g_strdup (error);
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (items, item);
  g_mutex_unlock (&self->mutex);
}

/**
 * work_job_add_success:
 * @self: a job
 * @id: what the item is about
 * @name: shown to the person
 * @path: (nullable): the file made
 */
void
work_job_add_success (WorkJob *self, gint64 id, const char *name, const char *path)
{
  g_return_if_fail (WORK_IS_JOB (self));

  add_item (self, self->succeeded, id, name, path, NULL);
}

/**
 * work_job_add_failure:
 * @self: a job
 * @id: what the item is about
 * @name: shown to the person
 * @error: a sentence: why
 */
void
work_job_add_failure (WorkJob *self, gint64 id, const char *name, const char *error)
{
  g_return_if_fail (WORK_IS_JOB (self));

  add_item (self, self->failed, id, name, NULL, error != NULL ? error : "");
}

/**
 * work_job_add_note:
 * @self: a job
 * @sentence: what the person should know; said once, however often it is added
 */
void
work_job_add_note (WorkJob *self, const char *sentence)
{
  g_return_if_fail (WORK_IS_JOB (self));

  g_mutex_lock (&self->mutex);
  if (!g_ptr_array_find_with_equal_func (self->notes, sentence, g_str_equal, NULL))
    g_ptr_array_add (self->notes, g_strdup (sentence));
  g_mutex_unlock (&self->mutex);
}

/**
 * work_job_set_operation:
 * @self: a job
 * @operation_id: the operation that all it has changed is part of
 */
void
work_job_set_operation (WorkJob *self, const char *operation_id)
{
  g_return_if_fail (WORK_IS_JOB (self));

  g_mutex_lock (&self->mutex);
  g_free (self->operation_id);
  self->operation_id = g_strdup (operation_id);
  g_mutex_unlock (&self->mutex);
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
         || g_error_matches (error, BASE_ERROR, BASE_ERROR_CANCELLED)
         || g_error_matches (error, STORE_ERROR, STORE_ERROR_CANCELLED)
         || g_error_matches (error, WORK_ERROR, WORK_ERROR_CANCELLED);
}

/* In the job's thread. */
static gboolean
run (WorkJob *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!self->task->func (self, self->task->data, cancellable, &local))
    {
      if (is_cancelled (local))
        g_set_error_literal (error, WORK_ERROR, WORK_ERROR_CANCELLED,
                             _ ("Stopped. What was done before is kept."));
      else
        g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (self->failed->len == 0)
    return TRUE;
  g_set_error (error, WORK_ERROR, WORK_ERROR_PARTIAL,
               ngettext ("%u item failed. The rest is done.", "%u items failed. The rest is done.",
                         self->failed->len),
               self->failed->len);
  return FALSE;
}

/* Whatever was to be told is not worth telling any more. */
static void
stop_telling (WorkJob *self)
{
  g_autoptr (GSource) told = NULL;

  g_mutex_lock (&self->mutex);
  told = g_steal_pointer (&self->told);
  g_mutex_unlock (&self->mutex);
  if (told != NULL)
    g_source_destroy (told);
}

static gboolean
start (WorkJob *self)
{
  g_return_val_if_fail (WORK_IS_JOB (self), FALSE);
  g_return_val_if_fail (!self->started, FALSE);

  self->started = TRUE;
  return TRUE;
}

/**
 * work_job_run:
 * @self: a job that was not run yet
 * @cancellable: (nullable): what stops it
 * @error: return location for the error of the job's function; %WORK_ERROR_CANCELLED,
 *   %WORK_ERROR_PARTIAL when all was tried and some of it failed
 *
 * Runs the job in the calling thread, which is not the main thread of a window.
 *
 * Returns: whether all is done
 */
gboolean
work_job_run (WorkJob *self, GCancellable *cancellable, GError **error)
{
  gboolean done;

  if (!start (self))
    return FALSE;
  done = run (self, cancellable, error);
  stop_telling (self);
  return done;
}

typedef struct
{
  WorkJob *job;
  GTask *result;
  GThread *thread;
  GError *error;
  gboolean done;
} Run;

/* In the caller's context: nothing of the caller's is released in the worker thread. */
static gboolean
end_cb (gpointer data)
{
  Run *state = data;

  g_thread_join (state->thread);
  stop_telling (state->job);
  g_signal_emit (state->job, progress_signal, 0);
  if (state->error != NULL)
    g_task_return_error (state->result, state->error);
  else
    g_task_return_boolean (state->result, state->done);
  g_object_unref (state->result);
  g_object_unref (state->job);
  g_free (state);
  return G_SOURCE_REMOVE;
}

static gpointer
job_thread (gpointer data)
{
  Run *state = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  state->done = run (state->job, g_task_get_cancellable (state->result), &state->error);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, end_cb, state, NULL);
  g_source_set_static_name (source, "work-job: end");
  g_source_attach (source, g_task_get_context (state->result));
  return NULL;
}

/**
 * work_job_run_async:
 * @self: a job that was not run yet
 * @cancellable: (nullable): what stops it, after the item in hand
 * @callback: (nullable): called in the caller's main context, after the last `progress`
 * @user_data: for @callback
 *
 * Runs the job in a thread of its own.
 */
void
work_job_run_async (WorkJob *self,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  Run *state;

  if (!start (self))
    return;
  state = g_new0 (Run, 1);
  state->job = g_object_ref (self);
  state->result = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (state->result, work_job_run_async);
  /* What was done was done, whatever was pressed meanwhile. */
  g_task_set_check_cancellable (state->result, FALSE);
  state->thread = g_thread_new ("job", job_thread, state);
}

/**
 * work_job_run_finish:
 * @self: a job
 * @result: of work_job_run_async()
 * @error: return location, as for work_job_run()
 *
 * Returns: whether all is done
 */
gboolean
work_job_run_finish (WorkJob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

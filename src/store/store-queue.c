/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-queue.h"

#include <glib/gi18n-lib.h>

#include "store-connection-private.h"
#include "store-error.h"
#include "store-queue-private.h"
#include "store-role.h"

/* g_task_run_in_thread() is of no use here: its threads are the whole process's, several at once
 * and in no order. A database wants one thread, which owns the one connection, and work done in the
 * order in which it was asked for. */

typedef struct
{
  GMutex mutex;
  GCond changed;
  GAsyncQueue *jobs;      /* (owned) (element-type Job) */
  GThread *thread;        /* (unowned): the database thread, to compare with */
  char *path;             /* (owned) */
  char *read_only_reason; /* (owned) (nullable) (atomic): set once */
  StoreOpenMode mode;
  gint read_only;  /* (atomic) */
  gint role;       /* (atomic): a ModelAccountRole, as it was after the last job */
  gboolean closed; /* (mutex mutex): no more jobs are taken */
  gboolean ended;  /* (mutex mutex): the connection is closed */
} Core;

/**
 * StoreQueue:
 *
 * A database, its one connection and the one thread that owns it.
 */
struct _StoreQueue
{
  GObject parent_instance;

  Core *core; /* (owned): shared with the thread, which may outlive the queue */
};

G_DEFINE_FINAL_TYPE (StoreQueue, store_queue, G_TYPE_OBJECT)

/* One thing to do. Without a function: the last one. */
typedef struct
{
  StoreQueueFunc func;
  gpointer data;
  GDestroyNotify destroy_data;
  GDestroyNotify destroy_result;
  GCancellable *cancellable; /* (owned) (nullable) */
  GTask *task;               /* (owned) (nullable): NULL when somebody waits */
  Core *core;                /* (unowned): for somebody who waits */
  gpointer result;
  GError *error;
  gboolean done; /* (mutex core->mutex) */
} Job;

static void
core_clear (gpointer data)
{
  Core *core = data;

  g_mutex_clear (&core->mutex);
  g_cond_clear (&core->changed);
  g_async_queue_unref (core->jobs);
  g_free (core->path);
  g_free (core->read_only_reason);
}

static void
core_unref (Core *core)
{
  g_atomic_rc_box_release_full (core, core_clear);
}

static void
job_free (Job *job)
{
  if (job->destroy_data != NULL)
    job->destroy_data (job->data);
  g_clear_object (&job->cancellable);
  g_clear_object (&job->task);
  g_clear_error (&job->error);
  g_free (job);
}

/* In the caller's context: nothing of the caller's is released in the database thread. */
static gboolean
deliver_cb (gpointer data)
{
  Job *job = data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, job->result, job->destroy_result);
  job_free (job);
  return G_SOURCE_REMOVE;
}

static void
finish_job (Job *job)
{
  if (job->task != NULL)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      g_source_set_priority (source, g_task_get_priority (job->task));
      g_source_set_callback (source, deliver_cb, job, NULL);
      g_source_set_static_name (source, "store-queue: result");
      g_source_attach (source, g_task_get_context (job->task));
      return;
    }
  g_mutex_lock (&job->core->mutex);
  job->done = TRUE;
  g_cond_broadcast (&job->core->changed);
  g_mutex_unlock (&job->core->mutex);
}

/* A job may have found that the file is damaged. The reason comes first: whoever sees the one sees
 * the other. */
static void
tell_read_only (Core *core, StoreConnection *connection)
{
  const char *reason = store_connection_get_read_only_reason (connection);

  g_atomic_int_set (&core->role, store_connection_get_role (connection));
  if (g_atomic_int_get (&core->read_only) || !store_connection_is_read_only (connection))
    return;
  if (reason != NULL)
    g_atomic_pointer_set (&core->read_only_reason, g_strdup (reason));
  g_atomic_int_set (&core->read_only, TRUE);
}

static void
run_job (Core *core, StoreConnection *connection, Job *job)
{
  if (g_cancellable_is_cancelled (job->cancellable))
    g_set_error_literal (&job->error, STORE_ERROR, STORE_ERROR_CANCELLED,
                         _ ("Cancelled before anything was changed."));
  else
    {
      store_connection_set_cancellable (connection, job->cancellable);
      if (_store_connection_may_go_on (connection, &job->error))
        job->result =
            _store_queue_run_func (connection, job->func, job->data, job->cancellable, &job->error);
      store_connection_set_cancellable (connection, NULL);
      tell_read_only (core, connection);
    }
  finish_job (job);
}

static void
run_jobs (Core *core, StoreConnection *connection)
{
  for (;;)
    {
      Job *job = g_async_queue_pop (core->jobs);

      if (job->func == NULL)
        {
          job_free (job);
          return;
        }
      run_job (core, connection, job);
    }
}

static void
take_no_more (Core *core)
{
  g_mutex_lock (&core->mutex);
  core->closed = TRUE;
  g_mutex_unlock (&core->mutex);
}

static void
end (Core *core)
{
  g_mutex_lock (&core->mutex);
  core->ended = TRUE;
  g_cond_broadcast (&core->changed);
  g_mutex_unlock (&core->mutex);
  core_unref (core);
}

typedef struct
{
  Core *core;
  Job *opening;
} Start;

static gpointer
queue_thread (gpointer data)
{
  g_autofree Start *start = data;
  Core *core = start->core;
  Job *opening = start->opening;
  g_autoptr (StoreConnection) connection = NULL;

  core->thread = g_thread_self ();
  connection = store_connection_open (core->path, core->mode, &opening->error);
  if (connection == NULL)
    {
      take_no_more (core);
      g_clear_pointer (&opening->result, opening->destroy_result);
      finish_job (opening);
      end (core);
      return NULL;
    }
  tell_read_only (core, connection);
  finish_job (opening);

  run_jobs (core, connection);
  store_connection_close (connection);
  end (core);
  return NULL;
}

static void
store_queue_dispose (GObject *object)
{
  StoreQueue *self = STORE_QUEUE (object);

  if (self->core != NULL)
    store_queue_close (self);
  g_clear_pointer (&self->core, core_unref);
  G_OBJECT_CLASS (store_queue_parent_class)->dispose (object);
}

static void
store_queue_class_init (StoreQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = store_queue_dispose;
}

static void
store_queue_init (StoreQueue *self)
{
}

/* (transfer full): a queue whose thread is opening the database and will finish @opening */
static StoreQueue *
start_queue (const char *path, StoreOpenMode mode, Job *opening)
{
  StoreQueue *self = g_object_new (STORE_TYPE_QUEUE, NULL);
  Core *core = g_atomic_rc_box_new0 (Core);
  Start *start = g_new (Start, 1);

  g_mutex_init (&core->mutex);
  g_cond_init (&core->changed);
  core->jobs = g_async_queue_new ();
  core->path = g_canonicalize_filename (path, NULL);
  core->mode = mode;
  self->core = core;

  opening->core = core;
  opening->result = g_object_ref (self);
  opening->destroy_result = g_object_unref;
  start->core = g_atomic_rc_box_acquire (core);
  start->opening = opening;
  g_thread_unref (g_thread_new ("database", queue_thread, start));
  return self;
}

static void
wait_for (Job *job)
{
  g_mutex_lock (&job->core->mutex);
  while (!job->done)
    g_cond_wait (&job->core->changed, &job->core->mutex);
  g_mutex_unlock (&job->core->mutex);
}

/**
 * store_queue_new:
 * @path: path of a database
 * @mode: how to open it
 * @error: return location for a #StoreError
 *
 * Opens a database in a thread of its own, and waits for it: not for the main thread of the window.
 *
 * Returns: (transfer full): the queue, or %NULL
 */
StoreQueue *
store_queue_new (const char *path, StoreOpenMode mode, GError **error)
{
  g_autoptr (StoreQueue) self = NULL;
  Job opening = { NULL };

  g_return_val_if_fail (path != NULL, NULL);

  self = start_queue (path, mode, &opening);
  wait_for (&opening);
  if (opening.error != NULL)
    {
      g_propagate_error (error, opening.error);
      return NULL;
    }
  g_object_unref (opening.result);
  return g_steal_pointer (&self);
}

/**
 * store_queue_new_async:
 * @path: path of a database
 * @mode: how to open it
 * @cancellable: (nullable): given up when the result comes, should it be cancelled
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Opens a database in a thread of its own.
 */
void
store_queue_new_async (const char *path,
                       StoreOpenMode mode,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (StoreQueue) self = NULL;
  Job *opening = g_new0 (Job, 1);

  g_return_if_fail (path != NULL);

  opening->task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (opening->task, store_queue_new_async);
  self = start_queue (path, mode, opening);
}

/**
 * store_queue_new_finish:
 * @result: of store_queue_new_async()
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full): the queue, or %NULL
 */
StoreQueue *
store_queue_new_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, store_queue_new_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * store_queue_get_path:
 * @self: a queue
 *
 * Returns: absolute path of the database
 */
const char *
store_queue_get_path (StoreQueue *self)
{
  g_return_val_if_fail (STORE_IS_QUEUE (self), NULL);

  return self->core->path;
}

/**
 * store_queue_is_read_only:
 * @self: a queue
 *
 * Returns: whether the database can only be read
 */
gboolean
store_queue_is_read_only (StoreQueue *self)
{
  g_return_val_if_fail (STORE_IS_QUEUE (self), TRUE);

  return g_atomic_int_get (&self->core->read_only);
}

/**
 * store_queue_get_read_only_reason:
 * @self: a queue
 *
 * Returns: (nullable): a sentence: why, unless it was opened for reading by wish
 */
const char *
store_queue_get_read_only_reason (StoreQueue *self)
{
  g_return_val_if_fail (STORE_IS_QUEUE (self), NULL);

  return g_atomic_pointer_get (&self->core->read_only_reason);
}

/**
 * store_queue_get_role:
 * @self: a queue
 *
 * Returns: who works with the database, as of the last thing done
 */
ModelAccountRole
store_queue_get_role (StoreQueue *self)
{
  return (ModelAccountRole) g_atomic_int_get (&self->core->role);
}

/**
 * store_queue_is_worker:
 * @self: a queue
 *
 * Returns: whether the calling thread is the database thread
 */
gboolean
store_queue_is_worker (StoreQueue *self)
{
  g_return_val_if_fail (STORE_IS_QUEUE (self), FALSE);

  return self->core->thread == g_thread_self ();
}

/* Nothing can come behind the last job: both are decided under the lock. */
static gboolean
push (Core *core, Job *job)
{
  gboolean taken;

  g_mutex_lock (&core->mutex);
  taken = !core->closed;
  if (taken)
    {
      core->closed = job->func == NULL;
      g_async_queue_push (core->jobs, job);
    }
  g_mutex_unlock (&core->mutex);
  return taken;
}

static void
set_closed_error (Core *core, GError **error)
{
  g_set_error (error, STORE_ERROR, STORE_ERROR_CONNECTION,
               _ ("The database “%s” is closed. Open it again."), core->path);
}

/**
 * store_queue_run:
 * @self: a queue
 * @func: what to do in the database thread
 * @data: for @func
 * @cancellable: (nullable): what stops it
 * @error: return location for the error of @func
 *
 * Has @func run after what was asked for before, and waits for it. For worker threads and the
 * command line; never from the database thread itself, which would wait for ever.
 *
 * Returns: (transfer full) (nullable): what @func returned
 */
gpointer
store_queue_run (StoreQueue *self,
                 StoreQueueFunc func,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  Job job = { .func = func, .data = data, .cancellable = cancellable };

  g_return_val_if_fail (STORE_IS_QUEUE (self), NULL);
  g_return_val_if_fail (func != NULL, NULL);
  g_assert (!store_queue_is_worker (self));

  job.core = self->core;
  if (!push (self->core, &job))
    {
      set_closed_error (self->core, error);
      return NULL;
    }
  wait_for (&job);
  if (job.error != NULL)
    g_propagate_error (error, job.error);
  return job.result;
}

/**
 * store_queue_run_async:
 * @self: a queue
 * @func: what to do in the database thread
 * @data: for @func
 * @destroy_data: (nullable): frees @data, in the caller's context
 * @destroy_result: (nullable): frees what @func returned when nobody takes it
 * @cancellable: (nullable): what stops it; when it has changed the database already, it succeeds
 * @callback: (nullable): called in the caller's main context
 * @user_data: for @callback
 *
 * Has @func run after what was asked for before.
 */
void
store_queue_run_async (StoreQueue *self,
                       StoreQueueFunc func,
                       gpointer data,
                       GDestroyNotify destroy_data,
                       GDestroyNotify destroy_result,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  Job *job;

  g_return_if_fail (STORE_IS_QUEUE (self));
  g_return_if_fail (func != NULL);

  job = g_new0 (Job, 1);
  job->func = func;
  job->data = data;
  job->destroy_data = destroy_data;
  job->destroy_result = destroy_result;
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  /* Without the cancellable, which is the function's: what was saved was saved, whatever was
   * pressed meanwhile; and GTask would deliver a cancelled result later than those behind it. */
  job->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (job->task, store_queue_run_async);
  if (!push (self->core, job))
    {
      set_closed_error (self->core, &job->error);
      finish_job (job);
    }
}

/**
 * store_queue_run_finish:
 * @self: a queue
 * @result: of store_queue_run_async()
 * @error: return location for the error of the function
 *
 * Returns: (transfer full) (nullable): what the function returned
 */
gpointer
store_queue_run_finish (StoreQueue *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * store_queue_close:
 * @self: a queue
 *
 * Takes no more work; what was asked for before is still done, then the database is closed. Returns
 * at once.
 */
void
store_queue_close (StoreQueue *self)
{
  Job *last;

  g_return_if_fail (STORE_IS_QUEUE (self));

  last = g_new0 (Job, 1);
  if (!push (self->core, last))
    job_free (last);
}

/**
 * store_queue_join_within:
 * @self: a queue that was closed
 * @milliseconds: for how long at most
 *
 * Waits until all is done and the database is closed: before the program ends. Results of
 * store_queue_run_async() still come by the main loop. A drive that hangs may keep its thread for
 * ever: what a program that ends then leaves behind is a transaction that was not committed.
 *
 * Returns: whether it is closed
 */
gboolean
store_queue_join_within (StoreQueue *self, guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) milliseconds * 1000;
  gboolean ended;
  Core *core;

  g_return_val_if_fail (STORE_IS_QUEUE (self), TRUE);
  g_assert (!store_queue_is_worker (self));

  core = self->core;
  g_mutex_lock (&core->mutex);
  while (!core->ended && g_cond_wait_until (&core->changed, &core->mutex, end))
    ;
  ended = core->ended;
  g_mutex_unlock (&core->mutex);
  return ended;
}

/**
 * store_queue_join:
 * @self: a queue that was closed
 *
 * Like store_queue_join_within(), however long it takes.
 */
void
store_queue_join (StoreQueue *self)
{
  while (!store_queue_join_within (self, G_MAXUINT))
    ;
}

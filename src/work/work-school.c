/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-school.h"

#include "store-check.h"
#include "work-account.h"
#include "work-school-private.h"

/**
 * WorkSchool:
 *
 * One open database and the person who works in it: what the window and the command line hold.
 */
struct _WorkSchool
{
  GObject parent_instance;

  StoreQueue *queue;    /* (owned) */
  const char *author;   /* (unowned): interned, so that jobs may go on with it */
  WorkAccount *account; /* (owned) (nullable): who has signed in */
  GPtrArray *former;    /* (owned): those of before, which somebody may still hold */
  gboolean has_accounts;
  char *closed_until; /* (owned) (nullable): the account that was last tried takes no password */
};

G_DEFINE_FINAL_TYPE (WorkSchool, work_school, G_TYPE_OBJECT)

static void
work_school_finalize (GObject *object)
{
  WorkSchool *self = WORK_SCHOOL (object);

  g_clear_object (&self->queue);
  g_clear_pointer (&self->account, work_account_free);
  g_clear_pointer (&self->former, g_ptr_array_unref);
  g_free (self->closed_until);
  G_OBJECT_CLASS (work_school_parent_class)->finalize (object);
}

static void
work_school_class_init (WorkSchoolClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = work_school_finalize;
}

static void
work_school_init (WorkSchool *self)
{
}

/* Who works here, as the session knows: history shows it to colleagues. */
static const char *
find_author (void)
{
  const char *name = g_get_real_name ();
  g_autofree char *valid = NULL;

  if (name == NULL || name[0] == '\0' || g_str_equal (name, "Unknown"))
    name = g_get_user_name ();
  valid = g_utf8_make_valid (name, -1);
  return g_intern_string (valid);
}

static WorkSchool *
school_new (StoreQueue *queue)
{
  WorkSchool *self = g_object_new (WORK_TYPE_SCHOOL, NULL);

  self->queue = queue;
  self->author = find_author ();
  self->former = g_ptr_array_new_with_free_func ((GDestroyNotify) work_account_free);
  self->has_accounts = store_queue_get_role (queue) == MODEL_ACCOUNT_NOBODY;
  return self;
}

/**
 * _work_school_set_account:
 * @self: a school
 * @account: (transfer full) (nullable): who has signed in; %NULL: nobody
 * @has_accounts: whether the school has accounts
 */
void
_work_school_set_account (WorkSchool *self, WorkAccount *account, gboolean has_accounts)
{
  if (self->account != NULL)
    g_ptr_array_add (self->former, self->account);
  self->account = account;
  self->has_accounts = has_accounts;
  self->author = account != NULL ? g_intern_string (account->label) : find_author ();
}

/**
 * _work_school_set_closed_until:
 * @self: a school
 * @until: (nullable): UTC timestamp before which the account that was last tried takes no password
 */
void
_work_school_set_closed_until (WorkSchool *self, const char *until)
{
  g_free (self->closed_until);
  self->closed_until = g_strdup (until);
}

/**
 * work_school_get_closed_until:
 * @self: a school
 *
 * Returns: (transfer none) (nullable): UTC timestamp before which the account that was last tried
 *   takes no password, after too many wrong ones; %NULL: it takes one
 */
const char *
work_school_get_closed_until (WorkSchool *self)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), NULL);

  return self->closed_until;
}

/**
 * work_school_get_account:
 * @self: a school
 *
 * Returns: (transfer none) (nullable): who has signed in; stays valid as long as the school
 */
const WorkAccount *
work_school_get_account (WorkSchool *self)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), NULL);

  return self->account;
}

/**
 * work_school_has_accounts:
 * @self: a school
 *
 * Returns: whether one must sign in to work in it
 */
gboolean
work_school_has_accounts (WorkSchool *self)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), FALSE);

  return self->has_accounts || store_queue_get_role (self->queue) == MODEL_ACCOUNT_NOBODY;
}

/**
 * work_school_needs_sign_in:
 * @self: a school
 *
 * Returns: whether it has accounts and nobody has signed in, or who had was shut out
 */
gboolean
work_school_needs_sign_in (WorkSchool *self)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), FALSE);

  return (self->has_accounts && self->account == NULL)
         || store_queue_get_role (self->queue) == MODEL_ACCOUNT_NOBODY;
}

/**
 * work_school_open:
 * @path: path of a database
 * @mode: how to open it
 * @error: return location for a #StoreError
 *
 * Opens a database and waits for it: for the command line and worker threads.
 *
 * Returns: (transfer full): the school, or %NULL
 */
WorkSchool *
work_school_open (const char *path, StoreOpenMode mode, GError **error)
{
  StoreQueue *queue = store_queue_new (path, mode, error);

  return queue != NULL ? school_new (queue) : NULL;
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  StoreQueue *queue = store_queue_new_finish (result, &error);

  if (queue != NULL)
    g_task_return_pointer (task, school_new (queue), g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * work_school_open_async:
 * @path: path of a database
 * @mode: how to open it
 * @cancellable: (nullable): given up when the result comes, should it be cancelled
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Opens a database in a thread of its own.
 */
void
work_school_open_async (const char *path,
                        StoreOpenMode mode,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, work_school_open_async);
  store_queue_new_async (path, mode, cancellable, on_opened_cb, task);
}

/**
 * work_school_open_finish:
 * @result: of work_school_open_async()
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full): the school, or %NULL
 */
WorkSchool *
work_school_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, work_school_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * work_school_close:
 * @self: a school
 *
 * Takes no more work. Returns at once; a program that ends waits with store_queue_join().
 */
void
work_school_close (WorkSchool *self)
{
  g_return_if_fail (WORK_IS_SCHOOL (self));

  store_queue_close (self->queue);
}

static gpointer
check_deeply (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return store_check (connection, TRUE, error);
}

/**
 * work_school_check:
 * @self: a school
 * @cancellable: (nullable): stops the check
 * @error: return location for a #StoreError
 *
 * Checks the file, its tables against the catalogue and the documents beside it, and waits for it:
 * for the command line and worker threads.
 *
 * Returns: (transfer full) (element-type utf8): a sentence a problem, none when all is sound; %NULL
 *   when it could not be checked
 */
GPtrArray *
work_school_check (WorkSchool *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), NULL);

  return store_queue_run (self->queue, check_deeply, NULL, cancellable, error);
}

/**
 * work_school_get_queue:
 * @self: a school
 *
 * Returns: (transfer none): its database thread
 */
StoreQueue *
work_school_get_queue (WorkSchool *self)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), NULL);

  return self->queue;
}

/**
 * work_school_get_path:
 * @self: a school
 *
 * Returns: absolute path of its database
 */
const char *
work_school_get_path (WorkSchool *self)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), NULL);

  return store_queue_get_path (self->queue);
}

/**
 * work_school_get_author:
 * @self: a school
 *
 * Returns: the name under which history notes what this person does
 */
const char *
work_school_get_author (WorkSchool *self)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), NULL);

  return self->author;
}

/**
 * work_school_is_read_only:
 * @self: a school
 *
 * Returns: whether its database can only be read
 */
gboolean
work_school_is_read_only (WorkSchool *self)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), TRUE);

  return store_queue_is_read_only (self->queue);
}

/**
 * work_school_get_read_only_reason:
 * @self: a school
 *
 * Returns: (nullable): a sentence: why it can only be read
 */
const char *
work_school_get_read_only_reason (WorkSchool *self)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), NULL);

  return store_queue_get_read_only_reason (self->queue);
}

typedef struct
{
  GTask *task;
  GDestroyNotify destroy_result;
} Call;

static void
on_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;
  GError *error = NULL;
  gpointer value = store_queue_run_finish (STORE_QUEUE (source), result, &error);

  if (error != NULL)
    {
      _work_account_translate (error);
      g_task_return_error (call->task, error);
    }
  else
    g_task_return_pointer (call->task, value, call->destroy_result);
  g_object_unref (call->task);
  g_free (call);
}

/**
 * _work_school_run_async:
 * @self: a school
 * @tag: the function that the caller called
 * @func: what to do in the database thread
 * @data: its arguments
 * @destroy_data: (nullable): frees them
 * @destroy_result: (nullable): frees the result
 * @cancellable: (nullable): what stops it
 * @callback: (nullable): called in the caller's main context
 * @user_data: for @callback
 *
 * The one way of every asynchronous use case into the database thread and back.
 */
void
_work_school_run_async (WorkSchool *self,
                        gpointer tag,
                        StoreQueueFunc func,
                        gpointer data,
                        GDestroyNotify destroy_data,
                        GDestroyNotify destroy_result,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Call *call = g_new (Call, 1);

  call->task = g_task_new (self, cancellable, callback, user_data);
  call->destroy_result = destroy_result;
  g_task_set_source_tag (call->task, tag);
  /* What was saved was saved, whatever was pressed meanwhile. */
  g_task_set_check_cancellable (call->task, FALSE);
  store_queue_run_async (self->queue, func, data, destroy_data, destroy_result, cancellable,
                         on_run_cb, call);
}

/**
 * _work_school_run_finish:
 * @self: a school
 * @tag: as for _work_school_run_async()
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the function returned
 */
gpointer
_work_school_run_finish (WorkSchool *self, gpointer tag, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  gint64 year_id;
  char *author;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_free (load->author);
  g_free (load);
}

static gpointer
load_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Load *load = data;

  return _work_overview_load (connection, load->year_id, load->author, error);
}

/**
 * work_school_load:
 * @self: a school
 * @year_id: a school year, or 0: the year that today is in, else the latest
 * @error: return location for a #StoreError
 *
 * Reads all that the window shows of one school year, and waits for it.
 *
 * Returns: (transfer full): what was read, or %NULL
 */
WorkOverview *
work_school_load (WorkSchool *self, gint64 year_id, GError **error)
{
  Load load = { year_id, NULL };

  g_return_val_if_fail (WORK_IS_SCHOOL (self), NULL);

  load.author = (char *) self->author;
  return store_queue_run (self->queue, load_func, &load, NULL, error);
}

/**
 * work_school_load_async:
 * @self: a school
 * @year_id: as for work_school_load()
 * @cancellable: (nullable): what stops it
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Reads all that the window shows of one school year.
 */
void
work_school_load_async (WorkSchool *self,
                        gint64 year_id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Load *load;

  g_return_if_fail (WORK_IS_SCHOOL (self));

  load = g_new (Load, 1);
  load->year_id = year_id;
  load->author = g_strdup (self->author);
  _work_school_run_async (self, work_school_load_async, load_func, load, load_free,
                          (GDestroyNotify) work_overview_free, cancellable, callback, user_data);
}

/**
 * work_school_load_finish:
 * @self: a school
 * @result: of work_school_load_async()
 * @error: return location for a #StoreError
 *
 * Returns: (transfer full): what was read, or %NULL
 */
WorkOverview *
work_school_load_finish (WorkSchool *self, GAsyncResult *result, GError **error)
{
  return _work_school_run_finish (self, work_school_load_async, result, error);
}

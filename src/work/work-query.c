/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-query.h"

#include "store-record.h"
#include "store-settings.h"
#include "work-query-private.h"
#include "work-school-private.h"

struct _WorkQuery
{
  WorkQueryPrepareFunc prepare; /* (nullable) */
  WorkQueryFunc func;
  WorkQueryReadFunc read; /* (nullable): in its place */
  WorkQueryMakeFunc make; /* (nullable): of what @read has read */
  gpointer data;
  GDestroyNotify destroy_data;
  GDestroyNotify destroy_result;
};

/**
 * work_query_free:
 * @query: (nullable) (transfer full): what is not to be read any more
 */
void
work_query_free (WorkQuery *query)
{
  if (query == NULL)
    return;
  if (query->destroy_data != NULL)
    query->destroy_data (query->data);
  g_free (query);
}

/**
 * _work_query_new:
 * @func: reads it
 * @data: for @func
 * @destroy_data: (nullable): frees @data
 * @destroy_result: (nullable): frees a result that nobody takes
 *
 * Returns: (transfer full): a query
 */
WorkQuery *
_work_query_new (WorkQueryFunc func,
                 gpointer data,
                 GDestroyNotify destroy_data,
                 GDestroyNotify destroy_result)
{
  WorkQuery *query = g_new0 (WorkQuery, 1);

  query->func = func;
  query->data = data;
  query->destroy_data = destroy_data;
  query->destroy_result = destroy_result;
  return query;
}

/**
 * _work_query_new_long:
 * @read: reads what is needed
 * @make: makes the result of it, which takes long
 * @data: for both
 * @destroy_data: (nullable): frees @data
 * @destroy_result: (nullable): frees a result that nobody takes
 *
 * What takes long and needs no database: files looked into, documents converted.
 *
 * Returns: (transfer full): a query
 */
WorkQuery *
_work_query_new_long (WorkQueryReadFunc read,
                      WorkQueryMakeFunc make,
                      gpointer data,
                      GDestroyNotify destroy_data,
                      GDestroyNotify destroy_result)
{
  WorkQuery *query = _work_query_new (NULL, data, destroy_data, destroy_result);

  query->read = read;
  query->make = make;
  return query;
}

/**
 * _work_query_set_prepare:
 * @query: a query that nobody reads yet
 * @prepare: called with the query's data before the database is asked
 *
 * Files are read there: nobody waits for them in the database thread.
 */
void
_work_query_set_prepare (WorkQuery *query, WorkQueryPrepareFunc prepare)
{
  query->prepare = prepare;
}

static gpointer
read_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const WorkQuery *query = data;

  return query->func (connection, query->data, cancellable, error);
}

/* What @make is to be made of, and whether it could be read. */
static gpointer
read_first (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const WorkQuery *query = data;

  return GINT_TO_POINTER (query->read (connection, query->data, cancellable, error));
}

/* In whatever thread may wait. */
static gpointer
run (WorkSchool *self, WorkQuery *query, GCancellable *cancellable, GError **error)
{
  StoreQueue *queue = work_school_get_queue (self);

  if (query->prepare != NULL && !query->prepare (query->data, cancellable, error))
    return NULL;
  if (query->make == NULL)
    return store_queue_run (queue, read_func, query, cancellable, error);
  if (!store_queue_run (queue, read_first, query, cancellable, error))
    return NULL;
  return query->make (query->data, cancellable, error);
}

static void
run_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  WorkQuery *query = data;
  GError *error = NULL;
  gpointer result = run (source, query, cancellable, &error);

  if (error == NULL)
    {
      g_task_return_pointer (task, result, query->destroy_result);
      return;
    }
  _work_account_translate (error);
  g_task_return_error (task, error);
}

static void
run_long_async (WorkSchool *self,
                WorkQuery *query,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, work_school_read_async);
  g_task_set_task_data (task, query, (GDestroyNotify) work_query_free);
  g_task_run_in_thread (task, run_thread);
}

/**
 * work_school_read:
 * @self: a school
 * @query: (transfer full): what to read
 * @error: return location for a #StoreError or #WorkError
 *
 * Reads something and waits for it.
 *
 * Returns: (transfer full) (nullable): what the maker of @query says
 */
gpointer
work_school_read (WorkSchool *self, WorkQuery *query, GError **error)
{
  g_autoptr (WorkQuery) owned = query;

  g_return_val_if_fail (WORK_IS_SCHOOL (self), NULL);

  return run (self, owned, NULL, error);
}

/**
 * work_school_read_async:
 * @self: a school
 * @query: (transfer full): what to read
 * @cancellable: (nullable): what stops it
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Reads something.
 */
void
work_school_read_async (WorkSchool *self,
                        WorkQuery *query,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (WORK_IS_SCHOOL (self));

  if (query->make != NULL || query->prepare != NULL)
    {
      run_long_async (self, query, cancellable, callback, user_data);
      return;
    }
  _work_school_run_async (self, work_school_read_async, read_func, query,
                          (GDestroyNotify) work_query_free, query->destroy_result, cancellable,
                          callback, user_data);
}

/**
 * work_school_read_finish:
 * @self: a school
 * @result: of work_school_read_async()
 * @error: return location, as for work_school_read()
 *
 * Returns: (transfer full) (nullable): what the maker of the query says
 */
gpointer
work_school_read_finish (WorkSchool *self, GAsyncResult *result, GError **error)
{
  return _work_school_run_finish (self, work_school_read_async, result, error);
}

typedef struct
{
  ModelEntity entity;
  gint64 id;
  char *column;
  char *canonical;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->column);
  g_free (wanted->canonical);
  g_free (wanted);
}

static gpointer
read_record (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wanted *wanted = data;

  return store_load (connection, wanted->entity, wanted->id, error);
}

static gpointer
read_records (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wanted *wanted = data;

  return wanted->column == NULL
             ? store_load_all (connection, wanted->entity, error)
             : store_find (connection, wanted->entity, wanted->column, wanted->canonical, error);
}

static gpointer
read_settings (StoreConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  return store_settings_load (connection, error);
}

/**
 * work_query_record_new:
 * @entity: an entity
 * @id: one of its rows
 *
 * Returns: (transfer full): a query for the #ModelRecord, or %STORE_ERROR_NOT_FOUND
 */
WorkQuery *
work_query_record_new (ModelEntity entity, gint64 id)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->entity = entity;
  wanted->id = id;
  return _work_query_new (read_record, wanted, wanted_free, g_object_unref);
}

/**
 * work_query_records_new:
 * @entity: an entity
 * @column: (nullable): only rows with this column…
 * @canonical: (nullable): …of this value
 *
 * Returns: (transfer full): a query for the #GPtrArray of #ModelRecord, in their usual order
 */
WorkQuery *
work_query_records_new (ModelEntity entity, const char *column, const char *canonical)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->entity = entity;
  wanted->column = g_strdup (column);
  wanted->canonical = g_strdup (canonical);
  return _work_query_new (read_records, wanted, wanted_free, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * work_query_settings_new:
 *
 * Returns: (transfer full): a query for the school's #ModelSettings
 */
WorkQuery *
work_query_settings_new (void)
{
  return _work_query_new (read_settings, NULL, NULL, (GDestroyNotify) model_settings_unref);
}

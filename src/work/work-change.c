/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-change.h"

#include "base-date.h"
#include "store-error.h"
#include "work-change-private.h"
#include "work-error.h"
#include "work-live.h"
#include "work-school-private.h"

struct _WorkChange
{
  char *label;
  char *author;
  WorkChangeFunc func;
  gpointer data;
  GDestroyNotify destroy;
};

/* One attempt of it; a transaction may be tried twice. */
typedef struct
{
  WorkChange *change;
  WorkChanging changing;
} Attempt;

/**
 * work_done_free:
 * @done: (nullable) (transfer full): what became of a change
 */
void
work_done_free (WorkDone *done)
{
  if (done == NULL)
    return;
  g_free (done->operation_id);
  g_free (done->merged_with);
  g_free (done);
}

/**
 * work_change_free:
 * @change: (nullable) (transfer full): a change that is not to be done any more
 */
void
work_change_free (WorkChange *change)
{
  if (change == NULL)
    return;
  if (change->destroy != NULL)
    change->destroy (change->data);
  g_free (change->label);
  g_free (change->author);
  g_free (change);
}

/**
 * _work_change_new:
 * @label: of the operation: "note.add"; a line of the table in work-operation.c
 * @func: does it, in a transaction; refuses with a sentence and leaves all as it was
 * @data: for @func
 * @destroy: (nullable): frees @data
 *
 * Returns: (transfer full): a change
 */
WorkChange *
_work_change_new (const char *label, WorkChangeFunc func, gpointer data, GDestroyNotify destroy)
{
  WorkChange *change = g_new0 (WorkChange, 1);

  change->label = g_strdup (label);
  change->func = func;
  change->data = data;
  change->destroy = destroy;
  return change;
}

static gboolean
apply_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  Attempt *attempt = data;

  attempt->changing.id = 0;
  attempt->changing.n = 0;
  g_clear_pointer (&attempt->changing.merged_with, g_free);
  return attempt->change->func (&attempt->changing, attempt->change->data, error);
}

static gpointer
apply_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  WorkChange *change = data;
  g_autoptr (StoreOperation) operation = store_operation_new (change->author, change->label);
  g_autofree char *today = base_date_today_iso ();
  g_autoptr (GDateTime) utc = g_date_time_new_now_utc ();
  g_autofree char *now = g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
  Attempt attempt = { change, { connection, operation, change->author, today, now, 0, 0, NULL } };
  gboolean written = FALSE;
  WorkDone *done;

  if (!store_connection_transaction (connection, apply_in_transaction, &attempt, error)
      || !store_history_has_operation (connection, operation->id, &written, error))
    {
      g_free (attempt.changing.merged_with);
      return NULL;
    }
  done = g_new0 (WorkDone, 1);
  done->operation_id = written ? g_strdup (operation->id) : NULL;
  done->id = attempt.changing.id;
  done->n = attempt.changing.n;
  done->merged_with = attempt.changing.merged_with;
  return done;
}

/**
 * work_school_apply:
 * @self: a school
 * @change: (transfer full): what to do
 * @error: return location for a #StoreError or #WorkError
 *
 * Does a change and waits for it: all of it or nothing.
 *
 * Returns: (transfer full): what became of it, or %NULL
 */
WorkDone *
work_school_apply (WorkSchool *self, WorkChange *change, GError **error)
{
  g_autoptr (WorkChange) owned = change;

  g_return_val_if_fail (WORK_IS_SCHOOL (self), NULL);

  owned->author = g_strdup (work_school_get_author (self));
  return store_queue_run (work_school_get_queue (self), apply_func, owned, NULL, error);
}

/**
 * work_school_apply_async:
 * @self: a school
 * @change: (transfer full): what to do
 * @cancellable: (nullable): stops it before it has begun
 * @callback: (nullable): called in the caller's main context
 * @user_data: for @callback
 *
 * Does a change: all of it or nothing.
 */
void
work_school_apply_async (WorkSchool *self,
                         WorkChange *change,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (WORK_IS_SCHOOL (self));

  change->author = g_strdup (work_school_get_author (self));
  _work_school_run_async (self, work_school_apply_async, apply_func, change,
                          (GDestroyNotify) work_change_free, (GDestroyNotify) work_done_free,
                          cancellable, callback, user_data);
}

/**
 * work_school_apply_finish:
 * @self: a school
 * @result: of work_school_apply_async()
 * @error: return location, as for work_school_apply()
 *
 * Returns: (transfer full): what became of it, or %NULL
 */
WorkDone *
work_school_apply_finish (WorkSchool *self, GAsyncResult *result, GError **error)
{
  return _work_school_run_finish (self, work_school_apply_async, result, error);
}

/* Whoever may not read the history saves all the same. */
static gboolean
forgive (GError *local, GError **error)
{
  if (g_error_matches (local, STORE_ERROR, STORE_ERROR_DENIED))
    {
      g_error_free (local);
      return TRUE;
    }
  g_propagate_error (error, local);
  return FALSE;
}

/* Between the version that was loaded and the one that was written somebody else has saved: what
 * both changed was put together. */
static gboolean
note_merge (WorkChanging *changing, ModelRecord *record, gint64 loaded, GError **error)
{
  GError *local = NULL;
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      changing->connection,
      "SELECT author, seat FROM history WHERE entity = $1 AND entity_id = $2 AND version > $3"
      " AND operation_id <> $4 ORDER BY id DESC LIMIT 1",
      &local);
  gboolean has_row;

  if (statement == NULL)
    return forgive (local, error);
  store_statement_bind_text (statement, 1,
                             model_entity_info (model_record_get_entity (record))->key);
  store_statement_bind_int (statement, 2, model_record_get_id (record));
  store_statement_bind_int (statement, 3, loaded);
  store_statement_bind_text (statement, 4, changing->operation->id);
  if (!store_statement_step (statement, &has_row, &local))
    return forgive (local, error);
  if (has_row)
    {
      g_free (changing->merged_with);
      changing->merged_with = work_seat_name (store_statement_get_text (statement, 0),
                                              store_statement_get_text (statement, 1));
    }
  return TRUE;
}

/**
 * _work_changing_save:
 * @changing: a change under way
 * @record: what to save
 * @error: return location
 *
 * Saves a row as part of a change; @changing then has its id, and counts it when it differs.
 *
 * Returns: whether it is saved
 */
gboolean
_work_changing_save (WorkChanging *changing, ModelRecord *record, GError **error)
{
  gboolean is_new = model_record_get_id (record) == 0;
  gboolean differs = is_new || model_record_is_changed (record);
  gint64 loaded = model_record_get_version (record);

  if (!store_save (changing->connection, record, changing->operation, NULL, error))
    return FALSE;
  changing->id = model_record_get_id (record);
  changing->n += differs ? 1 : 0;
  return is_new || !differs || model_record_get_version (record) <= loaded + 1
         || note_merge (changing, record, loaded, error);
}

/**
 * _work_changing_load:
 * @changing: a change under way
 * @entity: an entity
 * @id: one of its rows
 * @error: return location
 *
 * Returns: (transfer full): the row, or %NULL with %STORE_ERROR_NOT_FOUND
 */
ModelRecord *
_work_changing_load (WorkChanging *changing, ModelEntity entity, gint64 id, GError **error)
{
  return store_load (changing->connection, entity, id, error);
}

/**
 * _work_changing_find:
 * @changing: a change under way
 * @entity: an entity
 * @column: a reference of it
 * @id: what it refers to
 * @error: return location
 *
 * Returns: (transfer full) (element-type ModelRecord): the rows that refer to it, or %NULL
 */
GPtrArray *
_work_changing_find (WorkChanging *changing,
                     ModelEntity entity,
                     const char *column,
                     gint64 id,
                     GError **error)
{
  return store_find_by_id (changing->connection, entity, column, id, error);
}

/**
 * _work_refuse:
 * @error: return location, for %WORK_ERROR_REFUSED
 * @format: a sentence: what, why, what to do
 * @...: what it is filled with
 *
 * Returns: %FALSE
 */
gboolean
_work_refuse (GError **error, const char *format, ...)
{
  va_list args;
  g_autofree char *text = NULL;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, WORK_ERROR, WORK_ERROR_REFUSED, text);
  return FALSE;
}

static gboolean
save_all (WorkChanging *changing, gpointer data, GError **error)
{
  GPtrArray *records = data;

  for (guint i = 0; i < records->len; i++)
    {
      /* What the form goes on showing stays as it is, whatever becomes of the change. */
      g_autoptr (ModelRecord) copy = model_record_copy (g_ptr_array_index (records, i));

      if (!_work_changing_save (changing, copy, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * work_change_save_all_new:
 * @label: of the operation
 * @records: (element-type ModelRecord): rows as they were loaded, with what was changed since; new
 *   ones have the id 0. Copied.
 *
 * Returns: (transfer full): the change that saves them
 */
WorkChange *
work_change_save_all_new (const char *label, GPtrArray *records)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (copies, model_record_copy (g_ptr_array_index (records, i)));
  return _work_change_new (label, save_all, copies, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * work_change_save_new:
 * @label: of the operation
 * @record: a row as it was loaded, with what was changed since; a new one has the id 0. Copied.
 *
 * Returns: (transfer full): the change that saves it
 */
WorkChange *
work_change_save_new (const char *label, ModelRecord *record)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, record);
  return work_change_save_all_new (label, one);
}

typedef struct
{
  ModelEntity entity;
  gint64 id;
} Deletion;

static gboolean
delete_one (WorkChanging *changing, gpointer data, GError **error)
{
  const Deletion *deletion = data;
  g_autoptr (ModelRecord) record =
      _work_changing_load (changing, deletion->entity, deletion->id, error);

  changing->n = 1;
  return record != NULL && store_delete (changing->connection, record, changing->operation, error);
}

/**
 * work_change_delete_new:
 * @label: of the operation
 * @entity: an entity
 * @id: one of its rows
 *
 * Returns: (transfer full): the change that deletes it; refused while something refers to it
 */
WorkChange *
work_change_delete_new (const char *label, ModelEntity entity, gint64 id)
{
  Deletion deletion = { entity, id };

  return _work_change_new (label, delete_one, g_memdup2 (&deletion, sizeof deletion), g_free);
}

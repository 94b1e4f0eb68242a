/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-school.h"

#include <glib/gi18n-lib.h>

#include "work-error.h"
#include "work-school-private.h"

typedef struct
{
  char *author;
  char *operation_id; /* (nullable): the last one */
  gboolean is_redo;
} Undo;

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_free (undo->author);
  g_free (undo->operation_id);
  g_free (undo);
}

static Undo *
undo_new (WorkSchool *school, const char *operation_id, gboolean is_redo)
{
  Undo *undo = g_new0 (Undo, 1);

  undo->author = g_strdup (work_school_get_author (school));
  undo->operation_id = g_strdup (operation_id);
  undo->is_redo = is_redo;
  return undo;
}

static char *
find_operation (StoreConnection *connection, const Undo *undo, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *id;

  if (undo->operation_id != NULL)
    return g_strdup (undo->operation_id);
  id = undo->is_redo ? store_history_redoable (connection, undo->author, &local)
                     : store_history_undoable (connection, undo->author, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (id == NULL)
    g_set_error_literal (error, WORK_ERROR, WORK_ERROR_NOT_FOUND,
                         undo->is_redo ? _ ("There is nothing to redo.")
                                       : _ ("There is nothing to undo."));
  return id;
}

static gpointer
undo_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Undo *undo = data;
  g_autoptr (StoreOperation) operation =
      store_operation_new (undo->author, undo->is_redo ? "redo" : "undo");
  g_autofree char *id = find_operation (connection, undo, error);
  g_autofree char *label = NULL;

  if (id == NULL || !_work_operation_check_undo (connection, id, error)
      || !_work_operation_describe (connection, id, &label, error)
      || !store_undo (connection, id, operation, error))
    return NULL;
  return g_steal_pointer (&label);
}

static char *
take_back (WorkSchool *school, const char *operation_id, gboolean is_redo, GError **error)
{
  Undo *undo = undo_new (school, operation_id, is_redo);
  char *name = store_queue_run (work_school_get_queue (school), undo_func, undo, NULL, error);

  undo_free (undo);
  return name;
}

/**
 * work_school_undo:
 * @self: a school
 * @operation_id: (nullable): the operation to undo; %NULL: the last one of this person
 * @error: return location for a #StoreError; %STORE_ERROR_MOVED_ON when it can no longer be undone,
 *   %WORK_ERROR_NOT_FOUND when there is nothing to undo, %WORK_ERROR_REFUSED when it is of those
 * that are never undone
 *
 * Takes an operation back, wholly or not at all, and waits for it.
 *
 * Returns: (transfer full): what was undone, for a person; or %NULL
 */
char *
work_school_undo (WorkSchool *self, const char *operation_id, GError **error)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), NULL);

  return take_back (self, operation_id, FALSE, error);
}

/**
 * work_school_undo_async:
 * @self: a school
 * @operation_id: (nullable): as for work_school_undo()
 * @cancellable: (nullable): what stops it
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Takes an operation back, wholly or not at all.
 */
void
work_school_undo_async (WorkSchool *self,
                        const char *operation_id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (WORK_IS_SCHOOL (self));

  _work_school_run_async (self, work_school_undo_async, undo_func,
                          undo_new (self, operation_id, FALSE), undo_free, g_free, cancellable,
                          callback, user_data);
}

/**
 * work_school_undo_finish:
 * @self: a school
 * @result: of work_school_undo_async()
 * @error: return location, as for work_school_undo()
 *
 * Returns: (transfer full): what was undone, for a person; or %NULL
 */
char *
work_school_undo_finish (WorkSchool *self, GAsyncResult *result, GError **error)
{
  return _work_school_run_finish (self, work_school_undo_async, result, error);
}

/**
 * work_school_redo:
 * @self: a school
 * @error: return location for a #StoreError; %WORK_ERROR_NOT_FOUND when there is nothing to redo
 *
 * Does again what this person undid last, and waits for it.
 *
 * Returns: (transfer full): what was done again, for a person; or %NULL
 */
char *
work_school_redo (WorkSchool *self, GError **error)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), NULL);

  return take_back (self, NULL, TRUE, error);
}

/**
 * work_school_redo_async:
 * @self: a school
 * @cancellable: (nullable): what stops it
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Does again what this person undid last.
 */
void
work_school_redo_async (WorkSchool *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (WORK_IS_SCHOOL (self));

  _work_school_run_async (self, work_school_redo_async, undo_func, undo_new (self, NULL, TRUE),
                          undo_free, g_free, cancellable, callback, user_data);
}

/**
 * work_school_redo_finish:
 * @self: a school
 * @result: of work_school_redo_async()
 * @error: return location for a #StoreError; %WORK_ERROR_NOT_FOUND when there is nothing to redo
 *
 * Returns: (transfer full): what was done again, for a person; or %NULL
 */
char *
work_school_redo_finish (WorkSchool *self, GAsyncResult *result, GError **error)
{
  return _work_school_run_finish (self, work_school_redo_async, result, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-school.h"

#include <glib/gi18n-lib.h>

#include "work-error.h"
#include "work-school-private.h"

/* How deep undoing an undo of an undo… is followed. */
#define MAX_UNDO_CHAIN 1000

/* What a person reads for the label of an operation. */
static const struct
{
  const char *label;
  const char *text;
} operations[] = {
  { "agreement.cancel", N_ ("Agreement cancelled") },
  { "agreement.make", N_ ("Agreement made") },
  { "demo.create", N_ ("Demo school made") },
  { "document.add", N_ ("Document added") },
  { "import", N_ ("File imported") },
  { "import.companies", N_ ("Companies imported") },
  { "import.periods", N_ ("Periods imported") },
  { "import.placements", N_ ("Placements imported") },
  { "import.students", N_ ("Students imported") },
  { "import.teachers", N_ ("Teachers imported") },
  { "placement.validate", N_ ("Placement sheet validated") },
  { "redo", N_ ("Redo") },
  { "school.create", N_ ("School set up") },
  { "settings.change", N_ ("Settings changed") },
  { "step.move", N_ ("Step moved") },
  { "template.add", N_ ("Template added") },
  { "undo", N_ ("Undo") },
};

/**
 * work_operation_label:
 * @label: label of an operation: "step.move"
 *
 * Returns: (transfer none): the same for a person: "Step moved"; @label itself when it is unknown
 */
const char *
work_operation_label (const char *label)
{
  g_return_val_if_fail (label != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    if (g_str_equal (operations[i].label, label))
      return _ (operations[i].text);
  return label;
}

/* One operation may be a file of thousands of rows: only its first line is read. */
static gboolean
read_operation (StoreConnection *connection,
                const char *operation_id,
                char **label,
                char **undoes,
                GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "SELECT label, undoes FROM history WHERE operation_id = $1 LIMIT 1", error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  store_statement_bind_text (statement, 1, operation_id);
  if (!store_statement_step (statement, &has_row, error))
    return FALSE;
  g_free (*label);
  *label = has_row ? g_strdup (store_statement_get_text (statement, 0)) : NULL;
  *undoes = has_row ? g_strdup (store_statement_get_text (statement, 1)) : NULL;
  return TRUE;
}

/**
 * _work_operation_describe:
 * @connection: a connection
 * @operation_id: an operation
 * @label: (out) (transfer full): what it is, for a person; of an undo or redo, what it is about
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
_work_operation_describe (StoreConnection *connection,
                          const char *operation_id,
                          char **label,
                          GError **error)
{
  g_autofree char *id = g_strdup (operation_id);
  g_autofree char *key = NULL;

  for (guint depth = 0; id != NULL && depth < MAX_UNDO_CHAIN; depth++)
    {
      char *undoes = NULL;

      if (!read_operation (connection, id, &key, &undoes, error))
        return FALSE;
      g_free (id);
      id = undoes;
    }
  *label = g_strdup (key != NULL ? work_operation_label (key) : "");
  return TRUE;
}

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

  if (id == NULL || !_work_operation_describe (connection, id, &label, error)
      || !store_undo (connection, id, operation, error))
    return NULL;
  return g_steal_pointer (&label);
}

/**
 * work_school_undo:
 * @self: a school
 * @operation_id: (nullable): the operation to undo; %NULL: the last one of this person
 * @error: return location for a #StoreError; %STORE_ERROR_MOVED_ON when it can no longer be undone,
 *   %WORK_ERROR_NOT_FOUND when there is nothing to undo
 *
 * Takes an operation back, wholly or not at all, and waits for it.
 *
 * Returns: (transfer full): what was undone, for a person; or %NULL
 */
char *
work_school_undo (WorkSchool *self, const char *operation_id, GError **error)
{
  Undo *undo;
  char *label;

  g_return_val_if_fail (WORK_IS_SCHOOL (self), NULL);

  undo = undo_new (self, operation_id, FALSE);
  label = store_queue_run (work_school_get_queue (self), undo_func, undo, NULL, error);
  undo_free (undo);
  return label;
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-conflict-dialog.h"

#include <glib/gi18n-lib.h>

#include "app-toplevel.h"

/* From a save that clashed to records that can be saved. */
typedef struct
{
  GWeakRef parent; /* GtkWindow: it may be closed before the answer comes */
  GPtrArray *records;
  WorkConflict *conflict;
} Solving;

static void
solving_free (gpointer data)
{
  Solving *solving = data;

  g_weak_ref_clear (&solving->parent);
  g_ptr_array_unref (solving->records);
  work_conflict_free (solving->conflict);
  g_free (solving);
}

static void
on_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Solving *solving = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree WorkKeep *keeps = app_conflict_dialog_ask_finish (result, &error);

  if (keeps == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  work_conflict_settle (solving->conflict, solving->records, keeps);
  g_task_return_boolean (task, TRUE);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Solving *solving = g_task_get_task_data (task);
  g_autoptr (GtkWindow) parent = g_weak_ref_get (&solving->parent);
  GError *error = NULL;

  solving->conflict = work_school_read_finish (WORK_SCHOOL (source), result, &error);
  if (solving->conflict == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (parent == NULL || !app_toplevel_is_open (parent))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s",
                               _ ("Nothing was saved. What was typed stays."));
      return;
    }
  if (solving->conflict->clashes->len > 0)
    {
      app_conflict_dialog_ask_async (parent, solving->conflict, on_asked_cb,
                                     g_steal_pointer (&task));
      return;
    }
  /* It was taken back meanwhile. */
  work_conflict_settle (solving->conflict, solving->records, NULL);
  g_task_return_boolean (task, TRUE);
}

/**
 * app_conflict_solve_async:
 * @parent: the window in which they were edited
 * @school: whose they are
 * @records: (element-type ModelRecord): what was to be saved and clashed
 * @callback: called when it is decided
 * @user_data: for @callback
 *
 * Reads what others have saved, asks which values are kept, and puts them into @records.
 */
void
app_conflict_solve_async (GtkWindow *parent,
                          WorkSchool *school,
                          GPtrArray *records,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Solving *solving = g_new0 (Solving, 1);

  g_task_set_source_tag (task, app_conflict_solve_async);
  g_weak_ref_init (&solving->parent, parent);
  solving->records = g_ptr_array_ref (records);
  g_task_set_task_data (task, solving, solving_free);
  work_school_read_async (school, work_query_conflict_new (records), NULL, on_read_cb, task);
}

/**
 * app_conflict_solve_finish:
 * @result: of app_conflict_solve_async()
 * @error: return location; %G_IO_ERROR_CANCELLED when nothing is to be saved
 *
 * Returns: whether the records are to be saved as they are now
 */
gboolean
app_conflict_solve_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, app_conflict_solve_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * app_conflict_say_merged:
 * @said: what was done
 * @done: (nullable): what became of it
 *
 * Returns: (transfer full): @said, and whose changes of the same were kept beside it
 */
char *
app_conflict_say_merged (const char *said, const WorkDone *done)
{
  if (done == NULL || done->merged_with == NULL)
    return g_strdup (said);
  /* Translators: what was done, “Sheet saved”, and a person with his or her computer. */
  return g_strdup_printf (_ ("%s, together with what %s has changed"), said, done->merged_with);
}

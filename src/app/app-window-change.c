/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-conflict-dialog.h"
#include "app-prompt.h"
#include "app-report-window.h"
#include "store-error.h"
#include "work-sheet.h"

/* A change on its way, and what comes then. */
typedef struct
{
  AppWindow *window;
  AppWindowFinish finish; /* %NULL for none */
  AppWindowThen then;
  gpointer data;
  GDestroyNotify free_data;
} AppChanging;

static void
on_applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppChanging *changing = user_data;
  g_autoptr (AppWindow) self = changing->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply_finish (WORK_SCHOOL (source), result, &error);

  self->n_pending--;
  if (work_error_is_unreachable (error) && self->school == WORK_SCHOOL (source))
    _app_window_look_at_seats (self);
  if (changing->finish != NULL)
    changing->finish (changing->data, done, error);
  if (!_app_window_finish_closing (self) && self->school == WORK_SCHOOL (source))
    {
      changing->then (self, done, error, changing->data);
      _app_window_reload (self);
    }
  changing->free_data (changing->data);
  g_free (changing);
}

static void
apply (AppWindow *self,
       WorkChange *change,
       AppWindowFinish finish,
       AppWindowThen then,
       gpointer data,
       GDestroyNotify free_data)
{
  AppChanging *changing = g_new0 (AppChanging, 1);

  changing->window = g_object_ref (self);
  changing->finish = finish;
  changing->then = then;
  changing->data = data;
  changing->free_data = free_data;
  self->n_pending++;
  work_school_apply_async (self->school, change, NULL, on_applied_cb, changing);
}

/**
 * _app_window_apply_then:
 * @self: a window with a school that can be written
 * @change: (transfer full): what to do
 * @then: says what became of it, unless the window or its school has gone
 * @data: (transfer full): for @then
 * @free_data: frees @data
 *
 * Does a change in the background, and reads the school again. The window stays open until it is
 * done.
 */
void
_app_window_apply_then (AppWindow *self,
                        WorkChange *change,
                        AppWindowThen then,
                        gpointer data,
                        GDestroyNotify free_data)
{
  if (_app_window_is_read_only (self))
    {
      work_change_free (change);
      free_data (data);
      return;
    }
  apply (self, change, NULL, then, data, free_data);
}

/**
 * _app_window_apply_from:
 * @self: a window with a school that can be written
 * @change: (transfer full): what to do
 * @dialog: the window in which it was decided, and which waits for it
 * @finish: tells @dialog what became of it, whatever has gone meanwhile
 * @then: as for _app_window_apply_then(); it says nothing of an error, which @dialog shows
 *
 * Does as _app_window_apply_then(), with @dialog for data.
 */
void
_app_window_apply_from (AppWindow *self,
                        WorkChange *change,
                        gpointer dialog,
                        AppWindowFinish finish,
                        AppWindowThen then)
{
  apply (self, change, finish, then, g_object_ref (dialog), g_object_unref);
}

/**
 * _app_window_say_done:
 * @self: a window
 * @said: what was done
 * @operation_id: as what
 *
 * Says it, with Undo beside it.
 */
void
_app_window_say_done (AppWindow *self, const char *said, const char *operation_id)
{
  _app_window_toast (self, said, _ ("_Undo"), "win.undo-operation",
                     g_variant_new_string (operation_id));
}

/**
 * _app_window_say_left:
 * @self: a window
 * @title: of the report
 * @summary: how many stay as they were
 * @failures: (element-type WorkSheetFailure): which, and why
 * @operation_id: (nullable): what was done to the others, to be undone from the report
 *
 * Reports what a change has left as it was.
 */
void
_app_window_say_left (AppWindow *self,
                      const char *title,
                      const char *summary,
                      GPtrArray *failures,
                      const char *operation_id)
{
  AppReportWindow *window = app_report_window_new (GTK_WINDOW (self), title, summary);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < failures->len; i++)
    {
      const WorkSheetFailure *failure = failures->pdata[i];
      WorkJobItem *item = g_new0 (WorkJobItem, 1);

      item->id = failure->placement_id;
      item->name = failure->student;
      item->error = failure->reason;
      g_ptr_array_add (items, item);
    }
  app_report_window_add_failures (window, items);
  if (operation_id != NULL)
    app_report_window_set_action (window, _ ("_Undo"), "win.undo-operation",
                                  g_variant_new_string (operation_id));
  gtk_window_present (GTK_WINDOW (window));
}

/* ---- the usual: one sentence for what was done, one for what was not ---- */

typedef struct
{
  char *heading;
  char *said;
} AppWords;

static void
words_free (gpointer data)
{
  AppWords *words = data;

  g_free (words->heading);
  g_free (words->said);
  g_free (words);
}

static void
say_words (AppWindow *self, const WorkDone *done, const GError *error, gpointer data)
{
  const AppWords *words = data;

  if (error != NULL)
    _app_window_show_error (self, words->heading, error);
  else if (done->operation_id != NULL && words->said != NULL)
    {
      g_autofree char *said = app_conflict_say_merged (words->said, done);

      _app_window_say_done (self, said, done->operation_id);
    }
}

/**
 * _app_window_apply:
 * @self: a window with a school that can be written
 * @change: (transfer full): what to do
 * @heading: what is said above the reason when it does not work: “The Note Was Not Kept”
 * @said: (nullable): what is said when it is done, with Undo beside it
 *
 * Does a change in the background, says what became of it, and reads the school again. The window
 * stays open until it is done.
 */
void
_app_window_apply (AppWindow *self, WorkChange *change, const char *heading, const char *said)
{
  AppWords *words = g_new0 (AppWords, 1);

  words->heading = g_strdup (heading);
  words->said = g_strdup (said);
  _app_window_apply_then (self, change, say_words, words, words_free);
}

/* ---- one record, of which somebody else may have changed the same ---- */

typedef struct
{
  AppWindow *window; /* while it is asked which values are kept */
  const AppRecordSaving *how;
  ModelRecord *record;
  WorkPlace place;
} AppSaving;

static void
saving_free (gpointer data)
{
  AppSaving *saving = data;

  g_clear_object (&saving->window);
  g_object_unref (saving->record);
  g_free (saving);
}

/* What was filled in is not lost: it is there again, with the reason before it. */
static void
fail_saving (AppWindow *self, const AppSaving *saving, const GError *error)
{
  gboolean is_told = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  GtkWindow *window = NULL;

  if (saving->how->again != NULL)
    window = saving->how->again (self, saving->record, &saving->place);
  if (!is_told)
    app_prompt_say (window != NULL ? window : GTK_WINDOW (self), _ (saving->how->heading),
                    error->message);
}

static void
on_solved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppSaving *saving = user_data;
  AppWindow *self = saving->window;
  g_autoptr (GError) error = NULL;
  gboolean solved = app_conflict_solve_finish (result, &error);

  self->n_pending--;
  if (_app_window_finish_closing (self) || self->school == NULL)
    g_debug ("What was to be saved has gone with its window");
  else if (solved)
    _app_window_save_record (self, saving->how, saving->record, &saving->place);
  else
    fail_saving (self, saving, error);
  saving_free (saving);
}

static void
solve (AppWindow *self, const AppSaving *saving)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  AppSaving *solving = g_memdup2 (saving, sizeof *saving);

  g_ptr_array_add (records, g_object_ref (saving->record));
  solving->record = g_object_ref (saving->record);
  solving->window = g_object_ref (self);
  self->n_pending++;
  app_conflict_solve_async (GTK_WINDOW (self), self->school, records, on_solved_cb, solving);
}

static void
say_saved (AppWindow *self, const WorkDone *done, const GError *error, gpointer data)
{
  const AppSaving *saving = data;
  g_autofree char *said = app_conflict_say_merged (_ (saving->how->said), done);

  if (g_error_matches (error, STORE_ERROR, STORE_ERROR_CONFLICT))
    solve (self, saving);
  else if (error != NULL)
    fail_saving (self, saving, error);
  else if (done->operation_id != NULL)
    _app_window_say_done (self, said, done->operation_id);
}

/**
 * _app_window_save_record:
 * @self: a window with a school that can be written
 * @how: how it is saved
 * @record: a row as it was loaded, with what was changed since
 * @place: (nullable): where it belongs
 *
 * Does as _app_window_apply(). When somebody else has changed the same meanwhile it is asked which
 * values are kept, and saved then. When it cannot be saved what was filled in is shown again.
 */
void
_app_window_save_record (AppWindow *self,
                         const AppRecordSaving *how,
                         ModelRecord *record,
                         const WorkPlace *place)
{
  AppSaving *saving = g_new0 (AppSaving, 1);

  saving->how = how;
  saving->record = g_object_ref (record);
  if (place != NULL)
    saving->place = *place;
  _app_window_apply_then (self, how->make (record, &saving->place), say_saved, saving, saving_free);
}

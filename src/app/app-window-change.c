/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-report-window.h"
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
    _app_window_say_done (self, words->said, done->operation_id);
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

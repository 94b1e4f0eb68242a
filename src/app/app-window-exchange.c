/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-compat.h"
#include "app-exchange-window.h"
#include "app-report-window.h"
#include "work-error.h"
#include "work-exchange.h"

/* ---- out ---- */

typedef struct
{
  AppWindow *window;
  GArray *teacher_ids; /* (element-type gint64) */
} AppExchangeWriting;

static void
writing_free (AppExchangeWriting *writing)
{
  g_object_unref (writing->window);
  g_array_unref (writing->teacher_ids);
  g_free (writing);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppExchangeWriting, writing_free)

static void
say_written (AppWindow *self, WorkJob *job)
{
  GPtrArray *made = work_job_get_succeeded (job), *failed = work_job_get_failed (job);
  g_autofree char *said = g_strdup_printf (
      ngettext ("%u exchange sheet written", "%u exchange sheets written", made->len), made->len);
  AppReportWindow *report;

  if (made->len > 0)
    {
      g_free (self->exported);
      self->exported = g_strdup (((const WorkJobItem *) made->pdata[0])->path);
      _app_window_update_actions (self);
      _app_window_toast (self, said, _ ("Show in _Folder"), "win.reveal-exported", NULL);
    }
  if (failed->len == 0)
    return;
  report = app_report_window_new (GTK_WINDOW (self), _ ("Exchange Sheets"), said);
  app_report_window_add_failures (report, failed);
  gtk_window_present (GTK_WINDOW (report));
}

static void
on_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  WorkJob *job = WORK_JOB (source);

  work_job_run_finish (job, result, &error);
  if (!_app_window_end_job (self))
    return;
  if (error == NULL || g_error_matches (error, WORK_ERROR, WORK_ERROR_PARTIAL))
    say_written (self, job);
  else if (!_app_window_is_cancelled (error))
    _app_window_show_error (self, _ ("The Exchange Sheets Were Not Written"), error);
}

static void
write_to (AppWindow *self, GArray *teacher_ids, const char *folder)
{
  g_autoptr (WorkJob) job = NULL;

  if (_app_window_is_read_only (self) || self->job != NULL || self->overview == NULL)
    return;
  job = work_exchange_write_new (self->school, self->overview->year_id,
                                 (const gint64 *) (gpointer) teacher_ids->data, teacher_ids->len,
                                 folder);
  _app_window_start_job (self, job, on_written_cb, g_object_ref (self));
}

static void
on_folder_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppExchangeWriting) writing = user_data;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);

  if (paths != NULL)
    write_to (writing->window, writing->teacher_ids, paths[0]);
}

static void
on_write_wanted_cb (AppExchangeWindow *window, AppWindow *self)
{
  AppExchangeWriting *writing = g_new0 (AppExchangeWriting, 1);

  writing->window = g_object_ref (self);
  writing->teacher_ids = app_exchange_window_get_chosen (window);
  app_compat_choose_async (GTK_WINDOW (self), APP_CHOICE_EXCHANGE_FOLDER, on_folder_chosen_cb,
                           writing);
  gtk_window_close (GTK_WINDOW (window));
}

/* ---- back ---- */

static void
on_review_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppExchangeWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  WorkExchangeReview *review = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  if (review != NULL)
    app_exchange_window_show_review (window, review);
  else
    app_exchange_window_show_problem (window, error);
}

static void
look_at (AppWindow *self, AppExchangeWindow *window, const char *path)
{
  if (self->school == NULL || self->overview == NULL)
    return;
  work_school_read_async (self->school, work_query_exchange_new (path, self->overview->year_id, 0),
                          self->cancellable, on_review_cb, g_object_ref (window));
}

static void
on_file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppExchangeWindow) window = user_data;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (window));
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);

  if (paths != NULL && APP_IS_WINDOW (parent))
    look_at (APP_WINDOW (parent), window, paths[0]);
}

static void
on_file_wanted_cb (AppExchangeWindow *window, AppWindow *self)
{
  app_compat_choose_async (GTK_WINDOW (window), APP_CHOICE_EXCHANGE, on_file_chosen_cb,
                           g_object_ref (window));
}

static void
finish_taking (gpointer dialog, const WorkDone *done, const GError *error)
{
  AppExchangeWindow *window = dialog;

  if (error != NULL)
    app_exchange_window_show_problem (window, error);
  else
    gtk_window_close (GTK_WINDOW (window));
}

static void
say_taken (AppWindow *self, const WorkDone *done, const GError *error, gpointer dialog)
{
  g_autofree char *said = NULL;

  if (done == NULL)
    return;
  said = g_strdup_printf (ngettext ("%u line taken", "%u lines taken", done->n), done->n);
  if (done->operation_id != NULL)
    _app_window_say_done (self, said, done->operation_id);
  else
    _app_window_toast (self, _ ("All of it was taken already."), NULL, NULL, NULL);
}

static void
on_take_wanted_cb (AppExchangeWindow *window, AppWindow *self)
{
  WorkChange *change = app_exchange_window_get_change (window);

  if (change != NULL)
    _app_window_apply_from (self, change, window, finish_taking, say_taken);
}

/* ---- the window ---- */

static AppExchangeWindow *
present (AppWindow *self)
{
  g_autoptr (GPtrArray) teachers = work_exchange_teachers (self->overview);
  AppExchangeWindow *window = app_exchange_window_new (GTK_WINDOW (self), teachers);

  g_signal_connect_object (window, "write-wanted", G_CALLBACK (on_write_wanted_cb), self, 0);
  g_signal_connect_object (window, "file-wanted", G_CALLBACK (on_file_wanted_cb), self, 0);
  g_signal_connect_object (window, "take-wanted", G_CALLBACK (on_take_wanted_cb), self, 0);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
on_exchange_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present (APP_WINDOW (user_data));
}

/* A file that is known already: of a drop, of a test. */
static void
on_exchange_file_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);

  look_at (self, present (self), g_variant_get_string (parameter, NULL));
}

static const GActionEntry entries[] = {
  { "exchange", on_exchange_cb },
  { "exchange-file", on_exchange_file_cb, "s" },
};

/**
 * _app_window_install_exchange_actions:
 * @self: a window
 *
 * Adds what goes to teachers without the program, and comes back.
 */
void
_app_window_install_exchange_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-one-document-dialog.h"
#include "app-report-window.h"
#include "work-error.h"

/* What is merged, from the question with what, to the end of the job. */
typedef struct
{
  AppWindow *window; /* outlives the dialog */
  WorkSchool *school;
  gboolean is_selection;
} AppMerging;

static void
merging_free (gpointer data, GClosure *closure)
{
  AppMerging *merging = data;

  g_object_unref (merging->school);
  g_free (merging);
}

/* ---- after the job ---- */

static void
report (AppWindow *self, WorkJob *job, const char *name)
{
  GPtrArray *failed = work_job_get_failed (job), *notes = work_job_get_notes (job);
  g_autofree char *left_out = g_strdup_printf (
      ngettext ("%u line left out", "%u lines left out", failed->len), failed->len);
  g_autofree char *to_see = g_strdup_printf (
      ngettext ("%u thing to look at", "%u things to look at", notes->len), notes->len);
  g_autofree char *summary = NULL;
  AppReportWindow *window;

  if (failed->len == 0)
    summary = g_strdup_printf ("%s · %s", name, to_see);
  else if (notes->len == 0)
    summary = g_strdup_printf ("%s · %s", name, left_out);
  else
    summary = g_strdup_printf ("%s · %s · %s", name, left_out, to_see);
  window = app_report_window_new (GTK_WINDOW (self), _ ("One Document"), summary);
  if (failed->len > 0)
    app_report_window_add_failures (window, failed);
  if (notes->len > 0)
    app_report_window_add_notes (window, _ ("To Look At in the Document"), notes);
  gtk_window_present (GTK_WINDOW (window));
}

static void
say_merged (AppWindow *self, WorkJob *job)
{
  GPtrArray *succeeded = work_job_get_succeeded (job);
  const WorkJobItem *item;

  /* Stopped before it was written. */
  if (succeeded->len == 0)
    return;
  item = succeeded->pdata[0];
  _app_window_say_exported (self, item->path);
  if (work_job_get_failed (job)->len > 0 || work_job_get_notes (job)->len > 0)
    report (self, job, item->name);
  _app_window_notify_job (self, _ ("Document finished"), item->name);
}

static void
on_merged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  WorkJob *job = WORK_JOB (source);

  work_job_run_finish (job, result, &error);
  if (!_app_window_end_job (self))
    return;
  if (error != NULL && !_app_window_is_cancelled (error)
      && !g_error_matches (error, WORK_ERROR, WORK_ERROR_PARTIAL))
    _app_window_show_error (self, _ ("The Document Was Not Made"), error);
  else
    say_merged (self, job);
}

/* ---- before it ---- */

/* The person was asked about the file that was named; one that is called otherwise is not written
 * over. The school may be closed, or another job begun, while one chooses. */
static void
on_chosen_cb (AppOneDocumentDialog *dialog, const char *chosen, AppMerging *merging)
{
  AppWindow *self = merging->window;
  g_autofree char *path = work_one_document_path (chosen);
  WorkOneDocumentOptions options = { .path = path,
                                     .replace = g_str_equal (path, chosen),
                                     .with_cancelled = merging->is_selection };
  g_autoptr (WorkJob) job = NULL;

  if (self->school != merging->school)
    return;
  if (self->job != NULL)
    {
      _app_window_toast (self, _ ("Something is still being done: wait for it, or stop it, first."),
                         NULL, NULL, NULL);
      return;
    }
  app_one_document_dialog_read (dialog, &options);
  job = work_one_document_new (self->school, &options);
  _app_window_start_job (self, job, on_merged_cb, g_object_ref (self));
}

static void
on_merge_into_one_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);
  gboolean is_selection = selected->len > 0;
  g_autoptr (GPtrArray) lines =
      is_selection ? g_ptr_array_ref (selected) : app_line_list_get_lines (self->list);
  AppOneDocumentDialog *dialog =
      app_one_document_dialog_new (GTK_WINDOW (self), self->overview->templates, lines);
  AppMerging *merging = g_new0 (AppMerging, 1);

  merging->window = self;
  merging->school = g_object_ref (self->school);
  merging->is_selection = is_selection;
  g_signal_connect_data (dialog, "chosen", G_CALLBACK (on_chosen_cb), merging, merging_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static const GActionEntry entries[] = {
  { "merge-into-one", on_merge_into_one_cb },
};

/**
 * _app_window_install_one_document_actions:
 * @self: a window
 *
 * Adds "win.merge-into-one": letters, lists or labels of the selected lines, else of the list, in
 * one document.
 */
void
_app_window_install_one_document_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-bench.h"
#include "app-compat.h"
#include "app-report-window.h"
#include "store-error.h"
#include "work-demo.h"
#include "work-error.h"
#include "work-import.h"

/* ---- any job ---- */

/**
 * _app_window_start_job:
 * @self: a window in which no job runs
 * @job: a job that was not run yet
 * @callback: called when it is over; ends with _app_window_end_job()
 * @user_data: for @callback
 *
 * Runs a job in the background and shows how far it is.
 */
void
_app_window_start_job (AppWindow *self,
                       WorkJob *job,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_set_object (&self->job, job);
  g_clear_object (&self->job_cancellable);
  self->job_cancellable = g_cancellable_new ();
  app_job_bar_follow (self->job_bar, self->job, self->job_cancellable);
  _app_window_update_actions (self);
  work_job_run_async (self->job, self->job_cancellable, callback, user_data);
}

/**
 * _app_window_end_job:
 * @self: a window
 *
 * The job is over.
 *
 * Returns: whether the window stays to hear how it went
 */
gboolean
_app_window_end_job (AppWindow *self)
{
  app_bench_mark ("job-end");
  g_clear_object (&self->job);
  g_clear_object (&self->job_cancellable);
  app_job_bar_follow (self->job_bar, NULL, NULL);
  if (_app_window_finish_closing (self))
    return FALSE;
  _app_window_update_actions (self);
  return TRUE;
}

/**
 * _app_window_stop_job:
 * @self: a window
 *
 * Asks the job in the background to stop; what it has done is kept.
 */
void
_app_window_stop_job (AppWindow *self)
{
  app_bench_mark ("job-stop");
  if (self->job_cancellable != NULL)
    g_cancellable_cancel (self->job_cancellable);
}

/**
 * _app_window_is_cancelled:
 * @error: why something was not done
 *
 * Returns: whether it was because the person wanted it no more
 */
gboolean
_app_window_is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
         || g_error_matches (error, WORK_ERROR, WORK_ERROR_CANCELLED)
         || g_error_matches (error, STORE_ERROR, STORE_ERROR_CANCELLED);
}

/* ---- import ---- */

typedef struct
{
  WorkSchool *school;
  char **paths;
  WorkImportReport **reports; /* one a path; NULL where the file could not be read */
  char **errors;              /* one a path: why it could not */
  guint n;
} AppImport;

static AppImport *
import_new (WorkSchool *school, const char *const *paths)
{
  AppImport *import = g_new0 (AppImport, 1);

  import->school = g_object_ref (school);
  import->paths = g_strdupv ((char **) paths);
  import->n = g_strv_length (import->paths);
  import->reports = g_new0 (WorkImportReport *, import->n);
  import->errors = g_new0 (char *, import->n);
  return import;
}

static void
import_free (gpointer data)
{
  AppImport *import = data;

  for (guint i = 0; i < import->n; i++)
    {
      g_clear_pointer (&import->reports[i], work_import_report_free);
      g_free (import->errors[i]);
    }
  g_free (import->reports);
  g_free (import->errors);
  g_strfreev (import->paths);
  g_object_unref (import->school);
  g_free (import);
}

static gboolean
is_imported (AppImport *import, guint i)
{
  return import->reports[i] != NULL && import->reports[i]->committed;
}

static void
import_one (AppImport *import, guint i, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&import->reports[i], work_import_report_free);
  g_clear_pointer (&import->errors[i], g_free);
  import->reports[i] = work_import_file (import->school, import->paths[i], WORK_IMPORT_AUTO, NULL,
                                         FALSE, cancellable, &error);
  if (import->reports[i] == NULL)
    import->errors[i] = g_strdup (error != NULL ? error->message : "");
}

/* In the job's thread. A file of placements needs the students of another: what was refused is
 * tried again as long as a file has come in since, so that the order of the files is no matter. */
static gboolean
run_import (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  AppImport *import = data;
  gboolean goes_on = TRUE;

  while (goes_on)
    {
      goes_on = FALSE;
      for (guint i = 0; i < import->n; i++)
        {
          g_autofree char *name = g_path_get_basename (import->paths[i]);

          if (is_imported (import, i))
            continue;
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          work_job_set_progress (job, (double) i / import->n, name);
          import_one (import, i, cancellable);
          goes_on = goes_on || is_imported (import, i);
        }
    }
  for (guint i = 0; i < import->n; i++)
    {
      g_autofree char *name = g_path_get_basename (import->paths[i]);

      if (import->errors[i] != NULL)
        work_job_add_failure (job, i, name, import->errors[i]);
    }
  return TRUE;
}

typedef struct
{
  AppWindow *window;
  AppImport *import; /* the job's, which lives as long as the callback */
} AppImportAsk;

static void
report_import (AppWindow *self, WorkJob *job, AppImport *import)
{
  GPtrArray *failed = work_job_get_failed (job);
  AppReportWindow *report;
  g_autofree char *summary = NULL;
  guint n_read = 0;

  for (guint i = 0; i < import->n; i++)
    n_read += import->reports[i] != NULL;
  summary = g_strdup_printf (ngettext ("%u file read", "%u files read", n_read), n_read);
  report = app_report_window_new (GTK_WINDOW (self), _ ("Import"), summary);
  for (guint i = 0; i < import->n; i++)
    if (import->reports[i] != NULL)
      app_report_window_add_import (report, import->reports[i]);
  if (failed->len > 0)
    app_report_window_add_failures (report, failed);
  if (import->n == 1 && is_imported (import, 0) && import->reports[0]->operation_id != NULL)
    app_report_window_set_action (report, _ ("_Undo"), "win.undo-operation",
                                  g_variant_new_string (import->reports[0]->operation_id));
  gtk_window_present (GTK_WINDOW (report));
}

static void
on_imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppImportAsk *ask = user_data;
  g_autoptr (AppWindow) self = ask->window;
  AppImport *import = ask->import;
  g_autoptr (GError) error = NULL;
  WorkJob *job = WORK_JOB (source);

  g_free (ask);
  work_job_run_finish (job, result, &error);
  if (!_app_window_end_job (self))
    return;
  if (error != NULL && !_app_window_is_cancelled (error)
      && !g_error_matches (error, WORK_ERROR, WORK_ERROR_PARTIAL))
    _app_window_show_error (self, _ ("The Files Were Not Imported"), error);
  else
    report_import (self, job, import);
  _app_window_reload (self);
}

/**
 * _app_window_import:
 * @self: a window
 * @paths: (array zero-terminated=1): CSV files
 *
 * Imports files in the background and reports what each did.
 */
void
_app_window_import (AppWindow *self, const char *const *paths)
{
  AppImport *import;
  AppImportAsk *ask;
  g_autoptr (WorkJob) job = NULL;

  if (_app_window_is_read_only (self) || self->job != NULL || paths[0] == NULL)
    return;
  import = import_new (self->school, paths);
  job = work_job_new (_ ("Importing files…"), run_import, import, import_free);
  ask = g_new0 (AppImportAsk, 1);
  ask->window = g_object_ref (self);
  ask->import = import;
  _app_window_start_job (self, job, on_imported_cb, ask);
}

static void
on_import_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);

  if (paths != NULL)
    _app_window_import (self, (const char *const *) paths);
}

/**
 * _app_window_choose_import:
 * @self: a window
 *
 * Asks which files to import.
 */
void
_app_window_choose_import (AppWindow *self)
{
  app_compat_choose_async (GTK_WINDOW (self), APP_CHOICE_IMPORT, on_import_chosen_cb,
                           g_object_ref (self));
}

/* ---- new databases ---- */

static gboolean
run_demo (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  return work_demo_create (data, cancellable, error);
}

static gboolean
run_new (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  return work_new_create (data, error);
}

typedef struct
{
  AppWindow *window;
  char *path;
  gboolean may_exist;
} AppCreation;

static void
on_created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppCreation *creation = user_data;
  g_autoptr (AppWindow) self = creation->window;
  g_autofree char *path = creation->path;
  g_autoptr (GError) error = NULL;
  gboolean may_exist = creation->may_exist;

  g_free (creation);
  work_job_run_finish (WORK_JOB (source), result, &error);
  if (!_app_window_end_job (self))
    return;
  if (error == NULL || (may_exist && g_error_matches (error, STORE_ERROR, STORE_ERROR_EXISTS)))
    {
      if (self->overview != NULL)
        gtk_stack_set_visible_child_name (self->pages, "school");
      app_window_open (self, path);
      return;
    }
  gtk_stack_set_visible_child_name (self->pages, self->overview != NULL ? "school" : "welcome");
  if (!_app_window_is_cancelled (error))
    _app_window_show_error (self, _ ("The Database Was Not Created"), error);
}

static void
create (AppWindow *self, const char *path, const char *title, WorkJobFunc func, gboolean may_exist)
{
  AppCreation *creation;
  g_autoptr (WorkJob) job = NULL;

  if (self->job != NULL
      || !_app_window_leave_people (self, may_exist ? "app.demo" : "app.new",
                                    g_variant_new_string (path)))
    return;
  creation = g_new0 (AppCreation, 1);
  creation->window = g_object_ref (self);
  creation->path = g_strdup (path);
  creation->may_exist = may_exist;
  adw_status_page_set_title (self->loading, title);
  gtk_stack_set_visible_child_name (self->pages, "loading");
  job = work_job_new (title, func, g_strdup (path), g_free);
  _app_window_start_job (self, job, on_created_cb, creation);
}

/**
 * app_window_create_demo:
 * @self: a window
 * @path: where; a demo school that is there already is opened as it was left
 *
 * Makes the demo school in the background and opens it.
 */
void
app_window_create_demo (AppWindow *self, const char *path)
{
  g_return_if_fail (APP_IS_WINDOW (self));
  create (self, path, _ ("Making the Demo School…"), run_demo, TRUE);
}

/**
 * app_window_create_new:
 * @self: a window
 * @path: where there is no file yet
 *
 * Makes an empty database in the background and opens it.
 */
void
app_window_create_new (AppWindow *self, const char *path)
{
  g_return_if_fail (APP_IS_WINDOW (self));
  create (self, path, _ ("Creating the Database…"), run_new, FALSE);
}

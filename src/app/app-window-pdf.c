/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-compat.h"
#include "app-report-window.h"
#include "work-error.h"
#include "work-pdf.h"

/* What is saved, from the question where to, to the end of the job. */
typedef struct
{
  AppWindow *window;
  WorkSchool *school;
  GArray *placement_ids;
  char *folder; /* %NULL until it is chosen */
} AppSaving;

static AppSaving *
saving_new (AppWindow *self, GArray *placement_ids)
{
  AppSaving *saving = g_new0 (AppSaving, 1);

  saving->window = g_object_ref (self);
  saving->school = g_object_ref (self->school);
  saving->placement_ids = g_array_ref (placement_ids);
  return saving;
}

static void
saving_free (AppSaving *saving)
{
  g_object_unref (saving->window);
  g_object_unref (saving->school);
  g_array_unref (saving->placement_ids);
  g_free (saving->folder);
  g_free (saving);
}

/* ---- after the job ---- */

static char *
summarize (guint n_made, guint n_failed)
{
  g_autofree char *made =
      g_strdup_printf (ngettext ("%u PDF file saved", "%u PDF files saved", n_made), n_made);
  g_autofree char *not_made = NULL;

  if (n_failed == 0)
    return g_steal_pointer (&made);
  not_made = g_strdup_printf (ngettext ("%u not saved", "%u not saved", n_failed), n_failed);
  return g_strdup_printf ("%s · %s", made, not_made);
}

/* One file is pointed at where it lies; of several their folder is shown. */
static void
offer_folder (AppWindow *self, GPtrArray *succeeded, const char *folder, const char *summary)
{
  const WorkJobItem *first = succeeded->pdata[0];
  gboolean is_one = succeeded->len == 1;

  _app_window_toast (self, summary, _ ("Show the _Folder"),
                     is_one ? "win.reveal-file" : "win.show-folder",
                     g_variant_new_string (is_one ? first->path : folder));
}

static void
report (AppWindow *self, WorkJob *job, const char *folder, const char *summary)
{
  GPtrArray *failed = work_job_get_failed (job), *notes = work_job_get_notes (job);
  GVariantBuilder ids = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ax"));
  AppReportWindow *window = app_report_window_new (GTK_WINDOW (self), _ ("PDF Files"), summary);

  for (guint i = 0; i < failed->len; i++)
    g_variant_builder_add (&ids, "x", ((const WorkJobItem *) failed->pdata[i])->id);
  if (failed->len > 0)
    app_report_window_add_failures (window, failed);
  if (notes->len > 0)
    app_report_window_add_notes (window, _ ("Missing Fonts"), notes);
  if (failed->len > 0)
    app_report_window_set_action (window, _ ("_Retry"), "win.save-pdf-placements",
                                  g_variant_new ("(sax)", folder, &ids));
  else
    g_variant_builder_clear (&ids);
  gtk_window_present (GTK_WINDOW (window));
}

static void
say_saved (AppWindow *self, WorkJob *job, const char *folder)
{
  GPtrArray *succeeded = work_job_get_succeeded (job), *failed = work_job_get_failed (job);
  g_autofree char *summary = summarize (succeeded->len, failed->len);

  /* Stopped before anything was made. */
  if (succeeded->len + failed->len == 0)
    return;
  if (succeeded->len > 0)
    offer_folder (self, succeeded, folder, summary);
  if (failed->len > 0 || work_job_get_notes (job)->len > 0)
    report (self, job, folder, summary);
  _app_window_notify_job (self, _ ("PDF files finished"), summary);
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppSaving *saving = user_data;
  g_autoptr (AppWindow) self = g_object_ref (saving->window);
  g_autofree char *folder = g_steal_pointer (&saving->folder);
  g_autoptr (GError) error = NULL;
  gboolean is_same = self->school == saving->school;
  WorkJob *job = WORK_JOB (source);

  work_job_run_finish (job, result, &error);
  saving_free (saving);
  if (!_app_window_end_job (self) || !is_same)
    return;
  if (error != NULL && !_app_window_is_cancelled (error)
      && !g_error_matches (error, WORK_ERROR, WORK_ERROR_PARTIAL))
    _app_window_show_error (self, _ ("The PDF Files Were Not Saved"), error);
  else
    say_saved (self, job, folder);
}

/* ---- before it ---- */

/* @saving: (transfer full): with its folder */
static void
start (AppSaving *saving)
{
  AppWindow *self = saving->window;
  g_autoptr (WorkJob) job = NULL;

  /* The school may be closed, or another job begun, while one chooses. */
  if (self->school != saving->school || self->job != NULL)
    {
      saving_free (saving);
      return;
    }
  job = work_pdf_new (saving->school, _app_window_ids (saving->placement_ids),
                      saving->placement_ids->len, saving->folder, NULL);
  _app_window_start_job (self, job, on_saved_cb, saving);
}

/* (transfer full) (nullable): what is wanted, and it is said when that is nothing */
static AppSaving *
saving_of_list (AppWindow *self)
{
  g_autoptr (GArray) ids = _app_window_with_agreement (self);

  if (ids->len > 0)
    return saving_new (self, ids);
  _app_window_toast (self, _ ("No agreement here: there is nothing to save."), NULL, NULL, NULL);
  return NULL;
}

static void
on_folder_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppSaving *saving = user_data;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);

  if (paths == NULL)
    {
      saving_free (saving);
      return;
    }
  saving->folder = g_strdup (paths[0]);
  start (saving);
}

/* Beside the documents is where one begins to look for a place. */
static void
on_save_pdf_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  AppSaving *saving = saving_of_list (self);
  g_autofree char *folder = _app_window_dup_folder (self);

  if (saving != NULL)
    app_compat_choose_named_async (GTK_WINDOW (self), APP_CHOICE_PDF_FOLDER, folder,
                                   on_folder_chosen_cb, saving);
}

static void
on_save_pdf_to_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppSaving *saving = saving_of_list (APP_WINDOW (user_data));

  if (saving == NULL)
    return;
  saving->folder = g_variant_dup_string (parameter, NULL);
  start (saving);
}

/* Those of a report, once more. */
static void
on_save_pdf_placements_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GVariantIter) iter = NULL;
  AppSaving *saving;
  const char *folder;
  gint64 id;

  g_variant_get (parameter, "(&sax)", &folder, &iter);
  while (g_variant_iter_next (iter, "x", &id))
    g_array_append_val (ids, id);
  saving = saving_new (APP_WINDOW (user_data), ids);
  saving->folder = g_strdup (folder);
  start (saving);
}

static const GActionEntry entries[] = {
  { "save-pdf", on_save_pdf_cb },
  { "save-pdf-to", on_save_pdf_to_cb, "s" },
  { "save-pdf-placements", on_save_pdf_placements_cb, "(sax)" },
};

/**
 * _app_window_install_pdf_actions:
 * @self: a window
 *
 * Adds "win.save-pdf": the agreements of the selected lines, or of all, as PDF files in a folder.
 */
void
_app_window_install_pdf_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

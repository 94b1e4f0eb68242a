/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-compat.h"
#include "app-report-window.h"
#include "work-error.h"
#include "work-generate.h"
#include "work-template-needs.h"

typedef struct
{
  AppWindow *window;
  char *folder;
} AppGeneration;

static void
remember_documents (AppWindow *self, GPtrArray *succeeded)
{
  for (guint i = 0; i < succeeded->len; i++)
    {
      const WorkJobItem *item = succeeded->pdata[i];

      if (item->path != NULL)
        g_hash_table_replace (self->documents, g_memdup2 (&item->id, sizeof item->id),
                              g_strdup (item->path));
    }
}

/* The parameter of win.generate-placements and win.generate-anyway. */
static GVariant *
what_to_generate (const char *folder, GArray *placement_ids)
{
  GVariant *ids = g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, placement_ids->data,
                                             placement_ids->len, sizeof (gint64));

  return g_variant_new ("(s@ax)", folder, ids);
}

static void
report_failures (AppWindow *self, const char *folder, GPtrArray *failed, const char *summary)
{
  AppReportWindow *report =
      app_report_window_new (GTK_WINDOW (self), _ ("Generation of Agreements"), summary);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < failed->len; i++)
    g_array_append_val (ids, ((const WorkJobItem *) failed->pdata[i])->id);
  app_report_window_add_failures (report, failed);
  app_report_window_set_action (report, _ ("_Retry"), "win.generate-anyway",
                                what_to_generate (folder, ids));
  gtk_window_present (GTK_WINDOW (report));
}

static void
say_generated (AppWindow *self, WorkJob *job, const char *folder)
{
  GPtrArray *succeeded = work_job_get_succeeded (job), *failed = work_job_get_failed (job);
  g_autofree char *made = NULL, *not_made = NULL, *summary = NULL;

  made = g_strdup_printf (ngettext ("%u agreement made", "%u agreements made", succeeded->len),
                          succeeded->len);
  not_made = g_strdup_printf (ngettext ("%u not made", "%u not made", failed->len), failed->len);
  summary = failed->len > 0 ? g_strdup_printf ("%s · %s", made, not_made) : g_strdup (made);
  if (succeeded->len > 0)
    _app_window_toast (self, summary, _ ("_Open the Folder"), "win.open-folder", NULL);
  if (failed->len > 0)
    report_failures (self, folder, failed, summary);
  _app_window_notify_job (self, _ ("Generation finished"), summary);
}

static void
on_generated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppGeneration *generation = user_data;
  g_autoptr (AppWindow) self = generation->window;
  g_autofree char *folder = generation->folder;
  g_autoptr (GError) error = NULL;
  WorkJob *job = WORK_JOB (source);

  g_free (generation);
  work_job_run_finish (job, result, &error);
  remember_documents (self, work_job_get_succeeded (job));
  if (!_app_window_end_job (self))
    return;
  if (error != NULL && !_app_window_is_cancelled (error)
      && !g_error_matches (error, WORK_ERROR, WORK_ERROR_PARTIAL))
    _app_window_show_error (self, _ ("The Agreements Were Not Generated"), error);
  else
    say_generated (self, job, folder);
  _app_window_reload (self);
}

static gboolean
can_generate (AppWindow *self, GArray *placement_ids)
{
  if (_app_window_is_read_only (self) || self->job != NULL)
    return FALSE;
  if (placement_ids->len == 0)
    _app_window_toast (self, _ ("No validated sheet here: there is nothing to generate."), NULL,
                       NULL, NULL);
  return placement_ids->len > 0;
}

/**
 * _app_window_generate_anyway:
 * @self: a window
 * @placement_ids: (element-type gint64): validated placements
 * @folder: where the files go
 *
 * Makes the agreements in the background, whatever they lack.
 */
void
_app_window_generate_anyway (AppWindow *self, GArray *placement_ids, const char *folder)
{
  g_autoptr (WorkGenerateOptions) options = NULL;
  g_autoptr (WorkJob) job = NULL;
  AppGeneration *generation;

  if (!can_generate (self, placement_ids))
    return;
  options = work_generate_options_new (folder);
  job = work_generate_new (self->school, _app_window_ids (placement_ids), placement_ids->len,
                           options);
  generation = g_new0 (AppGeneration, 1);
  generation->window = g_object_ref (self);
  generation->folder = g_strdup (folder);
  _app_window_start_job (self, job, on_generated_cb, generation);
}

/* ---- what the templates need, before ---- */

typedef struct
{
  AppWindow *window;
  GArray *placement_ids; /* (element-type gint64) */
  char *folder;
} AppCheck;

static void
check_free (AppCheck *check)
{
  g_object_unref (check->window);
  g_array_unref (check->placement_ids);
  g_free (check->folder);
  g_free (check);
}

/* (transfer full): those of @placement_ids that lack nothing */
static GArray *
complete_ones (GArray *placement_ids, GPtrArray *lacking)
{
  g_autoptr (GHashTable) left_out = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < lacking->len; i++)
    g_hash_table_add (left_out, &((WorkJobItem *) lacking->pdata[i])->id);
  for (guint i = 0; i < placement_ids->len; i++)
    if (!g_hash_table_contains (left_out, &g_array_index (placement_ids, gint64, i)))
      g_array_append_val (ids, g_array_index (placement_ids, gint64, i));
  return ids;
}

static void
ask_of_needs (AppCheck *check, GPtrArray *lacking, GPtrArray *unknown)
{
  g_autoptr (GArray) complete = complete_ones (check->placement_ids, lacking);
  /* Translators: a button: which agreements to generate. */
  g_autofree char *others = g_strdup_printf (
      ngettext ("The %u _Complete One", "The %u _Complete Ones", complete->len), complete->len);
  g_autofree char *summary = NULL;
  AppReportWindow *report;

  summary = lacking->len > 0 ? g_strdup_printf (
                ngettext ("%u incomplete sheet of %u", "%u incomplete sheets of %u", lacking->len),
                lacking->len, check->placement_ids->len)
                             : g_strdup (_ ("Nothing is made yet"));
  report = app_report_window_new (GTK_WINDOW (check->window), _ ("Before Generating"), summary);
  if (unknown->len > 0)
    app_report_window_add_notes (report, _ ("In the Templates"), unknown);
  if (lacking->len > 0)
    app_report_window_add_items (report, _ ("Missing in the Sheets"), lacking, "win.open-sheet");
  app_report_window_set_action (report, _ ("_Generate Anyway"), "win.generate-anyway",
                                what_to_generate (check->folder, check->placement_ids));
  if (lacking->len > 0 && complete->len > 0)
    app_report_window_set_other_action (report, others, "win.generate-anyway",
                                        what_to_generate (check->folder, complete));
  gtk_window_present (GTK_WINDOW (report));
  _app_window_notify_job (check->window, _ ("The agreements wait for your answer"), summary);
}

static void
on_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppCheck *check = user_data;
  AppWindow *self = check->window;
  WorkJob *job = WORK_JOB (source);
  GPtrArray *lacking = work_job_get_failed (job), *unknown = work_job_get_notes (job);
  g_autoptr (GError) error = NULL;

  work_job_run_finish (job, result, &error);
  if (_app_window_end_job (self))
    {
      if (error != NULL && !g_error_matches (error, WORK_ERROR, WORK_ERROR_PARTIAL))
        {
          if (!_app_window_is_cancelled (error))
            _app_window_show_error (self, _ ("The Agreements Were Not Generated"), error);
        }
      else if (lacking->len > 0 || unknown->len > 0)
        ask_of_needs (check, lacking, unknown);
      else
        _app_window_generate_anyway (self, check->placement_ids, check->folder);
    }
  check_free (check);
}

/**
 * _app_window_generate:
 * @self: a window
 * @placement_ids: (element-type gint64): validated placements
 * @folder: where the files go
 *
 * Looks in the background whether the sheets have what their templates need, then makes the
 * agreements; asks before where something is missing.
 */
void
_app_window_generate (AppWindow *self, GArray *placement_ids, const char *folder)
{
  g_autoptr (WorkJob) job = NULL;
  AppCheck *check;

  if (!can_generate (self, placement_ids))
    return;
  g_settings_set_string (self->settings, "output-folder", folder);
  job = work_needs_job_new (self->school, _app_window_ids (placement_ids), placement_ids->len);
  check = g_new0 (AppCheck, 1);
  check->window = g_object_ref (self);
  check->placement_ids = g_array_ref (placement_ids);
  check->folder = g_strdup (folder);
  _app_window_start_job (self, job, on_checked_cb, check);
}

/* ---- where ---- */

typedef struct
{
  AppWindow *window;
  GArray *placement_ids; /* (nullable): to make once the folder is known */
} AppFolderChoice;

static void
on_folder_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppFolderChoice *choice = user_data;
  g_autoptr (AppWindow) self = choice->window;
  g_autoptr (GArray) ids = choice->placement_ids;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);

  g_free (choice);
  if (paths == NULL)
    return;
  g_settings_set_string (self->settings, "output-folder", paths[0]);
  if (ids != NULL)
    _app_window_generate (self, ids, paths[0]);
  _app_window_update_actions (self);
}

/**
 * _app_window_choose_folder:
 * @self: a window
 * @placement_ids: (nullable): placements to generate in the folder
 *
 * Asks where agreements go; the answer is kept.
 */
void
_app_window_choose_folder (AppWindow *self, GArray *placement_ids)
{
  AppFolderChoice *choice = g_new0 (AppFolderChoice, 1);

  choice->window = g_object_ref (self);
  choice->placement_ids = placement_ids != NULL ? g_array_ref (placement_ids) : NULL;
  app_compat_choose_async (GTK_WINDOW (self), APP_CHOICE_FOLDER, on_folder_chosen_cb, choice);
}

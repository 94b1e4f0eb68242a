/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-compat.h"
#include "work-export.h"

static void
say_exported (AppWindow *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = g_strdup_printf (_ ("“%s” is written"), name);

  g_free (self->exported);
  self->exported = g_strdup (path);
  _app_window_update_actions (self);
  _app_window_toast (self, text, _ ("_Open"), "win.open-exported", NULL);
}

static void
on_exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  WorkJob *job = WORK_JOB (source);

  work_job_run_finish (job, result, &error);
  if (!_app_window_end_job (self))
    return;
  if (error == NULL)
    say_exported (self, ((const WorkJobItem *) work_job_get_succeeded (job)->pdata[0])->path);
  else if (!_app_window_is_cancelled (error))
    _app_window_show_error (self, _ ("The List Was Not Exported"), error);
}

/* The list as it is shown: its lines and its columns, both in their order. */
static void
export_to (AppWindow *self, const char *path, gboolean replace)
{
  g_autoptr (GPtrArray) lines = app_line_list_get_lines (self->list);
  g_auto (GStrv) columns = app_line_list_dup_wanted (self->list);
  g_autoptr (WorkJob) job = NULL;
  WorkExportOptions options = { .list = WORK_EXPORT_AGREEMENTS,
                                .year_id = self->overview->year_id,
                                .lines = lines,
                                .columns = (const char *const *) columns,
                                .title = adw_window_title_get_title (self->title),
                                .path = path,
                                .replace = replace };

  if (self->job != NULL)
    return;
  job = work_export_new (self->school, &options);
  _app_window_start_job (self, job, on_exported_cb, g_object_ref (self));
}

/* What the person was asked about may be replaced; a name that was made from it may not. */
static void
on_file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);
  g_autofree char *path = NULL;

  if (paths == NULL || self->overview == NULL)
    return;
  path = work_export_path (paths[0], app_compat_choose_get_format (result));
  export_to (self, path, g_str_equal (path, paths[0]));
}

static void
on_export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autofree char *name = work_export_file_name (adw_window_title_get_title (self->title),
                                                 self->today, table_format_get (0));

  app_compat_choose_named_async (GTK_WINDOW (self), APP_CHOICE_EXPORT, name, on_file_chosen_cb,
                                 g_object_ref (self));
}

static void
on_export_to_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  export_to (APP_WINDOW (user_data), g_variant_get_string (parameter, NULL), FALSE);
}

static void
on_open_exported_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);

  _app_window_open_path (self, self->exported, FALSE);
}

static void
on_reveal_exported_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);

  _app_window_open_path (self, self->exported, TRUE);
}

static const GActionEntry entries[] = {
  { "export", on_export_cb },
  { "export-to", on_export_to_cb, "s" },
  { "open-exported", on_open_exported_cb },
  { "reveal-exported", on_reveal_exported_cb },
};

/**
 * _app_window_install_export_actions:
 * @self: a window
 *
 * Adds what writes the list for a spreadsheet.
 */
void
_app_window_install_export_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

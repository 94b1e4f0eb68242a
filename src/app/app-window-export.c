/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app-compat.h"
#include "work-export.h"
#include "work-access.h"

static const char *
title_of (AppWindow *self, WorkExportList list)
{
  return list == WORK_EXPORT_AGREEMENTS ? adw_window_title_get_title (self->title)
                                        : work_export_list_label (list);
}

/**
 * _app_window_say_exported:
 * @self: a window
 * @path: a file that was written
 *
 * Says so, and offers to open it.
 */
void
_app_window_say_exported (AppWindow *self, const char *path)
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
    _app_window_say_exported (self,
                              ((const WorkJobItem *) work_job_get_succeeded (job)->pdata[0])->path);
  else if (!_app_window_is_cancelled (error))
    _app_window_show_error (self, _ ("The Table Was Not Exported"), error);
}

/* Of agreements the list as it is shown: its lines and its columns, both in their order. Of others
 * the whole school year. */
static void
export_to (AppWindow *self, WorkExportList list, const char *path, gboolean replace)
{
  gboolean is_list = list == WORK_EXPORT_AGREEMENTS;
  g_autoptr (GPtrArray) lines =
      is_list ? app_line_list_get_lines (self->list) : g_ptr_array_ref (self->overview->lines);
  g_auto (GStrv) columns = is_list ? app_line_list_dup_wanted (self->list) : NULL;
  g_autoptr (WorkJob) job = NULL;
  WorkExportOptions options = { .list = list,
                                .year_id = self->overview->year_id,
                                .lines = lines,
                                .is_whole = !is_list,
                                .columns = (const char *const *) columns,
                                .title = title_of (self, list),
                                .path = path,
                                .replace = replace };

  if (self->job != NULL)
    return;
  work_school_log_access_detail (self->school, STORE_ACCESS_EXPORT, MODEL_ENTITY_NONE, 0,
                                 work_export_list_key (list));
  job = work_export_new (self->school, &options);
  _app_window_start_job (self, job, on_exported_cb, g_object_ref (self));
}

typedef struct
{
  AppWindow *window;
  WorkExportList list;
} AppExport;

/* What the person was asked about may be replaced; a name that was made from it may not. */
static void
on_file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppExport *export = user_data;
  g_autoptr (AppWindow) self = export->window;
  WorkExportList list = export->list;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);
  g_autofree char *path = NULL;

  g_free (export);
  if (paths == NULL || self->overview == NULL)
    return;
  path = work_export_path (paths[0], app_compat_choose_get_format (result));
  export_to (self, list, path, g_str_equal (path, paths[0]));
}

/* "export" is of the list, "export-teachers" of the table so called. */
static void
on_export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  AppExport *export = g_new0 (AppExport, 1);
  const char *table = strchr (g_action_get_name (G_ACTION (action)), '-');
  g_autofree char *name = NULL;

  export->window = g_object_ref (self);
  export->list = WORK_EXPORT_AGREEMENTS;
  if (table != NULL)
    work_export_list_from_key (table + 1, &export->list);
  name = work_export_file_name (title_of (self, export->list), self->today, table_format_get (0));
  app_compat_choose_named_async (GTK_WINDOW (self), APP_CHOICE_EXPORT, name, on_file_chosen_cb,
                                 export);
}

static void
on_export_to_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WorkExportList list = WORK_EXPORT_AGREEMENTS;
  const char *key, *path;

  g_variant_get (parameter, "(&s&s)", &key, &path);
  if (work_export_list_from_key (key, &list))
    export_to (APP_WINDOW (user_data), list, path, FALSE);
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
  { "export-teachers", on_export_cb },
  { "export-companies", on_export_cb },
  { "export-days", on_export_cb },
  { "export-to", on_export_to_cb, "(ss)" },
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

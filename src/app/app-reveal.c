/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-reveal.h"

#define FILE_MANAGER_NAME    "org.freedesktop.FileManager1"
#define FILE_MANAGER_PATH    "/org/freedesktop/FileManager1"
#define FILE_MANAGER_CALL_MS 5000

static void
on_launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
launch (GTask *task, const char *path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  g_app_info_launch_default_for_uri_async (uri, NULL, NULL, on_launched_cb, task);
}

/**
 * app_reveal_open:
 * @path: an absolute path
 * @callback: called when it is open, or cannot be
 * @user_data: for @callback
 *
 * Opens a file or a folder with the program that the person uses for it.
 */
void
app_reveal_open (const char *path, GAsyncReadyCallback callback, gpointer user_data)
{
  launch (g_task_new (NULL, NULL, callback, user_data), path);
}

/* What the file manager is asked for, and what is opened where there is none. */
typedef struct
{
  const char *method;
  char *path;
  char *folder;
} AppReveal;

static void
reveal_free (gpointer data)
{
  AppReveal *reveal = data;

  g_free (reveal->path);
  g_free (reveal->folder);
  g_free (reveal);
}

static void
on_shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  const AppReveal *reveal = g_task_get_task_data (task);
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (reply != NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  /* No file manager that can point at a file: its folder is the next best. */
  launch (task, reveal->folder);
}

static void
on_bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  const AppReveal *reveal = g_task_get_task_data (task);
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);
  g_autofree char *uri = g_filename_to_uri (reveal->path, NULL, NULL);
  const char *uris[] = { uri, NULL };

  if (bus != NULL)
    {
      g_dbus_connection_call (bus, FILE_MANAGER_NAME, FILE_MANAGER_PATH, FILE_MANAGER_NAME,
                              reveal->method, g_variant_new ("(^ass)", uris, ""), NULL,
                              G_DBUS_CALL_FLAGS_NONE, FILE_MANAGER_CALL_MS, NULL, on_shown_cb,
                              task);
      return;
    }
  launch (task, reveal->folder);
}

/* @folder: (transfer full) */
static void
ask_file_manager (const char *method,
                  const char *path,
                  char *folder,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  AppReveal *reveal = g_new0 (AppReveal, 1);

  reveal->method = method;
  reveal->path = g_strdup (path);
  reveal->folder = folder;
  g_task_set_task_data (task, reveal, reveal_free);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus_cb, task);
}

/**
 * app_reveal_in_folder:
 * @path: an absolute path
 * @callback: called when it is shown, or cannot be
 * @user_data: for @callback
 *
 * Shows a file in the file manager, selected where the file manager can, else opens its folder.
 */
void
app_reveal_in_folder (const char *path, GAsyncReadyCallback callback, gpointer user_data)
{
  ask_file_manager ("ShowItems", path, g_path_get_dirname (path), callback, user_data);
}

/**
 * app_reveal_folder:
 * @path: an absolute path of a folder
 * @callback: called when it is shown, or cannot be
 * @user_data: for @callback
 *
 * Shows what is in a folder in the file manager, else in what opens folders.
 */
void
app_reveal_folder (const char *path, GAsyncReadyCallback callback, gpointer user_data)
{
  ask_file_manager ("ShowFolders", path, g_strdup (path), callback, user_data);
}

/**
 * app_reveal_finish:
 * @result: given to the callback
 * @error: set when no program opens such a file
 *
 * Returns: whether it was opened or shown
 */
gboolean
app_reveal_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

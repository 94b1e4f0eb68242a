/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-save.h"

#include <glib/gi18n-lib.h>

#include "app-compat.h"
#include "app-prompt.h"
#include "base-file.h"

/* What is written, until it is known where to. */
typedef struct
{
  GtkWindow *parent;
  GBytes *bytes;
  char *path;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->parent);
  g_bytes_unref (saving->bytes);
  g_free (saving->path);
  g_free (saving);
}

static Saving *
saving_new (GtkWindow *parent, GBytes *bytes, const char *path)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->parent = g_object_ref (parent);
  saving->bytes = g_bytes_ref (bytes);
  saving->path = g_strdup (path);
  return saving;
}

static void
write_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Saving *saving = data;
  GError *error = NULL;

  /* The person was asked when there was one of that name. */
  if (base_file_write_atomic (saving->path, saving->bytes, TRUE, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    app_prompt_say (GTK_WINDOW (source), _ ("The File Was Not Saved"), error->message);
}

/**
 * app_save_write:
 * @parent: the window that says so when it fails
 * @path: where to; a file of that name is replaced
 * @bytes: what is written
 *
 * Writes a file, whole or not at all, while the window goes on.
 */
void
app_save_write (GtkWindow *parent, const char *path, GBytes *bytes)
{
  g_autoptr (GTask) task = g_task_new (parent, NULL, on_written_cb, NULL);

  g_task_set_source_tag (task, app_save_write);
  g_task_set_task_data (task, saving_new (parent, bytes, path), saving_free);
  g_task_run_in_thread (task, write_thread);
}

static void
on_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *saving = user_data;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);

  if (paths != NULL)
    app_save_write (saving->parent, paths[0], saving->bytes);
  saving_free (saving);
}

/**
 * app_save_pdf:
 * @parent: the window that asks
 * @name: what is written, without an extension
 * @bytes: a PDF
 *
 * Asks where a PDF is to be saved, and writes it there.
 */
void
app_save_pdf (GtkWindow *parent, const char *name, GBytes *bytes)
{
  g_autofree char *safe = base_file_safe_name (name);
  g_autofree char *file = g_strconcat (safe, ".pdf", NULL);

  app_compat_choose_named_async (parent, APP_CHOICE_SAVE_PDF, file, on_chosen_cb,
                                 saving_new (parent, bytes, NULL));
}

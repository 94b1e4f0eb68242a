/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-examination.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base-date.h"
#include "base-file.h"
#include "work-school-private.h"

/* Every page of a database is looked at once a day by each seat that opens it. That it was is noted
 * on the seat and not in the database, which it would write into without anybody having changed a
 * thing; paths stand there as digests. */

#define GROUP "examined"

static char *
notes_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "paraphe", "examined.ini", NULL);
}

/* (transfer full): which file it is: another one that takes its place, as a backup that is put
 * back, is not the one that was looked at */
static char *
key_of (StoreConnection *connection)
{
  const char *path = store_connection_get_path (connection);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GStatBuf status = { 0 };

  if (g_lstat (path, &status) != 0)
    g_debug ("The file of the database cannot be looked up");
  text = g_strdup_printf ("%s\n%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, path,
                          (guint64) status.st_dev, (guint64) status.st_ino);
  bytes = g_bytes_new (text, strlen (text));
  return base_file_sha256 (bytes);
}

/* (transfer full): what was looked at today; what was on another day is left out */
static GKeyFile *
load_notes (const char *today)
{
  g_autofree char *path = notes_path ();
  g_autoptr (GKeyFile) notes = g_key_file_new ();
  g_auto (GStrv) keys = NULL;

  g_key_file_load_from_file (notes, path, G_KEY_FILE_NONE, NULL);
  keys = g_key_file_get_keys (notes, GROUP, NULL, NULL);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *day = g_key_file_get_string (notes, GROUP, keys[i], NULL);

      if (g_strcmp0 (day, today) != 0)
        g_key_file_remove_key (notes, GROUP, keys[i], NULL);
    }
  return g_steal_pointer (&notes);
}

/* A seat that cannot keep notes looks every time. */
static void
save_note (const char *key, const char *today)
{
  g_autofree char *path = notes_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GKeyFile) notes = load_notes (today);
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  char *text;

  g_key_file_set_string (notes, GROUP, key, today);
  text = g_key_file_to_data (notes, &length, NULL);
  bytes = g_bytes_new_take (text, length);
  if (!base_file_make_private_folder (folder, NULL)
      || !base_file_write_atomic (path, bytes, TRUE, NULL))
    g_debug ("That a database was examined cannot be noted");
}

static gpointer
examine (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *today = base_date_today_iso ();
  g_autofree char *key = key_of (connection);
  g_autoptr (GKeyFile) notes = load_notes (today);

  if (g_key_file_has_key (notes, GROUP, key, NULL))
    return GINT_TO_POINTER (TRUE);
  if (!store_connection_examine (connection, error))
    return NULL;
  save_note (key, today);
  return GINT_TO_POINTER (TRUE);
}

/**
 * work_school_examine:
 * @self: a school
 * @cancellable: (nullable): what stops it
 * @error: return location for a #StoreError; %STORE_ERROR_CORRUPT for a damaged file
 *
 * Looks at every page of the database, unless this seat has done so today, and waits for it: for
 * the command line and worker threads. One that is damaged can only be read from then on.
 *
 * Returns: whether it is sound
 */
gboolean
work_school_examine (WorkSchool *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (WORK_IS_SCHOOL (self), FALSE);

  return store_queue_run (work_school_get_queue (self), examine, NULL, cancellable, error) != NULL;
}

/**
 * work_school_examine_async:
 * @self: a school
 * @cancellable: (nullable): what stops it
 * @callback: (nullable): called in the caller's main context
 * @user_data: for @callback
 *
 * As work_school_examine(), without waiting.
 */
void
work_school_examine_async (WorkSchool *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (WORK_IS_SCHOOL (self));

  _work_school_run_async (self, work_school_examine_async, examine, NULL, NULL, NULL, cancellable,
                          callback, user_data);
}

/**
 * work_school_examine_finish:
 * @self: a school
 * @result: of work_school_examine_async()
 * @error: return location for a #StoreError
 *
 * Returns: whether it is sound
 */
gboolean
work_school_examine_finish (WorkSchool *self, GAsyncResult *result, GError **error)
{
  return _work_school_run_finish (self, work_school_examine_async, result, error) != NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-create-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#include "base-error.h"
#include "base-file.h"
#include "model-state.h"
#include "paraphe-data.h"
#include "store-error.h"

/* Who fills a new database: not the person, whose undo would empty it again. */
#define AUTHOR "Paraphe"

#define RESOURCE_PREFIX "/org/paraphe/Paraphe/data/"

static const struct
{
  const char *resource;
  const char *name;
} templates[] = {
  { "templates/convention-a4.docx", N_ ("Agreement, A4 pages") },
  { "templates/livret-a3.docx", N_ ("Agreement, A3 booklet") },
};

/**
 * _work_create_resource:
 * @name: name of a file of data/
 *
 * Returns: (transfer full): its content, which is part of the program
 */
GBytes *
_work_create_resource (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PREFIX, name, NULL);
  g_autoptr (GError) error = NULL;
  /* Named here, or the linker would leave the resources out. */
  GBytes *bytes = g_resource_lookup_data (paraphe_data_get_resource (), path,
                                          G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL)
    g_error ("%s", error->message);
  return bytes;
}

static gboolean
add_steps (WorkCreate *create, GError **error)
{
  g_autoptr (GPtrArray) steps = model_step_list_default ();

  for (guint i = 0; i < steps->len; i++)
    {
      const ModelStep *step = g_ptr_array_index (steps, i);
      g_autoptr (ModelRecord) record = model_record_new (MODEL_ENTITY_STEP);

      model_record_set_int (record, "position", i);
      model_record_set_canonical (record, "label", step->label);
      model_record_set_int (record, "is_sent", step->is_sent ? 1 : 0);
      model_record_set_int (record, "is_signed", step->is_signed ? 1 : 0);
      if (!store_save (create->connection, record, create->operation, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_template (WorkCreate *create, guint n, GError **error)
{
  g_autoptr (GBytes) bytes = _work_create_resource (templates[n].resource);
  g_autoptr (ModelRecord) record = model_record_new (MODEL_ENTITY_TEMPLATE);
  g_autofree char *file_name = g_path_get_basename (templates[n].resource);
  g_autofree char *sha256 = base_file_sha256 (bytes);
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  g_autofree char *content = g_base64_encode (data, size);

  model_record_set_canonical (record, "name", _ (templates[n].name));
  model_record_set_canonical (record, "kind", "agreement");
  model_record_set_canonical (record, "file_name", file_name);
  model_record_set_canonical (record, "sha256", sha256);
  model_record_set_int (record, "is_default", n == 0 ? 1 : 0);
  model_record_set_canonical (record, "content", content);
  return store_save (create->connection, record, create->operation, NULL, error);
}

/**
 * _work_create_frame:
 * @create: a database that is being made
 * @error: return location
 *
 * Adds what every school begins with: the usual steps and our templates.
 *
 * Returns: whether it is there
 */
gboolean
_work_create_frame (WorkCreate *create, GError **error)
{
  if (!add_steps (create, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    if (!add_template (create, i, error))
      return FALSE;
  return TRUE;
}

static gboolean
fail (const char *path, int code, GError **error)
{
  if (code == EEXIST)
    g_set_error (error, STORE_ERROR, STORE_ERROR_EXISTS,
                 _ ("There is already a file “%s”. Choose another name."), path);
  else
    g_set_error (error, STORE_ERROR, STORE_ERROR_CONNECTION,
                 _ ("The database “%s” cannot be made: %s."), path, g_strerror (code));
  return FALSE;
}

/* Gives the finished file its name and never replaces another: at once where the system knows how,
 * else by taking the name first. */
static gboolean
publish (const char *from, const char *path, GError **error)
{
  int reserved;

  if (renameat2 (AT_FDCWD, from, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS)
    return fail (path, errno, error);
  reserved = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (reserved < 0)
    return fail (path, errno, error);
  close (reserved);
  return g_rename (from, path) == 0 || fail (path, errno, error);
}

/* The name itself is on the disk before anyone is told that it is. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

typedef struct
{
  WorkCreate create;
  WorkCreateFunc func;
} Filling;

static gboolean
fill_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  Filling *filling = data;

  return filling->func (&filling->create, error);
}

static gboolean
build (const char *path,
       const char *label,
       WorkCreateFunc func,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (StoreConnection) connection = store_connection_open (path, STORE_OPEN_CREATE, error);
  g_autoptr (StoreOperation) operation = store_operation_new (AUTHOR, label);
  Filling filling = { { connection, operation, cancellable }, func };
  gboolean built;

  if (connection == NULL)
    return FALSE;
  store_connection_set_cancellable (connection, cancellable);
  built = store_connection_transaction (connection, fill_in_transaction, &filling, error);
  store_connection_set_cancellable (connection, NULL);
  store_connection_close (connection);
  return built;
}

/**
 * _work_create:
 * @path: path of the new database
 * @label: of the operation that fills it
 * @func: fills it
 * @cancellable: (nullable): what stops it
 * @error: return location for a #StoreError; %STORE_ERROR_EXISTS when there is a file already
 *
 * Makes a database under another name in the same folder and gives it its own once it is whole and
 * closed: whatever happens, there is a whole database or none.
 *
 * Returns: whether it is there
 */
gboolean
_work_create (const char *path,
              const char *label,
              WorkCreateFunc func,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *part_name = g_strdup_printf (".%s.%.8s.part", name, uuid);
  g_autofree char *part = g_build_filename (folder, part_name, NULL);
  g_autofree char *journal = g_strconcat (part, "-journal", NULL);
  gboolean made;

  if (g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return fail (path, EEXIST, error);
  made = build (part, label, func, cancellable, error) && publish (part, path, error);
  if (made)
    sync_folder (path);
  else
    g_unlink (part);
  /* Empty by now: the database is closed. */
  g_unlink (journal);
  return made;
}

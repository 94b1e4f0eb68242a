/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base-file.h"
#include "base-session.h"
#include "store-document.h"
#include "store-record.h"
#include "work-line.h"
#include "work-query-private.h"

/* What is opened is a copy: whatever a word processor does to it, the document kept stays what was
 * signed. It goes when the session or the program ends. */
static char *
copy_folder (const char *sha256, GError **error)
{
  g_autofree char *head = g_strndup (sha256, 16);

  return base_session_folder (head, error);
}

static char *
write_copy (ModelRecord *document, GBytes *bytes, GError **error)
{
  g_autofree char *folder = copy_folder (model_record_get (document, "sha256"), error);
  g_autofree char *name = base_file_safe_name (model_record_get (document, "name"));
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  if (path == NULL || !base_file_write_atomic (path, bytes, TRUE, error))
    return NULL;
  g_chmod (path, 0400);
  return g_steal_pointer (&path);
}

static gpointer
read_document (StoreConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (ModelRecord) document =
      store_load (connection, MODEL_ENTITY_DOCUMENT, *(const gint64 *) data, error);
  g_autoptr (GBytes) bytes =
      document != NULL ? store_document_read (connection, document, error) : NULL;

  return bytes != NULL ? write_copy (document, bytes, error) : NULL;
}

/**
 * work_query_document_new:
 * @document_id: a document
 *
 * Returns: (transfer full): a query for the path of a copy of it that only this person can read and
 *   nobody can write, to be opened by another program; its content is checked against its SHA-256
 */
WorkQuery *
work_query_document_new (gint64 document_id)
{
  return _work_query_new (read_document, g_memdup2 (&document_id, sizeof document_id), g_free,
                          g_free);
}

typedef struct
{
  gint64 document_id;
  char *folder;
} Copy;

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  g_free (copy->folder);
  g_free (copy);
}

static gpointer
save_copy (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Copy *copy = data;
  g_autoptr (ModelRecord) document =
      store_load (connection, MODEL_ENTITY_DOCUMENT, copy->document_id, error);
  g_autoptr (GBytes) bytes =
      document != NULL ? store_document_read (connection, document, error) : NULL;
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  const char *extension;
  char *dot;

  if (bytes == NULL)
    return NULL;
  extension = store_document_extension (model_record_get (document, "media_type"));
  name = base_file_safe_name (model_record_get (document, "name"));
  dot = strrchr (name, '.');
  if (dot != NULL && dot != name)
    *dot = '\0';
  path = base_file_unique_path (copy->folder, name, extension);
  return base_file_write_atomic (path, bytes, FALSE, error) ? g_steal_pointer (&path) : NULL;
}

/**
 * work_query_document_copy_new:
 * @document_id: a document
 * @folder: where the copy goes
 *
 * Returns: (transfer full): a query for the path of a copy in @folder, under the document's name or
 *   the next one that is free there
 */
WorkQuery *
work_query_document_copy_new (gint64 document_id, const char *folder)
{
  Copy *copy = g_new0 (Copy, 1);

  copy->document_id = document_id;
  copy->folder = g_strdup (folder);
  return _work_query_new (save_copy, copy, copy_free, g_free);
}

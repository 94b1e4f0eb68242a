/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-backup-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base-file.h"
#include "store-document.h"
#include "work-error.h"

/* Documents never change and are named by their content: each is copied once, into `documents/` of
 * the backups' folder, and nothing there is ever written over. Encrypted ones are named by what the
 * key makes of their digest. */

#define FOLDER           "documents"
#define SEALED_EXTENSION "sealed"
#define MAX_SIZE         ((gsize) 256 * 1024 * 1024)
#define HEAD_SIZE        3 /* "AA/" */

static void
document_free (gpointer data)
{
  WorkBackupDocument *document = data;

  g_free (document->name);
  g_free (document->sha256);
  g_free (document->file);
  g_free (document);
}

static WorkBackupDocument *
document_new (StoreStatement *statement)
{
  WorkBackupDocument *document = g_new0 (WorkBackupDocument, 1);
  const char *sha256 = store_statement_get_text (statement, 2);
  const char *media_type = store_statement_get_text (statement, 3);

  document->id = store_statement_get_int (statement, 0);
  document->name = g_strdup (store_statement_get_text (statement, 1));
  document->sha256 = g_strdup (sha256 != NULL ? sha256 : "");
  document->file =
      g_strdup_printf ("%.2s/%s.%s", document->sha256, document->sha256,
                       store_document_extension (media_type != NULL ? media_type : ""));
  return document;
}

/**
 * _work_backup_documents_load:
 * @connection: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type WorkBackupDocument): what is to be backed up; %NULL when
 *   it cannot be read
 */
GPtrArray *
_work_backup_documents_load (StoreConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (document_free);
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection, "SELECT id, name, sha256, media_type FROM document ORDER BY id", error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  while (store_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&documents);
      g_ptr_array_add (documents, document_new (statement));
    }
  return NULL;
}

/* The digest comes from a row: never a way out of the folder. */
static gboolean
has_digest (const WorkBackupDocument *document)
{
  return strlen (document->sha256) == 64 && strspn (document->sha256, "0123456789abcdef") == 64;
}

static char *
dup_kept_path (const char *base, const WorkBackupDocument *document)
{
  g_autofree char *folder = g_strconcat (base, ".documents", NULL);

  return g_build_filename (folder, document->file, NULL);
}

static char *
dup_backup_path (const char *folder, const WorkBackupDocument *document, StoreSeal *seal)
{
  g_autofree char *name = NULL;
  g_autofree char *file = NULL;

  if (seal == NULL)
    return g_build_filename (folder, FOLDER, document->file, NULL);
  name = store_seal_name (seal, document->sha256);
  file = g_strdup_printf ("%.2s/%s." SEALED_EXTENSION, name, name);
  return g_build_filename (folder, FOLDER, file, NULL);
}

static gboolean
make_folder_of (const char *path, GError **error)
{
  g_autofree char *part = g_path_get_dirname (path);
  g_autofree char *whole = g_path_get_dirname (part);

  return base_file_make_private_folder (whole, error)
         && base_file_make_private_folder (part, error);
}

static gboolean
seal_document (const char *from, const char *to, StoreSeal *seal, GError **error)
{
  g_autofree char *part = g_strdup_printf ("%s.%08x.part", to, g_random_int ());

  if (!store_seal_file (seal, from, part, NULL, error))
    return FALSE;
  if (base_file_publish (part, to))
    return TRUE;
  g_set_error (error, WORK_ERROR, WORK_ERROR_REFUSED, _ ("“%s” could not be written (%s)."), to,
               g_strerror (errno));
  g_unlink (part);
  return FALSE;
}

/* (nullable): what is wrong with the file of the base; else it is in the backups now. */
static char *
copy_one (const char *base,
          const char *folder,
          const WorkBackupDocument *document,
          StoreSeal *seal,
          GError **error)
{
  g_autofree char *from = dup_kept_path (base, document);
  g_autofree char *to = dup_backup_path (folder, document, seal);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *digest = NULL;

  if (g_file_test (to, G_FILE_TEST_EXISTS))
    return NULL;
  bytes = base_file_read (from, MAX_SIZE, NULL);
  if (bytes == NULL)
    return g_strdup (_ ("Its file is missing or cannot be read. Look for it in a backup."));
  digest = base_file_sha256 (bytes);
  if (!g_str_equal (digest, document->sha256))
    return g_strdup (_ ("Its file was altered since it was kept. Look for it in a backup."));
  if (!make_folder_of (to, error))
    return NULL;
  if (seal != NULL)
    seal_document (from, to, seal, error);
  else
    base_file_write_atomic (to, bytes, FALSE, error);
  return NULL;
}

/**
 * _work_backup_documents_copy:
 * @job: (nullable): gets a failure for each document that lacks in the base
 * @base: path of the base
 * @folder: of its backups
 * @documents: (element-type WorkBackupDocument): what is to be there
 * @seal: (nullable): what they are encrypted with; it sealed a backup of the folder
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Copies the documents that are not in the backups yet. One that lacks is told and hinders no
 * other.
 *
 * Returns: whether all that are there are in the backups
 */
gboolean
_work_backup_documents_copy (WorkJob *job,
                             const char *base,
                             const char *folder,
                             GPtrArray *documents,
                             StoreSeal *seal,
                             GCancellable *cancellable,
                             GError **error)
{
  for (guint i = 0; i < documents->len; i++)
    {
      const WorkBackupDocument *document = documents->pdata[i];
      g_autoptr (GError) local = NULL;
      g_autofree char *problem = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (has_digest (document))
        problem = copy_one (base, folder, document, seal, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (problem != NULL && job != NULL)
        work_job_add_failure (job, document->id, document->name, problem);
      if (job != NULL)
        work_job_set_progress (job, 0.5 + 0.5 * (i + 1) / documents->len, NULL);
    }
  return TRUE;
}

/**
 * _work_backup_document_is_kept:
 * @base: path of the base
 * @document: one that the base names
 *
 * Returns: whether its file is beside the base
 */
gboolean
_work_backup_document_is_kept (const char *base, const WorkBackupDocument *document)
{
  g_autofree char *path = dup_kept_path (base, document);

  return has_digest (document) && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/**
 * _work_backup_document_is_there:
 * @folder: of the backups
 * @document: one that the base names
 * @seal: (nullable): what opened the backup
 *
 * Returns: whether its file is in the backups
 */
gboolean
_work_backup_document_is_there (const char *folder,
                                const WorkBackupDocument *document,
                                StoreSeal *seal)
{
  g_autofree char *path = dup_backup_path (folder, document, seal);

  return has_digest (document) && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/**
 * _work_backup_document_bring:
 * @base: path of the base
 * @folder: of the backups
 * @document: one that the base names
 * @seal: (nullable): what opens it
 * @brought: (out): whether its file was not there and is now
 * @error: return location
 *
 * Brings back the file of a document that lacks beside the base.
 *
 * Returns: whether it is there now
 */
gboolean
_work_backup_document_bring (const char *base,
                             const char *folder,
                             const WorkBackupDocument *document,
                             StoreSeal *seal,
                             gboolean *brought,
                             GError **error)
{
  g_autofree char *to = dup_kept_path (base, document);
  g_autofree char *from = dup_backup_path (folder, document, seal);

  *brought = FALSE;
  if (!has_digest (document) || g_file_test (to, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!make_folder_of (to, error))
    return FALSE;
  if (seal != NULL)
    *brought = store_seal_open_file (seal, from, to, NULL, error);
  else
    {
      g_autoptr (GBytes) bytes = base_file_read (from, MAX_SIZE, error);
      g_autofree char *digest = bytes != NULL ? base_file_sha256 (bytes) : NULL;

      *brought = g_strcmp0 (digest, document->sha256) == 0
                 && base_file_write_atomic (to, bytes, FALSE, error);
    }
  return *brought;
}

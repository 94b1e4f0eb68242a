/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-backup-private.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base-file.h"
#include "base-session.h"
#include "store-role.h"

/* What was purged must leave the backups too: documents in their folder that no kept backup names
 * are removed. Which ones a backup names is known by reading it; while any cannot be read, or is
 * being made, everything stays. Mostly there is nothing to remove, and none is read. */

#define FOLDER      "documents"
#define SUFFIX      ".paraphe-backup."
#define PART_SUFFIX ".part"
#define MAGIC       "SQLite format 3"
#define DIGITS      "0123456789abcdef"
#define STEM_SIZE   64

/* A file of the documents' folder: the digest of its content, or what the key makes of it. */
typedef struct
{
  char *path;
  char *stem;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_free (kept->path);
  g_free (kept->stem);
  g_free (kept);
}

static gboolean
is_regular (const char *path)
{
  GStatBuf status;

  return g_lstat (path, &status) == 0 && S_ISREG (status.st_mode);
}

/* "AA" for what begins with it: 64 digits and an extension. Anything else is none of ours. */
static void
add_files_of (GPtrArray *files, const char *folder, const char *head)
{
  g_autofree char *place = g_build_filename (folder, FOLDER, head, NULL);
  g_autoptr (GDir) dir =
      strlen (head) == 2 && strspn (head, DIGITS) == 2 ? g_dir_open (place, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (place, name, NULL);
      Kept *kept;

      if (strspn (name, DIGITS) != STEM_SIZE || name[STEM_SIZE] != '.'
          || !g_str_has_prefix (name, head) || g_str_has_suffix (name, PART_SUFFIX)
          || !is_regular (path))
        continue;
      kept = g_new0 (Kept, 1);
      kept->stem = g_strndup (name, STEM_SIZE);
      kept->path = g_steal_pointer (&path);
      g_ptr_array_add (files, kept);
    }
}

static GPtrArray *
find_files (const char *folder)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (kept_free);
  g_autofree char *place = g_build_filename (folder, FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (place, 0, NULL);
  const char *head;

  while (dir != NULL && (head = g_dir_read_name (dir)) != NULL)
    add_files_of (files, folder, head);
  return files;
}

static gboolean
are_needed (GPtrArray *files, GHashTable *needed)
{
  for (guint i = 0; i < files->len; i++)
    if (!g_hash_table_contains (needed, ((const Kept *) files->pdata[i])->stem))
      return FALSE;
  return TRUE;
}

/* ---- which backups there are ---- */

/* A backup that somebody has given another name may be put back as well. */
static gboolean
is_database (const char *path)
{
  char head[sizeof MAGIC] = { 0 };
  FILE *file = g_fopen (path, "rb");
  gboolean is_one = file != NULL && fread (head, sizeof head, 1, file) == 1
                    && memcmp (head, MAGIC, sizeof MAGIC) == 0;

  if (file != NULL)
    fclose (file);
  return is_one;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
has_path (GPtrArray *backups, const char *path)
{
  for (guint i = 0; i < backups->len; i++)
    if (g_str_equal (((const WorkBackup *) backups->pdata[i])->path, path))
      return TRUE;
  return FALSE;
}

/* (nullable): the paths of all backups, oldest first as their names are; %NULL while one is being
 * made, or when the folder cannot be read */
static GPtrArray *
find_backups (const char *folder)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) backups = work_backup_list (folder, NULL);
  g_autoptr (GDir) dir = backups != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  if (dir == NULL)
    return NULL;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (strstr (name, SUFFIX) != NULL && g_str_has_suffix (name, PART_SUFFIX))
        return NULL;
      if (has_path (backups, path)
          || (is_regular (path) && (store_seal_is_sealed (path) || is_database (path))))
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  g_ptr_array_sort (paths, compare_names);
  return g_steal_pointer (&paths);
}

static gboolean
are_same (GPtrArray *paths, GPtrArray *others)
{
  if (others == NULL || paths->len != others->len)
    return FALSE;
  for (guint i = 0; i < paths->len; i++)
    if (!g_str_equal (paths->pdata[i], others->pdata[i]))
      return FALSE;
  return TRUE;
}

/* ---- what they need ---- */

static void
add_needed (GHashTable *needed, GPtrArray *documents, StoreSeal *seal)
{
  for (guint i = 0; i < documents->len; i++)
    {
      const WorkBackupDocument *document = documents->pdata[i];

      g_hash_table_add (needed, seal != NULL ? store_seal_name (seal, document->sha256)
                                             : g_strdup (document->sha256));
    }
}

/* Opening the copy for writing brings it up to date: backups are older than the program. Nobody
 * signs in to it, be there accounts or not. */
static GPtrArray *
load_documents (const char *copy)
{
  StoreConnection *connection = store_connection_open_copy (copy, STORE_OPEN_WRITE, NULL);
  GPtrArray *documents = connection != NULL ? _work_backup_documents_load (connection, NULL) : NULL;

  if (connection != NULL)
    {
      store_connection_close (connection);
      g_object_unref (connection);
    }
  return documents;
}

static gboolean
read_needs (const char *backup, StoreSeal *seal, GHashTable *needed, GCancellable *cancellable)
{
  StoreSeal *own = store_seal_is_sealed (backup) ? seal : NULL;
  StoreBackupWatch watch = { NULL, NULL, cancellable };
  g_autofree char *session = base_session_folder ("expire", NULL);
  g_autofree char *name = g_strdup_printf ("%08x%08x", g_random_int (), g_random_int ());
  g_autofree char *folder = session != NULL ? g_build_filename (session, name, NULL) : NULL;
  g_autofree char *copy = folder != NULL ? g_build_filename (folder, "base", NULL) : NULL;
  g_autoptr (GPtrArray) documents = NULL;

  if (folder == NULL || !base_file_make_private_folder (folder, NULL))
    return FALSE;
  if (store_backup_read (backup, copy, own, &watch, NULL))
    documents = load_documents (copy);
  base_file_remove_folder (folder);
  if (documents != NULL)
    add_needed (needed, documents, own);
  return documents != NULL;
}

/**
 * _work_backup_documents_expire:
 * @folder: of the backups
 * @documents: (element-type WorkBackupDocument): what the base itself names
 * @seal: (nullable): what the last backup is encrypted with
 * @cancellable: (nullable): to give up
 *
 * Removes the documents that neither the base nor any backup names. Nothing is removed when a
 * backup cannot be read, or while one is being made.
 *
 * Returns: how many were removed
 */
guint
_work_backup_documents_expire (const char *folder,
                               GPtrArray *documents,
                               StoreSeal *seal,
                               GCancellable *cancellable)
{
  g_autoptr (GPtrArray) files = find_files (folder);
  g_autoptr (GPtrArray) backups = find_backups (folder);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GHashTable) needed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  /* Before another backup is opened: each may have a key of its own. */
  add_needed (needed, documents, seal);
  for (guint i = 0; backups != NULL && i < backups->len && !are_needed (files, needed); i++)
    if (!read_needs (backups->pdata[i], seal, needed, cancellable))
      return 0;
  after = find_backups (folder);
  if (backups == NULL || backups->len == 0 || !are_same (backups, after)
      || g_cancellable_is_cancelled (cancellable))
    return 0;
  for (guint i = 0; i < files->len; i++)
    {
      const Kept *kept = files->pdata[i];

      if (!g_hash_table_contains (needed, kept->stem) && g_unlink (kept->path) == 0)
        n++;
    }
  return n;
}

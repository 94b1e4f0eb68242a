/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-cache-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base-file.h"
#include "paper-format-private.h"

#define USUAL_SIZE ((guint64) 64 * 1024 * 1024)
#define MAX_RESULT ((gsize) 512 * 1024 * 1024)

/* How the cache's own files are told from others that may be in its folder. */
#define KEY_LENGTH 64

typedef struct
{
  char *path;
  guint64 size;
  struct timespec used;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_free (kept->path);
  g_free (kept);
}

/**
 * paper_cache_key:
 * @source: what is converted
 * @surroundings: all else on which the result depends
 *
 * Returns: (transfer full): the name under which the result is kept
 */
char *
paper_cache_key (GBytes *source, const char *surroundings)
{
  g_autofree char *sum = base_file_sha256 (source);
  g_autofree char *text = g_strconcat (sum, "\n", surroundings, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static char *
kept_path (const PaperOptions *options, const char *key)
{
  g_autofree char *name =
      g_strconcat (key, ".", paper_format_row (options->format)->extension, NULL);

  return g_build_filename (options->cache_folder, name, NULL);
}

/**
 * paper_cache_load:
 * @options: with a cache folder
 * @key: of a source
 *
 * Returns: (transfer full) (nullable): what was made of it before
 */
GBytes *
paper_cache_load (const PaperOptions *options, const char *key)
{
  g_autofree char *path = kept_path (options, key);
  g_autoptr (GBytes) bytes = base_file_read (path, MAX_RESULT, NULL);

  if (bytes == NULL || !paper_format_is_whole (options->format, bytes))
    return NULL;
  /* What is used stays longest. */
  utimensat (AT_FDCWD, path, NULL, 0);
  return g_steal_pointer (&bytes);
}

/**
 * paper_cache_keep:
 * @options: with a cache folder
 * @key: of a source
 * @result: what was made of it
 *
 * Keeps a result, for the person alone. It is no harm when that fails, nor when it is lost: nothing
 * waits for the disk.
 */
void
paper_cache_keep (const PaperOptions *options, const char *key, GBytes *result)
{
  g_autofree char *path = kept_path (options, key);
  g_autoptr (GError) error = NULL;
  gsize size = 0;
  const char *data = g_bytes_get_data (result, &size);

  if (!base_file_make_private_folder (options->cache_folder, &error)
      || !g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                    &error))
    g_debug ("A result was not kept: %s", error->message);
}

static GPtrArray *
list_kept (const char *folder, guint64 *total)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (kept_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat facts;
      Kept *kept;

      if (strspn (name, "0123456789abcdef") != KEY_LENGTH || lstat (path, &facts) < 0
          || !S_ISREG (facts.st_mode))
        continue;
      kept = g_new0 (Kept, 1);
      kept->path = g_steal_pointer (&path);
      kept->size = (guint64) facts.st_size;
      kept->used = facts.st_mtim;
      *total += kept->size;
      g_ptr_array_add (list, kept);
    }
  return list;
}

static int
compare_use (gconstpointer a, gconstpointer b)
{
  const Kept *first = *(const Kept *const *) a, *second = *(const Kept *const *) b;

  if (first->used.tv_sec != second->used.tv_sec)
    return first->used.tv_sec < second->used.tv_sec ? -1 : 1;
  if (first->used.tv_nsec != second->used.tv_nsec)
    return first->used.tv_nsec < second->used.tv_nsec ? -1 : 1;
  return 0;
}

/**
 * paper_cache_trim:
 * @options: with a cache folder
 *
 * Removes what was not used for longest until the rest is no larger than allowed.
 */
void
paper_cache_trim (const PaperOptions *options)
{
  guint64 limit = options->cache_size > 0 ? options->cache_size : USUAL_SIZE;
  guint64 total = 0;
  g_autoptr (GPtrArray) list = list_kept (options->cache_folder, &total);

  g_ptr_array_sort (list, compare_use);
  for (guint i = 0; i < list->len && total > limit; i++)
    {
      const Kept *kept = g_ptr_array_index (list, i);

      g_unlink (kept->path);
      total -= kept->size;
    }
}

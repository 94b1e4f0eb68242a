/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-zip.h"

#include "merge-archive-private.h"

/**
 * merge_zip_write:
 * @files: (array length=n_files): what goes into it, each under a name of its own
 * @n_files: how many
 * @error: return location for a #MergeError
 *
 * Returns: (transfer full): a ZIP archive, or %NULL
 */
GBytes *
merge_zip_write (const MergeZipFile *files, guint n_files, GError **error)
{
  g_autofree MergeArchivePart *parts = g_new0 (MergeArchivePart, MAX (n_files, 1));

  g_return_val_if_fail (files != NULL || n_files == 0, NULL);

  for (guint i = 0; i < n_files; i++)
    {
      parts[i].name = files[i].name;
      parts[i].fresh = files[i].bytes;
    }
  return merge_archive_write (parts, n_files, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-zip.h"

#include <glib/gi18n-lib.h>
#include <zip.h>

#include "merge-error.h"

/* 1 January 1980, the first day that a zip can tell: the same files give the same bytes. */
#define DOS_DATE 0x0021
#define DOS_TIME 0

/* zlib's usual one. */
#define LEVEL 6

static gboolean
add_file (zip_t *zip, const MergeZipFile *file)
{
  gsize size = 0;
  const void *data = g_bytes_get_data (file->bytes, &size);
  zip_source_t *source = zip_source_buffer (zip, data, size, 0);
  zip_int64_t index;

  if (source == NULL)
    return FALSE;
  index = zip_file_add (zip, file->name, source, ZIP_FL_ENC_UTF_8);
  if (index < 0)
    {
      zip_source_free (source);
      return FALSE;
    }
  return zip_file_set_dostime (zip, (zip_uint64_t) index, DOS_TIME, DOS_DATE, 0) == 0
         && zip_set_file_compression (zip, (zip_uint64_t) index, ZIP_CM_DEFLATE, LEVEL) == 0;
}

static GBytes *
read_source (zip_source_t *source)
{
  zip_stat_t st;
  g_autofree guint8 *data = NULL;
  zip_int64_t got;

  zip_stat_init (&st);
  if (zip_source_stat (source, &st) < 0 || zip_source_open (source) < 0)
    return NULL;
  data = g_malloc (st.size + 1);
  got = zip_source_read (source, data, st.size);
  zip_source_close (source);
  if (got < 0 || (zip_uint64_t) got != st.size)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&data), st.size);
}

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
  zip_source_t *target = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t *zip = NULL;
  GBytes *bytes = NULL;
  gboolean ok = target != NULL;

  g_return_val_if_fail (files != NULL || n_files == 0, NULL);

  if (ok)
    {
      zip_source_keep (target);
      zip = zip_open_from_source (target, ZIP_TRUNCATE, NULL);
      ok = zip != NULL;
      if (!ok) /* then the archive did not take its reference */
        zip_source_free (target);
    }
  for (guint i = 0; ok && i < n_files; i++)
    ok = add_file (zip, &files[i]);
  if (ok)
    ok = zip_close (zip) == 0;
  if (ok)
    bytes = read_source (target);
  else if (zip != NULL)
    zip_discard (zip);
  if (target != NULL)
    zip_source_free (target);
  if (bytes == NULL)
    g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_FAILED,
                         _ ("The merged document could not be put together. Close other programs "
                            "to free memory and try again."));
  return bytes;
}

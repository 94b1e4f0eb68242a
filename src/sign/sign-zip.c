/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-zip-private.h"

#include <glib/gi18n-lib.h>
#include <zip.h>

#include "sign-error.h"

#define MOST_BYTES (64 * 1024 * 1024)

static gboolean
is_folder (const char *name)
{
  return name == NULL || *name == '\0' || g_str_has_suffix (name, "/");
}

/* The only file of the archive; -1 when there are several, or none. */
static zip_int64_t
find_only_file (zip_t *archive)
{
  zip_int64_t found = -1;

  for (zip_int64_t i = 0; i < zip_get_num_entries (archive, 0); i++)
    {
      if (is_folder (zip_get_name (archive, (zip_uint64_t) i, 0)))
        continue;
      if (found >= 0)
        return -1;
      found = i;
    }
  return found;
}

static GBytes *
read_file (zip_t *archive, zip_uint64_t index)
{
  g_autofree char *data = NULL;
  zip_stat_t facts;
  zip_file_t *file;
  gboolean whole;

  if (zip_stat_index (archive, index, 0, &facts) != 0 || !(facts.valid & ZIP_STAT_SIZE)
      || facts.size == 0 || facts.size > MOST_BYTES)
    return NULL;
  file = zip_fopen_index (archive, index, 0);
  if (file == NULL)
    return NULL;
  data = g_malloc (facts.size);
  whole = zip_fread (file, data, facts.size) == (zip_int64_t) facts.size;
  /* closing tells whether what was read has the sum that was written down */
  whole = zip_fclose (file) == 0 && whole;
  return whole ? g_bytes_new_take (g_steal_pointer (&data), facts.size) : NULL;
}

/**
 * _sign_zip_take_pdf:
 * @archive: a ZIP archive
 * @error: return location for a #SIGN_ERROR_UNKNOWN, or a #SIGN_ERROR_REFUSED for several files
 *
 * Returns: (transfer full) (nullable): the only file in it
 */
GBytes *
_sign_zip_take_pdf (GBytes *archive, GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (archive, &size);
  zip_source_t *source = zip_source_buffer_create (data, size, 0, NULL);
  zip_t *zip = source != NULL ? zip_open_from_source (source, ZIP_RDONLY, NULL) : NULL;
  zip_int64_t index = zip != NULL ? find_only_file (zip) : -1;
  GBytes *file = index >= 0 ? read_file (zip, (zip_uint64_t) index) : NULL;

  if (zip == NULL || (index >= 0 && file == NULL))
    g_set_error_literal (error, SIGN_ERROR, SIGN_ERROR_UNKNOWN,
                         _ ("The archive that was received is damaged: try again later."));
  else if (file == NULL)
    g_set_error_literal (error, SIGN_ERROR, SIGN_ERROR_REFUSED,
                         _ ("The archive that was received holds not exactly one file: fetch the "
                            "documents on the web page of the provider."));
  if (zip != NULL)
    zip_discard (zip);
  else if (source != NULL)
    zip_source_free (source);
  return file;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <zip.h>

#include "merge-archive-private.h"

#include "merge-error.h"

/* 1 January 1980, the first day that a zip can tell: the same merge gives the same bytes. */
#define DOS_DATE 0x0021
#define DOS_TIME 0

/* zlib's usual level; a four-page agreement still takes less than a millisecond (bench-merge). */
#define LEVEL 6

/* An entry offered to libzip as already compressed, so that it is only copied. */
typedef struct
{
  const MergeEntry *entry;
  gsize offset;
} Raw;

static zip_int64_t
raw_stat (const MergeEntry *entry, zip_stat_t *st)
{
  zip_stat_init (st);
  st->size = entry->size;
  st->comp_size = g_bytes_get_size (entry->stored);
  st->comp_method = entry->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
  st->crc = entry->crc;
  st->encryption_method = ZIP_EM_NONE;
  st->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_CRC
              | ZIP_STAT_ENCRYPTION_METHOD;
  return sizeof *st;
}

static zip_int64_t
raw_source (void *user_data, void *data, zip_uint64_t size, zip_source_cmd_t command)
{
  Raw *raw = user_data;
  gsize total = 0;
  const guint8 *bytes = g_bytes_get_data (raw->entry->stored, &total);

  switch (command)
    {
    case ZIP_SOURCE_OPEN:
      raw->offset = 0;
      return 0;
    case ZIP_SOURCE_READ:
      size = MIN (size, total - raw->offset);
      if (size > 0)
        memcpy (data, bytes + raw->offset, size);
      raw->offset += size;
      return (zip_int64_t) size;
    case ZIP_SOURCE_STAT:
      return raw_stat (raw->entry, data);
    case ZIP_SOURCE_ERROR:
      memset (data, 0, 2 * sizeof (int));
      return 2 * sizeof (int);
    case ZIP_SOURCE_FREE:
      g_free (raw);
      return 0;
    case ZIP_SOURCE_SUPPORTS:
      return zip_source_make_command_bitmap (ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                             ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                             -1);
    default:
      return 0;
    }
}

static zip_source_t *
part_source (zip_t *zip, const MergeArchivePart *part)
{
  gsize size = 0;
  const void *data;
  Raw *raw;

  if (part->fresh != NULL)
    {
      data = g_bytes_get_data (part->fresh, &size);
      return zip_source_buffer (zip, data, size, 0);
    }
  raw = g_new0 (Raw, 1);
  raw->entry = part->entry;
  return zip_source_function (zip, raw_source, raw);
}

static gboolean
add_part (zip_t *zip, const MergeArchivePart *part)
{
  zip_source_t *source = part_source (zip, part);
  gboolean compress = part->fresh != NULL || part->entry->deflated;
  zip_int64_t index;

  if (source == NULL)
    return FALSE;
  index = zip_file_add (zip, part->name, source, ZIP_FL_ENC_UTF_8);
  if (index < 0)
    {
      zip_source_free (source);
      return FALSE;
    }
  return zip_file_set_dostime (zip, (zip_uint64_t) index, DOS_TIME, DOS_DATE, 0) == 0
         && zip_set_file_compression (zip, (zip_uint64_t) index,
                                      compress ? ZIP_CM_DEFLATE : ZIP_CM_STORE,
                                      compress ? LEVEL : 0)
                == 0;
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
 * merge_archive_write:
 * @parts: (array length=n_parts): what to write, in this order
 * @n_parts: how many
 * @error: return location for a #MergeError
 *
 * Writes a zip in memory. Entries that are given as they were keep their compressed bytes; the
 * result depends on @parts alone, not on the day.
 *
 * Returns: (transfer full): the file, or %NULL
 */
GBytes *
merge_archive_write (const MergeArchivePart *parts, guint n_parts, GError **error)
{
  zip_source_t *target = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t *zip = NULL;
  GBytes *bytes = NULL;
  gboolean ok = target != NULL;

  if (ok)
    {
      zip_source_keep (target);
      zip = zip_open_from_source (target, ZIP_TRUNCATE, NULL);
      ok = zip != NULL;
      if (!ok) /* then the archive did not take its reference */
        zip_source_free (target);
    }
  for (guint i = 0; ok && i < n_parts; i++)
    ok = add_part (zip, &parts[i]);
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

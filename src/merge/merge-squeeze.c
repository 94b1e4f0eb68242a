/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <zlib.h>

#include "merge-squeeze-private.h"

/* zlib's usual level: what is squeezed here is written once, or once a document. */
#define LEVEL  6
#define MEMORY 9

/**
 * merge_squeeze:
 * @bytes: what is in a part
 * @crc: (out): its checksum
 *
 * Deflates a part as an archive wants it.
 *
 * Returns: (transfer full) (nullable): the deflated part; %NULL when it would not be smaller
 */
GBytes *
merge_squeeze (GBytes *bytes, guint32 *crc)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  z_stream stream = { 0 };
  guint8 *out;
  int result;

  *crc = (guint32) crc32_z (crc32_z (0, NULL, 0), data, size);
  if (size <= 1 || size > G_MAXUINT32 / 2
      || deflateInit2 (&stream, LEVEL, Z_DEFLATED, -MAX_WBITS, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
    return NULL;
  out = g_malloc (size);
  stream.next_in = (guint8 *) data;
  stream.avail_in = (uInt) size;
  stream.next_out = out;
  stream.avail_out = (uInt) size - 1;
  result = deflate (&stream, Z_FINISH);
  deflateEnd (&stream);
  if (result == Z_STREAM_END)
    return g_bytes_new_take (g_realloc (out, stream.total_out), stream.total_out);
  g_free (out);
  return NULL;
}

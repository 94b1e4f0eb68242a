/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <zlib.h>

#include "merge-squeeze-private.h"

#include "merge-bits-private.h"

/* zlib's usual level: what is squeezed here is written once, or once a document. */
#define LEVEL  6
#define MEMORY 9

/* What is made at once, and what is taken at once, as zlib counts. */
#define ROOM (16u * 1024)
#define MOST (1u << 30)

struct _MergeSqueezer
{
  z_stream stream;
  MergeBuffer buffer;
  guint32 crc;
  gsize size;
};

static gboolean
begin (z_stream *stream)
{
  return deflateInit2 (stream, LEVEL, Z_DEFLATED, -MAX_WBITS, MEMORY, Z_DEFAULT_STRATEGY) == Z_OK;
}

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
  if (size <= 1 || size > G_MAXUINT32 / 2 || !begin (&stream))
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

/**
 * merge_squeezed:
 * @bytes: what is in a part
 *
 * Returns: the part: deflated, unless that would make it bigger
 */
MergeSqueezed
merge_squeezed (GBytes *bytes)
{
  MergeSqueezed squeezed = { .size = g_bytes_get_size (bytes) };

  squeezed.stored = merge_squeeze (bytes, &squeezed.crc);
  squeezed.deflated = squeezed.stored != NULL;
  if (!squeezed.deflated)
    squeezed.stored = g_bytes_ref (bytes);
  return squeezed;
}

/**
 * merge_squeezed_clear:
 * @squeezed: a part
 *
 * Frees what is in it.
 */
void
merge_squeezed_clear (MergeSqueezed *squeezed)
{
  g_clear_pointer (&squeezed->stored, g_bytes_unref);
}

/**
 * merge_squeezer_new:
 *
 * Begins a part that is deflated while it is written.
 *
 * Returns: (transfer full): what it is written to
 */
MergeSqueezer *
merge_squeezer_new (void)
{
  MergeSqueezer *self = g_new0 (MergeSqueezer, 1);

  self->crc = (guint32) crc32_z (0, NULL, 0);
  if (!begin (&self->stream))
    g_error ("not enough memory to deflate"); /* as GLib has it */
  return self;
}

/* Deflates what zlib was given, to the end of the part if @flush says so. */
static void
deflate_given (MergeSqueezer *self, int flush)
{
  int result;

  do
    {
      merge_buffer_reserve (&self->buffer, ROOM);
      self->stream.next_out = self->buffer.data + self->buffer.length;
      self->stream.avail_out = ROOM;
      result = deflate (&self->stream, flush);
      self->buffer.length += ROOM - self->stream.avail_out;
    }
  while (flush == Z_FINISH ? result != Z_STREAM_END : self->stream.avail_in > 0);
}

/**
 * merge_squeezer_add:
 * @self: a part that was begun
 * @data: (array length=length): bytes
 * @length: how many
 *
 * Writes more of it.
 */
void
merge_squeezer_add (MergeSqueezer *self, gconstpointer data, gsize length)
{
  const guint8 *at = data;

  self->crc = (guint32) crc32_z (self->crc, at, length);
  self->size += length;
  while (length > 0)
    {
      gsize taken = MIN (length, MOST);

      self->stream.next_in = (guint8 *) at;
      self->stream.avail_in = (uInt) taken;
      deflate_given (self, Z_NO_FLUSH);
      at += taken;
      length -= taken;
    }
}

/**
 * merge_squeezer_size:
 * @self: a part that was begun
 *
 * Returns: how long its text is so far
 */
gsize
merge_squeezer_size (const MergeSqueezer *self)
{
  return self->size;
}

/**
 * merge_squeezer_held:
 * @self: a part that was begun
 *
 * Returns: how many bytes it takes of memory so far, besides what zlib takes of any
 */
gsize
merge_squeezer_held (const MergeSqueezer *self)
{
  return self->buffer.capacity;
}

/**
 * merge_squeezer_end:
 * @self: (transfer full): a part that was begun
 *
 * Ends it.
 *
 * Returns: the part
 */
MergeSqueezed
merge_squeezer_end (MergeSqueezer *self)
{
  MergeSqueezed squeezed = { .crc = self->crc, .size = self->size, .deflated = TRUE };

  deflate_given (self, Z_FINISH);
  squeezed.stored = merge_buffer_end (&self->buffer);
  merge_squeezer_free (self);
  return squeezed;
}

/**
 * merge_squeezer_free:
 * @self: (transfer full): a part that was begun
 *
 * Gives it up.
 */
void
merge_squeezer_free (MergeSqueezer *self)
{
  deflateEnd (&self->stream);
  merge_buffer_clear (&self->buffer);
  g_free (self);
}

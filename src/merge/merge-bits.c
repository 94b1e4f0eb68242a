/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-bits-private.h"

/**
 * merge_buffer_reserve:
 * @buffer: a buffer
 * @more: how many bytes are about to be written
 *
 * Makes room behind what is written.
 */
void
merge_buffer_reserve (MergeBuffer *buffer, gsize more)
{
  gsize needed = buffer->length + more;

  if (needed <= buffer->capacity)
    return;
  buffer->capacity = MAX (needed, buffer->capacity + buffer->capacity / 2);
  buffer->data = g_realloc (buffer->data, buffer->capacity);
}

/**
 * merge_buffer_add:
 * @buffer: a buffer
 * @data: (array length=length): bytes
 * @length: how many
 *
 * Writes bytes.
 */
void
merge_buffer_add (MergeBuffer *buffer, gconstpointer data, gsize length)
{
  if (length == 0)
    return;
  merge_buffer_reserve (buffer, length);
  memcpy (buffer->data + buffer->length, data, length);
  buffer->length += length;
}

/**
 * merge_buffer_end:
 * @buffer: a buffer
 *
 * Ends a buffer.
 *
 * Returns: (transfer full): what was written
 */
GBytes *
merge_buffer_end (MergeBuffer *buffer)
{
  guint8 *data = g_realloc (buffer->data, buffer->length);
  gsize length = buffer->length;

  memset (buffer, 0, sizeof *buffer);
  return g_bytes_new_take (data, length);
}

/**
 * merge_buffer_clear:
 * @buffer: a buffer
 *
 * Forgets what was written.
 */
void
merge_buffer_clear (MergeBuffer *buffer)
{
  g_free (buffer->data);
  memset (buffer, 0, sizeof *buffer);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/**
 * MergeBuffer:
 *
 * Bytes that are written one after the other, in one piece of memory.
 */
typedef struct
{
  guint8 *data;
  gsize length;
  gsize capacity;
} MergeBuffer;

void merge_buffer_reserve (MergeBuffer *buffer, gsize more);
void merge_buffer_add (MergeBuffer *buffer, gconstpointer data, gsize length);
GBytes *merge_buffer_end (MergeBuffer *buffer);
void merge_buffer_clear (MergeBuffer *buffer);

/**
 * MergeBits:
 *
 * Bits that are written to memory, the lowest of a byte first, as deflate wants them.
 */
typedef struct
{
  guint8 *at;   /* where the next whole byte goes */
  guint64 held; /* what is not a whole byte yet */
  guint n_held;
} MergeBits;

/* The most that one merge_bits_put() takes. */
#define MERGE_BITS_MOST 56

/* Writes the @n lowest bits of @value, above which nothing is set. Eight bytes from @bits->at are
 * written over. */
static inline void
merge_bits_put (MergeBits *bits, guint64 value, guint n)
{
  guint64 bytes;

  bits->held |= value << bits->n_held;
  bits->n_held += n;
  bytes = GUINT64_TO_LE (bits->held);
  memcpy (bits->at, &bytes, sizeof bytes);
  bits->at += bits->n_held >> 3;
  bits->held >>= bits->n_held & ~7u;
  bits->n_held &= 7;
}

/* Copies @n bits that begin at bit @from of @data, behind whose last are eight bytes more. */
static inline void
merge_bits_copy (MergeBits *bits, const guint8 *data, gsize from, gsize n)
{
  while (n > 0)
    {
      guint take = n < MERGE_BITS_MOST ? (guint) n : MERGE_BITS_MOST;
      guint64 bytes;

      memcpy (&bytes, data + (from >> 3), sizeof bytes);
      bytes = GUINT64_FROM_LE (bytes) >> (from & 7);
      merge_bits_put (bits, bytes & ((G_GUINT64_CONSTANT (1) << take) - 1), take);
      from += take;
      n -= take;
    }
}

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <zlib.h>

#include "merge-deflate-private.h"

/* Counts are taken so many times, so that what never stands in the template counts for little. */
#define WEIGHT 16

/* What values are made of, and how many bytes of one count. */
#define VALUE_LENGTH 12
static const char value_letters[] =
    "Durand Léa 12 rue de la République 81000 Albi 05 36 49 00 12 contact@lycee-monnet.fr SARL "
    "Martin et Fils lundi 18 janvier 2027 18/01/2027 Bernard PETIT Élève Océane Entreprise 35 h "
    "Lycée Jean Monnet Mme Moreau Responsable des achats 8 h 30 - 12 h 00 MARTINEZ Thomas <w:br/>";

typedef struct
{
  const guint8 *text;
  MergeReady *ready;
  GArray *segments; /* (element-type MergeChunk) */
  GArray *tokens;   /* (element-type MergeToken) of the segments */
  MergeBits bits;
} Preparer;

/**
 * merge_ready_free:
 * @ready: (nullable) (transfer full): ready text
 *
 * Frees it.
 */
void
merge_ready_free (MergeReady *ready)
{
  if (ready == NULL)
    return;
  g_array_unref (ready->chunks);
  g_array_unref (ready->repeats);
  merge_buffer_clear (&ready->bits);
  merge_buffer_clear (&ready->header);
  g_free (ready);
}

/**
 * merge_ready_find_chunk:
 * @ready: ready text
 * @place: a place in the program's text, in a ready chunk
 *
 * Returns: the chunk's number
 */
guint
merge_ready_find_chunk (const MergeReady *ready, gsize place)
{
  const GArray *chunks = ready->chunks;
  guint low = 0, high = chunks->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (chunks, MergeReadyChunk, middle).offset <= place)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* Numbers a chunk that an operation writes, in a segment of its own if @alone or if it does not
 * follow the one before. What does not come after all others stays text. */
static void
add_chunk (Preparer *preparer, MergeChunk *chunk, gboolean alone)
{
  GArray *chunks = preparer->ready->chunks;
  const MergeReadyChunk *last = &g_array_index (chunks, MergeReadyChunk, chunks->len - 1);
  MergeReadyChunk added = { .offset = chunk->offset, .length = chunk->length };

  if (chunk->length == 0 || chunk->offset < last->offset + last->length)
    return;
  if (alone || chunks->len == 1 || chunk->offset > last->offset + last->length)
    g_array_append_val (preparer->segments, *chunk);
  else
    g_array_index (preparer->segments, MergeChunk, preparer->segments->len - 1).length +=
        chunk->length;
  added.segment = preparer->segments->len;
  chunk->ready = chunks->len;
  g_array_append_val (chunks, added);
}

/* Returns: how many values come between */
static guint
number_chunks (Preparer *preparer, MergeProgram *program)
{
  MergeReadyChunk none = { 0 };
  guint n_slots = 0;

  g_array_append_val (preparer->ready->chunks, none);
  for (guint i = 0; i < program->ops->len; i++)
    {
      MergeOp *op = &g_array_index (program->ops, MergeOp, i);

      add_chunk (preparer, &op->text, FALSE);
      add_chunk (preparer, &op->tail, TRUE); /* a value stands before it */
      n_slots += op->kind == MERGE_OP_SLOT ? 1 : 0;
    }
  return n_slots;
}

/* About, since it is not known yet what lies between. */
static void
count_repeat (MergeCounts *counts, MergeToken token, gsize at)
{
  gsize distance = MIN (at - token.source, MERGE_DEFLATE_WINDOW);

  counts->literals[merge_codes_length_symbol (token.length)] += WEIGHT;
  counts->distances[merge_codes_distance_symbol ((guint) distance)] += WEIGHT;
}

static void
count_tokens (const Preparer *preparer, MergeCounts *counts)
{
  guint next = 0;

  for (guint i = 0; i < preparer->segments->len; i++)
    {
      const MergeChunk *segment = &g_array_index (preparer->segments, MergeChunk, i);
      gsize end = segment->offset + segment->length;

      for (gsize at = segment->offset; at < end;)
        {
          MergeToken token = g_array_index (preparer->tokens, MergeToken, next++);

          if (token.length == 0)
            counts->literals[token.source] += WEIGHT;
          else
            count_repeat (counts, token, at);
          at += MAX (token.length, 1);
        }
    }
}

static void
count_all (const Preparer *preparer, guint n_slots, MergeCounts *counts)
{
  guint64 of_values = (guint64) n_slots * VALUE_LENGTH * WEIGHT / (sizeof value_letters - 1);

  for (guint i = 0; i < MERGE_DEFLATE_LITERALS; i++)
    counts->literals[i] = 1;
  for (guint i = 0; i < MERGE_DEFLATE_DISTANCES; i++)
    counts->distances[i] = 1;
  count_tokens (preparer, counts);
  for (const char *c = value_letters; *c != '\0'; c++)
    counts->literals[(guint8) *c] += 1 + (guint32) of_values;
}

static void
put (Preparer *preparer, MergeCode code)
{
  MergeBuffer *buffer = &preparer->ready->bits;

  buffer->length = (gsize) (preparer->bits.at - buffer->data);
  merge_buffer_reserve (buffer, 2 * sizeof (guint64));
  preparer->bits.at = buffer->data + buffer->length;
  merge_bits_put (&preparer->bits, code.bits, code.n);
}

static guint32
bits_written (const Preparer *preparer)
{
  gsize bytes = (gsize) (preparer->bits.at - preparer->ready->bits.data);

  return (guint32) (bytes * 8 + preparer->bits.n_held);
}

static void
add_repeat (Preparer *preparer, MergeToken token, gsize at)
{
  MergeRepeat repeat = { .place = (guint32) at, .length = token.length };

  repeat.bits = bits_written (preparer);
  repeat.source = token.source;
  repeat.source_chunk = merge_ready_find_chunk (preparer->ready, token.source);
  repeat.other = token.other;
  g_array_append_val (preparer->ready->repeats, repeat);
}

/* Writes a step, whose bits are ready if all that it needs is in @chunk. */
static void
prepare_token (Preparer *preparer, MergeToken token, gsize at, const MergeReadyChunk *chunk)
{
  const MergeCodes *codes = &preparer->ready->codes;

  if (token.length == 0)
    put (preparer, codes->literals[token.source]);
  else if (token.source >= chunk->offset && at + token.length <= chunk->offset + chunk->length)
    {
      put (preparer, codes->lengths[token.length]);
      put (preparer, merge_codes_distance (codes, (guint) (at - token.source)));
    }
  else
    add_repeat (preparer, token, at);
}

static void
finish_chunk (Preparer *preparer, MergeReadyChunk *chunk)
{
  const guint8 *text = preparer->text + chunk->offset;
  gsize bits;

  chunk->bits_end = bits_written (preparer);
  chunk->repeats_end = preparer->ready->repeats->len;
  bits = chunk->bits_end - chunk->bits;
  bits += MERGE_BITS_MOST * (gsize) (chunk->repeats_end - chunk->repeats + 2);
  for (gsize i = 0; i < chunk->length; i++)
    bits += preparer->ready->codes.literals[text[i]].n;
  chunk->most = bits / 8 + sizeof (guint64);
  chunk->crc = (guint32) crc32_z (0, text, chunk->length);
  chunk->crc_shift = (guint32) crc32_combine_gen ((z_off_t) chunk->length);
}

static void
prepare_chunks (Preparer *preparer)
{
  GArray *chunks = preparer->ready->chunks;
  gsize at = 0;
  guint next = 0;

  for (guint i = 1; i < chunks->len; i++)
    {
      MergeReadyChunk *chunk = &g_array_index (chunks, MergeReadyChunk, i);
      gsize end = chunk->offset + chunk->length;

      chunk->entered = at > chunk->offset;
      chunk->bits = bits_written (preparer);
      chunk->repeats = preparer->ready->repeats->len;
      at = MAX (at, chunk->offset);
      while (at < end)
        {
          MergeToken token = g_array_index (preparer->tokens, MergeToken, next++);

          prepare_token (preparer, token, at, chunk);
          at += MAX (token.length, 1);
        }
      finish_chunk (preparer, chunk);
    }
}

/**
 * merge_deflate_prepare:
 * @program: a part's program, whole
 *
 * Deflates a part as far as can be before values are known, and numbers the chunks that are ready.
 */
void
merge_deflate_prepare (MergeProgram *program)
{
  MergeReady *ready = g_new0 (MergeReady, 1);
  g_autofree MergeCounts *counts = g_new0 (MergeCounts, 1);
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (MergeChunk));
  const char *text = g_bytes_get_data (program->text, NULL);
  Preparer preparer = { .text = (const guint8 *) text, .ready = ready, .segments = segments };
  guint n_slots;

  ready->chunks = g_array_new (FALSE, FALSE, sizeof (MergeReadyChunk));
  ready->repeats = g_array_new (FALSE, FALSE, sizeof (MergeRepeat));
  n_slots = number_chunks (&preparer, program);
  preparer.tokens =
      merge_deflate_match (text, (MergeChunk *) (gpointer) segments->data, segments->len);
  count_all (&preparer, n_slots, counts);
  merge_codes_init (&ready->codes, counts);
  ready->header_bits = merge_codes_write_header (&ready->codes, &ready->header);
  merge_buffer_reserve (&ready->bits, 2 * sizeof (guint64));
  preparer.bits.at = ready->bits.data;
  prepare_chunks (&preparer);
  put (&preparer, (MergeCode){ 0, 8 }); /* so that the last bits are in memory */
  g_array_unref (preparer.tokens);
  program->ready = ready;
}

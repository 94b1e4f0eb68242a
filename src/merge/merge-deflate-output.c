/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <zlib.h>

#include "merge-deflate-private.h"

/* Where the text began of which a chunk was not written yet: so far back that all is too far. */
#define NEVER ((gsize) 0 - ((gsize) 1 << 30))

/* From this length on, what a text does to the checksum is worked out faster than read off. */
#define LONG_TEXT 32

/* Bytes that a chunk takes at most as repeats of itself. */
#define AGAIN_MOST(length) (((length) / MERGE_DEFLATE_LONGEST + 4) * sizeof (guint64))

/* How far is gone to find what was written. */
#define MOST_STEPS 32

/* Values that repeat. */
#define ECHO_BITS     10
#define ECHO_SHORTEST 4
#define ECHO_LONGEST  4096 /* of a value that is remembered */

typedef struct
{
  gsize at;     /* when it was written */
  guint32 text; /* where it is in the text of values, + 1 */
  guint32 end;  /* where its value ends there */
} Echo;

struct _MergeEchoes
{
  Echo echoes[1u << ECHO_BITS];
  MergeBuffer text;
};

static MergeBits
begin (const MergeOutputDeflate *self, gsize most)
{
  MergeBits bits = { .held = self->held, .n_held = self->n_held };

  merge_buffer_reserve (self->buffer, most);
  bits.at = self->buffer->data + self->buffer->length;
  return bits;
}

static void
end (MergeOutputDeflate *self, MergeBits bits)
{
  self->buffer->length = (gsize) (bits.at - self->buffer->data);
  self->held = bits.held;
  self->n_held = bits.n_held;
}

static inline void
put_repeat (MergeBits *bits, const MergeCodes *codes, guint32 length, gsize distance)
{
  MergeCode first = codes->lengths[length];
  MergeCode second = merge_codes_distance (codes, (guint) distance);

  merge_bits_put (bits, first.bits | (guint64) second.bits << first.n, first.n + second.n);
}

static void
put_bytes (MergeBits *bits, const MergeCodes *codes, const guint8 *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    merge_bits_put (bits, codes->literals[text[i]].bits, codes->literals[text[i]].n);
}

/* How far back @length bytes of the template lie that were written last from @place of its text on,
 * if they were written together; else more than the window. */
static gsize
distance_to (const MergeOutputDeflate *self, gsize now, guint chunk, gsize place, gsize length)
{
  const MergeReadyChunk *at = &g_array_index (self->ready->chunks, MergeReadyChunk, chunk);
  gsize start;

  while (place >= at->offset + at->length)
    {
      at++;
      chunk++;
    }
  start = self->starts[chunk];
  for (gsize end = at->offset + at->length; place + length > end; end += at->length)
    {
      at++;
      if (self->starts[++chunk] != start)
        return G_MAXSIZE;
    }
  return now - start - place;
}

/* How many bytes were written last, together, from @place of the text on: at most @most, and 0 when
 * that was too long ago. */
static gsize
reach (const MergeOutputDeflate *self, gsize now, gsize place, gsize most, gsize *distance)
{
  const MergeReadyChunk *chunks = (const MergeReadyChunk *) (gpointer) self->ready->chunks->data;
  guint chunk = merge_ready_find_chunk (self->ready, place);
  gsize start = self->starts[chunk];
  gsize length = 0;

  *distance = now - start - place;
  if (*distance > MERGE_DEFLATE_WINDOW)
    return 0;
  for (; chunk < self->ready->chunks->len && self->starts[chunk] == start && length < most; chunk++)
    length = chunks[chunk].offset + chunks[chunk].length - place;
  return MIN (length, most);
}

/* The repeat that writes the byte at @place, if one does, else the next after it. */
static const MergeRepeat *
find_repeat (const MergeOutputDeflate *self, gsize place)
{
  const MergeRepeat *repeats = (const MergeRepeat *) (gpointer) self->ready->repeats->data;
  guint low = 0, high = self->ready->repeats->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (repeats[middle].place + repeats[middle].length <= place)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->ready->repeats->len ? &repeats[low] : NULL;
}

typedef struct
{
  gsize length;
  gsize distance;
} Found;

/* Looks for @most bytes like those from @place of the text on: where they were written, or, if they
 * were not, where those that they would have repeated were, and so on. @known: how many bytes what
 * was found says something of. */
static Found
find_written (const MergeOutputDeflate *self, gsize now, gsize place, gsize most, gsize *known)
{
  Found best = { 0 };

  for (guint step = 0; step < MOST_STEPS; step++)
    {
      const MergeRepeat *repeat;
      gsize distance;
      gsize length = reach (self, now, place, most, &distance);

      if (length > best.length)
        best = (Found){ length, distance };
      if (length == most)
        break;
      repeat = find_repeat (self, place);
      if (repeat == NULL)
        break;
      if (repeat->place > place)
        {
          *known = MIN (*known, repeat->place - place);
          break;
        }
      most = MIN (most, repeat->place + repeat->length - place);
      *known = MIN (*known, most);
      place = repeat->source + (place - repeat->place);
    }
  return best;
}

/* Whether a repeat takes no more than its bytes: that is what was reckoned with. */
static gboolean
is_short (const MergeCodes *codes, Found found, const guint8 *text)
{
  guint bits =
      codes->lengths[found.length].n + merge_codes_distance (codes, (guint) found.distance).n;
  guint of_bytes = 0;

  for (gsize i = 0; i < found.length && of_bytes < bits; i++)
    of_bytes += codes->literals[text[i]].n;
  return of_bytes >= bits;
}

/* Writes a repeat of which not all was written, in pieces. */
static void
put_pieces (MergeOutputDeflate *self,
            MergeBits *bits,
            gsize now,
            gsize begin,
            gsize source,
            gsize other,
            gsize left)
{
  while (left > 0)
    {
      gsize known = left;
      Found found = find_written (self, now, source, left, &known);

      if (found.length < left && other != source)
        {
          Found second = find_written (self, now, other, left, &known);

          if (second.length > found.length)
            found = second;
        }
      if (found.length >= MERGE_DEFLATE_SHORTEST
          && is_short (&self->ready->codes, found, self->text + begin))
        put_repeat (bits, &self->ready->codes, (guint32) found.length, found.distance);
      else
        {
          found.length = MAX (found.length, known);
          put_bytes (bits, &self->ready->codes, self->text + begin, found.length);
        }
      now += found.length;
      begin += found.length;
      source += found.length;
      other += found.length;
      left -= found.length;
    }
}

/* Writes what of a repeat lies between @from and @to in the program's text. */
static void
put_piece (MergeOutputDeflate *self,
           MergeBits *bits,
           const MergeRepeat *repeat,
           gsize from,
           gsize to)
{
  gsize begin = MAX (repeat->place, from);
  gsize length = MIN (repeat->place + repeat->length, to) - begin;
  gsize source = repeat->source + (begin - repeat->place);
  gsize now = self->size + (begin - from);
  gsize distance = distance_to (self, now, repeat->source_chunk, source, length);

  if (distance <= MERGE_DEFLATE_WINDOW && length >= MERGE_DEFLATE_SHORTEST)
    put_repeat (bits, &self->ready->codes, (guint32) length, distance);
  else
    put_pieces (self, bits, now, begin, source, repeat->other + (begin - repeat->place), length);
}

/* The ready bits of chunks that follow each other, with the repeats between them. */
static void
put_run (MergeOutputDeflate *self,
         MergeBits *to,
         const MergeReadyChunk *first,
         const MergeReadyChunk *last)
{
  const MergeRepeat *repeats = (const MergeRepeat *) (gpointer) self->ready->repeats->data;
  const guint8 *data = self->ready->bits.data;
  gsize end = last->offset + last->length;
  gsize at = first->bits;
  MergeBits bits = *to;

  if (first->entered)
    put_piece (self, &bits, &repeats[first->repeats - 1], first->offset, end);
  for (guint i = first->repeats; i < last->repeats_end; i++)
    {
      merge_bits_copy (&bits, data, at, repeats[i].bits - at);
      at = repeats[i].bits;
      put_piece (self, &bits, &repeats[i], first->offset, end);
    }
  if (at < last->bits_end)
    merge_bits_copy (&bits, data, at, last->bits_end - at);
  *to = bits;
}

/* What was written lately, again. */
static void
put_again (MergeOutputDeflate *self, MergeBits *bits, gsize left, gsize distance)
{
  while (left > 0)
    {
      gsize length = MIN (left, MERGE_DEFLATE_LONGEST);

      if (left > length && left - length < MERGE_DEFLATE_SHORTEST)
        length -= MERGE_DEFLATE_SHORTEST;
      put_repeat (bits, &self->ready->codes, (guint32) length, distance);
      left -= length;
    }
}

static void
add_checksum (MergeOutputDeflate *self, const MergeReadyChunk *chunk)
{
  if (chunk->length >= LONG_TEXT)
    self->crc = (guint32) crc32_combine_op (self->crc, chunk->crc, chunk->crc_shift);
  else
    self->crc = (guint32) crc32_z (self->crc, self->text + chunk->offset, chunk->length);
}

/* Writes the chunks that were added since. */
static void
end_run (MergeOutputDeflate *self)
{
  const MergeReadyChunk *chunks = (const MergeReadyChunk *) (gpointer) self->ready->chunks->data;
  const MergeReadyChunk *first = &chunks[self->run], *last;
  gsize length, distance, most = sizeof (guint64);
  MergeBits bits;

  if (self->run == 0)
    return;
  last = &chunks[self->run_end - 1];
  length = last->offset + last->length - first->offset;
  distance = distance_to (self, self->size, self->run, first->offset, length);
  for (guint i = self->run; i < self->run_end; i++)
    {
      most += chunks[i].most;
      self->starts[i] = self->size - first->offset;
      add_checksum (self, &chunks[i]);
    }
  bits = begin (self, MAX (most, AGAIN_MOST (length)));
  if (distance <= MERGE_DEFLATE_WINDOW && length >= MERGE_DEFLATE_SHORTEST)
    put_again (self, &bits, length, distance);
  else
    put_run (self, &bits, first, last);
  end (self, bits);
  self->size += length;
  self->run = self->run_end = 0;
}

static Echo *
find_echo (const MergeOutputDeflate *self, const guint8 *at)
{
  guint32 four;

  memcpy (&four, at, sizeof four);
  return &self->echoes->echoes[(GUINT32_FROM_LE (four) * 0x9E3779B1u) >> (32 - ECHO_BITS)];
}

/* How much of @text an earlier value repeats. */
static gsize
echo_length (const MergeOutputDeflate *self, const Echo *echo, const guint8 *text, gsize length)
{
  const guint8 *earlier;
  gsize most, n = 0;

  if (echo->text == 0)
    return 0;
  earlier = self->echoes->text.data + echo->text - 1;
  most = MIN (MIN (length, MERGE_DEFLATE_LONGEST), echo->end - (echo->text - 1));
  while (n < most && earlier[n] == text[n])
    n++;
  return n;
}

/* Writes a value that may repeat an earlier one, and remembers it. */
static void
put_value (MergeOutputDeflate *self, MergeBits *bits, const guint8 *text, gsize length)
{
  const MergeCodes *codes = &self->ready->codes;
  gsize start = self->echoes->text.length;
  gsize covered = 0; /* up to where it is written */

  merge_buffer_add (&self->echoes->text, text, length);
  for (gsize i = 0; i < length; i++)
    {
      gsize n = 0, distance = 0;

      if (length - i >= ECHO_SHORTEST)
        {
          Echo *echo = find_echo (self, text + i);

          distance = self->size + i - echo->at;
          if (i >= covered && distance <= MERGE_DEFLATE_WINDOW)
            n = echo_length (self, echo, text + i, length - i);
          *echo = (Echo){ self->size + i, (guint32) (start + i + 1), (guint32) (start + length) };
        }
      if (n >= ECHO_SHORTEST)
        {
          put_repeat (bits, codes, (guint32) n, distance);
          covered = i + n;
        }
      else if (i >= covered)
        put_bytes (bits, codes, text + i, 1);
    }
}

static void
add_bytes (MergeOutput *output, const char *text, gsize length)
{
  MergeOutputDeflate *self = (MergeOutputDeflate *) output;
  MergeBits bits;

  end_run (self);
  bits = begin (self, 2 * length + 2 * sizeof (guint64));
  if (length < ECHO_SHORTEST || length > ECHO_LONGEST)
    put_bytes (&bits, &self->ready->codes, (const guint8 *) text, length);
  else
    put_value (self, &bits, (const guint8 *) text, length);
  end (self, bits);
  self->crc = (guint32) crc32_z (self->crc, (const guint8 *) text, length);
  self->size += length;
}

static void
add_chunk (MergeOutput *output, const MergeProgram *program, MergeChunk chunk)
{
  MergeOutputDeflate *self = (MergeOutputDeflate *) output;
  const MergeReadyChunk *chunks = (const MergeReadyChunk *) (gpointer) self->ready->chunks->data;
  const char *text;

  if (program != self->program || chunk.ready == 0)
    {
      text = g_bytes_get_data (program->text, NULL);
      add_bytes (output, text + chunk.offset, chunk.length);
      return;
    }
  if (self->run > 0
      && (chunk.ready != self->run_end || chunks[chunk.ready].segment != chunks[self->run].segment))
    end_run (self);
  if (self->run == 0)
    self->run = chunk.ready;
  self->run_end = chunk.ready + 1;
}

static const MergeOutputKind deflate_kind = { add_chunk, add_bytes };

/**
 * merge_output_deflate_init:
 * @output: (out caller-allocates): the output
 * @program: the program of the part, prepared
 * @buffer: where the deflated part goes
 *
 * Begins an output that deflates a part.
 */
void
merge_output_deflate_init (MergeOutputDeflate *output,
                           const MergeProgram *program,
                           MergeBuffer *buffer)
{
  const MergeReady *ready = program->ready;
  MergeBits bits;

  memset (output, 0, sizeof *output);
  output->output.kind = &deflate_kind;
  output->program = program;
  output->text = g_bytes_get_data (program->text, NULL);
  output->ready = ready;
  output->buffer = buffer;
  output->crc = (guint32) crc32_z (0, NULL, 0);
  output->starts = g_new (gsize, ready->chunks->len);
  for (guint i = 0; i < ready->chunks->len; i++)
    output->starts[i] = NEVER;
  output->echoes = g_new0 (MergeEchoes, 1);
  bits = begin (output, ready->header.length + 2 * sizeof (guint64));
  merge_bits_copy (&bits, ready->header.data, 0, ready->header_bits);
  end (output, bits);
}

/**
 * merge_output_deflate_end:
 * @output: an output
 *
 * Writes the end of the part. Its size and its checksum are then known.
 */
void
merge_output_deflate_end (MergeOutputDeflate *output)
{
  MergeCode last = output->ready->codes.literals[MERGE_DEFLATE_END];
  MergeBits bits;

  end_run (output);
  bits = begin (output, 2 * sizeof (guint64));
  merge_bits_put (&bits, last.bits, last.n);
  if (bits.n_held > 0)
    merge_bits_put (&bits, 0, 8 - bits.n_held);
  end (output, bits);
  g_clear_pointer (&output->starts, g_free);
  merge_buffer_clear (&output->echoes->text);
  g_clear_pointer (&output->echoes, g_free);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-deflate-private.h"

/* Codes of a deflate block with dynamic codes: RFC 1951. */

#define LONGEST_CODE 15
#define LONGEST_META 7 /* of a code for lengths of codes */
#define METAS        19
#define META_AGAIN   16 /* the length before, 3 to 6 times more */

/* The order in which a header gives the lengths of its own codes. */
static const guint8 meta_order[METAS] = { 16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                          11, 4,  12, 3, 13, 2, 14, 1, 15 };

/**
 * merge_codes_length_symbol:
 * @length: of a repeat
 *
 * Returns: the literal that stands for it
 */
guint
merge_codes_length_symbol (guint length)
{
  guint x = length - MERGE_DEFLATE_SHORTEST;
  guint top;

  if (length == MERGE_DEFLATE_LONGEST)
    return MERGE_DEFLATE_LITERALS - 1;
  if (x < 8)
    return MERGE_DEFLATE_LENGTH + x;
  top = g_bit_storage (x) - 1;
  return MERGE_DEFLATE_LENGTH + 4 * (top - 1) + ((x >> (top - 2)) & 3);
}

/**
 * merge_codes_distance_symbol:
 * @distance: how far back a repeat lies
 *
 * Returns: the code that stands for it
 */
guint
merge_codes_distance_symbol (guint distance)
{
  guint x = distance - 1;
  guint top;

  if (x < 4)
    return x;
  top = g_bit_storage (x) - 1;
  return 2 * top + ((x >> (top - 1)) & 1);
}

typedef struct
{
  guint32 count;
  guint16 symbol;
} Leaf;

static int
compare_leaves (gconstpointer a, gconstpointer b)
{
  const Leaf *x = a, *y = b;

  if (x->count != y->count)
    return x->count < y->count ? -1 : 1;
  return x->symbol < y->symbol ? -1 : 1;
}

/* Joins the two rarest of leaves and knots until one knot is left. The leaves are sorted, and knots
 * come in rising order. Nodes: the leaves, then the knots. */
static void
join (const Leaf *leaves, guint n, guint16 *parents)
{
  guint32 sums[MERGE_DEFLATE_LITERALS];
  guint leaf = 0, knot = 0;

  for (guint made = 0; made + 1 < n; made++)
    {
      sums[made] = 0;
      for (int i = 0; i < 2; i++)
        {
          gboolean takes_leaf = leaf < n && (knot == made || leaves[leaf].count <= sums[knot]);

          sums[made] += takes_leaf ? leaves[leaf].count : sums[knot];
          parents[takes_leaf ? leaf++ : n + knot++] = (guint16) (n + made);
        }
    }
}

/* Lengths of the codes of @n symbols. Returns: the longest */
static guint
measure (const guint32 *counts, guint n, guint shift, guint8 *lengths)
{
  Leaf leaves[MERGE_DEFLATE_LITERALS];
  guint16 parents[2 * MERGE_DEFLATE_LITERALS] = { 0 };
  guint8 depths[2 * MERGE_DEFLATE_LITERALS] = { 0 };
  guint longest = 0, used = 0;

  for (guint i = 0; i < n; i++)
    {
      lengths[i] = 0;
      if (counts[i] > 0)
        leaves[used++] = (Leaf){ MAX (counts[i] >> shift, 1), (guint16) i };
    }
  qsort (leaves, used, sizeof *leaves, compare_leaves);
  join (leaves, used, parents);
  for (guint i = 2 * used - 2; i-- > 0;)
    depths[i] = depths[parents[i]] + 1;
  for (guint i = 0; i < used; i++)
    {
      lengths[leaves[i].symbol] = depths[i];
      longest = MAX (longest, depths[i]);
    }
  return longest;
}

/* The same with no code longer than @most: counts are made more alike until it is so. At least two
 * of @counts are not 0. */
static void
choose (const guint32 *counts, guint n, guint most, guint8 *lengths)
{
  guint shift = 0;

  while (measure (counts, n, shift, lengths) > most)
    shift++;
}

static guint32
reverse (guint32 code, guint n)
{
  guint32 reversed = 0;

  for (guint i = 0; i < n; i++)
    reversed |= ((code >> i) & 1) << (n - 1 - i);
  return reversed;
}

/* Codes by their lengths, as every reader of the block makes them. */
static void
number (const guint8 *lengths, guint n, MergeCode *codes)
{
  guint counts[LONGEST_CODE + 1] = { 0 };
  guint next[LONGEST_CODE + 2] = { 0 };

  for (guint i = 0; i < n; i++)
    counts[lengths[i]]++;
  counts[0] = 0;
  for (guint length = 1; length <= LONGEST_CODE; length++)
    next[length + 1] = (next[length] + counts[length]) << 1;
  for (guint i = 0; i < n; i++)
    {
      codes[i].n = lengths[i];
      codes[i].bits = lengths[i] > 0 ? reverse (next[lengths[i]]++, lengths[i]) : 0;
    }
}

static void
add_lengths (MergeCodes *codes)
{
  for (guint length = MERGE_DEFLATE_SHORTEST; length <= MERGE_DEFLATE_LONGEST; length++)
    {
      guint symbol = merge_codes_length_symbol (length);
      guint x = length - MERGE_DEFLATE_SHORTEST;
      guint extra = x < 8 || length == MERGE_DEFLATE_LONGEST ? 0 : g_bit_storage (x) - 3;
      MergeCode *code = &codes->lengths[length];

      *code = codes->literals[symbol];
      code->bits |= (x & ((1u << extra) - 1)) << code->n;
      code->n += extra;
    }
}

/**
 * merge_codes_init:
 * @codes: (out caller-allocates): codes
 * @counts: how often each is needed; none is 0
 *
 * Chooses codes for all literals, lengths and distances, short ones for what is often needed.
 */
void
merge_codes_init (MergeCodes *codes, const MergeCounts *counts)
{
  guint8 lengths[MERGE_DEFLATE_LITERALS];

  memset (codes, 0, sizeof *codes);
  choose (counts->literals, MERGE_DEFLATE_LITERALS, LONGEST_CODE, lengths);
  number (lengths, MERGE_DEFLATE_LITERALS, codes->literals);
  choose (counts->distances, MERGE_DEFLATE_DISTANCES, LONGEST_CODE, lengths);
  number (lengths, MERGE_DEFLATE_DISTANCES, codes->distances);
  add_lengths (codes);
}

typedef struct
{
  guint8 symbol;
  guint8 again; /* META_AGAIN: how often more than three times */
} Meta;

/* The lengths of all codes, runs of the same told once. Returns: how many @metas */
static guint
list_metas (const MergeCodes *codes, Meta *metas)
{
  guint8 lengths[MERGE_DEFLATE_LITERALS + MERGE_DEFLATE_DISTANCES];
  guint total = G_N_ELEMENTS (lengths);
  guint n = 0;

  for (guint i = 0; i < MERGE_DEFLATE_LITERALS; i++)
    lengths[i] = (guint8) codes->literals[i].n;
  for (guint i = 0; i < MERGE_DEFLATE_DISTANCES; i++)
    lengths[MERGE_DEFLATE_LITERALS + i] = (guint8) codes->distances[i].n;
  for (guint i = 0; i < total;)
    {
      guint run = 0;

      while (i > 0 && run < 6 && i + run < total && lengths[i + run] == lengths[i - 1])
        run++;
      if (run >= 3)
        metas[n++] = (Meta){ META_AGAIN, (guint8) (run - 3) };
      else
        metas[n++] = (Meta){ lengths[i], 0 };
      i += run >= 3 ? run : 1;
    }
  return n;
}

static void
put_metas (MergeBits *bits, const Meta *metas, guint n)
{
  guint32 counts[METAS] = { 0 };
  guint8 lengths[METAS];
  MergeCode codes[METAS];
  guint used = METAS;

  for (guint i = 0; i < n; i++)
    counts[metas[i].symbol]++;
  counts[META_AGAIN] = MAX (counts[META_AGAIN], 1); /* two codes, at least */
  choose (counts, METAS, LONGEST_META, lengths);
  number (lengths, METAS, codes);
  while (used > 4 && lengths[meta_order[used - 1]] == 0)
    used--;
  merge_bits_put (bits, used - 4, 4);
  for (guint i = 0; i < used; i++)
    merge_bits_put (bits, lengths[meta_order[i]], 3);
  for (guint i = 0; i < n; i++)
    {
      merge_bits_put (bits, codes[metas[i].symbol].bits, codes[metas[i].symbol].n);
      if (metas[i].symbol == META_AGAIN)
        merge_bits_put (bits, metas[i].again, 2);
    }
}

/**
 * merge_codes_write_header:
 * @codes: codes
 * @buffer: an empty buffer
 *
 * Writes what a deflated text begins with whose only block has these codes.
 *
 * Returns: how many bits that is
 */
gsize
merge_codes_write_header (const MergeCodes *codes, MergeBuffer *buffer)
{
  Meta metas[MERGE_DEFLATE_LITERALS + MERGE_DEFLATE_DISTANCES];
  guint n = list_metas (codes, metas);
  MergeBits bits = { 0 };
  gsize count;

  merge_buffer_reserve (buffer, 2 * sizeof metas);
  bits.at = buffer->data;
  merge_bits_put (&bits, 1, 1); /* the last block */
  merge_bits_put (&bits, 2, 2); /* with codes of its own */
  merge_bits_put (&bits, MERGE_DEFLATE_LITERALS - 257, 5);
  merge_bits_put (&bits, MERGE_DEFLATE_DISTANCES - 1, 5);
  put_metas (&bits, metas, n);
  count = (gsize) (bits.at - buffer->data) * 8 + bits.n_held;
  buffer->length = (count + 7) / 8;
  return count;
}

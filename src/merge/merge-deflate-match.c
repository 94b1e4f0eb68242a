/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-deflate-private.h"

#define HASH_BITS 15
#define RING      MERGE_DEFLATE_WINDOW
#define MASK      (RING - 1)

/* Values between two texts move them apart: beyond this a repeat would too often be too far. */
#define FAR (MERGE_DEFLATE_WINDOW - 2048)

/* So short a repeat, so far away, costs more than its bytes. */
#define SHORT_FAR 4096

/* A repeat of this length is good enough not to look for a longer one at the next byte. */
#define LAZY 128

/* What is looked at for each byte, by the size of the text: a file that was made to be slow is not
 * slower than a long one. */
#define CHAIN_SHORT  512
#define CHAIN_MIDDLE 64
#define CHAIN_LONG   8
#define SHORT_TEXT   (1024u * 1024)
#define MIDDLE_TEXT  (4u * 1024 * 1024)

typedef struct
{
  const guint8 *text;
  const MergeChunk *segments;
  guint chain;
  guint32 *heads;  /* by hash: the last place + 1 */
  guint32 *before; /* by place in the ring: the place before it with the same hash, + 1 */
  guint32 *owners; /* by place in the ring: its segment */
} Matcher;

static guint
hash (const guint8 *at)
{
  guint32 three = (guint32) at[0] | (guint32) at[1] << 8 | (guint32) at[2] << 16;

  return (three * 0x9E3779B1u) >> (32 - HASH_BITS);
}

static void
insert (Matcher *matcher, gsize at, guint segment, gsize end)
{
  guint h;

  if (at + MERGE_DEFLATE_SHORTEST > end)
    return;
  h = hash (matcher->text + at);
  matcher->before[at & MASK] = matcher->heads[h];
  matcher->owners[at & MASK] = segment;
  matcher->heads[h] = (guint32) at + 1;
}

static guint32
common (const guint8 *a, const guint8 *b, guint32 limit)
{
  guint32 n = 0;

  while (n < limit && a[n] == b[n])
    n++;
  return n;
}

/* How much of the text at @place may be repeated: within one segment it may run into itself. */
static guint32
source_limit (const Matcher *matcher, gsize place, guint segment, guint32 limit)
{
  guint owner = matcher->owners[place & MASK];
  const MergeChunk *source = &matcher->segments[owner];

  if (owner == segment)
    return limit;
  return MIN (limit, (guint32) (source->offset + source->length - place));
}

/* The best repeat so far. */
typedef struct
{
  MergeToken token;
  guint owner; /* the segment of its source */
} Best;

/* Takes a repeat that is longer than the best, or another one like it: what is in the segment that
 * is being written is there for certain. */
static void
consider (Best *best, gsize place, guint owner, guint segment, guint32 length)
{
  if (length > best->token.length)
    {
      best->token = (MergeToken){ length, (guint32) place, (guint32) place };
      best->owner = owner;
    }
  else if (length > 0 && length == best->token.length && owner != best->owner)
    {
      best->token.other = (guint32) place;
      if (owner == segment)
        {
          best->token.source = best->token.other;
          best->owner = owner;
        }
    }
}

static gboolean
is_worth_it (guint32 length, gsize distance)
{
  return length > MERGE_DEFLATE_SHORTEST
         || (length == MERGE_DEFLATE_SHORTEST && distance <= SHORT_FAR);
}

/* The longest repeat at @at, the nearest of such. */
static MergeToken
find (const Matcher *matcher, gsize at, guint segment, gsize end)
{
  guint32 limit = (guint32) MIN (end - at, MERGE_DEFLATE_LONGEST);
  guint32 next = limit >= MERGE_DEFLATE_SHORTEST ? matcher->heads[hash (matcher->text + at)] : 0;
  Best best = { { 0, matcher->text[at], 0 }, segment };
  gboolean whole = FALSE;

  for (guint chain = matcher->chain; next != 0 && chain > 0 && !whole; chain--)
    {
      gsize place = next - 1;
      guint owner = matcher->owners[place & MASK];
      guint32 length;

      if (at - place > FAR)
        break;
      length = common (matcher->text + place, matcher->text + at,
                       source_limit (matcher, place, segment, limit));
      if (is_worth_it (length, at - place))
        consider (&best, place, owner, segment, length);
      whole = best.token.length == limit
              && (best.owner == segment || best.token.other != best.token.source);
      next = matcher->before[place & MASK];
      if (next > place) /* the ring has gone on */
        break;
    }
  return best.token;
}

/* Takes @token at @at. Returns: where the next one begins */
static gsize
take (Matcher *matcher, GArray *tokens, MergeToken token, gsize at, guint segment, gsize end)
{
  g_array_append_val (tokens, token);
  if (token.length == 0)
    return at + 1;
  for (gsize i = at + 1; i < at + token.length; i++)
    insert (matcher, i, segment, end);
  return at + token.length;
}

static void
match_segment (Matcher *matcher, GArray *tokens, guint segment)
{
  gsize at = matcher->segments[segment].offset;
  gsize end = at + matcher->segments[segment].length;
  MergeToken token = { 0 };
  gboolean known = FALSE; /* whether @token is what was found at @at */

  while (at < end)
    {
      MergeToken next = { 0 };

      if (!known)
        token = find (matcher, at, segment, end);
      insert (matcher, at, segment, end);
      known = token.length > 0 && token.length < LAZY && at + 1 < end;
      if (known)
        next = find (matcher, at + 1, segment, end);
      known = known && next.length > token.length;
      if (known) /* a byte first, then the longer one */
        token = (MergeToken){ 0, matcher->text[at], 0 };
      at = take (matcher, tokens, token, at, segment, end);
      token = next;
    }
}

/**
 * merge_deflate_match:
 * @text: a program's text
 * @segments: (array length=n_segments): stretches of it, in its order, that are mostly written
 *   whole
 * @n_segments: how many
 *
 * Finds what repeats what. A repeat lies within one segment and repeats text of one segment.
 *
 * Returns: (transfer full) (element-type MergeToken): the steps that write each segment after the
 *   other
 */
GArray *
merge_deflate_match (const char *text, const MergeChunk *segments, guint n_segments)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (MergeToken));
  const MergeChunk *last = n_segments > 0 ? &segments[n_segments - 1] : NULL;
  gsize size = last != NULL ? last->offset + last->length : 0;
  Matcher matcher = { .text = (const guint8 *) text, .segments = segments };

  matcher.chain = size <= SHORT_TEXT    ? CHAIN_SHORT
                  : size <= MIDDLE_TEXT ? CHAIN_MIDDLE
                                        : CHAIN_LONG;
  matcher.heads = g_new0 (guint32, 1u << HASH_BITS);
  matcher.before = g_new0 (guint32, RING);
  matcher.owners = g_new0 (guint32, RING);
  for (guint i = 0; i < n_segments; i++)
    match_segment (&matcher, tokens, i);
  g_free (matcher.heads);
  g_free (matcher.before);
  g_free (matcher.owners);
  return tokens;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-bits-private.h"
#include "merge-output-private.h"

G_BEGIN_DECLS

/* A part is deflated when its template is compiled, as far as that can be: which text repeats which
 * is found once, and the codes of one deflate block are chosen once, with a code for every byte so
 * that any value can be written with them. A merge then writes ready bits. What it must still work
 * out is how far back a repeated text lies: values between the two move it, and it may have been
 * left out. */

#define MERGE_DEFLATE_LITERALS  286
#define MERGE_DEFLATE_DISTANCES 30
#define MERGE_DEFLATE_END       256 /* the literal that ends a block */
#define MERGE_DEFLATE_LENGTH    257 /* the first that stands for a length */
#define MERGE_DEFLATE_WINDOW    32768u
#define MERGE_DEFLATE_SHORTEST  3
#define MERGE_DEFLATE_LONGEST   258

/* A code, its first bit lowest. */
typedef struct
{
  guint32 bits;
  guint32 n;
} MergeCode;

/**
 * MergeCodes:
 *
 * The codes of a block.
 */
typedef struct
{
  MergeCode literals[MERGE_DEFLATE_LITERALS];
  MergeCode distances[MERGE_DEFLATE_DISTANCES];
  MergeCode lengths[MERGE_DEFLATE_LONGEST + 1]; /* with their extra bits */
} MergeCodes;

/* How often each is written. */
typedef struct
{
  guint32 literals[MERGE_DEFLATE_LITERALS];
  guint32 distances[MERGE_DEFLATE_DISTANCES];
} MergeCounts;

/* One step of a text: a byte, or a stretch that repeats an earlier one. */
typedef struct
{
  guint32 length; /* 0: the byte */
  guint32 source; /* where the earlier one begins in the text; or the byte */
  guint32 other;  /* another place with the same, in another segment; or @source */
} MergeToken;

/* A repeat whose distance a merge works out: what it repeats is in another chunk. It may begin in
 * one chunk and end in the next, and so may what it repeats. */
typedef struct
{
  guint32 bits;  /* where the ready bits before it end */
  guint32 place; /* where it begins in the program's text */
  guint32 length;
  guint32 other;
  guint32 source;       /* in the program's text … */
  guint32 source_chunk; /* … and in this chunk */
} MergeRepeat;

/* A chunk of a program's text, ready. */
typedef struct
{
  gsize offset; /* in the program's text */
  gsize length;
  guint32 segment; /* chunks with the same one follow each other unless one is left out */
  guint32 bits;    /* its ready bits */
  guint32 bits_end;
  guint32 repeats; /* its first repeat; if another one comes into it from before, that is not it */
  guint32 repeats_end;
  gboolean entered; /* whether there is such a one */
  gsize most;       /* bytes that it takes at most */
  guint32 crc;
  guint32 crc_shift; /* what joins @crc to that of what came before */
} MergeReadyChunk;

struct _MergeReady
{
  GArray *chunks;  /* (element-type MergeReadyChunk); number 0 is none */
  GArray *repeats; /* (element-type MergeRepeat) in their order */
  MergeBuffer bits;
  MergeCodes codes;
  MergeBuffer header; /* of the block */
  gsize header_bits;
};

/* The text of values, so that one that comes again repeats. */
typedef struct _MergeEchoes MergeEchoes;

/**
 * MergeOutputDeflate:
 *
 * The output that deflates.
 */
typedef struct
{
  MergeOutput output;
  const MergeProgram *program;
  const guint8 *text; /* of @program */
  const MergeReady *ready;
  MergeBuffer *buffer;
  guint64 held; /* bits that are not a whole byte yet */
  guint n_held;
  gsize size; /* written so far, before deflating */
  guint32 crc;
  gsize *starts; /* by ready chunk: @size when the program's text began, as it was last written */
  guint run;     /* the first of the chunks that are about to be written; 0: none are */
  guint run_end; /* the one behind the last of them */
  MergeEchoes *echoes;
} MergeOutputDeflate;

void merge_deflate_prepare (MergeProgram *program);
void merge_ready_free (MergeReady *ready);
guint merge_ready_find_chunk (const MergeReady *ready, gsize place);

GArray *merge_deflate_match (const char *text, const MergeChunk *segments, guint n_segments);

void merge_codes_init (MergeCodes *codes, const MergeCounts *counts);
gsize merge_codes_write_header (const MergeCodes *codes, MergeBuffer *buffer);
guint merge_codes_length_symbol (guint length);
guint merge_codes_distance_symbol (guint distance);

void merge_output_deflate_init (MergeOutputDeflate *output,
                                const MergeProgram *program,
                                MergeBuffer *buffer);
void merge_output_deflate_end (MergeOutputDeflate *output);

/* The distance's code with its extra bits. */
static inline MergeCode
merge_codes_distance (const MergeCodes *codes, guint distance)
{
  guint x = distance - 1;
  guint top, symbol;
  MergeCode code;

  if (x < 4)
    return codes->distances[x];
  top = g_bit_storage (x) - 1;
  symbol = 2 * top + ((x >> (top - 1)) & 1);
  code = codes->distances[symbol];
  code.bits |= (x & ((1u << (top - 1)) - 1)) << code.n;
  code.n += top - 1;
  return code;
}

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge-program-private.h"

G_BEGIN_DECLS

typedef struct _MergeOutput MergeOutput;

/* What a kind of output does with what is written to it. */
typedef struct
{
  void (*add_chunk) (MergeOutput *output, const MergeProgram *program, MergeChunk chunk);
  void (*add_bytes) (MergeOutput *output, const char *text, gsize length);
} MergeOutputKind;

/**
 * MergeOutput:
 *
 * Where a merged part is written, from its beginning to its end: text of its program, which a kind
 * may hold ready, and text that only this merge knows. The first member of each kind's struct.
 */
struct _MergeOutput
{
  const MergeOutputKind *kind;
};

/**
 * MergeOutputText:
 *
 * The output that gathers the text.
 */
typedef struct
{
  MergeOutput output;
  GString *text;
} MergeOutputText;

void merge_output_add_chunk (MergeOutput *output, const MergeProgram *program, MergeChunk chunk);
void merge_output_add_bytes (MergeOutput *output, const char *text, gsize length);

extern const MergeOutputKind merge_output_nowhere; /* keeps nothing */

void merge_output_text_init (MergeOutputText *output);
GBytes *merge_output_text_end (MergeOutputText *output);

G_END_DECLS

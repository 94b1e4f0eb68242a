/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-output-private.h"

/**
 * merge_output_add_chunk:
 * @output: an output
 * @program: a part's program
 * @chunk: a stretch of the program's text
 *
 * Writes text of the template.
 */
void
merge_output_add_chunk (MergeOutput *output, const MergeProgram *program, MergeChunk chunk)
{
  if (chunk.length > 0)
    output->kind->add_chunk (output, program, chunk);
}

/**
 * merge_output_add_bytes:
 * @output: an output
 * @text: (array length=length): any bytes
 * @length: how many
 *
 * Writes text that the template does not hold: a value.
 */
void
merge_output_add_bytes (MergeOutput *output, const char *text, gsize length)
{
  if (length > 0)
    output->kind->add_bytes (output, text, length);
}

static void
text_add_bytes (MergeOutput *output, const char *text, gsize length)
{
  g_string_append_len (((MergeOutputText *) output)->text, text, (gssize) length);
}

static void
text_add_chunk (MergeOutput *output, const MergeProgram *program, MergeChunk chunk)
{
  const char *text = g_bytes_get_data (program->text, NULL);

  text_add_bytes (output, text + chunk.offset, chunk.length);
}

static const MergeOutputKind text_kind = { text_add_chunk, text_add_bytes };

/* Keeps nothing: what is merged is only looked at. */
static void
skip_chunk (MergeOutput *output, const MergeProgram *program, MergeChunk chunk)
{
}

static void
skip_bytes (MergeOutput *output, const char *text, gsize length)
{
}

const MergeOutputKind merge_output_nowhere = { skip_chunk, skip_bytes };

/**
 * merge_output_text_init:
 * @output: (out caller-allocates): the output
 *
 * Begins an output that gathers the text.
 */
void
merge_output_text_init (MergeOutputText *output)
{
  output->output.kind = &text_kind;
  output->text = g_string_new (NULL);
}

/**
 * merge_output_text_end:
 * @output: an output
 *
 * Ends it.
 *
 * Returns: (transfer full): what was written
 */
GBytes *
merge_output_text_end (MergeOutputText *output)
{
  return g_string_free_to_bytes (g_steal_pointer (&output->text));
}

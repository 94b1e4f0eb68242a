/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "deflate-fixture.h"

#include <string.h>
#include <zlib.h>

/* A program of texts: slots with one before and one after the value, and texts between slots. */
MergeProgram *
deflate_program_new (const char *const *texts)
{
  MergeProgram *program = g_new0 (MergeProgram, 1);
  GString *text = g_string_new (NULL);

  program->part = g_strdup ("word/document.xml");
  program->ops = g_array_new (FALSE, TRUE, sizeof (MergeOp));
  for (guint i = 0; texts[i] != NULL; i++)
    {
      MergeOp op = { .kind = MERGE_OP_TEXT };
      MergeChunk chunk = { text->len, strlen (texts[i]) };

      op.text = chunk;
      if (i % 4 == 2)
        op = (MergeOp){ .kind = MERGE_OP_SLOT, .tail = chunk };
      g_string_append (text, texts[i]);
      g_array_append_val (program->ops, op);
    }
  program->text = g_string_free_to_bytes (text);
  merge_deflate_prepare (program);
  return program;
}

void
deflate_pair_init (DeflatePair *pair, const MergeProgram *program)
{
  memset (pair, 0, sizeof *pair);
  pair->program = program;
  merge_buffer_add (&pair->buffer, "before", 6);
  pair->begun = pair->buffer.length;
  merge_output_text_init (&pair->text);
  merge_output_deflate_init (&pair->deflate, program, &pair->buffer);
}

void
deflate_pair_add (DeflatePair *pair, guint op, const char *value, gsize length)
{
  const MergeOp *written = &g_array_index (pair->program->ops, MergeOp, op);
  MergeChunk chunk = written->kind == MERGE_OP_SLOT ? written->tail : written->text;

  merge_output_add_chunk (&pair->text.output, pair->program, chunk);
  merge_output_add_chunk (&pair->deflate.output, pair->program, chunk);
  merge_output_add_bytes (&pair->text.output, value, length);
  merge_output_add_bytes (&pair->deflate.output, value, length);
}

/* Returns: (transfer full): what was deflated, judged by zlib */
static GBytes *
judge (const guint8 *data, gsize length, gsize expected)
{
  z_stream stream = { 0 };
  guint8 *out = g_malloc (expected + 1);

  g_assert_cmpint (inflateInit2 (&stream, -MAX_WBITS), ==, Z_OK);
  stream.next_in = (guint8 *) data;
  stream.avail_in = (uInt) length;
  stream.next_out = out;
  stream.avail_out = (uInt) expected + 1;
  g_assert_cmpint (inflate (&stream, Z_FINISH), ==, Z_STREAM_END);
  g_assert_cmpuint (stream.avail_in, ==, 0);
  g_assert_cmpuint (stream.total_out, ==, expected);
  inflateEnd (&stream);
  return g_bytes_new_take (out, expected);
}

/* Returns: the size of what was deflated */
gsize
deflate_pair_end (DeflatePair *pair)
{
  g_autoptr (GBytes) expected = merge_output_text_end (&pair->text);
  g_autoptr (GBytes) inflated = NULL;
  gsize size = 0, deflated;
  const guint8 *text = g_bytes_get_data (expected, &size);

  merge_output_deflate_end (&pair->deflate);
  deflated = pair->buffer.length - pair->begun;
  g_assert_cmpmem (pair->buffer.data, pair->begun, "before", 6);
  inflated = judge (pair->buffer.data + pair->begun, deflated, size);
  g_assert_true (g_bytes_equal (inflated, expected));
  g_assert_cmpuint (pair->deflate.size, ==, size);
  g_assert_cmpuint (pair->deflate.crc, ==, crc32_z (0, text, size));
  merge_buffer_clear (&pair->buffer);
  return deflated;
}

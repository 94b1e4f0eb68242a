/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-output-private.h"

/* A program as far as an output needs one. */
static MergeProgram *
text_program (const char *text)
{
  MergeProgram *program = g_new0 (MergeProgram, 1);

  program->part = g_strdup ("word/document.xml");
  program->text = g_bytes_new (text, strlen (text));
  program->ops = g_array_new (FALSE, TRUE, sizeof (MergeOp));
  return program;
}

static void
check (MergeOutputText *output, const char *expected)
{
  g_autoptr (GBytes) bytes = merge_output_text_end (output);
  g_autoptr (GBytes) wanted = g_bytes_new (expected, strlen (expected));

  g_assert_true (g_bytes_equal (bytes, wanted));
}

static void
test_order (void)
{
  MergeProgram *program = text_program ("one two three");
  MergeOutputText output;

  merge_output_text_init (&output);
  merge_output_add_chunk (&output.output, program, (MergeChunk){ 4, 4 });
  merge_output_add_bytes (&output.output, "a value", 3);
  merge_output_add_chunk (&output.output, program, (MergeChunk){ 0, 3 });
  merge_output_add_chunk (&output.output, program, (MergeChunk){ 4, 4 });
  check (&output, "two a vonetwo ");
  merge_program_free (program);
}

static void
test_nothing (void)
{
  MergeProgram *program = text_program ("one");
  MergeOutputText output;

  merge_output_text_init (&output);
  check (&output, "");
  merge_output_text_init (&output);
  merge_output_add_chunk (&output.output, program, (MergeChunk){ 3, 0 });
  merge_output_add_bytes (&output.output, "never read", 0);
  check (&output, "");
  merge_program_free (program);
}

static void
test_zeros (void)
{
  MergeOutputText output;
  g_autoptr (GBytes) bytes = NULL;

  merge_output_text_init (&output);
  merge_output_add_bytes (&output.output, "a\0b", 3);
  bytes = merge_output_text_end (&output);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "a\0b", 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/output/order", test_order);
  g_test_add_func ("/merge/output/nothing", test_nothing);
  g_test_add_func ("/merge/output/zeros", test_zeros);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "../merge/deflate-fixture.h"

/* Texts of a program, each ended by a NUL, the last by two; then what a merge writes: the number of
 * a text, the length of a value (64 times as long when odd), the value. What is deflated of it is
 * judged by zlib. */

#define MOST_TEXTS  64
#define MOST_WRITES 400

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static GPtrArray *
read_texts (const guint8 **data, gsize *size)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  while (*size > 0 && texts->len < MOST_TEXTS)
    {
      char *text = g_strndup ((const char *) *data, *size);
      gsize length = strlen (text);
      gsize taken = MIN (length + 1, *size);

      *data += taken;
      *size -= taken;
      g_ptr_array_add (texts, text);
      if (length == 0)
        break;
    }
  g_ptr_array_add (texts, NULL);
  return texts;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GPtrArray) texts = read_texts (&data, &size);
  MergeProgram *program = deflate_program_new ((const char *const *) texts->pdata);
  guint n = texts->len - 1;
  DeflatePair pair;

  deflate_pair_init (&pair, program);
  for (guint i = 0; n > 0 && size >= 2 && i < MOST_WRITES; i++)
    {
      guint op = data[0] % n;
      gsize length = data[1] % 2 == 0 ? data[1] : (gsize) data[1] * 64;

      data += 2;
      size -= 2;
      length = MIN (length, size);
      deflate_pair_add (&pair, op, (const char *) data, length);
      data += MIN (length, 16);
      size -= MIN (length, 16);
    }
  deflate_pair_end (&pair);
  merge_program_free (program);
  return 0;
}

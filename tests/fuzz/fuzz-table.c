/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>

#include "table-reader.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Whatever the bytes are: every row is whole, lines never go back, and an error stays an error. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (TableReader) reader = table_reader_new_for_bytes (bytes, &error);
  const TableRow *row = NULL;
  guint line = 0;

  if (reader == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  g_assert_nonnull (table_reader_get_encoding (reader));
  while (table_reader_next (reader, &row, &error) && row != NULL)
    {
      g_assert_cmpuint (row->line, >, line);
      line = row->line;
      g_assert_cmpuint (row->n_cells, >, 0);
      g_assert_cmpint (row->cells[row->n_cells - 1][0], !=, '\0');
      for (guint i = 0; i < row->n_cells; i++)
        {
          g_autofree char *digits = table_repair_digits (row->cells[i], 14);

          g_assert_true (g_utf8_validate (row->cells[i], -1, NULL));
          g_assert_true (digits == NULL || g_utf8_validate (digits, -1, NULL));
        }
    }
  g_assert_true (row == NULL);
  if (error != NULL)
    g_assert_false (table_reader_next (reader, &row, NULL));
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "table-cells.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Whatever the bytes are: sheets whose rows say something, go down, and are valid texts; or an
 * error. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sheets = table_cells_read (bytes, &error);

  if (sheets == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  for (guint i = 0; i < sheets->len; i++)
    {
      const TableCells *sheet = sheets->pdata[i];

      for (guint j = 0; j < sheet->rows->len; j++)
        {
          const TableCellsRow *row = sheet->rows->pdata[j];

          g_assert_cmpuint (row->n_cells, >, 0);
          g_assert_cmpint (row->cells[row->n_cells - 1][0], !=, '\0');
          for (guint k = 0; k < row->n_cells; k++)
            {
              g_autofree char *day = table_cells_day (sheet, row->cells[k]);

              g_assert_true (g_utf8_validate (row->cells[k], -1, NULL));
              g_assert_true (day == NULL || strlen (day) == 10);
            }
        }
    }
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "work-exchange-private.h"

#include "base-date.h"
#include "base-text.h"

/* An exchange sheet that comes back, with whatever a teacher has made of it: sheets are parted by a
 * form feed, rows are lines, cells parted by tabs, and the first line is the sheet's name. What is
 * read of it is about this teacher's students and in this year, or says what is wrong with it. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define TOKEN     "PX0123456789AB"
#define FIRST     "2026-09-01"
#define LAST      "2027-08-31"
#define N_STUDENT 3

static void
row_free (gpointer data)
{
  TableCellsRow *row = data;

  g_strfreev (row->cells);
  g_free (row);
}

static void
sheet_free (gpointer data)
{
  TableCells *sheet = data;

  g_free (sheet->name);
  g_ptr_array_unref (sheet->rows);
  g_free (sheet);
}

/* As table_cells_read() gives them: trimmed, and none that says nothing. */
static void
add_row (TableCells *sheet, const char *line, guint number)
{
  TableCellsRow *row = g_new0 (TableCellsRow, 1);

  row->number = number;
  row->cells = g_strsplit (line, "\t", 64);
  for (guint i = 0; row->cells[i] != NULL; i++)
    {
      g_strstrip (row->cells[i]);
      if (row->cells[i][0] != '\0')
        row->n_cells = i + 1;
    }
  if (row->n_cells > 0)
    g_ptr_array_add (sheet->rows, row);
  else
    row_free (row);
}

static TableCells *
sheet_new (const char *text)
{
  TableCells *sheet = g_new0 (TableCells, 1);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 500);

  sheet->name = g_strdup (lines[0] != NULL ? lines[0] : "");
  sheet->rows = g_ptr_array_new_with_free_func (row_free);
  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    add_row (sheet, lines[i], i);
  return sheet;
}

static GPtrArray *
lines_new (void)
{
  static const char *const names[N_STUDENT] = { "ABADIE Léa", "BERNARD Noé", "ABADIE Léa" };
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < N_STUDENT; i++)
    {
      ModelLine *line = model_line_new ();

      g_free (line->student);
      line->student = g_strdup (names[i]);
      g_free (line->period_name);
      line->period_name = g_strdup ("PFMP 1");
      line->student_id = (gint64) i + 1;
      line->period_id = 1;
      g_ptr_array_add (lines, line);
    }
  return lines;
}

static void
check_row (const WorkExchangeRow *row)
{
  GDate day;

  g_assert_nonnull (row->place);
  g_assert_nonnull (row->text);
  if (row->state == WORK_EXCHANGE_PROBLEM)
    {
      g_assert_nonnull (row->remark);
      g_assert_true (g_utf8_validate (row->remark, -1, NULL));
      return;
    }
  g_assert_nonnull (row->key);
  g_assert_nonnull (strchr (row->key, '#'));
  g_assert_cmpint (row->student_id, >=, 1);
  g_assert_cmpint (row->student_id, <=, N_STUDENT);
  g_assert_cmpint (row->period_id, ==, 1);
  if (row->kind != WORK_EXCHANGE_INTERVIEW)
    return;
  g_assert_true (base_date_parse_iso (row->day, &day));
  g_assert_cmpstr (row->day, >=, FIRST);
  g_assert_cmpstr (row->day, <=, LAST);
  g_assert_cmpstr (row->text, !=, "");
}

static void
check_new (GPtrArray *rows)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  /* What is new is there once. */
  for (guint i = 0; i < rows->len; i++)
    {
      const WorkExchangeRow *row = rows->pdata[i];

      check_row (row);
      if (row->state == WORK_EXCHANGE_NEW)
        g_assert_true (g_hash_table_add (keys, row->key));
    }
}

static void
read_sheets (GPtrArray *sheets)
{
  g_autoptr (GPtrArray) lines = lines_new ();
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  ExchangeReading reading = { sheets, lines, lines, FIRST, LAST, NULL };

  if (!_work_exchange_read_token (sheets, &token, &error))
    {
      g_assert_nonnull (error);
      return;
    }
  g_assert_cmpuint (strlen (token), ==, strlen (TOKEN));
  reading.token = token;
  rows = _work_exchange_read_rows (&reading);
  check_new (rows);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  g_auto (GStrv) parts = g_strsplit (text, "\f", 8);
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func (sheet_free);

  for (guint i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (sheets, sheet_new (parts[i]));
  read_sheets (sheets);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "table-write-private.h"

#include <string.h>

#include "base-date.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define END_OF_LINE     "\r\n"

/* A spreadsheet takes a cell that begins with one of these for a formula, whoever wrote it (OWASP,
 * CSV injection); an apostrophe before it makes it a text. */
#define FORMULA_SIGNS "=+-@\t\r\n"

/* The same signs as wide characters, which some spreadsheets take for them. */
static const char *const wide_signs[] = { "＝", "＋", "－", "＠" };

/* One way of writing CSV. */
typedef struct
{
  const char *begin;
  char separator;
  char decimal_point;
  gboolean french_dates; /* else ISO */
} Form;

static const Form excel = { BYTE_ORDER_MARK, ';', ',', TRUE };
static const Form plain = { "", ',', '.', FALSE };

static gboolean
is_formula (const char *text)
{
  if (text[0] == '\0')
    return FALSE;
  if (strchr (FORMULA_SIGNS, text[0]) != NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (wide_signs); i++)
    if (g_str_has_prefix (text, wide_signs[i]))
      return TRUE;
  return FALSE;
}

/* RFC 4180: what a reader could take for the form is quoted, and quotes in it are doubled. */
static void
append_text (GString *table, const Form *form, const char *text)
{
  const char special[] = { form->separator, '"', '\r', '\n', '\0' };
  gsize length = strlen (text);
  gboolean is_quoted = strpbrk (text, special) != NULL
                       || (length > 0 && (text[0] == ' ' || text[length - 1] == ' '));

  if (is_quoted)
    g_string_append_c (table, '"');
  if (is_formula (text))
    g_string_append_c (table, '\'');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (table, '"');
      g_string_append_c (table, *text);
    }
  if (is_quoted)
    g_string_append_c (table, '"');
}

static gboolean
append_date (GString *table, const Form *form, const char *text)
{
  g_autofree char *written = NULL;
  GDate date;

  if (!form->french_dates || !base_date_parse_iso (text, &date))
    return FALSE;
  written = g_strdup_printf ("%02u/%02u/%04u", g_date_get_day (&date),
                             (guint) g_date_get_month (&date), g_date_get_year (&date));
  g_string_append (table, written);
  return TRUE;
}

/* A number is no formula, whatever it begins with. */
static gboolean
append_number (GString *table, const Form *form, const char *text)
{
  g_autofree char *written = g_strdup (text);
  char *end = NULL;

  if (!g_ascii_isdigit (text[0]) && (text[0] != '-' || !g_ascii_isdigit (text[1])))
    return FALSE;
  g_ascii_strtod (text, &end);
  if (*end != '\0')
    return FALSE;
  g_strdelimit (written, ".", form->decimal_point);
  g_string_append (table, written);
  return TRUE;
}

static void
append_cell (GString *table, const Form *form, TableColumnKind kind, const char *text)
{
  if (kind == TABLE_COLUMN_DATE && append_date (table, form, text))
    return;
  if ((kind == TABLE_COLUMN_INTEGER || kind == TABLE_COLUMN_DECIMAL)
      && append_number (table, form, text))
    return;
  append_text (table, form, text);
}

static void
append_titles (GString *table, const Form *form, TableSheet *sheet)
{
  guint n_columns = table_sheet_get_n_columns (sheet);

  g_string_append (table, form->begin);
  for (guint i = 0; i < n_columns; i++)
    {
      if (i > 0)
        g_string_append_c (table, form->separator);
      append_text (table, form, table_sheet_get_column (sheet, i)->title);
    }
  g_string_append (table, END_OF_LINE);
}

/* The first sheet alone: CSV is one table. */
static GBytes *
write_csv (TableBook *book, const Form *form, GCancellable *cancellable, GError **error)
{
  TableSheet *sheet = table_book_get_sheet (book, 0);
  guint n_rows = table_sheet_get_n_rows (sheet), n_columns = table_sheet_get_n_columns (sheet);
  g_autoptr (GString) table = g_string_new (NULL);

  append_titles (table, form, sheet);
  for (guint row = 0; row < n_rows; row++)
    {
      if (row % TABLE_ROWS_AT_ONCE == 0
          && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      for (guint i = 0; i < n_columns; i++)
        {
          if (i > 0)
            g_string_append_c (table, form->separator);
          append_cell (table, form, table_sheet_get_column (sheet, i)->kind,
                       table_sheet_get_cell (sheet, row, i));
        }
      g_string_append (table, END_OF_LINE);
    }
  return g_string_free_to_bytes (g_steal_pointer (&table));
}

/**
 * _table_write_csv_excel:
 * @book: a workbook, of which the first sheet is written
 * @cancellable: (nullable): what stops it
 * @error: return location
 *
 * As Excel opens it by a double click where it speaks French.
 *
 * Returns: (transfer full): the file, or %NULL
 */
GBytes *
_table_write_csv_excel (TableBook *book, GCancellable *cancellable, GError **error)
{
  return write_csv (book, &excel, cancellable, error);
}

/**
 * _table_write_csv_plain:
 * @book: a workbook, of which the first sheet is written
 * @cancellable: (nullable): what stops it
 * @error: return location
 *
 * As programs read it: UTF-8 without a mark, commas, ISO days.
 *
 * Returns: (transfer full): the file, or %NULL
 */
GBytes *
_table_write_csv_plain (TableBook *book, GCancellable *cancellable, GError **error)
{
  return write_csv (book, &plain, cancellable, error);
}

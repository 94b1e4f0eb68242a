/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "table-write-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base-date.h"
#include "base-file.h"
#include "table-error.h"

/* Of Excel: characters of a cell and of a text in a formula, and rows of a sheet. */
#define CELL_CHARS    32767
#define FORMULA_CHARS 255
#define SHEET_ROWS    1048576

/* Rows left free above a chart, and what a row of it takes in pixels. */
#define CHART_GAP        2
#define CHART_WIDTH      960
#define CHART_MARGIN     140
#define CHART_ROW_HEIGHT 26

/* Of the titles, in points: two lines. */
#define TITLE_HEIGHT 32

#define FONT_COLOUR  0x1e1e1e
#define TITLE_COLOUR 0xdeddda
#define OPEN_COLOUR  0xf9f06b

/* Rows beneath the last one that are made ready for what people add. */
#define ROWS_TO_ADD 500

/* How cells look, by what they hold. */
typedef struct
{
  lxw_workbook *workbook;
  lxw_format *title;
  lxw_format *open_title; /* of a column that people write in */
  lxw_format *open[TABLE_COLUMN_DECIMAL + 1];
  lxw_format *kinds[TABLE_COLUMN_DECIMAL + 1];
  lxw_format *totals[TABLE_COLUMN_DECIMAL + 1];
  GHashTable *colours; /* colour → lxw_format */
} Looks;

static const char *const number_formats[] = {
  [TABLE_COLUMN_TEXT] = NULL,
  [TABLE_COLUMN_DATE] = "dd/mm/yyyy",
  [TABLE_COLUMN_INTEGER] = "0",
  [TABLE_COLUMN_DECIMAL] = NULL,
};

static lxw_format *
kind_format (lxw_workbook *workbook, TableColumnKind kind, gboolean is_total)
{
  lxw_format *format = workbook_add_format (workbook);

  format_set_align (format, LXW_ALIGN_VERTICAL_TOP);
  if (number_formats[kind] != NULL)
    format_set_num_format (format, number_formats[kind]);
  if (kind == TABLE_COLUMN_DATE)
    format_set_align (format, LXW_ALIGN_LEFT);
  if (is_total)
    {
      format_set_bold (format);
      format_set_top (format, LXW_BORDER_THIN);
    }
  return format;
}

static lxw_format *
title_format (lxw_workbook *workbook, guint32 colour)
{
  lxw_format *format = workbook_add_format (workbook);

  format_set_bold (format);
  format_set_bg_color (format, colour);
  format_set_font_color (format, FONT_COLOUR);
  format_set_bottom (format, LXW_BORDER_THIN);
  format_set_text_wrap (format);
  format_set_align (format, LXW_ALIGN_VERTICAL_CENTER);
  return format;
}

/* What is typed there is kept as it is typed: a text that begins with "=" is no formula. */
static lxw_format *
open_format (lxw_workbook *workbook, TableColumnKind kind)
{
  lxw_format *format = kind_format (workbook, kind, FALSE);

  format_set_unlocked (format);
  if (kind == TABLE_COLUMN_TEXT)
    {
      format_set_num_format (format, "@");
      format_set_text_wrap (format);
    }
  return format;
}

static void
looks_init (Looks *looks, lxw_workbook *workbook)
{
  looks->workbook = workbook;
  looks->title = title_format (workbook, TITLE_COLOUR);
  looks->open_title = title_format (workbook, OPEN_COLOUR);
  for (guint i = 0; i <= TABLE_COLUMN_DECIMAL; i++)
    {
      looks->open[i] = open_format (workbook, i);
      looks->kinds[i] = kind_format (workbook, i, FALSE);
      looks->totals[i] = kind_format (workbook, i, TRUE);
    }
  looks->colours = g_hash_table_new (NULL, NULL);
}

static lxw_format *
colour_format (Looks *looks, guint32 colour)
{
  lxw_format *format = g_hash_table_lookup (looks->colours, GUINT_TO_POINTER (colour + 1));

  if (format != NULL)
    return format;
  format = workbook_add_format (looks->workbook);
  format_set_bg_color (format, colour);
  format_set_font_color (format, FONT_COLOUR);
  g_hash_table_insert (looks->colours, GUINT_TO_POINTER (colour + 1), format);
  return format;
}

/* ---- cells ---- */

/* Always as a text, which no spreadsheet takes for a formula. */
static void
write_text (lxw_worksheet *sheet,
            lxw_row_t row,
            lxw_col_t column,
            const char *text,
            lxw_format *format)
{
  g_autofree char *cut = NULL;

  if (strlen (text) > CELL_CHARS && g_utf8_strlen (text, -1) > CELL_CHARS)
    {
      g_autofree char *start = g_utf8_substring (text, 0, CELL_CHARS - 1);

      cut = g_strconcat (start, "…", NULL);
      text = cut;
    }
  worksheet_write_string (sheet, row, column, text, format);
}

static gboolean
write_date (lxw_worksheet *sheet,
            lxw_row_t row,
            lxw_col_t column,
            const char *text,
            lxw_format *format)
{
  lxw_datetime day = { 0 };
  GDate date;

  /* What Excel counts from. */
  if (!base_date_parse_iso (text, &date) || g_date_get_year (&date) < 1900)
    return FALSE;
  day.year = g_date_get_year (&date);
  day.month = (int) g_date_get_month (&date);
  day.day = g_date_get_day (&date);
  worksheet_write_datetime (sheet, row, column, &day, format);
  return TRUE;
}

static gboolean
write_number (lxw_worksheet *sheet,
              lxw_row_t row,
              lxw_col_t column,
              const char *text,
              lxw_format *format)
{
  char *end = NULL;
  double value;

  if (!g_ascii_isdigit (text[0]) && (text[0] != '-' || !g_ascii_isdigit (text[1])))
    return FALSE;
  value = g_ascii_strtod (text, &end);
  if (*end != '\0')
    return FALSE;
  worksheet_write_number (sheet, row, column, value, format);
  return TRUE;
}

static void
write_cell (lxw_worksheet *sheet,
            lxw_row_t row,
            lxw_col_t column,
            TableColumnKind kind,
            const char *text,
            lxw_format *format)
{
  if (kind == TABLE_COLUMN_DATE && write_date (sheet, row, column, text, format))
    return;
  if ((kind == TABLE_COLUMN_INTEGER || kind == TABLE_COLUMN_DECIMAL)
      && write_number (sheet, row, column, text, format))
    return;
  write_text (sheet, row, column, text, format);
}

static gboolean
write_rows (lxw_worksheet *out,
            TableSheet *sheet,
            const Looks *looks,
            GCancellable *cancellable,
            GError **error)
{
  guint n_rows = table_sheet_get_n_rows (sheet), n_columns = table_sheet_get_n_columns (sheet);

  for (guint row = 0; row < n_rows; row++)
    {
      gboolean is_total = table_sheet_has_total (sheet) && row == n_rows - 1;
      lxw_format *const *formats = is_total ? looks->totals : looks->kinds;

      if (row % TABLE_ROWS_AT_ONCE == 0
          && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (guint i = 0; i < n_columns; i++)
        {
          TableColumnKind kind = table_sheet_get_column (sheet, i)->kind;
          const char *text = table_sheet_get_cell (sheet, row, i);
          gboolean is_open = table_sheet_get_fill (sheet, i)->is_open;

          if (text[0] != '\0')
            write_cell (out, row + 1, (lxw_col_t) i, kind, text,
                        is_open ? looks->open[kind] : formats[kind]);
          else if (is_total)
            worksheet_write_blank (out, row + 1, (lxw_col_t) i, formats[kind]);
        }
    }
  return TRUE;
}

/* ---- sheets ---- */

static void
write_titles (lxw_worksheet *out, TableSheet *sheet, const Looks *looks)
{
  guint n_columns = table_sheet_get_n_columns (sheet);

  for (guint i = 0; i < n_columns; i++)
    {
      const TableColumn *column = table_sheet_get_column (sheet, i);
      const TableFill *fill = table_sheet_get_fill (sheet, i);
      lxw_row_col_options options = { .hidden = fill->is_hidden };
      double width = column->width > 0 ? column->width : LXW_DEF_COL_WIDTH;

      if (column->width > 0 || fill->is_hidden || fill->is_open)
        worksheet_set_column_opt (out, (lxw_col_t) i, (lxw_col_t) i, width,
                                  fill->is_open ? looks->open[column->kind] : NULL, &options);
      write_text (out, 0, (lxw_col_t) i, column->title,
                  fill->is_open ? looks->open_title : looks->title);
    }
  worksheet_set_row (out, 0, TITLE_HEIGHT, NULL);
  worksheet_freeze_panes (out, 1, 0);
  worksheet_repeat_rows (out, 0, 0);
  worksheet_set_landscape (out);
  worksheet_set_paper (out, 9); /* A4 */
  worksheet_fit_to_pages (out, 1, 0);
}

/* (transfer full): @text between @mark, as formulas say texts and sheets */
static char *
quote (const char *text, const char *mark)
{
  g_autofree char *twice = g_strconcat (mark, mark, NULL);
  g_auto (GStrv) parts = g_strsplit (text, mark, -1);
  g_autofree char *doubled = g_strjoinv (twice, parts);

  return g_strconcat (mark, doubled, mark, NULL);
}

/* The library leaves 2MELEC or TG1 as they are where it names a sheet: a number for Excel, or a
 * cell, and so a damaged file. All names are quoted instead, which is always right. */
static void
quote_name (lxw_worksheet *out, const char *name)
{
  g_autofree char *quoted = quote (name, "'");

  free (out->quoted_name); /* the library's own, which frees this one */
  out->quoted_name = strdup (quoted);
}

static void
write_rules (lxw_worksheet *out, TableSheet *sheet, Looks *looks)
{
  guint n_rows = table_sheet_get_n_rows (sheet);

  for (guint i = 0; i < table_sheet_get_n_rules (sheet) && n_rows > 0; i++)
    {
      const TableRule *rule = table_sheet_get_rule (sheet, i);
      g_autofree char *value = quote (rule->text, "\"");
      lxw_conditional_format condition = { .type = LXW_CONDITIONAL_TYPE_CELL,
                                           .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
                                           .value_string = value,
                                           .format = colour_format (looks, rule->colour) };

      if (rule->text[0] == '\0' || g_utf8_strlen (rule->text, -1) > FORMULA_CHARS)
        continue;
      worksheet_conditional_format_range (out, 1, (lxw_col_t) rule->column, n_rows,
                                          (lxw_col_t) rule->column, &condition);
    }
}

/* (transfer full): "='2MELEC'!$B$2:$B$13" */
static char *
range (const char *name, guint first_row, guint last_row, guint column)
{
  g_autofree char *quoted = quote (name, "'");
  char cells[LXW_MAX_CELL_RANGE_LENGTH];

  lxw_rowcol_to_range_abs (cells, first_row, (lxw_col_t) column, last_row, (lxw_col_t) column);
  return g_strconcat ("=", quoted, "!", cells, NULL);
}

/* Lists to choose from, and what keeps people from writing where it would be for nothing. */
static void
write_fills (lxw_worksheet *out, TableSheet *sheet)
{
  lxw_protection allowed = { .format_columns = 1, .format_rows = 1, .autofilter = 1 };

  for (guint i = 0; i < table_sheet_get_n_columns (sheet); i++)
    {
      const TableFill *fill = table_sheet_get_fill (sheet, i);
      guint n_source = fill->source != NULL ? table_sheet_get_n_rows (fill->source) : 0;
      g_autofree char *source = NULL;
      lxw_data_validation validation = { .validate = LXW_VALIDATION_TYPE_LIST,
                                         .ignore_blank = LXW_VALIDATION_ON,
                                         .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING };

      if (n_source > 0)
        {
          source = range (table_sheet_get_name (fill->source), 1, n_source, fill->source_column);
          validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
          validation.value_formula = source;
        }
      else if (fill->choices != NULL)
        validation.value_list = fill->choices;
      else
        continue;
      worksheet_data_validation_range (out, 1, (lxw_col_t) i,
                                       table_sheet_get_n_rows (sheet) + ROWS_TO_ADD, (lxw_col_t) i,
                                       &validation);
    }
  if (table_sheet_is_protected (sheet))
    worksheet_protect (out, NULL, &allowed);
}

static void
write_chart (lxw_worksheet *out, TableSheet *sheet, const Looks *looks)
{
  const TableChart *chart = table_sheet_get_chart (sheet);
  const char *name = table_sheet_get_name (sheet);
  guint n_rows = table_sheet_get_n_rows (sheet) - (table_sheet_has_total (sheet) ? 1 : 0);
  lxw_chart *bars;
  lxw_chart_options options = { .x_scale = CHART_WIDTH / 480.0 };

  if (chart == NULL || n_rows == 0)
    return;
  bars = workbook_add_chart (looks->workbook, LXW_CHART_BAR_STACKED);
  chart_title_set_name (bars, chart->title);
  for (guint i = chart->first; i < chart->first + chart->n; i++)
    {
      const TableColumn *column = table_sheet_get_column (sheet, i);
      g_autofree char *classes = range (name, 1, n_rows, 0);
      g_autofree char *values = range (name, 1, n_rows, i);
      g_autofree char *title = range (name, 0, 0, i);
      lxw_chart_series *series = chart_add_series (bars, classes, values);
      lxw_chart_fill fill = { .color = column->colour };

      chart_series_set_name (series, title);
      if (column->colour != TABLE_NO_COLOUR)
        chart_series_set_fill (series, &fill);
    }
  chart_axis_set_reverse (bars->y_axis); /* the first class on top */
  chart_legend_set_position (bars, LXW_CHART_LEGEND_BOTTOM);
  options.y_scale = (CHART_MARGIN + MIN (n_rows, 60) * CHART_ROW_HEIGHT) / 288.0;
  worksheet_insert_chart_opt (out, table_sheet_get_n_rows (sheet) + 1 + CHART_GAP, 0, bars,
                              &options);
}

static gboolean
write_sheet (TableSheet *sheet, Looks *looks, GCancellable *cancellable, GError **error)
{
  guint n_rows = table_sheet_get_n_rows (sheet), n_columns = table_sheet_get_n_columns (sheet);
  const char *name = table_sheet_get_name (sheet);
  lxw_worksheet *out;

  if (n_rows >= SHEET_ROWS)
    {
      g_set_error (
          error, TABLE_ERROR, TABLE_ERROR_LIMIT,
          _ ("The sheet “%s” has more lines than a workbook holds. Export a part of it, or "
             "choose CSV."),
          name);
      return FALSE;
    }
  out = workbook_add_worksheet (looks->workbook, name);
  quote_name (out, name);
  write_titles (out, sheet, looks);
  if (!write_rows (out, sheet, looks, cancellable, error))
    return FALSE;
  if (n_rows > 0 && n_columns > 0)
    worksheet_autofilter (out, 0, 0, n_rows - (table_sheet_has_total (sheet) ? 1 : 0),
                          (lxw_col_t) (n_columns - 1));
  write_rules (out, sheet, looks);
  write_fills (out, sheet);
  write_chart (out, sheet, looks);
  return TRUE;
}

/* ---- the file ---- */

static gboolean
write_workbook (TableBook *book,
                const char *folder,
                const char *path,
                GCancellable *cancellable,
                GError **error)
{
  lxw_workbook_options options = { .tmpdir = (char *) folder };
  lxw_workbook *workbook = workbook_new_opt (path, &options);
  lxw_doc_properties properties = { .title = (char *) table_book_get_title (book) };
  gboolean is_written = TRUE;
  lxw_error failure;
  Looks looks;

  looks_init (&looks, workbook);
  workbook_set_properties (workbook, &properties);
  for (guint i = 0; is_written && i < table_book_get_n_sheets (book); i++)
    is_written = write_sheet (table_book_get_sheet (book, i), &looks, cancellable, error);
  g_hash_table_unref (looks.colours);
  if (!is_written)
    {
      lxw_workbook_free (workbook);
      return FALSE;
    }
  failure = workbook_close (workbook);
  if (failure == LXW_NO_ERROR)
    return TRUE;
  g_set_error (error, TABLE_ERROR, TABLE_ERROR_FILE,
               _ ("The workbook could not be made in the folder “%s” (%s). Free some space there, "
                  "then try again."),
               folder, lxw_strerror (failure));
  return FALSE;
}

static GBytes *
read_back (const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  GBytes *bytes = base_file_read (path, G_MAXSIZE, &local);

  if (bytes == NULL)
    g_set_error_literal (error, TABLE_ERROR, TABLE_ERROR_FILE, local->message);
  return bytes;
}

/**
 * _table_write_xlsx:
 * @book: a workbook
 * @cancellable: (nullable): what stops it
 * @error: return location
 *
 * Made in a folder that the user alone reads, and that is gone afterwards.
 *
 * Returns: (transfer full): the file, or %NULL
 */
GBytes *
_table_write_xlsx (TableBook *book, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *folder = g_dir_make_tmp ("paraphe-table-XXXXXX", &local);
  g_autofree char *path = NULL;
  GBytes *bytes = NULL;

  if (folder == NULL)
    {
      g_set_error (
          error, TABLE_ERROR, TABLE_ERROR_FILE,
          _ ("No temporary folder could be made for the workbook: %s. Free some space, then "
             "try again."),
          local->message);
      return NULL;
    }
  path = g_build_filename (folder, "table.xlsx", NULL);
  if (write_workbook (book, folder, path, cancellable, error))
    bytes = read_back (path, error);
  g_unlink (path);
  g_rmdir (folder);
  return bytes;
}

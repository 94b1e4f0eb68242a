/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "table-book.h"

#include <string.h>

/* Of Excel: characters in the name of a sheet, and those that it may not have. */
#define NAME_CHARS     31
#define FORBIDDEN_NAME "[]:*?/\\"

/* Texts are kept once, however many cells say the same. */
#define CHUNK_SIZE 65536

struct _TableSheet
{
  GStringChunk *texts; /* of the book */
  char *name;
  GArray *columns;  /* (element-type TableColumn) */
  GArray *rules;    /* (element-type TableRule) */
  GArray *fills;    /* (element-type TableFill): of each column */
  GPtrArray *cells; /* (element-type utf8): row by row, of @texts */
  TableChart chart;
  gboolean has_total;
  gboolean is_protected;
};

struct _TableBook
{
  GStringChunk *texts;
  const char *title;
  GPtrArray *sheets; /* (element-type TableSheet) */
};

static void
clear_fill (gpointer data)
{
  TableFill *fill = data;

  g_strfreev (fill->choices);
}

static void
sheet_free (gpointer data)
{
  TableSheet *self = data;

  g_free (self->name);
  g_array_unref (self->columns);
  g_array_unref (self->rules);
  g_array_unref (self->fills);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

/* Spreadsheets read nothing but valid text. */
static const char *
keep (GStringChunk *texts, const char *text)
{
  g_autofree char *valid = NULL;

  if (text == NULL)
    text = "";
  if (g_utf8_validate (text, -1, NULL))
    return g_string_chunk_insert_const (texts, text);
  valid = g_utf8_make_valid (text, -1);
  return g_string_chunk_insert_const (texts, valid);
}

/**
 * table_book_new:
 * @title: what the file is about
 *
 * Returns: (transfer full): a workbook without sheets
 */
TableBook *
table_book_new (const char *title)
{
  TableBook *self = g_new0 (TableBook, 1);

  self->texts = g_string_chunk_new (CHUNK_SIZE);
  self->title = keep (self->texts, title);
  self->sheets = g_ptr_array_new_with_free_func (sheet_free);
  return self;
}

/**
 * table_book_free:
 * @self: (nullable) (transfer full): a workbook
 */
void
table_book_free (TableBook *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sheets);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static gboolean
has_sheet (TableBook *self, const char *name)
{
  g_autofree char *wanted = g_utf8_casefold (name, -1);

  for (guint i = 0; i < self->sheets->len; i++)
    {
      const TableSheet *sheet = g_ptr_array_index (self->sheets, i);
      g_autofree char *taken = g_utf8_casefold (sheet->name, -1);

      if (g_str_equal (wanted, taken))
        return TRUE;
    }
  return FALSE;
}

/* (transfer full): at most @n characters, without spaces at the ends */
static char *
cut (const char *name, glong n)
{
  return g_strstrip (g_utf8_substring (name, 0, MIN (n, g_utf8_strlen (name, -1))));
}

/* (transfer full): a name that every spreadsheet takes, and that no sheet of the book has */
static char *
make_name (TableBook *self, const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_auto (GStrv) parts = g_strsplit (g_strdelimit (valid, FORBIDDEN_NAME "\t\r\n", '-'), "'", -1);
  g_autofree char *clean = g_strjoinv ("’", parts); /* the other one quotes names in formulas */
  g_autofree char *base = cut (clean, NAME_CHARS);
  g_autofree char *free_name = g_strdup (base);

  for (guint n = 2; free_name[0] == '\0' || has_sheet (self, free_name); n++)
    {
      g_autofree char *suffix = g_strdup_printf (" (%u)", n);
      g_autofree char *short_name = cut (base, NAME_CHARS - (glong) strlen (suffix));

      g_free (free_name);
      free_name = g_strconcat (short_name[0] != '\0' ? short_name : "-", suffix, NULL);
    }
  return g_steal_pointer (&free_name);
}

/**
 * table_book_add_sheet:
 * @self: a workbook
 * @name: what the sheet is called; made shorter or told apart where that is needed
 *
 * The first sheet is all that a format of one table writes.
 *
 * Returns: (transfer none): the sheet, empty
 */
TableSheet *
table_book_add_sheet (TableBook *self, const char *name)
{
  TableSheet *sheet = g_new0 (TableSheet, 1);

  sheet->texts = self->texts;
  sheet->name = make_name (self, name);
  sheet->columns = g_array_new (FALSE, FALSE, sizeof (TableColumn));
  sheet->rules = g_array_new (FALSE, FALSE, sizeof (TableRule));
  sheet->fills = g_array_new (FALSE, FALSE, sizeof (TableFill));
  g_array_set_clear_func (sheet->fills, clear_fill);
  sheet->cells = g_ptr_array_new ();
  g_ptr_array_add (self->sheets, sheet);
  return sheet;
}

/**
 * table_book_get_title:
 * @self: a workbook
 *
 * Returns: what it is about
 */
const char *
table_book_get_title (TableBook *self)
{
  return self->title;
}

/**
 * table_book_get_n_sheets:
 * @self: a workbook
 *
 * Returns: how many sheets it has
 */
guint
table_book_get_n_sheets (TableBook *self)
{
  return self->sheets->len;
}

/**
 * table_book_get_sheet:
 * @self: a workbook
 * @index: which sheet
 *
 * Returns: (transfer none): the sheet
 */
TableSheet *
table_book_get_sheet (TableBook *self, guint index)
{
  g_return_val_if_fail (index < self->sheets->len, NULL);
  return g_ptr_array_index (self->sheets, index);
}

/**
 * table_sheet_add_column:
 * @self: a sheet without cells
 * @column: the next column; copied
 */
void
table_sheet_add_column (TableSheet *self, const TableColumn *column)
{
  TableColumn copy = *column;

  g_return_if_fail (self->cells->len == 0);
  copy.title = keep (self->texts, column->title);
  g_array_append_val (self->columns, copy);
  g_array_set_size (self->fills, self->columns->len);
  g_array_index (self->fills, TableFill, self->columns->len - 1) = (TableFill){ 0 };
}

/**
 * table_sheet_add_rule:
 * @self: a sheet
 * @rule: what colours its cells; copied
 */
void
table_sheet_add_rule (TableSheet *self, const TableRule *rule)
{
  TableRule copy = *rule;

  g_return_if_fail (rule->column < self->columns->len);
  copy.text = keep (self->texts, rule->text);
  g_array_append_val (self->rules, copy);
}

/**
 * table_sheet_add_cell:
 * @self: a sheet with its columns
 * @value: (nullable): what the next cell says, by the kind of its column
 *
 * Cells come row by row.
 */
void
table_sheet_add_cell (TableSheet *self, const char *value)
{
  g_return_if_fail (self->columns->len > 0);
  g_ptr_array_add (self->cells, (gpointer) keep (self->texts, value));
}

/**
 * table_sheet_add_number:
 * @self: a sheet with its columns
 * @value: what the next cell says
 */
void
table_sheet_add_number (TableSheet *self, gint64 value)
{
  char text[32];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, value);
  table_sheet_add_cell (self, text);
}

/**
 * table_sheet_set_total:
 * @self: a sheet
 *
 * Its last row is the total of the others.
 */
void
table_sheet_set_total (TableSheet *self)
{
  self->has_total = TRUE;
}

/**
 * table_sheet_set_chart:
 * @self: a sheet with its columns
 * @chart: what is drawn beneath its rows; copied
 */
void
table_sheet_set_chart (TableSheet *self, const TableChart *chart)
{
  g_return_if_fail (chart->n > 0 && chart->first + chart->n <= self->columns->len);
  self->chart = *chart;
  self->chart.title = keep (self->texts, chart->title);
}

static TableFill *
fill_of (TableSheet *self, guint column)
{
  g_return_val_if_fail (column < self->fills->len, NULL);
  return &g_array_index (self->fills, TableFill, column);
}

/**
 * table_sheet_hide_column:
 * @self: a sheet
 * @column: a column that is there for whoever reads the file again
 */
void
table_sheet_hide_column (TableSheet *self, guint column)
{
  fill_of (self, column)->is_hidden = TRUE;
}

/**
 * table_sheet_open_column:
 * @self: a sheet
 * @column: a column that people write in
 */
void
table_sheet_open_column (TableSheet *self, guint column)
{
  fill_of (self, column)->is_open = TRUE;
}

/**
 * table_sheet_set_choices:
 * @self: a sheet
 * @column: a column
 * @choices: (array zero-terminated=1): a few words that its cells are chosen from
 */
void
table_sheet_set_choices (TableSheet *self, guint column, const char *const *choices)
{
  TableFill *fill = fill_of (self, column);

  g_strfreev (fill->choices);
  fill->choices = g_strdupv ((char **) choices);
}

/**
 * table_sheet_set_choices_from:
 * @self: a sheet
 * @column: a column
 * @source: another sheet of the book, with its cells
 * @source_column: the column there that says what cells are chosen from
 */
void
table_sheet_set_choices_from (TableSheet *self,
                              guint column,
                              TableSheet *source,
                              guint source_column)
{
  TableFill *fill = fill_of (self, column);

  g_return_if_fail (source_column < source->columns->len);
  fill->source = source;
  fill->source_column = source_column;
}

/**
 * table_sheet_protect:
 * @self: a sheet
 *
 * Nobody writes in it by mistake, but in its open columns. There is no password.
 */
void
table_sheet_protect (TableSheet *self)
{
  self->is_protected = TRUE;
}

/**
 * table_sheet_get_fill:
 * @self: a sheet
 * @column: which column
 *
 * Returns: (transfer none): how it is filled in by hand
 */
const TableFill *
table_sheet_get_fill (TableSheet *self, guint column)
{
  return fill_of (self, column);
}

/**
 * table_sheet_is_protected:
 * @self: a sheet
 *
 * Returns: whether it is protected
 */
gboolean
table_sheet_is_protected (TableSheet *self)
{
  return self->is_protected;
}

/**
 * table_sheet_get_name:
 * @self: a sheet
 *
 * Returns: its name in the file
 */
const char *
table_sheet_get_name (TableSheet *self)
{
  return self->name;
}

/**
 * table_sheet_get_n_columns:
 * @self: a sheet
 *
 * Returns: how many columns it has
 */
guint
table_sheet_get_n_columns (TableSheet *self)
{
  return self->columns->len;
}

/**
 * table_sheet_get_n_rows:
 * @self: a sheet
 *
 * Returns: how many rows it has, the total among them, without the titles
 */
guint
table_sheet_get_n_rows (TableSheet *self)
{
  guint n = self->columns->len;

  return n > 0 ? (self->cells->len + n - 1) / n : 0;
}

/**
 * table_sheet_get_n_rules:
 * @self: a sheet
 *
 * Returns: how many rules colour its cells
 */
guint
table_sheet_get_n_rules (TableSheet *self)
{
  return self->rules->len;
}

/**
 * table_sheet_get_column:
 * @self: a sheet
 * @column: which one
 *
 * Returns: (transfer none): the column
 */
const TableColumn *
table_sheet_get_column (TableSheet *self, guint column)
{
  g_return_val_if_fail (column < self->columns->len, NULL);
  return &g_array_index (self->columns, TableColumn, column);
}

/**
 * table_sheet_get_rule:
 * @self: a sheet
 * @index: which one
 *
 * Returns: (transfer none): the rule
 */
const TableRule *
table_sheet_get_rule (TableSheet *self, guint index)
{
  g_return_val_if_fail (index < self->rules->len, NULL);
  return &g_array_index (self->rules, TableRule, index);
}

/**
 * table_sheet_get_chart:
 * @self: a sheet
 *
 * Returns: (transfer none) (nullable): what is drawn beneath its rows
 */
const TableChart *
table_sheet_get_chart (TableSheet *self)
{
  return self->chart.n > 0 ? &self->chart : NULL;
}

/**
 * table_sheet_get_cell:
 * @self: a sheet
 * @row: which row, without the titles
 * @column: which column
 *
 * Returns: what the cell says, "" when it is empty
 */
const char *
table_sheet_get_cell (TableSheet *self, guint row, guint column)
{
  guint at = row * self->columns->len + column;

  g_return_val_if_fail (column < self->columns->len, "");
  return at < self->cells->len ? g_ptr_array_index (self->cells, at) : "";
}

/**
 * table_sheet_has_total:
 * @self: a sheet
 *
 * Returns: whether its last row is the total of the others
 */
gboolean
table_sheet_has_total (TableSheet *self)
{
  return self->has_total && self->cells->len > 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TableColumnKind:
 *
 * What the cells of a column are. Each is given as one canonical text: an ISO day, a number with a
 * point. What is not such a text is written as it is.
 */
typedef enum
{
  TABLE_COLUMN_TEXT,
  TABLE_COLUMN_DATE,
  TABLE_COLUMN_INTEGER,
  TABLE_COLUMN_DECIMAL
} TableColumnKind;

/* No colour of its own. */
#define TABLE_NO_COLOUR G_MAXUINT32

/**
 * TableColumn:
 * @title: heads the column
 * @kind: what its cells are
 * @width: in characters; 0 to leave it to the spreadsheet
 * @colour: of its part of a chart, 0xRRGGBB, or %TABLE_NO_COLOUR
 */
typedef struct
{
  const char *title;
  TableColumnKind kind;
  guint width;
  guint32 colour;
} TableColumn;

/**
 * TableRule:
 * @column: a column
 * @text: what a cell of it says
 * @colour: what it is then filled with, 0xRRGGBB
 */
typedef struct
{
  guint column;
  const char *text;
  guint32 colour;
} TableRule;

/**
 * TableChart:
 * @title: heads the chart
 * @first: the first column that is drawn
 * @n: how many are
 *
 * Bars, a row each, named by the first column of the sheet and made of the columns that are drawn.
 */
typedef struct
{
  const char *title;
  guint first;
  guint n;
} TableChart;

typedef struct _TableBook TableBook;
typedef struct _TableSheet TableSheet;

/**
 * TableFill:
 * @is_hidden: whether the column is there, but not shown
 * @is_open: whether people write in it, also where the sheet is protected
 * @choices: (nullable) (array zero-terminated=1): what a cell is chosen from
 * @source: (nullable): another sheet, of which a column says what a cell is chosen from
 * @source_column: that column
 *
 * How a column is filled in by hand.
 */
typedef struct
{
  gboolean is_hidden;
  gboolean is_open;
  char **choices;
  TableSheet *source;
  guint source_column;
} TableFill;

TableBook *table_book_new (const char *title);
void table_book_free (TableBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TableBook, table_book_free)

TableSheet *table_book_add_sheet (TableBook *self, const char *name);
const char *table_book_get_title (TableBook *self);
guint table_book_get_n_sheets (TableBook *self);
TableSheet *table_book_get_sheet (TableBook *self, guint index);

void table_sheet_add_column (TableSheet *self, const TableColumn *column);
void table_sheet_add_rule (TableSheet *self, const TableRule *rule);
void table_sheet_add_cell (TableSheet *self, const char *value);
void table_sheet_add_number (TableSheet *self, gint64 value);
void table_sheet_set_total (TableSheet *self);
void table_sheet_set_chart (TableSheet *self, const TableChart *chart);

void table_sheet_hide_column (TableSheet *self, guint column);
void table_sheet_open_column (TableSheet *self, guint column);
void table_sheet_set_choices (TableSheet *self, guint column, const char *const *choices);
void table_sheet_set_choices_from (TableSheet *self,
                                   guint column,
                                   TableSheet *source,
                                   guint source_column);
void table_sheet_protect (TableSheet *self);

const char *table_sheet_get_name (TableSheet *self);
guint table_sheet_get_n_columns (TableSheet *self);
guint table_sheet_get_n_rows (TableSheet *self);
guint table_sheet_get_n_rules (TableSheet *self);
const TableColumn *table_sheet_get_column (TableSheet *self, guint column);
const TableRule *table_sheet_get_rule (TableSheet *self, guint index);
const TableChart *table_sheet_get_chart (TableSheet *self);
const TableFill *table_sheet_get_fill (TableSheet *self, guint column);
gboolean table_sheet_is_protected (TableSheet *self);
const char *table_sheet_get_cell (TableSheet *self, guint row, guint column);
gboolean table_sheet_has_total (TableSheet *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stands on both sides of the number of a formula in the text of a cell: no text has it. */
#define MERGE_CELL_FORMULA '\x01'

/**
 * MergeCell:
 *
 * A cell of a table as it is written: what it says itself, tables and text boxes in it left out.
 */
typedef struct
{
  GString *text;
  guint first; /* column of the grid that it begins in, 0 the first */
  guint span;  /* how many it takes */
} MergeCell;

/**
 * MergeRow:
 *
 * A row of a table.
 */
typedef struct
{
  GArray *cells;   /* (element-type MergeCell) */
  guint width;     /* columns of the grid so far */
  gboolean header; /* it is repeated on each page */
} MergeRow;

typedef struct _MergeCells MergeCells;

MergeCells *merge_cells_new (void);
void merge_cells_free (MergeCells *cells);
GPtrArray *merge_cells_read (MergeCells *cells, const char *xml, gsize length);
gsize merge_cells_count (const MergeCells *cells);

/**
 * MergeCellFunc:
 *
 * Takes a cell that a reference names.
 */
typedef void (*MergeCellFunc) (guint row, guint cell, gpointer user_data);

gboolean merge_cells_reach (GPtrArray *rows, const char *reference, guint own_row);
gboolean merge_cells_look_on (const char *formula);
gboolean merge_cells_is_name (const char *text, const char *start, const char *end);
gboolean merge_cells_find (GPtrArray *rows,
                           const char *reference,
                           guint own_row,
                           guint own_cell,
                           MergeCellFunc function,
                           gpointer user_data);

G_END_DECLS

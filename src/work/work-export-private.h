/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "table-book.h"
#include "model-stage.h"
#include "work-export.h"
#include "work-query.h"
#include "work-values-private.h"

G_BEGIN_DECLS

/**
 * WorkExportRow:
 * @line: a line
 * @overview: the school year that it is of
 * @today: ISO day
 * @records: (nullable): what the placement is made of, where the list asks for it
 *
 * What the cells of one row are made from.
 */
typedef struct
{
  ModelLine *line;
  WorkOverview *overview;
  const char *today;
  const WorkRecords *records;
} WorkExportRow;

typedef struct _WorkExportColumn WorkExportColumn;

/**
 * WorkExportColumn:
 * @key: names it
 * @of: (nullable): column of the window's list that shows it, when that has another name
 * @field: (nullable): field of the catalogue whose label it bears
 * @label: (nullable): English source label, without a @field
 * @kind: what its cells are
 * @width: in characters
 * @text: the member of a line that it says, without a @get
 * @get: (nullable): what it says
 * @add_rules: (nullable): colours its cells
 *
 * A column of a table: said once for every list and every format.
 */
struct _WorkExportColumn
{
  const char *key;
  const char *of;
  const char *field;
  const char *label;
  TableColumnKind kind;
  guint width;
  gsize text;
  char *(*get) (const WorkExportColumn *column, const WorkExportRow *row);
  void (*add_rules) (TableSheet *sheet, guint column, WorkOverview *overview);
};

const WorkExportColumn *_work_export_column (const char *key);
GPtrArray *_work_export_columns (const char *const *keys);
const char *_work_export_column_title (const WorkExportColumn *column);
char *_work_export_cell (const WorkExportColumn *column, const WorkExportRow *row);
guint32 _work_export_stage_colour (ModelStage stage);

/* work-export-file.c */
const TableFormat *_work_export_written_first (const TableFormat *format);
GBytes *_work_export_bytes (TableBook *book,
                            const TableFormat *format,
                            const char *name,
                            WorkJob *job,
                            GCancellable *cancellable,
                            GError **error);

/* The sheets of a book beside its first one. */
void _work_export_add_synthesis (TableBook *book, GPtrArray *lines, const char *today);
void _work_export_add_loads (TableBook *book, GPtrArray *lines);
gboolean _work_export_fill_companies (TableSheet *sheet,
                                      WorkSchool *school,
                                      const WorkExportOptions *options,
                                      GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "table-format.h"
#include "work-job.h"
#include "work-school.h"

G_BEGIN_DECLS

/**
 * WorkExportList:
 * @WORK_EXPORT_AGREEMENTS: where searches and agreements stand, a sheet a class, and figures
 * @WORK_EXPORT_TEACHERS: who follows whom
 * @WORK_EXPORT_COMPANIES: companies and how to reach them
 * @WORK_EXPORT_DAYS: days done, as the State allowance asks for them
 *
 * A table that leaves Paraphe.
 */
typedef enum
{
  WORK_EXPORT_AGREEMENTS,
  WORK_EXPORT_TEACHERS,
  WORK_EXPORT_COMPANIES,
  WORK_EXPORT_DAYS,
  WORK_N_EXPORT_LISTS
} WorkExportList;

/**
 * WorkExportOptions:
 * @list: what is exported
 * @year_id: the school year that @lines are of
 * @lines: (element-type ModelLine): what it is about, in order
 * @is_whole: whether @lines are all there are: companies that nobody goes to are then listed too
 * @columns: (nullable) (array zero-terminated=1): keys of the columns, or of columns of the list of
 *   the window, in order; %NULL for the usual ones
 * @title: (nullable): what the lines are: "2MELEC", "Late"; %NULL for the name of the list
 * @path: the file; the end of its name says in which format
 * @replace: whether a file of that name may be replaced
 */
typedef struct
{
  WorkExportList list;
  gint64 year_id;
  GPtrArray *lines;
  gboolean is_whole;
  const char *const *columns;
  const char *title;
  const char *path;
  gboolean replace;
} WorkExportOptions;

const char *work_export_list_key (WorkExportList list);
const char *work_export_list_label (WorkExportList list);
gboolean work_export_list_from_key (const char *key, WorkExportList *list);
gboolean work_export_has_column (const char *key);
gboolean work_export_can_write (const TableFormat *format);
char *work_export_path (const char *path, const TableFormat *chosen);
char *work_export_file_name (const char *title, const char *today, const TableFormat *format);

/* A job of one item, the file. Takes copies. */
WorkJob *work_export_new (WorkSchool *school, const WorkExportOptions *options);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-change-private.h"
#include "work-sheet.h"

G_BEGIN_DECLS

/**
 * WorkSheetLink:
 * @role: a role that a column of the sheet fills
 * @column: that column
 * @flag: (nullable): what a contact in this role is marked as
 *
 * Whom the sheet names, the company first: the others are of it.
 */
typedef struct
{
  ModelRoleId role;
  const char *column;
  const char *flag;
} WorkSheetLink;

/* work-sheet.c */
const WorkSheetLink *_work_sheet_links (guint *n);
void _work_sheet_share (WorkSheet *sheet);
gboolean _work_sheet_is_new (const WorkSheet *sheet, ModelRoleId role);
gboolean _work_sheet_has_new_guardian (const WorkSheet *sheet);
char *_work_sheet_name_missing (const WorkSheet *sheet);

/* work-sheet-load.c */
WorkSheet *_work_sheet_load (StoreConnection *connection, gint64 placement_id, GError **error);
gboolean _work_sheet_read_editing (StoreConnection *connection, WorkSheet *sheet, GError **error);

/* work-sheet-save.c */
gboolean _work_sheet_check_complete (const WorkSheet *sheet, GError **error);

/* work-sheet-course.c */
gboolean _work_sheet_move_search (WorkChanging *changing, ModelRecord *search, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-form-part.h"
#include "work-sheet.h"

G_BEGIN_DECLS

/**
 * AppSheetNote:
 * @key: of the field that it is about
 * @text: a sentence
 * @style: "neutral", "warning" or "error"
 *
 * Something to be said under a field.
 */
typedef struct
{
  const char *key;
  char *text;
  const char *style;
} AppSheetNote;

/* app-sheet-notes.c */
ModelRoleId _app_sheet_notes_role (const WorkSheet *sheet, const ModelFinding *finding);
gboolean _app_sheet_notes_has (const WorkSheet *sheet, ModelRoleId role, const char *key);
GPtrArray *_app_sheet_notes_list (const WorkSheet *sheet, ModelRoleId role, const char *key);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-sheet.h"

G_BEGIN_DECLS

#define APP_TYPE_SHEET_PANEL (app_sheet_panel_get_type ())
G_DECLARE_FINAL_TYPE (AppSheetPanel, app_sheet_panel, APP, SHEET_PANEL, AdwBin)

AppSheetPanel *app_sheet_panel_new (void);
void app_sheet_panel_set_sheet (AppSheetPanel *self, const WorkSheet *sheet);
guint app_sheet_panel_get_n_rows (AppSheetPanel *self);
void app_sheet_panel_activate (AppSheetPanel *self, guint row);
char *app_sheet_panel_summarize (const WorkSheet *sheet, const char **icon);

G_END_DECLS

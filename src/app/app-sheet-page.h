/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-line.h"
#include "work-line.h"

G_BEGIN_DECLS

#define APP_TYPE_SHEET_PAGE (app_sheet_page_get_type ())
G_DECLARE_FINAL_TYPE (AppSheetPage, app_sheet_page, APP, SHEET_PAGE, AdwBin)

void app_sheet_page_set_line (AppSheetPage *self, ModelLine *line);
void app_sheet_page_set_detail (AppSheetPage *self, const WorkLineDetail *detail);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-history-groups.h"

G_BEGIN_DECLS

#define APP_TYPE_HISTORY_PAGE (app_history_page_get_type ())
G_DECLARE_FINAL_TYPE (AppHistoryPage, app_history_page, APP, HISTORY_PAGE, AdwBin)

AppHistoryPage *app_history_page_new (void);
void app_history_page_set_school (AppHistoryPage *self, WorkSchool *school);
void app_history_page_set_line (AppHistoryPage *self, ModelLine *line);
void app_history_page_refresh (AppHistoryPage *self);
void app_history_page_show (AppHistoryPage *self, WorkHistory *history);
void app_history_page_set_filter (AppHistoryPage *self, int kind, const char *words);
const char *app_history_page_get_page (AppHistoryPage *self);

G_END_DECLS

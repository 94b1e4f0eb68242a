/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-history-groups.h"

G_BEGIN_DECLS

#define APP_TYPE_HISTORY_ROW (app_history_row_get_type ())
G_DECLARE_FINAL_TYPE (AppHistoryRow, app_history_row, APP, HISTORY_ROW, AdwExpanderRow)

GtkWidget *app_history_row_new (const AppHistoryGroup *group);
const char *app_history_row_get_operation (AppHistoryRow *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-history.h"

G_BEGIN_DECLS

#define APP_TYPE_HISTORY_ROW (app_history_row_get_type ())
G_DECLARE_FINAL_TYPE (AppHistoryRow, app_history_row, APP, HISTORY_ROW, AdwActionRow)

GtkWidget *app_history_row_new (const WorkHistoryItem *item);

G_END_DECLS

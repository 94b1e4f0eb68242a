/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-form-part.h"
#include "app-week-row.h"

G_BEGIN_DECLS

#define APP_TYPE_WEEK_GRID (app_week_grid_get_type ())
G_DECLARE_FINAL_TYPE (AppWeekGrid, app_week_grid, APP, WEEK_GRID, AdwBin)

AppWeekGrid *app_week_grid_new (void);
AppWeekRow *app_week_grid_get_row (AppWeekGrid *self, GDateWeekday weekday);
void app_week_grid_copy_monday (AppWeekGrid *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-year.h"

G_BEGIN_DECLS

#define APP_TYPE_ROLL_PERIOD_ROW (app_roll_period_row_get_type ())
G_DECLARE_FINAL_TYPE (AppRollPeriodRow, app_roll_period_row, APP, ROLL_PERIOD_ROW, AdwExpanderRow)

GtkWidget *app_roll_period_row_new (WorkRollOver *plan, WorkRollPeriod *period);
void app_roll_period_row_refresh (AppRollPeriodRow *self);

G_END_DECLS

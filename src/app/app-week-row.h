/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-field-editor.h"
#include "app-form-part.h"

G_BEGIN_DECLS

#define APP_TYPE_WEEK_ROW (app_week_row_get_type ())
G_DECLARE_FINAL_TYPE (AppWeekRow, app_week_row, APP, WEEK_ROW, AdwPreferencesRow)

#define APP_WEEK_N_CELLS 3

AppWeekRow *app_week_row_new (GDateWeekday weekday);
AppFieldEditor *app_week_row_get_editor (AppWeekRow *self, guint cell);
void app_week_row_set_minutes (AppWeekRow *self, int minutes);

G_END_DECLS

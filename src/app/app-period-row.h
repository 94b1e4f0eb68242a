/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-settings.h"

G_BEGIN_DECLS

#define APP_TYPE_PERIOD_ROW (app_period_row_get_type ())
G_DECLARE_FINAL_TYPE (AppPeriodRow, app_period_row, APP, PERIOD_ROW, AdwPreferencesRow)

AppPeriodRow *app_period_row_new (gint64 period_id);
void app_period_row_show (AppPeriodRow *self, const WorkCalendar *calendar, gint64 year_id);
void app_period_row_set_editable (AppPeriodRow *self, gboolean editable);

G_END_DECLS

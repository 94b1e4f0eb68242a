/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-year-chart.h"
#include "work-school.h"

G_BEGIN_DECLS

#define APP_TYPE_YEAR_WINDOW (app_year_window_get_type ())
G_DECLARE_FINAL_TYPE (AppYearWindow, app_year_window, APP, YEAR_WINDOW, AdwWindow)

AppYearWindow *app_year_window_new (GtkWindow *parent);
void app_year_window_set_overview (AppYearWindow *self, WorkOverview *overview, const char *today);
void app_year_window_set_period (AppYearWindow *self, const char *name);
const char *app_year_window_get_period (AppYearWindow *self);
AppYearChart *app_year_window_get_chart (AppYearWindow *self);
char *app_year_window_dup_table (AppYearWindow *self);

G_END_DECLS

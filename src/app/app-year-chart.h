/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-year-bar.h"

G_BEGIN_DECLS

#define APP_TYPE_YEAR_CHART (app_year_chart_get_type ())
G_DECLARE_FINAL_TYPE (AppYearChart, app_year_chart, APP, YEAR_CHART, AdwBin)

AppYearChart *app_year_chart_new (void);
void app_year_chart_set_figures (AppYearChart *self, GPtrArray *figures);
guint app_year_chart_get_n_bars (AppYearChart *self);
AppYearBar *app_year_chart_get_bar (AppYearChart *self, guint n);

G_END_DECLS

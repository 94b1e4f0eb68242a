/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "model-stage.h"

G_BEGIN_DECLS

#define APP_TYPE_YEAR_BAR (app_year_bar_get_type ())
G_DECLARE_FINAL_TYPE (AppYearBar, app_year_bar, APP, YEAR_BAR, GtkWidget)

AppYearBar *app_year_bar_new (void);
void app_year_bar_set_figures (AppYearBar *self, const ModelStageFigures *figures);
gint64 app_year_bar_get_class_id (AppYearBar *self);
GtkWidget *app_year_bar_get_segment (AppYearBar *self, ModelStage stage);
int app_year_bar_get_focused (AppYearBar *self);
int app_year_bar_find_segment (AppYearBar *self, int from, int step);
int app_year_bar_find_nearest (AppYearBar *self, GtkWidget *other);

G_END_DECLS

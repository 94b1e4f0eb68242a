/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-step-slider.h"
#include "work-line.h"
#include "work-school.h"

G_BEGIN_DECLS

#define APP_TYPE_DETAIL (app_detail_get_type ())
G_DECLARE_FINAL_TYPE (AppDetail, app_detail, APP, DETAIL, AdwBin)

AppDetail *app_detail_new (void);
void app_detail_set_school (AppDetail *self, WorkSchool *school, WorkOverview *overview);
void app_detail_set_line (AppDetail *self, ModelLine *line);
void app_detail_set_several (AppDetail *self, guint n_selected);
void app_detail_set_read_only (AppDetail *self, gboolean read_only);
void app_detail_set_may_decide (AppDetail *self, gboolean may_decide);
ModelLine *app_detail_get_line (AppDetail *self);
AppStepSlider *app_detail_get_slider (AppDetail *self);
const WorkLineDetail *app_detail_get_known (AppDetail *self);
const char *app_detail_get_page (AppDetail *self);
const char *app_detail_get_section (AppDetail *self);
void app_detail_show_page (AppDetail *self, const char *page);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-line.h"
#include "model-setting.h"
#include "work-line.h"

G_BEGIN_DECLS

#define APP_TYPE_TRACKING_PAGE (app_tracking_page_get_type ())
G_DECLARE_FINAL_TYPE (AppTrackingPage, app_tracking_page, APP, TRACKING_PAGE, AdwBin)

void app_tracking_page_set_may_decide (AppTrackingPage *self, gboolean may_decide);
void app_tracking_page_set_looks (AppTrackingPage *self, ModelSearchLooks *looks);
void app_tracking_page_set_line (AppTrackingPage *self, ModelLine *line);
void app_tracking_page_set_detail (AppTrackingPage *self, const WorkLineDetail *detail);

G_END_DECLS

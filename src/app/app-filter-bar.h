/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-filter.h"
#include "model-setting.h"

G_BEGIN_DECLS

#define APP_TYPE_FILTER_BAR (app_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (AppFilterBar, app_filter_bar, APP, FILTER_BAR, AdwBin)

AppFilterBar *app_filter_bar_new (void);
void app_filter_bar_set_filter (AppFilterBar *self,
                                const ModelFilter *filter,
                                const ModelSearchLooks *looks);

G_END_DECLS

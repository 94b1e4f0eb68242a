/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-filter.h"
#include "model-setting.h"

G_BEGIN_DECLS

#define APP_TYPE_FILTER_PANEL (app_filter_panel_get_type ())
G_DECLARE_FINAL_TYPE (AppFilterPanel, app_filter_panel, APP, FILTER_PANEL, GtkPopover)

AppFilterPanel *app_filter_panel_new (void);
void app_filter_panel_set_settings (AppFilterPanel *self, GSettings *settings);
void app_filter_panel_set_lines (AppFilterPanel *self, GPtrArray *lines);
void app_filter_panel_set_filter (AppFilterPanel *self,
                                  const ModelFilter *filter,
                                  ModelSearchLooks *looks);
void app_filter_panel_keep (AppFilterPanel *self, const char *saved);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-line-list.h"

G_BEGIN_DECLS

#define APP_TYPE_COLUMN_CHOOSER (app_column_chooser_get_type ())
G_DECLARE_FINAL_TYPE (AppColumnChooser, app_column_chooser, APP, COLUMN_CHOOSER, GtkPopover)

void app_column_chooser_set_list (AppColumnChooser *self, AppLineList *list);

G_END_DECLS

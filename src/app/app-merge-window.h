/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-duplicates.h"

G_BEGIN_DECLS

#define APP_TYPE_MERGE_WINDOW (app_merge_window_get_type ())
G_DECLARE_FINAL_TYPE (AppMergeWindow, app_merge_window, APP, MERGE_WINDOW, AdwWindow)

AppMergeWindow *app_merge_window_new (GtkWindow *parent, ModelEntity entity);
void app_merge_window_set_duplicates (AppMergeWindow *self, GPtrArray *duplicates);
void app_merge_window_toast (AppMergeWindow *self, AdwToast *toast);
const char *app_merge_window_get_page (AppMergeWindow *self);
void app_merge_window_open (AppMergeWindow *self, guint n);

G_END_DECLS

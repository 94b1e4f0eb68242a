/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-detail.h"
#include "app-line-list.h"
#include "app-sidebar.h"
#include "work-opening.h"

G_BEGIN_DECLS

#define APP_TYPE_WINDOW (app_window_get_type ())
G_DECLARE_FINAL_TYPE (AppWindow, app_window, APP, WINDOW, AdwApplicationWindow)

AppWindow *app_window_new (GtkApplication *application);
void app_window_open (AppWindow *self, const char *path);
void app_window_open_started (AppWindow *self, WorkOpening *opening);
void app_window_create_demo (AppWindow *self, const char *path);
void app_window_create_new (AppWindow *self, const char *path);
void app_window_start (AppWindow *self);

char *app_window_dup_help (void);
const char *app_window_get_page (AppWindow *self);
gboolean app_window_is_busy (AppWindow *self);
AppSidebar *app_window_get_sidebar (AppWindow *self);
AppLineList *app_window_get_list (AppWindow *self);
AppDetail *app_window_get_detail (AppWindow *self);

G_END_DECLS

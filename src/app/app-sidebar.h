/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-counts.h"
#include "app-sidebar-row.h"
#include "work-school.h"

G_BEGIN_DECLS

#define APP_TYPE_SIDEBAR (app_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (AppSidebar, app_sidebar, APP, SIDEBAR, AdwBin)

const char *app_sidebar_todo_label (ModelTodo todo, gboolean is_for_teacher);

AppSidebar *app_sidebar_new (void);
void app_sidebar_set_overview (AppSidebar *self, WorkOverview *overview, AppCounts *counts);
void app_sidebar_set_outbox (AppSidebar *self, gboolean visible, guint n_waiting, guint n_failed);
void app_sidebar_set_for_teacher (AppSidebar *self, gboolean is_for_teacher);
gboolean app_sidebar_select (AppSidebar *self, const AppSidebarPlace *place);
AppSidebarRow *app_sidebar_get_selected (AppSidebar *self);
AppSidebarRow *app_sidebar_get_row (AppSidebar *self, int index);
void app_sidebar_set_expanded (AppSidebar *self, AppSidebarRow *row, gboolean expanded);
void app_sidebar_focus (AppSidebar *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-people-list.h"
#include "app-person-page.h"
#include "work-live.h"

G_BEGIN_DECLS

#define APP_TYPE_PEOPLE_WINDOW (app_people_window_get_type ())
G_DECLARE_FINAL_TYPE (AppPeopleWindow, app_people_window, APP, PEOPLE_WINDOW, AdwWindow)

AppPeopleWindow *app_people_window_new (GtkWindow *parent);
void
app_people_window_set_overview (AppPeopleWindow *self, WorkSchool *school, WorkOverview *overview);
void app_people_window_show (AppPeopleWindow *self, ModelEntity entity, gint64 id);
void app_people_window_tell_changes (AppPeopleWindow *self, WorkChanges *changes);
gboolean app_people_window_leave (AppPeopleWindow *self);
gboolean app_people_window_is_busy (AppPeopleWindow *self);
AppPeopleList *app_people_window_get_list (AppPeopleWindow *self);
AppPersonPage *app_people_window_get_page (AppPeopleWindow *self);

G_END_DECLS

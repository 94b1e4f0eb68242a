/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-compose-people.h"
#include "app-compose-what.h"
#include "work-message.h"

G_BEGIN_DECLS

#define APP_TYPE_COMPOSE_WINDOW (app_compose_window_get_type ())
G_DECLARE_FINAL_TYPE (AppComposeWindow, app_compose_window, APP, COMPOSE_WINDOW, AdwWindow)

AppComposeWindow *app_compose_window_new (GtkWindow *parent,
                                          WorkSchool *school,
                                          const WorkMessageThing *things,
                                          guint n_things);
void app_compose_window_set_accounts (AppComposeWindow *self, gboolean mail, gboolean sms);
void app_compose_window_set_plans (AppComposeWindow *self, GPtrArray *plans);
void app_compose_window_get_draft (AppComposeWindow *self, WorkMessageDraft *draft);
GPtrArray *app_compose_window_get_plans (AppComposeWindow *self);
AppComposePeople *app_compose_window_get_people (AppComposeWindow *self);
AppComposeWhat *app_compose_window_get_what (AppComposeWindow *self);
gboolean app_compose_window_is_ready (AppComposeWindow *self);
void app_compose_window_fail (AppComposeWindow *self, const char *sentence);
void app_compose_window_finish (AppComposeWindow *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-compose-item.h"

G_BEGIN_DECLS

#define APP_TYPE_COMPOSE_PEOPLE (app_compose_people_get_type ())
G_DECLARE_FINAL_TYPE (AppComposePeople, app_compose_people, APP, COMPOSE_PEOPLE, AdwBin)

AppComposePeople *app_compose_people_new (void);
void app_compose_people_set_plans (AppComposePeople *self, GPtrArray *plans);
GPtrArray *app_compose_people_get_plans (AppComposePeople *self);
guint app_compose_people_get_n (AppComposePeople *self);
AppComposeItem *app_compose_people_get_item (AppComposePeople *self, guint position);
void app_compose_people_select (AppComposePeople *self, guint position);
char *app_compose_people_dup_summary (AppComposePeople *self);
char *app_compose_people_dup_longest_sms (AppComposePeople *self);

G_END_DECLS

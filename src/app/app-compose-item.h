/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include "work-message.h"

G_BEGIN_DECLS

#define APP_TYPE_COMPOSE_ITEM (app_compose_item_get_type ())
G_DECLARE_FINAL_TYPE (AppComposeItem, app_compose_item, APP, COMPOSE_ITEM, GObject)

AppComposeItem *app_compose_item_new (const WorkMessagePlan *plan);
const WorkMessagePlan *app_compose_item_get_plan (AppComposeItem *self);
gboolean app_compose_item_is_chosen (AppComposeItem *self);
void app_compose_item_set_chosen (AppComposeItem *self, gboolean chosen);
char *app_compose_item_dup_key (AppComposeItem *self);
const char *app_compose_item_get_remark (AppComposeItem *self);

G_END_DECLS

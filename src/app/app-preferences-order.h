/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-preferences-part.h"
#include "app-record-list.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_ORDER (app_preferences_order_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesOrder,
                      app_preferences_order,
                      APP,
                      PREFERENCES_ORDER,
                      AdwPreferencesGroup)

AppPreferencesOrder *app_preferences_order_new (const char *entity);
AppRecordList *app_preferences_order_get_list (AppPreferencesOrder *self);

G_END_DECLS

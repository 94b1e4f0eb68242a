/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-preferences-part.h"
#include "app-setting-row.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_MESSAGES (app_preferences_messages_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesMessages,
                      app_preferences_messages,
                      APP,
                      PREFERENCES_MESSAGES,
                      AdwPreferencesGroup)

AppPreferencesMessages *app_preferences_messages_new (const char *what);
AppSettingRow *app_preferences_messages_get_row (AppPreferencesMessages *self, const char *name);

G_END_DECLS

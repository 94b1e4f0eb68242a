/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-preferences-part.h"
#include "app-setting-row.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_NUMBERS (app_preferences_numbers_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesNumbers,
                      app_preferences_numbers,
                      APP,
                      PREFERENCES_NUMBERS,
                      AdwPreferencesGroup)

AppPreferencesNumbers *app_preferences_numbers_new (const char *prefix);
AppSettingRow *app_preferences_numbers_get_row (AppPreferencesNumbers *self, const char *name);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-preferences-part.h"
#include "app-setting-row.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_KINDS (app_preferences_kinds_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesKinds,
                      app_preferences_kinds,
                      APP,
                      PREFERENCES_KINDS,
                      AdwPreferencesGroup)

AppPreferencesKinds *app_preferences_kinds_new (void);
AppSettingRow *
app_preferences_kinds_get_row (AppPreferencesKinds *self, const char *kind, const char *what);

G_END_DECLS

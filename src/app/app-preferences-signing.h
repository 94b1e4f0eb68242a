/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-preferences-part.h"
#include "app-setting-row.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_SIGNING (app_preferences_signing_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesSigning,
                      app_preferences_signing,
                      APP,
                      PREFERENCES_SIGNING,
                      AdwPreferencesPage)

AppPreferencesSigning *app_preferences_signing_new (void);
AppSettingRow *app_preferences_signing_get_row (AppPreferencesSigning *self, const char *name);

G_END_DECLS

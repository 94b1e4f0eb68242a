/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-job-row.h"
#include "app-preferences-part.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_ACCESS (app_preferences_access_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesAccess,
                      app_preferences_access,
                      APP,
                      PREFERENCES_ACCESS,
                      AdwPreferencesGroup)

AppPreferencesAccess *app_preferences_access_new (void);

G_END_DECLS

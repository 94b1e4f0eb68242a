/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-job-row.h"
#include "app-preferences-part.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_PRIVACY (app_preferences_privacy_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesPrivacy,
                      app_preferences_privacy,
                      APP,
                      PREFERENCES_PRIVACY,
                      AdwPreferencesGroup)

AppPreferencesPrivacy *app_preferences_privacy_new (void);
AppJobRow *app_preferences_privacy_get_row (AppPreferencesPrivacy *self, gint64 year_id);

G_END_DECLS

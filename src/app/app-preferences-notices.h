/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_NOTICES (app_preferences_notices_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesNotices,
                      app_preferences_notices,
                      APP,
                      PREFERENCES_NOTICES,
                      AdwPreferencesGroup)

AppPreferencesNotices *app_preferences_notices_new (void);
GtkSwitch *app_preferences_notices_get_switch (AppPreferencesNotices *self, const char *key);

G_END_DECLS

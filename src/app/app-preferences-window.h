/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-preferences.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_WINDOW (app_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesWindow,
                      app_preferences_window,
                      APP,
                      PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

AppPreferencesWindow *app_preferences_window_new (GtkWindow *parent, AppPreferences *preferences);
AppPreferences *app_preferences_window_get_preferences (AppPreferencesWindow *self);
void app_preferences_window_show_page (AppPreferencesWindow *self, const char *name);

G_END_DECLS

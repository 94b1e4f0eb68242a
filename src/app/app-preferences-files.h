/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-preferences-part.h"
#include "app-setting-row.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_FILES (app_preferences_files_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesFiles,
                      app_preferences_files,
                      APP,
                      PREFERENCES_FILES,
                      AdwPreferencesGroup)

AppPreferencesFiles *app_preferences_files_new (void);
AppSettingRow *app_preferences_files_get_row (AppPreferencesFiles *self);
const char *app_preferences_files_get_example (AppPreferencesFiles *self);
GtkWidget *app_preferences_files_get_field (AppPreferencesFiles *self, guint position);

G_END_DECLS

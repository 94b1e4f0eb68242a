/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-preferences-part.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_FIELDS (app_preferences_fields_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesFields, app_preferences_fields, APP, PREFERENCES_FIELDS, AdwBin)

AppPreferencesFields *app_preferences_fields_new (const char *kind);
GtkCheckButton *app_preferences_fields_get_check (AppPreferencesFields *self, const char *key);
guint app_preferences_fields_count_visible (AppPreferencesFields *self);
void app_preferences_fields_find (AppPreferencesFields *self, const char *words);

G_END_DECLS

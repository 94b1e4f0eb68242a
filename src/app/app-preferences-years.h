/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-preferences-part.h"
#include "app-record-list.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_YEARS (app_preferences_years_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesYears,
                      app_preferences_years,
                      APP,
                      PREFERENCES_YEARS,
                      AdwPreferencesPage)

AppPreferencesYears *app_preferences_years_new (void);
AppRecordList *app_preferences_years_get_list (AppPreferencesYears *self, ModelEntity entity);
gint64 app_preferences_years_get_year (AppPreferencesYears *self);
void app_preferences_years_set_year (AppPreferencesYears *self, gint64 year_id);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-form-part.h"
#include "app-picture-row.h"
#include "app-preferences-part.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_SCHOOL (app_preferences_school_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesSchool,
                      app_preferences_school,
                      APP,
                      PREFERENCES_SCHOOL,
                      AdwPreferencesPage)

AppPreferencesSchool *app_preferences_school_new (void);
AppFormPart *app_preferences_school_get_part (AppPreferencesSchool *self, const char *key);
AppPictureRow *app_preferences_school_get_picture (AppPreferencesSchool *self, const char *column);

G_END_DECLS

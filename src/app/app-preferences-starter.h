/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-preferences-part.h"
#include "work-starter.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_STARTER (app_preferences_starter_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesStarter,
                      app_preferences_starter,
                      APP,
                      PREFERENCES_STARTER,
                      AdwPreferencesGroup)

AppPreferencesStarter *app_preferences_starter_new (void);
void
app_preferences_starter_save (AppPreferencesStarter *self, WorkStarter starter, const char *path);
const char *app_preferences_starter_get_note (AppPreferencesStarter *self);

G_END_DECLS

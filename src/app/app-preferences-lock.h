/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-preferences-part.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_LOCK (app_preferences_lock_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesLock,
                      app_preferences_lock,
                      APP,
                      PREFERENCES_LOCK,
                      AdwPreferencesGroup)

GtkWidget *app_preferences_lock_new (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_SUBPAGE (app_preferences_subpage_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesSubpage,
                      app_preferences_subpage,
                      APP,
                      PREFERENCES_SUBPAGE,
                      AdwBin)

AppPreferencesSubpage *app_preferences_subpage_new (const char *name);

G_END_DECLS

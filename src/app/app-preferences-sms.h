/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-job-row.h"
#include "app-preferences-part.h"
#include "app-setting-row.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_SMS (app_preferences_sms_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesSms,
                      app_preferences_sms,
                      APP,
                      PREFERENCES_SMS,
                      AdwPreferencesGroup)

AppPreferencesSms *app_preferences_sms_new (void);
GtkWidget *app_preferences_sms_get_row (AppPreferencesSms *self, const char *name);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-message-rule-row.h"
#include "app-preferences-part.h"
#include "app-setting-row.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_SENDING (app_preferences_sending_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesSending,
                      app_preferences_sending,
                      APP,
                      PREFERENCES_SENDING,
                      AdwPreferencesGroup)

AppPreferencesSending *app_preferences_sending_new (void);
AppSettingRow *app_preferences_sending_get_switch (AppPreferencesSending *self);
AppMessageRuleRow *app_preferences_sending_get_row (AppPreferencesSending *self,
                                                    const char *event,
                                                    ModelMessageAudience audience);

G_END_DECLS

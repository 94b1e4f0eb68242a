/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-preferences-part.h"
#include "app-setting-row.h"
#include "model-rule.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_RULES (app_preferences_rules_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesRules,
                      app_preferences_rules,
                      APP,
                      PREFERENCES_RULES,
                      AdwPreferencesPage)

AppPreferencesRules *app_preferences_rules_new (void);
AppSettingRow *app_preferences_rules_get_row (AppPreferencesRules *self, ModelRuleId rule);

G_END_DECLS

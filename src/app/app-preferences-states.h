/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-order-list.h"
#include "app-preferences-part.h"
#include "app-setting-row.h"
#include "model-state.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_STATES (app_preferences_states_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesStates,
                      app_preferences_states,
                      APP,
                      PREFERENCES_STATES,
                      AdwPreferencesGroup)

AppPreferencesStates *app_preferences_states_new (void);
AppOrderList *app_preferences_states_get_list (AppPreferencesStates *self);
AppSettingRow *app_preferences_states_get_row (AppPreferencesStates *self,
                                               ModelSearchState state,
                                               const char *what);

G_END_DECLS

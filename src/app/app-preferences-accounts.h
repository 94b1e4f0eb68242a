/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-preferences-part.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_ACCOUNTS (app_preferences_accounts_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesAccounts,
                      app_preferences_accounts,
                      APP,
                      PREFERENCES_ACCOUNTS,
                      AdwPreferencesPage)

GtkWidget *app_preferences_accounts_new (void);

G_END_DECLS

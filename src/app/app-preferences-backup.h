/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-job-row.h"
#include "app-preferences-part.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_BACKUP (app_preferences_backup_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesBackup,
                      app_preferences_backup,
                      APP,
                      PREFERENCES_BACKUP,
                      AdwPreferencesPage)

AppPreferencesBackup *app_preferences_backup_new (void);
AppJobRow *app_preferences_backup_get_row (AppPreferencesBackup *self);
guint app_preferences_backup_get_n_kept (AppPreferencesBackup *self);

G_END_DECLS

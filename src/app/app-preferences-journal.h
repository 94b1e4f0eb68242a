/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-preferences-part.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_JOURNAL (app_preferences_journal_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesJournal,
                      app_preferences_journal,
                      APP,
                      PREFERENCES_JOURNAL,
                      AdwPreferencesGroup)

AppPreferencesJournal *app_preferences_journal_new (void);
guint app_preferences_journal_get_n_lines (AppPreferencesJournal *self);
void app_preferences_journal_write (AppPreferencesJournal *self, const char *path);

G_END_DECLS

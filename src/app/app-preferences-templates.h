/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-preferences-part.h"
#include "app-record-list.h"
#include "app-template-row.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_TEMPLATES (app_preferences_templates_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesTemplates,
                      app_preferences_templates,
                      APP,
                      PREFERENCES_TEMPLATES,
                      AdwPreferencesGroup)

AppPreferencesTemplates *app_preferences_templates_new (void);
AppRecordList *app_preferences_templates_get_list (AppPreferencesTemplates *self);
AppTemplateRow *app_preferences_templates_get_file (AppPreferencesTemplates *self, gint64 id);
const char *app_preferences_templates_get_note (AppPreferencesTemplates *self);

G_END_DECLS

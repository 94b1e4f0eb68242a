/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-preferences-part.h"
#include "model-message.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_TEXTS (app_preferences_texts_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesTexts,
                      app_preferences_texts,
                      APP,
                      PREFERENCES_TEXTS,
                      AdwPreferencesGroup)

AppPreferencesTexts *app_preferences_texts_new (void);
AdwActionRow *app_preferences_texts_get_row (AppPreferencesTexts *self,
                                             const char *event,
                                             ModelMessageAudience audience);

G_END_DECLS

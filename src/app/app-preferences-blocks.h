/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-preferences-part.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES_BLOCKS (app_preferences_blocks_get_type ())
G_DECLARE_FINAL_TYPE (AppPreferencesBlocks,
                      app_preferences_blocks,
                      APP,
                      PREFERENCES_BLOCKS,
                      AdwPreferencesGroup)

AppPreferencesBlocks *app_preferences_blocks_new (void);

G_END_DECLS

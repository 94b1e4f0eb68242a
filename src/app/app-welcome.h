/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_WELCOME (app_welcome_get_type ())
G_DECLARE_FINAL_TYPE (AppWelcome, app_welcome, APP, WELCOME, AdwBin)

AppWelcome *app_welcome_new (void);
void app_welcome_set_recent (AppWelcome *self, const char *const *paths);
guint app_welcome_get_n_recent (AppWelcome *self);

G_END_DECLS

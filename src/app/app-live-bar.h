/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_LIVE_BAR (app_live_bar_get_type ())
G_DECLARE_FINAL_TYPE (AppLiveBar, app_live_bar, APP, LIVE_BAR, AdwBin)

AppLiveBar *app_live_bar_new (void);
void app_live_bar_tell (AppLiveBar *self, const char *text, guint seconds);
void app_live_bar_warn (AppLiveBar *self, const char *text, const char *verb);
void app_live_bar_offer (AppLiveBar *self, const char *text, const char *verb);
void app_live_bar_clear (AppLiveBar *self);
const char *app_live_bar_get_text (AppLiveBar *self);
gboolean app_live_bar_is_warning (AppLiveBar *self);

G_END_DECLS

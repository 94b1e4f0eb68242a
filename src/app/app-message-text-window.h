/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-preferences.h"
#include "model-message.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_MESSAGE_TEXT_WINDOW (app_message_text_window_get_type ())
G_DECLARE_FINAL_TYPE (AppMessageTextWindow,
                      app_message_text_window,
                      APP,
                      MESSAGE_TEXT_WINDOW,
                      AdwWindow)

AppMessageTextWindow *app_message_text_window_new (GtkWindow *parent,
                                                   AppPreferences *preferences,
                                                   const char *event,
                                                   ModelMessageAudience audience);

G_END_DECLS

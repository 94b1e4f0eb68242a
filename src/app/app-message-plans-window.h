/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-message.h"

G_BEGIN_DECLS

#define APP_TYPE_MESSAGE_PLANS_WINDOW (app_message_plans_window_get_type ())
G_DECLARE_FINAL_TYPE (AppMessagePlansWindow,
                      app_message_plans_window,
                      APP,
                      MESSAGE_PLANS_WINDOW,
                      AdwWindow)

AppMessagePlansWindow *app_message_plans_window_new (GtkWindow *parent, WorkSchool *school);
void app_message_plans_window_show_plans (AppMessagePlansWindow *self, GPtrArray *plans);

G_END_DECLS

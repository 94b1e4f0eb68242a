/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-signing.h"

G_BEGIN_DECLS

#define APP_TYPE_SIGN_WINDOW (app_sign_window_get_type ())
G_DECLARE_FINAL_TYPE (AppSignWindow, app_sign_window, APP, SIGN_WINDOW, AdwWindow)

AppSignWindow *
app_sign_window_new (GtkWindow *parent, const WorkSigningSetup *setup, GPtrArray *plans);
GPtrArray *app_sign_window_get_plans (AppSignWindow *self);

G_END_DECLS

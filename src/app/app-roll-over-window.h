/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-year.h"

G_BEGIN_DECLS

#define APP_TYPE_ROLL_OVER_WINDOW (app_roll_over_window_get_type ())
G_DECLARE_FINAL_TYPE (AppRollOverWindow, app_roll_over_window, APP, ROLL_OVER_WINDOW, AdwWindow)

AppRollOverWindow *app_roll_over_window_new (GtkWindow *parent, WorkRollOver *plan);
const WorkRollOver *app_roll_over_window_get_plan (AppRollOverWindow *self);
const char *app_roll_over_window_get_page (AppRollOverWindow *self);
void app_roll_over_window_go_on (AppRollOverWindow *self);
void app_roll_over_window_go_back (AppRollOverWindow *self);
void
app_roll_over_window_finish (AppRollOverWindow *self, const WorkDone *done, const GError *error);

G_END_DECLS

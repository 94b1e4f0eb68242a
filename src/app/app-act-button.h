/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_ACT_BUTTON (app_act_button_get_type ())
G_DECLARE_FINAL_TYPE (AppActButton, app_act_button, APP, ACT_BUTTON, GtkButton)

GtkWidget *app_act_button_new (const char *text, const char *action);
void app_act_button_set_target (AppActButton *self, const char *name, GVariant *target);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_CURTAIN (app_curtain_get_type ())
G_DECLARE_FINAL_TYPE (AppCurtain, app_curtain, APP, CURTAIN, GObject)

AppCurtain *app_curtain_new (GtkWindow *window);
void app_curtain_draw (AppCurtain *self);
void app_curtain_open (AppCurtain *self);
void app_curtain_set_admits (AppCurtain *self, gboolean admits);
gboolean app_curtain_is_drawn (AppCurtain *self);
guint app_curtain_get_n_hidden (AppCurtain *self);
void app_curtain_close_hidden (AppCurtain *self);

G_END_DECLS

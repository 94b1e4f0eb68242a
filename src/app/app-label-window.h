/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_LABEL_WINDOW (app_label_window_get_type ())
G_DECLARE_FINAL_TYPE (AppLabelWindow, app_label_window, APP, LABEL_WINDOW, AdwWindow)

AppLabelWindow *app_label_window_new (GtkWindow *parent, guint n_labels, guint first);
guint app_label_window_get_first (AppLabelWindow *self);
void app_label_window_set_first (AppLabelWindow *self, guint first);
void app_label_window_accept (AppLabelWindow *self);

G_END_DECLS

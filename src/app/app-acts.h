/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AppActsMay:
 * @action: a detailed name: "win.generate"
 * @user_data: of the caller
 *
 * Returns: whether whoever is signed in may ever do that
 */
typedef gboolean (*AppActsMay) (const char *action, gpointer user_data);

void app_acts_show (GtkWidget *root, AppActsMay may, gpointer user_data);
gboolean app_acts_is_withheld (GtkWidget *widget);

G_END_DECLS

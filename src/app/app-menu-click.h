/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AppMenuPressedFunc:
 * @object: what app_menu_click_add() was given
 * @widget: what is pressed
 * @x: where, in @widget
 * @y: alike
 *
 * Returns: whether there is a menu at that place
 */
typedef gboolean (*AppMenuPressedFunc) (gpointer object, GtkWidget *widget, double x, double y);

/**
 * AppMenuWantedFunc:
 * @object: what app_menu_click_add() was given
 * @widget: what was clicked
 * @x: where, in @widget
 * @y: alike
 *
 * Opens the menu.
 */
typedef void (*AppMenuWantedFunc) (gpointer object, GtkWidget *widget, double x, double y);

void app_menu_click_add (GtkWidget *widget,
                         AppMenuPressedFunc pressed,
                         AppMenuWantedFunc wanted,
                         gpointer object);

G_END_DECLS

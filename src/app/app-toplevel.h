/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean app_toplevel_is_open (GtkWindow *window);
void app_toplevel_remember (gpointer owner, gpointer slot, GtkWindow *window);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

PangoLayout *app_draw_layout_new (GtkWidget *widget, const char *text, double scale, int weight);
int app_draw_text_height (GtkWidget *widget, double scale);
void app_draw_symbol (GtkWidget *widget,
                      GtkSnapshot *snapshot,
                      const char *name,
                      int size,
                      const GdkRGBA *colour);

G_END_DECLS

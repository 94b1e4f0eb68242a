/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void app_list_box_clear (GtkListBox *list);
void app_list_box_show_or (GtkListBox *list, GtkWidget *note, gboolean known);

G_END_DECLS

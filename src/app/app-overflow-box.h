/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_OVERFLOW_BOX (app_overflow_box_get_type ())
G_DECLARE_FINAL_TYPE (AppOverflowBox, app_overflow_box, APP, OVERFLOW_BOX, GtkWidget)

GtkWidget *app_overflow_box_new (void);
void app_overflow_box_set_label (AppOverflowBox *self, GtkWidget *label);
void app_overflow_box_set_more (AppOverflowBox *self, GtkWidget *more);
void app_overflow_box_append (AppOverflowBox *self, GtkWidget *child);

G_END_DECLS

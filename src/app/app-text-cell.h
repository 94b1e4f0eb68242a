/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_TEXT_CELL (app_text_cell_get_type ())
G_DECLARE_FINAL_TYPE (AppTextCell, app_text_cell, APP, TEXT_CELL, GtkWidget)

GtkWidget *app_text_cell_new (void);
void app_text_cell_set (AppTextCell *self, const char *text, const char *detail, gboolean strong);
void app_text_cell_set_unread (AppTextCell *self, guint n_unread);
const char *app_text_cell_get_text (AppTextCell *self);
const char *app_text_cell_get_detail (AppTextCell *self);

G_END_DECLS

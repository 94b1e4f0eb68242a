/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_COLUMN_ROW (app_column_row_get_type ())
G_DECLARE_FINAL_TYPE (AppColumnRow, app_column_row, APP, COLUMN_ROW, GtkListBoxRow)

GtkWidget *
app_column_row_new (const char *key, const char *title, gboolean is_shown, gboolean can_hide);
const char *app_column_row_get_key (AppColumnRow *self);
void app_column_row_set_ends (AppColumnRow *self, gboolean is_first, gboolean is_last);
void app_column_row_focus_move (AppColumnRow *self, int delta);

G_END_DECLS

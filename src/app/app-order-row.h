/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_ORDER_ROW (app_order_row_get_type ())
G_DECLARE_FINAL_TYPE (AppOrderRow, app_order_row, APP, ORDER_ROW, AdwExpanderRow)

AppOrderRow *app_order_row_new (gint64 id);
gint64 app_order_row_get_id (AppOrderRow *self);
void app_order_row_set_texts (AppOrderRow *self, const char *title, const char *subtitle);
void app_order_row_set_removable (AppOrderRow *self, gboolean removable);
void app_order_row_set_movable (AppOrderRow *self, gboolean movable, gboolean up, gboolean down);
GtkWidget *app_order_row_get_handle (AppOrderRow *self);
const char *app_order_row_get_note (AppOrderRow *self);

G_END_DECLS

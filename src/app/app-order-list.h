/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-order-row.h"

G_BEGIN_DECLS

#define APP_TYPE_ORDER_LIST (app_order_list_get_type ())
G_DECLARE_FINAL_TYPE (AppOrderList, app_order_list, APP, ORDER_LIST, AdwBin)

AppOrderList *app_order_list_new (void);
void app_order_list_set_placeholder (AppOrderList *self, const char *text);
void app_order_list_set_may (AppOrderList *self, gboolean move, gboolean remove);
void app_order_list_set_rows (AppOrderList *self, GPtrArray *rows);
guint app_order_list_get_n_rows (AppOrderList *self);
AppOrderRow *app_order_list_get_row (AppOrderList *self, guint position);
void app_order_list_move (AppOrderList *self, AppOrderRow *row, int position);

G_END_DECLS

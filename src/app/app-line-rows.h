/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "model-line.h"

G_BEGIN_DECLS

#define APP_TYPE_LINE_ROW (app_line_row_get_type ())
G_DECLARE_FINAL_TYPE (AppLineRow, app_line_row, APP, LINE_ROW, GObject)

ModelLine *app_line_row_get_line (AppLineRow *self);
gboolean app_line_row_is_stale (AppLineRow *self);

#define APP_TYPE_LINE_ROWS (app_line_rows_get_type ())
G_DECLARE_FINAL_TYPE (AppLineRows, app_line_rows, APP, LINE_ROWS, GObject)

AppLineRows *app_line_rows_new (GListModel *lines, guint limit);
void app_line_rows_begin (AppLineRows *self);
void app_line_rows_end (AppLineRows *self);
void app_line_rows_set_limit (AppLineRows *self, guint limit);
guint app_line_rows_get_limit (AppLineRows *self);

G_END_DECLS

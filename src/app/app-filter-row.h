/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_FILTER_ROW (app_filter_row_get_type ())
G_DECLARE_FINAL_TYPE (AppFilterRow, app_filter_row, APP, FILTER_ROW, GtkListBoxRow)

GtkWidget *app_filter_row_new (const char *name);
const char *app_filter_row_get_name (AppFilterRow *self);

G_END_DECLS

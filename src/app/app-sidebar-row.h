/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-line.h"

G_BEGIN_DECLS

#define APP_TYPE_SIDEBAR_ROW (app_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (AppSidebarRow, app_sidebar_row, APP, SIDEBAR_ROW, GtkListBoxRow)

/**
 * AppSidebarPlace:
 * @todo: the to-do list; %MODEL_TODO_ALL with a class
 * @class_group_id: a class, or 0
 * @period_id: one of its periods, or 0
 * @is_outbox: the mails and SMS, and no lines
 *
 * What a row of the sidebar stands for.
 */
typedef struct
{
  ModelTodo todo;
  gint64 class_group_id;
  gint64 period_id;
  gboolean is_outbox;
} AppSidebarPlace;

GtkWidget *app_sidebar_row_new (const AppSidebarPlace *place, const char *label);
const AppSidebarPlace *app_sidebar_row_get_place (AppSidebarRow *self);
const char *app_sidebar_row_get_label (AppSidebarRow *self);
const char *app_sidebar_row_get_count (AppSidebarRow *self);
void app_sidebar_row_set_label (AppSidebarRow *self, const char *label);
void app_sidebar_row_set_symbol (AppSidebarRow *self, const char *icon_name);
void app_sidebar_row_set_count (AppSidebarRow *self,
                                const char *count,
                                const char *spoken,
                                const char *style);
void app_sidebar_row_set_expandable (AppSidebarRow *self, gboolean expandable);
void app_sidebar_row_set_expanded (AppSidebarRow *self, gboolean expanded);
gboolean app_sidebar_row_get_expanded (AppSidebarRow *self);

G_END_DECLS

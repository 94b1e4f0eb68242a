/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-line.h"
#include "model-setting.h"

G_BEGIN_DECLS

#define APP_TYPE_LINE_LIST (app_line_list_get_type ())
G_DECLARE_FINAL_TYPE (AppLineList, app_line_list, APP, LINE_LIST, AdwBin)

/**
 * AppLineListEmpty:
 *
 * Why the list has no lines: each says something else to do next.
 */
typedef enum
{
  APP_LINE_LIST_EMPTY_SCHOOL, /* nothing was imported yet */
  APP_LINE_LIST_EMPTY_SCOPE,  /* nothing left in this place */
  APP_LINE_LIST_EMPTY_SEARCH, /* no line has these words */
  APP_LINE_LIST_EMPTY_FILTER  /* no line is wanted by the filter */
} AppLineListEmpty;

AppLineList *app_line_list_new (void);
void app_line_list_set_steps (AppLineList *self, GPtrArray *steps);
void app_line_list_set_looks (AppLineList *self, ModelSearchLooks *looks);
void app_line_list_set_scope (AppLineList *self, gboolean one_class, gboolean one_period);
void app_line_list_show (AppLineList *self, GPtrArray *lines, AppLineListEmpty empty);
void app_line_list_show_again (AppLineList *self, GPtrArray *lines, AppLineListEmpty empty);
guint app_line_list_get_n_lines (AppLineList *self);
ModelLine *app_line_list_get_line (AppLineList *self, guint position);
GPtrArray *app_line_list_get_lines (AppLineList *self);
GPtrArray *app_line_list_get_selected (AppLineList *self);
guint app_line_list_get_n_selected (AppLineList *self);
GMenuModel *app_line_list_get_menu (AppLineList *self);
void app_line_list_select (AppLineList *self, guint position, gboolean scroll);
void app_line_list_select_all (AppLineList *self);
void app_line_list_unselect (AppLineList *self);
gboolean app_line_list_sort (AppLineList *self, const char *column, gboolean descending);
const char *app_line_list_get_sort (AppLineList *self, gboolean *descending);
gboolean app_line_list_show_column (AppLineList *self, const char *column, gboolean shown);
void app_line_list_move_column (AppLineList *self, const char *column, int delta);
void app_line_list_reset_columns (AppLineList *self);
void app_line_list_set_columns (AppLineList *self, GVariant *columns);
GVariant *app_line_list_get_columns (AppLineList *self);
const char *app_line_list_get_column_title (AppLineList *self, const char *column);
gboolean app_line_list_can_hide_column (AppLineList *self, const char *column);
gboolean app_line_list_is_narrow (AppLineList *self);
void app_line_list_choose_columns (AppLineList *self);
void app_line_list_set_widths (AppLineList *self, GVariant *widths);
GVariant *app_line_list_get_widths (AppLineList *self);
char **app_line_list_dup_wanted (AppLineList *self);
GdkContentProvider *app_line_list_copy (AppLineList *self);
const char *app_line_list_get_page (AppLineList *self);
void app_line_list_focus (AppLineList *self);

G_END_DECLS

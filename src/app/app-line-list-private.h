/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-column-chooser.h"
#include "app-line-list.h"
#include "app-line-columns-private.h"
#include "app-line-rows.h"

G_BEGIN_DECLS

/**
 * AppLineList:
 *
 * The list of lines: columns, sorting, selection, and what to do next when there is nothing to
 * show.
 *
 * Emits "selection-changed" when other lines are selected, "line-activated" when one is opened, and
 * "step-chosen" with a line and a step when a segment of its bar was clicked or dragged.
 */
struct _AppLineList
{
  AdwBin parent_instance;

  GtkStack *pages;
  GtkScrolledWindow *scrolled;
  GtkColumnView *view;
  GtkMenuButton *columns_button;
  AppColumnChooser *chooser;
  GtkColumnViewColumn *columns[APP_N_LINE_COLUMNS];
  gboolean is_wanted[APP_N_LINE_COLUMNS]; /* shown where there is room */
  gboolean is_default[APP_N_LINE_COLUMNS];
  int widths[APP_N_LINE_COLUMNS]; /* of the columns that are hidden */
  int default_widths[APP_N_LINE_COLUMNS];
  GMenuModel *line_menu;
  GMenu *state_menu; /* a submenu of it */
  GtkWidget *popover;

  GListStore *store;
  GtkSortListModel *sorted;
  AppLineRows *rows;
  GtkMultiSelection *selection;
  GHashTable *cells; /* list item → column: those that show a line now */

  AppLineLook look;
  guint relayout_source;
  guint reveal_source;
  GPtrArray *wanted; /* (element-type ModelLine): while they take their places a part at a time */
  guint n_placed;    /* of them */
  guint place_source;
  gboolean is_look_new;       /* what is told beside the lines has changed */
  GPtrArray *selected_before; /* while the list is being sorted */
  gboolean is_filling;        /* selection changes are the list's own */
};

/* app-line-list.c */
GtkListItem *_app_line_list_item_at (AppLineList *self, double x, double y);
void _app_line_list_choose_step (AppLineList *self, ModelLine *line, int step);

/* app-line-list-steps.c */
void _app_line_list_init_steps (AppLineList *self);

/* app-line-list-columns.c */
void _app_line_list_init_columns (AppLineList *self);
void _app_line_list_show_columns (AppLineList *self);
AppLineColumn _app_line_list_get_column_at (AppLineList *self, guint position);
void _app_line_list_install_column_actions (GtkWidgetClass *widget_class);

/* app-line-list-rows.c */
void _app_line_list_make_models (AppLineList *self);
void _app_line_list_show_line (AppLineList *self, GtkListItem *item, const AppLineColumnInfo *info);
void _app_line_list_refresh_cells (AppLineList *self, gboolean all);
void _app_line_list_replace (AppLineList *self, GPtrArray *lines);
void _app_line_list_replace_slowly (AppLineList *self, GPtrArray *lines);
void _app_line_list_stop_replacing (AppLineList *self);
void _app_line_list_need_row (AppLineList *self, guint position);
void _app_line_list_scroll_to (AppLineList *self, guint position);
gboolean _app_line_list_focus_selected (AppLineList *self);

G_END_DECLS

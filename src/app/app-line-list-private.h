/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-line-list.h"
#include "app-line-columns-private.h"

G_BEGIN_DECLS

/**
 * AppLineList:
 *
 * The list of lines: columns, sorting, selection, and what to do next when there is nothing to
 * show.
 *
 * Emits "selection-changed" when other lines are selected and "line-activated" when one is opened.
 */
struct _AppLineList
{
  AdwBin parent_instance;

  GtkStack *pages;
  GtkScrolledWindow *scrolled;
  GtkColumnView *view;
  GtkColumnViewColumn *columns[APP_N_LINE_COLUMNS];
  int widths[APP_N_LINE_COLUMNS]; /* of the columns that are hidden */
  GMenuModel *line_menu;
  GtkWidget *popover;

  GListStore *store;
  GtkSortListModel *sorted;
  GtkMultiSelection *selection;

  AppLineLook look;
  guint relayout_source;
  gboolean is_filling; /* selection changes are the list's own */
};

G_END_DECLS

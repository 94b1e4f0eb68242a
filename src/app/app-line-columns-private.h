/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "model-line.h"
#include "model-setting.h"

G_BEGIN_DECLS

/**
 * AppLineWidth:
 *
 * How much room the list has, and so which columns it shows.
 */
typedef enum
{
  APP_LINE_WIDTH_NARROW,
  APP_LINE_WIDTH_MEDIUM,
  APP_LINE_WIDTH_WIDE
} AppLineWidth;

typedef enum
{
  APP_LINE_COLUMN_STUDENT,
  APP_LINE_COLUMN_SEARCH,
  APP_LINE_COLUMN_COMPANY,
  APP_LINE_COLUMN_DATES,
  APP_LINE_COLUMN_AGREEMENT,
  APP_LINE_COLUMN_PROGRESS,
  APP_N_LINE_COLUMNS
} AppLineColumn;

/**
 * AppLineLook:
 * @width: how much room there is
 * @one_class: whether all lines are of one class, which then need not be said
 * @one_period: the same for the period
 * @steps: (element-type ModelStep): the school's steps
 * @looks: how the school shows the states of a search
 *
 * What a cell must know beside its line.
 */
typedef struct
{
  AppLineWidth width;
  gboolean one_class;
  gboolean one_period;
  GPtrArray *steps;
  ModelSearchLooks *looks;
} AppLineLook;

typedef struct
{
  const char *key; /* in the settings and in win.sort */
  GtkWidget *(*make) (void);
  void (*show) (GtkWidget *cell, ModelLine *line, const AppLineLook *look);
  GCompareDataFunc compare;
  AppLineWidth from; /* the least width that it is shown at */
  int min_width;     /* of a cell, for the columns that take what is left */
} AppLineColumnInfo;

const AppLineColumnInfo *app_line_column_info (AppLineColumn column);

G_END_DECLS

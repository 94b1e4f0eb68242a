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
  APP_LINE_WIDTH_WIDE,
  APP_LINE_WIDTH_LARGE
} AppLineWidth;

/* In the order in which they come until they are moved, which is that of the template. */
typedef enum
{
  APP_LINE_COLUMN_STUDENT,
  APP_LINE_COLUMN_CLASS,
  APP_LINE_COLUMN_PERIOD,
  APP_LINE_COLUMN_SEARCH,
  APP_LINE_COLUMN_CONTACT,
  APP_LINE_COLUMN_COMPANY,
  APP_LINE_COLUMN_SIRET,
  APP_LINE_COLUMN_TUTOR,
  APP_LINE_COLUMN_TEACHER,
  APP_LINE_COLUMN_DATES,
  APP_LINE_COLUMN_AGREEMENT,
  APP_LINE_COLUMN_PRINTED,
  APP_LINE_COLUMN_MESSAGED,
  APP_LINE_COLUMN_PROGRESS,
  APP_LINE_COLUMN_NOTES,
  APP_N_LINE_COLUMNS
} AppLineColumn;

/**
 * AppLineLook:
 * @width: how much room there is
 * @one_class: whether all lines are of one class, which then need not be said
 * @one_period: the same for the period
 * @has_class: whether the class has a column of its own
 * @has_period: the same for the period
 * @has_notes: the same for notes, of which the unread are shown beside the name else
 * @steps: (element-type ModelStep): the school's steps
 * @looks: how the school shows the states of a search
 * @today: what "9 days ago" is counted from
 *
 * What a cell must know beside its line.
 */
typedef struct
{
  AppLineWidth width;
  gboolean one_class;
  gboolean one_period;
  gboolean has_class;
  gboolean has_period;
  gboolean has_notes;
  GPtrArray *steps;
  ModelSearchLooks *looks;
  GDate today;
} AppLineLook;

typedef struct _AppLineColumnInfo AppLineColumnInfo;

struct _AppLineColumnInfo
{
  const char *key; /* in the settings and in win.sort */
  GtkWidget *(*make) (void);
  void (*show) (const AppLineColumnInfo *info,
                GtkWidget *cell,
                ModelLine *line,
                const AppLineLook *look);
  char *(*copy) (const AppLineColumnInfo *info, ModelLine *line, const AppLineLook *look);
  GCompareDataFunc compare; /* its data is the column */
  gsize text;               /* the member of a line that it shows, when it is but one */
  gsize order;              /* the text of a line that it is sorted by, when it is one */
  AppLineWidth from;        /* the least width that it is shown at */
  int min_width;            /* of a cell, for the columns that take what is left */
};

const AppLineColumnInfo *app_line_column_info (AppLineColumn column);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-line-columns-private.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "app-state-badge.h"
#include "app-step-bar.h"
#include "app-text-cell.h"

#define SEPARATOR " · "

/* Joins what is not empty. */
static char *
join (const char *first, const char *second, const char *third)
{
  const char *parts[4] = { NULL };
  guint n = 0;

  if (first[0] != '\0')
    parts[n++] = first;
  if (second[0] != '\0')
    parts[n++] = second;
  if (third[0] != '\0')
    parts[n++] = third;
  return g_strjoinv (SEPARATOR, (char **) parts);
}

static void
show_student (GtkWidget *cell, ModelLine *line, const AppLineLook *look)
{
  g_autofree char *rank = app_format_rank (line);
  g_autofree char *detail = NULL;

  if (look->width == APP_LINE_WIDTH_NARROW)
    detail = join (rank, look->one_class ? "" : line->class_name, line->company);
  else
    detail = join (rank, look->one_class ? "" : line->class_name,
                   look->one_period ? "" : line->period_name);
  app_text_cell_set (APP_TEXT_CELL (cell), line->student, detail, TRUE);
}

static void
show_search (GtkWidget *cell, ModelLine *line, const AppLineLook *look)
{
  app_state_badge_set_state (APP_STATE_BADGE (cell), &look->looks->states[line->search_state]);
}

static void
show_company (GtkWidget *cell, ModelLine *line, const AppLineLook *look)
{
  app_text_cell_set (APP_TEXT_CELL (cell), line->company[0] != '\0' ? line->company : "—",
                     line->town, FALSE);
}

static void
show_dates (GtkWidget *cell, ModelLine *line, const AppLineLook *look)
{
  g_autofree char *range = app_format_range (line->start, line->end);
  char *year = strrchr (range, ' ');

  /* The year is that of the window; what it takes would cost the end of the other columns. */
  if (year != NULL && year != strchr (range, ' ') && g_ascii_isdigit (year[1])
      && g_str_has_prefix (line->end, year + 1))
    *year = '\0';
  app_text_cell_set (APP_TEXT_CELL (cell), range,
                     line->dates_differ ? _ ("other than the period’s") : "", FALSE);
}

static void
show_agreement (GtkWidget *cell, ModelLine *line, const AppLineLook *look)
{
  app_text_cell_set (APP_TEXT_CELL (cell), line->number[0] != '\0' ? line->number : "—",
                     app_format_mode (line->mode), FALSE);
}

static void
show_progress (GtkWidget *cell, ModelLine *line, const AppLineLook *look)
{
  const char *style;
  g_autofree char *text = app_format_progress (line, look->steps, &style);

  if (line->step >= 0 && !line->cancelled && line->n_steps > 0)
    app_step_bar_set (APP_STEP_BAR (cell), line->step, line->n_steps, text);
  else
    app_step_bar_set_caption (APP_STEP_BAR (cell), text, style);
}

/* Every comparison ends with the student, so that an order is always the same one. */
static int
compare_student (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const ModelLine *first = a, *second = b;
  int order = strcmp (first->student_key, second->student_key);

  if (order == 0)
    order = strcmp (first->start, second->start);
  return order != 0 ? order : first->rank - second->rank;
}

static int
compare_search (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const ModelLine *first = a, *second = b;
  int order = (int) first->search_state - (int) second->search_state;

  return order != 0 ? order : compare_student (a, b, NULL);
}

/* An empty text comes after all others: what is not known yet is of less use at the top. */
static int
compare_texts (const char *first, const char *second)
{
  if (first[0] == '\0' || second[0] == '\0')
    return (first[0] == '\0') - (second[0] == '\0');
  return strcmp (first, second);
}

static int
compare_company (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const ModelLine *first = a, *second = b;
  int order = compare_texts (first->company_key, second->company_key);

  return order != 0 ? order : compare_student (a, b, NULL);
}

static int
compare_dates (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const ModelLine *first = a, *second = b;
  int order = compare_texts (first->start, second->start);

  if (order == 0)
    order = compare_texts (first->end, second->end);
  return order != 0 ? order : compare_student (a, b, NULL);
}

static int
compare_agreement (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const ModelLine *first = a, *second = b;
  int order = compare_texts (first->number, second->number);

  return order != 0 ? order : compare_student (a, b, NULL);
}

static int
progress_of (const ModelLine *line)
{
  if (line->cancelled)
    return -1;
  return line->step >= 0 ? 100 + line->step : (int) line->search_state;
}

static int
compare_progress (gconstpointer a, gconstpointer b, gpointer user_data)
{
  int order = progress_of (a) - progress_of (b);

  return order != 0 ? order : compare_student (a, b, NULL);
}

static const AppLineColumnInfo columns[APP_N_LINE_COLUMNS] = {
  [APP_LINE_COLUMN_STUDENT] = { "student", app_text_cell_new, show_student, compare_student,
                                APP_LINE_WIDTH_NARROW, 132 },
  [APP_LINE_COLUMN_SEARCH] = { "search", app_state_badge_new, show_search, compare_search,
                               APP_LINE_WIDTH_MEDIUM },
  [APP_LINE_COLUMN_COMPANY] = { "company", app_text_cell_new, show_company, compare_company,
                                APP_LINE_WIDTH_MEDIUM, 92 },
  [APP_LINE_COLUMN_DATES] = { "dates", app_text_cell_new, show_dates, compare_dates,
                              APP_LINE_WIDTH_WIDE },
  [APP_LINE_COLUMN_AGREEMENT] = { "agreement", app_text_cell_new, show_agreement, compare_agreement,
                                  APP_LINE_WIDTH_WIDE },
  [APP_LINE_COLUMN_PROGRESS] = { "progress", app_step_bar_new, show_progress, compare_progress,
                                 APP_LINE_WIDTH_NARROW },
};

/**
 * app_line_column_info:
 * @column: a column of the list
 *
 * Returns: (transfer none): how its cells are made, filled and compared
 */
const AppLineColumnInfo *
app_line_column_info (AppLineColumn column)
{
  g_return_val_if_fail ((guint) column < APP_N_LINE_COLUMNS, NULL);
  return &columns[column];
}

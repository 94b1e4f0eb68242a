/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-line-columns-private.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "app-note-cell.h"
#include "app-progress-cell.h"
#include "app-state-badge.h"
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

static const char *
text_of (ModelLine *line, gsize member)
{
  return G_STRUCT_MEMBER (const char *, line, member);
}

static const char *
text_or_dash (const char *text)
{
  return text[0] != '\0' ? text : "—";
}

/* ---- what cells show ---- */

static void
show_text (const AppLineColumnInfo *info, GtkWidget *cell, ModelLine *line, const AppLineLook *look)
{
  app_text_cell_set (APP_TEXT_CELL (cell), text_or_dash (text_of (line, info->text)), "", FALSE);
}

static void
show_student (const AppLineColumnInfo *info,
              GtkWidget *cell,
              ModelLine *line,
              const AppLineLook *look)
{
  g_autofree char *rank = app_format_rank (line);
  const char *class_name = look->one_class || look->has_class ? "" : line->class_name;
  const char *period_name = look->one_period || look->has_period ? "" : line->period_name;
  g_autofree char *detail =
      join (rank, class_name, look->width == APP_LINE_WIDTH_NARROW ? line->company : period_name);

  app_text_cell_set (APP_TEXT_CELL (cell), line->student, detail, TRUE);
  app_text_cell_set_unread (APP_TEXT_CELL (cell), look->has_notes ? 0 : (guint) line->n_unread);
}

static void
show_search (const AppLineColumnInfo *info,
             GtkWidget *cell,
             ModelLine *line,
             const AppLineLook *look)
{
  app_state_badge_set_state (APP_STATE_BADGE (cell), &look->looks->states[line->search_state]);
}

static void
show_contact (const AppLineColumnInfo *info,
              GtkWidget *cell,
              ModelLine *line,
              const AppLineLook *look)
{
  g_autofree char *ago = app_format_ago (line->last_contact, &look->today);
  g_autofree char *day = app_format_day (line->last_contact);
  g_autofree char *detail = join (day, line->last_account, "");

  app_text_cell_set (APP_TEXT_CELL (cell), text_or_dash (ago), detail, FALSE);
}

/* While there is no company, when the student was last seen says more than nothing. */
static void
show_company (const AppLineColumnInfo *info,
              GtkWidget *cell,
              ModelLine *line,
              const AppLineLook *look)
{
  g_autofree char *ago = NULL, *seen = NULL;

  if (line->company[0] == '\0' && line->search_state != MODEL_SEARCH_EXEMPT)
    ago = app_format_ago (line->last_contact, &look->today);
  if (ago != NULL && ago[0] != '\0')
    /* Translators: when: “interview 9 days ago”. */
    seen = g_strdup_printf (_ ("interview %s"), ago);
  app_text_cell_set (APP_TEXT_CELL (cell), text_or_dash (line->company),
                     seen != NULL ? seen : line->town, FALSE);
}

static void
show_dates (const AppLineColumnInfo *info,
            GtkWidget *cell,
            ModelLine *line,
            const AppLineLook *look)
{
  g_autofree char *range = app_format_range (line->start, line->end);
  char *year = strrchr (range, ' ');

  /* The year is that of the window; what it takes would cost the end of the other columns. */
  if (year != NULL && year != strchr (range, ' ') && g_ascii_isdigit (year[1])
      && g_str_has_prefix (line->end, year + 1))
    *year = '\0';
  app_text_cell_set (APP_TEXT_CELL (cell), range, line->dates_differ ? _ ("other dates") : "",
                     FALSE);
}

static void
show_agreement (const AppLineColumnInfo *info,
                GtkWidget *cell,
                ModelLine *line,
                const AppLineLook *look)
{
  app_text_cell_set (APP_TEXT_CELL (cell), text_or_dash (line->number),
                     app_format_mode (line->mode), FALSE);
}

/* A day that has passed, and how long ago. */
static void
show_past_day (const AppLineColumnInfo *info,
               GtkWidget *cell,
               ModelLine *line,
               const AppLineLook *look)
{
  g_autofree char *day = app_format_day (text_of (line, info->text));
  g_autofree char *ago = app_format_ago (text_of (line, info->text), &look->today);

  app_text_cell_set (APP_TEXT_CELL (cell), text_or_dash (day), ago, FALSE);
}

static void
show_progress (const AppLineColumnInfo *info,
               GtkWidget *cell,
               ModelLine *line,
               const AppLineLook *look)
{
  AppProgressCell *progress = APP_PROGRESS_CELL (cell);
  const char *style;
  g_autofree char *text = app_format_progress (line, look->steps, &style);
  AppStepBar *steps;

  if (line->signers != NULL && line->signers->len > 0 && !line->cancelled)
    {
      app_signer_marks_set_line (app_progress_cell_show_signers (progress), line, text, style);
      return;
    }
  steps = app_progress_cell_show_steps (progress);
  if (line->step >= 0 && !line->cancelled && line->n_steps > 0)
    app_step_bar_set (steps, line->step, line->n_steps, text);
  else if (line->placement_id == 0 && line->period_id != 0
           && line->search_state != MODEL_SEARCH_EXEMPT)
    app_step_bar_set_acts (steps, text, line->student, line->student_id, line->period_id);
  else
    app_step_bar_set_caption (steps, text, style);
}

static void
show_notes (const AppLineColumnInfo *info,
            GtkWidget *cell,
            ModelLine *line,
            const AppLineLook *look)
{
  app_note_cell_set (APP_NOTE_CELL (cell), (guint) line->n_notes, (guint) line->n_unread);
}

/* ---- what a spreadsheet is given ---- */

static char *
copy_text (const AppLineColumnInfo *info, ModelLine *line, const AppLineLook *look)
{
  return g_strdup (text_of (line, info->text));
}

static char *
copy_search (const AppLineColumnInfo *info, ModelLine *line, const AppLineLook *look)
{
  return g_strdup (look->looks->states[line->search_state].label);
}

static char *
copy_contact (const AppLineColumnInfo *info, ModelLine *line, const AppLineLook *look)
{
  g_autofree char *day = app_format_day (line->last_contact);

  return join (day, line->last_account, "");
}

static char *
copy_company (const AppLineColumnInfo *info, ModelLine *line, const AppLineLook *look)
{
  return join (line->company, line->town, "");
}

static char *
copy_dates (const AppLineColumnInfo *info, ModelLine *line, const AppLineLook *look)
{
  return app_format_range (line->start, line->end);
}

static char *
copy_day (const AppLineColumnInfo *info, ModelLine *line, const AppLineLook *look)
{
  return app_format_day (text_of (line, info->text));
}

static char *
copy_progress (const AppLineColumnInfo *info, ModelLine *line, const AppLineLook *look)
{
  const char *style;

  return app_format_progress (line, look->steps, &style);
}

static char *
copy_notes (const AppLineColumnInfo *info, ModelLine *line, const AppLineLook *look)
{
  return line->n_notes > 0 ? g_strdup_printf ("%d", line->n_notes) : g_strdup ("");
}

/* ---- in which order lines are ---- */

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
compare_order (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const AppLineColumnInfo *info = user_data;
  int order = compare_texts (text_of ((ModelLine *) a, info->order),
                             text_of ((ModelLine *) b, info->order));

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

/* What is to be read comes first, then where most was written. */
static int
compare_notes (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const ModelLine *first = a, *second = b;
  int order = second->n_unread - first->n_unread;

  if (order == 0)
    order = second->n_notes - first->n_notes;
  return order != 0 ? order : compare_student (a, b, NULL);
}

#define MEMBER(name) G_STRUCT_OFFSET (ModelLine, name)
#define TEXT_COLUMN(key, text, order)                                                           \
  {                                                                                             \
    key, app_text_cell_new, show_text, copy_text, compare_order, MEMBER (text), MEMBER (order), \
        APP_LINE_WIDTH_WIDE                                                                     \
  }

#define DAY_COLUMN(key, day)                                                                    \
  {                                                                                             \
    key, app_text_cell_new, show_past_day, copy_day, compare_order, MEMBER (day), MEMBER (day), \
        APP_LINE_WIDTH_WIDE                                                                     \
  }

static const AppLineColumnInfo columns[APP_N_LINE_COLUMNS] = {
  [APP_LINE_COLUMN_STUDENT] = { "student", app_text_cell_new, show_student, copy_text,
                                compare_student, MEMBER (student), MEMBER (student_key),
                                APP_LINE_WIDTH_NARROW, 128 },
  [APP_LINE_COLUMN_CLASS] = TEXT_COLUMN ("class", class_name, class_key),
  [APP_LINE_COLUMN_PERIOD] = TEXT_COLUMN ("period", period_name, period_name),
  [APP_LINE_COLUMN_SEARCH] = { "search", app_state_badge_new, show_search, copy_search,
                               compare_search, 0, 0, APP_LINE_WIDTH_MEDIUM },
  [APP_LINE_COLUMN_CONTACT] = { "contact", app_text_cell_new, show_contact, copy_contact,
                                compare_order, 0, MEMBER (last_contact), APP_LINE_WIDTH_WIDE },
  [APP_LINE_COLUMN_COMPANY] = { "company", app_text_cell_new, show_company, copy_company,
                                compare_order, 0, MEMBER (company_key), APP_LINE_WIDTH_MEDIUM, 84 },
  [APP_LINE_COLUMN_SIRET] = TEXT_COLUMN ("siret", siret, siret),
  [APP_LINE_COLUMN_TUTOR] = TEXT_COLUMN ("tutor", tutor, tutor_key),
  [APP_LINE_COLUMN_TEACHER] = TEXT_COLUMN ("teacher", teacher, teacher_key),
  [APP_LINE_COLUMN_DATES] = { "dates", app_text_cell_new, show_dates, copy_dates, compare_dates, 0,
                              MEMBER (start), APP_LINE_WIDTH_WIDE },
  [APP_LINE_COLUMN_AGREEMENT] = { "agreement", app_text_cell_new, show_agreement, copy_text,
                                  compare_order, MEMBER (number), MEMBER (number),
                                  APP_LINE_WIDTH_WIDE },
  [APP_LINE_COLUMN_PRINTED] = DAY_COLUMN ("printed", printed_on),
  [APP_LINE_COLUMN_MESSAGED] = DAY_COLUMN ("messaged", messaged_on),
  [APP_LINE_COLUMN_PROGRESS] = { "progress", app_progress_cell_new, show_progress, copy_progress,
                                 compare_progress, 0, 0, APP_LINE_WIDTH_NARROW },
  [APP_LINE_COLUMN_NOTES] = { "notes", app_note_cell_new, show_notes, copy_notes, compare_notes, 0,
                              0, APP_LINE_WIDTH_LARGE },
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-exchange.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-text.h"
#include "work-exchange-private.h"

#define TOKEN_DIGITS 12

const ExchangeColumn work_exchange_sheet_columns[EXCHANGE_N_SHEETS][EXCHANGE_MAX_COLUMNS] = {
  [EXCHANGE_SHEET_STUDENTS] = { EXCHANGE_COLUMN_KEY, EXCHANGE_COLUMN_STUDENT, EXCHANGE_COLUMN_CLASS,
                                EXCHANGE_COLUMN_PERIOD, EXCHANGE_COLUMN_DATES,
                                EXCHANGE_COLUMN_SEARCH, EXCHANGE_COLUMN_COMPANY,
                                EXCHANGE_COLUMN_TOWN, EXCHANGE_COLUMN_AGREEMENT,
                                EXCHANGE_COLUMN_CONTACT, EXCHANGE_N_COLUMNS },
  [EXCHANGE_SHEET_INTERVIEWS] = { EXCHANGE_COLUMN_KEY, EXCHANGE_COLUMN_DAY, EXCHANGE_COLUMN_STUDENT,
                                  EXCHANGE_COLUMN_MEANS, EXCHANGE_COLUMN_ACCOUNT,
                                  EXCHANGE_COLUMN_NEXT_STEP, EXCHANGE_N_COLUMNS },
  [EXCHANGE_SHEET_MESSAGES] = { EXCHANGE_COLUMN_KEY, EXCHANGE_COLUMN_WHEN, EXCHANGE_COLUMN_FROM,
                                EXCHANGE_COLUMN_STUDENT, EXCHANGE_COLUMN_TONE,
                                EXCHANGE_COLUMN_MESSAGE, EXCHANGE_COLUMN_ANSWER,
                                EXCHANGE_N_COLUMNS },
};

static const char *const sheet_names[] = {
  [EXCHANGE_SHEET_STUDENTS] = N_ ("Students"),
  [EXCHANGE_SHEET_INTERVIEWS] = N_ ("Visits and interviews"),
  [EXCHANGE_SHEET_MESSAGES] = N_ ("Messages"),
};

static const char *const column_titles[] = {
  [EXCHANGE_COLUMN_KEY] = N_ ("Mark of Paraphe"),
  [EXCHANGE_COLUMN_STUDENT] = N_ ("Student"),
  [EXCHANGE_COLUMN_CLASS] = N_ ("Class"),
  [EXCHANGE_COLUMN_PERIOD] = N_ ("Period"),
  [EXCHANGE_COLUMN_DATES] = N_ ("Dates"),
  [EXCHANGE_COLUMN_SEARCH] = N_ ("Search"),
  [EXCHANGE_COLUMN_COMPANY] = N_ ("Company"),
  [EXCHANGE_COLUMN_TOWN] = N_ ("Town"),
  [EXCHANGE_COLUMN_AGREEMENT] = N_ ("Agreement’s progress"),
  [EXCHANGE_COLUMN_CONTACT] = N_ ("Last interview"),
  [EXCHANGE_COLUMN_DAY] = N_ ("Day of the visit"),
  [EXCHANGE_COLUMN_MEANS] = N_ ("How"),
  [EXCHANGE_COLUMN_ACCOUNT] = N_ ("Account"),
  [EXCHANGE_COLUMN_NEXT_STEP] = N_ ("Next step"),
  [EXCHANGE_COLUMN_WHEN] = N_ ("Date"),
  [EXCHANGE_COLUMN_FROM] = N_ ("From"),
  [EXCHANGE_COLUMN_TONE] = N_ ("Tone"),
  [EXCHANGE_COLUMN_MESSAGE] = N_ ("Message"),
  [EXCHANGE_COLUMN_ANSWER] = N_ ("Your answer"),
};

/**
 * _work_exchange_sheet_name:
 * @sheet: a sheet
 *
 * Returns: what it is called in a file
 */
const char *
_work_exchange_sheet_name (ExchangeSheet sheet)
{
  return _ (sheet_names[sheet]);
}

/**
 * _work_exchange_column_title:
 * @column: a column
 *
 * Returns: what heads it
 */
const char *
_work_exchange_column_title (ExchangeColumn column)
{
  return _ (column_titles[column]);
}

/**
 * _work_exchange_column_source_title:
 * @column: a column
 *
 * Returns: what heads it in a file that was made in English
 */
const char *
_work_exchange_column_source_title (ExchangeColumn column)
{
  return column_titles[column];
}

/**
 * work_exchange_kind_label:
 * @kind: what a row is
 *
 * Returns: (transfer none): the same for a person
 */
const char *
work_exchange_kind_label (WorkExchangeKind kind)
{
  static const char *const labels[] = {
    [WORK_EXCHANGE_INTERVIEW] = N_ ("Interview"),
    [WORK_EXCHANGE_MESSAGE] = N_ ("Message"),
    [WORK_EXCHANGE_ANSWER] = N_ ("Answer"),
  };

  g_return_val_if_fail ((guint) kind < WORK_N_EXCHANGE_KINDS, "");
  return _ (labels[kind]);
}

/**
 * work_exchange_state_label:
 * @state: what can become of a row
 *
 * Returns: (transfer none): the same for a person
 */
const char *
work_exchange_state_label (WorkExchangeState state)
{
  static const char *const labels[] = {
    [WORK_EXCHANGE_NEW] = N_ ("New"),
    [WORK_EXCHANGE_TAKEN] = N_ ("Already taken"),
    [WORK_EXCHANGE_PROBLEM] = N_ ("To correct"),
  };

  g_return_val_if_fail ((guint) state < WORK_N_EXCHANGE_STATES, "");
  return _ (labels[state]);
}

/**
 * _work_exchange_row_free:
 * @row: (transfer full): a #WorkExchangeRow
 */
void
_work_exchange_row_free (gpointer row)
{
  WorkExchangeRow *self = row;

  g_free (self->place);
  g_free (self->student);
  g_free (self->day);
  g_free (self->means);
  g_free (self->text);
  g_free (self->next_step);
  g_free (self->tone);
  g_free (self->remark);
  g_free (self->key);
  g_free (self);
}

/**
 * work_exchange_review_free:
 * @review: (nullable) (transfer full): what a sheet brings
 */
void
work_exchange_review_free (WorkExchangeReview *review)
{
  if (review == NULL)
    return;
  g_free (review->token);
  g_free (review->teacher);
  g_free (review->made_on);
  g_clear_pointer (&review->rows, g_ptr_array_unref);
  g_free (review);
}

/* ---- marks ---- */

/**
 * _work_exchange_token_new:
 *
 * Returns: (transfer full): what one export is known by
 */
char *
_work_exchange_token_new (void)
{
  g_autofree char *uuid = g_uuid_string_random ();
  GString *token = g_string_new ("PX");

  for (const char *c = uuid; *c != '\0' && token->len < 2 + TOKEN_DIGITS; c++)
    if (g_ascii_isxdigit (*c))
      g_string_append_c (token, g_ascii_toupper (*c));
  return g_string_free (token, FALSE);
}

/**
 * _work_exchange_key:
 * @token: of the export
 * @kind: which kind of row
 * @first: its number, or what it is about
 * @second: alike, or 0
 *
 * Returns: (transfer full): what the row is known by: "PX0123456789AB.e12-3"
 */
char *
_work_exchange_key (const char *token, char kind, gint64 first, gint64 second)
{
  return second != 0 ? g_strdup_printf ("%s.%c%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, token, kind,
                                        first, second)
                     : g_strdup_printf ("%s.%c%" G_GINT64_FORMAT, token, kind, first);
}

static gboolean
read_number (const char **text, gint64 *number)
{
  char *end = NULL;

  if (!g_ascii_isdigit (**text))
    return FALSE;
  *number = g_ascii_strtoll (*text, &end, 10);
  *text = end;
  return *number > 0 && *number < G_MAXINT64;
}

/**
 * _work_exchange_key_parse:
 * @cell: what a cell says
 * @token: (out) (optional) (transfer full): of which export it is
 * @kind: (out): which kind of row
 * @ids: (out): its numbers, 0 where there is none
 *
 * Returns: whether it is a row's mark
 */
gboolean
_work_exchange_key_parse (const char *cell, char **token, char *kind, gint64 ids[2])
{
  const char *at = cell + 2;

  ids[0] = ids[1] = 0;
  if (strlen (cell) < 2 + TOKEN_DIGITS + 3 || !g_str_has_prefix (cell, "PX"))
    return FALSE;
  for (guint i = 0; i < TOKEN_DIGITS; i++, at++)
    if (!g_ascii_isxdigit (*at) || g_ascii_islower (*at))
      return FALSE;
  if (at[0] != '.' || strchr ("evmn", at[1]) == NULL || at[1] == '\0')
    return FALSE;
  *kind = at[1];
  at += 2;
  if (!read_number (&at, &ids[0]))
    return FALSE;
  if (*at == '-')
    {
      at++;
      if (!read_number (&at, &ids[1]))
        return FALSE;
    }
  if (*at != '\0')
    return FALSE;
  if (token != NULL)
    *token = g_strndup (cell, 2 + TOKEN_DIGITS);
  return TRUE;
}

/* ---- whom it is about ---- */

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const ModelLine *first = *(ModelLine *const *) a, *second = *(ModelLine *const *) b;
  int order = strcmp (first->class_key, second->class_key);

  if (order == 0)
    order = strcmp (first->student_key, second->student_key);
  if (order == 0)
    order = (first->student_id > second->student_id) - (first->student_id < second->student_id);
  if (order == 0)
    order = strcmp (first->start, second->start);
  return order != 0 ? order : first->rank - second->rank;
}

/**
 * _work_exchange_lines:
 * @overview: a school year
 * @teacher_id: a teacher, or 0 for all lines
 *
 * Returns: (transfer full) (element-type ModelLine): the lines that he or she follows, by class and
 *   student
 */
GPtrArray *
_work_exchange_lines (WorkOverview *overview, gint64 teacher_id)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < overview->lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (overview->lines, i);

      if (line->period_id != 0 && (teacher_id == 0 || line->teacher_id == teacher_id))
        g_ptr_array_add (lines, g_object_ref (line));
    }
  g_ptr_array_sort (lines, compare_lines);
  return lines;
}

/**
 * _work_exchange_labels:
 * @lines: (element-type ModelLine): lines, as _work_exchange_lines() gives them
 *
 * Returns: (transfer full) (element-type utf8): what each is called in a list: no two alike
 */
GPtrArray *
_work_exchange_labels (GPtrArray *lines)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (lines, i);
      g_autofree char *first = g_strdup_printf ("%s (%s)", line->student, line->period_name);
      g_autofree char *label = g_strdup (first);

      for (guint n = 2; g_hash_table_contains (seen, label); n++)
        {
          g_free (label);
          label = g_strdup_printf ("%s %u", first, n);
        }
      g_hash_table_add (seen, g_strdup (label));
      g_ptr_array_add (labels, g_steal_pointer (&label));
    }
  return labels;
}

static void
teacher_free (gpointer data)
{
  WorkExchangeTeacher *teacher = data;

  g_free (teacher->name);
  g_free (teacher);
}

/* How many students there are among lines that lie together by student. */
static guint
count_students (GPtrArray *lines)
{
  g_autoptr (GHashTable) students = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < lines->len; i++)
    g_hash_table_add (students,
                      GSIZE_TO_POINTER ((gsize) ((ModelLine *) lines->pdata[i])->student_id));
  return g_hash_table_size (students);
}

/**
 * work_exchange_teachers:
 * @overview: a school year
 *
 * Returns: (transfer full) (element-type WorkExchangeTeacher): who follows students in the year, by
 *   name
 */
GPtrArray *
work_exchange_teachers (WorkOverview *overview)
{
  GPtrArray *teachers = g_ptr_array_new_with_free_func (teacher_free);

  for (guint i = 0; i < overview->teachers->len; i++)
    {
      const WorkChoice *choice = g_ptr_array_index (overview->teachers, i);
      g_autoptr (GPtrArray) lines = _work_exchange_lines (overview, choice->id);
      WorkExchangeTeacher *teacher;

      if (lines->len == 0)
        continue;
      teacher = g_new0 (WorkExchangeTeacher, 1);
      teacher->id = choice->id;
      teacher->name = g_strdup (choice->name);
      teacher->n_students = count_students (lines);
      g_ptr_array_add (teachers, teacher);
    }
  return teachers;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "work-exchange-private.h"

#include "base-file.h"
#include "base-text.h"
#include "model-value.h"

/* Rows in which the titles may be: others can be put above them. */
#define TITLE_ROWS 40

#define HASH_CHARS 16

/* How a sheet is known, whatever it is called and wherever its columns are. */
static const struct
{
  ExchangeColumn first;
  ExchangeColumn second;
} marks[] = {
  [EXCHANGE_SHEET_STUDENTS] = { EXCHANGE_COLUMN_STUDENT, EXCHANGE_COLUMN_CLASS },
  [EXCHANGE_SHEET_INTERVIEWS] = { EXCHANGE_COLUMN_STUDENT, EXCHANGE_COLUMN_ACCOUNT },
  [EXCHANGE_SHEET_MESSAGES] = { EXCHANGE_COLUMN_STUDENT, EXCHANGE_COLUMN_MESSAGE },
};

/* A student of the sheet, by what is typed for him or her. */
typedef struct
{
  gint64 student_id;
  gint64 period_id;
} Known;

/* What reading the rows has met so far. */
typedef struct
{
  const ExchangeReading *reading;
  GHashTable *students; /* folded label → Known */
  GHashTable *seen;     /* keys of rows, and what says the same */
  GPtrArray *rows;      /* (element-type WorkExchangeRow) */
} Reader;

/* One row at its sheet. */
typedef struct
{
  const TableCells *sheet;
  const TableCellsRow *row;
  const int *columns; /* by ExchangeColumn; -1 where the sheet has none */
} At;

/* ---- cells ---- */

static gboolean
is_title (const char *folded, ExchangeColumn column)
{
  g_autofree char *title = base_text_fold (_work_exchange_column_title (column));
  g_autofree char *source = base_text_fold (_work_exchange_column_source_title (column));

  return g_str_equal (folded, title) || g_str_equal (folded, source);
}

/* @columns: where each column is in @row, or -1 */
static void
find_columns (const TableCellsRow *row, int columns[EXCHANGE_N_COLUMNS])
{
  for (guint i = 0; i < EXCHANGE_N_COLUMNS; i++)
    columns[i] = -1;
  for (guint i = 0; i < row->n_cells; i++)
    {
      g_autofree char *folded = base_text_fold (row->cells[i]);

      for (guint j = 0; folded[0] != '\0' && j < EXCHANGE_N_COLUMNS; j++)
        if (columns[j] < 0 && is_title (folded, (ExchangeColumn) j))
          {
            columns[j] = (int) i;
            break;
          }
    }
}

/* @after: number of the first row after the titles */
static gboolean
find_titles (const TableCells *sheet,
             int columns[EXCHANGE_N_COLUMNS],
             ExchangeSheet *which,
             guint *after)
{
  for (guint i = 0; i < sheet->rows->len && i < TITLE_ROWS; i++)
    {
      find_columns (sheet->rows->pdata[i], columns);
      for (guint j = 0; j < EXCHANGE_N_SHEETS; j++)
        if (columns[marks[j].first] >= 0 && columns[marks[j].second] >= 0)
          {
            *which = (ExchangeSheet) j;
            *after = i + 1;
            return TRUE;
          }
    }
  return FALSE;
}

/* (transfer none): "" where there is nothing */
static const char *
cell (const At *at, ExchangeColumn column)
{
  int i = at->columns[column];

  return i >= 0 && (guint) i < at->row->n_cells ? at->row->cells[i] : "";
}

/* (transfer none) (nullable): the mark of the row, wherever it is */
static const char *
mark_of (const TableCellsRow *row, char **token, char *kind, gint64 ids[2])
{
  for (guint i = 0; i < row->n_cells; i++)
    if (_work_exchange_key_parse (row->cells[i], token, kind, ids))
      return row->cells[i];
  return NULL;
}

/**
 * _work_exchange_read_token:
 * @sheets: (element-type TableCells): a file
 * @token: (out) (transfer full): which export it comes from: the one that most of its rows name
 * @error: return location
 *
 * Returns: %FALSE when the file is no exchange sheet
 */
gboolean
_work_exchange_read_token (GPtrArray *sheets, char **token, GError **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint best = 0;

  *token = NULL;
  for (guint i = 0; i < sheets->len; i++)
    {
      const TableCells *sheet = sheets->pdata[i];

      for (guint j = 0; j < sheet->rows->len; j++)
        {
          char *found = NULL;
          char kind;
          gint64 ids[2];
          guint n;

          if (mark_of (sheet->rows->pdata[j], &found, &kind, ids) == NULL)
            continue;
          n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, found)) + 1;
          if (n > best)
            {
              best = n;
              g_free (*token);
              *token = g_strdup (found);
            }
          g_hash_table_insert (counts, found, GUINT_TO_POINTER (n));
        }
    }
  return *token != NULL
         || _work_refuse (error,
                          _ ("This file is no exchange sheet of Paraphe, or the hidden column "
                             "“%s” was deleted in it. Choose the file that the teacher gave "
                             "back."),
                          _work_exchange_column_title (EXCHANGE_COLUMN_KEY));
}

/* ---- whom it is about ---- */

static void
know (Reader *reader, const char *label, gint64 student_id, gint64 period_id)
{
  g_autofree char *folded = base_text_fold (label);
  Known known = { student_id, period_id };

  if (folded[0] != '\0' && !g_hash_table_contains (reader->students, folded))
    g_hash_table_insert (reader->students, g_steal_pointer (&folded),
                         g_memdup2 (&known, sizeof known));
}

static ModelLine *
find_line (GPtrArray *lines, gint64 student_id, gint64 period_id)
{
  for (guint i = 0; i < lines->len; i++)
    {
      ModelLine *line = lines->pdata[i];

      if (line->student_id == student_id && (period_id == 0 || line->period_id == period_id))
        return line;
    }
  return NULL;
}

/* What the file says of its own students counts, when they are of this year. */
static void
know_sheet (Reader *reader, const TableCells *sheet, const int *columns, guint first)
{
  for (guint i = first; i < sheet->rows->len; i++)
    {
      At at = { sheet, sheet->rows->pdata[i], columns };
      g_autofree char *token = NULL;
      char kind;
      gint64 ids[2];

      if (mark_of (at.row, &token, &kind, ids) != NULL && kind == 'e' && ids[1] != 0
          && g_str_equal (token, reader->reading->token)
          && find_line (reader->reading->all, ids[0], ids[1]) != NULL)
        know (reader, cell (&at, EXCHANGE_COLUMN_STUDENT), ids[0], ids[1]);
    }
}

/* Else those whom the teacher follows, by label or, where only one period is meant, by name. */
static void
know_lines (Reader *reader)
{
  GPtrArray *lines = reader->reading->lines;
  g_autoptr (GPtrArray) labels = _work_exchange_labels (lines);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      ModelLine *line = lines->pdata[i];
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, line->student));

      know (reader, labels->pdata[i], line->student_id, line->period_id);
      g_hash_table_insert (counts, g_strdup (line->student), GUINT_TO_POINTER (n + 1));
    }
  for (guint i = 0; i < lines->len; i++)
    {
      ModelLine *line = lines->pdata[i];

      if (GPOINTER_TO_UINT (g_hash_table_lookup (counts, line->student)) == 1)
        know (reader, line->student, line->student_id, line->period_id);
    }
}

/* ---- rows ---- */

static gboolean
is_problem (WorkExchangeRow *row, char *remark)
{
  row->state = WORK_EXCHANGE_PROBLEM;
  g_free (row->remark);
  row->remark = remark;
  return FALSE;
}

/* (transfer full): "C7"; the row alone where the sheet has no such column */
static char *
name_cell (const At *at, ExchangeColumn column)
{
  int i = at->columns[column];

  return i >= 0 ? table_cells_name (at->row->number, (guint) i)
                : g_strdup_printf ("%u", at->row->number);
}

static gboolean
read_student (Reader *reader, const At *at, WorkExchangeRow *row)
{
  const char *text = cell (at, EXCHANGE_COLUMN_STUDENT);
  g_autofree char *folded = base_text_fold (text);
  g_autofree char *name = name_cell (at, EXCHANGE_COLUMN_STUDENT);
  const Known *known = g_hash_table_lookup (reader->students, folded);

  row->student = g_strdup (text);
  if (folded[0] == '\0')
    return is_problem (row, g_strdup_printf (_ ("Cell %s: the student is missing. Choose one from "
                                                "the list."),
                                             name));
  if (known == NULL)
    return is_problem (row, g_strdup_printf (_ ("Cell %s: “%s” is none of this teacher’s students. "
                                                "Write the name as on the sheet “%s”."),
                                             name, text,
                                             _work_exchange_sheet_name (EXCHANGE_SHEET_STUDENTS)));
  row->student_id = known->student_id;
  row->period_id = known->period_id;
  return TRUE;
}

static gboolean
read_day (Reader *reader, const At *at, WorkExchangeRow *row)
{
  const ExchangeReading *reading = reader->reading;
  const char *text = cell (at, EXCHANGE_COLUMN_DAY);
  g_autofree char *name = name_cell (at, EXCHANGE_COLUMN_DAY);

  row->day = table_cells_day (at->sheet, text);
  if (text[0] == '\0')
    return is_problem (row, g_strdup_printf (_ ("Cell %s: the day is missing. Write it as "
                                                "26/11/2026."),
                                             name));
  if (row->day == NULL)
    return is_problem (row, g_strdup_printf (_ ("Cell %s: “%s” is no day. Write it as "
                                                "26/11/2026."),
                                             name, text));
  if (strcmp (row->day, reading->first) < 0 || strcmp (row->day, reading->last) > 0)
    return is_problem (row, g_strdup_printf (_ ("Cell %s: this day is not in the school year. "
                                                "Correct it."),
                                             name));
  return TRUE;
}

/* A choice as it is typed: its words, or others for the same. */
static gboolean
read_choice (const At *at,
             ExchangeColumn column,
             const char *field_key,
             WorkExchangeRow *row,
             char **value)
{
  const ModelField *field = model_field_find (field_key);
  const char *text = cell (at, column);
  g_autofree char *name = name_cell (at, column);

  if (text[0] == '\0' || model_value_parse (field, text, value, NULL))
    return TRUE;
  return is_problem (
      row, g_strdup_printf (_ ("Cell %s: “%s” is not in the list of this column. Choose from it."),
                            name, text));
}

static gboolean
read_interview (Reader *reader, const At *at, WorkExchangeRow *row)
{
  const char *account = cell (at, EXCHANGE_COLUMN_ACCOUNT);
  const char *next_step = cell (at, EXCHANGE_COLUMN_NEXT_STEP);
  g_autofree char *name = name_cell (at, EXCHANGE_COLUMN_ACCOUNT);

  row->kind = WORK_EXCHANGE_INTERVIEW;
  row->text = g_strdup (account);
  row->next_step = next_step[0] != '\0' ? g_strdup (next_step) : NULL;
  if (!read_student (reader, at, row) || !read_day (reader, at, row)
      || !read_choice (at, EXCHANGE_COLUMN_MEANS, "interview.means", row, &row->means))
    return FALSE;
  return account[0] != '\0'
         || is_problem (row, g_strdup_printf (_ ("Cell %s: the account is missing. Say in a few "
                                                 "words what came of it."),
                                              name));
}

static gboolean
read_message (Reader *reader, const At *at, WorkExchangeRow *row)
{
  const char *text = cell (at, EXCHANGE_COLUMN_MESSAGE);
  g_autofree char *name = name_cell (at, EXCHANGE_COLUMN_MESSAGE);

  row->kind = WORK_EXCHANGE_MESSAGE;
  row->text = g_strdup (text);
  if (!read_student (reader, at, row)
      || !read_choice (at, EXCHANGE_COLUMN_TONE, "note.tone", row, &row->tone))
    return FALSE;
  if (row->tone == NULL)
    row->tone = g_strdup ("information");
  return text[0] != '\0'
         || is_problem (row, g_strdup_printf (_ ("Cell %s: the message is missing. Write it, or "
                                                 "empty the line."),
                                              name));
}

static gboolean
read_answer (Reader *reader, const At *at, WorkExchangeRow *row, gint64 note_id)
{
  row->kind = WORK_EXCHANGE_ANSWER;
  row->note_id = note_id;
  row->text = g_strdup (cell (at, EXCHANGE_COLUMN_ANSWER));
  row->tone = g_strdup ("information");
  return read_student (reader, at, row);
}

/* What the row says, in a few characters: one that is changed is another one. */
static char *
digest (const WorkExchangeRow *row)
{
  g_autofree char *all = g_strdup_printf (
      "%d|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%s|%s|%s|%s|%s", row->kind,
      row->student_id, row->period_id, row->note_id, row->day != NULL ? row->day : "",
      row->means != NULL ? row->means : "", row->tone != NULL ? row->tone : "", row->text,
      row->next_step != NULL ? row->next_step : "");
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);

  return g_strndup (sum, HASH_CHARS);
}

/* The row's own mark with what it says; a mark that was copied with its row counts once. */
static void
set_key (Reader *reader, WorkExchangeRow *row, const char *mark)
{
  g_autofree char *sum = digest (row);
  const char *own = mark != NULL ? strchr (mark, '.') + 1 : "";

  if (own[0] != '\0' && !g_hash_table_add (reader->seen, g_strdup (own)))
    own = "";
  row->key = g_strconcat (own, "#", sum, NULL);
  if (g_hash_table_add (reader->seen, g_steal_pointer (&sum)))
    return;
  row->state = WORK_EXCHANGE_TAKEN;
  row->remark = g_strdup (_ ("The same stands on another line of this file."));
}

static gboolean
is_blank (const At *at, const ExchangeColumn *columns, guint n)
{
  for (guint i = 0; i < n; i++)
    if (cell (at, columns[i])[0] != '\0')
      return FALSE;
  return TRUE;
}

/* (transfer full) (nullable): what the row says; %NULL when nothing was filled in */
static WorkExchangeRow *
read_row (Reader *reader, const At *at, ExchangeSheet which)
{
  static const ExchangeColumn interview[] = { EXCHANGE_COLUMN_DAY, EXCHANGE_COLUMN_STUDENT,
                                              EXCHANGE_COLUMN_MEANS, EXCHANGE_COLUMN_ACCOUNT,
                                              EXCHANGE_COLUMN_NEXT_STEP };
  static const ExchangeColumn message[] = { EXCHANGE_COLUMN_MESSAGE };
  static const ExchangeColumn answer[] = { EXCHANGE_COLUMN_ANSWER };
  g_autofree char *token = NULL;
  char kind = '\0';
  gint64 ids[2] = { 0 };
  const char *mark = mark_of (at->row, &token, &kind, ids);
  gboolean is_answer = which == EXCHANGE_SHEET_MESSAGES && kind == 'n';
  WorkExchangeRow *row;
  gboolean is_read;

  if (is_answer                          ? is_blank (at, answer, G_N_ELEMENTS (answer))
      : which == EXCHANGE_SHEET_MESSAGES ? is_blank (at, message, G_N_ELEMENTS (message))
                                         : is_blank (at, interview, G_N_ELEMENTS (interview)))
    return NULL;
  row = g_new0 (WorkExchangeRow, 1);
  row->place = at->sheet->name[0] != '\0'
                   ? g_strdup_printf (_ ("%s, line %u"), at->sheet->name, at->row->number)
                   : g_strdup_printf (_ ("Line %u"), at->row->number);
  if (is_answer)
    is_read = read_answer (reader, at, row, ids[0]);
  else if (which == EXCHANGE_SHEET_MESSAGES)
    is_read = read_message (reader, at, row);
  else
    is_read = read_interview (reader, at, row);
  if (token != NULL && !g_str_equal (token, reader->reading->token))
    is_read = is_problem (row, g_strdup (_ ("This line comes from another exchange sheet. Take "
                                            "that file instead, or write the line anew.")));
  if (is_read)
    set_key (reader, row, mark);
  return row;
}

static void
read_sheet (Reader *reader,
            const TableCells *sheet,
            const int *columns,
            ExchangeSheet which,
            guint first)
{
  for (guint i = first; i < sheet->rows->len; i++)
    {
      At at = { sheet, sheet->rows->pdata[i], columns };
      WorkExchangeRow *row = read_row (reader, &at, which);

      if (row != NULL)
        g_ptr_array_add (reader->rows, row);
    }
}

/**
 * _work_exchange_read_rows:
 * @reading: a file, and what it is held against
 *
 * Returns: (transfer full) (element-type WorkExchangeRow): all that was filled in, in the order of
 *   the file; what it is is not yet held against what was taken before
 */
GPtrArray *
_work_exchange_read_rows (const ExchangeReading *reading)
{
  g_autoptr (GHashTable) students = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reader reader = { reading, students, seen,
                    g_ptr_array_new_with_free_func (_work_exchange_row_free) };
  int columns[EXCHANGE_N_COLUMNS];
  ExchangeSheet which;
  guint first;

  for (guint i = 0; i < reading->sheets->len; i++)
    if (find_titles (reading->sheets->pdata[i], columns, &which, &first)
        && which == EXCHANGE_SHEET_STUDENTS)
      know_sheet (&reader, reading->sheets->pdata[i], columns, first);
  know_lines (&reader);
  for (guint i = 0; i < reading->sheets->len; i++)
    if (find_titles (reading->sheets->pdata[i], columns, &which, &first)
        && which != EXCHANGE_SHEET_STUDENTS)
      read_sheet (&reader, reading->sheets->pdata[i], columns, which, first);
  return reader.rows;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-exchange.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-file.h"
#include "base-text.h"
#include "model-value.h"
#include "table-format.h"
#include "work-exchange-private.h"
#include "work-line-text.h"

/* Rows that are made ready to be filled in. */
#define MIN_ROWS       40
#define ROWS_A_STUDENT 4
#define MESSAGE_ROWS   20
#define MAX_NOTES      50
#define MAX_CHOICES    8
#define MAX_ACCOUNT    200

/* What writing one sheet a teacher is made from. */
typedef struct
{
  WorkSchool *school;
  gint64 year_id;
  GArray *teacher_ids; /* (element-type gint64) */
  char *folder;
} Writing;

/* One teacher's sheet while it is made. */
typedef struct
{
  WorkOverview *overview;
  gint64 teacher_id;
  const char *teacher;
  const char *token;
  GPtrArray *lines;  /* (element-type ModelLine) */
  GPtrArray *labels; /* (element-type utf8) */
  GPtrArray *notes;  /* (element-type ModelRecord): all that teachers may read, latest first */
} Making;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_object_unref (writing->school);
  g_array_unref (writing->teacher_ids);
  g_free (writing->folder);
  g_free (writing);
}

/* ---- cells ---- */

static const struct
{
  TableColumnKind kind;
  guint width;
  gboolean is_open;
} looks[EXCHANGE_N_COLUMNS] = {
  [EXCHANGE_COLUMN_KEY] = { TABLE_COLUMN_TEXT, 0, FALSE },
  [EXCHANGE_COLUMN_STUDENT] = { TABLE_COLUMN_TEXT, 34, TRUE },
  [EXCHANGE_COLUMN_CLASS] = { TABLE_COLUMN_TEXT, 12, FALSE },
  [EXCHANGE_COLUMN_PERIOD] = { TABLE_COLUMN_TEXT, 16, FALSE },
  [EXCHANGE_COLUMN_DATES] = { TABLE_COLUMN_TEXT, 26, FALSE },
  [EXCHANGE_COLUMN_SEARCH] = { TABLE_COLUMN_TEXT, 20, FALSE },
  [EXCHANGE_COLUMN_COMPANY] = { TABLE_COLUMN_TEXT, 28, FALSE },
  [EXCHANGE_COLUMN_TOWN] = { TABLE_COLUMN_TEXT, 18, FALSE },
  [EXCHANGE_COLUMN_AGREEMENT] = { TABLE_COLUMN_TEXT, 30, FALSE },
  [EXCHANGE_COLUMN_CONTACT] = { TABLE_COLUMN_TEXT, 44, FALSE },
  [EXCHANGE_COLUMN_DAY] = { TABLE_COLUMN_DATE, 14, TRUE },
  [EXCHANGE_COLUMN_MEANS] = { TABLE_COLUMN_TEXT, 16, TRUE },
  [EXCHANGE_COLUMN_ACCOUNT] = { TABLE_COLUMN_TEXT, 60, TRUE },
  [EXCHANGE_COLUMN_NEXT_STEP] = { TABLE_COLUMN_TEXT, 34, TRUE },
  [EXCHANGE_COLUMN_WHEN] = { TABLE_COLUMN_DATE, 12, FALSE },
  [EXCHANGE_COLUMN_FROM] = { TABLE_COLUMN_TEXT, 22, FALSE },
  [EXCHANGE_COLUMN_TONE] = { TABLE_COLUMN_TEXT, 18, TRUE },
  [EXCHANGE_COLUMN_MESSAGE] = { TABLE_COLUMN_TEXT, 60, TRUE },
  [EXCHANGE_COLUMN_ANSWER] = { TABLE_COLUMN_TEXT, 50, TRUE },
};

/* The words of a choice, in the order of the catalogue. */
static void
add_choices (TableSheet *sheet, guint column, const char *field_key)
{
  const ModelField *field = model_field_find (field_key);
  g_auto (GStrv) keys = g_strsplit (field->detail, "|", MAX_CHOICES);
  const char *words[MAX_CHOICES + 1] = { NULL };

  for (guint i = 0; keys[i] != NULL && i < MAX_CHOICES; i++)
    words[i] = _ (model_value_choice_label (field, keys[i]));
  table_sheet_set_choices (sheet, column, words);
}

static TableSheet *
add_sheet (TableBook *book, ExchangeSheet which)
{
  TableSheet *sheet = table_book_add_sheet (book, _work_exchange_sheet_name (which));
  gboolean is_open = which != EXCHANGE_SHEET_STUDENTS;

  for (guint i = 0; work_exchange_sheet_columns[which][i] != EXCHANGE_N_COLUMNS; i++)
    {
      ExchangeColumn column = work_exchange_sheet_columns[which][i];

      table_sheet_add_column (sheet, &(TableColumn){ _work_exchange_column_title (column),
                                                     looks[column].kind, looks[column].width,
                                                     TABLE_NO_COLOUR });
      if (column == EXCHANGE_COLUMN_KEY)
        table_sheet_hide_column (sheet, i);
      else if (is_open && looks[column].is_open)
        table_sheet_open_column (sheet, i);
      if (column == EXCHANGE_COLUMN_MEANS)
        add_choices (sheet, i, "interview.means");
      if (column == EXCHANGE_COLUMN_TONE)
        add_choices (sheet, i, "note.tone");
      if (is_open && column == EXCHANGE_COLUMN_STUDENT)
        table_sheet_set_choices_from (sheet, i, table_book_get_sheet (book, 0), 1);
    }
  return sheet;
}

/* (transfer full) */
static char *
dates_of (ModelLine *line)
{
  GDate start, end;

  if (!base_date_parse_iso (line->start, &start) || !base_date_parse_iso (line->end, &end))
    return g_strdup ("");
  return base_date_range_to_short (&start, &end);
}

/* (transfer full): "26/11/2026: has called three companies" */
static char *
contact_of (ModelLine *line)
{
  g_autofree char *account = base_text_excerpt (line->last_account, MAX_ACCOUNT);
  g_autofree char *day = NULL;

  if (line->last_contact[0] == '\0')
    return g_strdup ("");
  day = model_value_format (model_field_find ("interview.day"), line->last_contact);
  return account[0] != '\0' ? g_strdup_printf (_ ("%s: %s"), day, account) : g_strdup (day);
}

/* ---- sheets ---- */

/* Nothing of a student but what the teacher follows: no address, no number, no birth. */
static void
fill_students (const Making *making, TableBook *book)
{
  TableSheet *sheet = add_sheet (book, EXCHANGE_SHEET_STUDENTS);

  for (guint i = 0; i < making->lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (making->lines, i);
      g_autofree char *key =
          _work_exchange_key (making->token, 'e', line->student_id, line->period_id);
      g_autofree char *dates = dates_of (line);
      g_autofree char *contact = contact_of (line);
      const char *style = NULL;
      g_autofree char *progress = work_line_text_progress (line, making->overview->steps, &style);

      table_sheet_add_cell (sheet, key);
      table_sheet_add_cell (sheet, making->labels->pdata[i]);
      table_sheet_add_cell (sheet, line->class_name);
      table_sheet_add_cell (sheet, line->period_name);
      table_sheet_add_cell (sheet, dates);
      table_sheet_add_cell (sheet, making->overview->looks->states[line->search_state].label);
      table_sheet_add_cell (sheet, line->company);
      table_sheet_add_cell (sheet, line->town);
      table_sheet_add_cell (sheet, progress);
      table_sheet_add_cell (sheet, contact);
    }
  table_sheet_protect (sheet);
}

static void
add_empty (TableSheet *sheet, const char *token, char kind, guint number)
{
  g_autofree char *key = _work_exchange_key (token, kind, number, 0);

  table_sheet_add_cell (sheet, key);
  for (guint i = 1; i < table_sheet_get_n_columns (sheet); i++)
    table_sheet_add_cell (sheet, NULL);
}

static void
fill_interviews (const Making *making, TableBook *book)
{
  TableSheet *sheet = add_sheet (book, EXCHANGE_SHEET_INTERVIEWS);
  guint n_rows = MAX (MIN_ROWS, making->lines->len * ROWS_A_STUDENT);

  for (guint i = 1; i <= n_rows; i++)
    add_empty (sheet, making->token, 'v', i);
}

/* (transfer none) (nullable) */
static const char *
label_of_student (const Making *making, gint64 student_id)
{
  for (guint i = 0; i < making->lines->len; i++)
    if (((ModelLine *) making->lines->pdata[i])->student_id == student_id)
      return making->labels->pdata[i];
  return NULL;
}

static gboolean
is_for (const Making *making, ModelRecord *note)
{
  gint64 to = model_record_get_int (note, "to_teacher_id");

  return model_record_get_int (note, "teacher_id") != making->teacher_id
         && (to == 0 || to == making->teacher_id)
         && label_of_student (making, model_record_get_int (note, "student_id")) != NULL;
}

static void
add_note (const Making *making, TableSheet *sheet, ModelRecord *note)
{
  g_autofree char *key = _work_exchange_key (making->token, 'n', model_record_get_id (note), 0);
  g_autofree char *day = g_strndup (model_record_get_or_empty (note, "made_at"), 10);
  const char *tone =
      model_value_choice_label (model_field_find ("note.tone"), model_record_get (note, "tone"));

  table_sheet_add_cell (sheet, key);
  table_sheet_add_cell (sheet, day);
  table_sheet_add_cell (sheet, model_record_get (note, "author"));
  table_sheet_add_cell (sheet,
                        label_of_student (making, model_record_get_int (note, "student_id")));
  table_sheet_add_cell (sheet, tone != NULL ? _ (tone) : NULL);
  table_sheet_add_cell (sheet, model_record_get (note, "text"));
  table_sheet_add_cell (sheet, NULL);
}

/* What was written to the teacher first, then room for what he or she writes. */
static void
fill_messages (const Making *making, TableBook *book)
{
  TableSheet *sheet = add_sheet (book, EXCHANGE_SHEET_MESSAGES);
  guint n = 0;

  for (guint i = 0; i < making->notes->len && n < MAX_NOTES; i++)
    if (is_for (making, making->notes->pdata[i]))
      {
        add_note (making, sheet, making->notes->pdata[i]);
        n++;
      }
  for (guint i = 1; i <= MESSAGE_ROWS; i++)
    add_empty (sheet, making->token, 'm', i);
}

static void
fill_help (const Making *making, TableBook *book)
{
  static const char *const sentences[] = {
    N_ ("Fill in the yellow columns of the sheets “Visits and interviews” and “Messages”: a line "
        "for each visit, call or message."),
    N_ ("Choose the student from the list. The sheet “Students” says where each of them stands; "
        "nothing is to be written there."),
    N_ ("Write the day as 26/11/2026."),
    N_ ("To answer a message, write on its line, in the column “Your answer”."),
    N_ ("You may sort, filter, and add lines. Save the file as it is (XLSX or ODS) and give it "
        "back to the administration."),
    N_ ("A line that has been taken once is not taken again: go on in the same file, and give it "
        "back as often as you like."),
    N_ ("This file has names of students: keep it where others cannot read it, and delete it at "
        "the end of the year."),
  };
  TableSheet *sheet = table_book_add_sheet (book, _ ("How to use it"));
  g_autofree char *mark = g_strdup_printf (_ ("Mark of this sheet: %s"), making->token);

  table_sheet_add_column (
      sheet, &(TableColumn){ making->teacher, TABLE_COLUMN_TEXT, 110, TABLE_NO_COLOUR });
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    table_sheet_add_cell (sheet, _ (sentences[i]));
  table_sheet_add_cell (sheet, mark);
  table_sheet_protect (sheet);
}

/* (transfer full): the workbook */
static TableBook *
make_book (const Making *making)
{
  TableBook *book = table_book_new (making->teacher);

  fill_students (making, book);
  fill_interviews (making, book);
  fill_messages (making, book);
  fill_help (making, book);
  return book;
}

/* ---- the job ---- */

typedef struct
{
  char *token;
  gint64 teacher_id;
  gint64 year_id;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_free (export->token);
  g_free (export);
}

static gboolean
add_export (WorkChanging *changing, gpointer data, GError **error)
{
  const Export *export = data;

  return _work_exchange_store_add (changing, export->token, export->teacher_id, export->year_id,
                                   error);
}

/* Before the file: one that nobody knows again would be filled in for nothing. */
static gboolean
keep_token (const Writing *writing, const Making *making, GError **error)
{
  Export *export = g_new0 (Export, 1);
  g_autoptr (WorkDone) done = NULL;

  export->token = g_strdup (making->token);
  export->teacher_id = making->teacher_id;
  export->year_id = making->overview->year_id;
  done = work_school_apply (
      writing->school, _work_change_new ("exchange.write", add_export, export, export_free), error);
  return done != NULL;
}

/* (transfer full): path of the file, or %NULL */
static char *
write_one (const Writing *writing, Making *making, GCancellable *cancellable, GError **error)
{
  g_autofree char *token = _work_exchange_token_new ();
  g_autofree char *today = base_date_today_iso ();
  g_autofree char *title = g_strdup_printf (_ ("Exchange sheet - %s - %s"), making->teacher, today);
  g_autofree char *name = base_file_safe_name (title);
  g_autofree char *path = base_file_unique_path (writing->folder, name, "xlsx");
  g_autoptr (TableBook) book = NULL;
  g_autoptr (GBytes) bytes = NULL;

  making->token = token;
  making->lines = _work_exchange_lines (making->overview, making->teacher_id);
  making->labels = _work_exchange_labels (making->lines);
  if (making->lines->len > 0)
    {
      book = make_book (making);
      bytes = table_book_to_bytes (book, table_format_find ("xlsx"), cancellable, error);
    }
  else
    _work_refuse (error, _ ("%s follows no student in this school year."), making->teacher);
  g_clear_pointer (&making->lines, g_ptr_array_unref);
  g_clear_pointer (&making->labels, g_ptr_array_unref);
  if (bytes == NULL || !keep_token (writing, making, error)
      || !table_write_file (path, bytes, FALSE, error))
    return NULL;
  return g_steal_pointer (&path);
}

static int
compare_latest (gconstpointer a, gconstpointer b)
{
  ModelRecord *first = *(ModelRecord *const *) a, *second = *(ModelRecord *const *) b;

  return g_strcmp0 (model_record_get (second, "made_at"), model_record_get (first, "made_at"));
}

static const char *
name_of (WorkOverview *overview, gint64 teacher_id)
{
  for (guint i = 0; i < overview->teachers->len; i++)
    {
      const WorkChoice *choice = g_ptr_array_index (overview->teachers, i);

      if (choice->id == teacher_id)
        return choice->name;
    }
  return NULL;
}

static void
write_and_tell (const Writing *writing, Making *making, WorkJob *job, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  making->teacher = name_of (making->overview, making->teacher_id);
  if (making->teacher == NULL)
    {
      work_job_add_failure (job, making->teacher_id, "",
                            _ ("This teacher is not there any more: choose another one."));
      return;
    }
  path = write_one (writing, making, cancellable, &error);
  if (path != NULL)
    work_job_add_success (job, making->teacher_id, making->teacher, path);
  else
    work_job_add_failure (job, making->teacher_id, making->teacher, error->message);
}

static gboolean
run_writing (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Writing *writing = data;
  g_autoptr (WorkOverview) overview = work_school_load (writing->school, writing->year_id, error);
  g_autoptr (GPtrArray) notes = NULL;
  Making making = { .overview = overview };

  if (overview != NULL)
    notes = work_school_read (
        writing->school, work_query_records_new (MODEL_ENTITY_NOTE, "audience", "teachers"), error);
  if (notes == NULL)
    return FALSE;
  g_ptr_array_sort (notes, compare_latest);
  making.notes = notes;
  for (guint i = 0; i < writing->teacher_ids->len; i++)
    {
      making.teacher_id = g_array_index (writing->teacher_ids, gint64, i);
      if (!work_job_wants (job, making.teacher_id))
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      work_job_set_progress (job, (double) i / writing->teacher_ids->len,
                             name_of (overview, making.teacher_id));
      write_and_tell (writing, &making, job, cancellable);
    }
  work_job_set_progress (job, 1, NULL);
  return TRUE;
}

/**
 * work_exchange_write_new:
 * @school: an open school
 * @year_id: a school year
 * @teacher_ids: (array length=n_teachers): whose sheets
 * @n_teachers: how many
 * @folder: where the files go; none is replaced
 *
 * A job with an item a teacher: a workbook that is filled in without Paraphe and taken back by
 * work_query_exchange_new().
 *
 * Returns: (transfer full): the job
 */
WorkJob *
work_exchange_write_new (WorkSchool *school,
                         gint64 year_id,
                         const gint64 *teacher_ids,
                         guint n_teachers,
                         const char *folder)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->school = g_object_ref (school);
  writing->year_id = year_id;
  writing->teacher_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_teachers > 0)
    g_array_append_vals (writing->teacher_ids, teacher_ids, n_teachers);
  writing->folder = g_strdup (folder);
  return work_job_new (_ ("Writing the exchange sheets…"), run_writing, writing, writing_free);
}

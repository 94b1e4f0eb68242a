/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-exchange.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-date.h"
#include "model-person.h"
#include "store-error.h"
#include "work-exchange-private.h"
#include "work-note-private.h"
#include "work-query-private.h"
#include "work-school-private.h"
#include "work-search-private.h"

/* ---- review ---- */

typedef struct
{
  char *path;
  gint64 year_id;
  gint64 teacher_id;
  GPtrArray *file; /* (nullable) (element-type TableCells): once it is read */
  char *token;     /* (nullable): of the file */
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_clear_pointer (&asked->file, g_ptr_array_unref);
  g_free (asked->token);
  g_free (asked->path);
  g_free (asked);
}

/* (transfer full): the export, when it is one that may be taken here and now */
static ExchangeExport *
find_export (StoreConnection *connection, const Asked *asked, const char *token, GError **error)
{
  g_autoptr (ExchangeExport) found = NULL;
  g_autoptr (ModelRecord) year = NULL;

  if (!_work_exchange_store_find (connection, token, &found, error))
    return NULL;
  if (found == NULL)
    {
      _work_refuse (error, _ ("This exchange sheet was not made with this base: it is another "
                              "school’s, or of a base that was restored since. Nothing of it is "
                              "taken."));
      return NULL;
    }
  if (asked->teacher_id != 0 && found->teacher_id != asked->teacher_id)
    {
      _work_refuse (error, _ ("This exchange sheet is another teacher’s. Choose his or her name, "
                              "or another file."));
      return NULL;
    }
  if (asked->year_id == 0 || found->year_id == asked->year_id)
    return g_steal_pointer (&found);
  year = store_load (connection, MODEL_ENTITY_SCHOOL_YEAR, found->year_id, NULL);
  _work_refuse (error,
                _ ("This exchange sheet is of the school year %s. Show that year, then "
                   "choose the file again."),
                year != NULL ? model_record_get_or_empty (year, "name") : "");
  return NULL;
}

/* Said word for word already, by another sheet or in the window. */
static gboolean
is_there (StoreConnection *connection,
          const WorkExchangeRow *row,
          gint64 teacher_id,
          gboolean *there,
          GError **error)
{
  gboolean is_interview = row->kind == WORK_EXCHANGE_INTERVIEW;
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      is_interview
          ? "SELECT 1 FROM interview i JOIN search s ON s.id = i.search_id WHERE s.student_id = $1"
            " AND s.period_id = $2 AND i.day = $3 AND i.account = $4 AND i.teacher_id = $5 LIMIT 1"
          : "SELECT 1 FROM note WHERE student_id = $1 AND teacher_id = $5 AND text = $4 LIMIT 1",
      error);

  if (statement == NULL)
    return FALSE;
  store_statement_bind_int (statement, 1, row->student_id);
  if (is_interview)
    {
      store_statement_bind_int (statement, 2, row->period_id);
      store_statement_bind_text (statement, 3, row->day);
    }
  store_statement_bind_text (statement, 4, row->text);
  store_statement_bind_int (statement, 5, teacher_id);
  return store_statement_step (statement, there, error);
}

/* (transfer none) (nullable): when another wording of the row was taken */
static const char *
find_older (GHashTable *taken, const char *key)
{
  gsize length = (gsize) (strchr (key, '#') - key) + 1;
  GHashTableIter iter;
  gpointer other = NULL, at = NULL;

  if (key[0] == '#')
    return NULL;
  g_hash_table_iter_init (&iter, taken);
  while (g_hash_table_iter_next (&iter, &other, &at))
    if (strncmp (other, key, length) == 0)
      return at;
  return NULL;
}

static void
set_changed (WorkExchangeRow *row)
{
  row->state = WORK_EXCHANGE_PROBLEM;
  row->remark = g_strdup (_ ("This line was taken before, and was changed since. Change it in "
                             "Paraphe, or have it written on a new line."));
}

/* What an answer is to must be there, and have been shown to the teacher. */
static gboolean
check_note (StoreConnection *connection, WorkExchangeRow *row, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (ModelRecord) note = store_load (connection, MODEL_ENTITY_NOTE, row->note_id, &local);

  if (note != NULL && g_strcmp0 (model_record_get (note, "audience"), "teachers") == 0)
    {
      row->student_id = model_record_get_int (note, "student_id");
      return TRUE;
    }
  if (local != NULL && !g_error_matches (local, STORE_ERROR, STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  row->state = WORK_EXCHANGE_PROBLEM;
  row->remark = g_strdup (_ ("The message that is answered is not there any more. Have the answer "
                             "written as a message."));
  return TRUE;
}

static gboolean
judge (StoreConnection *connection,
       WorkExchangeRow *row,
       gint64 teacher_id,
       GHashTable *taken,
       GPtrArray *own,
       GError **error)
{
  gboolean there = FALSE, is_own = FALSE;

  if (row->state != WORK_EXCHANGE_NEW)
    return TRUE;
  if (row->kind == WORK_EXCHANGE_ANSWER && !check_note (connection, row, error))
    return FALSE;
  if (row->state != WORK_EXCHANGE_NEW)
    return TRUE;
  if (g_hash_table_contains (taken, row->key))
    row->state = WORK_EXCHANGE_TAKEN;
  else if (find_older (taken, row->key) != NULL)
    set_changed (row);
  else if (!is_there (connection, row, teacher_id, &there, error))
    return FALSE;
  else if (there)
    row->state = WORK_EXCHANGE_TAKEN;
  for (guint i = 0; i < own->len; i++)
    is_own = is_own || ((ModelLine *) own->pdata[i])->student_id == row->student_id;
  if (row->state == WORK_EXCHANGE_NEW && !is_own)
    row->remark = g_strdup (_ ("This teacher does not follow the student any more: take it only if "
                               "it is right."));
  row->is_wanted = row->state == WORK_EXCHANGE_NEW && is_own;
  return TRUE;
}

static gboolean
judge_all (StoreConnection *connection, WorkExchangeReview *review, GPtrArray *own, GError **error)
{
  g_autoptr (GHashTable) taken = _work_exchange_store_taken (connection, review->token, error);

  if (taken == NULL)
    return FALSE;
  for (guint i = 0; i < review->rows->len; i++)
    {
      WorkExchangeRow *row = review->rows->pdata[i];

      if (!judge (connection, row, review->teacher_id, taken, own, error))
        return FALSE;
      review->n_states[row->state]++;
    }
  return TRUE;
}

static gboolean
read_teacher (StoreConnection *connection, WorkExchangeReview *review, GError **error)
{
  g_autoptr (ModelRecord) teacher =
      store_load (connection, MODEL_ENTITY_TEACHER, review->teacher_id, NULL);

  if (teacher == NULL)
    return _work_refuse (error, _ ("The teacher whose exchange sheet this is is not there any "
                                   "more. Nothing of it is taken."));
  review->teacher = model_person_full_name (teacher);
  return TRUE;
}

/* @file: the sheets, which are read before the database is asked */
static gboolean
fill_review (StoreConnection *connection,
             WorkExchangeReview *review,
             GPtrArray *file,
             GError **error)
{
  g_autoptr (WorkOverview) overview = _work_overview_load (connection, review->year_id, "", error);
  g_autoptr (ModelRecord) year =
      store_load (connection, MODEL_ENTITY_SCHOOL_YEAR, review->year_id, error);
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GPtrArray) all = NULL;
  ExchangeReading reading = { .sheets = file, .token = review->token };

  if (overview == NULL || year == NULL || !read_teacher (connection, review, error))
    return FALSE;
  own = _work_exchange_lines (overview, review->teacher_id);
  all = _work_exchange_lines (overview, 0);
  reading.lines = own;
  reading.all = all;
  reading.first = model_record_get_or_empty (year, "start");
  reading.last = model_record_get_or_empty (year, "end");
  review->rows = _work_exchange_read_rows (&reading);
  return judge_all (connection, review, own, error);
}

/* The file, which may lie on a slow drive or be long. */
static gboolean
read_file (gpointer data, GCancellable *cancellable, GError **error)
{
  Asked *asked = data;

  asked->file = table_cells_read_file (asked->path, error);
  return asked->file != NULL && _work_exchange_read_token (asked->file, &asked->token, error);
}

static gpointer
read_review (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Asked *asked = data;
  g_autoptr (WorkExchangeReview) review = g_new0 (WorkExchangeReview, 1);
  g_autoptr (ExchangeExport) export = find_export (connection, asked, asked->token, error);

  if (export == NULL)
    return NULL;
  review->token = g_strdup (asked->token);
  review->teacher_id = export->teacher_id;
  review->year_id = export->year_id;
  review->made_on = g_strndup (export->made_at, 10);
  return fill_review (connection, review, asked->file, error) ? g_steal_pointer (&review) : NULL;
}

/**
 * work_query_exchange_new:
 * @path: a file that came back: XLSX, ODS or CSV
 * @year_id: the school year that it must be of, or 0 for any
 * @teacher_id: the teacher whose it must be, or 0 for any
 *
 * Looks at all that was filled in, and takes nothing. A file that is no exchange sheet of this base
 * is refused with a sentence.
 *
 * Returns: (transfer full): the query, which gives a #WorkExchangeReview
 */
WorkQuery *
work_query_exchange_new (const char *path, gint64 year_id, gint64 teacher_id)
{
  Asked *asked = g_new0 (Asked, 1);
  WorkQuery *query =
      _work_query_new (read_review, asked, asked_free, (GDestroyNotify) work_exchange_review_free);

  asked->path = g_strdup (path);
  asked->year_id = year_id;
  asked->teacher_id = teacher_id;
  _work_query_set_prepare (query, read_file);
  return query;
}

/* ---- taking ---- */

typedef struct
{
  char *token;
  gint64 teacher_id;
  GPtrArray *rows; /* (element-type WorkExchangeRow): those that are wanted */
} Taking;

static void
taking_free (gpointer data)
{
  Taking *taking = data;

  g_free (taking->token);
  g_ptr_array_unref (taking->rows);
  g_free (taking);
}

static gboolean
take_interview (WorkChanging *changing, const Taking *taking, WorkExchangeRow *row, GError **error)
{
  g_autoptr (ModelRecord) interview = model_record_new (MODEL_ENTITY_INTERVIEW);
  const WorkPlace place = { row->student_id, row->period_id };

  model_record_set_int (interview, "teacher_id", taking->teacher_id);
  model_record_set_canonical (interview, "day", row->day);
  model_record_set_canonical (interview, "means", row->means);
  model_record_set_canonical (interview, "account", row->text);
  model_record_set_canonical (interview, "next_step", row->next_step);
  return _work_interview_save (changing, &place, interview, error);
}

static gboolean
take_note (WorkChanging *changing, const Taking *taking, WorkExchangeRow *row, GError **error)
{
  const WorkNote note = {
    .place = { row->student_id, row->period_id },
    .tone = row->tone,
    .audience = "teachers",
    .teacher_id = taking->teacher_id,
    .text = row->text,
    .answers_id = row->note_id,
  };

  return _work_note_add (changing, &note, error);
}

static gboolean
take (WorkChanging *changing, gpointer data, GError **error)
{
  const Taking *taking = data;
  g_autoptr (GHashTable) before =
      _work_exchange_store_taken (changing->connection, taking->token, error);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  if (before == NULL)
    return FALSE;
  for (guint i = 0; i < taking->rows->len; i++)
    {
      WorkExchangeRow *row = taking->rows->pdata[i];

      /* Another seat may have taken it since it was looked at. */
      if (g_hash_table_contains (before, row->key))
        continue;
      if (row->kind == WORK_EXCHANGE_INTERVIEW ? !take_interview (changing, taking, row, error)
                                               : !take_note (changing, taking, row, error))
        return FALSE;
      g_ptr_array_add (keys, row->key);
    }
  changing->n = keys->len;
  changing->id = 0;
  return keys->len == 0 || _work_exchange_store_take (changing, taking->token, keys, error);
}

static WorkExchangeRow *
row_copy (const WorkExchangeRow *row)
{
  WorkExchangeRow *copy = g_memdup2 (row, sizeof *row);

  copy->place = g_strdup (row->place);
  copy->student = g_strdup (row->student);
  copy->day = g_strdup (row->day);
  copy->means = g_strdup (row->means);
  copy->text = g_strdup (row->text);
  copy->next_step = g_strdup (row->next_step);
  copy->tone = g_strdup (row->tone);
  copy->remark = g_strdup (row->remark);
  copy->key = g_strdup (row->key);
  return copy;
}

/**
 * work_change_exchange_new:
 * @review: what a sheet brings; copied
 *
 * Returns: (transfer full): the change that takes what is new and wanted of it, all or nothing;
 *   what was taken meanwhile is left out. WorkDone.n is how many rows were taken.
 */
WorkChange *
work_change_exchange_new (const WorkExchangeReview *review)
{
  Taking *taking = g_new0 (Taking, 1);

  taking->token = g_strdup (review->token);
  taking->teacher_id = review->teacher_id;
  taking->rows = g_ptr_array_new_with_free_func (_work_exchange_row_free);
  for (guint i = 0; i < review->rows->len; i++)
    {
      const WorkExchangeRow *row = review->rows->pdata[i];

      if (row->state == WORK_EXCHANGE_NEW && row->is_wanted)
        g_ptr_array_add (taking->rows, row_copy (row));
    }
  return _work_change_new ("exchange.take", take, taking, taking_free);
}

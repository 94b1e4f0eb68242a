/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "table-cells.h"
#include "table-format.h"
#include "work-duplicates.h"
#include "work-exchange.h"
#include "work-fixture.h"
#include "work-note.h"
#include "work-query-private.h"
#include "work-search.h"

#define LEA  "ABADIE Léa (PFMP 1)"
#define INES "CAZALS Inès (PFMP 2)"

/* The teacher follows Léa in the first period and Inès in the second. */
static void
set_up (WorkFixture *fixture, gconstpointer data)
{
  WorkPlace places[2];
  g_autoptr (WorkDone) done = NULL;

  work_fixture_set_up (fixture, data);
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "teacher_id", NULL);
  places[0] = (WorkPlace){ fixture->students[0], fixture->periods[0] };
  places[1] = (WorkPlace){ fixture->students[2], fixture->periods[1] };
  done = work_fixture_apply (fixture, work_change_follower_new (places, 2, fixture->teacher_id));
}

static gint64
say (WorkFixture *fixture, const char *audience, gint64 to_teacher_id, const char *text)
{
  WorkNote note = { .place = { fixture->students[0], 0 },
                    .tone = "information",
                    .audience = audience,
                    .to_teacher_id = to_teacher_id,
                    .text = text };
  g_autoptr (WorkDone) done = work_fixture_apply (fixture, work_change_note_new (&note));

  return done->id;
}

/* (transfer full): path of the teacher's sheet */
static char *
write_sheet (WorkFixture *fixture)
{
  g_autoptr (WorkJob) job = work_exchange_write_new (fixture->school, fixture->year_id,
                                                     &fixture->teacher_id, 1, fixture->folder);
  g_autoptr (GError) error = NULL;
  GPtrArray *made;

  g_assert_true (work_job_run (job, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 0);
  made = work_job_get_succeeded (job);
  g_assert_cmpuint (made->len, ==, 1);
  return g_strdup (((WorkJobItem *) made->pdata[0])->path);
}

static GPtrArray *
read_sheets (const char *path)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *sheets = table_cells_read_file (path, &error);

  g_assert_no_error (error);
  return sheets;
}

/* (transfer full): what the export is known by */
static char *
token_of (const char *path)
{
  g_autoptr (GPtrArray) sheets = read_sheets (path);
  const TableCellsRow *row = ((const TableCells *) sheets->pdata[1])->rows->pdata[1];

  g_assert_nonnull (strchr (row->cells[0], '.'));
  return g_strndup (row->cells[0], (gsize) (strchr (row->cells[0], '.') - row->cells[0]));
}

/* A sheet that came back: columns in another order, two rows above, none of the other sheets. */
typedef struct
{
  const char *mark; /* behind the token, or NULL: an inserted row */
  const char *student;
  const char *day;
  const char *means;
  const char *account;
  const char *next_step;
} Line;

static char *
give_back (WorkFixture *fixture, const char *token, const Line *lines, guint n_lines)
{
  g_autoptr (TableBook) book = table_book_new ("Retour");
  TableSheet *sheet = table_book_add_sheet (book, "Feuil1");
  static const char *const above[] = { "Mes visites", "", "", "", "", "" };
  static const char *const titles[] = { "Account",          "STUDENT ", "Next step",
                                        "Day of the visit", "How",      "x" };
  static guint n = 0;
  g_autofree char *name = g_strdup_printf ("retour-%u.xlsx", n++);
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < 6; i++)
    table_sheet_add_column (sheet,
                            &(TableColumn){ above[i], TABLE_COLUMN_TEXT, 0, TABLE_NO_COLOUR });
  for (guint i = 0; i < 6; i++)
    table_sheet_add_cell (sheet, titles[i]);
  for (guint i = 0; i < n_lines; i++)
    {
      g_autofree char *mark =
          lines[i].mark != NULL ? g_strconcat (token, ".", lines[i].mark, NULL) : NULL;

      table_sheet_add_cell (sheet, lines[i].account);
      table_sheet_add_cell (sheet, lines[i].student);
      table_sheet_add_cell (sheet, lines[i].next_step);
      table_sheet_add_cell (sheet, lines[i].day);
      table_sheet_add_cell (sheet, lines[i].means);
      table_sheet_add_cell (sheet, mark);
    }
  bytes = table_book_to_bytes (book, table_format_find ("xlsx"), NULL, NULL);
  g_assert_true (table_write_file (path, bytes, TRUE, NULL));
  return path;
}

static WorkExchangeReview *
look (WorkFixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;
  WorkExchangeReview *review = work_school_read (
      fixture->school, work_query_exchange_new (path, fixture->year_id, 0), &error);

  g_assert_no_error (error);
  g_assert_nonnull (review);
  return review;
}

static void
assert_states (const WorkExchangeReview *review, guint n_new, guint n_taken, guint n_problems)
{
  g_assert_cmpuint (review->n_states[WORK_EXCHANGE_NEW], ==, n_new);
  g_assert_cmpuint (review->n_states[WORK_EXCHANGE_TAKEN], ==, n_taken);
  g_assert_cmpuint (review->n_states[WORK_EXCHANGE_PROBLEM], ==, n_problems);
}

static const WorkExchangeRow *
row_at (const WorkExchangeReview *review, guint index)
{
  g_assert_cmpuint (index, <, review->rows->len);
  return review->rows->pdata[index];
}

static guint
count (WorkFixture *fixture, ModelEntity entity)
{
  g_autoptr (GPtrArray) all = work_fixture_load_all (fixture, entity);

  return all->len;
}

/* ---- out ---- */

static gboolean
says (GPtrArray *sheets, const char *text)
{
  for (guint i = 0; i < sheets->len; i++)
    {
      GPtrArray *rows = ((const TableCells *) sheets->pdata[i])->rows;

      for (guint j = 0; j < rows->len; j++)
        for (guint k = 0; k < ((const TableCellsRow *) rows->pdata[j])->n_cells; k++)
          if (strstr (((const TableCellsRow *) rows->pdata[j])->cells[k], text) != NULL)
            return TRUE;
    }
  return FALSE;
}

/* Own students, what is addressed to the teacher, and nothing that is nobody's business. */
static void
test_written (WorkFixture *fixture, gconstpointer data)
{
  gint64 other = work_fixture_add (fixture, MODEL_ENTITY_TEACHER, "family_name", "Autre", NULL);
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) sheets = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[0], "phone", "0561000001");
  work_fixture_change (fixture, MODEL_ENTITY_STUDENT, fixture->students[0], "arrangements",
                       "Dyslexie");
  say (fixture, "administration", 0, "Pour nous seuls");
  say (fixture, "teachers", 0, "Pour tous");
  say (fixture, "teachers", fixture->teacher_id, "Pour vous");
  say (fixture, "teachers", other, "Pour un autre");
  path = write_sheet (fixture);
  sheets = read_sheets (path);
  g_assert_cmpuint (sheets->len, ==, 4);
  g_assert_cmpuint (((const TableCells *) sheets->pdata[0])->rows->len, ==, 3);
  g_assert_true (says (sheets, LEA));
  g_assert_true (says (sheets, INES));
  g_assert_true (says (sheets, "Garage Roux"));
  g_assert_true (says (sheets, "Pour tous"));
  g_assert_true (says (sheets, "Pour vous"));
  g_assert_false (says (sheets, "Noé"));
  g_assert_false (says (sheets, "Pour nous seuls"));
  g_assert_false (says (sheets, "Pour un autre"));
  g_assert_false (says (sheets, "0561000001"));
  g_assert_false (says (sheets, "05 61 00 00 01"));
  g_assert_false (says (sheets, "Dyslexie"));
}

static void
test_nobody (WorkFixture *fixture, gconstpointer data)
{
  gint64 ids[] = { work_fixture_add (fixture, MODEL_ENTITY_TEACHER, "family_name", "Autre", NULL),
                   fixture->teacher_id };
  g_autoptr (WorkJob) job =
      work_exchange_write_new (fixture->school, fixture->year_id, ids, 2, fixture->folder);
  g_autoptr (WorkOverview) overview = work_school_load (fixture->school, fixture->year_id, NULL);
  g_autoptr (GPtrArray) teachers = work_exchange_teachers (overview);

  g_assert_cmpuint (teachers->len, ==, 1);
  g_assert_cmpuint (((WorkExchangeTeacher *) teachers->pdata[0])->n_students, ==, 2);
  work_job_run (job, NULL, NULL);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 1);
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 1);
}

/* ---- back ---- */

static void
test_empty (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_sheet (fixture);
  g_autoptr (WorkExchangeReview) review = look (fixture, path);

  assert_states (review, 0, 0, 0);
  g_assert_cmpint (review->teacher_id, ==, fixture->teacher_id);
  g_assert_cmpstr (review->teacher, ==, "Nordine BELKACEM");
}

static void
test_taken_once (WorkFixture *fixture, gconstpointer data)
{
  const Line lines[] = {
    { "v3", LEA, "26/11/2026", "Téléphone", "=SOMME(A1) a appelé", "Revenir" },
    { NULL, INES, "46352", "", "Vue au lycée.", "" },
    { "v1", "", "", "", "", "" },
  };
  g_autofree char *sheet = write_sheet (fixture);
  g_autofree char *token = token_of (sheet);
  g_autofree char *path = give_back (fixture, token, lines, G_N_ELEMENTS (lines));
  g_autoptr (WorkExchangeReview) review = look (fixture, path);
  g_autoptr (WorkDone) done = NULL, again = NULL;
  g_autoptr (WorkExchangeReview) after = NULL;
  g_autoptr (GPtrArray) interviews = NULL;

  assert_states (review, 2, 0, 0);
  g_assert_cmpstr (row_at (review, 0)->day, ==, "2026-11-26");
  g_assert_cmpstr (row_at (review, 0)->means, ==, "phone");
  g_assert_cmpstr (row_at (review, 0)->text, ==, "=SOMME(A1) a appelé");
  g_assert_cmpstr (row_at (review, 1)->day, ==, "2026-11-26");
  done = work_fixture_apply (fixture, work_change_exchange_new (review));
  g_assert_cmpuint (done->n, ==, 2);
  g_assert_nonnull (done->operation_id);
  interviews = work_fixture_load_all (fixture, MODEL_ENTITY_INTERVIEW);
  g_assert_cmpuint (interviews->len, ==, 2);
  g_assert_cmpint (model_record_get_int (interviews->pdata[0], "teacher_id"), ==,
                   fixture->teacher_id);
  g_assert_cmpstr (model_record_get (interviews->pdata[0], "next_step"), ==, "Revenir");
  /* The same review a second time, as two seats would; then the file a second time. */
  again = work_fixture_apply (fixture, work_change_exchange_new (review));
  g_assert_cmpuint (again->n, ==, 0);
  after = look (fixture, path);
  assert_states (after, 0, 2, 0);
  g_assert_cmpuint (count (fixture, MODEL_ENTITY_INTERVIEW), ==, 2);
}

/* Undone, nothing is there, and it can be taken again; done again, it cannot. */
static void
test_undo (WorkFixture *fixture, gconstpointer data)
{
  const Line lines[] = { { "v1", LEA, "2026-11-26", "", "Vue.", "" } };
  g_autofree char *sheet = write_sheet (fixture);
  g_autofree char *token = token_of (sheet);
  g_autofree char *path = give_back (fixture, token, lines, 1);
  g_autoptr (WorkExchangeReview) review = look (fixture, path);
  G_GNUC_UNUSED g_autoptr (WorkDone) done =
      work_fixture_apply (fixture, work_change_exchange_new (review));
  g_autoptr (WorkExchangeReview) undone = NULL, redone = NULL, taken = NULL;
  g_autoptr (WorkDone) again = NULL;
  g_autofree char *undo = work_school_undo (fixture->school, NULL, NULL);
  g_autofree char *redo = NULL, *undo_again = NULL;

  g_assert_nonnull (undo);
  g_assert_cmpuint (count (fixture, MODEL_ENTITY_INTERVIEW), ==, 0);
  undone = look (fixture, path);
  assert_states (undone, 1, 0, 0);
  redo = work_school_redo (fixture->school, NULL);
  g_assert_nonnull (redo);
  redone = look (fixture, path);
  assert_states (redone, 0, 1, 0);
  undo_again = work_school_undo (fixture->school, NULL, NULL);
  again = work_fixture_apply (fixture, work_change_exchange_new (undone));
  g_assert_cmpuint (again->n, ==, 1);
  taken = look (fixture, path);
  assert_states (taken, 0, 1, 0);
  g_assert_cmpuint (count (fixture, MODEL_ENTITY_INTERVIEW), ==, 1);
}

/* Each names its cell and what to do; the good row goes through. */
static void
test_problems (WorkFixture *fixture, gconstpointer data)
{
  const Line lines[] = {
    { "v1", "", "2026-11-26", "", "Qui ?", "" },
    { "v2", "INCONNU Jean", "2026-11-26", "", "Qui ?", "" },
    { "v3", LEA, "31/02/2026", "", "Quand ?", "" },
    { "v4", LEA, "", "", "Quand ?", "" },
    { "v5", LEA, "2020-11-26", "", "Quand ?", "" },
    { "v6", LEA, "2026-11-26", "pigeon", "Comment ?", "" },
    { "v7", LEA, "2026-11-26", "", "", "Et alors ?" },
    { "v8", LEA, "2026-11-26", "", "Bien.", "" },
    { NULL, LEA, "2026-11-26", "", "Bien.", "" },
  };
  static const char *const said[] = { "B4", "B5", "D6", "D7", "D8", "E9", "A10" };
  g_autofree char *sheet = write_sheet (fixture);
  g_autofree char *token = token_of (sheet);
  g_autofree char *path = give_back (fixture, token, lines, G_N_ELEMENTS (lines));
  g_autoptr (WorkExchangeReview) review = look (fixture, path);
  g_autoptr (WorkDone) done = NULL;

  /* The titles are on the second row, so that the first line is on the third. */
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      const WorkExchangeRow *row = row_at (review, i);
      g_autofree char *cell = table_cells_name (i + 3, (guint) (said[i][0] - 'A'));

      g_assert_cmpint (row->state, ==, WORK_EXCHANGE_PROBLEM);
      g_assert_false (row->is_wanted);
      g_assert_nonnull (strstr (row->remark, cell));
    }
  assert_states (review, 1, 1, 7);
  done = work_fixture_apply (fixture, work_change_exchange_new (review));
  g_assert_cmpuint (done->n, ==, 1);
}

static void
test_changed_since (WorkFixture *fixture, gconstpointer data)
{
  const Line first[] = { { "v1", LEA, "2026-11-26", "", "Vue.", "" } };
  const Line second[] = { { "v1", LEA, "2026-11-26", "", "Vue avec sa mère.", "" } };
  g_autofree char *sheet = write_sheet (fixture);
  g_autofree char *token = token_of (sheet);
  g_autofree char *path = give_back (fixture, token, first, 1);
  g_autofree char *changed = give_back (fixture, token, second, 1);
  g_autoptr (WorkExchangeReview) review = look (fixture, path);
  G_GNUC_UNUSED g_autoptr (WorkDone) done =
      work_fixture_apply (fixture, work_change_exchange_new (review));
  g_autoptr (WorkExchangeReview) after = look (fixture, changed);

  assert_states (after, 0, 0, 1);
  g_assert_nonnull (strstr (row_at (after, 0)->remark, "changed since"));
}

/* What was not ticked is not taken, and can be later. */
static void
test_not_wanted (WorkFixture *fixture, gconstpointer data)
{
  const Line lines[] = { { "v1", LEA, "2026-11-26", "", "Vue.", "" },
                         { "v2", LEA, "2026-11-27", "", "Revue.", "" } };
  g_autofree char *sheet = write_sheet (fixture);
  g_autofree char *token = token_of (sheet);
  g_autofree char *path = give_back (fixture, token, lines, 2);
  g_autoptr (WorkExchangeReview) review = look (fixture, path);
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (WorkExchangeReview) after = NULL;

  ((WorkExchangeRow *) review->rows->pdata[0])->is_wanted = FALSE;
  done = work_fixture_apply (fixture, work_change_exchange_new (review));
  g_assert_cmpuint (done->n, ==, 1);
  after = look (fixture, path);
  assert_states (after, 1, 1, 0);
}

/* Whoever has lost a student may still tell of what was: unticked, with a remark. */
static void
test_not_own_any_more (WorkFixture *fixture, gconstpointer data)
{
  const Line lines[] = { { "v1", LEA, "2026-11-26", "", "Vue.", "" } };
  WorkPlace place = { fixture->students[0], fixture->periods[0] };
  g_autofree char *sheet = write_sheet (fixture);
  g_autofree char *token = token_of (sheet);
  g_autoptr (WorkDone) done = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "teacher_id", NULL);
  done = work_fixture_apply (fixture, work_change_follower_new (&place, 1, 0));
  {
    /* The list of the sheet names the student: as the whole file does. */
    g_autoptr (GPtrArray) sheets = read_sheets (sheet);
    g_autofree char *path = give_back (fixture, token, lines, 1);
    g_autoptr (WorkExchangeReview) review = look (fixture, path);

    assert_states (review, 0, 0, 1);
    g_assert_cmpuint (sheets->len, ==, 4);
  }
}

static void
assert_refused (WorkFixture *fixture,
                const char *path,
                gint64 year_id,
                gint64 teacher_id,
                const char *said)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (work_school_read (fixture->school,
                                   work_query_exchange_new (path, year_id, teacher_id), &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, said));
}

/* Another school's, another year's, another teacher's, and what is no sheet of ours. */
static void
test_refused (WorkFixture *fixture, gconstpointer data)
{
  const Line lines[] = { { "v1", LEA, "2026-11-26", "", "Vue.", "" } };
  g_autofree char *sheet = write_sheet (fixture);
  g_autofree char *foreign = give_back (fixture, "PX0123456789AB", lines, 1);
  g_autofree char *other = give_back (fixture, "nothing", lines, 1);

  assert_refused (fixture, foreign, fixture->year_id, 0, "another school");
  assert_refused (fixture, other, fixture->year_id, 0, "no exchange sheet");
  assert_refused (fixture, sheet, fixture->year_id + 1, 0, "school year");
  assert_refused (fixture, sheet, fixture->year_id, fixture->teacher_id + 1, "another teacher");
}

/* A row that was pasted from another export is left to that file. */
/* What the database thread is busy with until it is let go. */
typedef struct
{
  GMutex mutex;
  GCond changed;
  gboolean is_let_go;
} Busy;

static gpointer
busy_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Busy *busy = data;

  g_mutex_lock (&busy->mutex);
  while (!busy->is_let_go)
    g_cond_wait (&busy->changed, &busy->mutex);
  g_mutex_unlock (&busy->mutex);
  return NULL;
}

/* Files are looked at beside the database thread: one that is no sheet is refused while that is
 * busy, and one that is waits for it. */
static void
test_beside (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *sheet = write_sheet (fixture);
  g_autoptr (GAsyncResult) refused = NULL, looked = NULL, held = NULL;
  g_autoptr (WorkExchangeReview) review = NULL;
  g_autoptr (GError) error = NULL;
  Busy busy = { 0 };

  work_school_read_async (fixture->school, _work_query_new (busy_func, &busy, NULL, NULL), NULL,
                          work_fixture_on_result_cb, &held);
  work_school_read_async (fixture->school, work_query_exchange_new (sheet, fixture->year_id, 0),
                          NULL, work_fixture_on_result_cb, &looked);
  work_school_read_async (fixture->school, work_query_exchange_new (fixture->path, 0, 0), NULL,
                          work_fixture_on_result_cb, &refused);
  while (refused == NULL) /* would wait for ever */
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (work_school_read_finish (fixture->school, refused, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (looked);
  g_assert_null (held);
  g_mutex_lock (&busy.mutex);
  busy.is_let_go = TRUE;
  g_cond_signal (&busy.changed);
  g_mutex_unlock (&busy.mutex);
  while (looked == NULL)
    g_main_context_iteration (NULL, TRUE);
  review = work_school_read_finish (fixture->school, looked, &error);
  g_assert_no_error (error);
  g_assert_nonnull (review);
  g_assert_cmpint (review->teacher_id, ==, fixture->teacher_id);
}

static void
test_pasted (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *first = write_sheet (fixture);
  g_autofree char *second = write_sheet (fixture);
  g_autofree char *token = token_of (first);
  g_autofree char *other = token_of (second);
  g_autofree char *pasted = g_strconcat (other, ".v1", NULL);
  const Line lines[] = { { "v1", LEA, "2026-11-26", "", "Vue.", "" },
                         { "v2", LEA, "2026-11-27", "", "Revue.", "" },
                         { NULL, LEA, "2026-11-28", "", "Collée.", pasted } };
  g_autofree char *path = give_back (fixture, token, lines, 3);
  g_autoptr (WorkExchangeReview) review = look (fixture, path);

  g_assert_cmpstr (token, !=, other);
  assert_states (review, 2, 0, 1);
}

/* Messages and answers; an answer stands under what it answers. */
static void
test_messages (WorkFixture *fixture, gconstpointer data)
{
  gint64 asked = say (fixture, "teachers", fixture->teacher_id, "Où en est Léa ?");
  g_autofree char *sheet = write_sheet (fixture);
  g_autofree char *token = token_of (sheet);
  g_autofree char *text =
      g_strdup_printf ("Student;Tone;Message;Your answer;k\n"
                       "%s;;Où en est Léa ?;Elle a trouvé.;%s.n%" G_GINT64_FORMAT "\n"
                       "%s;Message positif;Bravo à elle.;;%s.m1\n"
                       ";;;;%s.m2\n"
                       "%s;;;Une réponse à rien ?;\n",
                       LEA, token, asked, LEA, token, token, LEA);
  g_autofree char *path = g_build_filename (fixture->folder, "messages.csv", NULL);
  g_autoptr (WorkExchangeReview) review = NULL;
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (WorkExchangeReview) after = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  review = look (fixture, path);
  g_assert_cmpint (row_at (review, 0)->kind, ==, WORK_EXCHANGE_ANSWER);
  g_assert_cmpint (row_at (review, 1)->kind, ==, WORK_EXCHANGE_MESSAGE);
  g_assert_cmpstr (row_at (review, 1)->tone, ==, "positive");
  assert_states (review, 2, 0, 0);
  done = work_fixture_apply (fixture, work_change_exchange_new (review));
  notes = work_fixture_load_all (fixture, MODEL_ENTITY_NOTE);
  g_assert_cmpuint (notes->len, ==, 3);
  for (guint i = 1; i < 3; i++)
    {
      g_assert_cmpint (model_record_get_int (notes->pdata[i], "teacher_id"), ==,
                       fixture->teacher_id);
      g_assert_null (model_record_get (notes->pdata[i], "read_at"));
    }
  g_assert_cmpint (model_record_get_int (notes->pdata[1], "answers_id"), ==, asked);
  g_assert_cmpint (model_record_get_int (notes->pdata[2], "answers_id"), ==, 0);
  after = look (fixture, path);
  assert_states (after, 0, 2, 0);
}

/* Whoever was there twice has one name now: the sheet that is out comes back under it. */
static void
test_merged (WorkFixture *fixture, gconstpointer data)
{
  const Line lines[] = { { "v1", LEA, "2026-11-26", "", "Vue.", "" } };
  g_autofree char *sheet = write_sheet (fixture);
  g_autofree char *token = token_of (sheet);
  g_autofree char *path = give_back (fixture, token, lines, 1);
  gint64 id = work_fixture_add (fixture, MODEL_ENTITY_TEACHER, "family_name", "Belkacem",
                                "given_name", "N.", NULL);
  g_autoptr (ModelRecord) kept = work_fixture_load (fixture, MODEL_ENTITY_TEACHER, id);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (WorkExchangeReview) review = NULL;

  g_ptr_array_add (others, work_fixture_load (fixture, MODEL_ENTITY_TEACHER, fixture->teacher_id));
  done = work_fixture_apply (fixture, work_change_merge_new (kept, others));
  review = look (fixture, path);
  g_assert_cmpint (review->teacher_id, ==, id);
  assert_states (review, 1, 0, 0);
}

#define ADD(name, func) \
  g_test_add ("/work/exchange/" name, WorkFixture, NULL, set_up, func, work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("written", test_written);
  ADD ("nobody", test_nobody);
  ADD ("empty", test_empty);
  ADD ("taken-once", test_taken_once);
  ADD ("undo", test_undo);
  ADD ("problems", test_problems);
  ADD ("changed-since", test_changed_since);
  ADD ("not-wanted", test_not_wanted);
  ADD ("not-own-any-more", test_not_own_any_more);
  ADD ("refused", test_refused);
  ADD ("beside", test_beside);
  ADD ("pasted", test_pasted);
  ADD ("messages", test_messages);
  ADD ("merged", test_merged);
  return g_test_run ();
}

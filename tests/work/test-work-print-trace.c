/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base-date.h"
#include "print-fixture.h"
#include "work-history.h"
#include "work-pdf.h"

/* What a print leaves in the base. */

/* The newest that history tells of the first student. */
static char *
newest_of_history (WorkFixture *fixture)
{
  g_autoptr (ModelLine) line = model_line_new ();
  g_autoptr (WorkHistory) history = NULL;
  g_autoptr (GError) error = NULL;

  line->student_id = fixture->students[0];
  line->search_id = fixture->searches[0];
  line->placement_id = fixture->placements[0];
  history = work_school_read (fixture->school, work_query_history_new (line), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->items->len, >, 0);
  return g_strdup (((const WorkHistoryItem *) history->items->pdata[0])->summary);
}

static void
assert_history (WorkFixture *fixture, guint copies, const char *more)
{
  g_autofree char *today = base_date_today_iso ();
  g_autofree char *told = work_print_tell (today, copies);
  g_autofree char *expected = g_strconcat (told, more, NULL);
  g_autofree char *found = newest_of_history (fixture);

  g_assert_cmpstr (found, ==, expected);
}

static void
undo (WorkFixture *fixture, const char *operation_id, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = work_school_undo (fixture->school, operation_id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (undone, ==, name);
}

/* All that one job prints is taken back at once. */
static void
test_several (WorkFixture *fixture, gconstpointer data)
{
  const WorkPrintOptions options = { .printer = NULL };
  g_autoptr (WorkJob) job = NULL;

  print_fixture_generate (fixture, 2);
  job = print_fixture_print (fixture, 2, &options);
  print_fixture_assert_printed (fixture, 0, 3, 0);
  print_fixture_assert_printed (fixture, 1, 3, 0);
  g_assert_cmpuint (work_job_get_notes (job)->len, ==, 0);
  undo (fixture, work_job_get_operation (job), "trace of the printing of 2 agreements");
  print_fixture_assert_printed (fixture, 0, 0, 0);
  print_fixture_assert_printed (fixture, 1, 0, 0);
  work_fixture_assert_sound (fixture);
}

/* Each time is told, though it is the same day and the same number. */
static void
test_history (WorkFixture *fixture, gconstpointer data)
{
  const WorkPrintOptions two = { .copies = 2 }, one = { .copies = 1 };
  g_autoptr (WorkJob) first = NULL, second = NULL, third = NULL;
  g_autofree char *told = work_print_tell ("2026-01-12", 3), *undone = NULL;

  g_assert_cmpstr (told, ==, "Printed on lundi 12 janvier 2026, 3 copies");
  print_fixture_generate (fixture, 1);
  first = print_fixture_print (fixture, 1, &two);
  assert_history (fixture, 2, "");
  second = print_fixture_print (fixture, 1, &two);
  assert_history (fixture, 2, "");
  third = print_fixture_print (fixture, 1, &one);
  assert_history (fixture, 1, "");
  print_fixture_assert_printed (fixture, 0, 5, 0);
  undo (fixture, NULL, "trace of the printing of 1 agreement");
  undone = newest_of_history (fixture);
  g_assert_cmpstr (undone, ==, "Undo · Copies printed: 5 → 4");
  print_fixture_assert_printed (fixture, 0, 4, 0);
}

/* What is printed goes on with it: one undo takes back both. */
static void
test_step (WorkFixture *fixture, gconstpointer data)
{
  const WorkPrintOptions options = { .copies = 2, .moves_step = TRUE };
  g_autoptr (WorkJob) job = NULL, stays = NULL;
  g_autoptr (ModelRecord) agreement = NULL;

  print_fixture_generate (fixture, 2);
  job = print_fixture_print (fixture, 2, &options);
  print_fixture_assert_printed (fixture, 0, 2, 1);
  print_fixture_assert_printed (fixture, 1, 2, 1);
  assert_history (fixture, 2, " · Step: Fiche validée → Signature établissement");
  undo (fixture, work_job_get_operation (job), "trace of the printing of 2 agreements");
  print_fixture_assert_printed (fixture, 0, 0, 0);
  print_fixture_assert_printed (fixture, 1, 0, 0);

  /* Whom its signatories move is printed all the same. */
  agreement = print_fixture_agreement (fixture, 0);
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, model_record_get_id (agreement), "mode",
                       "electronic");
  stays = print_fixture_print (fixture, 2, &options);
  print_fixture_assert_printed (fixture, 0, 2, 0);
  print_fixture_assert_printed (fixture, 1, 2, 1);
  g_assert_cmpuint (work_job_get_notes (stays)->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (work_job_get_notes (stays), 0), ==,
                   "ABADIE Léa: the agreement was printed and stays on its step: it is signed "
                   "electronically, cancelled or replaced.");
}

/* Paper comes out of a base that can only be read, and why nothing says so is told once. */
static void
test_read_only (WorkFixture *fixture, gconstpointer data)
{
  const WorkPrintOptions options = { .copies = 1, .moves_step = TRUE };
  g_autoptr (WorkSchool) school = NULL;
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GError) error = NULL;
  const char *note;

  print_fixture_generate (fixture, 2);
  school = work_school_open (fixture->path, STORE_OPEN_READ, &error);
  g_assert_no_error (error);
  job = work_print_new (school, fixture->placements, 2, &options);
  g_assert_true (work_job_run (job, NULL, &error));
  g_assert_no_error (error);
  work_school_close (school);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 2);
  g_assert_cmpuint (work_job_get_notes (job)->len, ==, 1);
  note = g_ptr_array_index (work_job_get_notes (job), 0);
  g_assert_nonnull (strstr (note, "not written in the history"));
  g_assert_null (work_job_get_operation (job));
  print_fixture_assert_printed (fixture, 0, 0, 0);
  print_fixture_assert_printed (fixture, 1, 0, 0);
}

static gpointer
refuse_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (StoreStatement) statement = store_connection_prepare (
      connection,
      "CREATE TRIGGER refuse BEFORE UPDATE OF printed_on ON agreement WHEN NEW.id = 1"
      " BEGIN SELECT RAISE (ABORT, 'refused by the test'); END",
      error);

  if (statement != NULL)
    store_statement_run (statement, error);
  return NULL;
}

/* What cannot be written is told, and not printed again for it. */
static void
test_not_written (WorkFixture *fixture, gconstpointer data)
{
  const WorkPrintOptions options = { .copies = 1 };
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GError) error = NULL;
  const char *note;

  print_fixture_generate (fixture, 2);
  store_queue_run (work_school_get_queue (fixture->school), refuse_func, NULL, NULL, &error);
  g_assert_no_error (error);
  job = print_fixture_print (fixture, 2, &options);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 2);
  g_assert_null (work_job_new_retry (job));
  g_assert_cmpuint (work_job_get_notes (job)->len, ==, 1);
  note = g_ptr_array_index (work_job_get_notes (job), 0);
  g_assert_true (g_str_has_prefix (
      note, "ABADIE Léa: the agreement was printed, but its history does not say so: "));
  print_fixture_assert_printed (fixture, 0, 0, 0);
  print_fixture_assert_printed (fixture, 1, 1, 0);
}

/* A file is no paper. */
static void
test_pdf_is_no_print (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "pdf", NULL);
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GError) error = NULL;

  print_fixture_generate (fixture, 1);
  job = work_pdf_new (fixture->school, fixture->placements, 1, folder, NULL);
  g_assert_true (work_job_run (job, NULL, &error));
  g_assert_no_error (error);
  print_fixture_assert_printed (fixture, 0, 0, 0);
}

#define ADD(name, func)                                                                 \
  g_test_add ("/work/print-trace/" name, WorkFixture, NULL, print_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  print_fixture_init (argc, argv);
  ADD ("several", test_several);
  ADD ("history", test_history);
  ADD ("step", test_step);
  ADD ("read-only", test_read_only);
  ADD ("not-written", test_not_written);
  ADD ("pdf-is-no-print", test_pdf_is_no_print);
  return g_test_run ();
}

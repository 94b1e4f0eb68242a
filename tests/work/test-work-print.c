/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "paper-error.h"
#include "paper-pages.h"
#include "print-fixture.h"
#include "work-error.h"
#include "work-settings.h"

/* Against a print server of the tests' own: see tests/paper/with-printers.sh. Jobs are numbered
 * from 1 there, and never twice. */

#define LIMIT (60 * G_USEC_PER_SEC)

/* (nullable): what the printer was told of a job, once it has printed it */
static char *
said_of (int id)
{
  g_autofree char *name = g_strdup_printf ("printed/%d.says", id);
  g_autofree char *path = print_fixture_path (name);
  char *said = NULL;

  g_file_get_contents (path, &said, NULL, NULL);
  return said;
}

static char *
wait_for (int id)
{
  for (gint64 end = g_get_monotonic_time () + LIMIT; g_get_monotonic_time () < end;)
    {
      char *said = said_of (id);

      if (said != NULL)
        return said;
      g_thread_yield ();
    }
  g_error ("job %d is never printed", id);
}

/* The number that the next job will have. */
static int
next_job (void)
{
  g_autoptr (PaperSpooler) spooler = paper_spooler_new (NULL);
  g_autoptr (GBytes) pdf = g_bytes_new_static ("%PDF-1.7\n", 9);
  const PaperJobOptions options = { .title = "next" };
  g_autoptr (GError) error = NULL;
  g_autoptr (PaperJob) job = paper_spooler_print (spooler, pdf, &options, NULL, &error);

  g_assert_no_error (error);
  return job->id + 1;
}

/* Three of each, by student, in order. */
static void
test_a_class (WorkFixture *fixture, gconstpointer data)
{
  const WorkPrintOptions options = { .printer = "Duplex",
                                     .sides = PAPER_SIDES_LONG_EDGE,
                                     .media = PAPER_MEDIA_A3 };
  g_autoptr (WorkJob) job = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  const WorkJobItem *item;
  int id;

  print_fixture_generate (fixture, 2);
  id = next_job ();
  job = print_fixture_print (fixture, 2, &options);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 2);
  item = g_ptr_array_index (work_job_get_succeeded (job), 1);
  g_assert_cmpint (item->id, ==, fixture->placements[1]);
  g_assert_cmpstr (item->name, ==, "BRÛLÉ Noé");
  g_assert_null (item->path);
  first = wait_for (id);
  second = wait_for (id + 1);
  g_assert_true (g_str_has_prefix (first, "title=2MELEC, ABADIE Léa (Garage Roux)\ncopies=3\n"));
  g_assert_true (g_str_has_prefix (second, "title=2MELEC, BRÛLÉ Noé (Garage Roux)\ncopies=3\n"));
  g_assert_nonnull (strstr (first, "sides=two-sided-long-edge"));
  g_assert_nonnull (strstr (first, "media=iso_a3_297x420mm"));
  g_assert_nonnull (strstr (first, "separate-documents-collated-copies"));
  g_assert_cmpint (next_job (), ==, id + 3);
  work_fixture_assert_sound (fixture);
}

static void
test_copies (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkDone) done = NULL;
  g_autoptr (WorkJob) as_set = NULL, as_asked = NULL;
  g_autofree char *first = NULL, *second = NULL;
  WorkPrintOptions options = { .printer = NULL };
  int id;

  print_fixture_generate (fixture, 1);
  done = work_fixture_apply (fixture, work_change_setting_new (WORK_PRINT_COPIES_SETTING, "2"));
  id = next_job ();
  as_set = print_fixture_print (fixture, 1, &options);
  options.copies = 5;
  as_asked = print_fixture_print (fixture, 1, &options);
  first = wait_for (id);
  second = wait_for (id + 1);
  g_assert_nonnull (strstr (first, "\ncopies=2\n"));
  g_assert_nonnull (strstr (second, "\ncopies=5\n"));
}

/* What cannot be printed is told; the rest is printed. */
static void
test_no_document (WorkFixture *fixture, gconstpointer data)
{
  const WorkPrintOptions options = { .copies = 1 };
  g_autoptr (WorkJob) job = NULL;
  const WorkJobItem *item;
  g_autoptr (GError) error = NULL;

  print_fixture_generate (fixture, 1);
  job = work_print_new (fixture->school, fixture->placements, 2, &options);
  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_PARTIAL);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 1);
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 1);
  item = g_ptr_array_index (work_job_get_failed (job), 0);
  g_assert_nonnull (strstr (item->error, "generate it first"));
  print_fixture_assert_printed (fixture, 0, 1, 0);
}

/* Nothing is sent, and what is to be printed is still there. */
static void
test_printers_that_do_not_print (WorkFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *printer;
    PaperError code;
  } cases[] = { { "Paused", PAPER_ERROR_REFUSED },
                { "Closed", PAPER_ERROR_REFUSED },
                { "Nowhere", PAPER_ERROR_MISSING } };
  int id;

  print_fixture_generate (fixture, 1);
  id = next_job ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WorkPrintOptions options = { .printer = cases[i].printer };
      g_autoptr (WorkJob) job = work_print_new (fixture->school, fixture->placements, 1, &options);
      g_autoptr (GError) error = NULL;

      g_assert_false (work_job_run (job, NULL, &error));
      g_assert_error (error, PAPER_ERROR, (int) cases[i].code);
      g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 0);
      g_assert_null (work_job_get_operation (job));
    }
  print_fixture_assert_printed (fixture, 0, 0, 0);
  g_assert_cmpint (next_job (), ==, id + 1);
  work_fixture_assert_sound (fixture);
}

static void
test_cancelled (WorkFixture *fixture, gconstpointer data)
{
  const WorkPrintOptions options = { .copies = 1 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GError) error = NULL;
  int id;

  print_fixture_generate (fixture, 1);
  id = next_job ();
  job = work_print_new (fixture->school, fixture->placements, 1, &options);
  g_cancellable_cancel (cancellable);
  g_assert_false (work_job_run (job, cancellable, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_CANCELLED);
  g_assert_cmpint (next_job (), ==, id + 1);
  g_assert_null (work_job_get_operation (job));
  print_fixture_assert_printed (fixture, 0, 0, 0);
}

/* What is no agreement is printed as it is. */
static void
test_document (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) pdf = g_bytes_new_static ("%PDF-1.7\nlabels\n%%EOF\n", 22);
  WorkPrintOptions options = { .printer = "Duplex", .sides = PAPER_SIDES_ONE };
  g_autoptr (WorkJob) once = work_print_document_new ("Labels", pdf, &options), twice = NULL,
                      never = NULL;
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr (GError) error = NULL;
  int id = next_job ();

  work_job_run (once, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (work_job_get_succeeded (once)->len, ==, 1);
  options.copies = 2;
  options.is_exact = TRUE;
  options.more = (const char *const[]){ "number-up=2", NULL };
  twice = work_print_document_new ("Labels", pdf, &options);
  work_job_run (twice, NULL, &error);
  g_assert_no_error (error);
  first = wait_for (id);
  second = wait_for (id + 1);
  g_assert_true (g_str_has_prefix (first, "title=Labels\ncopies=1\n"));
  g_assert_nonnull (strstr (first, "sides=one-sided"));
  g_assert_null (strstr (first, "print-scaling"));
  g_assert_true (g_str_has_prefix (second, "title=Labels\ncopies=2\n"));
  g_assert_nonnull (strstr (second, "print-scaling=none"));
  g_assert_nonnull (strstr (second, "number-up=2"));
  options.printer = "Closed";
  never = work_print_document_new ("Labels", pdf, &options);
  g_assert_false (work_job_run (never, NULL, &error));
  g_assert_error (error, PAPER_ERROR, PAPER_ERROR_REFUSED);
  g_assert_cmpuint (work_job_get_succeeded (never)->len, ==, 0);
}

/* ---- several documents in a job ---- */

/* (nullable): the nth document that came out of a job, from 1 */
static GBytes *
document_of (int id, guint n)
{
  g_autofree char *name = g_strdup_printf ("printed/%d-%u", id, n);
  g_autofree char *path = print_fixture_path (name);
  char *text = NULL;
  gsize length;

  return g_file_get_contents (path, &text, &length, NULL) ? g_bytes_new_take (text, length) : NULL;
}

/* Until a job is over and its nth document is the last. */
static void
wait_for_documents (int id, guint n)
{
  g_autoptr (PaperSpooler) spooler = paper_spooler_new (NULL);
  g_autoptr (GBytes) last = NULL, more = NULL;

  for (gint64 end = g_get_monotonic_time () + LIMIT; g_get_monotonic_time () < end;)
    {
      g_autoptr (PaperJob) job = paper_spooler_get_job (spooler, "Plain", id, NULL, NULL);

      g_assert_nonnull (job);
      if (job->state == PAPER_JOB_DONE)
        break;
    }
  last = document_of (id, n);
  more = document_of (id, n + 1);
  g_assert_nonnull (last);
  g_assert_null (more);
}

static void
on_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static PaperPages *
open_pages (GBytes *pdf)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PaperPages *pages;

  paper_pages_open_async ("slip", pdf, NULL, on_ready_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  pages = paper_pages_open_finish (result, &error);
  g_assert_no_error (error);
  return pages;
}

static guint
count_matches (PaperPages *pages, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) matches = NULL;

  paper_pages_find_async (pages, text, NULL, on_ready_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  matches = paper_pages_find_finish (pages, result, NULL);
  return matches->len;
}

/* The nth document of a job is the slip of @student, so many millimetres wide. */
static void
assert_slip (int id, guint n, const char *student, double wide)
{
  g_autoptr (GBytes) pdf = document_of (id, n);
  g_autoptr (PaperPages) pages = open_pages (pdf);
  double width, height;

  g_assert_cmpuint (paper_pages_get_n_pages (pages), ==, 1);
  g_assert_cmpuint (count_matches (pages, student), ==, 1);
  g_assert_cmpuint (count_matches (pages, "Garage Roux"), >=, 1);
  g_assert_cmpuint (count_matches (pages, "2MELEC"), ==, 1);
  paper_pages_get_size (pages, 0, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, wide * 72 / 25.4, 0.5);
}

/* So many documents of a job, from the nth on, are one and the same. Returns: that one */
static GBytes *
assert_copies (int id, guint from, guint n)
{
  GBytes *first = document_of (id, from);

  g_assert_true (memcmp (g_bytes_get_data (first, NULL), "%PDF-1.7\n", 9) == 0);
  for (guint i = 1; i < n; i++)
    {
      g_autoptr (GBytes) copy = document_of (id, from + i);

      g_assert_true (g_bytes_equal (first, copy));
    }
  return first;
}

/* One job a student: the slip once, then the copies. */
static void
test_slips (WorkFixture *fixture, gconstpointer data)
{
  const WorkPrintOptions options = { .has_slips = TRUE };
  g_autoptr (GBytes) first = NULL, second = NULL;
  g_autoptr (WorkJob) job = NULL;
  g_autofree char *said = NULL;
  int id;

  print_fixture_generate (fixture, 2);
  id = next_job ();
  job = print_fixture_print (fixture, 2, &options);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 2);
  wait_for_documents (id, 4);
  wait_for_documents (id + 1, 4);
  assert_slip (id, 1, "ABADIE Léa", 210);
  assert_slip (id + 1, 1, "BRÛLÉ Noé", 210);
  first = assert_copies (id, 2, 3);
  second = assert_copies (id + 1, 2, 3);
  g_assert_false (g_bytes_equal (first, second));
  said = said_of (id);
  g_assert_true (g_str_has_prefix (said, "title=2MELEC, ABADIE Léa (Garage Roux)\ncopies=1\n"));
  g_assert_cmpint (next_job (), ==, id + 3);
  work_fixture_assert_sound (fixture);
}

/* One job: all of a student before the next one; on A3 the slips are jackets. */
static void
test_one_job (WorkFixture *fixture, gconstpointer data)
{
  WorkPrintOptions options = { .copies = 2, .is_one_job = TRUE };
  g_autoptr (GBytes) first = NULL, second = NULL, third = NULL;
  g_autoptr (WorkJob) plain = NULL, with_slips = NULL;
  g_autofree char *said = NULL;
  int id;

  print_fixture_generate (fixture, 2);
  id = next_job ();
  plain = print_fixture_print (fixture, 2, &options);
  options.has_slips = TRUE;
  options.media = PAPER_MEDIA_A3;
  with_slips = print_fixture_print (fixture, 2, &options);
  g_assert_cmpuint (work_job_get_succeeded (plain)->len, ==, 2);
  g_assert_cmpuint (work_job_get_succeeded (with_slips)->len, ==, 2);
  wait_for_documents (id, 4);
  first = assert_copies (id, 1, 2);
  second = assert_copies (id, 3, 2);
  g_assert_false (g_bytes_equal (first, second));
  wait_for_documents (id + 1, 6);
  assert_slip (id + 1, 1, "ABADIE Léa", 420);
  assert_slip (id + 1, 4, "BRÛLÉ Noé", 420);
  third = assert_copies (id + 1, 5, 2);
  g_assert_true (g_bytes_equal (second, third));
  said = said_of (id);
  g_assert_true (g_str_has_prefix (
      said, "title=2 agreements from 2MELEC, ABADIE Léa (Garage Roux) on\ncopies=1\n"));
  g_assert_cmpint (next_job (), ==, id + 3);
}

/* What cannot be printed is not in the job that has the others; one alone has its own title. */
static void
test_one_job_without_one (WorkFixture *fixture, gconstpointer data)
{
  const WorkPrintOptions options = { .copies = 1, .is_one_job = TRUE };
  g_autoptr (WorkJob) job = NULL, alone = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  int id;

  print_fixture_generate (fixture, 1);
  id = next_job ();
  job = work_print_new (fixture->school, fixture->placements, 2, &options);
  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_PARTIAL);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 1);
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 1);
  wait_for_documents (id, 1);
  alone = print_fixture_print (fixture, 1, &options);
  wait_for_documents (id + 1, 1);
  said = said_of (id + 1);
  g_assert_true (g_str_has_prefix (said, "title=2MELEC, ABADIE Léa (Garage Roux)\n"));
}

/* What was converted is forgotten. */
static void
clear_cache (void)
{
  g_autofree char *folder = print_fixture_path ("paraphe/pdf");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
}

/* Says that the second document is more than the disk of the print server has room for. */
static char *
make_big (WorkFixture *fixture)
{
  char *path = g_build_filename (fixture->folder, "soffice.bin.big", NULL);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  clear_cache ();
  return path;
}

/* One job that breaks off half-way is none: nothing is said to be printed, and nothing is. */
static void
test_one_job_breaks_off (WorkFixture *fixture, gconstpointer data)
{
  const WorkPrintOptions options = { .copies = 1, .is_one_job = TRUE };
  g_autofree char *big = make_big (fixture);
  g_autoptr (PaperSpooler) spooler = paper_spooler_new (NULL);
  g_autoptr (WorkJob) job = NULL, again = NULL;
  g_autoptr (PaperJob) left = NULL;
  g_autoptr (GBytes) printed = NULL;
  g_autoptr (GError) error = NULL;
  int id;

  print_fixture_generate (fixture, 2);
  id = next_job ();
  job = work_print_new (fixture->school, fixture->placements, 2, &options);
  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, PAPER_ERROR, PAPER_ERROR_FAILED);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 0);
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 0);
  left = paper_spooler_get_job (spooler, "Plain", id, NULL, NULL);
  g_assert_cmpint (left->state, ==, PAPER_JOB_CANCELLED);
  print_fixture_assert_printed (fixture, 0, 0, 0);
  /* Done again, all of it is printed. */
  g_assert_cmpint (g_unlink (big), ==, 0);
  clear_cache ();
  again = print_fixture_print (fixture, 2, &options);
  g_assert_cmpuint (work_job_get_succeeded (again)->len, ==, 2);
  wait_for_documents (id + 1, 2);
  printed = document_of (id, 1);
  g_assert_null (printed);
  print_fixture_assert_printed (fixture, 0, 1, 0);
  print_fixture_assert_printed (fixture, 1, 1, 0);
}

/* A job for each: what was sent before one of them breaks off is printed, and said to be. */
static void
test_breaks_off (WorkFixture *fixture, gconstpointer data)
{
  const WorkPrintOptions options = { .copies = 1, .has_slips = TRUE };
  G_GNUC_UNUSED g_autofree char *big = make_big (fixture);
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GBytes) printed = NULL;
  g_autoptr (GError) error = NULL;
  const WorkJobItem *item;
  int id;

  print_fixture_generate (fixture, 2);
  id = next_job ();
  job = work_print_new (fixture->school, fixture->placements, 2, &options);
  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, PAPER_ERROR, PAPER_ERROR_FAILED);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 1);
  item = g_ptr_array_index (work_job_get_succeeded (job), 0);
  g_assert_cmpint (item->id, ==, fixture->placements[0]);
  wait_for_documents (id, 2);
  printed = document_of (id + 1, 1);
  g_assert_null (printed);
  clear_cache ();
}

#define ADD(name, func)                                                           \
  g_test_add ("/work/print/" name, WorkFixture, NULL, print_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  print_fixture_init (argc, argv);
  ADD ("class", test_a_class);
  ADD ("copies", test_copies);
  ADD ("no-document", test_no_document);
  ADD ("printers-that-do-not-print", test_printers_that_do_not_print);
  ADD ("cancelled", test_cancelled);
  ADD ("document", test_document);
  ADD ("slips", test_slips);
  ADD ("one-job", test_one_job);
  ADD ("one-job-without-one", test_one_job_without_one);
  ADD ("one-job-breaks-off", test_one_job_breaks_off);
  ADD ("breaks-off", test_breaks_off);
  return g_test_run ();
}

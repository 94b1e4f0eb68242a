/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "paper-error.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-generate.h"
#include "work-print.h"
#include "work-settings.h"

/* Against a print server of the tests' own: see tests/paper/with-printers.sh. Jobs are numbered
 * from 1 there, and never twice. */

#define LIMIT (60 * G_USEC_PER_SEC)

/* Path of our A4 template, from the command line. */
static const char *template_path;

/* Stands for LibreOffice: each PDF says which document it was made of. */
static void
make_office (WorkFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "soffice.bin", NULL);
  static const char script[] =
      "#!/bin/sh\n"
      "for name; do case \"$name\" in [0-9]*.docx)\n"
      "(echo %PDF-1.7; wc -c < \"$name\"; echo %%EOF) > \"${name%.docx}.pdf\"\n"
      ";; esac; done\n";

  g_assert_true (g_file_set_contents_full (path, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_setenv ("PARAPHE_OFFICE", path, TRUE);
}

static void
set_up (WorkFixture *fixture, gconstpointer data)
{
  work_fixture_set_up (fixture, data);
  make_office (fixture);
}

/* Both students have their document. */
static void
generate (WorkFixture *fixture, guint n)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "out", NULL);
  g_autoptr (WorkGenerateOptions) options = work_generate_options_new (folder);
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GError) error = NULL;

  if (n > 1)
    work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "state",
                         "validated");
  options->template_path = g_strdup (template_path);
  job = work_generate_new (fixture->school, fixture->placements, n, options);
  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
}

static char *
in_server (const char *name)
{
  return g_build_filename (g_getenv ("PRINT_SERVER"), name, NULL);
}

/* (nullable): what the printer was told of a job, once it has printed it */
static char *
said_of (int id)
{
  g_autofree char *name = g_strdup_printf ("printed/%d.says", id);
  g_autofree char *path = in_server (name);
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

static WorkJob *
print (WorkFixture *fixture, guint n, const WorkPrintOptions *options)
{
  g_autoptr (GError) error = NULL;
  WorkJob *job = work_print_new (fixture->school, fixture->placements, n, options);

  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
  return job;
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

  generate (fixture, 2);
  id = next_job ();
  job = print (fixture, 2, &options);
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

  generate (fixture, 1);
  done = work_fixture_apply (fixture, work_change_setting_new (WORK_PRINT_COPIES_SETTING, "2"));
  id = next_job ();
  as_set = print (fixture, 1, &options);
  options.copies = 5;
  as_asked = print (fixture, 1, &options);
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

  generate (fixture, 1);
  job = work_print_new (fixture->school, fixture->placements, 2, &options);
  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_PARTIAL);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 1);
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 1);
  item = g_ptr_array_index (work_job_get_failed (job), 0);
  g_assert_nonnull (strstr (item->error, "generate it first"));
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

  generate (fixture, 1);
  id = next_job ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WorkPrintOptions options = { .printer = cases[i].printer };
      g_autoptr (WorkJob) job = work_print_new (fixture->school, fixture->placements, 1, &options);
      g_autoptr (GError) error = NULL;

      g_assert_false (work_job_run (job, NULL, &error));
      g_assert_error (error, PAPER_ERROR, (int) cases[i].code);
      g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 0);
    }
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

  generate (fixture, 1);
  id = next_job ();
  job = work_print_new (fixture->school, fixture->placements, 1, &options);
  g_cancellable_cancel (cancellable);
  g_assert_false (work_job_run (job, cancellable, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_CANCELLED);
  g_assert_cmpint (next_job (), ==, id + 1);
}

static void
wait_for_server (void)
{
  g_autoptr (PaperSpooler) spooler = paper_spooler_new (NULL);

  for (gint64 end = g_get_monotonic_time () + LIMIT; g_get_monotonic_time () < end;)
    {
      g_autoptr (GPtrArray) printers = paper_spooler_list (spooler, NULL, NULL);

      if (printers != NULL)
        return;
    }
  g_error ("the print server of the tests does not start");
}

#define ADD(name, func) \
  g_test_add ("/work/print/" name, WorkFixture, NULL, set_up, func, work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *socket = in_server ("socket");

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  template_path = argv[1];
  g_setenv ("CUPS_SERVER", socket, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", g_getenv ("PRINT_SERVER"), TRUE);
  wait_for_server ();
  ADD ("class", test_a_class);
  ADD ("copies", test_copies);
  ADD ("no-document", test_no_document);
  ADD ("printers-that-do-not-print", test_printers_that_do_not_print);
  ADD ("cancelled", test_cancelled);
  return g_test_run ();
}

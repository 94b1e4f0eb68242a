/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-pdf.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base-file.h"
#include "model-error.h"
#include "paper-error.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-generate.h"
#include "work-settings.h"

/* Path of our A4 template, from the command line. */
static const char *template_path;

/* Stands for LibreOffice: each PDF is what its document weighs, so that one can be told from
 * another; it counts its calls. */
static void
make_office (WorkFixture *fixture, const char *each)
{
  g_autofree char *path = g_build_filename (fixture->folder, "soffice.bin", NULL);
  g_autofree char *script = g_strdup_printf (
      "#!/bin/sh\necho call >> '%s/calls'\n"
      "for name; do case \"$name\" in [0-9]*.docx)\n"
      "%s\n"
      "(echo %%PDF-1.7; wc -c < \"$name\"; echo %%%%EOF) > \"${name%%.docx}.pdf\"\n"
      ";; esac; done\n",
      fixture->folder, each);

  g_assert_true (g_file_set_contents_full (path, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_setenv ("PARAPHE_OFFICE", path, TRUE);
}

static guint
count_calls (WorkFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "calls", NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? (guint) strlen (text) / 5 : 0;
}

static char *
generate (WorkFixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "out", NULL);
  g_autoptr (WorkGenerateOptions) options = work_generate_options_new (folder);
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GError) error = NULL;
  const WorkJobItem *item;

  options->template_path = g_strdup (template_path);
  job = work_generate_new (fixture->school, fixture->placements, 1, options);
  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
  item = g_ptr_array_index (work_job_get_succeeded (job), 0);
  return g_strdup (item->path);
}

static WorkJob *
job_new (WorkFixture *fixture, guint n, const char *pattern)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "out", NULL);

  return work_pdf_new (fixture->school, fixture->placements, n, folder, pattern);
}

static char *
make_one (WorkFixture *fixture, const char *pattern)
{
  g_autoptr (WorkJob) job = job_new (fixture, 1, pattern);
  g_autoptr (GError) error = NULL;
  const WorkJobItem *item;

  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 1);
  item = g_ptr_array_index (work_job_get_succeeded (job), 0);
  g_assert_cmpint (item->id, ==, fixture->placements[0]);
  g_assert_cmpstr (item->name, ==, "ABADIE Léa");
  return g_strdup (item->path);
}

static char *
read_text (const char *path)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* However the school names its files. */
static void
test_beside_the_document_as_named (WorkFixture *fixture, gconstpointer data)
{
  G_GNUC_UNUSED g_autoptr (WorkDone) done =
      work_fixture_apply (fixture, work_change_setting_new ("file.name", "{type}/{nom} {numéro}"));
  g_autofree char *docx = NULL;
  g_autofree char *pdf = NULL;
  g_autoptr (WorkJob) wrong = NULL;
  g_autoptr (GError) error = NULL;

  make_office (fixture, "");
  docx = generate (fixture);
  pdf = make_one (fixture, NULL);
  g_assert_true (g_str_has_suffix (docx, "/PFMP/ABADIE 2026-0001.docx"));
  g_assert_true (g_str_has_suffix (pdf, "/PFMP/ABADIE 2026-0001.pdf"));
  wrong = job_new (fixture, 1, "{clase}/{nom}");
  g_assert_false (work_job_run (wrong, NULL, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_VALUE);
}

/* It stands beside the document that it was made of; a second time nothing is made again. */
static void
test_beside_the_document (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *docx = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *other = NULL;
  g_autofree char *text = NULL;
  g_autofree char *weight = NULL;
  GStatBuf facts;
  guint calls;

  make_office (fixture, "");
  docx = generate (fixture);
  expected = g_strndup (docx, strlen (docx) - strlen (".docx"));
  first = make_one (fixture, NULL);
  g_assert_true (g_str_has_prefix (first, expected));
  g_assert_true (g_str_has_suffix (first, "Roux.pdf"));
  g_assert_cmpint (g_stat (docx, &facts), ==, 0);
  weight = g_strdup_printf ("%%PDF-1.7\n%d\n%%%%EOF\n", (int) facts.st_size);
  text = read_text (first);
  g_assert_cmpstr (text, ==, weight);
  calls = count_calls (fixture);

  second = make_one (fixture, NULL);
  g_assert_cmpstr (second, ==, first);
  other = make_one (fixture, "{numéro}");
  g_assert_true (g_str_has_suffix (other, "out/2026-0001.pdf"));
  g_assert_cmpuint (count_calls (fixture), ==, calls);
  work_fixture_assert_sound (fixture);
}

/* A file of that name that holds something else is never touched. */
static void
test_overwrites_nothing (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *docx = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *kept = NULL;

  make_office (fixture, "");
  docx = generate (fixture);
  first = make_one (fixture, NULL);
  g_assert_true (g_file_set_contents (first, "signed", -1, NULL));
  second = make_one (fixture, NULL);
  g_assert_true (g_str_has_suffix (second, " (2).pdf"));
  kept = read_text (first);
  g_assert_cmpstr (kept, ==, "signed");
}

/* What has no document says so, and keeps the other from nothing. */
static void
test_without_a_document (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *docx = NULL;
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (WorkJob) again = NULL;
  g_autoptr (GError) error = NULL;
  const WorkJobItem *item;

  make_office (fixture, "");
  docx = generate (fixture);
  job = job_new (fixture, 2, NULL);
  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_PARTIAL);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 1);
  item = g_ptr_array_index (work_job_get_failed (job), 0);
  g_assert_cmpstr (item->name, ==, "BRÛLÉ Noé");
  g_assert_nonnull (strstr (item->error, "generate it first"));

  work_fixture_add_agreement (fixture, fixture->placements[1], "2026-0002");
  again = work_job_new_retry (job);
  g_clear_error (&error);
  g_assert_false (work_job_run (again, NULL, &error));
  g_assert_cmpuint (work_job_get_succeeded (again)->len, ==, 0);
  item = g_ptr_array_index (work_job_get_failed (again), 0);
  g_assert_nonnull (strstr (item->error, "no document yet"));
}

static void
test_failures (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *docx = NULL;
  g_autoptr (WorkJob) failing = NULL;
  g_autoptr (WorkJob) missing = NULL;
  g_autoptr (GError) error = NULL;
  const WorkJobItem *item;

  make_office (fixture, "continue");
  docx = generate (fixture);
  failing = job_new (fixture, 1, NULL);
  g_assert_false (work_job_run (failing, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_PARTIAL);
  item = g_ptr_array_index (work_job_get_failed (failing), 0);
  g_assert_nonnull (strstr (item->error, "ABADIE Léa - Garage Roux.docx"));

  g_setenv ("PARAPHE_OFFICE", "/nowhere", TRUE);
  missing = job_new (fixture, 1, NULL);
  g_clear_error (&error);
  g_assert_false (work_job_run (missing, NULL, &error));
  g_assert_error (error, PAPER_ERROR, PAPER_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "libreoffice-writer"));
}

static void
test_cancelled (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *docx = NULL;
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  make_office (fixture, "");
  docx = generate (fixture);
  job = job_new (fixture, 2, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_false (work_job_run (job, cancellable, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_CANCELLED);
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 0);
  g_assert_cmpuint (count_calls (fixture), ==, 0);
}

/* Fonts that are missing are noted once, and fail nothing. */
static void
test_fonts_are_noted (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *conf = g_build_filename (fixture->folder, "fonts.conf", NULL);
  g_autofree char *docx = NULL;
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GError) error = NULL;

  make_office (fixture, "");
  docx = generate (fixture);
  g_assert_true (g_file_set_contents (conf, "<?xml version=\"1.0\"?><fontconfig/>", -1, NULL));
  g_setenv ("FONTCONFIG_FILE", conf, TRUE);
  job = job_new (fixture, 1, NULL);
  g_assert_true (work_job_run (job, NULL, &error));
  g_unsetenv ("FONTCONFIG_FILE");
  g_assert_cmpuint (work_job_get_notes (job)->len, >=, 1);
  g_test_message ("%s", (const char *) g_ptr_array_index (work_job_get_notes (job), 0));
  g_assert_nonnull (strstr (g_ptr_array_index (work_job_get_notes (job), 0), "install"));
}

#define ADD(path, test) \
  g_test_add (path, WorkFixture, NULL, work_fixture_set_up, test, work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *runtime = g_dir_make_tmp ("work-pdf-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  template_path = argv[1];
  ADD ("/work/pdf/beside-the-document", test_beside_the_document);
  ADD ("/work/pdf/beside-the-document-as-named", test_beside_the_document_as_named);
  ADD ("/work/pdf/overwrites-nothing", test_overwrites_nothing);
  ADD ("/work/pdf/without-a-document", test_without_a_document);
  ADD ("/work/pdf/failures", test_failures);
  ADD ("/work/pdf/cancelled", test_cancelled);
  ADD ("/work/pdf/fonts-are-noted", test_fonts_are_noted);
  status = g_test_run ();
  base_file_remove_folder (runtime);
  return status;
}

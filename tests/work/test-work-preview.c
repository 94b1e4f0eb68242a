/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-preview.h"

#include "base-file.h"
#include "work-agreement-change.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-generate.h"

/* Path of our A4 template, from the command line. */
static const char *template_path;

/* Stands for LibreOffice. */
static void
make_office (WorkFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "soffice.bin", NULL);

  g_assert_true (g_file_set_contents_full (path,
                                           "#!/bin/sh\n"
                                           "for name; do case \"$name\" in [0-9]*.docx)\n"
                                           "(echo %PDF-1.7; echo made; echo %%EOF)"
                                           " > \"${name%.docx}.pdf\"\n"
                                           ";; esac; done\n",
                                           -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_setenv ("PARAPHE_OFFICE", path, TRUE);
}

static WorkPreview *
make (WorkFixture *fixture, gint64 agreement_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  work_school_read_async (fixture->school, work_query_preview_new (agreement_id), cancellable,
                          work_fixture_on_result_cb, &result);
  return work_school_read_finish (fixture->school, work_fixture_wait (&result), error);
}

static gint64
generate (WorkFixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "out", NULL);
  g_autoptr (WorkGenerateOptions) options = work_generate_options_new (folder);
  g_autoptr (GPtrArray) agreements = NULL;
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GError) error = NULL;

  options->template_path = g_strdup (template_path);
  job = work_generate_new (fixture->school, fixture->placements, 1, options);
  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
  agreements = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);
  return model_record_get_id (g_ptr_array_index (agreements, 0));
}

static gboolean
says (const WorkPreview *preview, const char *text)
{
  gsize size;
  const char *bytes = g_bytes_get_data (preview->pdf, &size);

  return g_strstr_len (bytes, size, text) != NULL;
}

static void
test_nothing_yet (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autoptr (GError) error = NULL;

  g_assert_null (make (fixture, id, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
}

/* What was generated is made a PDF; a scan that came later is shown as it is. */
static void
test_latest (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *scan = g_build_filename (fixture->folder, "scan.pdf", NULL);
  g_autoptr (WorkPreview) made = NULL, scanned = NULL;
  g_autoptr (WorkDone) attached = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  make_office (fixture);
  id = generate (fixture);
  made = make (fixture, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (made->name, ".docx"));
  g_assert_true (says (made, "made"));
  g_assert_true (g_file_set_contents (scan, "%PDF-1.7 scanned", -1, NULL));
  attached = work_fixture_apply (fixture, work_change_attach_new (id, "scan", scan, FALSE));
  g_assert_nonnull (attached);
  scanned = make (fixture, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (scanned->name, ==, "scan.pdf");
  g_assert_true (says (scanned, "scanned"));
}

static void
test_given_up (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 id;

  make_office (fixture);
  id = generate (fixture);
  g_cancellable_cancel (cancellable);
  g_assert_null (make (fixture, id, cancellable, &error));
  g_assert_nonnull (error);
}

#define ADD(path, test) \
  g_test_add (path, WorkFixture, NULL, work_fixture_set_up, test, work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *runtime = g_dir_make_tmp ("work-preview-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  template_path = argv[1];
  ADD ("/work/preview/nothing-yet", test_nothing_yet);
  ADD ("/work/preview/latest", test_latest);
  ADD ("/work/preview/given-up", test_given_up);
  status = g_test_run ();
  base_file_remove_folder (runtime);
  return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-record.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-generate.h"

/* A class: several agreements are in hand at a time, and nobody can tell by what comes of it. */

#define N_SHEETS 14
#define REFUSED  5 /* one that is not validated */

static const char *template_path;

typedef struct
{
  WorkFixture *fixture;
  gint64 ids[N_SHEETS];
} Class;

static gboolean
fill_in_transaction (StoreConnection *connection, gpointer data, GError **error)
{
  Class *class = data;
  WorkFixture *fixture = class->fixture;
  g_autofree char *period = work_fixture_id (fixture->periods[0]);
  g_autofree char *group = work_fixture_id (fixture->class_id);
  g_autofree char *company = work_fixture_id (fixture->company_id);

  fixture->filling = connection;
  for (guint i = 0; i < N_SHEETS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Élève%c", 'A' + (int) i);
      g_autofree char *student = work_fixture_id (
          work_fixture_add (fixture, MODEL_ENTITY_STUDENT, "family_name", name, "given_name", "Zoé",
                            "birth_date", "2010-02-03", NULL));
      g_autofree char *search = NULL;

      work_fixture_add (fixture, MODEL_ENTITY_ENROLMENT, "student_id", student, "class_group_id",
                        group, NULL);
      search =
          work_fixture_id (work_fixture_add (fixture, MODEL_ENTITY_SEARCH, "student_id", student,
                                             "period_id", period, "state", "validated", NULL));
      class->ids[i] =
          work_fixture_add (fixture, MODEL_ENTITY_PLACEMENT, "search_id", search, "company_id",
                            company, "state", i == REFUSED ? "to_validate" : "validated", "start",
                            "2027-01-11", "end", "2027-02-05", NULL);
    }
  fixture->filling = NULL;
  return TRUE;
}

static gpointer
fill_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  store_connection_transaction (connection, fill_in_transaction, data, error);
  return NULL;
}

static void
fill (WorkFixture *fixture, Class *class)
{
  g_autoptr (GError) error = NULL;

  class->fixture = fixture;
  store_queue_run (work_school_get_queue (fixture->school), fill_func, class, NULL, &error);
  g_assert_no_error (error);
}

static WorkJob *
job_new (const Class *class, const char *pattern)
{
  g_autofree char *folder = g_build_filename (class->fixture->folder, "out", NULL);
  g_autoptr (WorkGenerateOptions) options = work_generate_options_new (folder);

  options->template_path = g_strdup (template_path);
  options->pattern = g_strdup (pattern);
  return work_generate_new (class->fixture->school, class->ids, N_SHEETS, options);
}

/* All but the refused one, in the order of the sheets. */
static void
assert_done_in_order (WorkJob *job, const Class *class)
{
  GPtrArray *succeeded = work_job_get_succeeded (job);
  GPtrArray *failed = work_job_get_failed (job);

  g_assert_cmpuint (succeeded->len, ==, N_SHEETS - 1);
  for (guint i = 0; i < succeeded->len; i++)
    {
      const WorkJobItem *item = g_ptr_array_index (succeeded, i);

      g_assert_cmpint (item->id, ==, class->ids[i < REFUSED ? i : i + 1]);
    }
  g_assert_cmpuint (failed->len, ==, 1);
  g_assert_cmpint (((const WorkJobItem *) g_ptr_array_index (failed, 0))->id, ==,
                   class->ids[REFUSED]);
}

static gint64
agreement_of (GPtrArray *agreements, gint64 placement_id, char **number)
{
  for (guint i = 0; i < agreements->len; i++)
    {
      ModelRecord *agreement = g_ptr_array_index (agreements, i);

      if (model_record_get_int (agreement, "placement_id") != placement_id)
        continue;
      *number = g_strdup (model_record_get (agreement, "number"));
      return model_record_get_id (agreement);
    }
  return 0;
}

/* Numbers follow the order of the sheets; each agreement has the one document named as its file. */
static void
assert_agreements (const Class *class, WorkJob *job)
{
  g_autoptr (GPtrArray) agreements = work_fixture_load_all (class->fixture, MODEL_ENTITY_AGREEMENT);
  g_autoptr (GPtrArray) documents = work_fixture_load_all (class->fixture, MODEL_ENTITY_DOCUMENT);
  GPtrArray *succeeded = work_job_get_succeeded (job);

  g_assert_cmpuint (agreements->len, ==, N_SHEETS - 1);
  g_assert_cmpuint (documents->len, ==, N_SHEETS - 1);
  for (guint i = 0; i < succeeded->len; i++)
    {
      const WorkJobItem *item = g_ptr_array_index (succeeded, i);
      g_autofree char *expected = g_strdup_printf ("2026-%04u", i + 1);
      g_autofree char *number = NULL;
      g_autofree char *file = g_path_get_basename (item->path);
      gint64 id = agreement_of (agreements, item->id, &number);
      ModelRecord *document = g_ptr_array_index (documents, i);

      g_assert_cmpstr (number, ==, expected);
      g_assert_cmpint (model_record_get_int (document, "agreement_id"), ==, id);
      g_assert_cmpstr (model_record_get (document, "name"), ==, file);
      g_assert_true (g_file_test (item->path, G_FILE_TEST_IS_REGULAR));
    }
}

static void
run (WorkJob *job)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_PARTIAL);
}

static void
test_order (WorkFixture *fixture, gconstpointer data)
{
  Class class;
  g_autoptr (WorkJob) job = NULL, again = NULL;
  const WorkJobItem *item;

  fill (fixture, &class);
  job = job_new (&class, "{nom}");
  run (job);
  assert_done_in_order (job, &class);
  assert_agreements (&class, job);
  item = g_ptr_array_index (work_job_get_failed (job), 0);
  g_assert_cmpstr (item->name, ==, "ÉLÈVEF Zoé");

  /* Done again, nothing changes. */
  again = job_new (&class, "{nom}");
  run (again);
  assert_done_in_order (again, &class);
  assert_agreements (&class, job);
  for (guint i = 0; i < N_SHEETS - 1; i++)
    g_assert_cmpstr (
        ((const WorkJobItem *) g_ptr_array_index (work_job_get_succeeded (job), i))->path, ==,
        ((const WorkJobItem *) g_ptr_array_index (work_job_get_succeeded (again), i))->path);
  work_fixture_assert_sound (fixture);
}

/* Files that would all have one name have their numbers in the order of the sheets. */
static void
test_one_name (WorkFixture *fixture, gconstpointer data)
{
  Class class;
  g_autoptr (WorkJob) job = NULL;

  fill (fixture, &class);
  job = job_new (&class, "{classe}");
  run (job);
  assert_done_in_order (job, &class);
  assert_agreements (&class, job);
  for (guint i = 0; i < N_SHEETS - 1; i++)
    {
      const WorkJobItem *item = g_ptr_array_index (work_job_get_succeeded (job), i);
      g_autofree char *file = g_path_get_basename (item->path);
      g_autofree char *expected =
          i == 0 ? g_strdup ("2MELEC.docx") : g_strdup_printf ("2MELEC (%u).docx", i + 1);

      g_assert_cmpstr (file, ==, expected);
    }
}

/* Where nothing can be written, each fails for itself, in order. */
static void
test_all_fail (WorkFixture *fixture, gconstpointer data)
{
  Class class;
  g_autofree char *out = g_build_filename (fixture->folder, "out", NULL);
  g_autoptr (WorkJob) job = NULL;

  fill (fixture, &class);
  g_assert_true (g_file_set_contents (out, "", -1, NULL));
  job = job_new (&class, "{nom}");
  run (job);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 0);
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, N_SHEETS);
  for (guint i = 0; i < N_SHEETS; i++)
    {
      const WorkJobItem *item = g_ptr_array_index (work_job_get_failed (job), i);

      g_assert_cmpint (item->id, ==, class.ids[i]);
    }
}

static void
on_progress_cb (WorkJob *job, gpointer data)
{
  if (work_job_get_fraction (job) > 0.1)
    g_cancellable_cancel (data);
}

/* Stopped on the way: no agreement is left without its document, and the rest is done later. */
static void
test_stopped (WorkFixture *fixture, gconstpointer data)
{
  Class class;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WorkJob) job = NULL, again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) agreements = NULL, documents = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture, &class);
  job = job_new (&class, "{nom}");
  g_signal_connect (job, "progress", G_CALLBACK (on_progress_cb), cancellable);
  work_job_run_async (job, cancellable, work_fixture_on_result_cb, &result);
  g_assert_false (work_job_run_finish (job, work_fixture_wait (&result), &error));
  /* Either it was stopped, or it was done already but for the refused one. */
  if (!g_error_matches (error, WORK_ERROR, WORK_ERROR_PARTIAL))
    g_assert_error (error, WORK_ERROR, WORK_ERROR_CANCELLED);
  agreements = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);
  documents = work_fixture_load_all (fixture, MODEL_ENTITY_DOCUMENT);
  g_assert_cmpuint (agreements->len, ==, documents->len);
  g_assert_cmpuint (agreements->len, ==, work_job_get_succeeded (job)->len);

  again = job_new (&class, "{nom}");
  run (again);
  assert_done_in_order (again, &class);
  assert_agreements (&class, again);
  work_fixture_assert_sound (fixture);
}

/* Cancelled before it begins, it does nothing. */
static void
test_stopped_before (WorkFixture *fixture, gconstpointer data)
{
  Class class;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GPtrArray) agreements = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture, &class);
  job = job_new (&class, "{nom}");
  g_cancellable_cancel (cancellable);
  g_assert_false (work_job_run (job, cancellable, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_CANCELLED);
  agreements = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);
  g_assert_cmpuint (agreements->len, ==, 0);
}

#define ADD(path, test) \
  g_test_add (path, WorkFixture, NULL, work_fixture_set_up, test, work_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  template_path = argv[1];
  ADD ("/work/generate/many/order", test_order);
  ADD ("/work/generate/many/one-name", test_one_name);
  ADD ("/work/generate/many/all-fail", test_all_fail);
  ADD ("/work/generate/many/stopped", test_stopped);
  ADD ("/work/generate/many/stopped-before", test_stopped_before);
  return g_test_run ();
}

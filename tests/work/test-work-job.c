/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-job.h"

#include "base-error.h"
#include "store-error.h"
#include "work-error.h"

/* What the functions under test do and see. */
typedef struct
{
  GThread *caller;
  GThread *worker;
  GCancellable *cancellable;
  guint n_items;
  guint n_broken; /* the first items fail */
  guint stop_at;  /* cancelled when this many are done; 0: never */
  GError *error;  /* (owned) (nullable): to end with */
  GArray *done;
  guint *n_destroyed;
} Script;

static Script *
script_new (guint n_items, guint n_broken, guint *n_destroyed)
{
  Script *script = g_new0 (Script, 1);

  script->caller = g_thread_self ();
  script->n_items = n_items;
  script->n_broken = n_broken;
  script->done = g_array_new (FALSE, FALSE, sizeof (gint64));
  script->n_destroyed = n_destroyed;
  return script;
}

static void
script_free (gpointer data)
{
  Script *script = data;

  g_clear_error (&script->error);
  g_array_unref (script->done);
  if (script->n_destroyed != NULL)
    (*script->n_destroyed)++;
  g_free (script);
}

static gboolean
play (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  Script *script = data;
  guint n_done = 0;

  script->worker = g_thread_self ();
  for (gint64 id = 1; id <= script->n_items; id++)
    {
      g_autofree char *name = g_strdup_printf ("item %d", (int) id);

      if (!work_job_wants (job, id))
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      work_job_set_progress (job, (double) id / script->n_items, name);
      g_array_append_val (script->done, id);
      if (id <= script->n_broken)
        work_job_add_failure (job, id, name, "It is broken.");
      else
        work_job_add_success (job, id, name, "/some/file");
      if (++n_done == script->stop_at)
        g_cancellable_cancel (cancellable);
    }
  if (script->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&script->error));
  return FALSE;
}

typedef struct
{
  GAsyncResult *result;
  guint n_progress;
  double last_fraction;
} Heard;

static void
on_progress_cb (WorkJob *job, gpointer data)
{
  Heard *heard = data;

  heard->n_progress++;
  heard->last_fraction = work_job_get_fraction (job);
}

static void
on_ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Heard *heard = data;

  heard->result = g_object_ref (result);
}

static gboolean
run_in_thread (WorkJob *job, GCancellable *cancellable, Heard *heard, GError **error)
{
  gboolean done;

  g_signal_connect (job, "progress", G_CALLBACK (on_progress_cb), heard);
  work_job_run_async (job, cancellable, on_ended_cb, heard);
  while (heard->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  done = work_job_run_finish (job, heard->result, error);
  g_clear_object (&heard->result);
  return done;
}

static void
test_job_runs_in_a_thread_of_its_own (void)
{
  guint n_destroyed = 0;
  Script *script = script_new (3, 0, &n_destroyed);
  g_autoptr (WorkJob) job = work_job_new ("Three things", play, script, script_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  Heard heard = { NULL };

  g_assert_true (run_in_thread (job, NULL, &heard, &error));
  g_assert_no_error (error);
  g_assert_true (script->worker != script->caller);
  g_assert_cmpstr (work_job_get_title (job), ==, "Three things");
  message = work_job_dup_message (job);
  g_assert_cmpstr (message, ==, "item 3");
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 3);
  g_assert_cmpuint (work_job_get_failed (job)->len, ==, 0);
  g_assert_cmpuint (n_destroyed, ==, 0);
  g_clear_object (&job);
  g_assert_cmpuint (n_destroyed, ==, 1);
}

static void
test_job_tells_progress_seldom (void)
{
  g_autoptr (WorkJob) job = work_job_new ("Many", play, script_new (5000, 0, NULL), script_free);
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  Heard heard = { NULL };

  g_assert_true (run_in_thread (job, NULL, &heard, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (heard.n_progress, >=, 1);
  g_assert_cmpfloat (heard.n_progress, <=, (g_get_monotonic_time () - start) / 100000.0 + 3);
  g_assert_cmpfloat (heard.last_fraction, ==, 1);
}

static void
test_job_keeps_what_was_done_when_cancelled (void)
{
  Script *script = script_new (10, 0, NULL);
  g_autoptr (WorkJob) job = work_job_new ("Ten", play, script, script_free);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Heard heard = { NULL };

  script->stop_at = 4;
  g_assert_false (run_in_thread (job, cancellable, &heard, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_CANCELLED);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 4);
}

static void
test_job_that_is_done_was_not_cancelled (void)
{
  Script *script = script_new (4, 0, NULL);
  g_autoptr (WorkJob) job = work_job_new ("Four", play, script, script_free);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Heard heard = { NULL };

  script->stop_at = 4;
  g_assert_true (run_in_thread (job, cancellable, &heard, &error));
  g_assert_no_error (error);
}

static void
test_job_retries_what_failed_only (void)
{
  guint n_destroyed = 0;
  Script *script = script_new (6, 2, &n_destroyed);
  g_autoptr (WorkJob) job = work_job_new ("Six", play, script, script_free);
  g_autoptr (WorkJob) retry = NULL;
  g_autoptr (WorkJob) none = NULL;
  g_autoptr (GError) error = NULL;
  const WorkJobItem *item;

  g_assert_false (work_job_run (job, NULL, &error));
  g_assert_error (error, WORK_ERROR, WORK_ERROR_PARTIAL);
  g_clear_error (&error);
  g_assert_cmpuint (work_job_get_succeeded (job)->len, ==, 4);
  item = g_ptr_array_index (work_job_get_failed (job), 1);
  g_assert_cmpint (item->id, ==, 2);
  g_assert_cmpstr (item->name, ==, "item 2");
  g_assert_cmpstr (item->error, ==, "It is broken.");
  g_assert_null (item->path);

  retry = work_job_new_retry (job);
  g_clear_object (&job);
  g_assert_cmpuint (n_destroyed, ==, 0);
  g_assert_cmpstr (work_job_get_title (retry), ==, "Six");
  script->n_broken = 0;
  g_array_set_size (script->done, 0);
  g_assert_true (work_job_run (retry, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (script->done->len, ==, 2);
  g_assert_cmpint (g_array_index (script->done, gint64, 0), ==, 1);
  g_assert_cmpint (g_array_index (script->done, gint64, 1), ==, 2);

  none = work_job_new_retry (retry);
  g_assert_null (none);
}

static void
test_job_errors (void)
{
  struct
  {
    GQuark domain;
    int code;
    gboolean is_cancelled;
  } cases[] = {
    { G_IO_ERROR, G_IO_ERROR_CANCELLED, TRUE },   { BASE_ERROR, BASE_ERROR_CANCELLED, TRUE },
    { STORE_ERROR, STORE_ERROR_CANCELLED, TRUE }, { STORE_ERROR, STORE_ERROR_BUSY, FALSE },
    { WORK_ERROR, WORK_ERROR_REFUSED, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Script *script = script_new (1, 1, NULL);
      g_autoptr (WorkJob) job = work_job_new ("One", play, script, script_free);
      g_autoptr (GError) error = NULL;

      script->error = g_error_new_literal (cases[i].domain, cases[i].code, "A sentence.");
      g_assert_false (work_job_run (job, NULL, &error));
      if (cases[i].is_cancelled)
        g_assert_error (error, WORK_ERROR, WORK_ERROR_CANCELLED);
      else
        g_assert_error (error, cases[i].domain, cases[i].code);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work/job/thread", test_job_runs_in_a_thread_of_its_own);
  g_test_add_func ("/work/job/progress", test_job_tells_progress_seldom);
  g_test_add_func ("/work/job/cancelled", test_job_keeps_what_was_done_when_cancelled);
  g_test_add_func ("/work/job/cancelled-too-late", test_job_that_is_done_was_not_cancelled);
  g_test_add_func ("/work/job/retry", test_job_retries_what_failed_only);
  g_test_add_func ("/work/job/errors", test_job_errors);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-file.h"
#include "work-generate.h"
#include "work-line.h"

#include <stdlib.h>
#include <sys/resource.h>

/* bench-generate PATH TEMPLATE N: N agreements of the base of bench-database are generated as the
 * window does it, while a main loop runs; then again, stopped on the way. */

/* How often the main loop is asked whether it is alive. */
#define BEAT_MS 1

/* When the second job is stopped. */
#define STOP_MS 500

typedef struct
{
  GMainLoop *loop;
  WorkSchool *school;
  GArray *ids; /* (element-type gint64) */
  const char *template_path;
  GCancellable *cancellable;
  gint64 beat; /* the last one */
  gint64 longest;
  gint64 stopped;
  guint n_progress;
} Bench;

static gboolean
beat_cb (gpointer data)
{
  Bench *bench = data;
  gint64 now = g_get_monotonic_time ();

  if (bench->beat != 0)
    bench->longest = MAX (bench->longest, now - bench->beat);
  bench->beat = now;
  return G_SOURCE_CONTINUE;
}

static gboolean
stop_cb (gpointer data)
{
  Bench *bench = data;

  bench->stopped = g_get_monotonic_time ();
  g_cancellable_cancel (bench->cancellable);
  return G_SOURCE_REMOVE;
}

static void
on_progress_cb (WorkJob *job, gpointer data)
{
  ((Bench *) data)->n_progress++;
}

static void
on_end_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;

  if (!work_job_run_finish (WORK_JOB (object), result, &error)
      && !g_cancellable_is_cancelled (bench->cancellable))
    g_error ("%s", error->message);
  g_main_loop_quit (bench->loop);
}

/* Returns: how many were made */
static guint
bench_run (Bench *bench, const char *folder)
{
  g_autoptr (WorkGenerateOptions) options = work_generate_options_new (folder);
  g_autoptr (WorkJob) job = NULL;
  guint beat = g_timeout_add (BEAT_MS, beat_cb, bench);

  options->template_path = g_strdup (bench->template_path);
  job = work_generate_new (bench->school, (const gint64 *) (gpointer) bench->ids->data,
                           bench->ids->len, options);
  g_signal_connect (job, "progress", G_CALLBACK (on_progress_cb), bench);
  work_job_run_async (job, bench->cancellable, on_end_cb, bench);
  bench->beat = 0;
  g_main_loop_run (bench->loop);
  g_source_remove (beat);
  return work_job_get_succeeded (job)->len;
}

static void
choose (Bench *bench, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = work_school_load (bench->school, 0, &error);

  if (overview == NULL)
    g_error ("%s", error->message);
  for (guint i = 0; i < overview->lines->len && bench->ids->len < n; i++)
    {
      ModelLine *line = g_ptr_array_index (overview->lines, i);

      if (line->placement_id != 0)
        g_array_append_val (bench->ids, line->placement_id);
    }
}

static long
memory (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WorkSchool) school = NULL;
  g_autofree char *folder = NULL;
  Bench bench = { .loop = loop, .ids = ids, .cancellable = cancellable };
  gint64 start;
  long before;
  guint n;

  if (argc != 4)
    {
      g_printerr ("usage: bench-generate PATH TEMPLATE N\n");
      return 2;
    }
  if (!(bench.school = school = work_school_open (argv[1], STORE_OPEN_WRITE, &error)))
    g_error ("%s", error->message);
  bench.template_path = argv[2];
  folder = g_strconcat (argv[1], ".out", NULL);
  choose (&bench, (guint) atoi (argv[3]));

  before = memory ();
  start = g_get_monotonic_time ();
  n = bench_run (&bench, folder);
  g_print ("bench: %u agreements generated, %.0f a second, progress told %u times, longest "
           "main-loop block %.1f ms, %ld MB before, %ld MB at most\n",
           n, (double) n * 1e6 / (double) (g_get_monotonic_time () - start), bench.n_progress,
           (double) bench.longest / 1e3, before, memory ());

  g_timeout_add (STOP_MS, stop_cb, &bench);
  n = bench_run (&bench, folder);
  g_print ("bench: stopped after %u agreements, over %.1f ms after\n", n,
           (double) (g_get_monotonic_time () - bench.stopped) / 1e3);
  work_school_close (school);
  return 0;
}

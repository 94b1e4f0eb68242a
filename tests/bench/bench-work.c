/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-export.h"
#include "work-line.h"
#include "work-rules.h"

#include <stdlib.h>

/* bench-work PATH N: what an administrator's acts cost in the base of bench-database: the year is
 * read, the sheets of a class are held against the rules, the whole list is exported, N agreements
 * are moved, undone and moved again. Medians of RUNS, no window. */

#define RUNS       7
#define CLASS_SIZE 30

typedef struct
{
  WorkSchool *school;
  WorkOverview *overview;
  GArray *agreements; /* (element-type gint64): those that are moved */
} Bench;

static void
read_year (Bench *bench, GError **error)
{
  g_clear_pointer (&bench->overview, work_overview_free);
  bench->overview = work_school_load (bench->school, 0, error);
}

static void
read_line (Bench *bench, GError **error)
{
  ModelLine *line = g_ptr_array_index (bench->overview->lines, 0);
  G_GNUC_UNUSED g_autoptr (WorkLineDetail) detail =
      work_school_read (bench->school,
                        work_query_line_new (line->student_id, line->search_id, line->placement_id,
                                             line->agreement_id),
                        error);
}

static void
check_class (Bench *bench, GError **error)
{
  for (guint i = 0; i < CLASS_SIZE && *error == NULL; i++)
    {
      ModelLine *line = g_ptr_array_index (bench->overview->lines, i);
      g_autoptr (ModelRecord) placement = work_school_read (
          bench->school, work_query_record_new (MODEL_ENTITY_PLACEMENT, line->placement_id), error);
      G_GNUC_UNUSED g_autoptr (GPtrArray) findings =
          placement != NULL
              ? work_school_read (bench->school, work_query_findings_new (placement), error)
              : NULL;
    }
}

/* Beside the base, again and again. */
static void export(Bench *bench, WorkExportList list, const char *extension, GError **error)
{
  g_autofree char *path = g_strconcat (work_school_get_path (bench->school), ".", extension, NULL);
  WorkExportOptions options = { .list = list,
                                .year_id = bench->overview->year_id,
                                .lines = bench->overview->lines,
                                .path = path,
                                .replace = TRUE };
  g_autoptr (WorkJob) job = work_export_new (bench->school, &options);

  work_job_run (job, NULL, error);
}

static void
export_workbook (Bench *bench, GError **error)
{
  export(bench, WORK_EXPORT_AGREEMENTS, "xlsx", error);
}

static void
export_csv (Bench *bench, GError **error)
{
  export(bench, WORK_EXPORT_AGREEMENTS, "csv", error);
}

static void
export_days (Bench *bench, GError **error)
{
  export(bench, WORK_EXPORT_DAYS, "days.csv", error);
}

static void
move_on (Bench *bench, GError **error)
{
  g_free (work_school_move_step (bench->school, (const gint64 *) (gpointer) bench->agreements->data,
                                 bench->agreements->len, 1, error));
}

static void
undo (Bench *bench, GError **error)
{
  g_free (work_school_undo (bench->school, NULL, error));
}

static void
redo (Bench *bench, GError **error)
{
  g_free (work_school_redo (bench->school, error));
}

static const struct
{
  const char *what;
  void (*act) (Bench *bench, GError **error);
} acts[] = {
  { "year read", read_year },
  { "detail of a line read", read_line },
  { "rules, a class of 30", check_class },
  { "whole list exported to XLSX, a sheet a class", export_workbook },
  { "whole list exported to CSV", export_csv },
  { "days done exported to CSV", export_days },
  { "agreements moved one step", move_on },
  { "undone", undo },
  { "redone", redo },
};

static int
compare (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

/* Those that can all be moved RUNS times: on the first step. */
static void
choose (Bench *bench, guint n)
{
  for (guint i = 0; i < bench->overview->lines->len && bench->agreements->len < n; i++)
    {
      ModelLine *line = g_ptr_array_index (bench->overview->lines, i);

      if (line->step == 0)
        g_array_append_val (bench->agreements, line->agreement_id);
    }
}

int
main (int argc, char **argv)
{
  double times[G_N_ELEMENTS (acts)][RUNS];
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = NULL;
  g_autoptr (GArray) agreements = g_array_new (FALSE, FALSE, sizeof (gint64));
  Bench bench = { .agreements = agreements };

  if (argc != 3)
    {
      g_printerr ("usage: bench-work PATH N\n");
      return 2;
    }
  if (!(bench.school = school = work_school_open (argv[1], STORE_OPEN_WRITE, &error)))
    g_error ("%s", error->message);
  read_year (&bench, &error);
  choose (&bench, (guint) atoi (argv[2]));
  for (guint run = 0; run < RUNS; run++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
        {
          gint64 start = g_get_monotonic_time ();

          acts[i].act (&bench, &error);
          times[i][run] = (double) (g_get_monotonic_time () - start) / 1e3;
          if (error != NULL)
            g_error ("%s", error->message);
        }
      undo (&bench, &error);
    }
  g_print ("bench: %u agreements, %u of them moved\n", bench.overview->lines->len,
           bench.agreements->len);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      qsort (times[i], RUNS, sizeof (double), compare);
      g_print ("bench: %-48s median %7.1f  max %7.1f  (n %d)\n", acts[i].what, times[i][RUNS / 2],
               times[i][RUNS - 1], RUNS);
    }
  work_overview_free (bench.overview);
  work_school_close (school);
  store_queue_join (work_school_get_queue (school));
  return 0;
}

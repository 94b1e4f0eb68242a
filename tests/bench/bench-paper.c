/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-file.h"
#include "merge-template.h"
#include "paper-convert.h"

#include <glib/gstdio.h>
#include <stdlib.h>

/* bench-paper TEMPLATE N RUNS: PDF of N agreements of one template, by one bare call of LibreOffice
 * and by Paraphe, by turns, each with a profile of its own that is new. */

#define PDF_A "pdf:writer_pdf_Export:{\"SelectPdfVersion\":{\"type\":\"long\",\"value\":\"2\"}}"

typedef struct
{
  MergeTemplate *template;
  char *folder;
  GPtrArray *sources; /* (element-type GBytes) */
} Bench;

static gboolean
bench_lookup (const char *name, MergeValue *value, gpointer user_data)
{
  guint *n = user_data;
  static char text[64];

  value->type = MERGE_VALUE_TEXT;
  g_snprintf (text, sizeof text, "L’Hôpital %u", (*n)++);
  value->text = text;
  if (g_strstr_len (name, -1, "DATE") != NULL || g_strstr_len (name, -1, "NEE") != NULL)
    {
      value->type = MERGE_VALUE_DATE;
      value->text = "2027-01-18";
    }
  return TRUE;
}

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static double
run_bare (const Bench *bench, guint run)
{
  g_autofree char *out = g_strdup_printf ("%s/bare-%u", bench->folder, run);
  g_autofree char *profile = g_strdup_printf ("-env:UserInstallation=file://%s/profile", out);
  g_autoptr (GPtrArray) command = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gint64 start;

  for (const char *const *word =
           (const char *const[]){ "soffice", profile, "--headless", "--convert-to", "pdf",
                                  "--outdir", out, NULL };
       *word != NULL; word++)
    g_ptr_array_add (command, g_strdup (*word));
  for (guint i = 0; i < bench->sources->len; i++)
    g_ptr_array_add (command, g_strdup_printf ("%s/%u.docx", bench->folder, i));
  g_ptr_array_add (command, NULL);
  start = g_get_monotonic_time ();
  if (!g_spawn_sync (NULL, (char **) command->pdata, NULL,
                     G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                     NULL, NULL, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  for (guint i = 0; i < bench->sources->len; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u.pdf", out, i);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        g_error ("the bare call made no %s", path);
    }
  return seconds_since (start);
}

static double
run_ours (const Bench *bench)
{
  g_autoptr (GPtrArray) documents =
      g_ptr_array_new_with_free_func ((GDestroyNotify) paper_document_free);
  const PaperOptions options = { .format = PAPER_FORMAT_PDF };
  g_autoptr (GError) error = NULL;
  gint64 start;

  for (guint i = 0; i < bench->sources->len; i++)
    g_ptr_array_add (documents,
                     paper_document_new (i, "bench", g_ptr_array_index (bench->sources, i)));
  start = g_get_monotonic_time ();
  if (!paper_convert (documents, &options, NULL, &error))
    g_error ("%s", error->message);
  for (guint i = 0; i < documents->len; i++)
    if (((PaperDocument *) g_ptr_array_index (documents, i))->result == NULL)
      g_error ("%s", ((PaperDocument *) g_ptr_array_index (documents, i))->error->message);
  return seconds_since (start);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
median (GArray *times)
{
  g_array_sort (times, compare);
  return g_array_index (times, double, times->len / 2);
}

static void
write_sources (Bench *bench, guint n)
{
  guint values = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      GBytes *bytes = merge_template_merge (bench->template, bench_lookup, &values,
                                            MERGE_MISSING_BLANK, NULL, &error);
      g_autofree char *path = g_strdup_printf ("%s/%u.docx", bench->folder, i);

      if (bytes == NULL || !base_file_write_atomic (path, bytes, TRUE, &error))
        g_error ("%s", error->message);
      g_ptr_array_add (bench->sources, bytes);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GArray) bare = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) error = NULL;
  Bench bench = { 0 };
  guint n, runs;

  if (argc != 4)
    {
      g_printerr ("usage: bench-paper TEMPLATE N RUNS\n");
      return 2;
    }
  n = (guint) atoi (argv[2]);
  runs = (guint) MAX (atoi (argv[3]), 1);
  if (!(bench.template = merge_template_new_from_file (argv[1], &error)))
    g_error ("%s", error->message);
  bench.folder = g_dir_make_tmp ("bench-paper-XXXXXX", NULL);
  bench.sources = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  write_sources (&bench, n);
  for (guint i = 0; i < runs; i++)
    {
      double a = run_bare (&bench, i), b = run_ours (&bench);

      g_array_append_val (bare, a);
      g_array_append_val (ours, b);
    }
  g_print ("bench: PDF of %u agreements: %.2f s by one bare call, %.2f s by Paraphe: %.2f times\n",
           n, median (bare), median (ours), median (ours) / median (bare));
  base_file_remove_folder (bench.folder);
  g_ptr_array_unref (bench.sources);
  g_object_unref (bench.template);
  g_free (bench.folder);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-template.h"

#include <stdlib.h>
#include <sys/resource.h>

/* bench-merge TEMPLATE N: merges per second of one template, on one core, in memory. */

static gboolean
bench_lookup (const char *name, MergeValue *value, gpointer user_data)
{
  static const char *const texts[] = {
    "L’Hôpital & Fils", "Œuvrard", "12 rue de la République", "81000", "Zoé", "05 36 49 00 12"
  };
  guint *n = user_data;

  value->type = MERGE_VALUE_TEXT;
  value->text = texts[(*n)++ % G_N_ELEMENTS (texts)];
  if (g_strstr_len (name, -1, "DATE") != NULL || g_strstr_len (name, -1, "NEE") != NULL)
    {
      value->type = MERGE_VALUE_DATE;
      value->text = "2027-01-18";
    }
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeTemplate) template = NULL;
  struct rusage usage;
  gint64 start, spent;
  guint n, values = 0;
  gsize size = 0;

  if (argc != 3)
    {
      g_printerr ("usage: bench-merge TEMPLATE N\n");
      return 2;
    }
  n = (guint) atoi (argv[2]);

  start = g_get_monotonic_time ();
  if (!(template = merge_template_new_from_file (argv[1], &error)))
    g_error ("%s", error->message);
  g_print ("bench: template compiled in %.2f ms\n",
           (double) (g_get_monotonic_time () - start) / 1000.0);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MergeReport) report = merge_report_new ();
      g_autoptr (GBytes) bytes = merge_template_merge (template, bench_lookup, &values,
                                                       MERGE_MISSING_BLANK, report, &error);

      if (bytes == NULL)
        g_error ("%s", error->message);
      size = g_bytes_get_size (bytes);
    }
  spent = g_get_monotonic_time () - start;

  getrusage (RUSAGE_SELF, &usage);
  g_print ("bench: %u merges, %.0f a second, %" G_GSIZE_FORMAT " bytes each, %ld MB at most\n", n,
           (double) n * 1e6 / (double) spent, size, usage.ru_maxrss / 1024);
  return 0;
}

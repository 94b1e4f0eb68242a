/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "merge-template.h"

/* bench-merge TEMPLATE [COUNT [OUTPUT]]: merges a template with dummy values, again and again, and
 * prints figures. Judges nothing. */

static gboolean
lookup (const char *name, MergeValue *value, gpointer user_data)
{
  value->type = MERGE_VALUE_TEXT;
  value->text = g_str_has_prefix (name, "Date") || g_str_has_suffix (name, "Naissance")
                    ? "2026-01-12"
                    : "Valeur d’essai & Cie";
  return TRUE;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeTemplate) template = NULL;
  struct rusage usage;
  int count = argc > 2 ? atoi (argv[2]) : 500;
  gsize size = 0;
  gint64 start, compiled, end;

  if (argc < 2)
    return 2;
  start = g_get_monotonic_time ();
  template = merge_template_new_from_file (argv[1], &error);
  compiled = g_get_monotonic_time ();
  for (int i = 0; template != NULL && error == NULL && i < count; i++)
    {
      g_autoptr (GBytes) bytes =
          merge_template_merge (template, lookup, NULL, MERGE_MISSING_BLANK, NULL, &error);

      size = bytes != NULL ? g_bytes_get_size (bytes) : 0;
      if (i == 0 && argc > 3 && bytes != NULL)
        g_file_set_contents (argv[3], g_bytes_get_data (bytes, NULL), (gssize) size, &error);
    }
  end = g_get_monotonic_time ();
  if (error != NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  getrusage (RUSAGE_SELF, &usage);
  printf ("compile %.1f ms, %d merges, %.0f/s, %zu bytes each, %ld KB resident\n",
          (double) (compiled - start) / 1000, count, count * 1e6 / (double) MAX (1, end - compiled),
          size, usage.ru_maxrss);
  for (guint i = 0; i < merge_template_get_warnings (template)->len; i++)
    printf ("! %s\n", (char *) g_ptr_array_index (merge_template_get_warnings (template), i));
  return 0;
}

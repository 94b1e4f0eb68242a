/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge-template.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* bench-many TEMPLATE RECORDS…: what one document of so many records takes, of time and of memory,
 * each in a process of its own. */

static guint n_records;

static gboolean
look_up (const char *name, MergeValue *value, gpointer record)
{
  static const char *const texts[] = {
    "L’Hôpital & Fils", "Œuvrard", "12 rue de la République", "81000", "Zoé", "05 36 49 00 12"
  };

  value->type = MERGE_VALUE_TEXT;
  value->text = texts[(GPOINTER_TO_UINT (record) + g_str_hash (name)) % G_N_ELEMENTS (texts)];
  if (g_strstr_len (name, -1, "DATE") != NULL || g_strstr_len (name, -1, "NEE") != NULL)
    *value = (MergeValue){ MERGE_VALUE_DATE, "2027-01-18" };
  return TRUE;
}

/* A MergeRecordFunc. */
static gboolean
give_record (guint record, MergeSource *source, gpointer user_data)
{
  *source = (MergeSource){ .lookup = look_up, .user_data = GUINT_TO_POINTER (record) };
  return record < n_records;
}

static void
merge (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeTemplate) template = merge_template_new_from_file (path, &error);
  g_autoptr (GBytes) bytes = NULL;
  gint64 start = g_get_monotonic_time ();
  struct rusage usage;

  if (template != NULL)
    bytes = merge_template_merge_many (template, give_record, NULL, FALSE, MERGE_MISSING_BLANK,
                                       NULL, &error);
  if (bytes == NULL)
    g_error ("%s", error->message);
  getrusage (RUSAGE_SELF, &usage);
  g_print ("bench: %u records in one document: %.2f s, %" G_GSIZE_FORMAT " KB, %.1f MB at most\n",
           n_records, (double) (g_get_monotonic_time () - start) / 1e6,
           g_bytes_get_size (bytes) / 1024, (double) usage.ru_maxrss / 1024.0);
}

int
main (int argc, char **argv)
{
  if (argc < 3)
    {
      g_printerr ("usage: bench-many TEMPLATE RECORDS…\n");
      return 2;
    }
  for (int i = 2; i < argc; i++)
    {
      pid_t child = fork ();
      int status = 0;

      n_records = (guint) atoi (argv[i]);
      if (child == 0)
        {
          merge (argv[1]);
          return 0;
        }
      if (waitpid (child, &status, 0) != child || status != 0)
        return 1;
    }
  return 0;
}

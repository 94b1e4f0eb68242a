/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <stdio.h>

/* Runs a fuzzer's function over the files and folders that are given, where libFuzzer's own main
 * is not there: a corpus is replayed with any compiler. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static int
run_file (const char *path)
{
  g_autofree char *data = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &data, &size, NULL))
    {
      fprintf (stderr, "%s cannot be read\n", path);
      return -1;
    }
  LLVMFuzzerTestOneInput ((const guint8 *) data, size);
  return 1;
}

static int
run_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  int count = 0;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      int done = run_file (file);

      if (done < 0)
        return done;
      count += done;
    }
  return count;
}

int
main (int argc, char *argv[])
{
  int total = 0;

  for (int i = 1; i < argc; i++)
    {
      int done =
          g_file_test (argv[i], G_FILE_TEST_IS_DIR) ? run_folder (argv[i]) : run_file (argv[i]);

      if (done < 0)
        return 1;
      total += done;
    }
  printf ("%d inputs\n", total);
  return total > 0 ? 0 : 1;
}

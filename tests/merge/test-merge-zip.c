/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <zip.h>

#include "merge-zip.h"

static zip_t *
open_bytes (GBytes *bytes)
{
  zip_error_t error;
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  zip_source_t *source;
  zip_t *zip;

  zip_error_init (&error);
  source = zip_source_buffer_create (data, size, 0, &error);
  g_assert_nonnull (source);
  zip = zip_open_from_source (source, ZIP_RDONLY, &error);
  g_assert_nonnull (zip);
  return zip;
}

static void
assert_file (zip_t *zip, const char *name, const char *content)
{
  g_autofree char *text = g_malloc0 (strlen (content) + 2);
  zip_file_t *file = zip_fopen (zip, name, ZIP_FL_ENC_UTF_8);

  g_assert_nonnull (file);
  g_assert_cmpint (zip_fread (file, text, strlen (content) + 1), ==,
                   (zip_int64_t) strlen (content));
  g_assert_cmpstr (text, ==, content);
  zip_fclose (file);
}

static void
test_write (void)
{
  g_autoptr (GBytes) one = g_bytes_new_static ("un", 2);
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  const MergeZipFile files[] = { { "donnees.json", one }, { "documents/élève.pdf", none } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = merge_zip_write (files, G_N_ELEMENTS (files), &error);
  zip_t *zip;

  g_assert_no_error (error);
  zip = open_bytes (bytes);
  g_assert_cmpint (zip_get_num_entries (zip, 0), ==, 2);
  assert_file (zip, "donnees.json", "un");
  assert_file (zip, "documents/élève.pdf", "");
  zip_discard (zip);
}

/* The same files give the same bytes. */
static void
test_same (void)
{
  g_autoptr (GBytes) content = g_bytes_new_static ("deux", 4);
  const MergeZipFile files[] = { { "a.txt", content } };
  g_autoptr (GBytes) first = merge_zip_write (files, 1, NULL);
  g_autoptr (GBytes) second = merge_zip_write (files, 1, NULL);

  g_assert_nonnull (first);
  g_assert_true (g_bytes_equal (first, second));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/zip/write", test_write);
  g_test_add_func ("/merge/zip/same", test_same);
  return g_test_run ();
}

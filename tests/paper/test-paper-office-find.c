/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base-file.h"
#include "paper-error.h"
#include "paper-fixture.h"
#include "paper-office.h"

static void
make_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents_full (path, "", 0, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
}

static void
assert_missing (PaperFormat format, const char *package)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (paper_office_find (format, &error));
  g_assert_error (error, PAPER_ERROR, PAPER_ERROR_MISSING);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, package));
}

/* What is missing is said with the package to install: the whole, or the part of it. */
static void
test_missing (void)
{
  g_autofree char *folder = g_dir_make_tmp ("paper-find-XXXXXX", NULL);
  g_autofree char *program = g_build_filename (folder, "soffice.bin", NULL);
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("PARAPHE_OFFICE", program, TRUE);
  assert_missing (PAPER_FORMAT_PDF, "“libreoffice-writer”");
  assert_missing (PAPER_FORMAT_XLS, "“libreoffice-calc”");
  make_file (folder, "soffice.bin");
  make_file (folder, "versionrc");
  make_file (folder, "libswlo.so");
  assert_missing (PAPER_FORMAT_ODS, "“libreoffice-calc”");
  found = paper_office_find (PAPER_FORMAT_PDF, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, program);
  g_unsetenv ("PARAPHE_OFFICE");
  base_file_remove_folder (folder);
}

/* Without LibreOffice nothing is made, but what was made before is still there, and what is refused
 * is refused. */
static void
test_without (void)
{
  g_autofree char *folder = g_dir_make_tmp ("paper-find-XXXXXX", NULL);
  g_autoptr (GPtrArray) documents = paper_fixture_documents (2);
  g_autoptr (GBytes) text = g_bytes_new_static ("bonjour", 7);
  PaperDocument *bad = paper_document_new (3, "bad", text);
  const PaperOptions options = { .format = PAPER_FORMAT_PDF };
  g_autoptr (GError) error = NULL;

  g_setenv ("PARAPHE_OFFICE", "/nowhere/soffice.bin", TRUE);
  g_ptr_array_add (documents, bad);
  g_assert_false (paper_convert (documents, &options, NULL, &error));
  g_assert_error (error, PAPER_ERROR, PAPER_ERROR_MISSING);
  g_assert_error (bad->error, PAPER_ERROR, PAPER_ERROR_REFUSED);
  g_unsetenv ("PARAPHE_OFFICE");
  base_file_remove_folder (folder);
}

/* The program itself beside what PATH leads to, whatever links lead there. */
static void
test_by_path (void)
{
  g_autofree char *folder = g_dir_make_tmp ("paper-find-XXXXXX", NULL);
  g_autofree char *script = g_build_filename (folder, "soffice", NULL);
  g_autofree char *bin = g_build_filename (folder, "bin", NULL);
  g_autofree char *link = g_build_filename (bin, "soffice", NULL);
  g_autofree char *found = NULL;
  g_autofree char *name = NULL;

  make_file (folder, "soffice");
  make_file (folder, "soffice.bin");
  g_assert_cmpint (g_mkdir (bin, 0700), ==, 0);
  g_assert_cmpint (symlink (script, link), ==, 0);
  g_setenv ("PATH", bin, TRUE);
  found = paper_office_find (PAPER_FORMAT_PDF, NULL);
  g_assert_nonnull (found);
  name = g_path_get_basename (found);
  g_assert_cmpstr (name, ==, "soffice.bin");
  base_file_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paper/office-find/missing", test_missing);
  g_test_add_func ("/paper/office-find/without", test_without);
  g_test_add_func ("/paper/office-find/by-path", test_by_path);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-reveal.h"
#include "app-test-manager.h"

static void
on_revealed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_file_manager (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *file = NULL, *folder = NULL;

  app_test_run_file_manager ();
  app_reveal_in_folder ("/tmp/convention Léa.docx", on_revealed_cb, &result);
  app_test_until (result != NULL);
  g_assert_true (app_reveal_finish (result, NULL));
  file = app_test_wait_file_manager ();
  g_assert_cmpstr (file, ==, "ShowItems file:///tmp/convention%20L%C3%A9a.docx");

  g_clear_object (&result);
  app_reveal_folder ("/tmp/conventions Léa", on_revealed_cb, &result);
  app_test_until (result != NULL);
  g_assert_true (app_reveal_finish (result, NULL));
  folder = app_test_wait_file_manager ();
  g_assert_cmpstr (folder, ==, "ShowFolders file:///tmp/conventions%20L%C3%A9a");
}

/* Without a program for the file there is an error to show, not silence. */
static void
test_no_program (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_reveal_open ("/nowhere/at all.paraphe-unknown", on_revealed_cb, &result);
  app_test_until (result != NULL);
  g_assert_false (app_reveal_finish (result, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/reveal/no-program", test_no_program);
  g_test_add_func ("/app/reveal/file-manager", test_file_manager);
  return g_test_run ();
}

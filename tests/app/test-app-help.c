/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-test-demo.h"

#include <glib/gstdio.h>

static char *folder;

static void
write_guide (const char *language)
{
  g_autofree char *place = g_build_filename (folder, language, NULL);
  g_autofree char *path = g_build_filename (place, "index.html", NULL);

  g_assert_cmpint (g_mkdir_with_parents (place, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "<!DOCTYPE html>", -1, NULL));
}

static void
set_up (void)
{
  folder = g_dir_make_tmp ("paraphe-help-XXXXXX", NULL);
  g_setenv ("PARAPHE_HELPDIR", folder, TRUE);
}

static void
tear_down (void)
{
  g_unsetenv ("PARAPHE_HELPDIR");
  app_test_remove_folder (folder);
  g_clear_pointer (&folder, g_free);
}

/* Whoever has no guide in their language is given the French one. */
static void
test_language (void)
{
  g_autofree char *french = NULL;
  g_autofree char *english = NULL;

  set_up ();
  g_assert_null (app_window_dup_help ());
  write_guide ("fr");
  french = app_window_dup_help ();
  g_assert_true (g_str_has_suffix (french, "/fr/index.html"));
  write_guide ("en");
  english = app_window_dup_help ();
  g_assert_true (g_str_has_suffix (english, "/en/index.html"));
  tear_down ();
}

/* The guide of the source tree is found, and is what the program would install. */
static void
test_source_tree (void)
{
  g_autofree char *help = g_build_filename (g_getenv ("PARAPHE_SRCDIR"), "data", "help", NULL);
  g_autofree char *path = NULL;

  g_setenv ("PARAPHE_HELPDIR", help, TRUE);
  path = app_window_dup_help ();
  g_assert_nonnull (path);
  g_assert_true (g_str_has_prefix (path, help));
  g_unsetenv ("PARAPHE_HELPDIR");
}

static GtkWidget *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *one = windows; one != NULL; one = one->next)
    if (ADW_IS_MESSAGE_DIALOG (one->data))
      return one->data;
  return NULL;
}

/* F1 works before any school is open, and says what to do when there is no guide or no program. */
static void
test_says_why_not (void)
{
  AppWindow *window = app_window_new (NULL);

  set_up ();
  app_window_start (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.help", NULL);
  g_assert_nonnull (find_dialog ());
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (find_dialog ())),
                            "PARAPHE_HELPDIR"));
  gtk_window_destroy (GTK_WINDOW (find_dialog ()));

  app_test_close_window (window);
  tear_down ();
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/help/language", test_language);
  g_test_add_func ("/app/help/source-tree", test_source_tree);
  g_test_add_func ("/app/help/says-why-not", test_says_why_not);
  return g_test_run ();
}

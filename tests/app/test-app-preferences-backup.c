/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "app-preferences-backup.h"
#include "app-preferences-test.h"
#include "work-backup.h"

/* The page of the backups: it says how they stand, makes one and lists it. */

typedef AppPreferencesTest Test;

static const char *
said (AppPreferencesBackup *page)
{
  return app_job_row_get_text (app_preferences_backup_get_row (page));
}

static AppPreferencesBackup *
show (Test *test)
{
  AppPreferencesBackup *page = app_preferences_backup_new ();

  app_preferences_test_show (test, GTK_WIDGET (page));
  app_test_until (said (page) != NULL && said (page)[0] != '\0');
  return page;
}

static void
test_make (Test *test, gconstpointer data)
{
  AppPreferencesBackup *page = show (test);
  GtkWidget *button =
      app_test_find_button (GTK_WIDGET (app_preferences_backup_get_row (page)), "Back Up Now");
  g_autofree char *folder = work_backup_folder (test->path, NULL);
  g_autoptr (GPtrArray) backups = NULL;

  g_assert_nonnull (strstr (said (page), "no backup"));
  g_assert_cmpuint (app_preferences_backup_get_n_kept (page), ==, 0);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  app_test_until (app_preferences_backup_get_n_kept (page) == 1);
  g_assert_nonnull (strstr (said (page), "checked"));
  backups = work_backup_list (folder, NULL);
  g_assert_cmpuint (backups->len, ==, 1);
  app_test_destroy (GTK_WIDGET (page));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  APP_PREFERENCES_ADD ("/app/preferences-backup/make", test_make);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app-preferences-starter.h"
#include "app-preferences-test.h"

/* What somebody who makes a template begins with, saved from the preferences. */

typedef AppPreferencesTest Test;

static AppPreferencesStarter *
show (Test *test)
{
  AppPreferencesStarter *group = app_preferences_starter_new ();

  app_preferences_test_show (test, GTK_WIDGET (group));
  return group;
}

static char *
save (Test *test, AppPreferencesStarter *group, WorkStarter starter, const char *name)
{
  char *path = g_build_filename (test->folder, name, NULL);

  g_clear_pointer (&test->said, g_free);
  app_preferences_starter_save (group, starter, path);
  app_test_until (test->said != NULL || app_preferences_starter_get_note (group) != NULL);
  return path;
}

static void
test_save (Test *test, gconstpointer data)
{
  static const struct
  {
    WorkStarter starter;
    const char *name, *said;
  } cases[] = {
    { WORK_STARTER_WORD, "Convention.docx", "Starter template saved" },
    { WORK_STARTER_LIBREOFFICE, "Libre.docx", "Starter template saved" },
    { WORK_STARTER_FIELDS, "Champs.xlsx", "List of fields saved" },
  };
  AppPreferencesStarter *group = show (test);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = save (test, group, cases[i].starter, cases[i].name);

      g_assert_cmpstr (test->said, ==, cases[i].said);
      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpuint (test->n_changed, ==, 0);
  app_test_destroy (GTK_WIDGET (group));
}

/* Why not stands in the group, until it is done. */
static void
test_refused (Test *test, gconstpointer data)
{
  AppPreferencesStarter *group = show (test);
  g_autofree char *wrong = save (test, group, WORK_STARTER_FIELDS, "Champs.docx");
  g_autofree char *path = NULL;

  g_assert_null (test->said);
  g_assert_nonnull (strstr (app_preferences_starter_get_note (group), "Champs.docx"));
  g_assert_false (g_file_test (wrong, G_FILE_TEST_EXISTS));
  /* the note is taken for the answer of the next one */
  path = g_build_filename (test->folder, "Champs.csv", NULL);
  app_preferences_starter_save (group, WORK_STARTER_FIELDS, path);
  app_test_until (test->said != NULL);
  g_assert_null (app_preferences_starter_get_note (group));
  g_assert_cmpint (g_unlink (path), ==, 0);
  app_test_destroy (GTK_WIDGET (group));
}

/* What leaves is nothing of the school's: who may only read may have it. */
static void
test_read_only (Test *test, gconstpointer data)
{
  AppPreferencesStarter *group;
  g_autofree char *path = NULL;

  app_preferences_test_reopen_read_only (test);
  group = show (test);
  path = save (test, group, WORK_STARTER_WORD, "Convention.docx");
  g_assert_cmpstr (test->said, ==, "Starter template saved");
  g_assert_cmpint (g_unlink (path), ==, 0);
  app_test_destroy (GTK_WIDGET (group));
}

/* What is being written when the window closes is written to its end. */
static void
test_closed_meanwhile (Test *test, gconstpointer data)
{
  AppPreferencesStarter *group = show (test);
  g_autofree char *path = g_build_filename (test->folder, "Convention.docx", NULL);

  g_clear_pointer (&test->said, g_free);
  app_preferences_starter_save (group, WORK_STARTER_WORD, path);
  app_test_destroy (GTK_WIDGET (group));
  app_test_until (test->said != NULL);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  APP_PREFERENCES_ADD ("/app/preferences-starter/save", test_save);
  APP_PREFERENCES_ADD ("/app/preferences-starter/refused", test_refused);
  APP_PREFERENCES_ADD ("/app/preferences-starter/read-only", test_read_only);
  APP_PREFERENCES_ADD ("/app/preferences-starter/closed", test_closed_meanwhile);
  return g_test_run ();
}

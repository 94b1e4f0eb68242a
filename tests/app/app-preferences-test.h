/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-preferences-part.h"
#include "app-test.h"

G_BEGIN_DECLS

/* The preferences of a new school in a folder of its own: a name, this school year, five steps, six
 * signatories, two templates. */
typedef struct
{
  char *folder;
  char *path;
  WorkSchool *school;
  AppPreferences *preferences;
  guint n_changed; /* "changed" heard */
  char *said;      /* the last text of "said" */
  char *undoable;  /* and its operation */
} AppPreferencesTest;

void app_preferences_test_set_up (AppPreferencesTest *test, gconstpointer data);
void app_preferences_test_tear_down (AppPreferencesTest *test, gconstpointer data);
void app_preferences_test_wait (AppPreferencesTest *test);
GtkWidget *app_preferences_test_show (AppPreferencesTest *test, GtkWidget *group);
gpointer app_preferences_test_show_group (AppPreferencesTest *test, GtkWidget *group);
void app_preferences_test_hide_group (GtkWidget *group);
void app_preferences_test_reopen_read_only (AppPreferencesTest *test);
gint64 app_preferences_test_apply (AppPreferencesTest *test, WorkChange *change);
GPtrArray *app_preferences_test_records (AppPreferencesTest *test, ModelEntity entity);
ModelSettings *app_preferences_test_settings (AppPreferencesTest *test);
void app_preferences_test_type (GtkWidget *part, const char *text);

#define APP_PREFERENCES_ADD(name, func)                                          \
  g_test_add (name, AppPreferencesTest, NULL, app_preferences_test_set_up, func, \
              app_preferences_test_tear_down)

G_END_DECLS

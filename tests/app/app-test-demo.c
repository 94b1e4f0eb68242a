/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-test-demo.h"

#include "work-demo.h"

static char *folder;
static char *pristine; /* a demo school that every test copies */

void
app_test_make_demo (void)
{
  g_autoptr (GError) error = NULL;

  folder = g_dir_make_tmp ("paraphe-window-XXXXXX", NULL);
  pristine = g_build_filename (folder, "pristine", NULL);
  work_demo_create (pristine, NULL, &error);
  g_assert_no_error (error);
}

void
app_test_remove_demo (void)
{
  app_test_remove_folder (folder);
  g_clear_pointer (&pristine, g_free);
  g_clear_pointer (&folder, g_free);
}

/* Where a file of the tests' folder is, or may be made. */
char *
app_test_demo_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

char *
app_test_copy_demo (const char *name)
{
  char *path = app_test_demo_path (name);
  g_autoptr (GFile) from = g_file_new_for_path (pristine), to = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return path;
}

AppWindow *
app_test_open_window (const char *path)
{
  AppWindow *window = app_window_new (NULL);

  app_window_open (window, path);
  app_window_start (window);
  app_test_until (!app_window_is_busy (window));
  return window;
}

AppWindow *
app_test_open_demo (const char *name)
{
  g_autofree char *path = app_test_copy_demo (name);
  AppWindow *window = app_test_open_window (path);

  g_assert_cmpstr (app_window_get_page (window), ==, "school");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  return window;
}

void
app_test_close_window (AppWindow *window)
{
  gpointer weak = window;

  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  gtk_window_close (GTK_WINDOW (window));
  app_test_until (weak == NULL);
}

/* Activates a window's action and waits for what it has begun. */
void
app_test_act (AppWindow *window, const char *action, const char *format, ...)
{
  va_list arguments;
  GVariant *target = NULL;

  if (format != NULL)
    {
      va_start (arguments, format);
      target = g_variant_new_va (format, NULL, &arguments);
      va_end (arguments);
    }
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (window), action, target));
  app_test_until (!app_window_is_busy (window));
}

gboolean
app_test_is_enabled (AppWindow *window, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), action);
}

/* Selects the first agreement at @step, or the first line without one for -1. */
guint
app_test_select_step (AppWindow *window, int step)
{
  AppLineList *list = app_window_get_list (window);

  for (guint i = 0; i < app_line_list_get_n_lines (list); i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (list, i);

      if (line->step == step && !line->cancelled)
        {
          app_test_act (window, "win.select-line", "i", (int) i);
          return i;
        }
    }
  g_assert_not_reached ();
}

int
app_test_step_at (AppWindow *window, guint position)
{
  g_autoptr (ModelLine) line = app_line_list_get_line (app_window_get_list (window), position);

  return line->step;
}

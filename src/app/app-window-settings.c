/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#define MAX_RECENT 5

/**
 * _app_window_restore:
 * @self: a window that is not shown yet
 *
 * Gives it the size, order and panes it was left with.
 */
void
_app_window_restore (AppWindow *self)
{
  g_autofree char *column = g_settings_get_string (self->settings, "sort-column");
  g_autofree char *section = g_settings_get_string (self->settings, "detail-section");

  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "width"),
                               g_settings_get_int (self->settings, "height"));
  if (g_settings_get_boolean (self->settings, "maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  g_action_group_change_action_state (
      G_ACTION_GROUP (self), "sidebar",
      g_variant_new_boolean (g_settings_get_boolean (self->settings, "sidebar-visible")));
  app_detail_show_page (self->detail, section);
  app_line_list_sort (self->list, column,
                      g_settings_get_boolean (self->settings, "sort-descending"));
  app_line_list_set_columns (self->list, g_settings_get_value (self->settings, "columns"));
  app_line_list_set_widths (self->list, g_settings_get_value (self->settings, "column-widths"));
  _app_window_show_recent (self);
}

/**
 * _app_window_remember:
 * @self: a window that is being closed
 *
 * Keeps its size, order and place for next time.
 */
void
_app_window_remember (AppWindow *self)
{
  gboolean maximized = gtk_window_is_maximized (GTK_WINDOW (self)), descending = FALSE;
  const char *column = app_line_list_get_sort (self->list, &descending);
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (self->settings, "maximized", maximized);
  if (!maximized && width > 0 && height > 0)
    {
      g_settings_set_int (self->settings, "width", width);
      g_settings_set_int (self->settings, "height", height);
    }
  g_settings_set_boolean (self->settings, "sidebar-visible",
                          gtk_widget_get_visible (self->sidebar_pane));
  g_settings_set_string (self->settings, "detail-section", app_detail_get_section (self->detail));
  g_settings_set_string (self->settings, "sort-column", column);
  g_settings_set_boolean (self->settings, "sort-descending", descending);
  g_settings_set_value (self->settings, "columns", app_line_list_get_columns (self->list));
  g_settings_set_value (self->settings, "column-widths", app_line_list_get_widths (self->list));
  if (self->overview == NULL)
    return;
  g_settings_set_int (self->settings, "todo", (int) self->place.todo);
  g_settings_set_int64 (self->settings, "class", self->place.class_group_id);
  g_settings_set_int64 (self->settings, "period", self->place.period_id);
}

/**
 * _app_window_restore_place:
 * @self: a window whose sidebar has just been filled
 *
 * Goes where the person was when the same database was left.
 */
void
_app_window_restore_place (AppWindow *self)
{
  AppSidebarPlace place = { MODEL_TODO_ALL, 0, 0 };
  g_autofree char *last = g_settings_get_string (self->settings, "last-database");

  if (g_strcmp0 (last, self->path) == 0)
    {
      place.todo = CLAMP (g_settings_get_int (self->settings, "todo"), 0, MODEL_N_TODOS - 1);
      place.class_group_id = g_settings_get_int64 (self->settings, "class");
      place.period_id = g_settings_get_int64 (self->settings, "period");
    }
  if (!app_sidebar_select (self->sidebar, &place))
    app_sidebar_select (self->sidebar, &(AppSidebarPlace){ MODEL_TODO_ALL, 0, 0 });
}

/**
 * _app_window_remember_database:
 * @self: a window whose database has just been opened
 *
 * Puts it first among those opened lately; it is opened again at the next start.
 */
void
_app_window_remember_database (AppWindow *self)
{
  g_auto (GStrv) before = g_settings_get_strv (self->settings, "recent-databases");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) recent = NULL;
  guint n = 1;

  g_strv_builder_add (builder, self->path);
  for (guint i = 0; before[i] != NULL && n < MAX_RECENT; i++)
    if (!g_str_equal (before[i], self->path))
      {
        g_strv_builder_add (builder, before[i]);
        n++;
      }
  recent = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "recent-databases", (const char *const *) recent);
  g_settings_set_string (self->settings, "last-database", self->path);
}

/**
 * _app_window_show_recent:
 * @self: a window
 *
 * Offers the databases opened lately on the first page.
 */
void
_app_window_show_recent (AppWindow *self)
{
  g_auto (GStrv) recent = g_settings_get_strv (self->settings, "recent-databases");

  app_welcome_set_recent (self->welcome, (const char *const *) recent);
}

/**
 * _app_window_dup_folder:
 * @self: a window
 *
 * Returns: (transfer full): where agreements are written, "" when it was not asked yet
 */
char *
_app_window_dup_folder (AppWindow *self)
{
  return g_settings_get_string (self->settings, "output-folder");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include "app-preferences-window.h"

/* While the preferences are open the window follows them; what is undone here they follow when they
 * are opened again. */
static void
on_changed_cb (AppPreferences *preferences, AppWindow *self)
{
  if (self->school == app_preferences_get_school (preferences))
    _app_window_reload (self);
}

static void
on_seats_changed_cb (AppWindow *self, WorkChanges *changes, AppPreferences *preferences)
{
  app_preferences_reload (preferences);
}

static void
on_preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autoptr (AppPreferences) preferences = app_preferences_new (self->school, self->year_id);
  AppPreferencesWindow *window;

  g_signal_connect_object (preferences, "changed", G_CALLBACK (on_changed_cb), self, 0);
  g_signal_connect_object (self, "seats-changed", G_CALLBACK (on_seats_changed_cb), preferences, 0);
  window = app_preferences_window_new (GTK_WINDOW (self), preferences);
  g_signal_connect_object (window, "unmap", G_CALLBACK (_app_window_look_at_backups), self,
                           G_CONNECT_SWAPPED);
  if (parameter != NULL)
    app_preferences_window_show_page (window, g_variant_get_string (parameter, NULL));
  gtk_window_present (GTK_WINDOW (window));
}

static const GActionEntry entries[] = {
  { "preferences", on_preferences_cb },
  { "preferences-page", on_preferences_cb, "s" },
};

/**
 * _app_window_install_preferences_actions:
 * @self: a window
 *
 * Adds what leads to the preferences.
 */
void
_app_window_install_preferences_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

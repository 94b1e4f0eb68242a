/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

static void
on_columns_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  app_line_list_choose_columns (APP_WINDOW (user_data)->list);
}

static void
on_reset_columns_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  app_line_list_reset_columns (APP_WINDOW (user_data)->list);
}

static void
on_copy_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autoptr (GdkContentProvider) content = app_line_list_copy (self->list);
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);
  guint n = selected->len > 0 ? selected->len : app_line_list_get_n_lines (self->list);
  g_autofree char *text = g_strdup_printf (ngettext ("%u line copied", "%u lines copied", n), n);

  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), content);
  _app_window_toast (self, text, NULL, NULL, NULL);
}

static const GActionEntry entries[] = {
  { "columns", on_columns_cb },
  { "reset-columns", on_reset_columns_cb },
  { "copy", on_copy_cb },
};

/**
 * _app_window_install_list_actions:
 * @self: a window
 *
 * Adds what is done to the list itself and to what is selected in it.
 */
void
_app_window_install_list_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

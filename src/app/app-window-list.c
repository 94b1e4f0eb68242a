/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app-bench.h"

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

/* A sheet that is there is opened itself; else the student's next one is begun. */
static void
on_sheet_of_selected_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  ModelLine *line = app_detail_get_line (self->detail);

  if (line != NULL && line->placement_id != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-sheet", "x", line->placement_id);
  else if (line != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.edit-sheet", "(xx)", line->student_id,
                                line->period_id);
}

/* ---- the filter ---- */

/**
 * _app_window_show_filter:
 * @self: a window with an overview
 *
 * Shows the filter in force where it is chosen and above the list.
 */
void
_app_window_show_filter (AppWindow *self)
{
  app_filter_panel_set_lines (self->filter_panel, self->overview->lines);
  app_filter_panel_set_filter (self->filter_panel, &self->filter, self->overview->looks);
  app_filter_bar_set_filter (self->filter_bar, &self->filter, self->overview->looks);
}

static void
set_filter (AppWindow *self, ModelFilter filter)
{
  gint64 start = g_get_monotonic_time ();

  if (self->overview == NULL)
    return;
  self->filter = filter;
  _app_window_show_filter (self);
  _app_window_refresh_list (self);
  app_bench_frame_since (GTK_WIDGET (self), "filter", start);
}

static void
on_filter_chosen_cb (GtkWidget *widget, guint64 conditions, AppWindow *self)
{
  set_filter (self, (ModelFilter){ conditions });
}

static void
on_filter_removed_cb (AppFilterPanel *panel, const char *saved, AppWindow *self)
{
  _app_window_toast (self, _ ("Filter deleted"), _ ("_Undo"), "win.keep-filter",
                     g_variant_new_string (saved));
}

static void
on_filter_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  set_filter (APP_WINDOW (user_data),
              model_filter_from_text (g_variant_get_string (parameter, NULL)));
}

static void
on_clear_filter_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  set_filter (APP_WINDOW (user_data), (ModelFilter){ 0 });
}

static void
on_choose_filter_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.search", NULL);
  gtk_menu_button_popup (self->filter_button);
}

static void
on_keep_filter_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  app_filter_panel_keep (APP_WINDOW (user_data)->filter_panel,
                         g_variant_get_string (parameter, NULL));
}

/* Of the buttons of a window whose parts are one before another only the one that closes it is
 * left, on its side: the others would take the title's place. */
static gboolean
transform_layout (GBinding *binding, const GValue *folded, GValue *layout, gpointer user_data)
{
  g_autofree char *wanted = NULL;
  g_auto (GStrv) sides = NULL;

  if (!g_value_get_boolean (folded))
    {
      g_value_set_string (layout, NULL);
      return TRUE;
    }
  g_object_get (gtk_widget_get_settings (user_data), "gtk-decoration-layout", &wanted, NULL);
  sides = g_strsplit (wanted != NULL ? wanted : "", ":", 2);
  g_value_set_string (layout,
                      sides[0] != NULL && strstr (sides[0], "close") != NULL ? "close:" : ":close");
  return TRUE;
}

static const GActionEntry entries[] = {
  { "columns", on_columns_cb },
  { "reset-columns", on_reset_columns_cb },
  { "copy", on_copy_cb },
  { "sheet-of-selected", on_sheet_of_selected_cb },
  { "filter", on_filter_cb, "s" },
  { "clear-filter", on_clear_filter_cb },
  { "choose-filter", on_choose_filter_cb },
  { "keep-filter", on_keep_filter_cb, "s" },
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
  g_object_bind_property_full (self->outer, "folded", self->list_header, "decoration-layout",
                               G_BINDING_SYNC_CREATE, transform_layout, NULL, self, NULL);
  app_filter_panel_set_settings (self->filter_panel, self->settings);
  g_signal_connect (self->filter_panel, "filter-chosen", G_CALLBACK (on_filter_chosen_cb), self);
  g_signal_connect (self->filter_panel, "filter-removed", G_CALLBACK (on_filter_removed_cb), self);
  g_signal_connect (self->filter_bar, "filter-chosen", G_CALLBACK (on_filter_chosen_cb), self);
}

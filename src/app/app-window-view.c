/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include "app-bench.h"

static AppWindow *
window_of (gpointer user_data)
{
  return APP_WINDOW (user_data);
}

static void
go_to (AppWindow *self, const AppSidebarPlace *place)
{
  if (app_sidebar_select (self->sidebar, place))
    adw_leaflet_navigate (self->outer, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
on_show_todo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppSidebarPlace place = { (ModelTodo) g_variant_get_int32 (parameter), 0, 0 };

  go_to (window_of (user_data), &place);
}

static void
on_show_period_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppSidebarPlace place = { MODEL_TODO_ALL, 0, 0 };

  g_variant_get (parameter, "(xx)", &place.class_group_id, &place.period_id);
  go_to (window_of (user_data), &place);
}

static void
on_show_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppSidebarPlace place = { MODEL_TODO_ALL, 0, 0 };

  go_to (window_of (user_data), &place);
}

static void
on_select_line_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = window_of (user_data);
  int position = g_variant_get_int32 (parameter);

  if (position < 0)
    app_line_list_unselect (self->list);
  else
    app_line_list_select (self->list, (guint) position, TRUE);
}

static void
on_select_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  app_line_list_select_all (window_of (user_data)->list);
}

static void
on_sort_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = window_of (user_data);
  const char *wanted = g_variant_get_string (parameter, NULL);
  gboolean was_descending = FALSE;
  const char *before = app_line_list_get_sort (self->list, &was_descending);
  gint64 start = g_get_monotonic_time ();

  /* As a click on a title: the same column again turns the order round. */
  app_line_list_sort (self->list, wanted, g_str_equal (before, wanted) && !was_descending);
  app_bench_frame_since (GTK_WIDGET (self), "sort", start);
}

static void
on_search_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = window_of (user_data);

  adw_leaflet_navigate (self->outer, ADW_NAVIGATION_DIRECTION_FORWARD);
  if (self->place.is_outbox)
    {
      app_outbox_page_search (self->outbox);
      return;
    }
  adw_leaflet_navigate (self->inner, ADW_NAVIGATION_DIRECTION_BACK);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (self->search_entry, 0, -1);
}

static void
on_search_for_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = window_of (user_data);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_editable_set_text (self->search_entry, g_variant_get_string (parameter, NULL));
}

static void
on_search_everywhere_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  app_sidebar_select (window_of (user_data)->sidebar, &(AppSidebarPlace){ MODEL_TODO_ALL, 0, 0 });
}

static void
on_clear_search_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_search_bar_set_search_mode (window_of (user_data)->search_bar, FALSE);
}

static void
on_back_to_sidebar_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = window_of (user_data);

  adw_leaflet_navigate (self->outer, ADW_NAVIGATION_DIRECTION_BACK);
  app_sidebar_focus (self->sidebar);
}

static void
on_back_to_list_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = window_of (user_data);

  if (self->place.is_outbox)
    {
      app_outbox_page_back (self->outbox);
      return;
    }
  adw_leaflet_navigate (self->inner, ADW_NAVIGATION_DIRECTION_BACK);
  app_line_list_focus (self->list);
}

static gboolean
has_focus (AppWindow *self, GtkWidget *pane)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus != NULL && gtk_widget_is_ancestor (focus, pane);
}

/* From the sidebar to the list, to the detail pane when it shows a line, and round again. */
static void
on_next_pane_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = window_of (user_data);
  GtkWidget *detail = GTK_WIDGET (self->detail);

  if (has_focus (self, GTK_WIDGET (self->sidebar)))
    {
      adw_leaflet_navigate (self->outer, ADW_NAVIGATION_DIRECTION_FORWARD);
      on_back_to_list_cb (action, parameter, user_data);
    }
  else if (has_focus (self, detail) || app_detail_get_line (self->detail) == NULL)
    {
      adw_leaflet_navigate (self->inner, ADW_NAVIGATION_DIRECTION_BACK);
      on_back_to_sidebar_cb (action, parameter, user_data);
    }
  else
    {
      adw_leaflet_navigate (self->inner, ADW_NAVIGATION_DIRECTION_FORWARD);
      gtk_widget_child_focus (detail, GTK_DIR_TAB_FORWARD);
    }
}

/* Where the pane stands beside the list, the keyboard stays in the list: going forward would take
 * it along. */
static void
on_show_detail_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = window_of (user_data);

  app_detail_show_page (self->detail, g_variant_get_string (parameter, NULL));
  if (adw_leaflet_get_folded (self->outer))
    adw_leaflet_navigate (self->outer, ADW_NAVIGATION_DIRECTION_FORWARD);
  if (adw_leaflet_get_folded (self->inner))
    adw_leaflet_navigate (self->inner, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
on_sidebar_state_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  AppWindow *self = window_of (user_data);
  gboolean visible = g_variant_get_boolean (state);

  gtk_widget_set_visible (self->sidebar_pane, visible);
  gtk_widget_set_visible (self->sidebar_separator, visible);
  g_simple_action_set_state (action, state);
}

static void
on_year_state_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  AppWindow *self = window_of (user_data);

  g_simple_action_set_state (action, state);
  if (self->overview == NULL || self->year_id == g_variant_get_int64 (state))
    return;
  self->year_id = g_variant_get_int64 (state);
  _app_window_reload (self);
}

static void
on_reload_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _app_window_reload (window_of (user_data));
}

static void
on_reopen_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = window_of (user_data);

  if (self->path != NULL)
    app_window_open (self, self->path);
}

static void
on_welcome_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = window_of (user_data);

  if (!_app_window_leave_people (self, "win.welcome", NULL))
    return;
  _app_window_close_school (self);
  _app_window_show_recent (self);
  gtk_stack_set_visible_child_name (self->pages, "welcome");
  _app_window_update_actions (self);
}

/* Made when it is asked for and gone when it is closed: GTK 4.8 would keep it as a hidden window,
 * and crash when a screen reader asks about the windows. */
static void
on_show_help_overlay_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/org/paraphe/Paraphe/ui/help-overlay.ui");
  GtkWindow *overlay = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_set_transient_for (overlay, GTK_WINDOW (user_data));
  gtk_window_present (overlay);
}

static const GActionEntry entries[] = {
  { "reload", on_reload_cb },
  { "reopen", on_reopen_cb },
  { "welcome", on_welcome_cb },
  { "show-todo", on_show_todo_cb, "i" },
  { "show-period", on_show_period_cb, "(xx)" },
  { "show-all", on_show_all_cb },
  { "select-line", on_select_line_cb, "i" },
  { "select-all", on_select_all_cb },
  { "sort", on_sort_cb, "s" },
  { "search", on_search_cb },
  { "search-for", on_search_for_cb, "s" },
  { "search-everywhere", on_search_everywhere_cb },
  { "clear-search", on_clear_search_cb },
  { "back-to-sidebar", on_back_to_sidebar_cb },
  { "back-to-list", on_back_to_list_cb },
  { "next-pane", on_next_pane_cb },
  { "show-detail", on_show_detail_cb, "s" },
  { "show-help-overlay", on_show_help_overlay_cb },
  { "sidebar", NULL, NULL, "true", on_sidebar_state_cb },
  { "year", NULL, "x", "int64 0", on_year_state_cb },
};

/**
 * _app_window_install_view_actions:
 * @self: a window
 *
 * Adds what changes only what is looked at.
 */
void
_app_window_install_view_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

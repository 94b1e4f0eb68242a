/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-setting-controls.h"

#define LINES_HEIGHT 66

/* ---- a switch ---- */

static void
show_switch (GtkWidget *control, char **values, const char *value)
{
  gtk_switch_set_active (GTK_SWITCH (control), g_strcmp0 (value, "1") == 0);
}

static char *
dup_switch (GtkWidget *control, char **values)
{
  return g_strdup (gtk_switch_get_active (GTK_SWITCH (control)) ? "1" : "0");
}

static void
on_active_cb (GtkSwitch *control, GParamSpec *pspec, AppSettingRow *self)
{
  app_setting_row_flush (self);
}

/**
 * app_setting_row_add_switch:
 * @self: a row
 * @name: a setting that is "1" or "0"
 *
 * Adds a switch.
 */
void
app_setting_row_add_switch (AppSettingRow *self, const char *name)
{
  GtkWidget *control = gtk_switch_new ();

  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  app_setting_row_add_control (self, name, control, show_switch, dup_switch);
  g_signal_connect_object (control, "notify::active", G_CALLBACK (on_active_cb), self, 0);
}

/* ---- several lines ---- */

static char *
dup_lines (GtkWidget *control, char **values)
{
  GtkTextView *view = GTK_TEXT_VIEW (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (control)));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
show_lines (GtkWidget *control, char **values, const char *value)
{
  GtkTextView *view = GTK_TEXT_VIEW (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (control)));
  g_autofree char *shown = dup_lines (control, values);

  if (!g_str_equal (shown, value))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), value, -1);
}

/**
 * app_setting_row_add_lines:
 * @self: a tall row
 * @name: a setting that is a text of several lines
 *
 * Adds a text, which is told when it is left.
 */
void
app_setting_row_add_lines (AppSettingRow *self, const char *name)
{
  GtkWidget *control = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (control), view);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (control), LINES_HEIGHT);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (control), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_hexpand (control, TRUE);
  gtk_widget_add_css_class (control, "frame");
  app_setting_row_add_control (self, name, control, show_lines, dup_lines);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), -1);
}

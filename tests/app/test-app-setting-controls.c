/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-setting-controls.h"
#include "app-test.h"

/* Settings that are a switch or several lines. */

static char *told;
static guint n_told;

static void
on_chosen_cb (AppSettingRow *row, const char *name, const char *value, gpointer user_data)
{
  g_free (told);
  told = g_strconcat (name, "=", value, NULL);
  n_told++;
}

static AppSettingRow *
show (void (*add) (AppSettingRow *row, const char *name), const char *name, const char *value)
{
  AppSettingRow *row = app_setting_row_new ("Title", NULL, TRUE);
  GtkWidget *list = gtk_list_box_new ();

  n_told = 0;
  add (row, name);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (row));
  g_signal_connect (row, "chosen", G_CALLBACK (on_chosen_cb), NULL);
  app_test_show (list);
  app_setting_row_show (row, name, value);
  g_assert_cmpuint (n_told, ==, 0);
  return row;
}

static void
hide (AppSettingRow *row)
{
  app_test_destroy (gtk_widget_get_parent (GTK_WIDGET (row)));
  g_clear_pointer (&told, g_free);
}

static void
test_switch (void)
{
  AppSettingRow *row = show (app_setting_row_add_switch, "a.switch", "1");
  GtkSwitch *control = GTK_SWITCH (app_setting_row_get_control (row, "a.switch"));

  g_assert_true (gtk_switch_get_active (control));
  gtk_switch_set_active (control, FALSE);
  g_assert_cmpstr (told, ==, "a.switch=0");
  gtk_switch_set_active (control, TRUE);
  g_assert_cmpstr (told, ==, "a.switch=1");
  app_setting_row_show (row, "a.switch", "0");
  g_assert_false (gtk_switch_get_active (control));
  g_assert_cmpuint (n_told, ==, 2);
  hide (row);
}

/* What is typed is told once it is left, and what is read meanwhile does not replace it. */
static void
test_lines (void)
{
  AppSettingRow *row = show (app_setting_row_add_lines, "a.text", "one\ntwo");
  GtkWidget *view = app_test_find (GTK_WIDGET (row), GTK_TYPE_TEXT_VIEW, 0);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  g_assert_cmpint (gtk_text_buffer_get_line_count (buffer), ==, 2);
  gtk_text_buffer_set_text (buffer, "one\ntwo\nthree", -1);
  g_assert_cmpuint (n_told, ==, 0);
  app_setting_row_show (row, "a.text", "other");
  g_assert_cmpint (gtk_text_buffer_get_line_count (buffer), ==, 3);
  app_setting_row_flush (row);
  g_assert_cmpstr (told, ==, "a.text=one\ntwo\nthree");
  app_setting_row_show (row, "a.text", "other");
  g_assert_cmpint (gtk_text_buffer_get_line_count (buffer), ==, 1);
  hide (row);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/setting-controls/switch", test_switch);
  g_test_add_func ("/app/setting-controls/lines", test_lines);
  return g_test_run ();
}

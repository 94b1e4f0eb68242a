/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-fields.h"
#include "app-preferences-order.h"
#include "app-preferences-window.h"
#include "app-preferences-years.h"
#include "app-test-demo.h"

/* The preferences as they are reached from the window of a school. */

static AppPreferencesWindow *
find_preferences (void)
{
  return app_test_find_window (APP_TYPE_PREFERENCES_WINDOW);
}

static AppPreferencesWindow *
open_preferences (AppWindow *window, const char *page)
{
  AppPreferencesWindow *preferences;

  app_test_act (window, "win.preferences-page", "s", page);
  preferences = find_preferences ();
  g_assert_nonnull (preferences);
  app_test_until (!app_preferences_is_busy (app_preferences_window_get_preferences (preferences)));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (preferences));
  return preferences;
}

static void
close_preferences (AppPreferencesWindow *preferences)
{
  gtk_window_close (GTK_WINDOW (preferences));
  app_test_until (find_preferences () == NULL);
}

static void
test_pages (void)
{
  static const char *const pages[] = { "school", "years", "follow-up", "agreements", "rules" };
  AppWindow *window = app_test_open_demo ("pages.paraphe");

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      AppPreferencesWindow *preferences = open_preferences (window, pages[i]);

      g_assert_true (gtk_widget_get_visible (GTK_WIDGET (preferences)));
      g_assert_cmpstr (
          adw_preferences_window_get_visible_page_name (ADW_PREFERENCES_WINDOW (preferences)), ==,
          pages[i]);
      close_preferences (preferences);
    }
  app_test_close_window (window);
}

static void
wait_for (AppPreferencesWindow *preferences)
{
  app_test_until (!app_preferences_is_busy (app_preferences_window_get_preferences (preferences)));
}

static gboolean
has_label (GtkWidget *root, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) == 0)
      return TRUE;
  return FALSE;
}

static AppRecordList *
class_list (AppPreferencesWindow *preferences)
{
  GtkWidget *page = app_test_find (GTK_WIDGET (preferences), APP_TYPE_PREFERENCES_YEARS, 0);

  return app_preferences_years_get_list (APP_PREFERENCES_YEARS (page), MODEL_ENTITY_CLASS_GROUP);
}

static GtkEditable *
name_of_first_class (AppPreferencesWindow *preferences, gint64 *id)
{
  AppRecordList *list = class_list (preferences);
  g_autoptr (GPtrArray) records = app_record_list_dup_records (list);
  AppFormPart *part;

  *id = model_record_get_id (records->pdata[0]);
  part = app_record_list_get_part (list, *id, "class_group.name");
  return GTK_EDITABLE (app_test_find (GTK_WIDGET (part), GTK_TYPE_TEXT, 0));
}

/* What is changed here is seen in the window of the school at once; so is that it is taken back. */
static void
test_window_follows (void)
{
  AppWindow *window = app_test_open_demo ("follows.paraphe");
  AppPreferencesWindow *preferences = open_preferences (window, "years");
  g_autofree char *before = NULL;
  gint64 id;
  GtkEditable *text = name_of_first_class (preferences, &id);

  before = g_strdup (gtk_editable_get_text (text));
  g_assert_true (has_label (GTK_WIDGET (window), before));
  gtk_editable_set_text (text, "A class of their own");
  app_record_list_flush (class_list (preferences));
  wait_for (preferences);
  app_test_until (!app_window_is_busy (window));
  g_assert_true (has_label (GTK_WIDGET (window), "A class of their own"));
  gtk_window_set_focus (GTK_WINDOW (preferences), NULL);
  gtk_widget_activate_action (GTK_WIDGET (preferences), "preferences.undo", NULL);
  wait_for (preferences);
  app_test_until (!app_window_is_busy (window));
  g_assert_true (has_label (GTK_WIDGET (window), before));
  g_assert_cmpstr (gtk_editable_get_text (text), ==, before);
  gtk_widget_activate_action (GTK_WIDGET (preferences), "preferences.redo", NULL);
  wait_for (preferences);
  g_assert_cmpstr (gtk_editable_get_text (text), ==, "A class of their own");
  close_preferences (preferences);
  app_test_close_window (window);
}

/* What was typed and not left yet is saved when the window closes. */
static void
test_closing_saves (void)
{
  AppWindow *window = app_test_open_demo ("closing.paraphe");
  AppPreferencesWindow *preferences = open_preferences (window, "years");
  gint64 id;
  GtkEditable *text = name_of_first_class (preferences, &id);

  gtk_editable_set_text (text, "Typed and closed");
  close_preferences (preferences);
  app_test_until (!app_window_is_busy (window)
                  && has_label (GTK_WIDGET (window), "Typed and closed"));
  app_test_close_window (window);
}

/* Ctrl+Z while something is typed is the entry's own. */
static void
test_undo_of_typing (void)
{
  AppWindow *window = app_test_open_demo ("typing.paraphe");
  AppPreferencesWindow *preferences = open_preferences (window, "years");
  gint64 id;
  GtkEditable *text = name_of_first_class (preferences, &id);
  g_autofree char *before = g_strdup (gtk_editable_get_text (text));

  adw_expander_row_set_expanded (
      ADW_EXPANDER_ROW (app_record_list_get_row (class_list (preferences), id)), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (text));
  gtk_editable_insert_text (text, "x", 1, &(int){ 0 });
  gtk_widget_activate_action (GTK_WIDGET (preferences), "preferences.undo", NULL);
  g_assert_false (app_preferences_is_busy (app_preferences_window_get_preferences (preferences)));
  g_assert_cmpstr (gtk_editable_get_text (text), ==, before);
  close_preferences (preferences);
  app_test_close_window (window);
}

/* A toast says what was removed and takes it back. */
static void
test_toast (void)
{
  AppWindow *window = app_test_open_demo ("toast.paraphe");
  AppPreferencesWindow *preferences = open_preferences (window, "follow-up");
  GtkWidget *group = app_test_find (GTK_WIDGET (preferences), APP_TYPE_PREFERENCES_ORDER, 0);
  AppRecordList *list = app_preferences_order_get_list (APP_PREFERENCES_ORDER (group));
  guint n = app_record_list_get_n_rows (list);
  GtkWidget *undo;

  gtk_widget_activate_action (app_test_find (GTK_WIDGET (list), APP_TYPE_ORDER_ROW, 1),
                              "order.remove", NULL);
  wait_for (preferences);
  g_assert_cmpuint (app_record_list_get_n_rows (list), ==, n - 1);
  g_assert_true (has_label (GTK_WIDGET (preferences), "Step removed"));
  undo = app_test_find_button (GTK_WIDGET (preferences), "Undo");
  g_assert_nonnull (undo);
  g_signal_emit_by_name (undo, "clicked");
  wait_for (preferences);
  g_assert_cmpuint (app_record_list_get_n_rows (list), ==, n);
  close_preferences (preferences);
  app_test_close_window (window);
}

static void
test_fields (void)
{
  AppWindow *window = app_test_open_demo ("fields.paraphe");
  AppPreferencesWindow *preferences = open_preferences (window, "agreements");
  GtkWidget *fields;

  g_assert_null (app_test_find (GTK_WIDGET (preferences), APP_TYPE_PREFERENCES_FIELDS, 0));
  gtk_widget_activate_action (GTK_WIDGET (preferences), "preferences.show-fields", "s", "pfmp");
  fields = app_test_find (GTK_WIDGET (preferences), APP_TYPE_PREFERENCES_FIELDS, 0);
  g_assert_nonnull (fields);
  gtk_check_button_set_active (
      app_preferences_fields_get_check (APP_PREFERENCES_FIELDS (fields), "student.ine"), TRUE);
  wait_for (preferences);
  /* The row that leads there says how many there are. */
  g_assert_true (has_label (GTK_WIDGET (preferences), "9 mandatory fields"));
  gtk_widget_activate_action (fields, "preferences.close-fields", NULL);
  app_test_until (app_test_find (GTK_WIDGET (preferences), APP_TYPE_PREFERENCES_FIELDS, 0) == NULL);
  close_preferences (preferences);
  app_test_close_window (window);
}

/* The window is usable at 360 pixels: no page may ask for more, with its rows open too. */
static void
test_narrow (void)
{
  static const char *const pages[] = { "school",  "years",    "follow-up", "agreements",
                                       "signing", "messages", "rules" };
  AppWindow *window = app_test_open_demo ("narrow.paraphe");
  AppPreferencesWindow *preferences = open_preferences (window, "school");
  GtkWidget *page_switch;
  int least;

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *page, *row;
      int minimum;

      app_preferences_window_show_page (preferences, pages[i]);
      page = GTK_WIDGET (
          adw_preferences_window_get_visible_page (ADW_PREFERENCES_WINDOW (preferences)));
      row = app_test_find (page, APP_TYPE_ORDER_ROW, 0);
      if (row != NULL)
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
      wait_for (preferences);
      gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_test_message ("%s", pages[i]);
      g_assert_cmpint (minimum, <=, 360);
    }
  /* Nor may what switches between them: its names are cut. */
  page_switch = app_test_find (GTK_WIDGET (preferences), ADW_TYPE_VIEW_SWITCHER_BAR, 0);
  gtk_widget_measure (page_switch, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
  close_preferences (preferences);
  app_test_close_window (window);
}

static void
test_needs_school (void)
{
  AppWindow *window = app_window_new (NULL);

  g_assert_false (app_test_is_enabled (window, "preferences"));
  app_window_start (window);
  g_assert_false (app_test_is_enabled (window, "preferences-page"));
  app_test_close_window (window);
}

int
main (int argc, char **argv)
{
  int status;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  g_test_add_func ("/app/preferences/pages", test_pages);
  g_test_add_func ("/app/preferences/window-follows", test_window_follows);
  g_test_add_func ("/app/preferences/closing-saves", test_closing_saves);
  g_test_add_func ("/app/preferences/undo-of-typing", test_undo_of_typing);
  g_test_add_func ("/app/preferences/toast", test_toast);
  g_test_add_func ("/app/preferences/fields", test_fields);
  g_test_add_func ("/app/preferences/narrow", test_narrow);
  g_test_add_func ("/app/preferences/needs-school", test_needs_school);
  status = g_test_run ();
  app_test_remove_demo ();
  return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-message-fields.h"
#include "app-message-preview.h"
#include "app-message-text-window.h"
#include "app-preferences-texts.h"
#include "app-sms-counter.h"
#include "app-test-demo.h"
#include "work-message.h"

#include <string.h>

/* The school's words for an occasion, on a copy of the demo school. */

typedef struct
{
  WorkSchool *school;
  AppPreferences *preferences;
  AppMessageTextWindow *window;
} Test;

#define EVENT "agreement.to_sign"

static void
set_up (Test *test, gconstpointer data)
{
  g_autofree char *path = app_test_copy_demo ("texts");
  g_autoptr (GError) error = NULL;

  test->school = work_school_open (path, STORE_OPEN_WRITE, &error);
  g_assert_no_error (error);
  test->preferences = app_preferences_new (test->school, 0);
}

static void
wait (Test *test)
{
  app_test_until (!app_preferences_is_busy (test->preferences));
}

static void
tear_down (Test *test, gconstpointer data)
{
  wait (test);
  g_clear_object (&test->preferences);
  work_school_close (test->school);
  store_queue_join (work_school_get_queue (test->school));
  g_clear_object (&test->school);
}

static GtkEditable *
subject_of (Test *test)
{
  return GTK_EDITABLE (app_test_find (GTK_WIDGET (test->window), ADW_TYPE_ENTRY_ROW, 0));
}

static GtkTextBuffer *
buffer_of (Test *test, guint n)
{
  return gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (app_test_find (GTK_WIDGET (test->window), GTK_TYPE_TEXT_VIEW, n)));
}

static char *
dup_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static gboolean
says (gpointer root, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_get_mapped (label)
        && strstr (gtk_label_get_label (GTK_LABEL (label)), text) != NULL)
      return TRUE;
  return FALSE;
}

static GtkWidget *
button_of (Test *test, const char *label)
{
  return app_test_find_button (GTK_WIDGET (test->window), label);
}

static AppMessagePreview *
preview_of (Test *test)
{
  return APP_MESSAGE_PREVIEW (
      app_test_find (GTK_WIDGET (test->window), APP_TYPE_MESSAGE_PREVIEW, 0));
}

static void
open_window (Test *test)
{
  test->window =
      app_message_text_window_new (NULL, test->preferences, EVENT, MODEL_MESSAGE_GUARDIAN);
  g_object_add_weak_pointer (G_OBJECT (test->window), (gpointer *) &test->window);
  gtk_window_present (GTK_WINDOW (test->window));
  wait (test);
  app_test_until (app_message_preview_get_sms (preview_of (test))[0] != '\0');
}

static void
save (Test *test)
{
  gtk_widget_activate_action (GTK_WIDGET (test->window), "message-text.save", NULL);
}

static WorkMessageText *
read_text (Test *test)
{
  g_autoptr (GError) error = NULL;
  WorkMessageText *text = work_school_read (
      test->school, work_query_message_text_new (EVENT, MODEL_MESSAGE_GUARDIAN), &error);

  g_assert_no_error (error);
  return text;
}

static void
discard (Test *test)
{
  gtk_window_destroy (GTK_WINDOW (test->window));
  app_test_until (test->window == NULL);
}

/* What a real student's would read, field by field. */
static void
test_preview (Test *test, gconstpointer data)
{
  const WorkMessageThing *thing;
  GtkWidget *counter;

  open_window (test);
  thing = app_message_preview_get_thing (preview_of (test));
  g_assert_cmpint (thing->agreement_id, !=, 0);
  g_assert_false (gtk_widget_is_sensitive (button_of (test, "Save")));
  gtk_editable_set_text (subject_of (test), "Pour {prénom} seul");
  app_test_until (says (preview_of (test), "Pour ") && !says (preview_of (test), "{prénom}")
                  && says (preview_of (test), " seul"));
  counter = app_test_find (GTK_WIDGET (test->window), APP_TYPE_SMS_COUNTER, 0);
  gtk_text_buffer_set_text (buffer_of (test, 1), "Court.", -1);
  app_test_until (says (counter, "6 characters, 1 SMS"));
  discard (test);
}

static void
test_save_and_restore (Test *test, gconstpointer data)
{
  g_autoptr (WorkMessageText) own = NULL;
  g_autoptr (WorkMessageText) usual = NULL;

  open_window (test);
  gtk_editable_set_text (subject_of (test), "À signer : {prénom} {nom}");
  g_assert_true (gtk_widget_is_sensitive (button_of (test, "Save")));
  save (test);
  app_test_until (test->window == NULL);
  own = read_text (test);
  g_assert_cmpstr (own->subject, ==, "À signer : {prénom} {nom}");
  g_assert_false (own->is_default);
  open_window (test);
  g_assert_cmpstr (gtk_editable_get_text (subject_of (test)), ==, own->subject);
  g_signal_emit_by_name (button_of (test, "Restore the Original Text"), "clicked");
  g_assert_cmpstr (gtk_editable_get_text (subject_of (test)), ==,
                   model_message_text_default (EVENT, MODEL_MESSAGE_GUARDIAN)->subject);
  save (test);
  app_test_until (test->window == NULL);
  usual = read_text (test);
  g_assert_true (usual->is_default);
}

/* A field that nobody knows is named, stands out, and is not saved. */
static void
test_unknown_field (Test *test, gconstpointer data)
{
  g_autoptr (WorkMessageText) text = NULL;
  GtkTextIter at;
  GtkTextTag *tag;

  open_window (test);
  gtk_text_buffer_set_text (buffer_of (test, 0), "Été {prénom} {bidon} fin", -1);
  g_assert_true (says (test->window, "Text of the e-mail: “{bidon}” is no field"));
  tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer_of (test, 0)), "wrong");
  gtk_text_buffer_get_iter_at_offset (buffer_of (test, 0), &at, 5);
  g_assert_false (gtk_text_iter_has_tag (&at, tag));
  gtk_text_buffer_get_iter_at_offset (buffer_of (test, 0), &at, 13);
  g_assert_true (gtk_text_iter_starts_tag (&at, tag));
  gtk_text_buffer_get_iter_at_offset (buffer_of (test, 0), &at, 20);
  g_assert_true (gtk_text_iter_ends_tag (&at, tag));
  save (test);
  wait (test);
  g_assert_nonnull (test->window);
  text = read_text (test);
  g_assert_true (text->is_default);
  gtk_text_buffer_set_text (buffer_of (test, 0), "Été {prénom} fin", -1);
  g_assert_false (says (test->window, "is no field"));
  discard (test);
}

/* One that is not closed too. */
static void
test_open_brace (Test *test, gconstpointer data)
{
  open_window (test);
  gtk_text_buffer_set_text (buffer_of (test, 1), "Bonjour {prénom", -1);
  g_assert_true (says (test->window, "Text of the SMS: "));
  discard (test);
}

static void
choose_field (GtkWidget *fields, guint n)
{
  GtkWidget *list;
  GtkWidget *button = app_test_find (fields, GTK_TYPE_MENU_BUTTON, 0);

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  list = app_test_find (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))),
                        GTK_TYPE_LIST_BOX, 0);
  g_signal_emit_by_name (list, "row-activated",
                         gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) n));
}

/* Where the cursor is: in the body, in the subject once one was there, in the SMS by its own. */
static void
test_fields (Test *test, gconstpointer data)
{
  g_autofree char *body = NULL;
  g_autofree char *sms = NULL;
  GtkTextIter end;

  open_window (test);
  gtk_text_buffer_set_text (buffer_of (test, 0), "A ", -1);
  gtk_text_buffer_get_end_iter (buffer_of (test, 0), &end);
  gtk_text_buffer_place_cursor (buffer_of (test, 0), &end);
  gtk_widget_grab_focus (app_test_find (GTK_WIDGET (test->window), GTK_TYPE_TEXT_VIEW, 0));
  choose_field (app_test_find (GTK_WIDGET (test->window), APP_TYPE_MESSAGE_FIELDS, 0), 1);
  body = dup_text (buffer_of (test, 0));
  g_assert_cmpstr (body, ==, "A {nom}");
  gtk_text_buffer_set_text (buffer_of (test, 1), "B ", -1);
  gtk_text_buffer_get_end_iter (buffer_of (test, 1), &end);
  gtk_text_buffer_place_cursor (buffer_of (test, 1), &end);
  choose_field (app_test_find (GTK_WIDGET (test->window), APP_TYPE_MESSAGE_FIELDS, 1), 0);
  sms = dup_text (buffer_of (test, 1));
  g_assert_cmpstr (sms, ==, "B {classe}");
  discard (test);
}

static void
test_insert (void)
{
  GtkWidget *entry = gtk_entry_new ();

  app_test_show (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Pour demain");
  gtk_editable_select_region (GTK_EDITABLE (entry), 5, 11);
  app_message_fields_insert (entry, "{date}");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Pour {date}");
  app_test_destroy (entry);
}

/* What is typed is not lost by closing the window. */
static void
test_closing (Test *test, gconstpointer data)
{
  AdwMessageDialog *dialog;
  g_autoptr (WorkMessageText) text = NULL;

  open_window (test);
  gtk_editable_set_text (subject_of (test), "Autre objet");
  gtk_window_close (GTK_WINDOW (test->window));
  app_test_until ((dialog = app_test_find_window (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (dialog), "Save"), "clicked");
  app_test_until (test->window == NULL);
  text = read_text (test);
  g_assert_cmpstr (text->subject, ==, "Autre objet");
}

static void
test_simplify (Test *test, gconstpointer data)
{
  g_autofree char *sms = NULL;

  open_window (test);
  gtk_text_buffer_set_text (buffer_of (test, 1), "L’œuvre d’être", -1);
  g_signal_emit_by_name (app_test_find (GTK_WIDGET (test->window), APP_TYPE_SMS_COUNTER, 0),
                         "simplify");
  sms = dup_text (buffer_of (test, 1));
  g_assert_cmpstr (sms, ==, "L'oeuvre d'etre");
  discard (test);
}

/* ---- the list ---- */

static void
on_reloaded_cb (AppPreferences *preferences, AppPreferencesPart *part)
{
  app_preferences_part_load (part, preferences);
}

static void
test_list (Test *test, gconstpointer data)
{
  AppPreferencesTexts *texts = app_preferences_texts_new ();
  GtkWidget *page = adw_preferences_page_new ();
  AdwActionRow *row;

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (texts));
  app_test_show (page);
  g_signal_connect_object (test->preferences, "reloaded", G_CALLBACK (on_reloaded_cb), texts, 0);
  app_preferences_reload (test->preferences);
  wait (test);
  row = app_preferences_texts_get_row (texts, EVENT, MODEL_MESSAGE_GUARDIAN);
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, "");
  g_assert_null (app_preferences_texts_get_row (texts, EVENT, MODEL_MESSAGE_OFFICE));
  app_preferences_apply (
      test->preferences,
      work_change_message_text_new (EVENT, MODEL_MESSAGE_GUARDIAN, "Objet", NULL, NULL), NULL);
  wait (test);
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, "The school's own words");
  g_assert_true (says (texts, "1 text of the school's own"));
  adw_action_row_activate (row);
  app_test_until ((test->window = app_test_find_window (APP_TYPE_MESSAGE_TEXT_WINDOW)) != NULL);
  g_object_add_weak_pointer (G_OBJECT (test->window), (gpointer *) &test->window);
  wait (test);
  g_assert_cmpstr (gtk_editable_get_text (subject_of (test)), ==, "Objet");
  discard (test);
  app_test_destroy (page);
}

#define ADD(name, func) g_test_add (name, Test, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  int status;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  ADD ("/app/message-text-window/preview", test_preview);
  ADD ("/app/message-text-window/save-and-restore", test_save_and_restore);
  ADD ("/app/message-text-window/unknown-field", test_unknown_field);
  ADD ("/app/message-text-window/open-brace", test_open_brace);
  ADD ("/app/message-text-window/fields", test_fields);
  g_test_add_func ("/app/message-text-window/insert", test_insert);
  ADD ("/app/message-text-window/closing", test_closing);
  ADD ("/app/message-text-window/simplify", test_simplify);
  ADD ("/app/message-text-window/list", test_list);
  status = g_test_run ();
  app_test_remove_demo ();
  return status;
}

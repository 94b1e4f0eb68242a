/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-choices.h"
#include "app-record-window.h"
#include "app-test.h"

/* A small window that edits one record, and what it offers to choose from. */

static guint n_accepted, n_deleted;

static GtkWindow *
make_parent (void)
{
  GtkWidget *label = gtk_label_new ("Parent");

  n_accepted = n_deleted = 0;
  app_test_show (label);
  return GTK_WINDOW (gtk_widget_get_root (label));
}

static void
on_accepted_cb (AppRecordWindow *window, ModelRecord *record, gpointer user_data)
{
  n_accepted++;
}

static void
on_deleted_cb (AppRecordWindow *window, ModelRecord *record, gpointer user_data)
{
  n_deleted++;
}

static const char *const keys[] = { "interview.account", "interview.next_step",
                                    "interview.teacher_id", NULL };
static const char *const mandatory[] = { "interview.account", NULL };

static AppRecordWindow *
edit (GtkWindow *parent, ModelRecord *record)
{
  AppRecordWindow *window = app_record_window_new (parent, "Interview", "_Save", record, keys);

  app_record_window_set_mandatory (window, mandatory);
  g_signal_connect (window, "accepted", G_CALLBACK (on_accepted_cb), NULL);
  g_signal_connect (window, "deleted", G_CALLBACK (on_deleted_cb), NULL);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
test_record_needs_what_is_mandatory (void)
{
  GtkWindow *parent = make_parent ();
  g_autoptr (ModelRecord) record = model_record_new (MODEL_ENTITY_INTERVIEW);
  AppRecordWindow *window = edit (parent, record);
  GtkWidget *save = app_test_find_button (GTK_WIDGET (window), "Save");

  g_signal_emit_by_name (save, "clicked");
  g_assert_cmpuint (n_accepted, ==, 0);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  model_record_set_canonical (record, "account", "Vu.");
  app_form_refresh (app_record_window_get_form (window));
  g_signal_emit_by_name (save, "clicked");
  g_assert_cmpuint (n_accepted, ==, 1);
  app_test_destroy (gtk_window_get_child (parent));
}

static void
test_record_is_deleted (void)
{
  GtkWindow *parent = make_parent ();
  g_autoptr (ModelRecord) record = model_record_new (MODEL_ENTITY_INTERVIEW);
  AppRecordWindow *window = edit (parent, record);
  GtkWidget *delete = app_test_find_button (GTK_WIDGET (window), "Delete");

  g_assert_false (gtk_widget_get_visible (delete));
  app_record_window_set_deletable (window, TRUE);
  g_assert_true (gtk_widget_get_visible (delete));
  g_assert_true (app_record_window_get_record (window) == record);
  g_signal_emit_by_name (delete, "clicked");
  g_assert_cmpuint (n_deleted, ==, 1);
  g_assert_cmpuint (n_accepted, ==, 0);
  app_test_destroy (gtk_window_get_child (parent));
}

static void
test_choices (void)
{
  WorkChoice choice = { 7, (char *) "BELKACEM Nordine", (char *) "" };
  WorkChoice template = { 3, (char *) "Convention", (char *) APP_CHOICES_AGREEMENT };
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();
  g_autoptr (GListModel) model = NULL;
  g_autoptr (AppPickerItem) item = NULL;

  g_ptr_array_add (choices, &choice);
  model = app_choices_new (choices, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1);
  item = g_list_model_get_item (model, 0);
  g_assert_cmpint (app_picker_item_get_id (item), ==, 7);
  g_assert_cmpstr (app_picker_item_get_search_key (item), ==, "belkacem nordine");
  /* Of one kind, in place of what was offered before. */
  g_ptr_array_add (choices, &template);
  app_choices_fill (G_LIST_STORE (model), choices, APP_CHOICES_AGREEMENT);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1);
  g_clear_object (&item);
  item = g_list_model_get_item (model, 0);
  g_assert_cmpint (app_picker_item_get_id (item), ==, 3);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/record-window/mandatory", test_record_needs_what_is_mandatory);
  g_test_add_func ("/app/record-window/deleted", test_record_is_deleted);
  g_test_add_func ("/app/record-window/choices", test_choices);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-message-row.h"
#include "app-interview-row.h"
#include "app-record-window.h"
#include "app-signatory-row.h"
#include "app-document-row.h"
#include "app-documents-page.h"
#include "app-test-demo.h"

/* What is done to one line from the window: through its actions and the small windows they open. */

typedef gboolean (*Wanted) (ModelLine *line);

static ModelLine *
select_line (AppWindow *window, Wanted wanted)
{
  AppLineList *list = app_window_get_list (window);

  for (guint i = 0; i < app_line_list_get_n_lines (list); i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (list, i);

      if (!wanted (line))
        continue;
      app_test_act (window, "win.select-line", "i", (int) i);
      return app_detail_get_line (app_window_get_detail (window));
    }
  g_assert_not_reached ();
}

static gboolean
is_searching (ModelLine *line)
{
  return line->placement_id == 0 && line->period_id != 0 && line->search_id == 0;
}

static gboolean
is_in_signature (ModelLine *line)
{
  return line->agreement_id != 0 && !line->cancelled && line->step == 1;
}

static ModelLine *
shown (AppWindow *window)
{
  return app_detail_get_line (app_window_get_detail (window));
}

static AppRecordWindow *
find_record_window (void)
{
  return app_test_find_window (APP_TYPE_RECORD_WINDOW);
}

/* Fills in the small window that is open and agrees to it. */
static void
fill_and_save (AppWindow *window, const char *button, ...)
{
  AppRecordWindow *asking;
  const char *column;
  va_list args;

  app_test_until (find_record_window () != NULL);
  asking = find_record_window ();
  va_start (args, button);
  while ((column = va_arg (args, const char *)) != NULL)
    model_record_set_canonical (app_record_window_get_record (asking), column,
                                va_arg (args, const char *));
  va_end (args);
  app_form_refresh (app_record_window_get_form (asking));
  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (asking), button), "clicked");
  app_test_until (!app_window_is_busy (window));
}

static void
wait_for_detail (AppWindow *window)
{
  app_test_until (app_detail_get_known (app_window_get_detail (window)) != NULL);
}

static GtkWidget *
find_row (AppWindow *window, GType type)
{
  return app_test_find (GTK_WIDGET (app_window_get_detail (window)), type, 0);
}

static void
test_interview (void)
{
  AppWindow *window = app_test_open_demo ("interview.paraphe");
  ModelLine *line = select_line (window, is_searching);
  gint64 student_id = line->student_id, period_id = line->period_id;

  app_test_act (window, "win.show-detail", "s", "tracking");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.add-interview", "(xx)", student_id,
                              period_id);
  fill_and_save (window, "Save", "account", "Deux garages appelés.", NULL);
  g_assert_cmpint (shown (window)->student_id, ==, student_id);
  g_assert_cmpint (shown (window)->search_state, ==, MODEL_SEARCH_SEARCHING);
  g_assert_cmpstr (shown (window)->last_account, ==, "Deux garages appelés.");
  app_test_until (find_row (window, APP_TYPE_INTERVIEW_ROW) != NULL);
  /* Changed, then deleted, then there again. */
  gtk_widget_activate_action (
      GTK_WIDGET (window), "win.edit-interview", "x",
      ((WorkInterview *) app_detail_get_known (app_window_get_detail (window))
           ->interviews->pdata[0])
          ->id);
  fill_and_save (window, "Save", "account", "Trois garages.", NULL);
  g_assert_cmpstr (shown (window)->last_account, ==, "Trois garages.");
  wait_for_detail (window);
  app_test_until (find_row (window, APP_TYPE_INTERVIEW_ROW) != NULL);
  gtk_widget_activate_action (
      GTK_WIDGET (window), "win.edit-interview", "x",
      ((WorkInterview *) app_detail_get_known (app_window_get_detail (window))
           ->interviews->pdata[0])
          ->id);
  fill_and_save (window, "Delete", NULL);
  g_assert_cmpstr (shown (window)->last_account, ==, "");
  app_test_act (window, "win.undo", NULL);
  g_assert_cmpstr (shown (window)->last_account, ==, "Trois garages.");
  app_test_close_window (window);
}

static void
test_interview_given_up (void)
{
  AppWindow *window = app_test_open_demo ("given-up.paraphe");

  select_line (window, is_searching);
  app_test_act (window, "win.interview-of-selected", NULL);
  app_test_until (find_record_window () != NULL);
  gtk_window_close (GTK_WINDOW (find_record_window ()));
  app_test_until (find_record_window () == NULL);
  g_assert_cmpint (shown (window)->search_id, ==, 0);
  app_test_close_window (window);
}

static void
test_search_state (void)
{
  AppWindow *window = app_test_open_demo ("state.paraphe");

  select_line (window, is_searching);
  app_test_act (window, "win.set-search-state", "s", "promise");
  g_assert_cmpint (shown (window)->search_state, ==, MODEL_SEARCH_PROMISE);
  app_test_act (window, "win.undo", NULL);
  g_assert_cmpint (shown (window)->search_state, ==, MODEL_SEARCH_NOT_STARTED);
  app_test_close_window (window);
}

static void
test_note (void)
{
  AppWindow *window = app_test_open_demo ("note.paraphe");
  const WorkLineDetail *known;
  gint64 id;

  select_line (window, is_searching);
  app_test_act (window, "win.show-detail", "s", "tracking");
  app_test_act (window, "win.note-of-selected", NULL);
  fill_and_save (window, "Save", "text", "Assurance reçue.", "tone", "positive", NULL);
  g_assert_cmpint (shown (window)->n_notes, ==, 1);
  g_assert_cmpint (shown (window)->n_unread, ==, 0);
  app_test_until (find_row (window, APP_TYPE_MESSAGE_ROW) != NULL);
  known = app_detail_get_known (app_window_get_detail (window));
  id = model_record_get_id (known->notes->pdata[0]);
  g_assert_cmpstr (model_record_get (known->notes->pdata[0], "tone"), ==, "positive");
  app_test_act (window, "win.delete-note", "x", id);
  g_assert_cmpint (shown (window)->n_notes, ==, 0);
  app_test_close_window (window);
}

static void
test_message_of_a_teacher (void)
{
  AppWindow *window = app_test_open_demo ("message.paraphe");
  const WorkLineDetail *known;

  select_line (window, is_searching);
  app_test_act (window, "win.note-of-selected", NULL);
  fill_and_save (window, "Save", "text", "Il cherche.", "teacher_id", "1", NULL);
  g_assert_cmpint (shown (window)->n_unread, ==, 1);
  app_test_act (window, "win.show-detail", "s", "tracking");
  app_test_until (find_row (window, APP_TYPE_MESSAGE_ROW) != NULL);
  known = app_detail_get_known (app_window_get_detail (window));
  app_test_act (window, "win.read-note", "x", model_record_get_id (known->notes->pdata[0]));
  g_assert_cmpint (shown (window)->n_unread, ==, 0);
  app_test_close_window (window);
}

static ModelRecord *
last_signatory (AppWindow *window)
{
  const WorkLineDetail *known = app_detail_get_known (app_window_get_detail (window));

  return g_ptr_array_index (known->signatories, known->signatories->len - 1);
}

static void
test_signatures (void)
{
  AppWindow *window = app_test_open_demo ("signatures.paraphe");
  gint64 id;
  int n_signed;

  select_line (window, is_in_signature);
  app_test_act (window, "win.show-detail", "s", "agreement");
  app_test_until (find_row (window, APP_TYPE_SIGNATORY_ROW) != NULL);
  g_assert_cmpint (shown (window)->n_signatories, >=, 5);
  n_signed = shown (window)->n_signed;
  /* The sample's school has signed already: the last of the list has not. */
  id = model_record_get_id (last_signatory (window));
  g_assert_null (model_record_get (last_signatory (window), "signed_on"));
  app_test_act (window, "win.sign-signatory", "x", id);
  g_assert_cmpint (shown (window)->n_signed, ==, n_signed + 1);
  app_test_until (app_detail_get_known (app_window_get_detail (window)) != NULL
                  && model_record_get (last_signatory (window), "signed_on") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.edit-signatory", "x", id);
  fill_and_save (window, "Save", "signed_on", NULL, NULL);
  g_assert_cmpint (shown (window)->n_signed, ==, n_signed);
  app_test_act (window, "win.reminded", NULL);
  g_assert_cmpstr (shown (window)->reminded_on, !=, "");
  app_test_act (window, "win.sent-to-all", NULL);
  app_test_close_window (window);
}

static AdwMessageDialog *
find_dialog (void)
{
  return app_test_find_window (ADW_TYPE_MESSAGE_DIALOG);
}

static void
answer (AppWindow *window, const char *text, const char *button)
{
  AdwMessageDialog *dialog;
  GtkWidget *entry;

  app_test_until (find_dialog () != NULL);
  entry = app_test_find (GTK_WIDGET (find_dialog ()), ADW_TYPE_ENTRY_ROW, 0);
  if (entry != NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
  dialog = find_dialog ();
  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (dialog), button), "clicked");
  app_test_until (find_dialog () != dialog);
  app_test_until (!app_window_is_busy (window));
}

static void
test_cancel_and_make_again (void)
{
  AppWindow *window = app_test_open_demo ("cancel.paraphe");
  g_autofree char *number = NULL;

  number = g_strdup (select_line (window, is_in_signature)->number);
  g_assert_false (app_test_is_enabled (window, "clone-agreement"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.cancel-agreement", NULL);
  answer (window, "L’entreprise ferme", "Cancel the Agreement");
  app_test_until (shown (window) != NULL && shown (window)->cancelled);
  g_assert_false (app_test_is_enabled (window, "cancel-agreement"));
  app_test_act (window, "win.clone-agreement", NULL);
  g_assert_false (shown (window)->cancelled);
  g_assert_cmpstr (shown (window)->number, !=, number);
  app_test_close_window (window);
}

static void
test_signed_outside (void)
{
  AppWindow *window = app_test_open_demo ("outside.paraphe");

  select_line (window, is_in_signature);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.signed-outside", NULL);
  fill_and_save (window, "Note It", "signed_on", "2026-11-12", NULL);
  g_assert_true (shown (window)->signed_outside);
  g_assert_true (model_line_is_signed (shown (window)));
  app_test_act (window, "win.undo", NULL);
  g_assert_false (shown (window)->signed_outside);
  app_test_close_window (window);
}

/* What the desktop does when a file is let go over the page of documents. */
static gboolean
drop (AppWindow *window, const char *path)
{
  GtkWidget *page = app_test_find (GTK_WIDGET (window), APP_TYPE_DOCUMENTS_PAGE, 0);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (page);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (&file, 1));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) one = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (one))
        g_signal_emit_by_name (one, "drop", &value, 1.0, 1.0, &taken);
    }
  return taken;
}

static void
test_scan (void)
{
  AppWindow *window = app_test_open_demo ("scan.paraphe");
  g_autofree char *path = app_test_demo_path ("signée.pdf");
  g_autofree char *wrong = app_test_demo_path ("wrong.pdf");

  g_assert_true (g_file_set_contents (path, "%PDF-1.7 signed", -1, NULL));
  g_assert_true (g_file_set_contents (wrong, "none", -1, NULL));
  select_line (window, is_in_signature);
  app_test_act (window, "win.show-detail", "s", "documents");
  g_assert_true (drop (window, path));
  answer (window, "", "Signed by All");
  app_test_until (shown (window) != NULL && model_line_is_signed (shown (window)));
  app_test_until (find_row (window, APP_TYPE_DOCUMENT_ROW) != NULL);
  /* What is no scan is refused with a sentence, and nothing is kept. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.attach-file", "s", wrong);
  answer (window, "", "Not All Have Signed");
  answer (window, "", "Close");
  g_assert_cmpuint (app_detail_get_known (app_window_get_detail (window))->documents->len, ==, 1);
  app_test_close_window (window);
}

/* Entering a line of a to-do list leads to where it is done. */
static void
test_lines_lead_to_the_act (void)
{
  static const struct
  {
    ModelTodo todo;
    const char *page;
  } cases[] = {
    { MODEL_TODO_TO_MAKE, "agreement" }, { MODEL_TODO_NO_PLACEMENT, "tracking" },
    { MODEL_TODO_TO_SEND, "agreement" }, { MODEL_TODO_TO_CHASE, "agreement" },
    { MODEL_TODO_SIGNED, "documents" },  { MODEL_TODO_CERTIFICATES, "agreement" },
  };
  AppWindow *window = app_test_open_demo ("acts.paraphe");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", model_todo_info (cases[i].todo)->key);
      app_test_act (window, "win.show-todo", "i", (int) cases[i].todo);
      g_assert_cmpuint (app_line_list_get_n_lines (app_window_get_list (window)), >, 0);
      app_test_act (window, "win.show-detail", "s", "history");
      g_signal_emit_by_name (app_window_get_list (window), "line-activated", 0);
      g_assert_cmpstr (app_detail_get_section (app_window_get_detail (window)), ==, cases[i].page);
    }
  /* In a list of everyone the page stays the one that is looked at. */
  app_test_act (window, "win.show-todo", "i", (int) MODEL_TODO_ALL);
  app_test_act (window, "win.show-detail", "s", "history");
  g_signal_emit_by_name (app_window_get_list (window), "line-activated", 0);
  g_assert_cmpstr (app_detail_get_section (app_window_get_detail (window)), ==, "history");
  app_test_close_window (window);
}

int
main (int argc, char **argv)
{
  int result;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  g_test_add_func ("/app/tracking/interview", test_interview);
  g_test_add_func ("/app/tracking/interview-given-up", test_interview_given_up);
  g_test_add_func ("/app/tracking/search-state", test_search_state);
  g_test_add_func ("/app/tracking/note", test_note);
  g_test_add_func ("/app/tracking/message", test_message_of_a_teacher);
  g_test_add_func ("/app/tracking/signatures", test_signatures);
  g_test_add_func ("/app/tracking/cancel", test_cancel_and_make_again);
  g_test_add_func ("/app/tracking/signed-outside", test_signed_outside);
  g_test_add_func ("/app/tracking/scan", test_scan);
  g_test_add_func ("/app/tracking/acts", test_lines_lead_to_the_act);
  result = g_test_run ();
  app_test_remove_demo ();
  return result;
}

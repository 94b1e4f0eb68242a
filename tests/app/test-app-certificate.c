/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-certificate-window.h"
#include "app-field-row.h"
#include "app-test-demo.h"
#include "app-test.h"
#include "model-stage.h"

#define TODAY "2026-11-24"

static guint n_accepted;

static void
on_accepted_cb (AppCertificateWindow *dialog, gpointer user_data)
{
  n_accepted++;
}

static void
add (GPtrArray *all, gint64 id, const char *student, const char *received_on, int done)
{
  WorkCertificate *one = g_new0 (WorkCertificate, 1);

  one->placement_id = id;
  one->student = g_strdup (student);
  one->company = g_strdup ("Garage Roux");
  one->start = g_strdup ("2026-10-05");
  one->end = g_strdup ("2026-10-16");
  one->received_on = g_strdup (received_on);
  one->days_done = done;
  one->days_planned = 10;
  g_ptr_array_add (all, one);
}

static AppCertificateWindow *
make (const char *received_on, int done)
{
  g_autoptr (GPtrArray) all =
      g_ptr_array_new_with_free_func ((GDestroyNotify) work_certificate_free);
  AppCertificateWindow *dialog;

  add (all, 1, "ABADIE Léa", "", WORK_DAYS_UNKNOWN);
  add (all, 2, "BRÛLÉ Noé", received_on, done);
  dialog = app_certificate_window_new (NULL, all, TODAY);
  n_accepted = 0;
  g_signal_connect (dialog, "accepted", G_CALLBACK (on_accepted_cb), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  return dialog;
}

static GtkWidget *
find (AppCertificateWindow *dialog, GType type, guint n)
{
  GtkWidget *found = app_test_find (GTK_WIDGET (dialog), type, n);

  g_assert_nonnull (found);
  return found;
}

static GtkEditable *
day_of (AppCertificateWindow *dialog)
{
  return GTK_EDITABLE (app_test_find (find (dialog, APP_TYPE_FIELD_ROW, 0), GTK_TYPE_TEXT, 0));
}

static int
days_at (AppCertificateWindow *dialog, guint n)
{
  return gtk_spin_button_get_value_as_int (
      GTK_SPIN_BUTTON (find (dialog, GTK_TYPE_SPIN_BUTTON, n)));
}

static void
press (AppCertificateWindow *dialog, const char *label)
{
  GtkWidget *button = app_test_find_button (GTK_WIDGET (dialog), label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
close_dialog (AppCertificateWindow *dialog)
{
  gpointer weak = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &weak);
  gtk_window_destroy (GTK_WINDOW (dialog));
  app_test_until (weak == NULL);
}

static void
test_what_is_offered (void)
{
  AppCertificateWindow *dialog = make ("", WORK_DAYS_UNKNOWN);
  GtkWidget *spin = find (dialog, GTK_TYPE_SPIN_BUTTON, 0);

  /* Today, and the days that the sheet comes to. */
  g_assert_cmpstr (gtk_editable_get_text (day_of (dialog)), ==, "24/11/2026");
  g_assert_cmpint (days_at (dialog, 0), ==, 10);
  g_assert_cmpint (days_at (dialog, 1), ==, 10);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Days done by ABADIE Léa");
  g_assert_false (gtk_widget_get_visible (
      app_test_find_button (GTK_WIDGET (dialog), "Not Received After All")));
  close_dialog (dialog);
}

static void
test_what_is_known (void)
{
  AppCertificateWindow *dialog = make ("2026-10-20", 7);

  g_assert_cmpstr (gtk_editable_get_text (day_of (dialog)), ==, "20/10/2026");
  g_assert_cmpint (days_at (dialog, 0), ==, 10);
  g_assert_cmpint (days_at (dialog, 1), ==, 7);
  g_assert_true (gtk_widget_get_visible (
      app_test_find_button (GTK_WIDGET (dialog), "Not Received After All")));
  close_dialog (dialog);
}

/* Without a day nothing is accepted; what is no day is told where it stands. */
static void
test_day (void)
{
  AppCertificateWindow *dialog = make ("", WORK_DAYS_UNKNOWN);

  gtk_editable_set_text (day_of (dialog), "");
  press (dialog, "Note It");
  g_assert_cmpuint (n_accepted, ==, 0);
  gtk_editable_set_text (day_of (dialog), "99/99");
  press (dialog, "Note It");
  g_assert_cmpuint (n_accepted, ==, 0);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (dialog)),
                                         find (dialog, APP_TYPE_FIELD_ROW, 0)));
  gtk_editable_set_text (day_of (dialog), "20/11/2026");
  press (dialog, "Note It");
  g_assert_cmpuint (n_accepted, ==, 1);
  /* Once, however often it is pressed. */
  press (dialog, "Note It");
  g_assert_cmpuint (n_accepted, ==, 1);
  close_dialog (dialog);
}

static void
test_refused_and_again (void)
{
  AppCertificateWindow *dialog = make ("", WORK_DAYS_UNKNOWN);
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "Not so.");
  GtkWidget *bar;
  gpointer weak = dialog;

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find (dialog, GTK_TYPE_SPIN_BUTTON, 0)), 4);
  press (dialog, "Note It");
  /* While it is being done the window stays. */
  gtk_window_close (GTK_WINDOW (dialog));
  app_test_settle ();
  app_certificate_window_finish (dialog, error);
  bar = find (dialog, GTK_TYPE_REVEALER, 0);
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (bar)));
  /* What was typed is still there. */
  g_assert_cmpint (days_at (dialog, 0), ==, 4);
  press (dialog, "Note It");
  g_assert_cmpuint (n_accepted, ==, 2);
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (bar)));
  g_object_add_weak_pointer (G_OBJECT (dialog), &weak);
  app_certificate_window_finish (dialog, NULL);
  app_test_until (weak == NULL);
}

static AppCertificateWindow *
find_dialog (void)
{
  return app_test_find_window (APP_TYPE_CERTIFICATE_WINDOW);
}

static AppCertificateWindow *
open_dialog (AppWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.certificate", NULL);
  app_test_until (find_dialog () != NULL);
  return find_dialog ();
}

static guint
count_at (AppWindow *window, ModelStage stage)
{
  AppLineList *list = app_window_get_list (window);
  guint n = 0;

  app_test_act (window, "win.show-all", NULL);
  for (guint i = 0; i < app_line_list_get_n_lines (list); i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (list, i);

      n += model_line_stage (line, NULL) == stage ? 1 : 0;
    }
  return n;
}

/* The demo school's placements are of the autumn of 2026: a clock before that awaits nothing. */
static AppWindow *
open_where_awaited (const char *name, guint *n_awaited)
{
  AppWindow *window = app_test_open_demo (name);

  app_test_act (window, "win.show-todo", "i", MODEL_TODO_CERTIFICATES);
  *n_awaited = app_line_list_get_n_lines (app_window_get_list (window));
  if (*n_awaited > 0)
    return window;
  g_test_skip ("no certificate is awaited on this day");
  app_test_close_window (window);
  return NULL;
}

/* From the list of those that are awaited, all at once, and back. */
static void
test_from_the_list (void)
{
  guint n_awaited, n_before;
  AppWindow *window = open_where_awaited ("certificate.paraphe", &n_awaited);

  if (window == NULL)
    return;
  n_before = count_at (window, MODEL_STAGE_CERTIFICATE);
  app_test_act (window, "win.show-todo", "i", MODEL_TODO_CERTIFICATES);
  app_line_list_unselect (app_window_get_list (window));
  g_assert_false (app_test_is_enabled (window, "certificate"));
  app_test_act (window, "win.select-all", NULL);
  g_assert_true (app_test_is_enabled (window, "certificate"));
  press (open_dialog (window), "Note It");
  app_test_until (find_dialog () == NULL && !app_window_is_busy (window));
  g_assert_cmpuint (count_at (window, MODEL_STAGE_CERTIFICATE), ==, n_before + n_awaited);
  app_test_act (window, "win.undo", NULL);
  g_assert_cmpuint (count_at (window, MODEL_STAGE_CERTIFICATE), ==, n_before);
  app_test_close_window (window);
}

static void
test_taken_back (void)
{
  guint n_awaited, n_before;
  AppWindow *window = open_where_awaited ("taken-back.paraphe", &n_awaited);

  if (window == NULL)
    return;
  n_before = count_at (window, MODEL_STAGE_CERTIFICATE);
  app_test_act (window, "win.show-todo", "i", MODEL_TODO_CERTIFICATES);
  app_test_act (window, "win.select-line", "i", 0);
  press (open_dialog (window), "Note It");
  app_test_until (find_dialog () == NULL && !app_window_is_busy (window));
  g_assert_cmpuint (count_at (window, MODEL_STAGE_CERTIFICATE), ==, n_before + 1);
  for (guint i = 0;; i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (app_window_get_list (window), i);

      if (line->certificate_on[0] == '\0')
        continue;
      app_test_act (window, "win.select-line", "i", (int) i);
      break;
    }
  press (open_dialog (window), "Not Received After All");
  app_test_until (find_dialog () == NULL && !app_window_is_busy (window));
  g_assert_cmpuint (count_at (window, MODEL_STAGE_CERTIFICATE), ==, n_before);
  app_test_close_window (window);
}

int
main (int argc, char **argv)
{
  int code;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  g_test_add_func ("/app/certificate/offered", test_what_is_offered);
  g_test_add_func ("/app/certificate/known", test_what_is_known);
  g_test_add_func ("/app/certificate/day", test_day);
  g_test_add_func ("/app/certificate/refused", test_refused_and_again);
  g_test_add_func ("/app/certificate/list", test_from_the_list);
  g_test_add_func ("/app/certificate/taken-back", test_taken_back);
  code = g_test_run ();
  app_test_remove_demo ();
  return code;
}

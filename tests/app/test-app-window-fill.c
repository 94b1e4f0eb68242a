/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-fill-dialog.h"
#include "app-picker-popover.h"
#include "app-report-window.h"
#include "app-test-demo.h"

static AppLineList *
list_of (AppWindow *window)
{
  return app_window_get_list (window);
}

static ModelLine *
line_at (AppWindow *window, guint position)
{
  g_autoptr (ModelLine) line = app_line_list_get_line (list_of (window), position);

  return line; /* the list keeps it */
}

static gint64
some_teacher (AppWindow *window)
{
  guint n = app_line_list_get_n_lines (list_of (window));

  for (guint i = 0; i < n; i++)
    if (line_at (window, i)->teacher_id != 0)
      return line_at (window, i)->teacher_id;
  g_assert_not_reached ();
}

static void
test_referent_of_many (void)
{
  AppWindow *window = app_test_open_demo ("referent.paraphe");
  gint64 teacher = some_teacher (window);
  guint n;

  g_assert_false (app_test_is_enabled (window, "set-referent"));
  app_test_act (window, "win.filter", "s", "sheet.none,no_teacher");
  app_test_act (window, "win.show-todo", "i", MODEL_TODO_NO_PLACEMENT);
  n = app_line_list_get_n_lines (list_of (window));
  g_assert_cmpuint (n, >, 2);
  app_test_act (window, "win.select-line", "i", 0);
  g_assert_true (app_test_is_enabled (window, "set-referent"));
  g_assert_false (app_test_is_enabled (window, "fill-down"));
  app_test_act (window, "win.set-referent", "x", teacher);
  g_assert_cmpuint (app_line_list_get_n_lines (list_of (window)), ==, n - 1);
  app_test_act (window, "win.select-all", NULL);
  app_test_act (window, "win.set-referent", "x", teacher);
  g_assert_cmpstr (app_line_list_get_page (list_of (window)), ==, "empty-filter");
  /* One act, one undo. */
  app_test_act (window, "win.undo", NULL);
  g_assert_cmpuint (app_line_list_get_n_lines (list_of (window)), ==, n - 1);
  app_test_close_window (window);
}

/* Sheets to validate, all selected. */
static void
select_with_sheet (AppWindow *window)
{
  app_test_act (window, "win.show-todo", "i", MODEL_TODO_TO_VALIDATE);
  g_assert_cmpuint (app_line_list_get_n_lines (list_of (window)), >, 1);
  app_test_act (window, "win.select-all", NULL);
}

static void
test_fill_down (void)
{
  AppWindow *window = app_test_open_demo ("down.paraphe");
  AppFillDialog *dialog;
  GtkWidget *check;

  select_with_sheet (window);
  g_assert_true (app_test_is_enabled (window, "fill-down"));
  app_test_act (window, "win.fill-down", NULL);
  dialog = app_test_find_window (APP_TYPE_FILL_DIALOG);
  g_assert_nonnull (dialog);
  for (guint i = 0; (check = app_test_find (GTK_WIDGET (dialog), GTK_TYPE_CHECK_BUTTON, i)) != NULL;
       i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "fill"));
  check = app_test_find (GTK_WIDGET (dialog), GTK_TYPE_CHECK_BUTTON, 0);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_true (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "fill"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "fill");
  gtk_window_destroy (GTK_WINDOW (dialog));
  app_test_until (!app_window_is_busy (window));
  for (guint i = 1; i < app_line_list_get_n_lines (list_of (window)); i++)
    g_assert_cmpint (line_at (window, i)->teacher_id, ==, line_at (window, 0)->teacher_id);
  app_test_close_window (window);
}

/* A line without a sheet has no dates to give, and gives none. */
static void
test_dialog_without_sheet (void)
{
  g_autoptr (ModelLine) line = app_test_line (1, "ABADIE Léa", "", MODEL_SEARCH_SEARCHING, -1);
  AppFillDialog *dialog = app_fill_dialog_new (NULL, line, 3);
  GtkWidget *row;
  guint n = 0;

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)),
                            "ABADIE Léa has is copied into 3 other lines"));
  for (guint i = 0; (row = app_test_find (GTK_WIDGET (dialog), ADW_TYPE_ACTION_ROW, i)) != NULL;
       i++)
    n += gtk_widget_get_sensitive (row);
  g_assert_cmpuint (n, ==, 1);
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "fill"));
  gtk_window_close (GTK_WINDOW (dialog));
  app_test_until (dialog == NULL);
}

/* What could not be done is told, with the reason, and what was done can be undone from there. */
static void
test_what_is_left_is_reported (void)
{
  AppWindow *window = app_test_open_demo ("left.paraphe");
  AppReportWindow *report;
  GtkWindow *dialog;
  guint n_without = 0;
  GtkWidget *check;

  app_test_act (window, "win.show-all", NULL);
  app_test_act (window, "win.filter", "s", "search.to_validate,search.searching");
  app_test_act (window, "win.sort", "s", "search");
  app_test_act (window, "win.sort", "s", "search");
  app_test_act (window, "win.select-all", NULL);
  g_assert_cmpint (line_at (window, 0)->placement_id, !=, 0);
  for (guint i = 0; i < app_line_list_get_n_lines (list_of (window)); i++)
    n_without += line_at (window, i)->placement_id == 0;
  g_assert_cmpuint (n_without, >, 0);
  app_test_act (window, "win.fill-down", NULL);
  dialog = app_test_find_window (APP_TYPE_FILL_DIALOG);
  for (guint i = 0; (check = app_test_find (GTK_WIDGET (dialog), GTK_TYPE_CHECK_BUTTON, i)) != NULL;
       i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), i == 2);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "fill");
  gtk_window_destroy (GTK_WINDOW (dialog));
  app_test_until (!app_window_is_busy (window));
  report = app_test_find_window (APP_TYPE_REPORT_WINDOW);
  g_assert_nonnull (report);
  g_assert_cmpuint (app_report_window_get_n_rows (report), >=, 1);
  gtk_window_destroy (GTK_WINDOW (report));
  app_test_close_window (window);
}

/* The bar's buttons open a list in which one types. */
static void
test_pickers (void)
{
  AppWindow *window = app_test_open_demo ("pickers.paraphe");
  static const char *const actions[] = { "win.choose-referent", "win.choose-template" };
  gint64 teacher;

  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  select_with_sheet (window);
  teacher = some_teacher (window);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GtkWidget *popover;

      app_test_act (window, actions[i], NULL);
      popover = app_test_find (GTK_WIDGET (window), APP_TYPE_PICKER_POPOVER, i);
      app_test_until (popover != NULL && gtk_widget_get_mapped (popover));
      if (i == 0)
        g_signal_emit_by_name (popover, "chosen", teacher);
      else
        gtk_popover_popdown (GTK_POPOVER (popover));
      app_test_until (!app_window_is_busy (window) && !gtk_widget_get_mapped (popover));
    }
  for (guint i = 0; i < app_line_list_get_n_lines (list_of (window)); i++)
    g_assert_cmpint (line_at (window, i)->teacher_id, ==, teacher);
  app_test_close_window (window);
}

int
main (int argc, char **argv)
{
  int status;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  g_test_add_func ("/app/window-fill/referent", test_referent_of_many);
  g_test_add_func ("/app/window-fill/down", test_fill_down);
  g_test_add_func ("/app/window-fill/dialog", test_dialog_without_sheet);
  g_test_add_func ("/app/window-fill/report", test_what_is_left_is_reported);
  g_test_add_func ("/app/window-fill/pickers", test_pickers);
  status = g_test_run ();
  app_test_remove_demo ();
  return status;
}

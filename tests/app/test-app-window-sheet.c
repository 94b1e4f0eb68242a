/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-test-demo.h"

#include "app-report-window.h"
#include "app-sheet-window.h"

/* Sheets from the window of the school: one opened, many moved on. */

static void
close_all (GType type)
{
  GtkWidget *window;

  while ((window = app_test_find_window (type)) != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
}

static AppSheetWindow *
wait_sheet (void)
{
  AppSheetWindow *sheet = app_test_find_window (APP_TYPE_SHEET_WINDOW);

  g_assert_nonnull (sheet);
  app_test_until (!app_sheet_window_is_busy (sheet));
  g_assert_nonnull (app_sheet_window_get_sheet (sheet));
  return sheet;
}

/* Selects the first line whose sheet is so. */
static guint
select_state (AppWindow *window, const char *state)
{
  AppLineList *list = app_window_get_list (window);

  for (guint i = 0; i < app_line_list_get_n_lines (list); i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (list, i);

      if (g_str_equal (line->placement_state, state))
        {
          app_test_act (window, "win.select-line", "i", (int) i);
          return i;
        }
    }
  g_assert_not_reached ();
}

static guint
count_state (AppWindow *window, const char *state)
{
  AppLineList *list = app_window_get_list (window);
  guint n = 0;

  for (guint i = 0; i < app_line_list_get_n_lines (list); i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (list, i);

      n += g_str_equal (line->placement_state, state);
    }
  return n;
}

static void
test_open (void)
{
  AppWindow *window = app_test_open_demo ("open-sheet.paraphe");
  guint position = select_state (window, "draft");
  g_autoptr (ModelLine) line = app_line_list_get_line (app_window_get_list (window), position);
  static const char *const actions[] = { "win.sheet-of-selected", "win.open-sheet",
                                         "win.edit-sheet", "win.new-sheet" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      WorkSheet *sheet;

      if (i == 0)
        app_test_act (window, actions[i], NULL);
      else if (i == 1)
        app_test_act (window, actions[i], "x", line->placement_id);
      else
        app_test_act (window, actions[i], "(xx)", line->student_id, line->period_id);
      sheet = app_sheet_window_get_sheet (wait_sheet ());
      g_assert_cmpint (model_record_get_id (sheet->roles[MODEL_ROLE_STUDENT]), ==,
                       line->student_id);
      g_assert_cmpint (model_record_get_id (sheet->roles[MODEL_ROLE_PLACEMENT]), ==,
                       i == 3 ? 0 : line->placement_id);
      close_all (APP_TYPE_SHEET_WINDOW);
    }
  app_test_close_window (window);
}

/* What was done in the sheet is seen behind, and undone from there. */
static void
test_validate_and_undo (void)
{
  AppWindow *window = app_test_open_demo ("validate-sheet.paraphe");
  guint n = count_state (window, "to_validate");
  GtkWidget *undo;

  select_state (window, "to_validate");
  app_test_act (window, "win.sheet-of-selected", NULL);
  gtk_widget_activate_action_variant (GTK_WIDGET (wait_sheet ()), "sheet.validate", NULL);
  app_test_until (app_test_find_window (APP_TYPE_SHEET_WINDOW) == NULL
                  && !app_window_is_busy (window));
  g_assert_cmpuint (count_state (window, "to_validate"), ==, n - 1);
  undo = app_test_find_button (GTK_WIDGET (window), "Undo");
  g_assert_nonnull (undo);
  g_signal_emit_by_name (undo, "clicked");
  app_test_until (!app_window_is_busy (window));
  g_assert_cmpuint (count_state (window, "to_validate"), ==, n);
  app_test_close_window (window);
}

/* Of all that is selected, what can be validated is; of the rest it is reported why not. */
static void
test_bulk (void)
{
  AppWindow *window = app_test_open_demo ("bulk-sheet.paraphe");
  guint n_validated = count_state (window, "validated");
  guint n_waiting = count_state (window, "to_validate");
  guint n_drafts = count_state (window, "draft");
  AppReportWindow *report;

  g_assert_false (app_test_is_enabled (window, "validate"));
  app_test_act (window, "win.select-all", NULL);
  g_assert_true (app_test_is_enabled (window, "validate"));
  app_test_act (window, "win.validate", NULL);
  g_assert_cmpuint (count_state (window, "validated"), >, n_validated);
  g_assert_cmpuint (count_state (window, "to_validate"), <, n_waiting);
  report = app_test_find_window (APP_TYPE_REPORT_WINDOW);
  g_assert_nonnull (report);
  g_assert_cmpuint (app_report_window_get_n_rows (report), >=, 1);
  close_all (APP_TYPE_REPORT_WINDOW);
  g_assert_cmpuint (count_state (window, "draft"), <=, n_drafts);
  app_test_act (window, "win.undo", NULL);
  g_assert_cmpuint (count_state (window, "validated"), ==, n_validated);
  app_test_close_window (window);
}

static void
test_refuse (void)
{
  AppWindow *window = app_test_open_demo ("refuse-sheet.paraphe");
  guint n = count_state (window, "to_validate");
  GtkWidget *dialog, *entry;

  select_state (window, "to_validate");
  app_test_act (window, "win.refuse-sheet", NULL);
  dialog = app_test_find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (dialog);
  entry = app_test_find (dialog, ADW_TYPE_ENTRY_ROW, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Trop loin");
  g_signal_emit_by_name (app_test_find_button (dialog, "Refuse"), "clicked");
  app_test_until (count_state (window, "to_validate") == n - 1 && !app_window_is_busy (window));
  app_test_close_window (window);
}

static void
test_submit (void)
{
  AppWindow *window = app_test_open_demo ("submit-sheet.paraphe");
  guint n = count_state (window, "draft");

  select_state (window, "draft");
  app_test_act (window, "win.submit-sheet", NULL);
  /* It lacks something: it stays, and a report says what. */
  g_assert_cmpuint (count_state (window, "draft"), ==, n);
  g_assert_nonnull (app_test_find_window (APP_TYPE_REPORT_WINDOW));
  close_all (APP_TYPE_REPORT_WINDOW);
  app_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  int result;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  g_test_add_func ("/app/window-sheet/open", test_open);
  g_test_add_func ("/app/window-sheet/validate-and-undo", test_validate_and_undo);
  g_test_add_func ("/app/window-sheet/bulk", test_bulk);
  g_test_add_func ("/app/window-sheet/refuse", test_refuse);
  g_test_add_func ("/app/window-sheet/submit", test_submit);
  result = g_test_run ();
  app_test_remove_demo ();
  return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-history-row.h"
#include "app-test-demo.h"

static GtkWidget *
find_label (GtkWidget *root, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) == 0)
      return label;
  return NULL;
}

static char *
label_in_menu (AppWindow *window, const char *action)
{
  GtkWidget *root = GTK_WIDGET (window), *button;

  for (guint i = 0; (button = app_test_find (root, GTK_TYPE_MENU_BUTTON, i)) != NULL; i++)
    {
      GMenuModel *menu = gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button));

      for (int j = 0; menu != NULL && j < g_menu_model_get_n_items (menu); j++)
        {
          g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, j, "section");

          for (int k = 0; section != NULL && k < g_menu_model_get_n_items (section); k++)
            {
              g_autofree char *found = NULL;
              char *label = NULL;

              g_menu_model_get_item_attribute (section, k, "action", "s", &found);
              if (g_strcmp0 (found, action) == 0
                  && g_menu_model_get_item_attribute (section, k, "label", "s", &label))
                return label;
            }
        }
    }
  g_assert_not_reached ();
}

static void
assert_named (AppWindow *window, const char *action, const char *name, const char *item)
{
  g_autofree char *label = label_in_menu (window, action);
  GtkWidget *root = GTK_WIDGET (window), *button;
  guint n = 0;

  g_assert_cmpstr (label, ==, item);
  for (guint i = 0; (button = app_test_find (root, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), action) == 0)
      {
        g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, name);
        gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                             name);
        n++;
      }
  g_assert_cmpuint (n, ==, 1);
}

/* What undo and redo are about is told before they are pressed, and after. */
static void
test_undo_is_named (void)
{
  AppWindow *window = app_test_open_demo ("named.paraphe");

  assert_named (window, "win.undo", "Undo", "_Undo");
  assert_named (window, "win.redo", "Redo", "_Redo");
  app_test_select_step (window, 2);
  app_test_act (window, "win.step-forward", NULL);
  assert_named (window, "win.undo", "Undo: step of 1 agreement", "_Undo: step of 1 agreement");
  assert_named (window, "win.redo", "Redo", "_Redo");
  app_test_act (window, "win.undo", NULL);
  assert_named (window, "win.undo", "Undo", "_Undo");
  assert_named (window, "win.redo", "Redo: step of 1 agreement", "_Redo: step of 1 agreement");
  g_assert_nonnull (find_label (GTK_WIDGET (window), "Undone: step of 1 agreement"));
  app_test_act (window, "win.redo", NULL);
  g_assert_nonnull (find_label (GTK_WIDGET (window), "Redone: step of 1 agreement"));
  app_test_act (window, "win.welcome", NULL);
  assert_named (window, "win.undo", "Undo", "_Undo");
  app_test_close_window (window);
}

/* All that is selected moves as one, is called by its number, and is taken back as one. */
static void
test_many_are_one (void)
{
  AppWindow *window = app_test_open_demo ("many.paraphe");
  g_autoptr (GPtrArray) before = NULL;
  g_autofree char *name = NULL, *item = NULL, *done = NULL;
  guint n_moved = 0;

  app_test_act (window, "win.show-todo", "i", MODEL_TODO_IN_SIGNATURE);
  app_test_act (window, "win.select-all", NULL);
  before = app_line_list_get_lines (app_window_get_list (window));
  for (guint i = 0; i < before->len; i++)
    n_moved += ((ModelLine *) g_ptr_array_index (before, i))->step < 4;
  g_assert_cmpuint (n_moved, >, 10);
  app_test_act (window, "win.step-forward", NULL);
  name = g_strdup_printf ("Undo: step of %u agreements", n_moved);
  item = g_strdup_printf ("_Undo: step of %u agreements", n_moved);
  done = g_strdup_printf ("Undone: step of %u agreements", n_moved);
  assert_named (window, "win.undo", name, item);

  app_test_act (window, "win.undo", NULL);
  g_assert_nonnull (find_label (GTK_WIDGET (window), done));
  assert_named (window, "win.undo", "Undo", "_Undo");
  app_test_act (window, "win.show-all", NULL);
  for (guint i = 0; i < before->len; i++)
    {
      ModelLine *old = g_ptr_array_index (before, i);
      g_autoptr (GPtrArray) now = app_line_list_get_lines (app_window_get_list (window));

      for (guint j = 0; j < now->len; j++)
        if (((ModelLine *) g_ptr_array_index (now, j))->agreement_id == old->agreement_id)
          g_assert_cmpint (((ModelLine *) g_ptr_array_index (now, j))->step, ==, old->step);
    }
  app_test_close_window (window);
}

/* What nobody can change cannot be undone either, and says nothing. */
static void
test_nothing_without_a_school (void)
{
  AppWindow *window = app_window_new (NULL);

  app_window_start (window);
  g_assert_false (app_test_is_enabled (window, "undo"));
  g_assert_false (app_test_is_enabled (window, "redo"));
  assert_named (window, "win.undo", "Undo", "_Undo");
  assert_named (window, "win.redo", "Redo", "_Redo");
  app_test_close_window (window);
}

static AppHistoryRow *
first_row (AppWindow *window, const char *prefix)
{
  GtkWidget *detail = GTK_WIDGET (app_window_get_detail (window));
  GtkWidget *row = app_test_find (detail, APP_TYPE_HISTORY_ROW, 0);

  if (row == NULL
      || !g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), prefix))
    return NULL;
  return APP_HISTORY_ROW (row);
}

/* From the history of a student: an action is opened, taken back, and said to be. */
static void
test_undo_from_the_history (void)
{
  AppWindow *window = app_test_open_demo ("history-undo.paraphe");
  guint position = app_test_select_step (window, 1);
  AppHistoryRow *row;
  GtkWidget *button;

  app_test_act (window, "win.step-forward", NULL);
  g_assert_cmpint (app_test_step_at (window, position), ==, 2);
  app_test_act (window, "win.show-detail", "s", "history");
  app_test_until (first_row (window, "Step: ") != NULL);
  row = first_row (window, "Step: ");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  button = app_test_find_button (GTK_WIDGET (row), "Undo This Action");
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  app_test_until (!app_window_is_busy (window));
  g_assert_cmpint (app_test_step_at (window, position), ==, 1);
  app_test_until (first_row (window, "Undo · Step: ") != NULL);
  assert_named (window, "win.redo", "Redo: step of 1 agreement", "_Redo: step of 1 agreement");
  app_test_close_window (window);
}

int
main (int argc, char **argv)
{
  int status;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  g_test_add_func ("/app/window-undo/named", test_undo_is_named);
  g_test_add_func ("/app/window-undo/many", test_many_are_one);
  g_test_add_func ("/app/window-undo/no-school", test_nothing_without_a_school);
  g_test_add_func ("/app/window-undo/history", test_undo_from_the_history);
  status = g_test_run ();
  app_test_remove_demo ();
  return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-application.h"
#include "app-test-demo.h"

/* Where one looks, by keyboard alone. */

static GtkApplication *application;

static gboolean
has_focus (AppWindow *window, gpointer pane)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

  return focus != NULL && gtk_widget_is_ancestor (focus, pane);
}

/* Presses a shortcut, as far as the application is asked what it means. */
static void
press (AppWindow *window, const char *keys)
{
  g_auto (GStrv) actions = gtk_application_get_actions_for_accel (application, keys);
  g_autoptr (GVariant) target = NULL;
  g_autofree char *name = NULL;

  g_assert_cmpuint (g_strv_length (actions), ==, 1);
  g_assert_true (g_action_parse_detailed_name (actions[0], &name, &target, NULL));
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (window), name, target));
  app_test_until (!app_window_is_busy (window));
}

/* The panes in turn: the detail pane has a turn while it shows a line. */
static void
test_next_pane (void)
{
  AppWindow *window = app_test_open_demo ("panes.paraphe");
  AppSidebar *sidebar = app_window_get_sidebar (window);
  AppLineList *list = app_window_get_list (window);

  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  app_test_act (window, "win.back-to-sidebar", NULL);
  app_test_until (has_focus (window, sidebar));
  press (window, "F6");
  app_test_until (has_focus (window, list));
  app_test_act (window, "win.select-line", "i", -1);
  press (window, "F6");
  app_test_until (has_focus (window, sidebar));

  app_test_act (window, "win.select-line", "i", 1);
  press (window, "F6");
  app_test_until (has_focus (window, list));
  press (window, "F6");
  app_test_until (has_focus (window, app_window_get_detail (window)));
  press (window, "F6");
  app_test_until (has_focus (window, sidebar));
  app_test_close_window (window);
}

static void
test_pages (void)
{
  static const char *const pages[] = { "tracking", "sheet", "agreement", "documents", "history" };
  AppWindow *window = app_test_open_demo ("pages.paraphe");
  AppDetail *detail = app_window_get_detail (window);

  app_test_act (window, "win.select-line", "i", 0);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *keys = g_strdup_printf ("<Alt>%u", i + 1);

      press (window, keys);
      g_assert_cmpstr (app_detail_get_section (detail), ==, pages[i]);
    }
  /* In a wide window the keyboard stays in the list. */
  g_assert_false (has_focus (window, detail));
  press (window, "<Alt>3");
  app_test_close_window (window);
}

/* No shortcut leads nowhere. */
static void
test_shortcuts (void)
{
  g_auto (GStrv) all = gtk_application_list_action_descriptions (application);
  AppWindow *window = app_test_open_demo ("keys.paraphe");

  g_assert_cmpuint (g_strv_length (all), >, 30);
  for (guint i = 0; all[i] != NULL; i++)
    {
      g_autoptr (GVariant) target = NULL;
      g_autofree char *name = NULL;
      const GVariantType *type = NULL;

      g_assert_true (g_action_parse_detailed_name (all[i], &name, &target, NULL));
      if (!g_str_has_prefix (name, "win."))
        continue;
      g_test_message ("%s", all[i]);
      g_assert_true (g_action_group_query_action (G_ACTION_GROUP (window), name + strlen ("win."),
                                                  NULL, &type, NULL, NULL, NULL));
      g_assert_true (target != NULL ? g_variant_is_of_type (target, type) : type == NULL);
    }
  app_test_close_window (window);
}

/* How many lines of the year are promised. */
static guint
count_promised (AppWindow *window)
{
  g_autoptr (GPtrArray) lines = NULL;
  guint n = 0;

  app_test_act (window, "win.show-all", NULL);
  lines = app_line_list_get_lines (app_window_get_list (window));
  for (guint i = 0; i < lines->len; i++)
    n += ((const ModelLine *) lines->pdata[i])->search_state == MODEL_SEARCH_PROMISE ? 1 : 0;
  return n;
}

/* (transfer full): the one submenu of the sections of @menu */
static GMenuModel *
find_states (GMenuModel *menu)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);

      for (int j = 0; j < g_menu_model_get_n_items (section); j++)
        {
          GMenuModel *states = g_menu_model_get_item_link (section, j, G_MENU_LINK_SUBMENU);

          if (states != NULL)
            return states;
        }
    }
  return NULL;
}

/* Chooses a state of a search in the menu of the lines. */
static void
choose_state (AppWindow *window, const char *key)
{
  AppLineList *list = app_window_get_list (window);
  g_autoptr (GMenuModel) states = find_states (app_line_list_get_menu (list));
  guint n_chosen = 0;

  g_assert_nonnull (states);
  for (int i = 0; i < g_menu_model_get_n_items (states); i++)
    {
      g_autofree char *action = NULL, *target = NULL;

      g_assert_true (
          g_menu_model_get_item_attribute (states, i, G_MENU_ATTRIBUTE_ACTION, "s", &action));
      g_assert_true (
          g_menu_model_get_item_attribute (states, i, G_MENU_ATTRIBUTE_TARGET, "s", &target));
      if (!g_str_equal (target, key))
        continue;
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (list), action, "s", target));
      n_chosen++;
    }
  g_assert_cmpuint (n_chosen, ==, 1);
  app_test_until (!app_window_is_busy (window));
}

/* The states of the menu are for all selected lines, as one change. */
static void
test_states_of_several (void)
{
  AppWindow *window = app_test_open_demo ("states.paraphe");
  guint before = count_promised (window), n;

  app_test_act (window, "win.filter", "s", "search.not_started");
  app_test_act (window, "win.select-all", NULL);
  n = app_line_list_get_n_selected (app_window_get_list (window));
  g_assert_cmpuint (n, >, 1);
  choose_state (window, "promise");
  app_test_act (window, "win.clear-filter", NULL);
  g_assert_cmpuint (count_promised (window), ==, before + n);
  app_test_act (window, "win.undo", NULL);
  g_assert_cmpuint (count_promised (window), ==, before);
  app_test_close_window (window);
}

int
main (int argc, char **argv)
{
  int status;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  application = GTK_APPLICATION (app_application_new ());
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_test_add_func ("/app/window-view/next-pane", test_next_pane);
  g_test_add_func ("/app/window-view/pages", test_pages);
  g_test_add_func ("/app/window-view/shortcuts", test_shortcuts);
  g_test_add_func ("/app/window-view/states-of-several", test_states_of_several);
  status = g_test_run ();
  g_object_unref (application);
  app_test_remove_demo ();
  return status;
}

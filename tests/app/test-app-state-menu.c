/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-state-menu.h"
#include "app-test.h"

/* The state that the item at @i of @menu sets, and its label. */
static char *
item (GMenu *menu, int i, char **label)
{
  g_autoptr (GVariant) target = g_menu_model_get_item_attribute_value (
      G_MENU_MODEL (menu), i, G_MENU_ATTRIBUTE_TARGET, G_VARIANT_TYPE_STRING);
  g_autofree char *action = NULL;

  g_assert_true (g_menu_model_get_item_attribute (G_MENU_MODEL (menu), i, G_MENU_ATTRIBUTE_ACTION,
                                                  "s", &action));
  /* Whoever does not decide has no such action, and no such item. */
  g_assert_cmpstr (action, ==,
                   g_str_equal (g_variant_get_string (target, NULL), "validated")
                           || g_str_equal (g_variant_get_string (target, NULL), "exempt")
                       ? "win.decide-search-state"
                       : "win.set-search-state");
  g_assert_true (
      g_menu_model_get_item_attribute (G_MENU_MODEL (menu), i, G_MENU_ATTRIBUTE_LABEL, "s", label));
  return g_variant_dup_string (target, NULL);
}

static void
test_words_and_order (void)
{
  g_autoptr (ModelSettings) settings = model_settings_new ();
  g_autoptr (ModelSearchLooks) looks = NULL;
  g_autoptr (GMenu) menu = g_menu_new ();
  int n_renamed = 0;

  model_settings_set (settings, "search_state.promise.label", "Oral_promise");
  model_settings_set (settings, "search_state.refused.position", "1");
  looks = model_search_looks_new (settings);
  /* Filled again, it holds no more. */
  app_state_menu_fill (menu, looks);
  app_state_menu_fill (menu, looks);
  g_assert_cmpint (g_menu_model_get_n_items (G_MENU_MODEL (menu)), ==, MODEL_N_SEARCH_STATES);
  for (int i = 0; i < MODEL_N_SEARCH_STATES; i++)
    {
      g_autofree char *label = NULL;
      g_autofree char *state = item (menu, i, &label);

      g_assert_cmpstr (state, ==, looks->states[looks->order[i]].key);
      if (!g_str_equal (state, "promise"))
        continue;
      g_assert_cmpstr (label, ==, "Oral__promise");
      n_renamed++;
    }
  g_assert_cmpint (n_renamed, ==, 1);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/state-menu/words-and-order", test_words_and_order);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-state-menu.h"

/**
 * app_state_menu_fill:
 * @menu: a menu
 * @looks: how the school shows the states of a search
 *
 * Offers the states in the school's words and order, for the searches of the selected lines; those
 * that are a decision only to those who decide. Their labels are a person's own: an underscore in
 * them is no mnemonic.
 */
void
app_state_menu_fill (GMenu *menu, const ModelSearchLooks *looks)
{
  g_menu_remove_all (menu);
  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    {
      const ModelState *state = &looks->states[looks->order[i]];
      g_auto (GStrv) parts = g_strsplit (state->label, "_", -1);
      g_autofree char *label = g_strjoinv ("__", parts);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item,
                                         model_search_state_is_decision (looks->order[i])
                                             ? "win.decide-search-state"
                                             : "win.set-search-state",
                                         "s", state->key);
      g_menu_item_set_attribute (item, "hidden-when", "s", "action-missing");
      g_menu_append_item (menu, item);
    }
}

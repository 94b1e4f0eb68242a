/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-choices.h"

#include <gio/gio.h>

#include "base-text.h"

/**
 * app_choices_fill:
 * @store: (element-type AppPickerItem): what is picked from
 * @choices: (element-type WorkChoice): teachers, templates…
 * @kind: (nullable): only those of this kind
 *
 * Offers these choices in place of what was offered before.
 */
void
app_choices_fill (GListStore *store, GPtrArray *choices, const char *kind)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < choices->len; i++)
    {
      const WorkChoice *choice = g_ptr_array_index (choices, i);
      g_autofree char *key = base_text_fold (choice->name);

      if (kind == NULL || g_strcmp0 (choice->kind, kind) == 0)
        g_ptr_array_add (items, app_picker_item_new (choice->id, choice->name, NULL, key));
    }
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), items->pdata,
                       items->len);
}

/**
 * app_choices_new:
 * @choices: (element-type WorkChoice): teachers, templates…
 * @kind: (nullable): only those of this kind
 *
 * Returns: (transfer full): the same, to be picked from as one types
 */
GListModel *
app_choices_new (GPtrArray *choices, const char *kind)
{
  GListStore *store = g_list_store_new (APP_TYPE_PICKER_ITEM);

  app_choices_fill (store, choices, kind);
  return G_LIST_MODEL (store);
}

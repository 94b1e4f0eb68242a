/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-choices.h"

#include <gio/gio.h>

#include "base-text.h"

/**
 * app_choices_new:
 * @choices: (element-type WorkChoice): teachers, templates…
 *
 * Returns: (transfer full): the same, to be picked from as one types
 */
GListModel *
app_choices_new (GPtrArray *choices)
{
  GListStore *store = g_list_store_new (APP_TYPE_PICKER_ITEM);

  for (guint i = 0; i < choices->len; i++)
    {
      const WorkChoice *choice = g_ptr_array_index (choices, i);
      g_autofree char *key = base_text_fold (choice->name);
      g_autoptr (AppPickerItem) item = app_picker_item_new (choice->id, choice->name, "", key);

      g_list_store_append (store, item);
    }
  return G_LIST_MODEL (store);
}

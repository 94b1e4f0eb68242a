/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-picker-item.h"

#include "base-text.h"

/**
 * AppPickerItem:
 *
 * One row that a reference may point at, as #AppPicker lists it.
 */
struct _AppPickerItem
{
  GObject parent_instance;

  gint64 id;
  char *title;
  char *subtitle;
  char *search_key;
};

G_DEFINE_FINAL_TYPE (AppPickerItem, app_picker_item, G_TYPE_OBJECT)

static void
app_picker_item_finalize (GObject *object)
{
  AppPickerItem *self = APP_PICKER_ITEM (object);

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->search_key);
  G_OBJECT_CLASS (app_picker_item_parent_class)->finalize (object);
}

static void
app_picker_item_class_init (AppPickerItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_picker_item_finalize;
}

static void
app_picker_item_init (AppPickerItem *self)
{
}

/**
 * app_picker_item_new:
 * @id: the row's id
 * @title: its name
 * @subtitle: (nullable): what tells it from its namesakes: town, function, SIRET
 * @search_key: (nullable): what it is found by, folded by base_text_fold(): the row's search key;
 *   %NULL for title and subtitle
 *
 * Returns: (transfer full): an item
 */
AppPickerItem *
app_picker_item_new (gint64 id, const char *title, const char *subtitle, const char *search_key)
{
  AppPickerItem *self = g_object_new (APP_TYPE_PICKER_ITEM, NULL);

  self->id = id;
  self->title = g_strdup (title != NULL ? title : "");
  self->subtitle = g_strdup (subtitle != NULL ? subtitle : "");
  if (search_key != NULL)
    self->search_key = g_strdup (search_key);
  else
    {
      g_autofree char *words = g_strconcat (self->title, " ", self->subtitle, NULL);

      self->search_key = base_text_fold (words);
    }
  return self;
}

/**
 * app_picker_item_get_id:
 * @self: an item
 *
 * Returns: the row's id
 */
gint64
app_picker_item_get_id (AppPickerItem *self)
{
  g_return_val_if_fail (APP_IS_PICKER_ITEM (self), 0);
  return self->id;
}

/**
 * app_picker_item_get_title:
 * @self: an item
 *
 * Returns: (transfer none): the row's name
 */
const char *
app_picker_item_get_title (AppPickerItem *self)
{
  g_return_val_if_fail (APP_IS_PICKER_ITEM (self), NULL);
  return self->title;
}

/**
 * app_picker_item_get_subtitle:
 * @self: an item
 *
 * Returns: (transfer none): what tells it from its namesakes, or ""
 */
const char *
app_picker_item_get_subtitle (AppPickerItem *self)
{
  g_return_val_if_fail (APP_IS_PICKER_ITEM (self), NULL);
  return self->subtitle;
}

/**
 * app_picker_item_get_search_key:
 * @self: an item
 *
 * Returns: (transfer none): what it is found by, folded
 */
const char *
app_picker_item_get_search_key (AppPickerItem *self)
{
  g_return_val_if_fail (APP_IS_PICKER_ITEM (self), NULL);
  return self->search_key;
}

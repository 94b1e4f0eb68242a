/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define APP_TYPE_PICKER_ITEM (app_picker_item_get_type ())
G_DECLARE_FINAL_TYPE (AppPickerItem, app_picker_item, APP, PICKER_ITEM, GObject)

AppPickerItem *
app_picker_item_new (gint64 id, const char *title, const char *subtitle, const char *search_key);
gint64 app_picker_item_get_id (AppPickerItem *self);
const char *app_picker_item_get_title (AppPickerItem *self);
const char *app_picker_item_get_subtitle (AppPickerItem *self);
const char *app_picker_item_get_search_key (AppPickerItem *self);

G_END_DECLS

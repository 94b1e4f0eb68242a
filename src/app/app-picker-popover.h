/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "app-picker-item.h"

G_BEGIN_DECLS

#define APP_TYPE_PICKER_POPOVER (app_picker_popover_get_type ())
G_DECLARE_FINAL_TYPE (AppPickerPopover, app_picker_popover, APP, PICKER_POPOVER, GtkPopover)

GtkWidget *app_picker_popover_new (void);
void app_picker_popover_set_choices (AppPickerPopover *self, GListModel *choices);
void app_picker_popover_set_create_label (AppPickerPopover *self, const char *label);
void app_picker_popover_set_none_label (AppPickerPopover *self, const char *label);
void app_picker_popover_set_chosen (AppPickerPopover *self, gint64 id);
void app_picker_popover_set_text (AppPickerPopover *self, const char *text);

G_END_DECLS

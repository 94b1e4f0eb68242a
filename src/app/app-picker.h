/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-field-editor.h"
#include "app-picker-item.h"

G_BEGIN_DECLS

#define APP_TYPE_PICKER (app_picker_get_type ())
G_DECLARE_FINAL_TYPE (AppPicker, app_picker, APP, PICKER, AdwBin)

AppPicker *app_picker_new (void);
void app_picker_set_choices (AppPicker *self, GListModel *choices);
void app_picker_set_create_label (AppPicker *self, const char *label);
void app_picker_set_none_label (AppPicker *self, const char *label);
void app_picker_set_chosen (AppPicker *self, gint64 id);
gint64 app_picker_get_chosen (AppPicker *self);
void app_picker_open (AppPicker *self, const char *text);

G_END_DECLS

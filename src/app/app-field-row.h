/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-field-editor.h"
#include "app-form-part.h"

G_BEGIN_DECLS

#define APP_TYPE_FIELD_ROW (app_field_row_get_type ())
G_DECLARE_FINAL_TYPE (AppFieldRow, app_field_row, APP, FIELD_ROW, AdwPreferencesRow)

AppFieldRow *app_field_row_new (const ModelField *field);
const ModelField *app_field_row_get_field (AppFieldRow *self);
AppFieldEditor *app_field_row_get_editor (AppFieldRow *self);
void app_field_row_set_label (AppFieldRow *self, const char *label);
gboolean app_field_row_is_missing (AppFieldRow *self);
const char *app_field_row_get_problem (AppFieldRow *self);

G_END_DECLS

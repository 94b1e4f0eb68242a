/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-field-editor.h"
#include "model-record.h"

G_BEGIN_DECLS

#define APP_TYPE_FIELD_ROW (app_field_row_get_type ())
G_DECLARE_FINAL_TYPE (AppFieldRow, app_field_row, APP, FIELD_ROW, AdwPreferencesRow)

AppFieldRow *app_field_row_new (const ModelField *field);
const ModelField *app_field_row_get_field (AppFieldRow *self);
AppFieldEditor *app_field_row_get_editor (AppFieldRow *self);
void app_field_row_set_label (AppFieldRow *self, const char *label);
void app_field_row_set_record (AppFieldRow *self, ModelRecord *record);
void app_field_row_refresh (AppFieldRow *self);
void app_field_row_set_mandatory (AppFieldRow *self, gboolean mandatory);
void app_field_row_set_editable (AppFieldRow *self, gboolean editable);
gboolean app_field_row_is_missing (AppFieldRow *self);
const char *app_field_row_get_problem (AppFieldRow *self);
void app_field_row_add_note (AppFieldRow *self, const char *text, const char *style);
void app_field_row_clear_notes (AppFieldRow *self);
gboolean app_field_row_flush (AppFieldRow *self);
void app_field_row_focus (AppFieldRow *self);

G_END_DECLS

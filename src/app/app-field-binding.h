/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-field-editor.h"
#include "model-record.h"

G_BEGIN_DECLS

#define APP_TYPE_FIELD_BINDING (app_field_binding_get_type ())
G_DECLARE_FINAL_TYPE (AppFieldBinding, app_field_binding, APP, FIELD_BINDING, GObject)

AppFieldBinding *app_field_binding_new (const ModelField *field, AppFieldEditor *editor);
const ModelField *app_field_binding_get_field (AppFieldBinding *self);
AppFieldEditor *app_field_binding_get_editor (AppFieldBinding *self);
void app_field_binding_set_record (AppFieldBinding *self, ModelRecord *record);
ModelRecord *app_field_binding_get_record (AppFieldBinding *self);
const char *app_field_binding_get_value (AppFieldBinding *self);
void app_field_binding_refresh (AppFieldBinding *self);
const char *app_field_binding_get_problem (AppFieldBinding *self);
const char *app_field_binding_get_told (AppFieldBinding *self);
gboolean app_field_binding_flush (AppFieldBinding *self);

G_END_DECLS

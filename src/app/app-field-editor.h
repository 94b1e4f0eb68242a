/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "model-entity.h"

G_BEGIN_DECLS

#define APP_TYPE_FIELD_EDITOR (app_field_editor_get_type ())
G_DECLARE_INTERFACE (AppFieldEditor, app_field_editor, APP, FIELD_EDITOR, GtkWidget)

/**
 * AppFieldEditorInterface:
 * @set_field: (nullable): says once which field is edited
 * @show: shows a value in canonical form, or %NULL for none; emits nothing
 * @dup_text: what stands in the editor, for model_value_parse()
 * @get_control: (nullable): what takes the focus and has the accessible name; the editor by default
 * @set_name: (nullable): the control's accessible name, for editors whose control shows a value
 * that screen readers would not say
 * @set_editable: (nullable): whether what is shown may be changed; it can be read and copied anyway
 *
 * What edits the value of one field. It knows no record: it emits "edited" at each change that the
 * person makes, and #AppFieldRow does the rest.
 */
struct _AppFieldEditorInterface
{
  GTypeInterface parent_iface;

  void (*set_field) (AppFieldEditor *self, const ModelField *field);
  void (*show) (AppFieldEditor *self, const char *canonical);
  char *(*dup_text) (AppFieldEditor *self);
  GtkWidget *(*get_control) (AppFieldEditor *self);
  void (*set_name) (AppFieldEditor *self, const char *name);
  void (*set_editable) (AppFieldEditor *self, gboolean editable);
};

AppFieldEditor *app_field_editor_new (const ModelField *field);
gboolean app_field_editor_is_inline (const ModelField *field);
void app_field_editor_show (AppFieldEditor *self, const char *canonical);
char *app_field_editor_dup_text (AppFieldEditor *self);
GtkWidget *app_field_editor_get_control (AppFieldEditor *self);
void app_field_editor_set_name (AppFieldEditor *self, const char *name);
void app_field_editor_set_editable (AppFieldEditor *self, gboolean editable);
void app_field_editor_edited (AppFieldEditor *self);
void app_field_editor_done (AppFieldEditor *self);

G_END_DECLS

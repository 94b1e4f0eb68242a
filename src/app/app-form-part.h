/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "model-record.h"

G_BEGIN_DECLS

#define APP_TYPE_FORM_PART (app_form_part_get_type ())
G_DECLARE_INTERFACE (AppFormPart, app_form_part, APP, FORM_PART, GtkWidget)

/**
 * AppFormPartInterface:
 * @get_entity: which entity's records it edits
 * @set_record: edits a record of that entity, or none
 * @refresh: shows the record's values anew
 * @flush: ends the typing; whether all that stands there are values
 * @list_invalid: adds the keys of the fields whose text is no value
 * @focus_field: goes to a field; %FALSE when it has none of that key
 * @add_note: says something about a field, if it has it
 * @clear_notes: takes away what was said about a field, or about all for %NULL
 * @set_mandatory: says which fields must be filled in
 * @set_editable: whether values may be changed
 *
 * What an #AppForm is made of: it edits one field of a record, or several.
 */
struct _AppFormPartInterface
{
  GTypeInterface parent_iface;

  ModelEntity (*get_entity) (AppFormPart *self);
  void (*set_record) (AppFormPart *self, ModelRecord *record);
  void (*refresh) (AppFormPart *self);
  gboolean (*flush) (AppFormPart *self);
  void (*list_invalid) (AppFormPart *self, GStrvBuilder *keys);
  gboolean (*focus_field) (AppFormPart *self, const char *key);
  void (*add_note) (AppFormPart *self, const char *key, const char *text, const char *style);
  void (*clear_notes) (AppFormPart *self, const char *key);
  void (*set_mandatory) (AppFormPart *self, const char *const *keys);
  void (*set_editable) (AppFormPart *self, gboolean editable);
};

ModelEntity app_form_part_get_entity (AppFormPart *self);
void app_form_part_set_record (AppFormPart *self, ModelRecord *record);
void app_form_part_refresh (AppFormPart *self);
gboolean app_form_part_flush (AppFormPart *self);
void app_form_part_list_invalid (AppFormPart *self, GStrvBuilder *keys);
gboolean app_form_part_focus_field (AppFormPart *self, const char *key);
void
app_form_part_add_note (AppFormPart *self, const char *key, const char *text, const char *style);
void app_form_part_clear_notes (AppFormPart *self, const char *key);
void app_form_part_set_mandatory (AppFormPart *self, const char *const *keys);
void app_form_part_set_editable (AppFormPart *self, gboolean editable);
void app_form_part_changed (AppFormPart *self, const char *key);
void app_form_part_committed (AppFormPart *self, const char *key);

G_END_DECLS

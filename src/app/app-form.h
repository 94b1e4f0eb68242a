/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-field-row.h"

G_BEGIN_DECLS

#define APP_TYPE_FORM (app_form_get_type ())
G_DECLARE_FINAL_TYPE (AppForm, app_form, APP, FORM, GtkWidget)

AppForm *app_form_new (void);
GtkWidget *app_form_add_group (AppForm *self,
                               const char *title,
                               const char *description,
                               const char *const *keys);
void app_form_add_widget (AppForm *self, GtkWidget *widget);
void app_form_set_record (AppForm *self, ModelRecord *record);
ModelRecord *app_form_get_record (AppForm *self, ModelEntity entity);
void app_form_refresh (AppForm *self);
gboolean app_form_flush (AppForm *self);

AppFieldRow *app_form_get_row (AppForm *self, const char *key);
gboolean app_form_focus_field (AppForm *self, const char *key);
void app_form_set_label (AppForm *self, const char *key, const char *label);
void app_form_set_sensitive_field (AppForm *self, const char *key, gboolean sensitive);
void app_form_set_editable (AppForm *self, gboolean editable);
void app_form_set_choices (AppForm *self, const char *key, GListModel *choices);
void app_form_set_create_label (AppForm *self, const char *key, const char *label);

void app_form_set_mandatory (AppForm *self, const char *const *keys);
char **app_form_get_missing (AppForm *self);
char **app_form_get_invalid (AppForm *self);
void app_form_set_note (AppForm *self, const char *key, const char *text, const char *style);
void app_form_add_note (AppForm *self, const char *key, const char *text, const char *style);
void app_form_clear_notes (AppForm *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-picker.h"
#include "work-inspection.h"

G_BEGIN_DECLS

#define APP_TYPE_TEMPLATE_NAME_ROW (app_template_name_row_get_type ())
G_DECLARE_FINAL_TYPE (AppTemplateNameRow,
                      app_template_name_row,
                      APP,
                      TEMPLATE_NAME_ROW,
                      AdwExpanderRow)

GListModel *app_template_choices_new (void);

AppTemplateNameRow *app_template_name_row_new (GListModel *choices);
void app_template_name_row_show (AppTemplateNameRow *self, const WorkTemplateName *name);
void app_template_name_row_set_editable (AppTemplateNameRow *self, gboolean editable);
const char *app_template_name_row_get_name (AppTemplateNameRow *self);
AppPicker *app_template_name_row_get_picker (AppTemplateNameRow *self);
char *app_template_name_row_dup_offers (AppTemplateNameRow *self);

G_END_DECLS

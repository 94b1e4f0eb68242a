/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-template.h"

G_BEGIN_DECLS

#define APP_TYPE_TEMPLATE_ROW (app_template_row_get_type ())
G_DECLARE_FINAL_TYPE (AppTemplateRow, app_template_row, APP, TEMPLATE_ROW, AdwPreferencesRow)

AppTemplateRow *app_template_row_new (void);
void app_template_row_show (AppTemplateRow *self, const WorkTemplateFile *file);
void app_template_row_set_editable (AppTemplateRow *self, gboolean editable);
const char *app_template_row_get_summary (AppTemplateRow *self);
char *app_template_row_dup_notes (AppTemplateRow *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-preferences-part.h"
#include "app-template-name-row.h"

G_BEGIN_DECLS

#define APP_TYPE_TEMPLATE_PAGE (app_template_page_get_type ())
G_DECLARE_FINAL_TYPE (AppTemplatePage, app_template_page, APP, TEMPLATE_PAGE, AdwBin)

AppTemplatePage *app_template_page_new (gint64 template_id);
AppTemplateNameRow *app_template_page_get_row (AppTemplatePage *self, const char *name);
const char *app_template_page_get_summary (AppTemplatePage *self);
char *app_template_page_dup_remarks (AppTemplatePage *self);
void app_template_page_set_student (AppTemplatePage *self, gint64 placement_id);

G_END_DECLS

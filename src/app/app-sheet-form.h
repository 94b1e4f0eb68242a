/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-form-part.h"
#include "work-sheet.h"

G_BEGIN_DECLS

#define APP_TYPE_SHEET_FORM (app_sheet_form_get_type ())
G_DECLARE_FINAL_TYPE (AppSheetForm, app_sheet_form, APP, SHEET_FORM, GtkWidget)

AppSheetForm *app_sheet_form_new (void);
void app_sheet_form_set_sheet (AppSheetForm *self, WorkSheet *sheet);
void app_sheet_form_set_choices (AppSheetForm *self, const char *column, GListModel *choices);
void app_sheet_form_set_editable (AppSheetForm *self, gboolean editable, gboolean may_correct);
void app_sheet_form_rebind (AppSheetForm *self);
void app_sheet_form_update (AppSheetForm *self);
void app_sheet_form_show_findings (AppSheetForm *self);
gboolean app_sheet_form_flush (AppSheetForm *self);
gboolean app_sheet_form_go_to_invalid (AppSheetForm *self);
gboolean app_sheet_form_go_to (AppSheetForm *self, ModelRoleId role, const char *key);
AppFormPart *app_sheet_form_get_part (AppSheetForm *self, ModelRoleId role, const char *key);
void app_sheet_form_expand (AppSheetForm *self, ModelRoleId role, gboolean expanded);

G_END_DECLS

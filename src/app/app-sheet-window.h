/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-sheet-form.h"
#include "app-sheet-panel.h"
#include "work-live.h"

G_BEGIN_DECLS

#define APP_TYPE_SHEET_WINDOW (app_sheet_window_get_type ())
G_DECLARE_FINAL_TYPE (AppSheetWindow, app_sheet_window, APP, SHEET_WINDOW, AdwWindow)

AppSheetWindow *app_sheet_window_new (GtkWindow *parent, WorkSchool *school, GListModel *templates);
void app_sheet_window_open (AppSheetWindow *self,
                            gint64 student_id,
                            gint64 period_id,
                            gint64 placement_id);
void app_sheet_window_tell_changes (AppSheetWindow *self, WorkChanges *changes);
WorkSheet *app_sheet_window_get_sheet (AppSheetWindow *self);
AppSheetForm *app_sheet_window_get_form (AppSheetWindow *self);
AppSheetPanel *app_sheet_window_get_panel (AppSheetWindow *self);
gboolean app_sheet_window_is_busy (AppSheetWindow *self);
gboolean app_sheet_window_is_changed (AppSheetWindow *self);

G_END_DECLS

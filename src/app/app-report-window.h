/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-import.h"
#include "work-job.h"

G_BEGIN_DECLS

#define APP_TYPE_REPORT_WINDOW (app_report_window_get_type ())
G_DECLARE_FINAL_TYPE (AppReportWindow, app_report_window, APP, REPORT_WINDOW, AdwWindow)

AppReportWindow *app_report_window_new (GtkWindow *parent, const char *title, const char *summary);
void app_report_window_add_failures (AppReportWindow *self, GPtrArray *failed);
void app_report_window_add_items (AppReportWindow *self,
                                  const char *title,
                                  GPtrArray *items,
                                  const char *action);
void app_report_window_add_notes (AppReportWindow *self, const char *title, GPtrArray *notes);
void app_report_window_add_import (AppReportWindow *self, const WorkImportReport *report);
void app_report_window_set_action (AppReportWindow *self,
                                   const char *label,
                                   const char *action,
                                   GVariant *target);
void app_report_window_set_other_action (AppReportWindow *self,
                                         const char *label,
                                         const char *action,
                                         GVariant *target);
guint app_report_window_get_n_rows (AppReportWindow *self);

G_END_DECLS

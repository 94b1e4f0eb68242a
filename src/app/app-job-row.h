/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-job.h"

G_BEGIN_DECLS

#define APP_TYPE_JOB_ROW (app_job_row_get_type ())
G_DECLARE_FINAL_TYPE (AppJobRow, app_job_row, APP, JOB_ROW, AdwPreferencesRow)

AppJobRow *app_job_row_new (const char *title);
GtkWidget *
app_job_row_add_button (AppJobRow *self, const char *label, GCallback clicked, gpointer object);
GtkWidget *app_job_row_add_icon_button (AppJobRow *self,
                                        const char *icon,
                                        const char *label,
                                        GCallback clicked,
                                        gpointer object);
void app_job_row_run (AppJobRow *self, WorkJob *job, const char *said);
gboolean app_job_row_is_running (AppJobRow *self);
void app_job_row_say (AppJobRow *self, const char *text, const char *style);
const char *app_job_row_get_text (AppJobRow *self);

G_END_DECLS

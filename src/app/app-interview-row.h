/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-line.h"

G_BEGIN_DECLS

#define APP_TYPE_INTERVIEW_ROW (app_interview_row_get_type ())
G_DECLARE_FINAL_TYPE (AppInterviewRow, app_interview_row, APP, INTERVIEW_ROW, AdwPreferencesRow)

GtkWidget *app_interview_row_new (const WorkInterview *interview, const GDate *today);

G_END_DECLS

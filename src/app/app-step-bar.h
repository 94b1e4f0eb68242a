/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_STEP_BAR (app_step_bar_get_type ())
G_DECLARE_FINAL_TYPE (AppStepBar, app_step_bar, APP, STEP_BAR, GtkWidget)

GtkWidget *app_step_bar_new (void);
void app_step_bar_set (AppStepBar *self, int step, int n_steps, const char *caption);
void app_step_bar_set_caption (AppStepBar *self, const char *caption, const char *style);
void app_step_bar_set_acts (AppStepBar *self,
                            const char *caption,
                            const char *student,
                            gint64 student_id,
                            gint64 period_id);
int app_step_bar_get_step_at (AppStepBar *self, double x, double y, gboolean strict);
void app_step_bar_preview (AppStepBar *self, int step);
int app_step_bar_get_n_done (AppStepBar *self);
const char *app_step_bar_get_caption (AppStepBar *self);

G_END_DECLS

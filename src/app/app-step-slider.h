/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_STEP_SLIDER (app_step_slider_get_type ())
G_DECLARE_FINAL_TYPE (AppStepSlider, app_step_slider, APP, STEP_SLIDER, AdwBin)

AppStepSlider *app_step_slider_new (void);
void app_step_slider_set_steps (AppStepSlider *self, GPtrArray *steps);
void app_step_slider_set_step (AppStepSlider *self, int step, const char *date);
int app_step_slider_get_step (AppStepSlider *self);
void app_step_slider_flush (AppStepSlider *self);

G_END_DECLS

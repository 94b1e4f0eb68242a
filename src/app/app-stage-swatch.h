/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "model-stage.h"

G_BEGIN_DECLS

#define APP_TYPE_STAGE_SWATCH (app_stage_swatch_get_type ())
G_DECLARE_FINAL_TYPE (AppStageSwatch, app_stage_swatch, APP, STAGE_SWATCH, GtkWidget)

GtkWidget *app_stage_swatch_new (ModelStage stage);
void app_stage_swatch_set_text (AppStageSwatch *self, const char *text);
const char *app_stage_swatch_get_text (AppStageSwatch *self);
gboolean app_stage_swatch_shows_text (AppStageSwatch *self);

G_END_DECLS

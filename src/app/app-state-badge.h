/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-state.h"

G_BEGIN_DECLS

#define APP_TYPE_STATE_BADGE (app_state_badge_get_type ())
G_DECLARE_FINAL_TYPE (AppStateBadge, app_state_badge, APP, STATE_BADGE, GtkWidget)

GtkWidget *app_state_badge_new (void);
void app_state_badge_set_state (AppStateBadge *self, const ModelState *state);
const ModelState *app_state_badge_get_state (AppStateBadge *self);

G_END_DECLS

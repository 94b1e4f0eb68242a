/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-signing.h"

G_BEGIN_DECLS

#define APP_TYPE_SIGN_PLAN_ROW (app_sign_plan_row_get_type ())
G_DECLARE_FINAL_TYPE (AppSignPlanRow, app_sign_plan_row, APP, SIGN_PLAN_ROW, AdwExpanderRow)

GtkWidget *app_sign_plan_row_new (const WorkSigningPlan *plan);
const WorkSigningPlan *app_sign_plan_row_get_plan (AppSignPlanRow *self);
gboolean app_sign_plan_row_is_chosen (AppSignPlanRow *self);

G_END_DECLS

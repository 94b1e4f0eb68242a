/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-year.h"

G_BEGIN_DECLS

#define APP_TYPE_ROLL_SUMMARY (app_roll_summary_get_type ())
G_DECLARE_FINAL_TYPE (AppRollSummary, app_roll_summary, APP, ROLL_SUMMARY, AdwPreferencesGroup)

AppRollSummary *app_roll_summary_new (const WorkRollOver *plan);
void app_roll_summary_refresh (AppRollSummary *self);

G_END_DECLS

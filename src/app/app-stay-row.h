/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-entity.h"
#include "model-setting.h"
#include "model-stay.h"

G_BEGIN_DECLS

#define APP_TYPE_STAY_ROW (app_stay_row_get_type ())
G_DECLARE_FINAL_TYPE (AppStayRow, app_stay_row, APP, STAY_ROW, AdwPreferencesRow)

GtkWidget *app_stay_row_new (const ModelStay *stay, ModelEntity seen_from, ModelSearchLooks *looks);
void
app_stay_row_get_place (AppStayRow *self, gint64 *year_id, gint64 *student_id, gint64 *period_id);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-entity.h"
#include "model-setting.h"
#include "model-stay.h"

G_BEGIN_DECLS

#define APP_TYPE_STAY_LIST (app_stay_list_get_type ())
G_DECLARE_FINAL_TYPE (AppStayList, app_stay_list, APP, STAY_LIST, AdwBin)

GtkWidget *app_stay_list_new (void);
void app_stay_list_set_stays (AppStayList *self,
                              GPtrArray *stays,
                              ModelEntity seen_from,
                              ModelSearchLooks *looks,
                              const char *description);
guint app_stay_list_get_n_rows (AppStayList *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "model-record.h"

G_BEGIN_DECLS

#define APP_TYPE_PART_LIST (app_part_list_get_type ())
G_DECLARE_FINAL_TYPE (AppPartList, app_part_list, APP, PART_LIST, AdwBin)

GtkWidget *app_part_list_new (ModelEntity entity);
ModelEntity app_part_list_get_entity (AppPartList *self);
void app_part_list_set_records (AppPartList *self, GPtrArray *records);
void app_part_list_set_editable (AppPartList *self, gboolean editable);

G_END_DECLS
